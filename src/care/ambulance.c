// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In the world: a call to 999 is put into one of four categories, closed by advice, by a crew on
 * the scene, or by a journey to a department; the crew waits there until somebody takes the patient
 * over, and what waits outside a department is not on the road. After handover_most minutes it
 * hands over in the corridor. A fleet belongs to the people of each type 1 department,
 * and still does when the department shuts: its crews then drive further.
 *   crews on the road at hour h   responses(h) * job hours / utilisation, in shifts; times what the
 *   line has filled, in whole crews
 *   way to the patient            Rayleigh with mean 0.54 sqrt(area / free crews), the square-root
 *   law; area = 2 pi * mean
 *                                 square distance of the people from the department
 *   category                      severity + noise of the triage against three thresholds: 1
 *   gravest to 4
 *   response                      wait for a crew + mobilising + way; of category 1 at most that of
 *   the
 *                                 nearest first responder, one to so many square km, who stops the
 *                                 clock while the crew is still on its way
 *   closed by advice, conveyed    logistic in severity and frailty
 * Crews go to the gravest category first, then by time; a share of the crews on duty is kept
 * free of categories 3 and 4. A response over the standard adds to
 * the risk of dying of the gravest (assumed, with a range from nil). A hospital at OPEL 4 has some
 * of its patients taken to a neighbour (diverts.c). Sources: evidence card 3.5;
 * Kolesar and Blum; published shares and responses by category. Left out: help between fleets,
 * turning a crew round on its way, category by complaint, meal breaks, hospitals other than type
 * 1. */
#include "care/ambulance.h"
#include "base/real.h"
#include "care/asked.h"
#include "care/department.h"
#include "care/diverts.h"
#include "care/expectation.h"
#include "engine/queue.h"

enum job_state { JOB_FREE, JOB_CALLED, JOB_QUEUED, JOB_ON_SCENE, JOB_CONVEYS, JOB_CLEARS };
struct job {
    uint32_t person, number;
    minute_t called, arrives; /* arrives: at the department */
    float severity;
    uint16_t fleet, stamp;
    uint8_t state, outcome, kind, truth, category; /* 1 gravest to 4 */
};
struct fleet {
    double km2;           /* area covered */
    uint16_t crews[24];
    uint16_t busy, area;   /* area where it stands */
    struct queue queue[CALL_CATEGORIES]; /* the gravest first */
};
struct ambulance {
    struct arena arena;
    uint16_t n_fleets;
    struct fleet *fleet;  /* by department (site) */
    struct job *job;
    struct queue_link *link;
    size_t cap_job, cap_link;
    uint32_t n_jobs, free_first;
};

unsigned ambulance_outcome(const struct ambulance_params *par, const struct need *n,
                           unsigned frailty, double u1, double u2) {
    const double g = (double)n->severity;
    if (u1 < real_logistic(par->hear_logit - par->hear_gravity * g)) return 0;
    return u2 < real_logistic(par->convey_logit + par->convey_gravity * g +
                              par->convey_frailty * (double)frailty)
               ? 2
               : 1;
}

unsigned ambulance_category(const struct ambulance_params *par, double severity, double u) {
    const double seen = severity + par->category_noise * real_probit(u);
    return seen >= par->category_1   ? 1
           : seen >= par->category_2 ? 2
           : seen >= par->category_3 ? 3
                                     : 4;
}

unsigned ambulance_category_of(const struct world *w, const struct need *n) {
    const struct words x =
        luck_words(&w->luck, n->person, PURPOSE_AMBULANCE, need_ordinal(n->number, 1));
    return ambulance_category(&w->par.ambulance, (double)n->severity, word_uniform(x.w[1]));
}

static double road_minutes(const struct ambulance_params *par, double km) {
    return km * par->road_factor * 60.0 / par->speed;
}

/* ---- the pool of jobs ---- */

static uint32_t take(struct world *w, struct ambulance *a) {
    uint32_t j = a->free_first;
    if (j != QUEUE_NONE) {
        a->free_first = a->link[j].next;
    } else {
        j = a->n_jobs;
        if (memory_grow((void **)&a->job, &a->cap_job, j + 1u, sizeof *a->job) < 0 ||
            memory_grow((void **)&a->link, &a->cap_link, j + 1u, sizeof *a->link) < 0) {
            w->failed = FAULT_MEMORY;
            return QUEUE_NONE;
        }
        a->n_jobs++;
    }
    return j;
}

