/* Match keys: what two tokens must have in common to earn any credit in a percent, and what the
 * index keeps of a segment (doc/matching.md, "The index"). Pure.
 *
 * The key of a word is its stem, of a mark its fold; all numbers of a language have one key, all
 * inline tags another. Whatever rule 2 gives for two tokens, it gives for equal keys less a cost,
 * so that the weight of the keys that two segments share bounds their percent from above.
 *
 * A key that a memory has met has a rank: a number that grows from the commonest to the rarest
 * key, with the class of its tokens in the two lowest bits. Weights are counted in halves here
 * (all are even): words and numbers 4, marks and tags 1. */
#ifndef MATCH_KEYS_H
#define MATCH_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/string.h"
#include "text/tokens.h"

typedef uint32_t match_rank;

/* The rank of the n-th key, from 1, of tokens of a class; number 0: the memory never met it. */
static inline match_rank rank_of(uint32_t number, enum token_class class)
{
    return number << 2 | (uint32_t) class;
}
enum { RANK_KEYS = (1 << 30) - 1 }; /* the largest number */

static inline bool rank_known(match_rank rank)
{
    return rank > 3;
}

static inline uint32_t rank_number(match_rank rank)
{
    return rank >> 2;
}

static inline enum token_class rank_class(match_rank rank)
{
    return (enum token_class)(rank & 3);
}

/* Whether it is of words or of numbers. */
static inline bool rank_is_word(match_rank rank)
{
    return rank_class(rank) <= TOKEN_NUMBER;
}

/* Half of token_weight(), here so that loops over ranks are quick. */
static inline uint32_t rank_weight(match_rank rank)
{
    return rank_is_word(rank) ? 4 : 1;
}

/* The hash of a token's key in a language ("es", without region). Stored in memory files: it must
 * never change. Two keys with one hash count as one: that only loosens the bounds. */
uint64_t key_hash(const struct token *token, uint64_t language);
/* The hash of a language for key_hash(). */
uint64_t key_language(const char *lang);

/* A distinct key of a segment. */
struct term {
    match_rank rank;
    uint32_t weight; /* of all its occurrences, in halves */
    uint32_t before; /* weight of the rarer keys of the segment, in halves */
    uint32_t count;  /* occurrences */
};

/* The distinct known keys of ranks[0..count), the rarest first. Unknown ones count as rarer than
 * all others. terms: room for count. Returns how many. */
size_t terms_of(const match_rank *ranks, size_t count, struct term *terms);

/* The sum of the ranks' weights in halves: at most half of what struct tokens has as weight. */
uint32_t ranks_weight(const match_rank *ranks, size_t count);
/* The same of the words and numbers among them. */
uint32_t words_weight(const match_rank *ranks, size_t count);

/* A set of the known words and numbers: each sets one of 63 bits; the 64th is always set, so that 0
 * can stand for a signature that is not known. */
uint64_t ranks_signature(const match_rank *ranks, size_t count);

/* The number of the list of segments that have the same words and numbers in the same order, as
 * far as keys tell (rule 5 raises their percent whatever else they have). Others may stand in it.
 * Negative, so that no rank is the same; 0: there is neither word nor number, or an unknown one. */
int64_t words_list(const match_rank *ranks, size_t count);

/* true when both have the same words and numbers in the same order, and at least one, as far as
 * keys tell. */
bool same_words(const match_rank *a, size_t a_count, const match_rank *b, size_t b_count);

/* The ranks as bytes, and back. Reading gives false for bytes that are no such list, and leaves at
 * most `room` ranks. */
void ranks_write(const match_rank *ranks, size_t count, struct string *out);
bool ranks_read(cotexto_text bytes, match_rank *ranks, size_t room, size_t *count);

#endif
