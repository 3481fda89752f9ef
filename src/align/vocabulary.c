/* The words of two languages as word links know them. */
#include "align/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

enum { START = sizeof((struct known_word){0}.start) };

void vocabularies_start(struct vocabularies *both, link_lexicon *lexicon, void *context,
                        double units)
{
    *both = (struct vocabularies){.lexicon = lexicon, .context = context, .units = units};
    both->sides[0].table.arena = both->sides[1].table.arena = &both->arena;
}

void vocabularies_free(struct vocabularies *both)
{
    for (int side = 0; side < 2; side++) {
        table_free(&both->sides[side].table);
        free(both->sides[side].words);
    }
    speller_close(&both->speller);
    arena_free(&both->arena);
}

uint32_t vocabularies_number(struct vocabularies *both, int side, cotexto_text fold,
                             enum word_kind kind)
{
    struct vocabulary *vocabulary = &both->sides[side];
    uint32_t next = (uint32_t)vocabulary->count;
    if (!array_reserve(&vocabulary->words, &vocabulary->room, vocabulary->count + 1,
                       sizeof *vocabulary->words))
        return TABLE_NONE;
    uint32_t number = table_put(&vocabulary->table, fold, next);
    if (number != next)
        return number;
    cotexto_text copy = arena_text(&both->arena, fold);
    if (copy.bytes == NULL)
        return TABLE_NONE;
    vocabulary->words[vocabulary->count++] =
        (struct known_word){.type = {.fold = copy, .kind = kind}};
    return number;
}

struct asking {
    struct vocabularies *both;
    int side; /* of the translations */
    struct sense *senses;
    size_t count, room;
    double total;
    bool failed;
};

static bool add_sense(void *context, cotexto_text translation, double count)
{
    struct asking *asking = context;
    uint32_t word = vocabularies_number(asking->both, asking->side, translation, KIND_LETTERS);
    asking->senses = arena_grow(&asking->both->arena, asking->senses, asking->count, &asking->room,
                                sizeof *asking->senses);
    asking->failed = word == TABLE_NONE || asking->senses == NULL;
    if (asking->failed)
        return false;
    asking->senses[asking->count++] = (struct sense){word, (float)count};
    asking->total += count;
    return true;
}

/* Spanish writes an e before the s of Latin words: estratégica, strategic. */
static cotexto_text without_first_e(cotexto_text skeleton)
{
    bool has = skeleton.length > 3 && skeleton.bytes[0] == 'e' && skeleton.bytes[1] == 's' &&
               memchr("aeiou", skeleton.bytes[2], 5) == NULL;
    return has ? text_slice(skeleton, 1, skeleton.length) : skeleton;
}

static bool spell(struct vocabularies *both, struct known_word *word)
{
    if (!speller_write(&both->speller, &word->type, &both->arena))
        return false;
    word->type.skeleton = without_first_e(word->type.skeleton);
    word->hash = hash_text(word->type.fold);
    if (word->type.skeleton.length >= START)
        memcpy(word->start, word->type.skeleton.bytes, START);
    word->spelled = true;
    return true;
}

bool vocabularies_learn(struct vocabularies *both, int side, uint32_t number, cotexto_error *error)
{
    struct known_word *word = &both->sides[side].words[number];
    if (!word->spelled && !spell(both, word))
        return error_no_memory(error);
    if (word->asked || both->units <= 0)
        return true;
    struct asking asking = {.both = both, .side = 1 - side};
    if (!both->lexicon(both->context, side == 1, word->type.fold, add_sense, &asking, error))
        return false;
    if (asking.failed)
        return error_no_memory(error);
    word->senses = asking.senses;
    word->sense_count = asking.count;
    word->total = asking.total;
    word->asked = true;
    return true;
}
