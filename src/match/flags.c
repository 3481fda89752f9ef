/* Flags: differences that a percent hides. */
#include "match/flags.h"

#include "base/tag.h"
#include "base/text.h"

/* Words that deny, folded. Only the commonest: a flag is a hint for the eye, the percent does not
 * know it. `alone` deny one by one; `together`, in languages where "no vio nunca a nadie" denies
 * once, all of a text once, beside the first; `without` are prepositions. */
static const struct {
    const char *lang, *alone, *together, *without;
} negations[] = {
    {"ar", " لا لم لن ليس ليست ", "", " بدون دون "},
    {"ca", " no ", " mai res ningú cap ni tampoc ", " sense "},
    {"da", " ikke ingen intet aldrig ", "", " uden "},
    {"de",
     " nicht kein keine keinen keinem keiner keines nie niemals nichts niemand nirgends weder ", "",
     " ohne "},
    {"el", " δεν δε μην μη όχι ", " ποτέ τίποτα κανείς ούτε ", " χωρίς "},
    {"en",
     " not no never none nothing nobody neither nor nowhere cannot can't don't doesn't didn't "
     "won't "
     "isn't aren't wasn't weren't hasn't haven't hadn't shouldn't wouldn't couldn't mustn't "
     "needn't ",
     "", " without "},
    {"es", " no ", " ni nunca jamás nada nadie ningún ninguno ninguna ningunos ningunas tampoco ",
     " sin "},
    {"fr", " pas non ", " ne jamais rien aucun aucune personne ni ", " sans "},
    {"id", " tidak bukan belum jangan ", "", " tanpa "},
    {"it", " non ", " mai niente nulla nessuno nessuna nessun né neanche ", " senza "},
    {"nb", " ikke ingen intet aldri ", "", " uten "},
    {"nl", " niet geen nooit niets niemand ", "", " zonder "},
    {"pl", " nie ", " nigdy nic nikt ani żaden żadna żadne ", " bez "},
    {"pt", " não ", " nunca jamais nada ninguém nenhum nenhuma nem tampouco ", " sem "},
    {"ro", " nu ", " niciodată nimic nimeni nici niciun nicio ", " fără "},
    {"ru", " не нет ", " никогда ничего ничто никто ни нигде ", " без "},
    {"sv", " inte ej icke ingen inget inga aldrig ", "", " utan "},
    {"tr", " değil yok hayır ", "", ""},
    {"uk", " не немає ", " ніколи нічого ніхто ні ", " без "},
    {"zh", " 不 没 沒 ", "", ""},
};

/* "más alto que nunca" denies nothing. */
static const struct {
    const char *lang, *more, *than;
} comparisons[] = {
    {"ca", " més menys millor millors pitjor pitjors major majors menor menors ", " que "},
    {"es", " más menos mejor mejores peor peores mayor mayores menor menores ", " que "},
    {"fr", " plus moins mieux meilleur meilleure meilleurs meilleures pire ", " que "},
    {"it", " più meno meglio migliore migliori peggio peggiore peggiori maggiore minore ", " che "},
    {"pt", " mais menos melhor melhores pior piores maior maiores menor menores ", " que "},
};

static bool is_one_of(const struct token *token, const char *list)
{
    return token->class == TOKEN_WORD && text_in_list(token->fold, list);
}

/* Whether a word stands behind "than", and before that, at most two words away, "more". */
static bool is_compared(const struct match_text *text, size_t at)
{
    enum { BETWEEN = 2 };
    const struct token *tokens = text->tokens->items;
    for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++) {
        if (!tag_same_language(text->conventions->lang, comparisons[i].lang))
            continue;
        if (at < 2 || !is_one_of(&tokens[at - 1], comparisons[i].than))
            return false;
        for (size_t back = 2; back <= at && back <= 2 + BETWEEN; back++) {
            if (is_one_of(&tokens[at - back], comparisons[i].more))
                return true;
        }
    }
    return false;
}

/* How many words of the list a text has. */
static size_t count_words(const struct match_text *text, const char *list)
{
    size_t count = 0;
    for (size_t i = 0; i < text->tokens->count; i++)
        count += is_one_of(&text->tokens->items[i], list) && !is_compared(text, i);
    return count;
}

/* How often a text denies, as far as its words tell. */
static size_t count_negations(const struct match_text *text)
{
    for (size_t i = 0; i < sizeof negations / sizeof *negations; i++) {
        if (!tag_same_language(text->conventions->lang, negations[i].lang))
            continue;
        size_t count = count_words(text, negations[i].alone);
        if (count == 0)
            count = count_words(text, negations[i].together) > 0;
        return count + count_words(text, negations[i].without);
    }
    return 0;
}

/* The next number at or after *i. */
static const struct placeable *next_number(const struct match_text *text,
                                           const struct placeables *found, size_t *i)
{
    while (*i < found->count) {
        const struct placeable *placeable = &found->items[(*i)++];
        if (placeable_is_number(placeable, text->tokens))
            return placeable;
    }
    return NULL;
}

static bool numbers_differ(const struct match_text *a, const struct placeables *of_a,
                           const struct match_text *b, const struct placeables *of_b)
{
    size_t i = 0, k = 0;
    for (;;) {
        const struct placeable *x = next_number(a, of_a, &i), *y = next_number(b, of_b, &k);
        if (x == NULL || y == NULL)
            return x != y;
        if (!text_equal(x->value, y->value))
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

bool match_flags(const struct match_text *a, const struct match_text *b, struct arena *scratch,
                 unsigned *flags, cotexto_error *error)
{
    struct placeables of_a, of_b;
    *flags = 0;
    if (!placeables_find(a, a->conventions->order, scratch, &of_a, error) ||
        !placeables_find(b, b->conventions->order, scratch, &of_b, error))
        return false;
    if (numbers_differ(a, &of_a, b, &of_b))
        *flags |= MATCH_FLAG_NUMBER;
    if (count_negations(a) != count_negations(b))
        *flags |= MATCH_FLAG_NEGATION;
    if (only_formatting_differs(a->tokens, b->tokens) && !identical(a->tokens, b->tokens))
        *flags |= MATCH_FLAG_FORMATTING;
    return true;
}
