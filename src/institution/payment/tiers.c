// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Prices that differ by case (cards C2, C14, C15).
 *
 *   paid = price( currency, function, coded band ) x tier( case ) x market forces factor( provider
 *   )
 *
 *   marginal     cases beyond the volume of the year. Planned work: base x price level x volume, a
 *                service. Emergency: the same of the base of each (provider, commissioner), or of
 *                its admissions alone: their value in the contract's first whole financial year of
 *                the run, once that is over (the base's till then), at this year's price
 *   short        an emergency stay whose complexity (which follows its nights) lies below the
 *   stated one
 *   readmission  an emergency stay within so many days of planned treatment, wherever that was
 *   included     the person is paid for by the year
 *
 * Coding: a provider counts what its cases of the year would have brought, coded one step deeper,
 * and next year codes so if that is more than the coders cost. What is coded deeper costs no more
 * to treat, so the price drifts from the cost; how far is the outcome. Left out: depth lost again,
 * audits, never events. */
#include "institution/payment/payment.h"

struct payment {
    /* [provider * commissioners + commissioner] emergency; volume 0: none agreed; stays: of done,
     * where the volume is of admissions; own: their first whole year over the base's, 0: not yet */
    pence_t *volume, *done, *stays;
    double *own;
    double level;   /* of prices when the volumes were set, */
    unsigned since; /* and the month */
    /* [provider] since April: worth of admissions beyond the volumes, and what was not paid */
    pence_t *beyond, *taken;
    /* [provider] of coding; pence that a step deeper would have brought, cases, since April */
    double *depth, *gain, *coded;
    /* [provider] pounds a case of the depth reached; coded cases this month */
    double *cost, *month;
    double *patients;            /* [commissioner] paid for by the year */
    /* [person] day of run + 1 of the last planned treatment; NULL: nobody looks */
    uint16_t *planned_day;
};

int payment_open(struct institutions *i, struct fault *f) {
    struct arena *const m = &i->arena;
    const size_t both = (size_t)i->n_providers * i->n_commissioners;
    struct payment *const x = arena_take(m, sizeof *x);
    if (!x)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    *x = (struct payment){.volume = arena_array(m, both, sizeof(pence_t)),
                          .done = arena_array(m, both, sizeof(pence_t)),
                          .stays = arena_array(m, both, sizeof(pence_t)),
                          .own = arena_array(m, both, sizeof(double)),
                          .beyond = arena_array(m, i->n_providers, sizeof(pence_t)),
                          .taken = arena_array(m, i->n_providers, sizeof(pence_t)),
                          .depth = arena_array(m, i->n_providers, sizeof(double)),
                          .gain = arena_array(m, i->n_providers, sizeof(double)),
                          .coded = arena_array(m, i->n_providers, sizeof(double)),
                          .cost = arena_array(m, i->n_providers, sizeof(double)),
                          .month = arena_array(m, i->n_providers, sizeof(double)),
                          .patients = arena_array(m, i->n_commissioners, sizeof(double))};
    i->payment = x;
    for (unsigned p = 0; p < i->n_providers; p++)
        i->provider[p].bargained = 1.0;
    return arena_failed(m) ? fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory") : 0;
}

void payment_close(struct institutions *i) {
    if (i->payment)
        memory_free(i->payment->planned_day);
}

double payment_tier_share(const struct terms *t, unsigned tier) {
    return t->tier[tier] * (t->variable > 0.0 ? t->variable : 1.0);
}

static const struct terms *urgent_terms(const struct institutions *i, unsigned c, unsigned p) {
    return &i->term[i->term_of[row_in_force(i, Q_PAYMENT, c, LINE_EMERGENCY)]
                              [i->provider[p].open_market]]
                .t;
}

double payment_full(const struct institutions *i, const struct terms *t, unsigned key) {
    const struct economy_params *const p = &i->par;
    const double middle[BANDS] = {p->simple_complexity, 1.0, p->complex_complexity};
    double pounds = (double)i->pounds[key];
    if (t->own_split)
        pounds =
            (double)(int32_t)(i->unit_cost[key] * (1.0 + t->split * (middle[key % BANDS] - 1.0)) +
                              0.5);
    if (t->stay > 0.0 && key / BANDS == price_key(CURRENCY_EMERGENCY_STAY, 0, 0) / BANDS)
        pounds *= t->stay;
    /* rows of the priced by function come first */
    const unsigned currency = key / BANDS / FUNCTION_MAX;
    if (currency == CURRENCY_DAY_CASE)
        pounds *= 1.0 + t->day_case;
    else if (currency == CURRENCY_ELECTIVE_STAY)
        pounds *= 1.0 - t->day_case;
    else
        return pounds;
    return t->admitted > 0.0 ? pounds * t->admitted : pounds;
}

/* ---- the year ---- */

static void count_patients(struct institutions *i, unsigned c, unsigned conditions) {
    const struct people *const people = &i->world->people;
    double n = 0.0;
    for (uint32_t k = 0; k < people->n; k++) {
        const struct person *const x = &people->p[k];
        n += x->conditions >= conditions && person_alive(x) && !(x->flags & FLAG_ELECTIVE_ONLY) &&
             x->area < i->place->n_areas && i->place->areas[x->area].commissioner == c;
    }
    i->payment->patients[c] = n;
}

/* A contract's own admissions of its first whole year, over what the base says they are. */
static void own_year(struct institutions *i) {
    struct payment *const x = i->payment;
    const bool whole = i->month == x->since + 12u;
    for (unsigned p = 0; p < i->place->n_providers; p++)
        for (unsigned c = 0; c < i->n_commissioners; c++) {
            const size_t at = (size_t)p * i->n_commissioners + c;
            const double base = 12.0 * i->provider[p].base_admissions * i->urgent_share[at];
            if (whole && !(x->own[at] > 0.0) && x->stays[at] > 0 && base > 0.0)
                x->own[at] = (double)x->stays[at] / x->level / base;
            x->stays[at] = 0;
        }
    x->since = i->month;
    x->level = i->price_level;
}

static void volumes(struct institutions *i) {
    struct payment *const x = i->payment;
    own_year(i);
    for (unsigned p = 0; p < i->place->n_providers; p++)
        for (unsigned c = 0; c < i->n_commissioners; c++) {
            const size_t at = (size_t)p * i->n_commissioners + c;
            const struct terms *const t = urgent_terms(i, c, p);
            const double own = x->own[at] > 0.0 ? x->own[at] : 1.0,
                         base = t->admissions ? i->provider[p].base_admissions * own
                                              : i->provider[p].base_urgent;
            x->volume[at] = (pence_t)(base * i->urgent_share[at] * t->volume * i->price_level *
                                      budgets_months_left(i));
            x->done[at] = 0;
        }
}

/* Deeper coding pays if a year of it would have brought more than its coders cost. */
static void decide_depth(struct institutions *i, unsigned p, const struct terms *t) {
    struct payment *const x = i->payment;
    const double cost = 100.0 * t->coding_cost * x->coded[p];
    if (x->coded[p] > 0.0 && x->gain[p] > cost &&
        x->depth[p] + t->coding_step <= t->coding_deepest) {
        x->depth[p] += t->coding_step;
        x->cost[p] += t->coding_cost;
        records_add(i, p, Q_PAYMENT, (pence_t)x->gain[p], "coding",
                    "a step deeper would have brought %.0f pounds and cost %.0f: depth %.3f",
                    x->gain[p] / 100.0, cost / 100.0, x->depth[p]);
    }
    x->gain[p] = x->coded[p] = 0.0;
}

void payment_year(struct institutions *i) {
    bool days = false;
    for (unsigned t = 0; t < i->n_terms; t++)
        days = days || i->term[t].t.readmission_days > 0;
    if (days && !i->payment->planned_day) {
        void *rows = NULL;
        size_t room = 0;
        if (memory_grow(&rows, &room, i->world->people.n + 1u, sizeof(uint16_t)) < 0)
            i->failed = FAULT_MEMORY;
        i->payment->planned_day = rows;
        for (uint32_t k = 0; rows && k <= i->world->people.n; k++)
            i->payment->planned_day[k] = 0;
    }
    volumes(i);
    for (unsigned c = 0; c < i->n_commissioners; c++)
        if (urgent_terms(i, c, 0)->conditions > 0)
            count_patients(i, c, urgent_terms(i, c, 0)->conditions);
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        const struct terms *const t =
            &i->term[i->term_of[i->regime->of[Q_PAYMENT][LINE_PLANNED]][i->provider[p].open_market]]
                 .t;
        if (t->coding_step > 0.0)
            decide_depth(i, p, t);
    }
}

