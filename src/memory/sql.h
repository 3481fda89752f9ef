/* SQLite as the memory room uses it: errors translated, statements prepared once, values bound and
 * read as texts. */
#ifndef MEMORY_SQL_H
#define MEMORY_SQL_H

#include <stdbool.h>
#include <stdint.h>
#include <sqlite3.h>

#include <cotexto/common.h>

#include "base/arena.h"

/* Turns SQLite's last failure on db into an error. Always false. */
bool sql_failed(sqlite3 *db, cotexto_error *error);
/* Sets the error of a row that names another which is not there. Always false. */
bool sql_torn(cotexto_error *error);

/* Runs a script of statements whose rows are of no interest. */
bool sql_run(sqlite3 *db, const char *script, cotexto_error *error);

/* The first column of the first row of a query; 0 when there is none. */
bool sql_number(sqlite3 *db, const char *query, int64_t *number, cotexto_error *error);

/* The one number that a bound statement gives, 0 for NULL or no row; resets it. */
bool sql_get_number(sqlite3_stmt *statement, int64_t *number, cotexto_error *error);

/* Binding, from parameter 1. Views must live until the statement is reset. Errors show up in
 * sql_step(). */
void sql_bind_text(sqlite3_stmt *statement, int parameter, cotexto_text text);
void sql_bind_number(sqlite3_stmt *statement, int parameter, int64_t number);

/* A column, from 0: the view lives until the next step. NULL is the empty text. */
cotexto_text sql_text(sqlite3_stmt *statement, int column);
/* The same for a column of bytes. */
cotexto_text sql_blob(sqlite3_stmt *statement, int column);
/* A text copied into an arena; false when out of memory. */
bool sql_copy(sqlite3_stmt *statement, int column, struct arena *arena, cotexto_text *out,
              cotexto_error *error);

/* One step: 1 a row, 0 done (the statement is reset), -1 failed (reset, error set). */
int sql_step(sqlite3_stmt *statement, cotexto_error *error);
/* Runs a statement that gives no row, and resets it. */
bool sql_do(sqlite3_stmt *statement, cotexto_error *error);

/* Gives the cached pages that nothing is using back to the system. */
void sql_give_back(sqlite3 *db);

#endif
