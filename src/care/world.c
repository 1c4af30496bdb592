// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* One run of a place: opens the rooms of care in the order in which they lean on each other, starts
 * everybody's need clock, and routes what befalls people.
 *   acute need    -> primary care's door (whoever lies in hospital is seen to there)
 *   elective need -> planned care
 *   death         -> ends the journeys, and the need clock
 *   frailty       -> has happened to the record already
 * The clock of somebody who died of delay, or is not there, runs on to the death in the candidate
 * stream: so candidates are the same in every regime to the last day. Every walk here is over lists
 * in a fixed order. A need that prevention keeps away is thinned
 * here, after the stream; a death that it keeps away too, and whoever so lives beyond the stream's
 * end has candidates of their own from there, which the digest of the stream does not count. */
#include "care/world.h"

#include "care/ambulance.h"
#include "care/asked.h"
#include "care/away.h"
#include "care/beds.h"
#include "care/community.h"
#include "care/deconditioning.h"
#include "care/departments.h"
#include "care/disorders.h"
#include "care/expectation.h"
#include "care/discharge.h"
#include "care/following.h"
#include "care/mental_health.h"
#include "care/notice_board.h"
#include "care/planned.h"
#include "care/primary.h"
#include "care/unmet.h"

/* ---- what befalls people ---- */

void world_death(struct world *w, uint32_t person, enum death_cause cause) {
    struct person *p = &w->people.p[person];
    if (!person_alive(p)) return;
    p->died = world_now(w);
    p->stamp++;
    beds_person_died(w, person);
    mental_health_person_died(w, person);
    world_saw(w, &(struct sight){.kind = SAW_DEATH,
                                 .provider = NOBODY,
                                 .detail = (uint8_t)cause,
                                 .person = person,
                                 .amount = 1,
                                 .at = p->died});
}

static void route(struct world *w, const struct person *p, const struct need *n) {
    world_saw(w, &(struct sight){.kind = SAW_NEED,
                                 .provider = NOBODY,
                                 .function = n->function,
                                 .detail = (uint8_t)n->kind,
                                 .person = n->person,
                                 .amount = 1,
                                 .at = n->at});
    if (away_keeps(w, n)) return;
    if (n->kind == NEED_ELECTIVE) planned_need(w, n);
    else if (!p->in_hospital) primary_need(w, n);
}

static void next_need(struct world *w, uint32_t person) {
    const minute_t at = needs_next(w->needs, &w->people.p[person], person);
    if (at != MINUTE_NEVER) calendar_schedule(w->calendar, at, EVENT_NEED, person, 0);
}

static enum event_fate on_need(void *world, uint32_t person, uint32_t stamp, minute_t now) {
    struct world *w = world;
    (void)stamp;
    struct person *p = &w->people.p[person];
    struct need need = {.person = person};
    needs_strike(w->needs, p, person, now, 1.0, &need);
    const bool here = person_alive(p) && person_present(p, world_day(w));
    if (need.kind == NEED_DEATH) {
        if (here && asked_survives(w, &need)) {
            needs_survives(p);
            next_need(w, person);
            return EVENT_THINNED;
        }
        p->nature_done = 1;
        if (here) world_death(w, person, DEATH_NATURAL);
        return here ? EVENT_DONE : EVENT_THINNED;
    }
    next_need(w, person);
    if (!here || need.kind == NEED_NOTHING || asked_spared(w, &need)) return EVENT_THINNED;
    deconditioning_strikes(w, &need);
    if (disorders_spare(w, &need) || unmet_spares(w, &need)) return EVENT_THINNED;
    if (need.kind != NEED_FRAILTY) route(w, p, &need);
    else
        world_saw(w, &(struct sight){.kind = SAW_FRAILER,
                                     .provider = NOBODY,
                                     .detail = p->frailty,
                                     .person = person,
                                     .amount = 1,
                                     .at = now});
    return EVENT_DONE;
}

/* A death that delay or a ward brings about: whoever made it drew the chance and set the day. */
static enum event_fate on_harm(void *world, uint32_t person, uint32_t stamp, minute_t now) {
    struct world *w = world;
    (void)now;
    if (!person_alive(&w->people.p[person])) return EVENT_STALE;
    if (!person_present(&w->people.p[person], world_day(w))) return EVENT_THINNED;
    world_death(w, person, (enum death_cause)stamp);
    return EVENT_DONE;
}

