// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* From the asking for a bed to the leaving of it.
 *   asked -> zero-day: assessment unit, home after some hours, no general bed
 *         -> overnight: a bed kept at once when fewer are taken than can be used, else a queue in
 *         three
 *            classes by severity; a class is worth priority_minutes of waiting. Boarding patients
 *            wait in
 *            A&E, direct admissions at home; care goes on, so whoever is well before a bed is found
 *            leaves.
 *         -> finding, cleaning and the way to the bed take a lognormal of mean transfer_minutes ->
 *         in bed
 *         -> ready at a morning's round after K nights (beds_level.c) -> leaving hospital
 *         (discharge.c) -> gone
 * A bed that is free may be the wrong one (sex, specialty, infection): the share unusable stands
 * for that. Electives take beds during the day ahead of those who leave it (beds_for_electives
 * counts on that). Some of those who left after an emergency, zero days included, are ill again
 * within 30 days with what brought them: drawn with the parent need, at most three times. They need
 * a bed and turn to somebody as with any other need (primary.c); published attendances and
 * admissions hold them, and so does the pilot of urgent care (expectation.c). Every draw is keyed
 * by (person, need, generation), so twins keep their stays. Sources: urgent.md 3.8. Nurses and
 * infections: beds_ward.c; whose ward it is: beds_outliers.c. Left out: closures by infection as
 * events; the hour of day at which somebody is ill again. */
#include "care/beds_state.h"

#include "base/real.h"
#include "care/asked.h"
#include "care/away.h"
#include "care/community.h"
#include "care/deconditioning.h"
#include "care/departments.h"
#include "care/discharge.h"
#include "care/primary.h"
#include "population/pandemic.h"

struct words beds_luck(const struct world *w, uint32_t s, enum purpose purpose, unsigned step) {
    const struct stay *y = &w->beds->stays[s];
    const unsigned at = w->beds->more[s].generation * (unsigned)STEPS_A_GENERATION + step;
    return luck_words(&w->luck, y->person, purpose, need_ordinal(y->number, at));
}

void beds_see(struct world *w, enum sight_kind kind, uint32_t s, uint8_t detail,
              uint32_t amount) {
    const struct stay *y = &w->beds->stays[s];
    world_saw(w, &(struct sight){.kind = kind,
                                 .provider = y->provider,
                                 .function = y->function,
                                 .detail = detail,
                                 .flag = y->elective,
                                 .person = y->person,
                                 .amount = amount,
                                 .at = world_now(w)});
}

static void schedule(const struct world *w, minute_t at, enum event_kind kind, uint32_t s) {
    calendar_schedule(w->calendar, at, kind, s, w->beds->stays[s].stamp);
}

void beds_restamp(struct stay *y) { y->stamp = (uint16_t)((y->stamp + 1u) & STAMP_MASK); }

/* ---- beds kept and freed ---- */

/* Ring-fenced beds that lie empty; none from the level on at which the fence is breached. */
double beds_fenced(const struct world *w, const struct bed_site *site) {
    const struct beds_params *par = &w->par.beds;
    const double ring = par->ring_fence * site->funded - site->electives;
    return ring > 0.0 && site->opel < par->ring_fence_breached_at ? ring : 0.0;
}

/* Beds that an emergency may take: open ones less the unusable and the ring-fenced ones that lie
 * empty. */
double beds_capacity(const struct world *w, const struct bed_site *site) {
    const unsigned month = (unsigned)day_to_civil(minute_day(world_now(w))).month;
    const double open = site->funded * site->season[month - 1] + site->escalation;
    const double isolating = w->circumstances.pandemic_isolation * site->infected;
    return open * (1.0 - site->unusable - w->beds->closed[month - 1]) - isolating -
           beds_fenced(w, site);
}

/* Minutes from the bed being kept to the patient lying in it. */
minute_t beds_transfer(const struct world *w, uint32_t s) {
    const double u = word_uniform(beds_luck(w, s, PURPOSE_STAY, STEP_STAY_MORE).w[3]);
    const struct bed_site *site = site_at(w->beds, w->beds->stays[s].provider);
    const double minutes = draw_lognormal(u, site->transfer_mean, site->transfer_sigma);
    const minute_t way = 10u + (minute_t)(minutes < 2880.0 ? minutes : 2880.0);
    const uint32_t attendance = w->beds->stays[s].attendance;
    return attendance == UINT32_MAX ? way : departments_hurry(w, attendance, way);
}

