/* Lookup: candidates from the memories, each with its match percent; penalties, order and what a
 * hit carries. */
#include <cotexto/lookup.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/error.h"
#include "base/message.h"
#include "base/tag.h"
#include "base/text.h"
#include "desk/context.h"
#include "desk/difference.h"
#include "desk/filter.h"
#include "desk/fragment.h"
#include "desk/links.h"
#include "desk/origins.h"
#include "desk/penalty.h"
#include "desk/termbase.h"
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
    struct differences differences;
    struct linking linking;
    struct termbase *terms; /* NULL: not read yet */
    struct penalty_rules penalties;
    int *memory_penalties; /* NULL: none */
    char today[11];
    struct arena kept;    /* of the options */
    struct arena arena;   /* of the last answer */
    struct arena scratch; /* of one comparison */
    cotexto_answer answer;
};

struct query {
    struct cotexto_lookup *lookup;
    cotexto_text text, tags;
    struct tokens tokens;
    struct context context;
    bool has_context;
    struct penalties_known known;
    size_t memory;     /* the one being looked through */
    cotexto_hit *hits; /* the best so far, in order */
    size_t count, room;
    bool identical; /* a segment with the very same text was met */
    bool enough;    /* nothing better can come */
    bool good;
    cotexto_error *error;
};

void cotexto_lookup_free(cotexto_lookup *lookup)
{
    if (lookup == NULL)
        return;
    differences_free(&lookup->differences);
    linking_free(&lookup->linking);
    termbase_free(lookup->terms);
    tokenizer_free(lookup->tokenizer);
    tokenizer_free(lookup->target_tokenizer);
    arena_free(&lookup->kept);
    arena_free(&lookup->arena);
    arena_free(&lookup->scratch);
    free(lookup->memory_penalties);
    free(lookup->memories);
    free(lookup->begun);
    free(lookup);
}

static bool copy_memories(struct cotexto_lookup *lookup, cotexto_memory *const *memories,
                          size_t count, cotexto_error *error)
{
    const int *penalties = lookup->options.memory_penalties;
    lookup->memories = calloc(count + 1, sizeof *lookup->memories);
    lookup->memory_penalties = calloc(count + 1, sizeof *lookup->memory_penalties);
    lookup->begun = calloc(count + 1, sizeof *lookup->begun);
    if (lookup->memories == NULL || lookup->memory_penalties == NULL || lookup->begun == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < count; i++) {
        lookup->memories[i] = memories[i];
        lookup->memory_penalties[i] = penalties == NULL ? 0 : penalties[i];
    }
    lookup->memory_count = count;
    return true;
}

static void set_penalties(struct cotexto_lookup *lookup)
{
    time_t seconds = time(NULL);
    struct tm parts;
    if (gmtime_r(&seconds, &parts) != NULL)
        strftime(lookup->today, sizeof lookup->today, "%Y-%m-%d", &parts);
    lookup->penalties = (struct penalty_rules){
        .from = lookup->from,
        .to = lookup->to,
        .memories = lookup->memory_penalties,
        .age = lookup->options.age_penalty,
        .age_years = lookup->options.age_years,
        .today = lookup->today,
    };
}

/* The filter's texts are copied, its dates looked at, its document looked for. */
static bool set_filter(struct cotexto_lookup *lookup, cotexto_error *error)
{
    cotexto_filter *filter = &lookup->options.filter;
    const char **const texts[] = {&filter->document, &filter->since, &filter->until,
                                  &filter->author};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (*texts[i] != NULL && (*texts[i] = arena_string(&lookup->kept, *texts[i])) == NULL)
            return error_no_memory(error);
    }
    return filter_check(filter, lookup->memories, lookup->memory_count, error);
}

