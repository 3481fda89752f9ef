/* Tables in: tab-separated columns (TSV), or cells in quotation marks between commas, semicolons or
 * tabs (CSV, RFC 4180, as spreadsheets write it).
 *
 * Our own form has a header line: language tags name columns of texts, other names columns of
 * fields (fields.h), and the column "confidence" tells that TAB, LF, CR and backslash inside cells
 * are written \t \n \r \\ in TSV. In a foreign table nothing is escaped; its columns are named by
 * the header or by the languages given, or chosen by --columns. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/error.h"
#include "base/message.h"
#include "base/tag.h"
#include "base/text.h"
#include "exchange/cells.h"
#include "exchange/fields.h"
#include "exchange/formats.h"

enum { COLUMNS_MOST = 10000 };

struct column {
    const char *lang; /* NULL: not a text */
    size_t place;     /* of the text among the unit's */
    enum field field;
    bool tags; /* JSON: inline tags by language */
};

struct table_reader {
    struct exchange_reader base;
    const struct exchange_read_options *options; /* they outlive the reader */
    struct arena arena, unit_arena;
    struct cells cells;
    struct column *columns;
    size_t column_count, languages;
    bool escaped;
    struct unit unit;
};

static char escaped_character(char c)
{
    return c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
}

static cotexto_text unescape(cotexto_text cell, struct arena *arena)
{
    if (cell.length == 0 || memchr(cell.bytes, '\\', cell.length) == NULL)
        return cell;
    cotexto_text plain = arena_text(arena, cell);
    char *out = (char *)plain.bytes;
    if (out == NULL)
        return plain;
    plain.length = 0;
    for (size_t i = 0; i < cell.length; i++) {
        if (cell.bytes[i] == '\\' && i + 1 < cell.length)
            out[plain.length++] = escaped_character(cell.bytes[++i]);
        else
            out[plain.length++] = cell.bytes[i];
    }
    return plain;
}

/* ------------------------------------------------------------------------------------- header */

static bool add_column(struct table_reader *reader, size_t *room, struct column column,
                       cotexto_error *error)
{
    if (reader->column_count == COLUMNS_MOST) {
        error_set(error, COTEXTO_DATA, "too-many-columns", _("the table has more than %d columns"),
                  (int)COLUMNS_MOST);
        return error_line(error, reader->cells.number, COLUMNS_MOST + 1);
    }
    reader->columns = arena_grow(&reader->arena, reader->columns, reader->column_count, room,
                                 sizeof *reader->columns);
    if (reader->columns == NULL)
        return error_no_memory(error);
    column.place = reader->languages;
    reader->columns[reader->column_count++] = column;
    reader->languages += column.lang != NULL;
    return true;
}

/* A column called "en_chars" is no language, although "chars" could be a variant of English. */
static bool has_variant(const char *tag)
{
    while ((tag = strchr(tag, '-')) != NULL) {
        if (strcspn(++tag, "-") > 4) /* scripts have four letters, regions two or three */
            return true;
    }
    return false;
}

/* What the options' map has for the cell, else the canonical tag when it is one of language, script
 * and region, in the arena; else NULL. */
static const char *language_of(struct table_reader *reader, cotexto_text cell)
{
    char tag[COTEXTO_TAG_SIZE];
    cotexto_text copy = arena_text(&reader->arena, text_trim(cell));
    const char *mapped = copy.bytes == NULL ? NULL : exchange_mapped(reader->options, copy.bytes);
    bool known = mapped != NULL
                     ? cotexto_tag_canonical(mapped, tag, NULL)
                     : copy.bytes != NULL && tag_is_language(copy) &&
                           cotexto_tag_canonical(copy.bytes, tag, NULL) && !has_variant(tag);
    if (!known)
        return NULL;
    return arena_string(&reader->arena, tag);
}

