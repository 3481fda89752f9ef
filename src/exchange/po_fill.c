/* Translations into a PO file: msgstr, the flag "fuzzy", the previous msgid and a comment that says
 * where a translation comes from. All other bytes stay as they are. An entry with a plural is
 * filled when both of its texts have a translation and its language has two forms, or one. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "exchange/fill.h"
#include "exchange/po.h"
#include "exchange/splice.h"

/* An entry with its one or two segments. */
struct entry {
    struct po_place place;
    size_t first, count;
};

struct po_fill {
    struct fill_file base;
    cotexto_text bytes;
    struct arena arena;
    struct entry *entries;
    size_t entry_count, entry_room;
    struct fill_segment *segments;
    size_t segment_count, segment_room;
    size_t plurals; /* forms that a plural has; 0: not known */
    struct encoder encoder;
    struct splice splice;
};

/* --------------------------------------------------------------------------------------- reading
 */

static bool keep_text(struct po_fill *file, cotexto_text text, cotexto_text *out,
                      cotexto_error *error)
{
    *out = arena_text(&file->arena, text);
    return out->bytes != NULL || error_no_memory(error);
}

static bool keep_language(struct po_fill *file, const char *lang, const char **out,
                          cotexto_error *error)
{
    size_t count = file->segment_count;
    const char *before = count == 0 ? NULL : file->segments[count - 1].from;
    if (lang == NULL) {
        error_set(error, COTEXTO_DATA, "no-language", "%s",
                  _("the file does not name its languages"));
        return error_hint(error, "%s", _("name source and target: --languages es,en"));
    }
    *out = before != NULL && strcmp(before, lang) == 0 ? before : arena_string(&file->arena, lang);
    return *out != NULL || error_no_memory(error);
}

/* There is a msgstr; a plural has all the forms that its language has, and they are one or two. */
static bool has_fitting_forms(const struct po_fill *file, const struct po_place *place)
{
    size_t wanted = !place->plural ? 1 : file->plurals == 0 ? 2 : file->plurals;
    return place->forms == wanted && wanted <= 2 && place->strings[0].end > 0 &&
           place->strings[wanted - 1].end > 0;
}

static enum fill_state state_of(const struct po_fill *file, const struct po_place *place,
                                const struct unit *unit)
{
    if (!has_fitting_forms(file, place))
        return unit->variant_count > 1 ? FILL_CLOSED : FILL_UNFIT;
    return unit->variant_count > 1 ? FILL_TRANSLATED : FILL_OPEN;
}

/* In a language with one form a plural is translated as it is for many. */
static bool is_passed_over(const struct po_place *place, bool singular)
{
    return place->plural && singular && place->forms == 1;
}

/* Whether the unit is the second text of the last entry. */
static bool goes_on(const struct po_fill *file, const struct po_place *place)
{
    return file->entry_count > 0 &&
           file->entries[file->entry_count - 1].place.start == place->start;
}

static bool add_entry(struct po_fill *file, const struct po_place *place, cotexto_error *error)
{
    file->entries = arena_grow(&file->arena, file->entries, file->entry_count, &file->entry_room,
                               sizeof *file->entries);
    if (file->entries == NULL)
        return error_no_memory(error);
    file->entries[file->entry_count++] =
        (struct entry){.place = *place, .first = file->segment_count};
    return true;
}

static bool add_segment(struct po_fill *file, const struct po_place *place, const struct unit *unit,
                        const char *target, cotexto_error *error)
{
    struct entry *entry = &file->entries[file->entry_count - 1];
    struct fill_segment segment = {.state = state_of(file, place, unit), .tags = TEXT("")};
    if (text_trim(unit->variants[0].text).length == 0)
        return true;
    file->segments = arena_grow(&file->arena, file->segments, file->segment_count,
                                &file->segment_room, sizeof *file->segments);
    if (file->segments == NULL)
        return error_no_memory(error);
    if (!keep_text(file, unit->variants[0].text, &segment.source, error) ||
        !keep_language(file, unit->variants[0].lang, &segment.from, error) ||
        !keep_language(file, target, &segment.to, error))
        return false;
    segment.together = place->plural ? (uint32_t)file->entry_count : 0;
    if (entry->count > 0 && file->segments[entry->first].state == FILL_TRANSLATED)
        segment.state = FILL_TRANSLATED;
    if (entry->count > 0 && segment.state == FILL_TRANSLATED)
        file->segments[entry->first].state = FILL_TRANSLATED;
    file->segments[file->segment_count++] = segment;
    entry->count++;
    return true;
}

