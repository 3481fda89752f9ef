/* Walks over the memory: all units, all segments of a language, segments that hold given words.
 * Each walk has its own statement, so that walks may be nested; that over the segments with given
 * words, which a lookup asks for by the hundred, has not. */
#include "base/error.h"
#include "base/string.h"
#include "memory/memory.h"
#include "memory/words.h"

static sqlite3_stmt *prepare(cotexto_memory *memory, const char *query, cotexto_error *error)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(memory->db, query, -1, &statement, NULL) != SQLITE_OK) {
        sql_failed(memory->db, error);
        return NULL;
    }
    return statement;
}

bool memory_each_unit(cotexto_memory *memory, int64_t document,
                      bool (*each)(void *context, const struct memory_unit *unit), void *context,
                      cotexto_error *error)
{
    sqlite3_stmt *s =
        prepare(memory,
                "SELECT u.id FROM unit u JOIN document d ON d.id = u.document"
                " WHERE (?1 = 0 OR u.document = ?1) ORDER BY d.name, u.position, u.id",
                error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, document);
    struct arena arena = {0};
    int row;
    bool good = true, more = true;
    while (good && more && (row = sql_step(s, error)) == 1) {
        struct memory_unit unit;
        arena_reset(&arena);
        good = memory_get_unit(memory, sqlite3_column_int64(s, 0), &arena, &unit, error);
        more = good && each(context, &unit);
    }
    sqlite3_finalize(s);
    arena_free(&arena);
    return good && row >= 0;
}

/* Gives the rows (id, unit, language, text, tags) of a bound statement, and finalizes it. *more:
 * all were wanted. */
static bool give_segments(cotexto_memory *memory, sqlite3_stmt *s,
                          bool (*each)(void *context, const struct memory_segment *segment),
                          void *context, bool *more, cotexto_error *error)
{
    int row;
    bool good = true;
    *more = true;
    while (good && *more && (row = sql_step(s, error)) == 1) {
        struct memory_segment segment = {
            .id = sqlite3_column_int64(s, 0),
            .unit = sqlite3_column_int64(s, 1),
            .lang = memory_language_tag(memory, sqlite3_column_int64(s, 2), error),
            .text = sql_text(s, 3),
            .tags = sql_text(s, 4),
        };
        good = segment.lang != NULL;
        *more = good && each(context, &segment);
    }
    sqlite3_finalize(s);
    return good && row >= 0;
}

bool memory_each_segment(cotexto_memory *memory, const char *lang,
                         bool (*each)(void *context, const struct memory_segment *segment),
                         void *context, cotexto_error *error)
{
    sqlite3_stmt *s =
        prepare(memory,
                "SELECT id, unit, language, text, tags FROM segment WHERE ?1 IS NULL OR language IN"
                " (SELECT id FROM language WHERE tag = ?1 OR tag LIKE ?1 || '-%') ORDER BY id",
                error);
    if (s == NULL)
        return false;
    bool more;
    if (lang != NULL)
        sql_bind_text(s, 1, cotexto_text_of(lang));
    return give_segments(memory, s, each, context, &more, error);
}

/* Those of the word index. *left: how many more are wanted. */
static bool give_listed(cotexto_memory *memory, cotexto_text run, size_t *left,
                        bool (*each)(void *context, int64_t segment), void *context,
                        cotexto_error *error)
{
    struct string query = {0};
    words_append_phrase(&query, run);
    sqlite3_stmt *s = string_ok(&query, error)
                          ? memory_statement(memory, STATEMENT_SEGMENTS_WITH_WORDS, error)
                          : NULL;
    int row = -1;
    if (s != NULL) {
        sql_bind_text(s, 1, string_text(&query));
        sql_bind_number(s, 2, (int64_t)*left);
        while ((row = sql_step(s, error)) == 1) {
            bool more = each(context, sqlite3_column_int64(s, 0));
            *left = more ? *left - 1 : 0;
            if (!more)
                break;
        }
        sqlite3_reset(s);
    }
    string_free(&query);
    return row >= 0;
}

/* Recent segments have higher numbers than those that the word index has. */
bool memory_each_with_run(cotexto_memory *memory, const cotexto_text *folds, size_t count,
                          size_t most, bool (*each)(void *context, int64_t segment), void *context,
                          cotexto_error *error)
{
    struct string run = {0};
    bool good = words_append_plain(&run, folds, count, error) && string_ok(&run, error) &&
                give_listed(memory, string_text(&run), &most, each, context, error) &&
                memory_recent_with_run(memory, string_text(&run), most, each, context, error);
    string_free(&run);
    return good;
}

