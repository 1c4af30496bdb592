// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Common mental disorders: shares by odds, the steady state of the start by hand, that needs keep
 * their mean, and that fewer places mean longer waits and more people ill. */
#include "base/real.h"
#define FIXTURE_OWN_NEEDS
#include "beds_fixture.h"
#include "care/away.h"
#include "care/disorders.h"
#include "care/following.h"
#include "care/primary.h"

#define FIRST month_first_day(930) /* any month */

static struct bed_fixture x;
static uint32_t begun, followed;
static double waited;

bool away_keeps(struct world *w, const struct need *n) {
    (void)w, (void)n;
    return false;
}
void primary_need(struct world *w, const struct need *n) {
    (void)w, (void)n;
    followed++;
}

static void saw(void *who, const struct world *w, const struct sight *s) {
    (void)who, (void)w;
    if (s->kind != SAW_THERAPY || s->detail != THERAPY_BEGUN) return;
    begun++;
    waited += s->amount;
}

static struct disorders_params defaults(void) {
    struct disorders_params p;
    parameter_defaults(&disorders_param_table, (double *)&p);
    return p;
}

static bool near(double a, double b, double e) { return real_abs(a - b) < e; }

/* 0.027 begin a course of 110 days: 0.0081 are in one. Of 0.038 referred 0.027 are left after 22
 * days: a hazard of ln(38/27) / 0.0602 = 5.67 a year, so 0.011 / 5.67 = 0.0019 wait, and 0.160 of
 * 0.17 are ill; referred at 0.2375. */
static void the_steady_state(void **state) {
    (void)state;
    const struct disorders_params p = defaults();
    const struct disorder_rates r = disorders_rates(&p);
    assert_true(near(r.course, 0.00813, 1e-5));
    assert_true(near(r.gives_up, 5.674, 1e-3));
    assert_true(near(r.waiting, 0.001939, 1e-6));
    assert_true(near(r.ill, 0.15993, 1e-5));
    assert_true(near(r.refers, 0.2376, 1e-4));
    assert_true(near(r.ends, (0.6 * 0.161869 + 0.027 * 0.55 * 0.51) / 0.17, 1e-4));
}

static void odds_of_a_cell(void **state) {
    (void)state;
    const struct disorders_params p = defaults();
    struct person who = {.born = (int16_t)(day_month(FIRST) - 12 * 30),
                         .decile = 1, .conditions = 1, .flags = FLAG_WOMAN};
    const day_t today = FIRST;
    assert_true(near(disorders_odds(&p, disorders_cell(&who, today)),
                     1.7 * 1.95 * real_pow(1.8, 0.5), 1e-9));
    who.conditions = 9; /* as five */
    who.decile = 10;
    assert_true(near(disorders_odds(&p, disorders_cell(&who, today)),
                     1.7 * 6.74 / real_pow(1.8, 0.5), 1e-9));
    who.conditions = 3; /* half way in logs */
    assert_true(near(disorders_odds(&p, disorders_cell(&who, today)),
                     1.7 * real_pow(1.95 * 6.74, 0.5) / real_pow(1.8, 0.5), 1e-9));
}

/* A fifth have one: the ill at four times the others' hazard have 4 / 1.6 of the mean. */
static void needs_keep_their_mean(void **state) {
    (void)state;
    assert_true(near(disorders_factor(4.0, 0.2, true), 2.5, 1e-12));
    assert_true(near(disorders_factor(4.0, 0.2, false), 0.625, 1e-12));
    assert_true(near(0.2 * 2.5 + 0.8 * 0.625, 1.0, 1e-12));
}

static void begin(double places) {
    fixture_open(&x, 800);
    fixture_begin(&x);
    x.w.par.disorders = defaults();
    x.w.par.disorders.crises = 1.0; /* no needs are made here */
    x.w.par.disorders.places = places;
    x.w.watch.saw = saw;
    begun = followed = 0;
    waited = 0.0;
    disorders_register(x.w.calendar);
    assert_int_equal(disorders_open(&x.w.disorders, &x.w), 0);
}

/* Whoever has waited longest is called first, wherever they live. */
static void the_first_queue_is_in_order(void **state) {
    (void)state;
    begin(1.0);
    const struct disorders *d = x.w.disorders;
    uint32_t n = 0, back = 0;
    for (size_t k = d->first; k < d->end; k++, n++) {
        const struct therapy_wait *at = &d->line[k], *before = k > d->first ? at - 1 : NULL;
        assert_true(therapy_waits(d, at));
        if (!before) continue;
        assert_true(before->since < at->since ||
                    (before->since == at->since && before->person < at->person));
        back += before->person > at->person;
    }
    assert_int_equal(n, d->n_state[DISORDER_WAITING]);
    assert_true(back > n / 4);
    disorders_close(x.w.disorders);
    fixture_close(&x);
}