double payment_patients(const struct institutions *i, const struct terms *t, unsigned c,
                        unsigned provider) {
    if (t->conditions == 0)
        return 0.0;
    double all = 0.0;
    for (unsigned p = 0; p < i->place->n_providers; p++)
        all += i->provider[p].base_urgent * i->urgent_share[(size_t)p * i->n_commissioners + c];
    const double own = i->provider[provider].base_urgent *
                       i->urgent_share[(size_t)provider * i->n_commissioners + c];
    return all > 0.0 ? i->payment->patients[c] * t->patient_year * 100.0 / 12.0 * i->price_level *
                           own / all
                     : 0.0;
}

/* ---- the case ---- */

static bool coded(const struct activity *a) {
    return a->currency == CURRENCY_DAY_CASE || a->currency == CURRENCY_ELECTIVE_STAY ||
           a->currency == CURRENCY_EMERGENCY_STAY;
}

unsigned payment_band(struct institutions *i, unsigned term, unsigned p, const struct activity *a) {
    const struct terms *const t = &i->term[term].t;
    struct payment *const x = i->payment;
    const double complexity = (double)a->complexity;
    if (!(t->coding_step > 0.0) || !coded(a) || p >= i->place->n_providers)
        return complexity_band(&i->par, complexity);
    const unsigned now = complexity_band(&i->par, complexity * (1.0 + x->depth[p]));
    const unsigned deeper =
        complexity_band(&i->par, complexity * (1.0 + x->depth[p] + t->coding_step));
    const unsigned g = (unsigned)a->currency < PLANNED_CURRENCIES ? a->function : 0u;
    x->gain[p] += (double)a->quantity * 100.0 *
                  (double)(payment_pounds(i, term, p, price_key(a->currency, g, deeper)) -
                           payment_pounds(i, term, p, price_key(a->currency, g, now)));
    x->coded[p] += (double)a->quantity;
    x->month[p] += (double)a->quantity;
    return now;
}

