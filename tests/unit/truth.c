#include "truth.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "match/percent.h"
#include "memory/store.h"

enum { THREADS = 2 };

struct segment {
    int64_t unit;
    cotexto_text text, tags;
    uint64_t hash;   /* of text */
    uint64_t target; /* hash of the unit's translation; 0: it has none */
};

struct translation {
    int64_t unit;
    uint64_t hash;
};

struct query {
    cotexto_text text;
    struct tokens tokens;
    uint64_t words; /* words_of() */
};

struct found {
    size_t query, segment;
    int base;
};

/* A query that holds a key `count` times. */
struct posting {
    uint32_t query, count, weight;
};

struct key {
    uint64_t hash;
    struct posting *postings;
    size_t count, room;
};

struct truth {
    cotexto_memory *memory;
    char from[COTEXTO_TAG_SIZE];
    struct segment *segments;
    size_t segment_count, segment_room;
    size_t *by_text; /* segments by hash */
    struct translation *translations;
    size_t translation_count, translation_room;
    struct query *queries;
    size_t query_count;
    int floor;
    struct key *keys; /* hashed, a power of two of them */
    size_t key_size;
    struct found *found; /* by query */
    size_t found_count;
    struct arena texts, work;
    struct truth_hit *hits; /* of the query that truth_hits() was asked for last */
    size_t hit_count, hits_query;
};

static void need(bool condition)
{
    if (!condition) {
        fprintf(stderr, "truth: out of memory\n");
        abort();
    }
}

/* ------------------------------------------------------------------------------------ reading */

static bool add_source(void *context, const struct memory_segment *segment)
{
    struct truth *truth = context;
    need(array_reserve(&truth->segments, &truth->segment_room, truth->segment_count + 1,
                       sizeof *truth->segments));
    struct segment *out = &truth->segments[truth->segment_count++];
    *out = (struct segment){.unit = segment->unit,
                            .text = arena_text(&truth->texts, segment->text),
                            .tags = arena_text(&truth->texts, segment->tags),
                            .hash = hash_text(segment->text)};
    need(out->text.bytes != NULL && out->tags.bytes != NULL);
    return true;
}

static bool add_target(void *context, const struct memory_segment *segment)
{
    struct truth *truth = context;
    need(array_reserve(&truth->translations, &truth->translation_room, truth->translation_count + 1,
                       sizeof *truth->translations));
    uint64_t hash = hash_text(segment->text);
    truth->translations[truth->translation_count++] =
        (struct translation){segment->unit, hash == 0 ? 1 : hash};
    return true;
}

static int by_unit(const void *left, const void *right)
{
    const struct translation *a = left, *b = right;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

static int by_hash(const void *left, const void *right, void *context)
{
    const struct segment *segments = context;
    uint64_t a = segments[*(const size_t *)left].hash, b = segments[*(const size_t *)right].hash;
    return (a > b) - (a < b);
}

static void join_targets(struct truth *truth)
{
    if (truth->translation_count > 0)
        qsort(truth->translations, truth->translation_count, sizeof *truth->translations, by_unit);
    truth->by_text = calloc(truth->segment_count + 1, sizeof *truth->by_text);
    need(truth->by_text != NULL);
    for (size_t i = 0; i < truth->segment_count; i++) {
        struct translation key = {truth->segments[i].unit, 0}, *found = NULL;
        if (truth->translation_count > 0)
            found =
                bsearch(&key, truth->translations, truth->translation_count, sizeof key, by_unit);
        truth->segments[i].target = found == NULL ? 0 : found->hash;
        truth->by_text[i] = i;
    }
    qsort_r(truth->by_text, truth->segment_count, sizeof *truth->by_text, by_hash, truth->segments);
}

struct truth *truth_new(cotexto_memory *memory, const char *from, const char *to)
{
    struct truth *truth = calloc(1, sizeof *truth);
    need(truth != NULL);
    truth->memory = memory;
    snprintf(truth->from, sizeof truth->from, "%s", from);
    if (!memory_each_segment(memory, from, add_source, truth, NULL) ||
        !memory_each_segment(memory, to, add_target, truth, NULL)) {
        truth_free(truth);
        return NULL;
    }
    join_targets(truth);
    return truth;
}

static void free_keys(struct truth *truth)
{
    for (size_t i = 0; i < truth->key_size; i++)
        free(truth->keys[i].postings);
    free(truth->keys);
    truth->keys = NULL;
    truth->key_size = 0;
}

void truth_free(struct truth *truth)
{
    if (truth == NULL)
        return;
    free_keys(truth);
    free(truth->segments);
    free(truth->by_text);
    free(truth->translations);
    free(truth->queries);
    free(truth->found);
    free(truth->hits);
    arena_free(&truth->texts);
    arena_free(&truth->work);
    free(truth);
}

size_t truth_segments(const struct truth *truth)
{
    return truth->segment_count;
}

cotexto_text truth_text(const struct truth *truth, size_t segment, int64_t *unit)
{
    *unit = truth->segments[segment].unit;
    return truth->segments[segment].text;
}

/* ----------------------------------------------------------------------------------- the bound */

/* What two tokens have in common when putting one for the other costs less than their weight. The
 * class stands in it as it is: keys of two classes are never the same. */
static uint64_t key_of(const struct token *token)
{
    bool one = token->class == TOKEN_NUMBER || token->class == TOKEN_TAG;
    uint64_t hash = one ? 1 : hash_text(token->stem);
    return (hash << 3) + 1 + token->class;
}

/* The sequence of words and numbers that rule 5 looks at; 0: there are none. */
static uint64_t words_of(const struct tokens *tokens)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        bool word = token->class == TOKEN_WORD;
        if (word || token->class == TOKEN_NUMBER)
            hash = hash_bytes(token->fold.bytes, word ? token->fold.length : 0,
                              hash + 1 + token->class);
    }
    return hash;
}

