/* Priors of shapes: each kind of shape has the share (seen + 100 first) / (all seen + 100), where
 * `first` is its share in hand-aligned texts (a Dirichlet prior worth a hundred beads). Within a
 * kind the shapes keep their proportions, since most documents have too few to tell. */
#include "align/shapes.h"

#include <math.h>

const struct shape align_shapes[SHAPE_COUNT] = {
    {1, 1}, {1, 2}, {2, 1}, {1, 3}, {3, 1}, {2, 2}, {1, 4}, {4, 1},
    {2, 3}, {3, 2}, {1, 5}, {5, 1}, {3, 3}, {2, 4}, {4, 2},
};

/* Shares in hand-aligned texts, rounded. */
static const double first_shares[SHAPE_COUNT] = {
    .80, .06, .06, .015, .015, .01, .004, .004, .002, .002, .0015, .0015, .0009, .00055, .00055};
/* Measured on the development sets (bench/align). */
static const double first_run_open = -3.3;
static const double first_run_share = .03; /* runs of unmatched sentences for each bead */
static const double worth = 100; /* beads of the text that weigh as much as the first shares */
static const double most_learned = 1.5; /* how far a logarithm may move from the first */

enum kind { ONE_TO_ONE, ONE_TO_TWO, ONE_TO_MORE, MORE_TO_MORE, KINDS };

static enum kind kind_of(size_t source, size_t target)
{
    size_t low = source < target ? source : target, high = source < target ? target : source;
    return low > 1 ? MORE_TO_MORE : high == 1 ? ONE_TO_ONE : high == 2 ? ONE_TO_TWO : ONE_TO_MORE;
}

static struct shape_priors first_priors(void)
{
    struct shape_priors priors = {.run_open = first_run_open};
    for (size_t k = 0; k < SHAPE_COUNT; k++)
        priors.beads[k] = log(first_shares[k]);
    return priors;
}

/* log of how much more often something was seen than first expected. */
static double learned(double seen, double all, double first)
{
    double factor = (seen + worth * first) / ((all + worth) * first);
    return fmax(-most_learned, fmin(log(factor), most_learned));
}

struct shape_priors shape_priors_learn(const struct bead *beads, size_t count)
{
    struct shape_priors priors = first_priors();
    double first[KINDS] = {0}, seen[KINDS] = {0}, first_sum = 0, sum = 0, runs = 0;
    bool in_run = false;
    for (size_t k = 0; k < SHAPE_COUNT; k++) {
        first[kind_of((size_t)align_shapes[k].source, (size_t)align_shapes[k].target)] +=
            first_shares[k];
        first_sum += first_shares[k];
    }
    for (size_t i = 0; i < count; i++) {
        bool alone = beads[i].source_count == 0 || beads[i].target_count == 0;
        runs += alone && !in_run;
        in_run = alone;
        if (alone)
            continue;
        seen[kind_of(beads[i].source_count, beads[i].target_count)]++;
        sum++;
    }
    for (size_t k = 0; k < SHAPE_COUNT; k++) {
        enum kind kind = kind_of((size_t)align_shapes[k].source, (size_t)align_shapes[k].target);
        priors.beads[k] += learned(seen[kind], sum, first[kind] / first_sum);
    }
    priors.run_open += learned(runs, sum, first_run_share);
    return priors;
}
