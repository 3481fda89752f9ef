/* PO in (GNU gettext manual, "The Format of PO Files"). One entry at a time, in the charset that
 * the header names. An entry with a plural is two units: singular with msgstr[0], plural with the
 * last msgstr. Fuzzy entries have a translation only when they are asked for; obsolete entries
 * ("#~") and previous texts ("#|") are passed over. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/message.h"
#include "base/packed.h"
#include "base/tag.h"
#include "base/text.h"
#include "exchange/formats.h"
#include "exchange/po.h"
#include "text/decode.h"
#include "text/recognise.h"
#include "text/unicode.h"

enum { FORMS = PO_FORMS, CHARSET_SIZE = 64, PROPERTIES = 5 };

/* The strings of an entry; the order is that of the keywords below, msgstr with its forms. */
enum part { PART_CONTEXT, PART_ID, PART_PLURAL, PART_STRING };

struct entry {
    struct string texts[PART_STRING + FORMS];
    bool there[PART_STRING + FORMS];
    bool gap; /* the last line is empty, and the msgid was there */
    struct string notes, extracted, references, flags;
    struct po_place place;
    size_t size;       /* bytes of its lines */
    bool fuzzy, any;   /* any: a keyword was seen */
    size_t line, last; /* of its first keyword, and the last text that was opened */
};

struct po_reader {
    struct exchange_reader base;
    FILE *file;
    struct string bytes;                         /* the line as it is in the file, */
    cotexto_text line;                           /* without its end and the blanks around it, */
    size_t number;                               /* which it is, */
    uint64_t offset;                             /* and where it begins */
    uint64_t done, total;                        /* bytes read, and in all (0: not known) */
    const struct exchange_read_options *options; /* they outlive the reader */
    bool held;                                   /* the line belongs to the next entry */
    bool begun;                                  /* the header was looked for */
    bool ended, fuzzy;
    size_t plurals;      /* forms of a plural, as the header says; 0: it does not */
    struct string whole; /* a file in UTF-16 is held whole, as UTF-8 */
    const char *source, *target;
    char target_tag[COTEXTO_TAG_SIZE], source_tag[COTEXTO_TAG_SIZE];
    char charset[CHARSET_SIZE];
    struct arena arena, line_arena;
    struct entry entry;
    struct unit units[2];
    struct variant variants[2][2];
    struct property properties[2][PROPERTIES];
    size_t count, given;
};

/* A line of the head begins with msgid and a string. */
int po_bid(const unsigned char *head, size_t length)
{
    static const char keyword[] = "msgid";
    size_t found = 0;
    bool start = true;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = head[i];
        if (c == '\0' || (i < 3 && c >= 0x80)) /* UTF-16, byte order mark */
            continue;
        if (found == sizeof keyword - 1) {
            if (c == '"')
                return 80;
            if (c != ' ' && c != '\t')
                found = 0;
        } else if (found > 0 || start) {
            found = c == (unsigned char)keyword[found] ? found + 1 : 0;
        }
        start = c == '\n' || c == '\r';
    }
    return 0;
}

static bool bad(const struct po_reader *reader, cotexto_error *error, const char *id,
                const char *message)
{
    error_set(error, COTEXTO_DATA, id, "%s", message);
    error_offset(error, (int64_t)reader->offset);
    return error_line(error, reader->number, 1);
}

/* ---------------------------------------------------------------------------------------- lines */

/* Some encodings have backslashes and quotation marks as parts of letters: lines are decoded before
 * they are looked at. The header's own letters beyond ASCII are guessed, and used by nobody. */
static bool decode_line(struct po_reader *reader, cotexto_text *line, cotexto_error *error)
{
    if (line->length == 0 ||
        (text_is_ascii(*line) && memchr(line->bytes, 0x1B, line->length) == NULL))
        return true;
    size_t before = (size_t)(line->bytes - reader->bytes.bytes); /* blanks, a mark */
    struct decode_options options = {.encoding =
                                         reader->charset[0] == '\0' ? NULL : reader->charset,
                                     .lines = true,
                                     .offset = (size_t)reader->done - reader->bytes.length + before,
                                     .line = reader->number - 1,
                                     .hint = _("put it right, or the charset in the header")};
    struct decoded decoded;
    arena_reset(&reader->line_arena);
    if (!decode_bytes(line->bytes, line->length, &options, &reader->line_arena, &decoded, error)) {
        error_in_data(error);
        return error_line(error, reader->number, 0);
    }
    *line = decoded.text;
    return true;
}