static void drop(struct ambulance *a, uint32_t j) {
    a->job[j].state = JOB_FREE;
    a->job[j].stamp = (uint16_t)((a->job[j].stamp + 1u) % CALENDAR_STAMPS);
    a->link[j].next = a->free_first;
    a->free_first = j;
}

static struct need need_of(const struct job *j) {
    return (struct need){.person = j->person,
                         .number = j->number,
                         .at = j->called,
                         .kind = (enum need_kind)j->kind,
                         .truth = (enum true_need)j->truth,
                         .severity = j->severity};
}

static struct words words_of(const struct world *w, const struct job *j) {
    return luck_words(&w->luck, j->person, PURPOSE_AMBULANCE, need_ordinal(j->number, 0));
}

static struct words second_words(const struct world *w, const struct job *j) {
    return luck_words(&w->luck, j->person, PURPOSE_AMBULANCE, need_ordinal(j->number, 1));
}

/* ---- on the road ---- */

static unsigned on_duty(const struct world *w, const struct fleet *f) {
    const double filled = asked_filled(w, f->area, LINE_AMBULANCE);
    return asked_roster(f->crews, minute_of_day(world_now(w)) / 60u, filled);
}

/* Minutes to the patient when there is one crew, or responder, to so many square kilometres. */
static double response(const struct ambulance_params *par, double km2_each, double u) {
    const double km = par->square_root_law * real_sqrt(km2_each) * par->road_factor;
    return par->mobilise_minutes +
           km * 1.1283791670955126 * real_sqrt(-real_log(u)) * 60.0 / par->speed;
}

static void tell(struct world *w, const struct job *j, double minutes) {
    world_saw(w, &(struct sight){.kind = SAW_AMBULANCE,
                                 .provider = NOBODY,
                                 .function = j->category,
                                 .detail = j->outcome,
                                 .person = j->person,
                                 .amount = (uint32_t)minutes,
                                 .at = world_now(w)});
    asked_paid(w, j->person, NOBODY, CURRENCY_AMBULANCE, LINE_AMBULANCE, 1.0);
}

static void harm(struct world *w, const struct job *j, double minutes) {
    const struct ambulance_params *par = &w->par.ambulance;
    const double standard = j->category == 1 ? par->standard_1_minutes : par->standard_minutes;
    if (j->truth != TRUE_HOSPITAL_BED || (double)j->severity < par->harm_gravity ||
        minutes <= standard)
        return;
    const double p = w->par.emergency.delay_harm_strength * par->harm_an_hour *
                     (minutes - standard) / 60.0 * departments_peril(w, j->person);
    const struct words x =
        luck_words(&w->luck, j->person, PURPOSE_HARM, need_ordinal(j->number, 8));
    if (word_uniform(x.w[0]) < p)
        calendar_schedule(w->calendar,
                          world_now(w) + 60u + (minute_t)(1440.0 * word_uniform(x.w[1])),
                          EVENT_HARM, j->person, DEATH_DELAY);
}

static void leave_at_home(struct world *w, const struct need *n) {
    if (n->truth != TRUE_HOSPITAL_BED) return;
    departments_send(w, n, 1, world_now(w) + (minute_t)(60.0 * w->par.ambulance.left_at_home_hours),
                     NO_JOB);
}

/* Minutes from the call until somebody is there, when a crew that leaves now takes `way`. */
static double reached(const struct world *w, const struct job *j, double way) {
    const struct ambulance_params *par = &w->par.ambulance;
    const double crew = (double)(world_now(w) - j->called) + way;
    if (j->category != 1) return crew;
    const double near = response(par, par->responder_km2, word_uniform(second_words(w, j).w[2]));
    return near < crew ? near : crew;
}

/* To the patient's department, or a neighbour that takes them, when `spent` minutes are over. */
static void convey(struct world *w, uint32_t at, const struct need *n, double spent) {
    const struct ambulance_params *par = &w->par.ambulance;
    struct job *j = &w->ambulance->job[at];
    double km = 0;
    const uint16_t bound = primary_site(w, n, 1, &km);
    const double meant = km;
    const uint16_t site = diverts_to(w, n, j->category, bound, &km);
    j->state = JOB_CONVEYS;
    j->arrives = world_now(w) + (minute_t)(spent + road_minutes(par, km));
    if (site == bound) {
        departments_send(w, n, 1, j->arrives, at);
        return;
    }
    const double longer = road_minutes(par, km - meant);
    world_saw(w, &(struct sight){.kind = SAW_DIVERT,
                                 .provider = w->departments->x->reach.site[bound].provider,
                                 .function = j->category,
                                 .person = j->person,
                                 .amount = longer > 0.0 ? (uint32_t)longer : 0,
                                 .at = world_now(w)});
    departments_come(w, n, site, j->arrives, at, 0, false);
}

