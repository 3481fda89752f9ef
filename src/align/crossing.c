/* Moved pieces: the doubtful pieces of both sides against each other, with sure beads to learn
 * words from and to show what chance looks like. */
#include "align/crossing.h"

#include <stdlib.h>

#include "align/pairs.h"
#include "base/error.h"

/* Pieces of a side, and sure beads, that are looked at. */
enum { PIECES = 60, TEACHERS = 120 };
/* Bytes of a piece: shorter ones are headings, which come again and again. */
enum { LEAST_LENGTH = 60 };
/* Beads less sure than this may well be wrong: of a run of them, and of those that make up half of
 * a paragraph, which says more. Surer ones can teach. */
static const double doubtful = .6, doubtful_paragraph = .8, sure = .8;
/* A moved pair must say so much more than chance, and than what else its two pieces may be: a log,
 * words and length together (bench/fit: no report on real texts). */
static const double least_gain = 8, least_lead = 6;
static const double word_weight = .65; /* as in a bead's score: words of one text hang together */

struct piece {
    size_t from, count, length; /* sentences; bytes */
    size_t open;                /* bytes of it that the path leaves alone, or is unsure of */
    bool alone;                 /* the path gives its last sentence no counterpart */
};

struct pieces {
    struct piece *items;
    size_t count;
    bool by_paragraph;
};

/* ---------------------------------------------------------------------------------- the pieces */

static int longest_first(const void *a, const void *b)
{
    const struct piece *x = a, *y = b;
    if (x->length != y->length)
        return x->length > y->length ? -1 : 1;
    return x->from < y->from ? -1 : x->from > y->from;
}

static int by_place(const void *a, const void *b)
{
    const struct piece *x = a, *y = b;
    return x->from < y->from ? -1 : x->from > y->from;
}

/* Long enough, and mostly open; of many the longest, in the order of the text. */
static void choose(struct pieces *pieces)
{
    size_t kept = 0;
    for (size_t i = 0; i < pieces->count; i++) {
        const struct piece *piece = &pieces->items[i];
        if (piece->length >= LEAST_LENGTH && 2 * piece->open >= piece->length)
            pieces->items[kept++] = *piece;
    }
    pieces->count = kept;
    if (kept > PIECES) {
        qsort(pieces->items, kept, sizeof *pieces->items, longest_first);
        pieces->count = PIECES;
        qsort(pieces->items, PIECES, sizeof *pieces->items, by_place);
    }
}

/* Whether a sentence goes on with the last piece: a paragraph goes on to its end, a run while the
 * path treats it alike. */
static bool goes_on(const struct pieces *pieces, const struct align_side *side, size_t sentence,
                    bool alone)
{
    const struct piece *last = pieces->items + (pieces->count == 0 ? 0 : pieces->count - 1);
    if (pieces->count == 0 || last->from + last->count != sentence)
        return false;
    return pieces->by_paragraph
               ? side->sentences[sentence].paragraph == side->sentences[sentence - 1].paragraph
               : last->alone == alone;
}

static void add_sentence(struct pieces *pieces, const struct align_side *side, size_t sentence,
                         const struct bead *bead)
{
    bool alone = !bead_has_both(bead);
    bool open = alone || bead->confidence < (pieces->by_paragraph ? doubtful_paragraph : doubtful);
    if (!open && !pieces->by_paragraph)
        return;
    if (!goes_on(pieces, side, sentence, alone))
        pieces->items[pieces->count++] = (struct piece){.from = sentence};
    struct piece *piece = &pieces->items[pieces->count - 1];
    piece->count++;
    piece->alone = alone;
    piece->length += side->sentences[sentence].text.length;
    piece->open += open ? side->sentences[sentence].text.length : 0;
}

/* Paragraphs, where they are known; else runs. */
static bool gather(const struct align_side *side, bool is_target, const struct bead *beads,
                   size_t count, struct arena *arena, struct pieces *out, cotexto_error *error)
{
    *out = (struct pieces){.items = arena_array(arena, side->count, sizeof *out->items)};
    if (out->items == NULL)
        return error_no_memory(error);
    out->by_paragraph = side->count > 0 &&
                        side->sentences[0].paragraph != side->sentences[side->count - 1].paragraph;
    for (size_t i = 0; i < count; i++) {
        const struct bead *bead = &beads[i];
        size_t from = is_target ? bead->target : bead->source;
        size_t sentences = is_target ? bead->target_count : bead->source_count;
        for (size_t k = 0; k < sentences; k++)
            add_sentence(out, side, from + k, bead);
    }
    choose(out);
    return true;
}

/* ---------------------------------------------------------------------------------- the scores */