/* A line is no text, or makes its entry longer than a line may be. */
static bool check_line(struct po_reader *reader, cotexto_error *error)
{
    reader->entry.size += reader->bytes.length;
    if (reader->entry.size > EXCHANGE_LINE_MOST)
        error_too_long(error, EXCHANGE_LINE_MOST);
    else if (memchr(reader->bytes.bytes, '\0', reader->bytes.length) != NULL)
        recognise_refuse_nul(error);
    else
        return true;
    return error_line(error, reader->number, 1);
}

/* Reads the next line: 1, 0 at the end, -1 after an error. */
static int next_line(struct po_reader *reader, cotexto_error *error)
{
    string_reset(&reader->bytes);
    int found = packed_line(reader->file, &reader->bytes, EXCHANGE_LINE_MOST, error);
    reader->ended = found < 1;
    reader->number += found != 0;
    if (found < 0)
        error_line(error, reader->number, 1);
    if (found < 1)
        return found;
    reader->offset = reader->done;
    reader->done += reader->bytes.length;
    if (!check_line(reader, error))
        return -1;
    cotexto_text line = string_text(&reader->bytes);
    if (reader->number == 1) {
        reader->offset = text_mark_length(line);
        line = text_slice(line, reader->offset, line.length);
    }
    reader->line = text_trim(line);
    return 1;
}

/* ------------------------------------------------------------------------------------- strings */

static int digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : 16;
}

/* A number behind a backslash: up to three octal or two hexadecimal digits. */
static size_t append_number(struct string *out, cotexto_text text, size_t at, int base, size_t most)
{
    int value = 0;
    size_t count = 0;
    while (count < most && at < text.length && digit(text.bytes[at]) < base) {
        value = value * base + digit(text.bytes[at++]);
        count++;
    }
    string_append_char(out, (char)value);
    return at;
}

/* What stands behind a backslash at `at`; gives where the text goes on. */
static size_t append_escape(struct string *out, cotexto_text text, size_t at)
{
    static const char letters[] = "ntrbfva", meant[] = "\n\t\r\b\f\v\a";
    char c = text.bytes[at];
    const char *found = c == '\0' ? NULL : strchr(letters, c);
    if (c == 'x' && at + 1 < text.length && digit(text.bytes[at + 1]) < 16)
        return append_number(out, text, at + 1, 16, 2);
    if (c >= '0' && c <= '7')
        return append_number(out, text, at, 8, 3);
    string_append_char(out, found != NULL ? meant[found - letters] : c);
    return at + 1;
}

/* Strings between quotation marks, to the end of the line. */
static bool take_strings(struct po_reader *reader, cotexto_text line, cotexto_error *error)
{
    struct string *out = &reader->entry.texts[reader->entry.last];
    while (line.length > 0) {
        size_t i = 1;
        if (line.bytes[0] != '"')
            return bad(reader, error, "bad-po", _("there is something behind the end of a string"));
        while (i < line.length && line.bytes[i] != '"') {
            if (line.bytes[i] == '\\' && i + 1 < line.length)
                i = append_escape(out, line, i + 1);
            else
                string_append_char(out, line.bytes[i++]);
        }
        if (i >= line.length)
            return bad(reader, error, "bad-po", _("a string does not end on its line"));
        line = text_trim(text_slice(line, i + 1, line.length));
    }
    return string_ok(out, error);
}

/* ------------------------------------------------------------------------------------- entries */

static void append_line(struct string *out, cotexto_text line)
{
    if (out->length > 0)
        string_append_char(out, '\n');
    string_append_text(out, line);
}

