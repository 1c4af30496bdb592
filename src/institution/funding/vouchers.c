// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Vouchers out of the public service (Pirie and Butler 1988; card C25). A person's share of the
 * public money, the same for all, by age, or by what people like them cost last year, may be taken
 * to an insurer, and topped up.
 *
 *   opts out iff  premium - voucher < worth,  premium = expected cost / (1 - loading)
 *   worth         = (amenity + worth of a week x median wait in weeks) x relative income^elasticity
 *   x taste of the person
 *   hole          = sum over those who opted out of voucher - expected cost to the public service
 *
 * An insurer sees age, conditions and frailty (last year's cost of people like them); a voucher
 * sees less, so even the best leaves something to select on. Insurers pay for their members' care
 * at the public service's prices through the clearing house (membership.h), their loading in
 * administration, and what is left to investors. A premium above the voucher is the person's to
 * pay: the share new_money of it is more money for care than before; for the rest as much less is
 * raised in taxes. Each year the share reconsider think again, both ways; acceptance
 * "insurer_underwriting" lets insurers decline. Left out: other care inside than outside the public
 * service, but for the network. */
#include "institution/funding/funding.h"
#include "institution/membership/membership.h"
#include "care/notice_board.h"
#include "institution/entitlement/entitlement.h"
#include <assert.h>

static const struct parameter vouchers_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/funding/vouchers.def"
#undef PARAM
};
extern const struct parameter_table vouchers_param_table;
ANSWER_TABLE(vouchers);
enum {
    INSURERS,
    WEIGHTING,
    LOADING,
    RECONSIDER,
    WEEK,
    AMENITY,
    ELASTICITY,
    SPREAD,
    NEW_MONEY,
    PACE,
    DEBT_BORNE
}; /* rows of the .def list */

static void share(const struct institutions *i, const double *p, pence_t total, const pence_t *last,
                  pence_t *out) {
    funding_towards_need(i, (struct funding_pace){.pace = p[PACE]}, total, last, out);
}

static void opens(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct membership *const m = membership_need(i, w);
    if (m)
        membership_begin(i, w, row, (unsigned)p[INSURERS], (enum weighting)p[WEIGHTING]);
}

static void closes(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w, (void)p, (void)row;
    membership_end(i);
}

double voucher_worth(double amenity, double week, double weeks, double income, double elasticity,
                     double taste) {
    return (amenity + week * weeks) * real_pow(income, elasticity) * taste;
}
bool voucher_opts_out(double expected_cost, double loading, double voucher, double worth) {
    return expected_cost / (1.0 - loading) - voucher < worth;
}

static double voucher_of(const struct institutions *i, const struct world *w, uint32_t person) {
    return i->membership->mean * membership_weight(i, w, person, i->membership->weighting);
}

static bool declined(const struct membership *m, double expected) {
    return m->declines_above > 0.0 && expected > m->declines_above * m->mean;
}

/* Weeks that the median of new patients waits, over the place's services by their starts. */
static double weeks_of_wait(const struct institutions *i, const struct world *w) {
    double sum = 0.0, all = 0.0;
    for (unsigned s = 0; w->board && s < i->n_services; s++) {
        sum += (double)i->place->services[s].starts * notice_board_wait(w->board, s);
        all += (double)i->place->services[s].starts;
    }
    return all > 0.0 ? sum / all : 0.0;
}

static unsigned decide(const struct institutions *i, const struct world *w, const double *p,
                       uint32_t person, struct words u) {
    const struct membership *const m = i->membership;
    const double again = m->of[person] == 0 && i->month == i->since ? 1.0 : p[RECONSIDER];
    if (word_uniform(u.w[0]) >= again)
        return m->of[person];
    const double taste = real_exp(
        p[SPREAD] *
        real_probit(luck_uniform(&w->nature, person, PURPOSE_MEMBERSHIP, UINT32_MAX - 2u)));
    const double expected = membership_expected(i, w, person);
    const double worth = voucher_worth(p[AMENITY], p[WEEK], m->weeks,
                                       entitlement_income_ratio(w, person), p[ELASTICITY], taste);
    if (declined(m, expected) ||
        !voucher_opts_out(expected, p[LOADING], voucher_of(i, w, person), worth))
        return 0;
    double weight[PLANS];
    for (unsigned k = 0; k < PLANS; k++)
        weight[k] = 1.0;
    return m->of[person] ? m->of[person] : membership_choice(m, weight, word_uniform(u.w[1]));
}