static bool make_tokenizers(struct cotexto_lookup *lookup, cotexto_error *error)
{
    lookup->tokenizer = tokenizer_new(lookup->from, true, error);
    lookup->target_tokenizer =
        lookup->tokenizer == NULL ? NULL : tokenizer_new(lookup->to, true, error);
    lookup->differences = (struct differences){.from = lookup->from,
                                               .tokenizer = lookup->tokenizer,
                                               .target_tokenizer = lookup->target_tokenizer};
    return lookup->target_tokenizer != NULL;
}

cotexto_lookup *cotexto_lookup_new(cotexto_memory *const *memories, size_t memory_count,
                                   const cotexto_lookup_options *options, cotexto_error *error)
{
    cotexto_lookup *lookup = calloc(1, sizeof *lookup);
    if (lookup == NULL) {
        error_no_memory(error);
        return NULL;
    }
    lookup->options = *options;
    if (options->steps != NULL)
        lookup->options.limit = 1;
    snprintf(lookup->from, sizeof lookup->from, "%s", options->from);
    snprintf(lookup->to, sizeof lookup->to, "%s", options->to);
    tag_language(lookup->from, lookup->language);
    if (copy_memories(lookup, memories, memory_count, error) && set_filter(lookup, error) &&
        make_tokenizers(lookup, error)) {
        set_penalties(lookup);
        return lookup;
    }
    cotexto_lookup_free(lookup);
    return NULL;
}

/* --------------------------------------------------------------------------------------- hits */

static bool percent_of(struct query *query, cotexto_text text, cotexto_text tags, int *percent)
{
    struct cotexto_lookup *lookup = query->lookup;
    struct tokens tokens;
    if (query->tokens.count > 0 && text_equal(text, query->text) && text_equal(tags, query->tags)) {
        *percent = 100; /* as often as there are copies */
        return true;
    }
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
        .created = unit->created,
        .creator = unit->creator,
        .changed = unit->changed,
        .changer = unit->changer,
    };
}

static void count_percent(cotexto_hit *hit)
{
    int percent = hit->base + hit->context;
    hit->percent = percent > hit->penalty ? percent - hit->penalty : 0;
}

/* Context, penalties but for the dearest to find, percent. */
static bool rate_hit(struct query *query, const struct memory_unit *unit,
                     const struct variant *source, const struct variant *target, cotexto_hit *hit)
{
    struct cotexto_lookup *lookup = query->lookup;
    cotexto_memory *memory = lookup->memories[hit->memory];
    if (hit->base == 100 && query->has_context) {
        if (!context_neighbours(memory, unit, &lookup->scratch, hit, query->error))
            return false;
        context_compare(&query->context, &unit->unit, hit);
    }
    if (!penalties_find(&lookup->penalties, &query->known, memory, unit, source, target,
                        &lookup->scratch, hit, query->error))
        return false;
    count_percent(hit);
    return true;
}

/* Whether the target keeps to the glossary. */
static bool check_terms(struct query *query, cotexto_hit *hit)
{
    struct cotexto_lookup *lookup = query->lookup;
    struct tokens source, target;
    bool disregards;
    if (lookup->answer.term_count == 0)
        return true;
    if (!tokenizer_run(lookup->tokenizer, hit->source, hit->source_tags, &lookup->arena, &source,
                       query->error) ||
        !tokenizer_run(lookup->target_tokenizer, hit->target, hit->target_tags, &lookup->arena,
                       &target, query->error) ||
        !termbase_disregards(lookup->terms, &query->tokens, &source, &target, &lookup->arena,
                             &disregards, query->error))
        return false;
    if (disregards)
        hit->flags |= COTEXTO_FLAG_TERM;
    return true;
}

/* What only the hits that are given need: the difference, the words to change, other origins. */
static bool finish_hit(struct query *query, cotexto_hit *hit)
{
    struct cotexto_lookup *lookup = query->lookup;
    const struct variant source = {
        .lang = hit->source_lang, .text = hit->source, .tags = hit->source_tags};
    const struct variant target = {
        .lang = hit->target_lang, .text = hit->target, .tags = hit->target_tags};
    return difference_find(&lookup->differences, query->text, &query->tokens, &source, &target,
                           &lookup->arena, hit, query->error) &&
           linking_find_changes(&lookup->linking, lookup->memories[hit->memory], hit,
                                &lookup->arena, query->error) &&
           check_terms(query, hit) &&
           (lookup->options.all || lookup->memory_count == 1 ||
            origins_find(lookup->memories, lookup->memory_count, &lookup->options.filter,
                         &lookup->arena, hit, query->error));
}