static void reset_entry(struct entry *entry)
{
    for (size_t i = 0; i < PART_STRING + FORMS; i++) {
        string_reset(&entry->texts[i]);
        entry->there[i] = false;
    }
    string_reset(&entry->notes);
    string_reset(&entry->extracted);
    string_reset(&entry->references);
    string_reset(&entry->flags);
    entry->place = (struct po_place){0};
    entry->fuzzy = entry->any = entry->gap = false;
    entry->size = entry->last = 0;
}

/* Takes "fuzzy" out of a list of flags. */
static void take_flags(struct entry *entry, cotexto_text line)
{
    while (line.length > 0) {
        const char *comma = memchr(line.bytes, ',', line.length);
        size_t size = comma == NULL ? line.length : (size_t)(comma - line.bytes);
        cotexto_text flag = text_trim(text_slice(line, 0, size));
        if (text_equal(flag, TEXT("fuzzy"))) {
            entry->fuzzy = true;
        } else if (flag.length > 0) {
            string_append_c(&entry->flags, entry->flags.length > 0 ? ", " : "");
            string_append_text(&entry->flags, flag);
        }
        line = text_slice(line, comma == NULL ? size : size + 1, line.length);
    }
}

static void take_comment(struct entry *entry, cotexto_text line)
{
    char kind = line.length > 1 ? line.bytes[1] : ' ';
    cotexto_text rest = text_slice(line, line.length > 1 ? 2 : 1, line.length);
    switch (kind) {
    case '.': append_line(&entry->extracted, text_trim(rest)); break;
    case ':': append_line(&entry->references, text_trim(rest)); break;
    case ',': take_flags(entry, rest); break;
    case '|': break;
    case '~': /* the comments before it are its own */
        if (!entry->any)
            reset_entry(entry);
        break;
    default:
        rest = text_trim(text_slice(line, 1, line.length));
        if (rest.length > 0 || entry->notes.length > 0)
            append_line(&entry->notes, rest);
    }
}

/* "msgstr[2]": which of the texts; -1: no keyword. *rest is what follows. */
static int keyword_of(cotexto_text line, cotexto_text *rest)
{
    static const char *const keywords[] = {
        [PART_CONTEXT] = "msgctxt",
        [PART_PLURAL] = "msgid_plural",
        [PART_ID] = "msgid",
        [PART_STRING] = "msgstr",
    };
    for (int part = PART_CONTEXT; part <= PART_STRING; part++) {
        size_t size = strlen(keywords[part]), form = 0;
        if (line.length < size || memcmp(line.bytes, keywords[part], size) != 0)
            continue;
        *rest = text_trim(text_slice(line, size, line.length));
        if (rest->length > 2 && rest->bytes[0] == '[' && part == PART_STRING) {
            const char *end = memchr(rest->bytes, ']', rest->length);
            form = (size_t)strtoul(rest->bytes + 1, NULL, 10);
            if (end == NULL || form >= FORMS)
                return -1;
            *rest = text_trim(text_slice(*rest, (size_t)(end + 1 - rest->bytes), rest->length));
        }
        if (rest->length == 0 || rest->bytes[0] == '"') /* the string may be on the next line */
            return part + (int)form;
    }
    return -1;
}

/* Whether a keyword, or a comment, starts a new entry. One without a msgstr, which gettext does not
 * allow but some tools write, ends with an empty line. */
static bool starts_entry(const struct entry *entry, int part)
{
    bool translated = entry->any && entry->last >= PART_STRING;
    return (translated && part < PART_STRING) || (entry->gap && part <= PART_ID);
}

/* Adds the present line to a range of lines that stand together. */
static void extend(const struct po_reader *reader, cotexto_range *lines)
{
    if (lines->start == lines->end)
        *lines = (cotexto_range){reader->offset, reader->done};
    else if (lines->end == reader->offset)
        lines->end = reader->done;
}

