// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The measures by the book: a place of three hospitals and three people, with lists and beds given
 * by hand, so that every published definition can be checked against figures worked out on
 * paper. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "care/beds.h"
#include "care/unmet.h"
#include "care/disposition.h"
#include "care/planned.h"
#include "care/disorders.h"
#include "care/mental_health.h"
#include "measurement/measures.h"
#include "measurement/tally_state.h"

#define assert_near(a, b, within) assert_true(fabs((a) - (b)) <= (within))

/* --- lists and beds, by hand ----------------------------------------------------------------- */

static uint32_t lists[3][WAIT_WEEKS], decided[3];
static struct pathway pathways[4];
static unsigned n_pathways;

uint32_t planned_waiting(const struct world *w, unsigned service, uint32_t week[],
                         uint32_t *with_decision) {
    (void)w;
    uint32_t n = 0;
    for (unsigned k = 0; k < WAIT_WEEKS; k++) {
        n += lists[service][k];
        if (week) week[k] = lists[service][k];
    }
    if (with_decision) *with_decision = decided[service];
    return n;
}

void planned_each(const struct world *w, void (*f)(void *context, const struct pathway *p),
                  void *context) {
    (void)w;
    for (unsigned i = 0; i < n_pathways; i++) f(context, &pathways[i]);
}

double mental_health_bed_minutes(const struct world *w) {
    (void)w;
    return 0;
}
bool unmet_has_care(const struct world *w, uint32_t person) {
    (void)w, (void)person;
    return false;
}
double community_minutes(const struct world *w) {
    (void)w;
    return 0;
}
uint32_t lists_closed(const struct world *w) {
    (void)w;
    return 0;
}
uint32_t disorders_adults(const struct world *w, uint32_t n[DISORDER_STATES]) {
    (void)w, (void)n;
    return 0;
}
uint32_t mental_health_beds(const struct world *w) {
    (void)w;
    return 0;
}
struct beds_month beds_month(const struct world *w, uint16_t provider) {
    (void)w;
    return (struct beds_month){
        .occupied = 90 + provider, .ready = 20, .open = 100, .days = 28, .days_at_4 = 2};
}

/* --- the place ------------------------------------------------------------------------------- */

struct bench {
    struct place place;
    struct provider provider[3];
    struct area area[2];
    struct treatment_function function[2];
    struct service service[3];
    struct person person[3];
    struct world w;
    struct ledger ledger;
    struct tally *t;
    day_t first;
};

static const char *account(const void *who, uint16_t i) {
    static const char *const names[] = {"treasury",     "commissioner:92G", "provider:AAA",
                                        "provider:CCC", "staff",            "investors",
                                        "council:E06",  "persons",          "insurers"};
    (void)who;
    return names[i];
}

static void set_person(struct person *p, int16_t born, uint8_t decile, uint8_t flags) {
    *p = (struct person){.died = MINUTE_NEVER, .born = born, .leaves = UINT16_MAX, .flags = flags};
    p->decile = decile & 15u;
}

static int setup(void **state) {
    static struct bench b;
    memset(&b, 0, sizeof b);
    memset(lists, 0, sizeof lists);
    memset(decided, 0, sizeof decided);
    n_pathways = 0;
    b.first = day_from_civil((struct civil){2026, 2, 1});
    const char *codes[] = {"AAA", "BBB", "CCC"};
    for (unsigned i = 0; i < 3; i++) strcpy(b.provider[i].code, codes[i]);
    b.provider[0].acute_trust = true;
    b.provider[1].owner = OWNER_PRIVATE;
    b.provider[2].outside = true;
    strcpy(b.function[0].code, "C_100");
    strcpy(b.function[1].code, "C_110");
    b.service[0] = (struct service){.provider = 0, .function = 0};
    b.service[1] = (struct service){.provider = 1, .function = 1};
    b.service[2] = (struct service){.provider = 2, .function = 1};
    b.place.n_providers = 3;
    b.place.n_functions = 2;
    b.place.n_services = 3;
    b.place.n_areas = 2;
    b.area[0].x_km = 3; /* five kilometres from every provider */
    b.area[0].y_km = 4;
    b.place.areas = b.area;
    b.place.providers = b.provider;
    b.place.functions = b.function;
    b.place.services = b.service;
    set_person(&b.person[0], (int16_t)(day_month(b.first) - 12 * 30), 1, 0);
    set_person(&b.person[1], (int16_t)(day_month(b.first) - 12 * 80), 10, 0);
    b.person[1].area = 1;
    b.person[1].conditions = 9;
    set_person(&b.person[2], (int16_t)(day_month(b.first) - 12 * 50), 5, FLAG_HALO);
    b.w.place = &b.place;
    b.w.first_day = b.first;
    b.w.last_day = b.first + 58;
    b.w.people = (struct people){.n = 3, .p = b.person, .residents = 2};
    parameter_defaults(&people_param_table, (double *)&b.w.people_par);
    assert_int_equal(calendar_open(&b.w.calendar, b.w.first_day, b.w.last_day, 1, 0), 0);
    assert_int_equal(ledger_init(&b.ledger, 9), 0);
    lists[0][3] = 10; /* the stock at the start */
    assert_int_equal(tally_open(&b.t, &b.w, 2), 0);
    *state = &b;
    return 0;
}

static int teardown(void **state) {
    struct bench *b = *state;
    tally_close(b->t);
    ledger_free(&b->ledger);
    calendar_close(b->w.calendar);
    return 0;
}

