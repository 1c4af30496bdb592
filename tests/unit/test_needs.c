// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The need clock: rates as tabled and as published, the same candidates whatever life does, the
 * year's swing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "population/ageing.h"
#include "population/needs.h"
#include "population_fixture.h"

enum { YEARS = 3, MONTHS = 36 };
#define CELL_MAX 5.0 /* standard errors allowed: about one test in two million fails by chance */

static struct fixture x;
static struct people pp;
static day_t last_day;

struct tally {
    double kind[NEED_KINDS], truth[AGE_BANDS][4], person_years[AGE_BANDS], deaths[AGE_BANDS],
        deaths_expected[AGE_BANDS], elective[FUNCTION_MAX];
    double bed_infections[12]; /* by month, as bed_month */
    double expected[NEED_KINDS], bed_month[12], bed_tenth[AGE_BANDS][11], severity[4],
        function_expected[FUNCTION_MAX];
    double candidates, hour[24], weekday[7], bed_years[AGE_BANDS][11], frail[YEARS + 1],
        old[YEARS + 1];
    double dying_years, dying_deaths, sudden, spells; /* of adults */
    uint64_t digest;
};

static struct needs *opened(const struct needs_params *par) {
    struct needs *n = NULL;
    assert_int_equal(needs_open(&n, &x.place, par, NULL, &x.luck, x.place.start, last_day), 0);
    return n;
}

static void record(struct tally *t, const struct person *p, const struct need *need) {
    const unsigned band = age_band(person_age(p, minute_day(need->at)));
    t->kind[need->kind]++;
    if (need->kind < NEED_ACUTE_KINDS) {
        t->truth[band][need->truth]++;
        t->severity[need->truth] += need->severity;
        t->hour[minute_of_day(need->at) / 60] += need->truth == TRUE_SAME_DAY;
        t->weekday[day_weekday(minute_day(need->at))] += need->truth != TRUE_HOSPITAL_BED;
        if (need->truth == TRUE_HOSPITAL_BED) {
            const int month = (day_month(minute_day(need->at)) + 6) % 12;
            t->bed_month[month]++;
            t->bed_infections[month] += need->kind == NEED_INFECTION;
            t->bed_tenth[band][p->decile]++;
        }
    }
    if (need->kind == NEED_DEATH) {
        t->deaths[band]++;
        t->dying_deaths += p->dying;
        t->sudden += !p->dying && band > 1;
    }
    if (need->kind == NEED_ELECTIVE) t->elective[need->function]++;
}

/* One person's whole course: candidates in turn, exposure month by month. */
static void live(struct tally *t, struct needs *n, struct person *p, uint32_t id, double ratio,
                 bool disturb) {
    const uint32_t run = last_day - x.place.start + 1;
    struct need need;
    minute_t at = needs_next(n, p, id);
    for (uint32_t day = 0; day < run; day += 30) {
        const uint32_t span = run - day < 30 ? run - day : 30;
        const day_t today = x.place.start + day;
        if (person_present(p, day)) {
            const unsigned band = age_band(person_age(p, today));
            t->person_years[band] += span / DAYS_A_YEAR;
            t->dying_years += p->dying * span / DAYS_A_YEAR;
            if (!(p->flags & FLAG_ELECTIVE_ONLY))
                t->bed_years[band][p->decile] += span / DAYS_A_YEAR;
            for (int k = 0; k <= NEED_DEATH; k++)
                if (k != NEED_ELECTIVE)
                    t->expected[k] +=
                        needs_rate(n, p, today, (enum need_kind)k, 0) * span / DAYS_A_YEAR;
            t->deaths_expected[band] += needs_rate(n, p, today, NEED_DEATH, 0) * span / DAYS_A_YEAR;
            for (unsigned f = 0; f < FIXTURE_FUNCTIONS; f++)
                t->function_expected[f] +=
                    needs_rate(n, p, today, NEED_ELECTIVE, f) * span / DAYS_A_YEAR;
            if (day % 360 == 0 && person_age(p, today) >= 50 && day / 360 <= YEARS) {
                t->old[day / 360]++;
                t->frail[day / 360] += p->frailty > 0;
            }
        }
        while (at != MINUTE_NEVER && minute_day(at) < today + span) {
            t->candidates++;
            const bool dying = p->dying;
            needs_strike(n, p, id, at, ratio, &need);
            t->spells += p->dying && !dying;
            assert_true(need.kind == NEED_NOTHING || need.at == at);
            record(t, p, &need);
            if (need.kind == NEED_DEATH) return;
            if (disturb) { /* what care may do to a person in a run */
                p->burden += 77;
                p->stamp++;
                p->in_hospital = !p->in_hospital;
                if (id % 3 == 0) p->died = at;
            }
            const minute_t next = needs_next(n, p, id);
            assert_true(next > at);
            at = next;
        }
    }
}

