// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Weighted capitation of district and health authorities (Resource Allocation Working Party 1976;
 * York formula 1995; card C23).
 *
 *   target of c  = people x age index x need index x market forces, share of what the place's own
 *   have; pace of change: funding.c
 *   need index   from 1 in the least deprived tenth to need_ratio in the most (published admissions
 *   of the most over the
 *                least deprived fifth)
 *
 *   market forces  mean factor of the providers of its people over the place's
 *
 * Where the host pays (1976 to 1991; host.c) targets are
 *   share by people and need x (money of all - net flow of all) + net flow of c, of the returns so
 *   many years before.
 * Left out: capital stock, service increments for teaching. */
#include "institution/funding/funding.h"
#include "institution/funding/host.h"
#include <assert.h>

static const struct parameter weighted_capitation_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/funding/weighted_capitation.def"
#undef PARAM
};
extern const struct parameter_table weighted_capitation_param_table;
ANSWER_TABLE(weighted_capitation);
enum { PACE, LEAST_GROWTH, NEED_RATIO, HOST_PAYS, ARREARS }; /* rows of the .def list */

static bool host_pays(const double *p) { return p[HOST_PAYS] > 0.0; }

/* Weights to targets in pence, flows over the boundary in them. */
static void over_the_boundary(const struct institutions *i, unsigned years, const pence_t *last,
                              double *weight) {
    double money = 0.0, sum = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        if (i->place->commissioners[c].inside) {
            money += (double)last[c] - host_net(i, c, years);
            sum += weight[c];
        }
    for (unsigned c = 0; c < i->n_commissioners; c++)
        if (i->place->commissioners[c].inside && sum > 0.0) {
            const double target = weight[c] / sum * money + host_net(i, c, years);
            weight[c] = target > 0.0 ? target : 0.0;
        }
}

static void share(const struct institutions *i, const double *p, pence_t total, const pence_t *last,
                  pence_t *out) {
    funding_by_age_and_need(i, p[NEED_RATIO], i->weights);
    if (host_pays(p)) over_the_boundary(i, (unsigned)p[ARREARS], last, i->weights);
    funding_towards(i, i->weights,
                    (struct funding_pace){.pace = p[PACE], .least_growth = p[LEAST_GROWTH]}, total,
                    last, out);
}

const struct answer_rule answer_weighted_capitation = {.params = &weighted_capitation_param_table,
                                                       .bodies = "health authorities",
                                                       .host_pays = host_pays,
                                                       .share = share};
