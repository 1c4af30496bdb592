// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Free at the point of use, with social care by the means test of today (NHS Act 2006 section 1;
 * Care Act 2014; the rule of means_tested_care). Prescription and dental charges by the head of
 * those who are not exempt (by age and income) go to the Treasury, whose revenue they are part of:
 * they show who pays, and change no budget; posted where "posted" is 1 (0 in a regime that leaves
 * them out of its accounts). Those who can pay may go private at the market's price: the full price
 * of a stay at mean complexity, times the mark-up. */
#include "institution/entitlement/entitlement.h"
#include <assert.h>

static const struct parameter free_with_charges_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/entitlement/free_with_charges.def"
#undef PARAM
};
extern const struct parameter_table free_with_charges_param_table;
ANSWER_TABLE(free_with_charges);
/* rows of the .def list */
enum {
    PRIVATE_MARK_UP,
    POSTED,
    PRESCRIPTION,
    DENTAL,
    AGE_FREE,
    FREE_FIFTHS
};

static double price(const struct institutions *i, const double *p, uint32_t person,
                    unsigned function) {
    (void)person;
    return entitlement_private_price(i, p[PRIVATE_MARK_UP], function);
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    const struct head_charges h = {p[PRESCRIPTION], p[DENTAL], p[AGE_FREE], p[FREE_FIFTHS]};
    if (p[POSTED] > 0.0)
        entitlement_head_charges(i, w, &h, row);
}

const struct answer_rule answer_free_with_charges = {.params = &free_with_charges_param_table,
                                                     .private_price = price,
                                                     .package_charge = entitlement_charge_today,
                                                     .month = month};