static void course(struct tally *t, const struct needs_params *par, double ratio, bool disturb) {
    struct person *copy = malloc(pp.n * sizeof *copy);
    struct needs *n = opened(par);
    memcpy(copy, pp.p, pp.n * sizeof *copy);
    memset(t, 0, sizeof *t);
    for (uint32_t i = 0; i < pp.n; i++) live(t, n, &copy[i], i, ratio, disturb);
    t->digest = needs_digest(n);
    needs_close(n);
    free(copy);
}

static struct tally base;

static int set_up(void **state) {
    (void)state;
    fixture_make(&x, 10000, 2500);
    last_day = x.place.start + (day_t)(YEARS * DAYS_A_YEAR + 0.5) - 1;
    if (people_make(&pp, &x.place, &x.people_par, &x.luck, YEARS) < 0) return -1;
    course(&base, &x.needs_par, 1, false);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    people_free(&pp);
    return 0;
}

static double people_years(void) {
    double all = 0;
    for (int b = 0; b < AGE_BANDS; b++) all += base.person_years[b];
    return all;
}

static void near(double count, double expected, double slack) {
    if (fabs(count - expected) > CELL_MAX * sqrt(expected) + slack * expected)
        fail_msg("%.0f counted, %.1f expected", count, expected);
}

/* Accepted needs against needs_rate, each kind: 5 standard errors, and 0.5% for months of 30 days
 * and 2% for the dates' mean. */
static void counts_follow_rates(void **state) {
    (void)state;
    for (int k = 0; k <= NEED_DEATH; k++)
        if (k != NEED_ELECTIVE) near(base.kind[k], base.expected[k], 0.02);
    for (int f = 0; f < FIXTURE_FUNCTIONS; f++)
        near(base.elective[f], base.function_expected[f], 0.005);
}

static void levels_are_as_published(void **state) {
    (void)state;
    static const double bed[AGE_BANDS] = {.150, .035, .070, .080, .140, .270, .480};
    double acute = 0, same = 0, beds = 0, deaths = 0, elective = 0;
    for (int b = 0; b < AGE_BANDS; b++) {
        for (int t = 0; t < 4; t++) acute += base.truth[b][t];
        same += base.truth[b][TRUE_SAME_DAY];
        beds += base.truth[b][TRUE_HOSPITAL_BED];
        deaths += base.deaths[b];
    }
    for (int f = 0; f < FIXTURE_FUNCTIONS; f++) elective += base.elective[f];
    const double halo = 2500.0 / 102500; /* of whom no acute need */
    const double years = people_years() * (1 - halo);
    printf(
        "acute needs a head %.3f, same-day %.3f, bed %.4f, elective %.4f, deaths per 1,000 %.2f\n",
        acute / years, same / years, beds / years, elective / people_years(),
        1000 * deaths / people_years());
    printf("bed needs per 1,000 by band:");
    for (int b = 0; b < AGE_BANDS; b++) {
        const double rate = base.truth[b][TRUE_HOSPITAL_BED] / (base.person_years[b] * (1 - halo));
        printf(" %.1f", 1000 * rate);
        assert_true(fabs(rate - bed[b]) < 0.06 * bed[b] + 5 * sqrt(bed[b] / base.person_years[b]));
    }
    printf("\ndeaths per 1,000 by band:");
    for (int b = 0; b < AGE_BANDS; b++)
        printf(" %.2f", 1000 * base.deaths[b] / base.person_years[b]);
    printf("\n");
    assert_true(fabs(acute / years - 2.8) < 0.04);
    assert_true(fabs(elective / people_years() - 0.127) < 0.003); /* the fixture's starts a head */
    assert_true(fabs(1000 * deaths / people_years() - 9.3) < 0.5);
}

/* A spell of dying before eight in ten deaths, six months long: of women of 70 in the fifth tenth
 * 0.8 x 0.5 years of their death rate are in it. It begins oftener than such deaths come, for the
 * rate rises by a tenth a year of age, and less often, for those who began it were more (their own
 * death rate a year). It brings 6 needs for a bed a year; off, nobody is in it and nothing is
 * added. */