/* Notes where a comment stands that a filled translation changes. */
static void place_comment(struct po_reader *reader, cotexto_text line)
{
    struct po_place *place = &reader->entry.place;
    bool has_flag = line.length > 1 && line.bytes[1] == ',' &&
                    memmem(line.bytes, line.length, "fuzzy", 5) != NULL;
    if (has_flag)
        place->flags = (cotexto_range){reader->offset, reader->done};
    else if (line.length > 1 && line.bytes[1] == ',' && place->flags.end == 0)
        extend(reader, &place->flags);
    else if (line.length > 1 && line.bytes[1] == '|')
        extend(reader, &place->previous);
    else if (line.length >= sizeof PO_TOLD - 1 &&
             memcmp(line.bytes, PO_TOLD, sizeof PO_TOLD - 1) == 0)
        extend(reader, &place->told);
}

/* Notes where the present line stands: of this keyword, or -1, a string that goes on or a comment.
 */
static void place_line(struct po_reader *reader, cotexto_text line, int part)
{
    struct entry *entry = &reader->entry;
    struct po_place *place = &entry->place;
    if (!place->any)
        place->start = reader->offset;
    place->any = true;
    if (line.bytes[0] == '#') {
        place_comment(reader, line);
        return;
    }
    if (!entry->any)
        place->keyword = reader->offset;
    size_t text = part < 0 ? entry->last : (size_t)part;
    if (text < PART_STRING)
        return;
    extend(reader, &place->strings[text - PART_STRING]);
    place->forms += part >= 0;
}

static bool take_keyword(struct po_reader *reader, int part, cotexto_text rest,
                         cotexto_error *error)
{
    struct entry *entry = &reader->entry;
    if (entry->there[part])
        return bad(reader, error, "bad-po", _("an entry has the same keyword twice"));
    entry->place.fuzzy = entry->fuzzy;
    entry->place.plural |= part == PART_PLURAL;
    if (part >= PART_PLURAL && !entry->there[PART_ID])
        return bad(reader, error, "bad-po", _("an entry has no msgid"));
    if (!entry->any)
        entry->line = reader->number;
    entry->any = entry->there[part] = true;
    entry->last = (size_t)part;
    return take_strings(reader, rest, error);
}

/* One line that is not empty. *over: it belongs to the next entry. */
static bool take_line(struct po_reader *reader, cotexto_text line, bool *over, cotexto_error *error)
{
    struct entry *entry = &reader->entry;
    cotexto_text rest;
    *over = false;
    if (line.bytes[0] == '"') {
        if (!entry->any)
            return bad(reader, error, "bad-po", _("a string without a keyword"));
        place_line(reader, line, -1);
        return take_strings(reader, line, error);
    }
    int part = line.bytes[0] == '#' ? -1 : keyword_of(line, &rest);
    if (part < 0 && line.bytes[0] != '#') {
        if (line.length > 7 && memcmp(line.bytes, "domain ", 7) == 0)
            return true; /* gettext's own: names the catalogue of what follows */
        return bad(reader, error, "bad-po", _("this is no line of a PO file"));
    }
    if (starts_entry(entry, part)) {
        *over = true;
        return true;
    }
    place_line(reader, line, part);
    if (part < 0) {
        take_comment(entry, line);
        return true;
    }
    return take_keyword(reader, part, rest, error);
}

/* Reads the next entry; entry.any is false at the end of the file. */
static bool read_entry(struct po_reader *reader, cotexto_error *error)
{
    reset_entry(&reader->entry);
    for (bool over = false; !over;) {
        int found = reader->held ? 1 : next_line(reader, error);
        if (found < 1)
            return found == 0;
        cotexto_text line = reader->line;
        reader->held = false;
        if (!decode_line(reader, &line, error) ||
            (line.length > 0 && !take_line(reader, line, &over, error)))
            return false;
        reader->entry.gap = line.length == 0 && reader->entry.there[PART_ID];
    }
    reader->held = true;
    return true;
}

/* --------------------------------------------------------------------------------------- header */

/* The value of a header's field, without the blanks around it; without bytes when there is none. */
static cotexto_text header_field(cotexto_text header, const char *name)
{
    size_t size = strlen(name);
    while (header.length > 0) {
        const char *end = memchr(header.bytes, '\n', header.length);
        size_t length = end == NULL ? header.length : (size_t)(end - header.bytes);
        if (length > size && header.bytes[size] == ':' &&
            strncasecmp(header.bytes, name, size) == 0)
            return text_trim(text_slice(header, size + 1, length));
        header = text_slice(header, end == NULL ? length : length + 1, header.length);
    }
    return (cotexto_text){0};
}

