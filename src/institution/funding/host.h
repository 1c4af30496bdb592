// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who pays for a hospital of the place: its patients' commissioners, or the one it stands in. */
#ifndef INSTITUTION_HOST_H
#define INSTITUTION_HOST_H
#include "institution/state.h"

/* After the base is known: hosts and published flows. */
int host_open(struct institutions *i, struct fault *f);
/* Money and shares of work as the funding answer in force wants them. */
void host_basis(struct institutions *i);
/* Before a year's money is shared out: the last year's is kept with its basis, and a new year of
 * flows begins. host_again: the kept one stands again. */
void host_year(struct institutions *i);
void host_again(struct institutions *i);
/* Who pays for what a provider does for a commissioner's resident. */
unsigned host_payer(const struct institutions *i, unsigned home, unsigned provider);
/* It did so much: pence at full price. */
void host_flow(struct institutions *i, unsigned home, unsigned provider, double pence);
/* Pence a year that a commissioner's hospitals did for others' people less what others' did for
 * its own, so many years ago (before the run: as published), at last year's prices. */
double host_net(const struct institutions *i, unsigned commissioner, unsigned years);

#endif
