// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A firm that does not pay leaves (cards C8, C10): a private provider whose smoothed margin has lain below the floor for so many months gives
 * notice, takes nobody from the end of it, treats its list, and is gone from a service when the list is empty; nobody is
 * left behind. Its staff: the stated share goes to the place's public providers after a lag, the rest leaves the pool.
 * Its owners pay what it owes. Nothing but frozen posts follows for a public provider. Left out: sale to another
 * firm, transfer of the list. */
#include "institution/failure/failure.h"
#include <assert.h>

static const struct parameter market_exit_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/failure/market_exit.def"
#undef PARAM
};
extern const struct parameter_table market_exit_param_table;
ANSWER_TABLE(market_exit);
enum { FLOOR, PATIENCE, NOTICE, RETURNED, LAG }; /* rows of the .def list */

static void leave(struct institutions *i, const double *p, unsigned s) {
    sessions_release(i, s, 1.0, p[RETURNED], (unsigned)p[LAG]);
    contracts_set(i, s, CONTRACT_ENDED);
}

/* Closed to new patients; a service without a list ends. Returns how many still treat. */
static unsigned run_off(struct institutions *i, const struct world *w, const double *p, unsigned provider) {
    unsigned left = 0;
    for (unsigned s = 0; s < i->n_services; s++) {
        struct service_state *const x = &i->service[s];
        if (x->provider != provider || x->contract == CONTRACT_ENDED)
            continue;
        contracts_set(i, s, CONTRACT_CLOSED);
        if (failure_waiting(w, s) == 0)
            leave(i, p, s);
        else
            left++;
    }
    return left;
}

static void gone(struct institutions *i, unsigned provider) {
    struct provider_state *const x = &i->provider[provider];
    const pence_t debt = -ledger_balance(&i->ledger, x->account);
    if (debt > 0)
        ledger_move(&i->ledger, i->investors, x->account, LINE_PLANNED, REASON_DEFICIT_SUPPORT, debt);
    x->exits = x->months_below = 0;
    records_add(i, provider, Q_FAILURE, debt > 0 ? debt : 0, "exit complete", "every list is empty; owners paid what was owed");
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned provider) {
    struct provider_state *const x = &i->provider[provider];
    if (!x->open_market || x->synthetic || i->place->providers[provider].outside || !contracts_works(i, provider))
        return;
    if (!x->exits) {
        const bool below = x->margin < p[FLOOR] && i->month >= (unsigned)i->par.margin_smoothing;
        x->months_below = below ? (uint16_t)(x->months_below + 1u) : 0;
        if (x->months_below < (uint16_t)p[PATIENCE])
            return;
        x->exits = (uint16_t)(i->month + (unsigned)p[NOTICE] + 1u);
        records_add(i, provider, Q_FAILURE, 0, "notice of exit", "margin %.1f%% of base income, below %.1f%% for %u months", 100.0 * x->margin,
                    100.0 * p[FLOOR], x->months_below);
    }
    if (i->month + 1u >= x->exits && run_off(i, w, p, provider) == 0)
        gone(i, provider);
}

const struct answer_rule answer_market_exit = {.params = &market_exit_param_table, .failing_month = month};