/* When the hit's unit was made or changed, as a filter sees it. */
static cotexto_text hit_date(const cotexto_hit *hit)
{
    struct unit unit = {.date = hit->date, .created = hit->created, .changed = hit->changed};
    return unit_date(&unit);
}

/* doc/matching.md, rule 8: percent, context, memory, newest, id. */
static int compare_hits(const cotexto_hit *a, const cotexto_hit *b)
{
    if (a->percent != b->percent)
        return b->percent - a->percent;
    if (a->context != b->context)
        return b->context - a->context;
    if (a->memory != b->memory)
        return a->memory < b->memory ? -1 : 1;
    int newer = text_compare(hit_date(b), hit_date(a));
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

/* The hit of another memory with the same source and translation; NULL: there is none. */
static cotexto_hit *find_twin(cotexto_hit *hits, size_t count, const cotexto_hit *hit)
{
    for (size_t i = 0; i < count; i++) {
        if (hits[i].memory != hit->memory && text_equal(hits[i].source, hit->source) &&
            text_equal(hits[i].target, hit->target))
            return &hits[i];
    }
    return NULL;
}

static void take_out(struct query *query, size_t at)
{
    query->count--;
    memmove(&query->hits[at], &query->hits[at + 1], (query->count - at) * sizeof *query->hits);
}

/* Copies a hit's texts into the arena of the answer. */
static bool copy_texts(cotexto_hit *hit, struct arena *arena)
{
    cotexto_text *const texts[] = {
        &hit->source,  &hit->target,  &hit->source_tags, &hit->target_tags, &hit->document,
        &hit->title,   &hit->date,    &hit->url,         &hit->created,     &hit->creator,
        &hit->changed, &hit->changer, &hit->before,      &hit->after};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i]->bytes != NULL && (*texts[i] = arena_text(arena, *texts[i])).bytes == NULL)
            return false;
    }
    return true;
}

/* Puts a hit in its place among the best. */
static bool put_hit(struct query *query, const cotexto_hit *hit)
{
    size_t limit = query->lookup->options.limit, at;
    for (at = query->count; at > 0 && compare_hits(hit, &query->hits[at - 1]) < 0; at--)
        ;
    if (at >= limit)
        return true;
    query->hits = arena_grow(&query->lookup->arena, query->hits, query->count, &query->room,
                             sizeof *query->hits);
    cotexto_hit kept = *hit;
    if (query->hits == NULL || !copy_texts(&kept, &query->lookup->arena))
        return error_no_memory(query->error);
    query->count -= query->count == limit;
    memmove(&query->hits[at + 1], &query->hits[at], (query->count - at) * sizeof *query->hits);
    query->hits[at] = kept;
    query->count++;
    return true;
}

/* A unit counts once, by whichever of its variants it was found; so does a translation that several
 * memories have, the better of the two. */
static bool keep_hit(struct query *query, const cotexto_hit *hit)
{
    cotexto_hit *twin =
        query->lookup->options.all ? NULL : find_twin(query->hits, query->count, hit);
    if (is_there(query, hit))
        return true;
    if (twin == NULL)
        return put_hit(query, hit);
    if (compare_hits(hit, twin) > 0)
        return true;
    take_out(query, (size_t)(twin - query->hits));
    return put_hit(query, hit);
}

/* The least percent by which a hit would be better than the best one: of the next step. */
static int next_step(const struct query *query)
{
    enum { NONE = 103 };
    const cotexto_lookup_options *options = &query->lookup->options;
    for (size_t i = 0; i < options->step_count; i++) {
        if (options->steps[i] > query->hits[0].percent)
            return options->steps[i];
    }
    return NONE;
}