/* Whoever leaves the line and joins again stands at its end; what has gone makes room. */
static void who_left_the_line_lapses(void **state) {
    (void)state;
    struct fault f = {0};
    begin(1.0);
    struct disorders *const d = x.w.disorders;
    const minute_t now = day_minute(x.w.first_day);
    for (uint32_t i = 0; i < d->n; i++)
        if (d->at[i].state == DISORDER_WAITING) disorders_put(&x.w, i, DISORDER_ILL, now);
    for (uint32_t k = 0; k < 9000; k++) {
        disorders_put(&x.w, k % 3, DISORDER_WAITING, now + k);
        if (k % 3) disorders_put(&x.w, k % 3, DISORDER_NONE, now + k);
        else if (k) assert_true(d->end - d->first <= 4u);
        if (k % 3 == 2) disorders_put(&x.w, 0, DISORDER_NONE, now + k);
    }
    assert_true(d->end < 4096u); /* of 9,000 who joined */
    for (uint32_t i = 5; i > 2; i--) disorders_put(&x.w, i, DISORDER_WAITING, now + i);
    disorders_put(&x.w, 5, DISORDER_NONE, now);
    disorders_put(&x.w, 5, DISORDER_WAITING, now);
    uint32_t order[3], n = 0;
    for (size_t k = d->first; k < d->end; k++)
        if (therapy_waits(d, &d->line[k]) && n < 3) order[n++] = d->line[k].person;
    assert_true(n == 3 && order[0] == 4 && order[1] == 3 && order[2] == 5);
    assert_int_equal(disorders_check(&x.w, &f), 0);
    disorders_close(x.w.disorders);
    fixture_close(&x);
}

static double share_after_two_years(double places) {
    uint32_t n[DISORDER_STATES];
    struct fault f;
    memset(&f, 0, sizeof f);
    begin(places);
    const double at_first = disorders_adults(&x.w, n), ill = at_first - n[DISORDER_NONE];
    fixture_run(&x, 730);
    if (disorders_check(&x.w, &f) < 0) fail_msg("%s", f.what);
    const double adults = disorders_adults(&x.w, n), now = adults - n[DISORDER_NONE];
    print_message("places %.1f: share %.4f then %.4f; %u begun, mean wait %.1f days, %u wait\n",
                  places, ill / at_first, now / adults, begun, begun ? waited / begun : 0.0,
                  n[DISORDER_WAITING]);
    disorders_close(x.w.disorders);
    fixture_close(&x);
    return now / adults;
}

static void places_count(void **state) {
    (void)state;
    const double none = share_after_two_years(0.0);
    assert_int_equal(begun, 0);
    const double as_today = share_after_two_years(1.0), wait = waited / begun;
    const uint32_t today = begun;
    const double half = share_after_two_years(0.5);
    assert_true(waited / begun > 1.5 * wait);
    assert_true(near((double)begun / today, 0.5, 0.03));
    /* a year's places cure 0.027 x 0.28 = 0.0076, and 0.0081 in a course would have been well at
     * 0.6 a year anyhow: 0.0027 a year, for two years */
    assert_true(none > half && half > as_today);
    assert_true(none - as_today > 0.0005 && none - as_today < 0.006);
}

/* Needs of everybody, each once: as many strike as came, one way or another. */
static void as_many_strike(void **state) {
    uint32_t spared = 0, adults = 0;
    (void)state;
    begin(1.0);
    x.w.par.disorders.crises = 4.0;
    for (uint32_t i = 0; i < x.w.people.n; i++) {
        const struct need n = {.person = i, .number = 3, .at = world_now(&x.w),
                               .kind = NEED_MENTAL_CRISIS, .truth = TRUE_HOSPITAL_BED,
                               .severity = 0.6f};
        if (person_age(&x.person[i], x.w.first_day) < 18.0) continue;
        adults++;
        spared += disorders_spare(&x.w, &n);
    }
    following_register(x.w.calendar);
    fixture_run(&x, 780);
    print_message("of %u needs %u spared, %u follow\n", adults, spared, followed);
    assert_true(spared > adults / 5);
    assert_true(near((double)followed / spared, 1.0, 0.06));
    disorders_close(x.w.disorders);
    fixture_close(&x);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_steady_state), cmocka_unit_test(odds_of_a_cell),
        cmocka_unit_test(needs_keep_their_mean), cmocka_unit_test(places_count),
        cmocka_unit_test(who_left_the_line_lapses),
        cmocka_unit_test(the_first_queue_is_in_order),
        cmocka_unit_test(as_many_strike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
