// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Practices that close their lists: the rule by hand; who moves in goes to the nearest open one,
 * the newborn do not; nothing moves while none closes. */
#include "care/lists.h"
#include "urgent_fixture.h"

enum { DAYS = 100 };

/* Closes above 1.25, opens under 1.15, from the third month to the twelfth. */
static void closed_by_the_book(void **state) {
    (void)state;
    const struct primary_params par = {
        .list_close = 1.25, .list_open = 1.15, .list_months_least = 3, .list_months_most = 12};
    assert_false(lists_close(&par, false, 0, 1.25));
    assert_true(lists_close(&par, false, 0, 1.26));
    assert_true(lists_close(&par, true, 2, 1.00));
    assert_false(lists_close(&par, true, 3, 1.14));
    assert_true(lists_close(&par, true, 3, 1.15));
    assert_true(lists_close(&par, true, 11, 1.20));
    assert_false(lists_close(&par, true, 12, 1.20));
    assert_true(lists_close(&par, true, 12, 1.30)); /* asked for again */
}

static uint32_t of_list(uint16_t practice) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < x.w.people.n; i++) n += x.w.people.p[i].practice == practice;
    return n;
}

static uint16_t largest(void) {
    uint16_t best = 0;
    for (uint16_t k = 1; k < x.w.place->n_practices; k++)
        if (of_list(k) > of_list(best)) best = k;
    return best;
}

/* The open practice nearest to somebody's home. */
static uint16_t nearest_but(uint32_t person, uint16_t closed) {
    const struct place *p = x.w.place;
    const struct area *home = &p->areas[x.w.people.p[person].area];
    uint16_t best = UINT16_MAX;
    double km = 1e9;
    for (uint16_t k = 0; k < p->n_practices; k++) {
        const double far =
            place_km(home->x_km, home->y_km, p->practices[k].x_km, p->practices[k].y_km);
        if (k == closed || far >= km) continue;
        km = far;
        best = k;
    }
    return best;
}

/* A practice takes over its neighbour's people, four in ten more or so, and closes on the first of
 * the month; those who would have come after that register elsewhere. */
static void newcomers_go_to_the_next(void **state) {
    (void)state;
    const uint16_t full = largest();
    uint32_t moved = 0, turned = 0, born = 0;
    urgent_begin(&x);
    urgent_run(&x, 1);
    for (uint32_t i = 0, n = of_list(full); i < x.w.people.n && moved < n * 2 / 5; i++) {
        struct person *who = &x.w.people.p[i];
        if (who->practice == full || who->arrives > 0) continue;
        who->practice = full;
        moved++;
    }
    urgent_run(&x, 45);
    const uint32_t from = minute_day(world_now(&x.w)) - x.w.first_day + 1u;
    assert_int_equal(lists_closed(&x.w), 1);
    static uint32_t newcomer[4096];
    uint32_t n = 0;
    for (uint32_t i = 0; i < x.w.people.n && n < 4096; i++)
        if (x.w.people.p[i].practice == full && x.w.people.p[i].arrives >= from &&
            x.w.people.p[i].arrives < from + 30)
            newcomer[n++] = i;
    urgent_run(&x, 32);
    for (uint32_t k = 0; k < n; k++) {
        const struct person *who = &x.w.people.p[newcomer[k]];
        const bool newborn = person_age(who, x.w.first_day + who->arrives) < 1.0;
        assert_int_equal(who->practice, newborn ? full : nearest_but(newcomer[k], full));
        turned += !newborn;
        born += newborn;
    }
    assert_true(turned > 0 && born > 0);
}

/* A quarter of the doctors gone: every list that is judged closes, and newcomers are assigned to
 * the practice that they would have had. */
static void all_close_together(void **state) {
    (void)state;
    x.w.par.primary.gp_staff = 0.75;
    x.w.par.primary.list_least = 0;
    urgent_begin(&x);
    urgent_run(&x, 45);
    assert_int_equal(lists_closed(&x.w), x.w.place->n_practices);
}

static uint64_t digest(double list_close) {
    urgent_open(&x);
    x.w.par.primary.list_close = list_close;
    urgent_begin(&x);
    urgent_run(&x, DAYS);
    const uint64_t d = calendar_digest(x.w.calendar);
    assert_int_equal(lists_closed(&x.w), 0);
    urgent_close(&x);
    return d;
}

static void none_closed_moves_no_byte(void **state) {
    (void)state;
    assert_true(digest(0) == digest(1.25));
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, urgent_set_up, urgent_tear_down)
int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(closed_by_the_book),
        TEST(newcomers_go_to_the_next),
        TEST(all_close_together),
        cmocka_unit_test(none_closed_moves_no_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
