// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Critical care (levels 2 and 3) of adults: a few staffed beds a site, beside the general ones, as
 * both are published (KH03 and the daily reports leave them out of general and acute beds). Who
 * needs one lies there first; the nights in a general bed come after, as drawn, so that general
 * beds hold whom they held.
 *   admissions a day  = occupied(site, published) / critical_days, of which critical_planned follow
 *                       planned operations
 *   emergency         chance = (1 - critical_planned) admissions / overnight adults a day, leaning
 *                       away from the oldest and the frailest
 *   planned           chance = critical_planned admissions / overnight planned stays a day, in
 *                       proportion to the stay that the operation means: major ones
 *   hours             lognormal, mean by the two kinds so that critical_days is the mean, less the
 *                       way to the ward, which is among those published
 *   staffed           = open * (1 - critical_staffed * (1 - nurses)) by the question `provision`,
 *                       and in proportion to general beds where these are shut or added
 * No bed free: a planned operation is put off; an emergency is held, in A&E or where they are, in
 * order of asking, and after critical_hold hours goes to the nearest site of the place with a bed,
 * else to a hospital outside it, and comes back to a general bed here. Hours held may kill:
 *   chance = critical_mortality * (exp(critical_wait_hazard * hours) - 1)
 * Somebody well enough to leave keeps the bed until a general one is found: a full hospital fills
 * critical care too, and operations stop. Sources: evidence cards 3.8, 3.9. Left out: children's
 * and newborns' beds, who falls critically ill on the ward, discharge before time, what a critical
 * care day costs apart, severity (it goes by age and frailty alone), specialist units, those from
 * elsewhere whom a site takes in beyond the published occupied. Deaths of today's waits are in
 * natural mortality too: at the start's waits some tens a year in England. */
#include "base/real.h"
#include "care/asked.h"
#include "care/beds_state.h"
#include "care/departments.h"
#include "place/place.h"

#define HOURS_MOST 2000.0

static uint16_t mark(const struct beds *b, const struct bed_site *site) {
    return (uint16_t)(site - b->sites + 1);
}

static void saw(struct world *w, uint32_t s, enum critical_sight what) {
    beds_see(w, SAW_CRITICAL, s, (uint8_t)what, 1);
}

/* ---- staffed beds and hours ---- */

double beds_critical_open(const struct world *w, const struct bed_site *site) {
    const double nurses = asked_provision(w, site->provider).nurses;
    const double closed = w->par.beds.critical_staffed * (1.0 - nurses);
    const double shut = closed < 0.0 ? 0.0 : closed > 1.0 ? 1.0 : closed;
    return site->kept * site->critical_open * (1.0 - shut);
}

static bool has_room(const struct world *w, const struct bed_site *site) {
    return site->critical_taken + 1.0 <= beds_critical_open(w, site);
}

/* Mean hours, and a stay of that mean at rank u. */
static double mean_hours(const struct beds_params *par, const struct bed_site *site, bool planned) {
    const double share = par->critical_planned, ratio = par->critical_planned_days;
    const double other = par->critical_days / (1.0 - share + share * ratio);
    const double hours = 24.0 * other * (planned ? ratio : 1.0) - site->transfer_mean / 60.0;
    return hours > 6.0 ? hours : 6.0;
}

static uint16_t whole_hours(double hours) {
    return (uint16_t)(hours < 1.0 ? 1.0 : hours > HOURS_MOST ? HOURS_MOST : hours);
}

static uint16_t hours_of(const struct world *w, const struct bed_site *site, bool planned,
                         double u) {
    const struct beds_params *par = &w->par.beds;
    return whole_hours(draw_lognormal(u, mean_hours(par, site, planned), par->critical_sigma));
}

/* ---- beds kept and given back ---- */

static void lies_from(struct world *w, uint32_t s, minute_t at) {
    const struct stay *y = &w->beds->stays[s];
    calendar_schedule(w->calendar, at + 60u * w->beds->more[s].critical_hours, EVENT_CRITICAL, s,
                      y->stamp);
}

