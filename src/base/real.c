// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Elementary functions by additions, multiplications and divisions alone, in a written order, so
 * that IEEE 754 fixes every bit: compile without contraction of a * b + c, never with fast-math.
 *   exp     x = k ln 2 + r, |r| <= ln 2 / 2; polynomial in r; times 2^k
 *   log     x = 2^k m, m in [sqrt 1/2, sqrt 2); s = (m-1)/(m+1); log m = 2s + s^3 g(s^2)
 *   pow     exp(y log x), the log to about 64 bits as a sum of two doubles (Dekker 1971)
 *   sin cos reduction by pi/2 in three parts (Cody and Waite 1980), polynomials in r^2
 *   probit  Wichura 1988, algorithm AS 241 (PPND16)
 * The polynomials are Chebyshev interpolants computed to 60 digits for these ranges.
 * Arguments outside the ranges of the header give infinities or not-a-number, never a trap. */
#include "base/real.h"

#include <stdint.h>
#include <string.h>

static const double ln2_high = 0x1.62e42fefp-1; /* 33 bits: exact when times |k| < 2^20 */
static const double ln2_low = 0x1.473de6af278edp-34;
static const double shifter = 0x1.8p52; /* adding it rounds to the nearest whole number */

static uint64_t bits(double x) {
    uint64_t b;
    memcpy(&b, &x, sizeof b);
    return b;
}

static double from_bits(uint64_t b) {
    double x;
    memcpy(&x, &b, sizeof x);
    return x;
}

/* x 2^k for |k| < 2000, in two steps so that results below 2^-1022 are rounded once. */
static double scale(double x, int64_t k) {
    if (k > -1022 && k < 1024)
        return x * from_bits((uint64_t)(k + 1023) << 52);
    const int64_t part = k < 0 ? -1000 : 1000;
    return x * from_bits((uint64_t)(k - part + 1023) << 52) *
           from_bits((uint64_t)(part + 1023) << 52);
}

/* exp(x + low), |low| far below |x|. */
static double raise(double x, double low) {
    if (!(x < 709.9))
        return x > 0 ? (double)__builtin_inf() : x;
    if (x < -745.5)
        return 0;
    const double shifted = x * 1.4426950408889634 + shifter;
    const double k = shifted - shifter;
    const double high = x - k * ln2_high, rest = k * ln2_low - low;
    const double r = high - rest;
    const double error = (high - r) - rest;
    const double r2 = r * r, r4 = r2 * r2;
    const double a = 0.16666666666666666 + r * 0.041666666666651246;
    const double b = 0.008333333333332147 + r * 0.0013888888905973543;
    const double c = 0.00019841269854409363 + r * 2.480153620505534e-05;
    const double d =
        2.755727992579576e-06 + r * (2.761390867578486e-07 + r * 2.509563297507093e-08);
    const double tail = (a + r2 * b) + r4 * (c + r2 * d);
    return scale(1.0 + (r + (r2 * (0.5 + r * tail) + error)), (int64_t)k);
}

double real_exp(double x) { return raise(x, 0); }

/* x = 2^k m with m in [sqrt 1/2, sqrt 2). */
static double mantissa(double x, double *k) {
    const uint64_t root_half = 0x3fe6a09e667f3bcdu, one = 0x3ff0000000000000u;
    double offset = 0;
    if (x < 0x1p-1022) { /* subnormal */
        x *= 0x1p54;
        offset = 54;
    }
    const uint64_t above = bits(x) - root_half + one;
    *k = (double)((int64_t)(above >> 52) - 1023) - offset;
    return from_bits((above & 0x000fffffffffffffu) + root_half);
}

