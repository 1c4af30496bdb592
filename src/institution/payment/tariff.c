// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A price a case (Payment by Results, 2003 to 2019, and the NHS Payment Scheme's activity element;
 * card C14):
 * 
 *   income = sum of cases x full price x (1 + uplift)^years
 * 
 * whatever the volume; the commissioner bears the volume. The efficiency factor asked of providers
 * is a negative uplift, the same for all: none at the centre, as costs and productivity move alike
 * in every regime. Left out: best-practice prices, specialist top-ups, penalties. */
#include "institution/state.h"
#include <assert.h>

static const struct parameter tariff_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/payment/tariff.def"
#undef PARAM
};
extern const struct parameter_table tariff_param_table;
ANSWER_TABLE(tariff);
enum { UPLIFT }; /* rows of the .def list */

static struct terms terms(const double *p, bool public_provider) {
    (void)public_provider;
    return (struct terms){.variable = 1.0, .uplift = p[UPLIFT]};
}

const struct answer_rule answer_tariff = {.params = &tariff_param_table, .terms = terms};
