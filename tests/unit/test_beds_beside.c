// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What stands beside general beds: critical care, whose ward somebody lies on, the assessment unit.
 * Each rule by a worked example; each switched off changes nothing. */
#include "beds_fixture.h"

#include "base/real.h"

#define CRITICAL_OPEN 10.0f
#define CRITICAL_OCCUPIED 8.0f

static struct bed_fixture x;
static unsigned harmed;

static uint32_t looked_at;
static enum event_fate count_harm(void *world, uint32_t owner, uint32_t stamp, minute_t now) {
    (void)world, (void)stamp, (void)now;
    harmed += owner == looked_at; /* others come back and are held, too */
    return EVENT_DONE;
}

/* All three off, but for those that a test turns on before the beds are opened. */
static void begin(double critical, double outliers, double assessment) {
    struct site_urgent *u = &x.provider[0].urgent;
    struct beds_params *par = &x.w.par.beds;
    fixture_seasonal(&u->critical_open, CRITICAL_OPEN, KNOWN_BEDS, x.w.first_day);
    fixture_seasonal(&u->critical_occupied, CRITICAL_OCCUPIED, KNOWN_BEDS, x.w.first_day);
    par->critical_care = critical;
    par->outliers = outliers;
    par->assessment_limit = assessment;
    fixture_begin(&x);
    harmed = 0;
    calendar_handle(x.w.calendar, EVENT_HARM, count_harm, NULL);
}

static int set_up(void **state) {
    *state = &x;
    fixture_open(&x, 400);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    fixture_close(&x);
    return 0;
}

static struct bed_site *site(void) { return &x.w.beds->sites[0]; }

static uint32_t somebody(uint32_t from) {
    while (x.person[from].in_hospital || beds_age(&x.person[from], x.w.first_day) != 3) from++;
    return from;
}

static uint32_t ask(uint32_t person, enum need_kind kind, uint32_t attendance) {
    const struct need n = {.person = person,
                           .number = 5,
                           .kind = kind,
                           .truth = TRUE_HOSPITAL_BED,
                           .severity = 0.5f};
    beds_request_emergency(&x.w, &n, 0, attendance);
    return beds_stay_of(x.w.beds, person);
}

static void zero_days(double chance) {
    x.w.par.beds.zero_day_via_ae = x.w.par.beds.zero_day_direct = chance;
    x.w.par.beds.zero_day_unneeded = chance;
    for (unsigned k = 0; k < AGE_BANDS; k++) x.w.beds->zero_ratio[k] = 1.0;
    site()->zero_scale = 1.0;
}

static bool near(double a, double b) { return real_abs(a - b) < 1e-3 * real_abs(b); }

/* ---- critical care ---- */

/* 8 occupied over 3.8 days: 2.1 admissions a day, 39 in a hundred after planned operations. */
static void admissions_follow_from_published_beds(void **state) {
    (void)state;
    begin(1, 0, 0);
    const double a_day = 8.0 / 3.8, planned = 0.39 * a_day / site()->elective_a_day;
    assert_true(near(site()->critical_open, 10.0));
    assert_true(near(site()->critical_planned, planned < 0.3 ? planned : 0.3));
    assert_true(site()->critical_emergency > 0.61 * a_day / site()->overnight_a_day);
    struct bed_site other = *site();
    beds_critical_level(&other, &x.w, 20.0);
    assert_true(near(other.critical_emergency, 0.61 * a_day / 20.0));
    const struct beds_params *par = &x.w.par.beds;
    assert_true(near(beds_critical_lean(par, 6, FRAILTY_SEVERE), 0.09));
    assert_true(near(beds_critical_lean(par, 3, FRAILTY_FIT), 1.0));
    assert_true(beds_critical_lean(par, 1, FRAILTY_FIT) <= 0.0); /* children lie elsewhere */
}

/* Those in critical care on the first midnight are not among those in general beds. */
static void nobody_is_counted_twice(void **state) {
    (void)state;
    begin(1, 0, 0);
    assert_int_equal(site()->critical_taken, 8);
    assert_true(real_abs(beds_occupied(&x.w, 0) -
                         (double)PUBLISHED_OCCUPIED * site()->filled[1]) <= 0.5);
    assert_int_equal(beds_admitted(&x.w), beds_occupied(&x.w, 0) + 8);
    fixture_check(&x);
}

