// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In the world: the departments of a place and everybody who is on the way to one or in one. This
 * file opens and closes them, keeps the pool of attendances, and checks that each patient stands in
 * exactly one place; departments_flow.c is a patient's way through, departments_clock.c the
 * staffing. A direct admission by a doctor's referral travels like an attendance but never is
 * one. */
#include "care/department.h"
#include "care/ambulance.h"

/* ---- the pool ---- */

uint32_t attendance_take(struct world *w) {
    struct departments *d = w->departments;
    uint32_t a = d->free_first;
    if (a != QUEUE_NONE) {
        d->free_first = d->link[a].next;
    } else {
        a = d->n_at;
        if (memory_grow((void **)&d->at, &d->cap_at, a + 1u, sizeof *d->at) < 0 ||
            memory_grow((void **)&d->link, &d->cap_link, a + 1u, sizeof *d->link) < 0) {
            w->failed = FAULT_MEMORY;
            return QUEUE_NONE;
        }
        d->n_at++;
    }
    d->n_live++;
    d->link[a] = (struct queue_link){QUEUE_NONE, QUEUE_NONE};
    return a;
}

void attendance_drop(struct departments *d, uint32_t a) {
    d->at[a].state = AT_FREE;
    d->at[a].stamp = (uint16_t)((d->at[a].stamp + 1u) % CALENDAR_STAMPS);
    d->link[a].next = d->free_first;
    d->free_first = a;
    d->n_live--;
}

struct need attendance_need(const struct attendance *a) {
    return (struct need){.person = a->person,
                         .number = a->number,
                         .at = a->arrived,
                         .kind = (enum need_kind)a->kind,
                         .truth = (enum true_need)a->truth,
                         .severity = a->severity};
}

struct words attendance_words(const struct world *w, const struct attendance *a, unsigned k) {
    return luck_words(&w->luck, a->person, PURPOSE_EMERGENCY,
                      need_ordinal(a->number, (a->visit & 3u) * 4u + k));
}

/* ---- the way in ---- */

void departments_come(struct world *w, const struct need *n, uint16_t site, minute_t arrive,
                      uint32_t job, unsigned visit, bool direct) {
    struct departments *d = w->departments;
    const uint32_t at = attendance_take(w);
    if (at == QUEUE_NONE) return;
    struct attendance *a = &d->at[at];
    const minute_t now = world_now(w);
    *a = (struct attendance){.person = n->person,
                             .number = n->number,
                             .job = job,
                             .arrived = arrive > now ? arrive : now,
                             .severity = n->severity,
                             .site = site,
                             .stamp = a->stamp,
                             .state = AT_TRAVELS,
                             .kind = (uint8_t)n->kind,
                             .truth = (uint8_t)n->truth,
                             .visit = (uint8_t)visit,
                             .direct = direct,
                             .by_ambulance = job != NO_JOB,
                             .gp_failed = n->gp_failed};
    calendar_schedule(w->calendar, a->arrived, EVENT_ARRIVE, at, a->stamp);
}

void departments_send(struct world *w, const struct need *n, unsigned type, minute_t arrive,
                      uint32_t job) {
    const uint16_t site = primary_site(w, n, type, NULL);
    if (site != NO_SITE) departments_come(w, n, site, arrive, job, 0, type == 0);
    else if (job != NO_JOB) ambulance_handed_over(w, job);
}

uint32_t departments_crowd(const struct world *w, uint16_t provider, uint32_t *boarding) {
    const uint16_t s = reach_site_of(&w->departments->x->reach, provider, 1);
    if (boarding) *boarding = s == NO_SITE ? 0 : w->departments->site[s].boarding;
    return s == NO_SITE ? 0 : w->departments->site[s].inside;
}

/* ---- the check ---- */

struct head_count { uint32_t inside, cubicles, boards, with[STREAM_COUNT], place, clinic; };

static int queue_holds(const struct departments *d, const struct queue *q, unsigned site,
                       unsigned state, uint32_t *n, struct fault *f) {
    uint32_t length = 0;
    for (uint32_t a = q->first; a != QUEUE_NONE && length <= d->n_at; a = d->link[a].next, length++)
        if (d->at[a].state != state || d->at[a].site != site)
            return fault_set(f, FAULT_BROKEN, NULL, 0, 0,
                             "A&E: patient %u stands in a queue of department %u but is elsewhere",
                             a, site);
    *n += length;
    if (length == q->length) return 0;
    return fault_set(f, FAULT_BROKEN, NULL, 0, 0,
                     "A&E: a queue of department %u says %u and holds %u", site, q->length, length);
}

static void count(const struct department *d, const struct attendance *a, struct head_count *h) {
    if (a->state == AT_FREE || a->state == AT_TRAVELS) return;
    h->inside++;
    h->place += a->state == AT_WAITS_PLACE;
    h->clinic += a->state == AT_WAITS_CLINICIAN;
    h->boards += a->state == AT_BOARDS;
    if (a->state == AT_WITH_CLINICIAN) h->with[a->stream]++;
    h->cubicles += d->type == 1 && a->stream == STREAM_MAJORS && a->state != AT_WAITS_PLACE;
    h->cubicles += a->stream == STREAM_MINORS && a->state == AT_BOARDS;
}

