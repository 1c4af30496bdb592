// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* One acute site with sixty thousand people in two councils, for the tests of beds and of leaving
 * hospital. Its published figures are a tenth or so of a real trust's. Emergencies may be made to
 * come at the published rate. */
#ifndef BEDS_FIXTURE_H
#define BEDS_FIXTURE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "care/beds_state.h"
#include "care/away.h"
#include "care/departments.h"
#include "care/discharge.h"
#include "care/discharge_state.h"
#include "care/known_level.h"
#include "care/primary.h"

enum { FIXTURE_PEOPLE = 60000, FIXTURE_MONTHS = 24 };
#define PUBLISHED_OPEN 72.0f
#define PUBLISHED_OCCUPIED 68.0f
#define PUBLISHED_VIA 360.0f
#define PUBLISHED_OTHER 240.0f
#define PUBLISHED_CRITERIA 23.0f

struct bed_fixture {
    struct place place;
    struct area area[2];
    struct council council[2];
    struct provider provider[2];
    struct treatment_function function[1];
    struct service service[1];
    struct person *person;
    struct world w;
    struct questions ask;
    /* what package_charge answers; negative: all of it for the self-funders as published */
    double charge;
    uint64_t seed;          /* of the emergencies */
    double bought;          /* what package_supply answers */
    uint32_t paid[CURRENCY_COUNT];
    double package_cost;    /* over the mean package, summed */
    uint32_t seen[SAW_KIND_COUNT];
    uint32_t found, last_found;
    uint32_t made;          /* emergencies that the fixture made */
    bool front_door;        /* who is ill again turns to somebody, and is not taken straight in */
    uint32_t turned;        /* how many did */
    struct need last_turned;
};

/* General practice and those who stay away, doubled, but where a test has its own. */
static struct bed_fixture *fixture_now;
bool primary_straight(const struct world *w, const struct need *n, uint16_t provider) {
    (void)w, (void)n, (void)provider;
    return !fixture_now->front_door;
}
#ifndef FIXTURE_OWN_NEEDS
void primary_need(struct world *w, const struct need *n) {
    (void)w;
    fixture_now->turned++;
    fixture_now->last_turned = *n;
}
bool away_keeps(struct world *w, const struct need *n) {
    (void)w, (void)n;
    return false;
}
#endif
/* The room of departments, doubled: who was told of a bed; its clock hurries nobody. */
minute_t departments_hurry(const struct world *w, uint32_t attendance, minute_t minutes) {
    (void)w, (void)attendance;
    return minutes;
}
void departments_bed_found(struct world *w, uint32_t attendance) {
    (void)w;
    fixture_now->found++;
    fixture_now->last_found = attendance;
}

static void fixture_paid(void *inst, struct world *w, const struct activity *a) {
    (void)inst, (void)w;
    fixture_now->paid[a->currency]++;
    if (a->currency == CURRENCY_CARE_PACKAGE)
        fixture_now->package_cost += (double)a->complexity * (double)a->quantity;
}
static double fixture_charge(const void *inst, const struct world *w, const struct care_week *c) {
    (void)inst;
    if (fixture_now->charge >= 0.0) return fixture_now->charge;
    return (double)(mix64(c->person) % 1000) < 1000.0 * w->par.discharge.self_funders_home ? 1.0
                                                                                           : 0.0;
}
static double fixture_supply(const void *inst, const struct world *w, uint16_t council) {
    (void)inst, (void)w, (void)council;
    return fixture_now->bought;
}
static void fixture_saw(void *who, const struct world *w, const struct sight *s) {
    (void)who, (void)w;
    fixture_now->seen[s->kind]++;
}

static void fixture_series(struct month_series *s, float value, day_t start) {
    s->n = FIXTURE_MONTHS;
    s->first_month = day_month(start) - FIXTURE_MONTHS;
    for (unsigned i = 0; i < FIXTURE_MONTHS; i++) s->value[i] = value;
}

/* Beds open, or with filled beds occupied, of months that a mean month of level would show. */
static void fixture_seasonal(struct month_series *s, float level, enum known_kind kind,
                             day_t start) {
    struct beds_params par;
    parameter_defaults(&beds_param_table, (double *)&par);
    const double *season = kind == KNOWN_FILLED ? &par.filled_jan : &par.season_jan;
    double mean = 0.0;
    for (unsigned m = 0; m < 12; m++) mean += season[m] / 12.0;
    fixture_series(s, level, start);
    for (unsigned i = 0; i < FIXTURE_MONTHS; i++)
        s->value[i] *= (float)(season[day_to_civil(month_first_day(s->first_month + (int32_t)i))
                                          .month -
                                      1] /
                               mean);
}

