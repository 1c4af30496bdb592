// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Intervals of estimates over independent replications, and the check that an exact value lies in
 * each and that none is too wide to mean anything. */
#ifndef TESTS_INTERVALS_H
#define TESTS_INTERVALS_H
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "base/real.h"

#ifndef SEED
#define SEED 1948u
#endif
enum { MOST_ESTIMATES = 12, MOST_RUNS = 64, ASSERTIONS = 80 };
#define DAY_UNIT 1440.0
#define LONG_UNIT 14400.0

/* Each case has a seed of its own, or all would share one run of luck. */
static uint64_t case_seed = SEED;

static uint64_t seed_of(const char *name) {
    uint64_t seed = SEED;
    for (; *name; name++)
        seed = mix64(seed ^ (unsigned char)*name);
    return seed;
}

/* Quantile of Student's t by the Cornish-Fisher series (Abramowitz and Stegun 26.7.5). */
static double t_quantile(double p, double df) {
    const double z = real_probit(p), z2 = z * z;
    const double g1 = z * (z2 + 1) / 4, g2 = z * ((5 * z2 + 16) * z2 + 3) / 96;
    const double g3 = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
    const double g4 = z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
    return z + g1 / df + g2 / (df * df) + g3 / (df * df * df) + g4 / (df * df * df * df);
}

struct interval { double mean, half; };

static struct interval interval_of(const double *x, unsigned n, double level) {
    double sum = 0, squares = 0;
    for (unsigned i = 0; i < n; i++)
        sum += x[i];
    const double mean = sum / n;
    for (unsigned i = 0; i < n; i++)
        squares += (x[i] - mean) * (x[i] - mean);
    const double error = sqrt(squares / (n - 1) / n);
    return (struct interval){mean, error * t_quantile(0.5 + level / 2, n - 1)};
}

/* One estimate of a case: its name, the exact value from low to high (one point where they are
 * equal), and the widest half-width allowed, as a share of the value. */
struct expected { const char *what; double low, high, widest; };
#define EXACT(what, value, widest) {what, value, value, widest}

/* Runs one replicate and writes its estimates, in the order of the expectations. */
typedef void (*trial)(uint32_t replicate, double *estimate);

static void check(const char *name, trial run, unsigned runs, const struct expected *e,
                  unsigned n) {
    static double x[MOST_ESTIMATES][MOST_RUNS];
    assert_true(runs <= MOST_RUNS && n <= MOST_ESTIMATES);
    case_seed = seed_of(name);
    for (unsigned r = 0; r < runs; r++) {
        double estimate[MOST_ESTIMATES] = {0};
        run(r, estimate);
        for (unsigned i = 0; i < n; i++)
            x[i][r] = estimate[i];
    }
    unsigned wrong = 0;
    for (unsigned i = 0; i < n; i++) {
        const struct interval v = interval_of(x[i], runs, 1 - 0.01 / ASSERTIONS);
        const bool holds = v.mean - v.half <= e[i].high && v.mean + v.half >= e[i].low;
        const bool narrow = v.half <= e[i].widest * fabs(e[i].high);
        printf("    %-28s %-14s exact %.6g, found %.6g +- %.2g%s%s\n", name, e[i].what, e[i].high,
               v.mean, v.half, holds ? "" : "  OUTSIDE", narrow ? "" : "  TOO WIDE");
        wrong += !holds || !narrow;
    }
    assert_int_equal(wrong, 0);
}
#define CHECK(name, run, runs, e) check(name, run, runs, e, sizeof e / sizeof *e)

#endif
