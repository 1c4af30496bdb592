// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What care does as lines and departments are filled, and as contracts move the cost of what
 * follows: each question moves what it should, and an answer of "as at the start" moves nothing. */
#include "care/asked.h"
#include "urgent_fixture.h"

enum { DAYS = 91 };
static struct urgent_fixture x;
static double filled[LINE_COUNT], share_now, share_then;
static struct provision run;

static double stub_filled(const void *inst, const struct world *w, uint16_t area,
                          enum service_line line) {
    (void)inst, (void)w;
    assert_true(area < w->place->n_areas);
    return filled[line];
}
static struct provision stub_provision(const void *inst, const struct world *w, uint16_t provider) {
    (void)inst, (void)w, (void)provider;
    return run;
}
static double stub_share(const void *inst, const struct world *w, uint16_t provider,
                         enum service_line decider) {
    (void)inst, (void)w, (void)provider, (void)decider;
    return share_now;
}
static double stub_start(const void *inst, const struct world *w, uint16_t provider,
                         enum service_line decider) {
    (void)inst, (void)w, (void)provider, (void)decider;
    return share_then;
}
static const struct questions asks = {.line_filled = stub_filled,
                                      .provision = stub_provision,
                                      .own_share = stub_share,
                                      .own_share_at_start = stub_start};

struct result {
    uint64_t digest, seen[SAW_KIND_COUNT], type1;
    double minutes[SAW_KIND_COUNT];
    uint32_t admitted, direct;
};

static void as_at_the_start(void) {
    for (unsigned l = 0; l < LINE_COUNT; l++) filled[l] = 1.0;
    run = (struct provision){.nurses = 1.0, .doctors = 1.0, .infection = 1.0, .turnaround = 1.0};
    share_now = share_then = 0.4;
}

/* clinicians: those in every hour of every department, or 0 for those that its figures imply */
static struct result quarter_with(const struct questions *ask, uint16_t clinicians) {
    struct result r = {0};
    urgent_open(&x);
    x.w.ask = ask;
    for (unsigned i = 0; clinicians && i < x.w.departments->n; i++)
        for (unsigned s = 0; s < STREAM_COUNT; s++)
            for (unsigned h = 0; h < 24; h++) x.w.departments->site[i].roster[s][h] = clinicians;
    urgent_begin(&x);
    urgent_run(&x, DAYS);
    urgent_check(&x);
    r.digest = calendar_digest(x.w.calendar);
    for (unsigned k = 0; k < SAW_KIND_COUNT; k++) {
        r.seen[k] = urgent_seen(k);
        r.minutes[k] = x.minutes[k] / (double)(r.seen[k] ? r.seen[k] : 1);
    }
    r.type1 = x.seen[SAW_ATTENDANCE][1];
    r.admitted = x.left_admitted;
    r.direct = x.direct;
    urgent_close(&x);
    return r;
}
static struct result quarter(const struct questions *ask) { return quarter_with(ask, 0); }

static struct result base;
static int set_up(void **state) {
    (void)state;
    base = quarter(NULL);
    return 0;
}

static void as_it_was_changes_nothing(void **state) {
    (void)state;
    as_at_the_start();
    const struct result r = quarter(&asks);
    assert_int_equal(r.digest, base.digest);
    assert_int_equal(r.admitted, base.admitted);
}

static void half_the_calls_are_answered(void **state) {
    (void)state;
    as_at_the_start();
    filled[LINE_111] = 0.5;
    const struct result r = quarter(&asks);
    assert_near((double)r.seen[SAW_111] / (double)base.seen[SAW_111], 0.5, 0.06);
    /* and fewer where 111 sends people: out of hours, A&E */
    assert_true(r.seen[SAW_GP] > base.seen[SAW_GP]);
    assert_true(r.seen[SAW_OOH] < base.seen[SAW_OOH]);
}

static void no_doctor_out_of_hours_means_more_at_the_hospital(void **state) {
    (void)state;
    as_at_the_start();
    filled[LINE_OUT_OF_HOURS] = 0.5;
    const struct result r = quarter(&asks);
    assert_near((double)r.seen[SAW_OOH] / (double)base.seen[SAW_OOH], 0.5, 0.06);
    assert_true(r.type1 > base.type1 + 20);
}

