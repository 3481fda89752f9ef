/* Queries for the memory's word index. */
#ifndef DESK_WORDS_H
#define DESK_WORDS_H

#include "base/string.h"
#include "text/tokens.h"

/* Appends tokens from..to as a phrase of the word index: "la alianza". Only words and numbers
 * count; nothing is appended, and false returned, when there are none. Quotation marks inside a
 * token are doubled. */
bool words_append_phrase(struct string *query, const struct tokens *tokens, size_t from, size_t to);

#endif