static void a_major_operation_needs_a_critical_bed(void **state) {
    (void)state;
    begin(1, 0, 0);
    beds_set_open(&x.w, 0, 500.0);
    site()->kept = 1.0;
    site()->critical_planned = 1e9; /* every operation is a major one */
    const uint32_t who = somebody(100), taken = site()->taken;
    assert_true(beds_admit_elective(&x.w, who, 3, 0, 0, 2.2));
    assert_int_equal(beds_stay(&x.w, beds_stay_of(x.w.beds, who))->state, STAY_CRITICAL_COMING);
    assert_int_equal(site()->taken, taken); /* the ward comes after */
    assert_int_equal(site()->critical_taken, 9);
    site()->critical_open = 9.0;
    assert_false(beds_admit_elective(&x.w, somebody(who + 1), 3, 0, 0, 2.2));
    assert_int_equal(x.seen[SAW_CRITICAL], 1); /* the cancellation */
    site()->critical_planned = 0.0;
    assert_true(beds_admit_elective(&x.w, somebody(who + 1), 3, 0, 0, 2.2));
    fixture_check(&x);
}

/* Held for four hours, then moved; A&E is told. 0.09 (exp(4 x 0.0149) - 1) may die of it. */
static void who_finds_no_critical_bed_is_held_and_moved(void **state) {
    (void)state;
    begin(1, 0, 0);
    zero_days(0.0);
    site()->critical_open = 0.5;
    site()->critical_emergency = 1.0;
    x.w.par.beds.critical_mortality = 1000.0; /* so that whoever may die does */
    looked_at = somebody(100);
    const uint32_t s = ask(looked_at, NEED_INFECTION, 7);
    assert_int_equal(beds_stay(&x.w, s)->state, STAY_CRITICAL_WAITING);
    assert_int_equal(site()->boarding, 1);
    fixture_check(&x);
    assert_int_equal(calendar_run(x.w.calendar, &x.w, world_now(&x.w) + 239), 0);
    assert_int_equal(x.found, 0);
    assert_int_equal(calendar_run(x.w.calendar, &x.w, world_now(&x.w) + 2), 0);
    assert_int_equal(beds_stay(&x.w, s)->state, STAY_CRITICAL);
    assert_int_equal(x.w.beds->more[s].critical_at, 0); /* outside the place */
    assert_int_equal(x.found, 1);
    assert_int_equal(site()->boarding, 0);
    fixture_check(&x);
    fixture_run(&x, 90);
    assert_int_equal(harmed, 1);
    fixture_check(&x);
}

/* Well enough for a ward, with no bed on one: the critical bed stays kept. */
static void a_full_hospital_fills_critical_care(void **state) {
    (void)state;
    begin(1, 0, 0);
    zero_days(0.0);
    site()->critical_open = 50.0;
    site()->critical_emergency = 1.0;
    const uint32_t s = ask(somebody(100), NEED_INFECTION, 7);
    beds_set_open(&x.w, 0, 0.0);
    while (beds_stay(&x.w, s)->state != STAY_WAITING)
        assert_int_equal(calendar_run(x.w.calendar, &x.w, world_now(&x.w) + 60), 0);
    assert_int_equal(x.w.beds->more[s].critical_at, 1);
    const uint32_t kept = site()->critical_taken;
    fixture_check(&x);
    beds_set_open(&x.w, 0, 500.0);
    while (beds_stay(&x.w, s)->state == STAY_COMING)
        assert_int_equal(calendar_run(x.w.calendar, &x.w, world_now(&x.w) + 30), 0);
    assert_int_equal(beds_stay(&x.w, s)->state, STAY_IN_BED);
    assert_true(site()->critical_taken < kept);
    fixture_check(&x);
}

/* ---- wards ---- */

/* Without anybody's rates four in ten emergencies are surgery's; a usual share of the rest too. */
static void beds_are_shared_out_by_need(void **state) {
    (void)state;
    begin(0, 1, 0);
    const double planned = beds_elective(site(), &x.w),
                 part = planned / site()->occupied, own = part + (1 - part) * 0.4;
    assert_true(near(site()->surgical, own + (1 - own) * x.w.par.beds.outlier_usual));
    assert_true(beds_surgical(&x.w.par.beds, NEED_INFECTION) <= 0.0);
    assert_true(near(beds_surgical(&x.w.par.beds, NEED_FALL), 0.4));
    assert_int_equal(site()->ward_taken[0] + site()->ward_taken[1], site()->taken);
    fixture_check(&x);
}

