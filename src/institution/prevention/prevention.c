// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Prevention (card 3.17 of urgent care, C26 and C27): a check of the heart and tablets for those at
 * risk (the NHS Health Check, statins), exercise for those who may fall.
 *
 *   relief(t)  share x reduces x ( 1 - 2^(-t / half) ) of needs of the kind, for so many years
 *   saved      needs for a bed a year x sum over years of relief(t) x pounds a need x left^t
 *   cost       check / treated + course + sum over years of upkeep x left^t
 *   left       stays / (1 + discount)
 *   offered    to whom the age fits and whose published rate (age, sex, frailty, tenth) makes
 *              saved / cost reach worth_needed; as many, by a keyed draw of the year, as the money
 *   takes up   by a draw of the person and the programme; who declines once always declines
 *
 * pounds a need: saved_share of the price of an emergency stay and attendance, and what the holder
 * counts for health. So what is bought follows from rates, prices, tenure and cost; nothing here
 * says what prevention saves. What it does save is seen in the run, and may be less: a block
 * contract gives nothing back. Whoever moves to another holder takes the treatment along, and that
 * holder pays its upkeep: the leak that keeps holders from buying. It comes on top of what is
 * offered today, which stands in the rates.
 *
 *   a death of somebody treated is kept away with chance  deaths x relief(t)
 *
 * deaths the part of all deaths that are of the disease, by the same lag and end as its needs. For
 * the heart that is a lower bound: its share of deaths times the share of the kind's needs that is
 * of the heart (heart_share, counted in emergencies) times the effect keeps 2.2% of deaths away,
 * where trials of statins found some 10% a mmol/l of cholesterol, of all causes (recalled). Who
 * lives on is as ill and as old as they were and runs every risk again, so that most of what is won
 * is some years. Left out: that the spell of dying goes too (its stays have been), vaccination,
 * smoking, councils' public health, harm by checks. */
#include "institution/prevention/prevention.h"
#include "institution/membership/membership.h"
#include <assert.h>

static const struct parameter prevention_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/prevention/prevention.def"
#undef PARAM
};
static_assert(sizeof prevention_rows / sizeof *prevention_rows ==
                  sizeof(struct prevention_params) / sizeof(double),
              "a number a row");
PARAMETER_TABLE(prevention);

#define CHECKED_ONLY UINT8_MAX /* checked, and not treated */
struct prevention {
    struct prevention_params par;
    uint8_t *since; /* [person * PROGRAMMES + programme] year of run + 1 of treatment; 0: never */
    uint32_t n_people;
};
static const uint8_t kind_of[PROGRAMMES] = {NEED_CARDIOVASCULAR, NEED_FALL};
static const char *const word[PROGRAMMES] = {"heart", "falls"};

int prevention_open(struct institutions *i, struct fault *f) {
    i->prevention = arena_take(&i->arena, sizeof *i->prevention);
    if (!i->prevention)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    settings_fill(i, &prevention_param_table, (double *)&i->prevention->par);
    return 0;
}

/* ---- the rule ---- */

double prevention_relief(const struct programme *p, double years) {
    if (!(years > 0.0) || years > p->lasts)
        return 0.0;
    return p->share * p->reduces * (1.0 - real_pow(0.5, years / p->half));
}

double prevention_threshold(const struct prevention_params *q, unsigned programme, double stays,
                            double pounds_a_need) {
    const struct programme *const p = &q->programme[programme];
    double saved = 0.0, cost = p->check / p->treated + p->course;
    for (unsigned t = 0; (double)t + 0.5 < p->lasts; t++) {
        const double left = real_pow(stays / (1.0 + q->discount), (double)t + 0.5);
        saved += prevention_relief(p, (double)t + 0.5) * pounds_a_need * left;
        cost += p->upkeep * left;
    }
    return saved > 0.0 ? q->worth_needed * cost / saved : 1e9;
}

double prevention_saves(const struct institutions *i, double health_worth) {
    const unsigned band = complexity_band(&i->par, 1.0);
    const double stay = i->pounds[price_key(CURRENCY_EMERGENCY_STAY, 0, band)],
                 seen = i->pounds[price_key(CURRENCY_ATTENDANCE_1, 0, band)];
    return i->prevention->par.saved_share * (stay + seen) + health_worth;
}

/* ---- who ---- */

static bool served(const struct institutions *i, const struct world *w,
                   const struct prevention_buyer *b, uint32_t q, uint32_t day) {
    const struct person *const x = &w->people.p[q];
    if (!person_alive(x) || !person_present(x, day) || (x->flags & FLAG_ELECTIVE_ONLY))
        return false;
    return b->plan ? i->membership->of[q] == b->plan
                   : i->commissioner_of[x->area] == b->commissioner;
}

static double years_since(const struct institutions *i, uint8_t since) {
    return (double)i->year + 1.0 - since + (12.0 - budgets_months_left(i) + 0.5) / 12.0;
}

static bool under_treatment(const struct institutions *i, uint32_t q, unsigned k) {
    const struct prevention *const x = i->prevention;
    const uint8_t since = x->since[q * PROGRAMMES + k];
    return since && since != CHECKED_ONLY &&
           years_since(i, since) <= x->par.programme[k].lasts;
}

/* Of the right age, never asked or its course has run out, and at risk enough. */
static bool offered(const struct institutions *i, const struct world *w, uint32_t q, unsigned k,
                    double threshold) {
    const struct programme *const p = &i->prevention->par.programme[k];
    const struct person *const x = &w->people.p[q];
    const uint8_t since = i->prevention->since[q * PROGRAMMES + k];
    const day_t today = w->first_day + institutions_day(i, w);
    const double age = (double)(day_month(today) - x->born) / 12.0;
    if (since == CHECKED_ONLY || (since && under_treatment(i, q, k)) || age < p->from ||
        age >= p->to + 1.0)
        return false;
    return needs_bed_rate(w->needs, x, today, (enum need_kind)kind_of[k]) >= threshold;
}

