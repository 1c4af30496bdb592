// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The estate as it was at the start. */
#include "institution/estate/estate.h"

int estate_open(struct institutions *i, struct fault *f) { (void)i, (void)f; return 0; }
void estate_month(struct institutions *i, struct world *w) { (void)i, (void)w; }
void estate_year(struct institutions *i, struct world *w) { (void)i, (void)w; }
double estate_infection(const struct institutions *i, unsigned provider) { (void)i, (void)provider; return 1.0; }
double estate_turnaround(const struct institutions *i, unsigned provider) { (void)i, (void)provider; return 1.0; }
