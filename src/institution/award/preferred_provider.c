// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The National Health Service as preferred provider (letter of the Secretary of State, September
 * 2009; card C1, variant): the public holder of a contract keeps it; each year the board looks at
 * what it sees of the service, and where that lies below the mark it gives an improvement notice.
 * Only when notices_before_tender notices have been given is the contract tendered when it ends.
 *
 *   notice(y) : seen(y) < mark          notices lapse when a year is seen at or above the mark
 *   award     : notices < notices_before_tender ? holder, if public, else the line's public body :
 *   competitive tender
 *
 * A board may also fund community organisations outright to give peer support after a mental-health
 * crisis: peer_places courses a head and year, none unless the regime says so.
 *
 * A private holder's contract returns to the public body at its end. Left out: the cap on private
 * income. */
#include "institution/market/market.h"
#include <assert.h>
#include "institution/contracts.h"

static const struct parameter preferred_provider_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/award/preferred_provider.def"
#undef PARAM
};
extern const struct parameter_table preferred_provider_param_table;
ANSWER_TABLE(preferred_provider);
/* rows of the .def list */
enum { TERM, MARK, NOTICES_BEFORE_TENDER, PRICE_WEIGHT, RHO, PEER_PLACES };

static void year(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        for (unsigned l = 0; l < LINE_COUNT; l++) {
            if (!market_trades(i, c, l) || row_in_force(i, Q_AWARD, c, l) != row) continue;
            struct line_contract *const x = market_line(i, c, l);
            const double seen = market_seen(i, c, l);
            const bool below = seen < p[MARK];
            x->notices = below ? (uint16_t)(x->notices + 1u)
                         : x->notices >= (uint16_t)p[NOTICES_BEFORE_TENDER] ? x->notices
                                                                            : 0;
            if (below)
                records_add(i, x->holder, Q_AWARD, 0, "improvement notice",
                            "%s of %s: seen %.2f below the mark; notice %u", line_word(l),
                            i->account_name[i->commissioner[c].account.i], p[MARK] - seen,
                            x->notices);
        }
}

static void line_ended(struct institutions *i, struct world *w, const double *p, unsigned c,
                       unsigned l) {
    struct line_contract *const x = market_line(i, c, l);
    const double months = 12.0 * p[TERM];
    (void)w;
    if (x->notices >= (uint16_t)p[NOTICES_BEFORE_TENDER]) {
        const struct tender_rule r = {months, p[PRICE_WEIGHT], p[RHO]};
        market_tender(i, c, l, &r);
        x->notices = 0;
    } else if (market_public(i, x->holder)) {
        market_goes_on(i, c, l, ROUTE_PREFERRED, months,
                       "the public holder is preferred and has no two notices");
    } else {
        market_takes(i, c, l, ROUTE_PREFERRED, months,
                     "the contract of a private holder returns to the preferred public body");
    }
}

static double peer_places(const double *p) { return p[PEER_PLACES]; }

const struct answer_rule answer_preferred_provider = {.params = &preferred_provider_param_table,
                                                      .opens = market_opens,
                                                      .closes = market_closes,
                                                      .line_ended = line_ended,
                                                      .contracts = market_keeps,
                                                      .peer_places = peer_places,
                                                      .steps = market_agreement_steps,
                                                      .year = year};
