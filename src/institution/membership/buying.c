// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What a plan buys for its members: by cost and wait (card C26: on cost-effectiveness, not least
 * cost; C28: selective contracts).
 *
 *   stands it in   price + week x weeks,     pounds for a case at a service
 *   price          mean full price of a case in the function x the provider's market forces x what
 *                  was paid by the case last year over the full price there (both hold its market
 *                  forces, which so drop out); before a year has been seen, as the terms say
 *   weeks          published mean wait of the service (care/notice_board.h)
 *   week           what the plan counts for a week of a member's wait, its own: mean x
 *                  exp(spread x normal), drawn once by plan
 *   contracts      in each function, of clinics and of operations apart, the services that stand it
 *                  in least, until they have cover x the places that its members need: their share
 *                  of people x the places of all within reach
 *
 * Places are the referrals that a service takes, and its operations, in a month with the sessions
 * that it holds now. A plan of everybody so contracts all that there is, if cover is above 1: it
 * cannot choose, as an authority cannot. Plans do not see each other's contracts: what all find
 * good gets a longer list, and is seen to have one next year. A lump sum is paid whatever a plan
 * contracts, so the price here is what one case more brings, not the mean. Left out: volumes,
 * penalties, quality other than the wait (the case mix that is bought shows in what is paid), a
 * plan's own hospitals. */
#include "institution/membership/membership.h"
#include <string.h>
#include "care/notice_board.h"
#include "institution/contracts.h"

double buying_cost(double full, double price, double week, double weeks) {
    return full * price + week * weeks;
}

void buying_everywhere(struct institutions *i) {
    struct membership *const m = i->membership;
    memset(m->bought, BUYS_ALL, (size_t)i->n_services * PLANS);
    for (size_t k = 0; k < (size_t)i->n_providers * PLANS; k++)
        m->buys[k] = 1.0;
    for (unsigned s = 0; s < i->n_services; s++) {
        m->price[s] = -1.0;
        m->paid_for[s] = m->done_for[s] = 0.0;
    }
}

void buying_learn(struct institutions *i) {
    struct membership *const m = i->membership;
    for (unsigned s = 0; s < i->n_services; s++) {
        if (m->done_for[s] > 0.0)
            m->price[s] = m->paid_for[s] / m->done_for[s] *
                          i->provider[i->service[s].provider].market_forces;
        m->paid_for[s] = m->done_for[s] = 0.0;
    }
}

/* What the terms in force pay for one case more. */
static double price_by_terms(const struct institutions *i, unsigned s) {
    const struct provider_state *const x = &i->provider[i->service[s].provider];
    const unsigned row = i->regime->of[Q_PAYMENT][LINE_PLANNED];
    const struct terms *const t = &i->term[i->term_of[row][x->open_market]].t;
    double share = t->variable;
    if (t->tiers)
        share = t->tier[t->volume > 0.0 && !t->admissions ? TIER_MARGINAL : TIER_FULL] *
                (t->variable > 0.0 ? t->variable : 1.0);
    return share * (t->bargained ? x->bargained : 1.0) * x->market_forces;
}

/* What a service can do in a month with the sessions that it holds: referrals that it takes, or
 * operations. */
static double places(const struct institutions *i, unsigned s, unsigned class) {
    const struct service *const x = &i->place->services[s];
    const struct service_state *const now = &i->service[s];
    const struct provider *const p = &i->place->providers[now->provider];
    const double base = service_base(now),
                 stops = class ? (double)x->stops_admitted : (double)x->starts;
    if (!contracts_offered(i, s) || (p->outside && !i->provider[now->provider].open_market))
        return 0.0;
    return base > 0.0 ? stops * service_held(now) / base : stops;
}

/* Does anybody of the plan live within reach? Before members are counted: does anybody? */
static bool within_reach(const struct institutions *i, unsigned k, unsigned p, double km) {
    const struct membership *const m = i->membership;
    const struct provider *const to = &i->place->providers[p];
    for (uint32_t a = 0; a < i->place->n_areas; a++) {
        const struct area *const x = &i->place->areas[a];
        if ((m->present == 0 || m->in_area[a * PLANS + k] > 0.0) &&
            place_km(x->x_km, x->y_km, to->x_km, to->y_km) <= km)
            return true;
    }
    return false;
}

/* Of a case in the function, over the place, pounds now. */
static double full_price(const struct institutions *i, unsigned g) {
    double value = 0.0, stops = 0.0;
    for (unsigned s = 0; s < i->n_services; s++)
        if (i->service[s].function == g) {
            value += i->service[s].base_value;
            stops += i->service[s].base_stops;
        }
    return stops > 0.0 ? i->price_level * value / 100.0 / stops : 0.0;
}

