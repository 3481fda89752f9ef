/* The glossary in the memory: entries, each a concept with its terms in all languages. Entries are
 * journalled as objects "term". */
#ifndef MEMORY_TERM_H
#define MEMORY_TERM_H

#include <cotexto/terms.h>

#include "memory/store.h"

/* A hash of an entry's languages and terms, whatever their order, by which equal ones find each
 * other. */
uint64_t entry_hash(const cotexto_glossary_entry *entry);

/* Adds an entry (id 0: it is set), or puts it in the place of the stored one of its number. */
bool memory_put_entry(cotexto_memory *memory, cotexto_glossary_entry *entry, cotexto_error *error);
/* Takes an entry out; the journal keeps it whole. */
bool memory_delete_entry(cotexto_memory *memory, int64_t id, cotexto_error *error);

/* An entry by number, in `arena`. *found: there is one. */
bool memory_get_entry(cotexto_memory *memory, int64_t id, struct arena *arena,
                      cotexto_glossary_entry *out, bool *found, cotexto_error *error);
/* Calls `each` for all entries by number, until it returns false. */
bool memory_each_entry(cotexto_memory *memory,
                       bool (*each)(void *context, const cotexto_glossary_entry *entry),
                       void *context, cotexto_error *error);
/* The oldest entry of that name, or with that hash; 0: there is none. */
bool memory_entry_by_name(cotexto_memory *memory, cotexto_text name, int64_t *id,
                          cotexto_error *error);
bool memory_entry_by_hash(cotexto_memory *memory, uint64_t hash, int64_t *id, cotexto_error *error);
/* How many entries there are. */
bool memory_entry_count(cotexto_memory *memory, uint64_t *count, cotexto_error *error);

#endif
