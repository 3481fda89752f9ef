/* Fragments: the word index gives the segments that hold runs of the query's words, as long ones as
 * it takes to be rare; each is compared token by token, and the longest common runs win. A run is
 * asked for only while it can still bring one that would win. */
#include "desk/fragment.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/string.h"
#include "base/table.h"
#include "base/tag.h"
#include "base/text.h"
#include "desk/filter.h"
#include "memory/store.h"
#include "text/unicode.h"

enum {
    SEGMENTS_OF_RUN = 60, /* a run that more segments have is asked for with one more word */
    LEAST_RUNS = 400,     /* asked for at most, from the query's beginning */
    LONGER_RUNS = 100,    /* likewise, the shorter ones first */
    LEAST_WEIGHT = 5,     /* of a fragment: 1 for each word, 2 more for a long one or a number */
    LONG_WORD = 4,        /* unicode_weight() of its fold */
    MOST_FRAGMENTS = 8,
};

struct run {
    size_t query, source, count; /* tokens */
    size_t words;
};

/* A run of the query's words. */
struct span {
    size_t from, count;
    size_t bytes; /* of its words, of the least runs */
    bool asked;
    bool rare; /* asked, and all its segments were compared */
};

/* What is known of a memory. */
struct ground {
    struct span *spans; /* to be asked for */
    size_t count, room;
    size_t longer;         /* asked for, of those that are not the least */
    struct table compared; /* numbers of segments */
};

struct found {
    struct run run;
    enum { UNTRIED, USABLE, USELESS } use; /* whether its unit passes and has a translation */
    size_t memory;
    int64_t unit;
    cotexto_text source;
    size_t source_start, source_end; /* bytes */
};

struct hunt {
    const struct tokens *query;
    const char *from;
    struct tokenizer *tokenizer;
    struct linking *linking;
    const cotexto_filter *filter;
    struct arena *arena; /* of the answer */
    struct arena scratch;
    struct table tokens; /* the folds of the query's tokens, numbered from 0 */
    uint32_t *numbers;   /* of each token of the query */
    cotexto_text *folds; /* the query's words and numbers */
    size_t word_count;
    size_t *word_of; /* of each token of the query: how many words stand before it */
    const char *to;
    cotexto_memory *const *memories;
    size_t memory_count;
    struct ground *grounds; /* of each memory */
    size_t memory, met;     /* the present one; segments that the present run has */
    struct found *found;
    size_t count, room;
    struct span best[MOST_FRAGMENTS]; /* where those stand that win by now, longest first */
    struct found chosen[MOST_FRAGMENTS];
    size_t best_count, weighed; /* runs found when they were chosen */
    bool good;
    cotexto_error *error;
};

static size_t word_count(const struct tokens *tokens, size_t from, size_t count)
{
    size_t words = 0;
    for (size_t i = from; i < from + count; i++)
        words += tokens->items[i].class == TOKEN_WORD || tokens->items[i].class == TOKEN_NUMBER;
    return words;
}

/* Cut back to its words when it begins or ends with a mark. */
static struct run trimmed(struct run run, const struct tokens *query)
{
    while (run.count > 0 && word_count(query, run.query, 1) == 0) {
        run.query++;
        run.source++;
        run.count--;
    }
    while (run.count > 0 && word_count(query, run.query + run.count - 1, 1) == 0)
        run.count--;
    run.words = word_count(query, run.query, run.count);
    return run;
}

static bool is_long(const struct token *token)
{
    return token->class == TOKEN_NUMBER ||
           (token->class == TOKEN_WORD && unicode_weight(token->fold) >= LONG_WORD);
}

/* "de la" is in every text and helps nobody: two long words, one with two short ones, or five short
 * ones are wanted. A character of a script without blanks is a short word. */
static bool says_something(const struct run *run, const struct tokens *query)
{
    size_t weight = run->words;
    for (size_t i = run->query; i < run->query + run->count; i++)
        weight += is_long(&query->items[i]) ? 2 : 0;
    return weight >= LEAST_WEIGHT;
}