static struct key *find_key(const struct truth *truth, uint64_t hash)
{
    size_t i = (size_t)(hash >> 3) & (truth->key_size - 1);
    while (truth->keys[i].hash != 0 && truth->keys[i].hash != hash)
        i = (i + 1) & (truth->key_size - 1);
    return &truth->keys[i];
}

static void add_key(struct truth *truth, size_t query, const struct token *token)
{
    struct key *key = find_key(truth, key_of(token));
    key->hash = key_of(token);
    if (key->count == 0 || key->postings[key->count - 1].query != query) {
        need(array_reserve(&key->postings, &key->room, key->count + 1, sizeof *key->postings));
        key->postings[key->count++] =
            (struct posting){(uint32_t)query, 0, token_weight(token->class)};
    }
    key->postings[key->count - 1].count++;
}

static void read_queries(struct truth *truth, const cotexto_text *queries, size_t count)
{
    struct tokenizer *tokenizer = tokenizer_new(truth->from, true, NULL);
    size_t all = 0;
    truth->queries = realloc(truth->queries, (count + 1) * sizeof *truth->queries);
    truth->query_count = count;
    need(tokenizer != NULL && truth->queries != NULL);
    for (size_t i = 0; i < count; i++) {
        struct query *query = &truth->queries[i];
        query->text = arena_text(&truth->work, queries[i]);
        need(query->text.bytes != NULL && tokenizer_run(tokenizer, query->text, (cotexto_text){0},
                                                        &truth->work, &query->tokens, NULL));
        query->words = words_of(&query->tokens);
        all += query->tokens.count;
    }
    for (truth->key_size = 64; truth->key_size < all * 2; truth->key_size *= 2)
        continue;
    truth->keys = calloc(truth->key_size, sizeof *truth->keys);
    need(truth->keys != NULL);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < truth->queries[i].tokens.count; k++)
            add_key(truth, i, &truth->queries[i].tokens.items[k]);
    }
    tokenizer_free(tokenizer);
}

/* ------------------------------------------------------------------------------------ the pass */

/* A thread's part of the segments. */
struct pass {
    struct truth *truth;
    size_t first, end;
    struct tokenizer *tokenizer;
    struct arena arena, scratch;
    uint32_t *shared; /* weight that the segment shares with each query */
    struct found *found;
    size_t count, room;
};

/* Whether one of the tokens before has the same key; how many. */
static uint32_t occurrence(const uint64_t *keys, size_t at)
{
    uint32_t count = 1;
    for (size_t i = 0; i < at; i++)
        count += keys[i] == keys[at];
    return count;
}

static void share(struct pass *pass, const struct tokens *tokens)
{
    const struct truth *truth = pass->truth;
    uint64_t *keys = arena_array(&pass->arena, tokens->count, sizeof *keys);
    need(keys != NULL);
    memset(pass->shared, 0, truth->query_count * sizeof *pass->shared);
    for (size_t i = 0; i < tokens->count; i++) {
        keys[i] = key_of(&tokens->items[i]);
        const struct key *key = find_key(truth, keys[i]);
        if (key->count == 0)
            continue;
        uint32_t nth = occurrence(keys, i);
        for (size_t k = 0; k < key->count; k++) {
            if (key->postings[k].count >= nth)
                pass->shared[key->postings[k].query] += key->postings[k].weight;
        }
    }
}

