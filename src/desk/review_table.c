/* The review list as a table for spreadsheets, and the way back. A row that comes back is compared
 * with the unit as it is stored, so that only what somebody changed in the table acts. */
#include <cotexto/review.h>

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/file.h"
#include "base/message.h"
#include "base/text.h"
#include "desk/editing.h"
#include "exchange/cells.h"
#include "exchange/exchange.h"
#include "text/unicode.h"

enum column {
    COLUMN_UNIT,
    COLUMN_REVISION,
    COLUMN_CONFIDENCE,
    COLUMN_STATUS,
    COLUMN_SOURCE,
    COLUMN_TARGET,
    COLUMN_DOCUMENT,
    COLUMN_POSITION,
    COLUMN_PARAGRAPH,
    COLUMN_REVIEWED,
    COLUMN_CHANGED,
    COLUMN_CHANGER,
    COLUMN_SOURCE_LANGUAGE,
    COLUMN_TARGET_LANGUAGE,
    COLUMN_COUNT,
};

static const struct {
    const char *name;
    bool needed; /* to take the table back */
} columns[COLUMN_COUNT] = {
    [COLUMN_UNIT] = {"unit", true},
    [COLUMN_REVISION] = {"revision", true},
    [COLUMN_CONFIDENCE] = {"confidence", false},
    [COLUMN_STATUS] = {"status", true},
    [COLUMN_SOURCE] = {"source", true},
    [COLUMN_TARGET] = {"target", true},
    [COLUMN_DOCUMENT] = {"document", false},
    [COLUMN_POSITION] = {"position", false},
    [COLUMN_PARAGRAPH] = {"paragraph", false},
    [COLUMN_REVIEWED] = {"reviewed", false},
    [COLUMN_CHANGED] = {"changed", false},
    [COLUMN_CHANGER] = {"changer", false},
    [COLUMN_SOURCE_LANGUAGE] = {"source-language", true},
    [COLUMN_TARGET_LANGUAGE] = {"target-language", true},
};

/* A text as it comes back from a table: tables hold no control characters but TAB and line feed. */
static bool table_form(cotexto_text text, struct arena *arena, cotexto_text *out,
                       cotexto_error *error)
{
    *out = unicode_without_controls(text, arena);
    if (out->length == 0 || memchr(out->bytes, '\r', out->length) == NULL)
        return text.length == 0 || out->bytes != NULL || error_no_memory(error);
    *out = arena_text(arena, *out);
    char *kept = (char *)out->bytes;
    if (kept == NULL)
        return error_no_memory(error);
    size_t length = out->length;
    out->length = 0;
    for (size_t i = 0; i < length; i++) {
        if (kept[i] != '\r')
            kept[out->length++] = kept[i];
    }
    return true;
}

/* ------------------------------------------------------------------------------------- export */

enum { NUMBER_ROOM = 24 };

static cotexto_text number_cell(char digits[NUMBER_ROOM], int64_t number)
{
    snprintf(digits, NUMBER_ROOM, "%" PRId64, number);
    return cotexto_text_of(digits);
}

static cotexto_text confidence_cell(char digits[NUMBER_ROOM], double confidence)
{
    if (confidence < 0)
        return TEXT("");
    snprintf(digits, NUMBER_ROOM, "%.4f", confidence);
    return cotexto_text_of(digits);
}

static bool write_row(FILE *stream, char separator, const cotexto_review_unit *unit,
                      struct arena *arena, cotexto_error *error)
{
    char digits[5][NUMBER_ROOM];
    const cotexto_text values[COLUMN_COUNT] = {
        [COLUMN_UNIT] = number_cell(digits[0], unit->unit),
        [COLUMN_REVISION] = number_cell(digits[1], unit->revision),
        [COLUMN_CONFIDENCE] = confidence_cell(digits[2], unit->confidence),
        [COLUMN_STATUS] = TEXT(""),
        [COLUMN_SOURCE] = unit->texts[0],
        [COLUMN_TARGET] = unit->texts[1],
        [COLUMN_DOCUMENT] = unit->document,
        [COLUMN_POSITION] = number_cell(digits[3], unit->position),
        [COLUMN_PARAGRAPH] = number_cell(digits[4], unit->paragraph),
        [COLUMN_REVIEWED] = unit->reviewed ? TEXT("yes") : TEXT(""),
        [COLUMN_CHANGED] = unit->changed,
        [COLUMN_CHANGER] = unit->changer,
        [COLUMN_SOURCE_LANGUAGE] = cotexto_text_of(unit->langs[0]),
        [COLUMN_TARGET_LANGUAGE] = cotexto_text_of(unit->langs[1]),
    };
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        cotexto_text value;
        if (!table_form(values[i], arena, &value, error))
            return false;
        if (i > 0)
            fputc(separator, stream);
        cells_write_quoted(stream, value, (const char[]){separator, '\0'});
    }
    fputc('\n', stream);
    return true;
}

