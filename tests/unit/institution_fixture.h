// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A small place and a toy of planned care, to run institutions without people: two commissioners,
 * two public and two private hospitals, an outside one, two functions. Each month every service
 * gets its starts and treats its base times the capacity that institutions set, as far as its list
 * goes. */
#ifndef INSTITUTION_FIXTURE_H
#define INSTITUTION_FIXTURE_H
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include "care/discharge.h"
#include "care/planned_inner.h"
#include "institution/contracts.h"

enum { TOY_PROVIDERS = 5, TOY_FUNCTIONS = 2, TOY_SERVICES = 9, TOY_AREAS = 4 };
struct toy {
    struct place place;
    struct world world;
    struct treatment_function functions[TOY_FUNCTIONS];
    struct commissioner commissioners[2];
    struct council councils[2];
    struct area areas[TOY_AREAS];
    struct provider providers[TOY_PROVIDERS];
    struct service services[TOY_SERVICES];
    struct flow flows[10];
    int16_t service_of[TOY_PROVIDERS * TOY_FUNCTIONS];
    struct person person[4];
    struct institutions *inst;
    double waiting[TOY_SERVICES], ratio[TOY_SERVICES], complexity_private, demand;
    uint32_t packages_wanted;
    double month_of[TOY_SERVICES][PLANNED_CURRENCIES]; /* cases in a month at full capacity */
};
static struct toy *toy_now; /* the doubles below have no other way to find it */

void planned_set_capacity(struct world *w, unsigned service, double clinics, double theatres,
                          double own_beds) {
    (void)w;
    (void)own_beds;
    (void)theatres;
    toy_now->ratio[service] = clinics;
}
uint32_t planned_waiting(const struct world *w, unsigned service, uint32_t week[],
                         uint32_t *with_decision) {
    (void)w;
    (void)week;
    if (with_decision)
        *with_decision = 0;
    return (uint32_t)toy_now->waiting[service];
}
const struct planned_month *planned_counts(const struct world *w, unsigned service) {
    static const struct planned_month none;
    (void)w;
    (void)service;
    return &none;
}
uint32_t discharge_waiting(const struct world *w, uint16_t council) {
    (void)w;
    (void)council;
    return toy_now->packages_wanted;
}

static inline void flat(struct month_series *s, float value) {
    s->n = 12;
    for (int k = 0; k < 12; k++)
        s->value[k] = value;
}

static inline void toy_provider(struct toy *t, unsigned p, const char *code, enum owner owner,
                                float x, bool acute, bool outside) {
    struct provider *const o = &t->providers[p];
    snprintf(o->code, sizeof o->code, "%s", code);
    o->owner = owner;
    o->x_km = x;
    o->acute_trust = acute;
    o->outside = outside;
    o->share = 1.0f;
    if (!acute)
        return;
    flat(&o->urgent.type1, 6000.0f);
    flat(&o->urgent.other, 2000.0f);
    flat(&o->urgent.admitted_via_ae, 1800.0f);
    flat(&o->urgent.admitted_other, 500.0f);
    flat(&o->urgent.critical_open, 12.0f);
}

static inline void toy_service(struct toy *t, unsigned s, unsigned p, unsigned g, float starts,
                               float admitted, float nonadmitted, unsigned list) {
    t->services[s] = (struct service){.provider = (uint16_t)p,
                                      .function = (uint8_t)g,
                                      .starts = starts,
                                      .stops_admitted = admitted,
                                      .stops_nonadmitted = nonadmitted,
                                      .incomplete = list};
    t->service_of[p * TOY_FUNCTIONS + g] = (int16_t)s;
    t->waiting[s] = list;
}

static inline void toy_area(struct toy *t, unsigned a, float x, unsigned people,
                            unsigned commissioner, unsigned council, bool elective_only) {
    t->areas[a] = (struct area){.x_km = x,
                                .people = people,
                                .commissioner = (uint16_t)commissioner,
                                .council = (uint16_t)council,
                                .elective_only = elective_only};
}

