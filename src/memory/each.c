/* Walks over the memory: all units, all segments of a language, segments that hold given words.
 * Each walk has its own statement, so that walks may be nested. */
#include "base/error.h"
#include "memory/memory.h"

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

/* Gives the rows (id, unit, language, text, tags) of a bound statement, and finalizes it. */
static bool give_segments(cotexto_memory *memory, sqlite3_stmt *s,
                          bool (*each)(void *context, const struct memory_segment *segment),
                          void *context, cotexto_error *error)
{
    int row;
    bool good = true, more = true;
    while (good && more && (row = sql_step(s, error)) == 1) {
        struct memory_segment segment = {
            .id = sqlite3_column_int64(s, 0),
            .unit = sqlite3_column_int64(s, 1),
            .lang = memory_language_tag(memory, sqlite3_column_int64(s, 2), error),
            .text = sql_text(s, 3),
            .tags = sql_text(s, 4),
        };
        good = segment.lang != NULL;
        more = good && each(context, &segment);
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
    if (lang != NULL)
        sql_bind_text(s, 1, cotexto_text_of(lang));
    return give_segments(memory, s, each, context, error);
}

bool memory_each_with_words(cotexto_memory *memory, cotexto_text query, bool ranked,
                            bool (*each)(void *context, const struct memory_segment *segment),
                            void *context, cotexto_error *error)
{
    sqlite3_stmt *s = prepare(
        memory,
        ranked ? "SELECT s.id, s.unit, s.language, s.text, s.tags FROM word w JOIN segment s"
                 " ON s.id = w.rowid WHERE word MATCH ? ORDER BY w.rank, s.id"
               : "SELECT s.id, s.unit, s.language, s.text, s.tags FROM word w JOIN segment s"
                 " ON s.id = w.rowid WHERE word MATCH ? ORDER BY s.id",
        error);
    if (s == NULL)
        return false;
    sql_bind_text(s, 1, query);
    return give_segments(memory, s, each, context, error);
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
