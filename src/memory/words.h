/* Runs of words as the memory's word index has them. */
#ifndef MEMORY_WORDS_H
#define MEMORY_WORDS_H

#include "base/string.h"

/* Appends a run of words (folded) without their marks, a blank between: la alianza. */
bool words_append_plain(struct string *run, const cotexto_text *folds, size_t count,
                        cotexto_error *error);
/* Appends such a run as a phrase of a query for the word index: "la alianza". Quotation marks
 * inside a word are doubled. */
void words_append_phrase(struct string *query, cotexto_text run);
/* Both: a run of words (folded) as a phrase. */
bool words_append_run(struct string *query, const cotexto_text *folds, size_t count,
                      cotexto_error *error);

#endif
