/* The length model. */
#include "align/length.h"

#include <math.h>

#include "base/error.h"

/* Variance of the target length for each code point, before beads have taught it (Gale and Church
 * measured 6.8 for European languages); how many beads that first guess weighs as much as; and the
 * most that one bead may say, for a wrong one would say a lot. */
static const double first_variance = 3, variance_ground = 100, most_variance = 30;
static const double least_score = -12;
/* Code points of equally long text added to both sides, so that one missing sentence does not bend
 * a short text's ratio. */
static const double ratio_ground = 200;
/* How far from what the scripts let expect the ratio of the whole sides is believed: a tenth
 * between scripts of one kind. */
static const double same_script_slack = 1.1;
static const double log_two_pi = 1.8378770664093453;

static double at_least_one(uint32_t length)
{
    return length == 0 ? 1 : length;
}

static double sum_lengths(const struct words *words, size_t from, size_t count)
{
    double sum = 0;
    for (size_t i = from; i < from + count; i++)
        sum += at_least_one(words->lengths[i]);
    return sum;
}

/* The ratio of the whole sides, but near what their scripts let expect: where a large part of one
 * side is missing on the other, the whole says little about the sentences. */
static double first_ratio(const struct words *source, const struct words *target)
{
    double source_sum = ratio_ground + sum_lengths(source, 0, source->sentence_count);
    double target_sum = ratio_ground + sum_lengths(target, 0, target->sentence_count);
    double source_weight = (ratio_ground + source->weight) / source_sum;
    double target_weight = (ratio_ground + target->weight) / target_sum;
    double expected = source_weight / target_weight;
    double slack = same_script_slack * fmax(expected, 1 / expected);
    double ratio = target_sum / source_sum;
    return fmin(fmax(ratio, expected / slack), expected * slack);
}

bool length_model_make(const struct words *source, const struct words *target, struct arena *arena,
                       struct length_model *out, cotexto_error *error)
{
    double mean = 0, squares = 0;
    size_t count = target->sentence_count;
    out->background = arena_array(arena, count, sizeof *out->background);
    if (out->background == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < count; i++) {
        double log_length = log(at_least_one(target->lengths[i]));
        mean += log_length / (double)count;
        squares += log_length * log_length / (double)count;
    }
    out->ratio = first_ratio(source, target);
    out->variance = first_variance;
    double variance = fmax(squares - mean * mean, .05);
    for (size_t i = 0; i < count; i++) {
        double log_length = log(at_least_one(target->lengths[i]));
        double off = log_length - mean;
        out->background[i] =
            (float)(-log_length - .5 * (log_two_pi + log(variance)) - off * off / (2 * variance));
    }
    return true;
}

/* How far off the expected length the target is, for each code point. */
static double deviation(double expected, double target_length)
{
    double off = target_length - expected;
    return off * off / ((target_length + expected) / 2);
}

static bool is_one_to_one(const struct bead *bead)
{
    return bead->source_count == 1 && bead->target_count == 1;
}

void length_model_learn(struct length_model *model, const struct words *source,
                        const struct words *target, const struct bead *beads, size_t count)
{
    double source_sum = ratio_ground, target_sum = ratio_ground * model->ratio;
    for (size_t i = 0; i < count; i++) {
        if (!is_one_to_one(&beads[i]))
            continue;
        source_sum += at_least_one(source->lengths[beads[i].source]);
        target_sum += at_least_one(target->lengths[beads[i].target]);
    }
    model->ratio = target_sum / source_sum;
    double deviations = variance_ground * first_variance, weight = variance_ground;
    for (size_t i = 0; i < count; i++) {
        if (!is_one_to_one(&beads[i]))
            continue;
        double expected = model->ratio * at_least_one(source->lengths[beads[i].source]);
        deviations += fmin(deviation(expected, at_least_one(target->lengths[beads[i].target])),
                           most_variance);
        weight++;
    }
    model->variance = deviations / weight;
}

double length_score(const struct length_model *model, double source_length, double target_length,
                    double by_chance)
{
    double expected = model->ratio * source_length;
    double variance = model->variance * (target_length + expected) / 2;
    double density = (double)logf((float)variance) +
                     deviation(expected, target_length) / model->variance + log_two_pi;
    double score = -.5 * density - by_chance;
    return score < least_score ? least_score : score;
}
