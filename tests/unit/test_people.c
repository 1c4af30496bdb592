// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* People: exact counts, published shares inside sampling error, same bytes twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <time.h>
#include "population_fixture.h"

static struct fixture x;
static struct people pp;

static int set_up(void **state) {
    (void)state;
    fixture_make(&x, 20000, 5000);
    return people_make(&pp, &x.place, &x.people_par, &x.luck, 3.0);
}

static int tear_down(void **state) {
    (void)state;
    people_free(&pp);
    return 0;
}

static bool at_start(const struct person *p) { return p->arrives == 0; }

static void counts_are_exact(void **state) {
    (void)state;
    static uint32_t n[FIXTURE_AREAS][AGE_BANDS], women[FIXTURE_AREAS][AGE_BANDS];
    uint32_t residents = 0;
    for (uint32_t i = 0; i < pp.n; i++) {
        const struct person *p = &pp.p[i];
        if (!at_start(p)) continue;
        const unsigned band = age_band(person_age(p, x.place.start));
        n[p->area][band]++;
        women[p->area][band] += (p->flags & FLAG_WOMAN) != 0;
        residents += !(p->flags & FLAG_HALO);
        assert_int_equal((p->flags & FLAG_HALO) != 0, p->area == 10);
        assert_int_equal((p->flags & FLAG_ELECTIVE_ONLY) != 0, p->area == 10);
    }
    assert_int_equal(residents, pp.residents);
    for (int a = 0; a < FIXTURE_AREAS; a++)
        for (int b = 0; b < AGE_BANDS; b++) {
            assert_int_equal(n[a][b], x.areas[a].by_age[b]);
            assert_int_equal(women[a][b],
                             (uint32_t)(n[a][b] * (double)x.areas[a].share_women[b] + 0.5));
        }
    for (uint32_t i = 0; i < pp.residents; i++) /* residents of the first day come first */
        assert_true(at_start(&pp.p[i]) && !(pp.p[i].flags & FLAG_HALO));
}

static void records_are_whole(void **state) {
    (void)state;
    assert_int_equal((uintptr_t)pp.p % 64, 0);
    for (uint32_t i = 0; i < pp.n; i++) {
        const struct person *p = &pp.p[i];
        assert_true(person_alive(p) && p->needs == 0 && p->burden == 0 && !p->nature_done &&
                    !p->in_hospital);
        assert_true(p->decile >= 1 && p->decile <= 10 && p->income >= 1 && p->income <= 5);
        assert_true(p->practice < x.place.n_practices);
        assert_true(p->arrives < p->leaves);
        if (person_age(p, x.place.start + p->arrives) < 50)
            assert_int_equal(p->frailty, FRAILTY_FIT);
    }
}

/* Share of those of the first day and of an age range for whom a test holds; *n how many were
 * asked. */
static double share(double from, double to, bool (*holds)(const struct person *), double *n) {
    double yes = 0;
    *n = 0;
    for (uint32_t i = 0; i < pp.n; i++) {
        const double age = person_age(&pp.p[i], x.place.start);
        if (!at_start(&pp.p[i]) || (pp.p[i].flags & FLAG_HALO) || age < from || age >= to) continue;
        *n += 1;
        yes += holds(&pp.p[i]);
    }
    return yes / *n;
}
static bool frail(const struct person *p) { return p->frailty > FRAILTY_FIT; }
static bool insured(const struct person *p) { return p->flags & FLAG_INSURED; }
static bool in_home(const struct person *p) { return p->flags & FLAG_CARE_HOME; }
static bool many(const struct person *p) { return p->conditions >= 2; }
static bool owner(const struct person *p) { return p->flags & FLAG_HOME_OWNER; }
static bool severe(const struct person *p) { return p->frailty == FRAILTY_SEVERE; }

