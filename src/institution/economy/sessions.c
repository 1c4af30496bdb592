// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Staff: sessions of consultants, anaesthetists, theatres and nurses are one finite pool a treatment
 * function in the place. Who holds them can treat; nobody treats without.
 *
 *   pool(t)      = sessions of the start x (1 + staff growth)^t + what came in from outside
 *   a public provider asks for  sessions x min( hire rate, margin x hire gain ) a month, where its list is worth it
 *                and lets leavers go unreplaced (freeze rate) while its smoothed margin is below the tolerance
 *   a private provider's orders (investment.c) fall due: the share that comes from outside joins the pool; the rest
 *                leaves the idle, then the public providers of the function, in proportion
 *   capacity     = sessions / base x (1 + productivity growth)^years x (1 - dip) x brake, within the plan
 *
 * The sum over providers and the idle is the pool. Every function is its own pool: an
 * anaesthetist's session moving from one function to another is left out. */
#include "care/planned.h"
#include "institution/state.h"

static void grow_pool(struct institutions *i) {
    const double monthly = real_pow(1.0 + i->world->circumstances.staff_growth, 1.0 / 12.0) - 1.0;
    for (unsigned g = 0; g < i->n_functions; g++) {
        const double more = i->pool[g] * monthly;
        i->pool[g] += more;
        i->idle[g] += more;
    }
    for (unsigned s = 0; s < i->n_services; s++) /* outside staff grow alike, whatever happens here */
        if (!service_inside(i, s) && i->service[s].contract != CONTRACT_ENDED)
            i->service[s].sessions *= 1.0 + monthly;
}

static double public_sessions(const struct institutions *i, unsigned g) {
    double sum = 0.0;
    for (unsigned s = 0; s < i->n_services; s++)
        if (i->service[s].function == g && service_public(i, s) && service_inside(i, s))
            sum += i->service[s].sessions;
    return sum;
}

/* Adds (or takes, when negative) sessions to the public providers of a function in proportion to what they hold. */
static void spread(struct institutions *i, unsigned g, double sessions) {
    const double held = public_sessions(i, g);
    if (!(held > 0.0)) {
        i->idle[g] += sessions;
        return;
    }
    const double factor = 1.0 + sessions / held;
    for (unsigned s = 0; s < i->n_services; s++)
        if (i->service[s].function == g && service_public(i, s) && service_inside(i, s))
            i->service[s].sessions *= factor;
}

void sessions_release(struct institutions *i, unsigned service, double sessions, double returned, unsigned lag) {
    struct service_state *const x = &i->service[service];
    if (sessions > x->sessions)
        sessions = x->sessions;
    if (!(sessions > 0.0))
        return;
    if (!service_inside(i, service)) {
        x->sessions -= sessions;
        return;
    }
    if (i->n_returning == i->returning_room) {
        void *rows = i->returning;
        size_t room = i->returning_room;
        if (memory_grow(&rows, &room, room + 1, sizeof *i->returning) < 0) {
            i->failed = FAULT_MEMORY;
            return;
        }
        i->returning = rows;
        i->returning_room = (unsigned)room;
    }
    x->sessions -= sessions;
    i->returning[i->n_returning].due = (uint16_t)(i->month + lag);
    i->returning[i->n_returning].function = x->function;
    i->returning[i->n_returning++].sessions = sessions * returned;
    i->pool[x->function] -= sessions; /* on the way, or out of the health service */
}

static void return_due(struct institutions *i) {
    unsigned kept = 0;
    for (unsigned k = 0; k < i->n_returning; k++) {
        if (i->returning[k].due > i->month) {
            i->returning[kept++] = i->returning[k];
            continue;
        }
        i->pool[i->returning[k].function] += i->returning[k].sessions;
        spread(i, i->returning[k].function, i->returning[k].sessions);
    }
    i->n_returning = kept;
}

static void outside_order(struct institutions *i, struct service_state *x, double sessions) {
    struct provider_state *const p = &i->provider[x->provider];
    const double pounds = sessions * i->world->circumstances.staff_inflow_cost_per_session;
    const pence_t pence = (pence_t)(pounds * 100.0 + 0.5);
    i->pool[x->function] += sessions;
    x->sessions += sessions;
    i->inflow_total += sessions;
    ledger_move(&i->ledger, p->account, i->advisers, LINE_PLANNED, REASON_RECRUITMENT, pence);
    p->cost += pence;
}

static void local_order(struct institutions *i, struct service_state *x, double sessions) {
    const unsigned g = x->function;
    const double idle = i->idle[g] < sessions ? i->idle[g] : sessions;
    const double held = public_sessions(i, g);
    const double drawn = sessions - idle < held ? sessions - idle : held;
    i->idle[g] -= idle;
    if (drawn > 0.0)
        spread(i, g, -drawn);
    x->sessions += idle + drawn;
    i->drawn_total += drawn;
}

static void orders_due(struct institutions *i) {
    unsigned kept = 0;
    for (unsigned k = 0; k < i->n_orders; k++) {
        struct service_state *const x = &i->service[i->order[k].service];
        if (i->order[k].due > i->month) {
            i->order[kept++] = i->order[k];
            continue;
        }
        if (x->contract != CONTRACT_OPEN)
            continue; /* the work it was meant for is gone */
        if (i->order[k].outside)
            outside_order(i, x, i->order[k].sessions);
        else
            local_order(i, x, i->order[k].sessions);
    }
    i->n_orders = kept;
}

