// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Ambulances: what a crew does by severity, crews that come back, the order of calls, advice that
 * needs no crew, neighbours that take a full hospital's patients. */
#include "care/diverts.h"
#include "urgent_fixture.h"

static int set_up(void **state) {
    (void)state;
    urgent_open(&x);
    urgent_run(&x, 0.5);
    return 0;
}
static int tear_down(void **state) {
    (void)state;
    urgent_close(&x);
    return 0;
}

static void always(double hear, double convey) {
    x.w.par.ambulance.hear_logit = hear;
    x.w.par.ambulance.convey_logit = convey;
}

static void call(uint32_t person, float severity) {
    const struct need n = urgent_case(person, TRUE_SAME_DAY, severity);
    ambulance_call(&x.w, &n, 0);
}

static void the_graver_the_likelier_conveyed(void **state) {
    (void)state;
    double before = -1;
    for (unsigned k = 0; k <= 10; k++) {
        const struct need n = urgent_case(0, TRUE_SAME_DAY, (float)k / 10);
        unsigned conveyed = 0;
        for (uint32_t i = 0; i < 4000; i++) {
            const struct words u = luck_words(&x.w.luck, i, PURPOSE_AMBULANCE, 0);
            conveyed += ambulance_outcome(&x.w.par.ambulance, &n, 0, word_uniform(u.w[0]),
                                          word_uniform(u.w[1])) == 2;
        }
        assert_true(conveyed > before);
        before = conveyed;
    }
}

static void advice_needs_no_crew(void **state) {
    (void)state;
    always(50, 0);
    for (uint32_t i = 0; i < 500; i++) call(i, 0.3f);
    assert_int_equal(x.seen[SAW_AMBULANCE][0], 500);
    urgent_run(&x, 1);
    assert_int_equal(urgent_seen(SAW_AMBULANCE), 500);
    assert_int_equal(urgent_seen(SAW_HANDOVER), 0);
}

static void every_call_is_answered_and_every_crew_comes_back(void **state) {
    (void)state;
    always(-50, 50);
    x.w.par.ambulance.patience_hours = 1e9;
    for (uint32_t i = 0; i < 60; i++) call(i, 0.6f);
    assert_true(x.seen[SAW_AMBULANCE][2] < 60); /* fewer crews than calls */
    urgent_run(&x, 6);
    assert_int_equal(x.seen[SAW_AMBULANCE][2], 60);
    assert_int_equal(urgent_seen(SAW_HANDOVER), 60);
    assert_true(urgent_seen(SAW_ATTENDANCE) >= 60);
    const uint64_t before = urgent_seen(SAW_AMBULANCE);
    call(100, 0.6f); /* a crew is free again at once */
    assert_int_equal(urgent_seen(SAW_AMBULANCE), before + 1);
}

/* By hand: at median luck a call is put where its severity stands; at the 97.5th centile it is seen
 * 1.96 times the noise graver. */
static void a_call_is_put_where_its_severity_stands(void **state) {
    (void)state;
    const struct ambulance_params par = {
        .category_noise = 0.1, .category_1 = 0.8, .category_2 = 0.5, .category_3 = 0.2};
    assert_int_equal(ambulance_category(&par, 0.80001, 0.5), 1);
    assert_int_equal(ambulance_category(&par, 0.79, 0.5), 2);
    assert_int_equal(ambulance_category(&par, 0.49, 0.5), 3);
    assert_int_equal(ambulance_category(&par, 0.19, 0.5), 4);
    assert_int_equal(ambulance_category(&par, 0.605, 0.975), 1); /* 0.801 */
    assert_int_equal(ambulance_category(&par, 0.600, 0.975), 2); /* 0.796 */
    assert_int_equal(ambulance_category(&par, 0.69, 0.025), 3);  /* 0.494 */
}

/* Of the first who call while crews are to be had, none of category 3 gets the last ones; the
 * gravest do. */