/* Field names go before languages: "url" is the tag of one. */
static bool read_header(struct table_reader *reader, cotexto_text line, cotexto_error *error)
{
    size_t room = 0;
    bool more = true;
    cotexto_text cell;
    while (cells_next(&reader->cells, &reader->arena, &line, &more, &cell) && cell.bytes != NULL) {
        struct column column = {.field = field_named(text_trim(cell)),
                                .tags = text_equal(text_trim(cell), TEXT("tags"))};
        if (column.field == FIELD_NONE && !column.tags)
            column.lang = language_of(reader, cell);
        reader->escaped |= column.field == FIELD_CONFIDENCE && !reader->cells.quoted;
        if (!add_column(reader, &room, column, error))
            return false;
    }
    return true;
}

/* Columns that the header just read gives a language. */
static bool has_language(const struct table_reader *reader, const char *lang)
{
    for (size_t i = 0; i < reader->column_count; i++) {
        if (reader->columns[i].lang != NULL && tag_same_language(reader->columns[i].lang, lang))
            return true;
    }
    return false;
}

/* The languages that are read, each in its place. */
static void count_languages(struct table_reader *reader)
{
    reader->languages = 0;
    for (size_t i = 0; i < reader->column_count; i++) {
        if (reader->columns[i].lang != NULL)
            reader->columns[i].place = reader->languages++;
    }
}

/* The line names all the given languages: it is a header, and no unit. Its other languages are not
 * read then. */
static bool is_header(struct table_reader *reader)
{
    const struct exchange_read_options *options = reader->options;
    for (size_t i = 0; i < options->language_count; i++) {
        if (!has_language(reader, options->languages[i]))
            return false;
    }
    for (size_t i = 0; options->language_count > 0 && i < reader->column_count; i++) {
        struct column *column = &reader->columns[i];
        bool wanted = false;
        for (size_t k = 0; column->lang != NULL && k < options->language_count; k++)
            wanted |= tag_same_language(column->lang, options->languages[k]);
        if (!wanted)
            column->lang = NULL;
    }
    count_languages(reader);
    return reader->languages >= 2 && reader->languages >= options->language_count;
}

/* "id" before two languages numbers the lines; it is not Indonesian, unless that is asked for. */
static void drop_number_column(struct table_reader *reader)
{
    if (reader->columns[0].lang != NULL && strcmp(reader->columns[0].lang, "id") == 0)
        reader->columns[0].lang = NULL;
}

/* No header: the languages are those of the first columns, and the first line is a unit. */
static bool take_first_columns(struct table_reader *reader, cotexto_error *error)
{
    size_t room = 0;
    reader->columns = NULL;
    reader->column_count = reader->languages = 0;
    reader->escaped = false;
    for (size_t i = 0; i < reader->options->language_count; i++) {
        if (!add_column(reader, &room, (struct column){.lang = reader->options->languages[i]},
                        error))
            return false;
    }
    return cells_rewind(&reader->cells, error);
}

static bool no_header(cotexto_error *error)
{
    error_set(error, COTEXTO_DATA, "no-header", "%s",
              _("the first line does not name the languages of the columns"));
    error_line(error, 1, 1);
    return error_hint(error, "%s", _("name them in the order of the columns: --languages es,en"));
}

/* --------------------------------------------------------------------------- columns asked for */

/* Number of the column that a word of --columns means, from 0: a number, or the name that the
 * header has. COLUMNS_MOST: there is none. */
static size_t column_asked(struct table_reader *reader, cotexto_text word, cotexto_text header,
                           bool *named)
{
    uint64_t number = 0;
    bool more = true, digits = word.length > 0 && word.length <= 5;
    cotexto_text cell;
    for (size_t i = 0; i < word.length && digits; i++) {
        digits = word.bytes[i] >= '0' && word.bytes[i] <= '9';
        number = number * 10 + (uint64_t)(word.bytes[i] - '0');
    }
    if (digits)
        return number > 0 && number <= COLUMNS_MOST ? (size_t)number - 1 : COLUMNS_MOST;
    *named = true;
    for (size_t i = 0; i < COLUMNS_MOST; i++) {
        if (!cells_next(&reader->cells, &reader->arena, &header, &more, &cell))
            break;
        if (cell.bytes != NULL && text_equal(text_trim(cell), word))
            return i;
    }
    return COLUMNS_MOST;
}

