// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A&E: Erlang's waits, order of acuity, crews held for want of a cubicle, boarders, the clock and
 * its rule, harm of delay, and a check that fails when a patient is lost. */
#include "urgent_fixture.h"
#include "care/closures.h"

static struct department *type(unsigned t) {
    for (unsigned i = 0; i < x.w.departments->n; i++)
        if (x.w.departments->site[i].type == t) return &x.w.departments->site[i];
    fail();
    return NULL;
}

static void employ(struct department *d, unsigned majors, unsigned minors) {
    for (unsigned h = 0; h < 24; h++) {
        d->roster[STREAM_MAJORS][h] = (uint16_t)majors;
        d->roster[STREAM_MINORS][h] = (uint16_t)minors;
    }
    d->pace[0] = d->pace[1] = 1;
    x.w.par.emergency.roster_follows = 0; /* in every month as many */
}

static bool crisis; /* those who come are in a mental-health crisis */

static void come(const struct department *d, uint32_t person, enum true_need truth, float severity,
                 minute_t after) {
    struct need n = urgent_case(person, truth, severity);
    if (crisis) n.kind = NEED_MENTAL_CRISIS;
    departments_come(&x.w, &n, d->site, world_now(&x.w) + after, NO_JOB, 1, false);
}

/* Poisson arrivals, two clinicians, a service whose variance is that of the exponential: M/G/2 with
 * unit variation, whose mean wait is that of M/M/2 within a few per cent. */
static void waits_are_erlangs(void **state) {
    (void)state;
    struct emergency_params *par = &x.w.par.emergency;
    struct department *d = type(3);
    par->service_sigma = 0.8325546111576977; /* sqrt(ln 2) */
    par->walk_in_minutes = 40;
    par->patience = 1e12;
    par->return_7_days = 0;
    employ(d, 0, 2);
    double at = 0;
    const double gap = 40.0 / 2 / 0.7;
    for (uint32_t i = 0; i < 40000; i++) {
        at += draw_exponential(luck_uniform(&x.w.luck, i, PURPOSE_OUTCOME, 0), gap);
        come(d, i, TRUE_SELF_CARE, 0.1f, 61u + (minute_t)at);
    }
    urgent_run(&x, 850);
    /* Erlang C and mean wait */
    const double c = 2 * 0.7 * 0.7 / (1 + 0.7), wait = c * 40 / (2 * (1 - 0.7));
    assert_true(urgent_seen(SAW_ATTENDANCE) > 39000);
    assert_near(x.minutes[SAW_ATTENDANCE] / (double)urgent_seen(SAW_ATTENDANCE), wait + 40.5,
                0.06 * (wait + 40.5));
    urgent_check(&x);
}

static void the_graver_go_first(void **state) {
    (void)state;
    struct department *d = type(1);
    x.w.par.emergency.acuity_noise = 0;
    x.w.par.emergency.work_up_share_minors = 0;
    x.w.par.emergency.patience = 1e12;
    x.w.par.emergency.return_7_days = 0;
    x.w.par.emergency.admit_gp = -50;
    employ(d, 0, 0);
    urgent_run(&x, 0.1);
    come(d, 1, TRUE_GP, 0.10f, 10); /* category 5 */
    come(d, 2, TRUE_GP, 0.11f, 20); /* category 5, later */
    come(d, 3, TRUE_GP, 0.40f, 30); /* category 4, last to come */
    urgent_run(&x, 0.2);
    assert_int_equal(d->inside, 3);
    employ(d, 0, 1);
    urgent_run(&x, 2);
    assert_int_equal(x.n_left, 3);
    assert_int_equal(x.left[0], 3);
    assert_int_equal(x.left[1], 1);
    assert_int_equal(x.left[2], 2);
}

static void without_clinicians_nobody_is_lost(void **state) {
    (void)state;
    for (unsigned i = 0; i < x.w.departments->n; i++) employ(&x.w.departments->site[i], 0, 0);
    urgent_begin(&x);
    urgent_run(&x, 5);
    const struct departments *d = x.w.departments;
    uint32_t inside = 0;
    for (unsigned i = 0; i < d->n; i++) inside += d->site[i].inside;
    assert_true(inside > 100);
    assert_int_equal(d->came, inside + d->left);
    urgent_check(&x);
}