static void the_dying_need_beds(void **state) {
    (void)state;
    struct ageing_params a;
    struct needs_params par = x.needs_par, off = x.needs_par;
    par.dying_share = 0.8;
    off.dying_share = 0.0;
#define PARAM(name, unit, value, low, high, standing, source) a.name = par.name;
#include "population/ageing_params.def"
#undef PARAM
    struct ageing *on = malloc(sizeof *on);
    ageing_make(on, &a);
    assert_true(fabs(on->dying[70][WOMAN][4] - 0.4 * on->death[70][WOMAN][4]) < 1e-12);
    const double death = on->death[70][WOMAN][4],
                 rise = (on->death[71][WOMAN][4] - on->death[69][WOMAN][4]) / 2 / death;
    assert_true(rise > 0.08 && rise < 0.12);
    assert_true(fabs(on->spells[70][WOMAN][4] - 0.8 * (1 + 0.5 * (rise - death))) < 1e-12);
    assert_true(!(on->spells[17][WOMAN][4] > 0));
    free(on);
    struct person p = pp.p[0];
    p.born = (int16_t)(day_month(x.place.start) - 70 * 12);
    p.flags = FLAG_WOMAN;
    p.decile = 5;
    for (int k = 0; k < 2; k++) {
        struct needs *n = opened(k ? &par : &off);
        double more = 0;
        for (unsigned d = 0; d < 2; d++)
            for (int kind = 0; kind < NEED_ACUTE_KINDS; kind++) {
                p.dying = d & 1u;
                more += (d ? 1 : -1) *
                        needs_rate(n, &p, x.place.start, (enum need_kind)kind, 0);
            }
        p.dying = 0;
        assert_true(fabs(more - (k ? 6.0 : 0.0)) < 1e-4);
        needs_close(n);
    }
}

/* Deaths that delays bring about come off those whom they befall. Eight in ten deaths follow a
 * spell: a fifth of all, each of somebody in one, takes a quarter off its end; a tenth, none of
 * them of such people, takes half off deaths without one. As many spells begin. */
static void deaths_by_delay_come_off_where_they_fall(void **state) {
    (void)state;
    static const double level[2] = {0.8, 0.9}, dying[2] = {1.0, 0.0}, end[2] = {0.75, 1.0},
                        sudden[2] = {1.0, 0.5};
    const double a_year = 12 / x.needs_par.dying_months;
    assert_true(fabs(x.needs_par.dying_share - 0.8) < 1e-12);
    near(base.dying_deaths, a_year * base.dying_years, 0.02);
    for (unsigned k = 0; k < 2; k++) {
        struct tally less;
        struct needs_params par = x.needs_par;
        par.death_level = level[k];
        par.delay_dying = dying[k];
        course(&less, &par, 1, false);
        near(less.dying_deaths, a_year * end[k] * less.dying_years, 0.02);
        near(less.sudden, base.sudden * sudden[k], 0.02);
        assert_true(fabs(less.spells - base.spells) < 0.02 * base.spells);
    }
}

/* Most to least deprived tenth at equal age: a relative index of 1.9 lies 0.9 of the ranks
 * apart. */
static void deprived_people_need_more_beds(void **state) {
    (void)state;
    double rate[11] = {0};
    for (int b = 0; b < AGE_BANDS; b++)
        for (int d = 1; d <= 10; d++)
            rate[d] += base.bed_tenth[b][d] / base.bed_years[b][d] * base.person_years[b];
    printf("bed needs, most to least deprived tenth, at equal age: %.2f\n", rate[1] / rate[10]);
    assert_true(fabs(rate[1] / rate[10] - pow(1.9, 0.9)) < 0.12);
}

/* The 2011 table by band on England's people of 2023, at 9.3 per 1,000 in all: worked out apart
 * from this code. */
static void deaths_follow_the_life_table(void **state) {
    (void)state;
    static const double table[AGE_BANDS] = {1.70, 0.10, 0.63, 4.28, 15.31, 41.5, 145.9};
    for (int b = 0; b < AGE_BANDS; b++) {
        const double expected = table[b] * base.person_years[b] / 1000;
        near(base.deaths[b], expected, 0.04);
        near(base.deaths[b], base.deaths_expected[b], 0.02);
        assert_true(fabs(base.deaths_expected[b] / expected - 1) < 0.05);
    }
}