static bool keep(struct hunt *hunt, struct run run, const struct memory_segment *segment,
                 const struct tokens *tokens)
{
    const struct token *first = &tokens->items[run.source],
                       *last = &tokens->items[run.source + run.count - 1];
    hunt->found =
        arena_grow(hunt->arena, hunt->found, hunt->count, &hunt->room, sizeof *hunt->found);
    cotexto_text source = arena_text(hunt->arena, segment->text);
    if (hunt->found == NULL || source.bytes == NULL)
        return error_no_memory(hunt->error);
    hunt->found[hunt->count++] = (struct found){
        .run = run,
        .memory = hunt->memory,
        .unit = segment->unit,
        .source = source,
        .source_start = first->start,
        .source_end = last->start + last->length,
    };
    return true;
}

/* Keeps, for each place of the query where common runs end that cannot be made longer, the longest
 * of these. */
static bool keep_runs(struct hunt *hunt, const struct memory_segment *segment,
                      const struct tokens *tokens)
{
    const uint32_t *a = hunt->numbers;
    uint32_t *b = arena_array(&hunt->scratch, tokens->count, sizeof *b);
    /* of the common run that ends with the present token of the query and this one */
    size_t *lengths = arena_array(&hunt->scratch, tokens->count + 1, sizeof *lengths);
    if (b == NULL || lengths == NULL)
        return error_no_memory(hunt->error);
    for (size_t k = 0; k < tokens->count; k++)
        b[k] = table_find(&hunt->tokens, tokens->items[k].fold); /* TABLE_NONE is nobody's */
    for (size_t i = 0; i < hunt->query->count; i++) {
        struct run longest = {0};
        size_t diagonal = 0;
        for (size_t k = 0; k < tokens->count; k++) {
            size_t above = lengths[k + 1], length = 0;
            if (a[i] == b[k])
                length = diagonal + 1;
            lengths[k + 1] = length;
            diagonal = above;
            bool goes_on =
                i + 1 < hunt->query->count && k + 1 < tokens->count && a[i + 1] == b[k + 1];
            if (length > longest.count && !goes_on)
                longest = (struct run){.query = i + 1 - length, k + 1 - length, length};
        }
        longest = trimmed(longest, hunt->query);
        if (says_something(&longest, hunt->query) && !keep(hunt, longest, segment, tokens))
            return false;
    }
    return true;
}

/* *first: it is the first time that the present memory's segment is met. */
static bool remember(struct hunt *hunt, int64_t segment, bool *first)
{
    cotexto_text key = {(const char *)&segment, sizeof segment};
    struct table *compared = &hunt->grounds[hunt->memory].compared;
    *first = table_find(compared, key) == TABLE_NONE;
    return table_put(compared, key, 1) != TABLE_NONE || error_no_memory(hunt->error);
}

static bool compare_with(struct hunt *hunt, const struct memory_segment *segment)
{
    struct tokens tokens;
    return tokenizer_run(hunt->tokenizer, segment->text, segment->tags, &hunt->scratch, &tokens,
                         hunt->error) &&
           keep_runs(hunt, segment, &tokens);
}

static bool compare(void *context, int64_t id)
{
    struct hunt *hunt = context;
    struct memory_segment segment;
    bool first, found;
    hunt->met++;
    hunt->good = remember(hunt, id, &first);
    if (!hunt->good || !first)
        return hunt->good;
    arena_reset(&hunt->scratch);
    hunt->good =
        memory_get_segment(hunt->memories[hunt->memory], id, &hunt->scratch, &segment, &found,
                           hunt->error) &&
        (!found || !tag_same_language(segment.lang, hunt->from) || compare_with(hunt, &segment));
    return hunt->good;
}

/* ------------------------------------------------------------------------------------- choosing */