/* Admissions of months that a mean month of level would show, by days and season. */
static void fixture_flow(struct month_series *s, float level, day_t start) {
    struct needs_params par;
    parameter_defaults(&needs_param_table, (double *)&par);
    double mean = 0.0;
    for (unsigned m = 0; m < 12; m++) mean += (&par.season_admission_jan)[m] / 12.0;
    fixture_series(s, level, start);
    for (unsigned i = 0; i < FIXTURE_MONTHS; i++) {
        const day_t first = month_first_day(s->first_month + (int32_t)i),
                    next = month_first_day(s->first_month + (int32_t)i + 1);
        s->value[i] *= (float)((&par.season_admission_jan)[day_to_civil(first).month - 1] / mean *
                               (double)(next - first) * 12.0 / 365.25);
    }
}

static void fixture_place(struct bed_fixture *x, day_t start) {
    struct site_urgent *u = &x->provider[0].urgent;
    fixture_seasonal(&u->beds_open, PUBLISHED_OPEN, KNOWN_BEDS, start);
    fixture_seasonal(&u->beds_occupied, PUBLISHED_OCCUPIED, KNOWN_FILLED, start);
    fixture_flow(&u->admitted_via_ae, PUBLISHED_VIA, start);
    fixture_flow(&u->admitted_other, PUBLISHED_OTHER, start);
    fixture_series(&u->no_criteria, PUBLISHED_CRITERIA, start);
    x->provider[0].acute_trust = true;
    x->provider[1].acute_trust = x->provider[1].outside = true; /* has no beds in the model */
    strcpy(x->function[0].code, "C_110");
    x->service[0].stops_admitted = 60.0f;
    x->area[1].council = 1;
    x->area[0].decile = x->area[1].decile = 5;
    x->place = (struct place){.start = start,
                              .n_functions = 1,
                              .n_councils = 2,
                              .n_providers = 2,
                              .n_services = 1,
                              .n_areas = 2,
                              .functions = x->function,
                              .councils = x->council,
                              .areas = x->area,
                              .providers = x->provider,
                              .services = x->service};
}

static void fixture_people(struct bed_fixture *x, day_t start) {
    const struct luck luck = {.seed = 42};
    static const double until[AGE_BANDS] = {.05, .21, .55, .80, .90, .97, 1.0};
    for (uint32_t i = 0; i < FIXTURE_PEOPLE; i++) {
        const struct words u = luck_words(&luck, i, PURPOSE_PERSON, 0);
        unsigned age = 0;
        while (age + 1 < AGE_BANDS && word_uniform(u.w[0]) > until[age]) age++;
        const double years =
            age_band_from[age] +
            (age == 6 ? 10 : age_band_from[age + 1] - age_band_from[age]) * word_uniform(u.w[1]);
        const double f = age < 4 ? 0.0 : word_uniform(u.w[2]);
        x->person[i] = (struct person){
            .died = MINUTE_NEVER, .area = i & 1, .leaves = UINT16_MAX, .decile = 5, .income = 3};
        x->person[i].born = (int16_t)(day_month(start) - (int)(12.0 * years));
        x->person[i].frailty = f < 0.5    ? FRAILTY_FIT
                               : f < 0.8  ? FRAILTY_MILD
                               : f < 0.95 ? FRAILTY_MODERATE
                                          : FRAILTY_SEVERE;
        if (word_uniform(u.w[3]) < 0.2) x->person[i].flags |= FLAG_LIVES_ALONE;
    }
    x->w.people = (struct people){.n = FIXTURE_PEOPLE, .p = x->person, .residents = FIXTURE_PEOPLE};
}

static void fixture_params(struct world *w) {
    parameter_defaults(&beds_param_table, (double *)&w->par.beds);
    parameter_defaults(&discharge_param_table, (double *)&w->par.discharge);
    /* test_discharge_harm.c sets them again */
    w->par.beds.infection_waiting = w->par.discharge.weaker_a_day = 0.0;
    /* emergencies are infections alone here, nobody surgery's, and come by night as by day, when
     * half a small unit is shut: test_beds_beside.c has wards and spaces */
    w->par.beds.outliers = w->par.beds.assessment_limit = 0.0;
    parameter_defaults(&planned_param_table, (double *)&w->par.planned);
    parameter_defaults(&primary_param_table, (double *)&w->par.primary);
    parameter_defaults(&needs_param_table, (double *)&w->needs_par);
    parameter_defaults(&circumstances_param_table, (double *)&w->circumstances);
}