/* Medicine's wards are full, surgery's are not: twice the nights, where outliers stay twice. */
static void an_outlier_stays_longer(void **state) {
    (void)state;
    x.w.par.beds.outlier_usual = 0.0;
    begin(0, 0, 0);
    zero_days(0.0);
    beds_set_open(&x.w, 0, 500.0);
    const minute_t alone = beds_stay(&x.w, ask(somebody(100), NEED_INFECTION, 7))->ready;
    fixture_close(&x);
    set_up(state);
    x.w.par.beds.outlier_usual = 0.0;
    x.w.par.beds.outlier_nights = 2.0;
    begin(0, 1, 0);
    zero_days(0.0);
    beds_set_open(&x.w, 0, 500.0);
    site()->surgical = 0.99;
    const uint32_t s = ask(somebody(100), NEED_INFECTION, 7);
    assert_int_equal(x.seen[SAW_OUTLIER], 1);
    assert_int_equal(site()->outliers, 1);
    assert_int_equal(x.w.beds->more[s].ward, WARD_SURGICAL);
    assert_int_equal(beds_stay(&x.w, s)->ready,
                     alone + x.w.beds->more[s].nights * MINUTES_A_DAY);
    fixture_check(&x);
    const uint32_t fit = somebody(5000);
    site()->surgical = 0.5; /* room for both */
    ask(fit, NEED_INFECTION, 8);
    assert_int_equal(site()->outliers, 1);
    fixture_run(&x, 300);
    assert_int_equal(site()->outliers, 0);
    fixture_check(&x);
}

/* Medicine's patients on surgery's wards are beds that planned patients are not promised. */
static void outliers_take_operations_away(void **state) {
    (void)state;
    begin(0, 1, 0);
    zero_days(0.0);
    beds_set_open(&x.w, 0, 90.0);
    site()->surgical = 0.5;
    const int before = beds_for_electives(&x.w, 0);
    const double promise = beds_ward_promise(&x.w, site(), 4.0);
    const double emergencies = site()->surgical_emergencies * site()->overnight_a_day,
                 flow = site()->elective_a_day + site()->overnight_a_day;
    assert_true(near(promise,
                     1.1 * 0.5 * beds_capacity(&x.w, site()) - site()->ward_taken[WARD_SURGICAL] -
                         0.5 * emergencies +
                         4.0 * (site()->elective_a_day + emergencies) / flow));
    site()->surgical = 0.2; /* the other half stands full of medicine's */
    assert_true(beds_for_electives(&x.w, 0) < before);
}

/* A tenth of 100 beds is fenced; from level 4 on, where it is breached, it is not. */
static void a_fence_may_be_breached(void **state) {
    (void)state;
    begin(0, 0, 0);
    beds_set_open(&x.w, 0, 100.0);
    x.w.par.beds.ring_fence = 0.1;
    site()->electives = 0;
    const double held = beds_capacity(&x.w, site());
    assert_true(near(beds_fenced(&x.w, site()), 10.0));
    site()->opel = 4;
    assert_true(near(beds_fenced(&x.w, site()), 10.0));
    x.w.par.beds.ring_fence_breached_at = 4;
    assert_true(beds_fenced(&x.w, site()) <= 0.0);
    assert_true(near(beds_capacity(&x.w, site()), held + 10.0));
    assert_int_equal(beds_for_electives(&x.w, 0), 0);
}

/* ---- the assessment unit ---- */

/* Of 12 a day with seven hours and the way; half of the spaces close from eight to eight. */
static void spaces_follow_from_same_day_patients(void **state) {
    (void)state;
    begin(0, 0, 1);
    struct bed_site s = *site();
    s.zero_a_day = 12.0;
    s.transfer_mean = 60.0;
    beds_assessment_level(&s, &x.w.par.beds);
    assert_true(near(s.spaces, 2.5 * 12.0 * 8.0 / 24.0));
    const minute_t day = day_minute(x.w.first_day);
    assert_true(near(beds_assessment_open(&x.w, &s, day + 8 * 60), 10.0));
    assert_true(near(beds_assessment_open(&x.w, &s, day + 20 * 60 - 1), 10.0));
    assert_true(near(beds_assessment_open(&x.w, &s, day + 20 * 60), 5.0));
    assert_true(near(beds_assessment_open(&x.w, &s, day + 2 * 60), 5.0));
}

static void a_full_unit_spills_to_the_wards(void **state) {
    (void)state;
    begin(0, 0, 1);
    zero_days(2.0); /* at most 0.98: the luck of three is good for it */
    beds_set_open(&x.w, 0, 500.0);
    site()->kept = 1.0;
    site()->spaces = 1.0;
    site()->same_day_spaces = 0.0;
    const uint32_t a = ask(somebody(100), NEED_INFECTION, 1),
                   b = ask(somebody(200), NEED_INFECTION, 2),
                   c = ask(somebody(300), NEED_INFECTION, UINT32_MAX);
    assert_int_equal(beds_stay(&x.w, a)->state, STAY_COMING);
    assert_int_equal(beds_stay(&x.w, b)->state, STAY_NO_SPACE);
    assert_int_equal(beds_stay(&x.w, c)->state, STAY_NO_SPACE);
    assert_int_equal(site()->boarding, 1);
    const uint32_t taken = site()->taken;
    fixture_check(&x);
    assert_int_equal(calendar_run(x.w.calendar, &x.w, world_now(&x.w) + 241), 0);
    assert_int_equal(x.seen[SAW_SPILLED], 2);
    assert_int_equal(site()->taken, taken + 2);
    assert_int_equal(site()->boarding, 0);
    assert_int_equal(minute_day(beds_stay(&x.w, b)->ready), x.w.first_day + 1);
    fixture_check(&x);
}