static int percent_of(struct pass *pass, const struct query *query, const struct segment *segment,
                      const struct tokens *tokens)
{
    int percent;
    arena_reset(&pass->scratch);
    need(match_percent(&query->tokens, query->text, tokens, segment->text, &pass->scratch, &percent,
                       NULL));
    return percent;
}

static void compare(struct pass *pass, size_t segment)
{
    const struct truth *truth = pass->truth;
    const struct segment *stored = &truth->segments[segment];
    struct tokens tokens;
    arena_reset(&pass->arena);
    need(tokenizer_run(pass->tokenizer, stored->text, stored->tags, &pass->arena, &tokens, NULL));
    share(pass, &tokens);
    uint64_t words = words_of(&tokens);
    for (size_t i = 0; i < truth->query_count; i++) {
        const struct query *query = &truth->queries[i];
        uint32_t larger =
            query->tokens.weight > tokens.weight ? query->tokens.weight : tokens.weight;
        if ((uint64_t)pass->shared[i] * 100 < (uint64_t)larger * (uint64_t)truth->floor &&
            (words == 0 || words != query->words))
            continue;
        int base = percent_of(pass, query, stored, &tokens);
        if (base < truth->floor || base == 0)
            continue;
        need(array_reserve(&pass->found, &pass->room, pass->count + 1, sizeof *pass->found));
        pass->found[pass->count++] = (struct found){i, segment, base};
    }
}

static void *run_pass(void *context)
{
    struct pass *pass = context;
    for (size_t i = pass->first; i < pass->end; i++)
        compare(pass, i);
    return NULL;
}

static void open_pass(struct pass *pass, struct truth *truth, size_t first, size_t end)
{
    *pass = (struct pass){.truth = truth, .first = first, .end = end};
    pass->tokenizer = tokenizer_new(truth->from, true, NULL);
    pass->shared = calloc(truth->query_count + 1, sizeof *pass->shared);
    need(pass->tokenizer != NULL && pass->shared != NULL);
}

static void close_pass(struct pass *pass)
{
    tokenizer_free(pass->tokenizer);
    free(pass->shared);
    free(pass->found);
    arena_free(&pass->arena);
    arena_free(&pass->scratch);
}

static int by_query(const void *left, const void *right)
{
    const struct found *a = left, *b = right;
    if (a->query != b->query)
        return a->query < b->query ? -1 : 1;
    return (a->segment > b->segment) - (a->segment < b->segment);
}

static void gather(struct truth *truth, const struct pass *pass)
{
    if (pass->count == 0)
        return;
    truth->found = realloc(truth->found, (truth->found_count + pass->count) * sizeof *truth->found);
    need(truth->found != NULL);
    memcpy(truth->found + truth->found_count, pass->found, pass->count * sizeof *pass->found);
    truth->found_count += pass->count;
}

bool truth_find(struct truth *truth, const cotexto_text *queries, size_t count, int floor)
{
    struct pass passes[THREADS];
    pthread_t threads[THREADS];
    truth->floor = floor;
    truth->found_count = 0;
    truth->hits_query = SIZE_MAX;
    free_keys(truth);
    arena_reset(&truth->work);
    read_queries(truth, queries, count);
    for (size_t i = 0; i < THREADS; i++) {
        open_pass(&passes[i], truth, truth->segment_count * i / THREADS,
                  truth->segment_count * (i + 1) / THREADS);
        if (pthread_create(&threads[i], NULL, run_pass, &passes[i]) != 0)
            return false;
    }
    for (size_t i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        gather(truth, &passes[i]);
        close_pass(&passes[i]);
    }
    if (truth->found_count > 0)
        qsort(truth->found, truth->found_count, sizeof *truth->found, by_query);
    return true;
}

/* ---------------------------------------------------------------------------------------- hits */

/* The first place of a query's hits in `found`. */
static size_t first_found(const struct truth *truth, size_t query)
{
    size_t low = 0, high = truth->found_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (truth->found[middle].query < query)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Rule 6: 1 when another segment with this text has another translation. */
static int several_targets(const struct truth *truth, const struct segment *segment)
{
    size_t low = 0, high = truth->segment_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (truth->segments[truth->by_text[middle]].hash < segment->hash)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < truth->segment_count; low++) {
        const struct segment *other = &truth->segments[truth->by_text[low]];
        if (other->hash != segment->hash)
            break;
        if (other->target != 0 && other->target != segment->target &&
            text_equal(other->text, segment->text))
            return 1;
    }
    return 0;
}

