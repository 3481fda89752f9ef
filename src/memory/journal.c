/* The journal: what was there before each change. */
#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "memory/history.h"
#include "memory/memory.h"

bool memory_journal_insert(cotexto_memory *memory, const char *object, int64_t id,
                           cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_JOURNAL_INSERT, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, memory->revision);
    sql_bind_text(s, 2, cotexto_text_of(object));
    sql_bind_number(s, 3, id);
    return sql_do(s, error);
}

bool memory_journal_before(cotexto_memory *memory, enum statement which, const char *action,
                           int64_t id, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, which, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, memory->revision);
    sql_bind_text(s, 2, cotexto_text_of(action));
    sql_bind_number(s, 3, id);
    return sql_do(s, error);
}

/* ---------------------------------------------------------------------------------- revisions */

bool memory_get_revision(cotexto_memory *memory, int64_t id, struct arena *arena,
                         struct memory_revision *out, bool *found, cotexto_error *error)
{
    *out = (struct memory_revision){.id = id};
    sqlite3_stmt *s = memory_row(memory, STATEMENT_GET_REVISION, id, found, error);
    bool good = s != NULL;
    /* a query that counts gives a row for nothing, too */
    *found = good && *found && sqlite3_column_type(s, 0) != SQLITE_NULL;
    if (*found) {
        cotexto_text *const texts[] = {&out->time, &out->user, &out->command, &out->about};
        for (int i = 0; good && i < 4; i++)
            good = sql_copy(s, 1 + i, arena, texts[i], error);
        out->undoes = sqlite3_column_int64(s, 5);
        out->undone_by = sqlite3_column_int64(s, 6);
        out->added = (uint64_t)sqlite3_column_int64(s, 7);
        out->changed = (uint64_t)sqlite3_column_int64(s, 8);
        out->deleted = (uint64_t)sqlite3_column_int64(s, 9);
        out->entries = (uint64_t)sqlite3_column_int64(s, 10);
    }
    sqlite3_reset(s);
    return good;
}

bool memory_need_revision(cotexto_memory *memory, int64_t id, struct arena *arena,
                          struct memory_revision *out, cotexto_error *error)
{
    bool found;
    if (!memory_get_revision(memory, id, arena, out, &found, error))
        return false;
    if (found)
        return true;
    error_set(error, COTEXTO_NOTHING, "no-such-revision", _("there is no revision %lld"),
              (long long)id);
    return error_hint(error, "%s", _("cotexto log lists the revisions"));
}

bool memory_revision_before(cotexto_memory *memory, int64_t id, int64_t unit, int64_t *before,
                            cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(
        memory, unit == 0 ? STATEMENT_REVISION_BEFORE : STATEMENT_REVISION_OF_UNIT, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, id == 0 ? INT64_MAX : id);
    if (unit != 0)
        sql_bind_number(s, 2, unit);
    return sql_get_number(s, before, error);
}

bool memory_last_in_force(cotexto_memory *memory, int64_t *revision, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_LAST_IN_FORCE, error);
    return s != NULL && sql_get_number(s, revision, error);
}

/* ------------------------------------------------------------------------------------ changes */

/* The columns of STATEMENT_CHANGES. */
enum { UNIT, FIRST_ACTION, FIRST_BEFORE, LAST_ACTION, NEXT_BEFORE };

static bool is_action(sqlite3_stmt *s, int column, const char *action)
{
    return text_equal(sql_text(s, column), cotexto_text_of(action));
}

/* The unit before and after, in the arena, for a row of changes. */
static bool read_change(cotexto_memory *memory, sqlite3_stmt *s, struct arena *arena,
                        struct memory_unit units[2], struct memory_change *out,
                        cotexto_error *error)
{
    int64_t id = sqlite3_column_int64(s, UNIT);
    *out = (struct memory_change){0};
    if (!is_action(s, FIRST_ACTION, "insert")) {
        out->before = &units[0];
        if (!memory_past_unit(memory, id, sql_text(s, FIRST_BEFORE), arena, &units[0], error))
            return false;
    }
    if (is_action(s, LAST_ACTION, "delete"))
        return true;
    out->after = &units[1];
    return sqlite3_column_type(s, NEXT_BEFORE) == SQLITE_NULL
               ? memory_get_unit(memory, id, arena, &units[1], error)
               : memory_past_unit(memory, id, sql_text(s, NEXT_BEFORE), arena, &units[1], error);
}

bool memory_each_change(cotexto_memory *memory, int64_t revision,
                        bool (*each)(void *context, const struct memory_change *change),
                        void *context, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_CHANGES, error);
    struct arena arena = {0};
    bool good = s != NULL, more = true;
    int row = 0;
    if (good)
        sql_bind_number(s, 1, revision);
    while (good && more && (row = sql_step(s, error)) == 1) {
        struct memory_unit units[2];
        struct memory_change change;
        arena_reset(&arena);
        good = read_change(memory, s, &arena, units, &change, error);
        /* what came and went within the revision is no change */
        if (good && (change.before != NULL || change.after != NULL))
            more = each(context, &change);
    }
    sqlite3_reset(s);
    arena_free(&arena);
    return good && row >= 0;
}
