/* A lexicon: two tables of words and a list of pairs. */
#include "align/lexicon.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/text.h"

struct lexicon_pair {
    uint32_t source, target;
    double count;
};

struct lexicon {
    struct arena arena;
    struct table words[2]; /* of source and target: word to number */
    struct lexicon_pair *pairs;
    size_t count, capacity;
};

struct lexicon *lexicon_new(cotexto_error *error)
{
    struct lexicon *lexicon = calloc(1, sizeof *lexicon);
    if (lexicon == NULL) {
        error_no_memory(error);
        return NULL;
    }
    lexicon->words[0].arena = lexicon->words[1].arena = &lexicon->arena;
    return lexicon;
}

void lexicon_free(struct lexicon *lexicon)
{
    if (lexicon == NULL)
        return;
    table_free(&lexicon->words[0]);
    table_free(&lexicon->words[1]);
    free(lexicon->pairs);
    arena_free(&lexicon->arena);
    free(lexicon);
}

enum { PHRASE_LIMIT = 8 }; /* words of an entry; what follows is left out */

struct entry_side {
    struct table *table;
    uint32_t words[PHRASE_LIMIT];
    size_t count;
    bool failed;
};

static bool add_word(void *context, const struct cut_word *word)
{
    struct entry_side *side = context;
    if (word->kind == KIND_MARK)
        return true;
    uint32_t number = table_put(side->table, word->fold, (uint32_t)side->table->count);
    side->failed = number == TABLE_NONE;
    if (!side->failed)
        side->words[side->count++] = number;
    return !side->failed && side->count < PHRASE_LIMIT;
}

static bool add_pair(struct lexicon *lexicon, uint32_t source, uint32_t target, double count)
{
    if (!array_reserve(&lexicon->pairs, &lexicon->capacity, lexicon->count + 1,
                       sizeof *lexicon->pairs))
        return false;
    lexicon->pairs[lexicon->count++] = (struct lexicon_pair){source, target, count};
    return true;
}

/* The words of a phrase share the entry's count. */
bool lexicon_add(struct lexicon *lexicon, cotexto_text source, cotexto_text target, double count,
                 cotexto_error *error)
{
    struct entry_side sides[2] = {{.table = &lexicon->words[0]}, {.table = &lexicon->words[1]}};
    if (!words_cut(source, add_word, &sides[0], error) ||
        !words_cut(target, add_word, &sides[1], error))
        return false;
    bool good = !sides[0].failed && !sides[1].failed;
    double share =
        count / (double)(sides[0].count > sides[1].count ? sides[0].count : sides[1].count);
    for (size_t i = 0; good && i < sides[0].count; i++) {
        for (size_t j = 0; good && j < sides[1].count; j++)
            good = add_pair(lexicon, sides[0].words[i], sides[1].words[j], share);
    }
    return good || error_no_memory(error);
}

/* Which type of the text each word of the lexicon is; TABLE_NONE for none. */
static uint32_t *types_of(const struct table *table, const struct words *words)
{
    uint32_t *types = malloc((table->count + 1) * sizeof *types);
    for (size_t i = 0; types != NULL && i < table->count; i++)
        types[i] = TABLE_NONE;
    for (uint32_t type = 0; types != NULL && type < words->type_count; type++) {
        uint32_t word = table_find(table, words->types[type].fold);
        if (word != TABLE_NONE)
            types[word] = type;
    }
    return types;
}

bool lexicon_pairs(const struct lexicon *lexicon, const struct words *source,
                   const struct words *target,
                   bool (*each)(void *context, uint32_t source, uint32_t target, double count),
                   void *context, cotexto_error *error)
{
    uint32_t *sources = types_of(&lexicon->words[0], source);
    uint32_t *targets = types_of(&lexicon->words[1], target);
    bool good = sources != NULL && targets != NULL;
    for (size_t i = 0; good && i < lexicon->count; i++) {
        const struct lexicon_pair *pair = &lexicon->pairs[i];
        uint32_t s = sources[pair->source], t = targets[pair->target];
        good = s == TABLE_NONE || t == TABLE_NONE || each(context, s, t, pair->count);
    }
    free(sources);
    free(targets);
    return good || error_no_memory(error);
}