static bool no_column(cotexto_text word, cotexto_text header, cotexto_error *error)
{
    error_set(error, COTEXTO_USAGE, "no-column", _("the table has no column \"%.*s\""),
              (int)word.length, word.bytes);
    error_line(error, 1, 0);
    return error_hint(error, _("the first line is: %.*s"),
                      (int)(header.length < 80 ? header.length : 80), header.bytes);
}

/* Makes room for the column, without a text. */
static bool reach_column(struct table_reader *reader, size_t number, size_t *room,
                         cotexto_error *error)
{
    while (reader->column_count <= number) {
        if (!add_column(reader, room, (struct column){.lang = NULL}, error))
            return false;
    }
    return true;
}

/* The columns of the user's list hold the texts, in the order of the languages. When a word of the
 * list is a name, the first line is a header, whose other columns may be fields. */
static bool take_asked_columns(struct table_reader *reader, cotexto_text header,
                               cotexto_error *error)
{
    const struct exchange_read_options *options = reader->options;
    const char *rest = options->columns;
    size_t count = 0, room = reader->column_count;
    bool named = false;
    for (size_t i = 0; i < reader->column_count; i++)
        reader->columns[i].lang = NULL;
    for (; rest != NULL && count < options->language_count; count++) {
        cotexto_text word = {rest, strcspn(rest, ",")};
        size_t number = column_asked(reader, word, header, &named);
        if (number == COLUMNS_MOST)
            return no_column(word, header, error);
        if (!reach_column(reader, number, &room, error))
            return false;
        reader->columns[number] =
            (struct column){.lang = options->languages[count], .place = count};
        rest = rest[word.length] == ',' ? rest + word.length + 1 : NULL;
    }
    reader->languages = 0;
    for (size_t i = 0; i < reader->column_count; i++)
        reader->languages += reader->columns[i].lang != NULL;
    if (rest != NULL || reader->languages != options->language_count || count < 2) {
        error_set(error, COTEXTO_USAGE, "columns", "%s",
                  _("--columns names a column for each of --languages"));
        return error_hint(error, "%s", _("such as --languages es,en --columns 2,5"));
    }
    if (named)
        return true;
    for (size_t i = 0; i < reader->column_count; i++) {
        reader->columns[i].field = FIELD_NONE;
        reader->columns[i].tags = false;
    }
    reader->escaped = false;
    return cells_rewind(&reader->cells, error);
}

static bool name_columns(struct table_reader *reader, cotexto_error *error)
{
    cotexto_text line = TEXT("");
    int any = cells_line(&reader->cells, &reader->arena, &line, error);
    if (any < 0 || (any == 1 && !read_header(reader, line, error)))
        return false;
    if (reader->options->columns != NULL)
        return take_asked_columns(reader, line, error);
    if (any == 1 && reader->options->language_count == 0 && reader->languages > 2)
        drop_number_column(reader);
    if (any == 1 && is_header(reader))
        return true;
    return reader->options->language_count == 0 ? no_header(error)
                                                : take_first_columns(reader, error);
}

/* -------------------------------------------------------------------------------------- units */

static bool bad_line(const struct table_reader *reader, cotexto_error *error, size_t column,
                     const char *id, const char *message)
{
    error_set(error, COTEXTO_DATA, id, "%s", message);
    return error_line(error, reader->cells.number, column);
}

/* {"es":["<ph/>"]} to the variants' tags. */
static bool read_tags(struct table_reader *reader, struct variant *variants, size_t count,
                      cotexto_text cell, cotexto_error *error)
{
    json_t *all = cell.length == 0 ? NULL : json_loadb(cell.bytes, cell.length, 0, NULL);
    bool good = cell.length == 0 || json_is_object(all);
    for (size_t i = 0; good && i < count; i++) {
        const json_t *list = json_object_get(all, variants[i].lang);
        char *tags = json_is_array(list) ? json_dumps(list, JSON_COMPACT) : NULL;
        if (tags != NULL)
            variants[i].tags = arena_text(&reader->unit_arena, cotexto_text_of(tags));
        free(tags);
        if (variants[i].tags.bytes == NULL) {
            json_decref(all);
            return error_no_memory(error);
        }
    }
    json_decref(all);
    return good;
}

