// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Teams of general practice, community nursing, hospital and council that look after the old and
 * the frail together. An answer to the risk question may have them; care is told what share of a
 * person's needs for a bed does not strike. */
#ifndef INSTITUTION_INTEGRATION_H
#define INSTITUTION_INTEGRATION_H
#include "institution/state.h"
#include "population/needs.h"

struct integration_params {
#define PARAM(name, unit, value, low, high, standing, source) double name;
#include "institution/integration/integration.def"
#undef PARAM
};

int integration_open(struct institutions *i, struct fault *f) MUST_CHECK;
/* Each month, after lines have changed hands: teams grow older, begin anew or end; their money. */
void integration_month(struct institutions *i);
/* How far a team of so many months works as meant, 0 to 1. */
double integration_maturity(const struct integration_params *p, unsigned months);
/* Pounds a head of all people in a month of a team's life. */
double integration_cost(const struct integration_params *p, unsigned months);
/* Of a commissioner's teams, 0 where there are none. */
double integration_works(const struct institutions *i, unsigned commissioner);
/* What a commissioner spends on them, pounds a year at the start's prices, as last month. */
double integration_money(const struct institutions *i, unsigned commissioner);
/* Share of this need's like that do not strike. */
double integration_share(const struct institutions *i, const struct world *w,
                         const struct need *n);

#endif