static void keep(struct world *w, struct bed_site *site, uint32_t s) {
    struct stay *y = &w->beds->stays[s];
    site->critical_taken++;
    w->beds->more[s].critical_at = mark(w->beds, site);
    y->state = STAY_CRITICAL_COMING;
    calendar_schedule(w->calendar, world_now(w) + (minute_t)w->par.beds.critical_way,
                      EVENT_BED_FOUND, s, y->stamp);
}

/* What the hours of being held have done. */
static void held(struct world *w, uint32_t s) {
    const struct beds_params *par = &w->par.beds;
    const double hours = (world_now(w) - w->beds->more[s].asked) / 60.0;
    const double chance =
        par->critical_mortality * (real_exp(par->critical_wait_hazard * hours) - 1.0);
    const struct words u = beds_luck(w, s, PURPOSE_STAY, STEP_CRITICAL);
    if (word_uniform(u.w[2]) < chance)
        beds_dies_within(w, s, w->beds->more[s].critical_hours / 24.0, word_uniform(u.w[3]));
}

static void stop_holding(struct world *w, struct bed_site *site, uint32_t s) {
    struct stay *y = &w->beds->stays[s];
    queue_leave(&site->critical_queue, w->beds->link, s);
    site->boarding -= y->attendance != UINT32_MAX;
    beds_restamp(y); /* the event that would send them elsewhere */
    held(w, s);
}

void beds_critical_serve(struct world *w, struct bed_site *site) {
    while (site->critical_queue.length > 0 && has_room(w, site)) {
        const uint32_t s = site->critical_queue.first;
        stop_holding(w, site, s);
        keep(w, site, s);
    }
}

void beds_critical_free(struct world *w, uint32_t s) {
    struct beds *b = w->beds;
    struct stay_more *m = &b->more[s];
    if (b->stays[s].state == STAY_CRITICAL_WAITING) {
        struct bed_site *site = site_at(b, b->stays[s].provider);
        queue_leave(&site->critical_queue, b->link, s);
        site->boarding -= b->stays[s].attendance != UINT32_MAX;
    }
    if (m->critical_at == 0) return;
    struct bed_site *site = &b->sites[m->critical_at - 1u];
    m->critical_at = 0;
    site->critical_taken--;
    beds_critical_serve(w, site);
}

/* ---- the story ---- */

void beds_critical_plan(struct world *w, struct bed_site *site, uint32_t s) {
    struct stay_more *m = &w->beds->more[s];
    if (site->critical_emergency <= 0.0 || !m->adult) return;
    const struct words u = beds_luck(w, s, PURPOSE_STAY, STEP_CRITICAL);
    const double lean = beds_critical_lean(&w->par.beds, m->age, m->frailty);
    if (word_uniform(u.w[0]) < site->critical_emergency * lean)
        m->critical_hours = hours_of(w, site, false, word_uniform(u.w[1]));
}

void beds_critical_ask(struct world *w, struct bed_site *site, uint32_t s) {
    struct stay *y = &w->beds->stays[s];
    if (site->critical_queue.length == 0 && has_room(w, site)) {
        keep(w, site, s);
        return;
    }
    y->state = STAY_CRITICAL_WAITING;
    site->boarding += y->attendance != UINT32_MAX;
    queue_join(&site->critical_queue, w->beds->link, s);
    calendar_schedule(w->calendar,
                      world_now(w) + (minute_t)(60.0 * w->par.beds.critical_hold), EVENT_CRITICAL,
                      s, y->stamp);
}

bool beds_critical_planned(struct world *w, uint32_t person, uint32_t number,
                           const struct bed_site *site, double days, uint16_t *hours) {
    *hours = 0;
    if (site->critical_planned <= 0.0) return true;
    const struct words u =
        luck_words(&w->luck, person, PURPOSE_STAY, need_ordinal(number, STEP_CRITICAL));
    const double size = days / beds_planned_nights(w);
    if (word_uniform(u.w[0]) >= site->critical_planned * size) return true;
    if (site->critical_queue.length > 0 || !has_room(w, site)) {
        world_saw(w, &(struct sight){.kind = SAW_CRITICAL,
                                     .provider = site->provider,
                                     .detail = CRITICAL_CANCELLED,
                                     .flag = 1,
                                     .person = person,
                                     .amount = 1,
                                     .at = world_now(w)});
        return false;
    }
    *hours = hours_of(w, site, true, word_uniform(u.w[1]));
    return true;
}

