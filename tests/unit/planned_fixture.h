// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A small place for the tests of planned care: ten neighbourhoods of residents and one of the halo,
 * an NHS trust, a private hospital and an outside trust, two functions; stub answers to the
 * questions; and doubles of the rooms that planned care leans on (beds, general practice). */
#ifndef PLANNED_FIXTURE_H
#define PLANNED_FIXTURE_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "care/planned_inner.h"
#include "population_fixture.h"

#define assert_near(a, b, within) assert_true(real_abs((double)(a) - (double)(b)) <= (within))

enum { TRUST, PRIVATE, OUTSIDE, N_PROVIDERS, N_FUNCTIONS = 2, N_SERVICES = 5 };

static struct {
    bool beds, refuse_private, refuse_all, catchment; /* catchment: the trust alone is offered */
    int beds_free;
    uint64_t paid, seen[SAW_KIND_COUNT];
    unsigned refused_by[N_PROVIDERS], started[2][CLASS_COUNT]; /* by halo and class */
    uint32_t insured; /* of the private exits */
    uint64_t pocket;  /* pence paid for the others */
} stub;

bool beds_admit_elective(struct world *w, uint32_t person, uint32_t number, uint16_t provider,
                         uint8_t function, double days) {
    (void)w, (void)person, (void)number, (void)function;
    assert_int_equal(provider, TRUST);
    assert_true(days > 0.0);
    return stub.beds;
}
int beds_for_electives(const struct world *w, uint16_t provider) {
    (void)w, (void)provider;
    return stub.beds_free;
}
double primary_days_to_gp(const struct world *w, uint32_t person) {
    (void)w, (void)person;
    return 7.0;
}

/* The door of urgent care, doubled: emergencies of people taken ill while waiting. */
static unsigned emergencies_seen;
static double fixture_worsens; /* hazard a year of every function; nought unless set */
static double fixture_complication; /* chance of every function; nought unless set */
void primary_need(struct world *w, const struct need *n) {
    (void)w;
    emergencies_seen += n->truth == TRUE_HOSPITAL_BED;
    /* as grave as the needs for a bed that befall anybody */
    assert_true(n->severity >= 0.5499F && n->severity <= 1.0F);
}

static int stub_offers(const void *inst, const struct world *w, const struct referral *r,
                       struct offer *out, int max) {
    (void)inst;
    int n = 0;
    for (unsigned h = 0; h < w->place->n_providers && n < max; h++)
        if (place_service(w->place, h, r->function) && !(stub.catchment && h != TRUST))
            out[n++] = (struct offer){.provider = (uint16_t)h, .why = OFFER_FREE_CHOICE};
    return n;
}
static enum refusal stub_accepts(const void *inst, const struct world *w, const struct referral *r,
                                 uint16_t provider, double complexity) {
    (void)inst, (void)w, (void)r;
    assert_true(complexity > 0.0);
    if (stub.refuse_all || (stub.refuse_private && provider == PRIVATE)) {
        stub.refused_by[provider]++;
        return REFUSED_TOO_COMPLEX;
    }
    return ACCEPTED;
}
static void stub_paid(void *inst, struct world *w, const struct activity *a) {
    (void)inst, (void)w;
    assert_int_equal(a->line, LINE_PLANNED);
    stub.paid++;
}
static pence_t stub_price(const void *inst, const struct world *w, uint32_t person,
                          uint8_t function) {
    (void)inst, (void)w, (void)person, (void)function;
    return 500000;
}
static void stub_saw(void *who, const struct world *w, const struct sight *s) {
    (void)who;
    stub.seen[s->kind]++;
    stub.insured += s->kind == SAW_PRIVATE_EXIT && s->detail;
    stub.pocket += s->kind == SAW_OUT_OF_POCKET ? s->amount : 0;
    for (uint32_t i = 0; s->kind == SAW_CLOCK_START && i < w->planned->n; i++) {
        const struct pathway *q = &w->planned->pathway[i];
        const bool now = q->person == s->person && q->stage == STAGE_FIRST &&
                         q->start_day == planned_today(w) &&
                         w->place->services[q->service].function == s->function;
        if (now)
            stub.started[w->place->areas[w->people.p[q->person].area].halo]
                        [w->planned->course[i].operation]++;
    }
}
static const struct questions stub_questions = {.offers = stub_offers, .accepts = stub_accepts,
                                                .paid = stub_paid, .private_price = stub_price};

