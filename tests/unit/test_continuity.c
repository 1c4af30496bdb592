// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Continuity with one's doctor: how it is lost and won, by hand; what follows in a place, and that
 * nothing does while it is as at the start or means nothing. */
#include "care/continuity.h"
#include "urgent_fixture.h"

enum { DAYS = 182 };
struct result { uint64_t digest, seen[SAW_KIND_COUNT], in_hospital; };
static struct result base;

static struct result half_year(void (*set)(struct primary_params *par)) {
    struct result r = {0};
    urgent_open(&x);
    if (set) set(&x.w.par.primary);
    urgent_begin(&x);
    urgent_run(&x, DAYS);
    urgent_check(&x);
    r.digest = calendar_digest(x.w.calendar);
    for (unsigned k = 0; k < SAW_KIND_COUNT; k++) r.seen[k] = urgent_seen(k);
    r.in_hospital = x.left_admitted + x.direct;
    urgent_close(&x);
    return r;
}

static int set_up(void **state) {
    (void)state;
    base = half_year(NULL);
    return 0;
}

/* A list of 2,000 a doctor; 0.7 to three doctors, 0.59 from eight: 0.645 at five and a half. */
static void usual_by_the_book(void **state) {
    (void)state;
    const struct primary_params par = {.people_per_doctor = 2000, .doctors_small = 3,
                                       .doctors_large = 8, .known_small = 0.70,
                                       .known_large = 0.59};
    assert_near(continuity_usual(&par, 4000), 0.70, 1e-15);
    assert_near(continuity_usual(&par, 11000), 0.645, 1e-15);
    assert_near(continuity_usual(&par, 40000), 0.59, 1e-15);
}

/* With two years to know one another and one pair a year broken, a half left wins 0.25 and loses
 * 0.5 a year; it comes to rest at 1 / (1 + 2). */
static void lost_and_won_by_the_book(void **state) {
    (void)state;
    struct primary_params par = {.years_to_know = 2};
    assert_true(continuity_after(&par, 1, 1) >= 1 && continuity_after(&par, 1, 1) <= 1);
    assert_near(continuity_after(&par, 0.5, 1), 0.5 + 0.25 / 365.25, 1e-15);
    par.gp_leaving = 0.75;
    par.list_turnover = 0.25;
    assert_near(continuity_after(&par, 0.5, 1), 0.5 - 0.25 / 365.25, 1e-15);
    double left = 1;
    for (unsigned d = 0; d < 7300; d++) left = continuity_after(&par, left, 1);
    assert_near(left, 1.0 / 3.0, 1e-6);
    assert_near(continuity_now(0.6, 0.5, 0.8), 0.24, 1e-15);
    assert_near(continuity_now(0.6, 0.5, 1.2), 0.30, 1e-15); /* more doctors are strangers */
}

static void nothing_lost(struct primary_params *par) {
    par->known_logit = 1;
    par->continuity_taste = 2;
    par->years_to_know = 0.5;
}
static void lost_and_nothing_to_it(struct primary_params *par) {
    par->gp_leaving = 2;
    par->known_logit = par->continuity_taste = 0;
}
static void as_at_the_start_or_worth_nothing_moves_nothing(void **state) {
    (void)state;
    assert_int_equal(half_year(nothing_lost).digest, base.digest);
    assert_int_equal(half_year(lost_and_nothing_to_it).digest, base.digest);
}

static void leave(struct primary_params *par) {
    par->gp_leaving = 2;
    par->known_logit = 1; /* 60,000 people: the strongest within its range */
    par->continuity_taste = 0;
}
static void join(struct primary_params *par) {
    leave(par);
    par->list_turnover = par->gp_leaving;
    par->gp_leaving = 0;
}
static void strangers_send_more_to_hospital(void **state) {
    (void)state;
    const struct result doctors = half_year(leave), patients = half_year(join);
    assert_true((double)doctors.in_hospital > 1.005 * (double)base.in_hospital);
    assert_int_equal(doctors.digest, patients.digest); /* whoever it is who goes */
}

static void like(struct primary_params *par) {
    par->gp_leaving = 2;
    par->known_logit = 0;
    par->continuity_taste = 2;
}
static void who_is_not_known_turns_elsewhere(void **state) {
    (void)state;
    const struct result r = half_year(like);
    assert_true((double)r.seen[SAW_GP] < 0.98 * (double)base.seen[SAW_GP]);
    assert_true((double)r.seen[SAW_ATTENDANCE] > 1.02 * (double)base.seen[SAW_ATTENDANCE]);
}

static void fewer_doctors(struct primary_params *par) { par->gp_staff = 0.7; }
static void fewer_doctors_see_fewer(void **state) {
    (void)state;
    const struct result r = half_year(fewer_doctors);
    assert_true(r.seen[SAW_GP] < base.seen[SAW_GP]);
    assert_true((double)r.seen[SAW_GP_FAILED] > 1.1 * (double)base.seen[SAW_GP_FAILED]);
    assert_true(r.seen[SAW_ATTENDANCE] > base.seen[SAW_ATTENDANCE]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usual_by_the_book),
        cmocka_unit_test(lost_and_won_by_the_book),
        cmocka_unit_test(as_at_the_start_or_worth_nothing_moves_nothing),
        cmocka_unit_test(strangers_send_more_to_hospital),
        cmocka_unit_test(who_is_not_known_turns_elsewhere),
        cmocka_unit_test(fewer_doctors_see_fewer),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