static void keep_bed(struct world *w, struct bed_site *site, uint32_t s) {
    struct stay *y = &w->beds->stays[s];
    y->state = STAY_COMING;
    site->taken++;
    site->infected += pandemic_need(y->number);
    site->electives += y->elective;
    beds_ward_place(w, site, s);
    schedule(w, world_now(w) + beds_transfer(w, s), EVENT_BED_FOUND, s);
}

static void wait(struct world *w, struct bed_site *site, uint32_t s) {
    struct stay *y = &w->beds->stays[s];
    y->state = STAY_WAITING;
    site->waiting++;
    site->boarding += y->attendance != UINT32_MAX;
    queue_join(&site->queue[w->beds->more[s].bed_class], w->beds->link, s);
}

static void stop_waiting(struct world *w, struct bed_site *site, uint32_t s) {
    queue_leave(&site->queue[w->beds->more[s].bed_class], w->beds->link, s);
    site->waiting--;
    site->boarding -= w->beds->stays[s].attendance != UINT32_MAX;
}

/* Whose turn is it? The longest waiter of each class, a class being worth minutes of waiting. */
static uint32_t next_patient(const struct world *w, const struct bed_site *site) {
    const struct beds *b = w->beds;
    uint32_t best = QUEUE_NONE;
    double best_turn = 0.0;
    for (unsigned k = 0; k < BED_CLASSES; k++) {
        const uint32_t s = site->queue[k].first;
        if (s == QUEUE_NONE) continue;
        const double turn = (double)b->more[s].asked + k * w->par.beds.priority_minutes;
        if (best != QUEUE_NONE && turn >= best_turn) continue;
        best = s;
        best_turn = turn;
    }
    return best;
}

void beds_serve(struct world *w, struct bed_site *site) {
    if (site->waiting == 0) return;
    const double capacity = beds_capacity(w, site);
    while (site->waiting > 0 && site->taken + 1.0 <= capacity) {
        const uint32_t s = next_patient(w, site);
        stop_waiting(w, site, s);
        keep_bed(w, site, s);
    }
}

/* ---- asking ---- */

static minute_t ready_minute(const struct beds_params *par, day_t day, double u) {
    const double hour = par->ready_from_hour + u * (par->ready_to_hour - par->ready_from_hour);
    return day_minute(day) + (minute_t)(60.0 * hour);
}

static double severity_days(const struct beds *b, const struct bed_site *site,
                            const struct stay_more *m) {
    const int month = day_to_civil(minute_day(m->asked)).month - 1;
    const double kind = m->kind < NEED_ACUTE_KINDS ? b->nights_kind[month][m->kind] : 1.0;
    return beds_cell_nights(b, site, m->age, m->frailty) * kind;
}

/* Medically ready on a day, or on the working day after; u: the stay's own luck. */
static void ready_from(struct world *w, uint32_t s, day_t day, const struct words *u) {
    struct stay_more *m = &w->beds->more[s];
    const struct beds_params *par = &w->par.beds;
    const double u_day = word_uniform(beds_luck(w, s, PURPOSE_STAY, STEP_STAY_MORE).w[1]);
    m->ready_day = beds_weekday_ready(par, day, word_uniform(u->w[3]), u_day);
    w->beds->stays[s].ready = ready_minute(par, m->ready_day, word_uniform(u->w[2]));
}

void beds_ask(struct world *w, struct bed_site *site, uint32_t s) {
    const struct words u = beds_luck(w, s, PURPOSE_STAY, STEP_STAY);
    ready_from(w, s, minute_day(world_now(w)) + w->beds->more[s].nights, &u);
    schedule(w, w->beds->stays[s].ready, EVENT_BED_READY, s);
    if (site->waiting == 0 && site->taken + 1.0 <= beds_capacity(w, site)) keep_bed(w, site, s);
    else wait(w, site, s);
}

static struct need need_of(const struct world *w, uint32_t s) {
    const struct stay *y = &w->beds->stays[s];
    const struct stay_more *m = &w->beds->more[s];
    return (struct need){.person = y->person,
                         .number = y->number,
                         .kind = (enum need_kind)m->kind,
                         .truth = TRUE_HOSPITAL_BED,
                         .severity = m->severity};
}