/* The least base percent that can still change the answer: penalties only take away, and context
 * adds to identical texts only. */
static int least_base(const struct query *query)
{
    const cotexto_lookup_options *options = &query->lookup->options;
    int least = options->floor > 1 ? options->floor : 1;
    if (query->count == options->limit) {
        int last =
            options->steps != NULL ? next_step(query) : query->hits[query->count - 1].percent;
        least = last > least ? last : least;
    }
    return least < 100 ? least : 100;
}

/* No hit reaches a higher step. */
static bool has_enough(const struct query *query)
{
    int most = query->has_context ? 102 : 100;
    return query->lookup->options.steps != NULL && query->count > 0 && next_step(query) > most;
}

/* Whether a hit is among the best yet. */
static bool can_be_put(const struct query *query, const cotexto_hit *hit)
{
    return query->count < query->lookup->options.limit ||
           compare_hits(hit, &query->hits[query->count - 1]) < 0;
}

/* Whether a unit can be among the best yet, at the most that its row alone leaves it: of many with
 * the same percent, most can't. */
static bool can_be_kept(const struct query *query, const struct memory_unit *unit,
                        const struct memory_segment *segment, int base)
{
    int context = base == 100 && query->has_context ? 2 : 0;
    cotexto_hit most = {
        .percent = base + context - penalty_of_alignment(&unit->unit),
        .context = context,
        .memory = query->memory,
        .unit = unit->id,
        .date = unit->unit.date,
        .created = unit->unit.created,
        .changed = unit->unit.changed,
    };
    if (!can_be_put(query, &most))
        return false;
    most.percent -= penalty_of_known_targets(&query->known, query->memory, segment);
    return can_be_put(query, &most);
}

/* Whether a hit reaches the floor, and is among the best. */
static bool is_hit(const struct query *query, const cotexto_hit *hit)
{
    return hit->percent >= query->lookup->options.floor && hit->percent > 0 &&
           can_be_put(query, hit);
}

/* Makes the hit of a unit, of which the head is known, and keeps it if it is among the best. What
 * is dear to find is looked for last. */
static bool judge_unit(struct query *query, struct memory_unit *unit, int base)
{
    struct cotexto_lookup *lookup = query->lookup;
    cotexto_memory *memory = lookup->memories[query->memory];
    const struct variant *source;
    cotexto_hit hit;
    if (!memory_complete_unit(memory, &lookup->scratch, unit, query->error) ||
        !nearest_variant(query, &unit->unit, &source, &base))
        return false;
    const struct variant *target = unit_variant(&unit->unit, lookup->to);
    if (source == NULL || target == NULL || source == target ||
        !filter_passes(&lookup->options.filter, &unit->unit))
        return true;
    fill_hit(query, unit, base, source, target, &hit);
    if (!rate_hit(query, unit, source, target, &hit))
        return false;
    if (!is_hit(query, &hit))
        return true;
    if (!penalties_find_targets(&lookup->penalties, &query->known, memory, unit->hash,
                                &lookup->scratch, &hit, query->error))
        return false;
    count_percent(&hit);
    if (!is_hit(query, &hit))
        return true;
    return (!lookup->options.neighbours || hit.before.bytes != NULL || hit.after.bytes != NULL ||
            context_neighbours(memory, unit, &lookup->scratch, &hit, query->error)) &&
           keep_hit(query, &hit);
}

/* --------------------------------------------------------------------------------- candidates */

static bool consider(struct query *query, const struct memory_segment *segment)
{
    struct memory_unit unit;
    int base;
    bool found;
    if (!percent_of(query, segment->text, segment->tags, &base))
        return false;
    query->identical = query->identical || base == 100;
    if (base < least_base(query))
        return true;
    if (!memory_get_unit_head(query->lookup->memories[query->memory], segment->unit,
                              &query->lookup->scratch, &unit, &found, query->error))
        return false;
    return !found || !can_be_kept(query, &unit, segment, base) || judge_unit(query, &unit, base);
}