static inline void toy_place(struct toy *t) {
    struct place *const p = &t->place;
    snprintf(t->functions[0].code, 6, "C_110");
    snprintf(t->functions[1].code, 6, "C_130");
    t->commissioners[0] = (struct commissioner){.code = "AAA", .inside = true, .need_weight = 1.1f};
    t->commissioners[1] = (struct commissioner){.code = "BBB", .inside = true, .need_weight = 0.8f};
    snprintf(t->councils[0].code, 12, "E06000001");
    snprintf(t->councils[1].code, 12, "E06000002");
    toy_area(t, 0, 0.0f, 150000, 0, 0, false);
    toy_area(t, 1, 20.0f, 100000, 0, 1, false);
    toy_area(t, 2, 30.0f, 120000, 1, 1, false);
    toy_area(t, 3, 60.0f, 20000, 1, 1, true);
    toy_provider(t, 0, "RA1", OWNER_FOUNDATION_TRUST, 0.0f, true, false);
    toy_provider(t, 1, "RB1", OWNER_PUBLIC, 30.0f, true, false);
    toy_provider(t, 2, "NV1", OWNER_PRIVATE, 5.0f, false, false);
    toy_provider(t, 3, "NV2", OWNER_PRIVATE, 28.0f, false, false);
    toy_provider(t, 4, "RX1", OWNER_FOUNDATION_TRUST, 70.0f, false, true);
    memset(t->service_of, 0xff, sizeof t->service_of);
    toy_service(t, 0, 0, 0, 700, 260, 400, 3600);
    toy_service(t, 1, 0, 1, 800, 300, 460, 3400);
    toy_service(t, 2, 1, 0, 500, 190, 290, 2600);
    toy_service(t, 3, 1, 1, 500, 200, 280, 2400);
    toy_service(t, 4, 2, 0, 160, 90, 60, 700);
    toy_service(t, 5, 2, 1, 220, 130, 80, 800);
    toy_service(t, 6, 3, 0, 140, 80, 50, 600);
    toy_service(t, 7, 4, 0, 60, 20, 38, 200);
    toy_service(t, 8, 4, 1, 50, 18, 30, 180);
    for (unsigned k = 0; k < 10; k++)
        t->flows[k] = (struct flow){.commissioner = (uint16_t)(k % 2),
                                    .provider = (uint16_t)(k / 2),
                                    .pathways = k % 2 ? 400.0f : 600.0f};
    struct civil first = {2026, 2, 1};
    *p = (struct place){.key = "toy",
                        .start = day_from_civil(first),
                        .n_functions = TOY_FUNCTIONS,
                        .n_commissioners = 2,
                        .n_councils = 2,
                        .n_providers = TOY_PROVIDERS,
                        .n_services = TOY_SERVICES,
                        .n_areas = TOY_AREAS,
                        .n_flows = 10,
                        .functions = t->functions,
                        .commissioners = t->commissioners,
                        .councils = t->councils,
                        .areas = t->areas,
                        .providers = t->providers,
                        .services = t->services,
                        .flows = t->flows,
                        .service_of = t->service_of};
}

static inline void toy_open(struct toy *t, const struct timeline *line,
                            const struct institution_set *set, unsigned n_set) {
    struct fault f = {0};
    struct civil first = {2026, 2, 1};
    *t = (struct toy){.complexity_private = 0.85, .demand = 1.0};
    toy_now = t;
    toy_place(t);
    t->world.place = &t->place;
    t->world.first_day = day_from_civil(first);
    t->world.last_day = t->world.first_day + 1154;
    t->world.people.n = 4;
    t->world.people.p = t->person;
    t->world.luck = (struct luck){.seed = 7};
    parameter_defaults(&circumstances_param_table, (double *)&t->world.circumstances);
    parameter_defaults(&planned_param_table, (double *)&t->world.par.planned);
    parameter_defaults(&discharge_param_table, (double *)&t->world.par.discharge);
    const int rc = institutions_open(&t->inst, &t->world, line, set, n_set, &f);
    if (rc < 0)
        fail_msg("%s", f.what);
    struct service_rates rates[TOY_SERVICES];
    rates_make(rates, &t->place, &t->world.par.planned);
    double days = 0.0;
    for (int32_t m = 0; m < 12; m++)
        days += month_working_days(day_month(t->world.first_day) + m) / 12.0;
    for (unsigned s = 0; s < TOY_SERVICES; s++) {
        const double stay = t->inst->overnight[t->services[s].function],
                     theatre = days * rates[s].slots[SLOTS_THEATRE];
        const double cases[PLANNED_CURRENCIES] = {
            days * rates[s].slots[SLOTS_FIRST], days * rates[s].slots[SLOTS_FOLLOW_UP],
            days * rates[s].tests, theatre * (1.0 - stay), theatre * stay};
        memcpy(t->month_of[s], cases, sizeof cases);
    }
    t->world.ask = &institution_questions;
    t->world.institutions = t->inst;
}
static inline void toy_close(struct toy *t) { institutions_close(t->inst); }

