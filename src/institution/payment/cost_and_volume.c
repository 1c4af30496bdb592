// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Cost and volume (Contracts for Health Services: Operating Principles, 1989; from 1991; card C2):
 * a lump sum for access up to an agreed volume of the year, a price near the marginal cost for each
 * case beyond it, nothing beyond the cap.
 *
 *   income = base x volume x price level  +  marginal x price x cases beyond the volume, up to cap
 *   x base
 *
 * A provider works up to the cap: the plan of each service is the cap times its base. Emergency
 * work beyond the volume is paid at the marginal price without a cap, as nobody can be sent away.
 * Lines by the head get the sum alone. Left out: prices bargained from year to year. */
#include "institution/state.h"
#include <assert.h>

static const struct parameter cost_and_volume_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/payment/cost_and_volume.def"
#undef PARAM
};
extern const struct parameter_table cost_and_volume_param_table;
ANSWER_TABLE(cost_and_volume);
enum { VOLUME, MARGINAL, CAP, UPLIFT }; /* rows of the .def list */

static struct terms terms(const double *p, bool public_provider) {
    (void)public_provider;
    return (struct terms){
        .fixed = p[VOLUME],
        .tiers = PRICE_TIERS,
        .volume = p[VOLUME],
        .plan = true,
        .cap = p[CAP],
        .uplift = p[UPLIFT],
        .tier = {[TIER_MARGINAL] = p[MARGINAL], [TIER_SHORT_MARGINAL] = p[MARGINAL]}};
}

const struct answer_rule answer_cost_and_volume = {.params = &cost_and_volume_param_table,
                                                   .terms = terms};