static void the_last_crews_are_kept_for_the_grave(void **state) {
    (void)state;
    always(-50, -50);
    x.w.par.ambulance.patience_hours = 1e9;
    x.w.par.ambulance.category_noise = 0;
    x.w.par.ambulance.kept_free = 0.5;
    for (uint32_t i = 0; i < 60; i++) call(i, 0.3f);
    const uint64_t mild = urgent_seen(SAW_AMBULANCE);
    assert_true(mild > 0);
    for (uint32_t i = 0; i < 60; i++) call(1000 + i, 0.6f);
    const uint64_t all = urgent_seen(SAW_AMBULANCE);
    assert_true(all > mild);
    urgent_run(&x, 30);
    assert_int_equal(x.seen[SAW_AMBULANCE][1], 120); /* nobody waits for ever */
}

/* With a responder at every corner nobody of category 1 waits for a crew that is not there; the
 * others do. */
static void a_responder_stops_the_clock_of_category_1(void **state) {
    (void)state;
    always(-50, -50);
    struct ambulance_params *par = &x.w.par.ambulance;
    par->patience_hours = 1e9;
    par->category_noise = 0;
    par->responder_km2 = 1e-6;
    for (uint32_t i = 0; i < 60; i++) call(i, 0.95f);
    urgent_run(&x, 6);
    assert_int_equal(urgent_seen(SAW_AMBULANCE), 60);
    assert_near(x.minutes[SAW_AMBULANCE], 60 * par->mobilise_minutes, 1e-9);
    for (uint32_t i = 0; i < 60; i++) call(100 + i, 0.6f);
    urgent_run(&x, 6);
    assert_true(x.minutes[SAW_AMBULANCE] > 120 * par->mobilise_minutes + 60);
}

static void the_time_critical_go_first(void **state) {
    (void)state;
    always(-50, -50);
    x.w.par.ambulance.patience_hours = 1e9;
    x.w.par.ambulance.scene_sigma = 1e-6;
    uint32_t sent = 0;
    /* until one fleet has nobody left */
    while (urgent_seen(SAW_AMBULANCE) == sent) call(sent++, 0.1f);
    const double minutes = x.minutes[SAW_AMBULANCE];
    for (uint32_t i = 0; i < 40; i++) call(1000 + i, 0.1f);
    for (uint32_t i = 0; i < 40; i++) call(2000 + i, 0.95f);
    const uint64_t at_once = urgent_seen(SAW_AMBULANCE);
    urgent_run(&x, 0.25);
    assert_true(urgent_seen(SAW_AMBULANCE) > at_once);
    assert_true(x.minutes[SAW_AMBULANCE] > minutes);
    urgent_run(&x, 20);
    assert_int_equal(x.seen[SAW_AMBULANCE][1], sent + 80);
}

static void who_waits_too_long_makes_their_own_way(void **state) {
    (void)state;
    always(-50, 50);
    x.w.par.ambulance.patience_hours = 1e-6;
    for (uint32_t i = 0; i < 60; i++) call(i, 0.6f);
    const uint64_t sent = urgent_seen(SAW_AMBULANCE);
    urgent_run(&x, 3);
    assert_int_equal(urgent_seen(SAW_AMBULANCE), sent);
    assert_int_equal(urgent_seen(SAW_HANDOVER), sent);
    assert_true(x.w.departments->came >= 60);
    urgent_check(&x);
}

static void a_call_to_come_comes(void **state) {
    (void)state;
    always(-50, 50);
    struct need n = urgent_case(3, TRUE_SAME_DAY, 0.6f);
    n.at = world_now(&x.w) + 300;
    ambulance_call(&x.w, &n, 0);
    assert_int_equal(urgent_seen(SAW_AMBULANCE), 0);
    urgent_run(&x, 0.19);
    assert_int_equal(urgent_seen(SAW_AMBULANCE), 0);
    urgent_run(&x, 0.1);
    assert_int_equal(urgent_seen(SAW_AMBULANCE), 1);
}

