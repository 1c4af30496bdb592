// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Whose ward somebody lies on. A site's general beds are of two groups, medicine's and surgery's,
 * shared out by what the start's people need:
 *   own      = (planned nights + surgical emergencies' nights) / all nights
 *   surgery  = own + (1 - own) * outlier_usual
 * where an emergency is surgery's with a chance by the kind of need (surgical_*), and a planned
 * stay always; the usual share of medicine's patients lies on surgery's wards. A bed is kept when
 * one is free in the hospital, as before; it is on the patient's own ward if that has one, else on
 * the other's: an outlier. Outliers stay outlier_nights as long (card 3.8) and may die more often
 * (outlier_deaths, 1: the best study finds no more). The level of stays takes the usual outliers
 * off what is published (beds_level.c). Planned patients are promised surgery's beds and a few more
 * (planned_elsewhere), so outliers there take operations away, and a winter of infections, which
 * are medicine's, does so in a hospital that is not yet full. Each draw is keyed
 * by (person, need, time it came back). Sources: evidence cards 3.8, 3.9. Left out: specialties
 * within the two groups, outliers brought back to their own ward, wards that change hands by
 * season, children's wards. */
#include "base/real.h"
#include "care/beds_state.h"

void beds_ward_group(struct world *w, const struct bed_site *site, uint32_t s) {
    const struct stay *y = &w->beds->stays[s];
    struct stay_more *m = &w->beds->more[s];
    if (w->par.beds.outliers <= 0.0) return;
    const struct words u = beds_luck(w, s, PURPOSE_STAY, STEP_WARD);
    const double chance = y->number == START_NUMBER ? site->surgical
                                                    : beds_surgical(&w->par.beds, m->kind);
    m->group = y->elective || word_uniform(u.w[0]) < chance ? WARD_SURGICAL : WARD_MEDICAL;
}

static void lie_on(struct bed_site *site, struct stay_more *m, unsigned ward) {
    m->ward = ward & 1u;
    m->warded = 1;
    site->ward_taken[ward]++;
    site->outliers += ward != m->group;
}

void beds_ward_start(struct world *w, struct bed_site *site, uint32_t s) {
    if (w->par.beds.outliers > 0.0) lie_on(site, &w->beds->more[s], w->beds->more[s].group);
}

/* Beds of a group that can be used; ring-fenced ones are surgery's, for planned patients. */
static double ward_beds(const struct world *w, const struct bed_site *site, unsigned group,
                        double capacity) {
    const double fenced = beds_fenced(w, site);
    const double surgery = site->surgical * (capacity + fenced);
    return group == WARD_SURGICAL ? (surgery > fenced ? surgery - fenced : 0.0)
                                  : capacity + fenced - surgery;
}

static bool full(const struct world *w, const struct bed_site *site, unsigned group,
                 double capacity) {
    return site->ward_taken[group] + 1.0 > ward_beds(w, site, group, capacity);
}

/* The nights that an outlier stays longer, and the deaths. */
static void outlies(struct world *w, uint32_t s) {
    struct stay *y = &w->beds->stays[s];
    struct stay_more *m = &w->beds->more[s];
    const struct beds_params *par = &w->par.beds;
    const struct words u = beds_luck(w, s, PURPOSE_STAY, STEP_WARD);
    const unsigned more =
        (unsigned)((par->outlier_nights - 1.0) * m->nights + word_uniform(u.w[1]));
    if (more > 0) {
        beds_restamp(y);
        m->ready_day += more;
        y->ready += more * MINUTES_A_DAY;
        calendar_schedule(w->calendar, y->ready, EVENT_BED_READY, s, y->stamp);
    }
    if (m->adult && word_uniform(u.w[2]) < par->ward_mortality * (par->outlier_deaths - 1.0))
        beds_dies_within(w, s, m->nights + more, word_uniform(u.w[3]));
    beds_see(w, SAW_OUTLIER, s, m->group, 1);
}

void beds_ward_place(struct world *w, struct bed_site *site, uint32_t s) {
    const struct stay *y = &w->beds->stays[s];
    struct stay_more *m = &w->beds->more[s];
    if (w->par.beds.outliers <= 0.0) return;
    const unsigned other = m->group == WARD_SURGICAL ? WARD_MEDICAL : WARD_SURGICAL;
    const double capacity = beds_capacity(w, site);
    const bool moved = !y->elective && full(w, site, m->group, capacity) &&
                       !full(w, site, other, capacity);
    lie_on(site, m, moved ? other : m->group);
    if (moved) outlies(w, s);
}

void beds_ward_leave(struct bed_site *site, struct stay_more *m) {
    if (!m->warded) return;
    site->ward_taken[m->ward]--;
    site->outliers -= m->ward != m->group;
    m->warded = 0;
}

double beds_ward_promise(const struct world *w, const struct bed_site *site, double leavers) {
    const double emergencies = site->surgical_emergencies * site->overnight_a_day,
                 flow = site->elective_a_day + site->overnight_a_day;
    const double of_leavers = flow > 0.0 ? (site->elective_a_day + emergencies) / flow : 0.0;
    const double beds = ward_beds(w, site, WARD_SURGICAL, beds_capacity(w, site));
    return beds * (1.0 + w->par.beds.planned_elsewhere) -
           site->ward_taken[WARD_SURGICAL] - site->surgical_emergencies * site->waiting -
           w->par.beds.elective_reserve * emergencies + of_leavers * leavers;
}