static void go(struct world *w, uint32_t at, unsigned free) {
    struct ambulance *a = w->ambulance;
    const struct ambulance_params *par = &w->par.ambulance;
    struct job *j = &a->job[at];
    struct fleet *f = &a->fleet[j->fleet];
    const struct words x = words_of(w, j);
    const minute_t now = world_now(w);
    const double way = response(par, f->km2 / (double)free, word_uniform(x.w[2]));
    const double minutes = reached(w, j, way);
    const double scene = draw_lognormal(
        word_uniform(x.w[3]), j->outcome == 2 ? par->scene_minutes : par->scene_treat_minutes,
        par->scene_sigma);
    const struct need n = need_of(j);
    f->busy++;
    tell(w, j, minutes);
    harm(w, j, minutes);
    if (j->outcome == 1) {
        j->state = JOB_ON_SCENE;
        leave_at_home(w, &n);
        calendar_schedule(w->calendar, now + (minute_t)(way + scene), EVENT_HANDOVER, at, j->stamp);
        return;
    }
    convey(w, at, &n, way + scene);
}

/* Who has waited too long has made their own way before the crew comes. */
static bool gone(struct world *w, uint32_t at) {
    struct ambulance *a = w->ambulance;
    const struct job *j = &a->job[at];
    const double waited = (double)(world_now(w) - j->called);
    const struct words x = second_words(w, j);
    if (waited <= 60.0 * draw_exponential(word_uniform(x.w[0]), w->par.ambulance.patience_hours))
        return false;
    const struct need n = need_of(j);
    const bool conveyed = j->outcome == 2;
    drop(a, at);
    if (conveyed) departments_send(w, &n, 1, world_now(w), NO_JOB);
    else leave_at_home(w, &n); /* whom a crew would have treated on the scene rings off */
    return true;
}

/* The next call to go to: the last free crews are kept for categories 1 and 2. */
static uint32_t next_call(struct ambulance *a, struct fleet *f, unsigned free, unsigned kept) {
    uint32_t j = QUEUE_NONE;
    for (unsigned c = 0; c < (free > kept ? CALL_CATEGORIES : 2u) && j == QUEUE_NONE; c++)
        j = queue_call(&f->queue[c], a->link);
    return j;
}

static void dispatch(struct world *w, struct fleet *f) {
    struct ambulance *a = w->ambulance;
    const unsigned crews = on_duty(w, f), kept = (unsigned)(w->par.ambulance.kept_free * crews);
    unsigned free = crews > f->busy ? crews - f->busy : 0;
    while (free > 0) {
        const uint32_t j = next_call(a, f, free, kept);
        if (j == QUEUE_NONE) return;
        if (!gone(w, j)) go(w, j, free--);
    }
}

/* ---- calls ---- */

static void answer(struct world *w, uint32_t at) {
    struct ambulance *a = w->ambulance;
    struct job *j = &a->job[at];
    if (j->outcome == 0) {
        const struct need n = need_of(j);
        tell(w, j, 0);
        drop(a, at);
        leave_at_home(w, &n);
        return;
    }
    struct fleet *f = &a->fleet[j->fleet];
    j->state = JOB_QUEUED;
    queue_join(&f->queue[j->category - 1], a->link, at);
    dispatch(w, f);
}

