// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* How a regulator rates a trust's accounts. */
#ifndef INSTITUTION_RATINGS_H
#define INSTITUTION_RATINGS_H
#include "institution/state.h"

struct ratings_params {
#define PARAM(name, unit, value, low, high, standing, source) double name;
#include "institution/oversight/ratings.def"
#undef PARAM
};
struct oversight { struct ratings_params par; };

struct accounts { /* of a year, pounds or any unit */
    double income, ebitda, ebitda_planned, surplus, dividend, assets;
    double liquid_days; /* cash and what is as good over operating cost of a day */
    double service;     /* of capital: dividend, interest, repayment */
};

int oversight_open(struct institutions *i, struct fault *f) MUST_CHECK;
/* Of the year that closes, under the ratings' assumptions about what the model does not hold. */
struct accounts ratings_accounts(const struct institutions *i, unsigned provider);
unsigned ratings_frr(const struct ratings_params *q, const struct accounts *a);   /* 1 worst to 5 */
unsigned ratings_cosrr(const struct ratings_params *q, const struct accounts *a); /* 1 worst to 4 */

#endif
