// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* When does a private provider grow? By one rule in every regime; what differs is what it would be paid.
 *
 *   margin of one more session = ( paid (1 + split (x - 1)) - efficiency-adjusted cost - capital ) / price
 *   cost    = x - fixed share (1 - share of fixed cost that follows growth) + step share (session price - 1)
 *   capital = capital a session x yearly charge / yearly income of a session
 *
 * x: the smoothed complexity of its own cases. It orders growth a month x sessions when the margin is what
 * investors want, the firm as a whole does not lose money on its present work (smoothed margin at or above the floor), its list would fill what it has ordered and (where a plan binds) the plan has room. An order
 * falls due after the lead time; the share of its staff that comes from outside needs at least the delay of
 * recruitment. Case mix, paid share, list and plan all come out of the run. Left out: entry of
 * firms that the place does not know, services that a provider does not hold yet, exit. */
#include "care/planned.h"
#include "institution/state.h"

static const struct terms *private_terms(const struct institutions *i) {
    return &i->term[i->term_of[i->regime->of[Q_PAYMENT][LINE_PLANNED]][1]].t;
}

double investment_margin(const struct institutions *i, unsigned s) {
    const struct service_state *const x = &i->service[s];
    const struct economy_params *const p = &i->par;
    const struct terms *const t = private_terms(i);
    if (!(x->base_value > 0.0 && service_base(x) > 0.0))
        return -1.0;
    const double paid = t->variable * real_pow(1.0 + t->uplift, (double)i->year);
    const double price = paid * (1.0 + p->price_split * (x->complexity - 1.0));
    const double kept_fixed = p->planned_fixed_share * (1.0 - p->growth_fixed_share);
    const double cost = (1.0 - p->private_efficiency) *
        (x->complexity - kept_fixed + p->planned_step_share * (i->session_price[x->function] - 1.0));
    const double year = 12.0 * x->base_value * i->price_level / 100.0 / service_base(x); /* pounds a session a year */
    const double capital = p->capital_per_session * p->capital_charge / year;
    return price > 0.0 ? (price - cost - capital) / price : -1.0;
}

static double ordered(const struct institutions *i, unsigned s) {
    double sum = 0.0;
    for (unsigned k = 0; k < i->n_orders; k++)
        if (i->order[k].service == s)
            sum += i->order[k].sessions;
    return sum;
}

static bool list_long_enough(const struct institutions *i, const struct world *w, unsigned s, double ratio) {
    uint32_t week[WAIT_WEEKS], with_decision;
    const double waiting = (double)planned_waiting(w, s, week, &with_decision);
    return waiting >= i->par.list_wanted * i->service[s].base_stops * ratio;
}

static bool plan_has_room(const struct institutions *i, unsigned s, double ratio) {
    const struct service_state *const x = &i->service[s];
    if (!private_terms(i)->plan)
        return true;
    const double a_month = (double)(x->plan - x->done) / budgets_months_left(i);
    return a_month > x->base_value * i->price_level * ratio * (1.0 + i->par.growth_a_month);
}

static void place_order(struct institutions *i, unsigned s, unsigned kind, double sessions, double months, bool outside) {
    if (!(sessions > 0.0))
        return;
    if (i->n_orders == i->order_room) {
        void *rows = i->order;
        size_t room = i->order_room;
        if (memory_grow(&rows, &room, room + 1, sizeof *i->order) < 0) {
            i->failed = FAULT_MEMORY;
            return;
        }
        i->order = rows;
        i->order_room = (unsigned)room;
    }
    i->order[i->n_orders++] = (struct order){.service = (uint16_t)s, .due = (uint16_t)(i->month + (unsigned)(months + 0.5)),
                                             .kind = (uint8_t)kind, .sessions = sessions, .outside = outside};
}

static void invest(struct institutions *i, struct world *w, unsigned s) {
    const struct service_state *const x = &i->service[s];
    if (service_public(i, s) || x->contract != CONTRACT_OPEN || i->place->providers[x->provider].outside)
        return; /* the staff of outside providers are not of this place's pool */
    if (i->provider[x->provider].margin < i->par.firm_margin_floor)
        return;
    const double ratio = (service_held(x) + ordered(i, s)) / (service_base(x) > 0.0 ? service_base(x) : 1.0);
    if (investment_margin(i, s) < i->par.margin_wanted || !list_long_enough(i, w, s, ratio) || !plan_has_room(i, s, ratio))
        return;
    const struct circumstances *const c = &w->circumstances;
    const double delay = c->staff_inflow_delay;
    for (unsigned k = 0; k < KINDS; k++) {
        const double more = x->held[k] * i->par.growth_a_month;
        place_order(i, s, k, more * c->staff_inflow, delay > i->par.lead_time ? delay : i->par.lead_time, true);
        place_order(i, s, k, more * (1.0 - c->staff_inflow), i->par.lead_time, false);
    }
    ledger_move(&i->ledger, i->investors, i->suppliers, LINE_PLANNED, REASON_CAPITAL,
                (pence_t)(service_held(x) * i->par.growth_a_month * i->par.capital_per_session * 100.0 + 0.5));
}

void investment_month(struct institutions *i, struct world *w) {
    for (unsigned s = 0; s < i->n_services; s++)
        invest(i, w, s);
}
