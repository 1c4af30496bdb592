// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Harm of a day in bed when ready to leave it: the algebra of what published levels hold, levels
 * that stay where they were with it at work, and what more waiting does. */
#include "base/real.h"
#include "beds_fixture.h"

static struct bed_fixture x;
static double left[4], deaths;

static enum event_fate harm(void *world, uint32_t person, uint32_t stamp, minute_t now) {
    struct world *w = world;
    assert_int_equal(stamp, DEATH_WARD);
    if (!person_alive(&w->people.p[person])) return EVENT_STALE;
    w->people.p[person].died = now;
    beds_person_died(w, person);
    deaths++;
    return EVENT_DONE;
}

static void saw(void *who, const struct world *w, const struct sight *s) {
    (void)who, (void)w;
    if (s->kind == SAW_DISCHARGE) left[s->detail]++;
}

struct figures { double occupied, waiting, left[4], all, deaths; };

/* Means of two years after half a year, with so many packages and such hazards. */
static struct figures run(double supply, double weaker, double infection) {
    struct figures f = {0};
    struct fault fault = {0};
    deaths = 0.0;
    fixture_open(&x, 950);
    x.charge = -1.0;
    x.w.par.beds.readmission = 0.0;
    x.w.par.discharge.weaker_a_day = weaker;
    x.w.par.beds.infection_waiting = infection;
    x.w.par.beds.infection_deaths = 1.0; /* each caught while waiting is counted */
    fixture_begin(&x);
    calendar_handle(x.w.calendar, EVENT_HARM, harm, NULL);
    x.w.watch.saw = saw;
    beds_set_open(&x.w, 0, 150.0);
    calendar_schedule(x.w.calendar, day_minute(x.w.first_day) + 1, EVENT_ARRIVE, 0, 0);
    x.bought = supply;
    fixture_run(&x, 180);
    memset(left, 0, sizeof left);
    beds_month_reset(&x.w);
    for (unsigned d = 0; d < 730; d++) {
        fixture_run(&x, 1);
        f.waiting += (discharge_waiting(&x.w, 0) + discharge_waiting(&x.w, 1)) / 730.0;
    }
    fixture_check(&x);
    assert_int_equal(beds_check(&x.w, &fault), 0);
    f.occupied = beds_month(&x.w, 0).occupied;
    for (unsigned k = 0; k < 4; k++) f.all += f.left[k] = left[k];
    f.deaths = deaths;
    fixture_close(&x);
    return f;
}

/* Worked: of those who leave with support 0.55, 0.27 and 0.18 by pathway; for each a day wait 6.1 /
 * 0.73 = 8.356 in all, 0.27 of them for the hospital's own process, 0.30 for a package, 0.23 for
 * rehabilitation. At 0.02 a day 0.0451 of them come up from home, 0.0501 to rehabilitation, 0.0384
 * to a care home. So 0.9549 are found ready for support: for a package 0.5550 / 0.9549. */
static void what_published_pathways_hold(void **state) {
    (void)state;
    fixture_open(&x, 30);
    fixture_begin(&x);
    const struct discharge *d = x.w.discharge;
    assert_true(d->support == 1.0 && d->share[0] == x.w.par.discharge.home_share);
    x.w.par.discharge.weaker_a_day = 0.02;
    discharge_harm_set(&x.w);
    assert_true(real_abs(d->support - 0.9549) < 1e-4);
    assert_true(real_abs(d->share[0] - 0.5550 / 0.9549) < 1e-4);
    assert_true(real_abs(d->share[1] - 0.2583 / 0.9549) < 1e-4);
    assert_true(real_abs(d->share[2] - 0.1416 / 0.9549) < 1e-4);
    /* a wait of five days, at 0.026 a day: 5 / 1.13 */
    x.w.par.beds.infection_waiting = 0.006;
    assert_true(real_abs(discharge_nights(&x.w, 1, 5.0) - 5.0 / 1.13) < 1e-12);
    assert_true(real_abs(discharge_nights(&x.w, 3, 5.0) - 5.0 / 1.03) < 1e-12);
    fixture_close(&x);
}

static void print(const char *name, const struct figures *f) {
    print_message("%s: occupied %.2f, waiting %.2f, left %.0f by %.4f %.4f %.4f, died %.0f\n", name,
                  f->occupied, f->waiting, f->all, f->left[1] / f->all, f->left[2] / f->all,
                  f->left[3] / f->all, f->deaths);
}

/* Of those who leave with support, who needs more than a package at home. */
static double beyond_home(const struct figures *f) {
    return (f->left[2] + f->left[3]) / (f->left[1] + f->left[2] + f->left[3]);
}

static void levels_stay_and_more_waiting_harms(void **state) {
    (void)state;
    const struct figures off = run(1.0, 0.0, 0.0), on = run(1.0, 0.02, 0.006),
                         strong = run(1.0, 0.04, 0.012), off_cut = run(0.0, 0.0, 0.0),
                         cut = run(0.0, 0.04, 0.012);
    print("off", &off), print("on", &on), print("twice", &strong);
    print("no packages, off", &off_cut), print("no packages, twice", &cut);
    assert_true(real_abs(on.occupied / off.occupied - 1.0) < 0.02);
    assert_true(real_abs(strong.occupied / off.occupied - 1.0) < 0.03);
    assert_true(real_abs(on.waiting / off.waiting - 1.0) < 0.12);
    for (unsigned k = 1; k < 4; k++)
        assert_true(real_abs(on.left[k] / on.all - off.left[k] / off.all) < 0.006);
    /* without packages more need more than a package, and more beds fill than by the queue alone */
    assert_true(beyond_home(&cut) > beyond_home(&off_cut) * 1.05);
    assert_true(cut.occupied - strong.occupied > off_cut.occupied - off.occupied);
    assert_true(cut.deaths > strong.deaths * 1.2 && strong.deaths > on.deaths);
    assert_true(off.deaths == 0.0 && off_cut.deaths == 0.0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_published_pathways_hold),
        cmocka_unit_test(levels_stay_and_more_waiting_harms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
