/* Flags: differences that a percent hides. */
#include <string.h>

#include "base/tag.h"
#include "base/text.h"
#include "match/percent.h"

/* Words that deny, folded. Only the commonest: a flag is a hint for the eye, the percent does not
 * know it. */
static const struct {
    const char *lang, *words;
} negations[] = {
    {"en", " not no never none nothing nobody neither nor without cannot can't don't doesn't "
           "didn't won't isn't aren't"
           " wasn't weren't hasn't haven't hadn't shouldn't wouldn't couldn't mustn't "},
    {"es", " no ni nunca jamás nada nadie ningún ninguno ninguna tampoco sin "},
    {"fr", " ne n pas jamais rien aucun aucune personne ni sans non "},
    {"pt", " não nunca jamais nada ninguém nenhum nenhuma nem sem "},
    {"it", " non mai niente nulla nessuno nessuna né senza "},
    {"de", " nicht kein keine keinen keinem keiner keines nie niemals nichts niemand ohne weder "},
    {"ca", " no mai res ningú cap ni sense "},
    {"nl", " niet geen nooit niets niemand zonder "},
    {"ru", " не нет никогда ничего никто ни без "},
};

static const char *negations_of(const char *lang)
{
    for (size_t i = 0; i < sizeof negations / sizeof *negations; i++) {
        if (tag_same_language(lang, negations[i].lang))
            return negations[i].words;
    }
    return NULL;
}

/* How many words of the list a text has. */
static size_t count_words(const struct tokens *tokens, const char *list)
{
    size_t count = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        char word[32];
        cotexto_text fold = tokens->items[i].fold;
        if (tokens->items[i].class != TOKEN_WORD || fold.length + 3 > sizeof word)
            continue;
        word[0] = ' ';
        memcpy(word + 1, fold.bytes, fold.length);
        memcpy(word + 1 + fold.length, " ", 2);
        count += strstr(list, word) != NULL;
    }
    return count;
}

/* The next number at or after *i. */
static const struct token *next_number(const struct tokens *tokens, size_t *i)
{
    while (*i < tokens->count) {
        const struct token *token = &tokens->items[(*i)++];
        if (token->class == TOKEN_NUMBER)
            return token;
    }
    return NULL;
}

static bool numbers_differ(const struct tokens *a, const struct tokens *b)
{
    size_t i = 0, k = 0;
    for (;;) {
        const struct token *x = next_number(a, &i), *y = next_number(b, &k);
        if (x == NULL || y == NULL)
            return x != y;
        if (!text_equal(x->raw, y->raw))
            return true;
    }
}

/* The same tokens to the letter, or but for the shape of marks. */
static bool only_formatting_differs(const struct tokens *a, const struct tokens *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        const struct token *x = &a->items[i], *y = &b->items[i];
        bool same = x->class == TOKEN_PUNCTUATION ? text_equal(x->fold, y->fold)
                                                  : text_equal(x->raw, y->raw);
        if (x->class != y->class || !same)
            return false;
    }
    return true;
}

static bool identical(const struct tokens *a, const struct tokens *b)
{
    for (size_t i = 0; i < a->count; i++) {
        if (a->items[i].start != b->items[i].start || !text_equal(a->items[i].raw, b->items[i].raw))
            return false;
    }
    return true;
}

unsigned match_flags(const struct tokens *a, const struct tokens *b, const char *lang)
{
    unsigned flags = 0;
    const char *list = negations_of(lang);
    if (numbers_differ(a, b))
        flags |= MATCH_FLAG_NUMBER;
    if (list != NULL && count_words(a, list) != count_words(b, list))
        flags |= MATCH_FLAG_NEGATION;
    if (only_formatting_differs(a, b) && !identical(a, b))
        flags |= MATCH_FLAG_FORMATTING;
    return flags;
}