static int check_site(const struct world *w, unsigned i, const struct head_count *h,
                      struct fault *f) {
    const struct departments *all = w->departments;
    const struct department *d = &all->site[i];
    uint32_t place = 0, clinic = 0;
    for (unsigned k = 0; k < ACUITIES; k++) {
        TRY(queue_holds(all, &d->place[k], i, AT_WAITS_PLACE, &place, f));
        for (unsigned s = 0; s < STREAM_COUNT; s++)
            TRY(queue_holds(all, &d->clinic[s][k], i, AT_WAITS_CLINICIAN, &clinic, f));
    }
    if (place != h->place || clinic != h->clinic || h->inside != d->inside ||
        h->cubicles != d->in_cubicles || h->boards != d->boarding || h->with[0] != d->busy[0] ||
        h->with[1] != d->busy[1])
        return fault_set(f, FAULT_BROKEN, NULL, 0, 0,
                         "A&E: department %u counts %u inside, %u in cubicles, %u boarding; its "
                         "patients are %u, %u, %u",
                         i, d->inside, d->in_cubicles, d->boarding, h->inside, h->cubicles,
                         h->boards);
    return 0;
}

int departments_check(const struct world *w, struct fault *f) {
    const struct departments *d = w->departments;
    struct head_count *heads = NULL;
    size_t cap = 0;
    uint32_t live = 0;
    TRY(memory_grow((void **)&heads, &cap, d->n + 1u, sizeof *heads));
    for (uint32_t a = 0; a < d->n_at; a++) {
        live += d->at[a].state != AT_FREE;
        count(&d->site[d->at[a].site], &d->at[a], &heads[d->at[a].site]);
    }
    int rc = live == d->n_live ? 0
                               : fault_set(f, FAULT_BROKEN, NULL, 0, 0,
                                           "A&E: %u live attendances, %u counted", d->n_live, live);
    for (unsigned i = 0; i < d->n && rc == 0; i++) rc = check_site(w, i, &heads[i], f);
    memory_free(heads);
    return rc;
}

/* ---- life ---- */

static void near(const void *world, uint32_t at) {
    const struct departments *d = ((const struct world *)world)->departments;
    __builtin_prefetch(&d->at[at], 1);
    __builtin_prefetch(&d->link[at], 1);
}

static void near_person(const void *world, uint32_t at) {
    const struct world *w = world;
    __builtin_prefetch(&w->people.p[w->departments->at[at].person]);
}

void departments_register(struct departments *d, struct calendar *c) {
    calendar_handle(c, EVENT_ARRIVE, departments_on_arrive, near);
    calendar_handle(c, EVENT_SEEN, departments_on_seen, near);
    calendar_handle(c, EVENT_RESULTS, departments_on_results, near);
    calendar_near(c, EVENT_ARRIVE, near_person);
    calendar_near(c, EVENT_SEEN, near_person);
    calendar_near(c, EVENT_RESULTS, near_person);
    calendar_handle(c, EVENT_SHIFT, departments_on_shift, NULL);
    for (uint32_t i = 0; i < d->n; i++) calendar_schedule(c, calendar_now(c), EVENT_SHIFT, i, 0);
}

static void furnish(struct world *w, struct departments *d, unsigned i) {
    const struct reach_site *from = &d->x->reach.site[i];
    struct department *site = &d->site[i];
    *site = (struct department){.provider = from->provider,
                                .site = (uint16_t)i,
                                .type = from->type,
                                .outside = from->outside,
                                .turnaround = 1.0,
                                .space_now = 1.0,
                                .beds_now = 1.0,
                                .area = reach_area_of(w->place, from)};
    for (unsigned k = 0; k < ACUITIES; k++) {
        queue_init(&site->place[k]);
        for (unsigned s = 0; s < STREAM_COUNT; s++) queue_init(&site->clinic[s][k]);
    }
    if (!site->outside) departments_staff(w, site, &d->x->site[i]);
    site->cubicles_start = site->cubicles;
}

int departments_open(struct departments **out, struct world *w) {
    const struct expectation *x = primary_expectation(w);
    struct arena arena;
    arena_init(&arena, 1u << 16);
    struct departments *d = arena_take(&arena, sizeof *d);
    if (!x || !d) {
        arena_free(&arena);
        return FAULT_MEMORY;
    }
    *d = (struct departments){
        .arena = arena, .n = x->reach.n_sites, .x = x, .free_first = QUEUE_NONE};
    *out = d;
    d->site = arena_array(&d->arena, d->n + 1u, sizeof *d->site);
    if (!d->site) return FAULT_MEMORY;
    for (unsigned i = 0; i < d->n; i++) furnish(w, d, i);
    return 0;
}

void departments_close(struct departments *d) {
    if (!d) return;
    memory_free(d->at);
    memory_free(d->link);
    struct arena arena = d->arena;
    arena_free(&arena);
}
