// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Practices that close their lists: the rule by hand; who moves in goes to the nearest open one,
 * the newborn do not; nothing moves while none closes. */
#include "care/lists.h"
#include "urgent_fixture.h"

enum { DAYS = 100 };

static struct list_terms terms; /* of every practice's contract, and how often it was asked */
static uint32_t asked;
static struct list_terms stub_terms(const void *inst, const struct world *w,
                                    const struct list_request *r) {
    (void)inst, (void)w;
    assert_true(r->near > 0 && r->open <= r->near);
    asked++;
    return terms;
}
static const struct questions ask = {.list_terms = stub_terms};

static void contract(uint16_t least, uint16_t most) {
    terms = (struct list_terms){least, most};
    asked = 0;
    x.w.ask = &ask;
}

/* 6.12 appointments a head, 2,291 people, 0.446 of them with a doctor, 253 days: 24.72 a day. Need
 * a tenth more: 27.19. Same-day requests are 0.44 x 0.72 of all: half as many again of them alone,
 * 24.72 x (0.3168 x 1.5 + 0.6832) = 28.63. */
static void contacts_by_the_book(void **state) {
    (void)state;
    struct primary_params par;
    parameter_defaults(&primary_param_table, (double *)&par);
    const struct list_work level = {.acute = 1.0, .routine = 1.0},
                           tenth = {.acute = 1.1, .routine = 1.1},
                           acute = {.acute = 1.5, .routine = 1.0};
    assert_near(lists_contacts(&par, &level), 24.717, 1e-3);
    assert_near(lists_contacts(&par, &tenth), 27.189, 1e-3);
    assert_near(lists_contacts(&par, &acute), 28.632, 1e-3);
}

/* Above 25 contacts, one in ten unserved or ten days are as much as can be borne; it opens under
 * four fifths. */
static void closed_by_the_book(void **state) {
    (void)state;
    struct primary_params par;
    parameter_defaults(&primary_param_table, (double *)&par);
    struct list_work y = {.acute = 1.1, .routine = 1.1, .unserved = 0.05, .wait = 12.0};
    assert_near(lists_strain(&par, &y), 1.2, 1e-12);
    y.unserved = 0.15;
    assert_near(lists_strain(&par, &y), 1.5, 1e-12);
    y.acute = y.routine = 1.0; /* safe, however long the wait */
    assert_true(lists_strain(&par, &y) == 0.0);
    assert_false(lists_wishes(&par, false, 1.0));
    assert_true(lists_wishes(&par, false, 1.01));
    assert_true(lists_wishes(&par, true, 0.81));
    assert_false(lists_wishes(&par, true, 0.80));
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

/* A practice takes over its neighbours' people, four in ten more or so: its routine queue grows and
 * on the first of the month after next it closes; those who would have come after that register
 * elsewhere. */
static void newcomers_go_to_the_next(void **state) {
    (void)state;
    const uint16_t full = largest();
    uint32_t moved = 0, turned = 0, born = 0;
    contract(3, 12);
    urgent_begin(&x);
    urgent_run(&x, 1);
    for (uint32_t i = 0, n = of_list(full); i < x.w.people.n && moved < n * 2 / 5; i++) {
        struct person *who = &x.w.people.p[i];
        if (who->practice == full || who->arrives > 0) continue;
        who->practice = full;
        moved++;
    }
    urgent_run(&x, 75);
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

/* A quarter of the doctors gone: every list closes that may, and newcomers are assigned to the
 * practice that they would have had. Doctors are back: lists open, after the least of months. */
static void all_close_together_and_open(void **state) {
    (void)state;
    contract(3, 12);
    x.w.par.primary.gp_staff = 0.75;
    x.w.par.primary.list_least = 0;
    urgent_begin(&x);
    urgent_run(&x, 62);
    assert_int_equal(lists_closed(&x.w), x.w.place->n_practices);
    assert_int_equal(asked, x.w.place->n_practices);
    x.w.par.primary.gp_staff = 1.1;
    urgent_run(&x, 45);
    assert_int_equal(lists_closed(&x.w), x.w.place->n_practices);
    urgent_run(&x, 270);
    assert_int_equal(lists_closed(&x.w), 0);
}

/* The same, and the contract lets none; or says nothing of it. */
static void none_closes_that_may_not(void **state) {
    (void)state;
    contract(0, 0);
    x.w.par.primary.gp_staff = 0.75;
    x.w.par.primary.list_least = 0;
    urgent_begin(&x);
    urgent_run(&x, 62);
    assert_int_equal(lists_closed(&x.w), 0);
    assert_true(asked >= x.w.place->n_practices);
    x.w.ask = NULL;
    urgent_run(&x, 31);
    assert_int_equal(lists_closed(&x.w), 0);
}

static uint64_t digest(double list_close) {
    urgent_open(&x);
    x.w.par.primary.list_close = list_close;
    contract(3, 12);
    urgent_begin(&x);
    urgent_run(&x, DAYS);
    const uint64_t d = calendar_digest(x.w.calendar);
    assert_int_equal(lists_closed(&x.w), 0);
    urgent_close(&x);
    return d;
}

static void none_closed_moves_no_byte(void **state) {
    (void)state;
    assert_true(digest(0) == digest(1));
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, urgent_set_up, urgent_tear_down)
int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contacts_by_the_book),
        cmocka_unit_test(closed_by_the_book),
        TEST(newcomers_go_to_the_next),
        TEST(all_close_together_and_open),
        TEST(none_closes_that_may_not),
        cmocka_unit_test(none_closed_moves_no_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
