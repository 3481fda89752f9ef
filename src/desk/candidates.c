/* Candidates for terms: reading the memory, choosing groups of the source, and for each the groups
 * of the target that stand beside it. */
#include "desk/candidates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/message.h"
#include "base/text.h"
#include "desk/filter.h"
#include "desk/termbase.h"

enum {
    MOST_UNITS = 1000000, /* read: about 150 bytes each */
    CHUNK_UNITS = 50,     /* neighbours that count as one place for group_burst() */
    UNITS_A_REPORT = 1024,
    MOST_TEXTS = 400,   /* of a candidate that are looked at */
    LEAST_CHOSEN = 500, /* groups that translations are looked for */
    CHOSEN_EACH = 10,   /* for each candidate asked for */
};
/* A group that stands almost always within one longer group is no term of its own. */
static const double nested_share = .8;
/* A translation stands beside its term in so many texts, by Dice's coefficient. */
static const double least_strength = .1;

/* ------------------------------------------------------------------------------------ reading */

struct reading {
    struct candidates *candidates;
    uint64_t seen, total, stride;
    int64_t document; /* of the last unit */
    uint32_t documents, in_chunk;
    struct arena arena; /* of one unit */
    bool good;
    cotexto_error *error;
};

static bool report(const cotexto_progress *progress, uint64_t done, uint64_t total,
                   cotexto_error *error)
{
    return progress->report == NULL ||
           progress->report(progress->context, COTEXTO_WORK_UNITS, done, total) ||
           error_set(error, COTEXTO_CANCELLED, "cancelled", "%s", _("stopped"));
}

/* Wrong pairs would teach wrong translations. */
static bool is_trusted(const cotexto_filter *filter, const struct unit *unit)
{
    static const double sure = .8;
    return unit->reviewed || unit->confidence < 0 || unit->confidence >= sure ||
           filter->confidence > 0;
}

static bool add_text(struct reading *reading, int side, const struct variant *variant,
                     bool new_chunk)
{
    struct candidates *candidates = reading->candidates;
    struct tokenizer *tokenizer =
        memory_tokenizer(candidates->memory, variant->lang, reading->error);
    struct tokens tokens;
    return tokenizer != NULL &&
           tokenizer_run(tokenizer, variant->text, variant->tags, &reading->arena, &tokens,
                         reading->error) &&
           word_stream_add(&candidates->sides[side], &tokens, new_chunk, reading->error);
}

static bool add_unit(struct reading *reading, const struct memory_unit *unit)
{
    struct candidates *candidates = reading->candidates;
    const struct variant *source = unit_variant(&unit->unit, candidates->options->from),
                         *target = unit_variant(&unit->unit, candidates->options->to);
    if (source == NULL || target == NULL || source == target)
        return true;
    bool new_document = reading->document != unit->document;
    bool new_chunk = new_document || reading->in_chunk == CHUNK_UNITS;
    if (!array_reserve(&candidates->units, &candidates->unit_room, candidates->unit_count + 1,
                       sizeof *candidates->units))
        return error_no_memory(reading->error);
    reading->document = unit->document;
    reading->documents += new_document;
    reading->in_chunk = new_chunk ? 1 : reading->in_chunk + 1;
    candidates->units[candidates->unit_count++] = (struct read_unit){unit->id, reading->documents};
    arena_reset(&reading->arena);
    return add_text(reading, 0, source, new_chunk) && add_text(reading, 1, target, new_chunk);
}

static bool each_unit(void *context, const struct memory_unit *unit)
{
    struct reading *reading = context;
    const cotexto_candidate_options *options = reading->candidates->options;
    reading->seen++;
    reading->good = reading->seen % UNITS_A_REPORT != 0 ||
                    report(&options->progress, reading->seen, reading->total, reading->error);
    if (reading->good && reading->seen % reading->stride == 0 &&
        filter_passes(&options->filter, &unit->unit) && is_trusted(&options->filter, &unit->unit))
        reading->good = add_unit(reading, unit);
    return reading->good;
}