static void a_crew_waits_for_a_cubicle(void **state) {
    (void)state;
    struct department *d = type(1);
    struct need n = urgent_case(0, TRUE_HOSPITAL_BED, 0.6f);
    x.w.par.emergency.acuity_noise = 0;
    x.w.par.ambulance.hear_logit = -50;
    x.w.par.ambulance.convey_logit = 50;
    x.w.par.ambulance.handover_most = 1e6;
    urgent_run(&x, 0.5);
    for (unsigned i = 0; i < x.w.departments->n; i++) x.w.departments->site[i].cubicles = 0;
    ambulance_call(&x.w, &n, 0);
    urgent_run(&x, 0.5);
    assert_int_equal(x.seen[SAW_AMBULANCE][2], 1);
    assert_int_equal(urgent_seen(SAW_HANDOVER), 0); /* still outside */
    for (unsigned i = 0; i < x.w.departments->n; i++) x.w.departments->site[i].cubicles = 5;
    const uint16_t site = primary_site(&x.w, &n, 1, NULL);
    /* the next to come wakes the queue */
    come(&x.w.departments->site[site], 1, TRUE_HOSPITAL_BED, 0.6f, 5);
    urgent_run(&x, 0.1);
    assert_int_equal(urgent_seen(SAW_HANDOVER), 1);
    assert_true(x.minutes[SAW_HANDOVER] > 200);
    assert_true(d->in_cubicles <= 5);
    urgent_check(&x);
}

static void after_too_long_it_hands_over_in_the_corridor(void **state) {
    (void)state;
    struct need n = urgent_case(0, TRUE_HOSPITAL_BED, 0.6f);
    x.w.par.emergency.acuity_noise = 0;
    x.w.par.ambulance.hear_logit = -50;
    x.w.par.ambulance.convey_logit = 50;
    urgent_run(&x, 0.5);
    for (unsigned i = 0; i < x.w.departments->n; i++) x.w.departments->site[i].cubicles = 0;
    ambulance_call(&x.w, &n, 0);
    urgent_run(&x, 0.5);
    assert_int_equal(urgent_seen(SAW_HANDOVER), 1);
    assert_true(x.minutes[SAW_HANDOVER] >= x.w.par.ambulance.handover_most);
    assert_true(x.minutes[SAW_HANDOVER] < x.w.par.ambulance.handover_most + 60);
    const struct department *d = &x.w.departments->site[primary_site(&x.w, &n, 1, NULL)];
    assert_int_equal(d->inside, 1); /* and goes on waiting for the cubicle */
    assert_int_equal(d->in_cubicles, 0);
    urgent_check(&x);
}

static void a_boarder_keeps_the_cubicle_until_the_bed_is_found(void **state) {
    (void)state;
    struct department *d = type(1);
    x.hold = true;
    x.w.par.emergency.admit_bed = 50;
    employ(d, 3, 1);
    urgent_run(&x, 0.1);
    come(d, 5, TRUE_HOSPITAL_BED, 0.8f, 5);
    urgent_run(&x, 2);
    uint32_t boarding = 0;
    assert_int_equal(x.n_held, 1);
    assert_int_equal(departments_crowd(&x.w, d->provider, &boarding), 1);
    assert_int_equal(boarding, 1);
    assert_int_equal(d->in_cubicles, 1);
    urgent_check(&x);
    departments_bed_found(&x.w, x.held[0]);
    assert_int_equal(d->in_cubicles, 0);
    assert_int_equal(x.left_admitted, 1);
    assert_int_equal(urgent_seen(SAW_DTA_WAIT), 1);
    assert_true(x.minutes[SAW_DTA_WAIT] > 600);
    urgent_check(&x);
}

/* Of those who board, how many the clock hurries on a way to the bed that would end so many minutes
 * after they came; all who are hurried lie in it in the last ten minutes before four hours. */
static unsigned hurried(uint32_t ends) {
    unsigned n = 0;
    for (uint32_t i = 0; i < x.n_held; i++) {
        const minute_t spent = world_now(&x.w) - x.w.departments->at[x.held[i]].arrived,
                       way = departments_hurry(&x.w, x.held[i], ends - spent);
        if (way == ends - spent) continue;
        n++;
        assert_true(spent + way >= 229 && spent + way <= 240);
    }
    return n;
}

