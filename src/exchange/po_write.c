/* PO out: UTF-8, without complaint from msgfmt -c. A unit comes as a pair: source, then target. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/string.h"
#include "base/text.h"
#include "exchange/formats.h"
#include "exchange/po.h"

struct po_writer {
    struct exchange_writer base;
    FILE *stream;
    uint64_t number;  /* of the unit */
    uint64_t *hashes; /* of context and msgid of all entries so far: an open table, 0 is free */
    size_t size, count;
};

/* ------------------------------------------------------------------------------------ uniqueness
 */

static void insert(uint64_t *hashes, size_t size, uint64_t hash)
{
    size_t at = (size_t)hash & (size - 1);
    while (hashes[at] != 0)
        at = (at + 1) & (size - 1);
    hashes[at] = hash;
}

static bool grow(struct po_writer *writer, cotexto_error *error)
{
    size_t size = writer->size == 0 ? 1024 : 2 * writer->size;
    if (2 * (writer->count + 1) <= writer->size)
        return true;
    uint64_t *fresh = calloc(size, sizeof *fresh);
    if (fresh == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < writer->size; i++) {
        if (writer->hashes[i] != 0)
            insert(fresh, size, writer->hashes[i]);
    }
    free(writer->hashes);
    writer->hashes = fresh;
    writer->size = size;
    return true;
}

/* Notes the entry; *known: there is one of the same context and msgid. */
static bool note_entry(struct po_writer *writer, cotexto_text context, cotexto_text id, bool *known,
                       cotexto_error *error)
{
    uint64_t hash = hash_bytes(id.bytes, id.length, hash_text(context) + (context.length > 0));
    hash += hash == 0;
    *known = false;
    if (!grow(writer, error))
        return false;
    for (size_t at = (size_t)hash & (writer->size - 1); writer->hashes[at] != 0 && !*known;
         at = (at + 1) & (writer->size - 1))
        *known = writer->hashes[at] == hash;
    if (!*known) {
        insert(writer->hashes, writer->size, hash);
        writer->count++;
    }
    return true;
}

/* --------------------------------------------------------------------------------------- strings
 */

static void write_escaped(FILE *stream, char c)
{
    switch (c) {
    case '\n': fputs("\\n", stream); break;
    case '\t': fputs("\\t", stream); break;
    case '\r': fputs("\\r", stream); break;
    case '"': fputs("\\\"", stream); break;
    case '\\': fputs("\\\\", stream); break;
    default: fputc(c, stream);
    }
}

void po_write_string(FILE *stream, const char *keyword, cotexto_text text)
{
    const char *first = text.length == 0 ? NULL : memchr(text.bytes, '\n', text.length);
    bool several = first != NULL && first + 1 < text.bytes + text.length;
    fprintf(stream, several ? "%s \"\"\n\"" : "%s \"", keyword);
    for (size_t i = 0; i < text.length; i++) {
        write_escaped(stream, text.bytes[i]);
        if (text.bytes[i] == '\n' && i + 1 < text.length)
            fputs("\"\n\"", stream);
    }
    fputs("\"\n", stream);
}

/* Each line of a comment, behind its mark. */
static void write_comment(FILE *stream, const char *mark, cotexto_text text)
{
    while (text.length > 0) {
        const char *end = memchr(text.bytes, '\n', text.length);
        size_t length = end == NULL ? text.length : (size_t)(end - text.bytes);
        fprintf(stream, "%s %.*s\n", mark, (int)length, text.bytes);
        text = text_slice(text, end == NULL ? length : length + 1, text.length);
    }
}

void po_fit_ends(cotexto_text source, cotexto_text target, struct string *out)
{
    bool starts = source.bytes[0] == '\n', ends = source.bytes[source.length - 1] == '\n';
    while (!starts && target.length > 0 && target.bytes[0] == '\n')
        target = text_slice(target, 1, target.length);
    while (!ends && target.length > 0 && target.bytes[target.length - 1] == '\n')
        target = text_slice(target, 0, target.length - 1);
    if (starts && (target.length == 0 || target.bytes[0] != '\n'))
        string_append_char(out, '\n');
    string_append_text(out, target);
    if (ends && (target.length == 0 || target.bytes[target.length - 1] != '\n'))
        string_append_char(out, '\n');
}

/* ----------------------------------------------------------------------------------------- units
 */

