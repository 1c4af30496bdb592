// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Premiums and an excess: who is treated pays the first pounds of a stay or an operation (as the
 * Dutch own risk; card C28). The excess goes to the commissioner that pays for the rest; the share
 * new_money of it is more money for care, for the rest as much less is raised in taxes. Cover
 * beside the public service as in top_up. Left out: that people stay away because of the excess,
 * and a yearly ceiling; care does not ask what a visit costs. */
#include "institution/entitlement/entitlement.h"
#include <assert.h>

static const struct parameter premiums_and_excess_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/entitlement/premiums_and_excess.def"
#undef PARAM
};
extern const struct parameter_table premiums_and_excess_param_table;
ANSWER_TABLE(premiums_and_excess);
enum { EXCESS = COVER_ROWS, NEW_MONEY }; /* rows after those of cover */

static pence_t case_charge(const struct institutions *i, const double *p, const struct activity *a,
                           pence_t pence) {
    const pence_t excess = (pence_t)(100.0 * p[EXCESS]);
    (void)i;
    if (a->currency != CURRENCY_DAY_CASE && a->currency != CURRENCY_ELECTIVE_STAY &&
        a->currency != CURRENCY_EMERGENCY_STAY)
        return 0;
    return pence < excess ? pence : excess;
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    const struct private_cover q = entitlement_cover(p);
    entitlement_cover_month(i, w, &q);
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        if (row_in_force(i, Q_ENTITLEMENT, c, LINE_PLANNED) != row)
            continue;
        ledger_move(&i->ledger, i->commissioner[c].account, i->treasury, LINE_PLANNED,
                    REASON_ALLOCATION,
                    (pence_t)((1.0 - p[NEW_MONEY]) * (double)i->commissioner[c].charged));
        i->commissioner[c].charged = 0;
    }
}

const struct answer_rule answer_premiums_and_excess = {.params = &premiums_and_excess_param_table,
                                                       .private_price = entitlement_cover_price,
                                                       .package_charge = entitlement_charge_today,
                                                       .case_charge = case_charge,
                                                       .month = month,
                                                       .year = entitlement_cover_begins_year};