static bool each_segment(void *context, const struct memory_segment *segment)
{
    struct query *query = context;
    arena_reset(&query->lookup->scratch);
    query->good = consider(query, segment);
    return query->good && !has_enough(query);
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
    query->enough = has_enough(query);
    return query->good && !query->enough;
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
    if (!indexed)
        return memory_each_segment(memory, lookup->language, each_segment, query, query->error) &&
               query->good;
    return memory_find_segments(memory, lookup->language, &query->tokens, least_base(query),
                                each_found, query, query->error) ||
           (query->good && query->enough);
}

static bool find_hits(struct query *query)
{
    struct cotexto_lookup *lookup = query->lookup;
    for (query->memory = 0; query->memory < lookup->memory_count && !has_enough(query);
         query->memory++) {
        if (!look_through(query))
            return false;
    }
    for (size_t i = 0; i < query->count && lookup->options.steps == NULL; i++) {
        if (!finish_hit(query, &query->hits[i]))
            return false;
    }
    return true;
}

/* The glossaries are read when the first text is looked up. */
static bool find_terms(struct query *query)
{
    struct cotexto_lookup *lookup = query->lookup;
    if (lookup->terms == NULL)
        lookup->terms =
            termbase_new(lookup->memories, lookup->memory_count, lookup->from, lookup->to,
                         lookup->tokenizer, lookup->target_tokenizer, query->error);
    return lookup->terms != NULL &&
           termbase_find(lookup->terms, &query->tokens, &lookup->arena, &lookup->answer.terms,
                         &lookup->answer.term_count, query->error);
}

static bool answer(struct query *query)
{
    struct cotexto_lookup *lookup = query->lookup;
    if (!tokenizer_run(lookup->tokenizer, query->text, query->tags, &lookup->arena, &query->tokens,
                       query->error) ||
        !find_terms(query) || !find_hits(query))
        return false;
    lookup->answer.hits = query->hits;
    lookup->answer.hit_count = query->count;
    lookup->answer.identical = query->identical;
    if (query->count > 0 || !lookup->options.fragments)
        return true;
    return find_fragments(lookup->memories, lookup->memory_count, &query->tokens, lookup->language,
                          lookup->to, lookup->tokenizer, &lookup->options.filter, &lookup->linking,
                          &lookup->arena, &lookup->answer.fragments, &lookup->answer.fragment_count,
                          query->error);
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

bool cotexto_lookup_in_context(cotexto_lookup *lookup, const cotexto_query *asked,
                               const cotexto_answer **out, cotexto_text *nfc, cotexto_error *error)
{
    struct timespec start, end;
    struct query query = {.lookup = lookup,
                          .tags = asked->tags,
                          .known.targets.arena = &lookup->arena,
                          .error = error};
    arena_reset(&lookup->arena);
    lookup->answer = (cotexto_answer){0};
    clock_gettime(CLOCK_MONOTONIC, &start);
    query.has_context = asked->before.length + asked->after.length + asked->id.length > 0;
    bool good = text_to_nfc(asked->text, &lookup->arena, &query.text, error) &&
                context_of_query(asked, &lookup->arena, &query.context, error) &&
                begin_reading(lookup, error) && answer(&query);
    end_reading(lookup);
    penalties_forget(&query.known);
    if (!good)
        return false;
    clock_gettime(CLOCK_MONOTONIC, &end);
    lookup->answer.nanoseconds =
        (uint64_t)((end.tv_sec - start.tv_sec) * 1000000000LL + (end.tv_nsec - start.tv_nsec));
    *out = &lookup->answer;
    *nfc = query.text;
    return true;
}

bool cotexto_lookup_run(cotexto_lookup *lookup, cotexto_text text, const cotexto_answer **answer,
                        cotexto_text *nfc, cotexto_error *error)
{
    cotexto_query query = {.text = text};
    return cotexto_lookup_in_context(lookup, &query, answer, nfc, error);
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