/* ---- emergencies at the published rate ---- */

static bool fixture_picks(const struct world *w, uint32_t person, double u) {
    const struct beds *b = w->beds;
    const struct person *p = &w->people.p[person];
    const unsigned age = beds_age(p, minute_day(world_now(w)));
    const double rate = b->admitted[age] * b->age_scale[age] * b->admitted_frailty[p->frailty];
    return u * 1.2 < rate && person_alive(p) && !p->in_hospital;
}

static enum event_fate fixture_emergency(void *world, uint32_t owner, uint32_t stamp,
                                         minute_t now) {
    struct world *w = world;
    (void)stamp;
    const struct luck luck = {.seed = fixture_now->seed};
    const uint32_t i = fixture_now->made++;
    struct words u = {{0}};
    uint32_t person = 0;
    for (uint32_t k = 0; k < 1000; k++) {
        u = luck_words(&luck, i, PURPOSE_EMERGENCY, k);
        person = u.w[0] % FIXTURE_PEOPLE;
        if (fixture_picks(w, person, word_uniform(u.w[1]))) break;
    }
    struct need n = {.person = person,
                     .number = i,
                     .at = now,
                     .kind = NEED_INFECTION,
                     .truth = TRUE_HOSPITAL_BED,
                     .severity = (float)word_uniform(u.w[2])};
    const struct words v = luck_words(&luck, i, PURPOSE_ADMISSION, 0);
    const struct beds_params *par = &w->par.beds;
    const bool direct =
        word_uniform(v.w[1]) < (double)(PUBLISHED_OTHER / (PUBLISHED_OTHER + PUBLISHED_VIA));
    if (word_uniform(v.w[0]) < (direct ? par->unneeded_direct : par->unneeded_via_ae))
        n.truth = TRUE_SAME_DAY;
    beds_request_emergency(w, &n, 0, direct ? UINT32_MAX : i);
    const double a_day = 12.0 / DAYS_A_YEAR * (double)(PUBLISHED_VIA + PUBLISHED_OTHER);
    const double gap = draw_exponential(word_uniform(v.w[2]), MINUTES_A_DAY / a_day);
    calendar_schedule(w->calendar, now + 1u + (minute_t)gap, EVENT_ARRIVE, owner, 0);
    return EVENT_DONE;
}

/* ---- life ---- */

static inline void fixture_open(struct bed_fixture *x, unsigned days) {
    const struct civil first = {2026, 2, 2};
    const day_t start = day_from_civil(first);
    size_t capacity = 0;
    memset(x, 0, sizeof *x);
    fixture_now = x;
    x->bought = 1.0;
    fixture_place(x, start);
    assert_int_equal(memory_grow((void **)&x->person, &capacity, FIXTURE_PEOPLE, sizeof *x->person),
                     0);
    fixture_people(x, start);
    struct world *w = &x->w;
    w->place = &x->place;
    w->nature = w->luck = (struct luck){.seed = 1};
    w->first_day = start;
    w->last_day = start + days;
    x->ask = (struct questions){
        .paid = fixture_paid, .package_charge = fixture_charge, .package_supply = fixture_supply};
    w->ask = &x->ask;
    w->watch.saw = fixture_saw;
    fixture_params(w);
    assert_int_equal(calendar_open(&w->calendar, w->first_day, w->last_day + 1, 1, 0), 0);
}

static inline void fixture_begin(struct bed_fixture *x) {
    struct world *w = &x->w;
    assert_int_equal(beds_open(&w->beds, w), 0);
    assert_int_equal(discharge_open(&w->discharge, w), 0);
    beds_register(w->beds, w->calendar);
    discharge_register(w->discharge, w->calendar);
    calendar_handle(w->calendar, EVENT_ARRIVE, fixture_emergency, NULL);
}

static inline void fixture_run(struct bed_fixture *x, unsigned days) {
    const minute_t until = world_now(&x->w) / MINUTES_A_DAY * MINUTES_A_DAY + days * MINUTES_A_DAY;
    assert_int_equal(calendar_run(x->w.calendar, &x->w, until), 0);
    assert_int_equal(x->w.failed, 0);
}

static inline void fixture_check(const struct bed_fixture *x) {
    struct fault f = {0};
    memset(&f, 0, sizeof f);
    if (beds_check(&x->w, &f) < 0 || discharge_check(&x->w, &f) < 0) fail_msg("%s", f.what);
}

static inline void fixture_close(struct bed_fixture *x) {
    discharge_close(x->w.discharge);
    beds_close(x->w.beds);
    calendar_close(x->w.calendar);
    memory_free(x->person);
}

#endif
