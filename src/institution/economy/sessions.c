// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Staff: sessions of consultants, anaesthetists, theatres and nurses are one finite pool a
 * treatment function in the place. Who holds them can treat; nobody treats without.
 *
 *   pool(t)      = sessions of the start x (1 + staff growth)^t + what came in from outside
 *   a public provider asks for sessions, or lets leavers go unreplaced, by the rule in hiring.c
 *   a private provider's orders (investment.c) fall due: the share that comes from outside joins
 *                the pool; the rest leaves the idle, then the public providers of the function, in
 *                proportion
 *   capacity     = sessions / base x (1 + productivity growth)^years x (1 - dip) x brake, within
 *                the plan
 *
 * of clinics and of theatres apart. Sessions above what today's rooms can take need rooms: first
 * those that ended private contracts leave vacant, leased by the year (costs.c), then new ones out
 * of capital, of which the year has so much, rationed in proportion to what all need in the month;
 * the same for those that return from private work. The idle whom nobody takes on leave the place
 * by idle_leaving a month. A private provider's list is closed to new referrals while it holds more
 * months of work than private_list_most, in every regime. The sum over providers and the idle is
 * the pool. Every function is its own pool: an anaesthetist moving from one function to another is
 * left out. */
#include "care/planned.h"
#include "institution/membership/membership.h"

static void grow_pool(struct institutions *i) {
    const double monthly = real_pow(1.0 + i->world->circumstances.staff_growth, 1.0 / 12.0) - 1.0;
    for (unsigned g = 0; g < i->n_functions; g++)
        for (unsigned k = 0; k < KINDS; k++) {
            const double more = i->pool[g][k] * monthly;
            i->pool[g][k] += more;
            i->idle[g][k] += more;
        }
    /* outside staff grow alike, whatever happens here */
    for (unsigned s = 0; s < i->n_services; s++)
        for (unsigned k = 0; k < KINDS; k++)
            if (!service_inside(i, s) && i->service[s].contract != CONTRACT_ENDED)
                i->service[s].held[k] *= 1.0 + monthly;
}

/* Nobody waits for work for ever: the idle go elsewhere, out of the place's pool. */
static void idle_leave(struct institutions *i) {
    for (unsigned g = 0; g < i->n_functions; g++)
        for (unsigned k = 0; k < KINDS; k++) {
            const double gone = i->idle[g][k] > 0.0 ? i->idle[g][k] * i->par.idle_leaving : 0.0;
            i->idle[g][k] -= gone;
            i->pool[g][k] -= gone;
            i->gone_year += gone;
        }
}

static bool of_pool(const struct institutions *i, unsigned s, unsigned g) {
    return i->service[s].function == g && service_public(i, s) && service_inside(i, s);
}

static double public_sessions(const struct institutions *i, unsigned g, unsigned k) {
    double sum = 0.0;
    for (unsigned s = 0; s < i->n_services; s++)
        if (of_pool(i, s, g))
            sum += i->service[s].held[k];
    return sum;
}

/* Adds (or takes, when negative) sessions to the public providers of a function in proportion to
 * what they hold. */
static void spread(struct institutions *i, unsigned g, unsigned k, double sessions) {
    const double held = public_sessions(i, g, k);
    if (!(held > 0.0)) {
        i->idle[g][k] += sessions;
        return;
    }
    const double factor = 1.0 + sessions / held;
    for (unsigned s = 0; s < i->n_services; s++)
        if (of_pool(i, s, g))
            i->service[s].held[k] *= factor;
}

static void sent_back(struct institutions *i, unsigned g, unsigned k, double sessions,
                      unsigned due) {
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
    i->returning[i->n_returning].due = (uint16_t)due;
    i->returning[i->n_returning].function = (uint8_t)g;
    i->returning[i->n_returning].kind = (uint8_t)k;
    i->returning[i->n_returning++].sessions = sessions;
}

void sessions_release(struct institutions *i, unsigned service, struct release r) {
    struct service_state *const x = &i->service[service];
    for (unsigned k = 0; k < KINDS; k++) {
        const double sessions = x->held[k] * (r.share < 1.0 ? r.share : 1.0);
        x->held[k] -= sessions;
        if (!(sessions > 0.0))
            continue;
        if (service_inside(i, service))
            i->pool[x->function][k] -= sessions; /* on the way, or out of the public service */
        i->vacant[x->function][k] += sessions * r.rooms;
        sent_back(i, x->function, k, sessions * r.comes, i->month + r.lag);
    }
}

/* Sessions of those asked for that today's rooms and those leased so far cannot take. */
static double without_room(const struct institutions *i, unsigned n) {
    const struct service_state *const x = &i->service[n / KINDS];
    const unsigned k = n % KINDS;
    const double more = i->wanted[n] + i->due_back[n];
    const double beyond =
        x->held[k] + more - x->base[k] * (1.0 + i->par.room_for_more) - x->leased[k];
    return beyond < more ? (beyond > 0.0 ? beyond : 0.0) : more;
}

