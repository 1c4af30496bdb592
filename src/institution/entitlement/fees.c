// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What the care of those who live in care homes costs, month by month, and who pays: the largest
 * sums that households pay for care.
 *   cost      a week in a care home at the council's price x weeks of the month x price level:
 *             care, the same whoever pays
 *   person    share x cost, by the means test, a charge; whoever pays (nearly) all pays the home
 *             self_price_care_home times it, what is over beside it
 *   Treasury  (1 - share under the law of the start) x cost, to the council
 *   council   the cost less the two: what it pays more, or less, than under the law of the start
 *   A resident at 720 pounds a week who owns a house pays 1,015 (1.41 times); under free personal
 *   care nothing, and the council 720 that it did not pay. The home then loses the 295 over, which
 *   helped to pay for others; nothing follows from that here.
 * All passes through the council's account, whoever the contract is with, so that what care costs
 * does not move with who pays. Residents are those whom the place has; shares are of somebody who
 * has lived there for as long as they have (entitlement.c). What residents cost the council beyond
 * the law of the start is not in the money that binds packages (social_care.c, overdrawn): nobody
 * is turned out, and councils' budgets for the rest of their care are not here. To compare with:
 * 372,035 residents in England, 37% of whom pay 846 pounds a week at the prices of 2016, are 105
 * pounds a head and year. Left out: care at home that was not arranged after hospital, nursing that
 * the NHS pays. A resident who leaves hospital with a package pays for both for its weeks. */
#include "institution/entitlement/entitlement.h"

static pence_t pence_of(double pounds) { return (pence_t)(100.0 * pounds + 0.5); }

static struct residents_bill bill_of(const struct institutions *i, const struct world *w,
                                     uint32_t person, double cost) {
    const struct discharge_params *const d = &w->par.discharge;
    const struct care_week c = {.person = person, .pathway = 3, .before = true};
    const double now = w->ask->package_charge(i, w, &c), start = entitlement_at_start(i, w, &c);
    const double over = now >= d->self_funder_charge ? d->self_price_care_home - 1.0 : 0.0;
    return (struct residents_bill){.cost = pence_of(cost),
                                   .charge = pence_of(now * cost),
                                   .over = pence_of(now * over * cost),
                                   .grant = pence_of(cost) - pence_of(start * cost)};
}

static void settles(struct institutions *i, struct council_state *x) {
    const struct residents_bill *const b = &x->residents;
    const account_id own = x->account;
    ledger_move(&i->ledger, i->treasury, own, LINE_SOCIAL_CARE, REASON_ALLOCATION, b->grant);
    ledger_move(&i->ledger, i->persons, own, LINE_SOCIAL_CARE, REASON_CHARGE, b->charge);
    ledger_move(&i->ledger, own, i->staff, LINE_SOCIAL_CARE, REASON_CARE_COST, b->cost);
    ledger_move(&i->ledger, i->persons, i->staff, LINE_SOCIAL_CARE, REASON_PRIVATE, b->over);
    x->residents_owed += b->cost - b->charge - b->grant;
    i->provider[line_provider(i, LINE_SOCIAL_CARE)].value_urgent += (double)b->cost;
}

static bool lives_in_a_home(const struct institutions *i, const struct person *x, uint32_t day) {
    return (x->flags & FLAG_CARE_HOME) && !(x->flags & FLAG_ELECTIVE_ONLY) && person_alive(x) &&
           person_present(x, day) && i->place->areas[x->area].council < i->n_councils;
}

void entitlement_residents_pay(struct institutions *i, struct world *w) {
    if (!(i->par.residents_pay > 0.5) || !w->ask || !w->ask->package_charge) return;
    const double cost = entitlement_week_cost(i, w, 3) * DAYS_A_YEAR / 84.0 * i->price_level;
    const uint32_t day = institutions_day(i, w);
    for (unsigned k = 0; k < i->n_councils; k++)
        i->council[k].residents = (struct residents_bill){0};
    for (uint32_t q = 0; q < w->people.n; q++) {
        const struct person *const x = &w->people.p[q];
        if (!lives_in_a_home(i, x, day)) continue;
        const struct residents_bill b = bill_of(i, w, q, cost);
        struct residents_bill *const all = &i->council[i->place->areas[x->area].council].residents;
        all->cost += b.cost;
        all->charge += b.charge;
        all->over += b.over;
        all->grant += b.grant;
        if (b.charge + b.over > 0)
            world_saw(w, &(struct sight){.kind = SAW_OUT_OF_POCKET, .provider = NOBODY, .person = q,
                                         .amount = (uint32_t)(b.charge + b.over)});
    }
    for (unsigned k = 0; k < i->n_councils; k++) settles(i, &i->council[k]);
}