/* Documents with more units are not looked up for where their segments lie. */
enum { SMALL_DOCUMENT = 2000 };

static bool is_small(cotexto_memory *memory, int64_t document, bool *small, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_UNITS_UP_TO, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, document);
    sql_bind_number(s, 2, SMALL_DOCUMENT);
    int row = sql_step(s, error);
    *small = row == 1 && sqlite3_column_int64(s, 0) < SMALL_DOCUMENT;
    sqlite3_reset(s);
    return row == 1;
}

/* The word index gives its rows in the order of their numbers, and a small document's segments lie
 * close together: neither a sort nor a walk through the whole index is needed. */
static void write_search(const struct memory_search *search, bool small, bool recent,
                         struct string *query)
{
    bool words = search->words.length > 0 && !recent;
    string_append_c(query, "SELECT s.id, s.unit, s.language, s.text, s.tags FROM ");
    string_append_c(query, words ? "word w CROSS JOIN segment s ON s.id = w.rowid" : "segment s");
    if (search->document != 0 || search->reviewed)
        string_append_c(query, " CROSS JOIN unit u ON u.id = s.unit");
    string_append_c(query, words    ? " WHERE w.word MATCH ?1"
                           : recent ? " WHERE s.id > (SELECT listed FROM state)"
                                    : " WHERE 1");
    if (search->lang != NULL)
        string_append_c(query, " AND s.language IN"
                               " (SELECT id FROM language WHERE tag = ?2 OR tag LIKE ?2 || '-%')");
    if (search->reviewed)
        string_append_c(query, " AND u.reviewed = 1");
    if (search->document != 0)
        string_append_c(query, " AND u.document = ?3");
    if (search->document != 0 && small)
        string_append_format(query,
                             " AND %s BETWEEN"
                             " (SELECT min(x.id) FROM unit y JOIN segment x ON x.unit = y.id"
                             "  WHERE y.document = ?3) AND"
                             " (SELECT max(x.id) FROM unit y JOIN segment x ON x.unit = y.id"
                             "  WHERE y.document = ?3)",
                             words ? "w.rowid" : "s.id");
    if (search->other_words.length > 0 && !recent)
        string_append_c(query, " AND s.unit IN (SELECT t.unit FROM word v JOIN segment t"
                               " ON t.id = v.rowid WHERE v.word MATCH ?4)");
    string_append_c(query, words ? " ORDER BY w.rowid" : " ORDER BY s.id");
}

/* recent: all segments that the word index has not yet, and that the rest of the search finds. */
static bool give_found(cotexto_memory *memory, const struct memory_search *search, bool small,
                       bool recent,
                       bool (*each)(void *context, const struct memory_segment *segment),
                       void *context, bool *more, cotexto_error *error)
{
    struct string query = {0};
    write_search(search, small, recent, &query);
    sqlite3_stmt *s = string_ok(&query, error) ? prepare(memory, string_c(&query), error) : NULL;
    string_free(&query);
    if (s == NULL)
        return false;
    const int parameters = sqlite3_bind_parameter_count(s); /* the highest number in use */
    if (parameters >= 1)
        sql_bind_text(s, 1, search->words);
    if (parameters >= 2)
        sql_bind_text(s, 2, cotexto_text_of(search->lang));
    if (parameters >= 3)
        sql_bind_number(s, 3, search->document);
    if (parameters >= 4)
        sql_bind_text(s, 4, search->other_words);
    return give_segments(memory, s, each, context, more, error);
}

bool memory_each_found(cotexto_memory *memory, const struct memory_search *search,
                       bool (*each)(void *context, const struct memory_segment *segment),
                       void *context, cotexto_error *error)
{
    bool small = false, more, by_words = search->words.length > 0 || search->other_words.length > 0;
    if (search->document != 0 && !is_small(memory, search->document, &small, error))
        return false;
    return give_found(memory, search, small, false, each, context, &more, error) &&
           (!more || !by_words ||
            give_found(memory, search, small, true, each, context, &more, error));
}