static bool readmitted(struct institutions *i, const struct world *w, const struct terms *t,
                       const struct activity *a) {
    uint16_t *const day = i->payment->planned_day;
    if (!day || a->person >= w->people.n || t->readmission_days == 0)
        return false;
    const unsigned today = (w->calendar ? world_day(w) : i->month * 30u) + 1u;
    if (a->currency == CURRENCY_DAY_CASE || a->currency == CURRENCY_ELECTIVE_STAY)
        day[a->person] = (uint16_t)today;
    return a->currency == CURRENCY_EMERGENCY_STAY && day[a->person] > 0 &&
           today - day[a->person] <= t->readmission_days;
}

/* Counts a case against the volume; true when that was full before it. */
static bool beyond(struct institutions *i, const struct terms *t, unsigned c, unsigned p,
                   const struct activity *a, pence_t full) {
    /* done of a service is counted with its plan */
    if ((unsigned)a->currency < PLANNED_CURRENCIES) {
        const int s = i->place->service_of[p * i->n_functions + a->function];
        return s >= 0 && i->service[s].volume > 0 && i->service[s].done >= i->service[s].volume;
    }
    if (a->line != LINE_EMERGENCY || (t->admissions && a->currency != CURRENCY_EMERGENCY_STAY &&
                                      a->currency != CURRENCY_BED_DAY))
        return false;
    const size_t at = (size_t)p * i->n_commissioners + c;
    const bool is = i->payment->volume[at] > 0 && i->payment->done[at] >= i->payment->volume[at];
    i->payment->done[at] += full;
    if (t->admissions) {
        i->payment->stays[at] += full;
        i->payment->beyond[p] += is ? full : 0;
    }
    return is;
}