void beds_critical_lie(struct world *w, uint32_t s, minute_t now) {
    w->beds->stays[s].state = STAY_CRITICAL;
    saw(w, s, CRITICAL_IN);
    lies_from(w, s, now);
}

/* On the first midnight: met in the midst of it, so the longer ones likelier. */
void beds_critical_start(struct world *w, struct bed_site *site, uint32_t s,
                         const struct words *u) {
    struct stay *y = &w->beds->stays[s];
    struct stay_more *m = &w->beds->more[s];
    const struct beds_params *par = &w->par.beds;
    const double share = par->critical_planned * par->critical_planned_days;
    y->elective = word_uniform(u->w[0]) * (1.0 - par->critical_planned + share) < share;
    const double sigma = par->critical_sigma,
                 hours = draw_lognormal(word_uniform(u->w[1]), mean_hours(par, site, y->elective),
                                        sigma) *
                         real_exp(sigma * sigma);
    const double mean = y->elective ? beds_planned_nights(w)
                                    : beds_cell_nights(w->beds, site, m->age, m->frailty);
    m->nights = (uint16_t)beds_nights(par, mean, word_uniform(u->w[3]));
    m->critical_hours = whole_hours(hours * word_uniform(u->w[2]));
    m->critical_at = mark(w->beds, site);
    y->state = STAY_CRITICAL;
    y->admitted = day_minute(w->first_day);
    site->critical_taken++;
    lies_from(w, s, y->admitted);
}

/* The nearest site of the place, this one apart, with a bed. */
static struct bed_site *elsewhere(const struct world *w, uint16_t provider) {
    const struct provider *from = &w->place->providers[provider];
    struct bed_site *found = NULL;
    double best = 0.0;
    for (unsigned k = 0; k < w->beds->n_sites; k++) {
        struct bed_site *site = &w->beds->sites[k];
        const struct provider *to = &w->place->providers[site->provider];
        if (site->provider == provider || site->critical_queue.length > 0 || !has_room(w, site))
            continue;
        const double km = place_km(from->x_km, from->y_km, to->x_km, to->y_km);
        if (found != NULL && km >= best) continue;
        found = site;
        best = km;
    }
    return found;
}

static void move(struct world *w, uint32_t s, minute_t now) {
    struct stay *y = &w->beds->stays[s];
    stop_holding(w, site_at(w->beds, y->provider), s);
    struct bed_site *to = elsewhere(w, y->provider);
    if (to != NULL) {
        to->critical_taken++;
        w->beds->more[s].critical_at = mark(w->beds, to);
    }
    const uint32_t attendance = y->attendance;
    y->attendance = UINT32_MAX;
    y->state = STAY_CRITICAL;
    saw(w, s, CRITICAL_MOVED);
    saw(w, s, CRITICAL_IN);
    lies_from(w, s, now + (minute_t)w->par.beds.critical_road);
    if (attendance != UINT32_MAX) departments_bed_found(w, attendance);
}

enum event_fate beds_on_critical(void *world, uint32_t s, uint32_t stamp, minute_t now) {
    struct world *w = world;
    const struct stay *y = &w->beds->stays[s];
    struct stay_more *m = &w->beds->more[s];
    if (y->stamp != stamp) return EVENT_STALE;
    if (y->state == STAY_CRITICAL_WAITING) {
        move(w, s, now);
        return EVENT_DONE;
    }
    if (y->state != STAY_CRITICAL) return EVENT_STALE;
    m->asked = now;
    m->bed_class = 0;
    m->critical_hours = 0;
    beds_ask(w, site_at(w->beds, y->provider), s);
    return EVENT_DONE;
}