static void see(struct bench *b, enum sight_kind kind, uint16_t provider, uint8_t function,
                unsigned detail, uint32_t person, uint32_t amount) {
    const struct sight s = {.kind = kind,
                            .provider = provider,
                            .function = function,
                            .detail = (uint8_t)detail,
                            .person = person,
                            .amount = amount,
                            .at = day_minute(b->first + 3)};
    tally_saw(b->t, &b->w, &s);
}

static void end_month(struct bench *b, unsigned month) {
    const day_t end = month_first_day(day_month(b->first) + (int32_t)month + 1);
    assert_int_equal(calendar_run(b->w.calendar, &b->w, day_minute(end)), 0);
    assert_int_equal(tally_month_end(b->t, &b->w, month, &b->ledger, account, NULL), 0);
}

static double value(const struct series *s, enum measure m, uint16_t org, enum breakdown by,
                    unsigned level, unsigned month) {
    for (uint32_t i = 0; i < s->n; i++) {
        const struct series_row *r = &s->row[i];
        if (r->measure == m && r->org == org && r->breakdown == by && r->level == level &&
            r->month == month)
            return r->value;
    }
    return NAN;
}

static struct series finish(struct bench *b) {
    struct series s;
    assert_int_equal(tally_finish(b->t, &b->w, &s), 0);
    return s;
}

/* --- the definitions ------------------------------------------------------------------------- */

static void waits_by_the_book(void **state) {
    struct bench *b = *state;
    /* 10 at 3-4 weeks, 20 at 17-18, 5 at 18-19, 5 at 52-53: 40 in all. 30 of 40 within 18 weeks.
     * Median: the 20th is half-way through 17-18: 17.5. 92%: the 36.8th is 1.8 of 5 through
     * 52-53. */
    lists[0][17] = 20;
    lists[0][18] = 5;
    lists[0][52] = 5;
    decided[0] = 7;
    for (int i = 0; i < 30; i++) see(b, SAW_CLOCK_START, 0, 0, 0, 0, 0);
    end_month(b, 0);
    struct series s = finish(b);
    assert_true(value(&s, M_rtt_incomplete, 0, BY_NONE, 0, 0) == 40);
    assert_near(value(&s, M_rtt_within_18_weeks_share, 0, BY_FUNCTION, 0, 0), 0.75, 1e-15);
    assert_near(value(&s, M_rtt_median_wait, ORG_PLACE, BY_NONE, 0, 0), 17.5, 1e-12);
    assert_near(value(&s, M_rtt_92nd_percentile_wait, 0, BY_NONE, 0, 0), 52.36, 1e-12);
    assert_true(value(&s, M_rtt_over_52_weeks, 0, BY_NONE, 0, 0) == 5);
    assert_true(value(&s, M_rtt_incomplete_dta, ORG_PLACE, BY_FUNCTION, 0, 0) == 7);
    assert_true(value(&s, M_rtt_clock_starts, ORG_PLACE, BY_NONE, 0, 0) == 30);
    /* an empty list has no share */
    assert_true(isnan(value(&s, M_rtt_within_18_weeks_share, 1, BY_NONE, 0, 0)));
    series_free(&s);
}

static void outside_counts_for_itself_alone(void **state) {
    struct bench *b = *state;
    lists[2][0] = 4;
    for (int i = 0; i < 4; i++) see(b, SAW_CLOCK_START, 2, 1, 0, 0, 0);
    end_month(b, 0);
    struct series s = finish(b);
    assert_true(value(&s, M_rtt_incomplete, 2, BY_NONE, 0, 0) == 4);
    assert_true(value(&s, M_rtt_incomplete, ORG_PLACE, BY_NONE, 0, 0) == 10);
    series_free(&s);
}

static void private_share_and_removals(void **state) {
    struct bench *b = *state;
    lists[0][3] = 6;
    see(b, SAW_STOP_ADMITTED, 0, 0, 0, 0, 126);
    see(b, SAW_STOP_NONADMITTED, 0, 0, 0, 0, 127);
    see(b, SAW_REMOVAL, 0, 0, 0, 1, 10);
    see(b, SAW_PATHWAY_DEATH, 0, 0, 0, 1, 10);
    see(b, SAW_CLOCK_START, 1, 1, 0, 0, 0);
    see(b, SAW_STOP_ADMITTED, 1, 1, 0, 0, 0);
    end_month(b, 0);
    struct fault f = {0};
    assert_int_equal(tally_check(b->t, &b->w, &f), 0);
    const uint32_t *stops = tally_first_month_stops(b->t);
    /* 126 days are 18 weeks: band 17-18 */
    assert_int_equal(stops[(0 * 2 + 1) * WAIT_WEEKS + 17], 1);
    assert_int_equal(stops[(0 * 2 + 0) * WAIT_WEEKS + 18], 1);
    struct series s = finish(b);
    assert_true(value(&s, M_rtt_removals, 0, BY_NONE, 0, 0) == 2);
    assert_near(value(&s, M_private_share_of_stops, ORG_PLACE, BY_NONE, 0, 0), 1.0 / 3.0, 1e-15);
    series_free(&s);
}

/* Rows by deprivation are the residents', wherever they go; people of the halo count at the
 * provider alone. */
