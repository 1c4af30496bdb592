// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who lies in hospital in the pilot of urgent care, against closed forms: days in bed an admission
 * are the published ones; of needs that come at a steady rate to one person the share l s / (1 + l
 * s) falls within a stay of mean s, whatever its distribution (Erlang's loss of one server); who
 * comes back does so within thirty days of leaving, as often as the table says, and once. */
#include "beds_fixture.h"
#include "care/beds_pilot.h"

#include <math.h>

enum { ASKERS = 20000, YEAR = 365 };

static struct bed_fixture x;
static struct beds_pilot *pilot;
static struct luck luck = {.seed = 7};
static minute_t day_one;

static int set_up(void **state) {
    (void)state;
    fixture_open(&x, 10);
    day_one = day_minute(x.w.first_day);
    return beds_pilot_open(&pilot, &x.w, FIXTURE_PEOPLE);
}

static int tear_down(void **state) {
    (void)state;
    beds_pilot_close(pilot);
    calendar_close(x.w.calendar);
    memory_free(x.person);
    return 0;
}

static void over(void) { assert_int_equal(beds_pilot_round(pilot), 0); }

static void ask_again(uint32_t person, uint32_t number, minute_t at, unsigned generation) {
    const struct need n = {.person = person,
                           .number = number,
                           .at = at,
                           .kind = NEED_INFECTION,
                           .truth = TRUE_HOSPITAL_BED};
    const struct beds_asker a = {.luck = &luck,
                                 .need = &n,
                                 .who = &x.person[person],
                                 .row = person,
                                 .site = 3,
                                 .at = at,
                                 .via_ae = (person & 1) != 0,
                                 .time = {.generation = generation, .copy = number}};
    beds_pilot_admit(pilot, &a, person, 1.0);
}
static void ask(uint32_t person, uint32_t number, minute_t at) {
    ask_again(person, number, at, 0);
}

/* Everybody asks once: what a round learns its nights from. */
static void round_of_all(void) {
    for (uint32_t i = 0; i < ASKERS; i++) ask(i, 0, day_one);
}

/* Mean days in bed of those who asked on day one, to within a quarter of a day's steps. */
static double days_each(void) {
    double days = 0;
    for (uint32_t i = 0; i < ASKERS; i++)
        for (double d = 0.125; d < 500 && beds_pilot_lies(pilot, i, day_one + (minute_t)(1440 * d));
             d += 0.25)
            days += 0.25;
    return days / ASKERS;
}

/* Nights an admission as published and, of those who go home the same day, the hours of
 * assessment; the way to a bed comes on top for all. */
static double days_wanted(void) {
    const struct beds_params *par = &x.w.par.beds;
    struct beds *b = NULL;
    assert_int_equal(beds_shell(&b, &x.w), 0);
    struct bed_site *site = &b->sites[0];
    double ratio = 0, home = 0;
    const double nights = beds_published_nights(site, &x.w);
    for (uint32_t i = 0; i < ASKERS; i++)
        ratio += b->zero_ratio[beds_age(&x.person[i], x.w.first_day)] / ASKERS;
    site->zero_scale = 1.0 / ratio;
    for (uint32_t i = 0; i < ASKERS; i++)
        home += beds_zero_chance(b, par, site, beds_age(&x.person[i], x.w.first_day), i & 1, true);
    const double way = site->transfer_mean / MINUTES_A_DAY;
    beds_close(b);
    return way + nights + home / ASKERS * par->assessment_hours / 24.0;
}

static void days_in_bed_are_the_published_ones(void **state) {
    (void)state;
    round_of_all();
    assert_true(days_each() < 1.0); /* nothing is known of nights in the first round */
    over(); /* learns who goes home the same day, */
    assert_true(days_each() < 1e-9);
    round_of_all();
    over(); /* and with that the nights of the others */
    round_of_all();
    const double want = days_wanted(), got = days_each();
    if (fabs(got - want) > 0.04 * want) fail_msg("%.2f days a stay, %.2f wanted", got, want);
}

static void one_in_hospital_is_seen_to_there(void **state) {
    (void)state;
    over();
    const double a_day = 0.02;
    double came = 0, lost = 0, days = 0;
    for (uint32_t i = 0; i < ASKERS; i++) {
        double t = 0;
        for (uint32_t k = 0;; k++) {
            const struct words u = luck_words(&luck, i, PURPOSE_NEED, k);
            t += draw_exponential(word_uniform(u.w[0]), 1.0 / a_day);
            if (t > YEAR) break;
            const minute_t at = day_one + (minute_t)(1440 * t);
            came += 1;
            if (beds_pilot_lies(pilot, i, at)) {
                lost += 1;
                continue;
            }
            ask(i, k, at);
        }
    }
    days = lost / (came - lost) / a_day; /* l s = lost / seen */
    const double want = days_wanted();
    if (fabs(days - want) > 0.06 * want)
        fail_msg("as if %.2f days a stay, %.2f wanted; %.3f lost", days, want, lost / came);
}

static void who_comes_back_does_so_once(void **state) {
    (void)state;
    over();
    round_of_all();
    double want = 0, got = 0;
    for (uint32_t i = 0; i < ASKERS; i++) {
        struct beds_return r = {0};
        want += beds_back_chance(&x.w.par.beds, x.person[i].frailty);
        if (i == 1) beds_pilot_dies(pilot, i);
        if (!beds_pilot_back(pilot, i, day_one + 600u * MINUTES_A_DAY, &r)) continue;
        got += 1;
        assert_true(i != 1);
        assert_int_equal(r.need, i);
        assert_int_equal(r.site, 3);
        assert_int_equal(r.generation, 1);
        assert_false(beds_pilot_lies(pilot, i, r.at));
        const minute_t last = r.at - (minute_t)(x.w.par.beds.readmission_days * MINUTES_A_DAY);
        assert_true(last <= day_one || beds_pilot_lies(pilot, i, last));
        assert_false(beds_pilot_back(pilot, i, day_one + 600u * MINUTES_A_DAY, &r));
    }
    if (fabs(got - want) > 5 * sqrt(want)) fail_msg("%.0f came back, %.0f wanted", got, want);
}

/* Whoever always comes back does so three times. */
static void a_need_comes_back_three_times_at_most(void **state) {
    (void)state;
    const double usual = x.w.par.beds.readmission;
    struct beds_return r = {.at = day_one};
    unsigned times = 0;
    x.w.par.beds.readmission = 1.0;
    over();
    do ask_again(5, 0, r.at, times);
    while (beds_pilot_back(pilot, 5, day_one + 2000u * MINUTES_A_DAY, &r) && ++times < 9);
    assert_int_equal(times, 3);
    assert_int_equal(r.generation, 3);
    x.w.par.beds.readmission = usual;
}

/* Days in bed, in quarters, of whoever asked on day one. */
static double days_of(uint32_t i) {
    double d = 0.0;
    while (d < 500 && beds_pilot_lies(pilot, i, day_one + (minute_t)(MINUTES_A_DAY * d))) d += 0.25;
    return d;
}

/* Two needs of one person at once, both of whom come back, as the returns of both do: each at its
 * time, the earlier first, with whom each was; the stays one after the other. */
static void nobody_who_comes_back_is_forgotten(void **state) {
    (void)state;
    enum { TWICE = 500 };
    const double usual = x.w.par.beds.readmission;
    x.w.par.beds.readmission = 1.0;
    over();
    for (uint32_t i = 0; i < TWICE; i++) ask(i, 0, day_one);
    double one[TWICE], both = 0, sum = 0;
    for (uint32_t i = 0; i < TWICE; i++) sum += one[i] = days_of(i);
    for (uint32_t i = 0; i < TWICE; i++) {
        ask(i, 1, day_one);
        both += days_of(i);
        assert_true(days_of(i) >= one[i]);
        if (i % 2) ask(i, 2, day_one);
    }
    for (uint32_t i = 0; i < TWICE; i++) {
        struct beds_return r = {0};
        minute_t before = day_one;
        unsigned n = 0, copies = 0;
        if (i == 4) beds_pilot_dies(pilot, i);
        for (; beds_pilot_back(pilot, i, day_one + 2000u * MINUTES_A_DAY, &r); n++) {
            assert_true(r.at >= before && r.need == i && r.site == 3 && r.generation == 1);
            before = r.at;
            copies |= 1u << r.copy;
        }
        assert_int_equal(n, i == 4 ? 0 : i % 2 ? 3 : 2);
        assert_int_equal(copies, (1u << n) - 1); /* each by its own number */
    }
    assert_true(both > 1.8 * sum); /* the last of many nights are beyond what days_of counts */
    x.w.par.beds.readmission = usual;
}

/* Each time that a need comes back it is another stay, of its own length. */
static void each_time_has_its_own_luck(void **state) {
    (void)state;
    enum { ASKED = 2000 };
    double first[ASKED], sum = 0, sum_other = 0;
    for (unsigned k = 0; k < 2; k++) { /* who goes home the same day, then the others' nights */
        over();
        for (uint32_t i = 0; i < ASKED; i++) ask(i, 7, day_one);
    }
    for (unsigned other = 1; other <= 2; other++) {
        unsigned same = 0, stays = 0;
        over();
        for (uint32_t i = 0; i < ASKED; i++) ask(i, 7, day_one);
        for (uint32_t i = 0; i < ASKED; i++) sum += first[i] = days_of(i);
        over();
        for (uint32_t i = 0; i < ASKED; i++) ask_again(i, 7, day_one, other);
        for (uint32_t i = 0; i < ASKED; i++) {
            const double now = days_of(i);
            sum_other += now;
            stays += first[i] > 1.5;
            same += first[i] > 1.5 && now == first[i];
        }
        assert_true(stays > ASKED / 4);
        if (same > stays / 10) fail_msg("%u of %u stays are as long as before", same, stays);
    }
    assert_true(fabs(sum_other / sum - 1) < 0.15); /* and no longer on the whole */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_in_bed_are_the_published_ones),
        cmocka_unit_test(one_in_hospital_is_seen_to_there),
        cmocka_unit_test(who_comes_back_does_so_once),
        cmocka_unit_test(a_need_comes_back_three_times_at_most),
        cmocka_unit_test(each_time_has_its_own_luck),
        cmocka_unit_test(nobody_who_comes_back_is_forgotten),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
