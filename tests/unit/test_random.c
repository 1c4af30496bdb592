// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Chance: the published vectors of Philox, independence of what it is keyed by, and the
 * distributions by their quantiles and moments. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include "base/random.h"

/* Known answers of Random123 (kat_vectors, philox 4x32, 10 rounds). */
static void known_answers(void **state) {
    (void)state;
    static const struct { uint64_t seed; uint32_t c[4], w[4]; } known[] = {
        {0, {0, 0, 0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {0xffffffffffffffff, {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {0x299f31d0a4093822, {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (unsigned i = 0; i < 3; i++) {
        const struct luck l = {.seed = known[i].seed, .replicate = known[i].c[3]};
        const struct words w = luck_words(&l, known[i].c[0], known[i].c[1], known[i].c[2]);
        assert_memory_equal(w.w, known[i].w, sizeof w.w);
    }
}

static void every_part_of_the_key_counts(void **state) {
    (void)state;
    const struct luck base = {.seed = 5, .replicate = 2};
    const struct luck other[] = {{.seed = 6, .replicate = 2},
                                 {.seed = 5 + (1ull << 32), .replicate = 2},
                                 {.seed = 5, .replicate = 3},
                                 {.seed = 5, .replicate = 2, .salt = 1}};
    const uint32_t w = luck_words(&base, 10, 20, 30).w[0];
    for (unsigned i = 0; i < 4; i++)
        assert_int_not_equal(luck_words(&other[i], 10, 20, 30).w[0], w);
    assert_int_not_equal(luck_words(&base, 11, 20, 30).w[0], w);
    assert_int_not_equal(luck_words(&base, 10, 21, 30).w[0], w);
    assert_int_not_equal(luck_words(&base, 10, 20, 31).w[0], w);
    assert_int_equal(luck_words(&base, 10, 20, 30).w[0], w);
}

static void uniforms_lie_inside(void **state) {
    (void)state;
    assert_true(word_uniform(0) > 0);
    assert_true(word_uniform(UINT32_MAX) < 1);
    const struct luck l = {.seed = 9};
    unsigned tenth[10] = {0};
    for (uint32_t i = 0; i < 100000; i++)
        tenth[(unsigned)(luck_uniform(&l, i, 1, 0) * 10)]++;
    double chi = 0;
    for (unsigned i = 0; i < 10; i++)
        chi += (tenth[i] - 10000.0) * (tenth[i] - 10000.0) / 10000;
    assert_true(chi < 33.7); /* 1 in 10,000 with 9 degrees of freedom */
}

/* Mean and variance of a draw over an even grid of ranks. */
static void moments(double (*draw)(double), double mean, double variance, double tolerance) {
    const int n = 2000000;
    double sum = 0, squares = 0, last = -INFINITY;
    for (int i = 0; i < n; i++) {
        const double x = draw((i + 0.5) / n);
        assert_true(x >= last); /* increasing in u: twins that share a word share a rank */
        last = x;
        sum += x;
        squares += x * x;
    }
    sum /= n;
    assert_true(fabs(sum - mean) < tolerance * mean);
    assert_true(fabs(squares / n - sum * sum - variance) < 5 * tolerance * variance);
}

static double exponential(double u) { return draw_exponential(u, 3); }
static double lognormal(double u) { return draw_lognormal(u, 5, 0.8); }

static void distributions(void **state) {
    (void)state;
    moments(exponential, 3, 9, 1e-5);
    moments(lognormal, 5, 25 * (exp(0.64) - 1), 1e-4);
    moments(draw_gumbel, 0.5772156649, 1.6449340668, 1e-4);
    assert_true(fabs(draw_exponential(0.5, 1) - 0.6931471805599453) < 1e-15);
    assert_true(fabs(draw_lognormal(0.5, 5, 0.8) - 5 * exp(-0.32)) < 1e-14);
}

static void mixing(void **state) {
    (void)state;
    assert_int_equal(mix64(0), 0);
    unsigned flipped = 0;
    for (unsigned bit = 0; bit < 64; bit++)
        flipped += (unsigned)__builtin_popcountll(mix64(12345) ^ mix64(12345 ^ 1ull << bit));
    assert_in_range(flipped, 64 * 26, 64 * 38); /* about half of 64 bits each */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers),
        cmocka_unit_test(every_part_of_the_key_counts),
        cmocka_unit_test(uniforms_lie_inside),
        cmocka_unit_test(distributions),
        cmocka_unit_test(mixing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
