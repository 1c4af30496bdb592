// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What comes of frailty that bed-days brought (deconditioning.c). The stream of candidates does not
 * know of it, or twins would part; so somebody worn has beside what the stream brings:
 *   needs        for each acute need that strikes, rate(own) / rate(stream) - 1 like it that follow
 *   death        of those for a bed, (deaths own - stream) / (beds own - stream) end so
 *   catching up  a later step of the stream is theirs only at their own hazard; else what bed-days
 *                brought was a step that would have come by now (needs.c)
 * with the rates by frailty of needs_params.def and ageing_params.def. Support on leaving, nights,
 * choice and quality of life read the person's own frailty. Left out: the spell of dying of those
 * who die so. */
#include "base/real.h"
#include "care/deconditioning.h"
#include "care/following.h"

static void dies(struct world *w, const struct need *n, double days, const struct words *u) {
    const struct person *p = &w->people.p[n->person];
    const double chance = needs_worn_deaths(w->needs, p, minute_day(world_now(w)));
    if (n->truth != TRUE_HOSPITAL_BED || word_uniform(u->w[2]) >= chance) return;
    const double later =
        days + draw_exponential(word_uniform(u->w[3]), w->par.beds.worn_death_days);
    calendar_schedule(w->calendar, world_now(w) + 120u + (minute_t)(later * MINUTES_A_DAY),
                      EVENT_HARM, n->person, DEATH_WORN);
}

void deconditioning_strikes(struct world *w, const struct need *n) {
    const struct person *p = &w->people.p[n->person];
    if (!p->worn) return;
    double more = needs_worn(w->needs, p, minute_day(world_now(w)), n);
    for (unsigned k = 0; k < 2 && more > 0.0; k++, more -= 1.0) {
        const struct words u =
            luck_words(&w->luck, n->person, PURPOSE_WORN, need_ordinal(n->number, 8u + k));
        if (word_uniform(u.w[0]) >= more) return;
        const double days = draw_exponential(word_uniform(u.w[1]), w->par.beds.worn_need_days);
        following(w, n, FOLLOWS_WORN, days);
        dies(w, n, days, &u);
    }
}