static void frail_share_is_steady(void **state) {
    (void)state;
    printf("frail share of 50+ by year:");
    for (int y = 0; y <= YEARS; y++) {
        const double share = base.frail[y] / base.old[y];
        printf(" %.4f", share);
        assert_true(share > 0.265 && share < 0.389);
        assert_true(fabs(share - base.frail[0] / base.old[0]) < 0.015);
    }
    printf("\n");
}

static void beds_swing_with_the_year(void **state) {
    (void)state;
    static const double index[12] = {1.024, 1.021, 1.027, .962,  .993,  .987,
                                     .985,  .958,  .989,  1.001, 1.026, 1.028};
    double count = 0, days[12] = {0}, high = 0, low = 2;
    for (day_t d = x.place.start; d <= last_day; d++) days[(day_month(d) + 6) % 12]++;
    for (int m = 0; m < 12; m++) count += base.bed_month[m];
    for (int m = 0; m < 12; m++) {
        const double expected = days[m] / (last_day - x.place.start + 1) * count;
        const double seen = base.bed_month[m] / expected;
        /* 0.01: weekends in a month, ageing */
        assert_true(fabs(seen - index[m]) < 5 / sqrt(expected) + 0.01);
        high = seen > high ? seen : high;
        low = seen < low ? seen : low;
    }
    assert_true(high < 1.09 && low > 0.91 && high > 1.0 + 0.01 && low < 1.0 - 0.01);
    printf("bed needs a day, lowest and highest month: %.3f %.3f\n", low, high);
}

static void mondays_and_mornings(void **state) {
    (void)state;
    double week = 0, day = 0;
    for (int d = 0; d < 7; d++) week += base.weekday[d];
    for (int h = 0; h < 24; h++) day += base.hour[h];
    double usual[7] = {1, 1, 1, 1, 1, 1, 1}, expected[7] = {0}, all = 0;
    usual[0] = x.needs_par.week_monday;
    usual[5] = x.needs_par.week_saturday;
    usual[6] = x.needs_par.week_sunday;
    for (day_t d = x.place.start; d <= last_day; d++) {
        const double today = usual[day_is_bank_holiday(d) ? 6 : day_weekday(d)];
        expected[day_weekday(d)] += today;
        all += today;
    }
    for (int d = 0; d < 7; d++) { /* 0.001: the season of bank holidays */
        const double share = expected[d] / all;
        assert_true(fabs(base.weekday[d] / week - share) <
                    5 * sqrt(share * (1 - share) / week) + 0.001);
    }
    /* ae-monday: 15.2% of a Monday's arrivals from ten to twelve */
    const double peak = (base.hour[10] + base.hour[11]) / day;
    assert_true(peak > 0.125 && peak < 0.165);
    assert_true(base.hour[3] / day < 0.02);
}

static void severity_rises_with_the_true_need(void **state) {
    (void)state;
    double mean[4];
    for (int t = 0; t < 4; t++) {
        double n = 0;
        for (int b = 0; b < AGE_BANDS; b++) n += base.truth[b][t];
        mean[t] = base.severity[t] / n;
        if (t > 0) assert_true(mean[t] > mean[t - 1] + 0.1);
        assert_true(mean[t] > 0 && mean[t] < 1);
    }
}

/* Of needs that others make: the same range and mean as the clock's. */
static void severity_made_elsewhere_is_the_clocks(void **state) {
    (void)state;
    const struct needs_params *par = &x.needs_par;
    assert_true(fabs(needs_severity(par, TRUE_HOSPITAL_BED, 0) - 0.55) < 1e-6);
    assert_true(fabs(needs_severity(par, TRUE_HOSPITAL_BED, 1) - 1.0) < 1e-6);
    assert_true(fabs(needs_severity(par, TRUE_HOSPITAL_BED, 0.25) - (0.55 + 0.45 / 8)) < 1e-6);
    for (int t = 0; t < 4; t++) {
        double n = 0, mean = 0;
        for (int b = 0; b < AGE_BANDS; b++) n += base.truth[b][t];
        for (int i = 0; i < 1000; i++)
            mean += (double)needs_severity(par, (enum true_need)t, (i + 0.5) / 1000) / 1000;
        assert_true(fabs(mean - base.severity[t] / n) < 0.01);
    }
}

