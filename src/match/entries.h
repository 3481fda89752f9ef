/* Entries: in which lists of the index a segment stands. Pure. */
#ifndef MATCH_ENTRIES_H
#define MATCH_ENTRIES_H

#include "match/block.h"
#include "match/keys.h"

/* The lowest percent that the index finds everything for: the commoner half of a segment's keys is
 * not needed for more. */
enum { INDEX_FLOOR = 50 };

/* The most that a segment with words (and numbers) of this weight weighs without standing in the
 * list of these words: marks are up to a quarter of it. No word of it is rarer than the rarest, so
 * that no more than marks stands before that one, and it is entered under it. */
static inline uint64_t unlisted_weight(uint32_t words)
{
    return (uint64_t)words * 4 / 3;
}

struct index_entry {
    int64_t list;           /* a rank, or of words_list() */
    struct posting posting; /* segment is left to the caller */
};

/* The entries of a segment with these known ranks. terms: room for count; entries: for count + 1.
 * Returns how many; none for a segment without tokens. */
size_t index_entries(const match_rank *ranks, size_t count, struct term *terms,
                     struct index_entry *entries);

#endif
