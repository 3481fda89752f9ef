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
static const double log_two_pi = 1.8378770664093453;

static double at_least_one(uint32_t length)
{
    return length == 0 ? 1 : length;
}

bool length_model_make(const struct words *source, const struct words *target, struct arena *arena,
                       struct length_model *out, cotexto_error *error)
{
    double source_sum = 0, target_sum = 0, mean = 0, squares = 0;
    size_t count = target->sentence_count;
    out->background = arena_array(arena, count, sizeof *out->background);
    if (out->background == NULL)
        return error_no_memory(error);
    for (size_t i = 0; i < source->sentence_count; i++)
        source_sum += at_least_one(source->lengths[i]);
    for (size_t i = 0; i < count; i++) {
        double log_length = log(at_least_one(target->lengths[i]));
        target_sum += at_least_one(target->lengths[i]);
        mean += log_length / (double)count;
        squares += log_length * log_length / (double)count;
    }
    out->ratio = (target_sum + ratio_ground) / (source_sum + ratio_ground);
    double variance = fmax(squares - mean * mean, .05);
    for (size_t i = 0; i < count; i++) {
        double log_length = log(at_least_one(target->lengths[i]));
        double off = log_length - mean;
        out->background[i] =
            (float)(-log_length - .5 * (log_two_pi + log(variance)) - off * off / (2 * variance));
    }
    return true;
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
