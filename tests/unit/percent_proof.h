/* The match percent beside its slow second (slow_percent.h), and what always holds of it. */
#ifndef TESTS_UNIT_PERCENT_PROOF_H
#define TESTS_UNIT_PERCENT_PROOF_H

#include "base/arena.h"
#include "slow_percent.h"
#include "text/tokens.h"

/* Of one language. */
struct proof {
    struct tokenizer *tokenizer;
    struct slow *slow;
    struct arena arena;
    uint64_t pairs, differences;
};

/* lang: a tag; stemming as for slow_new(). false: out of memory. */
bool proof_open(struct proof *proof, const char *lang, const char *stemming);
void proof_close(struct proof *proof);

/* The percent of two texts (UTF-8 in any normal form) with their tags. Prints it to standard error
 * and counts a difference when the two implementations do not agree, when the percent is not
 * symmetric, not in 0..100, or 100 for other than identical texts with tokens. */
int proof_pair(struct proof *proof, cotexto_text a, const char *a_tags, cotexto_text b,
               const char *b_tags);

#endif
