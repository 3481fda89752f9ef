/* The best way through the plane: dynamic programming over the band, and how sure each of its beads
 * is. */
#ifndef ALIGN_SEARCH_H
#define ALIGN_SEARCH_H

#include "align/score.h"

struct search_options {
    bool posterior;                                  /* fill it in the beads */
    bool (*report)(void *context, size_t rows_done); /* false: stop; may be NULL */
    void *context;
};

/* The beads of the best path, in order, in `arena`. */
bool search_path(const struct score_input *input, const struct search_options *options,
                 struct arena *arena, struct bead **beads, size_t *count, cotexto_error *error);

#endif