/* A locale's name as a language: what the options say of it, else "sr@latin" is sr-Latn and
 * "pt_BR.UTF-8" pt-BR. */
static bool locale_tag(const struct po_reader *reader, cotexto_text locale,
                       char out[COTEXTO_TAG_SIZE])
{
    char plain[COTEXTO_TAG_SIZE], *rest;
    if (locale.length == 0 || locale.length >= sizeof plain - 6)
        return false;
    snprintf(plain, sizeof plain, "%.*s", (int)locale.length, locale.bytes);
    const char *mapped = exchange_mapped(reader->options, plain);
    if (mapped != NULL)
        return cotexto_tag_canonical(mapped, out, NULL);
    bool latin = strcasestr(plain, "@latin") != NULL,
         cyrillic = strcasestr(plain, "@cyrillic") != NULL;
    rest = plain + strcspn(plain, ".@");
    *rest = '\0';
    size_t language = strcspn(plain, "_-");
    if (language == strlen(plain) && (latin || cyrillic))
        strcat(plain, latin ? "-Latn" : "-Cyrl");
    return cotexto_tag_canonical(plain, out, NULL);
}

/* Many are named by their language: "pt_BR.po", "app.fr.po". Only languages of two letters are
 * believed: "one.po" is not in Oneida. */
static bool name_tag(const struct po_reader *reader, const char *path, char out[COTEXTO_TAG_SIZE])
{
    const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1;
    const char *end = strcasestr(name, ".po");
    while (end != NULL && strcasestr(end + 1, ".po") != NULL)
        end = strcasestr(end + 1, ".po");
    if (end == NULL)
        return false;
    const char *dot = memrchr(name, '.', (size_t)(end - name));
    const char *start = dot == NULL ? name : dot + 1;
    return strcspn(start, "_-.@") == 2 &&
           locale_tag(reader, (cotexto_text){start, (size_t)(end - start)}, out);
}

static void read_charset(struct po_reader *reader, cotexto_text header)
{
    cotexto_text type = header_field(header, "Content-Type");
    static const char key[] = "charset=";
    const char *found = type.length == 0 ? NULL : memmem(type.bytes, type.length, key, 8);
    if (found == NULL || reader->whole.length > 0) /* UTF-16 is UTF-8 by now */
        return;
    size_t length = (size_t)(type.bytes + type.length - (found + 8));
    if (length > 0 && length < CHARSET_SIZE && memcmp(found + 8, "CHARSET", 7) != 0)
        snprintf(reader->charset, CHARSET_SIZE, "%.*s", (int)length, found + 8);
}

/* "nplurals=2; plural=n != 1;" */
static void read_plurals(struct po_reader *reader, cotexto_text header)
{
    static const char key[] = "nplurals=";
    cotexto_text field = header_field(header, "Plural-Forms");
    const char *found = field.length == 0 ? NULL : memmem(field.bytes, field.length, key, 9);
    if (found != NULL && found + 9 < field.bytes + field.length && digit(found[9]) < 10)
        reader->plurals = (size_t)digit(found[9]);
}

static void read_header(struct po_reader *reader, const char *path)
{
    cotexto_text header = string_text(&reader->entry.texts[PART_STRING]);
    bool is_header = reader->entry.there[PART_ID] && reader->entry.texts[PART_ID].length == 0 &&
                     !reader->entry.there[PART_CONTEXT];
    if (!is_header)
        header = TEXT("");
    read_charset(reader, header);
    read_plurals(reader, header);
    if (reader->source == NULL &&
        locale_tag(reader, header_field(header, "X-Source-Language"), reader->source_tag))
        reader->source = reader->source_tag;
    if (reader->source == NULL)
        reader->source = "en";
    if (reader->target == NULL &&
        (locale_tag(reader, header_field(header, "Language"), reader->target_tag) ||
         name_tag(reader, path, reader->target_tag)))
        reader->target = reader->target_tag;
}

/* ---------------------------------------------------------------------------------------- units */

/* A text of the file as the memory has texts: in NFC, without controls. An escape can make any
 * bytes. */
