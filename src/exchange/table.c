/* Tables: tab-separated columns (TSV), or cells in quotation marks between commas, semicolons or
 * tabs (CSV, RFC 4180, as spreadsheets write it).
 *
 * Our own form has a header line: language tags name columns of texts, other names columns of
 * fields (fields.h), and the column "confidence" tells that TAB, LF, CR and backslash inside cells
 * are written \t \n \r \\ in TSV. In a foreign table nothing is escaped; its columns are named by
 * the header or by the languages given. Inline tags are not in a table. */
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
    enum field field;
    bool tags; /* JSON: inline tags by language */
};

struct table_reader {
    struct exchange_reader base;
    struct arena arena, unit_arena;
    struct cells cells;
    struct column *columns;
    size_t column_count, languages;
    bool escaped;
    struct unit unit;
};

/* -------------------------------------------------------------------------------------- cells */

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
        return error_line(error, reader->cells.line, COLUMNS_MOST + 1);
    }
    reader->columns = arena_grow(&reader->arena, reader->columns, reader->column_count, room,
                                 sizeof *reader->columns);
    if (reader->columns == NULL)
        return error_no_memory(error);
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

/* The canonical tag when the cell is one of language, script and region, in the arena; else NULL.
 */
static const char *language_of(struct table_reader *reader, cotexto_text cell)
{
    char tag[COTEXTO_TAG_SIZE];
    cotexto_text copy = arena_text(&reader->arena, text_trim(cell));
    if (copy.bytes == NULL || !tag_is_language(copy) ||
        !cotexto_tag_canonical(copy.bytes, tag, NULL) || has_variant(tag))
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
        struct column column = {NULL, field_named(text_trim(cell)),
                                text_equal(text_trim(cell), TEXT("tags"))};
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

/* The line names all the given languages: it is a header, and no unit. Its other languages are not
 * read then. */
static bool is_header(struct table_reader *reader, const struct exchange_read_options *options)
{
    size_t asked = 0;
    for (size_t i = 0; i < options->language_count; i++) {
        if (!has_language(reader, options->languages[i]))
            return false;
    }
    for (size_t i = 0; options->language_count > 0 && i < reader->column_count; i++) {
        struct column *column = &reader->columns[i];
        bool wanted = false;
        for (size_t k = 0; column->lang != NULL && k < options->language_count; k++)
            wanted |= tag_same_language(column->lang, options->languages[k]);
        if (column->lang != NULL && !wanted) {
            column->lang = NULL;
            reader->languages--;
        }
        asked += wanted;
    }
    return options->language_count == 0 || asked >= options->language_count;
}

/* "id" before two languages numbers the lines; it is not Indonesian, unless that is asked for. */
static void drop_number_column(struct table_reader *reader)
{
    if (reader->columns[0].lang == NULL || strcmp(reader->columns[0].lang, "id") != 0)
        return;
    reader->columns[0].lang = NULL;
    reader->languages--;
}

static bool name_columns(struct table_reader *reader, const struct exchange_read_options *options,
                         cotexto_error *error)
{
    cotexto_text line = TEXT("");
    size_t room = 0;
    bool any = cells_next_line(&reader->cells, &line);
    if (any && !read_header(reader, line, error))
        return false;
    if (any && options->language_count == 0 && reader->languages > 2)
        drop_number_column(reader);
    if (any && is_header(reader, options) && reader->languages >= 2)
        return true;
    if (options->language_count == 0) {
        error_set(error, COTEXTO_DATA, "no-header", "%s",
                  _("the first line does not name the languages of the columns"));
        error_line(error, 1, 1);
        return error_hint(error, "%s",
                          _("name them in the order of the columns: --languages es,en"));
    }
    reader->columns = NULL;
    reader->column_count = reader->languages = 0;
    cells_rewind(&reader->cells);
    reader->escaped = false;
    for (size_t i = 0; i < options->language_count; i++) {
        if (!add_column(reader, &room, (struct column){options->languages[i], FIELD_NONE, false},
                        error))
            return false;
    }
    return true;
}

/* -------------------------------------------------------------------------------------- units */

static bool bad_line(const struct table_reader *reader, cotexto_error *error, size_t column,
                     const char *id, const char *message)
{
    error_set(error, COTEXTO_DATA, id, "%s", message);
    return error_line(error, reader->cells.line, column);
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
        if (column->lang != NULL && cell.length > 0)
            variants[reader->unit.variant_count++] =
                (struct variant){.lang = column->lang, .text = cell, .tags = TEXT("")};
    }
    if (texts < reader->languages)
        return bad_line(reader, error, number, "short-line",
                        _("this line has fewer columns than there are languages"));
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
        if (!cells_next_line(&reader->cells, &line))
            return true;
    } while (line.length == 0);
    *unit = &reader->unit;
    return read_cells(reader, line, error);
}

static void progress(const struct exchange_reader *base, uint64_t *done, uint64_t *total)
{
    const struct table_reader *reader = (const struct table_reader *)base;
    *done =
        reader->cells.at < reader->cells.text.length ? reader->cells.at : reader->cells.text.length;
    *total = reader->cells.text.length;
}

