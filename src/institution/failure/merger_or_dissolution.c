// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A public provider in lasting deficit is joined to its nearest public neighbour (NHS Act 2006
 * sections 56 to 57A; 106 trusts merged between 1997 and 2006; cards C19, C20).
 *
 *   deficit above the trigger, so many years running -> the neighbour -> may they? (the oversight
 *   answer's merger_may)
 *   proposed by the parties in month `proposed_in` of the regime (0: never): the two public acute
 *   trusts that lie nearest to each other, once in each regime -> may they?
 *   until done (clearance, then integration): neither hires beyond what it has; what it costs is
 *   posted
 *   done: the debt is written off or taken over; both have one result (margins are the mean, by
 *   size), one board, two sites
 *   a service that both give is brought to the larger site if
 *       saving x fixed share x base of the smaller a month  >  stops of the smaller x kilometres
 *       between them x pounds a kilometre
 *   else both sites are kept. The smaller takes nobody new, treats its list, and its staff move as
 *   that empties.
 *
 * What a merger does to activity, waits and surplus is not put in (evidence: -11% admissions, no
 * gain in productivity): compare. Departments stay where they are. Left out: which trusts
 * would wish it and why, more than two. */
#include "institution/failure/failure.h"
#include <assert.h>

static const struct parameter merger_or_dissolution_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/failure/merger_or_dissolution.def"
#undef PARAM
};
extern const struct parameter_table merger_or_dissolution_param_table;
ANSWER_TABLE(merger_or_dissolution);
/* rows of the .def list */
enum {
    TRIGGER,
    YEARS_RUNNING,
    COST,
    MONTHS,
    SAVING,
    KILOMETRE,
    WRITTEN_OFF,
    RUN_OFF,
    PROPOSED_IN
};

static double km(const struct institutions *i, unsigned a, unsigned b) {
    const struct provider *const x = &i->place->providers[a], *const y = &i->place->providers[b];
    return place_km(x->x_km, x->y_km, y->x_km, y->y_km);
}

static bool may_join(const struct institutions *i, unsigned a, unsigned b) {
    const struct provider_state *const y = &i->provider[b];
    return a != b && !y->open_market && !y->synthetic && !i->place->providers[b].outside &&
           !y->merged_with && y->base_planned > 0.0 &&
           i->place->providers[a].acute_trust == i->place->providers[b].acute_trust;
}

static unsigned neighbour(const struct institutions *i, unsigned provider) {
    unsigned best = NOBODY;
    for (unsigned k = 0; k < i->place->n_providers; k++)
        if (may_join(i, provider, k) &&
            (best == NOBODY || km(i, provider, k) < km(i, provider, best)))
            best = k;
    return best;
}

static void begin(struct institutions *i, const double *p, unsigned one, unsigned other,
                  unsigned clearance) {
    const pence_t pence = (pence_t)(100.0 * p[COST]);
    const unsigned pair[2] = {one, other};
    for (unsigned k = 0; k < 2; k++) {
        struct provider_state *const x = &i->provider[pair[k]];
        x->merged_with = (uint16_t)(pair[!k] + 1u);
        x->merged_by = x->administration_until =
            (uint16_t)(i->month + clearance + (unsigned)p[MONTHS] + 1u);
        ledger_move(&i->ledger, x->account, i->advisers, LINE_PLANNED, REASON_REORGANISATION,
                    pence / 2);
        x->cost += pence / 2;
    }
    records_add(i, one, Q_FAILURE, pence, "merger agreed",
                "with %.12s, %.0f km away; %u months of clearance, %.0f to be one",
                i->place->providers[other].code, km(i, one, other), clearance, p[MONTHS]);
}

/* Whoever oversees says whether they may; then it begins. */
static void asks(struct institutions *i, struct world *w, const double *p, unsigned one,
                 unsigned other) {
    const double *q;
    const struct answer_rule *const rule = rule_for_all(i, Q_OVERSIGHT, LINE_PLANNED, &q);
    i->clearance = 0;
    if (rule->merger_may && !rule->merger_may(i, w, q, one, other))
        records_add(i, one, Q_FAILURE, 0, "merger refused", "with %.12s",
                    i->place->providers[other].code);
    else
        begin(i, p, one, other, i->clearance);
}

static void year_closed(struct institutions *i, struct world *w, const double *p,
                        unsigned provider) {
    struct provider_state *const x = &i->provider[provider];
    const double deficit = (double)(x->year_cost - x->year_income);
    if (x->open_market || x->synthetic || x->merged_with)
        return;
    x->deficit_years =
        deficit > p[TRIGGER] * (double)x->year_income ? (uint16_t)(x->deficit_years + 1u) : 0;
    if (x->deficit_years < (uint16_t)p[YEARS_RUNNING])
        return;
    const unsigned other = neighbour(i, provider);
    if (other == NOBODY)
        records_add(i, provider, Q_FAILURE, 0, "no partner",
                    "deficit for %u years, and no public neighbour to merge with",
                    x->deficit_years);
    else
        asks(i, w, p, provider, other);
}

