// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What commissioners may spend on themselves, what a board directs them to, and the help with
 * travel that they pay: each by an example worked by hand. */
#include "answer_fixture.h"
#include "institution/contracts.h"
#include "institution/failure/failure.h"
#include "institution/funding/funding.h"
#include "institution/market/inside.h"

/* 250,000 people at 20 pounds are 5,000,000; awards of 500,000 leave 4,500,000 of the 6,000,000
 * that the rest would cost: three quarters. In a run, a cap at a third of what is asked for is
 * kept, month by month, frees the money, and makes the commissioner's own stages of an award
 * longer. */
static void running_costs_are_capped(void **state) {
    struct toy t;
    pence_t spent[2], year[2];
    unsigned due[2];
    (void)state;
    assert_true(near(administration_within(5e6, 5e5, 6e6), 0.75));
    assert_true(near(administration_within(5e6, 5e5, 4e6), 1.0));
    assert_true(near(administration_within(5e6, 6e6, 4e6), 0.0));
    for (unsigned k = 0; k < 2; k++) {
        struct regime r = with(Q_FUNDING, "ccg_with_risk_pool");
        *value(&r, "running_cost_cap") = k ? 8.0 : 0.0;
        *value(&r, "premium") = 0.0;
        open_with(&t, &r);
        struct institutions *const i = t.inst;
        for (unsigned m = 0; m < 2; m++)
            toy_month(&t, m);
        check(&t);
        year[k] = administration_year(i, 0);
        spent[k] = moved(&t, i->commissioner[0].account, i->staff, REASON_COMMISSIONING) +
                   moved(&t, i->commissioner[0].account, i->staff, REASON_CONTRACTING) +
                   moved(&t, i->commissioner[0].account, i->staff, REASON_INVOICING);
        const struct award *const a = market_begin(i, 0, LINE_COMMUNITY, ROUTE_TENDER, 36.0);
        assert_non_null(a);
        due[k] = i->market->process[i->market->n_processes - 1].due - i->month;
        if (k) {
            assert_true(i->commissioner[0].unstaffed > 0.3);
            assert_true(year[1] <= (pence_t)(800.0 * i->commissioner[0].people) + 1);
        } else
            assert_true(near(i->commissioner[0].unstaffed, 0.0));
        toy_close(&t);
    }
    assert_true(spent[1] < spent[0] && spent[1] > 0 && due[1] > due[0]);
}

/* 1% of an allocation of 1,000 on a line of 100, growing 4% a year more: 1.1 x 1.04^2 after two
 * years. A line that must get more gets it, in the ledger, out of the same money; a deficit beyond
 * 1% brings directions, and they are lifted when it is gone. */
static void a_board_directs(void **state) {
    struct toy t;
    pence_t paid[2];
    (void)state;
    assert_true(near(national_board_mandate(0.01, 1000.0, 100.0, 0.04, 2), 1.1 * 1.0816 - 1.0));
    for (unsigned k = 0; k < 2; k++) {
        struct regime r = with(Q_FUNDING, "national_board");
        *value(&r, "ring_fence") = k ? 0.01 : 0.0;
        open_with(&t, &r);
        struct institutions *const i = t.inst;
        const double *const p = r.assignment[r.n_assignments - 1].value;
        const unsigned row = r.n_assignments - 1u;
        toy_month(&t, 0);
        check(&t);
        paid[k] = i->commissioner[0].spent_on[LINE_COMMUNITY];
        if (k) /* of a year's base, a twelfth a month */
            assert_true(close_to((double)(paid[1] - paid[0]),
                                 0.01 * (double)i->commissioner[0].base / 12.0,
                                 0.05 * (double)(paid[1] - paid[0])));
        const pence_t held = ledger_balance(&i->ledger, i->commissioner[0].account);
        const pence_t debt = held + i->commissioner[0].allocation / 50;
        ledger_move(&i->ledger, i->commissioner[0].account, i->staff, LINE_PLANNED,
                    REASON_COMMISSIONING, debt);
        answer_national_board.year(i, &t.world, p, row);
        assert_true(i->commissioner[0].directed && !i->commissioner[1].directed);
        ledger_move(&i->ledger, i->staff, i->commissioner[0].account, LINE_PLANNED,
                    REASON_COMMISSIONING, held < 0 ? debt - held : debt); /* to nought at least */
        answer_national_board.year(i, &t.world, p, row);
        assert_false(i->commissioner[0].directed);
        toy_close(&t);
    }
}

/* 38% of the most deprived tenth and 10% of the least have no car; of those of 75 or more in the
 * most deprived 57%; never more than all. Off: nobody is helped and nothing paid. On: whoever is
 * helped costs the commissioner the journey of each visit. */