static void pathways_by_deprivation(void **state) {
    struct bench *b = *state;
    lists[0][3] = 8;
    see(b, SAW_CLOCK_START, 0, 0, 0, 0, 0);      /* tenth 1, own provider */
    see(b, SAW_CLOCK_START, 2, 1, 0, 0, 0);      /* the same person, outside */
    see(b, SAW_CLOCK_START, 0, 0, 0, 2, 0);      /* of the halo */
    see(b, SAW_STOP_ADMITTED, 0, 0, 0, 1, 30);   /* tenth 10 */
    see(b, SAW_STOP_NONADMITTED, 0, 0, 0, 2, 30);
    see(b, SAW_STOP_NONADMITTED, 2, 1, 0, 0, 30);
    see(b, SAW_REMOVAL, 0, 0, 0, 1, 10);
    see(b, SAW_PATHWAY_DEATH, 0, 0, 0, 1, 10);
    see(b, SAW_PRIVATE_EXIT, 0, 0, 0, 1, 10);
    lists[0][3] = 7;
    end_month(b, 0);
    struct fault f = {0};
    assert_int_equal(tally_check(b->t, &b->w, &f), 0);
    struct series s = finish(b);
    assert_true(value(&s, M_rtt_clock_starts, 0, BY_NONE, 0, 0) == 2);
    assert_true(value(&s, M_rtt_clock_starts, ORG_PLACE, BY_DEPRIVATION, 1, 0) == 2);
    assert_true(value(&s, M_rtt_clock_starts, ORG_PLACE, BY_DEPRIVATION, 5, 0) == 0);
    assert_true(value(&s, M_rtt_clock_starts, ORG_PLACE, BY_AGE, age_band(30), 0) == 2);
    assert_true(value(&s, M_rtt_stops_admitted, ORG_PLACE, BY_DEPRIVATION, 10, 0) == 1);
    assert_true(value(&s, M_rtt_stops_nonadmitted, 0, BY_NONE, 0, 0) == 1);
    assert_true(value(&s, M_rtt_stops_nonadmitted, ORG_PLACE, BY_DEPRIVATION, 1, 0) == 1);
    assert_true(value(&s, M_rtt_stops_nonadmitted, ORG_PLACE, BY_DEPRIVATION, 5, 0) == 0);
    assert_true(value(&s, M_rtt_removals, ORG_PLACE, BY_DEPRIVATION, 10, 0) == 2);
    assert_true(value(&s, M_rtt_private_exits, ORG_PLACE, BY_DEPRIVATION, 10, 0) == 1);
    series_free(&s);
}

/* Ten wait at the start, nothing is seen, nine wait at the end: one patient is lost. */
static void a_lost_patient_is_found(void **state) {
    struct bench *b = *state;
    struct fault f = {0};
    lists[0][3] = 9;
    end_month(b, 0);
    assert_int_equal(tally_check(b->t, &b->w, &f), FAULT_BROKEN);
    assert_non_null(strstr(f.what, "AAA C_100"));
    lists[0][3] = 8;
    see(b, SAW_PRIVATE_EXIT, 0, 0, 0, 0, 20);
    end_month(b, 1);
    assert_int_equal(tally_check(b->t, &b->w, &f), 0);
}

static void departments_by_the_book(void **state) {
    struct bench *b = *state;
    see(b, SAW_ATTENDANCE, 0, 0, 1, 0, 240); /* four hours to the minute: within */
    see(b, SAW_ATTENDANCE, 0, 0, 1, 1, 241);
    see(b, SAW_ATTENDANCE, 0, 0, 3, 2, 60); /* a neighbour: at the provider, not among residents */
    see(b, SAW_ATTENDANCE, 0, 0, 1, 1, 721);
    see(b, SAW_DTA_WAIT, 0, 0, 0, 1, 720);
    see(b, SAW_DTA_WAIT, 0, 0, 0, 1, 721);
    see(b, SAW_EMERGENCY_ADMISSION, 0, 0, 1, 1, 0);
    end_month(b, 0);
    struct series s = finish(b);
    assert_true(value(&s, M_ae_attendances, 0, BY_NONE, 0, 0) == 4);
    assert_true(value(&s, M_ae_attendances, 0, BY_TYPE, 3, 0) == 1);
    assert_near(value(&s, M_ae_within_4_hours_share, ORG_PLACE, BY_NONE, 0, 0), 0.5, 1e-15);
    assert_near(value(&s, M_ae_within_4_hours_share, 0, BY_TYPE, 1, 0), 1.0 / 3.0, 1e-15);
    assert_true(value(&s, M_ae_over_12_hours_from_arrival, 0, BY_NONE, 0, 0) == 1);
    assert_true(value(&s, M_ae_over_12_hours_from_dta, 0, BY_NONE, 0, 0) == 1);
    assert_true(value(&s, M_ae_attendances, ORG_PLACE, BY_DEPRIVATION, 10, 0) == 2);
    assert_true(value(&s, M_ae_attendances, ORG_PLACE, BY_DEPRIVATION, 5, 0) == 0);
    assert_true(value(&s, M_emergency_admissions, ORG_PLACE, BY_AGE, 5, 0) == 1); /* 80: 75-84 */
    assert_true(value(&s, M_ga_beds_occupied, 0, BY_NONE, 0, 0) == 90);
    assert_true(value(&s, M_days_at_opel_4, ORG_PLACE, BY_NONE, 0, 0) == 2);
    series_free(&s);
}

