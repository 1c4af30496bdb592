// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What the answers to "what does the person pay?" share.
 *
 *   pays a week   cost, if capital > upper
 *                 income - income left + ceil((capital - lower) / pounds for one), if capital >
 *                 lower
 *                 income - income left, otherwise; never below nought nor above cost
 *   capital       savings, and the home of a resident of a care home
 *   savings       median of the income fifth x (owner ratio, of those with a home) x (ratio under
 *                 65) x exp(spread x normal)
 *   spent         who pays in full pays price - (income - income left) a week out of capital, for
 *                 the weeks of care they have had, and is tested again each week: at the upper
 *                 limit the council takes over
 *   income        lognormal over those of 65 and over, by fifth and a fixed draw within it
 *   home          after home_disregard weeks; of an owner who lived alone (no spouse or dependant
 *                 in it), and of those a part: others have given it away, share it or spent it
 *   rehabilitation is free for its first weeks
 *   cap           weeks alone (capital above the upper limit) x (cost - daily living costs) + later
 *                 weeks x (pays - daily living costs), of the weeks since payments count; once that
 *                 is at the cap: daily living costs in a care home, nothing at home
 *
 * Sources: Care Act 2014 sections 14 to 17; Care and Support (Charging and Assessment of Resources)
 * Regulations 2014, schedule 2; Care and Support (Preventing Needs for Care and Support)
 * Regulations 2014. Left out: partners' shares, benefits counted as income, free reablement at
 * home. */
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

/* Under 65 there was little time to own much. */
static double by_age(const struct institutions *i, const struct world *w, uint32_t person) {
    return person_age(&w->people.p[person], w->first_day) < 65.0 ? i->par.savings_under_65 : 1.0;
}

double entitlement_savings(const struct institutions *i, const struct world *w, uint32_t person) {
    const struct economy_params *const q = &i->par;
    const double u = luck_uniform(&w->nature, person, PURPOSE_MEMBERSHIP, UINT32_MAX);
    const bool owner = w->people.p[person].flags & FLAG_HOME_OWNER;
    return q->savings_median * (owner ? q->savings_owner_ratio : 1.0) *
           real_pow(entitlement_income_ratio(w, person), 2.0) * by_age(i, w, person) *
           real_exp(q->savings_spread * real_probit(u));
}

double entitlement_home(const struct institutions *i, const struct world *w, uint32_t person) {
    const struct person *const x = &w->people.p[person];
    if (!(x->flags & FLAG_HOME_OWNER) || !(x->flags & (FLAG_LIVES_ALONE | FLAG_CARE_HOME)))
        return 0.0;
    const double u = luck_uniform(&w->nature, person, PURPOSE_WEALTH, 0);
    return u < i->par.home_counts * by_age(i, w, person) ? i->par.home_value : 0.0;
}

double entitlement_income(const struct institutions *i, const struct world *w, uint32_t person) {
    const struct person *const x = &w->people.p[person];
    const unsigned fifth = x->income >= 1 && x->income <= 5 ? x->income : 3u;
    if (person_age(x, w->first_day) < 65.0)
        return i->par.care_income * entitlement_income_ratio(w, person);
    const double u = luck_uniform(&w->nature, person, PURPOSE_WEALTH, 1);
    return i->par.care_income *
           real_exp(i->par.care_income_spread * real_probit((fifth - 1u + u) / 5.0));
}

/* Weeks of care that somebody has had by this week of it: who lives in a care home or has care at
 * home has had some before. */
static double weeks_had(const struct institutions *i, const struct world *w,
                        const struct care_week *c) {
    const bool lives_there = w->people.p[c->person].flags & FLAG_CARE_HOME;
    if (!lives_there && !c->before) return c->week;
    const double u = luck_uniform(&w->nature, c->person, PURPOSE_WEALTH, 2);
    return c->week + draw_exponential(u, lives_there ? i->par.care_weeks_care_home
                                                     : i->par.care_weeks_home);
}

double means_test_left(double capital, double upper, double weeks, double cost, double income) {
    const double left = income < cost ? capital - weeks * (cost - income) : capital;
    if (capital <= upper) return capital;
    return left > upper ? left : upper;
}

double means_test_metered(const struct means_test *t, const struct care_paid *x, double weeks) {
    const double a_week = x->price - x->spare, over = x->owned - t->upper;
    const double alone = over <= 0.0    ? 0.0
                         : a_week > 0.0 ? (over / a_week < weeks ? over / a_week : weeks)
                                        : weeks;
    const double full = x->cost - x->living, part = x->tested - x->living;
    return alone * (full > 0.0 ? full : 0.0) + (weeks - alone) * (part > 0.0 ? part : 0.0);
}

