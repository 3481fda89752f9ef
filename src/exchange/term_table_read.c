/* Tables of terms in. */
#include <stdlib.h>
#include <strings.h>

#include "base/error.h"
#include "base/message.h"
#include "base/tag.h"
#include "base/text.h"
#include "exchange/gathered.h"
#include "exchange/tbx.h"
#include "exchange/term_table.h"
#include "text/decode.h"
#include "text/stream.h"

enum { LONGEST_LINE = 1 << 20, MOST_COLUMNS = 1000 };

enum meaning { NOTHING, TERM, ID, SUBJECT, DEFINITION, NOTE, STATUS, SPEECH };

struct column {
    enum meaning meaning;
    const char *lang; /* of the terms, or of what is said of them; NULL: of all */
};

struct term_reader {
    struct exchange_reader base;
    const struct exchange_read_options *options; /* they outlive the reader */
    struct text_stream *stream;
    struct string line;
    struct arena arena; /* of the columns */
    struct arena rows;  /* of the present entry */
    struct column *columns;
    size_t column_count, room;
    const char *first; /* language of the first terms */
    bool waiting;      /* the line is read, but belongs to the next entry */
    struct unit unit;
    struct variant *terms;
    size_t term_count, term_room;
    struct gathered properties;
};

/* -------------------------------------------------------------------------------------- lines */

/* Cuts the next cell off a line. false when there is none left. */
static bool next_cell(cotexto_text *line, cotexto_text *cell)
{
    if (line->bytes == NULL)
        return false;
    const char *tab = line->length == 0 ? NULL : memchr(line->bytes, '\t', line->length);
    size_t length = tab == NULL ? line->length : (size_t)(tab - line->bytes);
    *cell = text_trim(text_slice(*line, 0, length));
    *line = tab == NULL ? (cotexto_text){0} : text_slice(*line, length + 1, line->length);
    return true;
}

/* The next line that says something: 1, 0 at the end, -1 after an error. */
static int next_line(struct term_reader *reader, cotexto_error *error)
{
    if (reader->waiting) {
        reader->waiting = false;
        return 1;
    }
    int found;
    do {
        string_reset(&reader->line);
        found = text_stream_line(reader->stream, &reader->line, error);
    } while (found == 1 && text_trim(string_text(&reader->line)).length == 0);
    return found;
}

static bool bad_line(const struct term_reader *reader, size_t column, cotexto_error *error)
{
    return error_line(error, text_stream_number(reader->stream), column);
}

/* ------------------------------------------------------------------------------------- header */

static bool equals(cotexto_text text, const char *word)
{
    size_t length = strlen(word);
    return text.length == length && strncasecmp(text.bytes, word, length) == 0;
}

static enum meaning meaning_of(cotexto_text name)
{
    static const struct {
        const char *name;
        enum meaning meaning;
    } names[] = {
        {"id", ID},         {"subject", SUBJECT},       {"definition", DEFINITION}, {"note", NOTE},
        {"status", STATUS}, {"part of speech", SPEECH}, {"part_of_speech", SPEECH},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (equals(name, names[i].name))
            return names[i].meaning;
    }
    return NOTHING;
}

/* The canonical tag of a language as the file calls it, in the arena; NULL: it is none. */
static const char *language_of(struct term_reader *reader, cotexto_text name)
{
    char tag[COTEXTO_TAG_SIZE];
    cotexto_text copy = arena_text(&reader->arena, name);
    const char *mapped = copy.bytes == NULL ? NULL : exchange_mapped(reader->options, copy.bytes);
    if (copy.bytes == NULL || (mapped == NULL && !tag_is_language(copy)) ||
        !cotexto_tag_canonical(mapped != NULL ? mapped : copy.bytes, tag, NULL))
        return NULL;
    return arena_string(&reader->arena, tag);
}

static bool is_wanted(const struct term_reader *reader, const char *lang)
{
    const struct exchange_read_options *options = reader->options;
    for (size_t i = 0; i < options->language_count; i++) {
        if (tag_same_language(options->languages[i], lang))
            return true;
    }
    return options->language_count == 0;
}

/* "es", "es status", "status". */
static struct column column_named(struct term_reader *reader, cotexto_text name)
{
    struct column column = {meaning_of(name), NULL};
    const char *blank = name.length == 0 ? NULL : memchr(name.bytes, ' ', name.length);
    size_t length = blank == NULL ? name.length : (size_t)(blank - name.bytes);
    if (column.meaning != NOTHING)
        return column;
    column.lang = language_of(reader, text_slice(name, 0, length));
    if (column.lang == NULL || !is_wanted(reader, column.lang))
        return (struct column){NOTHING, NULL};
    column.meaning =
        blank == NULL ? TERM : meaning_of(text_trim(text_slice(name, length, name.length)));
    return column;
}