static double weeks_at(const struct world *w, unsigned s) {
    return w->board ? notice_board_wait(w->board, s) : 0.0;
}

struct search { /* what a plan looks for */
    unsigned k, g, class;
    double full; /* pounds of a case */
    const double *near; /* [provider] above 0: within reach */
};

static bool may_be_had(const struct institutions *i, const struct search *q, unsigned s) {
    return i->service[s].function == q->g && q->near[i->service[s].provider] > 0.0 &&
           places(i, s, q->class) > 0.0;
}

/* The service that stands the plan in least and is not contracted yet, or n_services; equals fall
 * to the lower row. */
static unsigned cheapest(const struct institutions *i, const struct world *w,
                         const struct search *q) {
    const struct membership *const m = i->membership;
    unsigned best = i->n_services;
    double least = 0.0;
    for (unsigned s = 0; s < i->n_services; s++) {
        if ((m->bought[s * PLANS + q->k] >> q->class & 1u) || !may_be_had(i, q, s))
            continue;
        const double price = m->price[s] >= 0.0 ? m->price[s] : price_by_terms(i, s),
                     cost = buying_cost(q->full, price, m->plan[q->k].week, weeks_at(w, s));
        if (best == i->n_services || cost < least) {
            best = s;
            least = cost;
        }
    }
    return best;
}

static void contract(struct institutions *i, const struct world *w, const struct search *q,
                     double wanted) {
    double all = 0.0, got = 0.0;
    for (unsigned s = 0; s < i->n_services; s++)
        all += may_be_had(i, q, s) ? places(i, s, q->class) : 0.0;
    while (got < wanted * all) {
        const unsigned s = cheapest(i, w, q);
        if (s == i->n_services)
            return;
        i->membership->bought[s * PLANS + q->k] |= (uint8_t)(1u << q->class);
        got += places(i, s, q->class);
    }
}

/* Places that a plan has contracted at a service; plan 0: all that there are. */
static double contracted(const struct institutions *i, unsigned s, unsigned k) {
    double sum = 0.0;
    for (unsigned class = 0; class < 2; class++)
        if (k == 0 || (i->membership->bought[s * PLANS + k] >> class & 1u))
            sum += places(i, s, class);
    return sum;
}

/* Mean weeks of a function by what is contracted there; -1 where nothing is. */
static double weeks_in(const struct institutions *i, const struct world *w, unsigned g,
                       unsigned k) {
    double sum = 0.0, all = 0.0;
    for (unsigned s = 0; s < i->n_services; s++)
        if (i->service[s].function == g) {
            const double here = contracted(i, s, k);
            sum += here * weeks_at(w, s);
            all += here;
        }
    return all > 0.0 ? sum / all : -1.0;
}

static double referrals_in(const struct institutions *i, unsigned g) {
    double sum = 0.0;
    for (unsigned s = 0; s < i->n_services; s++)
        if (i->service[s].function == g && service_inside(i, s))
            sum += (double)i->place->services[s].starts;
    return sum;
}

double buying_weeks(const struct institutions *i, const struct world *w, unsigned k) {
    double sum = 0.0, all = 0.0;
    for (unsigned g = 0; g < i->n_functions; g++) {
        const double own = weeks_in(i, w, g, k), n = referrals_in(i, g),
                     weeks = own >= 0.0 ? own : weeks_in(i, w, g, 0);
        sum += weeks > 0.0 ? n * weeks : 0.0;
        all += n;
    }
    return all > 0.0 ? sum / all : 0.0;
}

double buying_share(const struct institutions *i, unsigned k) {
    double in = 0.0, all = 0.0;
    for (unsigned s = 0; s < i->n_services; s++) {
        in += contracted(i, s, k);
        all += contracted(i, s, 0);
    }
    return all > 0.0 ? in / all : 0.0;
}

/* Of a provider's work, what a plan has contracted; and the plan's wait. */
static void sum_up(struct institutions *i, const struct world *w, unsigned k) {
    struct membership *const m = i->membership;
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        double work = 0.0, bought = 0.0;
        for (unsigned g = 0; g < i->n_functions; g++) {
            const int s = i->place->service_of[p * i->n_functions + g];
            for (unsigned class = 0; s >= 0 && class < 2; class++) {
                const double here = places(i, (unsigned)s, class);
                const bool in = m->bought[(unsigned)s * PLANS + k] >> class & 1u;
                work += here;
                bought += in ? here : 0.0;
            }
        }
        m->buys[p * PLANS + k] = work > 0.0 ? bought / work : 1.0;
    }
    m->plan[k].wait = buying_weeks(i, w, k);
}

