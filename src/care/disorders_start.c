// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* How common mental disorders are, and who has one on the first day.
 *
 *   odds(cell)  = c x women x age x deprived^((4.5 - tenth)/9) x conditions
 *                 conditions: log-linear from one to five (Barnett and others 2012)
 *   c           such that England's mean, by the place's people with the gradient of tenths taken
 *               out, is the published share: a poorer place has more
 *   gives up    = ln(referred / begun) / wait: of whom all wait as long, so many are left
 *   steady      (share of adults)  course  = begun x course_days / year
 *                                  waiting = (referred - begun) / gives up
 *                                  ill     = share - waiting - course
 *               refers    = referred / ill
 *               ends      = (ends x (ill + waiting) + begun x finishes x recovers) / share
 *
 * so that referrals, first treatments and waits of the start are the published ones, and onsets
 * make
 * up for what ends: treatment is in the published share and counts but once. Left out: children,
 * severe disorders but for their crises. */
#include <stdlib.h>

#include "base/real.h"
#include "care/disorders.h"
#include "care/following.h"

struct disorder_rates disorders_rates(const struct disorders_params *p) {
    struct disorder_rates r = {.course = p->begun * p->course_days / DAYS_A_YEAR};
    const double wait = p->wait_days / DAYS_A_YEAR;
    const bool some_go = p->referred > p->begun && p->begun > 0.0 && wait > 0.0;
    r.gives_up = some_go ? real_log(p->referred / p->begun) / wait : p->ends;
    if (r.gives_up < p->ends) r.gives_up = p->ends;
    r.waiting = some_go ? (p->referred - p->begun) / r.gives_up : p->begun * wait;
    r.ill = p->share - r.waiting - r.course;
    if (r.ill < 0.0) r.ill = 0.0;
    r.refers = r.ill > 0.0 ? p->referred / r.ill : 0.0;
    r.ends = p->share > 0.0 ? (p->ends * (r.ill + r.waiting) +
                               p->begun * p->finishes * p->recovers) / p->share
                            : 0.0;
    return r;
}

unsigned disorders_cell(const struct person *p, day_t today) {
    const double age = person_age(p, today);
    const unsigned band = age < 45 ? 0 : age < 65 ? 1 : age < 75 ? 2 : 3,
                   many = p->conditions < DISORDER_CONDITIONS ? p->conditions
                                                              : DISORDER_CONDITIONS - 1u;
    return ((band * 2u + ((p->flags & FLAG_WOMAN) != 0)) * DISORDER_TENTHS + p->decile - 1u) *
               DISORDER_CONDITIONS + many;
}

double disorders_odds(const struct disorders_params *p, unsigned cell) {
    const double age[DISORDER_AGES] = {1.0, p->age_45_64, p->age_65_74, p->age_75};
    const unsigned many = cell % DISORDER_CONDITIONS, row = cell / DISORDER_CONDITIONS,
                   tenth = row % DISORDER_TENTHS, woman = row / DISORDER_TENTHS % 2u;
    const double one = real_log(p->conditions_1), five = real_log(p->conditions_5),
                 body = many ? one + (five - one) * (many - 1u) / 4.0 : 0.0;
    return age[row / DISORDER_TENTHS / 2u] * (woman ? p->women : 1.0) *
           real_exp(real_log(p->deprived) * (4.5 - tenth) / 9.0 + body);
}

static double share_at(double c, double odds) { return c * odds / (1.0 + c * odds); }

static bool counts(const struct world *w, uint32_t i) {
    const struct person *p = &w->people.p[i];
    return p->arrives == 0 && person_alive(p) && !(p->flags & FLAG_ELECTIVE_ONLY) &&
           person_age(p, w->first_day) >= 18.0;
}