/* A provider in deficit does not replace leavers: all its services lose, the idle gain. */
static void freeze(struct institutions *i, unsigned s, double depth) {
    struct service_state *const x = &i->service[s];
    const double gone = x->sessions * i->par.freeze_rate * (depth > 1.0 ? 1.0 : depth);
    x->sessions -= gone;
    i->idle[x->function] += gone;
}

static double list_months(const struct institutions *i, const struct world *w, unsigned s) {
    uint32_t week[WAIT_WEEKS], with_decision;
    const double stops = i->service[s].base_stops;
    return stops > 0.0 ? (double)planned_waiting(w, s, week, &with_decision) / stops : 0.0;
}

static void ask(struct institutions *i, const struct world *w, unsigned s, double wanted[]) {
    struct service_state *const x = &i->service[s];
    struct provider_state *const p = &i->provider[x->provider];
    wanted[s] = 0.0;
    if (!service_public(i, s) || !service_inside(i, s) || x->contract == CONTRACT_ENDED)
        return;
    if (p->margin < -i->par.margin_tolerance) {
        if (!p->frozen)
            records_add(i, x->provider, Q_PAYMENT, 0, "posts frozen", "smoothed margin %.1f%% of base income", 100.0 * p->margin);
        p->frozen = true;
        freeze(i, s, -p->margin / (10.0 * i->par.margin_tolerance + 1e-9));
        return;
    }
    p->frozen = false;
    double rate = p->margin * i->par.hire_gain;
    rate = rate > i->par.hire_rate ? i->par.hire_rate : rate;
    if (rate > 0.0 && list_months(i, w, s) >= i->par.list_worth_hiring && !p->administration_until)
        wanted[s] = x->sessions * rate;
}

/* Idle sessions go to those who ask, in proportion; beyond the start's level each needs capital. */
static void fill(struct institutions *i, const double wanted[]) {
    for (unsigned g = 0; g < i->n_functions; g++) {
        double sum = 0.0;
        for (unsigned s = 0; s < i->n_services; s++)
            if (i->service[s].function == g)
                sum += wanted[s];
        const double share = sum > i->idle[g] ? i->idle[g] / sum : 1.0;
        i->session_price[g] = 1.0;
        for (unsigned s = 0; s < i->n_services && sum > 0.0; s++) {
            struct service_state *const x = &i->service[s];
            if (x->function != g || !(wanted[s] > 0.0))
                continue;
            double more = wanted[s] * share;
            const double new_room = x->sessions + more - x->base_sessions;
            const double capital = (new_room < more ? (new_room > 0.0 ? new_room : 0.0) : more) * i->par.capital_per_session;
            if (capital > i->capital_left)
                more *= i->capital_left / capital;
            const double spent = capital > i->capital_left ? i->capital_left : capital;
            i->capital_left -= spent;
            if (spent > 0.0)
                ledger_move(&i->ledger, i->treasury, i->suppliers, LINE_PLANNED, REASON_CAPITAL, (pence_t)(spent * 100.0 + 0.5));
            x->sessions += more;
            i->idle[g] -= more;
            x->shortfall = wanted[s] - more;
        }
        const double *p;
        const struct answer_rule *const pay = rule_for_all(i, Q_PAY, LINE_PLANNED, &p);
        i->session_price[g] = pay->session_price(p, i->pool[g] > 0.0 ? sum * (1.0 - share) / i->pool[g] : 0.0);
    }
}

/* The month's capacity that the plan still leaves, as ratio to the start. */
static double plan_ratio(const struct institutions *i, const struct service_state *x) {
    const double month = x->base_value * i->price_level, left = (double)(x->plan - x->done);
    if (!(month > 0.0))
        return 1.0;
    return left > 0.0 ? left / (month * budgets_months_left(i)) : 0.0;
}

static void set(struct institutions *i, struct world *w, unsigned s) {
    struct service_state *const x = &i->service[s];
    const double years = (double)i->month / 12.0;
    const struct terms *const t = &i->term[i->term_of[i->regime->of[Q_PAYMENT][LINE_PLANNED]][!service_public(i, s)]].t;
    double ratio = x->base_sessions > 0.0 ? x->sessions / x->base_sessions : 1.0;
    ratio *= real_pow(1.0 + i->par.productivity_growth, years) * x->brake;
    if (i->month < i->dip_until)
        ratio *= 1.0 - i->dip;
    if (t->plan) {
        const double most = plan_ratio(i, x);
        ratio = ratio < most ? ratio : most;
    }
    x->plan_full = t->plan && t->plan_list > 0.0 &&
                   list_months(i, w, s) > t->plan_list * plan_ratio(i, x);
    x->capacity = ratio;
    planned_set_capacity(w, s, ratio, ratio);
}

void sessions_month(struct institutions *i, struct world *w) {
    if (i->month > 0)
        grow_pool(i);
    return_due(i);
    orders_due(i);
    for (unsigned s = 0; s < i->n_services; s++) {
        i->service[s].shortfall = 0.0;
        ask(i, w, s, i->wanted);
    }
    fill(i, i->wanted);
    for (unsigned s = 0; s < i->n_services; s++)
        set(i, w, s);
}
