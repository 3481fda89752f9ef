/* Phrases: runs of words as a search looks for them in segments. */
#ifndef DESK_PHRASE_H
#define DESK_PHRASE_H

#include "base/string.h"
#include "text/tokens.h"

/* The words alone, folded, with and without accents. */
struct phrase {
    const cotexto_text *exact, *plain;
    const bool *prefix; /* of each word: it stands for all that begin so; NULL: none does */
    size_t count;
};

/* Reads what a user typed; "word*" is a prefix. Errors: no word at all ("no-words"), a prefix
 * shorter than two letters ("short-prefix"). Everything is in `arena`. */
bool phrase_read(cotexto_text text, struct tokenizer *tokenizer, struct arena *arena,
                 struct phrase *out, cotexto_error *error);
/* Appends what the word index must have so that the phrase can be in a segment. */
bool phrase_append_query(const struct phrase *phrase, struct string *query, cotexto_error *error);

/* The words of a segment and where they stand. */
struct phrase_words {
    struct phrase words;
    const struct token **tokens;
};
bool phrase_words(const struct tokens *tokens, struct arena *arena, struct phrase_words *out,
                  cotexto_error *error);

/* true when the phrase stands at word `at` of words; exact: with the same accents. */
bool phrase_stands_at(const struct phrase *words, size_t at, const struct phrase *phrase,
                      bool exact);
/* false when a look at the bytes shows that the words can't be in the text with these accents; much
 * quicker than cutting it into tokens. */
bool phrase_may_be_exact(const struct phrase *phrase, cotexto_text text);
/* true when it stands anywhere. */
bool phrase_is_in(const struct phrase *words, const struct phrase *phrase, bool exact);

#endif
