/* Tokens of a segment as the match percent counts them (doc/matching.md, "The percent", rules 1 and
 * 2), and the matching fold. */
#ifndef TEXT_TOKENS_H
#define TEXT_TOKENS_H

#include <stdbool.h>
#include <stdint.h>

#include <cotexto/common.h>

#include "base/arena.h"

enum token_class { TOKEN_WORD, TOKEN_NUMBER, TOKEN_PUNCTUATION, TOKEN_TAG };

struct token {
    size_t start, length; /* bytes in the segment's text */
    enum token_class class;
    cotexto_text raw;  /* a view of the text (of the tag's own XML for a tag) */
    cotexto_text fold; /* matching fold of raw: raw itself when nothing changes, or in the arena */
    cotexto_text
        stem; /* W of a language with a Snowball stemmer: stem of fold; else equal to fold */
};

struct tokens {
    struct token *items;
    size_t count;
    uint32_t weight; /* sum of token_weight() */
};

/* 8 for words and numbers, 2 for punctuation and tags. */
uint32_t token_weight(enum token_class class);

/* A tokenizer for one language: word breaks, and a stemmer that remembers words. About 300 KB.
 * Belongs to one thread. */
struct tokenizer;
/* lang: canonical BCP 47. Without a stemmer for it, stems equal folds. stemming false switches
 * stems off. */
struct tokenizer *tokenizer_new(const char *lang, bool stemming, cotexto_error *error);
void tokenizer_free(struct tokenizer *tokenizer);

/* Tokens of a text in NFC; `tags` as in text/unit.h (may be empty). The views live as long as arena
 * and text. */
bool tokenizer_run(struct tokenizer *tokenizer, cotexto_text text, cotexto_text tags,
                   struct arena *arena, struct tokens *out, cotexto_error *error);

/* NFKC_Casefold, then all quotation marks to ", apostrophes to ', dashes to -. */
bool text_fold(cotexto_text text, struct arena *arena, cotexto_text *out, cotexto_error *error);

#endif