static void waits_of_residents(void **state) {
    struct bench *b = *state;
    const int32_t end = (int32_t)month_first_day(day_month(b->first) + 1);
    pathways[0] = (struct pathway){.person = 0, .start_day = end - 126, .stage = STAGE_LISTED};
    pathways[1] = (struct pathway){.person = 0, .start_day = end - 127, .stage = STAGE_FIRST};
    /* a neighbour */
    pathways[2] = (struct pathway){.person = 2, .start_day = end - 10, .stage = STAGE_FIRST};
    /* no clock yet */
    pathways[3] = (struct pathway){.person = 1, .start_day = end - 10, .stage = STAGE_WITH_GP};
    n_pathways = 4;
    end_month(b, 0);
    struct series s = finish(b);
    assert_true(value(&s, M_rtt_incomplete, ORG_PLACE, BY_DEPRIVATION, 1, 0) == 2);
    assert_near(value(&s, M_rtt_within_18_weeks_share, ORG_PLACE, BY_AGE, 2, 0), 0.5, 1e-15);
    assert_true(value(&s, M_rtt_incomplete, ORG_PLACE, BY_DEPRIVATION, 10, 0) == 0);
    assert_true(value(&s, M_rtt_incomplete, ORG_PLACE, BY_DEPRIVATION, 5, 0) == 0);
    series_free(&s);
}

/* One year of life at full quality is worth 1/12 a month, discounted from the start; the burden of
 * waiting is in units of 1/2000 of a year of life a year; a death half-way through the month halves
 * it. */
static void quality_of_life(void **state) {
    struct bench *b = *state;
    const day_t end = month_first_day(day_month(b->first) + 1);
    const double u0 = person_utility(&b->person[0], &b->w.people_par, end - 1);
    const double u1 = person_utility(&b->person[1], &b->w.people_par, end - 1);
    b->person[0].burden = (200u << 8) | 1u; /* one pathway, a tenth of quality lost */
    b->person[1].died = day_minute(b->first + 14); /* half of February */
    see(b, SAW_DEATH, NOBODY, 0, DEATH_DELAY, 1, 0);
    see(b, SAW_DEATH, NOBODY, 0, DEATH_NATURAL, 2, 0); /* a neighbour */
    end_month(b, 0);
    const double discount = pow(1.035, -0.5 / 12) / 12;
    const float *each = tally_person_qaly(b->t);
    assert_near((double)each[0], (u0 - 0.1) * discount, 1e-8);
    assert_near((double)each[1], u1 * 0.5 * discount, 1e-8);
    assert_true(each[2] == 0);
    assert_near(tally_person_years(b->t), 2.5 * 28 / 365.25, 1e-12);
    struct series s = finish(b);
    assert_near(value(&s, M_qaly, ORG_PLACE, BY_NONE, 0, 0), (u0 - 0.1 + 0.5 * u1) * discount,
                1e-12);
    assert_true(value(&s, M_deaths, ORG_PLACE, BY_NONE, 0, 0) == 1);
    assert_true(value(&s, M_deaths_from_delay, ORG_PLACE, BY_NONE, 0, 0) == 1);
    assert_true(value(&s, M_deaths, ORG_PLACE, BY_AGE, 5, 0) == 1);
    series_free(&s);
}

/* The tally keeps utilities by age, frailty and care home: nothing else of a person may matter to
 * them. */
static void utility_depends_on_nothing_else(void **state) {
    struct bench *b = *state;
    for (unsigned k = 0; k < 2000; k++) {
        const uint64_t bits = mix64(k + 1);
        struct person p = {.born = (int16_t)(bits % 1900 - 1000), .flags = (uint8_t)(bits >> 16)},
                      other = {0};
        p.frailty = (bits >> 24) & 3u;
        p.conditions = (bits >> 26) & 15u;
        p.decile = ((bits >> 30) & 7u) + 1u;
        p.income = ((bits >> 36) & 3u) + 1u;
        p.in_hospital = (bits >> 40) & 1u;
        p.burden = (uint32_t)(bits >> 32);
        other.born = (int16_t)(p.born - 12);
        other.flags = p.flags & FLAG_CARE_HOME;
        other.frailty = p.frailty;
        const day_t today = b->first + 400, before = day_from_civil((struct civil){2026, 3, 8});
        assert_true(day_month(today) - day_month(before) == 12);
        assert_true(person_utility(&p, &b->w.people_par, today) ==
                    person_utility(&other, &b->w.people_par, before));
    }
}

static void groups_at_the_start(void **state) {
    struct bench *b = *state;
    const uint16_t *g = tally_person_group(b->t);
    assert_int_equal(g[0], 1 * 8 + 2);
    assert_int_equal(g[1], CONDITIONS_MOST * 256 + 10 * 8 + 5);
    assert_int_equal(g[2], 0);
}

