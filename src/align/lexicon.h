/* Word translations known before the texts are read. */
#ifndef ALIGN_LEXICON_H
#define ALIGN_LEXICON_H

#include "align/words.h"

/* Calls `each` for every pair of the lexicon whose words are in the two texts. */
bool lexicon_pairs(const struct lexicon *lexicon, const struct words *source,
                   const struct words *target,
                   bool (*each)(void *context, uint32_t source, uint32_t target, double count),
                   void *context, cotexto_error *error);

#endif