static bool memory_text(struct po_reader *reader, const struct string *string, cotexto_text *out,
                        cotexto_error *error)
{
    if (string->length == 0) {
        *out = TEXT("");
        return true;
    }
    cotexto_text plain = unicode_repaired(string_text(string), &reader->arena);
    if (plain.bytes != NULL)
        plain = unicode_without_controls(plain, &reader->arena);
    if (plain.bytes == NULL)
        return error_no_memory(error);
    if (!text_to_nfc(plain, &reader->arena, out, error))
        return false;
    *out = arena_text(&reader->arena, *out);
    return out->bytes != NULL || error_no_memory(error);
}

static bool add_property(struct po_reader *reader, size_t number, enum property_kind kind,
                         cotexto_text name, const struct string *value, cotexto_error *error)
{
    struct unit *unit = &reader->units[number];
    cotexto_text text;
    if (value->length == 0)
        return true;
    if (!memory_text(reader, value, &text, error))
        return false;
    reader->properties[number][unit->property_count++] =
        (struct property){kind, name, text, TEXT("")};
    return true;
}

/* One unit of the entry; target NULL: not translated. */
static bool make_unit(struct po_reader *reader, const struct string *source,
                      const struct string *target, const char *plural, cotexto_error *error)
{
    struct entry *entry = &reader->entry;
    size_t number = reader->count++;
    struct unit *unit = &reader->units[number];
    struct variant *variants = reader->variants[number];
    *unit = (struct unit){.confidence = -1,
                          .variants = variants,
                          .variant_count = 1,
                          .properties = reader->properties[number]};
    variants[0] = (struct variant){.lang = reader->source, .tags = TEXT("")};
    variants[1] = (struct variant){.lang = reader->target, .tags = TEXT("")};
    if (!memory_text(reader, source, &variants[0].text, error))
        return false;
    if (target != NULL && target->length > 0 && (reader->fuzzy || !entry->fuzzy)) {
        unit->variant_count = 2;
        if (reader->target == NULL) {
            error_set(error, COTEXTO_DATA, "no-language", "%s",
                      _("the file does not name its languages"));
            error_line(error, entry->line, 1);
            return error_hint(error, "%s", _("name source and target: --languages es,en"));
        }
        if (!memory_text(reader, target, &variants[1].text, error))
            return false;
    }
    if (plural != NULL)
        reader->properties[number][unit->property_count++] =
            (struct property){PROPERTY_PROP, TEXT(PO_PLURAL), cotexto_text_of(plural), TEXT("")};
    return add_property(reader, number, PROPERTY_PROP, TEXT(PO_CONTEXT),
                        &entry->texts[PART_CONTEXT], error) &&
           add_property(reader, number, PROPERTY_NOTE, TEXT(""), &entry->notes, error) &&
           add_property(reader, number, PROPERTY_PROP, TEXT(PO_EXTRACTED), &entry->extracted,
                        error) &&
           add_property(reader, number, PROPERTY_PROP, TEXT(PO_REFERENCE), &entry->references,
                        error) &&
           (plural != NULL ||
            add_property(reader, number, PROPERTY_PROP, TEXT(PO_FLAGS), &entry->flags, error));
}

/* Flags tell of formats that the forms of a plural need not have all: a plural's are left out. */
static bool make_units(struct po_reader *reader, cotexto_error *error)
{
    struct entry *entry = &reader->entry;
    struct string *forms = &entry->texts[PART_STRING];
    size_t last = FORMS - 1;
    arena_reset(&reader->arena);
    reader->count = reader->given = 0;
    if (!entry->there[PART_ID] || entry->texts[PART_ID].length == 0)
        return true; /* the header, or one more of it */
    while (last > 0 && !entry->there[PART_STRING + last])
        last--;
    if (!entry->there[PART_PLURAL])
        return make_unit(reader, &entry->texts[PART_ID], &forms[0], NULL, error);
    return make_unit(reader, &entry->texts[PART_ID], &forms[0], PO_ONE, error) &&
           make_unit(reader, &entry->texts[PART_PLURAL], &forms[last], PO_OTHER, error);
}

