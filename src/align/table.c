/* The word table and its learning. Formulas: doc/alignment.md, "The word table". */
#include "align/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align/cognate.h"
#include "align/lexicon.h"
#include "base/error.h"
#include "base/text.h"

/* Measured on the development sets (bench/align); all are flat around these values. */
static const double likeness_weight = 2; /* of a cognate, in sightings */
static const double discount = .9;       /* sightings that confirm only themselves */
static const double smoothing = .5;      /* sightings of something else, per word */
static const double lexicon_cap = 20;    /* most sightings that a lexicon pair counts for */
static const double first_guess = .1; /* weight of a pair without likeness in the first iteration */
static const int iterations = 4;

/* A bead of more words than this teaches nothing but takes long. */
enum { BEAD_WORDS = 400 };

/* -------------------------------------------------------------------------------------- pairs */

struct word_pair {
    uint32_t source, target;
    float likeness, known; /* 0..1; sightings by the lexicon */
    float forward,
        backward; /* expected sightings in the beads: of target given source, and the reverse */
    float next_forward, next_backward;
};

struct word_pairs {
    struct word_pair *items;
    size_t count, capacity;
    size_t lasting;    /* the first ones, from likeness and lexicon; those behind were learned */
    uint32_t *slots;   /* hash table of numbers in items, TABLE_NONE for a free one */
    size_t slot_count; /* a power of two */
};

static size_t slot_of(const struct word_pairs *pairs, uint32_t source, uint32_t target)
{
    uint64_t key = (uint64_t)source << 32 | target;
    size_t i = (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 20) & (pairs->slot_count - 1);
    while (pairs->slots[i] != TABLE_NONE && (pairs->items[pairs->slots[i]].source != source ||
                                             pairs->items[pairs->slots[i]].target != target))
        i = (i + 1) & (pairs->slot_count - 1);
    return i;
}

/* Builds the slots anew for `size` slots. */
static bool rehash(struct word_pairs *pairs, size_t size)
{
    uint32_t *slots = malloc(size * sizeof *slots);
    if (slots == NULL)
        return false;
    free(pairs->slots);
    pairs->slots = slots;
    pairs->slot_count = size;
    memset(slots, 0xFF, size * sizeof *slots);
    for (size_t i = 0; i < pairs->count; i++)
        slots[slot_of(pairs, pairs->items[i].source, pairs->items[i].target)] = (uint32_t)i;
    return true;
}

static uint32_t find_pair(const struct word_pairs *pairs, uint32_t source, uint32_t target)
{
    return pairs->slots[slot_of(pairs, source, target)];
}

static struct word_pair *put_pair(struct word_pairs *pairs, uint32_t source, uint32_t target)
{
    if (pairs->count >= pairs->slot_count / 2 && !rehash(pairs, pairs->slot_count * 2))
        return NULL;
    size_t slot = slot_of(pairs, source, target);
    if (pairs->slots[slot] != TABLE_NONE)
        return &pairs->items[pairs->slots[slot]];
    if (pairs->count >= TABLE_NONE ||
        !array_reserve(&pairs->items, &pairs->capacity, pairs->count + 1, sizeof *pairs->items))
        return NULL;
    pairs->slots[slot] = (uint32_t)pairs->count;
    pairs->items[pairs->count] = (struct word_pair){.source = source, .target = target};
    return &pairs->items[pairs->count++];
}

static bool add_likeness(void *context, uint32_t source, uint32_t target, double likeness)
{
    struct word_pair *pair = put_pair(context, source, target);
    if (pair != NULL)
        pair->likeness = (float)likeness;
    return pair != NULL;
}

static bool add_known(void *context, uint32_t source, uint32_t target, double count)
{
    struct word_pair *pair = put_pair(context, source, target);
    if (pair != NULL)
        pair->known = (float)fmin(pair->known + count, lexicon_cap);
    return pair != NULL;
}

/* ---------------------------------------------------------------------------------- the table */

static double evidence(const struct word_pair *pair, float learned)
{
    return likeness_weight * pair->likeness + pair->known + fmax(0, learned - discount);
}

static size_t token_count(const struct words *words)
{
    return words->starts[words->sentence_count];
}

