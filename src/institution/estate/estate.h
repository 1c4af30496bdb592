// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Buildings and what is bought in: PFI charges already signed, sale and leaseback, outsourced cleaning, laboratories and
 * pharmacy. */
#ifndef INSTITUTION_ESTATE_H
#define INSTITUTION_ESTATE_H
#include "institution/state.h"

int estate_open(struct institutions *i, struct fault *f) MUST_CHECK;
void estate_month(struct institutions *i, struct world *w);
void estate_year(struct institutions *i, struct world *w);
double estate_infection(const struct institutions *i, unsigned provider);  /* ratio to the start */
double estate_turnaround(const struct institutions *i, unsigned provider); /* ratio to the start */

#endif
