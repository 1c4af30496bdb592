// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Nobody belongs to anything until an answer says so. */
#include "institution/membership/membership.h"

int membership_open(struct institutions *i, struct fault *f) { (void)i, (void)f; return 0; }
void membership_month(struct institutions *i, struct world *w) { (void)i, (void)w; }
void membership_year(struct institutions *i, struct world *w) { (void)i, (void)w; }
