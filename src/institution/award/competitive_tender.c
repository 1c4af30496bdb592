// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Compulsory competitive tendering above a threshold of the contract's whole value (as councils
 * were put under by the Local Government Act 1988, and as some proposed for health in 2013; card
 * C8). Every line contract above it is tendered when it ends, in full: notice, questionnaire and
 * shortlist, bids, scoring, standstill, challenge, mobilisation, transfer (market/process.c,
 * bids.c).
 *
 *   tender <=> price x base x term >= threshold;  below it: a further agreement with the holder
 *
 * Planned services are a register under patients' choice in law, and renewed so. Left out: lots,
 * frameworks, negotiation. */
#include "institution/market/market.h"
#include <assert.h>

static const struct parameter competitive_tender_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/award/competitive_tender.def"
#undef PARAM
};
extern const struct parameter_table competitive_tender_param_table;
ANSWER_TABLE(competitive_tender);
enum { TERM, THRESHOLD, PRICE_WEIGHT, RHO }; /* rows of the .def list */

static void line_ended(struct institutions *i, struct world *w, const double *p, unsigned c,
                       unsigned l) {
    const double months = 12.0 * p[TERM];
    (void)w;
    if (market_below(i, c, l, p[TERM], p[THRESHOLD])) {
        market_goes_on(i, c, l, ROUTE_ROLL_OVER, months,
                       "below the threshold: a further agreement with the holder");
        return;
    }
    const struct tender_rule r = {months, p[PRICE_WEIGHT], p[RHO]};
    market_tender(i, c, l, &r);
}

const struct answer_rule answer_competitive_tender = {.params = &competitive_tender_param_table,
                                                      .opens = market_opens,
                                                      .month = market_registers,
                                                      .closes = market_closes,
                                                      .line_ended = line_ended,
                                                      .contracts = market_keeps,
                                                      .steps = market_register_steps};
