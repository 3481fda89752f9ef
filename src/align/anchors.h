/* Anchors: rare words that look alike (names, numbers) and stand in the same order on both sides.
 */
#ifndef ALIGN_ANCHORS_H
#define ALIGN_ANCHORS_H

#include "align/table.h"

struct anchor {
    uint32_t source, target; /* sentences */
    double likeness;         /* of the two words, 0..1 */
    double best;             /* weight of the heaviest chain that ends here */
    uint32_t back;           /* the anchor before it in that chain + 1; 0: none */
};

/* The heaviest chain of anchors that grows on both sides, in `arena`. pairs: the words that look
 * alike; NULL: only equal ones count. O(n log n). Errors: out of memory. */
bool anchors_find(const struct words *source, const struct words *target,
                  const struct word_pairs *pairs, struct arena *arena, struct anchor **chain,
                  size_t *length, cotexto_error *error);

#endif
