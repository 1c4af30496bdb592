// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Community teams: visits against the arithmetic of a Poisson day, more capacity with ever less to
 * gain, beds as full as published with the virtual ward at work and fuller without its places,
 * nobody lost, and payment for no more than what stands beyond the start. */
#include "beds_fixture.h"

#include "base/real.h"
#include "care/community.h"

static struct bed_fixture x;
static uint32_t came, full, up, down;

static void saw(void *who, const struct world *w, const struct sight *s) {
    fixture_saw(who, w, s);
    if (s->kind != SAW_COMMUNITY) return;
    came += s->detail == TEAM_CAME;
    full += s->detail == TEAM_FULL || s->detail == WARD_FULL;
    up += s->detail == WARD_STEP_UP;
    down += s->detail == WARD_STEP_DOWN;
}

static int set_up(void **state) {
    *state = &x;
    fixture_open(&x, 800);
    parameter_defaults(&community_param_table, (double *)&x.w.par.community);
    x.w.circumstances.community_capacity = 1.0;
    x.w.watch.saw = saw;
    came = full = up = down = 0;
    community_register(x.w.calendar);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    community_close(x.w.community);
    fixture_close(&x);
    return 0;
}

static void begin(void) {
    fixture_begin(&x);
    assert_int_equal(community_open(&x.w.community, &x.w), 0);
}

static void check(void) {
    struct fault f;
    memset(&f, 0, sizeof f);
    fixture_check(&x);
    if (community_check(&x.w, &f) < 0) fail_msg("%s", f.what);
}

static struct need case_of(uint32_t i) {
    return (struct need){.person = i % FIXTURE_PEOPLE,
                         .number = 100000u + i,
                         .at = world_now(&x.w),
                         .kind = NEED_INFECTION,
                         .truth = TRUE_HOSPITAL_BED,
                         .severity = 0.4f};
}

/* One asked for on the mean: none with e^-1, more than one with 1 - 2/e. */
static void a_day_of_visits(void **state) {
    (void)state;
    const double none = real_exp(-1.0);
    assert_true(real_abs(community_served(1.0, 1.0) - (1.0 - none)) < 1e-12);
    assert_true(real_abs(community_served(1.0, 2.0) - (2.0 - 3.0 * none)) < 1e-12);
    assert_true(real_abs(community_served(1.0, 0.5) - 0.5 * (1.0 - none)) < 1e-12);
    assert_true(real_abs(community_served(3.0, 60.0) - 3.0) < 1e-9);
    const double half = community_served(12, 5), all = community_served(12, 10),
                 twice = community_served(12, 20);
    assert_true((all - half) / 5.0 > 3.0 * (twice - all) / 10.0); /* ever less to gain */
    begin();
}

static void those_asked_for(unsigned n) {
    for (unsigned i = 0; i < n; i++) {
        const struct need need = case_of(i);
        community_responds(&x.w, &need);
    }
}

static void a_team_has_so_many_visits(void **state) {
    (void)state;
    begin();
    x.w.community->team[0].slots = x.w.community->team[1].slots = 2.5;
    uint32_t teams = x.w.place->n_councils;
    for (unsigned d = 0; d < 10; d++) {
        those_asked_for(400);
        fixture_run(&x, 1);
    }
    assert_true(came >= 25 && came <= 25 * teams);
    assert_int_equal(came + full, 4000);
    assert_int_equal(x.paid[CURRENCY_COMMUNITY_RESPONSE], came);
}

static double occupied(double capacity) {
    x.w.circumstances.community_capacity = capacity;
    begin();
    calendar_schedule(x.w.calendar, world_now(&x.w) + 1u, EVENT_ARRIVE, 0, 0);
    fixture_run(&x, 60);
    beds_month_reset(&x.w);
    fixture_run(&x, 500);
    check();
    return beds_month(&x.w, 0).occupied;
}
static double without, with;

static void beds_without(void **state) {
    (void)state;
    x.w.par.community.on = 0;
    without = occupied(1.0);
    assert_int_equal(down, 0);
}
static void beds_as_full_with_the_ward(void **state) {
    (void)state;
    with = occupied(1.0);
    assert_true(down > 250 && down < 340); /* 0.026 of 20 admissions a day */
    assert_true(real_abs(with / without - 1.0) < 0.015);
}
static void fuller_without_its_places(void **state) {
    (void)state;
    assert_true(occupied(0.0) > 1.005 * with);
    assert_int_equal(down, 0);
    assert_true(full > 250);
}

static void a_quarter_is_taken_to_hospital(void **state) {
    (void)state;
    begin();
    x.w.community_ups = 1.0;
    x.w.community->ward[0].places = 1e6;
    const uint64_t had = x.w.community->n_in;
    uint32_t asked = 0;
    for (uint32_t i = 0; i < 2000; i++) {
        const struct need n = case_of(i);
        asked += community_steps_up(&x.w, &n, 0);
    }
    assert_int_equal(asked, up);
    assert_int_equal(x.w.community->n_in, had + up);
    assert_int_equal(x.paid[CURRENCY_VIRTUAL_WARD], up);
    uint32_t back = 0;
    for (uint32_t k = 0; k < x.w.community->n; k++)
        back += x.w.community->at[k].state == WARD_TRANSFER;
    assert_true(real_abs((double)back / up - x.w.par.community.transfer) < 0.03);
    fixture_run(&x, 90);
    check();
    x.w.community->n_in++; /* somebody is lost */
    struct fault f;
    memset(&f, 0, sizeof f);
    assert_true(community_check(&x.w, &f) < 0);
    x.w.community->n_in--;
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {TEST(a_day_of_visits),
                                       TEST(a_team_has_so_many_visits),
                                       TEST(beds_without),
                                       TEST(beds_as_full_with_the_ward),
                                       TEST(fuller_without_its_places),
                                       TEST(a_quarter_is_taken_to_hospital)};
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
