/* Regular expressions over segments: ICU's, with limits, so that no pattern can stop the program.
 */
#ifndef DESK_PATTERN_H
#define DESK_PATTERN_H

#include <cotexto/common.h>

#include "base/arena.h"

struct pattern;

/* How a text is a pattern. */
enum {
    PATTERN_LITERAL = 1, /* it is no expression: it stands for itself */
    PATTERN_CASE = 2,    /* case matters; else only where the pattern says (?-i) */
    PATTERN_WORDS = 4,   /* no letter or digit stands just before or behind */
};

/* how: PATTERN_... added up. Errors, of kind COTEXTO_USAGE: "bad-pattern" with the place, also for
 * one that is too long. */
struct pattern *pattern_new(cotexto_text text, unsigned how, cotexto_error *error);
void pattern_free(struct pattern *pattern);

/* Every place of a text where the pattern matches at least one character; in `arena`. Error:
 * "slow-pattern" when it takes more than a moment or too much room. */
bool pattern_find(struct pattern *pattern, cotexto_text text, struct arena *arena,
                  cotexto_range **places, size_t *count, cotexto_error *error);

/* The text with each match replaced, NFC, in `arena`; *count: of them. with: $1, $2 and so on stand
 * for groups, unless the pattern is literal. Errors: "bad-replacement" (USAGE), "slow-pattern". */
bool pattern_replace(struct pattern *pattern, cotexto_text text, cotexto_text with,
                     struct arena *arena, cotexto_text *out, size_t *count, cotexto_error *error);

#endif
