// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Block agreements rolled over (practice under every law, and the rule of 1991 to 2002 for most
 * money): when a contract ends it is renewed with whoever holds it, at its price, for the term. No
 * notice, no bid; a yearly agreement is written.
 *
 *   award = (holder, price, term) as before
 *
 * Whoever holds a planned contract goes on. Left out: the squeeze of prices at renewal, which is
 * the payment answer's. */
#include "institution/market/market.h"
#include <assert.h>
#include "institution/contracts.h"

static const struct parameter block_roll_over_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/award/block_roll_over.def"
#undef PARAM
};
extern const struct parameter_table block_roll_over_param_table;
ANSWER_TABLE(block_roll_over);
enum { TERM }; /* rows of the .def list */

static void line_ended(struct institutions *i, struct world *w, const double *p, unsigned c,
                       unsigned l) {
    (void)w;
    market_goes_on(i, c, l, ROUTE_ROLL_OVER, 12.0 * p[TERM],
                   "rolled over with its holder at its price");
}

const struct answer_rule answer_block_roll_over = {.params = &block_roll_over_param_table,
                                                   .opens = market_opens,
                                                   .closes = market_closes,
                                                   .line_ended = line_ended,
                                                   .contracts = market_keeps,
                                                   .steps = market_agreement_steps};