/* c by bisection in logs; the published mean is of the place's adults as if of every tenth. */
void disorders_shares(struct disorders *d, const struct world *w) {
    const struct disorders_params *par = &w->par.disorders;
    double people[DISORDER_CELLS] = {0}, all = 0.0, low = -12.0, high = 6.0;
    for (uint32_t i = 0; i < w->people.n; i++) {
        if (!counts(w, i)) continue;
        people[disorders_cell(&w->people.p[i], w->first_day)] += 1.0;
        all += 1.0;
    }
    for (unsigned round = 0; round < 60 && all > 0.0; round++) {
        const double c = real_exp(0.5 * (low + high));
        double sum = 0.0;
        for (unsigned k = 0; k < DISORDER_CELLS; k++) {
            const unsigned tenth = k / DISORDER_CONDITIONS % DISORDER_TENTHS;
            const double gradient = real_exp(real_log(par->deprived) * (4.5 - tenth) / 9.0);
            sum += people[k] * share_at(c, disorders_odds(par, k) / gradient);
        }
        if (sum < par->share * all) low = 0.5 * (low + high);
        else high = 0.5 * (low + high);
    }
    const double c = real_exp(0.5 * (low + high));
    for (unsigned k = 0; k < DISORDER_CELLS; k++)
        d->share[k] = share_at(c, disorders_odds(par, k));
    d->places_a_day = par->begun * all / DAYS_A_YEAR;
}

/* Crises that follow those of before the first day: as many as there are on the way, from Little's
 * law, each with part of its time gone. */
static void crisis_to_come(const struct disorders *d, struct world *w, uint32_t i,
                           const struct words *u) {
    const struct disorders_params *par = &w->par.disorders;
    const struct person *p = &w->people.p[i];
    const double share = d->share[disorders_cell(p, w->first_day)],
                 more = disorders_factor(par->crises, share, true) - 1.0,
                 days = par->crisis_after + par->crisis_days;
    if (!(more > 0.0)) return;
    const double chance = more * days / DAYS_A_YEAR *
                          needs_bed_rate(w->needs, p, w->first_day, NEED_MENTAL_CRISIS);
    if (p->arrives || !(word_uniform(u->w[3]) < chance)) return;
    const struct words v = luck_words(&w->nature, i, PURPOSE_DISORDER, UINT32_MAX - 1u);
    const struct need n = {.person = i,
                           .kind = NEED_MENTAL_CRISIS,
                           .truth = TRUE_HOSPITAL_BED,
                           .severity = needs_severity(&w->needs_par, TRUE_HOSPITAL_BED,
                                                      word_uniform(v.w[0]))};
    following(w, &n, FOLLOWS_DISORDER, days * word_uniform(v.w[1]));
}

static int by_since(const void *a, const void *b) {
    const struct therapy_wait *x = a, *y = b;
    if (x->since != y->since) return x->since < y->since ? -1 : 1;
    return x->person < y->person ? -1 : x->person > y->person;
}

/* Adults by a draw of their own, in proportion to the steady shares; children well. */
int disorders_start(struct disorders *d, struct world *w) {
    const struct disorder_rates *r = &d->rates;
    const double all = r->ill + r->waiting + r->course;
    for (uint32_t i = 0; i < w->people.n; i++) {
        const struct person *p = &w->people.p[i];
        if (p->flags & FLAG_ELECTIVE_ONLY) continue;
        const struct words u = luck_words(&w->nature, i, PURPOSE_DISORDER, UINT32_MAX);
        enum disorder_state s = DISORDER_NONE;
        if (person_age(p, w->first_day) >= 18.0 && all > 0.0 &&
            word_uniform(u.w[0]) < d->share[disorders_cell(p, w->first_day)]) {
            const double x = word_uniform(u.w[1]) * all;
            s = x < r->ill || p->arrives ? DISORDER_ILL
                : x < r->ill + r->waiting ? DISORDER_WAITING
                                          : DISORDER_COURSE;
        }
        disorders_put(w, i, s, day_minute(w->first_day) + 1u);
        if (s != DISORDER_NONE) crisis_to_come(d, w, i, &u);
        if (s == DISORDER_WAITING && !w->failed)
            d->line[d->end - 1u].since -= (minute_t)(MINUTES_A_DAY * w->par.disorders.wait_days *
                                         word_uniform(u.w[2]));
    }
    /* who waits the longest is first: people are in order of neighbourhood */
    if (d->end) qsort(d->line, d->end, sizeof *d->line, by_since);
    return w->failed;
}
