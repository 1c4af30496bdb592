// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* 111: what the handler says, what a clinician makes of it, whom nobody answers. Each switch moves
 * what it should, and one that is off moves nothing, whatever stands beside it. */
#include "care/disposition.h"
#include "urgent_fixture.h"

enum { DAYS = 91 };
struct result {
    uint64_t digest, told[4], type1, attended, incidents;
};
static struct result base;

/* set: what differs from the defaults, once the place is solved. */
static struct result quarter(void (*set)(struct primary_params *par)) {
    struct result r = {0};
    urgent_open(&x);
    if (set) set(&x.w.par.primary);
    urgent_begin(&x);
    urgent_run(&x, DAYS);
    urgent_check(&x);
    r.digest = calendar_digest(x.w.calendar);
    for (unsigned d = 0; d < 4; d++) r.told[d] = x.seen[SAW_111][d];
    r.type1 = x.seen[SAW_ATTENDANCE][1];
    r.attended = urgent_seen(SAW_ATTENDANCE);
    r.incidents = urgent_seen(SAW_AMBULANCE);
    urgent_close(&x);
    return r;
}

static int set_up(void **state) {
    (void)state;
    base = quarter(NULL);
    return 0;
}

/* By hand: thresholds of 0.6, 0.5 and 0.1 for the handler; 0.7, 0.55 and 0.3 for the clinician. */
static void what_is_said_by_the_book(void **state) {
    (void)state;
    const struct primary_params par = {.ambulance_111 = 0.6, .emergency_111 = 0.5,
                                       .primary_111 = 0.1, .reviewed_ambulance = 0.7,
                                       .reviewed_emergency = 0.55, .reviewed_primary = 0.3,
                                       .review_emergency_111 = 0.4, .review_ambulance_111 = 0.2};
    assert_int_equal(disposition_heard(&par, 0.61), TOLD_AMBULANCE);
    assert_int_equal(disposition_heard(&par, 0.6), TOLD_EMERGENCY);
    assert_int_equal(disposition_heard(&par, 0.5), TOLD_PRIMARY);
    assert_int_equal(disposition_heard(&par, 0.1), TOLD_SELF);
    assert_int_equal(disposition_reviewed(&par, TOLD_AMBULANCE, 0.71), TOLD_AMBULANCE);
    /* no more */
    assert_int_equal(disposition_reviewed(&par, TOLD_EMERGENCY, 0.71), TOLD_EMERGENCY);
    assert_int_equal(disposition_reviewed(&par, TOLD_AMBULANCE, 0.6), TOLD_EMERGENCY);
    assert_int_equal(disposition_reviewed(&par, TOLD_EMERGENCY, 0.5), TOLD_PRIMARY);
    assert_int_equal(disposition_reviewed(&par, TOLD_EMERGENCY, 0.3), TOLD_SELF);
    assert_true(disposition_is_reviewed(&par, TOLD_EMERGENCY, 1, 0.39));
    assert_false(disposition_is_reviewed(&par, TOLD_EMERGENCY, 1, 0.4));
    assert_true(disposition_is_reviewed(&par, TOLD_AMBULANCE, 3, 0.19));
    assert_false(disposition_is_reviewed(&par, TOLD_AMBULANCE, 2, 0.0)); /* never the grave */
    assert_false(disposition_is_reviewed(&par, TOLD_PRIMARY, 4, 0.0));
}

static void off_at_other_thresholds(struct primary_params *par) {
    par->review_noise = 0.3;
    par->reviewed_ambulance = par->reviewed_emergency = par->reviewed_primary = 1.0;
}
static void nothing_follows_while_it_is_off(void **state) {
    (void)state;
    assert_int_equal(quarter(off_at_other_thresholds).digest, base.digest);
}

static void set_caution(struct primary_params *par) { par->caution_111 = 0.05; }
static void a_cautious_service_sends_more(void **state) {
    (void)state;
    const struct result r = quarter(set_caution);
    assert_true((double)r.told[TOLD_AMBULANCE] > 1.2 * (double)base.told[TOLD_AMBULANCE]);
    assert_true(r.incidents > base.incidents);
    assert_true(r.attended > base.attended);
}

static void all_looked_at(struct primary_params *par) {
    par->review_emergency_111 = par->review_ambulance_111 = 1;
}
/* As of 1,474 calls about a quarter stays with A&E; fewer ambulances too; many of those let off
 * would have gone. */
static void a_second_look_sends_fewer(void **state) {
    (void)state;
    const struct result r = quarter(all_looked_at);
    assert_near((double)r.told[TOLD_EMERGENCY] / (double)base.told[TOLD_EMERGENCY], 0.35, 0.15);
    assert_true(r.told[TOLD_AMBULANCE] < base.told[TOLD_AMBULANCE]);
    /* the grave stand */
    assert_true((double)r.told[TOLD_AMBULANCE] > 0.4 * (double)base.told[TOLD_AMBULANCE]);
    assert_true(r.attended < base.attended);
    assert_true(r.incidents < base.incidents);
}

static void gone(struct primary_params *par) { par->unanswered_111 = 1; }
static void gone_with_intent(struct primary_params *par) {
    gone(par);
    par->emergency_intent_111 = 0.45;
}
static void gone_with_new_demand(struct primary_params *par) {
    gone(par);
    par->new_demand_111 = 0.45;
}
/* If callers had meant to go to A&E, 111 keeps them away; if they are new demand, it brings
 * them. */
static void what_111_diverts_comes_back_without_it(void **state) {
    (void)state;
    const struct result without = quarter(gone), intent = quarter(gone_with_intent),
                        fresh = quarter(gone_with_new_demand);
    assert_int_equal(without.told[0] + without.told[1] + without.told[2] + without.told[3], 0);
    assert_true(intent.attended > base.attended);
    assert_true(intent.attended > without.attended);
    assert_true(intent.incidents > base.incidents);
    assert_true(fresh.attended < without.attended);
    assert_true(fresh.attended < base.attended);
}

/* Published figures embody the service of the start: what is on top of it moves no catchment. */
static void the_pilot_knows_nothing_of_the_switches(void **state) {
    (void)state;
    urgent_open(&x);
    const double before = primary_expectation(&x.w)->site[0].door;
    struct primary *again = NULL;
    x.w.needs_par = x.base.needs_par;
    all_looked_at(&x.w.par.primary);
    set_caution(&x.w.par.primary);
    gone(&x.w.par.primary);
    assert_int_equal(primary_open(&again, &x.w), 0);
    const double after = again->x.site[0].door;
    primary_close(again);
    assert_true(before <= after && before >= after);
    urgent_close(&x);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_said_by_the_book),
        cmocka_unit_test(nothing_follows_while_it_is_off),
        cmocka_unit_test(a_cautious_service_sends_more),
        cmocka_unit_test(a_second_look_sends_fewer),
        cmocka_unit_test(what_111_diverts_comes_back_without_it),
        cmocka_unit_test(the_pilot_knows_nothing_of_the_switches),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
