/* Do two texts look like translations of each other? Asked of their alignment, since an aligner
 * gives beads for any two texts. */
#ifndef ALIGN_FIT_H
#define ALIGN_FIT_H

#include "align/align.h"

/* What speaks for it (doc/alignment.md, "Do the texts fit?"). */
struct fit {
    size_t sentences; /* of the shorter side, empty ones not counted */
    double covered;   /* 0..1: share of the better covered side that is in beads with both sides */
    double wins;      /* 0..1: how often two beads' words suit each other better than with their
                         targets exchanged; .5 by chance */
    double gain; /* what the beads say for each sentence of the shorter side, as a log: how much
                    likelier they are as translations than by chance */
    double sure; /* 0..1: how sure it is, of these three, that the texts are translations */
};

/* Sentences that the shorter text of two languages must have before the measure tells translations
 * from other texts (bench/fit): 15, and 50 of two scripts, whose words tell little at first. */
size_t fit_enough(const char *source, const char *target);

/* Measures the beads of an alignment of these two texts. What each bead shows is learned from
 * others, so that none speaks for itself. Looks at no more than a hundred beads, however long the
 * texts are. lexicon: as the alignment had it; NULL: none. Errors: out of memory. */
bool fit_measure(const struct align_side *source, const struct align_side *target,
                 const struct bead *beads, size_t count, const struct lexicon *lexicon,
                 struct fit *out, cotexto_error *error);

#endif
