/* SQLite helpers. */
#include "memory/sql.h"

#include <limits.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/error.h"
#include "base/message.h"

static bool busy(cotexto_error *error)
{
    error_set(error, COTEXTO_BUSY, "busy", "%s",
              _("the memory is busy: another program is writing to it"));
    return error_hint(error, "%s",
                      _("wait until it has finished and try again; nothing was changed"));
}

static bool damaged(sqlite3 *db, cotexto_error *error)
{
    error_set(error, COTEXTO_DATA, "damaged-memory", _("the memory is damaged or is not one (%s)"),
              sqlite3_errmsg(db));
    return error_hint(error, "%s", _("cotexto doctor says more; restore a backup if there is one"));
}

bool sql_torn(cotexto_error *error)
{
    error_set(error, COTEXTO_DATA, "damaged-memory", "%s",
              _("the memory is damaged: a part of a unit is missing"));
    return error_hint(error, "%s", _("cotexto doctor says more; restore a backup if there is one"));
}

static bool read_only(cotexto_error *error)
{
    error_set(error, COTEXTO_IO, "read-only", "%s", _("the memory is read-only"));
    return error_hint(
        error, "%s",
        _("give yourself the right to write to the file and its folder, or name another with -m"));
}

bool sql_failed(sqlite3 *db, cotexto_error *error)
{
    switch (sqlite3_errcode(db)) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return busy(error);
    case SQLITE_READONLY:
    case SQLITE_PERM: return read_only(error);
    case SQLITE_ERROR:      /* a table or column is missing: our own statements are right */
    case SQLITE_CONSTRAINT: /* rows are there that can't be */
    case SQLITE_MISMATCH:
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT: return damaged(db, error);
    case SQLITE_NOMEM: return error_no_memory(error);
    case SQLITE_FULL:
        error_set(error, COTEXTO_IO, "disk-full", "%s", _("the disk is full"));
        return error_hint(error, "%s", _("free some space and try again; the memory is unchanged"));
    default:
        return error_set(error, COTEXTO_IO, "memory-input-output",
                         _("the memory can't be used: %s"), sqlite3_errmsg(db));
    }
}

bool sql_run(sqlite3 *db, const char *script, cotexto_error *error)
{
    return sqlite3_exec(db, script, NULL, NULL, NULL) == SQLITE_OK || sql_failed(db, error);
}

bool sql_number(sqlite3 *db, const char *query, int64_t *number, cotexto_error *error)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, query, -1, &statement, NULL) != SQLITE_OK)
        return sql_failed(db, error);
    int row = sql_step(statement, error);
    *number = row == 1 ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return row >= 0;
}

void sql_bind_text(sqlite3_stmt *statement, int parameter, cotexto_text text)
{
    const char *bytes = text.bytes == NULL ? "" : text.bytes;
    sqlite3_bind_text64(statement, parameter, bytes, text.length, SQLITE_STATIC, SQLITE_UTF8);
}

void sql_bind_number(sqlite3_stmt *statement, int parameter, int64_t number)
{
    sqlite3_bind_int64(statement, parameter, number);
}

cotexto_text sql_text(sqlite3_stmt *statement, int column)
{
    const char *bytes = (const char *)sqlite3_column_text(statement, column);
    int length = sqlite3_column_bytes(statement, column);
    return (cotexto_text){bytes, bytes == NULL ? 0 : (size_t)length};
}

cotexto_text sql_blob(sqlite3_stmt *statement, int column)
{
    const char *bytes = sqlite3_column_blob(statement, column);
    return (cotexto_text){bytes,
                          bytes == NULL ? 0 : (size_t)sqlite3_column_bytes(statement, column)};
}

bool sql_copy(sqlite3_stmt *statement, int column, struct arena *arena, cotexto_text *out,
              cotexto_error *error)
{
    *out = arena_text(arena, sql_text(statement, column));
    return out->bytes != NULL || error_no_memory(error);
}

int sql_step(sqlite3_stmt *statement, cotexto_error *error)
{
    int result = sqlite3_step(statement);
    if (result == SQLITE_ROW)
        return 1;
    if (result != SQLITE_DONE)
        sql_failed(sqlite3_db_handle(statement), error);
    sqlite3_reset(statement);
    return result == SQLITE_DONE ? 0 : -1;
}

bool sql_do(sqlite3_stmt *statement, cotexto_error *error)
{
    int row = sql_step(statement, error);
    sqlite3_reset(statement);
    return row >= 0;
}

bool sql_get_number(sqlite3_stmt *statement, int64_t *number, cotexto_error *error)
{
    int row = sql_step(statement, error);
    *number = row == 1 ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return row >= 0;
}

void sql_give_back(sqlite3 *db)
{
    sqlite3_db_release_memory(db);
#ifdef __GLIBC__ /* which keeps what is freed in small pieces */
    malloc_trim(0);
#endif
}
