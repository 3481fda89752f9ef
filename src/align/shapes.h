/* The shapes of beads and how often they are expected: first as in hand-aligned texts, then as in
 * the beads of the pass before, for one text is full of joined sentences where another has none. */
#ifndef ALIGN_SHAPES_H
#define ALIGN_SHAPES_H

#include "align/align.h"

struct shape {
    int source, target; /* sentences, 1 and more: a run of unmatched ones is no shape */
};

enum { SHAPE_COUNT = 15, SHAPE_SIDE = 5 };
extern const struct shape align_shapes[SHAPE_COUNT];

struct shape_priors {
    double beads[SHAPE_COUNT]; /* log of each shape's share */
    double run_open;           /* what opening a run of unmatched sentences scores */
};

/* From the beads of an aligned text; from none as in hand-aligned texts. */
struct shape_priors shape_priors_learn(const struct bead *beads, size_t count);

#endif
