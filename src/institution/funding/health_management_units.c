// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Health Management Units (Pirie and Butler, The Health of Nations, 1988; card C26): licensed
 * bodies that hold a yearly sum for each person on the lists of their practices, buy care from whom
 * they like, and keep what they save. Several compete in a place.
 *
 *   sum of a person   allocation of the place x weight / weights of all: flat, by age, or by what
 *   people like them cost last year
 *   people            switch at patients_switch a year, practices with their people at
 *   practices_switch; those who do choose by
 *                     exp( taste_services x pounds a member put into services - taste_restraint x
 *                     share of referrals kept - utility of a week x weeks where it buys ),
 *                     practices by what the unit has in hand a member and the same weeks
 *   buys              hospital care by cost and wait, where choice is the plan's network
 *                     (membership/buying.c); the utility of a week is the patients' own when they
 *                     choose a hospital (choice.wait_utility)
 *   lists             open to all; with acceptance "closed_list" closed at the optimum size, and
 *   then dated, in order of application
 *   keeps referrals   as any holder of a budget does: practices_kept; pressure is its debt over its
 *   yearly income
 *   savings           above the reserve go to prevention, for those members for whom it is worth
 *   more than it costs given how many stay
 *                     (prevention/prevention.c), the rest to services: planned care bought for its
 *                     members,
 *                     through the clearing house
 *   cannot pay        debt above insolvent_at of a year's income: the licence goes to another unit,
 *   the debt to the public purse
 *
 * Limits that a test holds: one unit is planning by another name; no switching is an authority of
 * fixed people. What a practice's patient who switches does in the model is to change unit alone:
 * care still sees the practice. Left out: capital raised privately, practices' pay (question pay),
 * hidden selection by where surgeries open. */
#include "institution/funding/funding.h"
#include "institution/membership/membership.h"
#include "institution/practices/practices.h"
#include "institution/prevention/prevention.h"
#include <assert.h>

static const struct parameter health_management_units_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/funding/health_management_units.def"
#undef PARAM
};
extern const struct parameter_table health_management_units_param_table;
ANSWER_TABLE(health_management_units);
enum {
    UNITS,
    WEIGHTING,
    PATIENTS_SWITCH,
    PRACTICES_SWITCH,
    RESERVE,
    INSOLVENT_AT,
    OVERHEAD,
    MONEY_WEIGHT,
    WORTH,
    MAY_USE,
    TOLERANCE,
    PREVENTION_SHARE,
    HEALTH_WORTH,
    TASTE_SERVICES,
    TASTE_RESTRAINT,
    PACE
}; /* rows of the .def list */

static void share(const struct institutions *i, const double *p, pence_t total, const pence_t *last,
                  pence_t *out) {
    funding_towards_need(i, (struct funding_pace){.pace = p[PACE]}, total, last, out);
}

/* At the start each practice joins one of the units by lot; its people belong to its unit. */
static void opens(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct membership *const m = membership_need(i, w);
    if (!m)
        return;
    membership_begin(i, w, row, (unsigned)p[UNITS], (enum weighting)p[WEIGHTING]);
    m->public_body = true;
    for (uint32_t q = 0; q < m->n_people; q++) {
        const double u = luck_uniform(&w->nature, w->people.p[q].practice, PURPOSE_PRACTICE,
                                      UINT32_MAX);
        m->of[q] = (uint8_t)(1u + (unsigned)(u * m->n_plans));
    }
    records_add(i, NOBODY, Q_FUNDING, 0, "units licensed",
                "%u units; people belong to the unit of their practice", m->n_plans);
}

static void closes(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w, (void)p, (void)row;
    membership_end(i);
    if (i->membership)
        i->membership->public_body = false;
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct membership *const m = i->membership;
    (void)w, (void)row;
    for (unsigned k = 1; m && k <= m->n_plans; k++) {
        struct plan *const x = &m->plan[k];
        x->kept = practices_kept(p[MONEY_WEIGHT], p[WORTH], p[MAY_USE], membership_debt_share(i, k),
                                 p[TOLERANCE]);
        ledger_move(&i->ledger, i->plan_account[k], i->staff, LINE_PLANNED, REASON_COMMISSIONING,
                    (pence_t)(p[OVERHEAD] * 100.0 / 12.0 * x->members));
    }
}

static void to_services(struct institutions *i, unsigned k, double pence) {
    const struct membership *const m = i->membership;
    double all = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        all += m->weight_in[c * PLANS + k];
    for (unsigned c = 0; c < i->n_commissioners && all > 0.0; c++)
        membership_move_money(i, c, k, -(pence_t)(pence * m->weight_in[c * PLANS + k] / all),
                              REASON_ALLOCATION);
}

/* The year's savings of a unit: prevention where it is worth it, services for its members with the
 * rest. */
