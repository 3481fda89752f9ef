/* Where an aligner's word translations come from: a dictionary file, or the lexicon of a memory. */
#ifndef DESK_LEXICON_H
#define DESK_LEXICON_H

#include <cotexto/tools.h>

#include "align/align.h"

/* Adds the entries of a file: source word, tab, target word, a line each; what follows a second
 * tab, and lines that begin with #, do not count. Errors carry file and line. */
bool lexicon_read(struct lexicon *lexicon, const char *path, const cotexto_decoding *decoding,
                  cotexto_error *error);

/* Adds what the memory's lexicon (desk/learn.h) has on the words of the source. */
bool lexicon_from_memory(struct lexicon *lexicon, cotexto_memory *memory,
                         const struct align_side *source, const char *target, cotexto_error *error);

#endif