static void plan(struct world *w, struct bed_site *site, uint32_t s, bool needed) {
    struct stay *y = &w->beds->stays[s];
    struct stay_more *m = &w->beds->more[s];
    const struct beds_params *par = &w->par.beds;
    const struct words u = beds_luck(w, s, PURPOSE_STAY, STEP_STAY);
    const double zero =
        beds_zero_chance(w->beds, par, site, m->age, y->attendance != UINT32_MAX, needed);
    m->zero_day = word_uniform(u.w[0]) < zero;
    if (m->zero_day) return;
    const struct provision run = asked_provision(w, y->provider);
    const double ill = pandemic_need(y->number)
                           ? pandemic_nights(&w->circumstances, &w->nature, y->person, m->age)
                           : 1.0;
    const double mean = severity_days(w->beds, site, m) * beds_nursing_nights(par, &run) * ill;
    const unsigned whole = beds_ward(w, s, &run, beds_nights(par, mean, word_uniform(u.w[1])));
    if (m->adult) {
        const struct need n = need_of(w, s);
        m->saved = (uint8_t)community_saves(w, &n, m->generation, site->step_down, whole);
    }
    m->nights = (uint16_t)(whole - m->saved);
    beds_critical_plan(w, site, s);
}

static uint32_t admit(struct world *w, const struct need *n, uint16_t provider,
                      uint32_t attendance) {
    struct person *p = &w->people.p[n->person];
    const uint32_t s = beds_new_stay(w->beds);
    if (s == QUEUE_NONE || beds_map_put(w->beds, n->person, s) < 0) {
        w->failed = FAULT_MEMORY;
        return QUEUE_NONE;
    }
    struct stay *y = &w->beds->stays[s];
    struct stay_more *m = &w->beds->more[s];
    y->person = n->person;
    y->number = n->number;
    y->attendance = attendance;
    y->provider = provider;
    y->admitted = m->asked = world_now(w);
    m->severity = n->severity;
    m->area = p->area;
    m->kind = (uint8_t)n->kind;
    m->age = (uint8_t)beds_age(p, minute_day(m->asked));
    m->frailty = p->frailty;
    m->generation = (uint8_t)need_generation(n->number);
    m->adult = m->age >= 2;
    const double severity = (double)n->severity;
    m->bed_class = severity >= w->par.beds.severity_high  ? 0
                   : severity >= w->par.beds.severity_low ? 1
                                                          : 2;
    p->in_hospital = 1;
    return s;
}

/* Already admitted, here or to a mental-health bed: the ward sees to the second need; A&E is told
 * when it would have been taken up. */
static void shadow(struct world *w, uint32_t person, uint16_t provider, uint32_t attendance) {
    if (attendance == UINT32_MAX) return;
    const uint32_t s = beds_new_stay(w->beds);
    if (s == QUEUE_NONE) { w->failed = FAULT_MEMORY; return; }
    w->beds->stays[s].person = person;
    w->beds->stays[s].provider = provider;
    w->beds->stays[s].attendance = attendance;
    w->beds->stays[s].state = STAY_SHADOW;
    schedule(w, world_now(w) + (minute_t)w->par.beds.transfer_minutes, EVENT_BED_FOUND, s);
}

void beds_request_emergency(struct world *w, const struct need *n, uint16_t provider,
                            uint32_t attendance) {
    struct bed_site *site = site_at(w->beds, provider);
    if (!person_alive(&w->people.p[n->person])) return;
    if (site == NULL || w->people.p[n->person].in_hospital ||
        beds_stay_of(w->beds, n->person) != QUEUE_NONE) {
        shadow(w, n->person, provider, attendance);
        return;
    }
    const uint32_t s = admit(w, n, provider, attendance);
    if (s == QUEUE_NONE) return;
    plan(w, site, s, n->truth == TRUE_HOSPITAL_BED);
    beds_see(w, SAW_EMERGENCY_ADMISSION, s, attendance != UINT32_MAX, 1);
    beds_ward_group(w, site, s);
    if (w->beds->more[s].zero_day) beds_assessment_ask(w, site, s);
    else if (w->beds->more[s].critical_hours > 0) beds_critical_ask(w, site, s);
    else beds_ask(w, site, s);
}