static cotexto_text property(const struct unit *unit, const char *name)
{
    for (size_t i = 0; i < unit->property_count; i++) {
        if (unit->properties[i].kind == PROPERTY_PROP &&
            text_equal(unit->properties[i].name, cotexto_text_of(name)))
            return unit->properties[i].value;
    }
    return (cotexto_text){0};
}

static void write_comments(FILE *stream, const struct unit *unit)
{
    for (size_t i = 0; i < unit->property_count; i++) {
        if (unit->properties[i].kind == PROPERTY_NOTE)
            write_comment(stream, "#", unit->properties[i].value);
    }
    write_comment(stream, "#.", property(unit, PO_EXTRACTED));
    write_comment(stream, "#:", property(unit, PO_REFERENCE));
    write_comment(stream, "#,", property(unit, PO_FLAGS));
}

/* Two entries of one context and msgid are not allowed: a later one gets a context by its number.
 */
static bool write_context(struct po_writer *writer, const struct unit *unit, cotexto_error *error)
{
    cotexto_text context = property(unit, PO_CONTEXT);
    struct string other = {0};
    bool known, good = note_entry(writer, context, unit->variants[0].text, &known, error);
    if (good && known) {
        string_append_text(&other, context);
        string_append_format(&other, "%s#%llu", context.length > 0 ? " " : "",
                             (unsigned long long)writer->number);
        context = string_text(&other);
        good = string_ok(&other, error);
    }
    if (good && context.length > 0)
        po_write_string(writer->stream, "msgctxt", context);
    string_free(&other);
    return good;
}

static bool put(struct exchange_writer *base, const struct unit *unit, cotexto_error *error)
{
    struct po_writer *writer = (struct po_writer *)base;
    cotexto_text source = unit->variants[0].text;
    struct string target = {0};
    writer->number++;
    if (source.length == 0)
        return true; /* that is the header's */
    fputc('\n', writer->stream);
    write_comments(writer->stream, unit);
    if (!write_context(writer, unit, error))
        return false;
    po_fit_ends(source, unit->variants[1].text, &target);
    po_write_string(writer->stream, "msgid", source);
    po_write_string(writer->stream, "msgstr", string_text(&target));
    bool good = string_ok(&target, error);
    string_free(&target);
    return good &&
           (!ferror(writer->stream) || error_system(error, NULL, errno, _("can't be written")));
}

static bool finish(struct exchange_writer *base, cotexto_error *error)
{
    struct po_writer *writer = (struct po_writer *)base;
    return fflush(writer->stream) == 0 || error_system(error, NULL, errno, _("can't be written"));
}

static void close_writer(struct exchange_writer *base)
{
    struct po_writer *writer = (struct po_writer *)base;
    free(writer->hashes);
    free(writer);
}

/* "pt-BR" as gettext has it: "pt_BR". */
static void write_language(FILE *stream, const char *field, const char *tag)
{
    fprintf(stream, "\"%s: ", field);
    for (; *tag != '\0'; tag++)
        fputc(*tag == '-' ? '_' : *tag, stream);
    fputs("\\n\"\n", stream);
}

/* The same units give the same bytes: the date is none. */
static void write_header(FILE *stream, const struct exchange_write_options *options)
{
    fprintf(stream,
            "msgid \"\"\nmsgstr \"\"\n\"Project-Id-Version: cotexto %s\\n\"\n"
            "\"Report-Msgid-Bugs-To: \\n\"\n\"PO-Revision-Date: 1970-01-01 00:00+0000\\n\"\n"
            "\"Last-Translator: cotexto\\n\"\n\"Language-Team: none\\n\"\n",
            cotexto_version());
    write_language(stream, "Language", options->languages[1]);
    fputs("\"MIME-Version: 1.0\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
          "\"Content-Transfer-Encoding: 8bit\\n\"\n",
          stream);
    write_language(stream, "X-Source-Language", options->languages[0]);
}

struct exchange_writer *po_open_writer(FILE *stream, const struct exchange_write_options *options,
                                       cotexto_error *error)
{
    struct po_writer *writer = calloc(1, sizeof *writer);
    if (writer == NULL) {
        error_no_memory(error);
        return NULL;
    }
    *writer = (struct po_writer){.base = {put, finish, close_writer}, .stream = stream};
    write_header(stream, options);
    return &writer->base;
}
