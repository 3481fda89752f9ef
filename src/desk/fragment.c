/* Fragments: the word index gives the segments that hold runs of the query's words, as long ones as
 * it takes to be rare; each is compared token by token, and the longest common runs win. */
#include "desk/fragment.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/string.h"
#include "base/table.h"
#include "base/tag.h"
#include "base/text.h"
#include "desk/filter.h"
#include "desk/words.h"
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
    bool rare; /* it was asked for, and all its segments were compared */
};

struct found {
    struct run run;
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
    struct span *spans; /* of them: to be asked for */
    size_t span_count, span_room;
    cotexto_memory *const *memories;
    size_t memory, met;    /* the present one; segments that the present run has */
    struct table compared; /* numbers of the present memory's segments */
    struct found *found;
    size_t count, room;
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
    hunt->found[hunt->count++] = (struct found){run,    hunt->memory, segment->unit,
                                                source, first->start, last->start + last->length};
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
    *first = table_find(&hunt->compared, key) == TABLE_NONE;
    return table_put(&hunt->compared, key, 1) != TABLE_NONE || error_no_memory(hunt->error);
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

/* -------------------------------------------------------------------------------- the word index
 */

static bool add_span(struct hunt *hunt, size_t from, size_t count)
{
    hunt->spans = arena_grow(hunt->arena, hunt->spans, hunt->span_count, &hunt->span_room,
                             sizeof *hunt->spans);
    if (hunt->spans == NULL)
        return error_no_memory(hunt->error);
    hunt->spans[hunt->span_count++] = (struct span){from, count, false};
    return true;
}

/* Adds a run that holds a common one, unless it is there, or has a rare one in it, with whose
 * segments its own were compared. */
static bool add_longer_span(struct hunt *hunt, size_t from, size_t count)
{
    for (size_t i = 0; i < hunt->span_count; i++) {
        const struct span *span = &hunt->spans[i];
        if ((span->from == from && span->count == count) ||
            (span->rare && from <= span->from && span->from + span->count <= from + count))
            return true;
    }
    return add_span(hunt, from, count);
}

/* Numbers the query's tokens, the same ones alike. */
static bool number_tokens(struct hunt *hunt)
{
    const struct tokens *query = hunt->query;
    hunt->numbers = arena_array(hunt->arena, query->count, sizeof *hunt->numbers);
    if (hunt->numbers == NULL)
        return error_no_memory(hunt->error);
    for (size_t i = 0; i < query->count; i++) {
        hunt->numbers[i] = table_put(&hunt->tokens, query->items[i].fold, (uint32_t)i);
        if (hunt->numbers[i] == TABLE_NONE)
            return error_no_memory(hunt->error);
    }
    return true;
}

/* The least runs that one that says something must have: two words one of which is long, or
 * LEAST_WEIGHT short ones. */
static bool add_least_spans(struct hunt *hunt)
{
    size_t shorts = 0;
    bool was_long = false, good = true;
    hunt->span_count = 0;
    hunt->folds = arena_array(hunt->arena, hunt->query->count, sizeof *hunt->folds);
    if (hunt->folds == NULL)
        return error_no_memory(hunt->error);
    for (size_t i = 0; good && i < hunt->query->count && hunt->span_count < LEAST_RUNS; i++) {
        const struct token *token = &hunt->query->items[i];
        if (token->class != TOKEN_WORD && token->class != TOKEN_NUMBER)
            continue;
        size_t count = hunt->word_count;
        bool now_long = is_long(token);
        hunt->folds[hunt->word_count++] = token->fold;
        shorts = now_long ? 0 : shorts + 1;
        if (count > 0 && (was_long || now_long))
            good = add_span(hunt, count - 1, 2);
        else if (shorts >= LEAST_WEIGHT)
            good = add_span(hunt, count + 1 - LEAST_WEIGHT, LEAST_WEIGHT);
        was_long = now_long;
    }
    return good;
}

/* Compares with segments that have a run. */
static bool ask_for(struct hunt *hunt, cotexto_memory *memory, struct span *span)
{
    struct string words = {0};
    hunt->met = 0;
    bool good = words_append_run(&words, hunt->folds + span->from, span->count, hunt->error) &&
                string_ok(&words, hunt->error) &&
                memory_each_with_words(memory, string_text(&words), SEGMENTS_OF_RUN + 1, compare,
                                       hunt, hunt->error) &&
                hunt->good;
    span->rare = hunt->met <= SEGMENTS_OF_RUN;
    string_free(&words);
    return good;
}

/* What is longer than a common run and has it also has it with one word more before or behind:
 * these are rarer. */
static bool make_longer(struct hunt *hunt, struct span span)
{
    return span.rare || ((span.from == 0 || add_longer_span(hunt, span.from - 1, span.count + 1)) &&
                         (span.from + span.count == hunt->word_count ||
                          add_longer_span(hunt, span.from, span.count + 1)));
}

/* The first `least` spans are the least ones. */
static bool hunt_in(struct hunt *hunt, cotexto_memory *memory, size_t least)
{
    bool good = true;
    hunt->compared = (struct table){.arena = hunt->arena};
    hunt->span_count = least;
    for (size_t i = 0; good && i < least; i++)
        good = ask_for(hunt, memory, &hunt->spans[i]);
    for (size_t i = 0; good && i < hunt->span_count && i < least + LONGER_RUNS; i++)
        good = (i < least || ask_for(hunt, memory, &hunt->spans[i])) &&
               make_longer(hunt, hunt->spans[i]);
    table_free(&hunt->compared);
    return good;
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

static bool overlaps(const struct hunt *hunt, const struct run *run, const cotexto_fragment *taken,
                     size_t count)
{
    size_t start = hunt->query->items[run->query].start;
    const struct token *last = &hunt->query->items[run->query + run->count - 1];
    for (size_t i = 0; i < count; i++) {
        if (start < taken[i].query_end && taken[i].query_start < last->start + last->length)
            return true;
    }
    return false;
}

/* Fills a fragment from its unit; false as *taken when the unit has no translation into `to`. */
static bool fill(struct hunt *hunt, cotexto_memory *memory, const struct found *found,
                 const char *to, cotexto_fragment *out, bool *taken)
{
    struct memory_unit unit;
    *taken = false;
    if (!memory_get_unit(memory, found->unit, hunt->arena, &unit, hunt->error))
        return false;
    if (!filter_passes(hunt->filter, &unit.unit))
        return true;
    for (size_t i = 0; i < unit.unit.variant_count && !*taken; i++) {
        const struct variant *variant = &unit.unit.variants[i];
        if (!tag_same_language(variant->lang, to))
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
        struct linked_texts texts = {memory, hunt->from, to, found->source, variant->text};
        cotexto_range part = {found->source_start, found->source_end};
        if (!linking_find(hunt->linking, &texts, part, &out->target_match, hunt->error))
            return false;
        *taken = true;
    }
    return true;
}

static bool choose(struct hunt *hunt, cotexto_memory *const *memories, const char *to,
                   const cotexto_fragment **fragments, size_t *count)
{
    cotexto_fragment *chosen = arena_array(hunt->arena, MOST_FRAGMENTS, sizeof *chosen);
    if (chosen == NULL)
        return error_no_memory(hunt->error);
    if (hunt->count > 0)
        qsort(hunt->found, hunt->count, sizeof *hunt->found, better);
    *count = 0;
    for (size_t i = 0; i < hunt->count && *count < MOST_FRAGMENTS; i++) {
        const struct found *found = &hunt->found[i];
        bool taken;
        if (overlaps(hunt, &found->run, chosen, *count))
            continue;
        if (!fill(hunt, memories[found->memory], found, to, &chosen[*count], &taken))
            return false;
        *count += taken;
    }
    *fragments = chosen;
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
                        .from = from,
                        .tokenizer = tokenizer,
                        .linking = linking,
                        .filter = filter,
                        .arena = arena,
                        .tokens = {.arena = arena},
                        .good = true,
                        .error = error};
    *fragments = NULL;
    *count = 0;
    bool good = number_tokens(&hunt) && add_least_spans(&hunt);
    size_t least = hunt.span_count;
    for (hunt.memory = 0; good && hunt.memory < memory_count; hunt.memory++)
        good = hunt_in(&hunt, memories[hunt.memory], least);
    good = good && choose(&hunt, memories, to, fragments, count);
    table_free(&hunt.tokens);
    arena_free(&hunt.scratch);
    return good;
}
