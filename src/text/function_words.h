/* Function words: what holds a sentence together and is no part of its subject ("the", "of",
 * "puede"). The lists are data/terms, one file a language. */
#ifndef TEXT_FUNCTION_WORDS_H
#define TEXT_FUNCTION_WORDS_H

#include <stddef.h>

#include <cotexto/common.h>

/* Each word, folded, stands between blanks. */
struct function_words {
    const char *lang;    /* without region; NULL: the end of the table */
    const char *article; /* may stand within a term, and before any noun: "the", "la" */
    const char *inside;  /* may stand within a term, too: "of", "de" */
    const char *outside; /* may not */
};
extern const struct function_words function_words[];

/* Those of a language (region or not); NULL: there are none. */
const struct function_words *function_words_of(const char *lang);

#endif
