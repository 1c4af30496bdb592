// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Leaving hospital: the stationary algebra of supply, queues that bend, the circumstance's path,
 * self-funders, and the check that must fail when somebody is lost from a queue. */
#include "beds_fixture.h"

#include "base/real.h"

static struct bed_fixture x;

static int set_up(void **state) {
    *state = &x;
    fixture_open(&x, 800);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    fixture_close(&x);
    return 0;
}

static void begin(void) {
    x.charge = -1.0;
    x.seed = 3;
    x.w.par.beds.readmission = 0.0;
    fixture_begin(&x);
    beds_set_open(&x.w, 0, 150.0);
    calendar_schedule(x.w.calendar, day_minute(x.w.first_day) + 1, EVENT_ARRIVE, 0, 0);
}

static uint32_t waiting(void) { return discharge_waiting(&x.w, 0) + discharge_waiting(&x.w, 1); }

/* Mean number waiting at the ends of days. */
static double mean_waiting(unsigned days) {
    double sum = 0.0;
    for (unsigned d = 0; d < days; d++) {
        fixture_run(&x, 1);
        sum += waiting();
    }
    return sum / days;
}

/* ---- supply ---- */

/* (1 - f) a = s + h (Q - f a m) for every pathway, summed over councils */
static void what_comes_goes(void **state) {
    (void)state;
    begin();
    const struct discharge_params *par = &x.w.par.discharge;
    const double delayed = x.w.beds->sites[0].start_delayed;
    const double share[SUPPORTED] = {par->delayed_home, par->delayed_rehabilitation,
                                     1 - par->delayed_process - par->delayed_home -
                                         par->delayed_rehabilitation};
    for (unsigned k = 0; k < SUPPORTED; k++) {
        const double f = k == 2 ? par->self_funders_care_home : par->self_funders_home;
        const double m = k == 2 ? par->search_care_home : par->search_home;
        double s = 0.0, a = 0.0;
        for (unsigned c = 0; c < 2; c++) {
            s += x.w.discharge->council[c].supply[k];
            a += x.w.discharge->council[c].arrivals[k];
        }
        const double queue = delayed * share[k] - f * a / (1 - f) * m;
        const double slots = a - par->other_way_hazard * queue, least = par->least_supply * a;
        assert_true(real_abs(s - (slots > least ? slots : least)) < 1e-9);
        assert_true(s > 0.0 && s <= a);
    }
}

static void the_delayed_of_the_first_day_stand_in_queues(void **state) {
    (void)state;
    begin();
    const double delayed =
        x.w.beds->sites[0].start_delayed * (1.0 - x.w.par.discharge.delayed_process);
    assert_true(waiting() > 0 && waiting() <= delayed + 2.0);
    for (unsigned c = 0; c < 2; c++) { /* the first of a queue has waited longest */
        const struct queue *q = &x.w.discharge->council[c].queue[0];
        for (uint32_t s = q->first; s != QUEUE_NONE && x.w.beds->link[s].next != QUEUE_NONE;
             s = x.w.beds->link[s].next)
            assert_true(x.w.beds->stays[s].ready <= x.w.beds->stays[x.w.beds->link[s].next].ready);
    }
    fixture_check(&x);
}

/* ---- queues ---- */

static double mean_after(double supply) {
    fixture_close(&x);
    fixture_open(&x, 800);
    begin();
    x.bought = supply;
    fixture_run(&x, 150);
    const double mean = mean_waiting(365);
    fixture_check(&x);
    return mean;
}

static void queues_bend_and_do_not_explode(void **state) {
    (void)state;
    const double more = mean_after(1.5), level = mean_after(1.0), half = mean_after(0.5),
                 none = mean_after(0.0);
    double arrivals = 0.0;
    for (unsigned c = 0; c < 2; c++)
        for (unsigned k = 0; k < SUPPORTED; k++) arrivals += x.w.discharge->council[c].arrivals[k];
    print_message("waiting %.2f at 1.5, %.2f at 1, %.2f at 0.5, %.2f at 0\n", more, level, half,
                  none);
    assert_true(more < level && level < half && half < none);
    /* with no slots the queue is M/M/infinity: arrivals / hazard, give or take the night that
     * rounding adds */
    const double expected = arrivals * (1.0 / x.w.par.discharge.other_way_hazard + 0.5);
    assert_true(real_abs(none / expected - 1.0) < 0.15);
    assert_int_equal(x.seen[SAW_PATHWAY_DEATH], 0);
}

