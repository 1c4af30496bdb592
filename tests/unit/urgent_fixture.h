// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Sixty thousand people, two trusts with type 1 departments, one with a treatment centre beside it,
 * for the tests of urgent care. Beds are doubled: found at once, or held until the test says. */
#ifndef URGENT_FIXTURE_H
#define URGENT_FIXTURE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#include "base/real.h"
#include "care/ambulance.h"
#include "care/beds.h"
#include "care/department.h"
#include "care/errand.h"
#include "care/primary.h"
#include "population_fixture.h"

#define assert_near(a, b, within) assert_true(real_abs((double)(a) - (double)(b)) <= (within))
enum { URGENT_DAYS = 900, URGENT_HELD = 4096, URGENT_LEFT = 60000 };

struct urgent_fixture {
    struct fixture base;
    struct provider providers[2];
    struct commissioner commissioner;
    struct council council;
    struct world w;
    bool hold;                       /* beds are not found until the test says so */
    uint32_t held[URGENT_HELD], n_held, direct, deaths, harms;
    uint64_t seen[SAW_KIND_COUNT][4];
    double minutes[SAW_KIND_COUNT];
    uint32_t left[URGENT_LEFT], n_left; /* persons in order of leaving a department */
    uint32_t left_admitted;
    double chance;                   /* of death, had each found a bed after seven hours: the sum */
    double beds_set;                 /* as last told */
    unsigned opel[2];                /* by provider; 0 as 1 */
};
static struct urgent_fixture *urgent_now;

double beds_funded(const struct world *w, uint16_t provider) {
    (void)w, (void)provider;
    return 100.0;
}
unsigned beds_opel(const struct world *w, uint16_t provider) {
    (void)w;
    return urgent_now->opel[provider] > 1 ? urgent_now->opel[provider] : 1u;
}
void beds_set_open(struct world *w, uint16_t provider, double beds) {
    (void)w, (void)provider;
    urgent_now->beds_set = beds;
}
void beds_request_emergency(struct world *w, const struct need *n, uint16_t provider,
                            uint32_t attendance) {
    (void)n, (void)provider;
    if (attendance == NO_JOB) urgent_now->direct++;
    else if (!urgent_now->hold) departments_bed_found(w, attendance);
    else urgent_now->held[urgent_now->n_held++] = attendance;
}
void world_death(struct world *w, uint32_t person, enum death_cause cause) {
    (void)cause;
    w->people.p[person].died = world_now(w);
    urgent_now->deaths++;
}

static inline void urgent_saw(void *who, const struct world *w, const struct sight *s) {
    (void)who;
    urgent_now->seen[s->kind][s->detail & 3u]++;
    urgent_now->minutes[s->kind] += s->amount;
    if (s->kind == SAW_DTA_WAIT)
        urgent_now->chance += departments_delay_deaths(w, s->person, 7 * 60);
    if (s->kind != SAW_ATTENDANCE) return;
    urgent_now->left_admitted += s->flag;
    if (urgent_now->n_left < URGENT_LEFT) urgent_now->left[urgent_now->n_left++] = s->person;
}
static inline uint64_t urgent_seen(enum sight_kind k) {
    return urgent_now->seen[k][0] + urgent_now->seen[k][1] + urgent_now->seen[k][2] +
           urgent_now->seen[k][3];
}

static inline enum event_fate urgent_harm(void *world, uint32_t person, uint32_t stamp,
                                          minute_t now) {
    (void)world, (void)person, (void)stamp, (void)now;
    urgent_now->harms++;
    return EVENT_DONE;
}

static inline enum event_fate urgent_need(void *world, uint32_t person, uint32_t stamp,
                                          minute_t now) {
    struct world *w = world;
    struct need n = {.person = person};
    (void)stamp;
    needs_strike(w->needs, &w->people.p[person], person, now, 1.0, &n);
    if (n.kind == NEED_DEATH) {
        world_death(w, person, DEATH_NATURAL);
        return EVENT_DONE;
    }
    const minute_t at = needs_next(w->needs, &w->people.p[person], person);
    if (at != MINUTE_NEVER) calendar_schedule(w->calendar, at, EVENT_NEED, person, 0);
    if (n.kind < NEED_ACUTE_KINDS && person_alive(&w->people.p[person])) primary_need(w, &n);
    return EVENT_DONE;
}

static inline void urgent_series(struct month_series *s, float value, day_t start) {
    s->n = 24;
    s->first_month = day_month(start) - 24;
    for (unsigned i = 0; i < 24; i++) s->value[i] = value;
}