static void shares_are_as_published(void **state) {
    (void)state;
    double n;
    const double f = share(50, 200, frail, &n);
    assert_true(f > 0.265 && f < 0.389); /* efi-onset-2006-2017: 2006 and 2017 */
    /* clegg-2016 */
    assert_true(share(65, 200, severe, &n) > 0.02 && share(65, 200, severe, &n) < 0.05);
    const double i = share(0, 200, insured, &n);
    assert_true(fabs(i - 0.118) < 5 * sqrt(0.118 * 0.882 / n) + 0.003); /* pmi-coverage-2023 */
    const double h = share(65, 200, in_home, &n);
    assert_true(fabs(h - 0.025) < 5 * sqrt(0.025 * 0.975 / n) + 0.001); /* census-care-homes-2021 */
    assert_true(fabs(share(65, 85, many, &n) - 0.649) < 0.04);         /* barnett-2012 */
    assert_true(fabs(share(85, 200, many, &n) - 0.815) < 0.05);
    assert_true(fabs(share(45, 65, many, &n) - 0.304) < 0.03);
    printf("frail 50+ %.3f insured %.3f care home 65+ %.4f owners %.3f 2+ conditions 65-84 %.3f "
           "85+ %.3f\n",
           f, i, h, share(0, 200, owner, &n), share(65, 85, many, &n), share(85, 200, many, &n));
}

static void income_follows_the_tenth(void **state) {
    (void)state;
    double sum[11] = {0}, n[11] = {0}, poorest = 0;
    for (uint32_t i = 0; i < pp.residents; i++) {
        sum[pp.p[i].decile] += pp.p[i].income;
        n[pp.p[i].decile]++;
        poorest += pp.p[i].income == 1;
    }
    assert_true(sum[1] / n[1] < 2.5 && sum[10] / n[10] > 3.5);
    assert_true(fabs(poorest / pp.residents - 0.2) < 0.01);
}

static void births_and_moves_balance(void **state) {
    (void)state;
    double born = 0, in = 0, out = 0;
    for (uint32_t i = 0; i < pp.n; i++) {
        const struct person *p = &pp.p[i];
        if (p->flags & FLAG_HALO) continue;
        const bool newborn = p->arrives > 0 && p->born == day_month(x.place.start + p->arrives);
        born += newborn;
        in += p->arrives > 0 && !newborn;
        out += p->leaves < 3 * 365;
    }
    const double mothers = 20330707.0 / 57690323 * 0.5 * pp.residents,
                 expected = mothers * 0.0554 * 3;
    assert_true(fabs(born - expected) < 0.02 * expected);
    assert_true(fabs(in - out) < 0.05 * in);
    /* three years at 3.0% a year */
    assert_true(in > 0.08 * pp.residents && in < 0.10 * pp.residents);
}

static uint32_t newborn(const struct people *p, double *days) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        const struct person *q = &p->p[i];
        const bool born = q->arrives > 0 && q->born == day_month(x.place.start + q->arrives);
        if (!born || q->flags & FLAG_HALO) continue;
        n++;
        *days += q->arrives;
    }
    return n;
}

/* Women who come have children like others: 0.0054 a year of 0.8 of all people, half of them women,
 * 0.0554 births a year each, over three years from none of them: 0.0054 x 0.8 x 0.5 x 0.0554 x 4.5
 * of all people, on days two thirds through the run. Without net moves as many as before. */
static void newcomers_have_children(void **state) {
    (void)state;
    struct people more;
    struct people_params par = x.people_par;
    par.net_moves = 0.0054 * 20; /* enough to count */
    double days = 0, before = 0;
    assert_int_equal(people_make(&more, &x.place, &par, &x.luck, 3.0), 0);
    const double want = 20 * 0.0054 * 0.8 * 0.5 * 0.0554 * 4.5 * pp.residents,
                 got = (double)newborn(&more, &days) - newborn(&pp, &before);
    assert_true(fabs(got - want) < 0.05 * want + 12);
    assert_true(fabs((days - before) / got / (3 * 365.25) - 2.0 / 3.0) < 0.1);
    people_free(&more);
}

/* The same residents; more come than leave, by so many and of those ages. */
static void net_moves_come_on_top(void **state) {
    (void)state;
    struct people more;
    struct people_params par = x.people_par;
    double came = 0, adults = 0, before = 0;
    par.net_moves = 0.0054;
    assert_int_equal(people_make(&more, &x.place, &par, &x.luck, 3.0), 0);
    assert_int_equal(more.residents, pp.residents);
    assert_memory_equal(more.p, pp.p, pp.residents * sizeof *pp.p);
    for (uint32_t i = 0; i < more.n + pp.n; i++) {
        const struct person *p = i < more.n ? &more.p[i] : &pp.p[i - more.n];
        if (p->arrives == 0 || p->born == day_month(x.place.start + p->arrives)) continue;
        if (p->flags & FLAG_HALO) continue;
        const double one = i < more.n ? 1 : -1;
        const double age = person_age(p, x.place.start + p->arrives);
        came += one;
        adults += age >= 18 && age < 45 ? one : 0;
        before += i >= more.n;
    }
    assert_true(before > 0);
    assert_true(fabs(came - 0.0054 * 3 * pp.residents) < 60); /* roundings of an area and band */
    assert_true(fabs(adults / came - 0.80) < 0.03);
    people_free(&more);
}

