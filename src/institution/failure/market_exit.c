// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A firm that does not pay is let go (cards C8, C10): nobody asks it to stay and nobody lends to
 * it. A private provider whose smoothed margin has lain below the floor for so many months gives
 * notice, and from the end of it hands back: it takes nobody, treats its list, and ends service by
 * service as that empties (economy/exit.c, which every regime has, with a longer patience). What it
 * owes its owners pay when it is gone. Nothing but frozen posts follows for a public provider. Left
 * out: sale to another firm, transfer of the list. */
#include "institution/failure/failure.h"
#include <assert.h>

static const struct parameter market_exit_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/failure/market_exit.def"
#undef PARAM
};
extern const struct parameter_table market_exit_param_table;
ANSWER_TABLE(market_exit);
enum { FLOOR, PATIENCE, NOTICE }; /* rows of the .def list */

static void gone(struct institutions *i, unsigned provider) {
    struct provider_state *const x = &i->provider[provider];
    const pence_t debt = -ledger_balance(&i->ledger, x->account);
    if (debt > 0)
        ledger_move(&i->ledger, i->investors, x->account, LINE_PLANNED, REASON_DEFICIT_SUPPORT,
                    debt);
    x->exits = x->months_below = 0;
    records_add(i, provider, Q_FAILURE, debt > 0 ? debt : 0, "exit complete",
                "every list is empty; owners paid what was owed");
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned provider) {
    struct provider_state *const x = &i->provider[provider];
    (void)w;
    if (!x->open_market || x->synthetic || i->place->providers[provider].outside ||
        !(x->base_planned > 0.0) || (x->leaving && !x->exits))
        return;
    if (!x->exits) {
        const bool below = x->margin < p[FLOOR] && i->month >= (unsigned)i->par.margin_smoothing;
        x->months_below = below ? (uint16_t)(x->months_below + 1u) : 0;
        if (x->months_below < (uint16_t)p[PATIENCE])
            return;
        x->exits = (uint16_t)(i->month + (unsigned)p[NOTICE] + 1u);
        records_add(i, provider, Q_FAILURE, 0, "notice of exit",
                    "margin %.1f%% of base income, below %.1f%% for %u months", 100.0 * x->margin,
                    100.0 * p[FLOOR], x->months_below);
    }
    x->leaving = i->month + 1u >= x->exits;
    if (x->leaving && !contracts_works(i, provider))
        gone(i, provider);
}

const struct answer_rule answer_market_exit = {.params = &market_exit_param_table,
                                               .failing_month = month};
