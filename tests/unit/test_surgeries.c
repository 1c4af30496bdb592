// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What practices have for their people: the spread by hand; the place has as much of it as with
 * none; people of a practice short of means find no appointment. */
#include "care/surgeries.h"
#include "urgent_fixture.h"

enum { DAYS = 170 };

static void staff(double sd) {
    struct primary *p = x.w.primary;
    memset(p->surgery, 0, p->n_surgeries * sizeof *p->surgery);
    x.w.par.primary.gp_means_sd = sd;
    surgeries_staff(p, &x.w);
}

/* Half of all have exp(-sd^2 / 2) of the mean or less; one deviation up, exp(sd - sd^2 / 2). */
static void means_by_the_book(void **state) {
    (void)state;
    struct primary_params par = {.gp_means_sd = 0};
    assert_true(surgeries_means(&par, 0.9) >= 1 && surgeries_means(&par, 0.9) <= 1);
    par.gp_means_sd = 0.2;
    assert_near(surgeries_means(&par, 0.5), 0.980199, 1e-6);
    assert_near(surgeries_means(&par, 0.8413447), 1.197217, 1e-5);
    double all = 0;
    for (unsigned i = 0; i < 10000; i++) all += surgeries_means(&par, ((double)i + 0.5) / 10000.0);
    assert_near(all / 10000.0, 1.0, 1e-4);
}

/* ln 0.11 / 0.89 is -2.0907; a deviation of 0.58 up, logistic(-1.5107) = 0.1808. */
static void calls_by_the_book(void **state) {
    (void)state;
    struct primary_params par = {.gp_not_through = 0.11};
    assert_true(surgeries_not_through(&par, 0.9) >= 0.11);
    assert_true(surgeries_not_through(&par, 0.9) <= 0.11);
    par.gp_not_through_sd = 0.58;
    assert_near(surgeries_not_through(&par, 0.5), 0.11, 1e-9);
    assert_near(surgeries_not_through(&par, 0.8413447), 0.18083, 1e-4);
}

/* As many calls of the place get through; of some practices half as many again do not. */
static void as_many_get_through(void **state) {
    (void)state;
    urgent_open(&x);
    const struct primary *p = x.w.primary;
    x.w.par.primary.gp_not_through_sd = 0.58;
    staff(0);
    double people = 0, lost = 0, most = 0;
    for (uint32_t i = 0; i < p->n_surgeries; i++) {
        const struct surgery *s = &p->surgery[i];
        people += (double)s->people, lost += (double)s->people * s->not_through;
        most = s->not_through > most ? s->not_through : most;
    }
    assert_near(lost / people, x.w.par.primary.gp_not_through, 1e-9);
    assert_true(most > 1.5 * lost / people);
    urgent_close(&x);
}

static double slots(const struct surgery *s, uint32_t n) {
    double all = 0;
    for (uint32_t i = 0; i < n; i++) all += (double)s[i].slots;
    return all;
}

static void the_place_has_what_it_had(void **state) {
    (void)state;
    urgent_open(&x);
    const struct primary *p = x.w.primary;
    struct surgery sample[40] = {0};
    staff(0);
    const double alike = slots(p->surgery, p->n_surgeries);
    surgeries_sample(p, sample, 40, 100);
    assert_true(slots(sample, 40) >= 4000 && slots(sample, 40) <= 4000);
    staff(0.4);
    /* to whole appointments of 30 practices */
    assert_near(slots(p->surgery, p->n_surgeries), alike, 15);
    double people = 0, means = 0, least = 9, most = 0;
    for (uint32_t i = 0; i < p->n_surgeries; i++) {
        const struct surgery *s = &p->surgery[i];
        people += (double)s->people, means += (double)s->people * (double)s->means;
        least = (double)s->means < least ? (double)s->means : least;
        most = (double)s->means > most ? (double)s->means : most;
    }
    assert_near(means / people, 1.0, 1e-6);
    assert_true(least < 0.7 && most > 1.3);
    surgeries_sample(p, sample, 40, 100);
    assert_near(slots(sample, 40), 4000, 20);
    assert_true(sample[0].slots != sample[1].slots);
    urgent_close(&x);
}

struct half { uint64_t failed, attended; double short_of, well_off; };

/* Half a year; requests unserved of those that got through, practices short of means and others. */
static struct half half_year(double sd) {
    double asked[2] = {0}, unserved[2] = {0};
    urgent_open(&x);
    staff(sd);
    urgent_begin(&x);
    for (unsigned d = 0; d < DAYS; d += 5) {
        urgent_run(&x, 5);
        for (uint32_t i = 0; i < x.w.primary->n_surgeries; i++) {
            struct surgery *s = &x.w.primary->surgery[i];
            const unsigned well = (double)s->means > 0.8;
            asked[well] += s->asked, unserved[well] += s->unserved;
            s->asked = s->unserved = 0;
        }
    }
    urgent_check(&x);
    const struct half r = {urgent_seen(SAW_GP_FAILED), urgent_seen(SAW_ATTENDANCE),
                           asked[0] > 0 ? unserved[0] / asked[0] : 0, unserved[1] / asked[1]};
    urgent_close(&x);
    return r;
}

static void who_is_short_turns_people_away(void **state) {
    (void)state;
    const struct half alike = half_year(0), unequal = half_year(0.43);
    assert_true((double)unequal.failed > 1.05 * (double)alike.failed);
    assert_true(unequal.attended > alike.attended);
    assert_true(unequal.short_of > 3 * unequal.well_off);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_by_the_book),
        cmocka_unit_test(calls_by_the_book),
        cmocka_unit_test(as_many_get_through),
        cmocka_unit_test(the_place_has_what_it_had),
        cmocka_unit_test(who_is_short_turns_people_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
