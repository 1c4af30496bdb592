// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Premiums and an excess: an adult who is treated pays the first pounds of stays and operations in
 * a financial year (as the Dutch own risk; card C28). The excess goes to the commissioner that pays
 * for the rest; the share new_money of it is more money for care, for the rest as much less is
 * raised in taxes. Cover beside the public service as in top_up.
 *
 *   charge      the least of price and what is left of the year's excess
 *   stays away  elasticity / ( measured_at x (1 + elasticity) ) x what is left / mean price of an
 *               operation or stay in the function,
 *               of non-urgent referrals that end in one: the straight line from free care whose arc
 *               elasticity between coinsurance of 25 and 95 per cent is the measured one
 *
 * The elasticity is put in, not found: the Health Insurance Experiment, in which free care was used
 * 45 per cent more than at 95 per cent coinsurance (the line: 36 per cent at 0.2), inpatient care
 * about 30 per cent more. Who stays away does so for reasons other than benefit, and comes back to
 * the GP as a case grows worse (care/referral.c). Elasticity nought: nobody. Whoever has paid the
 * year's excess has nothing left to pay, and does not stay away. Left out: emergencies, to which
 * people come all the same; clinics and tests, which the excess here does not cover; that the poor
 * respond more; the choice of a higher excess for a lower premium. */
#include "institution/entitlement/entitlement.h"
#include <assert.h>
#include <string.h>

static const struct parameter premiums_and_excess_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/entitlement/premiums_and_excess.def"
#undef PARAM
};
extern const struct parameter_table premiums_and_excess_param_table;
ANSWER_TABLE(premiums_and_excess);
/* rows after those of cover */
enum { EXCESS = COVER_ROWS, NEW_MONEY, ELASTICITY, MEASURED_AT, ADULT };

double excess_stays_away(double elasticity, double middle, double share) {
    const double paid = share < 1.0 ? share : 1.0,
                 away = elasticity / (middle * (1.0 + elasticity)) * paid;
    return away < 1.0 ? away : 1.0;
}

static void opens(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)p, (void)row;
    if (i->excess)
        return;
    struct excess *const x = arena_take(&i->arena, sizeof *x);
    if (x) {
        x->n = w->people.n;
        x->paid = arena_array(&i->arena, (size_t)x->n + 1u, sizeof *x->paid);
    }
    if (!x || !x->paid)
        i->failed = FAULT_MEMORY;
    else
        i->excess = x;
}

/* What a person would pay of the year's excess yet, pence. */
static pence_t left_to_pay(const struct institutions *i, const double *p, uint32_t person) {
    const pence_t excess = (pence_t)(100.0 * p[EXCESS]);
    if (!i->excess || person >= i->excess->n)
        return excess;
    const double months = (double)(i->first_month + (int32_t)i->month -
                                   i->world->people.p[person].born);
    const pence_t paid = i->excess->paid[person];
    return months < 12.0 * p[ADULT] || paid >= excess ? 0 : excess - paid;
}

static pence_t case_charge(struct institutions *i, const double *p, const struct activity *a,
                           pence_t pence) {
    if (a->currency != CURRENCY_DAY_CASE && a->currency != CURRENCY_ELECTIVE_STAY &&
        a->currency != CURRENCY_EMERGENCY_STAY)
        return 0;
    const pence_t left = left_to_pay(i, p, a->person), own = pence < left ? pence : left;
    if (i->excess && a->person < i->excess->n)
        i->excess->paid[a->person] += (uint32_t)own;
    return own;
}

static double stays_away(const struct institutions *i, const struct world *w, const double *p,
                         const struct referral *r) {
    const double price = 100.0 * i->price_level * entitlement_private_price(i, 1.0, r->function);
    (void)w;
    if (r->urgent || !r->operation || !(price > 0.0))
        return 0.0;
    return excess_stays_away(p[ELASTICITY], p[MEASURED_AT],
                             (double)left_to_pay(i, p, r->person) / price);
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

static void year(struct institutions *i, struct world *w, const double *p, unsigned row) {
    entitlement_cover_begins_year(i, w, p, row);
    if (i->excess)
        memset(i->excess->paid, 0, i->excess->n * sizeof *i->excess->paid);
}

const struct answer_rule answer_premiums_and_excess = {.params = &premiums_and_excess_param_table,
                                                       .private_price = entitlement_cover_price,
                                                       .package_charge = entitlement_charge_today,
                                                       .case_charge = case_charge,
                                                       .stays_away = stays_away,
                                                       .opens = opens,
                                                       .month = month,
                                                       .year = year};
