/* Word links: which words of a translation stand for which words of its source (doc/matching.md,
 * "Which words translate which"). Pure: what is known of words comes through a function. */
#ifndef ALIGN_LINKS_H
#define ALIGN_LINKS_H

#include "align/words.h"

/* Calls `each` for the translations of a word (folded as in a lexicon) with how often the two were
 * seen together, until it returns false. of_target: the word is of the target's language. */
typedef bool link_lexicon(void *context, bool of_target, cotexto_text word,
                          bool (*each)(void *context, cotexto_text translation, double count),
                          void *each_context, cotexto_error *error);

/* Links texts of two languages and remembers what it was told of their words: the more texts, the
 * less it asks. Belongs to one thread. */
struct linker;
/* units: how many the lexicon was learned from; 0: there is none, and `lexicon` is not called. */
struct linker *linker_new(link_lexicon *lexicon, void *context, double units, cotexto_error *error);
void linker_free(struct linker *linker);

struct link_word {
    size_t start, end; /* bytes of its text */
    uint32_t number;   /* of the word in the linker */
    float weight;      /* 0..1: how little it is like "the" and "of" */
    bool joined;       /* only blanks or a hyphen between it and the word before */
    bool known;        /* the lexicon has it */
};

struct link {
    uint32_t source, target; /* words of the two texts */
    float strength;          /* 0..1 */
};

/* Words below this weight are light. */
#define LINK_LIGHT .4F
/* Strength of the link of two words that are left over between other links. */
#define LINK_BY_EXCLUSION .3F

/* The links of two texts, by target word, then source word. A word may have several, or none. */
struct links {
    struct link_word *words[2]; /* of source and target: letters and numbers */
    size_t word_counts[2];
    struct link *items;
    size_t count;
    const float *association; /* 0..1, of each source word with each target word; NULL: no links */
};

/* Everything in *out is in `arena`. Texts so long that the pairs of their words are millions get no
 * links. */
bool linker_run(struct linker *linker, cotexto_text source, cotexto_text target,
                struct arena *arena, struct links *out, cotexto_error *error);

/* The part of the target that translates the words of a part of the source, as one range: the
 * words linked to them, and short gaps; and words beside them that nothing else explains, when
 * words of the part are left. Empty when too little of the part is linked to say it. */
cotexto_range links_span(const struct links *links, cotexto_range source);

/* The words of the target linked to those of some parts of the source, which come in the order of
 * the text; neighbours are one range. Gives how many ranges there are; *out is in `arena`. */
bool links_words(const struct links *links, const cotexto_range *parts, size_t part_count,
                 struct arena *arena, cotexto_range **out, size_t *count, cotexto_error *error);

#endif
