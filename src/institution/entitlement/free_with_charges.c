// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Free at the point of use, with social care by means test (NHS Act 2006 section 1; Care Act 2014): a person with a home of
 * their own who lives alone pays in full for a lasting package, one without pays the stated share by income.
 * Those who can pay may go private at the market's price: the full price of a stay at mean complexity, times the mark-up. */
#include "institution/state.h"
#include <assert.h>

static const struct parameter free_with_charges_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/entitlement/free_with_charges.def"
#undef PARAM
};
extern const struct parameter_table free_with_charges_param_table;
ANSWER_TABLE(free_with_charges);
enum { OWNER_PAYS, INCOME_PAYS, PRIVATE_MARK_UP }; /* rows of the .def list */

static double price(const struct institutions *i, const double *p, uint32_t person, unsigned function) {
    (void)person;
    const double day = i->reference[2 * function], stay = i->reference[2 * function + 1];
    return p[PRIVATE_MARK_UP] * ((1.0 - i->overnight[function]) * day + i->overnight[function] * stay);
}

static double charge(const struct institutions *i, const struct world *w, const double *p, uint32_t person) {
    const struct person *const x = &w->people.p[person];
    (void)i;
    if ((x->flags & FLAG_HOME_OWNER) && (x->flags & FLAG_LIVES_ALONE))
        return p[OWNER_PAYS];
    return p[INCOME_PAYS] * ((double)x->income - 1.0);
}

const struct answer_rule answer_free_with_charges = {.params = &free_with_charges_param_table, .private_price = price, .package_charge = charge};
