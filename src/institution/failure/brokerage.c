// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Brokerage (strategic health authorities to 2012, system control totals since): a public
 * provider's deficit of the year is covered by a loan from the centre above the tolerated share of
 * income, and paid back over the following years. The loan is not income: the deficit still freezes
 * posts, and so does the paying back.
 * 
 *   loan = cover x ( deficit - tolerated share x income );  repaid in equal months */
#include "institution/state.h"
#include <assert.h>

static const struct parameter brokerage_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/failure/brokerage.def"
#undef PARAM
};
extern const struct parameter_table brokerage_param_table;
ANSWER_TABLE(brokerage);
enum { COVER, TOLERATED, YEARS }; /* rows of the .def list */

/* What the provider's commissioners can spare: their balances, each in the share that it pays of
 * the provider's work. */
static double spare(const struct institutions *i, unsigned provider, unsigned c) {
    const double balance = (double)ledger_balance(&i->ledger, i->commissioner[c].account);
    double all = 0.0;
    for (unsigned k = 0; k < i->place->n_providers; k++)
        if (!i->provider[k].open_market)
            all += i->provider[k].base_planned * i->planned_share[k * i->n_commissioners + c];
    const double own =
        i->provider[provider].base_planned * i->planned_share[provider * i->n_commissioners + c];
    return balance > 0.0 && all > 0.0 ? balance * own / all : 0.0;
}

static void year_closed(struct institutions *i, struct world *w, const double *p,
                        unsigned provider) {
    struct provider_state *const x = &i->provider[provider];
    const double deficit = (double)(x->year_cost - x->year_income) + 12.0 * (double)x->support -
                           p[TOLERATED] * (double)x->year_income;
    double can = 0.0;
    (void)w;
    x->support = 0;
    if (x->open_market || deficit <= 0.0)
        return;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        can += spare(i, provider, c);
    const double supported = p[COVER] * deficit < can ? p[COVER] * deficit : can,
                 lent = p[COVER] * deficit - supported;
    x->support = (pence_t)(supported / 12.0);
    const pence_t loan = (pence_t)lent;
    ledger_move(&i->ledger, i->treasury, x->account, LINE_PLANNED, REASON_DEFICIT_SUPPORT, loan);
    x->loan += loan;
    x->loan_monthly = x->loan > 0 ? (pence_t)((double)x->loan / (12.0 * p[YEARS]) + 1.0) : 0;
    records_add(i, provider, Q_FAILURE, (pence_t)deficit, "brokerage",
                "deficit of %.1f%% of income: %.1f million from commissioners' surplus, %.1f lent",
                100.0 * deficit / (double)(x->year_income > 0 ? x->year_income : 1),
                supported / 1e8, lent / 1e8);
}

static void support(struct institutions *i, unsigned provider) {
    struct provider_state *const x = &i->provider[provider];
    double can = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        can += spare(i, provider, c);
    const double share =
        can > 0.0 ? ((double)x->support < can ? (double)x->support / can : 1.0) : 0.0;
    for (unsigned c = 0; c < i->n_commissioners && x->support > 0; c++) {
        const pence_t pence = (pence_t)(share * spare(i, provider, c));
        if (pence > 0)
            budgets_spend(i, c, x->account, LINE_PLANNED, REASON_DEFICIT_SUPPORT, pence);
        x->income += pence;
    }
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned provider) {
    struct provider_state *const x = &i->provider[provider];
    const pence_t due = x->loan_monthly < x->loan ? x->loan_monthly : x->loan;
    (void)w;
    (void)p;
    support(i, provider);
    if (due <= 0)
        return;
    ledger_move(&i->ledger, x->account, i->treasury, LINE_PLANNED, REASON_DEFICIT_SUPPORT, due);
    x->loan -= due;
    x->repaid += due;
}

const struct answer_rule answer_brokerage = {
    .params = &brokerage_param_table, .year_closed = year_closed, .failing_month = month};
