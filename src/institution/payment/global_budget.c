// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* One budget a public provider (to 1991, and in systems without a split; card C1): what a
 * commissioner has left after its other duties is shared over public providers by their base; cases
 * bring nothing. What is not spent on running a market is therefore in the budgets. Private
 * contracts, while they last, are paid by the case. */
#include "institution/state.h"

extern const struct parameter_table global_budget_param_table;
const struct parameter_table global_budget_param_table = {"global_budget", 0, NULL};

static struct terms terms(const double *p, bool public_provider) {
    (void)p;
    return public_provider ? (struct terms){.fixed = 1.0, .from_what_is_left = true}
                           : (struct terms){.variable = 1.0};
}

const struct answer_rule answer_global_budget = {.params = &global_budget_param_table,
                                                 .terms = terms};
