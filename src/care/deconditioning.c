// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Bed-days leave lasting frailty. Whoever leaves a bed after an emergency stay may have gone a step
 * up the frailty chain, as if each night had aged them by frailer_years of their own hazard:
 *
 *   chance = 1 - exp(-onset(age, tenth, frailty) x frailer_years x nights)
 *
 * by one draw of the stay's own, so that who is kept longer in one regime than in another goes the
 * same steps and more. The published steps of the chain are those of people who go to hospital as
 * they do, so what a mean need for a bed brings comes off the stream of candidates, in every regime
 * alike (needs_rates.c, bed_years_*): the frail share stays as published, and only more or fewer
 * nights than today's move it.
 *
 * What follows from it: worn.c. Ten days in
 * bed cost people of over 80 the muscle of ten years (evidence: Kortebein 2004, 5 to 10); most of
 * it
 * comes back. The lasting share is ASSUMED: a twentieth, from none to a tenth. Left out: planned
 * stays and waits in A&E; getting strong again. */
#include "care/deconditioning.h"

#include "base/real.h"

double deconditioning_chance(double onset, double years, double nights) {
    return 1.0 - real_exp(-onset * years * nights);
}

void deconditioning_left(struct world *w, uint32_t person, uint32_t number, unsigned generation,
                         uint32_t nights) {
    struct person *p = &w->people.p[person];
    const double years = w->par.beds.frailer_years;
    if (!(years > 0.0) || nights == 0 || !w->needs || !person_alive(p)) return;
    const double onset = needs_onset(w->needs, p, minute_day(world_now(w)));
    if (!(onset > 0.0)) return;
    const struct words u =
        luck_words(&w->luck, person, PURPOSE_WORN, need_ordinal(number, generation));
    if (word_uniform(u.w[0]) >= deconditioning_chance(onset, years, nights)) return;
    p->worn = (p->worn + 1u) & 3u;
    p->frailty = (p->frailty + 1u) & 3u;
    world_saw(w, &(struct sight){.kind = SAW_FRAILER,
                                 .provider = NOBODY,
                                 .detail = p->frailty,
                                 .flag = 1,
                                 .person = person,
                                 .amount = 1,
                                 .at = world_now(w)});
}
