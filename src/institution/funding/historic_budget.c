// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Last year's budget plus growth: each commissioner keeps its share.
 * 
 *   allocation = total x last / sum of last
 * 
 * Source: the Treasury's practice to 1976 and between reviews since; card C1. Left out:
 * cross-boundary flows two years in arrears. */
#include "institution/state.h"
#include "institution/funding/funding.h"

extern const struct parameter_table historic_budget_param_table;
const struct parameter_table historic_budget_param_table = {"historic_budget", 0, NULL};

static void share(const struct institutions *i, const double *p, pence_t total, const pence_t *last,
                  pence_t *out) {
    (void)p;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        i->by_commissioner[c] = (double)last[c];
    funding_share_out(total, i->by_commissioner, i->n_commissioners, out);
}

const struct answer_rule answer_historic_budget = {.params = &historic_budget_param_table,
                                                   .share = share};
