// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who lies in bed at the start, with the needs of a run: whoever is in the last spell of life lies
 * there as much oftener than others of the same age, frailty and tenth as they need a bed
 * oftener. */
#include "beds_fixture.h"

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

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_dying_lie_in_bed_as_they_need_one)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
