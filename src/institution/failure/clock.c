// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The calendar of a failure: statutes count working days, the model plans by the month. */
#include "institution/failure/failure.h"
#include "care/planned.h"

unsigned failure_months(const struct institutions *i, double working_days) {
    unsigned months = 0;
    for (double left = working_days; left > 0.0 && months < 240u; months++)
        left -= (double)month_working_days(i->first_month + (int32_t)(i->month + months));
    return months;
}

uint32_t failure_waiting(const struct world *w, unsigned service) {
    return planned_waiting(w, service, NULL, NULL);
}
