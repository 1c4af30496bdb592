// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What the running of a ward does to a stay on it: too few nurses, and infections. Ratios to the
 * start come with the question `provision`; at ratios of one nothing is drawn that changes
 * anything.
 *   nights      * (1 + nursing_nights * (1 - nurses)), both ways
 *   death       ward_mortality * (exp(nursing_hazard * hours missed) - 1), adults in for an
 *   emergency;
 *               hours missed = nursing_hours * min(nights, nursing_days) * (1 - nurses)
 *   infection   of adults infection_risk * (ratio - 1) have one more, which adds nights with mean
 *   infection_nights and kills
 *               infection_deaths of them; under one as many are spared such nights, within their
 *               stay
 * The hazard is one actor's measured response: in 138,133 stays at an English trust an hour of
 * registered nurses' time more, cumulated over the first five days, went with a hazard of death of
 * 0.97 (0.94 to 1.00); over nine countries a patient more for each nurse went with odds of 1.068,
 * about as much. A death cannot be taken back from a life table, so nurses beyond the start's save
 * nobody, nor do fewer infections; comparisons lose that. An infection while waiting to leave:
 * discharge_harm.c. Each chance is keyed by (person, need).
 * Sources: evidence card 3.15; Guest and others on infections. Left out: deaths of
 * planned patients for want of nurses, frailty in the hazard, skill mix, how full the wards are
 * (staff are counted against what need asks for), staff who fall ill. */
#include "base/real.h"
#include "care/asked.h"
#include "care/beds_state.h"

/* steps of a need's harm, one number for all files: 8 is the ambulance's; who is ill again has
 * another need (need_anew) */
enum { HARM_NURSING = 1, HARM_WAITING = 5, HARM_INFECTION = 9 };

static struct words draw(const struct world *w, uint32_t s, unsigned step) {
    const struct stay *y = &w->beds->stays[s];
    return luck_words(&w->luck, y->person, PURPOSE_HARM,
                      need_ordinal(y->number, step));
}

void beds_dies_within(struct world *w, uint32_t s, double nights, double u) {
    const minute_t at = world_now(w) + 60u + (minute_t)(MINUTES_A_DAY * u * nights);
    calendar_schedule(w->calendar, at, EVENT_HARM, w->beds->stays[s].person, DEATH_WARD);
}

double beds_nursing_nights(const struct beds_params *par, const struct provision *run) {
    const double ratio = 1.0 + par->nursing_nights * (1.0 - run->nurses);
    return ratio > 0.0 ? ratio : 0.0;
}

double beds_nursing_deaths(const struct beds_params *par, const struct provision *run,
                           unsigned nights) {
    const double days = nights < par->nursing_days ? nights : par->nursing_days;
    const double missed = par->nursing_hours * days * (1.0 - run->nurses);
    return missed > 0.0 ? par->ward_mortality * (real_exp(par->nursing_hazard * missed) - 1.0)
                        : 0.0;
}

/* Nights with the infection that the stay brings, or without the one it is spared. */
static unsigned infect(struct world *w, uint32_t s, const struct provision *run, unsigned nights) {
    const struct beds_params *par = &w->par.beds;
    const double more = run->infection - 1.0;
    const struct words u = draw(w, s, HARM_INFECTION);
    if (word_uniform(u.w[0]) >= par->infection_risk * real_abs(more)) return nights;
    const double drawn = draw_exponential(word_uniform(u.w[1]), par->infection_nights);
    const unsigned extra =
        drawn < par->nights_most ? (unsigned)(drawn + 0.5) : (unsigned)par->nights_most;
    if (more < 0.0) return nights > extra + 1u ? nights - extra : 1u;
    if (word_uniform(u.w[2]) < par->infection_deaths)
        beds_dies_within(w, s, nights + extra, word_uniform(u.w[3]));
    return nights + extra;
}

unsigned beds_ward(struct world *w, uint32_t s, const struct provision *run, unsigned nights) {
    if (!w->beds->more[s].adult || nights == 0) return nights;
    const unsigned all = infect(w, s, run, nights);
    if (w->beds->stays[s].elective) return all;
    const double p = beds_nursing_deaths(&w->par.beds, run, all);
    const struct words u = draw(w, s, HARM_NURSING);
    if (word_uniform(u.w[0]) < p) beds_dies_within(w, s, all, word_uniform(u.w[1]));
    return all;
}

unsigned beds_ward_waiting(struct world *w, uint32_t s, double u, double contained) {
    const struct beds_params *par = &w->par.beds;
    const double drawn = draw_exponential(u, par->infection_nights);
    const unsigned nights =
        drawn < par->nights_most ? (unsigned)(drawn + 0.5) : (unsigned)par->nights_most;
    const struct words v = draw(w, s, HARM_WAITING);
    if (word_uniform(v.w[0]) < par->infection_deaths * (1.0 - contained))
        beds_dies_within(w, s, nights + 1u, word_uniform(v.w[1]));
    return nights > 0 ? nights : 1u;
}
