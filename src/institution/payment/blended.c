// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Blended payment (emergency care from April 2019, the aligned payment and incentive's fixed
 * element since; card C15): a fixed sum at the forecast and a share of the price for each case.
 * 
 *   income = (1 - variable) x base x growth of need x price level  +  variable x price x cases
 * 
 * so a case above the forecast brings the variable share, and one below costs it. 20% variable as
 * in 2019/20. */
#include "institution/state.h"
#include <assert.h>

static const struct parameter blended_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/payment/blended.def"
#undef PARAM
};
extern const struct parameter_table blended_param_table;
ANSWER_TABLE(blended);
enum { VARIABLE }; /* rows of the .def list */

static struct terms terms(const double *p, bool public_provider) {
    (void)public_provider;
    return (struct terms){.variable = p[VARIABLE], .fixed = 1.0 - p[VARIABLE], .forecast = true};
}

const struct answer_rule answer_blended = {.params = &blended_param_table, .terms = terms};
