// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Frailty by bed-days: the chance by hand, that who is kept longer goes the same steps and more,
 * what follows from a step, and that the stream takes no notice. */
#include "base/real.h"
#define FIXTURE_OWN_NEEDS
#include "beds_fixture.h"
#include "care/away.h"
#include "care/deconditioning.h"
#include "care/following.h"
#include "care/primary.h"

static struct bed_fixture x;
static uint32_t followed, died;

bool away_keeps(struct world *w, const struct need *n) {
    (void)w, (void)n;
    return false;
}
void primary_need(struct world *w, const struct need *n) {
    (void)w, (void)n;
    followed++;
}

static enum event_fate harm(void *world, uint32_t person, uint32_t stamp, minute_t now) {
    (void)world, (void)person, (void)now;
    assert_int_equal(stamp, DEATH_WORN);
    died++;
    return EVENT_DONE;
}

static struct needs *opened(void) {
    struct needs_params par;
    struct needs *n = NULL;
    parameter_defaults(&needs_param_table, (double *)&par);
    assert_int_equal(needs_open(&n, &x.place, &par, NULL, &x.w.nature, x.w.first_day, x.w.last_day),
                     0);
    return n;
}

static void begin(void) {
    fixture_open(&x, 400);
    fixture_begin(&x);
    followed = died = 0;
    x.w.needs = opened();
    following_register(x.w.calendar);
    calendar_handle(x.w.calendar, EVENT_HARM, harm, NULL);
}

static void end(void) {
    needs_close(x.w.needs);
    fixture_close(&x);
}

/* Ten nights at 0.05 are half a year of a hazard of 0.1: 1 - exp(-0.05). */
static void chance_by_hand(void **state) {
    (void)state;
    assert_true(real_abs(deconditioning_chance(0.1, 0.05, 10) - 0.048771) < 1e-6);
    assert_true(deconditioning_chance(0.1, 0.0, 10) == 0.0);
    assert_true(deconditioning_chance(0.0, 0.05, 10) == 0.0);
}

/* Everybody leaves after so many nights; returns steps, and says who took one. */
static unsigned steps(uint32_t nights, uint8_t *worn, double *expected) {
    unsigned n = 0;
    begin();
    *expected = 0.0;
    for (uint32_t i = 0; i < x.w.people.n; i++) {
        x.person[i].worn = 0;
        *expected += deconditioning_chance(needs_onset(x.w.needs, &x.person[i], x.w.first_day),
                                           x.w.par.beds.frailer_years, nights);
        deconditioning_left(&x.w, i, 5, 0, nights);
        worn[i] = x.person[i].worn;
        n += worn[i];
    }
    end();
    return n;
}

static void longer_is_frailer(void **state) {
    static uint8_t few[FIXTURE_PEOPLE], many[FIXTURE_PEOPLE];
    double expected[2];
    (void)state;
    const unsigned a = steps(10, few, &expected[0]), b = steps(20, many, &expected[1]);
    print_message("10 nights: %u steps of %.0f expected; 20 nights: %u of %.0f\n", a, expected[0],
                  b, expected[1]);
    assert_true(real_abs(a - expected[0]) < 5 * real_pow(expected[0], 0.5));
    assert_true(real_abs(b - expected[1]) < 5 * real_pow(expected[1], 0.5));
    for (uint32_t i = 0; i < FIXTURE_PEOPLE; i++) assert_true(many[i] >= few[i]);
}

/* Worn by a step, needs for a bed follow at ratio 1.93 over 1 less one; deaths among them; the
 * stream's clock stays. */
static void what_follows(void **state) {
    (void)state;
    begin();
    uint32_t i = 0;
    while (person_age(&x.person[i], x.w.first_day) < 76 || x.person[i].frailty ||
           person_age(&x.person[i], x.w.first_day) > 79 || x.person[i].dying ||
           (x.person[i].flags & FLAG_ELECTIVE_ONLY))
        i++;
    struct person *p = &x.person[i], before = *p;
    const struct need n = {.person = i, .number = 9, .kind = NEED_INFECTION,
                           .truth = TRUE_HOSPITAL_BED, .severity = 0.7f};
    assert_true(needs_worn(x.w.needs, p, x.w.first_day, &n) == 0.0);
    assert_true(needs_worn_deaths(x.w.needs, p, x.w.first_day) == 0.0);
    const minute_t at = needs_next(x.w.needs, &before, i);
    p->frailty = 1;
    p->worn = 1;
    assert_true(real_abs(needs_worn(x.w.needs, p, x.w.first_day, &n) - 0.93) < 1e-3);
    const double deaths = needs_worn_deaths(x.w.needs, p, x.w.first_day);
    assert_true(deaths > 0.05 && deaths < 0.5);
    struct person copy = *p;
    assert_true(needs_next(x.w.needs, &copy, i) == at);
    for (uint32_t k = 0; k < 1000; k++) {
        struct need each = n;
        each.number = 100 + k;
        deconditioning_strikes(&x.w, &each);
    }
    x.w.par.beds.frailer_years = 0.0;
    fixture_run(&x, 390);
    print_message("%u of 1000 follow, %u die, %.3f each expected\n", followed, died, deaths);
    assert_true(real_abs(died / 930.0 - deaths) < 0.06);
    assert_true(followed > 880 && followed < 975);
    end();
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(chance_by_hand),
                                       cmocka_unit_test(longer_is_frailer),
                                       cmocka_unit_test(what_follows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
