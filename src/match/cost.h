/* What it costs to put one token in the place of another (doc/matching.md, rule 2): shared by percent and script. */
#ifndef MATCH_COST_H
#define MATCH_COST_H

#include "text/tokens.h"

/* 0 for the same; across classes the price of a delete and an insert. Symmetric. */
uint32_t cost_of_change(const struct token *a, const struct token *b);

#endif
