// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who goes private from a list that nobody is treated from: with each day of waiting likelier to
 * pay, at hazard x wait / 18 weeks; the insured at a steady hazard once they have waited six
 * weeks. As many in four weeks as the two forms say of the list of the start. */
#include "planned_fixture.h"

#include <math.h>

enum { DAYS = 28 };

static struct planned_fixture x;

/* The place anew with hazards of its own, its clinics and theatres shut and nobody falling ill. */
static void open_with(double self_pay, double insured) {
    struct world *const w = &x.world;
    memset(&stub, 0, sizeof stub);
    planned_fixture_place(&x);
    planned_fixture_open(&x, 0.0, 0);
    planned_close(w->planned);
    calendar_close(w->calendar);
    struct planned_params *const par = &w->par.planned;
    par->self_pay_hazard = self_pay;
    par->insured_hazard = insured;
    par->self_pay_income = 0.0;
    for (uint32_t i = 0; i < w->people.n; i++)
        w->people.p[i].flags |= insured > 0.0 ? FLAG_INSURED : 0;
    assert_int_equal(calendar_open(&w->calendar, w->first_day, w->last_day, 5, 0), 0);
    assert_int_equal(planned_open(&w->planned, w), 0);
    planned_register(w->planned, w->calendar);
    for (unsigned s = 0; s < N_SERVICES; s++) planned_set_capacity(w, s, 0.0, 0.0, 0.0);
}

static double paying(double waited) { /* at the price of reference */
    const double until = waited + DAYS, a_day = 0.2 / DAYS_A_MONTH;
    return 1.0 - exp(-a_day * (until * until - waited * waited) / (2.0 * 18.0 * 7.0));
}
static double insured_leaving(double waited) {
    const double over = waited + DAYS - 42.0, days = over < DAYS ? over : DAYS;
    return days > 0.0 ? 1.0 - exp(-days * 0.5 / DAYS_A_MONTH) : 0.0;
}

static void as_many_leave_as(double (*chance)(double waited)) {
    double want = 0.0;
    for (uint32_t i = 0; i < x.world.planned->n; i++) {
        const struct pathway *q = &x.world.planned->pathway[i];
        if (q->stage != STAGE_FREE && q->stage != STAGE_WITH_GP)
            want += chance((double)(planned_today(&x.world) - q->start_day));
    }
    assert_int_equal(calendar_run(x.world.calendar, &x.world,
                                  day_minute(x.world.first_day + DAYS)), 0);
    const double got = (double)stub.seen[SAW_PRIVATE_EXIT];
    assert_true(want > 50.0);
    if (fabs(got - want) > 4.0 * sqrt(want)) fail_msg("%.0f left, %.1f wanted", got, want);
    planned_fixture_close(&x);
}

static void the_longer_they_wait_the_likelier_they_pay(void **state) {
    (void)state;
    open_with(0.2, 0.0);
    as_many_leave_as(paying);
    assert_int_equal(stub.insured, 0);
}

static void the_insured_leave_after_six_weeks(void **state) {
    (void)state;
    open_with(0.0, 0.5);
    as_many_leave_as(insured_leaving);
    assert_true(stub.insured == stub.seen[SAW_PRIVATE_EXIT]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longer_they_wait_the_likelier_they_pay),
        cmocka_unit_test(the_insured_leave_after_six_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