static bool read_memory(struct candidates *candidates, cotexto_error *error)
{
    const cotexto_candidate_options *options = candidates->options;
    struct reading reading = {.candidates = candidates, .good = true, .error = error};
    int64_t document;
    bool good = filter_document(candidates->memory, options->filter.document, &document, error) &&
                memory_unit_count(candidates->memory, &reading.total, error);
    reading.stride = (reading.total + MOST_UNITS - 1) / MOST_UNITS;
    reading.stride += reading.stride == 0;
    good = good && memory_each_unit(candidates->memory, document, each_unit, &reading, error) &&
           reading.good;
    arena_free(&reading.arena);
    return good;
}

/* ----------------------------------------------------------------------------------- choosing */

/* How much a group looks like a term, by itself. */
static double termhood(const struct word_stream *stream, const struct group *group)
{
    static const double plain = .5, most = 2, single = .7;
    double burst = group_burst(stream, group);
    if (group->longest > nested_share * (double)group->texts)
        return 0;
    return group_value(group) * (group->content == 1 ? single : 1) *
           (plain + (burst < 0      ? 0
                     : burst < most ? burst
                                    : most));
}

/* By a number, then by where they stand first: the same on every run. */
static int compare(double a, double b, const struct group *x, const struct group *y)
{
    if (a != b)
        return a > b ? -1 : 1;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return (int)y->words - (int)x->words;
}

static int by_score(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    return compare(x->score, y->score, x->group, y->group);
}

static bool choose_groups(struct candidates *candidates, cotexto_error *error)
{
    struct word_stream *stream = &candidates->sides[0];
    size_t limit = candidates->options->limit, most = SIZE_MAX;
    candidates->list = calloc(stream->group_count + 1, sizeof *candidates->list);
    if (candidates->list == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < stream->group_size; i++) {
        struct group *group = &stream->groups[i];
        double score = group->words == 0 ? 0 : termhood(stream, group);
        if (score > 0)
            candidates->list[candidates->count++] =
                (struct candidate){.group = group, .score = score};
    }
    qsort(candidates->list, candidates->count, sizeof *candidates->list, by_score);
    if (limit > 0 && limit < SIZE_MAX / CHOSEN_EACH)
        most = limit * CHOSEN_EACH < LEAST_CHOSEN ? LEAST_CHOSEN : limit * CHOSEN_EACH;
    if (candidates->count > most)
        candidates->count = most;
    for (size_t i = 0; i < candidates->count; i++)
        candidates->list[i].group->mark = (uint32_t)i + 1;
    return true;
}

/* -------------------------------------------------------------------------------- where they are
 */

struct gathering {
    struct candidates *candidates;
    uint32_t text;
    bool good;
};

/* Articles and the like stand beside everything. */
static void vote(const struct word_stream *stream, struct neighbour *neighbour, uint32_t word)
{
    if (word != 0 && (stream->kinds[word] == WORD_ARTICLE || stream->kinds[word] == WORD_OUTSIDE))
        word = 0;
    if (neighbour->word == word) {
        neighbour->votes++;
    } else if (neighbour->votes > 0) {
        neighbour->votes--;
    } else {
        *neighbour = (struct neighbour){word, 1};
    }
}

/* Nearly always the same word stands before or behind it: it is a part of something longer than
 * groups are. */
static bool is_fragment(const struct candidate *candidate)
{
    static const double margin = .6; /* 80 % against 20 % */
    double votes = margin * (double)candidate->seen;
    return (candidate->before.word != 0 && candidate->before.votes > votes) ||
           (candidate->behind.word != 0 && candidate->behind.votes > votes);
}