/* Needs that all ages have alike grow by the moves; those of the old by less. */
static void what_movers_bring(void **state) {
    (void)state;
    struct people_params par = x.people_par;
    const double alike[AGE_BANDS] = {1, 1, 1, 1, 1, 1, 1}, old[AGE_BANDS] = {0, 0, 0, 0, 0, 0, 1};
    assert_true(people_moves_need(&par, alike) == 0);
    par.net_moves = 0.0054;
    assert_float_equal(people_moves_need(&par, alike), 0.0054, 1e-12);
    assert_true(people_moves_need(&par, old) < 0.0005);
}

static void single_years_follow_England(void **state) {
    (void)state;
    double seventies = 0, all = 0;
    for (uint32_t i = 0; i < pp.residents; i++) {
        const double age = person_age(&pp.p[i], x.place.start);
        all += age >= 65 && age < 75;
        seventies += age >= 70 && age < 75;
    }
    assert_true(fabs(seventies / all - 0.470) < 0.015); /* 2.57 of 5.47 million at mid-2023 */
}

static void nearer_practices_have_more(void **state) {
    (void)state;
    double near = 0, far = 0;
    for (uint32_t i = 0; i < pp.residents; i++) {
        const double km =
            fabs(x.practices[pp.p[i].practice].x_km - (double)x.areas[pp.p[i].area].x_km);
        near += km < 3;
        far += km > 8;
    }
    assert_true(near > 0.5 * pp.residents && far < 0.1 * pp.residents);
}

static void same_arguments_same_bytes(void **state) {
    (void)state;
    struct people again, other;
    struct luck luck = x.luck;
    assert_int_equal(people_make(&again, &x.place, &x.people_par, &x.luck, 3.0), 0);
    assert_int_equal(again.n, pp.n);
    assert_memory_equal(again.p, pp.p, pp.n * sizeof *pp.p);
    luck.replicate = 1;
    assert_int_equal(people_make(&other, &x.place, &x.people_par, &luck, 3.0), 0);
    assert_int_equal(other.residents, pp.residents);
    assert_memory_not_equal(other.p, pp.p, pp.residents * sizeof *pp.p);
    people_free(&again);
    people_free(&other);
}

static void utility_falls_with_age_and_frailty(void **state) {
    (void)state;
    struct person p = {.born = (int16_t)(day_month(x.place.start) - 12 * 70)};
    assert_float_equal(person_utility(&p, &x.people_par, x.place.start), 0.83, 1e-12);
    p.frailty = FRAILTY_SEVERE;
    assert_float_equal(person_utility(&p, &x.people_par, x.place.start), 0.42, 1e-12);
    p.flags = FLAG_CARE_HOME;
    assert_float_equal(person_utility(&p, &x.people_par, x.place.start), 0.40, 1e-12);
    p = (struct person){.born = (int16_t)(day_month(x.place.start) - 12 * 20)};
    assert_float_equal(person_utility(&p, &x.people_par, x.place.start), 0.94, 1e-12);
    assert_float_equal(person_age(&p, x.place.start), 20, 1e-12);
}

static void speed(void **state) {
    (void)state;
    struct people again;
    const clock_t from = clock();
    assert_int_equal(people_make(&again, &x.place, &x.people_par, &x.luck, 3.0), 0);
    printf("people made a second: %.2f million\n",
           again.n * 1e-6 / ((double)(clock() - from) / CLOCKS_PER_SEC));
    people_free(&again);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(counts_are_exact),
                                       cmocka_unit_test(records_are_whole),
                                       cmocka_unit_test(shares_are_as_published),
                                       cmocka_unit_test(income_follows_the_tenth),
                                       cmocka_unit_test(births_and_moves_balance),
                                       cmocka_unit_test(net_moves_come_on_top),
                                       cmocka_unit_test(newcomers_have_children),
                                       cmocka_unit_test(what_movers_bring),
                                       cmocka_unit_test(single_years_follow_England),
                                       cmocka_unit_test(nearer_practices_have_more),
                                       cmocka_unit_test(same_arguments_same_bytes),
                                       cmocka_unit_test(utility_falls_with_age_and_frailty),
                                       cmocka_unit_test(speed)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