static unsigned contracts_of_plan(const struct institutions *i, unsigned k) {
    unsigned n = 0;
    for (unsigned s = 0; s < i->n_services; s++)
        n += i->membership->bought[s * PLANS + k] != 0;
    return n;
}

/* Alike before members are counted. */
static double share_of_people(const struct membership *m, unsigned k) {
    double all = 0.0;
    for (unsigned j = 1; j <= m->n_plans; j++)
        all += m->plan[j].members;
    return all > 0.0 ? m->plan[k].members / all : 1.0 / m->n_plans;
}

static double own_week(const struct institutions *i, unsigned k, const struct buying *b) {
    const struct words u = luck_words(&i->world->nature, k, PURPOSE_MEMBERSHIP, UINT32_MAX - 6u);
    return b->week * real_exp(b->spread * real_probit(word_uniform(u.w[0])));
}

static void look(struct institutions *i, const struct world *w, unsigned k,
                 const struct buying *b) {
    struct membership *const m = i->membership;
    const unsigned before = contracts_of_plan(i, k);
    double *const near = i->by_provider;
    struct search q = {.k = k, .near = near};
    m->plan[k].week = own_week(i, k, b);
    for (unsigned p = 0; p < i->place->n_providers; p++)
        near[p] = within_reach(i, k, p, b->reach) ? 1.0 : 0.0;
    for (unsigned s = 0; s < i->n_services; s++)
        m->bought[s * PLANS + k] = 0;
    for (q.g = 0; q.g < i->n_functions; q.g++) {
        q.full = full_price(i, q.g);
        for (q.class = 0; q.class < 2; q.class++)
            contract(i, w, &q, b->cover * share_of_people(m, k));
    }
    sum_up(i, w, k);
    records_add(i, NOBODY, Q_CHOICE, 0, "network",
                "plan %u: %u of %u services, %u before; counts %.0f pounds for a week, %.1f weeks "
                "published where it buys",
                k, contracts_of_plan(i, k), i->n_services, before, m->plan[k].week,
                m->plan[k].wait);
}

void buying_review(struct institutions *i, const struct world *w, const struct buying *b) {
    struct membership *const m = i->membership;
    buying_learn(i);
    for (unsigned k = 1; k <= m->n_plans; k++)
        if (!m->plan[k].closed_down)
            look(i, w, k, b);
}

/* A private hospital's service where people are treated no later than on the mean of all. */
static bool quick_enough(const struct institutions *i, const struct world *w, unsigned s) {
    return !service_public(i, s) &&
           weeks_at(w, s) <= weeks_in(i, w, i->service[s].function, 0);
}

void buying_private(struct institutions *i, const struct world *w) {
    struct membership *const m = i->membership;
    for (unsigned s = 0; s < i->n_services; s++) {
        const bool buys = quick_enough(i, w, s);
        const uint8_t classes = (uint8_t)((places(i, s, 0) > 0.0 ? 1u : 0u) |
                                          (places(i, s, 1) > 0.0 ? 2u : 0u));
        for (unsigned k = 1; k <= m->n_plans; k++)
            m->bought[s * PLANS + k] = buys ? classes : 0u;
    }
    for (unsigned k = 1; k <= m->n_plans; k++)
        sum_up(i, w, k);
}

void buying_month(struct institutions *i, const struct world *w) {
    const struct membership *const m = i->membership;
    if (m->private_only)
        buying_private(i, w);
    for (unsigned k = 1; m->networks && k <= m->n_plans; k++)
        sum_up(i, w, k);
}

int buying_offers(const struct institutions *i, const struct referral *r, struct offer *out,
                  int n) {
    const struct membership *const m = i->membership;
    if (!m->active || !(m->networks || m->private_only) || r->person >= m->n_people ||
        m->of[r->person] == 0)
        return n;
    int kept = 0;
    struct offer inside[OFFER_MAX];
    for (int k = 0; k < n; k++) {
        const int s = i->place->service_of[out[k].provider * i->n_functions + r->function];
        if (s >= 0 && (m->bought[(unsigned)s * PLANS + m->of[r->person]] >> r->operation & 1u))
            inside[kept++] = (struct offer){.provider = out[k].provider, .why = OFFER_NETWORK};
    }
    for (int k = 0; k < kept; k++)
        out[k] = inside[k];
    return kept > 0 ? kept : n; /* nothing in its network within reach: it pays for what there is */
}
