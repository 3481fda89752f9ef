/* The words of two languages as word links know them: numbered, with the translations that the
 * lexicon has, asked for once. */
#ifndef ALIGN_VOCABULARY_H
#define ALIGN_VOCABULARY_H

#include "align/cognate.h"
#include "align/links.h"

/* A translation. */
struct sense {
    uint32_t word; /* of the other side */
    float count;   /* sightings together */
};

struct known_word {
    struct word_type type; /* its skeleton without the e that Spanish writes before s */
    uint64_t hash;         /* of the fold */
    char start[3];         /* of the skeleton; words that look alike have the same */
    bool spelled, asked;
    const struct sense *senses;
    size_t sense_count;
    double total; /* sightings with all translations */
};

struct vocabulary {
    struct table table; /* fold to number */
    struct known_word *words;
    size_t count, room;
};

struct vocabularies {
    link_lexicon *lexicon;
    void *context;
    double units; /* that the lexicon was learned from; 0: there is none */
    struct arena arena;
    struct speller speller;
    struct vocabulary sides[2]; /* of source and target */
};

void vocabularies_start(struct vocabularies *both, link_lexicon *lexicon, void *context,
                        double units);
void vocabularies_free(struct vocabularies *both);

/* The number of a word, new or not; TABLE_NONE: out of memory. Words move when one is new. */
uint32_t vocabularies_number(struct vocabularies *both, int side, cotexto_text fold,
                             enum word_kind kind);
/* Has what is known of a word ready. */
bool vocabularies_learn(struct vocabularies *both, int side, uint32_t number, cotexto_error *error);

#endif