/* Half of those who would lie in bed up to three quarters of an hour too late. */
static void the_clock_hurries_the_way_to_a_bed(void **state) {
    (void)state;
    struct emergency_params *par = &x.w.par.emergency;
    par->admit_bed = 50;
    x.hold = true;
    struct department *d = type(1);
    employ(d, 200, 1);
    d->cubicles = 400;
    urgent_run(&x, 0.1);
    for (uint32_t i = 0; i < 200; i++) come(d, i, TRUE_HOSPITAL_BED, 0.8f, 5);
    urgent_run(&x, 0.12);
    const unsigned boarding = x.n_held, late = hurried(250);
    assert_true(boarding > 100 && late > boarding * 2 / 5 && late < boarding * 3 / 5);
    assert_int_equal(hurried(285), late); /* the same ones */
    assert_int_equal(hurried(286), 0);
    assert_int_equal(hurried(240), 0);
    par->clock_bed = 0;
    assert_int_equal(hurried(250), 0);
    par->clock_bed = 0.5;
    par->target_on = 0;
    assert_int_equal(hurried(250), 0);
}

static void wait_for_a_bed(double strength) {
    struct emergency_params *par = &x.w.par.emergency;
    par->delay_harm_strength = strength;
    par->delay_nnh_4_6 = par->delay_nnh_6_8 = par->delay_nnh_8_12 = 1e-6; /* all of them */
    par->admit_bed = 50;
    x.hold = true;
    urgent_tables(&x);
    struct department *d = type(1);
    employ(d, 30, 1);
    d->cubicles = 200;
    urgent_run(&x, 0.1);
    for (uint32_t i = 0; i < 50; i++) come(d, i, TRUE_HOSPITAL_BED, 0.8f, 5);
    urgent_run(&x, 2);
    for (uint32_t i = 0; i < x.n_held; i++) departments_bed_found(&x.w, x.held[i]);
    urgent_run(&x, 31);
}

static void delay_kills_at_full_strength(void **state) {
    (void)state;
    wait_for_a_bed(1);
    assert_int_equal(x.n_held, 50);
    assert_int_equal(x.harms, 50);
}

static void and_not_at_none(void **state) {
    (void)state;
    wait_for_a_bed(0);
    assert_int_equal(x.n_held, 50);
    assert_int_equal(x.harms, 0);
}

/* One in 82 of those admitted dies of seven hours, as was published: more of some than of
 * others. */
static void one_in_82_on_average(void **state) {
    (void)state;
    urgent_begin(&x);
    urgent_run(&x, 600);
    const double seen = (double)urgent_seen(SAW_DTA_WAIT), nnh = x.w.par.emergency.delay_nnh_6_8;
    assert_near(x.w.par.emergency.delay_nnh_6_8, 82, 1e-9);
    assert_true(seen > 5000);
    assert_near(nnh * x.chance / seen, 1, 0.06);
}

/* Mean chance of death of seven hours, of people of these years of age. */
static double chance_of(unsigned from, unsigned to) {
    double all = 0, n = 0;
    for (uint32_t i = 0; i < x.w.people.n; i++) {
        const double age = person_age(&x.w.people.p[i], x.w.first_day);
        if (age < from || age >= to + 1.0 || !person_alive(&x.w.people.p[i])) continue;
        all += departments_delay_deaths(&x.w, i, 7 * 60);
        n++;
    }
    assert_true(n > 50);
    return all / n;
}

static void a_child_does_not_die_as_the_old_do(void **state) {
    (void)state;
    urgent_tables(&x);
    const double old = chance_of(85, 104);
    assert_true(old > 2.0 / 82 && old < 5.0 / 82);
    assert_true(chance_of(1, 17) < old / 100);
    assert_true(chance_of(0, 4) < old / 100);
    assert_true(chance_of(18, 44) < old / 10);
    assert_true(chance_of(65, 74) < old / 2 && chance_of(65, 74) > old / 6);
    assert_near(departments_delay_deaths(&x.w, 0, 239), 0, 1e-12);
}

/* A crisis that boards in a general department is not among the studied. */
static void nor_do_those_in_a_crisis(void **state) {
    (void)state;
    crisis = true;
    wait_for_a_bed(1);
    crisis = false;
    assert_int_equal(x.n_held, 50);
    assert_int_equal(x.harms, 0);
}

/* The same department with ten times the patients, so that a rota of whole clinicians is fine
 * enough to move the clock. */
