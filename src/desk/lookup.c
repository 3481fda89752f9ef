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
#include "desk/links.h"
#include "match/entries.h"
#include "match/percent.h"
#include "memory/store.h"
#include "text/decode.h"

struct cotexto_lookup {
    cotexto_memory **memories;
    bool *begun; /* of each memory: a view was begun for the running call */
    size_t memory_count;
    cotexto_lookup_options options;
    char from[COTEXTO_TAG_SIZE], to[COTEXTO_TAG_SIZE];
    char language[COTEXTO_TAG_SIZE]; /* of `from`, without region */
    struct tokenizer *tokenizer, *target_tokenizer;
    struct arena arena;   /* of the last answer */
    struct arena scratch; /* of one comparison */
    struct linking linking;
    cotexto_answer answer;
};

struct query {
    struct cotexto_lookup *lookup;
    cotexto_text text;
    struct tokens tokens;
    size_t memory;     /* the one being looked through */
    cotexto_hit *hits; /* the best so far, in order */
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
    linking_free(&lookup->linking);
    free(lookup->memories);
    free(lookup->begun);
    free(lookup);
}

cotexto_lookup *cotexto_lookup_new(cotexto_memory *const *memories, size_t memory_count,
                                   const cotexto_lookup_options *options, cotexto_error *error)
{
    cotexto_lookup *lookup = calloc(1, sizeof *lookup);
    if (lookup != NULL) {
        lookup->memories = calloc(memory_count + 1, sizeof *lookup->memories);
        lookup->begun = calloc(memory_count + 1, sizeof *lookup->begun);
    }
    if (lookup == NULL || lookup->memories == NULL || lookup->begun == NULL) {
        cotexto_lookup_free(lookup);
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

static bool percent_of(struct query *query, cotexto_text text, cotexto_text tags, int *percent)
{
    struct cotexto_lookup *lookup = query->lookup;
    struct tokens tokens;
    return tokenizer_run(lookup->tokenizer, text, tags, &lookup->scratch, &tokens, query->error) &&
           match_percent(&query->tokens, query->text, &tokens, text, &lookup->scratch, percent,
                         query->error);
}

/* Of a unit with several variants of the language, the one nearest to the query counts, whichever
 * it was found by. *base: the percent of the one found, then of the nearest. */
static bool nearest_variant(struct query *query, const struct unit *unit,
                            const struct variant **nearest, int *base)
{
    const char *lang = query->lookup->language;
    size_t count = 0;
    for (size_t i = 0; i < unit->variant_count; i++)
        count += tag_same_language(unit->variants[i].lang, lang);
    *nearest = NULL;
    for (size_t i = 0; i < unit->variant_count; i++) {
        const struct variant *variant = &unit->variants[i];
        int percent = *base;
        if (!tag_same_language(variant->lang, lang))
            continue;
        if (count > 1 && !percent_of(query, variant->text, variant->tags, &percent))
            return false;
        if (*nearest == NULL || percent > *base) {
            *nearest = variant;
            *base = percent;
        }
    }
    return true;
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

static bool add_edits(struct query *query, cotexto_hit *hit, const struct tokens *tokens)
{
    struct arena *arena = &query->lookup->arena;
    struct edit *script;
    size_t count;
    if (!match_script(&query->tokens, tokens, arena, &script, &count, query->error))
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

static void fill_hit(const struct query *query, const struct memory_unit *from, int base,
                     const struct variant *source, const struct variant *target, cotexto_hit *hit)
{
    const struct unit *unit = &from->unit;
    *hit = (cotexto_hit){
        .base = base,
        .unit = from->id,
        .memory = query->memory,
        .source_lang = source->lang,
        .target_lang = target->lang,
        .source = source->text,
        .target = target->text,
        .source_tags = source->tags,
        .target_tags = target->tags,
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
    hit->penalty_variant = other_variant(query->lookup->from, source->lang) ||
                           other_variant(query->lookup->to, target->lang);
}

/* The hit of a unit, as far as its place among the others goes. *taken: it has a
 * translation and passes the floor after its penalties. */
static bool judge_hit(struct query *query, int64_t id, int base, cotexto_hit *hit, bool *taken)
{
    struct cotexto_lookup *lookup = query->lookup;
    cotexto_memory *memory = lookup->memories[query->memory];
    struct memory_unit unit;
    const struct variant *source;
    *taken = false;
    if (!memory_get_unit(memory, id, &lookup->arena, &unit, query->error) ||
        !nearest_variant(query, &unit.unit, &source, &base))
        return false;
    const struct variant *target = choose_variant(&unit.unit, lookup->to);
    if (source == NULL || target == NULL || source == target)
        return true;
    fill_hit(query, &unit, base, source, target, hit);
    if (!several_targets(memory, source, target, &lookup->arena, &hit->penalty_targets,
                         query->error))
        return false;
    hit->penalty = hit->penalty_alignment + hit->penalty_variant + hit->penalty_targets;
    hit->percent = hit->base > hit->penalty ? hit->base - hit->penalty : 0;
    *taken = hit->percent >= lookup->options.floor && hit->percent > 0;
    return true;
}

/* What only the hits that are given need: the difference, flags, the adapted translation. */
static bool finish_hit(struct query *query, cotexto_hit *hit)
{
    struct cotexto_lookup *lookup = query->lookup;
    struct tokens tokens;
    if (!tokenizer_run(lookup->tokenizer, hit->source, hit->source_tags, &lookup->arena, &tokens,
                       query->error) ||
        !add_edits(query, hit, &tokens) ||
        !linking_find_changes(&lookup->linking, lookup->memories[hit->memory], hit, &lookup->arena,
                              query->error))
        return false;
    hit->flags = public_flags(match_flags(&query->tokens, &tokens, lookup->language));
    struct variant target = {
        .lang = hit->target_lang, .text = hit->target, .tags = hit->target_tags};
    return (hit->flags & COTEXTO_FLAG_NUMBER) == 0 ||
           adapt_numbers(&query->tokens, &tokens, &target, lookup->target_tokenizer, &lookup->arena,
                         &hit->adapted, query->error);
}

/* doc/matching.md, rule 8: percent, memory, newest, id. */
static int compare_hits(const cotexto_hit *a, const cotexto_hit *b)
{
    if (a->percent != b->percent)
        return b->percent - a->percent;
    if (a->memory != b->memory)
        return a->memory < b->memory ? -1 : 1;
    int newer = text_compare(b->changed, a->changed);
    if (newer != 0)
        return newer;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

static bool is_there(const struct query *query, const cotexto_hit *hit)
{
    for (size_t i = 0; i < query->count; i++) {
        if (query->hits[i].memory == hit->memory && query->hits[i].unit == hit->unit)
            return true;
    }
    return false;
}

/* Puts a hit in its place among the best. */
static bool keep_hit(struct query *query, const cotexto_hit *hit)
{
    size_t limit = query->lookup->options.limit, at;
    for (at = query->count; at > 0 && compare_hits(hit, &query->hits[at - 1]) < 0; at--)
        ;
    if (at >= limit || is_there(query, hit)) /* by another variant */
        return true;
    query->hits = arena_grow(&query->lookup->arena, query->hits, query->count, &query->room,
                             sizeof *query->hits);
    if (query->hits == NULL)
        return error_no_memory(query->error);
    memmove(&query->hits[at + 1], &query->hits[at], (query->count - at) * sizeof *query->hits);
    query->hits[at] = *hit;
    query->count += query->count < limit;
    return true;
}

/* The least base percent that can still change the answer: penalties only take away. */
static int least_base(const struct query *query)
{
    const cotexto_lookup_options *options = &query->lookup->options;
    int least = options->floor > 1 ? options->floor : 1;
    if (query->count < options->limit)
        return least;
    int last = query->hits[query->count - 1].percent;
    return last > least ? last : least;
}

/* --------------------------------------------------------------------------------- candidates */

static bool consider(struct query *query, const struct memory_segment *segment)
{
    cotexto_hit hit;
    int base;
    bool taken;
    if (!percent_of(query, segment->text, segment->tags, &base))
        return false;
    if (base < least_base(query))
        return true;
    return judge_hit(query, segment->unit, base, &hit, &taken) && (!taken || keep_hit(query, &hit));
}

static bool each_segment(void *context, const struct memory_segment *segment)
{
    struct query *query = context;
    arena_reset(&query->lookup->scratch);
    return query->good = consider(query, segment);
}

static bool each_found(void *context, int64_t id, int *threshold)
{
    struct query *query = context;
    struct cotexto_lookup *lookup = query->lookup;
    struct memory_segment segment;
    bool found;
    arena_reset(&lookup->scratch);
    query->good = memory_get_segment(lookup->memories[query->memory], id, &lookup->scratch,
                                     &segment, &found, query->error) &&
                  (!found || consider(query, &segment));
    int least = least_base(query);
    *threshold = least > *threshold ? least : *threshold;
    return query->good;
}

/* The index finds everything from INDEX_FLOOR on; below it, and without an index, each segment is
 * compared. */
static bool look_through(struct query *query)
{
    struct cotexto_lookup *lookup = query->lookup;
    cotexto_memory *memory = lookup->memories[query->memory];
    bool indexed = false;
    if (!lookup->options.exhaustive && lookup->options.floor >= INDEX_FLOOR &&
        !memory_has_index(memory, &indexed, query->error))
        return false;
    query->good = true;
    return (indexed ? memory_find_segments(memory, lookup->language, &query->tokens,
                                           least_base(query), each_found, query, query->error)
                    : memory_each_segment(memory, lookup->language, each_segment, query,
                                          query->error)) &&
           query->good;
}

static bool find_hits(struct query *query)
{
    struct cotexto_lookup *lookup = query->lookup;
    for (query->memory = 0; query->memory < lookup->memory_count; query->memory++) {
        if (!look_through(query))
            return false;
    }
    for (size_t i = 0; i < query->count; i++) {
        if (!finish_hit(query, &query->hits[i]))
            return false;
    }
    return true;
}

static bool answer(struct query *query)
{
    struct cotexto_lookup *lookup = query->lookup;
    if (!tokenizer_run(lookup->tokenizer, query->text, (cotexto_text){0}, &lookup->arena,
                       &query->tokens, query->error) ||
        !find_hits(query))
        return false;
    lookup->answer.hits = query->hits;
    lookup->answer.hit_count = query->count;
    if (query->count > 0 || !lookup->options.fragments)
        return true;
    return find_fragments(lookup->memories, lookup->memory_count, &query->tokens, lookup->language,
                          lookup->to, lookup->tokenizer, &lookup->linking, &lookup->arena,
                          &lookup->answer.fragments, &lookup->answer.fragment_count, query->error);
}

/* All that is read of the memories is of one moment. */
static bool begin_reading(struct cotexto_lookup *lookup, cotexto_error *error)
{
    for (size_t i = 0; i < lookup->memory_count; i++) {
        if (!memory_begin_read(lookup->memories[i], &lookup->begun[i], error))
            return false;
    }
    return true;
}

static void end_reading(struct cotexto_lookup *lookup)
{
    for (size_t i = 0; i < lookup->memory_count; i++) {
        if (lookup->begun[i])
            memory_end_read(lookup->memories[i]);
        lookup->begun[i] = false;
    }
}

bool cotexto_lookup_run(cotexto_lookup *lookup, cotexto_text text, const cotexto_answer **out,
                        cotexto_text *nfc, cotexto_error *error)
{
    struct timespec start, end;
    struct query query = {.lookup = lookup, .error = error};
    arena_reset(&lookup->arena);
    lookup->answer = (cotexto_answer){0};
    clock_gettime(CLOCK_MONOTONIC, &start);
    bool good = text_to_nfc(text, &lookup->arena, &query.text, error) &&
                begin_reading(lookup, error) && answer(&query);
    end_reading(lookup);
    if (!good)
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
