/* What it costs to put one token in the place of another (doc/matching.md, rule 2): shared by
 * percent and script. */
#ifndef MATCH_COST_H
#define MATCH_COST_H

#include <stdbool.h>

#include "text/tokens.h"

/* 0 for the same; across classes the price of a delete and an insert. Symmetric. */
uint32_t cost_of_change(const struct token *a, const struct token *b);

/* Puts into row[k] what it costs to make b's first k tokens of all of a; backwards: its last k.
 * row: room for b_count + 1. */
void cost_row(const struct token *a, size_t a_count, const struct token *b, size_t b_count,
              bool backwards, uint32_t *row);

#endif
