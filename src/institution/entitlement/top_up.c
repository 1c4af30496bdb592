// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Public care free, and top-up insurance for those who want more (private medical insurance as the
 * United Kingdom has it; card C22): premiums go from persons to insurers, take-up follows waits
 * (premiums.c), those with cover leave a long list by the door that care already has (removals).
 * Social care as free_with_charges. */
#include "institution/entitlement/entitlement.h"
#include <assert.h>

static const struct parameter top_up_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/entitlement/top_up.def"
#undef PARAM
};
extern const struct parameter_table top_up_param_table;
ANSWER_TABLE(top_up);

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    const struct private_cover q = entitlement_cover(p);
    (void)row;
    entitlement_cover_month(i, w, &q);
}

const struct answer_rule answer_top_up = {.params = &top_up_param_table,
                                          .private_price = entitlement_cover_price,
                                          .package_charge = entitlement_charge_today,
                                          .month = month,
                                          .year = entitlement_cover_begins_year};
