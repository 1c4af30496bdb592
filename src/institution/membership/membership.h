// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Whom a person belongs to when the money follows the person: a Health Management Unit through the practice, a
 * voucher taken out of the public service, an insurer. One byte a person, allocated when an answer in force needs it. */
#ifndef INSTITUTION_MEMBERSHIP_H
#define INSTITUTION_MEMBERSHIP_H
#include "institution/state.h"

int membership_open(struct institutions *i, struct fault *f) MUST_CHECK;
void membership_month(struct institutions *i, struct world *w);
void membership_year(struct institutions *i, struct world *w);

#endif