static void slots_are_paid_for_as_they_are_used(void **state) {
    (void)state;
    x.w.par.discharge.other_way_interim = 0.0;
    begin();
    const uint32_t before = waiting();
    fixture_run(&x, 1);
    assert_true(x.paid[CURRENCY_CARE_PACKAGE] <= before + 5);
    fixture_run(&x, 60);
    assert_true(x.paid[CURRENCY_CARE_PACKAGE] > 10);
    for (unsigned c = 0; c < 2; c++)
        for (unsigned k = 0; k < SUPPORTED; k++)
            assert_true(x.w.discharge->council[c].credit[k] < 2.0);
}

static void self_funders_look_for_themselves(void **state) {
    (void)state;
    begin();
    x.charge = 1.0; /* everybody pays all of it from now on */
    fixture_run(&x, 200);
    assert_int_equal(waiting(), 0);
    fixture_check(&x);
}

/* Packages of those who pay for themselves, in half a year and at what price in all. */
static double own_packages(double pay, double ratio) {
    fixture_close(&x);
    fixture_open(&x, 800);
    begin();
    x.charge = 1.0;
    fixture_run(&x, 100); /* the queues of the first day are gone */
    struct discharge_params *par = &x.w.par.discharge;
    par->self_funders_pay = pay;
    par->self_price_home = par->self_price_care_home = ratio;
    par->package_cost_home = par->package_cost_rehabilitation = par->package_cost_care_home = 2.0;
    const uint32_t before = x.paid[CURRENCY_CARE_PACKAGE];
    x.package_cost = 0.0;
    fixture_run(&x, 180);
    const double n = x.paid[CURRENCY_CARE_PACKAGE] - before;
    fixture_check(&x);
    assert_true(real_abs(x.package_cost - n * 2.0 * ratio) < 1e-3 * (1.0 + n));
    return n;
}

static void self_funders_pay_the_private_price(void **state) {
    (void)state;
    assert_true(own_packages(0.0, 1.5) == 0.0); /* as before: nothing is posted */
    const double council_price = own_packages(1.0, 1.0), dearer = own_packages(1.0, 1.5);
    print_message("%.0f packages of self-funders\n", dearer);
    assert_true(dearer > 10.0);
    assert_true(dearer == council_price); /* the price moves money and nobody's leaving */
}

/* ---- circumstances ---- */

struct three { double before, during, after; };

static struct three supplied(double supply) {
    struct three t;
    fixture_close(&x);
    fixture_open(&x, 800);
    x.w.circumstances.package_supply = supply;
    x.w.circumstances.package_supply_from_month = 6;
    x.w.circumstances.package_supply_ramp = 0;
    x.w.circumstances.package_restored_at_month = 14;
    begin();
    t.before = mean_waiting(180);
    fixture_run(&x, 60);
    t.during = mean_waiting(180);
    fixture_run(&x, 100);
    t.after = mean_waiting(200);
    return t;
}

static void a_cut_is_felt_and_can_be_restored(void **state) { /* against a twin without it */
    (void)state;
    const struct three level = supplied(1.0), cut = supplied(0.0);
    print_message("waiting: %.2f %.2f %.2f, cut in the middle: %.2f %.2f %.2f\n", level.before,
                  level.during, level.after, cut.before, cut.during, cut.after);
    assert_true(cut.before == level.before); /* twins until the cut */
    assert_true(cut.during > 1.35 * level.during);
    assert_true(real_abs(cut.after - level.after) < 0.15 * (cut.during - level.during));
}

/* ---- assessed in hospital ---- */

/* Worked: two assessments a working day. Ready on a Monday (2 February 2026), two working days on:
 * Wednesday for two of them, Thursday for two, Friday for two, the seventh on Monday. */
