/* Regular expressions over segments: ICU's, with limits, so that no pattern can stop the program.
 */
#ifndef DESK_PATTERN_H
#define DESK_PATTERN_H

#include <cotexto/common.h>

#include "base/arena.h"

struct pattern;

/* Case does not matter unless the pattern says (?-i). Errors, of kind COTEXTO_USAGE: "bad-pattern"
 * with the place, also for one that is too long. */
struct pattern *pattern_new(cotexto_text text, cotexto_error *error);
void pattern_free(struct pattern *pattern);

/* Every place of a text where the pattern matches at least one character; in `arena`. Error:
 * "slow-pattern" when it takes more than a moment or too much room. */
bool pattern_find(struct pattern *pattern, cotexto_text text, struct arena *arena,
                  cotexto_range **places, size_t *count, cotexto_error *error);

#endif
