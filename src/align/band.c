/* Bands: by anchors, and around a path. */
#include "align/band.h"

#include <math.h>
#include <stdlib.h>

#include "align/cognate.h"
#include "base/error.h"
#include "base/text.h"

/* A plane of up to so many cells is searched whole. */
static const double small_plane = 90000;
/* Sentences on both sides of the line between two anchors, and the share of their distance that is
 * added. */
static const double anchor_width = 30, gap_share = .25;
/* The share of a long text that the line may be off where it has no anchors at all. */
enum { RARE = 3 };

struct anchor {
    uint32_t source, target; /* sentences */
    double likeness;
    double best;   /* of a chain that ends here */
    uint32_t back; /* the anchor before it in that chain */
};

struct anchors {
    const struct words *source, *target;
    uint32_t (*source_at)[RARE], (*target_at)[RARE]; /* where the rare types stand */
    struct anchor *items;
    size_t count, capacity;
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
                           ? likeness > .8
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

/* An anchor stands when another one near by is off the diagonal by about as much. */
static bool supported(const struct anchor *chain, size_t length, size_t i)
{
    enum { NEAR = 3 };
    for (size_t k = i < NEAR ? 0 : i - NEAR; k < length && k <= i + NEAR; k++) {
        double source = fabs((double)chain[k].source - chain[i].source);
        double target = fabs((double)chain[k].target - chain[i].target);
        if (k != i && fabs(source - target) <= 4 + .3 * source)
            return true;
    }
    return false;
}

/* ----------------------------------------------------------------------------------- the band */

static bool new_band(struct band *band, size_t rows, struct arena *arena, cotexto_error *error)
{
    *band = (struct band){arena_array(arena, rows, sizeof *band->low),
                          arena_array(arena, rows, sizeof *band->high), rows};
    return (band->low != NULL && band->high != NULL) || error_no_memory(error);
}

static size_t clamp(double value, size_t most)
{
    return value <= 0 ? 0 : value >= (double)most ? most : (size_t)value;
}

/* Makes the ends rise, neighbours overlap, and the corners belong. */
static void mend(struct band *band, size_t target_count)
{
    band->low[0] = 0;
    band->high[band->row_count - 1] = target_count;
    for (size_t i = 1; i < band->row_count; i++) {
        if (band->high[i] < band->high[i - 1])
            band->high[i] = band->high[i - 1];
    }
    for (size_t i = band->row_count - 1; i-- > 0;) {
        if (band->low[i] > band->low[i + 1])
            band->low[i] = band->low[i + 1];
        if (band->high[i] < band->low[i + 1])
            band->high[i] = band->low[i + 1];
    }
}

/* Rows from..to lie around the straight line from a to b. */
static void fill_between(struct band *band, struct anchor a, struct anchor b, size_t target_count)
{
    double width =
        anchor_width + gap_share * fmax((double)b.source - a.source, (double)b.target - a.target);
    double rise =
        b.source == a.source ? 0 : ((double)b.target - a.target) / ((double)b.source - a.source);
    for (size_t i = a.source; i <= b.source; i++) {
        double middle = a.target + rise * (double)(i - a.source);
        band->low[i] = clamp(middle - width, target_count);
        band->high[i] = clamp(middle + width, target_count);
    }
}

static bool whole_plane(size_t source_count, size_t target_count, struct arena *arena,
                        struct band *out, cotexto_error *error)
{
    if (!new_band(out, source_count + 1, arena, error))
        return false;
    for (size_t i = 0; i <= source_count; i++)
        out->high[i] = target_count;
    return true;
}

static bool band_by_anchors(struct anchors *anchors, struct arena *arena, struct band *out,
                            cotexto_error *error)
{
    size_t source_count = anchors->source->sentence_count,
           target_count = anchors->target->sentence_count;
    struct anchor *chain = arena_array(arena, anchors->count + 1, sizeof *chain);
    if (chain == NULL || !new_band(out, source_count + 1, arena, error))
        return error_no_memory(error);
    if (anchors->count > 0)
        qsort(anchors->items, anchors->count, sizeof *anchors->items, by_place);
    size_t length = heaviest_chain(anchors, target_count, chain, arena);
    if (length == SIZE_MAX)
        return error_no_memory(error);
    struct anchor last = {0};
    for (size_t i = 0; i < length; i++) {
        if (!supported(chain, length, i))
            continue;
        fill_between(out, last, chain[i], target_count);
        last = chain[i];
    }
    fill_between(
        out, last,
        (struct anchor){.source = (uint32_t)source_count, .target = (uint32_t)target_count},
        target_count);
    mend(out, target_count);
    return true;
}

bool band_first(const struct words *source, const struct words *target, struct arena *arena,
                struct band *out, cotexto_error *error)
{
    if ((double)source->sentence_count * (double)target->sentence_count <= small_plane)
        return whole_plane(source->sentence_count, target->sentence_count, arena, out, error);
    struct anchors anchors = {.source = source,
                              .target = target,
                              .source_at = places_of(source, arena),
                              .target_at = places_of(target, arena)};
    bool good = anchors.source_at != NULL && anchors.target_at != NULL;
    good = good ? cognate_pairs(source, target, add_anchors, &anchors, error) &&
                      band_by_anchors(&anchors, arena, out, error)
                : error_no_memory(error);
    free(anchors.items);
    return good;
}

bool band_around(const struct bead *beads, size_t count, size_t source_count, size_t target_count,
                 size_t width, struct arena *arena, struct band *out, cotexto_error *error)
{
    if (!new_band(out, source_count + 1, arena, error))
        return false;
    for (size_t i = 0; i <= source_count; i++)
        out->low[i] = target_count;
    for (size_t i = 0; i < count; i++) {
        const struct bead *bead = &beads[i];
        for (size_t row = bead->source; row <= bead->source + bead->source_count; row++) {
            size_t high = bead->target + bead->target_count + width;
            size_t low = bead->target < width ? 0 : bead->target - width;
            out->low[row] = low < out->low[row] ? low : out->low[row];
            high = high > target_count ? target_count : high;
            out->high[row] = high > out->high[row] ? high : out->high[row];
        }
    }
    mend(out, target_count);
    return true;
}
