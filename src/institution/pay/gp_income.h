// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What the terms in force pay general practice. */
#ifndef INSTITUTION_PAY_GP_INCOME_H
#define INSTITUTION_PAY_GP_INCOME_H
#include "institution/state.h"

/* Income of one practice as ratio to what the formula gave at the start. historic: its income
 * before; list, contacts: ratio to the start; years since the terms began. */
double gp_income(const struct gp_terms *t, double historic, double list, double contacts,
                 double years);
/* The same over all practices of a commissioner, growth of need left out: what its sum by the head
 * is multiplied by. */
double gp_pay(const struct institutions *i, unsigned commissioner);
/* Terms in force at a commissioner; false: a sum by the head, as it is. */
bool gp_terms_in_force(const struct institutions *i, unsigned commissioner, struct gp_terms *t);

#endif