bool beds_admit_elective(struct world *w, uint32_t person, uint32_t number, uint16_t provider,
                         uint8_t function, double days) {
    struct bed_site *site = site_at(w->beds, provider);
    if (site == NULL || !person_alive(&w->people.p[person]) || w->people.p[person].in_hospital)
        return false;
    uint16_t hours;
    if (beds_for_electives(w, provider) < 1 ||
        !beds_critical_planned(w, person, number, site, days, &hours))
        return false;
    const struct need n = {.person = person,
                           .number = number,
                           .kind = NEED_ELECTIVE,
                           .function = function,
                           .severity = 0.5f};
    const uint32_t s = admit(w, &n, provider, UINT32_MAX);
    if (s == QUEUE_NONE) return false;
    struct stay *y = &w->beds->stays[s];
    y->elective = 1;
    y->function = function;
    const struct beds_params *par = &w->par.beds;
    const struct words u = beds_luck(w, s, PURPOSE_STAY, STEP_STAY);
    const struct provision run = asked_provision(w, provider);
    const double mean = days * beds_nursing_nights(par, &run),
                 drawn = mean < par->nights_most ? mean + 0.5 : par->nights_most;
    const unsigned nights = beds_ward(w, s, &run, drawn < 1.0 ? 1u : (unsigned)drawn);
    w->beds->more[s].nights = (uint16_t)nights;
    w->beds->more[s].critical_hours = hours;
    beds_ward_group(w, site, s);
    if (hours > 0) {
        beds_critical_ask(w, site, s);
        return true;
    }
    ready_from(w, s, minute_day(world_now(w)) + nights, &u);
    schedule(w, y->ready, EVENT_BED_READY, s);
    keep_bed(w, site, s);
    return true;
}

/* ---- in bed ---- */

static void lie_down(struct world *w, uint32_t s, minute_t now) {
    struct stay *y = &w->beds->stays[s];
    struct bed_site *site = site_at(w->beds, y->provider);
    y->admitted = now;
    if (w->beds->more[s].zero_day) {
        const double u = word_uniform(beds_luck(w, s, PURPOSE_STAY, STEP_STAY_MORE).w[0]);
        y->state = STAY_ASSESSMENT;
        site->assessment++;
        schedule(w,
                 now + 60u +
                     (minute_t)draw_lognormal(u, 60.0 * w->par.beds.assessment_hours,
                                              w->par.beds.assessment_sigma),
                 EVENT_BED_LEAVE, s);
        return;
    }
    beds_critical_free(w, s);
    y->state = STAY_IN_BED;
    site->in_bed++;
    queue_join(&site->inside, w->beds->inside, s);
}

enum event_fate beds_on_found(void *world, uint32_t s, uint32_t stamp, minute_t now) {
    struct world *w = world;
    struct stay *y = &w->beds->stays[s];
    if (y->stamp != stamp || (y->state != STAY_COMING && y->state != STAY_SHADOW &&
                              y->state != STAY_CRITICAL_COMING))
        return EVENT_STALE;
    const uint32_t attendance = y->attendance;
    y->attendance = UINT32_MAX;
    if (y->state == STAY_SHADOW) beds_free_stay(w->beds, s);
    else if (y->state == STAY_CRITICAL_COMING) beds_critical_lie(w, s, now);
    else lie_down(w, s, now);
    if (attendance != UINT32_MAX) departments_bed_found(w, attendance);
    return EVENT_DONE;
}

/* The day on which somebody may leave for the virtual ward: has it a place? Else, or if they still
 * wait for a bed, they need their other nights too. */
static void leaves_early(struct world *w, uint32_t s, minute_t now) {
    struct stay *y = &w->beds->stays[s];
    struct stay_more *m = &w->beds->more[s];
    const struct need n = need_of(w, s);
    const day_t later = minute_day(now) + m->saved;
    m->saved = 0;
    if (y->state == STAY_IN_BED && community_steps_down(w, &n, y->provider)) {
        struct bed_site *site = site_at(w->beds, y->provider);
        y->state = STAY_READY;
        y->ready = now;
        y->pathway = 0;
        site->ready++;
        site->ready_adults += m->adult;
        schedule(w, now + (minute_t)(60.0 * w->par.community.leave_hours), EVENT_BED_LEAVE, s);
        return;
    }
    const struct words u = beds_luck(w, s, PURPOSE_STAY, STEP_STAY);
    ready_from(w, s, later, &u);
    schedule(w, y->ready, EVENT_BED_READY, s);
}

