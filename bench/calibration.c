#include "calibration.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { N = CONFIDENCE_FEATURES, STEPS = 40 };

static double chance(const double *weights, const double *features)
{
    double sum = 0;
    for (int k = 0; k < N; k++)
        sum += weights[k] * features[k];
    return 1 / (1 + exp(-sum));
}

/* Solves matrix x = vector, by elimination; the matrix is positive definite. */
static void solve(double matrix[N][N], double *vector)
{
    for (int i = 0; i < N; i++) {
        for (int k = i + 1; k < N; k++) {
            double share = matrix[k][i] / matrix[i][i];
            for (int j = i; j < N; j++)
                matrix[k][j] -= share * matrix[i][j];
            vector[k] -= share * vector[i];
        }
    }
    for (int i = N; i-- > 0;) {
        for (int j = i + 1; j < N; j++)
            vector[i] -= matrix[i][j] * vector[j];
        vector[i] /= matrix[i][i];
    }
}

/* Newton's method with a little ridge; every set weighs the same. */
static void fit(const struct observation *list, size_t count, int without, double *weights)
{
    size_t sizes[16] = {0};
    memset(weights, 0, N * sizeof *weights);
    for (size_t i = 0; i < count; i++)
        sizes[list[i].set]++;
    for (int step = 0; step < STEPS; step++) {
        double matrix[N][N] = {{0}}, gradient[N] = {0};
        for (int k = 0; k < N; k++) {
            matrix[k][k] = .3;
            gradient[k] = k == 0 ? 0 : -.3 * weights[k];
        }
        for (size_t i = 0; i < count; i++) {
            if (list[i].set == without)
                continue;
            double p = chance(weights, list[i].features),
                   weight = 1000. / (double)sizes[list[i].set];
            for (int k = 0; k < N; k++) {
                gradient[k] += weight * (list[i].right - p) * list[i].features[k];
                for (int j = 0; j < N; j++)
                    matrix[k][j] +=
                        weight * p * (1 - p) * list[i].features[k] * list[i].features[j];
            }
        }
        solve(matrix, gradient);
        for (int k = 0; k < N; k++)
            weights[k] += gradient[k];
    }
}

static void print_line(const char *name, size_t right, size_t sure, size_t count)
{
    printf("  %-22s %6zu beads, %.4f of those >= .9 right, %5.1f %% kept\n", name, count,
           sure == 0 ? 0 : (double)right / (double)sure, 100. * (double)sure / (double)count);
}

void calibration_print(const struct observation *list, size_t count, int sets,
                       const char *const *names)
{
    double weights[N];
    size_t all_right = 0, all_sure = 0;
    printf("confidence, cross-validated (fitted on the other sets):\n");
    for (int set = 0; set < sets; set++) {
        size_t right = 0, sure = 0, here = 0;
        fit(list, count, set, weights);
        for (size_t i = 0; i < count; i++) {
            bool said = list[i].set == set && confidence_of(weights, list[i].features) >= .9;
            here += list[i].set == set;
            sure += said;
            right += said && list[i].right;
        }
        print_line(names[set], right, sure, here);
        all_right += right;
        all_sure += sure;
    }
    print_line("all", all_right, all_sure, count);
    fit(list, count, -1, weights);
    printf("  weights fitted on all: %.4f %.4f %.4f\n", weights[0], weights[1], weights[2]);
}