static inline void toy_paid(struct toy *t, enum currency c, enum service_line l, unsigned provider,
                            unsigned area, unsigned g, double complexity, double n) {
    const struct activity a = {.currency = c,
                               .line = l,
                               .provider = (uint16_t)provider,
                               .area = (uint16_t)area,
                               .function = (uint8_t)g,
                               .complexity = (float)complexity,
                               .quantity = (float)n,
                               .person = 0};
    institution_questions.paid(t->inst, &t->world, &a);
}

/* A month of planned work at a service: the toy pays in lumps of many cases. */
static inline void toy_serve(struct toy *t, unsigned s) {
    const struct service *const x = &t->services[s];
    const double stops = (double)x->stops_admitted + (double)x->stops_nonadmitted;
    const double comes = contracts_offered(t->inst, s) ? (double)x->starts * t->demand : 0.0;
    const double can = stops * t->ratio[s], there = t->waiting[s] + comes;
    const double done = can < there ? can : there, share = done / stops;
    const bool private_ = t->providers[x->provider].owner == OWNER_PRIVATE;
    const double complexity = private_ ? t->complexity_private : 1.0;
    t->waiting[s] = (there - done) * 0.97; /* removals */
    for (unsigned area = 0; area < 4; area += 2) { /* 60 to 40 by commissioner, as the flows */
        const double part = share * (area ? 0.4 : 0.6);
        for (unsigned lot = 0; lot < 20; lot++) { /* lots, so that a plan can end within a month */
            const double n = part / 20.0;
            for (unsigned k = 0; k < PLANNED_CURRENCIES; k++)
                toy_paid(t, (enum currency)k, LINE_PLANNED, x->provider, area, x->function,
                         k < CURRENCY_DAY_CASE ? 1.0 : complexity, n * t->month_of[s][k]);
        }
    }
}

static inline void toy_urgent(struct toy *t, unsigned p, unsigned area, double share) {
    toy_paid(t, CURRENCY_ATTENDANCE_1, LINE_EMERGENCY, p, area, 0, 1.0, 6000.0 * share);
    toy_paid(t, CURRENCY_ATTENDANCE_3, LINE_EMERGENCY, p, area, 0, 1.0, 2000.0 * share);
    toy_paid(t, CURRENCY_EMERGENCY_STAY, LINE_EMERGENCY, p, area, 0, 1.0, 2300.0 * share);
}

static inline void toy_month(struct toy *t, unsigned m) {
    institution_questions.month_begins(t->inst, &t->world, m);
    for (unsigned s = 0; s < TOY_SERVICES; s++)
        toy_serve(t, s);
    toy_urgent(t, 0, 0, 1.0);
    toy_urgent(t, 1, 1, 100000.0 / 220000.0);
    toy_urgent(t, 1, 2, 120000.0 / 220000.0);
    toy_paid(t, CURRENCY_GP, LINE_GP, NOBODY, 0, 0, 1.0, 1000);
    toy_paid(t, CURRENCY_CARE_PACKAGE, LINE_SOCIAL_CARE, NOBODY, 0, 0, 1.0, 200);
    institution_questions.month_ended(t->inst, &t->world, m);
}

static inline struct timeline toy_line(const struct regime *r) {
    return (struct timeline){.n = 1, .at = {{0, r}}};
}
static inline struct regime *toy_regime(const char *name) {
    struct regime *r = NULL;
    struct fault f = {0};
    char path[256], line[900];
    snprintf(path, sizeof path, "regimes/%s.yaml", name);
    if (regime_read(&r, path, NULL, &f) < 0)
        fail_msg("%s", fault_line(&f, line, sizeof line));
    return r;
}

#endif
