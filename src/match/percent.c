/* The percent: a weighted edit distance between token sequences, and the rules around it. The
 * distance is Wagner and Fischer's dynamic programme (1974) with the costs of doc/matching.md, rule
 * 2, in two rows. */
#include "match/percent.h"

#include "base/error.h"
#include "base/text.h"
#include "match/cost.h"

uint32_t cost_of_change(const struct token *a, const struct token *b)
{
    if (a->class != b->class)
        return token_weight(a->class) + token_weight(b->class);
    switch (a->class) {
    case TOKEN_WORD:
        if (text_equal(a->raw, b->raw))
            return 0;
        if (text_equal(a->fold, b->fold))
            return 1;
        return text_equal(a->stem, b->stem) ? 4 : 8;
    case TOKEN_NUMBER: return text_equal(a->raw, b->raw) ? 0 : 2;
    case TOKEN_PUNCTUATION: return text_equal(a->fold, b->fold) ? 0 : 2;
    case TOKEN_TAG: break;
    }
    return text_equal(a->raw, b->raw) ? 0 : 1;
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

void cost_row(const struct token *a, size_t a_count, const struct token *b, size_t b_count,
              bool backwards, uint32_t *row)
{
    row[0] = 0;
    for (size_t k = 0; k < b_count; k++)
        row[k + 1] = row[k] + token_weight(b[backwards ? b_count - 1 - k : k].class);
    for (size_t i = 0; i < a_count; i++) {
        const struct token *x = &a[backwards ? a_count - 1 - i : i];
        uint32_t gap = token_weight(x->class), diagonal = row[0];
        row[0] += gap;
        for (size_t k = 0; k < b_count; k++) {
            const struct token *y = &b[backwards ? b_count - 1 - k : k];
            uint32_t best = diagonal + cost_of_change(x, y);
            best = least(best, row[k + 1] + gap);
            best = least(best, row[k] + token_weight(y->class));
            diagonal = row[k + 1];
            row[k + 1] = best;
        }
    }
}

static bool same_token(const struct token *a, const struct token *b)
{
    return a->class == b->class && text_equal(a->raw, b->raw);
}

/* What both begin and end with costs nothing in a cheapest script: only what lies between is
 * counted. */
bool match_distance(const struct tokens *a, const struct tokens *b, struct arena *scratch,
                    uint32_t *distance, cotexto_error *error)
{
    if (b->count > a->count) { /* the row lies along the shorter one */
        const struct tokens *longer = b;
        b = a;
        a = longer;
    }
    size_t front = 0, a_end = a->count, b_end = b->count;
    while (front < b_end && same_token(&a->items[front], &b->items[front]))
        front++;
    while (b_end > front && same_token(&a->items[a_end - 1], &b->items[b_end - 1])) {
        a_end--;
        b_end--;
    }
    uint32_t *row = arena_array(scratch, b_end - front + 1, sizeof *row);
    if (row == NULL)
        return error_no_memory(error);
    cost_row(a->items + front, a_end - front, b->items + front, b_end - front, false, row);
    *distance = row[b_end - front];
    return true;
}

/* The next word or number at or after *i; NULL at the end. */
static const struct token *next_word(const struct tokens *tokens, size_t *i)
{
    while (*i < tokens->count) {
        const struct token *token = &tokens->items[(*i)++];
        if (token->class == TOKEN_WORD || token->class == TOKEN_NUMBER)
            return token;
    }
    return NULL;
}

/* Rule 5: the same words after the fold, any number being equal to any other, and at least one of
 * either. */
static bool same_words(const struct tokens *a, const struct tokens *b)
{
    size_t i = 0, k = 0;
    const struct token *x = next_word(a, &i), *y = next_word(b, &k);
    if (x == NULL)
        return false;
    for (; x != NULL && y != NULL; x = next_word(a, &i), y = next_word(b, &k)) {
        if (x->class != y->class || (x->class == TOKEN_WORD && !text_equal(x->fold, y->fold)))
            return false;
    }
    return x == NULL && y == NULL;
}

bool match_percent(const struct tokens *a, cotexto_text a_text, const struct tokens *b,
                   cotexto_text b_text, struct arena *scratch, int *percent, cotexto_error *error)
{
    uint32_t distance, larger = a->weight > b->weight ? a->weight : b->weight;
    *percent = 0;
    if (larger == 0) /* no token on either side */
        return true;
    if (!match_distance(a, b, scratch, &distance, error))
        return false;
    if (distance == 0) {
        *percent = text_equal(a_text, b_text) ? 100 : 99;
        return true;
    }
    if (distance < larger)
        *percent = (int)((uint64_t)100 * (larger - distance) / larger);
    if (*percent < 95 && same_words(a, b))
        *percent = 95;
    if (*percent > 99)
        *percent = 99;
    return true;
}
