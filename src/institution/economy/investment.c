// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* When does a private provider grow? By one rule in every regime; what differs is what it would be
 * paid.
 *
 *   margin of one more session = ( paid (1 + split (x - 1)) - efficiency-adjusted cost - capital )
 *                                / price
 *   cost    = x - fixed share (1 - share of fixed cost that follows growth) + step share (session
 *           price - 1)
 *   capital = capital a session x yearly charge / yearly income of a session
 *
 * x: the smoothed complexity of its own cases; paid: by the terms, and what holders of vouchers
 * have lately paid it beside the price (funding/vouchers.c). It orders growth a month x sessions
 * when the margin is what investors want, the firm as a whole does not lose money on its present
 * work (smoothed margin at or above the floor), its list would fill what it has ordered and (where
 * a plan binds) the plan has room. An order falls due after the lead time (longer while
 * commissioners' posts are vacant); the share of its staff that comes from outside needs at least
 * the delay of recruitment. Case mix, paid share, list and plan all come out of the run. A whole
 * new site: entry.c; giving up: exit.c. */
#include "care/planned.h"
#include "institution/state.h"

static const struct terms *private_terms(const struct institutions *i) {
    return &i->term[i->term_of[i->regime->of[Q_PAYMENT][LINE_PLANNED]][1]].t;
}

/* fixed: share of fixed cost that follows; dear: capital of a session over that of growth at a site
 * that stands. */
static double margin_of(const struct institutions *i, unsigned s, double fixed, double dear) {
    const struct service_state *const x = &i->service[s];
    const struct economy_params *const p = &i->par;
    const struct terms *const t = private_terms(i);
    if (!(x->base_value > 0.0 && service_base(x) > 0.0))
        return -1.0;
    const double share = t->volume > 0.0 && !t->admissions ? t->tier[TIER_MARGINAL] : t->variable;
    const double paid = share * real_pow(1.0 + t->uplift, (double)i->year) *
                        (1.0 + i->provider[x->provider].dearer);
    const double price =
        paid * (1.0 + (t->own_split ? t->split : p->price_split) * (x->complexity - 1.0));
    const double kept_fixed = p->planned_fixed_share * (1.0 - fixed);
    const double cost = (1.0 - p->private_efficiency) *
                        (x->complexity - kept_fixed +
                         p->planned_step_share * (i->session_price[x->function] - 1.0));
    /* pounds a session a year */
    const double year = 12.0 * x->base_value * i->price_level / 100.0 / service_base(x);
    const double capital = dear * p->capital_per_session * p->capital_charge / year;
    return price > 0.0 ? (price - cost - capital) / price : -1.0;
}

double investment_margin(const struct institutions *i, unsigned s) {
    return margin_of(i, s, i->par.growth_fixed_share, 1.0);
}
double investment_site_margin(const struct institutions *i, unsigned s) {
    return margin_of(i, s, 1.0, i->par.site_capital);
}

double investment_ordered(const struct institutions *i, unsigned s) {
    double sum = 0.0;
    for (unsigned k = 0; k < i->n_orders; k++)
        if (i->order[k].service == s)
            sum += i->order[k].sessions;
    return sum;
}

static bool list_long_enough(const struct institutions *i, const struct world *w, unsigned s,
                             double ratio) {
    const double waiting = (double)planned_waiting(w, s, NULL, NULL);
    return waiting >= i->par.list_wanted * i->service[s].base_stops * ratio;
}

bool investment_plan_has_room(const struct institutions *i, unsigned s, double ratio) {
    const struct service_state *const x = &i->service[s];
    if (!private_terms(i)->plan)
        return true;
    const double a_month = (double)(x->plan - x->done) / budgets_months_left(i);
    return a_month > x->base_value * i->price_level * ratio * (1.0 + i->par.growth_a_month);
}

void investment_place(struct institutions *i, unsigned s, unsigned kind, double sessions,
                      double months, bool outside) {
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
    i->order[i->n_orders++] = (struct order){
        .service = (uint16_t)s,
        .due = (uint16_t)(i->month + (unsigned)(months / transition_capability(i) + 0.5)),
        .kind = (uint8_t)kind,
        .sessions = sessions,
        .outside = outside};
}

bool investment_open_to(const struct institutions *i, unsigned s) {
    const struct service_state *const x = &i->service[s];
    /* others' staff are not of this pool */
    return !service_public(i, s) && x->contract == CONTRACT_OPEN && service_inside(i, s) &&
           i->provider[x->provider].margin >= i->par.firm_margin_floor;
}

/* Sessions in the proportion of what it holds; the share of their staff from outside takes as long
 * as recruitment does. */
void investment_order(struct institutions *i, const struct world *w, unsigned s, double sessions,
                      double months, double pounds) {
    const struct circumstances *const c = &w->circumstances;
    const struct service_state *const x = &i->service[s];
    const double delay = c->staff_inflow_delay > months ? c->staff_inflow_delay : months,
                 all = service_held(x);
    for (unsigned k = 0; k < KINDS && all > 0.0; k++) {
        investment_place(i, s, k, sessions * x->held[k] / all * c->staff_inflow, delay, true);
        investment_place(i, s, k, sessions * x->held[k] / all * (1.0 - c->staff_inflow), months,
                         false);
    }
    ledger_move(&i->ledger, i->investors, i->suppliers, LINE_PLANNED, REASON_CAPITAL,
                (pence_t)(pounds * 100.0 + 0.5));
}

static void invest(struct institutions *i, struct world *w, unsigned s) {
    const struct service_state *const x = &i->service[s];
    if (!investment_open_to(i, s))
        return;
    const double ratio = (service_held(x) + investment_ordered(i, s)) /
                         (service_base(x) > 0.0 ? service_base(x) : 1.0);
    if (investment_margin(i, s) < i->par.margin_wanted || !list_long_enough(i, w, s, ratio) ||
        !investment_plan_has_room(i, s, ratio))
        return;
    const double more = service_held(x) * i->par.growth_a_month;
    investment_order(i, w, s, more, i->par.lead_time, more * i->par.capital_per_session);
}

void investment_month(struct institutions *i, struct world *w) {
    for (unsigned s = 0; s < i->n_services; s++)
        invest(i, w, s);
}
