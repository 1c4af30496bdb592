// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Income of a practice, and of all practices of a commissioner.
 *
 *   earned = fixed + capitation x list + activity x contacts + results x achieved
 *   income = earned + max(0, floor x historic - earned) x max(0, 1 - fades x years)
 *
 * Over practices the historic income is normal about the formula's with the terms' spread, taken at
 * nine equally likely points. A commissioner's sum by the head already grows with need, so its list
 * stands still here and contacts are those above that growth. Left out: practices one by one
 * (practices/). */
#include "institution/pay/gp_income.h"
#include "institution/workforce/teams.h"

#define POINTS 9

double gp_income(const struct gp_terms *t, double historic, double list, double contacts,
                 double years) {
    const double earned =
        t->fixed + t->capitation * list + t->activity * contacts + t->results * t->achieved;
    const double short_of = t->floor * historic - earned, share = 1.0 - t->floor_fades * years;
    return earned + (short_of > 0.0 && share > 0.0 ? short_of * share : 0.0);
}

bool gp_terms_in_force(const struct institutions *i, unsigned commissioner, struct gp_terms *t) {
    const unsigned row = row_in_force(i, Q_PAY, commissioner, LINE_GP);
    const struct answer_rule *const rule = rule_in_row(i, row);
    if (!rule->gp_terms)
        return false;
    *t = rule->gp_terms(i->value[row]);
    return true;
}

double gp_pay(const struct institutions *i, unsigned commissioner) {
    struct gp_terms t;
    double sum = 0.0;
    if (!gp_terms_in_force(i, commissioner, &t))
        return 1.0;
    const double contacts = i->workforce->gp_ratio / budgets_urgent_growth(i),
                 years = (i->month - i->since) / 12.0;
    for (unsigned k = 0; k < POINTS; k++)
        sum +=
            gp_income(&t, 1.0 + t.spread * real_probit((k + 0.5) / POINTS), 1.0, contacts, years);
    return sum / POINTS;
}
