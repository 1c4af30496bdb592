// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Universal private insurance with risk equalisation (the Netherlands since 2006:
 * Zorgverzekeringswet; card C28). Everybody must belong to an insurer, insurers must take everybody
 * at one price, and a fund evens out what age (or age and conditions) explain.
 *
 *   gets of a person   mean x weight: a nominal premium, the same for all, and an equalisation
 *   payment (or a contribution) for the rest
 *   equalisation       mean x (weight - 1), which sums to nought over all people
 *   residual profit    mean x weight - expected cost as the insurer sees it (age, conditions,
 *   frailty)
 *   switches           at switching a year on the mean, those it pays to insure healthy_switch
 *   times as often as others
 *   goes to insurer k  with weight exp( selection x keenness of k x residual / mean ): marketing is
 *   aimed where profit is
 *   cost of that       selection_cost x income x keenness x mean absolute residual / mean, to
 *   advisers
 *
 * The money in all is the same: nominal premiums stand for taxes not raised, so the commissioner's
 * account gives the sum to persons, who pay it. The loading leaves care with less. Deficits keep
 * referrals back; debt loses the licence. That switchers bring more than they cost (about 5% of the
 * mean, Dutch) is an outcome. Prices that insurers agree with hospitals:
 * payment/negotiated_price.c; networks, by cost and wait: choice/plan_network.c, and whoever
 * switches sees the waits that an insurer buys. The excess and who stays away for it:
 * entitlement/premiums_and_excess.c.
 *
 *   defaults   adults at defaulters on the mean, those of the poorest fifth poor_default times as
 *              often: they stay insured, may not leave their insurer, and pay no nominal premium;
 *              recovered of it is collected from pay and benefits, the fund goes without the rest
 *
 * Left out: voluntary deductibles, competition by the premium, supplementary cover. */
#include "institution/funding/funding.h"
#include "institution/membership/membership.h"
#include "institution/practices/practices.h"
#include <assert.h>

static const struct parameter universal_private_insurance_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/funding/universal_private_insurance.def"
#undef PARAM
};
extern const struct parameter_table universal_private_insurance_param_table;
ANSWER_TABLE(universal_private_insurance);
enum {
    INSURERS,
    EQUALISATION,
    LOADING,
    NOMINAL,
    SWITCHING,
    HEALTHY_SWITCH,
    SELECTION,
    SELECTION_COST,
    RESERVE,
    INSOLVENT_AT,
    MONEY_WEIGHT,
    WORTH,
    MANAGES_USE,
    TOLERANCE,
    PACE,
    DEFAULTERS,
    POOR_DEFAULT,
    RECOVERED
}; /* rows of the .def list */

static void share(const struct institutions *i, const double *p, pence_t total, const pence_t *last,
                  pence_t *out) {
    funding_towards_need(i, (struct funding_pace){.pace = p[PACE]}, total, last, out);
}

/* At the start insurers have like shares of people, by lot. */
static void opens(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct membership *const m = membership_need(i, w);
    if (!m)
        return;
    membership_begin(i, w, row, (unsigned)p[INSURERS], (enum weighting)p[EQUALISATION]);
    for (uint32_t q = 0; q < m->n_people; q++)
        m->of[q] = (uint8_t)(1u + (unsigned)(luck_uniform(&w->nature, q, PURPOSE_MEMBERSHIP,
                                                          UINT32_MAX - 3u) *
                                             m->n_plans));
}

static void closes(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w, (void)p, (void)row;
    membership_end(i);
}

double insurance_residual(const struct institutions *i, const struct world *w, uint32_t person) {
    const struct membership *const m = i->membership;
    return m->mean * membership_weight(i, w, person, m->weighting) -
           membership_expected(i, w, person);
}

double insurance_default(double mean, double poor_ratio, unsigned fifth) {
    const double others = 5.0 * mean / (4.0 + poor_ratio);
    return fifth == 1 ? poor_ratio * others : others;
}

static bool defaults(const struct institutions *i, const struct world *w, const double *p,
                     uint32_t q) {
    const struct person *const x = &w->people.p[q];
    const double u = luck_uniform(&w->nature, q, PURPOSE_MEMBERSHIP, UINT32_MAX - 5u);
    return i->first_month + (int32_t)i->month - x->born >= 12 * 18 &&
           u < insurance_default(p[DEFAULTERS], p[POOR_DEFAULT], x->income);
}

static double switch_rate(const struct institutions *i, const struct world *w, const double *p,
                          uint32_t person) {
    const double paying = i->membership->paying; /* share of people whom it pays to insure */
    const double others = p[SWITCHING] / (1.0 + (p[HEALTHY_SWITCH] - 1.0) * paying);
    return insurance_residual(i, w, person) > 0.0 ? others * p[HEALTHY_SWITCH] : others;
}

static unsigned decide(const struct institutions *i, const struct world *w, const double *p,
                       uint32_t person, struct words u) {
    const struct membership *const m = i->membership;
    double weight[PLANS] = {0};
    if (word_uniform(u.w[0]) >= switch_rate(i, w, p, person) || defaults(i, w, p, person))
        return m->of[person];
    const double residual = insurance_residual(i, w, person) / m->mean;
    for (unsigned k = 1; k <= m->n_plans; k++)
        weight[k] = k == m->of[person] ? 0.0
                                       : real_exp(p[SELECTION] * m->plan[k].keen *
                                                      (residual > -3.0 ? residual : -3.0) -
                                                  w->par.choice.wait_utility * m->plan[k].wait);
    const unsigned to = membership_choice(m, weight, word_uniform(u.w[1]));
    return to ? to : m->of[person];
}