/* mark: with a byte order mark. */
static void write_header(FILE *stream, char separator, bool mark)
{
    if (mark)
        fputs("\xEF\xBB\xBF", stream); /* without it some spreadsheets do not see UTF-8 */
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        fprintf(stream, "%.*s%s", i > 0, &separator, columns[i].name);
    fputc('\n', stream);
}

/* A unit that was deleted since the list was made, or that lacks one of the languages, is left
 * out. */
static bool write_list(cotexto_review *review, FILE *stream, char separator, uint64_t *units,
                       cotexto_error *error)
{
    struct arena arena = {0};
    size_t count;
    const cotexto_review_entry *entries = cotexto_review_entries(review, &count);
    bool good = true;
    for (size_t i = 0; good && i < count; i++) {
        const cotexto_review_view *view;
        arena_reset(&arena);
        good = cotexto_review_get(review, entries[i].unit, 0, &view, error);
        if (!good || view == NULL || view->unit.langs[0] == NULL || view->unit.langs[1] == NULL)
            continue;
        good = write_row(stream, separator, &view->unit, &arena, error);
        ++*units;
    }
    arena_free(&arena);
    return good;
}

static bool write_file(cotexto_review *review, const char *path, uint64_t *units,
                       cotexto_error *error)
{
    struct atomic_file file = {0};
    bool to_stdout = strcmp(path, "-") == 0;
    if (!to_stdout && !atomic_open(&file, path, error))
        return false;
    FILE *stream = to_stdout ? stdout : file.stream;
    const struct exchange_format *format = exchange_format_of_name(path);
    char separator = format != NULL && strcmp(format->name, "csv") == 0 ? ',' : '\t';
    write_header(stream, separator, !to_stdout);
    bool good = write_list(review, stream, separator, units, error);
    if (to_stdout)
        return good;
    if (good)
        return atomic_commit(&file, error);
    atomic_abandon(&file);
    return false;
}

bool cotexto_review_export(cotexto_memory *memory, const char *path,
                           const cotexto_review_options *options, uint64_t *units,
                           cotexto_error *error)
{
    bool begun;
    *units = 0;
    if (!memory_begin_read(memory, &begun, error))
        return false;
    cotexto_review *review = cotexto_review_new(memory, options, error);
    bool good = review != NULL && write_file(review, path, units, error);
    cotexto_review_free(review);
    if (begun)
        memory_end_read(memory);
    return good;
}

/* ------------------------------------------------------------------------------------- import */

struct table {
    struct cells cells;
    struct editing *editing;
    size_t places[COLUMN_COUNT]; /* of the columns in a line; SIZE_MAX: it is not there */
    struct arena arena;          /* of the table */
    struct arena row_arena;
    cotexto_text row[COLUMN_COUNT];
    int64_t unit, revision;
};

static bool bad_row(const struct table *table, enum column column, cotexto_error *error)
{
    size_t place = table->places[column];
    return error_line(error, table->cells.number, place == SIZE_MAX ? 0 : place + 1);
}

