// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The emergency department of a hospital that has failed (card C19: Stafford's was shut at night
 * from December 2011 and stayed so; Lewisham's was to lose its ambulances for a neighbour's
 * failure, which the courts quashed in 2013).
 *
 *   moved      night_share of its urgent base where it opens by day; 1 - stranded where it shuts
 *   to q       share of the people nearest to it whose next nearest acute trust is q
 *   base       pence of urgent work, with its payers, go from p to q: fixed costs, sums and
 *              expected admissions alike; the stranded part stays with p, paid and spent
 *   beds       of p: 1 - moved x follows; of q: as many more as p has less (by beds published last;
 *              where none are, by the work)
 *   doctors    of q the same, by day and night where p shuts; where p opens by day its night
 *              roster alone moves: at q 1 + moved / night_share x follows while p's door is shut
 *   space      of q: 1 + taken over x builds
 *   once       cost x a year of what moves, from the Treasury to suppliers
 *
 * Heirs are trusts whose own departments are open all day: two that fail do not inherit from each
 * other, and the last one stays as it is. Where patients really go is care's: they choose among the
 * departments that are open. Left out: maternity and children's wards, planned beds, whoever will
 * not move with the work. */
#include "institution/failure/failure.h"

/* The acute trust with a department nearest to an area, leaving out one, and those open by day
 * alone where all_day; NOBODY where there is none. */
static unsigned nearest(const struct institutions *i, const struct area *a, unsigned but,
                        bool all_day) {
    unsigned best = NOBODY;
    double least = 0.0;
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        const struct provider *const x = &i->place->providers[p];
        if (!x->acute_trust || p == but || i->provider[p].department >= (all_day ? 1 : 2) ||
            !(i->provider[p].base_urgent > 0.0))
            continue;
        const double km = place_km(a->x_km, a->y_km, x->x_km, x->y_km);
        if (best == NOBODY || km < least) {
            best = p;
            least = km;
        }
    }
    return best;
}

/* Shares of its people by who is next, to[provider]; false where there is nobody. */
static bool heirs(const struct institutions *i, unsigned p, double *to) {
    double all = 0.0;
    for (unsigned q = 0; q < i->place->n_providers; q++)
        to[q] = 0.0;
    for (uint32_t a = 0; a < i->place->n_areas; a++) {
        const struct area *const x = &i->place->areas[a];
        const unsigned next = nearest(i, x, p, true);
        if (x->elective_only || nearest(i, x, NOBODY, false) != p || next == NOBODY)
            continue;
        to[next] += x->people;
        all += x->people;
    }
    for (unsigned q = 0; q < i->place->n_providers && all > 0.0; q++)
        to[q] /= all;
    return all > 0.0;
}

/* Open beds as published last; 0 where none are. */
static double beds_of(const struct institutions *i, unsigned p) {
    const struct month_series *const s = &i->place->providers[p].urgent.beds_open;
    const double beds = s->n > 0 ? (double)s->value[s->n - 1] : 0.0;
    return beds > 0.0 ? beds : 0.0; /* not published: NAN */
}

static void hand_over(struct institutions *i, unsigned p, unsigned q, double part,
                      const struct downgrade *d) {
    const unsigned nc = i->n_commissioners;
    struct provider_state *const from = &i->provider[p], *const to = &i->provider[q];
    const double moves = from->base_urgent * part;
    for (unsigned c = 0; c < nc; c++) {
        double *const share = &i->urgent_share[(size_t)q * nc + c];
        *share = (*share * to->base_urgent + i->urgent_share[(size_t)p * nc + c] * moves) /
                 (to->base_urgent + moves);
    }
    const double more = to->base_urgent > 0.0 ? moves / to->base_urgent : 0.0;
    to->taken_over += more;
    const double beds = beds_of(i, p), own = beds_of(i, q);
    to->more_beds += d->follows * (beds > 0.0 && own > 0.0
                                       ? part * (1.0 - from->given_up) * beds / own
                                       : more);
    if (d->to == 1) {
        to->by_night += more / d->night_share;
        to->opens = d->opens;
        to->closes = d->closes;
    } else {
        to->by_day += more;
    }
    to->base_urgent += moves;
    to->base_admissions += from->base_admissions * part;
    to->follows = d->follows;
    to->builds = d->builds;
    records_add(i, q, Q_FAILURE, (pence_t)(12.0 * moves), "urgent work taken over",
                "from %s: %.1f%% more than its own",
                i->account_name[from->account.i], 100.0 * to->taken_over);
}

void failure_downgrade(struct institutions *i, unsigned p, const struct downgrade *d) {
    struct provider_state *const x = &i->provider[p];
    double *const to = i->by_provider;
    if (d->to == 0 || x->department >= d->to || !(x->base_urgent > 0.0))
        return;
    if (!heirs(i, p, to)) {
        records_add(i, p, Q_FAILURE, 0, "emergency department",
                    "stays as it is: nobody near is open all day");
        return;
    }
    const double moved = d->to == 2 ? 1.0 - d->stranded : d->night_share;
    const pence_t once = (pence_t)(12.0 * d->cost * moved * x->base_urgent);
    ledger_move(&i->ledger, i->treasury, i->suppliers, LINE_EMERGENCY, REASON_REORGANISATION, once);
    for (unsigned q = 0; q < i->place->n_providers; q++)
        if (to[q] > 0.0)
            hand_over(i, p, q, moved * to[q], d);
    x->base_urgent *= 1.0 - moved;
    x->base_admissions *= 1.0 - moved;
    x->given_up = 1.0 - (1.0 - x->given_up) * (1.0 - moved);
    x->follows = d->follows;
    x->department = (uint8_t)d->to;
    x->opens = d->opens;
    x->closes = d->closes;
    budgets_terms(i);
    records_add(i, p, Q_FAILURE, once, "emergency department",
                d->to == 2 ? "shut; %.0f%% of its urgent cost goes with the work"
                           : "shut at night; %.0f%% of its urgent cost goes with the work",
                100.0 * moved);
}

struct urgent_door failure_door(const struct institutions *i, unsigned p) {
    struct urgent_door s = {.beds = 1.0, .space = 1.0};
    if (p >= i->place->n_providers)
        return s;
    const struct provider_state *const x = &i->provider[p];
    s.shut = x->department == 2;
    if (x->department == 1) {
        s.opens = x->opens;
        s.closes = x->closes;
    }
    s.beds = (1.0 - x->given_up * x->follows) * (1.0 + x->more_beds);
    s.space = 1.0 + x->taken_over * x->builds;
    return s;
}

double failure_doctors(const struct institutions *i, unsigned p, unsigned hour) {
    if (p >= i->place->n_providers)
        return 1.0;
    const struct provider_state *const x = &i->provider[p];
    const bool night = (double)hour < x->opens || (double)hour >= x->closes;
    return 1.0 + (x->by_day + (night ? x->by_night : 0.0)) * x->follows;
}