static bool inside(const struct institutions *i, const struct world *w, uint32_t q) {
    const struct membership *const m = i->membership;
    return m->of[q] != 0 && person_alive(&w->people.p[q]) &&
           person_present(&w->people.p[q], membership_day(i, w));
}

/* The hole in public money, and what people add to their vouchers: pounds a year. */
static double hole(const struct institutions *i, const struct world *w, const double *p,
                   double *top_ups) {
    const struct membership *const m = i->membership;
    double sum = 0.0;
    *top_ups = 0.0;
    for (uint32_t q = 0; q < m->n_people; q++) {
        if (!inside(i, w, q))
            continue;
        const double cost = membership_expected(i, w, q), voucher = voucher_of(i, w, q),
                     premium = cost / (1.0 - p[LOADING]);
        sum += voucher - cost;
        *top_ups += premium > voucher ? premium - voucher : 0.0;
    }
    return sum;
}

static void round_of_choice(struct institutions *i, struct world *w, const double *p) {
    struct membership *const m = i->membership;
    double top_ups;
    m->weeks = weeks_of_wait(i, w);
    const unsigned moved = membership_round(i, w, p, decide);
    const double gap = hole(i, w, p, &top_ups);
    double out = 0.0;
    for (unsigned k = 1; k <= m->n_plans; k++)
        out += m->plan[k].members;
    m->top_ups = top_ups;
    records_add(i, NOBODY, Q_FUNDING, (pence_t)(gap > 0.0 ? gap * 100.0 : 0.0), "vouchers",
                "%.0f people out (%u changed); hole %.2f, top-ups %.2f million pounds a year", out,
                moved, gap / 1e6, top_ups / 1e6);
}

/* Insurers' loading and profit; top-ups, and the taxes not raised for them. */
static void month_of_plan(struct institutions *i, const double *p, unsigned k, double out) {
    const struct membership *const m = i->membership;
    const pence_t top = (pence_t)(out > 0.0 ? m->top_ups * 100.0 / 12.0 * m->plan[k].members / out
                                            : 0.0);
    ledger_move(&i->ledger, i->persons, i->plan_account[k], LINE_PLANNED, REASON_ALLOCATION, top);
    double all = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        all += m->weight_in[c * PLANS + k];
    for (unsigned c = 0; c < i->n_commissioners && all > 0.0; c++) {
        const double part = m->weight_in[c * PLANS + k] / all;
        ledger_move(&i->ledger, i->commissioner[c].account, i->treasury, LINE_PLANNED,
                    REASON_ALLOCATION, (pence_t)((1.0 - p[NEW_MONEY]) * (double)top * part));
    }
    const double premiums = m->plan[k].weight * m->mean / 12.0 + (double)top / 100.0;
    ledger_move(&i->ledger, i->plan_account[k], i->advisers, LINE_PLANNED, REASON_COMMISSIONING,
                (pence_t)(100.0 * p[LOADING] * premiums));
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct membership *const m = i->membership;
    (void)row;
    if (!m || !m->active)
        return;
    if (i->month == i->since)
        round_of_choice(i, w, p);
    double out = 0.0;
    for (unsigned k = 1; k <= m->n_plans; k++)
        out += m->plan[k].members;
    for (unsigned k = 1; k <= m->n_plans; k++)
        month_of_plan(i, p, k, out);
}

static void year(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct membership *const m = i->membership;
    (void)row;
    if (!membership_year_lived(i))
        return;
    for (unsigned k = 1; k <= m->n_plans; k++) {
        const pence_t held = ledger_balance(&i->ledger, i->plan_account[k]);
        if (held > 0)
            ledger_move(&i->ledger, i->plan_account[k], i->investors, LINE_PLANNED, REASON_PROFIT,
                        held);
        if (held < -(pence_t)(p[DEBT_BORNE] * (double)m->plan[k].income) &&
            !m->plan[k].closed_down)
            membership_licence_lost(i, k);
    }
    round_of_choice(i, w, p);
}

const struct answer_rule answer_vouchers = {.params = &vouchers_param_table,
                                            .opens = opens,
                                            .month = month,
                                            .year = year,
                                            .closes = closes,
                                            .share = share};