/* Twins: neither what a regime does to a person nor the hazard it leaves moves a candidate. */
static void candidates_do_not_depend_on_life(void **state) {
    (void)state;
    struct tally half, again;
    course(&half, &x.needs_par, 0.5, true);
    course(&again, &x.needs_par, 1, false);
    assert_true(half.digest == base.digest && half.candidates == base.candidates);
    assert_memory_equal(&again, &base, sizeof base);
    double acute = 0, halved = 0;
    for (int k = 0; k < NEED_ACUTE_KINDS; k++) {
        acute += base.kind[k];
        halved += half.kind[k];
    }
    near(halved, acute / 2, 0.003);
    assert_true(half.kind[NEED_DEATH] == base.kind[NEED_DEATH] &&
                half.kind[NEED_FRAILTY] == base.kind[NEED_FRAILTY]);
    assert_true(half.kind[NEED_ELECTIVE] == base.kind[NEED_ELECTIVE]);
}

/* What befalls people by a day does not hang on when the run ends: another season at its end, and
 * more growth, move no candidate before. */
static void a_shorter_run_is_the_beginning_of_a_longer_one(void **state) {
    (void)state;
    enum { SHORT = 100, LONG = 1500 };
    struct needs *n[2] = {NULL, NULL};
    struct needs_params par = x.needs_par;
    struct need need;
    uint32_t compared = 0;
    par.acute_growth = 0.03;
    for (int k = 0; k < 2; k++)
        assert_int_equal(needs_open(&n[k], &x.place, &par, NULL, &x.luck, x.place.start,
                                    x.place.start + (k ? LONG : SHORT)), 0);
    const minute_t end = day_minute(x.place.start + SHORT);
    for (uint32_t i = 0; i < pp.n && i < 20000; i++) {
        struct person life[2] = {pp.p[i], pp.p[i]};
        for (;;) {
            const minute_t brief = needs_next(n[0], &life[0], i),
                           at = needs_next(n[1], &life[1], i);
            if (brief >= end || at >= end) {
                assert_true(brief >= end && at >= end);
                break;
            }
            assert_true(brief == at);
            needs_strike(n[0], &life[0], i, at, 1, &need);
            const struct need first = need;
            needs_strike(n[1], &life[1], i, at, 1, &need);
            assert_true(need.kind == first.kind && need.truth == first.truth);
            compared++;
        }
    }
    assert_true(compared > 1000);
    needs_close(n[0]);
    needs_close(n[1]);
}

static void elective_only_people_have_no_acute_need(void **state) {
    (void)state;
    struct needs *n = opened(&x.needs_par);
    double elective = 0, years = 0;
    for (uint32_t i = 0; i < pp.n; i++) {
        struct person p = pp.p[i];
        struct need need;
        if (!(p.flags & FLAG_ELECTIVE_ONLY)) continue;
        years +=
            ((p.leaves < YEARS * 365 ? p.leaves : YEARS * DAYS_A_YEAR) - p.arrives) / DAYS_A_YEAR;
        for (minute_t at = needs_next(n, &p, i); at != MINUTE_NEVER; at = needs_next(n, &p, i)) {
            needs_strike(n, &p, i, at, 1, &need);
            assert_true(need.kind >= NEED_ACUTE_KINDS);
            elective += need.kind == NEED_ELECTIVE;
            if (need.kind == NEED_DEATH) break;
        }
    }
    near(elective, years * 0.127, 0.03); /* the dead count to the end here */
    needs_close(n);
}

static void starts_of_areas_add_up(void **state) {
    (void)state;
    struct needs *n = opened(&x.needs_par);
    for (unsigned f = 0; f < FIXTURE_FUNCTIONS; f++) {
        double all = 0, people = 0, rates = 0;
        for (int a = 0; a < 10; a++) {
            all += needs_area_starts(n, &x.areas[a], f);
            people += x.areas[a].people;
        }
        for (uint32_t i = 0; i < pp.residents; i++)
            rates += needs_rate(n, &pp.p[i], x.place.start, NEED_ELECTIVE, f);
        /* the fixture is a small England */
        assert_true(fabs(all / people / (double)x.place.starts_per_head[f] - 1) < 0.01);
        assert_true(fabs(all / rates - 1) < 0.004);
    }
    needs_close(n);
}

