/* Two lists of sentences to beads with confidence: which sentences translate which
 * (doc/alignment.md). Pure. */
#ifndef ALIGN_ALIGN_H
#define ALIGN_ALIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cotexto/common.h>

#include "base/arena.h"

struct align_sentence {
    cotexto_text text;  /* NFC */
    uint32_t paragraph; /* grows along the document; 0 on all: paragraphs are not known */
};

struct align_side {
    const struct align_sentence *sentences;
    size_t count;
    const char *lang; /* canonical BCP 47 */
};

/* A bead: `source_count` sentences from `source` on stand for `target_count` from `target` on; a
 * count may be 0. */
struct bead {
    size_t source, source_count, target, target_count;
    double posterior;  /* 0..1: the share of all paths through the plane that have this bead */
    double confidence; /* 0..1: how often beads like this one are right, to four decimals */
};

/* A bead that pairs something: not a sentence that stands alone. */
static inline bool bead_has_both(const struct bead *bead)
{
    return bead->source_count > 0 && bead->target_count > 0;
}

/* Word translations known before: from a dictionary, or learned from a memory. */
struct lexicon;
struct lexicon *lexicon_new(cotexto_error *error);
void lexicon_free(struct lexicon *lexicon);
/* count: how often the two words were seen together; 2 for a dictionary entry. Words are folded
 * here. */
bool lexicon_add(struct lexicon *lexicon, cotexto_text source, cotexto_text target, double count,
                 cotexto_error *error);

/* Learns words from pairs known to be translations, the sentences of the same number on both sides,
 * and calls `each` for those that were seen together more than once, until it returns false:
 * folded, with how often. The words live during the call. */
bool align_learn_words(const struct align_side *source, const struct align_side *target,
                       bool (*each)(void *context, cotexto_text source, cotexto_text target,
                                    double count),
                       void *context, cotexto_error *error);

/* Calls `each` for the distinct words of a side, folded as in a lexicon, until it returns false. */
bool align_each_word(const struct align_side *side, bool (*each)(void *context, cotexto_text word),
                     void *context, cotexto_error *error);

/* A corner that the path goes through: sentences source and target, from 0, begin together. */
struct align_pin {
    size_t source, target;
};

struct align_options {
    const struct lexicon *lexicon; /* NULL: none */
    const struct align_pin *pins;  /* in any order; those that cross an earlier one are left out */
    size_t pin_count;
    cotexto_progress progress; /* COTEXTO_WORK_SENTENCES */
};

/* The beads, in order; every sentence of both sides is in exactly one. The array is in `arena`.
 * Errors: out of memory, cancelled. */
bool align_texts(const struct align_side *source, const struct align_side *target,
                 const struct align_options *options, struct arena *arena, struct bead **beads,
                 size_t *count, cotexto_error *error);

#endif
