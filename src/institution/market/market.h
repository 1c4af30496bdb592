// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who holds the lines that no organisation of the place stands for (111, out of hours, urgent treatment, ambulance,
 * community): one contract a (commissioner, line), with a holder, a price, a term, and what the award route did. Holders are
 * provider rows: the line's own synthetic provider (who holds it at the start, a public body), a provider of the place, or a
 * firm (rows market_firm(i, 0) on). */
#ifndef INSTITUTION_MARKET_H
#define INSTITUTION_MARKET_H
#include "institution/state.h"

#define FIRMS 10u /* rows of providers kept for firms that may bid */

struct line_contract {
    uint16_t holder;         /* provider row */
    uint16_t ends;           /* month of run from which it needs a new award; UINT16_MAX: none */
    uint16_t process;        /* number of the award being made for it + 1; 0 none */
    double price;            /* ratio to the base of the line */
    double quality;          /* how well the holder really fits: standard deviations, 0 at the start */
    double loss;             /* accumulated loss of the holder on it, pence */
};

int market_open(struct institutions *i, struct fault *f) MUST_CHECK;
void market_month(struct institutions *i, struct world *w);       /* contracts that end, processes, mobilisation, hand-back */
void market_month_ended(struct institutions *i, struct world *w); /* what holders earned and lost */
unsigned market_firm(const struct institutions *i, unsigned k);   /* provider row of firm k */
struct line_contract *market_line(struct institutions *i, unsigned commissioner, unsigned line);
unsigned market_holder(const struct institutions *i, unsigned commissioner, unsigned line); /* provider row */

/* A process of award for a (commissioner, line): begins now, by route; the room carries it through its stages. NULL when no memory. */
struct award *market_begin(struct institutions *i, unsigned commissioner, unsigned line, enum award_route route, double months);

#endif
