// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* exp, log, pow and friends of our own: the C library's differ between processors and
 * compilers, and then the bytes of a run do. Compiled without contraction; accuracy within
 * 2 ulp (tested against libm). The simulating rooms use these and no libm. */
#ifndef BASE_REAL_H
#define BASE_REAL_H

/* Of its arguments alone: the compiler may ask once for all. */
#define PURE __attribute__((const))

PURE double real_exp(double x);
PURE double real_log(double x);               /* x > 0 */
PURE double real_pow(double x, double y);     /* x > 0 */
double real_sin(double x);               /* |x| < 1e5 */
double real_cos(double x);
static inline double real_sqrt(double x) { return __builtin_sqrt(x); } /* exact by IEEE 754 */
static inline double real_abs(double x) { return x < 0 ? -x : x; }
PURE double real_probit(double p);            /* inverse of the normal distribution, 0 < p < 1 */
PURE double real_logit(double p);
PURE double real_logistic(double x);

#endif
