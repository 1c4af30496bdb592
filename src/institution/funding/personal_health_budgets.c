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
 * The public sum stays the same: community care has less, holders spend it on carers and services
 * of their own. Published gain in care-related quality of life 0.057 against 0.018, none in health,
 * cost the same (pilot): care does not read who holds a budget, so the model shows who holds one
 * and what is spent, and no gain. */
#include "institution/funding/funding.h"
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
enum { CONDITIONS, TAKES, BUDGET, SET_UP, PACE }; /* rows of the .def list */

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
    return eligible && now == 0 && word_uniform(u.w[0]) < p[TAKES] ? 1u : now;
}

static void year(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)row;
    if (!i->membership || !i->membership->active)
        return;
    const unsigned taken = membership_round(i, w, p, decide);
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
    .share = share};
