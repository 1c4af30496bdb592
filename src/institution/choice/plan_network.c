// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The plan's network (cards C26, C28): a member may go where the plan has contracted, within reach;
 * whoever belongs to no plan, or whose plan has nothing within reach, may go anywhere. Which
 * hospitals a plan contracts at first is a lot drawn once by plan and hospital (about five in
 * eight). Where prices are agreed (payment/negotiated_price.c), each April a plan
 *
 *   drops      the dearest of its hospitals, if its price lies above their mean by drop_above and
 *              it holds less than needed_from of its own market
 *   takes on   the cheapest other one, if its price lies below that mean
 *
 * with means by the work of the start. Members then choose among what is left. */
#include "institution/membership/membership.h"
#include <assert.h>
#include "institution/contracts.h"

static const struct parameter plan_network_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/choice/plan_network.def"
#undef PARAM
};
extern const struct parameter_table plan_network_param_table;
ANSWER_TABLE(plan_network);
enum { REACH, DROP_ABOVE, NEEDED_FROM }; /* rows of the .def list */

static int list(const struct institutions *i, const double *p, unsigned area, unsigned function,
                bool operation, struct offer *out, int max) {
    uint16_t service[OFFER_MAX];
    const int n = contracts_nearest(i, area, function, operation, true, p[REACH], service, max);
    for (int k = 0; k < n; k++)
        out[k] = (struct offer){.provider = i->service[service[k]].provider,
                                .why = OFFER_FREE_CHOICE};
    return n;
}

static void opens(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct membership *const m = membership_need(i, w);
    (void)p, (void)row;
    if (m)
        m->networks = true;
}

/* Mean agreed price over a plan's hospitals, by work. */
static double mean_price(const struct institutions *i, uint64_t network) {
    double sum = 0.0, work = 0.0;
    for (unsigned p = 0; p < i->place->n_providers; p++)
        if (network >> (p % 64u) & 1u) {
            work += i->provider[p].base_planned;
            sum += i->provider[p].base_planned * i->provider[p].bargained;
        }
    return work > 0.0 ? sum / work : 1.0;
}

uint64_t plan_network_narrowed(const struct institutions *i, uint64_t network, double drop_above,
                               double needed_from) {
    const double mean = mean_price(i, network);
    unsigned dearest = NOBODY, cheapest = NOBODY;
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        const struct provider_state *const x = &i->provider[p];
        const bool in = network >> (p % 64u) & 1u;
        if (!(x->base_planned > 0.0))
            continue;
        if (in && x->bargained > mean * (1.0 + drop_above) && x->local_share < needed_from &&
            (dearest == NOBODY || x->bargained > i->provider[dearest].bargained))
            dearest = p;
        if (!in && x->bargained < mean &&
            (cheapest == NOBODY || x->bargained < i->provider[cheapest].bargained))
            cheapest = p;
    }
    if (dearest != NOBODY)
        network &= ~((uint64_t)1 << (dearest % 64u));
    return cheapest != NOBODY ? network | (uint64_t)1 << (cheapest % 64u) : network;
}

static void year(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct membership *const m = i->membership;
    (void)w, (void)row;
    for (unsigned k = 1; m && m->active && k <= m->n_plans; k++) {
        const uint64_t before = m->network[k];
        m->network[k] = plan_network_narrowed(i, before, p[DROP_ABOVE], p[NEEDED_FROM]);
        if (m->network[k] != before)
            records_add(i, NOBODY, Q_CHOICE, 0, "network", "plan %u: %d hospitals, %d before", k,
                        __builtin_popcountll(m->network[k]), __builtin_popcountll(before));
    }
}

static void closes(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w, (void)p, (void)row;
    if (i->membership)
        i->membership->networks = false;
}

const struct answer_rule answer_plan_network = {
    .params = &plan_network_param_table,
    .list = list,
    .opens = opens,
    .year = year,
    .closes = closes};