/* Counts for pictures: the hour is that of arrival, the band that of the place's own lists. */
static void pictures(void **state) {
    struct bench *b = *state;
    struct patient_counts c;
    see(b, SAW_ATTENDANCE, 0, 0, 1, 0, 240);          /* seen at midnight: came at 20 */
    see(b, SAW_ATTENDANCE, 0, 0, 3, 1, 241);          /* came at 19:59 */
    see(b, SAW_CLOCK_START, 2, 1, 0, 1, 0);
    see(b, SAW_CLOCK_START, 2, 1, 0, 1, 0);
    see(b, SAW_EMERGENCY_ADMISSION, 0, 0, 1, 2, 0);   /* of the halo: a neighbour of person 0 */
    see(b, SAW_EMERGENCY_ADMISSION, 0, 0, 1, 3, 0);   /* nobody */
    lists[0][17] = 4;
    lists[2][17] = 5; /* outside */
    end_month(b, 0);
    tally_patients(b->t, &c);
    assert_int_equal(c.hour[0 * 24 + 20].patients, 1);
    assert_int_equal(c.hour[0 * 24 + 20].within_target, 1);
    assert_int_equal(c.hour[0 * 24 + 19].patients, 1);
    assert_int_equal(c.hour[0 * 24 + 19].within_target, 0);
    assert_int_equal(c.hour[0 * 24 + 19].minutes, 241);
    assert_int_equal(c.flow[(FLOW_START * 2 + 1) * 3 + 2], 2);
    assert_int_equal(c.flow[(FLOW_ATTENDANCE * 2 + 0) * 3 + 0], 1);
    assert_int_equal(c.flow[(FLOW_ATTENDANCE * 2 + 1) * 3 + 0], 1);
    assert_int_equal(c.flow[(FLOW_EMERGENCY * 2 + 0) * 3 + 0], 1);
    assert_int_equal(c.band[0 * WAIT_WEEKS + 17], 4);
    assert_int_equal(c.band[0 * WAIT_WEEKS + 3], 10);
    assert_int_equal(c.band[1 * WAIT_WEEKS + 17], 0); /* not yet */
    assert_string_equal(patients_flow_name(FLOW_EMERGENCY), "emergencies");
    patients_free(&c);
}

static void money_by_the_book(void **state) {
    struct bench *b = *state;
    const account_id treasury = {0}, commissioner = {1}, own = {2}, outside = {3}, staff = {4},
                     investors = {5}, council = {6}, persons = {7}, insurers = {8};
    /* their own money: no public spending */
    ledger_move(&b->ledger, investors, staff, 0, REASON_CAPITAL, 9999);
    ledger_move(&b->ledger, treasury, commissioner, 0, REASON_ALLOCATION, 100000);
    ledger_move(&b->ledger, treasury, council, 0, REASON_ALLOCATION, 2500);
    ledger_move(&b->ledger, council, own, 0, REASON_CARE, 500);
    ledger_move(&b->ledger, commissioner, own, 0, REASON_CARE, 60000);
    ledger_move(&b->ledger, commissioner, outside, 0, REASON_CARE, 10000);
    ledger_move(&b->ledger, own, staff, 0, REASON_CARE_COST, 70000);
    ledger_move(&b->ledger, own, staff, 0, REASON_INVOICING, 1234);
    /* an excess, and insurers' share of a treatment, less what comes back; between themselves and
     * a tax it is nothing that they put in privately */
    ledger_move(&b->ledger, persons, own, 0, REASON_CHARGE, 400);
    ledger_move(&b->ledger, persons, insurers, 0, REASON_ALLOCATION, 5000);
    ledger_move(&b->ledger, insurers, staff, 0, REASON_PRIVATE, 300);
    ledger_move(&b->ledger, own, persons, 0, REASON_ALLOCATION, 100);
    ledger_move(&b->ledger, persons, council, 0, REASON_LOCAL_TAX, 700);
    end_month(b, 0);
    b->ledger.month = 1;
    ledger_move(&b->ledger, own, staff, 0, REASON_CARE_COST, 500);
    end_month(b, 1);
    struct series s = finish(b);
    assert_near(value(&s, M_spend, ORG_PLACE, BY_NONE, 0, 0), 715.34, 1e-9);
    assert_near(value(&s, M_private_payments, ORG_PLACE, BY_NONE, 0, 0), 6.0, 1e-9);
    assert_near(value(&s, M_spend, ORG_PLACE, BY_CATEGORY, CATEGORY_CARE, 0), 700, 1e-9);
    assert_near(value(&s, M_spend, ORG_PLACE, BY_CATEGORY, CATEGORY_MARKET, 0), 12.34, 1e-9);
    assert_near(value(&s, M_spend, ORG_PLACE, BY_NONE, 0, 1), 5, 1e-9);
    assert_near(value(&s, M_commissioner_balance, ORG_PLACE, BY_NONE, 0, 1), 300, 1e-9);
    assert_near(value(&s, M_council_balance, ORG_PLACE, BY_NONE, 0, 1), 27, 1e-9);
    assert_near(value(&s, M_provider_balance, 0, BY_NONE, 0, 1), -109.34, 1e-9);
    assert_near(value(&s, M_provider_balance, 2, BY_NONE, 0, 0), 100, 1e-9);
    assert_near(value(&s, M_provider_balance, ORG_PLACE, BY_NONE, 0, 0), -104.34, 1e-9);
    assert_near(value(&s, M_outside_balance, ORG_PLACE, BY_NONE, 0, 0), 100, 1e-9);
    series_free(&s);
}

/* Lent less paid back, in each month its own; support from a commissioner is none of the
 * Treasury's, nor is an allocation a loan. */
static void what_the_treasury_lends(void **state) {
    struct bench *b = *state;
    const account_id treasury = {0}, commissioner = {1}, own = {2};
    ledger_move(&b->ledger, treasury, own, 0, REASON_DEFICIT_SUPPORT, 90000);
    ledger_move(&b->ledger, own, treasury, 0, REASON_DEFICIT_SUPPORT, 20000);
    ledger_move(&b->ledger, commissioner, own, 0, REASON_DEFICIT_SUPPORT, 5000);
    ledger_move(&b->ledger, treasury, commissioner, 0, REASON_ALLOCATION, 7000);
    end_month(b, 0);
    b->ledger.month = 1;
    ledger_move(&b->ledger, own, treasury, 0, REASON_DEFICIT_SUPPORT, 30000);
    end_month(b, 1);
    struct series s = finish(b);
    assert_near(value(&s, M_treasury_support, ORG_PLACE, BY_NONE, 0, 0), 700, 1e-9);
    assert_near(value(&s, M_treasury_support, ORG_PLACE, BY_NONE, 0, 1), -300, 1e-9);
    series_free(&s);
}

