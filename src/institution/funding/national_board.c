// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A national board between the minister and the commissioners, 2013 on (Health and Social Care Act
 * 2012 sections 9 and 23; card C5), and its end. It shares money out by published need, holds a
 * contingency, and supports those in deficit beyond one per cent under directions; its own staff
 * cost a sum a head, paid by the Treasury beside the commissioners' money.
 *
 *   cost of the board, month m  people x a head / 12 x ( 1 - cut x min(m / months, 1) )
 *   what is saved               goes to the commissioners by their allocations
 *   redundancy                  posts cut in the month x payment, out of the commissioners' money
 *
 *   directions                  a deficit beyond directed_above of a year's money in April: till it
 *                               is gone, the commissioner may count on no contingency and brings
 *                               its spending down at once, not step by step
 *   ring-fence, mandate         community services get ring_fence x allocation on top of their sum
 *                               and grow by mandated_growth a year above it, out of the same money
 *
 *   running_cost_cap            of the commissioners: what it leaves unpaid are posts that go at
 *                               once, and memory with them (procurement.c)
 *
 * A cut of nought is the board as it stands: compare with that, for the money is then the same.
 * Left out: services that the board commissions itself (they stand in the commissioners' base),
 * what its staff do for others' work. */
#include "institution/funding/funding.h"
#include "institution/funding/reserve.h"
#include "institution/procurement.h"
#include <assert.h>

static const struct parameter national_board_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/funding/national_board.def"
#undef PARAM
};
extern const struct parameter_table national_board_param_table;
ANSWER_TABLE(national_board);
enum {
    PACE,
    LEAST_GROWTH,
    CONTINGENCY,
    DIRECTED,
    HEAD,
    CUT,
    CUT_OVER,
    POST,
    REDUNDANCY,
    RING_FENCE,
    MANDATED_GROWTH,
    DIRECTIONS,
    CAP
}; /* rows of the .def list */

static void share(const struct institutions *i, const double *p, pence_t total, const pence_t *last,
                  pence_t *out) {
    funding_towards_need(i, (struct funding_pace){.pace = p[PACE], .least_growth = p[LEAST_GROWTH]},
                         total, last, out);
}

static double running_cost_cap(const double *p) { return p[CAP]; }

static double cut_by(const double *p, double months) {
    return p[CUT] * (months < p[CUT_OVER] ? months / p[CUT_OVER] : 1.0);
}

double national_board_mandate(double ring_fence, double allocation, double sum, double growth,
                              unsigned years) {
    return (1.0 + (sum > 0.0 ? ring_fence * allocation / sum : 0.0)) *
               real_pow(1.0 + growth, (double)years) -
           1.0;
}

/* What community services must get; the year's sums follow it at once. */
static void mandate(struct institutions *i, const double *p, unsigned row) {
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        struct commissioner_state *const x = &i->commissioner[c];
        if (row_in_force(i, Q_FUNDING, c, LINE_PLANNED) != row)
            continue;
        const double before = x->mandate[LINE_COMMUNITY];
        x->mandate[LINE_COMMUNITY] = national_board_mandate(
            p[RING_FENCE], (double)x->base, 12.0 * x->per_head[LINE_COMMUNITY],
            p[MANDATED_GROWTH], (i->month - i->since) / 12u);
        if (real_abs(x->mandate[LINE_COMMUNITY] - before) > 0.0)
            budgets_line(i, c, LINE_COMMUNITY);
    }
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
    mandate(i, p, row);
    reserve_pay_in(i, row, p[CONTINGENCY]);
    const double since = (double)(i->month - i->since), before = cut_by(p, since),
                 now = cut_by(p, since + 1.0);
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        if (row_in_force(i, Q_FUNDING, c, LINE_PLANNED) != row)
            continue;
        const double year = 100.0 * p[HEAD] * i->commissioner[c].people;
        ledger_move(&i->ledger, i->treasury, i->staff, LINE_PLANNED, REASON_COMMISSIONING,
                    (pence_t)(year * (1.0 - now) / 12.0));
        ledger_move(&i->ledger, i->treasury, i->commissioner[c].account, LINE_PLANNED,
                    REASON_ALLOCATION, (pence_t)(year * now / 12.0));
        const double posts = year / 100.0 * (now - before) / p[POST];
        budgets_spend(i, c, i->staff, LINE_PLANNED, REASON_REORGANISATION,
                      (pence_t)(100.0 * posts * p[REDUNDANCY]));
    }
}

/* What a cap on boards' running costs leaves unpaid are posts that go when the reform begins. */
static void opens(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
    for (unsigned c = 0; c < i->n_commissioners && p[CAP] > 0.0; c++)
        if (row_in_force(i, Q_FUNDING, c, LINE_PLANNED) == row)
            procurement_posts_cut(i, c, 1.0 - administration_staffed(i, c));
}

static void direct(struct institutions *i, const double *p, unsigned row) {
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        struct commissioner_state *const x = &i->commissioner[c];
        const double balance = (double)ledger_balance(&i->ledger, x->account);
        const bool before = x->directed;
        if (row_in_force(i, Q_FUNDING, c, LINE_PLANNED) != row || p[DIRECTIONS] < 0.5)
            continue;
        x->directed = balance < -p[DIRECTED] * (double)x->allocation || (before && balance < 0.0);
        if (x->directed != before)
            records_add(i, NOBODY, Q_FUNDING, (pence_t)(balance < 0.0 ? -balance : 0.0),
                        x->directed ? "directions" : "directions lifted", "%s: balance %.2f%%",
                        i->account_name[x->account.i], 100.0 * balance / (double)x->allocation);
    }
}

static void year(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
    direct(i, p, row);
    reserve_settle(i, row,
                   &(struct reserve_rule){
                       .tolerance = p[DIRECTED], .part = 1.0, .what = "support under directions"});
}

static void closes(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w, (void)p;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        if (row_in_force(i, Q_FUNDING, c, LINE_PLANNED) == row) {
            i->commissioner[c].mandate[LINE_COMMUNITY] = 0.0;
            i->commissioner[c].directed = false;
        }
    reserve_wind_up(i);
}

const struct answer_rule answer_national_board = {.params = &national_board_param_table,
                                                  .opens = opens,
                                                  .month = month,
                                                  .year = year,
                                                  .closes = closes,
                                                  .running_cost_cap = running_cost_cap,
                                                  .share = share};