enum event_fate beds_on_ready(void *world, uint32_t s, uint32_t stamp, minute_t now) {
    struct world *w = world;
    struct stay *y = &w->beds->stays[s];
    if (y->stamp != stamp) return EVENT_STALE;
    if (y->state == STAY_COMING) { /* on the way: the round sees them once they are there */
        schedule(w, now + (minute_t)w->par.beds.transfer_minutes, EVENT_BED_READY, s);
        return EVENT_DONE;
    }
    if (w->beds->more[s].saved && (y->state == STAY_WAITING || y->state == STAY_IN_BED)) {
        leaves_early(w, s, now);
        return EVENT_DONE;
    }
    if (y->state == STAY_WAITING) { /* well again before a bed was found */
        beds_leave(w, s);
        return EVENT_DONE;
    }
    if (y->state != STAY_IN_BED) return EVENT_STALE;
    struct bed_site *site = site_at(w->beds, y->provider);
    y->state = STAY_READY;
    y->ready = now;
    site->ready++;
    site->ready_adults += w->beds->more[s].adult;
    discharge_ready(w, s);
    return EVENT_DONE;
}

/* ---- leaving ---- */

static void pay(struct world *w, uint32_t s, uint32_t nights) {
    const struct stay *y = &w->beds->stays[s];
    const struct beds_params *par = &w->par.beds;
    if (w->ask == NULL || w->ask->paid == NULL) return;
    struct activity a = {.currency = CURRENCY_EMERGENCY_STAY,
                         .line = LINE_EMERGENCY,
                         .provider = y->provider,
                         .area = w->beds->more[s].area,
                         .function = y->function,
                         .person = y->person,
                         .quantity = 1.0f};
    const double excess = (double)nights - par->trim_nights,
                 paid_nights = excess > 0.0 ? par->trim_nights : nights;
    a.complexity = (float)(par->spell_fixed_share +
                           (1.0 - par->spell_fixed_share) * paid_nights / w->beds->mean_nights);
    if (!y->elective) w->ask->paid(w->institutions, w, &a);
    if (excess <= 0.0) return;
    a.currency = CURRENCY_BED_DAY;
    a.complexity = 1.0f;
    a.quantity = (float)excess;
    w->ask->paid(w->institutions, w, &a);
}

/* Takes the stay out of wherever it is; its bed goes to the next. */
static void release(struct world *w, uint32_t s) {
    struct stay *y = &w->beds->stays[s];
    struct stay_more *m = &w->beds->more[s];
    struct bed_site *site = site_at(w->beds, y->provider);
    if (y->state == STAY_WAITING) stop_waiting(w, site, s);
    if (y->state == STAY_ASSESSMENT) site->assessment--;
    beds_assessment_leave(w, site, s);
    beds_critical_free(w, s);
    if (y->state == STAY_READY) {
        discharge_gone(w, s, false);
        site->ready--;
        site->ready_adults -= m->adult;
    }
    if (y->state == STAY_IN_BED || y->state == STAY_READY) {
        queue_leave(&site->inside, w->beds->inside, s);
        site->in_bed--;
    }
    if (y->state == STAY_IN_BED || y->state == STAY_READY ||
        (y->state == STAY_COMING && !m->zero_day)) {
        site->taken--;
        site->infected -= pandemic_need(y->number);
        site->electives -= y->elective;
        beds_ward_leave(site, m);
    }
    beds_restamp(y);
    beds_map_remove(w->beds, y->person);
    w->people.p[y->person].in_hospital = 0;
    y->state = STAY_AFTER;
    beds_serve(w, site);
    beds_assessment_serve(w, site);
}

/* Ends a stay without any of the doings of a discharge: a death. */
void beds_gone(struct world *w, uint32_t s) {
    const uint32_t attendance = w->beds->stays[s].attendance;
    release(w, s);
    beds_free_stay(w->beds, s);
    /* so that nobody waits in A&E for the dead */
    if (attendance != UINT32_MAX) departments_bed_found(w, attendance);
}

/* Who went home without the package that they waited for comes back more often; the mean of
 * overnight adults stays at the start's. */
