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
 * A cut of nought is the board as it stands: compare with that, for the money is then the same.
 * Left out: services that the board commissions itself (they stand in the commissioners' base),
 * what its staff do for others' work. */
#include "institution/funding/funding.h"
#include "institution/funding/reserve.h"
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
    CAP
}; /* rows of the .def list */

static void share(const struct institutions *i, const double *p, pence_t total, const pence_t *last,
                  pence_t *out) {
    funding_by_published_need(i, i->weights);
    funding_towards(i, i->weights,
                    (struct funding_pace){.pace = p[PACE], .least_growth = p[LEAST_GROWTH]}, total,
                    last, out);
}

static double running_cost_cap(const double *p) { return p[CAP]; }

static double cut_by(const double *p, double months) {
    return p[CUT] * (months < p[CUT_OVER] ? months / p[CUT_OVER] : 1.0);
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
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

static void year(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
    reserve_settle(i, row,
                   &(struct reserve_rule){
                       .tolerance = p[DIRECTED], .part = 1.0, .what = "support under directions"});
}

static void closes(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w, (void)p, (void)row;
    reserve_wind_up(i);
}

const struct answer_rule answer_national_board = {.params = &national_board_param_table,
                                                  .month = month,
                                                  .year = year,
                                                  .closes = closes,
                                                  .running_cost_cap = running_cost_cap,
                                                  .share = share};
