// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Private cover beside the public service (card C22): who buys it, as waits lengthen, and what it
 * costs.
 *
 *   long   people waiting over a year, a thousand people
 *   buys   a person without cover, with chance response x rise of long in the year x part bought by
 *   individuals x share of the
 *          income fifth that has cover; a person with cover gives it up with chance response x fall
 *          x that part
 *   pays   premium / 12 a month to insurers, who keep the loading (advisers) and give back the rest
 *   as claims
 *
 * Employers' policies do not follow waits. Response: two points on fifteen for each one in a
 * thousand (Besley, Hall and Preston 1999, by a secondary report). Left out: premiums by age, tax
 * on premiums, insurers' result apart from the loading. */
#include "care/planned.h"
#include "institution/entitlement/entitlement.h"

static double long_waits(const struct institutions *i, const struct world *w) {
    uint64_t n = 0;
    for (unsigned s = 0; s < i->n_services; s++) {
        uint32_t week[WAIT_WEEKS] = {0}, decided;
        planned_waiting(w, s, week, &decided);
        for (unsigned k = 52; k < WAIT_WEEKS; k++)
            n += week[k];
    }
    return w->people.n ? 1000.0 * (double)n / w->people.n : 0.0;
}

double cover_bought(double response, double rise, double individual, double share_covered) {
    const double chance = response * rise * individual * share_covered;
    return chance > 0.0 ? chance : 0.0;
}

static void shares_by_fifth(const struct world *w, double share[6]) {
    double all[6] = {0}, covered[6] = {0};
    for (uint32_t q = 0; q < w->people.n; q++) {
        const unsigned f = w->people.p[q].income <= 5 ? w->people.p[q].income : 5u;
        all[f] += 1.0;
        covered[f] += (w->people.p[q].flags & FLAG_INSURED) != 0;
    }
    for (unsigned f = 0; f < 6; f++)
        share[f] = all[f] > 0.0 ? covered[f] / all[f] : 0.0;
}

void entitlement_cover_year(struct institutions *i, struct world *w,
                            const struct private_cover *q) {
    const double now = long_waits(i, w), rise = i->long_waits_known ? now - i->long_waits : 0.0;
    double share[6];
    uint32_t bought = 0, left = 0;
    shares_by_fifth(w, share);
    i->long_waits = now;
    i->long_waits_known = true;
    for (uint32_t k = 0; k < w->people.n && rise != 0.0; k++) {
        struct person *const x = &w->people.p[k];
        const double u = luck_uniform(&w->luck, k, PURPOSE_MEMBERSHIP, 1u << 20 | i->month);
        const unsigned f = x->income <= 5 ? x->income : 5u;
        if (!(x->flags & FLAG_INSURED) &&
            u < cover_bought(q->response, rise, q->individual, share[f])) {
            x->flags |= FLAG_INSURED;
            bought++;
        } else if ((x->flags & FLAG_INSURED) &&
                   u < cover_bought(q->response, -rise, q->individual, 1.0)) {
            x->flags &= (uint8_t)~FLAG_INSURED;
            left++;
        }
    }
    records_add(i, NOBODY, Q_ENTITLEMENT, 0, "private cover",
                "%.2f long waiters a thousand (%+.2f in the year); %u bought cover, %u gave it up",
                now, rise, bought, left);
}

void entitlement_cover_month(struct institutions *i, const struct world *w,
                             const struct private_cover *q) {
    uint64_t covered = 0;
    for (uint32_t k = 0; k < w->people.n; k++)
        covered += (w->people.p[k].flags & FLAG_INSURED) && person_alive(&w->people.p[k]);
    const pence_t premiums = (pence_t)((double)covered * q->premium * 100.0 / 12.0),
                  loading = (pence_t)((double)premiums * q->loading);
    ledger_move(&i->ledger, i->persons, i->insurers, LINE_PLANNED, REASON_ALLOCATION, premiums);
    ledger_move(&i->ledger, i->insurers, i->advisers, LINE_PLANNED, REASON_PRIVATE, loading);
    ledger_move(&i->ledger, i->insurers, i->persons, LINE_PLANNED, REASON_ALLOCATION,
                premiums - loading);
}

struct private_cover entitlement_cover(const double *p) {
    return (struct private_cover){p[COVER_PREMIUM], p[COVER_LOADING], p[COVER_RESPONSE],
                                  p[COVER_INDIVIDUAL]};
}

double entitlement_cover_price(const struct institutions *i, const double *p, uint32_t person,
                               unsigned function) {
    (void)person;
    return entitlement_private_price(i, p[COVER_MARK_UP], function);
}

void entitlement_cover_begins_year(struct institutions *i, struct world *w, const double *p,
                                   unsigned row) {
    const struct private_cover q = entitlement_cover(p);
    (void)row;
    entitlement_cover_year(i, w, &q);
}
