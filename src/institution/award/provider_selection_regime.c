// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The provider selection regime (SI 2023/1348, in force 1 January 2024; card C9): every contract is in force for a
 * term of years; when it ends one of five routes awards the next. Direct award A where only the incumbent can, B
 * where patients choose among all who qualify, C where the incumbent does well; most suitable provider; competition.
 * Each route is its steps: a notice of intention with its standstill (C, most suitable, competitive), a notice of
 * award (all), a tender with bids (competitive).
 * 
 *   steps a year = contracts / term x sum over routes of share x steps of the route
 * 
 * Patients' choice makes elective contracts route B: whoever qualifies keeps its contract, and the plan in it is the
 * payment answer's matter. Shares of routes: first ten weeks' notices. Left out: a change of provider in urgent lines (routes
 * award to the incumbent here), urgent awards. */
#include "institution/state.h"
#include <assert.h>
#include "institution/contracts.h"

static const struct parameter provider_selection_regime_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/award/provider_selection_regime.def"
#undef PARAM
};
extern const struct parameter_table provider_selection_regime_param_table;
ANSWER_TABLE(provider_selection_regime);
enum { TERM, ROUTE_A, ROUTE_B, ROUTE_C, MOST_SUITABLE, COMPETITIVE }; /* rows of the .def list */

static void steps(const struct institutions *i, const double *p, unsigned commissioner, struct market_steps *s) {
    const double n = contracts_of(i, commissioner, true, true), ending = n / p[TERM];
    const double routes = p[ROUTE_A] + p[ROUTE_B] + p[ROUTE_C] + p[MOST_SUITABLE] + p[COMPETITIVE];
    const double one = routes > 0.0 ? ending / routes : 0.0;
    s->contracts += n;
    s->notices += ending + one * (p[ROUTE_C] + p[MOST_SUITABLE] + p[COMPETITIVE]);
    s->applications += one * p[ROUTE_B];
    s->tenders += one * p[COMPETITIVE];
}

/* All who hold a contract today go on holding one. */
static void contracts(struct institutions *i, struct world *w, const double *p, unsigned month) {
    (void)w;
    (void)p;
    for (unsigned s = 0; s < i->n_services && month == 0; s++)
        if (!i->provider[i->service[s].provider].leaving)
            contracts_set(i, s, CONTRACT_OPEN);
}

const struct answer_rule answer_provider_selection_regime = {.params = &provider_selection_regime_param_table, .steps = steps, .contracts = contracts};
