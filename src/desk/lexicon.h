/* Where an aligner's word translations come from: a dictionary file, or the units of a memory. */
#ifndef DESK_LEXICON_H
#define DESK_LEXICON_H

#include <cotexto/tools.h>

#include "align/align.h"

/* Adds the entries of a file: source word, tab, target word, a line each; what follows a second
 * tab, and lines that begin with #, do not count. Errors carry file and line. */
bool lexicon_read(struct lexicon *lexicon, const char *path, const cotexto_decoding *decoding,
                  cotexto_error *error);

/* Adds the words learned from a memory's units in both languages. */
bool lexicon_from_memory(struct lexicon *lexicon, cotexto_memory *memory, const char *source_lang,
                         const char *target_lang, cotexto_error *error);

#endif