static void close_reader(struct exchange_reader *base)
{
    struct table_reader *reader = (struct table_reader *)base;
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
    if (cells_open(&reader->cells, path, quoted, &reader->arena, error) &&
        name_columns(reader, options, error))
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

/* ------------------------------------------------------------------------------------ writing */

struct table_writer {
    struct exchange_writer base;
    FILE *stream;
    const char *const *languages;
    size_t language_count;
    char delimiter;
    bool quoted;
};

static const enum field written_fields[] = {FIELD_CONFIDENCE, FIELD_DOCUMENT, FIELD_DATE,
                                            FIELD_TITLE,      FIELD_URL,      FIELD_POSITION,
                                            FIELD_PARAGRAPH,  FIELD_REVIEWED};
enum { FIELDS = sizeof written_fields / sizeof *written_fields };

static void write_cell(const struct table_writer *writer, cotexto_text text)
{
    FILE *stream = writer->stream;
    if (writer->quoted) {
        cells_write_quoted(stream, text, ",;\t");
        return;
    }
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        switch (c) {
        case '\t': fputs("\\t", stream); break;
        case '\n': fputs("\\n", stream); break;
        case '\r': fputs("\\r", stream); break;
        case '\\': fputs("\\\\", stream); break;
        default: fputc(c, stream);
        }
    }
}

/* The tags of all segments, in a cell; nothing when there are none. */
static bool write_tags(const struct table_writer *writer, const struct unit *unit,
                       cotexto_error *error)
{
    json_t *all = json_object();
    for (size_t i = 0; i < unit->variant_count; i++) {
        const struct variant *variant = &unit->variants[i];
        if (variant->tags.length > 0 && json_object_get(all, variant->lang) == NULL)
            json_object_set_new(all, variant->lang,
                                json_loadb(variant->tags.bytes, variant->tags.length, 0, NULL));
    }
    char *cell = json_object_size(all) == 0 ? NULL : json_dumps(all, JSON_COMPACT);
    bool good = json_object_size(all) == 0 || cell != NULL;
    json_decref(all);
    if (cell != NULL)
        write_cell(writer, cotexto_text_of(cell));
    free(cell);
    return good || error_no_memory(error);
}

static bool put(struct exchange_writer *base, const struct unit *unit, cotexto_error *error)
{
    struct table_writer *writer = (struct table_writer *)base;
    for (size_t k = 0; k < writer->language_count; k++) {
        if (k > 0)
            fputc(writer->delimiter, writer->stream);
        for (size_t i = 0; i < unit->variant_count; i++) {
            if (strcmp(unit->variants[i].lang, writer->languages[k]) == 0) {
                write_cell(writer, unit->variants[i].text);
                break; /* a table has room for one text of a language */
            }
        }
    }
    for (size_t i = 0; i < FIELDS; i++) {
        struct string value = {0};
        field_append(written_fields[i], unit, &value);
        fputc(writer->delimiter, writer->stream);
        write_cell(writer, string_text(&value));
        bool good = string_ok(&value, error);
        string_free(&value);
        if (!good)
            return false;
    }
    fputc(writer->delimiter, writer->stream);
    if (!write_tags(writer, unit, error))
        return false;
    fputs(writer->quoted ? "\r\n" : "\n", writer->stream);
    return !ferror(writer->stream) || error_system(error, NULL, errno, _("can't be written"));
}

static bool finish(struct exchange_writer *base, cotexto_error *error)
{
    struct table_writer *writer = (struct table_writer *)base;
    return fflush(writer->stream) == 0 || error_system(error, NULL, errno, _("can't be written"));
}

static void close_writer(struct exchange_writer *base)
{
    free(base);
}

static struct exchange_writer *open_writer(FILE *stream,
                                           const struct exchange_write_options *options,
                                           bool quoted, cotexto_error *error)
{
    struct table_writer *writer = calloc(1, sizeof *writer);
    if (writer == NULL) {
        error_no_memory(error);
        return NULL;
    }
    *writer = (struct table_writer){{put, finish, close_writer}, stream,
                                    options->languages,          options->language_count,
                                    quoted ? ',' : '\t',         quoted};
    for (size_t i = 0; i < options->language_count; i++)
        fprintf(stream, "%s%c", options->languages[i], writer->delimiter);
    for (size_t i = 0; i < FIELDS; i++)
        fprintf(stream, "%s%c", field_name(written_fields[i]), writer->delimiter);
    fputs(quoted ? "tags\r\n" : "tags\n", stream);
    return &writer->base;
}

struct exchange_writer *table_open_writer(FILE *stream,
                                          const struct exchange_write_options *options,
                                          cotexto_error *error)
{
    return open_writer(stream, options, false, error);
}

struct exchange_writer *csv_open_writer(FILE *stream, const struct exchange_write_options *options,
                                        cotexto_error *error)
{
    return open_writer(stream, options, true, error);
}