static void levels_and_growth_move_needs(void **state) {
    (void)state;
    struct needs_params par = x.needs_par;
    struct needs *n = NULL, *usual = opened(&par);
    const double level[FIXTURE_FUNCTIONS] = {2, 1, 0, 1};
    assert_int_equal(needs_open(&n, &x.place, &par, level, &x.luck, x.place.start, last_day), 0);
    const struct person *p = &pp.p[0];
    for (unsigned f = 0; f < FIXTURE_FUNCTIONS; f++)
        assert_true(fabs(needs_rate(n, p, x.place.start, NEED_ELECTIVE, f) -
                         level[f] * needs_rate(usual, p, x.place.start, NEED_ELECTIVE, f)) < 1e-6);
    needs_close(n);
    needs_close(usual);
    struct tally grown;
    par.elective_growth = 0.10;
    course(&grown, &par, 1, false);
    /* mean of 1.1^t over 3 years */
    near(grown.kind[NEED_ELECTIVE], base.kind[NEED_ELECTIVE] * 1.156, 0.01);
    near(grown.kind[NEED_INFECTION], base.kind[NEED_INFECTION], 0.01);
    par.elective_growth = 0;
    par.winter_strength = 2;
    par.winter_adds = 1;
    course(&grown, &par, 1, false);
    assert_true(grown.bed_month[0] > base.bed_month[0] * 1.05);
}

/* As many need a bed in a winter twice as hard, as England's counts had it; more of them
 * infected. */
static void a_hard_winter_brings_no_more_needs(void **state) {
    (void)state;
    struct needs_params par = x.needs_par;
    struct tally hard;
    assert_true(par.winter_adds <= 0.0);
    par.winter_strength = 2;
    course(&hard, &par, 1, false);
    near(hard.bed_month[0], base.bed_month[0], 0.03);
    assert_true(hard.bed_infections[0] > 1.05 * base.bed_infections[0]);
}

/* A year with three tenths more of every need; steps of frailty as they were. A surge of one
 * changes no candidate, one of no months no need. */
static void a_surge_is_of_its_months(void **state) {
    struct needs_params par = x.needs_par;
    struct tally surged;
    (void)state;
    const double more = 1 + 0.3 / YEARS;
    par.surge = 1.3;
    par.surge_from = 3;
    course(&surged, &par, 1, false);
    near(surged.kind[NEED_INFECTION], base.kind[NEED_INFECTION] * more, 0.015);
    near(surged.kind[NEED_ELECTIVE], base.kind[NEED_ELECTIVE] * more, 0.015);
    near(surged.kind[NEED_FRAILTY], base.kind[NEED_FRAILTY], 0.02);
    par.surge_months = 0;
    course(&surged, &par, 1, false);
    assert_int_equal(surged.kind[NEED_INFECTION], base.kind[NEED_INFECTION]);
    par.surge = 1;
    par.surge_months = 12;
    course(&surged, &par, 1, false);
    assert_true(surged.digest == base.digest);
}

static void speed(void **state) {
    (void)state;
    struct needs *n = opened(&x.needs_par);
    struct person *copy = malloc(pp.n * sizeof *copy);
    memcpy(copy, pp.p, pp.n * sizeof *copy);
    double count = 0;
    const clock_t from = clock();
    for (uint32_t i = 0; i < pp.n; i++) {
        struct need need;
        for (minute_t at = needs_next(n, &copy[i], i); at != MINUTE_NEVER;
             at = needs_next(n, &copy[i], i), count++)
            needs_strike(n, &copy[i], i, at, 1, &need);
    }
    printf("ns a candidate (next and strike): %.1f; candidates a person-year %.2f\n",
           (double)(clock() - from) / CLOCKS_PER_SEC * 1e9 / count,
           base.candidates / people_years());
    free(copy);
    needs_close(n);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(counts_follow_rates),
                                       cmocka_unit_test(levels_are_as_published),
                                       cmocka_unit_test(deaths_follow_the_life_table),
                                       cmocka_unit_test(the_dying_need_beds),
        cmocka_unit_test(deaths_by_delay_come_off_where_they_fall),
        cmocka_unit_test(deprived_people_need_more_beds),
                                       cmocka_unit_test(frail_share_is_steady),
                                       cmocka_unit_test(beds_swing_with_the_year),
                                       cmocka_unit_test(mondays_and_mornings),
                                       cmocka_unit_test(severity_rises_with_the_true_need),
                                       cmocka_unit_test(severity_made_elsewhere_is_the_clocks),
                                       cmocka_unit_test(candidates_do_not_depend_on_life),
        cmocka_unit_test(a_shorter_run_is_the_beginning_of_a_longer_one),
                                       cmocka_unit_test(elective_only_people_have_no_acute_need),
                                       cmocka_unit_test(starts_of_areas_add_up),
                                       cmocka_unit_test(levels_and_growth_move_needs),
                                       cmocka_unit_test(a_hard_winter_brings_no_more_needs),
                                       cmocka_unit_test(a_surge_is_of_its_months),
                                       cmocka_unit_test(speed)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
