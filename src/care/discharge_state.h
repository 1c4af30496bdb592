// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What the files of leaving hospital share: a council's three queues and its slots. */
#ifndef CARE_DISCHARGE_STATE_H
#define CARE_DISCHARGE_STATE_H
#include "care/beds_state.h"

struct council_queues { /* by pathway less one */
    struct queue queue[SUPPORTED];
    double supply[SUPPORTED];   /* slots a day as the published figures imply */
    double own[SUPPORTED];      /* share that funds itself under the law of the start */
    double arrivals[SUPPORTED]; /* of the publicly funded, a day, as they imply */
    double credit[SUPPORTED];   /* slots come but not used: less than two */
    /* staff of its people's community services, ratio to the start: this month's */
    double community;
};
/* for which community holds */
struct discharge { unsigned n; struct council_queues *council; int32_t month; };

/* Joins the queue of the stay's pathway and council; leaves another way when patience (uniform) is
 * out. */
void discharge_join(struct world *w, uint32_t s, double patience_u, double hour_u);
/* Pays for all of it, under the law of the start. Only where that is answered. */
bool discharge_paid_all_at_start(const struct world *w, uint32_t person, unsigned pathway);
void discharge_supply_set(struct world *w);      /* discharge_supply.c */
/* the delayed of the first midnight take their places */
int discharge_start(struct world *w) MUST_CHECK;

#endif
