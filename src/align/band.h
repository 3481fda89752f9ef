/* Which part of the plane of sentence pairs the search looks at: for each number of source
 * sentences a range of target sentences. Both ends never fall, neighbouring rows overlap, and the
 * corners are in it. */
#ifndef ALIGN_BAND_H
#define ALIGN_BAND_H

#include "align/table.h"

struct band {
    size_t *low, *high; /* row_count of each: targets low..high, both included */
    size_t row_count;   /* source sentences + 1 */
};

/* A band for the first pass: everything for small texts; else around a chain of anchors, which are
 * rare words that look alike (names, numbers). */
bool band_first(const struct words *source, const struct words *target, struct arena *arena,
                struct band *out, cotexto_error *error);
/* A band of `width` sentences on both sides of a path. */
bool band_around(const struct bead *beads, size_t count, size_t source_count, size_t target_count,
                 size_t width, struct arena *arena, struct band *out, cotexto_error *error);

#endif
