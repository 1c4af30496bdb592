// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Care at home that people need and do not get, and what comes of it.
 *   has care      of people of 65 and over who live at home care_at_home of them, those likelier to
 *                 leave hospital with support likelier (discharge_support)
 *   goes without  of those, 1 - hours, with hours of care at home delivered over the start's (the
 *                 question care_at_home, times the circumstance); unmet_65 of that age went without
 *                 at the start, and where hours are more than then some of them are helped
 *   falls, minor injuries, infections
 *                 strike who goes without unmet_risk times as often as they would with care: each
 *                 that strikes is followed by another with chance unmet_risk - 1, some weeks on;
 *                 who is helped is spared with chance 1 - 1/unmet_risk
 *   informal care somebody at home who cares for them already takes over: informal_care of the harm
 *                 is kept from who loses their care, and of the good from who is helped
 *   comes back    somebody who leaves hospital without the package that they waited for (the family
 *                 takes over) unmet_risk times as often as others do who lay there for a night
 * Today's unmet need is in the published rates of need, and today's leavers without a package in
 * the published readmissions (site->without, beds_level.c): at the start's hours nothing is drawn.
 * Who goes without is keyed by person, so less care takes it from more of the same people. Sources:
 * evidence cards 3.13 and 3.14; DePalma and others 2013. The published +0.09 visits to A&E a head
 * for 375 pounds less (Crawford, Stoye and Zaranko 2021) is what this is compared with, and no
 * coefficient: page beds-and-discharge. Left out: people under 65, care homes (their places are
 * queued for in hospital), fewer hours for all instead of none for some, unpaid carers worn out. */
#include "care/unmet.h"

#include "base/real.h"
#include "care/beds_state.h"
#include "care/discharge_state.h"
#include "care/following.h"

enum { SAMPLED = 8 };

static bool at_home(const struct world *w, const struct person *p) {
    return !(p->flags & (FLAG_CARE_HOME | FLAG_ELECTIVE_ONLY)) &&
           person_age(p, minute_day(world_now(w))) >= 65.0;
}

static double leaning(const struct world *w, const struct person *p) {
    return discharge_support(&w->par.discharge, beds_age(p, minute_day(world_now(w))), p);
}

static bool strikes(enum need_kind k) {
    return k == NEED_FALL || k == NEED_MINOR_INJURY || k == NEED_INFECTION;
}

/* Part of the harm that is left where somebody at home takes over. */
static double alone(const struct world *w, const struct person *p) {
    return p->flags & FLAG_CARER_AT_HOME ? 1.0 - w->par.discharge.informal_care : 1.0;
}

double unmet_share(const struct unmet *u, const struct discharge_params *par, double leaning,
                   double hours, const double luck[2]) {
    const double has = u->scale * leaning, without = par->unmet_65 / par->care_at_home;
    const double risk = par->unmet_risk;
    if (luck[0] < has) return luck[1] >= hours ? risk - 1.0 : 0.0;
    if (luck[0] >= has * (1.0 + without)) return 0.0;
    return luck[1] < (hours - 1.0) / without ? 1.0 / risk - 1.0 : 0.0;
}

bool unmet_has_care(const struct world *w, uint32_t person) {
    const struct person *p = &w->people.p[person];
    if (!w->unmet || !person_alive(p) || !person_present(p, world_day(w)) || !at_home(w, p))
        return false;
    const struct words who = luck_words(&w->nature, person, PURPOSE_UNMET, UINT32_MAX);
    return word_uniform(who.w[0]) < w->unmet->scale * leaning(w, p);
}

/* Once a month: hours over the start's, by council. */
static void look(struct world *w) {
    struct unmet *u = w->unmet;
    const int32_t month = day_month(minute_day(world_now(w)));
    if (u->month == month) return;
    u->month = month;
    u->changed = false;
    const bool asked = w->ask && w->ask->care_at_home;
    for (unsigned c = 0; c < u->n; c++) {
        u->hours[c] = discharge_circumstance(w) *
                      (asked ? w->ask->care_at_home(w->institutions, w, (uint16_t)c) : 1.0);
        if (u->hours[c] < 1.0 || u->hours[c] > 1.0) u->changed = true;
    }
}

static void follow(struct world *w, const struct need *n, double u) {
    w->unmet->followed++;
    following(w, n, FOLLOWS_UNMET, draw_exponential(u, w->par.discharge.unmet_days));
}

bool unmet_spares(struct world *w, const struct need *n) {
    struct unmet *u = w->unmet;
    if (!u || !strikes(n->kind)) return false;
    look(w);
    const struct person *p = &w->people.p[n->person];
    const unsigned council = w->place->areas[p->area].council;
    if (!u->changed || council >= u->n || !at_home(w, p)) return false;
    const struct words who = luck_words(&w->nature, n->person, PURPOSE_UNMET, UINT32_MAX),
                       what = luck_words(&w->nature, n->person, PURPOSE_UNMET, n->number * 16u);
    const double luck[2] = {word_uniform(who.w[0]), word_uniform(who.w[1])};
    const double x = alone(w, p) *
        unmet_share(u, &w->par.discharge, leaning(w, p), u->hours[council], luck);
    if (x > 0.0 && word_uniform(what.w[0]) < x)
        follow(w, n, word_uniform(what.w[1]));
    if (!(x < 0.0) || word_uniform(what.w[0]) >= -x) return false;
    u->spared++;
    return true;
}

/* ---- life ---- */

/* So that care_at_home of those of 65 and over have care. */
static double scale(const struct world *w) {
    double people = 0.0, sum = 0.0;
    for (uint32_t i = 0; i < w->people.n; i += SAMPLED) {
        const struct person *p = &w->people.p[i];
        if (!person_present(p, 0) || !at_home(w, p)) continue;
        people += 1.0;
        sum += leaning(w, p);
    }
    return sum > 0.0 ? w->par.discharge.care_at_home * people / sum : 0.0;
}

int unmet_open(struct unmet **out, struct world *w) {
    struct unmet *u = NULL;
    size_t one = 0, room = 0;
    if (!(w->par.discharge.unmet_risk > 1.0)) return 0;
    TRY(memory_grow((void **)&u, &one, 1, sizeof *u));
    *u = (struct unmet){.n = w->place->n_councils, .month = INT32_MIN, .scale = scale(w)};
    *out = u;
    return memory_grow((void **)&u->hours, &room, u->n + 1u, sizeof *u->hours);
}

void unmet_close(struct unmet *u) {
    if (u) memory_free(u->hours);
    memory_free(u);
}