double real_log(double x) {
    if (!(x > 0) || x > 0x1.fffffffffffffp1023) /* not a positive finite number */
        return x == 0 ? -(double)__builtin_inf() : x > 0 ? x : (double)__builtin_nan("");
    double k;
    const double f = mantissa(x, &k) - 1.0;
    const double s = f / (2.0 + f), z = s * s, z2 = z * z;
    const double odd = 0.3999999999989889 + z2 * (0.22222211089379496 + z2 * 0.15331611722055008);
    const double even =
        0.28571428626253836 + z2 * (0.1818289243253687 + z2 * 0.14617807153417325);
    const double r = z * (0.666666666666667 + z * (odd + z * even));
    const double half = 0.5 * f * f;
    return k * ln2_high - ((half - (s * (half + r) + k * ln2_low)) - f);
}

/* A number as a sum of two doubles, about 106 bits. */
struct pair { double high, low; };

static struct pair sum(double a, double b) {
    const double s = a + b, part = s - a;
    return (struct pair){s, (a - (s - part)) + (b - part)};
}

static struct pair product(double a, double b) {
    const double splitter = 134217729.0; /* 2^27 + 1 */
    const double p = a * b;
    const double ca = splitter * a, cb = splitter * b;
    const double ah = ca - (ca - a), al = a - ah, bh = cb - (cb - b), bl = b - bh;
    return (struct pair){p, ((ah * bh - p) + ah * bl + al * bh) + al * bl};
}

static struct pair add(struct pair a, struct pair b) {
    const struct pair s = sum(a.high, b.high);
    return sum(s.high, s.low + (a.low + b.low));
}

static struct pair times(struct pair a, struct pair b) {
    const struct pair p = product(a.high, b.high);
    return sum(p.high, p.low + (a.high * b.low + a.low * b.high));
}

/* log x to about 64 bits. */
static struct pair long_log(double x) {
    double k;
    const double m = mantissa(x, &k), f = m - 1.0;
    const double below = m + 1.0, below_low = m - (below - 1.0);
    const double s_high = f / below;
    const struct pair back = product(s_high, below);
    const double s_low = (((f - back.high) - back.low) - s_high * below_low) / below;
    const struct pair s = sum(s_high, s_low), z = times(s, s);
    const double y = z.high;
    const double rest = 0.4000000000000003 + y * (0.2857142857133801 + y * (0.22222222271326808 +
        y * (0.18181808210921882 + y * (0.15385577463308145 + y * (0.13285868837545742 +
        y * 0.1291471218393509)))));
    const struct pair third = {0.6666666666666666, 3.700743415417188e-17};
    const struct pair series = add(third, (struct pair){y * rest, 0});
    const struct pair cubic = times(times(s, z), series);
    const struct pair twice = {2 * s.high, 2 * s.low};
    return add(add((struct pair){k * ln2_high, 0}, (struct pair){k * ln2_low, 0}),
               add(twice, cubic));
}

double real_pow(double x, double y) {
    if (y == 0 || x == 1)
        return 1;
    if (!(x > 0) || x > 0x1.fffffffffffffp1023)
        return x == 0 ? (y > 0 ? 0 : (double)__builtin_inf()) : x > 0 ? (y > 0 ? x : 0)
                                                                      : (double)__builtin_nan("");
    if (!(y > -0x1p70 && y < 0x1p70)) /* so large that only its sign and that of log x matter */
        return y != y ? y : (y > 0) == (x > 1) ? (double)__builtin_inf() : 0;
    const struct pair l = long_log(x);
    const struct pair p = product(y, l.high);
    return raise(p.high, p.low + y * l.low);
}

/* x = q pi/2 + r; returns q mod 4. */
static unsigned reduce(double x, struct pair *r) {
    const double q = (x * 0.6366197723675814 + shifter) - shifter;
    const struct pair two = sum(x - q * 0x1.921fb544p+0, -(q * 0x1.0b4611a6p-34));
    *r = sum(two.high, two.low - q * 0x1.3198a2e037073p-69);
    return (unsigned)((int64_t)q & 3);
}