static struct site_expectation tenfold(const struct site_expectation *s) {
    struct site_expectation big = *s;
    for (unsigned h = 0; h < HOURS_A_WEEK; h++) big.arrivals[h] *= 10.0;
    big.attendances *= 10.0;
    big.admitted *= 10.0;
    big.utilisation = 0;
    return big;
}

static void work_harder_and_the_clock_suffers(void **state) {
    (void)state;
    for (unsigned i = 0; i < x.w.departments->n; i++) {
        struct department *d = &x.w.departments->site[i];
        const struct site_expectation s = tenfold(&x.w.departments->x->site[i]);
        double before = 2;
        const double easy = clock_share(&x.w, d, &s, 0.5);
        for (double u = 0.5; u < 1.15; u += 0.1) {
            const double share = clock_share(&x.w, d, &s, u);
            assert_true(share <= before + 0.02); /* whole clinicians make steps */
            before = share;
        }
        assert_true(before < easy - 0.1);
    }
    struct department *d = type(1);
    const struct site_expectation s = tenfold(&x.w.departments->x->site[d - x.w.departments->site]);
    departments_staff(&x.w, d, &s);
    assert_near(d->expected_within_4h, 1 - 220.0 / 640.0, 0.02);
}

/* Sixty days of everybody's minutes in departments. */
static double minutes_in_all(bool clock) {
    x.w.par.emergency.target_on = clock;
    urgent_begin(&x);
    urgent_run(&x, 60);
    return x.minutes[SAW_ATTENDANCE];
}

/* Published shares were had with the clock: who takes it away gets no more clinicians for them, nor
 * other deaths expected of the start, and people are longer in departments. */
static void without_the_clock_nobody_is_taken_on(void **state) {
    struct department *d = type(1);
    const struct site_expectation s = tenfold(&x.w.departments->x->site[d - x.w.departments->site]);
    departments_staff(&x.w, d, &s);
    const double before = d->utilisation, die = departments_expected_deaths(&x.w, d, &s);
    x.w.par.emergency.target_on = 0;
    departments_staff(&x.w, d, &s);
    assert_true(d->utilisation >= before && d->utilisation <= before);
    assert_true(die > 0);
    assert_near(departments_expected_deaths(&x.w, d, &s), die, 1e-12);
    urgent_tear_down(state);
    urgent_set_up(state);
    const double with = minutes_in_all(true);
    urgent_tear_down(state);
    urgent_set_up(state);
    assert_true(minutes_in_all(false) > 1.001 * with);
}

/* Those on duty over a day, of a hundred an hour. */
static double on_duty(struct department *d, double follows) {
    const minute_t midnight = day_minute(x.w.first_day);
    double all = 0;
    employ(d, 100, 100);
    x.w.par.emergency.roster_follows = follows;
    for (unsigned h = 0; h < 24; h++) {
        departments_on_shift(&x.w, d->site, 0, midnight + 60 * h);
        all += d->clinicians[STREAM_MAJORS];
    }
    return all;
}

/* January has 0.967 of the year's mean attendances and June 1.036: four fifths of that are
 * rostered. A roster that follows nothing changes nobody. */
static void rosters_follow_the_month(void **state) {
    (void)state;
    struct emergency_params par = x.w.par.emergency;
    par.roster_follows = 0.8;
    assert_near(department_month(&par, 0.967), 0.9736, 1e-12);
    assert_near(department_month(&par, 1.036), 1.0288, 1e-12);
    par.roster_follows = 0;
    assert_true(department_month(&par, 0.967) == 1.0);
    double *season = &x.w.needs_par.season_attendance_jan;
    const int month = day_to_civil(x.w.first_day).month - 1;
    for (int m = 0; m < 12; m++) season[m] = 1;
    season[month] = 1.11; /* 1.1 over the mean of the year */
    season[(month + 6) % 12] = 1.0 - 0.11 + 12 * (1.11 / 1.1 - 1);
    assert_near(on_duty(type(1), 0), 2400, 0);
    assert_near(on_duty(type(1), 1), 2640, 1);
    assert_near(on_duty(type(1), 0.8), 2592, 1);
}

static void everybody_who_comes_leaves_or_is_inside(void **state) {
    (void)state;
    urgent_begin(&x);
    urgent_run(&x, 60);
    const struct departments *d = x.w.departments;
    uint32_t inside = 0;
    for (unsigned i = 0; i < d->n; i++) inside += d->site[i].inside;
    assert_true(d->came > 2000);
    assert_int_equal(d->came, d->left + inside);
    assert_int_equal(d->left, urgent_seen(SAW_ATTENDANCE));
    urgent_check(&x);
}

