// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A reserve that commissioners pay into and draw on: see reserve.c. row: of the regime, for those
 * whom it governs. */
#ifndef INSTITUTION_RESERVE_H
#define INSTITUTION_RESERVE_H
#include "institution/state.h"

struct reserve_rule {
    double tolerance, part, kept_years;
    bool lends;
    const char *what;
};
void reserve_pay_in(struct institutions *i, unsigned row, double part);
double reserve_claim(double balance, double allocation, double tolerance, double part); /* pence */
void reserve_settle(struct institutions *i, unsigned row, const struct reserve_rule *q);
void reserve_repaid(struct institutions *i, unsigned row);
void reserve_wind_up(struct institutions *i);

#endif
