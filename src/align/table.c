/* The word table and its learning. Formulas: doc/alignment.md, "The word table". */
#include "align/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "align/cognate.h"
#include "align/lexicon.h"
#include "align/model1.h"
#include "base/error.h"
#include "base/text.h"

/* Measured on the development sets (bench/align); all are flat around these values. */
static const double likeness_weight = 2; /* of a cognate, in sightings */
static const double discount = .7;       /* sightings that confirm only themselves */
static const double smoothing = .3;      /* sightings of something else, per word */
static const float share_of_best = .7F;  /* of the best likeness of a word: what is kept */
static const float lexicon_cap = 20;     /* most sightings that a lexicon pair counts for */

/* ------------------------------------------------------------------------------- lasting pairs */

/* The lasting pairs as they come: first those by likeness, then those by the lexicon. */
struct gathering {
    struct gathered {
        uint32_t source;
        struct word_pair pair;
    } * items;
    size_t count, capacity;
};

static bool gather(struct gathering *gathering, uint32_t source, struct word_pair pair)
{
    if (!array_reserve(&gathering->items, &gathering->capacity, gathering->count + 1,
                       sizeof *gathering->items))
        return false;
    gathering->items[gathering->count++] = (struct gathered){source, pair};
    return true;
}

static bool add_likeness(void *context, uint32_t source, uint32_t target, double likeness)
{
    return gather(context, source,
                  (struct word_pair){.target = target, .likeness = (float)likeness});
}

static bool add_known(void *context, uint32_t source, uint32_t target, double count)
{
    return gather(context, source, (struct word_pair){.target = target, .known = (float)count});
}

static int by_types(const void *a, const void *b)
{
    const struct gathered *x = a, *y = b;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    return x->pair.target < y->pair.target ? -1 : x->pair.target > y->pair.target;
}

/* Keeps the pairs that look about as much alike as the best one of either word: in a long text
 * every word looks a little like some other. */
static bool keep_best(struct gathering *gathering, size_t source_types, size_t target_types)
{
    float *source_best = calloc(source_types + 1, sizeof *source_best);
    float *target_best = calloc(target_types + 1, sizeof *target_best);
    bool good = source_best != NULL && target_best != NULL;
    for (size_t i = 0; good && i < gathering->count; i++) {
        const struct gathered *item = &gathering->items[i];
        float *s = &source_best[item->source], *t = &target_best[item->pair.target];
        *s = fmaxf(*s, item->pair.likeness);
        *t = fmaxf(*t, item->pair.likeness);
    }
    size_t kept = 0;
    for (size_t i = 0; good && i < gathering->count; i++) {
        const struct gathered *item = &gathering->items[i];
        float least = fminf(source_best[item->source], target_best[item->pair.target]);
        if (item->pair.likeness >= share_of_best * least)
            gathering->items[kept++] = *item;
    }
    gathering->count = kept;
    free(source_best);
    free(target_best);
    return good;
}

/* One pair for all that was gathered of two words. */
static bool merge(struct gathering *gathering, size_t types, struct word_pairs *out)
{
    out->items = malloc((gathering->count + 1) * sizeof *out->items);
    out->starts = calloc(types + 1, sizeof *out->starts);
    if (out->items == NULL || out->starts == NULL)
        return false;
    if (gathering->count > 0)
        qsort(gathering->items, gathering->count, sizeof *gathering->items, by_types);
    size_t count = 0;
    for (size_t i = 0; i < gathering->count; i++) {
        const struct gathered *item = &gathering->items[i];
        bool same = i > 0 && by_types(item - 1, item) == 0;
        struct word_pair *pair = &out->items[same ? count - 1 : count];
        if (same) {
            pair->likeness = fmaxf(pair->likeness, item->pair.likeness);
            pair->known += item->pair.known;
        } else {
            *pair = item->pair;
            count++;
        }
        pair->known = fminf(pair->known, lexicon_cap);
        out->starts[item->source + 1] = count;
    }
    for (size_t s = 0; s < types; s++) {
        if (out->starts[s + 1] < out->starts[s])
            out->starts[s + 1] = out->starts[s];
    }
    return true;
}

static void free_pairs(struct word_pairs *pairs)
{
    free(pairs->items);
    free(pairs->starts);
    *pairs = (struct word_pairs){0};
}

/* ---------------------------------------------------------------------------------- the table */

static double evidence(const struct word_pair *pair, float learned)
{
    return likeness_weight * pair->likeness + pair->known + fmax(0, learned - discount);
}

static bool says_something(const struct word_pair *pair)
{
    return evidence(pair, pair->forward) > 0 || evidence(pair, pair->backward) > 0;
}

static size_t token_count(const struct words *words)
{
    return words->starts[words->sentence_count];
}

