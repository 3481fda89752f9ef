/* Stretches of two texts, each taken as one sentence, and how well any of one side suits any of the
 * other: what the aligner asks of beads, without their order. */
#ifndef ALIGN_PAIRS_H
#define ALIGN_PAIRS_H

#include "align/numerals.h"
#include "align/length.h"
#include "align/table.h"

struct pairs {
    struct align_sentence *texts[2]; /* of the source, of the target */
    size_t counts[2];
    struct numerals numerals[2]; /* of the two languages */
    struct words words[2];
    struct word_table table;
    struct length_model length;
    struct arena arena;
};

/* Numbers from up to to. */
struct range {
    size_t from, to;
};

/* Beads with both sides and at least this confidence; of more than `most`, so many evenly spread.
 * Gives how many. */
size_t pairs_choose(const struct bead *beads, size_t count, double confidence, size_t most,
                    const struct bead **chosen);

/* Starts empty, for stretches of two texts, with room for so many of each. Ended by pairs_free(),
 * also on failure. */
bool pairs_open(struct pairs *pairs, const struct align_side *source, size_t source_room,
                const struct align_side *target, size_t target_room, cotexto_error *error);
void pairs_free(struct pairs *pairs);
/* Adds `count` sentences from `from` on as the next stretch of side 0 (source) or 1 (target). */
bool pairs_add(struct pairs *pairs, int side, const struct align_side *text, size_t from,
               size_t count, cotexto_error *error);
/* After all were added: likeness, dictionary (may be NULL) and lengths. */
bool pairs_prepare(struct pairs *pairs, const struct lexicon *lexicon, cotexto_error *error);
/* Those of the same number in this range are translations: learns words from them alone, and the
 * ratio of lengths. */
bool pairs_learn(struct pairs *pairs, struct range known, cotexto_error *error);

/* What speaks for a source and a target being translations: logs of how much likelier they are so
 * than by chance. */
struct suit {
    double words, length;
};

/* Every source of `sources` against every target of `targets`, source after source, in `arena`;
 * NULL when out of memory. */
struct suit *pairs_suit(const struct pairs *pairs, struct range sources, struct range targets,
                        struct arena *arena, cotexto_error *error);

#endif
