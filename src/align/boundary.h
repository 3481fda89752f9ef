/* Where a text was perhaps cut within a sentence: sentences are found by rules, which take the full
 * stop of an abbreviation for an end, and some texts are cut at semicolons too. */
#ifndef ALIGN_BOUNDARY_H
#define ALIGN_BOUNDARY_H

#include "align/words.h"

/* How weak the boundary between two neighbouring sentences is: 0 for one that looks like the end of
 * a sentence, or whose script does not tell, up to 1 for one that does not. */
float boundary_weakness(cotexto_text before, cotexto_text after);

/* Fills words->weak. */
bool boundaries_find(const struct align_sentence *const *sentences, struct words *words,
                     struct arena *arena, cotexto_error *error);

#endif
