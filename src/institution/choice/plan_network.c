// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The plan's network (cards C26, C28; Zorgverzekeringswet 2006, article 13): a member may go where
 * the plan has contracted, within reach; whoever belongs to no plan, or whose plan has contracted
 * nothing within reach, may go anywhere. What a plan contracts is its choice, by what it pays and
 * how long people wait (membership/buying.c): on the first day and each April. Members then choose
 * among what is left, and see the waits that it buys when they choose a plan. */
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
enum { REACH, COVER, WEEK, SPREAD }; /* rows of the .def list */

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

static void review(struct institutions *i, const struct world *w, const double *p) {
    const struct buying b = {p[REACH], p[COVER], p[WEEK], p[SPREAD]};
    if (i->membership && i->membership->active)
        buying_review(i, w, &b);
}

/* When the regime begins, its first month: by then waits are published. */
static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)row;
    if (i->month == i->since)
        review(i, w, p);
}

static void year(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)row;
    if (i->month > i->since)
        review(i, w, p);
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
    .month = month,
    .year = year,
    .closes = closes};