/* Takes out the places of texts that are empty. */
static size_t close_up(struct variant *variants, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (variants[i].text.length > 0)
            variants[kept++] = variants[i];
    }
    return kept;
}

static bool read_cells(struct table_reader *reader, cotexto_text line, cotexto_error *error)
{
    bool more = true;
    cotexto_text cell;
    struct variant *variants =
        arena_array(&reader->unit_arena, reader->languages, sizeof *variants);
    size_t number = 0, texts = 0;
    cotexto_text tags = TEXT("");
    if (variants == NULL)
        return error_no_memory(error);
    reader->unit = (struct unit){.confidence = -1, .variants = variants};
    for (; number < reader->column_count &&
           cells_next(&reader->cells, &reader->unit_arena, &line, &more, &cell);
         number++) {
        const struct column *column = &reader->columns[number];
        if (reader->escaped)
            cell = unescape(cell, &reader->unit_arena);
        if (cell.bytes == NULL)
            return error_no_memory(error);
        texts += column->lang != NULL;
        if (column->tags)
            tags = cell;
        else if (column->lang == NULL && !field_set(column->field, cell, &reader->unit))
            return bad_line(reader, error, number + 1, "bad-field", _("a number is wanted here"));
        if (column->lang != NULL)
            variants[column->place] =
                (struct variant){.lang = column->lang, .text = cell, .tags = TEXT("")};
    }
    if (texts < reader->languages)
        return bad_line(reader, error, number, "short-line",
                        _("this line has fewer columns than there are languages"));
    reader->unit.variant_count = close_up(variants, reader->languages);
    return read_tags(reader, variants, reader->unit.variant_count, tags, error) ||
           bad_line(reader, error, number, "bad-field",
                    _("the column of tags holds no JSON object"));
}

static bool next(struct exchange_reader *base, const struct unit **unit, cotexto_error *error)
{
    struct table_reader *reader = (struct table_reader *)base;
    cotexto_text line;
    *unit = NULL;
    arena_reset(&reader->unit_arena);
    do {
        int found = cells_line(&reader->cells, &reader->unit_arena, &line, error);
        if (found < 1)
            return found == 0;
    } while (line.length == 0);
    *unit = &reader->unit;
    return read_cells(reader, line, error);
}

static void progress(const struct exchange_reader *base, uint64_t *done, uint64_t *total)
{
    cells_progress(&((const struct table_reader *)base)->cells, done, total);
}

static void close_reader(struct exchange_reader *base)
{
    struct table_reader *reader = (struct table_reader *)base;
    cells_close(&reader->cells);
    arena_free(&reader->arena);
    arena_free(&reader->unit_arena);
    free(reader);
}

static struct exchange_reader *open_reader(const char *path,
                                           const struct exchange_read_options *options, bool quoted,
                                           cotexto_error *error)
{
    struct table_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL) {
        error_no_memory(error);
        return NULL;
    }
    reader->base =
        (struct exchange_reader){.next = next, .close = close_reader, .progress = progress};
    reader->options = options;
    if (cells_open(&reader->cells, path, quoted, error) && name_columns(reader, error))
        return &reader->base;
    close_reader(&reader->base);
    return NULL;
}

struct exchange_reader *table_open_reader(const char *path,
                                          const struct exchange_read_options *options,
                                          cotexto_error *error)
{
    return open_reader(path, options, false, error);
}

struct exchange_reader *csv_open_reader(const char *path,
                                        const struct exchange_read_options *options,
                                        cotexto_error *error)
{
    return open_reader(path, options, true, error);
}