static double small_sin(struct pair r) {
    const double x = r.high, z = x * x;
    const double tail = 0.008333333333330946 + z * (-0.0001984126983675497 +
        z * (2.755731610068303e-06 + z * (-2.5051131455427946e-08 + z * 1.591810123027412e-10)));
    return x + (z * x * (-0.16666666666666666 + z * tail) + r.low * (1.0 - 0.5 * z));
}

static double small_cos(struct pair r) {
    const double x = r.high, z = x * x, half = 0.5 * z, w = 1.0 - half;
    const double tail = 0.041666666666666664 + z * (-0.0013888888888887395 +
        z * (2.4801587298763433e-05 + z * (-2.7557317270560326e-07 +
        z * (2.0876146024689747e-09 + z * -1.1382614868556325e-11))));
    return w + (((1.0 - w) - half) + (z * z * tail - x * r.low));
}

/* sin(x + quarter turns). */
static double wave(double x, unsigned quarters) {
    if (!(real_abs(x) < 1e9))
        return (double)__builtin_nan("");
    struct pair r;
    const unsigned q = reduce(x, &r) + quarters;
    const double y = (q & 1) ? small_cos(r) : small_sin(r);
    return (q & 2) ? -y : y;
}

double real_sin(double x) { return x == 0 ? x : wave(x, 0); }
double real_cos(double x) { return wave(x, 1); }

static double polynomial(const double c[8], double r) {
    double y = c[7];
    for (int i = 6; i >= 0; i--)
        y = y * r + c[i];
    return y;
}

/* Numerators and denominators of AS 241: centre, middle, tail. */
static const double probit_above[3][8] = {
    {3.3871328727963666080e+0, 1.3314166789178437745e+2, 1.9715909503065514427e+3,
     1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
     3.3430575583588128105e+4, 2.5090809287301226727e+3},
    {1.42343711074968357734e+0, 4.63033784615654529590e+0, 5.76949722146069140550e+0,
     3.64784832476320460504e+0, 1.27045825245236838258e+0, 2.41780725177450611770e-1,
     2.27238449892691845833e-2, 7.74545014278341407640e-4},
    {6.65790464350110377720e+0, 5.46378491116411436990e+0, 1.78482653991729133580e+0,
     2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
     2.71155556874348757815e-5, 2.01033439929228813265e-7},
};
static const double probit_below[3][8] = {
    {1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
     2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4,
     5.2264952788528545610e+3},
    {1.0, 2.05319162663775882187e+0, 1.67638483018380384940e+0, 6.89767334985100004550e-1,
     1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
     1.05075007164441684324e-9},
    {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
     7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
     2.04426310338993978564e-15},
};

double real_probit(double p) {
    const double q = p - 0.5;
    if (real_abs(q) <= 0.425) {
        const double r = 0.180625 - q * q;
        return q * polynomial(probit_above[0], r) / polynomial(probit_below[0], r);
    }
    const double tail = q < 0 ? p : 1.0 - p;
    const double far = real_sqrt(-real_log(tail));
    const int i = far <= 5.0 ? 1 : 2;
    const double r = far - (i == 1 ? 1.6 : 5.0);
    const double z = polynomial(probit_above[i], r) / polynomial(probit_below[i], r);
    return q < 0 ? -z : z;
}

/* log of the odds, mended by what the division and 1 - p rounded away: without that, near a half,
 * several units in the last place. */
double real_logit(double p) {
    const double q = 1.0 - p, q_low = (1.0 - q) - p;
    const double odds = p / q;
    const struct pair back = product(odds, q);
    const double rest = (((p - back.high) - back.low) - odds * q_low) / q;
    return real_log(odds) + rest / odds;
}

double real_logistic(double x) {
    const double e = real_exp(-real_abs(x)), below = 1.0 + e;
    const double y = (x < 0 ? e : 1.0) / below;
    return y - y * (e - (below - 1.0)) / below; /* mended by what 1 + e rounded away */
}
