// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Our elementary functions against the C library's in long double: within 2 units in the last
 * place as the header promises, at the edges, and with a digest that must be the same
 * from every compiler and at every level of optimisation. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include "base/random.h"
#include "base/real.h"

enum { POINTS = 200000 };

static double uniform(uint32_t i, uint32_t salt) {
    return word_uniform((uint32_t)(mix64((uint64_t)salt << 32 | i) >> 16));
}

/* Units in the last place between found and exact. */
static double ulps(double found, long double exact) {
    const double near = fabs((double)exact);
    const double unit = nextafter(near, INFINITY) - near;
    return (double)(fabsl((long double)found - exact) / unit);
}

#define WITHIN(limit, expression, found, exact)                                                  \
    do {                                                                                         \
        double worst = 0;                                                                        \
        for (uint32_t i = 0; i < POINTS; i++) {                                                  \
            expression;                                                                          \
            const double off = ulps(found, exact);                                               \
            worst = off > worst || off != off ? off : worst;                                     \
        }                                                                                        \
        if (!(worst <= (limit)))                                                                 \
            fail_msg("%s: %g units in the last place", #found, worst);                           \
    } while (0)

static void exponentials(void **state) {
    (void)state;
    WITHIN(1.0, const double x = (uniform(i, 1) - 0.5) * 1416, real_exp(x), expl(x));
    WITHIN(1.0, const double x = (uniform(i, 2) - 0.5) * 2, real_exp(x), expl(x));
    WITHIN(1.0, const double x = -708 - 35 * uniform(i, 3), real_exp(x), expl(x)); /* subnormal */
    assert_true(real_exp(0) == 1 && real_exp(-800) == 0 && isinf(real_exp(710)));
    assert_true(isinf(real_exp(INFINITY)) && real_exp(-INFINITY) == 0 && isnan(real_exp(NAN)));
}

static void logarithms(void **state) {
    (void)state;
    WITHIN(1.0, const double x = exp((uniform(i, 4) - 0.5) * 1416), real_log(x), logl(x));
    WITHIN(1.0, const double x = 0.5 + uniform(i, 5), real_log(x), logl(x));
    WITHIN(1.0, const double x = 1 + (uniform(i, 6) - 0.5) * 1e-5, real_log(x), logl(x));
    WITHIN(1.0, const double x = 1e-310 * uniform(i, 7), real_log(x), logl(x)); /* subnormal */
    assert_true(real_log(1) == 0 && isinf(real_log(0)) && real_log(0) < 0);
    assert_true(isnan(real_log(-1)) && isnan(real_log(NAN)) && isinf(real_log(INFINITY)));
}

static void powers(void **state) {
    (void)state;
    WITHIN(2.0, const double x = exp((uniform(i, 8) - 0.5) * 90);
           const double y = (uniform(i, 9) - 0.5) * 14, real_pow(x, y), powl(x, y));
    WITHIN(2.0, const double x = 0.5 + uniform(i, 10);
           const double y = (uniform(i, 11) - 0.5) * 1000, real_pow(x, y), powl(x, y));
    assert_true(real_pow(2, 10) == 1024 && real_pow(9, 0.5) == 3 && real_pow(7, 0) == 1);
    assert_true(real_pow(10, -400) == 0 && isinf(real_pow(10, 400)) && isnan(real_pow(-1, 2)));
}

static void waves(void **state) {
    (void)state;
    WITHIN(1.0, const double x = (uniform(i, 12) - 0.5) * 8, real_sin(x), sinl(x));
    WITHIN(1.0, const double x = (uniform(i, 13) - 0.5) * 8, real_cos(x), cosl(x));
    WITHIN(1.0, const double x = (uniform(i, 14) - 0.5) * 2e5, real_sin(x), sinl(x));
    WITHIN(1.0, const double x = (uniform(i, 15) - 0.5) * 2e5, real_cos(x), cosl(x));
    /* worst of all */
    WITHIN(1.0, const double x = i % 60000 * 1.5707963267948966, real_sin(x), sinl(x));
    WITHIN(1.0, const double x = i % 60000 * 1.5707963267948966, real_cos(x), cosl(x));
    assert_true(real_sin(0) == 0 && real_cos(0) == 1 && isnan(real_sin(INFINITY)));
}

/* The normal distribution function, from the library's erfc. */
static void probits(void **state) {
    (void)state;
    for (uint32_t i = 0; i < POINTS; i++) {
        const double p = i % 2 ? uniform(i, 16) : exp(-690 * uniform(i, 17)) / 2;
        const double z = real_probit(p);
        const long double back = erfcl(-(long double)z / sqrtl(2)) / 2;
        const long double density = expl(-(long double)z * z / 2) / sqrtl(2 * acosl(-1));
        assert_true(fabsl(back - p) <= density * 2e-15L * (1 + fabsl(z))); /* error in z */
    }
    assert_true(real_probit(0.5) == 0);
    assert_true(fabs(real_probit(0.975) - 1.959963984540054) < 1e-15);
}

static void logits(void **state) {
    (void)state;
    WITHIN(2.0, const double p = uniform(i, 18), real_logit(p), 2 * atanhl(2.0L * p - 1));
    WITHIN(2.0, const double x = (uniform(i, 19) - 0.5) * 80, real_logistic(x),
           1 / (1 + expl(-(long double)x)));
    assert_true(real_logistic(1000) == 1 && real_logistic(-1000) == 0 && real_logit(0.5) == 0);
}

static void small_ones(void **state) {
    (void)state;
    assert_true(real_sqrt(2) == sqrt(2) && real_abs(-3) == 3 && real_abs(3) == 3);
}

static uint64_t fold(uint64_t digest, double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return mix64(digest ^ bits) + 0x9e3779b97f4a7c15u;
}

static void same_bits_everywhere(void **state) {
    (void)state;
    uint64_t digest = 0;
    for (uint32_t i = 0; i < 20000; i++) {
        const double u = uniform(i, 20), v = uniform(i, 21);
        digest = fold(digest, real_exp((u - 0.5) * 1400));
        digest = fold(digest, real_log(u * 1e3));
        digest = fold(digest, real_pow(u * 10, (v - 0.5) * 50));
        digest = fold(digest, real_sin((u - 0.5) * 1e5));
        digest = fold(digest, real_cos((v - 0.5) * 10));
        digest = fold(digest, real_probit(u));
        digest = fold(digest, real_logit(v));
        digest = fold(digest, real_logistic((u - 0.5) * 60));
    }
    assert_int_equal(digest, 0xbde09c7ec57d69a7u);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exponentials), cmocka_unit_test(logarithms), cmocka_unit_test(powers),
        cmocka_unit_test(waves), cmocka_unit_test(probits), cmocka_unit_test(logits),
        cmocka_unit_test(small_ones), cmocka_unit_test(same_bits_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
