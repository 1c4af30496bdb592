// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Missed appointments: who misses them, by the worked figures of the parameters; discharges among
 * as many removals as before; and in a run the deprived miss more, and as many are seen. */
#include "planned_fixture.h"

enum { DAYS = 40 };

static struct planned_fixture x;

static struct planned_params published(void) {
    return (struct planned_params){.missed_first = 0.084, .missed_later = 0.062,
                                   .missed_decile_ratio = 2.0, .missed_young = 1.58,
                                   .missed_old = 0.67, .missed_most = 0.5,
                                   .missed_discharged = 0.3};
}

/* Twice as often in the most as in the least deprived tenth, with England's mean; 1.58 of it in the
 * twenties and 0.67 of it in the seventies, as published. */
static void by_tenth_and_age(void **state) {
    (void)state;
    const struct planned_params par = published();
    struct missed m;
    double all = 0.0;
    missed_tables(&m, &par);
    for (int d = 1; d <= 10; d++) all += m.tenth[d];
    assert_near(all, 10.0, 1e-12);
    assert_near(m.tenth[1] / m.tenth[10], 2.0, 1e-12);
    assert_near(m.age[20], 1.58, 1e-12);
    assert_near(m.age[50], real_pow(1.58 * 0.67, 0.5), 1e-12);
    assert_near(m.age[80], 0.67, 1e-12);
    assert_near(m.age[8], 1.0, 0.0);
    assert_near(missed_chance(&m, &par, 1, 20, true), 0.084 * m.tenth[1] * 1.58, 1e-12);
    assert_near(missed_chance(&m, &par, 10, 80, false), 0.062 * m.tenth[10] * 0.67, 1e-12);
}

/* A thousand first appointments a month: 1000 x 0.084 / 0.916 = 91.7 missed, 27.5 discharged. Of a
 * hundred removals ten are taken ill and 62.5 left to others; where there are eleven, one is
 * discharged and none is left; where all are taken ill, nobody is discharged. */
static void discharges_are_among_removals(void **state) {
    (void)state;
    struct planned_params par = published();
    const double missed = 1000.0 * 0.084 / 0.916;
    struct missed_of of = missed_service(&par, 1.0, 1000.0, 100.0, 10.0);
    assert_near(of.discharged, 0.3, 0.0);
    assert_near(of.silent, 1.0 - 0.1 - 0.3 * missed / 100.0, 1e-12);
    of = missed_service(&par, 1.0, 1000.0, 11.0, 10.0);
    assert_near(of.discharged * missed, 1.0, 1e-9);
    assert_near(of.silent, 0.0, 1e-9);
    of = missed_service(&par, 1.0, 1000.0, 11.0, 12.0);
    assert_near(of.discharged + of.silent, 0.0, 0.0);
    par.missed_first = 0.0;
    of = missed_service(&par, 1.0, 1000.0, 100.0, 10.0);
    assert_near(of.silent, 0.9, 1e-12);
    of = missed_service(&par, 1.0, 1000.0, 0.0, 0.0); /* a service that removes nobody */
    assert_near(of.silent, 0.0, 0.0);
}

struct outcome { uint64_t missed, deprived, discharged, seen; unsigned most, away; };
static struct outcome so_far;

static void counted(void *who, const struct world *w, const struct sight *s) {
    (void)who;
    so_far.missed += s->kind == SAW_MISSED;
    so_far.deprived += s->kind == SAW_MISSED && w->people.p[s->person].decile == 1;
    so_far.discharged += s->kind == SAW_REMOVAL && s->detail == REMOVED_AFTER_MISSING;
}

/* Forty days of the list of the start, every other person of the most, the rest of the least
 * deprived tenth; appointments missed so often. */
static struct outcome run(double missed) {
    struct world *const w = &x.world;
    planned_fixture_place(&x);
    planned_fixture_open(&x, 1.0, 0);
    planned_close(w->planned);
    calendar_close(w->calendar);
    w->par.planned.missed_first = w->par.planned.missed_later = missed;
    for (uint32_t i = 0; i < w->people.n; i++) w->people.p[i].decile = i % 2 ? 1 : 10;
    w->watch.saw = counted;
    so_far = (struct outcome){0};
    assert_int_equal(calendar_open(&w->calendar, w->first_day, w->last_day, 5, 0), 0);
    assert_int_equal(planned_open(&w->planned, w), 0);
    planned_register(w->planned, w->calendar);
    assert_int_equal(calendar_run(w->calendar, w, day_minute(w->first_day + DAYS)), 0);
    assert_int_equal(planned_check(w, &x.fault), 0);
    for (unsigned s = 0; s < 2; s++) /* the trust's, whose lists do not run dry */
        so_far.seen += planned_counts(w, s)->firsts + planned_counts(w, s)->follow_ups;
    for (uint32_t i = 0; i < w->planned->n; i++) {
        const struct pathway *q = &w->planned->pathway[i];
        if (q->stage != STAGE_FREE && q->missed > so_far.most) so_far.most = q->missed;
    }
    so_far.away = w->planned->away;
    planned_fixture_close(&x);
    return so_far;
}

/* Of the called the deprived miss more than half as many again, for a ratio of two; nobody's missed
 * hour costs another patient a slot; off, nobody misses or is discharged. */
static void the_deprived_miss_more_and_as_many_are_seen(void **state) {
    (void)state;
    const struct outcome off = run(0.0), on = run(0.15);
    assert_int_equal(off.missed + off.discharged, 0);
    assert_true(on.missed > 60 && on.discharged > 5 && on.discharged < on.missed);
    assert_true((double)on.deprived > 1.5 * (double)(on.missed - on.deprived));
    assert_true(on.seen > 500);
    assert_int_equal(on.seen, off.seen);
}

/* Where everybody stays away the lists run out within days, and yet nobody is called twice before
 * missed_again_days are over: they are in no list. */
static void nobody_is_called_again_before_their_day(void **state) {
    (void)state;
    const struct outcome all = run(100.0); /* as often as missed_most lets them, one in two */
    assert_true(DAYS < x.world.par.planned.missed_again_days);
    assert_int_equal(all.most, 1);
    assert_true(all.away > 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_tenth_and_age),
        cmocka_unit_test(discharges_are_among_removals),
        cmocka_unit_test(nobody_is_called_again_before_their_day),
        cmocka_unit_test(the_deprived_miss_more_and_as_many_are_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
