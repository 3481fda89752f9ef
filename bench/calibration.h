/* Is confidence honest? Logistic regression on the beads of all sets but one, tried on that one. */
#ifndef BENCH_CALIBRATION_H
#define BENCH_CALIBRATION_H

#include <stdbool.h>

#include "align/confidence.h"

struct observation {
    double features[CONFIDENCE_FEATURES];
    int set; /* 0, 1, ... */
    bool right;
};

/* Prints, for each set, what its beads of .9 and more are worth when the weights are fitted on the
 * other sets, all of them together, and the weights fitted on all sets. */
void calibration_print(const struct observation *observations, size_t count, int sets,
                       const char *const *names);

#endif
