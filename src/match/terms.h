/* Terms in a text, found by the stems of their words, as match keys are. */
#ifndef MATCH_TERMS_H
#define MATCH_TERMS_H

#include "text/tokens.h"

/* Terms of one language, each with a number of the caller's. */
struct term_index;
struct term_index *term_index_new(cotexto_error *error);
void term_index_free(struct term_index *index); /* NULL is allowed */

/* Adds a term, whose tokens must live as long as the index. *number: its number; when a term of the
 * same stems is there already, the number of that one. One without a word or number is passed
 * over, and *number is TERM_NONE. */
#define TERM_NONE UINT32_MAX
bool term_index_add(struct term_index *index, const struct tokens *term, uint32_t *number,
                    cotexto_error *error);

/* A term where it stands. */
struct term_place {
    uint32_t number;
    size_t first, count; /* tokens of the text */
};

/* The terms of a text in their order, in `arena`: at each place the longest, and none that stands
 * wholly within another; those that overlap are both there. */
bool term_index_find(const struct term_index *index, const struct tokens *text, struct arena *arena,
                     struct term_place **places, size_t *count, cotexto_error *error);

/* Whether a term stands in a text at a token, or anywhere. */
bool term_stands_at(const struct tokens *text, size_t at, const struct tokens *term);
bool term_stands_in(const struct tokens *text, const struct tokens *term);

#endif