static double pounds_an_offer(const struct programme *p) {
    return p->takes_up * (p->check + p->treated * (p->course + p->upkeep));
}

/* One person is asked; returns pounds. */
static double ask(struct institutions *i, const struct world *w, uint32_t q, unsigned k) {
    const struct programme *const p = &i->prevention->par.programme[k];
    const struct words u = luck_words(&w->nature, q, PURPOSE_INVITED, k);
    if (word_uniform(u.w[0]) >= p->takes_up)
        return 0.0;
    const bool treated = word_uniform(u.w[1]) < p->treated;
    i->prevention->since[q * PROGRAMMES + k] = treated ? (uint8_t)(i->year + 1u) : CHECKED_ONLY;
    return p->check + (treated ? p->course + p->upkeep : 0.0);
}

static bool need(struct institutions *i, const struct world *w) {
    struct prevention *const x = i->prevention;
    if (!x->since) {
        x->since = arena_array(&i->arena, (size_t)w->people.n * PROGRAMMES + 1u, 1);
        x->n_people = w->people.n;
    }
    if (!x->since)
        i->failed = FAULT_MEMORY;
    return x->since != NULL;
}

/* ---- the year ---- */

static double keep_up(const struct institutions *i, const struct world *w,
                      const struct prevention_buyer *b, uint32_t day) {
    double pounds = 0.0;
    for (uint32_t q = 0; q < i->prevention->n_people; q++)
        for (unsigned k = 0; k < PROGRAMMES; k++)
            if (under_treatment(i, q, k) && served(i, w, b, q, day))
                pounds += i->prevention->par.programme[k].upkeep;
    return pounds;
}

static double invite(struct institutions *i, const struct world *w,
                     const struct prevention_buyer *b, const double *threshold, double pounds) {
    const uint32_t day = institutions_day(i, w);
    double wanted = 0.0, spent = 0.0;
    for (unsigned pass = 0; pass < 2; pass++) {
        const double part = pounds < wanted ? pounds / wanted : 1.0;
        for (uint32_t q = 0; q < i->prevention->n_people; q++) {
            if (!served(i, w, b, q, day))
                continue;
            const struct words u = luck_words(&w->nature, q, PURPOSE_INVITED, 16u + i->year);
            for (unsigned k = 0; k < PROGRAMMES; k++) {
                if (!offered(i, w, q, k, threshold[k]))
                    continue;
                if (pass == 0)
                    wanted += pounds_an_offer(&i->prevention->par.programme[k]);
                else if (word_uniform(u.w[k]) < part)
                    spent += ask(i, w, q, k);
            }
        }
    }
    return spent;
}

static void record(struct institutions *i, const struct prevention_buyer *b,
                   const double *threshold, pence_t pence) {
    unsigned treated[PROGRAMMES] = {0};
    for (uint32_t q = 0; q < i->prevention->n_people; q++)
        for (unsigned k = 0; k < PROGRAMMES; k++)
            treated[k] += under_treatment(i, q, k);
    records_add(i, NOBODY, Q_FUNDING, pence, "prevention",
                "%s: worth it from %.3f needs for a bed a year (%s), %.3f (%s); %.1f%% stay; under "
                "treatment in the place %u, %u",
                i->account_name[b->account.i], threshold[0], word[0], threshold[1], word[1],
                100.0 * b->stays * i->prevention->par.residents_stay, treated[0], treated[1]);
}

pence_t prevention_year(struct institutions *i, const struct world *w,
                        const struct prevention_buyer *b) {
    double threshold[PROGRAMMES];
    if (!w->needs || (!(b->money > 0.0) && !i->prevention->since) || !need(i, w))
        return 0;
    for (unsigned k = 0; k < PROGRAMMES; k++)
        threshold[k] = prevention_threshold(&i->prevention->par, k,
                                            b->stays * i->prevention->par.residents_stay,
                                            prevention_saves(i, b->health_worth));
    const double kept = keep_up(i, w, b, institutions_day(i, w)),
                 free_ = b->money / 100.0 / i->price_level - kept,
                 new_ = free_ > 0.0 ? invite(i, w, b, threshold, free_) : 0.0;
    const pence_t pence = (pence_t)((kept + new_) * 100.0 * i->price_level + 0.5);
    record(i, b, threshold, pence);
    return pence;
}

/* The deaths of a disease go with it: of all deaths of the treated by the part that are of it. Two
 * programmes keep each its own part away. */
static double deaths_kept_away(const struct institutions *i, uint32_t person) {
    const struct prevention *const x = i->prevention;
    double left = 1.0;
    for (unsigned k = 0; k < PROGRAMMES; k++)
        left -= x->par.programme[k].deaths * prevention_share(i, person, kind_of[k]);
    return left > 0.0 ? 1.0 - left : 1.0;
}

double prevention_share(const struct institutions *i, uint32_t person, unsigned kind) {
    const struct prevention *const x = i->prevention;
    if (!x || !x->since || person >= x->n_people)
        return 0.0;
    if (kind == NEED_DEATH)
        return deaths_kept_away(i, person);
    for (unsigned k = 0; k < PROGRAMMES; k++) {
        const uint8_t since = x->since[person * PROGRAMMES + k];
        if (kind == kind_of[k] && since && since != CHECKED_ONLY)
            return prevention_relief(&x->par.programme[k], years_since(i, since));
    }
    return 0.0;
}