static double without_care(const struct world *w, uint32_t s) {
    const struct stay_more *m = &w->beds->more[s];
    const double risk = w->par.discharge.unmet_risk;
    if (!m->adult || m->zero_day) return 1.0;
    const double mean = 1.0 + (risk - 1.0) * site_at(w->beds, w->beds->stays[s].provider)->without;
    return (m->without ? risk : 1.0) / mean;
}

/* Does this patient fall ill again? Earlier days are likelier: day = most * u^2. */
static bool comes_back(struct world *w, uint32_t s) {
    const struct stay *y = &w->beds->stays[s];
    const struct stay_more *m = &w->beds->more[s];
    const struct beds_params *par = &w->par.beds;
    if (y->elective || m->generation >= GENERATION_MAX) return false;
    const struct words u = beds_luck(w, s, PURPOSE_DISCHARGE, 1);
    const double after_care = asked_quality(w, w->people.p[y->person].area, LINE_COMMUNITY);
    const double chance = beds_back_chance(par, m->frailty) * without_care(w, s) *
                          real_exp(-par->readmission_by_quality * after_care);
    if (word_uniform(u.w[0]) >= chance) return false;
    const double days = beds_back_days(par, word_uniform(u.w[1]));
    schedule(w, world_now(w) + (minute_t)(days * MINUTES_A_DAY), EVENT_READMIT, s);
    return true;
}

static void tell(struct world *w, uint32_t s, uint32_t nights) {
    const struct stay *y = &w->beds->stays[s];
    struct bed_site *site = site_at(w->beds, y->provider);
    beds_see(w, SAW_DISCHARGE, s, y->pathway, nights);
    if (y->state != STAY_READY) return;
    discharge_tell_delay(w, s);
    site->left_today++;
    site->left_ready_today += w->beds->more[s].adult;
}

void beds_leave(struct world *w, uint32_t s) {
    struct stay *y = &w->beds->stays[s];
    const uint32_t attendance = y->attendance;
    const bool lay = y->state == STAY_IN_BED || y->state == STAY_READY;
    const uint32_t nights = lay ? minute_day(world_now(w)) - minute_day(y->admitted) : 0;
    tell(w, s, nights);
    pay(w, s, nights);
    release(w, s);
    if (!y->elective)
        deconditioning_left(w, y->person, y->number, w->beds->more[s].generation, nights);
    if (!comes_back(w, s)) beds_free_stay(w->beds, s);
    if (attendance != UINT32_MAX) departments_bed_found(w, attendance);
}

enum event_fate beds_on_leave(void *world, uint32_t s, uint32_t stamp, minute_t now) {
    struct world *w = world;
    (void)now;
    const struct stay *y = &w->beds->stays[s];
    if (y->stamp != stamp || (y->state != STAY_READY && y->state != STAY_ASSESSMENT))
        return EVENT_STALE;
    if (y->state == STAY_READY) {
        if (discharge_harmed(w, s)) return EVENT_DONE;
        discharge_gone(w, s, true);
    }
    beds_leave(w, s);
    return EVENT_DONE;
}

enum event_fate beds_on_readmit(void *world, uint32_t s, uint32_t stamp, minute_t now) {
    struct world *w = world;
    const struct stay y = w->beds->stays[s];
    const struct stay_more m = w->beds->more[s];
    if (y.stamp != stamp || y.state != STAY_AFTER) return EVENT_STALE;
    beds_free_stay(w->beds, s);
    const struct person *p = &w->people.p[y.person];
    if (!person_alive(p) || !person_present(p, world_day(w)) || p->in_hospital)
        return EVENT_THINNED;
    const struct need n = {.person = y.person,
                           .number = need_anew(y.number),
                           .at = now,
                           .kind = (enum need_kind)m.kind,
                           .truth = TRUE_HOSPITAL_BED,
                           .severity = m.severity};
    world_saw(w, &(struct sight){.kind = SAW_ILL_AGAIN,
                                 .provider = y.provider,
                                 .person = y.person,
                                 .amount = 1,
                                 .at = now});
    if (primary_straight(w, &n, y.provider))
        beds_request_emergency(w, &n, y.provider, UINT32_MAX);
    else if (!away_keeps(w, &n)) primary_need(w, &n);
    return EVENT_DONE;
}