/* Rooms that private contracts left go to who lacks room in the function, in proportion. */
static void lease(struct institutions *i, unsigned g, unsigned k) {
    double need = 0.0;
    for (unsigned s = 0; s < i->n_services && i->vacant[g][k] > 0.0; s++)
        if (i->service[s].function == g)
            need += without_room(i, s * KINDS + k);
    if (!(need > 0.0))
        return;
    const double share = need > i->vacant[g][k] ? i->vacant[g][k] / need : 1.0;
    for (unsigned s = 0; s < i->n_services; s++)
        if (i->service[s].function == g)
            i->service[s].leased[k] += share * without_room(i, s * KINDS + k);
    i->vacant[g][k] -= share * need;
}

/* Those whose time has come are idle for a moment, and due to public providers by what these
 * hold. */
static void return_due(struct institutions *i) {
    unsigned kept = 0;
    for (unsigned k = 0; k < i->n_services * KINDS; k++)
        i->due_back[k] = 0.0;
    for (unsigned n = 0; n < i->n_returning; n++) {
        if (i->returning[n].due > i->month) {
            i->returning[kept++] = i->returning[n];
            continue;
        }
        const unsigned g = i->returning[n].function, k = i->returning[n].kind;
        const double came = i->returning[n].sessions, held = public_sessions(i, g, k);
        i->pool[g][k] += came;
        i->idle[g][k] += came;
        for (unsigned s = 0; s < i->n_services && held > 0.0; s++)
            if (of_pool(i, s, g))
                i->due_back[(size_t)s * KINDS + k] += came * i->service[s].held[k] / held;
    }
    i->n_returning = kept;
}

static void outside_order(struct institutions *i, struct service_state *x, unsigned k,
                          double sessions) {
    struct provider_state *const p = &i->provider[x->provider];
    const double pounds = sessions * i->world->circumstances.staff_inflow_cost_per_session;
    const pence_t pence = (pence_t)(pounds * 100.0 + 0.5);
    i->pool[x->function][k] += sessions;
    x->held[k] += sessions;
    i->inflow_year += sessions;
    ledger_move(&i->ledger, p->account, i->advisers, LINE_PLANNED, REASON_RECRUITMENT, pence);
    p->cost += pence;
}

static void local_order(struct institutions *i, struct service_state *x, unsigned k,
                        double sessions) {
    const unsigned g = x->function;
    const double idle = i->idle[g][k] < sessions ? i->idle[g][k] : sessions;
    const double held = public_sessions(i, g, k);
    const double drawn = sessions - idle < held ? sessions - idle : held;
    i->idle[g][k] -= idle;
    if (drawn > 0.0)
        spread(i, g, k, -drawn);
    x->held[k] += idle + drawn;
    i->drawn_year += drawn;
}

static void orders_due(struct institutions *i) {
    unsigned kept = 0;
    for (unsigned n = 0; n < i->n_orders; n++) {
        const struct order o = i->order[n];
        struct service_state *const x = &i->service[o.service];
        if (o.due > i->month)
            i->order[kept++] = o;
        else if (x->contract == CONTRACT_OPEN) /* else the work it was meant for is gone */
            (o.outside ? outside_order : local_order)(i, x, o.kind, o.sessions);
    }
    i->n_orders = kept;
}

double sessions_list_months(const struct institutions *i, const struct world *w, unsigned s) {
    const double stops = i->service[s].base_stops;
    return stops > 0.0 ? (double)planned_waiting(w, s, NULL, NULL) / stops : 0.0;
}

/* The idle who have not come back to a place of work of their own go to those who ask, in
 * proportion: fills the wanted with what each gets, if it has room; returns the share of the pool
 * that was wanted and that nobody could fill. */
static double fill(struct institutions *i, unsigned g, unsigned k) {
    double sum = 0.0, idle = i->idle[g][k];
    for (unsigned s = 0; s < i->n_services; s++)
        if (i->service[s].function == g) {
            sum += i->wanted[(size_t)s * KINDS + k];
            idle -= i->due_back[(size_t)s * KINDS + k];
        }
    idle = idle > 0.0 ? idle : 0.0;
    const double share = sum > idle ? idle / sum : 1.0;
    for (unsigned s = 0; s < i->n_services; s++)
        if (i->service[s].function == g)
            i->wanted[(size_t)s * KINDS + k] *= share;
    return sum * (1.0 - share);
}

/* The capital that all new sessions of the month need is summed first; when the year has less left,
 * every provider and function gets the same share of what it needs. Who finds no room stays
 * idle. */
static void house(struct institutions *i) {
    double need = 0.0;
    for (unsigned g = 0; g < i->n_functions; g++) {
        lease(i, g, SESSION_CLINIC);
        lease(i, g, SESSION_THEATRE);
    }
    for (unsigned n = 0; n < i->n_services * KINDS; n++)
        need += without_room(i, n) * i->par.capital_per_session;
    const double spent = need < i->capital_left ? need : i->capital_left,
                 share = need > 0.0 ? spent / need : 1.0;
    i->capital_left -= spent;
    if (spent > 0.0)
        ledger_move(&i->ledger, i->treasury, i->suppliers, LINE_PLANNED, REASON_CAPITAL,
                    (pence_t)(spent * 100.0 + 0.5));
    for (unsigned n = 0; n < i->n_services * KINDS; n++) {
        struct service_state *const x = &i->service[n / KINDS];
        const double asked = i->wanted[n] + i->due_back[n];
        if (!(asked > 0.0))
            continue;
        const double more = asked - without_room(i, n) * (1.0 - share);
        x->held[n % KINDS] += more;
        i->idle[x->function][n % KINDS] -= more;
        hiring_done(i, n / KINDS, i->wanted[n] * more / asked);
    }
}