/* Counts what a case beyond the baseline does not bring. */
static void takes(struct institutions *i, unsigned full_row, unsigned paid_row, unsigned p,
                  unsigned key, const struct activity *a) {
    if (i->term[full_row].t.admissions && a->line == LINE_EMERGENCY)
        i->payment->taken[p] += (pence_t)((double)a->quantity * 100.0 + 0.5) *
                                (payment_pounds(i, full_row, p, key) -
                                 payment_pounds(i, paid_row, p, key));
}

unsigned payment_tier(struct institutions *i, const struct world *w, unsigned term, unsigned c,
                      unsigned p, const struct activity *a, unsigned key) {
    const struct terms *const t = &i->term[term].t;
    if (t->tiers == 0 || p >= i->place->n_providers)
        return term;
    const pence_t hundredths = (pence_t)((double)a->quantity * 100.0 + 0.5),
                  full = payment_full_price(i, p, key) * hundredths;
    if (readmitted(i, w, t, a))
        return term + TIER_READMISSION;
    if (t->conditions > 0 && a->line == LINE_EMERGENCY && a->person < w->people.n &&
        w->people.p[a->person].conditions >= t->conditions)
        return term + TIER_INCLUDED;
    const bool marginal = t->volume > 0.0 && beyond(i, t, c, p, a, full);
    const bool short_ =
        a->currency == CURRENCY_EMERGENCY_STAY && (double)a->complexity < t->short_below;
    const unsigned whole = short_ ? TIER_SHORT : TIER_FULL,
                   part = short_ ? TIER_SHORT_MARGINAL : TIER_MARGINAL;
    if (marginal)
        takes(i, term + whole, term + part, p, key, a);
    return term + (marginal ? part : whole);
}

double payment_brings(const struct institutions *i, unsigned provider) {
    double sum = 0.0, all = 0.0;
    const struct terms *const first = &i->term[i->term_of[i->regime->of[Q_PAYMENT][LINE_EMERGENCY]]
                                                         [i->provider[provider].open_market]]
                                           .t;
    if (first->tiers == 0)
        return first->variable;
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        const size_t at = (size_t)provider * i->n_commissioners + c;
        const struct terms *const t = urgent_terms(i, c, provider);
        const bool full =
            i->payment->volume[at] > 0 && i->payment->done[at] >= i->payment->volume[at];
        sum += i->urgent_share[at] *
               (t->tiers ? payment_tier_share(t, full ? TIER_MARGINAL : TIER_FULL) : t->variable);
        all += i->urgent_share[at];
    }
    return all > 0.0 ? sum / all : payment_tier_share(first, TIER_FULL);
}

double payment_depth(const struct institutions *i, unsigned provider) {
    return i->payment->depth[provider];
}

static void year_of_baseline(struct institutions *i, unsigned p) {
    struct payment *const x = i->payment;
    if (x->beyond[p] > 0)
        records_add(i, p, Q_PAYMENT, x->taken[p], "marginal rate",
                    "admissions worth %.2f million pounds beyond the baselines since April; %.2f "
                    "not paid",
                    (double)x->beyond[p] / 1e8, (double)x->taken[p] / 1e8);
    x->beyond[p] = x->taken[p] = 0;
}

void payment_month_ended(struct institutions *i) {
    for (unsigned p = 0; p < i->place->n_providers && budgets_months_left(i) == 1; p++)
        year_of_baseline(i, p);
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        struct provider_state *const x = &i->provider[p];
        const pence_t pence = (pence_t)(100.0 * i->payment->cost[p] * i->payment->month[p] + 0.5);
        i->payment->month[p] = 0.0;
        if (pence == 0)
            continue;
        ledger_move(&i->ledger, x->account, i->staff, LINE_PLANNED, REASON_INVOICING, pence);
        x->cost += pence;
    }
}
