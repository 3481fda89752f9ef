/* Adaptation: a stored translation with the query's numbers in it. */
#ifndef DESK_ADAPT_H
#define DESK_ADAPT_H

#include "text/tokens.h"
#include "text/unit.h"

/* Where query and stored source have the same tokens but for the values of numbers, and each
 * changed number of the source stands exactly once in the target, the target with the query's
 * numbers in their places; else the empty text. */
bool adapt_numbers(const struct tokens *query, const struct tokens *source,
                   const struct variant *target, struct tokenizer *target_tokenizer,
                   struct arena *arena, cotexto_text *adapted, cotexto_error *error);

#endif