/* Sums of the evidence of each type, in both directions. */
static bool sum_evidence(const struct word_table *table, double **forward, double **backward,
                         cotexto_error *error)
{
    const struct word_pairs *pairs = table->pairs;
    *forward = calloc(table->source->type_count + 1, sizeof **forward);
    *backward = calloc(table->target->type_count + 1, sizeof **backward);
    if (*forward == NULL || *backward == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < pairs->count; i++) {
        (*forward)[pairs->items[i].source] += evidence(&pairs->items[i], pairs->items[i].forward);
        (*backward)[pairs->items[i].target] += evidence(&pairs->items[i], pairs->items[i].backward);
    }
    return true;
}

static struct prediction predict(const struct word_table *table, const struct word_pair *pair,
                                 const double *forward, const double *backward)
{
    double s_share = table->source->types[pair->source].count / (double)token_count(table->source);
    double t_share = table->target->types[pair->target].count / (double)token_count(table->target);
    double t_given_s = evidence(pair, pair->forward) / (forward[pair->source] + smoothing);
    double s_given_t = evidence(pair, pair->backward) / (backward[pair->target] + smoothing);
    return (struct prediction){pair->target, (float)(t_given_s / t_share),
                               (float)(s_given_t / s_share)};
}

static bool says_something(const struct word_pair *pair)
{
    return evidence(pair, pair->forward) > 0 || evidence(pair, pair->backward) > 0;
}

/* Lays the pairs out by source type. */
static bool lay_out(struct word_table *table, const double *forward, const double *backward,
                    cotexto_error *error)
{
    const struct word_pairs *pairs = table->pairs;
    size_t types = table->source->type_count;
    free(table->predictions);
    table->predictions = malloc((pairs->count + 1) * sizeof *table->predictions);
    if (table->predictions == NULL)
        return error_no_memory(error);
    memset(table->starts, 0, (types + 2) * sizeof *table->starts);
    memset(table->source_known, 0, types * sizeof *table->source_known);
    memset(table->target_known, 0, table->target->type_count * sizeof *table->target_known);
    for (size_t i = 0; i < pairs->count; i++)
        table->starts[pairs->items[i].source + 2] += says_something(&pairs->items[i]);
    for (size_t s = 0; s < types; s++)
        table->starts[s + 2] += table->starts[s + 1];
    for (size_t i = 0; i < pairs->count; i++) {
        const struct word_pair *pair = &pairs->items[i];
        if (!says_something(pair))
            continue;
        table->predictions[table->starts[pair->source + 1]++] =
            predict(table, pair, forward, backward);
        table->source_known[pair->source] = table->target_known[pair->target] = true;
    }
    return true;
}

static bool rebuild(struct word_table *table, cotexto_error *error)
{
    double *forward = NULL, *backward = NULL;
    bool good =
        sum_evidence(table, &forward, &backward, error) && lay_out(table, forward, backward, error);
    free(forward);
    free(backward);
    return good;
}

bool word_table_make(const struct words *source, const struct words *target,
                     const struct lexicon *lexicon, struct word_table *out, cotexto_error *error)
{
    *out = (struct word_table){.source = source, .target = target};
    out->pairs = calloc(1, sizeof *out->pairs);
    out->starts = calloc(source->type_count + 2, sizeof *out->starts);
    out->source_known = calloc(source->type_count + 1, sizeof *out->source_known);
    out->target_known = calloc(target->type_count + 1, sizeof *out->target_known);
    if (out->pairs == NULL || out->starts == NULL || out->source_known == NULL ||
        out->target_known == NULL || !rehash(out->pairs, 1024))
        return error_no_memory(error);
    if (!cognate_pairs(source, target, add_likeness, out->pairs, error))
        return false;
    if (lexicon != NULL && !lexicon_pairs(lexicon, source, target, add_known, out->pairs, error))
        return false;
    out->pairs->lasting = out->pairs->count;
    return rebuild(out, error);
}

void word_table_free(struct word_table *table)
{
    if (table->pairs != NULL) {
        free(table->pairs->items);
        free(table->pairs->slots);
    }
    free(table->pairs);
    free(table->predictions);
    free(table->starts);
    free(table->source_known);
    free(table->target_known);
    *table = (struct word_table){0};
}

/* ----------------------------------------------------------------------------------- learning */