static void a_lost_patient_is_found_out(void **state) {
    (void)state;
    struct fault f = {0};
    urgent_begin(&x);
    urgent_run(&x, 10.5);
    urgent_check(&x);
    struct departments *d = x.w.departments;
    for (uint32_t a = 0; a < d->n_at; a++) {
        if (d->at[a].state != AT_WORK_UP) continue;
        d->at[a].state = AT_FREE;
        break;
    }
    assert_int_equal(departments_check(&x.w, &f), FAULT_BROKEN);
}

/* The first hospital's door: hours and beds as said; the other's cubicles. */
static bool shut_for_good, by_day;
static struct urgent_door door(const void *inst, const struct world *w, uint16_t provider) {
    (void)inst, (void)w;
    if (provider == 1) return (struct urgent_door){.beds = 1.0, .space = 1.5};
    return (struct urgent_door){.shut = shut_for_good,
                                .opens = by_day ? 8 : 0,
                                .closes = by_day ? 22 : 0,
                                .beds = 0.8,
                                .space = 1.0};
}

/* By day it takes people, at night nobody chooses it; shut for good, the other has all of them, and
 * nobody who was inside is lost. */
static void a_door_shuts(void **state) {
    const struct questions ask = {.urgent_door = door};
    (void)state;
    struct departments *const all = x.w.departments;
    const uint16_t first = reach_site_of(&all->x->reach, 0, 1),
                   other = reach_site_of(&all->x->reach, 1, 1);
    const unsigned cubicles = all->site[other].cubicles;
    shut_for_good = false;
    by_day = true;
    x.w.ask = &ask;
    urgent_begin(&x);
    urgent_run(&x, 12.0 / 24.0); /* noon */
    assert_false(all->site[first].shut);
    assert_int_equal(all->site[other].cubicles, (unsigned)(cubicles * 1.5 + 0.5));
    assert_near(x.beds_set, 80, 1e-9);
    const struct need n = urgent_case(7, TRUE_SAME_DAY, 0.5f);
    double km_open = 0, km_shut = 0;
    unsigned to_first = 0, at_night = 0;
    uint16_t crews_of[500];
    for (uint32_t q = 0; q < 500; q++) {
        struct need k = n;
        k.person = q;
        double km;
        to_first += primary_site(&x.w, &k, 1, &km) == first;
        crews_of[q] = primary_fleet(&x.w, &k);
        assert_int_equal(crews_of[q], primary_site(&x.w, &k, 1, NULL));
        km_open += km;
    }
    urgent_run(&x, 11.0 / 24.0); /* eleven at night */
    assert_true(all->site[first].shut);
    for (uint32_t q = 0; q < 500; q++) {
        struct need k = n;
        k.person = q;
        double km;
        at_night += primary_site(&x.w, &k, 1, &km) == first;
        km_shut += km;
        assert_int_equal(closures_again(&x.w, &k, first), other);
        assert_int_equal(primary_fleet(&x.w, &k), crews_of[q]); /* crews do not move */
    }
    assert_true(to_first > 100 && at_night == 0 && km_shut > km_open);
    shut_for_good = true;
    urgent_run(&x, 20);
    assert_int_equal(all->site[first].inside, 0);
    assert_true(urgent_seen(SAW_ATTENDANCE) > 100);
    urgent_check(&x);
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, urgent_set_up, urgent_tear_down)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(waits_are_erlangs),
        TEST(the_graver_go_first),
        TEST(without_clinicians_nobody_is_lost),
        TEST(a_crew_waits_for_a_cubicle),
        TEST(after_too_long_it_hands_over_in_the_corridor),
        TEST(a_boarder_keeps_the_cubicle_until_the_bed_is_found),
        TEST(the_clock_hurries_the_way_to_a_bed),
        TEST(delay_kills_at_full_strength),
        TEST(and_not_at_none),
        TEST(one_in_82_on_average),
        TEST(a_child_does_not_die_as_the_old_do),
        TEST(nor_do_those_in_a_crisis),
        TEST(work_harder_and_the_clock_suffers),
        TEST(without_the_clock_nobody_is_taken_on),
        TEST(rosters_follow_the_month),
        TEST(everybody_who_comes_leaves_or_is_inside),
        TEST(a_lost_patient_is_found_out),
        TEST(a_door_shuts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
