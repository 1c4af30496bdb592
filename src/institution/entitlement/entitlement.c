// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What the answers to "what does the person pay?" share.
 *
 *   pays a week   cost, if capital > upper
 *                 income - income left + ceil((capital - lower) / pounds for one), if capital >
 *                 lower
 *                 income - income left, otherwise; never below nought nor above cost
 *   savings       median of the income fifth x (owner ratio, of those with a home) x exp(spread x
 *   normal)
 *
 * Source: Care Act 2014 sections 14 to 17; Care and Support (Charging and Assessment of Resources)
 * Regulations 2014. Left out: partners' shares, benefits counted as income, spend-down within a
 * package of some weeks. */
#include "institution/entitlement/entitlement.h"

double entitlement_private_price(const struct institutions *i, double mark_up, unsigned function) {
    const double day = i->reference[2 * function], stay = i->reference[2 * function + 1];
    return mark_up * ((1.0 - i->overnight[function]) * day + i->overnight[function] * stay);
}

double means_test_pays(const struct means_test *t, double capital, double income, double cost) {
    if (capital > t->upper)
        return cost;
    double pays = income - t->income_left;
    if (capital > t->lower) {
        const double steps = (capital - t->lower) / t->pounds_for_one;
        pays += (double)(int64_t)steps + ((double)(int64_t)steps < steps ? 1.0 : 0.0);
    }
    return pays < 0.0 ? 0.0 : pays > cost ? cost : pays;
}

double entitlement_income_ratio(const struct world *w, uint32_t person) {
    const struct planned_params *const par = &w->par.planned;
    const double by_fifth[5] = {par->income_fifth_1, par->income_fifth_2, par->income_fifth_3,
                                par->income_fifth_4, par->income_fifth_5};
    const unsigned fifth = w->people.p[person].income;
    return by_fifth[fifth >= 1 && fifth <= 5 ? fifth - 1u : 2u];
}

double entitlement_savings(const struct world *w, uint32_t person, double median,
                           double owner_ratio, double spread) {
    const double u = luck_uniform(&w->nature, person, PURPOSE_MEMBERSHIP, UINT32_MAX);
    const bool owner = w->people.p[person].flags & FLAG_HOME_OWNER;
    return median * (owner ? owner_ratio : 1.0) *
           real_pow(entitlement_income_ratio(w, person), 2.0) * real_exp(spread * real_probit(u));
}

double entitlement_simple_charge(const struct world *w, uint32_t person, double owner_pays,
                                 double income_pays) {
    const struct person *const x = &w->people.p[person];
    if ((x->flags & FLAG_HOME_OWNER) && (x->flags & FLAG_LIVES_ALONE))
        return owner_pays;
    return income_pays * ((double)x->income - 1.0);
}

static bool pays_charges(const struct world *w, const struct person *x,
                         const struct head_charges *h, uint32_t day) {
    if (!person_alive(x) || !person_present(x, day) || x->income <= h->free_fifths ||
        (x->flags & FLAG_CARE_HOME))
        return false;
    const double age = person_age(x, w->first_day + day);
    return age >= 18.0 && age < h->age_free;
}

void entitlement_head_charges(struct institutions *i, const struct world *w,
                              const struct head_charges *h, unsigned row) {
    const uint32_t day = i->month == 0
                             ? 0u
                             : (uint32_t)(month_first_day(i->first_month + (int32_t)i->month) -
                                          w->first_day);
    uint64_t heads = 0;
    for (uint32_t q = 0; q < w->people.n; q++) {
        const struct area *const a = &i->place->areas[w->people.p[q].area];
        if (!a->elective_only &&
            row_in_force(i, Q_ENTITLEMENT,
                         a->commissioner < i->n_commissioners ? a->commissioner : 0,
                         LINE_GP) == row)
            heads += pays_charges(w, &w->people.p[q], h, day);
    }
    const double month = (double)heads * 100.0 / 12.0;
    ledger_move(&i->ledger, i->persons, i->treasury, LINE_GP, REASON_CHARGE,
                (pence_t)(month * (h->prescription + h->dental)));
}
