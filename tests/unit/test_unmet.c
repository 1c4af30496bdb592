// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Care at home that people go without: who it is, what it brings, and that as much care as at the
 * start brings nothing. */
#include "base/real.h"
#define FIXTURE_OWN_NEEDS
#include "beds_fixture.h"
#include "care/away.h"
#include "care/primary.h"
#include "care/following.h"
#include "care/unmet.h"

static struct bed_fixture x;
static double hours;

/* The rooms of general practice and of those who stay away, doubled. */
bool away_keeps(struct world *w, const struct need *n) {
    (void)w, (void)n;
    return false;
}
static uint32_t asked_of_gp, numbers[4];
void primary_need(struct world *w, const struct need *n) {
    (void)w;
    if (asked_of_gp < 4) numbers[asked_of_gp] = n->number;
    asked_of_gp++;
}

static double stub_hours(const void *inst, const struct world *w, uint16_t council) {
    (void)inst, (void)w;
    return council == 0 ? hours : 1.0;
}

static void begin(double ratio) {
    fixture_open(&x, 400);
    fixture_begin(&x);
    x.ask.care_at_home = stub_hours;
    hours = ratio;
    asked_of_gp = 0;
    x.w.unmet = NULL;
    assert_int_equal(unmet_open(&x.w.unmet, &x.w), 0);
    following_register(x.w.calendar);
}

static void end(void) {
    unmet_close(x.w.unmet);
    fixture_close(&x);
}

static bool old(const struct person *p) {
    return !(p->flags & (FLAG_CARE_HOME | FLAG_ELECTIVE_ONLY)) &&
           person_age(p, x.w.first_day) >= 65.0;
}

/* One need of a kind of everybody of a council; returns how many of 65 and over were asked. */
static double strike(enum need_kind kind, unsigned council) {
    double n = 0.0;
    for (uint32_t i = 0; i < x.w.people.n; i++) {
        const struct need need = {.person = i, .number = 7, .kind = kind, .severity = 0.4f};
        if (x.w.place->areas[x.person[i].area].council != council) continue;
        n += old(&x.person[i]);
        (void)unmet_spares(&x.w, &need);
    }
    return n;
}

/* Worked: one in twenty has care; a fifth of the hours gone, one in a hundred goes without, whose
 * falls are 1.37 times as many: 0.0037 more of all. A fifth more than at the start: one in a
 * hundred is helped, of whose falls 0.37 / 1.37 are spared: 0.0027 of all. */
static void a_fifth_less_and_a_fifth_more(void **state) {
    (void)state;
    begin(0.8);
    double n = strike(NEED_FALL, 0);
    const double more = (double)x.w.unmet->followed / n;
    assert_true(x.w.unmet->spared == 0);
    fixture_run(&x, 390);
    assert_true(asked_of_gp + 3u >= x.w.unmet->followed); /* all but those in hospital */
    end();
    begin(1.2);
    n = strike(NEED_FALL, 0);
    const double fewer = (double)x.w.unmet->spared / n;
    assert_true(x.w.unmet->followed == 0);
    end();
    print_message("%.4f more of %.0f, %.4f fewer\n", more, n, fewer);
    assert_true(real_abs(more - 0.0037) < 0.0018);
    assert_true(real_abs(fewer - 0.0027) < 0.0015);
}

/* Half the hours gone, a fall of everybody: how many follow, with nobody or everybody cared for by
 * somebody at home. */
static double followed(bool carer, double informal) {
    begin(0.5);
    x.w.par.discharge.informal_care = informal;
    for (uint32_t i = 0; i < x.w.people.n; i++)
        if (((x.person[i].flags & FLAG_CARER_AT_HOME) != 0) != carer)
            x.person[i].flags ^= FLAG_CARER_AT_HOME;
    double n = 0.0;
    for (unsigned k = 0; k < 8; k++) {
        for (uint32_t i = 0; i < x.w.people.n; i++) {
            const struct need need = {.person = i, .number = 7 + k, .kind = NEED_FALL};
            if (x.w.place->areas[x.person[i].area].council == 0) (void)unmet_spares(&x.w, &need);
        }
    }
    n = (double)x.w.unmet->followed;
    end();
    return n;
}

static void somebody_at_home_takes_over(void **state) {
    (void)state;
    const double nobody = followed(false, 0.5), all = followed(true, 0.0),
                 half = followed(true, 0.5), whole = followed(true, 1.0);
    print_message("falls that follow: %.0f, carers no help %.0f, half %.0f, whole %.0f\n", nobody,
                  all, half, whole);
    assert_true(whole == 0.0);
    assert_true(half > 0.0 && half < 0.75 * all);
    assert_true(nobody > half);
}

