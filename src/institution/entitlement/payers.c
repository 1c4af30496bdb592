// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who pays for a package of care, and the person's part of a case. Of a package at the council's
 * price the person pays the share that the means test says (entitlement.c) and the council the
 * rest. Who finds their own agrees a price over the council's, `over` times it:
 *   council   (1 - share) x price / over
 *   person    the rest, and so the whole difference
 *   A care home at 520 pounds a week for the council and 733 (1.41 times) for whoever pays: with
 *   savings above the upper limit the person pays 733. Whose home alone takes them over it pays
 *   the council's assessed part in the first twelve weeks and the difference, as a top-up.
 * Left out: who cannot meet the difference and moves. */
#include "institution/entitlement/entitlement.h"

pence_t entitlement_own_part(double over, double share, pence_t pence) {
    const double own = share < 0.0 ? 0.0 : share > 1.0 ? 1.0 : share;
    return (pence_t)((double)pence * (over > 1.0 ? 1.0 - (1.0 - own) / over : own));
}

void entitlement_package(struct institutions *i, struct world *w, const struct activity *a,
                         unsigned c, unsigned p, pence_t pence) {
    const unsigned k = i->place->areas[a->area].council;
    const unsigned row = row_in_force(i, Q_ENTITLEMENT, c, LINE_SOCIAL_CARE);
    const double share = a->person < w->people.n ? entitlement_package_share(i, w, row, a) : 0.0;
    const pence_t own = entitlement_own_part((double)a->over, share, pence), council = pence - own;
    entitlement_charge(i, w, a, LINE_SOCIAL_CARE, i->provider[p].account, own);
    if (k >= i->n_councils) {
        budgets_spend(i, c, i->provider[p].account, LINE_SOCIAL_CARE, REASON_CARE, council);
        return;
    }
    ledger_move(&i->ledger, i->council[k].account, i->provider[p].account, LINE_SOCIAL_CARE,
                REASON_CARE, council);
    i->council[k].packages_month += council;
    i->council[k].value += (double)council;
}

void entitlement_case(struct institutions *i, struct world *w, const struct activity *a, unsigned c,
                      pence_t pence) {
    const unsigned row = row_in_force(i, Q_ENTITLEMENT, c, a->line);
    if (!rule_in_row(i, row)->case_charge) return;
    const pence_t own = rule_in_row(i, row)->case_charge(i, i->value[row], a, pence);
    entitlement_charge(i, w, a, a->line, i->commissioner[c].account, own);
    i->commissioner[c].charged += own;
}