static void rows_are_in_order(void **state) {
    struct bench *b = *state;
    end_month(b, 0);
    end_month(b, 1);
    struct series s = finish(b);
    assert_true(s.n > 100);
    for (uint32_t i = 1; i < s.n; i++) {
        const struct series_row *x = &s.row[i - 1], *y = &s.row[i];
        const uint64_t a = (uint64_t)x->measure << 48 | (uint64_t)x->org << 32 |
                           (uint64_t)x->breakdown << 24 | (uint64_t)x->level << 16 | x->month;
        const uint64_t c = (uint64_t)y->measure << 48 | (uint64_t)y->org << 32 |
                           (uint64_t)y->breakdown << 24 | (uint64_t)y->level << 16 | y->month;
        assert_true(a < c);
    }
    series_free(&s);
}

/* One resident each of the first and the last tenth, at England's ranks 0.05 and 0.95: three
 * attendances in the month against one are 36,000 and 12,000 a year per 1,000, and the line through
 * them falls by 24,000 / 0.9; at the middle rank 24,000. */
static void inequality_by_the_book(void **state) {
    struct bench *b = *state;
    for (int i = 0; i < 3; i++) see(b, SAW_ATTENDANCE, 0, CAME_BY_AMBULANCE, 1, 0, 100);
    see(b, SAW_ATTENDANCE, 0, CAME_AFTER_GP, 1, 1, 100);
    see(b, SAW_ATTENDANCE, 2, CAME_AFTER_GP, 1, 2, 100); /* outside: not the place's */
    end_month(b, 0);
    struct series s = finish(b);
    assert_near(value(&s, M_ae_attendances_sii, ORG_PLACE, BY_NONE, 0, 0), 24000 / 0.9, 1e-6);
    assert_near(value(&s, M_ae_attendances_rii, ORG_PLACE, BY_NONE, 0, 0), 1 / 0.9, 1e-12);
    assert_true(isnan(value(&s, M_deaths_rii, ORG_PLACE, BY_NONE, 0, 0)));
    assert_near(value(&s, M_ae_by_ambulance_share, ORG_PLACE, BY_NONE, 0, 0), 0.75, 1e-15);
    assert_near(value(&s, M_ae_after_gp_failed_share, ORG_PLACE, BY_NONE, 0, 0), 1.0, 1e-15);
    assert_near(value(&s, M_residents, ORG_PLACE, BY_DEPRIVATION, 10, 0), 1.0, 1e-12);
    series_free(&s);
}

/* A place of two tenths has England's indices where its rates lie on England's line: tenths 6 and
 * 10, ranks 0.55 and 0.95, with two attendances against one, 24,000 and 12,000 a year per 1,000:
 * 30,000 from end to end, 25,500 at the middle rank, which neither has. */
static void inequality_of_few_tenths(void **state) {
    struct bench *b = *state;
    b->person[0].decile = 6;
    for (uint32_t i = 0; i < 2; i++) see(b, SAW_ATTENDANCE, 0, CAME_AFTER_GP, 1, 0, 100);
    see(b, SAW_ATTENDANCE, 0, CAME_AFTER_GP, 1, 1, 100);
    end_month(b, 0);
    struct series s = finish(b);
    assert_near(value(&s, M_ae_attendances_sii, ORG_PLACE, BY_NONE, 0, 0), 30000, 1e-6);
    assert_near(value(&s, M_ae_attendances_rii, ORG_PLACE, BY_NONE, 0, 0), 30.0 / 25.5, 1e-12);
    series_free(&s);
}

/* People of one tenth have no line, whatever rounding leaves of their spread. */
static void no_inequality_of_one_tenth(void **state) {
    struct bench *b = *state;
    b->person[0].decile = b->person[1].decile = 8;
    see(b, SAW_ATTENDANCE, 0, CAME_AFTER_GP, 1, 0, 100);
    see(b, SAW_ATTENDANCE, 0, CAME_AFTER_GP, 1, 1, 100);
    end_month(b, 0);
    struct series s = finish(b);
    assert_true(isnan(value(&s, M_ae_attendances_sii, ORG_PLACE, BY_NONE, 0, 0)));
    assert_true(isnan(value(&s, M_ae_attendances_rii, ORG_PLACE, BY_NONE, 0, 0)));
    series_free(&s);
}

/* One pays 30 pounds in the month, the other 10: 360 and 120 a year; at the middle rank 240. */
static void out_of_pocket_by_the_book(void **state) {
    struct bench *b = *state;
    for (int i = 0; i < 3; i++) see(b, SAW_OUT_OF_POCKET, 0, 0, 0, 0, 1000);
    see(b, SAW_OUT_OF_POCKET, UINT16_MAX, 0, 0, 1, 1000);
    end_month(b, 0);
    struct series s = finish(b);
    assert_near(value(&s, M_out_of_pocket, ORG_PLACE, BY_NONE, 0, 0), 40, 1e-9);
    assert_near(value(&s, M_out_of_pocket, ORG_PLACE, BY_DEPRIVATION, 10, 0), 10, 1e-9);
    assert_near(value(&s, M_out_of_pocket_sii, ORG_PLACE, BY_NONE, 0, 0), 240 / 0.9, 1e-9);
    assert_near(value(&s, M_out_of_pocket_rii, ORG_PLACE, BY_NONE, 0, 0), 1 / 0.9, 1e-12);
    series_free(&s);
}