/* Sums of the evidence of each target type. Gives the number of pairs that say something. */
static size_t sum_evidence(const struct word_pairs *pairs, size_t source_types, double *backward)
{
    size_t count = 0;
    for (size_t i = 0; i < pairs->starts[source_types]; i++) {
        const struct word_pair *pair = &pairs->items[i];
        backward[pair->target] += evidence(pair, pair->backward);
        count += says_something(pair);
    }
    return count;
}

/* The predictions of one source type; `backward`: the evidence of all source types for each target
 * type. */
static void predict(struct word_table *table, const struct word_pairs *pairs, uint32_t source,
                    const double *backward)
{
    double forward = 0;
    for (size_t i = pairs->starts[source]; i < pairs->starts[source + 1]; i++)
        forward += evidence(&pairs->items[i], pairs->items[i].forward);
    double s_share = table->source->types[source].count / (double)token_count(table->source);
    size_t count = table->starts[source];
    for (size_t i = pairs->starts[source]; i < pairs->starts[source + 1]; i++) {
        const struct word_pair *pair = &pairs->items[i];
        if (!says_something(pair))
            continue;
        double t_share =
            table->target->types[pair->target].count / (double)token_count(table->target);
        double t_given_s = evidence(pair, pair->forward) / (forward + smoothing);
        double s_given_t = evidence(pair, pair->backward) / (backward[pair->target] + smoothing);
        table->predictions[count++] = (struct prediction){
            pair->target, (float)(t_given_s / t_share), (float)(s_given_t / s_share)};
        table->source_known[source] = table->target_known[pair->target] = true;
    }
    table->starts[source + 1] = count;
    table->source_free[source] = (float)(smoothing / (forward + smoothing));
}

static bool rebuild(struct word_table *table, const struct word_pairs *pairs, cotexto_error *error)
{
    size_t types = table->source->type_count;
    double *backward = calloc(table->target->type_count + 1, sizeof *backward);
    if (backward == NULL)
        return error_no_memory(error);
    size_t count = sum_evidence(pairs, types, backward);
    free(table->predictions);
    table->predictions = malloc((count + 1) * sizeof *table->predictions);
    memset(table->source_known, 0, types * sizeof *table->source_known);
    memset(table->target_known, 0, table->target->type_count * sizeof *table->target_known);
    for (uint32_t s = 0; table->predictions != NULL && s < types; s++)
        predict(table, pairs, s, backward);
    for (size_t t = 0; t < table->target->type_count; t++)
        table->target_free[t] = (float)(smoothing / (backward[t] + smoothing));
    free(backward);
    return table->predictions != NULL || error_no_memory(error);
}

bool word_table_make(const struct words *source, const struct words *target,
                     const struct lexicon *lexicon, struct word_table *out, cotexto_error *error)
{
    *out = (struct word_table){.source = source, .target = target};
    out->starts = calloc(source->type_count + 1, sizeof *out->starts);
    out->source_known = calloc(source->type_count + 1, sizeof *out->source_known);
    out->target_known = calloc(target->type_count + 1, sizeof *out->target_known);
    out->source_free = calloc(source->type_count + 1, sizeof *out->source_free);
    out->target_free = calloc(target->type_count + 1, sizeof *out->target_free);
    if (out->starts == NULL || out->source_free == NULL || out->target_free == NULL ||
        out->source_known == NULL || out->target_known == NULL)
        return error_no_memory(error);
    struct gathering gathering = {0};
    bool good =
        cognate_pairs(source, target, add_likeness, &gathering, error) &&
        (keep_best(&gathering, source->type_count, target->type_count) || error_no_memory(error)) &&
        (lexicon == NULL || lexicon_pairs(lexicon, source, target, add_known, &gathering, error)) &&
        (merge(&gathering, source->type_count, &out->lasting) || error_no_memory(error)) &&
        rebuild(out, &out->lasting, error);
    free(gathering.items);
    return good;
}

void word_table_free(struct word_table *table)
{
    free_pairs(&table->lasting);
    free_pairs(&table->learned);
    free(table->predictions);
    free(table->starts);
    free(table->source_free);
    free(table->target_free);
    free(table->source_known);
    free(table->target_known);
    *table = (struct word_table){0};
}

/* ----------------------------------------------------------------------------------- learning */

bool word_table_learn(struct word_table *table, const struct bead *beads, size_t count,
                      cotexto_error *error)
{
    free_pairs(&table->learned);
    return model1_learn(&table->lasting, table->source, table->target, beads, count,
                        &table->learned, error) &&
           rebuild(table, &table->learned, error);
}

bool word_table_each_learned(const struct word_table *table,
                             bool (*each)(void *context, uint32_t source, uint32_t target,
                                          double count),
                             void *context)
{
    for (uint32_t s = 0; s < table->source->type_count; s++) {
        for (size_t i = table->learned.starts[s]; i < table->learned.starts[s + 1]; i++) {
            const struct word_pair *pair = &table->learned.items[i];
            double count = (double)pair->forward; /* backward is the same now */
            if (count > 1 && !each(context, s, pair->target, count))
                return false;
        }
    }
    return true;
}