static int better(const void *left, const void *right)
{
    const struct found *a = left, *b = right;
    if (a->run.words != b->run.words)
        return a->run.words > b->run.words ? -1 : 1;
    if (a->run.query != b->run.query)
        return a->run.query < b->run.query ? -1 : 1;
    if (a->memory != b->memory)
        return a->memory < b->memory ? -1 : 1;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

static size_t span_end(const struct span *span)
{
    return span->from + span->count;
}

static bool overlap(const struct span *a, const struct span *b)
{
    return a->from < span_end(b) && b->from < span_end(a);
}

static bool overlaps_best(const struct hunt *hunt, const struct span *span)
{
    for (size_t i = 0; i < hunt->best_count; i++) {
        if (overlap(&hunt->best[i], span))
            return true;
    }
    return false;
}

/* Whether a run's unit passes the filter and has a translation. */
static bool try_use(struct hunt *hunt, struct found *found)
{
    struct memory_unit unit;
    if (found->use != UNTRIED)
        return true;
    arena_reset(&hunt->scratch);
    if (!memory_get_unit(hunt->memories[found->memory], found->unit, &hunt->scratch, &unit,
                         hunt->error))
        return false;
    found->use = USELESS;
    for (size_t i = 0; i < unit.unit.variant_count; i++) {
        if (tag_same_language(unit.unit.variants[i].lang, hunt->to) &&
            filter_passes(hunt->filter, &unit.unit))
            found->use = USABLE;
    }
    return true;
}

/* Chooses of what was found by now: the longest, and what does not overlap with better ones. */
static bool weigh(struct hunt *hunt)
{
    hunt->best_count = 0;
    hunt->weighed = hunt->count;
    if (hunt->count > 0)
        qsort(hunt->found, hunt->count, sizeof *hunt->found, better);
    for (size_t i = 0; i < hunt->count && hunt->best_count < MOST_FRAGMENTS; i++) {
        struct found *found = &hunt->found[i];
        struct span span = {.from = hunt->word_of[found->run.query], .count = found->run.words};
        if (overlaps_best(hunt, &span))
            continue;
        if (!try_use(hunt, found))
            return false;
        if (found->use == USABLE) {
            hunt->chosen[hunt->best_count] = *found;
            hunt->best[hunt->best_count++] = span;
        }
    }
    return true;
}

/* -------------------------------------------------------------------------------- the word index
 */

static bool add_span(struct hunt *hunt, struct ground *ground, size_t from, size_t count)
{
    ground->spans =
        arena_grow(hunt->arena, ground->spans, ground->count, &ground->room, sizeof *ground->spans);
    if (ground->spans == NULL)
        return error_no_memory(hunt->error);
    ground->spans[ground->count++] = (struct span){.from = from, .count = count};
    return true;
}

/* Adds a run that holds a common one, unless it is there. */
static bool add_longer_span(struct hunt *hunt, struct ground *ground, size_t from, size_t count)
{
    for (size_t i = 0; i < ground->count; i++) {
        if (ground->spans[i].from == from && ground->spans[i].count == count)
            return true;
    }
    return add_span(hunt, ground, from, count);
}

/* Numbers the query's tokens, the same ones alike, and gathers its words. */
static bool number_tokens(struct hunt *hunt)
{
    const struct tokens *query = hunt->query;
    hunt->numbers = arena_array(hunt->arena, query->count, sizeof *hunt->numbers);
    hunt->folds = arena_array(hunt->arena, query->count, sizeof *hunt->folds);
    hunt->word_of = arena_array(hunt->arena, query->count, sizeof *hunt->word_of);
    if (hunt->numbers == NULL || hunt->folds == NULL || hunt->word_of == NULL)
        return error_no_memory(hunt->error);
    for (size_t i = 0; i < query->count; i++) {
        hunt->numbers[i] = table_put(&hunt->tokens, query->items[i].fold, (uint32_t)i);
        if (hunt->numbers[i] == TABLE_NONE)
            return error_no_memory(hunt->error);
        hunt->word_of[i] = hunt->word_count;
        if (word_count(query, i, 1) > 0)
            hunt->folds[hunt->word_count++] = query->items[i].fold;
    }
    return true;
}

/* The least runs that one that says something must have: two words one of which is long, or
 * LEAST_WEIGHT short ones. */
static bool add_least_spans(struct hunt *hunt, struct ground *ground)
{
    size_t shorts = 0;
    bool was_long = false, good = true;
    for (size_t i = 0; good && i < hunt->query->count && ground->count < LEAST_RUNS; i++) {
        const struct token *token = &hunt->query->items[i];
        if (token->class != TOKEN_WORD && token->class != TOKEN_NUMBER)
            continue;
        size_t count = hunt->word_of[i];
        bool now_long = is_long(token);
        shorts = now_long ? 0 : shorts + 1;
        if (count > 0 && (was_long || now_long))
            good = add_span(hunt, ground, count - 1, 2);
        else if (shorts >= LEAST_WEIGHT)
            good = add_span(hunt, ground, count + 1 - LEAST_WEIGHT, LEAST_WEIGHT);
        was_long = now_long;
    }
    return good;
}

/* Compares with segments that have a run. */
static bool ask_for(struct hunt *hunt, struct span *span)
{
    hunt->met = 0;
    bool good =
        memory_each_with_run(hunt->memories[hunt->memory], hunt->folds + span->from, span->count,
                             SEGMENTS_OF_RUN + 1, compare, hunt, hunt->error) &&
        hunt->good;
    span->asked = true;
    span->rare = hunt->met <= SEGMENTS_OF_RUN;
    return good;
}

/* What is longer than a common run and has it also has it with one word more before or behind:
 * these are rarer. */
static bool make_longer(struct hunt *hunt, struct ground *ground, struct span span)
{
    return span.rare ||
           ((span.from == 0 || add_longer_span(hunt, ground, span.from - 1, span.count + 1)) &&
            (span_end(&span) == hunt->word_count ||
             add_longer_span(hunt, ground, span.from, span.count + 1)));
}

/* The words at most of a run that has this one and was not found yet: what has a rare run was
 * found. */
static size_t most_words(const struct hunt *hunt, const struct ground *ground,
                         const struct span *span)
{
    size_t from = 0, end = hunt->word_count;
    for (size_t i = 0; i < ground->count; i++) {
        const struct span *rare = &ground->spans[i];
        if (!rare->rare)
            continue;
        bool begins_in = rare->from >= span->from, ends_in = span_end(rare) <= span_end(span);
        if (begins_in && ends_in)
            return 0;
        if (ends_in && from <= rare->from)
            from = rare->from + 1;
        else if (begins_in && end >= span_end(rare))
            end = span_end(rare) - 1;
    }
    return end - from;
}

/* Whether asking for a run can bring one that wins: one that is shorter than what wins by now where
 * it stands does not. */
static bool matters(const struct hunt *hunt, const struct ground *ground, const struct span *span)
{
    size_t most = most_words(hunt, ground, span);
    if (most == 0 ||
        (hunt->best_count == MOST_FRAGMENTS && hunt->best[MOST_FRAGMENTS - 1].count > most))
        return false;
    for (size_t i = 0; i < hunt->best_count; i++) {
        if (hunt->best[i].count > most && overlap(&hunt->best[i], span))
            return false;
    }
    return true;
}

/* Asks for one of the present memory's runs, if it matters. The first `least` are the least ones.
 * What wins is chosen anew when much was found since. */
static bool try_span(struct hunt *hunt, size_t number, size_t least, bool *asked)
{
    struct ground *ground = &hunt->grounds[hunt->memory];
    struct span *span = &ground->spans[number];
    if (span->asked || (number >= least && ground->longer == LONGER_RUNS) ||
        !matters(hunt, ground, span))
        return true;
    *asked = true;
    ground->longer += number >= least;
    return ask_for(hunt, span) && make_longer(hunt, ground, *span) &&
           (hunt->count <= hunt->weighed + hunt->weighed / 8 || weigh(hunt));
}

/* Asks until nothing that is left can change what wins. */
static bool ask(struct hunt *hunt, size_t least)
{
    bool good = true;
    for (bool asked = true; good && asked;) {
        asked = false;
        good = weigh(hunt);
        for (hunt->memory = 0; good && hunt->memory < hunt->memory_count; hunt->memory++) {
            for (size_t i = 0; good && i < hunt->grounds[hunt->memory].count; i++)
                good = try_span(hunt, i, least, &asked);
        }
    }
    return good;
}

/* Those with many letters first, which are rarer. */
static int compare_spans(const void *left, const void *right)
{
    const struct span *a = left, *b = right;
    if (a->bytes != b->bytes)
        return a->bytes > b->bytes ? -1 : 1;
    return (a->from > b->from) - (a->from < b->from);
}

static void sort_spans(const struct hunt *hunt, struct ground *ground)
{
    for (size_t i = 0; i < ground->count; i++) {
        struct span *span = &ground->spans[i];
        for (size_t k = span->from; k < span_end(span); k++)
            span->bytes += hunt->folds[k].length;
    }
    if (ground->count > 0)
        qsort(ground->spans, ground->count, sizeof *ground->spans, compare_spans);
}

/* The least runs of each memory. */
static bool make_grounds(struct hunt *hunt, size_t *least)
{
    hunt->grounds = arena_array(hunt->arena, hunt->memory_count, sizeof *hunt->grounds);
    if (hunt->grounds == NULL)
        return error_no_memory(hunt->error);
    for (size_t i = 0; i < hunt->memory_count; i++) {
        hunt->grounds[i].compared = (struct table){.arena = hunt->arena};
        if (!add_least_spans(hunt, &hunt->grounds[i]))
            return false;
        *least = hunt->grounds[i].count;
        sort_spans(hunt, &hunt->grounds[i]);
    }
    return true;
}

static void free_grounds(struct hunt *hunt)
{
    for (size_t i = 0; hunt->grounds != NULL && i < hunt->memory_count; i++)
        table_free(&hunt->grounds[i].compared);
}

/* ---------------------------------------------------------------------------------------- answer
 */

/* Makes a fragment of what was found, with its unit. */
static bool fill(struct hunt *hunt, const struct found *found, cotexto_fragment *out)
{
    struct memory_unit unit;
    cotexto_memory *memory = hunt->memories[found->memory];
    if (!memory_get_unit(memory, found->unit, hunt->arena, &unit, hunt->error))
        return false;
    for (size_t i = 0; i < unit.unit.variant_count; i++) {
        const struct variant *variant = &unit.unit.variants[i];
        if (!tag_same_language(variant->lang, hunt->to))
            continue;
        const struct run *run = &found->run;
        const struct token *last = &hunt->query->items[run->query + run->count - 1];
        *out = (cotexto_fragment){
            .query_start = hunt->query->items[run->query].start,
            .query_end = last->start + last->length,
            .unit = found->unit,
            .memory = found->memory,
            .source = found->source,
            .target = variant->text,
            .document = unit.unit.document,
            .source_start = found->source_start,
            .source_end = found->source_end,
        };
        struct linked_texts texts = {memory, hunt->from, hunt->to, found->source, variant->text};
        cotexto_range part = {found->source_start, found->source_end};
        return linking_find(hunt->linking, &texts, part, &out->target_match, hunt->error);
    }
    return true;
}

static bool fill_all(struct hunt *hunt, const cotexto_fragment **fragments, size_t *count)
{
    cotexto_fragment *filled = arena_array(hunt->arena, MOST_FRAGMENTS, sizeof *filled);
    if (filled == NULL)
        return error_no_memory(hunt->error);
    for (*count = 0; *count < hunt->best_count; ++*count) {
        if (!fill(hunt, &hunt->chosen[*count], &filled[*count]))
            return false;
    }
    *fragments = filled;
    return true;
}

bool find_fragments(cotexto_memory *const *memories, size_t memory_count,
                    const struct tokens *query, const char *from, const char *to,
                    struct tokenizer *tokenizer, const cotexto_filter *filter,
                    struct linking *linking, struct arena *arena,
                    const cotexto_fragment **fragments, size_t *count, cotexto_error *error)
{
    struct hunt hunt = {.query = query,
                        .memories = memories,
                        .memory_count = memory_count,
                        .from = from,
                        .to = to,
                        .tokenizer = tokenizer,
                        .linking = linking,
                        .filter = filter,
                        .arena = arena,
                        .tokens = {.arena = arena},
                        .good = true,
                        .error = error};
    *fragments = NULL;
    *count = 0;
    size_t least = 0;
    bool good = number_tokens(&hunt) && make_grounds(&hunt, &least) && ask(&hunt, least) &&
                fill_all(&hunt, fragments, count);
    free_grounds(&hunt);
    table_free(&hunt.tokens);
    arena_free(&hunt.scratch);
    return good;
}