static bool read_header(struct table *table, cotexto_error *error)
{
    cotexto_text line = TEXT(""), cell;
    int found = cells_line(&table->cells, &table->arena, &line, error);
    bool more = found == 1;
    if (found < 0)
        return false;
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        table->places[i] = SIZE_MAX;
    for (size_t place = 0; cells_next(&table->cells, &table->arena, &line, &more, &cell); place++) {
        if (cell.bytes == NULL)
            return error_no_memory(error);
        for (size_t i = 0; i < COLUMN_COUNT; i++) {
            if (table->places[i] == SIZE_MAX &&
                text_equal(text_trim(cell), cotexto_text_of(columns[i].name)))
                table->places[i] = place;
        }
    }
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (!columns[i].needed || table->places[i] != SIZE_MAX)
            continue;
        error_set(error, COTEXTO_DATA, "no-such-column", _("the first line names no column \"%s\""),
                  columns[i].name);
        error_line(error, 1, 0);
        return error_hint(error, "%s",
                          _("cotexto review --export writes the table that can be taken back"));
    }
    return true;
}

/* A whole number from 1 on. */
static bool read_number(const struct table *table, enum column column, int64_t *out,
                        cotexto_error *error)
{
    cotexto_text cell = text_trim(table->row[column]);
    char digits[24] = "", *end;
    if (cell.length < sizeof digits)
        memcpy(digits, cell.bytes, cell.length);
    errno = 0;
    *out = strtoll(digits, &end, 10);
    if (end != digits && *end == '\0' && errno == 0 && *out > 0)
        return true;
    error_set(error, COTEXTO_DATA, "bad-field", "%s", _("a number is wanted here"));
    return bad_row(table, column, error);
}

static bool read_row(struct table *table, cotexto_text line, cotexto_error *error)
{
    cotexto_text cell;
    bool more = true;
    memset(table->row, 0, sizeof table->row);
    for (size_t place = 0; cells_next(&table->cells, &table->row_arena, &line, &more, &cell);
         place++) {
        if (cell.bytes == NULL)
            return error_no_memory(error);
        for (size_t i = 0; i < COLUMN_COUNT; i++) {
            if (table->places[i] == place)
                table->row[i] = cell;
        }
    }
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (!columns[i].needed || table->row[i].bytes != NULL)
            continue;
        error_set(error, COTEXTO_DATA, "short-line", _("this line has no column \"%s\""),
                  columns[i].name);
        return bad_row(table, (enum column)i, error);
    }
    return read_number(table, COLUMN_UNIT, &table->unit, error) &&
           read_number(table, COLUMN_REVISION, &table->revision, error);
}

enum status { STATUS_NONE, STATUS_ACCEPT, STATUS_EDIT, STATUS_DELETE, STATUS_COUNT };

static bool read_status(const struct table *table, enum status *out, cotexto_error *error)
{
    static const char *const names[STATUS_COUNT] = {"", "accept", "edit", "delete"};
    cotexto_text cell = text_trim(table->row[COLUMN_STATUS]);
    for (size_t i = 0; i < STATUS_COUNT; i++) {
        *out = (enum status)i;
        if (text_equal(cell, cotexto_text_of(names[i])))
            return true;
    }
    error_set(error, COTEXTO_DATA, "bad-status", _("\"%.*s\" is no status"),
              cell.length < 80 ? (int)cell.length : 80, cell.bytes);
    error_hint(error, "%s", _("it is accept, edit, delete or nothing"));
    return bad_row(table, COLUMN_STATUS, error);
}

/* The segment of a row's language, by its place among the unit's. */
static bool find_side(const struct table *table, const struct memory_unit *unit, enum column column,
                      size_t *index, cotexto_error *error)
{
    cotexto_text lang = text_trim(table->row[column]);
    for (*index = 0; *index < unit->unit.variant_count; ++*index) {
        if (text_equal(cotexto_text_of(unit->unit.variants[*index].lang), lang))
            return true;
    }
    error_set(error, COTEXTO_NOTHING, "no-such-language", _("unit %lld has no text in %.*s"),
              (long long)unit->id, lang.length < 80 ? (int)lang.length : 80, lang.bytes);
    return bad_row(table, column, error);
}

