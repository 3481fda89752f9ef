/* Calibrated confidence: logistic regression on three features, fitted by bench/align over the
 * development sets, each set with the same weight (and cross-validated there, set by set). */
#include "align/confidence.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"

enum { NEIGHBOURS = 15 };

static const double least_doubt = .0002; /* keeps the logarithm of a doubt of nothing finite */

static const double fitted[CONFIDENCE_FEATURES] = {-1.4693, 0.4050, -1.3697};

static bool is_one_to_one(const struct bead *bead)
{
    return bead->source_count == 1 && bead->target_count == 1;
}

void confidence_features(const struct bead *beads, size_t count, double *features)
{
    size_t from = 0, to = 0, others = 0; /* beads near the present one, those not one to one */
    for (size_t i = 0; i < count; i++) {
        for (; to < count && to <= i + NEIGHBOURS; to++)
            others += !is_one_to_one(&beads[to]);
        for (; from + NEIGHBOURS < i; from++)
            others -= !is_one_to_one(&beads[from]);
        double *bead = features + i * CONFIDENCE_FEATURES;
        bead[0] = 1;
        bead[1] = -log(fmax(0, 1 - beads[i].posterior) + least_doubt);
        bead[2] = log((double)others / (double)(to - from) + .02);
    }
}

double confidence_of(const double *weights, const double *features)
{
    double sum = 0, posterior = 1 + least_doubt - exp(-features[1]);
    for (size_t k = 0; k < CONFIDENCE_FEATURES; k++)
        sum += weights[k] * features[k];
    return fmax(0, fmin(posterior, 1 / (1 + exp(-sum))));
}

/* To four decimals, which is what files carry. */
static double rounded(double share)
{
    return round(share * 10000) / 10000;
}

bool confidence_fill(struct bead *beads, size_t count, cotexto_error *error)
{
    double *features = calloc(count + 1, CONFIDENCE_FEATURES * sizeof *features);
    if (features == NULL)
        return error_no_memory(error);
    confidence_features(beads, count, features);
    for (size_t i = 0; i < count; i++)
        beads[i].confidence = rounded(confidence_of(fitted, features + i * CONFIDENCE_FEATURES));
    free(features);
    return true;
}
