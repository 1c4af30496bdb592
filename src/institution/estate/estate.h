// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Buildings and what is bought in: PFI charges already signed, sale and leaseback, outsourced
 * cleaning, laboratories and pharmacy. */
#ifndef INSTITUTION_ESTATE_H
#define INSTITUTION_ESTATE_H
#include "institution/state.h"

int estate_open(struct institutions *i, struct fault *f) MUST_CHECK;
void estate_month(struct institutions *i, struct world *w);
void estate_year(struct institutions *i, struct world *w);
double estate_infection(const struct institutions *i, unsigned provider);  /* ratio to the start */
double estate_turnaround(const struct institutions *i, unsigned provider); /* ratio to the start */
/* Pence a month of its own costs of the start that a provider does not bear now: paid as a charge,
 * saved. */
double estate_relief(const struct institutions *i, unsigned provider);
/* posts the month's PFI charge, capital charge and rent */
void estate_charges(struct institutions *i, unsigned provider);
/* A year's charge, years after that in which it was u: indexed on its share. */
double pfi_charge(double u, double rpi, double share, double years);
/* What the rest of a contract is worth to whoever holds it: charge a year rising by growth, at the
 * contract's rate, and the breakage. */
double pfi_buy_out(double charge, double growth, double rate, double years, double breakage);

#endif
