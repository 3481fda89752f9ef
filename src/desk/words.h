/* Queries for the memory's word index, in FTS5's syntax. */
#ifndef DESK_WORDS_H
#define DESK_WORDS_H

#include "base/string.h"

/* Appends a run of words (folded) as a phrase of the word index: "la alianza". Quotation marks
 * inside a word are doubled. */
bool words_append_run(struct string *query, const cotexto_text *folds, size_t count,
                      cotexto_error *error);

#endif