void ambulance_call(struct world *w, const struct need *n, unsigned step) {
    struct ambulance *a = w->ambulance;
    const uint16_t site = primary_fleet(w, n);
    (void)step; /* one call a need: its draws have a purpose of their own */
    if (site == NO_SITE || site >= a->n_fleets) return;
    const uint32_t at = take(w, a);
    if (at == QUEUE_NONE) return;
    const struct words x =
        luck_words(&w->luck, n->person, PURPOSE_AMBULANCE, need_ordinal(n->number, 0));
    const minute_t now = world_now(w);
    struct job *j = &a->job[at];
    *j = (struct job){.person = n->person,
                      .number = n->number,
                      .called = n->at > now ? n->at : now,
                      .severity = n->severity,
                      .fleet = site,
                      .stamp = j->stamp,
                      .state = JOB_CALLED,
                      .kind = (uint8_t)n->kind,
                      .truth = (uint8_t)n->truth};
    j->outcome = (uint8_t)ambulance_outcome(&w->par.ambulance, n, w->people.p[n->person].frailty,
                                            word_uniform(x.w[0]), word_uniform(x.w[1]));
    j->category = (uint8_t)ambulance_category_of(w, n);
    if (j->called > now) calendar_schedule(w->calendar, j->called, EVENT_HANDOVER, at, j->stamp);
    else answer(w, at);
}

void ambulance_handed_over(struct world *w, uint32_t job) {
    struct job *j = &w->ambulance->job[job];
    const minute_t now = world_now(w);
    world_saw(w, &(struct sight){.kind = SAW_HANDOVER,
                                 .provider = NOBODY,
                                 .person = j->person,
                                 .amount = now - j->arrives,
                                 .at = now});
    j->state = JOB_CLEARS;
    calendar_schedule(w->calendar, now + (minute_t)w->par.ambulance.clear_minutes, EVENT_HANDOVER,
                      job, j->stamp);
}

static enum event_fate due(void *world, uint32_t owner, uint32_t stamp, minute_t now) {
    struct world *w = world;
    struct ambulance *a = w->ambulance;
    (void)now;
    struct job *j = &a->job[owner];
    if (stamp != j->stamp) return EVENT_STALE;
    if (j->state == JOB_CALLED) {
        if (person_alive(&w->people.p[j->person])) answer(w, owner);
        else drop(a, owner);
        return EVENT_DONE;
    }
    struct fleet *f = &a->fleet[j->fleet];
    f->busy--;
    drop(a, owner);
    dispatch(w, f);
    return EVENT_DONE;
}

void ambulance_register(struct ambulance *a, struct calendar *c) {
    (void)a;
    calendar_handle(c, EVENT_HANDOVER, due, NULL);
}

/* ---- life ---- */

static void roster(const struct ambulance_params *par, const struct site_expectation *s,
                   struct fleet *f) {
    f->km2 = 6.283185307179586 * s->spread_km2;
    const double way = road_minutes(par, real_sqrt(s->spread_km2));
    const double conveys = par->scene_minutes + way + par->handover_planned + par->clear_minutes;
    const double job = par->mobilise_minutes + 0.5 * way + s->conveyed * conveys +
                       (1 - s->conveyed) * par->scene_treat_minutes;
    const unsigned shift = (unsigned)par->shift_hours;
    for (unsigned h = 0; h < 24; h++) {
        double rate = 0;
        for (unsigned k = 0; k < shift; k++)
            rate += s->responses[(h / shift * shift + k) % 24] / (double)shift;
        const double crews = rate * job / 60.0 / par->utilisation;
        f->crews[h] = (uint16_t)(crews < 1 ? 1 : crews + 0.5);
    }
}

int ambulance_open(struct ambulance **out, struct world *w) {
    const struct expectation *x = primary_expectation(w);
    struct arena arena;
    arena_init(&arena, 1u << 16);
    struct ambulance *a = arena_take(&arena, sizeof *a);
    if (!x || !a) {
        arena_free(&arena);
        return FAULT_MEMORY;
    }
    *a = (struct ambulance){.arena = arena, .n_fleets = x->reach.n_sites, .free_first = QUEUE_NONE};
    *out = a;
    a->fleet = arena_array(&a->arena, a->n_fleets + 1u, sizeof *a->fleet);
    if (!a->fleet) return FAULT_MEMORY;
    for (unsigned i = 0; i < a->n_fleets; i++) {
        for (unsigned c = 0; c < CALL_CATEGORIES; c++) queue_init(&a->fleet[i].queue[c]);
        a->fleet[i].area = reach_area_of(w->place, &x->reach.site[i]);
        roster(&w->par.ambulance, &x->site[i], &a->fleet[i]);
    }
    return 0;
}

void ambulance_close(struct ambulance *a) {
    if (!a) return;
    memory_free(a->job);
    memory_free(a->link);
    struct arena arena = a->arena;
    arena_free(&arena);
}