static void spend_savings(struct institutions *i, const struct world *w, unsigned k,
                          const double *p) {
    struct plan *const x = &i->membership->plan[k];
    const double spare = (double)ledger_balance(&i->ledger, i->plan_account[k]) -
                         p[RESERVE] * (double)x->income;
    const struct prevention_buyer b = {.account = i->plan_account[k],
                                       .plan = (uint16_t)k,
                                       .stays = x->stays,
                                       .health_worth = p[HEALTH_WORTH],
                                       .money = spare > 0.0 ? p[PREVENTION_SHARE] * spare : 0.0};
    const double heads = x->members > 0.0 ? x->members : 1.0;
    const pence_t bought = prevention_year(i, w, &b);
    const double left = spare - (double)bought;
    ledger_move(&i->ledger, i->plan_account[k], i->staff, LINE_GP, REASON_CARE_COST, bought);
    x->services = left > 0.0 ? left / 100.0 / heads : 0.0;
    if (!(left > 0.0))
        return;
    to_services(i, k, left);
    records_add(i, NOBODY, Q_FUNDING, (pence_t)spare, "savings of a unit",
                "unit %u: %.2f to prevention, %.2f to services, million pounds", k,
                (double)bought / 1e8, left / 1e8);
}

static unsigned decide(const struct institutions *i, const struct world *w, const double *p,
                       uint32_t person, struct words u) {
    const struct membership *const m = i->membership;
    double weight[PLANS] = {0};
    if (word_uniform(u.w[0]) >= p[PATIENTS_SWITCH])
        return m->of[person];
    for (unsigned k = 1; k <= m->n_plans; k++)
        weight[k] = real_exp(p[TASTE_SERVICES] * m->plan[k].services -
                             p[TASTE_RESTRAINT] * m->plan[k].kept -
                             w->par.choice.wait_utility * m->plan[k].wait);
    return membership_choice(m, weight, word_uniform(u.w[1]));
}

/* Practices that change unit take their people along: a unit takes all patients of its
 * practices. */
static void practices_move(struct institutions *i, struct world *w, const double *p) {
    struct membership *const m = i->membership;
    double in_hand[PLANS] = {0};
    for (unsigned k = 1; k <= m->n_plans; k++)
        in_hand[k] = real_exp(-w->par.choice.wait_utility * m->plan[k].wait) *
                     (m->plan[k].members > 0.0
                          ? real_exp(p[TASTE_SERVICES] *
                                     (double)ledger_balance(&i->ledger, i->plan_account[k]) /
                                     100.0 / m->plan[k].members)
                          : 1.0);
    for (uint32_t q = 0; q < m->n_people; q++) {
        const struct words u = luck_words(&w->luck, w->people.p[q].practice, PURPOSE_PRACTICE,
                                          i->month);
        if (word_uniform(u.w[0]) >= p[PRACTICES_SWITCH] || m->of[q] == 0)
            continue;
        const unsigned to = membership_choice(m, in_hand, word_uniform(u.w[1]));
        if (to == 0 || to == m->of[q])
            continue;
        const bool here = person_alive(&w->people.p[q]) &&
                          person_present(&w->people.p[q], institutions_day(i, w));
        m->plan[m->of[q]].members -= here;
        m->plan[m->of[q]].left += here;
        m->plan[to].members += here;
        m->of[q] = (uint8_t)to;
    }
}

/* What the body that licenses them publishes of each. */
static void compare(struct institutions *i, unsigned k) {
    const struct membership *const m = i->membership;
    const struct plan *const x = &m->plan[k];
    double cost = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        cost += m->cost_in[c * PLANS + k];
    records_add(i, NOBODY, Q_FUNDING, 0, "unit compared",
                "unit %u: %.0f members, expected cost %.3f of the mean; %.1f weeks where it buys, "
                "%.1f%% of referrals kept; debt %.1f%% of income; %.1f%% stayed the year before",
                k, x->members,
                x->members > 0.0 && m->mean > 0.0 ? cost / x->members / m->mean : 0.0, x->wait,
                100.0 * x->kept, 100.0 * membership_debt_share(i, k), 100.0 * x->stays);
}

static void year(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct membership *const m = i->membership;
    (void)row;
    if (!membership_year_lived(i))
        return;
    for (unsigned k = 1; k <= m->n_plans; k++)
        if (!m->plan[k].closed_down)
            compare(i, k);
    for (unsigned k = 1; k <= m->n_plans; k++) {
        if (m->plan[k].closed_down)
            continue;
        if (membership_debt_share(i, k) > p[INSOLVENT_AT])
            membership_licence_lost(i, k);
        else
            spend_savings(i, w, k, p);
    }
    const unsigned asked = membership_round(i, w, p, decide);
    practices_move(i, w, p);
    records_add(i, NOBODY, Q_FUNDING, 0, "people change unit",
                "%u people chose another unit; %u wait on dated lists", asked, m->n_applications);
}

static double held_back(const struct institutions *i, const struct world *w, const double *p,
                        const struct referral *r) {
    const struct membership *const m = i->membership;
    (void)w, (void)p;
    return m && m->active && r->person < m->n_people && !r->urgent ? m->plan[m->of[r->person]].kept
                                                                   : 0.0;
}

const struct answer_rule answer_health_management_units = {
    .params = &health_management_units_param_table,
    .opens = opens,
    .month = month,
    .year = year,
    .closes = closes,
    .held_back = held_back,
    .share = share};
