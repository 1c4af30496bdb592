// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A mean over replicates and how far to trust it.
 *   mean +- t(n-1, q) s / sqrt(n)     Student 1908; quantiles from the GNU Scientific Library
 * The Monte Carlo error is s / sqrt(n). One replicate has no interval: it is infinite and shown so.
 * Applied to paired differences, value by value, so that what twins share drops out. */
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "study/twins.h"

/* Measured from the first value, so that equal values give exactly that value and no error. */
static double mean_of(const double *values, unsigned n) {
    double sum = 0;
    for (unsigned i = 0; i < n; i++) sum += values[i] - values[0];
    return values[0] + sum / n;
}

static double error_of(const double *values, unsigned n, double mean) {
    double squares = 0;
    for (unsigned i = 0; i < n; i++) squares += (values[i] - mean) * (values[i] - mean);
    return sqrt(squares / (n - 1) / n);
}

struct estimate estimate_of(const double *values, unsigned n) {
    struct estimate e = {.mean = NAN,
                         .low80 = NAN,
                         .high80 = NAN,
                         .low95 = NAN,
                         .high95 = NAN,
                         .monte_carlo_error = NAN,
                         .n = n};
    if (n == 0) return e;
    e.mean = mean_of(values, n);
    if (isnan(e.mean)) return e;
    if (n == 1) {
        e.low80 = e.low95 = -INFINITY;
        e.high80 = e.high95 = INFINITY;
        e.monte_carlo_error = INFINITY;
        return e;
    }
    e.monte_carlo_error = error_of(values, n, e.mean);
    const double half80 = gsl_cdf_tdist_Pinv(0.90, n - 1) * e.monte_carlo_error;
    const double half95 = gsl_cdf_tdist_Pinv(0.975, n - 1) * e.monte_carlo_error;
    e.low80 = e.mean - half80;
    e.high80 = e.mean + half80;
    e.low95 = e.mean - half95;
    e.high95 = e.mean + half95;
    return e;
}

double estimate_sign(const double *values, unsigned n) {
    const struct estimate e = estimate_of(values, n);
    if (n < 2 || isnan(e.mean)) return NAN;
    if (e.monte_carlo_error == 0) return e.mean == 0 ? 0.5 : 1.0;
    return gsl_cdf_tdist_P(fabs(e.mean) / e.monte_carlo_error, n - 1);
}
