// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Mental-health crises: the pool against Erlang's loss formula, nobody lost, no bed and so out of
 * area, and peer supporters who lower the odds of coming back by as much as was published and cost
 * what they cost. */
#include "beds_fixture.h"

#include "base/real.h"
#include "care/mental_health.h"

static struct bed_fixture x;
static double places;
static uint32_t over, returns, away, peers;

static double answer_places(const void *inst, const struct world *w, uint16_t area) {
    (void)inst, (void)w, (void)area;
    return places;
}

static void saw(void *who, const struct world *w, const struct sight *s) {
    (void)who, (void)w;
    over += s->kind == SAW_CRISIS_OVER;
    returns += s->kind == SAW_CRISIS_OVER && s->amount;
    peers += s->kind == SAW_CRISIS_OVER && s->detail;
    away += s->kind == SAW_CRISIS && s->detail == CRISIS_AWAY;
}

static int set_up(void **state) {
    *state = &x;
    fixture_open(&x, 800);
    parameter_defaults(&mental_health_param_table, (double *)&x.w.par.mental_health);
    x.ask.peer_places = answer_places;
    x.w.watch.saw = saw;
    places = 0;
    over = returns = away = peers = 0;
    mental_health_register(x.w.calendar);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    mental_health_close(x.w.mental);
    calendar_close(x.w.calendar);
    memory_free(x.person);
    return 0;
}

static void begin(double crises) {
    assert_int_equal(mental_health_open(&x.w.mental, &x.w, crises), 0);
}

static void check(void) {
    struct fault f = {0};
    memset(&f, 0, sizeof f);
    if (mental_health_check(&x.w, &f) < 0) fail_msg("%s", f.what);
}

/* crises a day of people in turn, each need once */
static void days(unsigned n, unsigned a_day) {
    for (unsigned d = 0; d < n; d++) {
        for (unsigned k = 0; k < a_day; k++) {
            const uint32_t i = x.made++;
            struct need need = {.person = i * 7919u % FIXTURE_PEOPLE,
                                .number = i,
                                .at = world_now(&x.w),
                                .kind = NEED_MENTAL_CRISIS,
                                .truth = TRUE_HOSPITAL_BED};
            if (x.w.people.p[need.person].in_hospital) continue;
            if (!mental_health_at_home(&x.w, &need)) mental_health_admit(&x.w, &need, i);
        }
        fixture_run(&x, 1);
        check();
    }
}

static void the_loss_formula(void **state) {
    (void)state;
    /* one stay offered, two servers: B = 1/5, carried 4/5, each busy 0.4 */
    assert_int_equal(mental_health_beds_for(1.0, 0.4000001), 2);
    assert_int_equal(mental_health_beds_for(1.0, 0.3999999), 3);
    const struct mental_health_params *p = &x.w.par.mental_health;
    const double mean = p->detained * mental_health_nights(p, true) +
                        (1.0 - p->detained) * mental_health_nights(p, false);
    assert_true(real_abs(mean - p->nights) < 1e-9);
    begin(365.25);
}

/* With no wait allowed the pool loses as Erlang says, and is as full as published. */
static void as_full_as_published(void **state) {
    (void)state;
    struct mental_health_params *p = &x.w.par.mental_health;
    p->readmission = 1e-9;
    p->team_share = 0.0;
    p->wait_hours = 0.0;
    p->transfer_minutes = 0.0;
    p->nights_sigma = 0.6;
    p->detained_by_tenth = 0.0;
    begin(365.25 * 3);
    assert_true(x.w.mental->beds > 80 && x.w.mental->beds < 110);
    days(200, 3);
    const double before = mental_health_bed_minutes(&x.w);
    days(400, 3);
    const double full = (mental_health_bed_minutes(&x.w) - before) /
                        (400.0 * MINUTES_A_DAY * mental_health_beds(&x.w));
    assert_true(full > 0.90 && full < 0.985); /* three a day to the day: steadier than chance */
}

static void nobody_is_lost(void **state) {
    (void)state;
    begin(365.25 * 3);
    days(60, 4);
    const uint32_t dies = x.w.mental->at[x.w.mental->n / 2].person;
    x.w.people.p[dies].died = world_now(&x.w);
    mental_health_person_died(&x.w, dies);
    days(60, 4);
    uint32_t marked = 0;
    for (uint32_t i = 0; i < FIXTURE_PEOPLE; i++) marked += x.w.people.p[i].in_hospital;
    assert_int_equal(marked, mental_health_admitted(&x.w));
    x.w.mental->n_state[MENTAL_IN_BED]--; /* somebody is lost */
    struct fault f = {0};
    memset(&f, 0, sizeof f);
    assert_true(mental_health_check(&x.w, &f) < 0);
    x.w.mental->n_state[MENTAL_IN_BED]++;
}

static void no_bed_so_elsewhere(void **state) {
    (void)state;
    x.w.par.mental_health.team_share = 0.0;
    begin(0.0);
    assert_int_equal(mental_health_beds(&x.w), 0);
    days(20, 2);
    assert_int_equal(x.found, away); /* each leaves A&E for the bed elsewhere */
    assert_true(away >= 34 && away <= 40);
    assert_int_equal(x.w.mental->n_state[MENTAL_COMING] + x.w.mental->n_state[MENTAL_IN_BED], 0);
    days(200, 0);
    assert_true(x.paid[CURRENCY_OUT_OF_AREA_DAY] > 30);
}

static double odds_of_return(double some) {
    x.w.par.mental_health.team_share = 1.0;
    places = some;
    begin(365.25 * 20);
    days(300, 20);
    const double share = (double)returns / over;
    return share / (1.0 - share);
}

static double without;

static void as_many_return_as_published(void **state) {
    (void)state;
    without = odds_of_return(0.0);
    assert_int_equal(peers, 0);
    assert_int_equal(x.paid[CURRENCY_PEER_SUPPORT], 0);
    assert_true(real_abs(without / (1.0 + without) - 0.37) < 0.03); /* three returns at most */
}

static void fewer_with_peers(void **state) {
    (void)state;
    const double with = odds_of_return(10.0);
    assert_int_equal(peers, over);
    assert_int_equal(x.paid[CURRENCY_PEER_SUPPORT], over);
    assert_true(real_abs(with / without - x.w.par.mental_health.peers_odds) < 0.06);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {TEST(the_loss_formula),
                                       TEST(as_full_as_published),
                                       TEST(nobody_is_lost),
                                       TEST(no_bed_so_elsewhere),
                                       TEST(as_many_return_as_published),
                                       TEST(fewer_with_peers)};
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
