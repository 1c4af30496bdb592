// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* General practice as an organisation: its budget where it holds one, what it is paid, what it refers. */
#ifndef INSTITUTION_PRACTICES_H
#define INSTITUTION_PRACTICES_H
#include "institution/state.h"

int practices_open(struct institutions *i, struct fault *f) MUST_CHECK;
void practices_month(struct institutions *i, struct world *w);
void practices_year(struct institutions *i, struct world *w);

#endif
