/* Exceptions: findings of the check that somebody said are fine. One holds as long as the unit's
 * texts are what they were: it keeps their hash. */
#include "memory/memory.h"

bool memory_accept(cotexto_memory *memory, const struct memory_unit *unit, cotexto_text check,
                   cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_PUT_EXCEPTION, error);
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, unit->id);
    sql_bind_text(s, 2, check);
    sql_bind_number(s, 3, (int64_t)unit->hash);
    sql_bind_number(s, 4, memory->revision);
    return sql_do(s, error);
}

bool memory_unaccept(cotexto_memory *memory, int64_t unit, cotexto_text check, bool *there,
                     cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_DELETE_EXCEPTION, error);
    *there = false;
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, unit);
    sql_bind_text(s, 2, check);
    bool good = sql_do(s, error);
    *there = good && sqlite3_changes(memory->db) > 0;
    return good;
}

bool memory_is_accepted(cotexto_memory *memory, const struct memory_unit *unit, cotexto_text check,
                        bool *accepted, cotexto_error *error)
{
    sqlite3_stmt *s = memory_statement(memory, STATEMENT_FIND_EXCEPTION, error);
    *accepted = false;
    if (s == NULL)
        return false;
    sql_bind_number(s, 1, unit->id);
    sql_bind_text(s, 2, check);
    sql_bind_number(s, 3, (int64_t)unit->hash);
    int row = sql_step(s, error);
    *accepted = row == 1;
    sqlite3_reset(s);
    return row >= 0;
}