static void near(const void *world, uint32_t person) {
    const struct world *w = world;
    __builtin_prefetch(&w->people.p[person], 1);
}

static void near_tables(const void *world, uint32_t person) {
    const struct world *w = world;
    primary_near(w->primary, &w->people.p[person]);
    needs_near(w->needs, &w->people.p[person], world_day(w) + w->first_day);
}

/* ---- life ---- */

static void register_all(struct world *w) {
    struct calendar *c = w->calendar;
    calendar_handle(c, EVENT_NEED, on_need, near);
    calendar_near(c, EVENT_NEED, near_tables);
    calendar_handle(c, EVENT_HARM, on_harm, near);
    planned_register(w->planned, c);
    primary_register(w->primary, c);
    ambulance_register(w->ambulance, c);
    departments_register(w->departments, c);
    beds_register(w->beds, c);
    discharge_register(w->discharge, c);
    mental_health_register(c);
    disorders_register(c);
    away_register(w);
    community_register(c);
    following_register(c);
}

/* Beds come before leaving hospital, which queues those who are ready on the first day; the notice
 * board before planned care, whose lists it reports; the departments before the ambulances that
 * stand outside them. */
static int open_rooms(struct world *w) {
    TRY(beds_open(&w->beds, w));
    TRY(discharge_open(&w->discharge, w));
    TRY(unmet_open(&w->unmet, w));
    TRY(notice_board_open(&w->board, w));
    TRY(planned_open(&w->planned, w));
    TRY(departments_open(&w->departments, w));
    TRY(ambulance_open(&w->ambulance, w));
    TRY(primary_open(&w->primary, w));
    const struct expectation *x = primary_expectation(w);
    if (!x) return FAULT_MEMORY;
    TRY(mental_health_open(&w->mental, w, x->crises));
    TRY(disorders_open(&w->disorders, w));
    w->community_ups = x->community.up;
    return community_open(&w->community, w);
}

int world_open_care(struct world *w) {
    TRY(open_rooms(w));
    register_all(w);
    TRY(away_open(&w->away, w));
    for (uint32_t i = 0; i < w->people.n; i++) next_need(w, i);
    return w->failed;
}

void world_close_care(struct world *w) {
    primary_close(w->primary);
    ambulance_close(w->ambulance);
    departments_close(w->departments);
    planned_close(w->planned);
    notice_board_close(w->board);
    discharge_close(w->discharge);
    mental_health_close(w->mental);
    disorders_close(w->disorders);
    community_close(w->community);
    unmet_close(w->unmet);
    beds_close(w->beds);
    away_close(w->away);
    w->primary = NULL;
    w->ambulance = NULL;
    w->departments = NULL;
    w->planned = NULL;
    w->board = NULL;
    w->discharge = NULL;
    w->mental = NULL;
    w->disorders = NULL;
    w->away = NULL;
    w->unmet = NULL;
    w->community = NULL;
    w->beds = NULL;
}

/* Everybody marked as in hospital has a stay; beds_check has seen that every stay has its person
 * and counted them against the sites, so equal numbers make the two exactly one for one. */
static int check_people(const struct world *w, struct fault *f) {
    uint32_t marked = 0;
    uint64_t stays = 0;
    for (uint32_t i = 0; i < w->people.n; i++) {
        const struct person *p = &w->people.p[i];
        marked += p->in_hospital;
        if (p->in_hospital && !person_alive(p))
            return fault_set(f, FAULT_BROKEN, NULL, 0, 0, "person %u died and is still in hospital",
                             i);
    }
    stays = beds_admitted(w) + mental_health_admitted(w);
    if (marked == stays) return 0;
    return fault_set(f, FAULT_BROKEN, NULL, 0, 0,
                     "%u people are marked as in hospital, %llu have a stay", marked,
                     (unsigned long long)stays);
}

int world_check(const struct world *w, struct fault *f) {
    if (w->failed)
        return fault_set(f, (enum fault_code)w->failed, NULL, 0, 0,
                         "the run has failed: out of memory");
    TRY(beds_check(w, f));
    TRY(discharge_check(w, f));
    TRY(mental_health_check(w, f));
    TRY(disorders_check(w, f));
    TRY(community_check(w, f));
    TRY(departments_check(w, f));
    TRY(planned_check(w, f));
    TRY(away_check(w, f));
    return check_people(w, f);
}
