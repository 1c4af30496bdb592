// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Where same-day patients are seen to: the trolleys of the assessment unit, day and night, and the
 * chairs of same-day emergency care, same_day_open hours a day. So many of both as the start asks
 * for:
 *   present = same-day admissions a day * (assessment_hours + the way) / 24       Little's law
 *   spaces  = assessment_spaces * present, of which same_day_share are same-day emergency care's;
 *             in proportion to general beds where these are shut or added
 * A space is kept when one is free; whoever is inside at closing time stays until they are done.
 * Else the patient waits, in A&E where they hold a cubicle, or at home when sent in directly, in
 * order of asking; after assessment_patience hours they are put into a general bed for a night. So
 * a unit that is full, shut or too small spills to A&E first and to the wards next. Whether a
 * patient could go home the same day is drawn as before (beds_level.c); what is new is whether
 * there is room for it. Sources: evidence cards 3.7, 3.8. Left out: staff of the unit, patients
 * assessed there who stay, closing it to put beds in it. */
#include "care/beds_state.h"

static bool is_open(const struct beds_params *par, minute_t now) {
    const double hour = (double)minute_of_day(now) / 60.0 - par->same_day_from;
    return (hour < 0.0 ? hour + 24.0 : hour) < par->same_day_open;
}

double beds_assessment_open(const struct world *w, const struct bed_site *site, minute_t now) {
    const struct beds_params *par = &w->par.beds;
    const double open = site->spaces - (is_open(par, now) ? 0.0 : site->same_day_spaces);
    return site->kept <= 0.0 ? 0.0 : site->kept * open > 1.0 ? site->kept * open : 1.0;
}

static bool has_room(const struct world *w, const struct bed_site *site) {
    return w->par.beds.assessment_limit <= 0.0 || site->spaces <= 0.0 ||
           site->spaces_taken + 1.0 <= beds_assessment_open(w, site, world_now(w));
}

static void keep(struct world *w, struct bed_site *site, uint32_t s) {
    struct stay *y = &w->beds->stays[s];
    y->state = STAY_COMING;
    site->spaces_taken++;
    calendar_schedule(w->calendar, world_now(w) + beds_transfer(w, s), EVENT_BED_FOUND, s,
                      y->stamp);
}

/* Looks again when the unit opens, and when patience ends. */
static void look_again(struct world *w, uint32_t s) {
    const struct beds_params *par = &w->par.beds;
    const minute_t now = world_now(w),
                   ends = w->beds->more[s].asked + (minute_t)(60.0 * par->assessment_patience);
    const minute_t opens = day_minute(minute_day(now)) + (minute_t)(60.0 * par->same_day_from);
    calendar_schedule(w->calendar, now < opens && opens < ends ? opens : ends, EVENT_SPACE, s,
                      w->beds->stays[s].stamp);
}

void beds_assessment_ask(struct world *w, struct bed_site *site, uint32_t s) {
    struct stay *y = &w->beds->stays[s];
    if (site->space_queue.length == 0 && has_room(w, site)) {
        keep(w, site, s);
        return;
    }
    y->state = STAY_NO_SPACE;
    site->boarding += y->attendance != UINT32_MAX;
    queue_join(&site->space_queue, w->beds->link, s);
    look_again(w, s);
}

static void stop_waiting(struct world *w, struct bed_site *site, uint32_t s) {
    struct stay *y = &w->beds->stays[s];
    queue_leave(&site->space_queue, w->beds->link, s);
    site->boarding -= y->attendance != UINT32_MAX;
    beds_restamp(y);
}

void beds_assessment_serve(struct world *w, struct bed_site *site) {
    while (site->space_queue.length > 0 && has_room(w, site)) {
        const uint32_t s = site->space_queue.first;
        stop_waiting(w, site, s);
        keep(w, site, s);
    }
}

void beds_assessment_leave(struct world *w, struct bed_site *site, uint32_t s) {
    struct stay *y = &w->beds->stays[s];
    if (y->state == STAY_NO_SPACE) stop_waiting(w, site, s);
    const bool coming = y->state == STAY_COMING && w->beds->more[s].zero_day;
    site->spaces_taken -= coming || y->state == STAY_ASSESSMENT;
}

/* A night on a ward after all. */
static void spill(struct world *w, struct bed_site *site, uint32_t s) {
    struct stay_more *m = &w->beds->more[s];
    stop_waiting(w, site, s);
    m->zero_day = 0;
    m->nights = 1;
    beds_see(w, SAW_SPILLED, s, 0, 1);
    beds_ask(w, site, s);
}

enum event_fate beds_on_space(void *world, uint32_t s, uint32_t stamp, minute_t now) {
    struct world *w = world;
    const struct stay *y = &w->beds->stays[s];
    if (y->stamp != stamp || y->state != STAY_NO_SPACE) return EVENT_STALE;
    struct bed_site *site = site_at(w->beds, y->provider);
    beds_assessment_serve(w, site);
    if (y->state != STAY_NO_SPACE) return EVENT_DONE;
    const minute_t waited = now - w->beds->more[s].asked;
    if (waited >= (minute_t)(60.0 * w->par.beds.assessment_patience)) spill(w, site, s);
    else look_again(w, s);
    return EVENT_DONE;
}
