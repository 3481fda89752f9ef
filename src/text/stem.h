/* Fold and stem of tokens, remembered: most words of a text come again. */
#ifndef TEXT_STEM_H
#define TEXT_STEM_H

#include <stdbool.h>

#include <cotexto/common.h>

#include "base/arena.h"

/* Belongs to one thread. */
struct stemmer;
/* Of a language; where Snowball has none, and for "und", stems are folds. */
struct stemmer *stemmer_new(const char *lang, cotexto_error *error);
void stemmer_free(struct stemmer *stemmer);

/* The matching fold of a token and, of a word, the stem of the fold; of any other token, and of a
 * word of more than 256 bytes, the fold again. The same raw text must always be a word or never be
 * one. Both views are `raw` itself or lie in `arena`. */
bool stemmer_run(struct stemmer *stemmer, cotexto_text raw, bool is_word, struct arena *arena,
                 cotexto_text *fold, cotexto_text *stem, cotexto_error *error);

#endif