/* Twice the hours, by every person cared for by somebody at home: half the good is left, too. */
static double spared(double informal) {
    begin(2.0);
    x.w.par.discharge.informal_care = informal;
    for (uint32_t i = 0; i < x.w.people.n; i++) x.person[i].flags |= FLAG_CARER_AT_HOME;
    for (unsigned k = 0; k < 8; k++)
        for (uint32_t i = 0; i < x.w.people.n; i++) {
            const struct need need = {.person = i, .number = 7 + k, .kind = NEED_FALL};
            if (x.w.place->areas[x.person[i].area].council == 0) (void)unmet_spares(&x.w, &need);
        }
    const double n = (double)x.w.unmet->spared;
    end();
    return n;
}

static void more_care_helps_those_alone_most(void **state) {
    (void)state;
    const double all = spared(0.0), half = spared(0.5), none = spared(1.0);
    print_message("falls spared: carers no help %.0f, half %.0f, whole %.0f\n", all, half, none);
    assert_true(none == 0.0);
    assert_true(half > 0.25 * all && half < 0.75 * all);
}

/* Two that strike before the next of the stream have numbers, so luck, of their own; one at the
 * same time under another regime has the same. */
static void each_has_its_own_luck(void **state) {
    const struct need n = {.person = 100, .kind = NEED_FALL, .severity = 0.4f};
    uint32_t first[2];
    (void)state;
    begin(0.5);
    x.person[n.person].in_hospital = false;
    following(&x.w, &n, FOLLOWS_UNMET, 3.0);
    following(&x.w, &n, FOLLOWS_UNMET, 5.0);
    fixture_run(&x, 10);
    assert_int_equal(asked_of_gp, 2);
    assert_true(numbers[0] != numbers[1]);
    first[0] = numbers[0], first[1] = numbers[1];
    end();
    begin(0.5);
    x.person[n.person].in_hospital = false;
    x.person[n.person].needs = 9;
    following(&x.w, &n, FOLLOWS_UNMET, 5.0);
    following(&x.w, &n, FOLLOWS_WORN, 3.0);
    fixture_run(&x, 10);
    assert_int_equal(asked_of_gp, 2);
    assert_int_equal(numbers[1], first[1]);
    assert_true(numbers[0] != first[0]); /* another reason */
    end();
}

static void who_goes_without(void **state) {
    (void)state;
    const struct unmet u = {.scale = 0.5};
    const struct discharge_params *par = &x.w.par.discharge;
    begin(1.0);
    /* leans 0.2 to support: has care with chance 0.1, needs it in vain with 2.8 times that */
    const double has[2] = {0.09, 0.85}, vain[2] = {0.37, 0.01}, neither[2] = {0.39, 0.01};
    assert_true(real_abs(unmet_share(&u, par, 0.2, 0.8, has) - 0.37) < 1e-12);
    assert_true(unmet_share(&u, par, 0.2, 0.9, has) == 0.0);
    assert_true(unmet_share(&u, par, 0.2, 0.8, vain) == 0.0);
    assert_true(real_abs(unmet_share(&u, par, 0.2, 1.2, vain) + 0.37 / 1.37) < 1e-12);
    assert_true(unmet_share(&u, par, 0.2, 1.2, neither) == 0.0);
    assert_true(unmet_share(&u, par, 0.2, 1.0, has) == 0.0);
    end();
}

static void as_at_the_start_nothing_follows(void **state) {
    (void)state;
    begin(1.0);
    (void)strike(NEED_FALL, 0);
    assert_true(x.w.unmet->followed == 0 && x.w.unmet->spared == 0);
    end();
    begin(0.5);
    (void)strike(NEED_CARDIOVASCULAR, 0); /* another kind */
    (void)strike(NEED_FALL, 1);           /* another council */
    assert_true(x.w.unmet->followed == 0);
    end();
    fixture_open(&x, 30);
    fixture_begin(&x);
    x.w.par.discharge.unmet_risk = 1.0;
    x.w.unmet = NULL;
    assert_int_equal(unmet_open(&x.w.unmet, &x.w), 0);
    assert_null(x.w.unmet);
    fixture_close(&x);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fifth_less_and_a_fifth_more),
        cmocka_unit_test(somebody_at_home_takes_over),
        cmocka_unit_test(more_care_helps_those_alone_most),
        cmocka_unit_test(each_has_its_own_luck),
        cmocka_unit_test(who_goes_without),
        cmocka_unit_test(as_at_the_start_nothing_follows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
