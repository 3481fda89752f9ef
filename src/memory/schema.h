/* The schema of a memory file: its identity, its versions and the way from one to the next
 * (doc/schema.md). */
#ifndef MEMORY_SCHEMA_H
#define MEMORY_SCHEMA_H

#include <stdbool.h>
#include <sqlite3.h>

#include <cotexto/error.h>

/* "ctxo" in PRAGMA application_id: tells a memory from every other SQLite file. */
#define SCHEMA_APPLICATION_ID 0x6374786f

/* The version this library writes: PRAGMA user_version. */
int schema_latest(void);

/* The version of an open file into *version; 0 for a new, empty file. "not-a-memory" when it is
 * another program's file, "newer-memory" when a later cotexto made it. */
bool schema_check(sqlite3 *db, const char *path, int *version, cotexto_error *error);

/* Brings a file from `version` to the latest, in one transaction. */
bool schema_migrate(sqlite3 *db, int version, cotexto_error *error);

#endif
