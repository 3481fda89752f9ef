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
#include "desk/origins.h"
#include "desk/penalty.h"
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
    struct differences differences;
    struct penalty_rules penalties;
    int *memory_penalties; /* NULL: none */
    char today[11];
    struct arena kept;    /* of the options */
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
    struct context context;
    bool has_context;
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
    differences_free(&lookup->differences);
    tokenizer_free(lookup->tokenizer);
    tokenizer_free(lookup->target_tokenizer);
    arena_free(&lookup->kept);
    arena_free(&lookup->arena);
    arena_free(&lookup->scratch);
    free(lookup->memory_penalties);
    free(lookup->memories);
    free(lookup);
}

static bool copy_memories(struct cotexto_lookup *lookup, cotexto_memory *const *memories,
                          size_t count, cotexto_error *error)
{
    const int *penalties = lookup->options.memory_penalties;
    lookup->memories = calloc(count + 1, sizeof *lookup->memories);
    lookup->memory_penalties = calloc(count + 1, sizeof *lookup->memory_penalties);
    if (lookup->memories == NULL || lookup->memory_penalties == NULL)
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
    if (!filter_check(filter, error))
        return false;
    if (filter->document == NULL)
        return true;
    for (size_t i = 0; i < lookup->memory_count; i++) {
        int64_t id;
        if (!filter_document(lookup->memories[i], filter->document, &id, error))
            return false;
        if (id != 0)
            return true;
    }
    return filter_no_document(filter->document, error);
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

static void fill_hit(const struct candidate *candidate, const struct unit *unit,
                     const struct variant *source, const struct variant *target, cotexto_hit *hit)
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
        .created = unit->created,
        .creator = unit->creator,
        .changed = unit->changed,
        .changer = unit->changer,
    };
}

/* Context, penalties, percent. */
static bool rate_hit(struct query *query, const struct memory_unit *unit,
                     const struct variant *source, const struct variant *target, cotexto_hit *hit)
{
    struct cotexto_lookup *lookup = query->lookup;
    cotexto_memory *memory = lookup->memories[hit->memory];
    bool identical = hit->base == 100;
    if ((lookup->options.neighbours || (identical && query->has_context)) &&
        !context_neighbours(memory, unit, &lookup->arena, hit, query->error))
        return false;
    if (identical)
        context_compare(&query->context, &unit->unit, hit);
    if (!penalties_find(&lookup->penalties, memory, unit, source, target, &lookup->arena, hit,
                        query->error))
        return false;
    int percent = hit->base + hit->context;
    hit->percent = percent > hit->penalty ? percent - hit->penalty : 0;
    return true;
}

/* Looks at a candidate's unit. *taken: it passes the filter, has a translation, and reaches the
 * floor. */
static bool make_hit(struct query *query, const struct candidate *candidate, cotexto_hit *hit,
                     bool *taken)
{
    struct cotexto_lookup *lookup = query->lookup;
    struct memory_unit unit;
    *taken = false;
    if (!memory_get_unit(lookup->memories[candidate->memory], candidate->unit, &lookup->arena,
                         &unit, query->error))
        return false;
    const struct variant *source = found_variant(&unit.unit, candidate);
    const struct variant *target = unit_variant(&unit.unit, lookup->to);
    if (source == NULL || target == NULL || source == target ||
        !filter_passes(&lookup->options.filter, &unit.unit))
        return true;
    fill_hit(candidate, &unit.unit, source, target, hit);
    if (!rate_hit(query, &unit, source, target, hit))
        return false;
    *taken = hit->percent >= lookup->options.floor && hit->percent > 0;
    return !*taken || difference_find(&lookup->differences, query->text, &query->tokens, source,
                                      target, &lookup->arena, hit, query->error);
}

/* When the hit's unit was made or changed, as a filter sees it. */
static cotexto_text hit_date(const cotexto_hit *hit)
{
    struct unit unit = {.date = hit->date, .created = hit->created, .changed = hit->changed};
    return unit_date(&unit);
}