/* The two wait twenty weeks and ten: 10 / 0.9 from end to end, 15 at the middle rank. One travels
 * five kilometres to where the pathway begins, the other none. */
static void waits_and_ways_by_the_book(void **state) {
    struct bench *b = *state;
    const day_t census = b->first + 28;
    for (uint32_t i = 0; i < 2; i++) {
        pathways[i] = (struct pathway){.stage = STAGE_LISTED, .person = i,
                                       .start_day = (int32_t)(census - 70u * (2u - i))};
        see(b, SAW_CLOCK_START, 0, 0, 0, i, 0);
    }
    n_pathways = 2;
    lists[0][3] = 12;
    end_month(b, 0);
    struct series s = finish(b);
    assert_near(value(&s, M_weeks_waited_sii, ORG_PLACE, BY_NONE, 0, 0), 10 / 0.9, 1e-9);
    assert_near(value(&s, M_weeks_waited_rii, ORG_PLACE, BY_NONE, 0, 0), 10 / 0.9 / 15, 1e-9);
    assert_near(value(&s, M_travel_km, ORG_PLACE, BY_NONE, 0, 0), 2.5, 1e-9);
    assert_near(value(&s, M_travel_km_sii, ORG_PLACE, BY_NONE, 0, 0), 5 / 0.9, 1e-9);
    assert_near(value(&s, M_over_52_weeks_sii, ORG_PLACE, BY_NONE, 0, 0), 0.0, 1e-12);
    assert_true(value(&s, M_quality_of_life_sii, ORG_PLACE, BY_NONE, 0, 0) > 0.05);
    series_free(&s);
}

/* Ten calls of category 2: two closed by advice, eight attended after 10, 20 ... 80 minutes: mean
 * 45, nine in ten 80.2 (7.2 of 8 lie a fifth through the minute after 80), four over 40 minutes.
 * One of category 3 after 100, within its 120. Handovers of 15, 45 and 75 minutes lose none, 30 and
 * 60. One patient is taken on to a neighbour. */
static void calls_by_the_book(void **state) {
    struct bench *b = *state;
    for (int i = 0; i < 2; i++) see(b, SAW_AMBULANCE, UINT16_MAX, 2, 0, 0, 0);
    for (uint32_t i = 1; i <= 8; i++)
        see(b, SAW_AMBULANCE, UINT16_MAX, 2, i == 1 ? 1 : 2, 0, 10 * i);
    see(b, SAW_AMBULANCE, UINT16_MAX, 3, 2, 1, 100);
    see(b, SAW_AMBULANCE, UINT16_MAX, 1, 2, 2, 100); /* no resident */
    for (uint32_t i = 0; i < 3; i++) see(b, SAW_HANDOVER, UINT16_MAX, 0, 0, 0, 15 + 30 * i);
    see(b, SAW_DIVERT, 0, 2, 0, 0, 12);
    end_month(b, 0);
    struct series s = finish(b);
    assert_true(value(&s, M_ambulance_incidents, ORG_PLACE, BY_NONE, 0, 0) == 11);
    assert_true(value(&s, M_ambulance_incidents, ORG_PLACE, BY_CALL, 2, 0) == 10);
    assert_true(value(&s, M_ambulance_incidents, ORG_PLACE, BY_CALL, 1, 0) == 0);
    assert_true(isnan(value(&s, M_ambulance_response_minutes, ORG_PLACE, BY_CALL, 1, 0)));
    assert_near(value(&s, M_ambulance_response_minutes, ORG_PLACE, BY_CALL, 2, 0), 45, 1e-12);
    assert_near(value(&s, M_ambulance_response_minutes, ORG_PLACE, BY_NONE, 0, 0), 460 / 9.0,
                1e-12);
    assert_near(value(&s, M_ambulance_response_90th, ORG_PLACE, BY_CALL, 2, 0), 80.2, 1e-9);
    assert_near(value(&s, M_ambulance_over_standard_share, ORG_PLACE, BY_CALL, 2, 0), 0.5, 1e-15);
    assert_near(value(&s, M_ambulance_over_standard_share, ORG_PLACE, BY_CALL, 3, 0), 0, 1e-15);
    assert_near(value(&s, M_hear_and_treat_share, ORG_PLACE, BY_CALL, 2, 0), 0.2, 1e-15);
    assert_near(value(&s, M_see_and_treat_share, ORG_PLACE, BY_CALL, 2, 0), 0.1, 1e-15);
    assert_near(value(&s, M_ambulance_handover_hours_lost, ORG_PLACE, BY_NONE, 0, 0), 1.5, 1e-12);
    assert_true(value(&s, M_ambulance_diverts, ORG_PLACE, BY_NONE, 0, 0) == 1);
    series_free(&s);
}

static void see_doctor(struct bench *b, bool known) {
    const struct sight s = {.kind = SAW_GP, .provider = UINT16_MAX, .detail = 1, .flag = known,
                            .at = day_minute(b->first + 3)};
    tally_saw(b->t, &b->w, &s);
}