/* Departments stand 8 and 22 km along the line, neighbourhoods every 3: from the fourth (9 km) the
 * near one is 1 km away and the far one 13, 12 km more, which are 12 * 1.3 * 60 / 50 = 18.7 minutes
 * on the road; from the first (0 km) 14 km more, 21.8 minutes. */
static uint16_t taken(uint32_t area, unsigned category, double *km) {
    uint32_t i = 0;
    while (x.w.people.p[i].area != area) i++;
    const struct need n = urgent_case(i, TRUE_SAME_DAY, 0.6f);
    *km = (double)x.w.departments->x->reach.row[NEST_MAJOR][area].km[0];
    return diverts_to(&x.w, &n, category, 0, km);
}

static void a_full_hospital_sends_ambulances_on(void **state) {
    (void)state;
    struct reach *r = &x.w.primary->x.reach;
    double km;
    assert_int_equal(taken(3, 2, &km), 0); /* both at 1 */
    x.opel[0] = 3;
    assert_int_equal(taken(3, 2, &km), 0);
    x.opel[0] = 4;
    assert_int_equal(taken(3, 2, &km), 1);
    assert_near(km, 13, 1e-6);
    assert_int_equal(taken(3, 1, &km), 0); /* the gravest go to the nearest all the same */
    assert_near(km, 1, 1e-6);
    assert_int_equal(taken(0, 2, &km), 0); /* too far */
    x.w.par.ambulance.divert_minutes = 22;
    assert_int_equal(taken(0, 2, &km), 1);
    x.opel[1] = 3;
    assert_int_equal(taken(3, 2, &km), 0); /* pressed itself */
    x.opel[1] = 4;
    assert_int_equal(taken(3, 2, &km), 0);
    x.opel[1] = 2;
    assert_int_equal(taken(3, 2, &km), 1);
    r->site[1].shut = true;
    assert_int_equal(taken(3, 2, &km), 0);
    r->site[1].shut = false;
    x.w.par.ambulance.divert_minutes = 0;
    assert_int_equal(taken(3, 2, &km), 0); /* off */
}

/* Everybody who is taken on is handed over there and leaves, nobody is lost; with both full all
 * stay. */
static void who_is_taken_on_is_seen_there(void **state) {
    (void)state;
    always(-50, 50);
    x.w.par.ambulance.patience_hours = 1e9;
    x.w.par.ambulance.divert_minutes = 60;
    x.w.par.ambulance.divert_category = 1;
    x.opel[0] = 4;
    for (uint32_t i = 0; i < 60; i++) call(i * 900, 0.6f);
    urgent_run(&x, 6);
    const uint64_t on = urgent_seen(SAW_DIVERT);
    assert_true(on > 10 && on < 60);
    assert_true(x.minutes[SAW_DIVERT] > 0);
    assert_int_equal(urgent_seen(SAW_HANDOVER), 60);
    assert_int_equal(x.w.departments->site[0].inside, 0);
    assert_true(urgent_seen(SAW_ATTENDANCE) >= 60);
    urgent_check(&x);
    x.opel[1] = 4;
    for (uint32_t i = 0; i < 60; i++) call(i * 900 + 1, 0.6f);
    urgent_run(&x, 6);
    assert_int_equal(urgent_seen(SAW_DIVERT), on);
    assert_int_equal(urgent_seen(SAW_HANDOVER), 120);
    urgent_check(&x);
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, set_up, tear_down)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_graver_the_likelier_conveyed),
        TEST(advice_needs_no_crew),
        TEST(every_call_is_answered_and_every_crew_comes_back),
        TEST(a_call_is_put_where_its_severity_stands),
        TEST(the_last_crews_are_kept_for_the_grave),
        TEST(a_responder_stops_the_clock_of_category_1),
        TEST(the_time_critical_go_first),
        TEST(who_waits_too_long_makes_their_own_way),
        TEST(a_call_to_come_comes),
        TEST(a_full_hospital_sends_ambulances_on),
        TEST(who_is_taken_on_is_seen_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
