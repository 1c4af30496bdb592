// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In a run: whoever is called to a clinic and stays away is booked again, or discharged to the GP.
 * The rule stands at the head of missed.c. */
#include "care/missed.h"
#include "care/planned_inner.h"

enum { APPOINTMENTS = 15 }; /* with a draw each; whoever has had as many comes */

static void discharge(struct world *w, uint32_t i) {
    const struct pathway *q = &w->planned->pathway[i];
    w->planned->service[q->service].count.removals++;
    planned_see(w, q, SAW_REMOVAL, REMOVED_AFTER_MISSING, planned_days(w, q));
    planned_end(w, i, w->par.outcome.resolved_removed);
}

void missed_open(const struct world *w) {
    struct planned *p = w->planned;
    const double mean = missed_mean(&p->missed, w->place);
    for (unsigned s = 0; s < w->place->n_services; s++) {
        struct service_rates *r = &p->rates[s];
        const double a_month =
            (double)p->function[w->place->services[s].function].worsens / 12.0;
        const double ill = r->hazard > 0.0 ? r->removals * a_month / r->hazard : 0.0;
        r->missed = missed_service(&w->par.planned, mean, r->firsts, r->removals, ill);
    }
}

bool missed_strikes(struct world *w, uint32_t i, bool first) {
    const struct planned_params *par = &w->par.planned;
    struct planned *p = w->planned;
    struct pathway *q = &p->pathway[i];
    const struct person *who = &w->people.p[q->person];
    const unsigned appointment = q->missed + (first ? 0u : 1u + p->course[i].visits);
    if (!((first ? par->missed_first : par->missed_later) > 0.0) || appointment >= APPOINTMENTS)
        return false;
    const day_t today = (day_t)planned_today(w);
    const struct words u = planned_luck(w, q, PURPOSE_MISSED, appointment);
    const unsigned age = (unsigned)person_age(who, today);
    if (word_uniform(u.w[0]) >= missed_chance(&p->missed, par, who->decile, age, first))
        return false;
    q->missed = (q->missed + 1u) & 127u;
    planned_see(w, q, SAW_MISSED, first, planned_days(w, q));
    const double discharged =
        p->rates[q->service].missed.discharged * par->removal_multiplier;
    if (first && word_uniform(u.w[1]) < discharged) {
        discharge(w, i);
        return true;
    }
    if (first && word_uniform(u.w[2]) < par->missed_new_clock)
        q->start_day = (int32_t)today;
    bookings_away(w, i, par->missed_again_days);
    return true;
}
