/* A set of hashes in fixed room: it may take a hash for one that it has, but never the other way
 * round (Bloom 1970, "Space/Time Trade-offs in Hash Coding with Allowable Errors"). */
#ifndef BASE_BLOOM_H
#define BASE_BLOOM_H

#include <stdbool.h>
#include <stdint.h>

/* Made by `struct bloom bloom = {0}`, ended by bloom_free(); 2 MB once something was added. Of a
 * million hashes that are not in it, it takes 4,400 for known ones when it has a million, and
 * 133,000 when it has four million. */
struct bloom {
    uint64_t *bits; /* NULL: none yet */
};

/* Adds a hash whose bits are all as good as random. Returns true when the set may have had it, or
 * has no memory. */
bool bloom_add(struct bloom *bloom, uint64_t hash);
void bloom_free(struct bloom *bloom);

#endif