bool memory_get_segment(cotexto_memory *memory, int64_t id, struct arena *arena,
                        struct memory_segment *out, bool *found, cotexto_error *error)
{
    sqlite3_stmt *s = memory_row(memory, STATEMENT_GET_SEGMENT, id, found, error);
    bool good = s != NULL;
    if (good && *found) {
        out->id = id;
        out->unit = sqlite3_column_int64(s, 0);
        out->lang = memory_language_tag(memory, sqlite3_column_int64(s, 1), error);
        good = out->lang != NULL && sql_copy(s, 2, arena, &out->text, error) &&
               sql_copy(s, 3, arena, &out->tags, error);
    }
    sqlite3_reset(s);
    return good;
}

/* A unit has a segment in the language of this parameter, or in a variant of it; NULL: any. */
#define HAS_LANGUAGE(parameter)                                                                    \
    " AND (" parameter " IS NULL OR EXISTS (SELECT 1 FROM segment s WHERE s.unit = u.id AND "      \
    "s.language IN (SELECT id FROM language WHERE tag = " parameter " OR tag LIKE " parameter      \
    " || '-%')))"
#define TO_REVIEW                                                                                  \
    "SELECT u.id, ifnull(u.confidence, -1), u.reviewed FROM unit u JOIN document d ON d.id = "     \
    "u.document"                                                                                   \
    " WHERE (?1 = 0 OR u.document = ?1)"                                                           \
    " AND (?2 OR (u.reviewed = 0 AND u.confidence IS NOT NULL))"                                   \
    " AND (?3 = 0 OR u.confidence < ?3)" HAS_LANGUAGE("?4") HAS_LANGUAGE("?5") " ORDER BY "

bool memory_each_to_review(cotexto_memory *memory, const struct memory_review *review,
                           bool (*each)(void *context, int64_t unit, double confidence,
                                        bool reviewed),
                           void *context, cotexto_error *error)
{
    sqlite3_stmt *s = prepare(memory,
                              review->in_order ? TO_REVIEW "d.name, u.position, u.id"
                                               : TO_REVIEW
                                  "u.confidence IS NULL, u.confidence, d.name, u.position, u.id",
                              error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, review->document);
    sql_bind_number(s, 2, review->all);
    sqlite3_bind_double(s, 3, review->below);
    for (int i = 0; i < 2; i++) {
        if (review->languages[i] != NULL)
            sql_bind_text(s, 4 + i, cotexto_text_of(review->languages[i]));
    }
    int row;
    bool more = true;
    while ((row = more ? sql_step(s, error) : 0) == 1)
        more = each(context, sqlite3_column_int64(s, 0), sqlite3_column_double(s, 1),
                    sqlite3_column_int(s, 2) != 0);
    sqlite3_finalize(s);
    return row >= 0;
}

bool memory_neighbours(cotexto_memory *memory, const struct memory_unit *unit, bool behind,
                       size_t most, struct arena *arena, int64_t **ids, size_t *count,
                       cotexto_error *error)
{
    sqlite3_stmt *s =
        memory_statement(memory, behind ? STATEMENT_UNITS_BEHIND : STATEMENT_UNITS_BEFORE, error);
    *count = 0;
    *ids = arena_array(arena, most, sizeof **ids);
    if (s == NULL || *ids == NULL)
        return s == NULL ? false : error_no_memory(error);
    sql_bind_number(s, 1, unit->document);
    sql_bind_number(s, 2, unit->unit.position);
    sql_bind_number(s, 3, unit->id);
    sql_bind_number(s, 4, (int64_t)most);
    int row;
    while ((row = sql_step(s, error)) == 1)
        (*ids)[(*count)++] = sqlite3_column_int64(s, 0);
    return row == 0;
}

bool memory_each_profile(cotexto_memory *memory,
                         bool (*each)(void *context, cotexto_text profile, uint64_t documents),
                         void *context, cotexto_error *error)
{
    sqlite3_stmt *s = prepare(
        memory,
        "SELECT profile, count(*) FROM document WHERE profile <> '' GROUP BY profile ORDER BY 1",
        error);
    if (s == NULL)
        return false;
    int row;
    bool more = true;
    while ((row = more ? sql_step(s, error) : 0) == 1)
        more = each(context, sql_text(s, 0), (uint64_t)sqlite3_column_int64(s, 1));
    sqlite3_finalize(s);
    return row >= 0;
}
