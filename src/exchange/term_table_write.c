/* Tables of terms out: all columns that the reader knows, a line for each term of the language that
 * has most of them in the entry. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/string.h"
#include "base/text.h"
#include "exchange/tbx.h"
#include "exchange/term_table.h"

struct term_writer {
    struct exchange_writer base;
    FILE *stream;
    const struct exchange_write_options *options; /* they outlive the writer */
    struct string out;                            /* of one entry */
};

static const struct {
    const char *name, *property; /* "": the note */
} of_entry[] = {{"subject", TBX_SUBJECT}, {"definition", TBX_DEFINITION}, {"note", ""}},
  of_term[] = {{"status", TBX_STATUS}, {"part of speech", TBX_SPEECH}, {"note", ""}};
enum { OF_ENTRY = sizeof of_entry / sizeof *of_entry, OF_TERM = sizeof of_term / sizeof *of_term };

/* Tabs and line ends become blanks. */
static void put_cell(struct string *out, cotexto_text text)
{
    for (size_t i = 0; i < text.length; i++)
        string_append_char(out, strchr("\t\n\r", text.bytes[i]) != NULL ? ' ' : text.bytes[i]);
}

static cotexto_text fact(const struct property *properties, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(properties[i].name, cotexto_text_of(name)))
            return properties[i].value;
    }
    return TEXT("");
}

/* The term of a number among those of its language; NULL: there are not so many. */
static const struct variant *term_at(const struct unit *unit, const char *lang, size_t number)
{
    for (size_t i = 0; i < unit->variant_count; i++) {
        if (strcmp(unit->variants[i].lang, lang) == 0 && number-- == 0)
            return &unit->variants[i];
    }
    return NULL;
}

static void put_term(struct string *out, const struct variant *term)
{
    static const char *const statuses[] = {[TERM_PREFERRED] = "preferred",
                                           [TERM_UNMARKED] = "",
                                           [TERM_ADMITTED] = "admitted",
                                           [TERM_DEPRECATED] = "deprecated"};
    string_append_char(out, '\t');
    if (term != NULL)
        put_cell(out, term->text);
    for (size_t i = 0; i < OF_TERM; i++) {
        string_append_char(out, '\t');
        if (term != NULL && i == 0)
            string_append_c(out, statuses[term_status(term)]);
        else if (term != NULL)
            put_cell(out, fact(term->properties, term->property_count, of_term[i].property));
    }
}

static bool put(struct exchange_writer *base, const struct unit *unit, cotexto_error *error)
{
    struct term_writer *writer = (struct term_writer *)base;
    const struct exchange_write_options *options = writer->options;
    struct string *out = &writer->out;
    string_reset(out);
    for (size_t line = 0;; line++) {
        bool any = false;
        for (size_t i = 0; i < options->language_count; i++)
            any |= term_at(unit, options->languages[i], line) != NULL;
        if (!any)
            break;
        put_cell(out, unit->id);
        for (size_t i = 0; i < OF_ENTRY; i++) {
            string_append_char(out, '\t');
            put_cell(out, fact(unit->properties, unit->property_count, of_entry[i].property));
        }
        for (size_t i = 0; i < options->language_count; i++)
            put_term(out, term_at(unit, options->languages[i], line));
        string_append_char(out, '\n');
    }
    if (!string_ok(out, error))
        return false;
    fwrite(string_c(out), 1, out->length, writer->stream);
    return !ferror(writer->stream) || error_system(error, NULL, errno, _("can't be written"));
}

static bool finish(struct exchange_writer *base, cotexto_error *error)
{
    struct term_writer *writer = (struct term_writer *)base;
    return fflush(writer->stream) == 0 || error_system(error, NULL, errno, _("can't be written"));
}

static void close_writer(struct exchange_writer *base)
{
    string_free(&((struct term_writer *)base)->out);
    free(base);
}

struct exchange_writer *term_table_open_writer(FILE *stream,
                                               const struct exchange_write_options *options,
                                               cotexto_error *error)
{
    struct term_writer *writer = calloc(1, sizeof *writer);
    if (writer == NULL) {
        error_no_memory(error);
        return NULL;
    }
    writer->base = (struct exchange_writer){put, finish, close_writer};
    writer->stream = stream;
    writer->options = options;
    fputs("id", stream);
    for (size_t i = 0; i < OF_ENTRY; i++)
        fprintf(stream, "\t%s", of_entry[i].name);
    for (size_t k = 0; k < options->language_count; k++) {
        fprintf(stream, "\t%s", options->languages[k]);
        for (size_t i = 0; i < OF_TERM; i++)
            fprintf(stream, "\t%s %s", options->languages[k], of_term[i].name);
    }
    fputc('\n', stream);
    return &writer->base;
}
