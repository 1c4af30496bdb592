// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What every answer that lets contracts does alike, as the calls of struct answer_rule: dates
 * what it finds undated, renews what falls due on the register, leaves planned contracts with
 * who holds them, and withdraws what is under way when it leaves force. By one convention the
 * first parameter of such an answer is the term of its contracts in years. */
#include "institution/contracts.h"
#include "institution/market/market.h"

enum { TERM }; /* the first row of each such answer's .def list */

void market_opens(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
    market_dates(i, row, 12.0 * p[TERM]);
}

void market_closes(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w, (void)p;
    market_withdraw(i, row);
}

void market_registers(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
    market_planned_due(i, row, ROUTE_REGISTER, 12.0 * p[TERM], i->month);
}

void market_keeps(struct institutions *i, struct world *w, const double *p, unsigned month) {
    (void)w, (void)p;
    market_keeps_planned(i, month);
}

void market_register_steps(const struct institutions *i, const double *p, unsigned commissioner,
                           struct market_steps *s) {
    market_planned_steps(i, commissioner, 12.0 * p[TERM], s);
}

void market_agreement_steps(const struct institutions *i, const double *p, unsigned commissioner,
                            struct market_steps *s) {
    (void)p;
    s->contracts += contracts_of(i, commissioner, true, true);
}

void market_tender(struct institutions *i, unsigned commissioner, unsigned line,
                   const struct tender_rule *r) {
    const struct award *const a = market_begin(i, commissioner, line, ROUTE_TENDER, r->months);
    if (a)
        market_scoring(i, a, &(struct scoring){.value = r->price_weight, .rho = r->rho});
}

void market_single_capable(struct institutions *i, unsigned commissioner, unsigned line,
                           const struct tender_rule *r) {
    const struct award *const a =
        market_begin(i, commissioner, line, ROUTE_SINGLE_CAPABLE, r->months);
    if (a) /* how bids would be read, should a regulator impose a tender */
        market_scoring(i, a, &(struct scoring){.value = r->price_weight, .rho = r->rho});
}

bool market_below(const struct institutions *i, unsigned commissioner, unsigned line, double years,
                  double pounds) {
    const double a_year = market_value(i, commissioner, line) * market_price(i, commissioner, line);
    return a_year * years < 100.0 * pounds;
}