static void assessors_come_in_order(void **state) {
    (void)state;
    struct council_queues c = {.assessors = 2.0};
    const struct civil monday = {2026, 2, 2};
    const day_t today = day_from_civil(monday);
    const day_t on[7] = {2, 2, 3, 3, 4, 4, 7};
    for (unsigned i = 0; i < 7; i++)
        assert_int_equal(discharge_desk(&c, today, 2.0), today + on[i]);
    /* a month later nobody stands in line; one desk in three days takes its time */
    assert_int_equal(discharge_desk(&c, today + 28, 2.0), today + 30);
    c.assessors = 1.0 / 3.0;
    assert_int_equal(discharge_desk(&c, today + 42, 1.0), today + 43);
    assert_int_equal(discharge_desk(&c, today + 42, 1.0), today + 46);
}

static bool in_hospital;
static bool stub_assessed(const void *inst, const struct world *w, uint16_t council) {
    (void)inst, (void)w, (void)council;
    return in_hospital;
}

static double delay_days, delay_n;
static void saw_delay(void *who, const struct world *w, const struct sight *s) {
    (void)who, (void)w;
    if (s->kind != SAW_DELAY || s->detail == 0) return;
    delay_days += s->amount;
    delay_n++;
}

static double mean_delay(bool assessed) {
    fixture_close(&x);
    fixture_open(&x, 800);
    x.ask.assess_in_hospital = stub_assessed;
    in_hospital = assessed;
    x.w.par.discharge.assess_room = 2.0; /* one a day comes: a line before few desks is long */
    begin();
    x.w.watch.saw = saw_delay;
    fixture_run(&x, 120);
    delay_days = delay_n = 0.0;
    fixture_run(&x, 600);
    fixture_check(&x);
    return delay_days / delay_n;
}

static void assessment_in_hospital_costs_days(void **state) {
    (void)state;
    const double home = mean_delay(false), ward = mean_delay(true);
    print_message("days from ready to leaving with support: %.2f, assessed in hospital %.2f\n",
                  home, ward);
    assert_true(ward > home + 2.0 && ward < home + 6.0);
}

/* ---- what must fail ---- */

static void somebody_lost_from_a_queue_is_found_out(void **state) {
    (void)state;
    struct fault f = {0};
    begin();
    unsigned c = 0, k = 0;
    while (x.w.discharge->council[c].queue[k].length == 0)
        c = ++k == SUPPORTED ? c + 1 : c, k %= SUPPORTED;
    struct queue *q = &x.w.discharge->council[c].queue[k];
    const uint32_t s = q->first;
    x.w.beds->more[s].queued = 0;
    assert_int_equal(discharge_check(&x.w, &f), FAULT_BROKEN);
    x.w.beds->more[s].queued = 1;
    queue_leave(q, x.w.beds->link, s);
    assert_int_equal(discharge_check(&x.w, &f), FAULT_BROKEN);
    queue_join_first(q, x.w.beds->link, s);
    fixture_check(&x);
    x.w.beds->stays[s].pathway = (uint8_t)(k == 0 ? 2 : 1);
    assert_int_equal(discharge_check(&x.w, &f), FAULT_BROKEN);
}

static void support_grows_with_age_and_frailty(void **state) {
    (void)state;
    struct person p = {.frailty = FRAILTY_FIT};
    const struct discharge_params *par = &x.w.par.discharge;
    assert_true(discharge_support(par, 0, &p) == 0.0);
    for (unsigned age = 3; age < AGE_BANDS; age++)
        assert_true(discharge_support(par, age, &p) > discharge_support(par, age - 1, &p));
    const double fit = discharge_support(par, 6, &p);
    p.frailty = FRAILTY_SEVERE;
    assert_true(discharge_support(par, 6, &p) > 2.0 * fit);
    p.flags = FLAG_LIVES_ALONE;
    assert_true(real_abs(discharge_support(par, 6, &p) -
                         par->support_85 * par->support_severe * par->support_alone) < 1e-12);
}

int main(void) {
#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        EACH(what_comes_goes),
        EACH(the_delayed_of_the_first_day_stand_in_queues),
        EACH(queues_bend_and_do_not_explode),
        EACH(slots_are_paid_for_as_they_are_used),
        EACH(self_funders_look_for_themselves),
        EACH(self_funders_pay_the_private_price),
        EACH(a_cut_is_felt_and_can_be_restored),
        EACH(assessors_come_in_order),
        EACH(assessment_in_hospital_costs_days),
        EACH(somebody_lost_from_a_queue_is_found_out),
        EACH(support_grows_with_age_and_frailty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
