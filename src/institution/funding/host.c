// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Flows over the boundary of a district (Resource Allocation Working Party 1976, chapters 2 and 3;
 * to 1991; cards C1 and C23). A district ran the hospitals that stood in it and paid for all that
 * they did, whoever's the patients were; its target was raised for people who came in and lowered
 * for its own who went out, at average cost, by the returns of two years before. After 1991 the
 * money followed the patient and the correction ended.
 *
 *   a host               = the commissioner of the area that lies nearest to a public hospital
 *   net flow of c        = what hospitals in c did for others' people - what others' did for c's
 *   its money then       = + of others' allocations the share of their base that lay with its
 *                          hospitals, - of its own the share that lay with others'
 *   target (funding)     = share by people and need x (money of all - net flow of all) + net flow
 *
 * Total money is the same to the penny. A hospital that draws more over the boundary is paid for it
 * two years late and at the pace of change; till then its host bears it. While hosts pay, shares of
 * a public hospital's work (sums, plans, brakes, agreements) are its host's; private ones and
 * hospitals outside the place are paid for by their patients' own. Left out: agency agreements;
 * average costs by specialty other than today's prices; a department that shuts while hosts pay and
 * then the basis ends (its shares go back as they were). */
#include "institution/funding/host.h"
#include <string.h>

enum { YEARS = 3 }; /* this one and the two before */

struct hosts {
    bool paying, kept, rates; /* now; in the allocations kept of last year; in smoothed rates */
    uint16_t *of;             /* [provider] its host, or NOBODY */
    double *planned, *urgent; /* shares by host, as planned_share */
    double *home_urgent;
    double *base;              /* [commissioner] net flow of the base, pence a year */
    double *flow;              /* [year mod YEARS * n + c] net, pence at the start's prices */
    unsigned year, whole_from; /* of the flows being counted; the first year that is whole */
};

static double far(const struct area *a, const struct provider *x) {
    const double dx = (double)a->x_km - (double)x->x_km, dy = (double)a->y_km - (double)x->y_km;
    return dx * dx + dy * dy;
}

static unsigned stands_in(const struct institutions *i, unsigned p) {
    const struct provider *const x = &i->place->providers[p];
    unsigned best = NOBODY;
    double least = 0.0;
    if (x->outside || i->provider[p].open_market) return NOBODY;
    for (uint32_t k = 0; k < i->place->n_areas; k++) {
        const struct area *const a = &i->place->areas[k];
        if (a->commissioner >= i->n_commissioners || (best != NOBODY && far(a, x) >= least))
            continue;
        best = a->commissioner;
        least = far(a, x);
    }
    return best;
}

/* Pence a year of the base that a provider does for a commissioner's residents. */
static double part_of(const struct institutions *i, unsigned p, unsigned c) {
    const size_t at = (size_t)p * i->n_commissioners + c;
    return 12.0 * (i->provider[p].base_planned * i->planned_home[at] +
                   i->provider[p].base_urgent * i->hosts->home_urgent[at]);
}

static int take(struct institutions *i, struct fault *f) {
    struct arena *const m = &i->arena;
    const size_t np = i->n_providers, nc = i->n_commissioners;
    struct hosts *const h = arena_array(m, 1, sizeof *h);
    if (h) {
        h->of = arena_array(m, np, sizeof *h->of);
        h->planned = arena_array(m, np * nc, sizeof *h->planned);
        h->urgent = arena_array(m, np * nc, sizeof *h->urgent);
        h->base = arena_array(m, nc, sizeof *h->base);
        h->flow = arena_array(m, YEARS * nc, sizeof *h->flow);
    }
    i->hosts = h;
    return arena_failed(m) ? fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory") : 0;
}

int host_open(struct institutions *i, struct fault *f) {
    TRY(take(i, f));
    struct hosts *const h = i->hosts;
    const size_t n = i->n_commissioners;
    i->planned_home = i->planned_share;
    h->home_urgent = i->urgent_share;
    h->whole_from = budgets_months_left(i) == 12 ? 0 : 1;
    for (unsigned p = 0; p < i->n_providers; p++) {
        const unsigned host = p < i->place->n_providers ? stands_in(i, p) : NOBODY;
        h->of[p] = (uint16_t)host;
        for (unsigned c = 0; c < n && host != NOBODY; c++) {
            h->base[host] += part_of(i, p, c);
            h->base[c] -= part_of(i, p, c);
        }
    }
    return 0;
}

unsigned host_payer(const struct institutions *i, unsigned home, unsigned provider) {
    const struct hosts *const h = i->hosts;
    return h->paying && provider < i->place->n_providers && h->of[provider] != NOBODY
               ? h->of[provider]
               : home;
}

