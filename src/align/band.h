/* Which part of the plane of sentence pairs the search looks at: for each number of source
 * sentences a range of target sentences. Both ends never fall, neighbouring rows overlap, and the
 * corners are in it. */
#ifndef ALIGN_BAND_H
#define ALIGN_BAND_H

#include "align/table.h"

/* No pin in this row. */
#define BAND_OPEN SIZE_MAX

struct band {
    size_t *low, *high; /* row_count of each: targets low..high, both included */
    size_t row_count;   /* source sentences + 1 */
    /* Of each row, or NULL without pins: the column of its pin, BAND_OPEN without one; and the last
     * row with a pin before it, 0 without one. */
    size_t *pinned, *pin_before;
};

/* A band for the first pass: everything for small texts; else around a chain of anchors, which are
 * rare words that look alike (names, numbers). */
bool band_first(const struct word_table *table, struct arena *arena, struct band *out,
                cotexto_error *error);
/* Sentences on both sides of a path: where it is sure, and as many beads around one with an empty
 * side, where it may have gone astray. */
struct band_width {
    size_t sure, doubtful;
};
bool band_around(const struct bead *beads, size_t count, size_t source_count, size_t target_count,
                 struct band_width width, struct arena *arena, struct band *out,
                 cotexto_error *error);

/* Narrows the band to the ways through the pins, which grow on both sides; band_leads says which
 * steps they leave. */
bool band_pin(struct band *band, const struct align_pin *pins, size_t count, struct arena *arena,
              cotexto_error *error);

/* May a step lead from a cell of an earlier row to one of this row? Only if it leaps no pin. */
bool band_leads(const struct band *band, size_t from_row, size_t from_column, size_t row,
                size_t column);

#endif
