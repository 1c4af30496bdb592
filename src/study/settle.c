// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The published starts are what providers took in, after they turned some away; the fit of the
 * choice constants knows only wishes. So the present arrangement (the first scenario that begins
 * with a regime which reforms none, whatever the baseline; else the one that their regimes reform
 * in the end, though no scenario has it, for the starts were published under it) is run for two
 * months, twice, as a replicate that no study reports, and after each run
 *     constant of p += ln(published share of starts of p / simulated share),
 * over the place's own providers with enough starts to tell. Shares, not levels: the number of
 * referrals is left as the needs make it. CALIBRATED to the starts of the month of the vintage.
 * What the pilot of urgent care ended with there is kept, and those of the replicates begin with
 * it (settled.h). */
#include "study/settle.h"

#include <math.h>
#include <string.h>

#include "base/real.h"
#include "study/settled.h"
#include "study/twins.h"

enum {
    PILOT_MONTHS = 2,
    PILOT_ROUNDS = 2,
    PILOT_REPLICATE = 1000000,
    PILOT_SALT = 0x5e771e,
    FEW_STARTS = 20
};

/* Published starts of a provider in a mean month. */
static double published(const struct place *p, unsigned provider) {
    double sum = 0;
    for (unsigned i = 0; i < p->n_services; i++)
        if (p->services[i].provider == provider) sum += (double)p->services[i].starts;
    return sum;
}

static bool counts(const struct place *p, unsigned provider) {
    return !p->providers[provider].outside && published(p, provider) >= FEW_STARTS;
}

static double simulated(const struct outcome *o, unsigned provider) {
    const double v =
        twins_over_period(&o->series, M_rtt_clock_starts, (uint16_t)provider, BY_NONE, 0);
    return isfinite(v) ? v : 0;
}

static void move(struct attraction *a, const struct place *p, const struct outcome *o) {
    double all_published = 0, all_simulated = 0;
    for (unsigned k = 0; k < p->n_providers; k++) {
        if (!counts(p, k)) continue;
        all_published += published(p, k);
        all_simulated += simulated(o, k);
    }
    if (all_simulated <= 0) return;
    for (unsigned i = 0; i < p->n_services; i++) {
        const unsigned k = p->services[i].provider;
        if (!counts(p, k)) continue;
        const double share = fmax(simulated(o, k), 1) / all_simulated;
        const double change = fmax(-1, fmin(1, real_log(published(p, k) / all_published / share)));
        a->service[CLASS_CLINIC * p->n_services + i] += change;
        a->service[CLASS_OPERATION * p->n_services + i] += change;
    }
}

static const struct scenario *present(const struct experiment *e) {
    return e->today.timeline.n ? &e->today : &e->scenario[e->baseline];
}

int attraction_settle(struct attraction *a, const struct experiment *e, const struct place *p,
                      struct openings *openings, const volatile int *stop, struct fault *f) {
    struct experiment pilot = *e;
    const day_t end = month_first_day(day_month(e->first_day) + PILOT_MONTHS) - 1u;
    if (end < pilot.last_day) pilot.last_day = end;
    struct settled *urgent = NULL;
    int rc = 0;
    for (int round = 0; rc == 0 && round < PILOT_ROUNDS; round++) {
        struct outcome o = {0};
        const struct plan plan = {.experiment = &pilot, .scenario = present(&pilot), .place = p,
            .attraction = a, .replicate = PILOT_REPLICATE, .salt = PILOT_SALT,
            .openings = openings, .found = &urgent, .stop = stop};
        rc = simulation_run(&plan, &o, f);
        if (rc == 0) move(a, p, &o);
        outcome_free(&o);
    }
    a->urgent = urgent;
    return rc;
}

void attraction_unsettle(struct attraction *a) {
    settled_free(a->urgent);
    a->urgent = NULL;
}