/* The parties' own proposal, whatever their results are. */
static void proposes(struct institutions *i, struct world *w, const double *p) {
    unsigned one = NOBODY, other = NOBODY;
    for (unsigned k = 0; k < i->place->n_providers; k++) {
        const unsigned next = i->place->providers[k].acute_trust ? neighbour(i, k) : NOBODY;
        if (next != NOBODY && may_join(i, next, k) &&
            (one == NOBODY || km(i, k, next) < km(i, one, other))) {
            one = k;
            other = next;
        }
    }
    if (one == NOBODY) {
        records_add(i, NOBODY, Q_FAILURE, 0, "no partner",
                    "a merger is proposed, and no two public acute trusts are there to merge");
        return;
    }
    records_add(i, one, Q_FAILURE, 0, "merger proposed", "with %.12s, %.0f km away, by both",
                i->place->providers[other].code, km(i, one, other));
    asks(i, w, p, one, other);
}

/* Brings a service of the smaller site to the larger, or keeps both. */
static void join_service(struct institutions *i, const double *p, unsigned a, unsigned b) {
    struct service_state *const x = &i->service[a], *const y = &i->service[b];
    const unsigned small = x->base_value < y->base_value ? a : b, large = small == a ? b : a;
    const struct service_state *const s = &i->service[small];
    if (x->contract != CONTRACT_OPEN || y->contract != CONTRACT_OPEN)
        return;
    const double saving = p[SAVING] * i->par.planned_fixed_share * s->base_value,
                 far = km(i, x->provider, y->provider);
    const double travel = 100.0 * s->base_stops * far * p[KILOMETRE];
    const bool merged = saving > travel;
    records_add(i, s->provider, Q_FAILURE, (pence_t)(merged ? saving - travel : 0.0),
                merged ? "service merged" : "site kept",
                "%.48s: saving %.0f, travel %.0f pounds a month, %.0f km",
                i->place->functions[s->function].name, saving / 100.0, travel / 100.0, far);
    if (!merged)
        return;
    contracts_set(i, small, CONTRACT_CLOSED);
    i->service[small].joins = (uint16_t)(large + 1u);
}

static void done(struct institutions *i, const double *p, unsigned one, unsigned other) {
    struct provider_state *const x = &i->provider[one], *const y = &i->provider[other];
    struct provider_state *const in_debt =
        ledger_balance(&i->ledger, x->account) < ledger_balance(&i->ledger, y->account) ? x : y;
    const pence_t debt = -ledger_balance(&i->ledger, in_debt->account),
                  off = debt > 0 ? (pence_t)(p[WRITTEN_OFF] * (double)debt) : 0;
    ledger_move(&i->ledger, i->treasury, in_debt->account, LINE_PLANNED, REASON_DEFICIT_SUPPORT,
                off);
    x->merged_by = y->merged_by = x->administration_until = y->administration_until =
        x->deficit_years = y->deficit_years = 0;
    records_add(i, one, Q_FAILURE, off, "merged",
                "one board with %.12s; debt of %.1f million, %.1f written off",
                i->place->providers[other].code, debt > 0 ? (double)debt / 1e8 : 0.0,
                (double)off / 1e8);
    for (unsigned g = 0; g < i->n_functions; g++) {
        const int a = i->place->service_of[one * i->n_functions + g],
                  b = i->place->service_of[other * i->n_functions + g];
        if (a >= 0 && b >= 0)
            join_service(i, p, (unsigned)a, (unsigned)b);
    }
}

/* Staff of a service that closes follow its list to the other site. */
static void move_staff(struct institutions *i, const struct world *w, const double *p, unsigned s) {
    struct service_state *const x = &i->service[s], *const y = &i->service[x->joins - 1u];
    const bool empty = failure_waiting(w, s) == 0;
    for (unsigned k = 0; k < KINDS; k++) {
        const double least = empty ? 0.0 : p[RUN_OFF] * x->base[k],
                     more = x->held[k] > least ? x->held[k] - least : 0.0;
        x->held[k] -= more;
        y->held[k] += more;
    }
    if (!empty)
        return;
    contracts_set(i, s, CONTRACT_ENDED);
    /* what running one site in place of two does not save */
    y->taken_in += (1.0 - p[SAVING]) * x->base_value;
    x->joins = 0;
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned provider) {
    struct provider_state *const x = &i->provider[provider];
    if (provider == 0 && i->month - i->since + 1u == (unsigned)p[PROPOSED_IN])
        proposes(i, w, p);
    for (unsigned s = 0; s < i->n_services; s++)
        if (i->service[s].provider == provider && i->service[s].joins)
            move_staff(i, w, p, s);
    const unsigned other = x->merged_with - 1u;
    if (!x->merged_with || other < provider)
        return; /* the lower row acts for both */
    struct provider_state *const y = &i->provider[other];
    if (x->merged_by && i->month + 1u >= x->merged_by)
        done(i, p, provider, other);
    const double a = x->base_planned + x->base_urgent, b = y->base_planned + y->base_urgent;
    if (!x->merged_by)
        x->margin = y->margin = (a * x->margin + b * y->margin) / (a + b);
}

const struct answer_rule answer_merger_or_dissolution = {.params =
                                                             &merger_or_dissolution_param_table,
                                                         .year_closed = year_closed,
                                                         .failing_month = month};
