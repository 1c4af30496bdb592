// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What answers about failure share: working days on the calendar, lists that run off. */
#ifndef INSTITUTION_FAILURE_H
#define INSTITUTION_FAILURE_H
#include "institution/contracts.h"

/* Months from now until so many working days have passed: the month after that in which they run
 * out. */
unsigned failure_months(const struct institutions *i, double working_days);
uint32_t failure_waiting(const struct world *w, unsigned service);

/* What becomes of the emergency department of a provider that has failed: department.c. */
struct downgrade {
    unsigned to;        /* 0 stays, 1 open by day, 2 shut */
    double opens, closes;
    double night_share; /* of urgent work, that comes while it is shut by night */
    double stranded;    /* of its urgent cost that stays with it when it shuts */
    double follows;     /* of the beds and doctors for the work that goes elsewhere */
    double builds;      /* of the space for it that the others build */
    double cost;        /* of a year of the work that moves, once, the Treasury's */
};
void failure_downgrade(struct institutions *i, unsigned provider, const struct downgrade *d);
struct urgent_door failure_door(const struct institutions *i, unsigned provider);
/* of those who take over, at an hour of the day, ratio to the start */
double failure_doctors(const struct institutions *i, unsigned provider, unsigned hour);

#endif
