// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Catchments (before 1991, and in a service without a market; card C1): a person goes to the nearest public provider
 * that has the function. While a private contract still runs, its site takes those for whom it is the nearest of all.
 * Left out: crossing the boundary at the doctor's request. */
#include "institution/state.h"
#include "institution/contracts.h"

extern const struct parameter_table catchment_allocation_param_table;
const struct parameter_table catchment_allocation_param_table = {"catchment_allocation", 0, NULL};

static int list(const struct institutions *i, const double *p, unsigned area, unsigned function, struct offer *out, int max) {
    uint16_t near[1];
    int n = 0;
    (void)p;
    if (max >= 1 && contracts_nearest(i, area, function, false, 1000.0, near, 1) == 1)
        out[n++] = (struct offer){.provider = i->service[near[0]].provider, .why = OFFER_CATCHMENT};
    if (n < max && contracts_nearest(i, area, function, true, 1000.0, near, 1) == 1 && !service_public(i, near[0]))
        out[n++] = (struct offer){.provider = i->service[near[0]].provider, .why = OFFER_CONTRACT};
    return n;
}

const struct answer_rule answer_catchment_allocation = {.params = &catchment_allocation_param_table, .list = list};
