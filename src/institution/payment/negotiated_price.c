// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Prices agreed between each provider and those who buy (the internal market of 1991 for what was
 * not a block; insurers under Wet marktordening gezondheidszorg 2006; cards C2, C14, C28). A fee
 * for each item as in fee_for_service.c, times what the two sides can get:
 *
 *   price of p   = full price x ( 1 + seller_pull x s(p) - buyer_pull x z(p) ), anew each April
 *   s(p)         share of p in the market of its own patients, by planned work and distance:
 *                sum over areas of people x share^2 / sum of people x share,
 *                share of p in an area = work x open x exp( -km / distance ) / the same of all
 *   open         share of people whose plan contracts p's work; 1 without plans
 *   z(p)         mean share of p's work that one buyer brings: sum of squares over the plans that
 *                contract it, or over commissioners
 *
 * seller_pull: a hospital without rivals had about 15% more than one among four or more of like
 * size in the United States (s of 1 against 0.2); nothing says that England would be alike. One
 * price for all buyers of a provider, the mean of what each would get. Who drops whom:
 * choice/plan_network.c. Left out: what free prices do to quality, price by function, deals on
 * volume. */
#include "institution/membership/membership.h"
#include "institution/payment/payment.h"
#include "institution/contracts.h"
#include <assert.h>

static const struct parameter negotiated_price_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/payment/fee_for_service.def"
#include "institution/payment/negotiated_price.def"
#undef PARAM
};
extern const struct parameter_table negotiated_price_param_table;
ANSWER_TABLE(negotiated_price);
enum { SELLER_PULL = 4, BUYER_PULL, DISTANCE }; /* after the rows of a fee */

static struct terms terms(const double *p, bool public_provider) {
    struct terms t = fee_for_service_terms(p, public_provider);
    t.bargained = true;
    return t;
}

double negotiated_price_ratio(double seller_pull, double s, double buyer_pull, double z) {
    const double ratio = 1.0 + seller_pull * s - buyer_pull * z;
    return ratio > 0.0 ? ratio : 0.0;
}

/* Share of people in a plan; alike before anybody has been counted. */
static double plan_share(const struct membership *m, unsigned k) {
    double all = 0.0;
    for (unsigned j = 1; j <= m->n_plans; j++)
        all += m->plan[j].members;
    return all > 0.0 ? m->plan[k].members / all : 1.0 / m->n_plans;
}

/* Sums over plans of their share of people times the share of p's work that they contract (power
 * 1), or of its squares (power 2). */
static double in_networks(const struct institutions *i, unsigned p, unsigned power) {
    const struct membership *const m = i->membership;
    double sum = 0.0;
    for (unsigned k = 1; k <= m->n_plans; k++) {
        const double share = plan_share(m, k) * (m->networks ? m->buys[p * PLANS + k] : 1.0);
        sum += power == 2 ? share * share : share;
    }
    return sum;
}

static bool plans(const struct institutions *i) { return i->membership && i->membership->active; }

static double pull(const struct institutions *i, unsigned p, const struct area *a, double km) {
    const struct provider *const v = &i->place->providers[p];
    if (!contracts_works(i, p))
        return 0.0;
    return i->provider[p].base_planned * (plans(i) ? in_networks(i, p, 1) : 1.0) *
           real_exp(-place_km(a->x_km, a->y_km, v->x_km, v->y_km) / km);
}

void negotiated_price_shares(struct institutions *i, double km) {
    const unsigned n = i->place->n_providers;
    double *const own = i->by_provider, *const square = own + n, *const plain = own + 2u * n;
    for (unsigned p = 0; p < 3u * n; p++)
        own[p] = 0.0;
    for (uint32_t a = 0; a < i->place->n_areas; a++) {
        const struct area *const x = &i->place->areas[a];
        double all = 0.0;
        for (unsigned p = 0; p < n; p++)
            all += own[p] = pull(i, p, x, km);
        for (unsigned p = 0; p < n && all > 0.0; p++) {
            square[p] += x->people * (own[p] / all) * (own[p] / all);
            plain[p] += x->people * own[p] / all;
        }
    }
    for (unsigned p = 0; p < n; p++)
        i->provider[p].local_share = plain[p] > 0.0 ? square[p] / plain[p] : 0.0;
}

static double buyer(const struct institutions *i, unsigned p) {
    double z = 0.0;
    if (plans(i))
        return in_networks(i, p, 2);
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        const double share = i->planned_share[(size_t)p * i->n_commissioners + c];
        z += share * share;
    }
    return z;
}

static void agree(struct institutions *i, const double *p) {
    double most = 0.0, least = 1e9;
    negotiated_price_shares(i, p[DISTANCE]);
    prices_fold(i); /* what was done until now was done at the old prices */
    for (unsigned k = 0; k < i->place->n_providers; k++) {
        struct provider_state *const x = &i->provider[k];
        x->bargained = negotiated_price_ratio(p[SELLER_PULL], x->local_share, p[BUYER_PULL],
                                              buyer(i, k));
        if (i->place->providers[k].outside)
            continue;
        most = x->bargained > most ? x->bargained : most;
        least = x->bargained < least ? x->bargained : least;
    }
    records_add(i, NOBODY, Q_PAYMENT, 0, "prices agreed", "from %.3f to %.3f of the full price",
                least, most);
}

static void opens(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w, (void)row;
    agree(i, p);
}
static void year(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w, (void)row;
    agree(i, p);
}
static void closes(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w, (void)p, (void)row;
    prices_fold(i);
    for (unsigned k = 0; k < i->place->n_providers; k++)
        i->provider[k].bargained = 1.0;
}

const struct answer_rule answer_negotiated_price = {.params = &negotiated_price_param_table,
                                                    .terms = terms,
                                                    .opens = opens,
                                                    .year = year,
                                                    .closes = closes};
