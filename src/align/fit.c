/* How well texts fit, by the beads of their alignment: do the words of two beads suit each other
 * better than they would with their targets exchanged? In translations they nearly always do; in
 * other texts about as often as not, but for what the aligner could choose.
 *
 * The words that decide are learned from one half of the beads and decide over the other half:
 * beads judged by words that were learned from themselves would always fit. */
#include "align/fit.h"

#include <math.h>
#include <stdlib.h>

#include "align/pairs.h"
#include "align/score.h"
#include "base/error.h"

/* Beads looked at, spread over the text. */
enum { SAMPLE = 100 };

/* Logistic regression over real and wrong pairs of texts, and what a run of sentences of one side
 * only costs (bench/fit). */
static const double constant = -27.3, of_wins = 16.1, of_covered = 15, of_gain = .96;
static const double run_cost = 4;

struct tally {
    double wins, duels; /* wins: shares of the duels of each bead; duels: beads that had any */
    double gain;        /* sum over the sample */
};

/* ----------------------------------------------------------------------------------- the sample */

/* Beads with both sides, every other one first, then the rest; of many, an evenly spread sample. */
static bool take_sample(struct pairs *pairs, const struct align_side *source,
                        const struct align_side *target, const struct bead *beads, size_t count,
                        cotexto_error *error)
{
    const struct bead *chosen[SAMPLE];
    size_t taken = pairs_choose(beads, count, 0, SAMPLE, chosen);
    if (!pairs_open(pairs, source, taken, target, taken, error))
        return false;
    for (size_t k = 0; k < 2 * taken; k++) {
        size_t at = k < taken ? k : k - taken;
        if (at % 2 != k / taken)
            continue;
        const struct bead *bead = chosen[at];
        if (!pairs_add(pairs, 0, source, bead->source, bead->source_count, error) ||
            !pairs_add(pairs, 1, target, bead->target, bead->target_count, error))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------------------------ the duels */

/* One bead against all others of its half. Two with the same texts decide nothing. */
static void fight(const struct suit *suits, size_t count, size_t bead, struct tally *tally)
{
    double better = 0, worse = 0;
    for (size_t other = 0; other < count; other++) {
        double as_is = suits[bead * count + bead].words + suits[other * count + other].words;
        double exchanged = suits[bead * count + other].words + suits[other * count + bead].words;
        better += as_is > exchanged;
        worse += as_is < exchanged;
    }
    tally->gain += suits[bead * count + bead].words + suits[bead * count + bead].length;
    if (better + worse == 0)
        return;
    tally->wins += better / (better + worse);
    tally->duels++;
}

/* Judges one half by what the other teaches. */
static bool judge(struct pairs *pairs, struct range half, struct range other, struct tally *tally,
                  cotexto_error *error)
{
    size_t count = half.to - half.from;
    if (!pairs_learn(pairs, other, error))
        return false;
    const struct suit *suits = pairs_suit(pairs, half, half, &pairs->arena, error);
    if (suits == NULL)
        return false;
    for (size_t i = 0; i < count; i++)
        fight(suits, count, i, tally);
    return true;
}

/* -------------------------------------------------------------------------------- the whole path
 */

static double length_of(const struct align_side *side, size_t from, size_t count)
{
    double sum = 0;
    for (size_t i = from; i < from + count; i++)
        sum += (double)side->sentences[i].text.length;
    return sum;
}

/* Of the side that is better covered, since one side may have parts that the other lacks. */
static double coverage(const struct align_side *source, const struct align_side *target,
                       const struct bead *beads, size_t count)
{
    double sources = 0, targets = 0;
    for (size_t i = 0; i < count; i++) {
        if (!bead_has_both(&beads[i]))
            continue;
        sources += length_of(source, beads[i].source, beads[i].source_count);
        targets += length_of(target, beads[i].target, beads[i].target_count);
    }
    return fmax(sources / fmax(1, length_of(source, 0, source->count)),
                targets / fmax(1, length_of(target, 0, target->count)));
}

/* What the shapes of the beads say: how often they are expected of any text, and the cost of runs
 * without a counterpart. */
static double shape_gain(const struct bead *beads, size_t count, size_t *both)
{
    const struct shape_priors priors = shape_priors_learn(NULL, 0);
    double sum = 0;
    *both = 0;
    for (size_t i = 0; i < count; i++) {
        const struct bead *bead = &beads[i];
        if (!bead_has_both(bead)) {
            bool goes_on = i > 0 && (beads[i - 1].source_count == 0) == (bead->source_count == 0) &&
                           (beads[i - 1].target_count == 0) == (bead->target_count == 0);
            sum -= goes_on ? 0 : run_cost;
            continue;
        }
        ++*both;
        for (size_t k = 0; k < SHAPE_COUNT; k++) {
            if ((size_t)align_shapes[k].source == bead->source_count &&
                (size_t)align_shapes[k].target == bead->target_count)
                sum += priors.beads[k];
        }
    }
    return sum;
}

static size_t full_sentences(const struct align_side *side)
{
    size_t count = 0;
    for (size_t i = 0; i < side->count; i++)
        count += side->sentences[i].text.length > 0;
    return count;
}

static void conclude(const struct tally *tally, size_t sampled, const struct bead *beads,
                     size_t count, struct fit *out)
{
    size_t both;
    double shapes = shape_gain(beads, count, &both);
    out->wins = tally->duels > 0 ? tally->wins / tally->duels : .5;
    if (sampled > 0 && out->sentences > 0)
        out->gain =
            (tally->gain / (double)sampled * (double)both + shapes) / (double)out->sentences;
    double sum =
        constant + of_wins * (2 * out->wins - 1) + of_covered * out->covered + of_gain * out->gain;
    out->sure = 1 / (1 + exp(-sum));
}

size_t fit_enough(const char *source, const char *target)
{
    return numerals_help(source, target) ? 50 : 15;
}

bool fit_measure(const struct align_side *source, const struct align_side *target,
                 const struct bead *beads, size_t count, const struct lexicon *lexicon,
                 struct fit *out, cotexto_error *error)
{
    struct pairs pairs;
    struct tally tally = {0};
    size_t a = full_sentences(source), b = full_sentences(target);
    *out =
        (struct fit){.sentences = a < b ? a : b, .covered = coverage(source, target, beads, count)};
    bool good = take_sample(&pairs, source, target, beads, count, error) &&
                pairs_prepare(&pairs, lexicon, error);
    struct range first = {0, (pairs.counts[0] + 1) / 2}, second = {first.to, pairs.counts[0]};
    good = good && judge(&pairs, first, second, &tally, error) &&
           judge(&pairs, second, first, &tally, error);
    conclude(&tally, pairs.counts[0], beads, count, out);
    pairs_free(&pairs);
    return good;
}