static void help_with_travel(void **state) {
    struct toy t;
    pence_t paid[2];
    (void)state;
    assert_true(near(free_choice_no_car(0.10, 0.38, 1.5, 1, 40.0), 0.38));
    assert_true(near(free_choice_no_car(0.10, 0.38, 1.5, 10, 40.0), 0.10));
    assert_true(near(free_choice_no_car(0.10, 0.38, 1.5, 1, 80.0), 0.57));
    assert_true(near(free_choice_no_car(0.10, 0.80, 1.5, 1, 80.0), 1.0));
    for (unsigned k = 0; k < 2; k++) {
        struct regime r = with(Q_CHOICE, "free_choice");
        *value(&r, "help") = k;
        *value(&r, "no_car_most") = *value(&r, "takes_help") = 1.0;
        open_peopled(&t, &r);
        for (unsigned n = 0; n < 4; n++)
            t.person[n].decile = 1;
        const struct referral ref = {.person = 1, .area = 0};
        const double eased = institution_questions.travel_eased(t.inst, &t.world, &ref);
        assert_true(near(eased, k ? 0.2 : 0.0));
        institution_questions.month_begins(t.inst, &t.world, 0);
        toy_paid(&t, CURRENCY_FIRST_OUTPATIENT, LINE_PLANNED, 0, 0, 0, 1.0, 1.0);
        toy_paid(&t, CURRENCY_ATTENDANCE_1, LINE_EMERGENCY, 0, 0, 0, 1.0, 1.0);
        paid[k] = moved(&t, t.inst->commissioner[0].account, t.inst->suppliers, REASON_CARE_COST);
        toy_close(&t);
    }
    assert_int_equal(paid[0], 0);
    assert_int_equal(paid[1], 4000);
}

/* The second trust's people are areas 1 and 2 (100,000 at 20 km, 120,000 at 30 km); the only other
 * acute trust is the first. By day alone: 22% of its urgent base moves, with its payers; the first
 * gets beds, doctors and space for it. No money is made or lost, and shut is shut for good. */
static void a_department_shuts(void **state) {
    struct toy t;
    (void)state;
    open_with(&t, england);
    struct institutions *const i = t.inst;
    toy_month(&t, 0);
    flat(&t.providers[0].urgent.beds_open, 500.0f);
    flat(&t.providers[1].urgent.beds_open, 300.0f);
    const double own = i->provider[0].base_urgent, base = i->provider[1].base_urgent;
    const double of_b = i->urgent_share[1 * 2 + 1] * base, of_a = i->urgent_share[0 * 2 + 1] * own;
    struct downgrade d = {.to = 1, .opens = 8.0, .closes = 22.0, .night_share = 0.22,
                          .stranded = 0.15, .follows = 0.9, .builds = 0.7, .cost = 0.5};
    failure_downgrade(i, 1, &d);
    assert_true(near(i->provider[1].base_urgent, 0.78 * base));
    assert_true(near(i->provider[0].base_urgent, own + 0.22 * base));
    assert_true(near(i->urgent_share[0 * 2 + 1] * i->provider[0].base_urgent, of_a + 0.22 * of_b));
    const double more = 0.22 * base / own;
    struct urgent_door x = institution_questions.urgent_door(i, &t.world, 0);
    assert_true(near(500.0 * x.beds, 500.0 + 0.9 * 0.22 * 300.0));
    assert_true(near(x.space, 1.0 + 0.7 * more) && !x.shut);
    /* the night roster moves, at night: base over base of doctors there, nobody more by day */
    assert_true(near(failure_doctors(i, 0, 12), 1.0));
    assert_true(near(failure_doctors(i, 0, 7), 1.0 + 0.9 * base / own));
    assert_true(near(failure_doctors(i, 0, 22), 1.0 + 0.9 * base / own));
    d.to = 1; /* the other one has nobody to take over at night: it stays as it is */
    failure_downgrade(i, 0, &d);
    assert_int_equal(i->provider[0].department, 0);
    x = institution_questions.urgent_door(i, &t.world, 1);
    assert_true(near(x.beds, 1.0 - 0.9 * 0.22) && !x.shut && near(x.closes, 22.0));
    assert_true(close_to((double)moved(&t, i->treasury, i->suppliers, REASON_REORGANISATION),
                         12.0 * 0.5 * 0.22 * base, 2.0));
    d.to = 2;
    failure_downgrade(i, 1, &d);
    x = institution_questions.urgent_door(i, &t.world, 1);
    assert_true(x.shut && near(i->provider[1].base_urgent, 0.15 * 0.78 * base));
    failure_downgrade(i, 1, &d); /* once is enough; the last one left may not shut */
    failure_downgrade(i, 0, &d);
    assert_true(near(i->provider[1].base_urgent, 0.15 * 0.78 * base));
    assert_int_equal(i->provider[0].department, 0);
    toy_month(&t, 1);
    check(&t);
    toy_close(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(running_costs_are_capped),
                                       cmocka_unit_test(a_board_directs),
                                       cmocka_unit_test(help_with_travel),
                                       cmocka_unit_test(a_department_shuts)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