struct planned_fixture {
    struct fixture base;
    struct commissioner commissioners[2];
    struct council council;
    struct provider providers[N_PROVIDERS];
    struct service services[N_SERVICES];
    struct flow flows[4];
    int16_t service_of[N_PROVIDERS * N_FUNCTIONS];
    struct attraction attraction;
    struct world world;
    struct fault fault;
};

/* A list whose waits fall off with a mean of some weeks. */
static inline void planned_fixture_list(struct service *s, uint32_t list, uint32_t listed,
                                        double weeks) {
    double left = list, keep = 1.0 - 1.0 / weeks;
    uint32_t placed = 0;
    for (unsigned w = 0; w < 60; w++) {
        s->week[w] = (uint32_t)(left * (1.0 - keep));
        left *= keep;
        placed += s->week[w];
    }
    s->week[0] += list - placed;
    s->incomplete = list;
    s->incomplete_dta = listed;
}

static inline void planned_fixture_place(struct planned_fixture *x) {
    memset(x, 0, sizeof *x);
    memset(&stub, 0, sizeof stub);
    stub.beds = true;
    stub.beds_free = 100;
    fixture_make(&x->base, 3000, 9000);
    struct place *p = &x->base.place;
    p->n_functions = N_FUNCTIONS; /* orthopaedics and ophthalmology */
    x->commissioners[0] = (struct commissioner){.code = "IN", .inside = true, .need_weight = 1};
    x->commissioners[1] = (struct commissioner){.code = "HALO", .need_weight = 1};
    p->commissioners = x->commissioners;
    p->n_commissioners = 2;
    p->councils = &x->council;
    p->n_councils = 1;
    for (unsigned a = 0; a < FIXTURE_AREAS; a++)
        x->base.areas[a].commissioner = x->base.areas[a].halo;
    x->providers[TRUST] = (struct provider){
        .code = "TRU", .owner = OWNER_FOUNDATION_TRUST, .acute_trust = true, .x_km = 8, .share = 1};
    x->providers[PRIVATE] =
        (struct provider){.code = "PRI", .owner = OWNER_PRIVATE, .x_km = 14, .share = 1};
    x->providers[OUTSIDE] = (struct provider){.code = "OUT",
                                              .owner = OWNER_PUBLIC,
                                              .outside = true,
                                              .acute_trust = true,
                                              .x_km = -20,
                                              .share = 0.1F};
    p->providers = x->providers;
    p->n_providers = N_PROVIDERS;
    static const struct {
        uint16_t h;
        uint8_t f;
        float starts, admitted, nonadmitted;
        uint32_t list, dta;
        double weeks;
    } row[N_SERVICES] = {{TRUST, 0, 120, 30, 80, 420, 150, 16},
                         {TRUST, 1, 130, 30, 90, 380, 90, 14},
                         {PRIVATE, 0, 40, 24, 14, 110, 60, 12},
                         {PRIVATE, 1, 30, 20, 8, 60, 25, 9},
                         {OUTSIDE, 0, 10, 3, 6, 40, 15, 16}};
    memset(x->service_of, 0xff, sizeof x->service_of);
    for (unsigned s = 0; s < N_SERVICES; s++) {
        x->services[s] = (struct service){.provider = row[s].h,
                                          .function = row[s].f,
                                          .starts = row[s].starts,
                                          .stops_admitted = row[s].admitted,
                                          .stops_nonadmitted = row[s].nonadmitted};
        planned_fixture_list(&x->services[s], row[s].list, row[s].dta, row[s].weeks);
        x->service_of[row[s].h * N_FUNCTIONS + row[s].f] = (int16_t)s;
    }
    p->services = x->services;
    p->n_services = N_SERVICES;
    p->service_of = x->service_of;
    x->flows[0] = (struct flow){0, TRUST, 90};
    x->flows[1] = (struct flow){1, TRUST, 10};
    x->flows[2] = (struct flow){0, PRIVATE, 80};
    x->flows[3] = (struct flow){1, PRIVATE, 20};
    p->flows = x->flows;
    p->n_flows = 4;
}