static bool read_all(struct po_fill *file, struct exchange_reader *reader, cotexto_error *error)
{
    const struct unit *unit;
    for (;;) {
        if (!reader->next(reader, &unit, error))
            return false;
        if (unit == NULL)
            return true;
        const struct po_place *place = po_reader_place(reader);
        bool second = goes_on(file, place);
        if (!second && !add_entry(file, place, error))
            return false;
        if (!is_passed_over(place, !second) &&
            !add_segment(file, place, unit, po_reader_target(reader), error))
            return false;
    }
}

/* --------------------------------------------------------------------------------------- writing
 */

static bool crlf(const struct po_fill *file, const struct entry *entry)
{
    size_t end = entry->place.strings[0].end;
    return end >= 2 && file->bytes.bytes[end - 2] == '\r';
}

/* Puts lines, made with line feeds in UTF-8, in place of the file's bytes start to end. */
static void put_lines(struct po_fill *file, const struct entry *entry, size_t start, size_t end,
                      const struct string *lines)
{
    struct string ended = {0}, encoded = {0};
    for (size_t i = 0; i < lines->length; i++) {
        if (lines->bytes[i] == '\n' && crlf(file, entry))
            string_append_char(&ended, '\r');
        string_append_char(&ended, lines->bytes[i]);
    }
    /* the last line of a file may have no end */
    if (end > start && file->bytes.bytes[end - 1] != '\n' && ended.length > 0)
        ended.length -= crlf(file, entry) ? 2 : 1;
    encoder_append(&file->encoder, &encoded, string_text(&ended));
    file->splice.failed |= lines->failed || ended.failed || encoded.failed;
    splice_replace(&file->splice, start, end, string_text(&encoded));
    string_free(&ended);
    string_free(&encoded);
}

/* keyword and text as lines of the file, each behind `mark`. */
static void append_string(struct string *out, const char *mark, const char *keyword,
                          cotexto_text text)
{
    char *lines = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&lines, &length);
    if (stream != NULL)
        po_write_string(stream, keyword, text);
    out->failed |= stream == NULL || fclose(stream) != 0;
    for (size_t at = 0; !out->failed && at < length;) {
        const char *end = memchr(lines + at, '\n', length - at);
        size_t next = end == NULL ? length : (size_t)(end - lines) + 1;
        string_append_c(out, mark);
        string_append(out, lines + at, next - at);
        at = next;
    }
    free(lines);
}

/* The flags of a line "#, a, b" but for "fuzzy", each behind a comma. */
static void append_other_flags(struct string *out, cotexto_text line)
{
    cotexto_text rest = text_slice(line, 2, line.length);
    while (rest.length > 0) {
        const char *comma = memchr(rest.bytes, ',', rest.length);
        size_t size = comma == NULL ? rest.length : (size_t)(comma - rest.bytes);
        cotexto_text flag = text_trim(text_slice(rest, 0, size));
        if (!text_equal(flag, TEXT("fuzzy")) && flag.length > 0) {
            string_append_c(out, ", ");
            string_append_text(out, flag);
        }
        rest = text_slice(rest, comma == NULL ? size : size + 1, rest.length);
    }
}

/* The flag comes, goes or stays. */
static void set_fuzzy(struct po_fill *file, const struct entry *entry, bool fuzzy)
{
    const struct po_place *place = &entry->place;
    cotexto_range flags = place->flags;
    struct string lines = {0};
    if (place->fuzzy == fuzzy)
        return;
    string_append_c(&lines, fuzzy ? "#, fuzzy" : "#");
    if (flags.end > 0)
        append_other_flags(&lines, text_trim(text_slice(file->bytes, flags.start, flags.end)));
    else
        flags.start = flags.end = place->previous.end > 0 ? place->previous.start : place->keyword;
    if (lines.length == 1) /* no flag is left */
        string_reset(&lines);
    else
        string_append_char(&lines, '\n');
    put_lines(file, entry, flags.start, flags.end, &lines);
    string_free(&lines);
}

static void set_previous(struct po_fill *file, const struct entry *entry, const struct fill *fills,
                         bool review)
{
    const struct po_place *place = &entry->place;
    cotexto_range there = place->previous;
    struct string lines = {0};
    bool half = entry->count == 1 && place->plural; /* gettext wants the singular, too */
    if (there.end == 0)
        there.start = there.end = place->keyword;
    for (size_t i = 0; review && !half && i < entry->count; i++)
        append_string(&lines, "#| ", i > 0 ? "msgid_plural" : "msgid",
                      fills[entry->first + i].stored_source);
    put_lines(file, entry, there.start, there.end, &lines);
    string_free(&lines);
}