/* The distinct words of one side of a bead. */
struct bag {
    uint32_t types[BEAD_WORDS];
    float times[BEAD_WORDS];
    size_t count, total;
};

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* false: too many words, or none. */
static bool fill_bag(struct bag *bag, const struct words *words, size_t sentence, size_t count)
{
    size_t from = words->starts[sentence], to = words->starts[sentence + count];
    if (from == to || to - from > BEAD_WORDS)
        return false;
    uint32_t sorted[BEAD_WORDS];
    memcpy(sorted, words->tokens + from, (to - from) * sizeof *sorted);
    qsort(sorted, to - from, sizeof *sorted, by_number);
    bag->count = 0;
    bag->total = to - from;
    for (size_t i = 0; i < bag->total; i++) {
        if (i == 0 || sorted[i] != sorted[i - 1]) {
            bag->types[bag->count] = sorted[i];
            bag->times[bag->count++] = 0;
        }
        bag->times[bag->count - 1] += 1;
    }
    return true;
}

/* What one run of learning holds. */
struct learning {
    struct word_table *table;
    const struct bead *beads;
    size_t bead_count;
    uint32_t *cells; /* for each word pair of each bead its number in pairs, or TABLE_NONE for one
                        seen once */
    size_t cell_count, cell_capacity;
    uint8_t *seen; /* counts by hash, up to 2: which pairs come in two beads */
    size_t seen_mask;
    float *null_forward,
        *null_backward; /* of each type: weight of a word that comes from nowhere */
};

static bool bags_of(const struct learning *learning, size_t bead, struct bag bags[2])
{
    const struct bead *b = &learning->beads[bead];
    return b->source_count > 0 && b->target_count > 0 &&
           fill_bag(&bags[0], learning->table->source, b->source, b->source_count) &&
           fill_bag(&bags[1], learning->table->target, b->target, b->target_count);
}

static uint8_t *seen_of(const struct learning *learning, uint32_t source, uint32_t target)
{
    uint64_t key = ((uint64_t)source << 32 | target) * UINT64_C(0xD6E8FEB86659FD93);
    return &learning->seen[(size_t)(key >> 24) & learning->seen_mask];
}

/* Pass one: which pairs stand in more than one bead. A collision only lets a pair in that could
 * have stayed out. */
static bool count_seen(struct learning *learning)
{
    struct bag bags[2];
    size_t cells = 0;
    for (size_t i = 0; i < learning->bead_count; i++) {
        if (bags_of(learning, i, bags))
            cells += bags[0].count * bags[1].count;
    }
    size_t size = 1 << 12;
    while (size < cells * 2 && size < (size_t)1 << 25)
        size *= 2;
    learning->seen = calloc(size, 1);
    learning->seen_mask = size - 1;
    if (learning->seen == NULL)
        return false;
    for (size_t i = 0; i < learning->bead_count; i++) {
        if (!bags_of(learning, i, bags))
            continue;
        for (size_t s = 0; s < bags[0].count; s++) {
            for (size_t t = 0; t < bags[1].count; t++) {
                uint8_t *seen = seen_of(learning, bags[0].types[s], bags[1].types[t]);
                *seen += *seen < 2;
            }
        }
    }
    learning->cell_capacity = cells;
    learning->cells = malloc((cells + 1) * sizeof *learning->cells);
    return learning->cells != NULL;
}

/* Pass two: gives those pairs numbers. */
static bool number_cells(struct learning *learning)
{
    struct bag bags[2];
    struct word_pairs *pairs = learning->table->pairs;
    for (size_t i = 0; i < learning->bead_count; i++) {
        if (!bags_of(learning, i, bags))
            continue;
        for (size_t s = 0; s < bags[0].count; s++) {
            for (size_t t = 0; t < bags[1].count; t++) {
                uint32_t source = bags[0].types[s], target = bags[1].types[t];
                uint32_t number = find_pair(pairs, source, target);
                if (number == TABLE_NONE && *seen_of(learning, source, target) > 1) {
                    struct word_pair *pair = put_pair(pairs, source, target);
                    if (pair == NULL)
                        return false;
                    number = (uint32_t)(pair - pairs->items);
                }
                learning->cells[learning->cell_count++] = number;
            }
        }
    }
    return true;
}

static float first_weight(const struct word_pair *pair)
{
    return (float)(first_guess + pair->likeness + pair->known);
}