static void fewer_crews_come_later(void **state) {
    (void)state;
    as_at_the_start();
    filled[LINE_AMBULANCE] = 0.7;
    const struct result r = quarter(&asks);
    assert_true(r.minutes[SAW_AMBULANCE] > 1.05 * base.minutes[SAW_AMBULANCE]);
}

static void fewer_doctors_wait_longer(void **state) {
    (void)state;
    as_at_the_start();
    const struct result all = quarter_with(&asks, 2);
    run.doctors = 0.5;
    const struct result half = quarter_with(&asks, 2);
    assert_true(half.minutes[SAW_ATTENDANCE] > 1.1 * all.minutes[SAW_ATTENDANCE]);
}

static void slower_tests_wait_longer(void **state) {
    (void)state;
    as_at_the_start();
    run.turnaround = 1.5;
    const struct result r = quarter(&asks);
    assert_true(r.minutes[SAW_ATTENDANCE] > 1.05 * base.minutes[SAW_ATTENDANCE]);
}

static void without_community_services_more_are_admitted(void **state) {
    (void)state;
    as_at_the_start();
    filled[LINE_COMMUNITY] = 0.0;
    const struct result r = quarter(&asks);
    assert_true(r.admitted > base.admitted);
}

static void who_passes_the_cost_on_sends_and_admits_more(void **state) {
    (void)state;
    as_at_the_start();
    share_now = 0.0;
    const struct result on = quarter(&asks);
    share_now = 0.8;
    const struct result off = quarter(&asks);
    /* straight to a ward or through the department: who is sent is no longer there to be kept */
    assert_true(on.admitted + on.direct > base.admitted + base.direct);
    assert_true(off.admitted + off.direct < base.admitted + base.direct);
    assert_true(on.direct + on.seen[SAW_ATTENDANCE] > off.direct + off.seen[SAW_ATTENDANCE]);
}

/* Three clinicians an hour and a ratio of 0.8: 2.4, carried; one alone is never sent home; at 1 the
 * roster itself. */
static void a_roster_carries_its_remainder(void **state) {
    (void)state;
    uint16_t three[24], one[24];
    unsigned all = 0;
    for (unsigned h = 0; h < 24; h++) three[h] = 3, one[h] = 1;
    for (unsigned h = 0; h < 24; h++) {
        all += asked_roster(three, h, 0.8);
        assert_int_equal(asked_roster(three, h, 1.0), 3);
        assert_int_equal(asked_roster(one, h, 0.3), 1);
    }
    assert_near(all, 0.8 * 72, 0.6);
}

/* A treatment centre of three keeps its queue shorter than one of half as many. */
static void a_treatment_centre_thins_out(void **state) {
    (void)state;
    as_at_the_start();
    urgent_open(&x);
    x.w.ask = &asks;
    const uint16_t s = reach_site_of(&x.w.departments->x->reach, 0, 3);
    assert_true(s != NO_SITE);
    struct department *d = &x.w.departments->site[s];
    for (unsigned h = 0; h < 24; h++) d->roster[STREAM_MINORS][h] = 4;
    filled[LINE_URGENT_TREATMENT] = 0.5;
    urgent_run(&x, 0.1);
    assert_int_equal(d->clinicians[STREAM_MINORS], 2);
    run.doctors = 0.5; /* of the hospital next door: not its own */
    filled[LINE_URGENT_TREATMENT] = 1.0;
    urgent_run(&x, 0.1);
    assert_int_equal(d->clinicians[STREAM_MINORS], 4);
    urgent_close(&x);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_it_was_changes_nothing),
        cmocka_unit_test(half_the_calls_are_answered),
        cmocka_unit_test(no_doctor_out_of_hours_means_more_at_the_hospital),
        cmocka_unit_test(fewer_crews_come_later),
        cmocka_unit_test(fewer_doctors_wait_longer),
        cmocka_unit_test(slower_tests_wait_longer),
        cmocka_unit_test(without_community_services_more_are_admitted),
        cmocka_unit_test(who_passes_the_cost_on_sends_and_admits_more),
        cmocka_unit_test(a_roster_carries_its_remainder),
        cmocka_unit_test(a_treatment_centre_thins_out),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