/* doc/matching.md, rule 8: percent, context, memory, newest, id. */
static int better_hit(const void *left, const void *right)
{
    const cotexto_hit *a = left, *b = right;
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

static bool is_there(const cotexto_hit *hits, size_t count, const struct candidate *candidate)
{
    for (size_t i = 0; i < count; i++) {
        if (hits[i].memory == candidate->memory && hits[i].unit == candidate->unit)
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

/* The best hits so far, best first; at most `limit`. */
struct best {
    cotexto_hit *hits;
    size_t count, room;
};

static bool add_hit(struct query *query, struct best *best, const cotexto_hit *hit)
{
    size_t limit = query->lookup->options.limit;
    cotexto_hit *twin = query->lookup->options.all ? NULL : find_twin(best->hits, best->count, hit);
    if (twin != NULL) { /* the better of the two stays */
        if (better_hit(hit, twin) < 0)
            *twin = *hit;
    } else {
        best->hits = arena_grow(&query->lookup->arena, best->hits, best->count, &best->room,
                                sizeof *best->hits);
        if (best->hits == NULL)
            return error_no_memory(query->error);
        best->hits[best->count++] = *hit;
    }
    qsort(best->hits, best->count, sizeof *best->hits, better_hit);
    if (best->count > limit)
        best->count = limit;
    return true;
}

/* The most that a hit can have of its candidate: penalties only take away, and context adds to
 * identical texts only. */
static int most_percent(const struct query *query, const struct candidate *candidate)
{
    return candidate->base + (candidate->base == 100 && query->has_context ? 2 : 0);
}

/* Candidates come best base first, so the rest can't matter once the limit is full of hits better
 * than the next one can be. */
static bool gather_hits(struct query *query, struct best *best)
{
    size_t limit = query->lookup->options.limit;
    for (size_t i = 0; i < query->count; i++) {
        const struct candidate *candidate = &query->candidates[i];
        cotexto_hit hit;
        bool taken;
        if (best->count >= limit && best->hits[limit - 1].percent > most_percent(query, candidate))
            break;
        if (is_there(best->hits, best->count, candidate))
            continue; /* by a variant that is nearer */
        if (!make_hit(query, candidate, &hit, &taken) || (taken && !add_hit(query, best, &hit)))
            return false;
    }
    return true;
}

static bool name_origins(struct query *query, const struct best *best)
{
    const struct cotexto_lookup *lookup = query->lookup;
    for (size_t i = 0; !lookup->options.all && lookup->memory_count > 1 && i < best->count; i++) {
        if (!origins_find(lookup->memories, lookup->memory_count, &lookup->options.filter,
                          &query->lookup->arena, &best->hits[i], query->error))
            return false;
    }
    return true;
}

static bool answer(struct query *query)
{
    struct cotexto_lookup *lookup = query->lookup;
    struct best best = {0};
    if (!tokenizer_run(lookup->tokenizer, query->text, (cotexto_text){0}, &lookup->arena,
                       &query->tokens, query->error) ||
        !find_candidates(query))
        return false;
    if (query->count > 0)
        qsort(query->candidates, query->count, sizeof *query->candidates, better_base);
    if (!gather_hits(query, &best) || !name_origins(query, &best))
        return false;
    lookup->answer.hits = best.hits;
    lookup->answer.hit_count = best.count;
    if (lookup->answer.hit_count > 0 || !lookup->options.fragments)
        return true;
    return find_fragments(lookup->memories, lookup->memory_count, &query->tokens, lookup->language,
                          lookup->to, lookup->tokenizer, &lookup->options.filter, &lookup->arena,
                          &lookup->answer.fragments, &lookup->answer.fragment_count, query->error);
}

bool cotexto_lookup_in_context(cotexto_lookup *lookup, const cotexto_query *asked,
                               const cotexto_answer **out, cotexto_text *nfc, cotexto_error *error)
{
    struct timespec start, end;
    struct query query = {.lookup = lookup, .error = error};
    arena_reset(&lookup->arena);
    lookup->answer = (cotexto_answer){0};
    clock_gettime(CLOCK_MONOTONIC, &start);
    query.has_context = asked->before.length + asked->after.length + asked->id.length > 0;
    if (!text_to_nfc(asked->text, &lookup->arena, &query.text, error) ||
        !context_of_query(asked, &lookup->arena, &query.context, error) || !answer(&query))
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