static void a_space_goes_to_the_next(void **state) {
    (void)state;
    begin(0, 0, 1);
    zero_days(2.0);
    x.w.par.beds.assessment_patience = 100.0;
    site()->spaces = 1.0;
    ask(somebody(100), NEED_INFECTION, 1);
    const uint32_t b = ask(somebody(200), NEED_INFECTION, 2);
    while (beds_stay(&x.w, b)->state == STAY_NO_SPACE)
        assert_int_equal(calendar_run(x.w.calendar, &x.w, world_now(&x.w) + 60), 0);
    assert_int_equal(beds_stay(&x.w, b)->state, STAY_COMING);
    assert_int_equal(x.seen[SAW_SPILLED], 0);
    fixture_check(&x);
}

/* What stands beside general beds is shut and opened with them. */
static void a_hospital_that_shuts_shuts_all(void **state) {
    (void)state;
    begin(1, 0, 1);
    const minute_t noon = day_minute(x.w.first_day) + 12 * 60;
    const double beds = site()->funded, critical = beds_critical_open(&x.w, site());
    site()->spaces = 8.0;
    beds_set_open(&x.w, 0, 0.5 * beds);
    assert_true(near(beds_critical_open(&x.w, site()), 0.5 * critical));
    assert_true(near(beds_assessment_open(&x.w, site(), noon), 4.0));
    beds_set_open(&x.w, 0, 0.0);
    assert_true(beds_critical_open(&x.w, site()) <= 0.0);
    assert_true(beds_assessment_open(&x.w, site(), noon) <= 0.0);
    site()->critical_taken = 0; /* empty, and yet no operation may count on it */
    site()->critical_planned = 1e9;
    assert_false(beds_admit_elective(&x.w, somebody(100), 3, 0, 0, 2.2));
    beds_set_open(&x.w, 0, beds);
    assert_true(near(beds_critical_open(&x.w, site()), critical));
    assert_true(near(beds_assessment_open(&x.w, site(), noon), 8.0));
}

/* ---- the laws ---- */

static uint64_t two_months(void **state, double on, double other) {
    tear_down(state);
    set_up(state);
    if (other > 0.0) { /* numbers of mechanisms that are off */
        struct beds_params *par = &x.w.par.beds;
        par->critical_days = par->critical_hold = 1.0;
        par->outlier_nights = 3.0;
        par->surgical_other = par->surgical_fall = 0.9;
        par->assessment_spaces = par->assessment_patience = 1.0;
    }
    begin(on, on, on);
    x.seed = 3;
    calendar_schedule(x.w.calendar, day_minute(x.w.first_day) + 1, EVENT_ARRIVE, 0, 0);
    fixture_run(&x, 60);
    fixture_check(&x);
    return calendar_digest(x.w.calendar);
}

static void switched_off_their_numbers_move_nothing(void **state) {
    begin(0, 0, 0);
    const uint64_t off = two_months(state, 0, 0);
    assert_int_equal(x.seen[SAW_CRITICAL] + x.seen[SAW_OUTLIER] + x.seen[SAW_SPILLED], 0);
    assert_true(two_months(state, 0, 1) == off);
    assert_true(two_months(state, 1, 0) != off);
    assert_true(x.seen[SAW_CRITICAL] > 20 && x.seen[SAW_OUTLIER] > 5);
    const uint64_t on = calendar_digest(x.w.calendar);
    assert_true(two_months(state, 1, 0) == on);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(admissions_follow_from_published_beds),
        TEST(nobody_is_counted_twice),
        TEST(a_major_operation_needs_a_critical_bed),
        TEST(who_finds_no_critical_bed_is_held_and_moved),
        TEST(a_full_hospital_fills_critical_care),
        TEST(beds_are_shared_out_by_need),
        TEST(an_outlier_stays_longer),
        TEST(outliers_take_operations_away),
        TEST(a_fence_may_be_breached),
        TEST(spaces_follow_from_same_day_patients),
        TEST(a_full_unit_spills_to_the_wards),
        TEST(a_space_goes_to_the_next),
        TEST(a_hospital_that_shuts_shuts_all),
        TEST(switched_off_their_numbers_move_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