/* Expected counts of one bead, added to next_forward and next_backward. */
static void expect(struct learning *learning, const struct bag bags[2], const uint32_t *cells)
{
    const struct words *source = learning->table->source, *target = learning->table->target;
    struct word_pair *items = learning->table->pairs->items;
    float by_target[BEAD_WORDS], by_source[BEAD_WORDS];
    for (size_t t = 0; t < bags[1].count; t++)
        by_target[t] = learning->null_forward[bags[1].types[t]];
    for (size_t s = 0; s < bags[0].count; s++)
        by_source[s] = learning->null_backward[bags[0].types[s]];
    const uint32_t *cell = cells;
    for (size_t s = 0; s < bags[0].count; s++) {
        float once_s = 1.0F / ((float)source->types[bags[0].types[s]].count * (float)bags[1].total);
        for (size_t t = 0; t < bags[1].count; t++, cell++) {
            bool once = *cell == TABLE_NONE;
            float once_t =
                1.0F / ((float)target->types[bags[1].types[t]].count * (float)bags[0].total);
            by_target[t] += bags[0].times[s] * (once ? once_s : items[*cell].forward);
            by_source[s] += bags[1].times[t] * (once ? once_t : items[*cell].backward);
        }
    }
    cell = cells;
    for (size_t s = 0; s < bags[0].count; s++) {
        for (size_t t = 0; t < bags[1].count; t++, cell++) {
            if (*cell == TABLE_NONE)
                continue;
            float times = bags[0].times[s] * bags[1].times[t];
            items[*cell].next_forward += times * items[*cell].forward / by_target[t];
            items[*cell].next_backward += times * items[*cell].backward / by_source[s];
        }
    }
}

/* One iteration; the last leaves counts, the others probabilities. */
static void iterate(struct learning *learning, bool last)
{
    struct word_pairs *pairs = learning->table->pairs;
    struct bag bags[2];
    const uint32_t *cells = learning->cells;
    for (size_t i = 0; i < learning->bead_count; i++) {
        if (!bags_of(learning, i, bags))
            continue;
        expect(learning, bags, cells);
        cells += bags[0].count * bags[1].count;
    }
    for (size_t i = 0; i < pairs->count; i++) {
        struct word_pair *pair = &pairs->items[i];
        float s_count = (float)learning->table->source->types[pair->source].count;
        float t_count = (float)learning->table->target->types[pair->target].count;
        pair->forward = last ? pair->next_forward : pair->next_forward / s_count;
        pair->backward = last ? pair->next_backward : pair->next_backward / t_count;
        pair->next_forward = pair->next_backward = 0;
    }
}

/* A word from nowhere is as likely as its share of the text. */
static float *null_weights(const struct words *words)
{
    float *weights = malloc((words->type_count + 1) * sizeof *weights);
    for (size_t i = 0; weights != NULL && i < words->type_count; i++)
        weights[i] = (float)words->types[i].count / (float)token_count(words);
    return weights;
}

bool word_table_learn(struct word_table *table, const struct bead *beads, size_t count,
                      cotexto_error *error)
{
    struct learning learning = {.table = table, .beads = beads, .bead_count = count};
    struct word_pairs *pairs = table->pairs;
    pairs->count = pairs->lasting;
    learning.null_forward = null_weights(table->target);
    learning.null_backward = null_weights(table->source);
    bool good = learning.null_forward != NULL && learning.null_backward != NULL &&
                rehash(pairs, pairs->slot_count) && count_seen(&learning) &&
                number_cells(&learning);
    for (size_t i = 0; good && i < pairs->count; i++)
        pairs->items[i].forward = pairs->items[i].backward = first_weight(&pairs->items[i]);
    for (int i = 0; good && i < iterations; i++)
        iterate(&learning, i + 1 == iterations);
    free(learning.null_forward);
    free(learning.null_backward);
    free(learning.cells);
    free(learning.seen);
    return good ? rebuild(table, error) : error_no_memory(error);
}

bool word_table_each_learned(const struct word_table *table,
                             bool (*each)(void *context, uint32_t source, uint32_t target,
                                          double count),
                             void *context)
{
    for (size_t i = 0; i < table->pairs->count; i++) {
        const struct word_pair *pair = &table->pairs->items[i];
        double count = (pair->forward + pair->backward) / 2;
        if (count > 1 && !each(context, pair->source, pair->target, count))
            return false;
    }
    return true;
}
