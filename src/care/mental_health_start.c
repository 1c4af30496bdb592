// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The size of the mental-health pool, and the first day's people. By rule, no output scaled:
 *   entries  = crises a year x (1 + r + r^2 + r^3), r the chance of coming back (three times at
 *              most)
 *   offered  = entries x (1 - team_share) x nights / 365           (Little's law)
 *   beds     : the least at which offered x (1 - B(beds, offered)) / beds <= occupancy
 * with B Erlang's loss formula: a wait of hours is short against a stay of weeks. The first day has
 * beds x occupancy people in bed, met in the middle of a stay (a lognormal met in progress has
 * mu + sigma^2), and entries x r x half a year who left and will come back, with what is left of
 * an evenly spread wait. Who they are: a systematic sample of adults of working age. Left out:
 * those with a team or out of area on the first day, deprivation. */
#include "care/mental_health.h"

#include "base/real.h"

#define START_NUMBER 0x0fffffffu /* as of those in a general bed at the start */

uint32_t mental_health_beds_for(double offered, double occupancy) {
    if (!(offered > 0)) return 0;
    double lost = 1.0;
    for (uint32_t c = 1; c < 100000u; c++) {
        lost = offered * lost / (c + offered * lost);
        if (offered * (1.0 - lost) / c <= occupancy) return c;
    }
    return 100000u;
}

static bool may(const struct world *w, uint32_t i) {
    const struct person *p = &w->people.p[i];
    const double age = person_age(p, w->first_day);
    return p->arrives == 0 && person_alive(p) && !p->in_hospital &&
           !(p->flags & FLAG_ELECTIVE_ONLY) && age >= 18 && age < 65;
}

static void in_bed(struct world *w, uint32_t k, const struct words *u) {
    const struct mental_health_params *par = &w->par.mental_health;
    struct mental_case *c = &w->mental->at[k];
    const double longer = par->detained * par->nights_detained;
    c->detained = word_uniform(u->w[0]) < longer / (longer + 1.0 - par->detained);
    const double sigma = par->nights_sigma, mean = mental_health_nights(par, c->detained);
    const double whole =
        draw_lognormal(word_uniform(u->w[1]), mean, sigma) * real_exp(sigma * sigma);
    const double left = (whole < 730.0 ? whole : 730.0) * word_uniform(u->w[2]);
    w->people.p[c->person].in_hospital = 1;
    mental_health_put(w->mental, k, MENTAL_IN_BED);
    mental_health_later(w, k, day_minute(w->first_day) + 1u + (minute_t)(MINUTES_A_DAY * left));
}

static void will_return(struct world *w, uint32_t k, const struct words *u) {
    const double a = word_uniform(u->w[0]), b = word_uniform(u->w[1]);
    const double days = w->par.mental_health.readmission_days * (a < b ? a : b);
    mental_health_put(w->mental, k, MENTAL_AFTER);
    mental_health_later(w, k, day_minute(w->first_day) + 1u + (minute_t)(MINUTES_A_DAY * days));
}

/* Everybody's turn comes once in `step` people; those in bed are the first in the sample's
 * cycle. */
static int draw_people(struct world *w, uint32_t beds, uint32_t returns, uint32_t people) {
    const uint32_t want = beds + returns;
    if (want == 0 || people == 0) return 0;
    const double step = (double)people / want;
    const struct words first = luck_words(&w->luck, 0, PURPOSE_MENTAL, 0xffffffffu);
    double next = step * word_uniform(first.w[0]);
    uint32_t seen = 0, got = 0;
    for (uint32_t i = 0; i < w->people.n && got < want; i++) {
        if (!may(w, i)) continue;
        if ((double)seen++ < next) continue;
        next += step;
        const uint32_t k = mental_health_new(w, i, START_NUMBER, 0);
        if (k == QUEUE_NONE) return FAULT_MEMORY;
        const struct words u =
            luck_words(&w->luck, i, PURPOSE_MENTAL, need_ordinal(START_NUMBER, 14));
        /* spread evenly: a bed at each step of the running share */
        const bool bed = (uint64_t)(got + 1u) * beds / want > (uint64_t)got * beds / want;
        got++;
        if (bed) in_bed(w, k, &u);
        else will_return(w, k, &u);
    }
    return 0;
}

int mental_health_start(struct mental_health *m, struct world *w) {
    const struct mental_health_params *par = &w->par.mental_health;
    const double r = par->readmission;
    uint32_t people = 0;
    for (uint32_t i = 0; i < w->people.n; i++) {
        people += may(w, i);
        m->people += w->people.p[i].arrives == 0 && person_alive(&w->people.p[i]) &&
                     !(w->people.p[i].flags & FLAG_ELECTIVE_ONLY);
    }
    w->mental = m;
    m->entries_a_year = m->crises_a_year * (1.0 + r + r * r + r * r * r);
    const double offered =
        m->entries_a_year * (1.0 - par->team_share) * par->nights / DAYS_A_YEAR;
    m->beds = mental_health_beds_for(offered, par->occupancy);
    const double back = m->entries_a_year * r * 0.5 * par->readmission_days / DAYS_A_YEAR;
    return draw_people(w, (uint32_t)(par->occupancy * m->beds), (uint32_t)back, people);
}
