/* Where to look again: beads of low confidence come in runs, since one wrong bead pushes its
 * neighbours. A run is one thing to check. */
#ifndef ALIGN_STRETCH_H
#define ALIGN_STRETCH_H

#include "align/align.h"

/* Beads from up to to; the first and the last are doubtful. */
struct stretch {
    size_t from, to;
    size_t units;  /* of them with both sides */
    double lowest; /* confidence */
};

/* The runs of beads less sure than `bound`, runs with up to three surer beads between them taken as
 * one, and without those that have no bead with both sides. In order, in `arena`. Errors: out of
 * memory. */
bool stretches_find(const struct bead *beads, size_t count, double bound, struct arena *arena,
                    struct stretch **stretches, size_t *stretch_count, cotexto_error *error);

#endif
