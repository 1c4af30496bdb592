// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Care at home that people need and do not get: needs that strike more often, or less. */
#ifndef CARE_UNMET_H
#define CARE_UNMET_H
#include "care/world.h"

struct unmet {
    double *hours; /* of care at home delivered, by council, over the start's: this month's */
    unsigned n;
    int32_t month;
    bool changed;  /* some council's is not one */
    double scale;  /* chance of having care over that of leaving hospital with support */
    uint64_t followed, spared;
};

/* Of a need of somebody who leans so to support: chance that another follows it, or below nought
 * that it is spared, with hours of care over the start's; luck: two uniforms of the person. */
double unmet_share(const struct unmet *u, const struct discharge_params *par, double leaning,
                   double hours, const double luck[2]);
/* Has this person care at home (at the start's hours)? */
bool unmet_has_care(const struct world *w, uint32_t person);
/* An acute need strikes: is it spared by more care than at the start? Another may follow it. */
bool unmet_spares(struct world *w, const struct need *n);

int unmet_open(struct unmet **u, struct world *w) MUST_CHECK; /* NULL: without effect */
void unmet_close(struct unmet *u);

#endif