static bool next(struct exchange_reader *base, const struct unit **unit, cotexto_error *error)
{
    struct po_reader *reader = (struct po_reader *)base;
    *unit = NULL;
    while (reader->given == reader->count) {
        if (reader->begun) {
            if (reader->ended)
                return true;
            if (!read_entry(reader, error))
                return false;
        }
        reader->begun = true;
        if (!make_units(reader, error))
            return false;
    }
    *unit = &reader->units[reader->given++];
    return true;
}

/* ----------------------------------------------------------------------------------- the reader */

static void close_reader(struct exchange_reader *base)
{
    struct po_reader *reader = (struct po_reader *)base;
    struct entry *entry = &reader->entry;
    file_close(reader->file);
    string_free(&reader->bytes);
    for (size_t i = 0; i < PART_STRING + FORMS; i++)
        string_free(&entry->texts[i]);
    string_free(&entry->notes);
    string_free(&entry->extracted);
    string_free(&entry->references);
    string_free(&entry->flags);
    string_free(&reader->whole);
    arena_free(&reader->arena);
    arena_free(&reader->line_arena);
    free(reader);
}

static void progress(const struct exchange_reader *base, uint64_t *done, uint64_t *total)
{
    const struct po_reader *reader = (const struct po_reader *)base;
    *done = reader->done;
    *total = reader->total;
}

/* A file in UTF-16, as some tools write it, can't be read line by line as bytes. */
static bool open_utf16(struct po_reader *reader, cotexto_error *error)
{
    struct string bytes = {0};
    struct decoded decoded;
    bool good = file_read_stream(reader->file, NULL, EXCHANGE_LINE_MOST, &bytes, error) &&
                decode_bytes(bytes.bytes, bytes.length, &(struct decode_options){.lines = true},
                             &reader->arena, &decoded, error);
    string_free(&bytes);
    if (!good)
        return false;
    string_append_text(&reader->whole, decoded.text);
    file_close(reader->file);
    reader->file = NULL;
    if (!string_ok(&reader->whole, error))
        return false;
    reader->total = reader->whole.length;
    reader->file = fmemopen(reader->whole.bytes, reader->whole.length, "r");
    snprintf(reader->charset, CHARSET_SIZE, "UTF-8");
    return reader->file != NULL || error_no_memory(error);
}

static bool look_at_file(struct po_reader *reader, cotexto_error *error)
{
    int first = getc(reader->file);
    if (first != EOF)
        ungetc(first, reader->file);
    return (first != 0xFE && first != 0xFF) || open_utf16(reader, error);
}

struct exchange_reader *po_open_stream(FILE *file, const char *path,
                                       const struct exchange_read_options *options,
                                       cotexto_error *error)
{
    struct po_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL) {
        file_close(file);
        error_no_memory(error);
        return NULL;
    }
    reader->base =
        (struct exchange_reader){.next = next, .close = close_reader, .progress = progress};
    reader->options = options;
    reader->file = file;
    reader->total = file_size(file);
    reader->fuzzy = options->fuzzy;
    if (options->language_count == 2) {
        reader->source = options->languages[0];
        reader->target = options->languages[1];
    }
    if (look_at_file(reader, error) && read_entry(reader, error)) {
        read_header(reader, path);
        return &reader->base;
    }
    close_reader(&reader->base);
    return NULL;
}

struct exchange_reader *po_open_reader(const char *path,
                                       const struct exchange_read_options *options,
                                       cotexto_error *error)
{
    FILE *file = packed_open(path, error);
    return file == NULL ? NULL : po_open_stream(file, path, options, error);
}

const struct po_place *po_reader_place(const struct exchange_reader *reader)
{
    return &((const struct po_reader *)reader)->entry.place;
}

const char *po_reader_charset(const struct exchange_reader *reader)
{
    return ((const struct po_reader *)reader)->charset;
}

const char *po_reader_target(const struct exchange_reader *reader)
{
    return ((const struct po_reader *)reader)->target;
}

size_t po_reader_plurals(const struct exchange_reader *reader)
{
    return ((const struct po_reader *)reader)->plurals;
}