void host_flow(struct institutions *i, unsigned home, unsigned provider, double pence) {
    struct hosts *const h = i->hosts;
    if (provider >= i->place->n_providers || h->of[provider] == NOBODY || h->of[provider] == home)
        return;
    double *const flow = h->flow + (size_t)(h->year % YEARS) * i->n_commissioners;
    flow[h->of[provider]] += pence / i->price_level;
    flow[home] -= pence / i->price_level;
}

double host_net(const struct institutions *i, unsigned commissioner, unsigned years) {
    const struct hosts *const h = i->hosts;
    const unsigned y = h->year;
    const bool counted = years > 0 && years < YEARS && y >= years && y - years >= h->whole_from;
    const double net =
        counted ? h->flow[(size_t)((y - years) % YEARS) * i->n_commissioners + commissioner]
                : h->base[commissioner];
    return net * real_pow(1.0 + i->par.real_cost_growth, (double)y - 1.0);
}

void host_year(struct institutions *i) {
    struct hosts *const h = i->hosts;
    h->kept = h->paying;
    if (h->year == i->year) return;
    h->year = i->year;
    memset(h->flow + (size_t)(h->year % YEARS) * i->n_commissioners, 0,
           i->n_commissioners * sizeof *h->flow);
}

/* Shares of public hospitals' work as one of the two sees them. */
static void shares(struct institutions *i, bool by_host) {
    struct hosts *const h = i->hosts;
    const size_t n = i->n_commissioners;
    h->paying = by_host;
    i->planned_share = by_host ? h->planned : i->planned_home;
    i->urgent_share = by_host ? h->urgent : h->home_urgent;
    for (unsigned p = 0; by_host && p < i->n_providers; p++)
        for (unsigned c = 0; c < n; c++) {
            const size_t at = (size_t)p * n + c;
            const double one = c == h->of[p] ? 1.0 : 0.0;
            h->planned[at] = h->of[p] == NOBODY ? i->planned_home[at] : one;
            h->urgent[at] = h->of[p] == NOBODY ? h->home_urgent[at] : one;
        }
}

void host_again(struct institutions *i) { shares(i, i->hosts->kept); }

/* Moves of a commissioner's year of money, the share of its base that the provider takes. */
static double moves(struct institutions *i, unsigned p, unsigned home, double *change) {
    const struct hosts *const h = i->hosts;
    const unsigned host = h->of[p], from = h->paying ? host : home, to = h->paying ? home : host;
    const struct commissioner_state *const x = &i->commissioner[from];
    const double base = (double)x->base + (h->paying ? h->base[from] : 0.0);
    const double pence =
        base > 0.0 ? (double)(pence_t)((double)x->allocation * part_of(i, p, home) / base) : 0.0;
    change[from] -= pence;
    change[to] += pence;
    return pence;
}

/* What boards look at, smoothed over months, is as if it had always been so. */
static void keep_rates(struct institutions *i, const double *change, double planned) {
    if (i->hosts->rates == i->hosts->paying) return;
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        struct commissioner_state *const x = &i->commissioner[c];
        if (!(x->spend_rate > 0.0)) continue;
        x->spend_rate += change[c] / 12.0;
        x->planned_rate += planned * change[c] / 12.0;
    }
}

void host_basis(struct institutions *i) {
    const double *q;
    struct hosts *const h = i->hosts;
    const struct answer_rule *const rule = rule_for_all(i, Q_FUNDING, LINE_PLANNED, &q);
    const bool wanted = rule->host_pays && rule->host_pays(q);
    if (wanted == h->paying) return;
    double *const change = i->by_commissioner, planned = 0.0, all = 0.0, moved = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++) change[c] = 0.0;
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        for (unsigned c = 0; c < i->n_commissioners && h->of[p] != NOBODY; c++)
            moved += c == h->of[p] ? 0.0 : moves(i, p, c, change);
        planned += h->of[p] != NOBODY ? i->provider[p].base_planned : 0.0;
        all += h->of[p] != NOBODY ? i->provider[p].base_planned + i->provider[p].base_urgent : 0.0;
    }
    for (unsigned c = 0; c < i->n_commissioners; c++)
        i->commissioner[c].allocation += (pence_t)change[c];
    shares(i, wanted);
    if (h->rates == wanted) /* a regime that begins with a year: its money is shared out again */
        return;
    h->rates = wanted;
    keep_rates(i, change, all > 0.0 ? planned / all : 0.0);
    records_add(i, NOBODY, Q_FUNDING, (pence_t)moved, wanted ? "hosts pay" : "homes pay",
                wanted ? "each district pays for the hospitals that stand in it, whoever's the "
                         "patients; the money of a year goes along"
                       : "each commissioner pays for its residents wherever they are treated; the "
                         "money of a year goes along");
}