/* The sure beads come first on both sides, the pieces behind them. */
static bool fill(struct pairs *pairs, const struct align_side *source,
                 const struct align_side *target, const struct bead *beads, size_t count,
                 const struct pieces pieces[2], size_t *teachers, cotexto_error *error)
{
    const struct align_side *const sides[] = {source, target};
    const struct bead *chosen[TEACHERS];
    *teachers = pairs_choose(beads, count, sure, TEACHERS, chosen);
    bool good = pairs_open(pairs, source, *teachers + pieces[0].count, target,
                           *teachers + pieces[1].count, error);
    for (size_t i = 0; good && i < *teachers; i++)
        good = pairs_add(pairs, 0, source, chosen[i]->source, chosen[i]->source_count, error) &&
               pairs_add(pairs, 1, target, chosen[i]->target, chosen[i]->target_count, error);
    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; good && i < pieces[k].count; i++)
            good = pairs_add(pairs, k, sides[k], pieces[k].items[i].from, pieces[k].items[i].count,
                             error);
    }
    return good;
}

static double gain_of(const struct suit *suit)
{
    return word_weight * suit->words + suit->length;
}

/* Of a matrix of sources and targets. */
struct gains {
    const struct suit *suits;
    size_t sources, targets;
};

/* Whether a cell leads its row and its column. */
static bool leads(const struct gains *gains, size_t source, size_t target)
{
    double gain = gain_of(&gains->suits[source * gains->targets + target]);
    for (size_t i = 0; i < gains->sources; i++) {
        if (i != source && gain_of(&gains->suits[i * gains->targets + target]) > gain - least_lead)
            return false;
    }
    for (size_t j = 0; j < gains->targets; j++) {
        if (j != target && gain_of(&gains->suits[source * gains->targets + j]) > gain - least_lead)
            return false;
    }
    return gain >= least_gain;
}

/* ---------------------------------------------------------------------------------- the result */

/* Of a kind: neither more than twice as long as the other, by the ratio of the texts. */
static bool as_long(const struct pairs *pairs, size_t source, size_t target)
{
    double expected = pairs->length.ratio * pairs->words[0].lengths[source];
    double length = pairs->words[1].lengths[target];
    return length < 2 * expected && expected < 2 * length;
}

/* Does the path itself pair sentences of the two? */
static bool paired(const struct bead *beads, size_t count, const struct piece *source,
                   const struct piece *target)
{
    for (size_t i = 0; i < count; i++) {
        const struct bead *bead = &beads[i];
        if (bead_has_both(bead) && bead->source < source->from + source->count &&
            source->from < bead->source + bead->source_count &&
            bead->target < target->from + target->count &&
            target->from < bead->target + bead->target_count)
            return true;
    }
    return false;
}

/* Rows and columns of the gains: the teachers, then the pieces. */
static bool report(const struct pairs *pairs, const struct gains *gains, size_t teachers,
                   const struct pieces pieces[2], const struct bead *beads, size_t count,
                   struct arena *arena, struct crossing **out, size_t *out_count,
                   cotexto_error *error)
{
    *out = arena_array(arena, pieces[0].count, sizeof **out);
    if (*out == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < pieces[0].count; i++) {
        for (size_t j = 0; j < pieces[1].count; j++) {
            const struct piece *source = &pieces[0].items[i], *target = &pieces[1].items[j];
            if (as_long(pairs, teachers + i, teachers + j) &&
                leads(gains, teachers + i, teachers + j) && !paired(beads, count, source, target))
                (*out)[(*out_count)++] =
                    (struct crossing){source->from, source->count, target->from, target->count};
        }
    }
    return true;
}

bool crossings_find(const struct align_side *source, const struct align_side *target,
                    const struct bead *beads, size_t count, const struct lexicon *lexicon,
                    struct arena *arena, struct crossing **crossings, size_t *crossing_count,
                    cotexto_error *error)
{
    struct arena scratch = {0};
    struct pieces pieces[2];
    struct pairs pairs = {.counts = {0, 0}};
    size_t teachers = 0;
    *crossing_count = 0;
    bool good = gather(source, false, beads, count, &scratch, &pieces[0], error) &&
                gather(target, true, beads, count, &scratch, &pieces[1], error);
    if (good && pieces[0].count > 0 && pieces[1].count > 0) {
        good = fill(&pairs, source, target, beads, count, pieces, &teachers, error) &&
               pairs_prepare(&pairs, lexicon, error) &&
               pairs_learn(&pairs, (struct range){0, teachers}, error);
        struct gains gains = {NULL, pairs.counts[0], pairs.counts[1]};
        if (good)
            gains.suits = pairs_suit(&pairs, (struct range){0, gains.sources},
                                     (struct range){0, gains.targets}, &scratch, error);
        good = gains.suits != NULL && report(&pairs, &gains, teachers, pieces, beads, count, arena,
                                             crossings, crossing_count, error);
    }
    pairs_free(&pairs);
    arena_free(&scratch);
    return good;
}
