/* Sentences that are nearly a given one, without comparing it with all. */
#include "desk/nearby.h"

#include "base/error.h"
#include "match/percent.h"

/* A word that more sentences have says little. Two sentences that are nearly the same differ in a
 * word or two of ten, so that one of the rarer words leads to each. */
enum { MOST_PLACES = 8, MOST_COMPARED = 32 };

struct nearby_posting {
    uint32_t count; /* MOST_PLACES + 1: too many, places are not used */
    uint32_t places[MOST_PLACES];
};

void nearby_free(struct nearby *nearby)
{
    table_free(&nearby->words);
    arena_free(&nearby->arena);
    arena_free(&nearby->scratch);
}

static bool is_word(const struct token *token)
{
    return token->class == TOKEN_WORD || token->class == TOKEN_NUMBER;
}

static bool add_place(struct nearby *nearby, cotexto_text word, uint32_t place)
{
    size_t before = nearby->words.count;
    uint32_t number = table_put(&nearby->words, word, (uint32_t)before);
    if (number == TABLE_NONE)
        return false;
    if (number == before) {
        nearby->postings = arena_grow(&nearby->arena, nearby->postings, before, &nearby->room,
                                      sizeof *nearby->postings);
        if (nearby->postings == NULL)
            return false;
        nearby->postings[number] = (struct nearby_posting){0};
    }
    struct nearby_posting *posting = &nearby->postings[number];
    if (posting->count > MOST_PLACES ||
        (posting->count > 0 && posting->places[posting->count - 1] == place))
        return true;
    if (posting->count < MOST_PLACES)
        posting->places[posting->count] = place;
    posting->count++;
    return true;
}

bool nearby_make(struct nearby *nearby, const struct align_side *side, struct tokenizer *tokenizer,
                 cotexto_error *error)
{
    nearby->side = side;
    nearby->tokenizer = tokenizer;
    nearby->words.arena = &nearby->arena;
    for (size_t i = 0; i < side->count; i++) {
        struct tokens tokens;
        arena_reset(&nearby->scratch);
        if (!tokenizer_run(tokenizer, side->sentences[i].text, (cotexto_text){0}, &nearby->scratch,
                           &tokens, error))
            return false;
        for (size_t k = 0; k < tokens.count; k++) {
            if (is_word(&tokens.items[k]) && !add_place(nearby, tokens.items[k].fold, (uint32_t)i))
                return error_no_memory(error);
        }
    }
    return true;
}

/* Adds the sentences with this word to those to compare; false: they are too many. */
static bool gather(const struct nearby *nearby, cotexto_text word, uint32_t *places, size_t *count)
{
    uint32_t number = table_find(&nearby->words, word);
    const struct nearby_posting *posting = number == TABLE_NONE ? NULL : &nearby->postings[number];
    for (size_t i = 0; posting != NULL && posting->count <= MOST_PLACES && i < posting->count;
         i++) {
        bool there = false;
        for (size_t k = 0; k < *count && !there; k++)
            there = places[k] == posting->places[i];
        if (there)
            continue;
        if (*count == MOST_COMPARED)
            return false;
        places[(*count)++] = posting->places[i];
    }
    return true;
}

static bool compare(struct nearby *nearby, const struct tokens *tokens, cotexto_text text,
                    uint32_t place, int *percent, cotexto_error *error)
{
    cotexto_text other = nearby->side->sentences[place].text;
    struct tokens others;
    return tokenizer_run(nearby->tokenizer, other, (cotexto_text){0}, &nearby->scratch, &others,
                         error) &&
           match_percent(tokens, text, &others, other, &nearby->scratch, percent, error);
}

bool nearby_find(struct nearby *nearby, cotexto_text text, cotexto_text tags, uint32_t *place,
                 cotexto_error *error)
{
    uint32_t places[MOST_COMPARED];
    size_t count = 0, near = 0;
    struct tokens tokens;
    *place = TABLE_NONE;
    arena_reset(&nearby->scratch);
    if (!tokenizer_run(nearby->tokenizer, text, tags, &nearby->scratch, &tokens, error))
        return false;
    for (size_t i = 0; i < tokens.count; i++) {
        if (is_word(&tokens.items[i]) && !gather(nearby, tokens.items[i].fold, places, &count))
            return true;
    }
    for (size_t i = 0; i < count && near < 2; i++) {
        int percent;
        if (!compare(nearby, &tokens, text, places[i], &percent, error))
            return false;
        near += percent >= APART_PERCENT;
        if (percent >= NEAR_PERCENT)
            *place = places[i];
    }
    if (near > 1)
        *place = TABLE_NONE;
    return true;
}
