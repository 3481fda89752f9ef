/* Pieces of segments: a segment cut in two, two put together, with their inline tags. */
#ifndef DESK_PIECE_H
#define DESK_PIECE_H

#include "text/unit.h"

/* Whether a text may be cut before byte `at`: between two characters as readers see them, so not
 * within a sequence of UTF-8, nor before what combines. */
bool piece_may_cut(cotexto_text text, size_t at);

/* Cuts a variant before byte `at`, into texts without white space at the ends; tags go with their
 * text. *torn: an inline element begins in one half and ends in the other; then nothing is given.
 * The halves are in `arena`; the variant's properties stay with the first. */
bool piece_cut(const struct variant *variant, size_t at, struct arena *arena, struct variant *first,
               struct variant *second, bool *torn, cotexto_error *error);

/* Puts `second` behind `first`, with a blank between unless a script there writes none. The
 * language is that of `first`; properties are those of both. In `arena`. */
bool piece_join(const struct variant *first, const struct variant *second, struct arena *arena,
                struct variant *out, cotexto_error *error);

/* The properties of two, those that both have once, in `arena`. */
bool piece_join_properties(const struct property *a, size_t a_count, const struct property *b,
                           size_t b_count, struct arena *arena, const struct property **out,
                           size_t *count, cotexto_error *error);

#endif
