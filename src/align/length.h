/* What the lengths of two stretches of text say about their being translations (after Gale and
 * Church 1993). */
#ifndef ALIGN_LENGTH_H
#define ALIGN_LENGTH_H

#include "align/words.h"

struct length_model {
    double ratio;      /* target code points for one of the source */
    double variance;   /* of the target length, for each code point */
    float *background; /* of each target sentence: log density of its length in this text */
};

/* Learned from the lengths of both sides; arrays in `arena`. */
bool length_model_make(const struct words *source, const struct words *target, struct arena *arena,
                       struct length_model *out, cotexto_error *error);

/* Learns ratio and variance anew from the beads of one to one: what only one side has does not bend
 * the ratio, and a free translation has other lengths than a strict one. */
void length_model_learn(struct length_model *model, const struct words *source,
                        const struct words *target, const struct bead *beads, size_t count);

/* log( P(target length | source length) / P(target lengths by chance) ): `by_chance` is the log of
 * the latter, (targets - 1) log(target length) included. Never under -12: a length alone does not
 * forbid. */
double length_score(const struct length_model *model, double source_length, double target_length,
                    double by_chance);

#endif
