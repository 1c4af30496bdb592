// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Section 75 under SI 2013/257, the text laid in February 2013 and replaced before it took effect:
 * a counterfactual (card C6). An award without a tender is allowed for technical or
 * exclusive-rights reasons alone.
 *
 *   single capable <=> the capable providers within the market's radius, the holder included, are
 *   one
 *
 * Everything else above the threshold is tendered; services of patients' choice are an open
 * register. That the regulator could override a decision not to tender is the oversight answer's: a
 * complaint upheld against a direct award becomes a competition. Left out: extreme urgency not of
 * the board's making. */
#include "institution/market/market.h"
#include <assert.h>

static const struct parameter section_75_257_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/award/section_75_257.def"
#undef PARAM
};
extern const struct parameter_table section_75_257_param_table;
ANSWER_TABLE(section_75_257);
enum { TERM, THRESHOLD, PRICE_WEIGHT, RHO }; /* rows of the .def list */

static void line_ended(struct institutions *i, struct world *w, const double *p, unsigned c,
                       unsigned l) {
    const double months = 12.0 * p[TERM];
    (void)w;
    if (market_value(i, c, l) * market_price(i, c, l) * p[TERM] < 100.0 * p[THRESHOLD]) {
        market_goes_on(i, c, l, ROUTE_ROLL_OVER, months, "below the threshold of advertising");
    } else if (market_rivals(i, c, l) == 0) {
        market_goes_on(i, c, l, ROUTE_SINGLE_CAPABLE, months,
                       "one capable provider within the market's radius");
    } else {
        const struct award *const a = market_begin(i, c, l, ROUTE_TENDER, months);
        if (a) market_scoring(i, a, p[PRICE_WEIGHT], p[RHO], 0.0);
    }
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

const struct answer_rule answer_section_75_257 = {.params = &section_75_257_param_table,
                                                  .opens = opens,
                                                  .month = month,
                                                  .closes = closes,
                                                  .line_ended = line_ended,
                                                  .contracts = contracts,
                                                  .steps = steps};
