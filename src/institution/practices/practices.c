// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Nobody belongs to anything until an answer says so. */
#include "institution/practices/practices.h"

int practices_open(struct institutions *i, struct fault *f) { (void)i, (void)f; return 0; }
void practices_month(struct institutions *i, struct world *w) { (void)i, (void)w; }
void practices_year(struct institutions *i, struct world *w) { (void)i, (void)w; }