/* The place, its people and a run of planned care alone; elective needs come from their own
 * clock. */
static inline enum event_fate planned_fixture_need(void *world, uint32_t person, uint32_t stamp,
                                                   minute_t now) {
    struct world *w = world;
    struct person *p = &w->people.p[person];
    struct need need = {.person = person};
    (void)stamp;
    needs_strike(w->needs, p, person, now, 1.0, &need);
    if (need.kind == NEED_DEATH) {
        p->nature_done = 1;
        p->died = now;
        return EVENT_DONE;
    }
    const minute_t at = needs_next(w->needs, p, person);
    if (at != MINUTE_NEVER)
        calendar_schedule(w->calendar, at, EVENT_NEED, person, 0);
    if (need.kind != NEED_ELECTIVE || !person_alive(p) || !person_present(p, world_day(w)))
        return EVENT_THINNED;
    planned_need(w, &need);
    return EVENT_DONE;
}

static inline void planned_fixture_open(struct planned_fixture *x, double removal_multiplier,
                                        uint64_t shuffle) {
    struct world *w = &x->world;
    struct place *p = &x->base.place;
    *w = (struct world){.place = p,
                        .people_par = x->base.people_par,
                        .needs_par = x->base.needs_par,
                        .ask = &stub_questions,
                        .attraction = &x->attraction,
                        .watch = {.saw = stub_saw}};
    parameter_defaults(&choice_param_table, (double *)&w->par.choice);
    parameter_defaults(&planned_param_table, (double *)&w->par.planned);
    w->par.planned.missed_first = w->par.planned.missed_later = 0.0; /* nobody, unless set */
    w->par.beds.weekend_ready = 1.0; /* beds are stubs: weekends keep nobody */
    w->circumstances.wait_limits = 1.0;
    parameter_defaults(&outcome_param_table, (double *)&w->par.outcome);
    w->par.planned.removal_multiplier = removal_multiplier;
    for (double *h = &w->par.outcome.worsens_100; h <= &w->par.outcome.worsens_X06; h++)
        *h = fixture_worsens;
    for (double *h = &w->par.outcome.complication_100; h <= &w->par.outcome.complication_X06; h++)
        *h = fixture_complication;
    emergencies_seen = 0;
    w->first_day = p->start;
    w->last_day = p->start + 364;
    w->nature = w->luck = x->base.luck;
    assert_int_equal(attraction_fit(&x->attraction, p, &w->needs_par, &w->par.choice), 0);
    assert_int_equal(people_make(&w->people, p, &w->people_par, &w->nature, 1.0), 0);
    assert_int_equal(needs_open(&w->needs, p, &w->needs_par, x->attraction.level, &w->nature,
                                w->first_day, w->last_day),
                     0);
    assert_int_equal(calendar_open(&w->calendar, w->first_day, w->last_day, 5, shuffle), 0);
    assert_int_equal(notice_board_open(&w->board, w), 0);
    assert_int_equal(planned_open(&w->planned, w), 0);
    planned_register(w->planned, w->calendar);
    calendar_handle(w->calendar, EVENT_NEED, planned_fixture_need, NULL);
    for (uint32_t i = 0; i < w->people.n; i++) {
        const minute_t at = needs_next(w->needs, &w->people.p[i], i);
        if (at != MINUTE_NEVER)
            calendar_schedule(w->calendar, at, EVENT_NEED, i, 0);
    }
}

static inline void planned_fixture_close(struct planned_fixture *x) {
    struct world *w = &x->world;
    planned_close(w->planned);
    notice_board_close(w->board);
    calendar_close(w->calendar);
    needs_close(w->needs);
    people_free(&w->people);
    attraction_free(&x->attraction);
}

static inline void planned_fixture_run(struct planned_fixture *x, int months) {
    struct world *w = &x->world;
    const int32_t month = day_month(w->first_day) + months;
    assert_int_equal(calendar_run(w->calendar, w, day_minute(month_first_day(month))), 0);
    assert_int_equal(w->failed, 0);
}

#endif
