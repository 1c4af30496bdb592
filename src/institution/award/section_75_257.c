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
 * complaint upheld against a direct award becomes a competition. A contract
 * handed back goes to the public body for reasons of extreme urgency, on the terms and for the
 * months of a step-in; then it is tendered. */
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
    const struct tender_rule r = {12.0 * p[TERM], p[PRICE_WEIGHT], p[RHO]};
    (void)w;
    if (market_below(i, c, l, p[TERM], p[THRESHOLD])) {
        market_goes_on(i, c, l, ROUTE_ROLL_OVER, r.months, "below the threshold of advertising");
    } else if (market_rivals(i, c, l) == 0) {
        market_single_capable(i, c, l, &r);
    } else {
        market_tender(i, c, l, &r);
    }
}

const struct answer_rule answer_section_75_257 = {.params = &section_75_257_param_table,
                                                  .opens = market_opens,
                                                  .month = market_registers,
                                                  .closes = market_closes,
                                                  .line_ended = line_ended,
                                                  .urgent_why =
                                                      "SI 2013/257: extreme urgency not of the "
                                                      "board's making: the holder gave the "
                                                      "contract back",
                                                  .contracts = market_keeps,
                                                  .steps = market_register_steps};
