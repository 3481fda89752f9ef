/* Adaptation: a stored translation with the query's numbers, dates and other placeables in it
 * (doc/matching.md, "Adapted translations"). Pure. */
#ifndef MATCH_ADAPT_H
#define MATCH_ADAPT_H

#include "match/placeable.h"

/* Where query and stored source differ in nothing but placeables, and each that differs has its
 * certain place in the target, the target with the query's in those places, each written as the
 * target writes; else the empty text. *adapted is in `arena`. */
bool adapt(const struct match_text *query, const struct match_text *source,
           const struct match_text *target, struct arena *arena, cotexto_text *adapted,
           cotexto_error *error);

#endif
