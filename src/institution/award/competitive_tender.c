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
    const double months = 12.0 * p[TERM],
                 value = market_value(i, c, l) * market_price(i, c, l) * p[TERM];
    (void)w;
    if (value < 100.0 * p[THRESHOLD]) {
        market_goes_on(i, c, l, ROUTE_ROLL_OVER, months,
                       "below the threshold: a further agreement with the holder");
        return;
    }
    const struct award *const a = market_begin(i, c, l, ROUTE_TENDER, months);
    if (a) market_scoring(i, a, p[PRICE_WEIGHT], p[RHO], 0.0);
}

static void opens(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
    market_dates(i, row, 12.0 * p[TERM]);
}
static void closes(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w, (void)p;
    market_withdraw(i, row);
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
    market_planned_due(i, row, ROUTE_REGISTER, 12.0 * p[TERM], i->month);
}

static void contracts(struct institutions *i, struct world *w, const double *p, unsigned month) {
    (void)w, (void)p;
    market_keeps_planned(i, month);
}

static void steps(const struct institutions *i, const double *p, unsigned commissioner,
                  struct market_steps *s) {
    market_planned_steps(i, commissioner, 12.0 * p[TERM], s);
}

const struct answer_rule answer_competitive_tender = {.params = &competitive_tender_param_table,
                                                      .opens = opens,
                                                      .month = month,
                                                      .closes = closes,
                                                      .line_ended = line_ended,
                                                      .contracts = contracts,
                                                      .steps = steps};
