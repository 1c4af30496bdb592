// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What those who live in care homes pay, month by month: the largest sums that households pay for
 * care. Councils' accounts here hold care after hospital alone, so of the care of residents only
 * what the means test leaves to the person is posted, and what a council pays more (or less) than
 * under the law of the start:
 *   cost      a week in a care home at the council's price x weeks of the month x price level
 *   person    share x cost; whoever pays (nearly) all: their own price, self_price_care_home times
 *             it
 *   council   (share under the law of the start - share) x cost
 *   A resident at 720 pounds a week who owns a house pays 1,015 (1.41 times); under free personal
 *   care nothing, and the council 720 that it did not pay.
 * Residents are those whom the place has; shares are of somebody who has lived there for as long as
 * they have (entitlement.c). To compare with: 372,035 residents in England, 37% of whom pay 846
 * pounds a week at the prices of 2016, are 105 pounds a head and year. Left out: care at home that
 * was not arranged after hospital, nursing that the NHS pays, a package after hospital on top. */
#include "institution/entitlement/entitlement.h"

struct bill { double person, council; }; /* pounds */

static struct bill bill_of(const struct institutions *i, const struct world *w, uint32_t person,
                           double cost) {
    const struct discharge_params *const d = &w->par.discharge;
    const struct care_week c = {.person = person, .pathway = 3, .before = true};
    const double now = w->ask->package_charge(i, w, &c), start = entitlement_at_start(i, w, &c);
    const double over = now >= d->self_funder_charge ? d->self_price_care_home : 1.0;
    return (struct bill){.person = now * over * cost, .council = (start - now) * cost};
}

static pence_t pence_of(double pounds) { return (pence_t)(100.0 * pounds + 0.5); }

static void council_settles(struct institutions *i, unsigned k, double pounds) {
    const account_id own = i->council[k].account;
    if (pounds > 0.0)
        ledger_move(&i->ledger, own, i->staff, LINE_SOCIAL_CARE, REASON_CARE_COST,
                    pence_of(pounds));
    else if (pounds < 0.0)
        ledger_move(&i->ledger, i->staff, own, LINE_SOCIAL_CARE, REASON_CHARGE, pence_of(-pounds));
}

void entitlement_residents_pay(struct institutions *i, struct world *w) {
    if (!(i->par.residents_pay > 0.5) || !w->ask || !w->ask->package_charge) return;
    const double cost = entitlement_week_cost(i, w, 3) * DAYS_A_YEAR / 84.0 * i->price_level;
    const day_t first = month_first_day(i->first_month + (int32_t)i->month);
    const uint32_t day = i->month == 0 ? 0u : (uint32_t)(first - w->first_day);
    pence_t all = 0;
    for (unsigned k = 0; k < i->n_councils; k++) i->council[k].residents = 0.0;
    for (uint32_t q = 0; q < w->people.n; q++) {
        const struct person *const x = &w->people.p[q];
        const unsigned k = i->place->areas[x->area].council;
        if (!(x->flags & FLAG_CARE_HOME) || (x->flags & FLAG_ELECTIVE_ONLY) || !person_alive(x) ||
            !person_present(x, day) || k >= i->n_councils)
            continue;
        const struct bill b = bill_of(i, w, q, cost);
        const pence_t pence = pence_of(b.person);
        i->council[k].residents += b.council;
        all += pence;
        if (pence > 0)
            world_saw(w, &(struct sight){.kind = SAW_OUT_OF_POCKET, .provider = NOBODY,
                                         .person = q, .amount = (uint32_t)pence});
    }
    ledger_move(&i->ledger, i->persons, i->staff, LINE_SOCIAL_CARE, REASON_PRIVATE, all);
    for (unsigned k = 0; k < i->n_councils; k++) council_settles(i, k, i->council[k].residents);
}