static inline void urgent_providers(struct urgent_fixture *x, day_t start) {
    static const float figure[2][8] = {{640, 220, 420, 20, 225, 100, 70, 10},
                                       {470, 150, 0, 0, 150, 70, 40, 3}};
    for (unsigned p = 0; p < 2; p++) {
        struct site_urgent *u = &x->providers[p].urgent;
        struct month_series *const series[8] = {
            &u->type1,           &u->over4h_type1,   &u->other,     &u->over4h_other,
            &u->admitted_via_ae, &u->admitted_other, &u->dta_4_12h, &u->dta_over_12h};
        for (unsigned k = 0; k < 8; k++) urgent_series(series[k], figure[p][k], start);
        x->providers[p].acute_trust = true;
        x->providers[p].share = 1;
        x->providers[p].x_km = p ? 22 : 8;
    }
}

/* Everything open and registered but the need clocks, which urgent_begin starts. */
static inline void urgent_open(struct urgent_fixture *x) {
    memset(x, 0, sizeof *x);
    urgent_now = x;
    fixture_make(&x->base, 6000, 0);
    struct place *p = &x->base.place;
    urgent_providers(x, p->start);
    x->commissioner = (struct commissioner){.code = "IN", .inside = true, .need_weight = 1};
    p->commissioners = &x->commissioner;
    p->n_commissioners = 1;
    p->councils = &x->council;
    p->n_councils = 1;
    p->providers = x->providers;
    p->n_providers = 2;
    struct world *w = &x->w;
    w->place = p;
    w->nature = w->luck = x->base.luck;
    w->first_day = p->start;
    w->last_day = p->start + URGENT_DAYS;
    w->people_par = x->base.people_par;
    w->needs_par = x->base.needs_par;
    w->watch.saw = urgent_saw;
    parameter_defaults(&primary_param_table, (double *)&w->par.primary);
    parameter_defaults(&ambulance_param_table, (double *)&w->par.ambulance);
    parameter_defaults(&emergency_param_table, (double *)&w->par.emergency);
    w->par.primary.pilot_people = 30000;
    w->par.primary.gp_means_sd = 0; /* practices are alike, but where a test says */
    w->par.primary.gp_not_through_sd = 0;
    w->par.ambulance.utilisation = 0.62; /* fleets of some crews, not of the one that never goes */
    assert_int_equal(people_make(&w->people, p, &w->people_par, &w->nature, 3), 0);
    assert_int_equal(calendar_open(&w->calendar, w->first_day, w->last_day, 1, 0), 0);
    assert_int_equal(departments_open(&w->departments, w), 0);
    assert_int_equal(ambulance_open(&w->ambulance, w), 0);
    assert_int_equal(primary_open(&w->primary, w), 0);
    primary_register(w->primary, w->calendar);
    departments_register(w->departments, w->calendar);
    ambulance_register(w->ambulance, w->calendar);
    calendar_handle(w->calendar, EVENT_HARM, urgent_harm, NULL);
}

static inline void urgent_tables(struct urgent_fixture *x) {
    struct world *w = &x->w;
    double level[FUNCTION_MAX];
    for (unsigned f = 0; f < FUNCTION_MAX; f++) level[f] = 1;
    assert_int_equal(needs_open(&w->needs, w->place, &w->needs_par, level, &w->nature, w->first_day,
                                w->last_day),
                     0);
}

static inline void urgent_begin(struct urgent_fixture *x) {
    struct world *w = &x->w;
    calendar_handle(w->calendar, EVENT_NEED, urgent_need, NULL);
    urgent_tables(x);
    for (uint32_t i = 0; i < w->people.n; i++) {
        const minute_t at = needs_next(w->needs, &w->people.p[i], i);
        if (at != MINUTE_NEVER) calendar_schedule(w->calendar, at, EVENT_NEED, i, 0);
    }
}

static inline void urgent_run(struct urgent_fixture *x, double days) {
    const minute_t until = world_now(&x->w) + (minute_t)(1440.0 * days);
    assert_int_equal(calendar_run(x->w.calendar, &x->w, until), 0);
    assert_int_equal(x->w.failed, 0);
}

static inline void urgent_check(const struct urgent_fixture *x) {
    struct fault f = {0};
    memset(&f, 0, sizeof f);
    if (departments_check(&x->w, &f) < 0) fail_msg("%s", f.what);
}

static inline void urgent_close(struct urgent_fixture *x) {
    primary_close(x->w.primary);
    ambulance_close(x->w.ambulance);
    departments_close(x->w.departments);
    needs_close(x->w.needs);
    calendar_close(x->w.calendar);
    people_free(&x->w.people);
}

static inline struct need urgent_case(uint32_t person, enum true_need truth, float severity) {
    return (struct need){.person = person,
                         .number = 7,
                         .kind = NEED_INFECTION,
                         .truth = truth,
                         .severity = severity};
}

/* The fixture of a test, opened before it and closed after it. */
static struct urgent_fixture x;

static inline int urgent_set_up(void **state) {
    (void)state;
    urgent_open(&x);
    return 0;
}

static inline int urgent_tear_down(void **state) {
    (void)state;
    urgent_close(&x);
    return 0;
}

#endif
