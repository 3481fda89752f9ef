/* The hashes by which units and texts are found again, for the files of this room only: one table
 * (doc/schema.md) instead of two indexes, so that a transaction can gather its hashes and write
 * them in order. Hashes come in no order: each would touch another page. */
#ifndef MEMORY_HASHES_H
#define MEMORY_HASHES_H

#include "base/sort.h"
#include "memory/store.h"

struct memory_hashes {
    struct wide *pending; /* high: hash, low: row; of the running transaction */
    size_t count, room;
    uint64_t *known; /* those hashes, hashed; 0: a free place */
    size_t known_size;
};

/* Enters the hash of a segment's text (row: its number) or of a unit (row: its number below 0). */
bool memory_hashes_put(cotexto_memory *memory, uint64_t hash, int64_t row, cotexto_error *error);
/* Before the table is asked for a hash: what is pending is written if it has that one. */
bool memory_hashes_settle(cotexto_memory *memory, uint64_t hash, cotexto_error *error);
/* Takes out the hashes of a unit and of its segments, which are still there. */
bool memory_hashes_delete(cotexto_memory *memory, int64_t unit, cotexto_error *error);
/* Writes what the transaction gathered; before its commit. */
bool memory_hashes_flush(cotexto_memory *memory, cotexto_error *error);
/* After a rollback: what was gathered is void. */
void memory_hashes_forget(struct memory_hashes *hashes);
void memory_hashes_free(struct memory_hashes *hashes);

#endif