static bool gather(void *context, uint64_t hash, size_t at, unsigned words, unsigned content)
{
    struct gathering *gathering = context;
    struct candidates *candidates = gathering->candidates;
    const struct word_stream *stream = &candidates->sides[0];
    const struct group *group = word_stream_find(stream, hash);
    (void)content;
    if (group == NULL || group->mark == 0)
        return true;
    struct candidate *candidate = &candidates->list[group->mark - 1];
    uint32_t document = candidates->units[gathering->text].document;
    if (candidate->seen > 0 && candidate->last_text == gathering->text)
        return true;
    candidate->last_text = gathering->text;
    candidate->documents += document != candidate->last_document;
    candidate->last_document = document;
    vote(stream, &candidate->before, at > 0 ? stream->words[at - 1] : 0);
    vote(stream, &candidate->behind, stream->words[at + words]);
    uint64_t stride = (group->texts + MOST_TEXTS - 1) / MOST_TEXTS;
    if (candidate->seen++ % stride != 0)
        return true;
    gathering->good = array_reserve(&candidate->texts, &candidate->text_room,
                                    candidate->text_count + 1, sizeof *candidate->texts);
    if (gathering->good)
        candidate->texts[candidate->text_count++] = gathering->text;
    return gathering->good;
}

static bool gather_texts(struct candidates *candidates, cotexto_error *error)
{
    const struct word_stream *stream = &candidates->sides[0];
    struct gathering gathering = {candidates, 0, true};
    for (; gathering.good && gathering.text < stream->texts; gathering.text++)
        word_groups(stream, stream->words, stream->starts[gathering.text],
                    stream->starts[gathering.text + 1], gather, &gathering);
    return gathering.good || error_no_memory(error);
}

/* ------------------------------------------------------------------------------- translations */

/* Groups of the target in the texts of one candidate; their marks count the texts. */
struct beside {
    const struct word_stream *stream;
    struct group **groups;
    size_t count, room;
    uint32_t text; /* different for each text of each candidate */
    bool good;
};

static bool count_beside(void *context, uint64_t hash, size_t at, unsigned words, unsigned content)
{
    struct beside *beside = context;
    struct group *group = word_stream_find(beside->stream, hash);
    (void)at, (void)words, (void)content;
    if (group == NULL || group->last_text == beside->text)
        return true;
    group->last_text = beside->text;
    if (group->mark++ > 0)
        return true;
    beside->good =
        array_reserve(&beside->groups, &beside->room, beside->count + 1, sizeof *beside->groups);
    if (beside->good)
        beside->groups[beside->count++] = group;
    return beside->good;
}

/* Whether one group is a part of the other. */
static bool is_within(const struct word_stream *stream, const struct group *inner,
                      const struct group *outer)
{
    for (size_t i = 0; i + inner->words <= outer->words; i++) {
        if (memcmp(stream->words + outer->at + i, stream->words + inner->at,
                   inner->words * sizeof *stream->words) == 0)
            return true;
    }
    return false;
}

static int by_strength(const void *a, const void *b)
{
    const struct pairing *x = a, *y = b;
    return compare(x->strength, y->strength, x->group, y->group);
}

/* The strongest of some pairings, without those that are part of a stronger one or have it within.
 */
static void keep_strongest(const struct word_stream *stream, const struct pairing *pairings,
                           size_t count, struct candidate *candidate)
{
    for (size_t i = 0; i < count && candidate->target_count < CANDIDATE_TARGETS; i++) {
        bool apart = true;
        for (size_t k = 0; k < candidate->target_count; k++)
            apart = apart && !is_within(stream, pairings[i].group, candidate->targets[k].group) &&
                    !is_within(stream, candidate->targets[k].group, pairings[i].group);
        if (apart)
            candidate->targets[candidate->target_count++] = pairings[i];
    }
}