/* Puts the row's texts into the unit where they are not the stored ones. */
static bool take_texts(struct table *table, const struct memory_unit *unit,
                       struct variant *variants, bool *differ, cotexto_error *error)
{
    static const enum column sides[2][2] = {{COLUMN_SOURCE, COLUMN_SOURCE_LANGUAGE},
                                            {COLUMN_TARGET, COLUMN_TARGET_LANGUAGE}};
    *differ = false;
    for (size_t i = 0; i < 2; i++) {
        cotexto_text stored, text = table->row[sides[i][0]];
        size_t index;
        if (!find_side(table, unit, sides[i][1], &index, error) ||
            !table_form(variants[index].text, &table->row_arena, &stored, error))
            return false;
        if (text_equal(text, stored))
            continue;
        *differ = true;
        if (!editing_set_text(&variants[index], text, &table->row_arena, error)) {
            error_in_data(error);
            return bad_row(table, sides[i][0], error);
        }
    }
    return true;
}

/* The unit is as it was when the table was written. */
static bool check_revision(const struct table *table, const struct memory_unit *unit,
                           cotexto_error *error)
{
    if (unit->revision == table->revision)
        return true;
    if (unit->revision == memory_revision_number(table->editing->change.memory)) {
        error_set(error, COTEXTO_DATA, "twice", _("unit %lld stands in two lines of the table"),
                  (long long)unit->id);
        return bad_row(table, COLUMN_UNIT, error);
    }
    error_set(error, COTEXTO_DATA, "changed-since",
              _("unit %lld was changed after the table was written"), (long long)unit->id);
    error_hint(error, "%s", _("take the line out, or write the table anew"));
    return bad_row(table, COLUMN_REVISION, error);
}

static bool change_row(struct table *table, const struct memory_unit *unit, bool accept,
                       cotexto_error *error)
{
    struct memory_unit edited;
    struct variant *variants;
    bool differ;
    if (!editing_copy(unit, &table->row_arena, &edited, &variants, error) ||
        !take_texts(table, unit, variants, &differ, error))
        return false;
    edited.unit.reviewed = true;
    bool nothing = !differ && !(accept && !unit->unit.reviewed);
    return nothing || (check_revision(table, unit, error) &&
                       editing_change(table->editing, unit, &edited, "", error));
}

static bool take_row(struct table *table, cotexto_text line, cotexto_error *error)
{
    struct memory_unit unit;
    enum status status;
    bool found;
    if (!read_row(table, line, error) || !read_status(table, &status, error) ||
        !memory_find_unit(table->editing->change.memory, table->unit, &table->row_arena, &unit,
                          &found, error))
        return false;
    if (!found && status == STATUS_DELETE)
        return true;
    if (!found) {
        no_such_unit(table->unit, error);
        return bad_row(table, COLUMN_UNIT, error);
    }
    if (status == STATUS_DELETE)
        return check_revision(table, &unit, error) &&
               editing_delete(table->editing, &unit, "", error);
    return change_row(table, &unit, status == STATUS_ACCEPT, error);
}

/* Lines that a spreadsheet leaves at the end. */
static bool is_blank(const struct table *table, cotexto_text line)
{
    for (size_t i = 0; i < line.length; i++) {
        if (line.bytes[i] != table->cells.delimiter && line.bytes[i] != ' ')
            return false;
    }
    return true;
}

static bool take_rows(struct table *table, cotexto_error *error)
{
    cotexto_text line;
    int found = 1;
    bool good = read_header(table, error);
    while (good && found == 1) {
        arena_reset(&table->row_arena);
        found = cells_line(&table->cells, &table->row_arena, &line, error);
        good = found == 0 ||
               (found == 1 && (is_blank(table, line) || (take_row(table, line, error) &&
                                                         editing_go_on(table->editing, error))));
    }
    return good;
}

bool cotexto_review_import(cotexto_memory *memory, const char *path,
                           const cotexto_change_options *options, cotexto_change_counts *counts,
                           cotexto_error *error)
{
    struct editing editing;
    struct table table = {.editing = &editing};
    *counts = (cotexto_change_counts){0};
    bool good = (cells_open(&table.cells, path, true, error) || error_file(error, path)) &&
                editing_begin(&editing, memory, "review", path, options, counts, error);
    if (good)
        good = editing_end(&editing, take_rows(&table, error) || error_file(error, path), error);
    cells_close(&table.cells);
    arena_free(&table.arena);
    arena_free(&table.row_arena);
    return good;
}
