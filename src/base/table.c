/* Hash table: linear probing, at most two thirds full. */
#include "base/table.h"

#include <stdlib.h>

#include "base/text.h"

static struct table_entry *slot(struct table_entry *entries, size_t size, cotexto_text key,
                                uint64_t hash)
{
    size_t i = (size_t)hash & (size - 1);
    while (entries[i].key.bytes != NULL &&
           !(entries[i].hash == hash && text_equal(entries[i].key, key)))
        i = (i + 1) & (size - 1);
    return &entries[i];
}

uint32_t table_find(const struct table *table, cotexto_text key)
{
    if (table->size == 0)
        return TABLE_NONE;
    const struct table_entry *entry = slot(table->entries, table->size, key, hash_text(key));
    return entry->key.bytes == NULL ? TABLE_NONE : entry->value;
}

static bool grow(struct table *table)
{
    size_t size = table->size == 0 ? 64 : table->size * 2;
    struct table_entry *entries = calloc(size, sizeof *entries);
    if (entries == NULL)
        return false;
    for (size_t i = 0; i < table->size; i++) {
        struct table_entry *old = &table->entries[i];
        if (old->key.bytes != NULL)
            *slot(entries, size, old->key, old->hash) = *old;
    }
    free(table->entries);
    table->entries = entries;
    table->size = size;
    return true;
}

uint32_t table_put(struct table *table, cotexto_text key, uint32_t value)
{
    if (table->count >= table->size / 3 * 2 && !grow(table))
        return TABLE_NONE;
    uint64_t hash = hash_text(key);
    struct table_entry *entry = slot(table->entries, table->size, key, hash);
    if (entry->key.bytes != NULL)
        return entry->value;
    cotexto_text copy = arena_text(table->arena, key);
    if (copy.bytes == NULL)
        return TABLE_NONE;
    *entry = (struct table_entry){copy, hash, value};
    table->count++;
    return value;
}

void table_free(struct table *table)
{
    free(table->entries);
    table->entries = NULL;
    table->size = table->count = 0;
}