static bool translate(struct candidates *candidates, struct candidate *candidate,
                      struct beside *beside, struct arena *arena, cotexto_error *error)
{
    const struct word_stream *stream = &candidates->sides[1];
    double all = (double)candidate->group->texts, part = (double)candidate->text_count;
    size_t count = 0;
    beside->count = 0;
    for (size_t i = 0; beside->good && i < candidate->text_count; i++) {
        uint32_t text = candidate->texts[i];
        beside->text++;
        word_groups(stream, stream->words, stream->starts[text], stream->starts[text + 1],
                    count_beside, beside);
    }
    struct pairing *pairings = arena_array(arena, beside->count, sizeof *pairings);
    if (pairings == NULL || !beside->good)
        return error_no_memory(error);
    for (size_t i = 0; i < beside->count; i++) {
        struct group *group = beside->groups[i];
        double together = (double)group->mark * all / part;
        double strength = 2 * together / (all + (double)group->texts);
        if (group->mark >= 2 && strength >= least_strength)
            pairings[count++] = (struct pairing){group, together, strength < 1 ? strength : 1};
        group->mark = 0;
    }
    if (count > 0)
        qsort(pairings, count, sizeof *pairings, by_strength);
    keep_strongest(stream, pairings, count, candidate);
    return true;
}

/* Whether the two are the same words: names and code, which nobody needs to look up. */
static bool is_same(const struct candidates *candidates, const struct group *source,
                    const struct group *target)
{
    for (size_t i = 0; i < source->words; i++) {
        if (source->words != target->words ||
            !text_equal(word_stream_text(&candidates->sides[0], source->at + i),
                        word_stream_text(&candidates->sides[1], target->at + i)))
            return false;
    }
    return true;
}

/* What both sides and their bond are worth together. */
static double score_of(const struct candidates *candidates, const struct candidate *candidate)
{
    static const double same = .25;
    if (candidate->target_count == 0)
        return 0;
    const struct pairing *best = &candidate->targets[0];
    double target = termhood(&candidates->sides[1], best->group);
    return sqrt(candidate->score * target) * best->strength *
           (is_same(candidates, candidate->group, best->group) ? same : 1);
}

/* A translation belongs to the best of its terms: the others lose most of their score. */
static void prefer_best(struct candidates *candidates)
{
    static const double left = .3;
    for (size_t i = 0; i < candidates->count; i++) {
        struct candidate *candidate = &candidates->list[i];
        if (candidate->target_count > 0 && candidate->targets[0].group->mark++ > 0)
            candidate->score *= left;
    }
}

static void sort(struct candidates *candidates)
{
    if (candidates->count > 0)
        qsort(candidates->list, candidates->count, sizeof *candidates->list, by_score);
}

static bool translate_all(struct candidates *candidates, cotexto_error *error)
{
    struct beside beside = {.stream = &candidates->sides[1], .good = true};
    struct arena arena = {0};
    bool good = true;
    beside.text = candidates->sides[1].texts; /* behind what counting left there */
    for (size_t i = 0; good && i < candidates->count; i++) {
        struct candidate *candidate = &candidates->list[i];
        arena_reset(&arena);
        good = (i % UNITS_A_REPORT != 0 ||
                report(&candidates->options->progress, i, candidates->count, error)) &&
               translate(candidates, candidate, &beside, &arena, error);
        candidate->score = is_fragment(candidate) ? 0 : score_of(candidates, candidate);
    }
    free(beside.groups);
    arena_free(&arena);
    sort(candidates);
    prefer_best(candidates);
    sort(candidates);
    return good;
}

/* ------------------------------------------------------------------------------------- giving */

struct giving {
    struct candidates *candidates;
    struct termbase *known; /* NULL: what is known is given, too */
    struct tokenizer *tokenizer;
    bool (*each)(void *context, const cotexto_term_candidate *candidate);
    void *context;
    uint64_t *count;
};