/* Of two texts the less good match is told. */
static void tell(struct po_fill *file, const struct entry *entry, const struct fill *fills)
{
    const struct fill *worst = &fills[entry->first];
    cotexto_range there = entry->place.told;
    struct string line = {0};
    if (there.end == 0)
        there.start = there.end = entry->place.start;
    for (size_t i = 1; i < entry->count; i++)
        worst = fills[entry->first + i].percent < worst->percent ? &fills[entry->first + i] : worst;
    string_append_format(&line, "%s %d %%, ", PO_TOLD, worst->percent);
    string_append_text(&line, worst->origin);
    string_append_char(&line, '\n');
    put_lines(file, entry, there.start, there.end, &line);
    string_free(&line);
}

static void set_strings(struct po_fill *file, const struct entry *entry, const struct fill *fills)
{
    for (size_t i = 0; i < entry->count; i++) {
        char keyword[16] = "msgstr";
        struct string fitted = {0}, lines = {0};
        cotexto_range there = entry->place.strings[i];
        if (entry->place.plural)
            snprintf(keyword, sizeof keyword, "msgstr[%d]", (int)i);
        po_fit_ends(file->segments[entry->first + i].source, fills[entry->first + i].text, &fitted);
        append_string(&lines, "", keyword, string_text(&fitted));
        lines.failed |= fitted.failed;
        put_lines(file, entry, there.start, there.end, &lines);
        string_free(&fitted);
        string_free(&lines);
    }
}

static void fill_entry(struct po_fill *file, const struct entry *entry, const struct fill *fills)
{
    bool review = false;
    for (size_t i = 0; i < entry->count; i++) {
        if (!fills[entry->first + i].there)
            return;
        review |= fills[entry->first + i].review;
    }
    if (entry->count == 0)
        return;
    tell(file, entry, fills);
    set_fuzzy(file, entry, review);
    set_previous(file, entry, fills, review);
    set_strings(file, entry, fills);
}

/* A comment may have characters that the encoding has not; a translation has none such. */
static bool write_file(struct fill_file *base, const struct fill *fills, struct string *out,
                       cotexto_error *error)
{
    struct po_fill *file = (struct po_fill *)base;
    file->splice = (struct splice){.arena = &file->arena};
    file->encoder.missing = ENCODER_QUESTION;
    for (size_t i = 0; i < file->entry_count; i++)
        fill_entry(file, &file->entries[i], fills);
    return splice_apply(&file->splice, file->bytes, out, error);
}

/* ------------------------------------------------------------------------------- the interface */

static bool takes(struct fill_file *base, cotexto_text text)
{
    struct po_fill *file = (struct po_fill *)base;
    struct string encoded = {0};
    bool good = encoder_append(&file->encoder, &encoded, text);
    string_free(&encoded);
    return good;
}

static void close_file(struct fill_file *base)
{
    struct po_fill *file = (struct po_fill *)base;
    encoder_close(&file->encoder);
    arena_free(&file->arena);
    free(file);
}

static bool is_utf16(cotexto_text bytes)
{
    unsigned char first = bytes.length == 0 ? 0 : (unsigned char)bytes.bytes[0];
    return first == 0xFE || first == 0xFF;
}

static bool read_file(struct po_fill *file, const char *path,
                      const struct exchange_read_options *options, cotexto_error *error)
{
    struct exchange_read_options all = *options;
    all.fuzzy = true;
    if (is_utf16(file->bytes))
        return error_set(error, COTEXTO_DATA, "unknown-encoding",
                         _("texts can't be written in the encoding \"%s\""), "UTF-16");
    FILE *stream = fmemopen((char *)file->bytes.bytes, file->bytes.length, "r");
    if (stream == NULL)
        return error_no_memory(error);
    struct exchange_reader *reader = po_open_stream(stream, path, &all, error);
    if (reader == NULL)
        return false;
    const char *charset = po_reader_charset(reader);
    file->plurals = po_reader_plurals(reader);
    bool good = encoder_open(&file->encoder, *charset == '\0' ? "UTF-8" : charset, ENCODER_REFUSED,
                             error) &&
                read_all(file, reader, error);
    reader->close(reader);
    return good;
}

struct fill_file *po_fill_open(cotexto_text bytes, const char *path,
                               const struct exchange_read_options *options, cotexto_error *error)
{
    struct po_fill *file = calloc(1, sizeof *file);
    if (file == NULL) {
        error_no_memory(error);
        return NULL;
    }
    file->base = (struct fill_file){.takes = takes, .write = write_file, .close = close_file};
    file->bytes = bytes;
    file->encoder.to = (iconv_t)-1;
    if (bytes.length == 0 || read_file(file, path, options, error)) {
        file->base.segments = file->segments;
        file->base.count = file->segment_count;
        return &file->base;
    }
    close_file(&file->base);
    return NULL;
}
