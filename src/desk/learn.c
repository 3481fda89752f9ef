/* Words learned from a memory's units, for its lexicon. */
#include "desk/learn.h"

#include <stdio.h>
#include <stdlib.h>

#include "align/align.h"
#include "base/error.h"
#include "base/text.h"
#include "memory/store.h"

/* Languages that stand together in fewer units are not learned unasked. */
enum { LEAST_UNITS = 50 };
/* New units that are worth learning from, besides a fourth of those learned from: an import of one
 * text does not wait. */
enum { LEAST_GROWTH = 200 };

/* The texts of the units on both sides. */
struct lesson {
    struct align_sentence *sides[2];
    size_t count, room[2];
    struct arena arena;
    bool failed;
};

static bool take_pair(void *context, cotexto_text source, cotexto_text target)
{
    struct lesson *lesson = context;
    const cotexto_text texts[] = {source, target};
    for (int i = 0; i < 2; i++) {
        cotexto_text text = arena_text(&lesson->arena, texts[i]);
        lesson->failed = lesson->failed || text.bytes == NULL ||
                         !array_reserve(&lesson->sides[i], &lesson->room[i], lesson->count + 1,
                                        sizeof **lesson->sides);
        if (!lesson->failed)
            lesson->sides[i][lesson->count] = (struct align_sentence){text, 0};
    }
    lesson->count += !lesson->failed;
    return !lesson->failed;
}

struct keeping {
    cotexto_memory *memory;
    cotexto_learned *learned;
    cotexto_error *error;
    bool good;
};

static bool keep(void *context, cotexto_text source, cotexto_text target, double count)
{
    struct keeping *keeping = context;
    const cotexto_learned *learned = keeping->learned;
    keeping->good = memory_put_translation(keeping->memory, learned->source, learned->target,
                                           source, target, count, keeping->error);
    keeping->learned->pairs += keeping->good;
    return keeping->good;
}

bool learn_words(cotexto_memory *memory, const char *source, const char *target, size_t most,
                 bool (*each)(void *context, cotexto_text source, cotexto_text target,
                              double count),
                 void *context, uint64_t *units, cotexto_error *error)
{
    struct lesson lesson = {.failed = false};
    bool good = memory_each_pair(memory, source, target, most, take_pair, &lesson, error) &&
                (!lesson.failed || error_no_memory(error));
    struct align_side sides[] = {{lesson.sides[0], lesson.count, source},
                                 {lesson.sides[1], lesson.count, target}};
    *units = lesson.count;
    good = good && align_learn_words(&sides[0], &sides[1], each, context, error);
    free(lesson.sides[0]);
    free(lesson.sides[1]);
    arena_free(&lesson.arena);
    return good;
}

static bool learn(cotexto_memory *memory, cotexto_learned *learned, cotexto_error *error)
{
    struct keeping keeping = {memory, learned, error, true};
    int64_t last_unit;
    if (!memory_begin(memory, error))
        return false;
    if (memory_last_unit(memory, &last_unit, error) &&
        memory_new_lexicon(memory, learned->source, learned->target, last_unit, error) &&
        learn_words(memory, learned->source, learned->target, LEARN_MOST_UNITS, keep, &keeping,
                    &learned->units, error) &&
        keeping.good)
        return memory_commit(memory, error);
    memory_rollback(memory);
    return false;
}

/* ------------------------------------------------------------------------------- every language */

struct two {
    char source[COTEXTO_TAG_SIZE], target[COTEXTO_TAG_SIZE];
};

struct list {
    struct two *items;
    size_t count, room;
    struct arena arena;
};

static bool add_two(void *context, const char *source, const char *target, uint64_t units)
{
    struct list *list = context;
    if (units < LEAST_UNITS)
        return false;
    list->items =
        arena_grow(&list->arena, list->items, list->count, &list->room, sizeof *list->items);
    if (list->items == NULL)
        return false;
    struct two *two = &list->items[list->count++];
    snprintf(two->source, sizeof two->source, "%s", source);
    snprintf(two->target, sizeof two->target, "%s", target);
    return true;
}

bool cotexto_learn(cotexto_memory *memory, const char *source, const char *target,
                   void (*learned)(void *context, const cotexto_learned *learned), void *context,
                   cotexto_error *error)
{
    struct list list = {0};
    bool good = true;
    if (source != NULL && target != NULL)
        add_two(&list, source, target, LEAST_UNITS);
    else
        good = memory_each_language_pair(memory, add_two, &list, error);
    if (good && list.room > 0 && list.items == NULL)
        good = error_no_memory(error);
    for (size_t i = 0; good && i < list.count; i++) {
        cotexto_learned report = {list.items[i].source, list.items[i].target, 0, 0};
        good = learn(memory, &report, error);
        if (good && learned != NULL)
            learned(context, &report);
    }
    arena_free(&list.arena);
    return good;
}

bool learn_when_grown(cotexto_memory *memory, const char *source, const char *target,
                      cotexto_error *error)
{
    int64_t last_unit, learned;
    if (!memory_last_unit(memory, &last_unit, error) ||
        !memory_lexicon_learned(memory, source, target, &learned, error))
        return false;
    if (last_unit < learned + learned / 4 + LEAST_GROWTH)
        return true;
    cotexto_learned report = {source, target, 0, 0};
    return learn(memory, &report, error);
}