static void callers_by_the_book(void **state) {
    struct bench *b = *state;
    for (unsigned i = 0; i < 4; i++) see_doctor(b, i < 3);
    for (unsigned d = 0; d < 4; d++) see(b, SAW_111, UINT16_MAX, 0, d, 0, 0);
    see(b, SAW_111, UINT16_MAX, 0, TOLD_PRIMARY, 1, 0);
    see(b, SAW_111, UINT16_MAX, 0, TOLD_AMBULANCE, 2, 0); /* no resident */
    end_month(b, 0);
    struct series s = finish(b);
    assert_near(value(&s, M_gp_known_share, ORG_PLACE, BY_NONE, 0, 0), 0.75, 1e-15);
    assert_true(value(&s, M_calls_111, ORG_PLACE, BY_NONE, 0, 0) == 5);
    assert_near(value(&s, M_calls_111_ambulance_share, ORG_PLACE, BY_NONE, 0, 0), 0.2, 1e-15);
    assert_near(value(&s, M_calls_111_emergency_share, ORG_PLACE, BY_NONE, 0, 0), 0.2, 1e-15);
    assert_near(value(&s, M_calls_111_primary_share, ORG_PLACE, BY_NONE, 0, 0), 0.4, 1e-15);
    series_free(&s);
}

static void nights_by_the_book(void **state) {
    struct bench *b = *state;
    b->w.par.beds.nursing_days = 5;
    see(b, SAW_DEATH, NOBODY, 0, DEATH_WARD, 1, 0);
    see(b, SAW_DISCHARGE, 0, 0, 1, 1, 10); /* the old one lay ten nights, four of them ready */
    see(b, SAW_DELAY, 0, 0, 1, 1, 4);
    see(b, SAW_DISCHARGE, 2, 0, 0, 0, 5);  /* a resident outside: by age, not the place's */
    b->person[1].frailty = FRAILTY_MILD;
    end_month(b, 0);
    struct series s = finish(b);
    assert_true(value(&s, M_bed_days, ORG_PLACE, BY_NONE, 0, 0) == 10);
    assert_true(value(&s, M_nursing_days, ORG_PLACE, BY_NONE, 0, 0) == 5);
    assert_true(value(&s, M_deaths_on_wards, ORG_PLACE, BY_NONE, 0, 0) == 1);
    assert_true(value(&s, M_bed_days, ORG_PLACE, BY_AGE, 5, 0) == 10);
    assert_true(value(&s, M_bed_days, ORG_PLACE, BY_AGE, 2, 0) == 5);
    assert_true(value(&s, M_delayed_days, ORG_PLACE, BY_DEPRIVATION, 10, 0) == 4);
    assert_true(value(&s, M_bed_days_emergency_share, ORG_PLACE, BY_NONE, 0, 0) == 1);
    assert_true(value(&s, M_frail_share_50_plus, ORG_PLACE, BY_NONE, 0, 0) == 1);
    series_free(&s);
}

static void names(void **state) {
    struct bench *b = *state;
    char buffer[32];
    for (unsigned m = 0; m < MEASURE_COUNT; m++) /* the table has room for so much */
        assert_true(strlen(measure_info[m].name) <= 29);
    assert_int_equal(measure_find("qaly"), M_qaly);
    assert_int_equal(measure_find("quality"), -1);
    assert_string_equal(level_name(&b->place, BY_FUNCTION, 1, buffer, sizeof buffer), "C_110");
    assert_string_equal(level_name(&b->place, BY_AGE, 6, buffer, sizeof buffer), "85+");
    assert_string_equal(level_name(&b->place, BY_AGE, 1, buffer, sizeof buffer), "5-17");
    assert_string_equal(level_name(&b->place, BY_CONDITIONS, 4, buffer, sizeof buffer),
                        "4 or more");
    assert_string_equal(level_name(&b->place, BY_TYPE, 3, buffer, sizeof buffer), "type 3");
    assert_string_equal(level_name(&b->place, BY_DEPRIVATION, 10, buffer, sizeof buffer), "10");
    assert_string_equal(measure_info[M_deaths].unit, "DEATHS");
    assert_int_equal(measure_info[M_rtt_within_18_weeks_share].over, OVER_LAST);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
/* The steps of planning guidance: 65% by March 2026, 70% by March 2027, 92% by March 2029; none for
 * the March between, nor for other months. */
static void the_ladder_of_planning_guidance(void **state) {
    struct measurement_params q;
    const int32_t march = day_month(day_from_civil((struct civil){2026, 3, 1}));
    (void)state;
    parameter_defaults(&measurement_param_table, (double *)&q);
    assert_near(tally_ladder(&q, march), 0.65, 1e-15);
    assert_near(tally_ladder(&q, march + 12), 0.70, 1e-15);
    assert_near(tally_ladder(&q, march + 36), 0.92, 1e-15);
    assert_true(isnan(tally_ladder(&q, march + 24)) && isnan(tally_ladder(&q, march + 1)) &&
                isnan(tally_ladder(&q, march - 12)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ladder_of_planning_guidance),
                                       TEST(waits_by_the_book),
        TEST(outside_counts_for_itself_alone),
        TEST(private_share_and_removals),
        TEST(calls_by_the_book),
        TEST(callers_by_the_book),
        TEST(pathways_by_deprivation),
        TEST(a_lost_patient_is_found),
        TEST(departments_by_the_book),
        TEST(waits_of_residents),
        TEST(quality_of_life),
        TEST(utility_depends_on_nothing_else),
        TEST(groups_at_the_start),
        TEST(pictures),
        TEST(money_by_the_book),
        TEST(what_the_treasury_lends),
        TEST(rows_are_in_order),
        TEST(inequality_by_the_book),
        TEST(inequality_of_few_tenths),
        TEST(no_inequality_of_one_tenth),
        TEST(out_of_pocket_by_the_book),
        TEST(waits_and_ways_by_the_book),
        TEST(nights_by_the_book),
        TEST(names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