static bool add_column(struct term_reader *reader, struct column column, cotexto_error *error)
{
    if (reader->column_count == MOST_COLUMNS) {
        error_set(error, COTEXTO_DATA, "too-many-columns", _("the table has more than %d columns"),
                  (int)MOST_COLUMNS);
        return bad_line(reader, 0, error);
    }
    reader->columns = arena_grow(&reader->arena, reader->columns, reader->column_count,
                                 &reader->room, sizeof *reader->columns);
    if (reader->columns == NULL)
        return error_no_memory(error);
    reader->columns[reader->column_count++] = column;
    if (column.meaning == TERM && reader->first == NULL)
        reader->first = column.lang;
    return true;
}

/* Columns of terms, and of how many of the languages that were asked for. */
static bool is_header(const struct term_reader *reader)
{
    const struct exchange_read_options *options = reader->options;
    size_t terms = 0;
    for (size_t i = 0; i < reader->column_count; i++)
        terms += reader->columns[i].meaning == TERM;
    for (size_t k = 0; k < options->language_count; k++) {
        bool there = false;
        for (size_t i = 0; i < reader->column_count; i++)
            there |= reader->columns[i].meaning == TERM &&
                     tag_same_language(reader->columns[i].lang, options->languages[k]);
        if (!there)
            return false;
    }
    return terms >= 2;
}

