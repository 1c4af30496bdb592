// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who lies in bed at the start, with the needs of a run: whoever is in the last spell of life lies
 * there as much oftener than others of the same age, frailty and tenth as they need a bed
 * oftener. */
#include "beds_fixture.h"

#include "base/real.h"
#include "care/expectation.h"
#include "population/needs.h"

enum { OLD = 5, DYING_EVERY = 4 }; /* 75 to 84 years */

static struct bed_fixture x;

struct seen { double weight, people, dying; };

/* Opens the beds of a site whose old people are in the last spell of life, every so many of them
 * (0: none), and sums the weights of the old and fit who do not live alone. */
static struct seen open_with(unsigned every) {
    struct seen sum = {0};
    double level[FUNCTION_MAX];
    fixture_open(&x, 10);
    struct world *w = &x.w;
    x.place.starts_per_head[0] = 0.04f;
    for (unsigned f = 0; f < FUNCTION_MAX; f++) level[f] = 1;
    assert_int_equal(needs_open(&w->needs, w->place, &w->needs_par, level, &w->nature,
                                w->first_day, w->last_day), 0);
    for (uint32_t i = 0; i < FIXTURE_PEOPLE; i++) {
        struct person *p = &x.person[i];
        if (beds_age(p, w->first_day) != OLD || p->frailty || p->flags & FLAG_LIVES_ALONE) continue;
        p->born = (int16_t)(day_month(w->first_day) - 12 * 80); /* one cell of needs */
        p->dying = every && i / 2 % every == 0;
        sum.people += 1;
        sum.dying += p->dying;
    }
    assert_int_equal(beds_open(&w->beds, w), 0);
    for (unsigned c = 0; c < 2; c++)
        sum.weight += (double)w->beds->mix[c * MIX_CELLS + mix_cell(OLD, FRAILTY_FIT, false)];
    return sum;
}

static void close_all(void) {
    needs_close(x.w.needs);
    fixture_close(&x);
}

static void the_dying_lie_in_bed_as_they_need_one(void **state) {
    (void)state;
    const struct seen none = open_with(0);
    struct person p = {.born = (int16_t)(day_month(x.w.first_day) - 12 * 80),
                       .decile = 5,
                       .leaves = UINT16_MAX,
                       .died = MINUTE_NEVER};
    double bed = 0, more = 0;
    for (unsigned k = 0; k < NEED_ACUTE_KINDS; k++) {
        const enum need_kind kind = (enum need_kind)k;
        bed += needs_bed_rate(x.w.needs, &p, x.w.first_day, kind);
        p.dying = 1;
        more += needs_rate(x.w.needs, &p, x.w.first_day, kind, 0);
        p.dying = 0;
        more -= needs_rate(x.w.needs, &p, x.w.first_day, kind, 0);
    }
    close_all();
    const struct seen some = open_with(DYING_EVERY);
    close_all();
    assert_true(bed > 0 && more > bed); /* a dying person needs a bed more than twice as often */
    assert_true(some.dying > 0.2 * some.people);
    const double want = 1 + some.dying / some.people * more / bed,
                 got = some.weight / none.weight;
    if (got < 0.9999 * want || got > 1.0001 * want) fail_msg("%.5f, %.5f wanted", got, want);
}

/* All who come are old and fit and half of them in the last spell of life, at a hazard of two a
 * year: of these the share 1 - exp(-hazard nights) dies before being ready, and needs no support to
 * leave, nor a package. */
static void who_dies_in_bed_is_no_leaver(void **state) {
    (void)state;
    struct admitted_mix mix = {0};
    fixture_open(&x, 10);
    mix.n[3][OLD][FRAILTY_FIT] = mix.all[OLD][FRAILTY_FIT] = mix.kind[OLD][FRAILTY_FIT] = 1.0;
    mix.dying[OLD][FRAILTY_FIT] = 0.5;
    x.w.admitted = &mix;
    x.w.needs_par.dying_months = 6;
    assert_int_equal(beds_open(&x.w.beds, &x.w), 0);
    const struct bed_site *site = &x.w.beds->sites[0];
    const double mean = beds_cell_nights(x.w.beds, site, OLD, FRAILTY_FIT);
    double dead = 0.0;
    for (unsigned i = 0; i < 1000; i++) {
        const double nights = beds_nights(&x.w.par.beds, mean, (i + 0.5) / 1000.0);
        dead += 0.5 * (1.0 - real_exp(-2.0 / DAYS_A_YEAR * nights)) / 1000.0;
    }
    assert_true(dead > 0.005 && dead < 0.1);
    if (real_abs(1.0 - site->leaving - dead) > 0.03 * dead)
        fail_msg("%.5f, %.5f wanted", 1.0 - site->leaving, dead);
    const double leavers = site->elective_a_day + site->overnight_a_day * (1.0 - dead);
    assert_true(real_abs(site->leavers_a_day - leavers) < 0.002 * leavers);
    x.w.admitted = NULL;
    fixture_close(&x);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_dying_lie_in_bed_as_they_need_one),
                                       cmocka_unit_test(who_dies_in_bed_is_no_leaver)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
