// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Separate budgets for each organisation, and between health and social care (NHS Act 2006; Care
 * Act 2014): councils buy packages with their own money, and nobody bears the cost of what happens
 * in another's building. */
#include "institution/state.h"

extern const struct parameter_table separate_budgets_param_table;
const struct parameter_table separate_budgets_param_table = {"separate_budgets", 0, NULL};

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

const struct answer_rule answer_separate_budgets = {
    .params = &separate_budgets_param_table, .package_supply = supply, .elsewhere_share = share};
