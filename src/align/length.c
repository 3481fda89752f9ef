/* The length model. */
#include "align/length.h"

#include <math.h>

#include "base/error.h"

/* Variance of the target length for each code point (Gale and Church measured 6.8 for European
 * languages). */
static const double variance_per_letter = 3;
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
    double variance = fmax(squares - mean * mean, .05);
    for (size_t i = 0; i < count; i++) {
        double log_length = log(at_least_one(target->lengths[i]));
        double off = log_length - mean;
        out->background[i] =
            (float)(-log_length - .5 * (log_two_pi + log(variance)) - off * off / (2 * variance));
    }
    return true;
}

void length_model_learn(struct length_model *model, const struct words *source,
                        const struct words *target, const struct bead *beads, size_t count)
{
    double source_sum = ratio_ground, target_sum = ratio_ground * model->ratio;
    for (size_t i = 0; i < count; i++) {
        const struct bead *bead = &beads[i];
        if (bead->source_count != 1 || bead->target_count != 1)
            continue;
        source_sum += sum_lengths(source, bead->source, bead->source_count);
        target_sum += sum_lengths(target, bead->target, bead->target_count);
    }
    model->ratio = target_sum / source_sum;
}

double length_score(const struct length_model *model, double source_length, double target_length,
                    double by_chance)
{
    double expected = model->ratio * source_length;
    double variance = variance_per_letter * (target_length + expected) / 2;
    double off = target_length - expected;
    double density = (double)logf((float)variance) + off * off / variance + log_two_pi;
    double score = -.5 * density - by_chance;
    return score < least_score ? least_score : score;
}
