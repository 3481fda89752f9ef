/* The word table: how well each word of one side predicts each word of the other, learned from
 * three kinds of evidence: likeness, a lexicon, and the beads of an earlier pass (IBM model 1,
 * Brown et al. 1993), the last with a discount, so that a pair seen once does not confirm the guess
 * it came from. */
#ifndef ALIGN_TABLE_H
#define ALIGN_TABLE_H

#include "align/words.h"

/* What is known of two words, the source one being told by the place in the list. */
struct word_pair {
    uint32_t target;         /* type */
    float likeness, known;   /* 0..1; sightings by the lexicon */
    float forward, backward; /* while learning, the probability of target given source, and the
                                reverse; then both are the expected sightings in the beads */
};

/* Pairs by source type: those of type s are starts[s] up to starts[s + 1], in no order. */
struct word_pairs {
    struct word_pair *items;
    size_t *starts;
};

/* One pair: how much more often the target word is expected beside the source word than in the
 * whole text, t(t|s) / u(t), and the same in the other direction. */
struct prediction {
    uint32_t target;
    float forward, backward;
};

struct word_table {
    const struct words *source, *target;
    struct prediction *predictions;    /* source type after source type */
    size_t *starts;                    /* of each source type in predictions; one more than types */
    bool *source_known, *target_known; /* of each type: something predicts it */
    float *source_free, *target_free;  /* of each type: the share of its predictions that is left to
                                          chance, 0..1 */
    struct word_pairs lasting;         /* from likeness and lexicon */
    struct word_pairs learned;         /* those, and what beads taught; empty before */
};

/* A table from likeness and lexicon (may be NULL) alone. Skeletons must be filled. Ended by
 * word_table_free(). */
bool word_table_make(const struct words *source, const struct words *target,
                     const struct lexicon *lexicon, struct word_table *out, cotexto_error *error);
/* Adds what the beads teach, in the place of what earlier beads taught. */
bool word_table_learn(struct word_table *table, const struct bead *beads, size_t count,
                      cotexto_error *error);
/* Calls `each` for what was learned beyond chance: pairs of types and how often they were seen
 * together, until it returns false. false: it did. */
bool word_table_each_learned(const struct word_table *table,
                             bool (*each)(void *context, uint32_t source, uint32_t target,
                                          double count),
                             void *context);
void word_table_free(struct word_table *table);

#endif
