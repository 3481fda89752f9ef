/* The match percent and what it is made of (doc/matching.md). Pure. */
#ifndef MATCH_PERCENT_H
#define MATCH_PERCENT_H

#include <stdbool.h>
#include <stdint.h>

#include "text/tokens.h"

/* Distance D of rule 3: the cheapest weighted edit script, in weights. Symmetric. false: out of
 * memory. */
bool match_distance(const struct tokens *a, const struct tokens *b, struct arena *scratch,
                    uint32_t *distance, cotexto_error *error);

/* Percent of two segments, 0..100: rules 1-5, without context and penalties. Symmetric. The texts
 * are the segments' own bytes, for the difference between 100 and 99 (tags as in text/unit.h, may
 * be empty). */
bool match_percent(const struct tokens *a, cotexto_text a_text, const struct tokens *b,
                   cotexto_text b_text, struct arena *scratch, int *percent, cotexto_error *error);

/* One step of the edit script from query to stored segment. A run of tokens with the same operation
 * is one step. */
enum edit_kind { EDIT_EQUAL, EDIT_CHANGE, EDIT_DELETE, EDIT_INSERT };
struct edit {
    enum edit_kind kind;
    size_t a_start, a_end; /* bytes in the query's text: what is equal, changed or deleted; empty
                              for an insert */
    size_t b_start, b_end; /* bytes in the stored text; empty for a delete */
};
/* The script of match_distance(). In `arena`. Runs are joined; white space between two tokens of a
 * run belongs to it. */
bool match_script(const struct tokens *a, const struct tokens *b, struct arena *arena,
                  struct edit **edits, size_t *count, cotexto_error *error);

#endif
