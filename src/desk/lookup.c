/* Lookup: candidates from the memories, each with its match percent; penalties, order and what a
 * hit carries. */
#include <cotexto/lookup.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/error.h"
#include "base/message.h"
#include "base/tag.h"
#include "base/text.h"
#include "desk/adapt.h"
#include "desk/fragment.h"
#include "match/percent.h"
#include "memory/store.h"
#include "text/decode.h"

struct cotexto_lookup {
    cotexto_memory **memories;
    size_t memory_count;
    cotexto_lookup_options options;
    char from[COTEXTO_TAG_SIZE], to[COTEXTO_TAG_SIZE];
    char language[COTEXTO_TAG_SIZE]; /* of `from`, without region */
    struct tokenizer *tokenizer, *target_tokenizer;
    struct arena arena;   /* of the last answer */
    struct arena scratch; /* of one comparison */
    cotexto_answer answer;
};

/* A stored segment that is near enough, before its unit was looked at. */
struct candidate {
    size_t memory;
    int64_t unit;
    int base;
    const char *lang; /* of the segment: a unit may have several variants of one language */
    cotexto_text text;
};

struct query {
    struct cotexto_lookup *lookup;
    cotexto_text text;
    struct tokens tokens;
    size_t memory; /* the one being looked through */
    struct candidate *candidates;
    size_t count, room;
    bool good;
    cotexto_error *error;
};

void cotexto_lookup_free(cotexto_lookup *lookup)
{
    if (lookup == NULL)
        return;
    tokenizer_free(lookup->tokenizer);
    tokenizer_free(lookup->target_tokenizer);
    arena_free(&lookup->arena);
    arena_free(&lookup->scratch);
    free(lookup->memories);
    free(lookup);
}

cotexto_lookup *cotexto_lookup_new(cotexto_memory *const *memories, size_t memory_count,
                                   const cotexto_lookup_options *options, cotexto_error *error)
{
    cotexto_lookup *lookup = calloc(1, sizeof *lookup);
    if (lookup == NULL ||
        (lookup->memories = calloc(memory_count + 1, sizeof *lookup->memories)) == NULL) {
        free(lookup);
        error_no_memory(error);
        return NULL;
    }
    if (memory_count > 0)
        memcpy(lookup->memories, memories, memory_count * sizeof *memories);
    lookup->memory_count = memory_count;
    lookup->options = *options;
    snprintf(lookup->from, sizeof lookup->from, "%s", options->from);
    snprintf(lookup->to, sizeof lookup->to, "%s", options->to);
    tag_language(lookup->from, lookup->language);
    lookup->tokenizer = tokenizer_new(lookup->from, true, error);
    lookup->target_tokenizer =
        lookup->tokenizer == NULL ? NULL : tokenizer_new(lookup->to, true, error);
    if (lookup->target_tokenizer != NULL)
        return lookup;
    cotexto_lookup_free(lookup);
    return NULL;
}

/* --------------------------------------------------------------------------------- candidates */

static bool add_candidate(struct query *query, const struct memory_segment *segment, int base)
{
    struct arena *arena = &query->lookup->arena;
    query->candidates =
        arena_grow(arena, query->candidates, query->count, &query->room, sizeof *query->candidates);
    cotexto_text text = arena_text(arena, segment->text);
    if (query->candidates == NULL || text.bytes == NULL)
        return error_no_memory(query->error);
    query->candidates[query->count++] =
        (struct candidate){query->memory, segment->unit, base, segment->lang, text};
    return true;
}

static bool compare(void *context, const struct memory_segment *segment)
{
    struct query *query = context;
    struct cotexto_lookup *lookup = query->lookup;
    struct tokens tokens;
    int base;
    arena_reset(&lookup->scratch);
    query->good =
        tokenizer_run(lookup->tokenizer, segment->text, segment->tags, &lookup->scratch, &tokens,
                      query->error) &&
        match_percent(&query->tokens, query->text, &tokens, segment->text, &lookup->scratch, &base,
                      query->error) &&
        (base < lookup->options.floor || base == 0 || add_candidate(query, segment, base));
    return query->good;
}

