/* Three bits of 2^24 for each hash. */
#include "base/bloom.h"

#include <stdlib.h>

enum { BITS = 24, PROBES = 3, STEP = 20, WORD = 64 };

bool bloom_add(struct bloom *bloom, uint64_t hash)
{
    bool known = true;
    if (bloom->bits == NULL)
        bloom->bits = calloc(((size_t)1 << BITS) / WORD, sizeof *bloom->bits);
    for (int i = 0; bloom->bits != NULL && i < PROBES; i++) {
        uint64_t place = hash >> i * STEP & ((UINT64_C(1) << BITS) - 1);
        uint64_t bit = UINT64_C(1) << place % WORD;
        known = known && (bloom->bits[place / WORD] & bit) != 0;
        bloom->bits[place / WORD] |= bit;
    }
    return known;
}

void bloom_free(struct bloom *bloom)
{
    free(bloom->bits);
    bloom->bits = NULL;
}