struct ranked {
    struct truth_hit hit;
    cotexto_text changed;
};

static int by_rule_7(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    if (a->hit.percent != b->hit.percent)
        return b->hit.percent - a->hit.percent;
    int newer = text_compare(b->changed, a->changed);
    if (newer != 0)
        return newer;
    return (a->hit.unit > b->hit.unit) - (a->hit.unit < b->hit.unit);
}

static bool rank(struct truth *truth, const struct found *found, int floor, struct arena *arena,
                 struct ranked *out)
{
    const struct segment *segment = &truth->segments[found->segment];
    struct memory_unit unit;
    if (segment->target == 0)
        return false;
    need(memory_get_unit(truth->memory, segment->unit, arena, &unit, NULL));
    int penalty = several_targets(truth, segment);
    if (unit.unit.confidence >= 0 && !unit.unit.reviewed)
        penalty += (int)lround(10 * (1 - unit.unit.confidence));
    int percent = found->base > penalty ? found->base - penalty : 0;
    *out = (struct ranked){{segment->unit, found->base, percent}, unit.unit.changed};
    return percent >= floor && percent > 0;
}

/* The hits of a query at the floor of truth_find(). */
static void rank_all(struct truth *truth, size_t query)
{
    size_t first = first_found(truth, query), end = first_found(truth, query + 1), count = 0;
    struct arena arena = {0};
    struct ranked *ranked = calloc(end - first + 1, sizeof *ranked);
    truth->hits = realloc(truth->hits, (end - first + 1) * sizeof *truth->hits);
    need(ranked != NULL && truth->hits != NULL);
    for (size_t i = first; i < end; i++)
        count += rank(truth, &truth->found[i], truth->floor, &arena, &ranked[count]);
    qsort(ranked, count, sizeof *ranked, by_rule_7);
    for (size_t i = 0; i < count; i++)
        truth->hits[i] = ranked[i].hit;
    truth->hit_count = count;
    truth->hits_query = query;
    free(ranked);
    arena_free(&arena);
}

const struct truth_hit *truth_hits(struct truth *truth, size_t query, int floor, size_t *count)
{
    if (truth->hits_query != query)
        rank_all(truth, query);
    *count = 0;
    while (*count < truth->hit_count && truth->hits[*count].percent >= floor)
        ++*count;
    return truth->hits;
}

size_t truth_check(struct truth *truth, size_t pairs)
{
    struct pass pass;
    size_t missed = 0, step = truth->segment_count * truth->query_count / (pairs + 1) + 1;
    open_pass(&pass, truth, 0, 0);
    for (size_t i = 0; i < truth->segment_count; i += step) {
        const struct segment *segment = &truth->segments[i];
        struct tokens tokens;
        arena_reset(&pass.arena);
        need(tokenizer_run(pass.tokenizer, segment->text, segment->tags, &pass.arena, &tokens,
                           NULL));
        for (size_t k = 0; k < truth->query_count; k++) {
            struct found found = {k, i, percent_of(&pass, &truth->queries[k], segment, &tokens)};
            missed += found.base >= truth->floor && found.base > 0 &&
                      (truth->found_count == 0 || bsearch(&found, truth->found, truth->found_count,
                                                          sizeof found, by_query) == NULL);
        }
    }
    close_pass(&pass);
    return missed;
}

bool truth_agrees(struct truth *truth, size_t query, int floor, size_t limit,
                  const cotexto_answer *answer)
{
    size_t count;
    const struct truth_hit *hits = truth_hits(truth, query, floor, &count);
    count = count > limit ? limit : count;
    bool same = count == answer->hit_count;
    for (size_t i = 0; same && i < count; i++)
        same = hits[i].unit == answer->hits[i].unit && hits[i].base == answer->hits[i].base &&
               hits[i].percent == answer->hits[i].percent;
    if (same)
        return true;
    fprintf(stderr, "floor %d, limit %zu: \"%.*s\"\n", floor, limit,
            (int)truth->queries[query].text.length, truth->queries[query].text.bytes);
    for (size_t i = 0; i < count || i < answer->hit_count; i++) {
        if (i < count)
            fprintf(stderr, "  true %lld %d%%", (long long)hits[i].unit, hits[i].percent);
        if (i < answer->hit_count)
            fprintf(stderr, "  found %lld %d%%", (long long)answer->hits[i].unit,
                    answer->hits[i].percent);
        fputc('\n', stderr);
    }
    return false;
}
