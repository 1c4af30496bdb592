// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Patients whom the GP keeps: those with least to gain, none urgent, nobody lost, and seen
 * again. */
#include "planned_fixture.h"

static struct planned_fixture fixture, *const x = &fixture;
static double share;     /* what held_back answers */
static double growth;
static uint32_t urgent_asked;

static double stub_held(const void *inst, const struct world *w, const struct referral *r) {
    (void)inst, (void)w;
    urgent_asked += r->urgent;
    return share;
}

static const struct questions asks = {.held_back = stub_held,
                                      .offers = stub_offers,
                                      .accepts = stub_accepts,
                                      .paid = stub_paid,
                                      .private_price = stub_price};

static int set_up(void **state) {
    (void)state;
    urgent_asked = 0;
    growth = 0.0;
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    planned_fixture_close(x);
    return 0;
}

static uint64_t year(const struct questions *ask, double held, uint64_t *digest) {
    share = held;
    planned_fixture_place(x);
    planned_fixture_open(x, 1.0, 0);
    if (ask) x->world.ask = ask;
    x->world.par.planned.held_growth = growth;
    planned_fixture_run(x, 12);
    if (planned_check(&x->world, &x->fault) < 0) fail_msg("%s", x->fault.what);
    *digest = calendar_digest(x->world.calendar);
    return stub.seen[SAW_CLOCK_START];
}

static void nobody_kept_changes_nothing(void **state) {
    (void)state;
    uint64_t before, after;
    const uint64_t starts = year(NULL, 0.0, &before);
    planned_fixture_close(x);
    assert_int_equal(year(&asks, 0.0, &after), starts);
    assert_int_equal(before, after);
    assert_int_equal(planned_kept(&x->world), 0);
}

/* 0.82 of cases are not urgent, of whom three in ten stay. */
static void some_are_kept_and_nobody_is_lost(void **state) {
    (void)state;
    uint64_t digest;
    const uint64_t free_starts = year(NULL, 0.0, &digest),
                   needs = free_starts + stub.seen[SAW_REFERRED_ELSEWHERE];
    planned_fixture_close(x);
    const uint64_t starts = year(&asks, 0.3, &digest);
    const double fall = 1.0 - (double)(starts + stub.seen[SAW_REFERRED_ELSEWHERE]) / (double)needs;
    assert_near(fall, 0.82 * 0.3, 0.025);
    assert_true(planned_kept(&x->world) > 0.15 * (double)needs);
    assert_true(planned_kept(&x->world) <= x->world.planned->with_gp);
    assert_int_equal(urgent_asked, 0);
    uint64_t loss = 0;
    for (uint32_t i = 0; i < x->world.planned->n; i++)
        if (x->world.planned->pathway[i].stage == STAGE_WITH_GP &&
            x->world.planned->course[i].visits > 0) {
            const struct person *who = &x->world.people.p[x->world.planned->pathway[i].person];
            assert_true(!person_alive(who) ||
                        (who->burden >> 8) >= x->world.planned->course[i].loss);
            loss += x->world.planned->course[i].loss;
        }
    assert_true(loss > 0); /* the burden of those kept goes on */
}

static void a_growing_case_is_referred_after_all(void **state) {
    (void)state;
    uint64_t digest;
    const uint64_t starts = year(&asks, 0.3, &digest);
    const uint32_t stay = planned_kept(&x->world);
    planned_fixture_close(x);
    growth = 0.1;
    assert_true(year(&asks, 0.3, &digest) > starts);
    assert_true(planned_kept(&x->world) < 0.7 * stay);
}

/* Who is kept for good leaves the GP only by getting well or dying. */
static void without_growth_they_stay_until_well(void **state) {
    (void)state;
    uint64_t digest;
    share = 1.0;
    planned_fixture_place(x);
    planned_fixture_open(x, 1.0, 0);
    x->world.ask = &asks;
    x->world.par.planned.held_growth = 0.0;
    x->world.par.planned.held_resolves = 0.0;
    planned_fixture_run(x, 12);
    const uint32_t stay = planned_kept(&x->world);
    digest = stub.seen[SAW_CLOCK_START];
    planned_fixture_close(x);
    planned_fixture_place(x);
    planned_fixture_open(x, 1.0, 0);
    x->world.ask = &asks;
    x->world.par.planned.held_growth = 0.0;
    x->world.par.planned.held_resolves = 0.3;
    planned_fixture_run(x, 12);
    assert_int_equal(stub.seen[SAW_CLOCK_START], digest); /* the urgent alone */
    assert_true(planned_kept(&x->world) < 0.8 * stay);
    if (planned_check(&x->world, &x->fault) < 0) fail_msg("%s", x->fault.what);
}

static void check_sees_somebody_kept_twice(void **state) {
    (void)state;
    uint64_t digest;
    (void)year(&asks, 0.3, &digest);
    x->world.planned->kept++;
    assert_true(planned_check(&x->world, &x->fault) < 0);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
int main(void) {
    const struct CMUnitTest tests[] = {
        EACH(nobody_kept_changes_nothing),
        EACH(some_are_kept_and_nobody_is_lost),
        EACH(a_growing_case_is_referred_after_all),
        EACH(without_growth_they_stay_until_well),
        EACH(check_sees_somebody_kept_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