static bool find_candidates(struct query *query)
{
    struct cotexto_lookup *lookup = query->lookup;
    query->good = true;
    for (query->memory = 0; query->good && query->memory < lookup->memory_count; query->memory++) {
        if (!memory_each_segment(lookup->memories[query->memory], lookup->language, compare, query,
                                 query->error))
            return false;
    }
    return query->good;
}

static int better_base(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    if (a->base != b->base)
        return b->base - a->base;
    if (a->memory != b->memory)
        return a->memory < b->memory ? -1 : 1;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

/* --------------------------------------------------------------------------------------- hits */

/* The segment of a unit in the wanted language: the very tag first, else another variant of the
 * language. */
static const struct variant *choose_variant(const struct unit *unit, const char *wanted)
{
    const struct variant *other = NULL;
    for (size_t i = 0; i < unit->variant_count; i++) {
        const struct variant *variant = &unit->variants[i];
        if (strcmp(variant->lang, wanted) == 0)
            return variant;
        if (other == NULL && tag_same_language(variant->lang, wanted))
            other = variant;
    }
    return other;
}

/* The segment that the candidate was found by. */
static const struct variant *found_variant(const struct unit *unit,
                                           const struct candidate *candidate)
{
    for (size_t i = 0; i < unit->variant_count; i++) {
        const struct variant *variant = &unit->variants[i];
        if (strcmp(variant->lang, candidate->lang) == 0 &&
            text_equal(variant->text, candidate->text))
            return variant;
    }
    return NULL;
}

/* es-VE asked and es or es-MX stored is another variant; es asked takes every es-*. */
static bool other_variant(const char *asked, const char *stored)
{
    return strchr(asked, '-') != NULL && strcmp(asked, stored) != 0;
}

/* 1 when the memory translates this very source in more than one way. */
static bool several_targets(cotexto_memory *memory, const struct variant *source,
                            const struct variant *target, struct arena *arena, int *penalty,
                            cotexto_error *error)
{
    int64_t *ids;
    size_t count;
    *penalty = 0;
    if (!memory_units_by_text(memory, 0, source->lang, source->text, arena, &ids, &count, error))
        return false;
    for (size_t i = 0; i < count && *penalty == 0; i++) {
        struct memory_unit unit;
        if (!memory_get_unit(memory, ids[i], arena, &unit, error))
            return false;
        const struct variant *other = choose_variant(&unit.unit, target->lang);
        *penalty = other != NULL && !text_equal(other->text, target->text);
    }
    return true;
}

static bool add_edits(struct query *query, const struct variant *source, cotexto_hit *hit,
                      struct tokens *tokens)
{
    struct arena *arena = &query->lookup->arena;
    struct edit *script;
    size_t count;
    if (!tokenizer_run(query->lookup->tokenizer, source->text, source->tags, arena, tokens,
                       query->error) ||
        !match_script(&query->tokens, tokens, arena, &script, &count, query->error))
        return false;
    cotexto_edit *edits = arena_array(arena, count, sizeof *edits);
    if (edits == NULL)
        return error_no_memory(query->error);
    static const cotexto_edit_kind kinds[] = {
        [EDIT_EQUAL] = COTEXTO_EDIT_EQUAL,
        [EDIT_CHANGE] = COTEXTO_EDIT_CHANGE,
        [EDIT_DELETE] = COTEXTO_EDIT_DELETE,
        [EDIT_INSERT] = COTEXTO_EDIT_INSERT,
    };
    for (size_t i = 0; i < count; i++) {
        edits[i] = (cotexto_edit){kinds[script[i].kind], script[i].a_start, script[i].a_end,
                                  script[i].b_start, script[i].b_end};
    }
    hit->edits = edits;
    hit->edit_count = count;
    return true;
}

static unsigned public_flags(unsigned flags)
{
    return ((flags & MATCH_FLAG_NUMBER) != 0 ? COTEXTO_FLAG_NUMBER : 0) |
           ((flags & MATCH_FLAG_NEGATION) != 0 ? COTEXTO_FLAG_NEGATION : 0) |
           ((flags & MATCH_FLAG_FORMATTING) != 0 ? COTEXTO_FLAG_FORMATTING : 0);
}

static void fill_hit(const struct cotexto_lookup *lookup, const struct candidate *candidate,
                     const struct unit *unit, const struct variant *source,
                     const struct variant *target, cotexto_hit *hit)
{
    *hit = (cotexto_hit){
        .base = candidate->base,
        .unit = candidate->unit,
        .memory = candidate->memory,
        .source_lang = source->lang,
        .target_lang = target->lang,
        .source = source->text,
        .target = target->text,
        .document = unit->document,
        .title = unit->title,
        .date = unit->date,
        .url = unit->url,
        .position = unit->position,
        .paragraph = unit->paragraph,
        .confidence = unit->confidence,
        .reviewed = unit->reviewed,
        .changed = unit->changed,
        .changer = unit->changer,
    };
    if (unit->confidence >= 0 && !unit->reviewed)
        hit->penalty_alignment = (int)lround(10 * (1 - unit->confidence));
    hit->penalty_variant =
        other_variant(lookup->from, source->lang) || other_variant(lookup->to, target->lang);
}

/* Looks at a candidate's unit. *taken: it has a translation and passes the floor after its
 * penalties. */
static bool make_hit(struct query *query, const struct candidate *candidate, cotexto_hit *hit,
                     bool *taken)
{
    struct cotexto_lookup *lookup = query->lookup;
    cotexto_memory *memory = lookup->memories[candidate->memory];
    struct memory_unit unit;
    *taken = false;
    if (!memory_get_unit(memory, candidate->unit, &lookup->arena, &unit, query->error))
        return false;
    const struct variant *source = found_variant(&unit.unit, candidate);
    const struct variant *target = choose_variant(&unit.unit, lookup->to);
    if (source == NULL || target == NULL || source == target)
        return true;
    fill_hit(lookup, candidate, &unit.unit, source, target, hit);
    if (!several_targets(memory, source, target, &lookup->arena, &hit->penalty_targets,
                         query->error))
        return false;
    hit->penalty = hit->penalty_alignment + hit->penalty_variant + hit->penalty_targets;
    hit->percent = hit->base > hit->penalty ? hit->base - hit->penalty : 0;
    *taken = hit->percent >= lookup->options.floor && hit->percent > 0;
    if (!*taken)
        return true;
    struct tokens tokens;
    if (!add_edits(query, source, hit, &tokens))
        return false;
    hit->flags = public_flags(match_flags(&query->tokens, &tokens, lookup->language));
    return (hit->flags & COTEXTO_FLAG_NUMBER) == 0 ||
           adapt_numbers(&query->tokens, &tokens, target, lookup->target_tokenizer, &lookup->arena,
                         &hit->adapted, query->error);
}

/* doc/matching.md, rule 8: percent, memory, newest, id. */
static int better_hit(const void *left, const void *right)
{
    const cotexto_hit *a = left, *b = right;
    if (a->percent != b->percent)
        return b->percent - a->percent;
    if (a->memory != b->memory)
        return a->memory < b->memory ? -1 : 1;
    int newer = text_compare(b->changed, a->changed);
    if (newer != 0)
        return newer;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

static bool is_there(const cotexto_hit *hits, size_t count, const struct candidate *candidate)
{
    for (size_t i = 0; i < count; i++) {
        if (hits[i].memory == candidate->memory && hits[i].unit == candidate->unit)
            return true;
    }
    return false;
}

/* Candidates come best base first; penalties only take away, so the rest can't matter once the
 * limit is full of hits at least as good as the next base. */
static bool gather_hits(struct query *query, cotexto_hit **hits, size_t *count)
{
    size_t limit = query->lookup->options.limit, room = 0;
    *hits = NULL;
    *count = 0;
    for (size_t i = 0; i < query->count; i++) {
        if (*count >= limit && (*hits)[limit - 1].percent > query->candidates[i].base)
            break;
        cotexto_hit hit;
        bool taken;
        if (is_there(*hits, *count, &query->candidates[i]))
            continue; /* by a variant that is nearer */
        if (!make_hit(query, &query->candidates[i], &hit, &taken))
            return false;
        if (!taken)
            continue;
        *hits = arena_grow(&query->lookup->arena, *hits, *count, &room, sizeof **hits);
        if (*hits == NULL)
            return error_no_memory(query->error);
        (*hits)[(*count)++] = hit;
        qsort(*hits, *count, sizeof **hits, better_hit);
        if (*count > limit)
            *count = limit;
    }
    return true;
}

static bool answer(struct query *query)
{
    struct cotexto_lookup *lookup = query->lookup;
    cotexto_hit *hits;
    if (!tokenizer_run(lookup->tokenizer, query->text, (cotexto_text){0}, &lookup->arena,
                       &query->tokens, query->error) ||
        !find_candidates(query))
        return false;
    if (query->count > 0)
        qsort(query->candidates, query->count, sizeof *query->candidates, better_base);
    if (!gather_hits(query, &hits, &lookup->answer.hit_count))
        return false;
    lookup->answer.hits = hits;
    if (lookup->answer.hit_count > 0 || !lookup->options.fragments)
        return true;
    return find_fragments(lookup->memories, lookup->memory_count, &query->tokens, lookup->language,
                          lookup->to, lookup->tokenizer, &lookup->arena, &lookup->answer.fragments,
                          &lookup->answer.fragment_count, query->error);
}

/* All that is read of the memories is of one moment: a unit that was found is still there when it
 * is looked at. */
static bool answer_of_one_moment(struct query *query)
{
    struct cotexto_lookup *lookup = query->lookup;
    size_t begun = 0;
    bool good = true;
    while (good && begun < lookup->memory_count) {
        good = memory_begin_read(lookup->memories[begun], query->error);
        begun += good;
    }
    good = good && answer(query);
    while (begun > 0)
        memory_rollback(lookup->memories[--begun]);
    return good;
}

bool cotexto_lookup_run(cotexto_lookup *lookup, cotexto_text text, const cotexto_answer **out,
                        cotexto_text *nfc, cotexto_error *error)
{
    struct timespec start, end;
    struct query query = {.lookup = lookup, .error = error};
    arena_reset(&lookup->arena);
    lookup->answer = (cotexto_answer){0};
    clock_gettime(CLOCK_MONOTONIC, &start);
    if (!text_to_nfc(text, &lookup->arena, &query.text, error) || !answer_of_one_moment(&query))
        return false;
    clock_gettime(CLOCK_MONOTONIC, &end);
    lookup->answer.nanoseconds =
        (uint64_t)((end.tv_sec - start.tv_sec) * 1000000000LL + (end.tv_nsec - start.tv_nsec));
    *out = &lookup->answer;
    *nfc = query.text;
    return true;
}

/* ------------------------------------------------------------------------------------ percent */

struct cotexto_comparer {
    struct tokenizer *tokenizer;
    struct arena arena;
};

cotexto_comparer *cotexto_comparer_new(const char *lang, cotexto_error *error)
{
    cotexto_comparer *comparer = calloc(1, sizeof *comparer);
    if (comparer == NULL) {
        error_no_memory(error);
        return NULL;
    }
    comparer->tokenizer = tokenizer_new(lang, true, error);
    if (comparer->tokenizer != NULL)
        return comparer;
    free(comparer);
    return NULL;
}

void cotexto_comparer_free(cotexto_comparer *comparer)
{
    if (comparer == NULL)
        return;
    tokenizer_free(comparer->tokenizer);
    arena_free(&comparer->arena);
    free(comparer);
}

bool cotexto_comparer_percent(cotexto_comparer *comparer, cotexto_text a, cotexto_text b,
                              int *percent, cotexto_error *error)
{
    struct tokens left, right;
    struct arena *arena = &comparer->arena;
    cotexto_text none = {0};
    arena_reset(arena);
    return text_to_nfc(a, arena, &a, error) && text_to_nfc(b, arena, &b, error) &&
           tokenizer_run(comparer->tokenizer, a, none, arena, &left, error) &&
           tokenizer_run(comparer->tokenizer, b, none, arena, &right, error) &&
           match_percent(&left, a, &right, b, arena, percent, error);
}