/* What formula and cost leave between them: means over the people present. */
static void residuals(struct institutions *i, const struct world *w) {
    struct membership *const m = i->membership;
    const uint32_t day = institutions_day(i, w);
    double people = 0.0, paying = 0.0, sum = 0.0;
    for (uint32_t q = 0; q < m->n_people; q++) {
        if (!person_alive(&w->people.p[q]) || !person_present(&w->people.p[q], day))
            continue;
        const double r = insurance_residual(i, w, q);
        people += 1.0;
        paying += r > 0.0;
        sum += real_abs(r);
    }
    m->paying = people > 0.0 ? paying / people : 0.0;
    m->residual = people > 0.0 && m->mean > 0.0 ? sum / people / m->mean : 0.0;
}

static void count_defaulters(struct institutions *i, const struct world *w, const double *p) {
    const uint32_t day = institutions_day(i, w);
    double people = 0.0, owing = 0.0;
    for (uint32_t q = 0; q < i->membership->n_people; q++) {
        if (!person_alive(&w->people.p[q]) || !person_present(&w->people.p[q], day))
            continue;
        people += 1.0;
        owing += defaults(i, w, p, q);
    }
    i->membership->defaulting = people > 0.0 ? owing / people : 0.0;
}

/* Nominal premiums: taxes not raised, paid by persons instead. */
static void premiums(struct institutions *i, const double *p) {
    const struct membership *const m = i->membership;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        for (unsigned k = 1; k <= m->n_plans; k++) {
            const pence_t pence = (pence_t)(p[NOMINAL] * m->mean * 100.0 / 12.0 *
                                            m->weight_in[c * PLANS + k]);
            ledger_move(&i->ledger, i->commissioner[c].account, i->persons, LINE_PLANNED,
                        REASON_ALLOCATION, pence);
            const pence_t owed =
                (pence_t)((double)pence * m->defaulting * (1.0 - p[RECOVERED]));
            ledger_move(&i->ledger, i->persons, i->plan_account[k], LINE_PLANNED, REASON_ALLOCATION,
                        pence - owed);
            ledger_move(&i->ledger, i->plan_account[k], i->commissioner[c].account, LINE_PLANNED,
                        REASON_ALLOCATION, pence - owed); /* to the fund */
        }
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct membership *const m = i->membership;
    (void)row;
    if (!m || !m->active)
        return;
    if (i->month == i->since)
        count_defaulters(i, w, p);
    premiums(i, p);
    for (unsigned k = 1; k <= m->n_plans; k++) {
        struct plan *const x = &m->plan[k];
        const double income = x->weight * m->mean * 100.0 / 12.0;
        x->kept = practices_kept(p[MONEY_WEIGHT], p[WORTH], p[MANAGES_USE],
                                 membership_debt_share(i, k), p[TOLERANCE]);
        ledger_move(&i->ledger, i->plan_account[k], i->staff, LINE_PLANNED, REASON_COMMISSIONING,
                    (pence_t)(p[LOADING] * income));
        ledger_move(&i->ledger, i->plan_account[k], i->advisers, LINE_PLANNED, REASON_COMMISSIONING,
                    (pence_t)(p[SELECTION_COST] * income * x->keen * m->residual));
    }
}

static void record(struct institutions *i, unsigned switched) {
    const struct membership *const m = i->membership;
    double most = 0.0, least = 1e300;
    for (unsigned k = 1; k <= m->n_plans; k++) {
        const double each = m->plan[k].members > 0.0
                                ? (double)(m->plan[k].income - m->plan[k].repaid) / 100.0 /
                                      m->plan[k].members
                                : 0.0;
        most = each > most || k == 1 ? each : most;
        least = each < least ? each : least;
    }
    records_add(i, NOBODY, Q_FUNDING, 0, "insurers",
                "%u switched and bring %.1f%% of the mean beyond their cost; %.0f%% pay to insure, "
                "mean residual %.1f%%; result a member %.0f to %.0f pounds; %.1f%% do not pay",
                switched, m->mean > 0.0 ? 100.0 * m->movers_bring / m->mean : 0.0,
                100.0 * m->paying, 100.0 * m->residual, least, most, 100.0 * m->defaulting);
}

static void year(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct membership *const m = i->membership;
    (void)row;
    if (!membership_year_lived(i))
        return;
    residuals(i, w);
    count_defaulters(i, w, p);
    for (unsigned k = 1; k <= m->n_plans; k++) {
        const pence_t spare = ledger_balance(&i->ledger, i->plan_account[k]) -
                              (pence_t)(p[RESERVE] * (double)m->plan[k].income);
        if (spare > 0)
            ledger_move(&i->ledger, i->plan_account[k], i->investors, LINE_PLANNED, REASON_PROFIT,
                        spare);
        if (membership_debt_share(i, k) > p[INSOLVENT_AT] && !m->plan[k].closed_down)
            membership_licence_lost(i, k);
    }
    record(i, membership_round(i, w, p, decide));
}

static double held_back(const struct institutions *i, const struct world *w, const double *p,
                        const struct referral *r) {
    const struct membership *const m = i->membership;
    (void)w, (void)p;
    return m && m->active && r->person < m->n_people && !r->urgent ? m->plan[m->of[r->person]].kept
                                                                   : 0.0;
}

const struct answer_rule answer_universal_private_insurance = {
    .params = &universal_private_insurance_param_table,
    .opens = opens,
    .month = month,
    .year = year,
    .closes = closes,
    .held_back = held_back,
    .share = share};
