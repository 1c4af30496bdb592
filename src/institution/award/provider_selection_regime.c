// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The provider selection regime (SI 2023/1348, in force 1 January 2024; card C9): every contract is
 * in force for a term of years; when it ends one of five routes awards the next, decided in this
 * order:
 *
 *   A              nobody but the holder is capable of the line within the market's radius
 *   B              patients choose among all who qualify: every planned contract; whoever qualifies
 *   keeps its contract
 *   C              the holder satisfies and is likely to, by the five key criteria together, and
 *   the change is not considerable
 *   most suitable  the board knows the likely providers well enough (chance known_providers):
 *   assessed without a competition
 *   competitive    otherwise
 *
 * C, most suitable and competitive weigh five key criteria (reg. 5): quality, value, integration
 * and sustainability, access and inequalities, social value (market/criteria.c). The regulations
 * set no weights; social value has the tenth that procurement by the NHS gives it at least. Most
 * suitable is at the present price, where value is the same for all.
 *
 * A and B post a notice of award; C, most suitable and competitive a notice of intention, a
 * standstill with representations (to the oversight answer's panel, where there is one) and a
 * notice of award. What each costs is the sum of its steps. `rho`: how far a score on paper follows
 * what will happen; direct assessment has the same, and a bias for the holder. A considerable
 * change is drawn with the chance that a board wants one. A contract handed back is awarded
 * urgently to the public body (regulation 14), on the terms and for the months of a step-in; then
 * the routes are gone through again, direct award C left out. Left out: frameworks, urgent changes
 * of a contract, services new to a board. */
#include "institution/market/market.h"
#include <assert.h>

static const struct parameter provider_selection_regime_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/award/provider_selection_regime.def"
#undef PARAM
};
extern const struct parameter_table provider_selection_regime_param_table;
ANSWER_TABLE(provider_selection_regime);
enum {
    TERM,
    SATISFIED,
    CONSIDERABLE_CHANGE,
    KNOWN_PROVIDERS,
    PRICE_WEIGHT,
    RHO,
    INCUMBENT_BIAS,
    INTEGRATION,
    ACCESS,
    SOCIAL_VALUE,
    SUFFICIENT
}; /* rows of the .def list */

static double chance(const struct institutions *i, unsigned c, unsigned l, unsigned step) {
    return luck_uniform(&i->world->luck, c * LINE_COUNT + l, PURPOSE_AWARD,
                        ((i->month + 1u) << 12) | step);
}

/* The weights in force; value at the present price is the same for all, and weighs nothing. */
static struct scoring scoring_of(const double *p, bool prices) {
    const double others = p[INTEGRATION] + p[ACCESS] + p[SOCIAL_VALUE],
                 value = p[PRICE_WEIGHT] * (1.0 - others),
                 all = prices || !(others > 0.0) ? 1.0 : 1.0 - value;
    return (struct scoring){.value = prices ? value : 0.0,
                            .integration = p[INTEGRATION] / all,
                            .access = p[ACCESS] / all,
                            .social = p[SOCIAL_VALUE] / all,
                            .rho = p[RHO],
                            .bias = p[INCUMBENT_BIAS]};
}

/* Does the holder satisfy its contract, and is it likely to satisfy the next? */
static bool satisfies(const struct institutions *i, const double *p, unsigned c, unsigned l) {
    const struct scoring s = scoring_of(p, true);
    const struct criteria k = market_criteria(i, c, l, market_holder(i, c, l));
    return market_sufficient(&s, &k, market_seen(i, c, l), market_price(i, c, l), p[SATISFIED],
                             p[SUFFICIENT]);
}

static enum award_route route_of(struct institutions *i, const double *p, unsigned c, unsigned l) {
    if (market_rivals(i, c, l) == 0) return ROUTE_DIRECT_A;
    const bool considerable = chance(i, c, l, 3) < p[CONSIDERABLE_CHANGE];
    if (satisfies(i, p, c, l) && !considerable && !market_line(i, c, l)->stepped_in)
        return ROUTE_DIRECT_C;
    return chance(i, c, l, 4) < p[KNOWN_PROVIDERS] ? ROUTE_MOST_SUITABLE : ROUTE_COMPETITIVE;
}

static void line_ended(struct institutions *i, struct world *w, const double *p, unsigned c,
                       unsigned l) {
    const enum award_route route = route_of(i, p, c, l);
    (void)w;
    if (route == ROUTE_DIRECT_A) {
        market_goes_on(i, c, l, route, 12.0 * p[TERM],
                       "the holder alone is capable of the service");
        return;
    }
    const struct award *const a = market_begin(i, c, l, route, 12.0 * p[TERM]);
    const struct scoring s = scoring_of(p, route != ROUTE_MOST_SUITABLE);
    if (!a) return;
    market_scoring(i, a, &s);
    if (route == ROUTE_DIRECT_C) market_assessed(i, a, &s);
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
    market_planned_due(i, row, ROUTE_DIRECT_B, 12.0 * p[TERM], i->month);
}

const struct answer_rule answer_provider_selection_regime = {
    .params = &provider_selection_regime_param_table,
    .opens = market_opens,
    .month = month,
    .closes = market_closes,
    .line_ended = line_ended,
    .urgent_why = "SI 2023/1348 reg. 14: the holder gave the contract back, and care cannot wait "
                  "for a process",
    .contracts = market_keeps,
    .steps = market_register_steps};
