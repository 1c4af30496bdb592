// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Brokerage (strategic health authorities to 2012, system control totals since): a public provider's deficit of the year is
 * covered by a loan from the centre above the tolerated share of income, and paid back over the following years. The
 * loan is not income: the deficit still freezes posts, and so does the paying back.
 * 
 *   loan = cover x ( deficit - tolerated share x income );  repaid in equal months */
#include "institution/state.h"
#include <assert.h>

static const struct parameter brokerage_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/failure/brokerage.def"
#undef PARAM
};
extern const struct parameter_table brokerage_param_table;
ANSWER_TABLE(brokerage);
enum { COVER, TOLERATED, YEARS }; /* rows of the .def list */

static void year_closed(struct institutions *i, struct world *w, const double *p, unsigned provider) {
    struct provider_state *const x = &i->provider[provider];
    const double deficit = (double)(x->year_cost - x->year_income) - p[TOLERATED] * (double)x->year_income;
    (void)w;
    if (x->open_market || deficit <= 0.0)
        return;
    const pence_t loan = (pence_t)(p[COVER] * deficit);
    ledger_move(&i->ledger, i->treasury, x->account, LINE_PLANNED, REASON_DEFICIT_SUPPORT, loan);
    x->loan += loan;
    x->loan_monthly = (pence_t)((double)x->loan / (12.0 * p[YEARS]) + 1.0);
    records_add(i, provider, Q_FAILURE, loan, "brokerage", "deficit of %.1f%% of income covered by a loan over %.0f years",
                100.0 * (double)(x->year_cost - x->year_income) / (double)(x->year_income > 0 ? x->year_income : 1), p[YEARS]);
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned provider) {
    struct provider_state *const x = &i->provider[provider];
    const pence_t due = x->loan_monthly < x->loan ? x->loan_monthly : x->loan;
    (void)w;
    (void)p;
    if (due <= 0)
        return;
    ledger_move(&i->ledger, x->account, i->treasury, LINE_PLANNED, REASON_DEFICIT_SUPPORT, due);
    x->loan -= due;
    x->cost += due;
}

const struct answer_rule answer_brokerage = {.params = &brokerage_param_table, .year_closed = year_closed, .failing_month = month};