static bool read_header(struct term_reader *reader, cotexto_error *error)
{
    const struct exchange_read_options *options = reader->options;
    int found = next_line(reader, error);
    cotexto_text line = found == 1 ? string_text(&reader->line) : (cotexto_text){0}, cell;
    while (found == 1 && next_cell(&line, &cell)) {
        if (!add_column(reader, column_named(reader, cell), error))
            return false;
    }
    if (found != 1 || is_header(reader))
        return found >= 0;
    if (options->language_count == 0) {
        error_set(error, COTEXTO_DATA, "no-header", "%s",
                  _("the first line does not name the languages of the columns"));
        bad_line(reader, 1, error);
        return error_hint(error, "%s",
                          _("name them in the order of the columns: --languages es,en"));
    }
    reader->column_count = 0;
    reader->first = NULL;
    reader->waiting = true;
    for (size_t i = 0; i < options->language_count; i++) {
        if (!add_column(reader, (struct column){TERM, options->languages[i]}, error))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------------------------ entries */

static bool status_value(const struct term_reader *reader, cotexto_text cell, size_t column,
                         cotexto_text *value, cotexto_error *error)
{
    static const char *const known[][2] = {{"preferred", "preferredTerm-admn-sts"},
                                           {"admitted", "admittedTerm-admn-sts"},
                                           {"deprecated", "deprecatedTerm-admn-sts"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        *value = cotexto_text_of(known[i][1]);
        if (equals(cell, known[i][0]) || text_equal(cell, *value))
            return true;
    }
    error_set(error, COTEXTO_DATA, "bad-terms", _("\"%.*s\" is no status of a term"),
              (int)(cell.length < 80 ? cell.length : 80), cell.bytes);
    bad_line(reader, column, error);
    return error_hint(error, "%s", _("it is one of: preferred, admitted, deprecated"));
}

static bool add_fact(struct term_reader *reader, struct gathered *list, enum meaning meaning,
                     cotexto_text value, cotexto_error *error)
{
    static const char *const names[] = {[SUBJECT] = TBX_SUBJECT,
                                        [DEFINITION] = TBX_DEFINITION,
                                        [NOTE] = "",
                                        [STATUS] = TBX_STATUS,
                                        [SPEECH] = TBX_SPEECH};
    struct property property = {meaning == NOTE ? PROPERTY_NOTE : PROPERTY_PROP,
                                cotexto_text_of(names[meaning]), value, TEXT("")};
    for (size_t i = 0; i < list->count; i++) { /* further lines of an entry say it again */
        if (text_equal(list->items[i].name, property.name) &&
            text_equal(list->items[i].value, value))
            return true;
    }
    return gathered_add(list, &reader->rows, property, error);
}

/* A term of the present line with what its line says of it. */
struct row_term {
    struct variant variant;
    struct gathered facts;
};

static bool says_of(const struct term_reader *reader, const struct column *column,
                    const struct variant *term)
{
    if (column->lang != NULL)
        return strcmp(column->lang, term->lang) == 0;
    return column->meaning == SPEECH ||
           (column->meaning == STATUS && strcmp(term->lang, reader->first) != 0);
}

/* Gives the facts of a cell to whom they are of. */
static bool take_fact(struct term_reader *reader, size_t number, cotexto_text cell,
                      struct row_term *terms, size_t count, cotexto_error *error)
{
    const struct column *column = &reader->columns[number];
    cotexto_text value = cell;
    if (column->meaning == STATUS && !status_value(reader, cell, number + 1, &value, error))
        return false;
    bool of_entry = column->lang == NULL && column->meaning != STATUS && column->meaning != SPEECH;
    if (of_entry)
        return add_fact(reader, &reader->properties, column->meaning, value, error);
    for (size_t i = 0; i < count; i++) {
        if (says_of(reader, column, &terms[i].variant) &&
            !add_fact(reader, &terms[i].facts, column->meaning, value, error))
            return false;
    }
    return true;
}

static bool add_term(struct term_reader *reader, const struct row_term *term, cotexto_error *error)
{
    for (size_t i = 0; i < reader->term_count; i++) {
        if (strcmp(reader->terms[i].lang, term->variant.lang) == 0 &&
            text_equal(reader->terms[i].text, term->variant.text))
            return true;
    }
    reader->terms = arena_grow(&reader->rows, reader->terms, reader->term_count, &reader->term_room,
                               sizeof *reader->terms);
    if (reader->terms == NULL)
        return error_no_memory(error);
    struct variant *variant = &reader->terms[reader->term_count++];
    *variant = term->variant;
    variant->properties = term->facts.items;
    variant->property_count = term->facts.count;
    return true;
}

/* The cells of the present line, as many as there are columns, in NFC; and its id. */
static bool cut_line(struct term_reader *reader, cotexto_text *cells, cotexto_text *id,
                     cotexto_error *error)
{
    cotexto_text line, cell;
    size_t count = 0;
    *id = TEXT("");
    if (!text_to_nfc(string_text(&reader->line), &reader->rows, &line, error))
        return false;
    line = arena_text(&reader->rows, line);
    if (line.bytes == NULL)
        return error_no_memory(error);
    for (; next_cell(&line, &cell); count++) {
        if (count < reader->column_count)
            cells[count] = cell;
        if (count < reader->column_count && reader->columns[count].meaning == ID)
            *id = cell;
    }
    return true;
}

static bool take_line(struct term_reader *reader, const cotexto_text *cells, cotexto_error *error)
{
    struct row_term *terms = arena_array(&reader->rows, reader->column_count, sizeof *terms);
    size_t count = 0;
    if (terms == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < reader->column_count; i++) {
        if (reader->columns[i].meaning == TERM && cells[i].length > 0)
            terms[count++].variant = (struct variant){
                .lang = reader->columns[i].lang, .text = cells[i], .tags = TEXT("")};
    }
    for (size_t i = 0; i < reader->column_count; i++) {
        if (reader->columns[i].meaning > ID && cells[i].length > 0 &&
            !take_fact(reader, i, cells[i], terms, count, error))
            return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!add_term(reader, &terms[i], error))
            return false;
    }
    return true;
}

static bool next(struct exchange_reader *base, const struct unit **unit, cotexto_error *error)
{
    struct term_reader *reader = (struct term_reader *)base;
    size_t lines = 0;
    int found;
    *unit = NULL;
    arena_reset(&reader->rows);
    reader->terms = NULL;
    reader->term_count = reader->term_room = 0;
    reader->properties = (struct gathered){0};
    reader->unit = (struct unit){.confidence = -1, .id = TEXT("")};
    while ((found = next_line(reader, error)) == 1) {
        cotexto_text id, *cells = arena_array(&reader->rows, reader->column_count, sizeof *cells);
        if (cells == NULL)
            return error_no_memory(error);
        if (!cut_line(reader, cells, &id, error))
            return false;
        reader->waiting = lines++ > 0 && (id.length == 0 || !text_equal(id, reader->unit.id));
        if (reader->waiting)
            break;
        reader->unit.id = id;
        if (!take_line(reader, cells, error))
            return false;
    }
    reader->unit.variants = reader->terms;
    reader->unit.variant_count = reader->term_count;
    reader->unit.properties = reader->properties.items;
    reader->unit.property_count = reader->properties.count;
    if (lines > 0)
        *unit = &reader->unit;
    return found >= 0;
}

static void progress(const struct exchange_reader *base, uint64_t *done, uint64_t *total)
{
    text_stream_progress(((const struct term_reader *)base)->stream, done, total);
}

static void close_reader(struct exchange_reader *base)
{
    struct term_reader *reader = (struct term_reader *)base;
    text_stream_close(reader->stream);
    string_free(&reader->line);
    arena_free(&reader->arena);
    arena_free(&reader->rows);
    free(reader);
}

struct exchange_reader *term_table_open_reader(const char *path,
                                               const struct exchange_read_options *options,
                                               cotexto_error *error)
{
    struct term_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL) {
        error_no_memory(error);
        return NULL;
    }
    reader->base =
        (struct exchange_reader){.next = next, .close = close_reader, .progress = progress};
    reader->options = options;
    reader->stream = text_stream_open(path, LONGEST_LINE, error);
    if (reader->stream != NULL && read_header(reader, error))
        return &reader->base;
    close_reader(&reader->base);
    return NULL;
}
