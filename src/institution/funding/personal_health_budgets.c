// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Personal health budgets (NHS (Direct Payments) Regulations 2013; card C25): a person with
 * long-term conditions may take the indicative cost of their community care as a sum of money and
 * buy what suits them.
 *
 *   eligible   at least so many long-term conditions; each April the share takes of those who hold
 *   none take one
 *   budget     so many times the mean cost a head of community care, paid out of the community
 *   provider's sum
 *   set up     pounds a new holder, for assessment and brokerage
 *
 * takes      whose need gains more likelier: takes x keen for continuing care and mental disorders
 *
 * The public sum stays the same: community care has less, holders spend it on carers and services
 * of their own. Their gain is put in as published, by kind of need (personal_budgets.c); care does
 * not read who holds a budget. */
#include "institution/funding/funding.h"
#include "institution/funding/personal_budgets.h"
#include "institution/market/market.h"
#include "institution/membership/membership.h"
#include <assert.h>

static const struct parameter personal_health_budgets_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/funding/personal_health_budgets.def"
#undef PARAM
};
extern const struct parameter_table personal_health_budgets_param_table;
ANSWER_TABLE(personal_health_budgets);
enum { CONDITIONS, TAKES, KEEN, BUDGET, SET_UP, PACE, FLEXIBLE, LONG_TERM, CONTINUING, MENTAL,
       GAIN_MONTHS };

static void share(const struct institutions *i, const double *p, pence_t total, const pence_t *last,
                  pence_t *out) {
    funding_towards_need(i, (struct funding_pace){.pace = p[PACE]}, total, last, out);
}

/* Holders are members of plan 1, whose account stays empty: their commissioners' money is not
 * moved. */
static void opens(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct membership *const m = membership_need(i, w);
    (void)p, (void)row;
    if (m)
        membership_begin(i, w, ASSIGNMENT_MAX, 1, WEIGHT_FLAT); /* governs nobody's capitation */
}

static void closes(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w, (void)p, (void)row;
    membership_end(i);
}

static unsigned decide(const struct institutions *i, const struct world *w, const double *p,
                       uint32_t person, struct words u) {
    const bool eligible = w->people.p[person].conditions >= p[CONDITIONS];
    const unsigned now = i->membership->of[person];
    const double keen =
        personal_budgets_need(w, person) == BUDGET_LONG_TERM ? 1.0 : p[KEEN];
    return eligible && now == 0 && word_uniform(u.w[0]) < p[TAKES] * keen ? 1u : now;
}

/* Who has joined in this round. */
static void note_new(struct institutions *i) {
    const struct membership *const m = i->membership;
    for (uint32_t q = 0; q < m->n_people && i->failed == 0; q++)
        if (m->of[q] == 1 && (!m->since || !m->since[q]))
            personal_budgets_taken(i, q);
}

static double gain(const double *p, unsigned need, unsigned months) {
    const double by_need[BUDGET_NEEDS] = {[BUDGET_LONG_TERM] = p[LONG_TERM],
                                          [BUDGET_CONTINUING] = p[CONTINUING],
                                          [BUDGET_MENTAL] = p[MENTAL]};
    return personal_budgets_gain(by_need, p[FLEXIBLE], (enum budget_need)need,
                                 (double)months / p[GAIN_MONTHS]);
}

static void year(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)row;
    if (!i->membership || !i->membership->active)
        return;
    const unsigned taken = membership_round(i, w, p, decide);
    note_new(i);
    double all = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        all += i->commissioner[c].people;
    for (unsigned c = 0; c < i->n_commissioners && all > 0.0; c++)
        budgets_spend(i, c, i->staff, LINE_COMMUNITY, REASON_COMMISSIONING,
                      (pence_t)(100.0 * p[SET_UP] * taken * i->commissioner[c].people / all));
    records_add(i, NOBODY, Q_FUNDING, 0, "personal budgets", "%u people took one; %.0f hold one",
                taken, i->membership->plan[1].members);
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    const struct membership *const m = i->membership;
    (void)w, (void)row;
    for (unsigned c = 0; m && m->active && c < i->n_commissioners; c++) {
        const double holders = m->weight_in[c * PLANS + 1];
        const pence_t pence = (pence_t)(p[BUDGET] * 100.0 * i->par.community_per_head / 12.0 *
                                        i->price_level * holders);
        ledger_move(&i->ledger, i->provider[market_holder(i, c, LINE_COMMUNITY)].account,
                    i->persons, LINE_COMMUNITY, REASON_ALLOCATION, pence);
        ledger_move(&i->ledger, i->persons, i->staff, LINE_COMMUNITY, REASON_CARE_COST, pence);
    }
}

const struct answer_rule answer_personal_health_budgets = {
    .params = &personal_health_budgets_param_table,
    .opens = opens,
    .month = month,
    .year = year,
    .closes = closes,
    .holder_gain = gain,
    .share = share};