/* Have payments since the regime began, and so long before, reached the cap? */
static bool cap_reached(const struct institutions *i, const struct means_test *t,
                        const struct care_paid *x, double weeks) {
    const double since = 52.0 * (t->counted_before + (double)(i->month - i->since) / 12.0),
                 before = weeks > since ? weeks - since : 0.0;
    return means_test_metered(t, x, weeks) - means_test_metered(t, x, before) >= t->cap;
}

/* As packages are costed (care/discharge.c). */
double entitlement_week_cost(const struct institutions *i, const struct world *w,
                             unsigned pathway) {
    const struct discharge_params *const d = &w->par.discharge;
    const double ratio = pathway == 3   ? d->package_cost_care_home
                         : pathway == 2 ? d->package_cost_rehabilitation
                                        : d->package_cost_home;
    return ratio * i->par.care_package / (i->par.package_days / 7.0);
}

double entitlement_test_charge(const struct institutions *i, const struct world *w,
                               const struct means_test *t, const struct care_week *c) {
    const bool lives_there = w->people.p[c->person].flags & FLAG_CARE_HOME;
    const bool counts = lives_there || (c->pathway == 3 && c->week >= t->home_disregard);
    if (c->week < (c->pathway == 2 && t->rehabilitation_free > t->first_weeks_free
                       ? t->rehabilitation_free
                       : t->first_weeks_free))
        return 0.0;
    const double cost = entitlement_week_cost(i, w, c->pathway);
    const struct discharge_params *const d = &w->par.discharge;
    struct means_test test = *t;
    if (lives_there || c->pathway == 3) test.income_left = t->personal_expenses;
    const double owned = entitlement_savings(i, w, c->person) +
                           (counts ? entitlement_home(i, w, c->person) : 0.0);
    const double income = entitlement_income(i, w, c->person);
    const double price =
        cost * (test.income_left < t->income_left ? d->self_price_care_home : d->self_price_home);
    const double weeks = weeks_had(i, w, c), spare = income - test.income_left;
    const double capital = means_test_left(owned, t->upper, weeks, price, spare);
    const double pays = means_test_pays(&test, capital, income, cost);
    if (t->cap > 0.0) {
        const double living = test.income_left < t->income_left ? t->daily_living : 0.0,
                     least = capital < t->upper ? capital : t->upper;
        const struct care_paid x = {
            owned, spare, cost, price, living, means_test_pays(&test, least, income, cost)};
        if (cap_reached(i, t, &x, weeks)) return (pays < living ? pays : living) / cost;
    }
    return pays / cost;
}

double entitlement_charge_today(const struct institutions *i, const struct world *w,
                                const double *p, const struct care_week *c) {
    const struct means_test t = entitlement_test_today();
    (void)p;
    return entitlement_test_charge(i, w, &t, c);
}

double entitlement_package_share(const struct institutions *i, const struct world *w,
                                 unsigned row, const struct activity *a) {
    const double weeks = i->par.package_days / 7.0;
    double sum = 0.0;
    struct care_week c = {.person = a->person, .pathway = a->pathway};
    for (; c.week < weeks; c.week++) {
        const double part = weeks - c.week < 1.0 ? weeks - c.week : 1.0;
        sum += part * rule_in_row(i, row)->package_charge(i, w, i->value[row], &c);
    }
    return sum / weeks;
}

double entitlement_at_start(const void *inst, const struct world *w, const struct care_week *c) {
    return entitlement_charge_today(inst, w, NULL, c);
}

double entitlement_stays_away(const void *inst, const struct world *w, const struct referral *r) {
    const struct institutions *const i = inst;
    const unsigned row = row_in_force(i, Q_ENTITLEMENT, i->commissioner_of[r->area], LINE_PLANNED);
    const struct answer_rule *const rule = rule_in_row(i, row);
    return rule->stays_away ? rule->stays_away(i, w, i->value[row], r) : 0.0;
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

void entitlement_charge(struct institutions *i, struct world *w, const struct activity *a,
                        unsigned line, account_id to, pence_t pence) {
    if (pence <= 0) return;
    ledger_move(&i->ledger, i->persons, to, (uint8_t)line, REASON_CHARGE, pence);
    world_saw(w, &(struct sight){.kind = SAW_OUT_OF_POCKET,
                                 .provider = a->provider,
                                 .function = a->function,
                                 .person = a->person,
                                 .amount = pence < UINT32_MAX ? (uint32_t)pence : UINT32_MAX});
}
