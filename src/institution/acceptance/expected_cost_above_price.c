// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A private provider turns away whoever is expected to cost more than the price by a margin (card
 * C13): currencies pay for three bands of complexity, cases differ within them.
 *
 *   refuses iff  complexity > (1 + margin) x price of its band / price of the middle band
 *
 * A case of complexity x costs x times the mean. Public providers may not refuse. Left out: what a
 * provider does not know of a case before it sees it. */
#include "institution/state.h"
#include <assert.h>

static const struct parameter expected_cost_above_price_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/acceptance/expected_cost_above_price.def"
#undef PARAM
};
extern const struct parameter_table expected_cost_above_price_param_table;
ANSWER_TABLE(expected_cost_above_price);
enum { MARGIN }; /* rows of the .def list */

static enum refusal accepts(const struct institutions *i, const struct world *w, const double *p,
                            const struct referral *r, unsigned provider, double complexity) {
    (void)w;
    if (!i->provider[provider].open_market)
        return ACCEPTED;
    const unsigned band = complexity_band(&i->par, complexity);
    const double price = i->pounds[price_key(CURRENCY_DAY_CASE, r->function, band)],
                 middle = i->pounds[price_key(CURRENCY_DAY_CASE, r->function, 1)];
    return middle > 0.0 && complexity > (1.0 + p[MARGIN]) * price / middle ? REFUSED_TOO_COMPLEX
                                                                           : ACCEPTED;
}

const struct answer_rule answer_expected_cost_above_price = {
    .params = &expected_cost_above_price_param_table, .accepts = accepts};
