// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Social care free as health care is (Community Care and Health (Scotland) Act 2002), paid by
 * councils; private care as today. Care is free everywhere; board in a care home is what `board`
 * says:
 *
 *   pays a week in a care home = min( board, what today's means test asks )
 *
 * At 0 board is free as well, as no law had it. At 200 it is the daily living costs that the cap
 * of 2021 would have left to residents (Care Act 2014 s.15): savings of 500,000, 200 of 720 pounds;
 * of whom the test asks 150, 150. In Scotland a resident who can pay is asked the fee less a flat
 * sum for care, which is more than 200. Who lives in a home already and comes back from hospital
 * pays for the home month by month (fees.c), and nothing for what is arranged. Left out: the flat
 * sum; that homes lose what self-funders pay over the council's price. */
#include "institution/entitlement/entitlement.h"
#include <assert.h>

static const struct parameter free_personal_care_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/entitlement/free_personal_care.def"
#undef PARAM
};
extern const struct parameter_table free_personal_care_param_table;
ANSWER_TABLE(free_personal_care);
enum { PRIVATE_MARK_UP, BOARD }; /* rows of the .def list */

static double price(const struct institutions *i, const double *p, uint32_t person,
                    unsigned function) {
    (void)person;
    return entitlement_private_price(i, p[PRIVATE_MARK_UP], function);
}

static double charge(const struct institutions *i, const struct world *w, const double *p,
                     const struct care_week *c) {
    const bool lives_there = w->people.p[c->person].flags & FLAG_CARE_HOME;
    if (!(p[BOARD] > 0.0) || c->pathway != 3 || (lives_there && !c->before)) return 0.0;
    const double tested = entitlement_charge_today(i, w, p, c),
                 board = p[BOARD] / entitlement_week_cost(i, w, c->pathway);
    return tested < board ? tested : board;
}

const struct answer_rule answer_free_personal_care = {
    .params = &free_personal_care_param_table, .private_price = price, .package_charge = charge};