static void hire(struct institutions *i, const struct world *w) {
    const double *p;
    const struct answer_rule *const pay = rule_for_all(i, Q_PAY, LINE_PLANNED, &p);
    for (unsigned g = 0; g < i->n_functions; g++) {
        const double pool = i->pool[g][SESSION_CLINIC] + i->pool[g][SESSION_THEATRE];
        const double short_of = fill(i, g, SESSION_CLINIC) + fill(i, g, SESSION_THEATRE);
        i->session_price[g] =
            pay->session_price ? pay->session_price(p, pool > 0.0 ? short_of / pool : 0.0) : 1.0;
    }
    house(i);
    idle_leave(i);
    overtime_month(i, w);
    budgets_buy(i);
}

/* A private provider closes its list to new referrals above so many months of the work that it does
 * now; above what it held at the start, where that was more: it took people then. */
static bool list_full(const struct institutions *i, const struct world *w, unsigned s,
                      double more) {
    const struct service_state *const x = &i->service[s];
    const double least = x->capacity[SESSION_CLINIC] < x->capacity[SESSION_THEATRE]
                             ? x->capacity[SESSION_CLINIC]
                             : x->capacity[SESSION_THEATRE];
    const double at_start =
        x->base_stops > 0.0 ? i->place->services[s].incomplete / x->base_stops : 0.0;
    const double most = at_start > i->par.private_list_most ? at_start : i->par.private_list_most;
    return !service_public(i, s) && sessions_list_months(i, w, s) > (most + more) * least;
}

/* The month's capacity that the plan still leaves, as ratio to the start. */
static double plan_ratio(const struct institutions *i, const struct service_state *x) {
    const double month = x->base_value * i->price_level, left = (double)(x->plan - x->done);
    if (!(month > 0.0))
        return 1.0;
    return left > 0.0 ? left / (month * budgets_months_left(i)) : 0.0;
}

static const struct terms *terms_of(const struct institutions *i, unsigned s) {
    return &i->term[i->term_of[i->regime->of[Q_PAYMENT][LINE_PLANNED]][!service_public(i, s)]].t;
}

bool sessions_wanted(const struct institutions *i, unsigned s) {
    const struct service_state *const x = &i->service[s];
    const double base = service_base(x),
                 grown = real_pow(1.0 + i->par.productivity_growth, (double)i->month / 12.0);
    if (!(base > 0.0) || x->brake < 0.995)
        return false;
    return !terms_of(i, s)->plan || plan_ratio(i, x) > grown * service_held(x) / base;
}

static void set(struct institutions *i, struct world *w, unsigned s) {
    struct service_state *const x = &i->service[s];
    const struct terms *const t = terms_of(i, s);
    double common = real_pow(1.0 + i->par.productivity_growth, (double)i->month / 12.0) * x->brake;
    if (i->month < i->dip_until)
        common *= 1.0 - i->dip;
    for (unsigned k = 0; k < KINDS; k++)
        x->capacity[k] = common * (1.0 + x->overtime) *
                         (x->base[k] > 0.0        ? x->held[k] / x->base[k]
                          : service_base(x) > 0.0 ? service_held(x) / service_base(x)
                                                  : 1.0);
    const double most = t->plan ? plan_ratio(i, x) : 0.0;
    for (unsigned k = 0; k < KINDS && t->plan; k++)
        x->capacity[k] = x->capacity[k] < most ? x->capacity[k] : most;
    x->list_full = list_full(i, w, s, 0.0);
    x->closed_to_plans = list_full(i, w, s, i->membership ? i->membership->kept_open : 0.0);
    const double held = x->held[SESSION_THEATRE], leased = x->leased[SESSION_THEATRE];
    planned_set_capacity(w, s, x->capacity[SESSION_CLINIC], x->capacity[SESSION_THEATRE],
                         held > 0.0 ? (leased < held ? leased / held : 1.0) : 0.0);
}

double sessions_idle(const struct institutions *i) {
    double sum = 0.0;
    for (unsigned g = 0; g < i->n_functions; g++)
        for (unsigned k = 0; k < KINDS; k++) sum += i->idle[g][k];
    return sum;
}

void sessions_month(struct institutions *i, struct world *w) {
    if (i->month > 0)
        grow_pool(i);
    orders_due(i);
    return_due(i);
    cost_improvement_month(i);
    hiring_ask(i, w);
    hire(i, w);
    for (unsigned s = 0; s < i->n_services; s++)
        set(i, w, s);
}
