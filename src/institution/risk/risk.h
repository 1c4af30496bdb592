// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What share of the cost of what follows falls on the decider's own organisation: derived each
 * month from the contracts in force, never set by hand (shares.c). Also what the answers about risk
 * share. */
#ifndef INSTITUTION_RISK_H
#define INSTITUTION_RISK_H
#include "institution/state.h"

void risk_shares(struct institutions *i); /* rebuilds the table */
double risk_borne(const struct institutions *i, unsigned commissioner,
                  unsigned line); /* by the holder of a line */
double risk_borne_by_hospital(const struct institutions *i, unsigned provider);
/* Part of what a commissioner spends on urgent hospital work that a pool of so many pence a year
 * would pay for. */
double risk_pool_covers(const struct institutions *i, unsigned commissioner, double pool_a_year);

struct pool_rule {
    double step, care_market_growth, days_of_supply, money_a_month;
}; /* pence for one council */
double risk_pool_supply(const struct institutions *i, const struct pool_rule *q,
                        unsigned council); /* packages, ratio to the council's own */

struct corridor {
    double share, width, cap;
};
/* What the members of an alliance bear of a loss (or gain: negative), both as share of the budget:
 * share of it within the width, all beyond to the cap, nothing beyond that. And of the next pound
 * of loss. */
double alliance_bears(const struct corridor *q, double gap);
double alliance_bears_next(const struct corridor *q, double gap);

#endif