/* The glossary has it, as a whole. */
static bool is_known(struct giving *giving, cotexto_text text, struct arena *arena, bool *known,
                     cotexto_error *error)
{
    struct tokens tokens;
    const cotexto_found_term *terms;
    size_t count;
    *known = false;
    if (giving->known == NULL)
        return true;
    if (!tokenizer_run(giving->tokenizer, text, TEXT(""), arena, &tokens, error) ||
        !termbase_find(giving->known, &tokens, arena, &terms, &count, error))
        return false;
    *known = count == 1 && terms[0].start == 0 && terms[0].end == text.length;
    return true;
}

static bool give(struct giving *giving, cotexto_error *error)
{
    const struct candidates *candidates = giving->candidates;
    size_t limit = candidates->options->limit;
    struct arena arena = {0};
    bool good = true, more = true, known;
    for (size_t i = 0; good && more && i < candidates->count; i++) {
        cotexto_term_candidate told;
        if (candidates->list[i].score <= 0 || (limit > 0 && *giving->count == limit))
            break;
        arena_reset(&arena);
        good = candidate_describe(giving->candidates, &candidates->list[i], &arena, &told, error) &&
               is_known(giving, told.text, &arena, &known, error);
        if (good && !known && told.target_count > 0) {
            more = giving->each(giving->context, &told);
            ++*giving->count;
        }
    }
    arena_free(&arena);
    return good;
}

static bool give_all(struct giving *giving, cotexto_error *error)
{
    const cotexto_candidate_options *options = giving->candidates->options;
    cotexto_memory *memory = giving->candidates->memory;
    giving->tokenizer = memory_tokenizer(memory, options->from, error);
    struct tokenizer *target =
        giving->tokenizer == NULL ? NULL : memory_tokenizer(memory, options->to, error);
    if (target == NULL)
        return false;
    if (!options->known) {
        giving->known =
            termbase_new(&memory, 1, options->from, options->to, giving->tokenizer, target, error);
        if (giving->known == NULL)
            return false;
    }
    bool good = give(giving, error);
    termbase_free(giving->known);
    return good;
}

/* Counting takes a part of the time of reading: the progress stays at its end. */
static bool go_on(void *context)
{
    const struct candidates *candidates = context;
    return report(&candidates->options->progress, candidates->unit_count, candidates->unit_count,
                  NULL);
}

static bool find_all(struct candidates *candidates, cotexto_error *error)
{
    uint64_t least = candidates->options->min_count;
    uint32_t count = least < 2 ? 2 : least > UINT32_MAX ? UINT32_MAX : (uint32_t)least;
    if (!read_memory(candidates, error))
        return false;
    for (int side = 0; side < 2; side++) {
        if (!word_stream_count(&candidates->sides[side], count, go_on, candidates, error))
            return false;
        word_stream_nest(&candidates->sides[side]);
    }
    return choose_groups(candidates, error) && gather_texts(candidates, error) &&
           translate_all(candidates, error);
}

bool cotexto_term_candidates(cotexto_memory *memory, const cotexto_candidate_options *options,
                             bool (*each)(void *context, const cotexto_term_candidate *candidate),
                             void *context, uint64_t *count, cotexto_error *error)
{
    struct candidates candidates = {.memory = memory, .options = options};
    struct giving giving = {&candidates, NULL, NULL, each, context, count};
    bool begun;
    *count = 0;
    if (!filter_check(&options->filter, &memory, 1, error) ||
        !memory_begin_read(memory, &begun, error))
        return false;
    word_stream_start(&candidates.sides[0], options->from);
    word_stream_start(&candidates.sides[1], options->to);
    bool good = find_all(&candidates, error) && give_all(&giving, error);
    if (begun)
        memory_end_read(memory);
    for (size_t i = 0; i < candidates.count; i++)
        free(candidates.list[i].texts);
    free(candidates.list);
    free(candidates.units);
    word_stream_free(&candidates.sides[0]);
    word_stream_free(&candidates.sides[1]);
    return good;
}
