// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Public units are managed, not contracted; private contracts are run down over stated months
 * (cards C1, C31; NHS Reinstatement Bill 2015-16, clauses on existing contracts).
 * 
 *   allowed share of a private service at month m = max( 0, 1 - m / months )
 * 
 * The sessions above it leave, and work, staff and rooms move in step:
 *
 *   rooms     of a session given up, the share "rooms" can be leased by public providers
 *   (sessions.c: house), who pay the
 *             owner for it by the year and run the building; the rest stays with the owner for
 *             private patients
 *   staff     with the rooms comes the transferred share (their employment passes by law; some
 *   leave); of those whose
 *             rooms are not taken over the returned share finds its way to public providers, after
 *             the lag
 *   who does not come leaves the public service's pool
 *
 * A contract of a provider outside the place ends alike: the staff who worked for the place's
 * people may come to it. A contract takes new patients as long as its list fits what it may still
 * do; then it takes nobody and treats its list at no less than the run-off share, and it ends when
 * the list is empty: nobody is left behind. Payment for ending a contract early: the compensation
 * share of a month's base for each month's work lost within the months that its term had to run,
 * once at the beginning: a slower run-down loses less of it. */
#include "institution/state.h"
#include <assert.h>
#include "care/planned.h"
#include "institution/contracts.h"
#include "institution/market/market.h"

static const struct parameter directly_managed_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/award/directly_managed.def"
#undef PARAM
};
extern const struct parameter_table directly_managed_param_table;
ANSWER_TABLE(directly_managed);
enum {
    MONTHS,
    ROOMS,
    TRANSFERRED,
    RETURNED,
    LAG,
    RUN_OFF_SHARE,
    COMPENSATION,
    TERM_LEFT
}; /* rows of the .def list */

static void steps(const struct institutions *i, const double *p, unsigned commissioner,
                  struct market_steps *s) {
    (void)p;
    s->agreements += contracts_of(i, commissioner, true, false);
    s->contracts += contracts_of(i, commissioner, false, true); /* while they last */
}

static uint32_t waiting(const struct world *w, unsigned s) {
    return planned_waiting(w, s, NULL, NULL);
}

/* The area above the falling line within the term. */
static double months_lost(double months, double term) {
    const double falling = term < months ? term : months;
    return falling * falling / (2.0 * months) + (term - falling);
}

static void compensate(struct institutions *i, unsigned s, const double *p) {
    const struct service_state *const x = &i->service[s];
    const double lost = months_lost(p[MONTHS], p[TERM_LEFT]);
    for (unsigned c = 0; c < i->n_commissioners; c++)
        budgets_spend(i, c, i->investors, LINE_PLANNED, REASON_REORGANISATION,
                      (pence_t)(x->base_value * lost * p[COMPENSATION] *
                                i->planned_share[x->provider * i->n_commissioners + c]));
}

static double share_at(const double *p, double since) {
    return since < p[MONTHS] ? 1.0 - since / p[MONTHS] : 0.0;
}
static double allowed_at(const double *p, double since) {
    const double share = share_at(p, since);
    return share > p[RUN_OFF_SHARE] ? share : p[RUN_OFF_SHARE];
}

/* Lets go of what the contract no longer allows; past its last month only what treats the list. */
static void cut(struct institutions *i, const struct world *w, const double *p, unsigned s,
                double since) {
    struct service_state *const x = &i->service[s];
    const uint32_t list = waiting(w, s);
    const double share = share_at(p, since);
    const bool over = share <= 0.0 && list == 0;
    const double allowed = over ? 0.0 : allowed_at(p, since);
    const double to_do =
        x->base_stops * (p[MONTHS] - since) * 0.5 * share; /* the triangle that is left */
    /* of contracts outside the place neither rooms nor those who work in them come */
    const double rooms = service_inside(i, s) ? p[ROOMS] : 0.0;
    x->rundown = allowed;
    if (service_held(x) > allowed * service_base(x))
        sessions_release(
            i, s,
            (struct release){.share = 1.0 - allowed * service_base(x) / service_held(x),
                             .rooms = rooms,
                             .comes = rooms * p[TRANSFERRED] + (1.0 - rooms) * p[RETURNED],
                             .lag = (unsigned)p[LAG]});
    if (over)
        contracts_set(i, s, CONTRACT_ENDED);
    else if ((double)list > to_do || share <= 0.0)
        contracts_set(i, s, CONTRACT_CLOSED);
}

static void contracts(struct institutions *i, struct world *w, const double *p, unsigned month) {
    for (unsigned s = 0; s < i->n_services; s++) {
        struct service_state *const x = &i->service[s];
        if (service_public(i, s) || x->contract == CONTRACT_ENDED) continue;
        if (x->contract == CONTRACT_OPEN) {
            contracts_set(i, s, CONTRACT_RUNNING_DOWN);
            compensate(i, s, p);
        }
        cut(i, w, p, s, (double)month);
    }
}

/* Lines that firms hold come back when the run-down ends, or their own term if that is sooner. */
static void opens(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        for (unsigned l = 0; l < LINE_COUNT; l++) {
            struct line_contract *const x = market_line(i, c, l);
            const unsigned end = i->month + (unsigned)p[MONTHS];
            if (market_trades(i, c, l) && row_in_force(i, Q_AWARD, c, l) == row &&
                x->holder != line_provider(i, l) && x->ends > end)
                x->ends = (uint16_t)end;
        }
}

static void line_ended(struct institutions *i, struct world *w, const double *p, unsigned c,
                       unsigned l) {
    (void)w, (void)p;
    if (market_holder(i, c, l) != line_provider(i, l))
        market_takes(i, c, l, ROUTE_DIRECTLY_MANAGED, 120.0,
                     "the contract has ended and the service is managed by the public body");
    market_line(i, c, l)->ends = UINT16_MAX;
}

const struct answer_rule answer_directly_managed = {.opens = opens,
                                                    .line_ended = line_ended,
                                                    .params = &directly_managed_param_table,
                                                    .steps = steps,
                                                    .contracts = contracts,
                                                    .allowed = allowed_at};
