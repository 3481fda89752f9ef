/* How often beads like this one are right. The posterior alone says too much: the aligner's pieces
 * of evidence hang together, and where many beads are not one to one, even people part the texts
 * differently. So both are calibrated on hand-aligned texts (doc/alignment.md). */
#ifndef ALIGN_CONFIDENCE_H
#define ALIGN_CONFIDENCE_H

#include "align/align.h"

enum { CONFIDENCE_FEATURES = 3 };

/* What is known of each bead, from its posterior and the shapes of the 15 beads on either side:
 * 1, -log(1 - posterior + .0002), log(share of them that are not one to one + .02).
 * `features` has room for count times CONFIDENCE_FEATURES numbers. */
void confidence_features(const struct bead *beads, size_t count, double *features);

/* The logistic function of the weighted features, and never more than the posterior. */
double confidence_of(const double *weights, const double *features);

/* Fills the beads' confidence. Errors: out of memory. */
bool confidence_fill(struct bead *beads, size_t count, cotexto_error *error);

#endif
