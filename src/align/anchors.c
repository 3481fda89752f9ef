/* Anchors and their chain. */
#include "align/anchors.h"

#include <stdlib.h>

#include "align/cognate.h"
#include "base/error.h"
#include "base/text.h"

/* Words that come so often at most on each side, and look so much alike, are anchors. */
enum { RARE = 3 };
static const double least_likeness = .8;

struct anchors {
    const struct words *source, *target;
    uint32_t (*source_at)[RARE], (*target_at)[RARE]; /* where the rare types stand */
    struct anchor *items;
    size_t count, capacity;
    bool failed; /* out of memory */
};

/* ---------------------------------------------------------------------------------- gathering */

static uint32_t (*places_of(const struct words *words, struct arena *arena))[RARE]
{
    uint32_t(*places)[RARE] = arena_array(arena, words->type_count, sizeof *places);
    uint8_t *filled = arena_array(arena, words->type_count, 1);
    if (places == NULL || filled == NULL)
        return NULL;
    for (size_t i = 0; i < words->sentence_count; i++) {
        for (size_t k = words->starts[i]; k < words->starts[i + 1]; k++) {
            uint32_t type = words->tokens[k];
            if (words->types[type].count <= RARE)
                places[type][filled[type]++] = (uint32_t)i;
        }
    }
    return places;
}

/* A rare pair of the same count gives an anchor for each of its places, in their order. */
static bool add_anchors(void *context, uint32_t s, uint32_t t, double likeness)
{
    struct anchors *anchors = context;
    const struct word_type *source = &anchors->source->types[s],
                           *target = &anchors->target->types[t];
    bool long_enough = source->kind == KIND_LETTERS
                           ? likeness > least_likeness
                           : source->kind == KIND_NUMBER && source->fold.length > 1;
    if (source->count > RARE || source->count != target->count || !long_enough)
        return true;
    for (uint32_t i = 0; i < source->count; i++) {
        if (!array_reserve(&anchors->items, &anchors->capacity, anchors->count + 1,
                           sizeof *anchors->items))
            return false;
        anchors->items[anchors->count++] = (struct anchor){.source = anchors->source_at[s][i],
                                                           .target = anchors->target_at[t][i],
                                                           .likeness = likeness};
    }
    return true;
}

static bool add_pairs(struct anchors *anchors, const struct word_pairs *pairs)
{
    for (uint32_t s = 0; s < anchors->source->type_count; s++) {
        for (size_t i = pairs->starts[s]; i < pairs->starts[s + 1]; i++) {
            const struct word_pair *pair = &pairs->items[i];
            if (!add_anchors(anchors, s, pair->target, (double)pair->likeness))
                return false;
        }
    }
    return true;
}

static int by_place(const void *a, const void *b)
{
    const struct anchor *x = a, *y = b;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    return x->target < y->target   ? 1
           : x->target > y->target ? -1
                                   : 0; /* a chain takes one of a source sentence */
}

/* ---------------------------------------------------------------------------------- the chain */

/* The heaviest chain that grows on both sides, by a Fenwick tree of best ends over target
 * sentences: O(n log n). */
static size_t heaviest_chain(struct anchors *anchors, size_t target_count, struct anchor *chain,
                             struct arena *arena)
{
    uint32_t *tree =
        arena_array(arena, target_count + 2, sizeof *tree); /* number of anchor + 1; 0: none */
    if (tree == NULL)
        return SIZE_MAX;
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < anchors->count; i++) {
        struct anchor *anchor = &anchors->items[i];
        uint32_t before = 0;
        for (size_t k = anchor->target; k > 0; k &= k - 1) {
            if (tree[k] != 0 &&
                (before == 0 || anchors->items[tree[k] - 1].best > anchors->items[before - 1].best))
                before = tree[k];
        }
        anchor->back = before;
        anchor->best = anchor->likeness + (before == 0 ? 0 : anchors->items[before - 1].best);
        for (size_t k = anchor->target + 1; k <= target_count; k += k & -k) {
            if (tree[k] == 0 || anchors->items[tree[k] - 1].best < anchor->best)
                tree[k] = (uint32_t)i + 1;
        }
        if (best == SIZE_MAX || anchor->best > anchors->items[best].best)
            best = i;
    }
    size_t length = 0;
    for (size_t i = best; i != SIZE_MAX;
         i = anchors->items[i].back == 0 ? SIZE_MAX : anchors->items[i].back - 1)
        chain[length++] = anchors->items[i];
    for (size_t i = 0; i < length / 2; i++) {
        struct anchor swap = chain[i];
        chain[i] = chain[length - 1 - i];
        chain[length - 1 - i] = swap;
    }
    return length;
}

bool anchors_find(const struct words *source, const struct words *target,
                  const struct word_pairs *pairs, struct arena *arena, struct anchor **chain,
                  size_t *length, cotexto_error *error)
{
    struct anchors anchors = {.source = source,
                              .target = target,
                              .source_at = places_of(source, arena),
                              .target_at = places_of(target, arena)};
    bool good = anchors.source_at != NULL && anchors.target_at != NULL &&
                (pairs != NULL ? add_pairs(&anchors, pairs)
                               : cognate_equals(source, target, add_anchors, &anchors, error));
    if (good && anchors.count > 0)
        qsort(anchors.items, anchors.count, sizeof *anchors.items, by_place);
    *chain = good ? arena_array(arena, anchors.count + 1, sizeof **chain) : NULL;
    *length =
        *chain == NULL ? SIZE_MAX : heaviest_chain(&anchors, target->sentence_count, *chain, arena);
    free(anchors.items);
    return *length != SIZE_MAX || error_no_memory(error);
}
