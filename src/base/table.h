/* A hash table from text to a small number: open addressing, keys copied into an arena. */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct table_entry {
    cotexto_text key;
    uint64_t hash;
    uint32_t value;
};

struct table {
    struct table_entry *entries; /* a power of two of them; a free one has key.bytes NULL */
    size_t size, count;
    struct arena *arena; /* borrowed: owns the keys */
};

#define TABLE_NONE UINT32_MAX

/* A table is made by `struct table t = {.arena = &arena};` and ended by table_free(). */

/* The value of key, or TABLE_NONE. */
uint32_t table_find(const struct table *table, cotexto_text key);
/* The value of key; when it is new it gets `value` first. TABLE_NONE when out of memory. */
uint32_t table_put(struct table *table, cotexto_text key, uint32_t value);
void table_free(struct table *table);

#endif
