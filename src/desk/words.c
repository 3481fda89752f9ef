/* Phrases for the word index, in FTS5's syntax. */
#include "desk/words.h"

bool words_append_phrase(struct string *query, const struct tokens *tokens, size_t from, size_t to)
{
    bool any = false;
    for (size_t i = from; i < to; i++) {
        const struct token *token = &tokens->items[i];
        if (token->class != TOKEN_WORD && token->class != TOKEN_NUMBER)
            continue;
        string_append_char(query, any ? ' ' : '"');
        for (size_t k = 0; k < token->fold.length; k++) {
            if (token->fold.bytes[k] == '"')
                string_append_char(query, '"');
            string_append_char(query, token->fold.bytes[k]);
        }
        any = true;
    }
    if (any)
        string_append_char(query, '"');
    return any;
}
