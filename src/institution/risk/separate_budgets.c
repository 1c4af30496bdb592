// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Separate budgets for each organisation, and between health and social care (NHS Act 2006; Care
 * Act 2014): councils buy packages with their own money, and nobody bears the cost of what happens
 * in another's building. Where assess_in_hospital is 1 they commit it only after an assessment made
 * on the ward, as before discharge to assess (2020). */
#include "institution/state.h"
#include <assert.h>

static const struct parameter separate_budgets_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/risk/separate_budgets.def"
#undef PARAM
};
extern const struct parameter_table separate_budgets_param_table;
ANSWER_TABLE(separate_budgets);
enum { ASSESS_IN_HOSPITAL }; /* rows of the .def list */

static double supply(const struct institutions *i, const double *p, unsigned council) {
    (void)i;
    (void)p;
    (void)council;
    return 1.0;
}
static double share(const struct institutions *i, const double *p, unsigned commissioner,
                    unsigned line, unsigned holder) {
    (void)i, (void)p, (void)commissioner, (void)line, (void)holder;
    return 0.0;
}

static bool assessed(const double *p) { return p[ASSESS_IN_HOSPITAL] > 0.5; }

const struct answer_rule answer_separate_budgets = {
    .params = &separate_budgets_param_table,
    .package_supply = supply,
    .assess_in_hospital = assessed,
    .elsewhere_share = share};
