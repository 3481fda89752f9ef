/* Words that look alike in two languages. */
#ifndef ALIGN_COGNATE_H
#define ALIGN_COGNATE_H

#include "align/numerals.h"
#include "align/words.h"

/* Writes skeletons: the fold in Latin letters, with spellings that differ between languages made
 * one (ph = f, y = i, k = c, x = s, v = b, double = single). Made by `struct speller s = {0};`. */
struct speller {
    void *latin; /* transliterator, opened when the first word of another script comes */
};
/* Fills the type's skeleton, in `arena`; empty for what are no letters. false: out of memory. */
bool speller_write(struct speller *speller, struct word_type *type, struct arena *arena);
void speller_close(struct speller *speller);

/* Fills the values of all types, by the numerals of their language (NULL: by digits only), and
 * their skeletons: the fold in Latin letters, with spellings that differ between
 * languages made one (ph = f, y = i, k = c, x = s, v = b, double = single). */
bool cognate_prepare(struct words *words, const struct numerals *numerals, struct arena *arena,
                     cotexto_error *error);

/* How much two words look alike, 0..1: 1 for equal words of four letters and more and for equal
 * numbers (also in words) and months, .5 for equal short words and marks, and from .3 for
 * words with the same start whose longest common subsequence is .62 of the longer one (after
 * Simard, Foster and Isabelle 1992, who took the first four letters; Melamed 1995 for the ratio).
 */
double cognate_likeness(const struct word_type *source, const struct word_type *target);

/* Calls `each` for every pair of types with a likeness over 0. */
bool cognate_pairs(const struct words *source, const struct words *target,
                   bool (*each)(void *context, uint32_t source, uint32_t target, double likeness),
                   void *context, cotexto_error *error);

/* The same, for types that are equal only, which takes no skeletons. */
bool cognate_equals(const struct words *source, const struct words *target,
                    bool (*each)(void *context, uint32_t source, uint32_t target, double likeness),
                    void *context, cotexto_error *error);

#endif
