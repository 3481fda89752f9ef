/* Word links by the memories' lexicons. */
#include "desk/links.h"

#include <stdlib.h>
#include <string.h>

#include "align/links.h"
#include "base/error.h"
#include "base/tag.h"
#include "base/text.h"
#include "desk/learn.h"
#include "memory/store.h"

/* A memory that has not learned yet is small as a rule: its words are learned on the spot, from
 * this many units at most, in a few milliseconds. In a larger one, reading them would take too
 * long. */
enum { MOST_UNITS = 250, SMALL_MEMORY = 2000 };

struct word_pair {
    cotexto_text words[2];
    double count;
};

/* Two languages of a memory. */
struct linking_pair {
    cotexto_memory *memory;
    char source[COTEXTO_TAG_SIZE], target[COTEXTO_TAG_SIZE]; /* without regions */
    struct linker *linker;
    bool on_the_spot; /* the lexicon is the list */
    struct word_pair *list;
    size_t count, room;
    bool failed;
    struct arena arena;
};

static void free_pair(struct linking_pair *pair)
{
    linker_free(pair->linker);
    arena_free(&pair->arena);
    free(pair);
}

void linking_free(struct linking *linking)
{
    for (size_t i = 0; i < linking->count; i++)
        free_pair(linking->pairs[i]);
    free(linking->pairs);
    arena_free(&linking->scratch);
    *linking = (struct linking){0};
}

/* ------------------------------------------------------------------------------------- lexicons */

static bool each_translation(void *context, bool of_target, cotexto_text word,
                             bool (*each)(void *context, cotexto_text translation, double count),
                             void *each_context, cotexto_error *error)
{
    const struct linking_pair *pair = context;
    for (size_t i = 0; i < pair->count; i++) {
        const struct word_pair *known = &pair->list[i];
        if (text_equal(known->words[of_target], word) &&
            !each(each_context, known->words[!of_target], known->count))
            return true;
    }
    return pair->on_the_spot ||
           memory_each_translation(pair->memory, of_target ? pair->target : pair->source,
                                   of_target ? pair->source : pair->target, word, each,
                                   each_context, error);
}

static bool keep_words(void *context, cotexto_text source, cotexto_text target, double count)
{
    struct linking_pair *pair = context;
    struct word_pair words = {{arena_text(&pair->arena, source), arena_text(&pair->arena, target)},
                              count};
    pair->list = arena_grow(&pair->arena, pair->list, pair->count, &pair->room, sizeof *pair->list);
    pair->failed =
        pair->list == NULL || words.words[0].bytes == NULL || words.words[1].bytes == NULL;
    if (!pair->failed)
        pair->list[pair->count++] = words;
    return !pair->failed;
}

static struct linking_pair *known_pair(const struct linking *linking, cotexto_memory *memory,
                                       const char *source, const char *target)
{
    for (size_t i = 0; i < linking->count; i++) {
        struct linking_pair *pair = linking->pairs[i];
        if (pair->memory == memory && strcmp(pair->source, source) == 0 &&
            strcmp(pair->target, target) == 0)
            return pair;
    }
    return NULL;
}

/* *units: how many the words were learned from. */
static bool learn_on_the_spot(struct linking_pair *pair, uint64_t *units, cotexto_error *error)
{
    cotexto_stats stats;
    pair->on_the_spot = true;
    *units = 0;
    if (!cotexto_memory_counts(pair->memory, &stats, error))
        return false;
    if (stats.units > SMALL_MEMORY)
        return true;
    return learn_words(pair->memory, pair->source, pair->target, MOST_UNITS, keep_words, pair,
                       units, error) &&
           (!pair->failed || error_no_memory(error));
}

static struct linker *new_linker(struct linking_pair *pair, cotexto_error *error)
{
    int64_t learned;
    if (!memory_lexicon_learned(pair->memory, pair->source, pair->target, &learned, error))
        return NULL;
    uint64_t units = learned < LEARN_MOST_UNITS ? (uint64_t)learned : LEARN_MOST_UNITS;
    if (learned == 0 && !learn_on_the_spot(pair, &units, error))
        return NULL;
    return linker_new(each_translation, pair, (double)units, error);
}

static struct linker *linker_for(struct linking *linking, const struct linked_texts *texts,
                                 cotexto_error *error)
{
    struct linking_pair key = {.memory = texts->memory};
    tag_language(texts->source_lang, key.source);
    tag_language(texts->target_lang, key.target);
    struct linking_pair *pair = known_pair(linking, key.memory, key.source, key.target);
    if (pair != NULL)
        return pair->linker;
    pair = malloc(sizeof *pair);
    if (pair == NULL || !array_reserve(&linking->pairs, &linking->room, linking->count + 1,
                                       sizeof *linking->pairs)) {
        free(pair);
        error_no_memory(error);
        return NULL;
    }
    *pair = key;
    pair->linker = new_linker(pair, error);
    if (pair->linker == NULL) {
        free_pair(pair);
        return NULL;
    }
    linking->pairs[linking->count++] = pair;
    return pair->linker;
}

static bool link_texts(struct linking *linking, const struct linked_texts *texts,
                       struct links *links, cotexto_error *error)
{
    struct linker *linker = linker_for(linking, texts, error);
    arena_reset(&linking->scratch);
    return linker != NULL &&
           linker_run(linker, texts->source, texts->target, &linking->scratch, links, error);
}

/* ---------------------------------------------------------------------------------------- parts */

bool linking_find(struct linking *linking, const struct linked_texts *texts, cotexto_range source,
                  cotexto_range *target, cotexto_error *error)
{
    struct links links;
    *target = (cotexto_range){0};
    if (texts->target.length == 0)
        return true;
    if (!link_texts(linking, texts, &links, error))
        return false;
    *target = links_span(&links, source);
    return true;
}

bool linking_find_changes(struct linking *linking, cotexto_memory *memory, cotexto_hit *hit,
                          struct arena *arena, cotexto_error *error)
{
    struct linked_texts texts = {memory, hit->source_lang, hit->target_lang, hit->source,
                                 hit->target};
    cotexto_range *parts = arena_array(arena, hit->edit_count, sizeof *parts), *changes;
    size_t count = 0;
    struct links links;
    if (parts == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < hit->edit_count; i++) {
        const cotexto_edit *edit = &hit->edits[i];
        if (edit->kind != COTEXTO_EDIT_EQUAL && edit->source_end > edit->source_start)
            parts[count++] = (cotexto_range){edit->source_start, edit->source_end};
    }
    if (count == 0)
        return true;
    if (!link_texts(linking, &texts, &links, error) ||
        !links_words(&links, parts, count, arena, &changes, &hit->change_count, error))
        return false;
    hit->changes = changes;
    return true;
}
