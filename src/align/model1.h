/* What beads teach about words: the expected counts of IBM model 1 (Brown et al. 1993), in both
 * directions. */
#ifndef ALIGN_MODEL1_H
#define ALIGN_MODEL1_H

#include "align/table.h"

/* The lasting pairs, and those that stand in two beads and more, with how often the beads are
 * expected to have the two words as translations of each other. Beads with an empty side and very
 * long ones teach nothing. Time grows with the pairs of words in all beads, memory with those that
 * are kept. *out is freed by its owner, also when it fails. */
bool model1_learn(const struct word_pairs *lasting, const struct words *source,
                  const struct words *target, const struct bead *beads, size_t count,
                  struct word_pairs *out, cotexto_error *error);

#endif
