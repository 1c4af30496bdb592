// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Working days and months: a pattern put into a series comes out again; no referral is lost or
 * overtakes another. */
#include "planned_fixture.h"

static struct planned_fixture x;

static void begin(void) {
    planned_fixture_place(&x);
    planned_fixture_open(&x, 1.0, 0);
}

/* A series that grows by a half per cent a month and whose Decembers bring a fifth less a working
 * day. */
static void make_series(struct month_series *s, int32_t start) {
    s->n = 36;
    s->first_month = start - 36;
    for (unsigned i = 0; i < s->n; i++) {
        const int32_t month = s->first_month + (int32_t)i;
        const double fall = month % 12 == 5 ? 0.8 : 1.0; /* months begin with July */
        s->value[i] = (float)(100.0 * month_working_days(month) * fall * real_pow(1.005, i));
    }
    s->value[7] = s->value[30] = __builtin_nanf(""); /* two were never published */
}

static void a_pattern_comes_out_again(void **state) {
    (void)state;
    begin();
    struct place *p = &x.base.place;
    const int32_t start = day_month(p->start);
    make_series(&p->england_starts, start);
    struct season s;
    season_make(&s, p, &x.world.par.planned);
    double days = 0.0, sum = 0.0;
    for (int32_t m = start; m < start + 12; m++) {
        days += month_working_days(m);
        sum += month_working_days(m) * s.starts[m % 12];
        const double others = s.starts[8]; /* March */
        assert_near(s.starts[m % 12] / others, m % 12 == 5 ? 0.8 : 1.0, 0.02);
        assert_near(s.clinics[m % 12], 1.0, 1e-12); /* nothing published, no pattern */
    }
    assert_near(sum, days, 1e-9);
    planned_fixture_close(&x);
}

static void letters_keep_their_order_and_number(void **state) {
    (void)state;
    planned_fixture_place(&x);
    make_series(&x.base.place.england_starts, day_month(x.base.place.start));
    planned_fixture_open(&x, 1.0, 0);
    const minute_t start = day_minute(x.world.first_day);
    unsigned by_month[12] = {0}, all = 0;
    minute_t before = 0;
    for (minute_t due = start; due < start + 365u * MINUTES_A_DAY; due += 60) {
        const minute_t at = season_referral(&x.world, due);
        assert_true(at >= before);
        assert_true(day_is_working(minute_day(at)));
        assert_true(real_abs((double)at - (double)due) < 14.0 * MINUTES_A_DAY);
        by_month[day_month(minute_day(at)) % 12]++;
        all++;
        before = at;
    }
    assert_true(before < start + 366u * MINUTES_A_DAY);
    const int32_t first = day_month(x.world.first_day);
    double days = 0.0;
    for (int32_t m = first; m < first + 12; m++)
        days += month_working_days(m);
    for (int32_t m = first; m < first + 12; m++)
        assert_near(by_month[m % 12] / (double)all,
                    month_working_days(m) * x.world.planned->season.starts[m % 12] / days, 0.002);
    planned_fixture_close(&x);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pattern_comes_out_again),
        cmocka_unit_test(letters_keep_their_order_and_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
