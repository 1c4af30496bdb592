// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Beds: the start as published, the story of a stay, Little's law over a year, escalation, and the
 * check that must fail when a patient is lost. */
#include "beds_fixture.h"

#include "base/real.h"

static struct bed_fixture x;

static int set_up(void **state) {
    *state = &x;
    fixture_open(&x, 800);
    fixture_begin(&x);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    fixture_close(&x);
    return 0;
}

/* An adult who lies in no bed, from a place in the list onward. */
static uint32_t somebody(uint32_t from) {
    while (x.person[from].in_hospital || beds_age(&x.person[from], x.w.first_day) != 3) from++;
    return from;
}

static struct need bed_need(uint32_t person, uint32_t number, float severity) {
    return (struct need){.person = person,
                         .number = number,
                         .kind = NEED_INFECTION,
                         .truth = TRUE_HOSPITAL_BED,
                         .severity = severity};
}

static uint32_t ask(uint32_t person, float severity, uint32_t attendance) {
    const struct need n = bed_need(person, 5, severity);
    beds_request_emergency(&x.w, &n, 0, attendance);
    return beds_stay_of(x.w.beds, person);
}

static void all_stay_overnight(void) {
    x.w.par.beds.zero_day_via_ae = x.w.par.beds.zero_day_direct = x.w.par.beds.zero_day_unneeded =
        0.0;
}

/* ---- the start ---- */

static void the_first_midnight_is_as_published(void **state) {
    (void)state;
    const struct bed_site *site = &x.w.beds->sites[0];
    assert_int_equal(x.w.beds->n_sites, 1);
    /* whole people */
    assert_true(real_abs(beds_occupied(&x.w, 0) - (double)PUBLISHED_OCCUPIED * site->filled[1]) <=
                0.5);
    assert_true(real_abs(beds_ready(&x.w, 0) - site->start_delayed) <= 1.0);
    assert_true(real_abs(site->start_delayed + site->leavers_a_day - (double)PUBLISHED_CRITERIA) <
                1e-3);
    assert_int_equal(beds_occupied(&x.w, 1), 0);
    const struct beds_params *par = &x.w.par.beds;
    assert_true(real_abs(beds_funded(&x.w, 0) -
                         (double)PUBLISHED_OPEN *
                             (1 - par->escalation_share * par->escalation_time)) < 1e-3);
    fixture_check(&x);
}

static void those_in_bed_at_the_start_are_older_than_the_rest(void **state) {
    (void)state;
    uint32_t old_in_bed = 0, in_bed = 0, old = 0;
    for (uint32_t i = 0; i < FIXTURE_PEOPLE; i++) {
        const bool is_old = beds_age(&x.person[i], x.w.first_day) >= 4;
        old += is_old;
        in_bed += x.person[i].in_hospital;
        old_in_bed += is_old && x.person[i].in_hospital;
    }
    assert_true((double)old_in_bed / in_bed > 2.0 * old / FIXTURE_PEOPLE);
}

/* ---- one stay ---- */

static void a_free_bed_is_kept_and_lain_in(void **state) {
    (void)state;
    all_stay_overnight();
    beds_set_open(&x.w, 0, 500.0);
    const uint32_t before = beds_occupied(&x.w, 0), s = ask(somebody(100), 0.5f, 77);
    assert_int_equal(beds_stay(&x.w, s)->state, STAY_COMING);
    assert_int_equal(x.found, 0);
    assert_int_equal(beds_occupied(&x.w, 0), before);
    fixture_check(&x);
    while (beds_stay(&x.w, s)->state == STAY_COMING)
        assert_int_equal(calendar_run(x.w.calendar, &x.w, world_now(&x.w) + 30), 0);
    assert_int_equal(beds_stay(&x.w, s)->state, STAY_IN_BED);
    assert_int_equal(x.found, 1);
    assert_int_equal(x.last_found, 77);
    assert_int_equal(x.seen[SAW_EMERGENCY_ADMISSION], 1);
    fixture_check(&x);
}

/* An infection follows the wave by 0.35 and January has 1.227 of the year's mean deaths, which is
 * 1.00117: 0.88 x 0.35 x 0.22557. The wave stands 0.9583 over its mean: 0.4% of beds closed by
 * norovirus and a fifth of a bed for each of the 2.5% with influenza, so 0.9%. */
static void winters_lengthen_stays_and_close_beds(void **state) {
    (void)state;
    struct beds *b = x.w.beds;
    assert_true(real_abs(needs_gravity(&x.w.needs_par, 0) - 0.22557) < 1e-4);
    assert_true(real_abs(b->nights_kind[0][NEED_INFECTION] - 1.06948) < 1e-4);
    assert_true(b->nights_kind[6][NEED_INFECTION] < 1);
    assert_true(b->nights_kind[0][NEED_OTHER_MAJOR] == b->nights_kind[6][NEED_OTHER_MAJOR]);
    double mean = 0;
    for (unsigned m = 0; m < 12; m++) mean += b->closed[m] / 12;
    assert_true(real_abs(mean) < 1e-12 && real_abs(b->closed[0] - 0.009 * 0.95833) < 1e-6);
    struct beds_params off = x.w.par.beds;
    off.nights_winter = off.closed_winter = off.flu_beds = 0.0;
    struct world calm = x.w;
    calm.par.beds = off;
    assert_int_equal(beds_shell(&b, &calm), 0);
    for (unsigned m = 0; m < 12; m++) {
        assert_true(b->closed[m] == 0.0);
        assert_true(b->nights_kind[m][NEED_INFECTION] == b->nights_kind[0][NEED_INFECTION]);
    }
    beds_close(b);
}

/* Twice eight in a hundred when two beds in a hundred more are taken than is usual in the month, at
 * most six in ten; nothing when as many are as usual, January's being 1.025 of the year's mean
 * (1.00008) where February's are 1.024. */
static void a_usual_winter_asks_nothing_of_the_rounds(void **state) {
    (void)state;
    struct bed_site *site = &x.w.beds->sites[0];
    assert_true(real_abs(site->filled[0] - 1.025 / 1.00008) < 1e-4);
    assert_true(real_abs(site->filled[1] - 1.024 / 1.00008) < 1e-4);
    site->funded = 1000.0 / (site->usual * site->filled[1]);
    site->midnight = 1000;
    assert_true(real_abs(beds_hurry(&x.w, site)) < 1e-9);
    site->midnight = 1020;
    assert_true(real_abs(beds_hurry(&x.w, site) - 0.16) < 1e-9);
    site->midnight = 1200;
    assert_true(real_abs(beds_hurry(&x.w, site) - 0.6) < 1e-9);
    site->midnight = 980;
    assert_true(real_abs(beds_hurry(&x.w, site) + 0.16) < 1e-9);
}

/* 72 open of which 68 are occupied and some are kept for patients on the way: three in ten of the
 * others are of the wrong kind. */
static void a_bed_kept_for_somebody_is_not_an_empty_one(void **state) {
    (void)state;
    const struct bed_site *site = &x.w.beds->sites[0];
    const double coming = (site->overnight_a_day + site->elective_a_day) * site->transfer_mean /
                          MINUTES_A_DAY,
                 empty = (double)PUBLISHED_OPEN - (double)PUBLISHED_OCCUPIED - coming,
                 wrong = 0.3 * empty / (double)PUBLISHED_OPEN;
    assert_true(coming > 0.5 && empty > 0.5);
    assert_true(x.w.par.beds.unusable > wrong);
    assert_true(real_abs(site->unusable - wrong) < 1e-4);
}

static void everyone_leaves_in_the_end_and_is_paid_for_once(void **state) {
    (void)state;
    all_stay_overnight();
    x.w.par.beds.readmission = 0.0;
    beds_set_open(&x.w, 0, 500.0);
    uint32_t person = 100, electives = 0;
    for (uint32_t s = 0; s < x.w.beds->n_stays; s++) electives += x.w.beds->stays[s].elective;
    const uint32_t start = beds_admitted(&x.w);
    for (unsigned i = 0; i < 50; i++) ask(person = somebody(person + 1), 0.5f, UINT32_MAX);
    fixture_run(&x, 700);
    assert_int_equal(beds_admitted(&x.w), 0);
    assert_int_equal(x.seen[SAW_DISCHARGE], start + 50);
    assert_int_equal(x.paid[CURRENCY_EMERGENCY_STAY], start + 50 - electives);
    for (uint32_t i = 0; i < FIXTURE_PEOPLE; i++) assert_false(x.person[i].in_hospital);
    fixture_check(&x);
}

/* twins: the same need, the same nights, whoever else comes */
static void a_stay_is_its_persons_own(void **state) {
    (void)state;
    all_stay_overnight();
    const uint32_t a = somebody(100), b = somebody(a + 1);
    const minute_t alone = beds_stay(&x.w, ask(a, 0.5f, UINT32_MAX))->ready;
    fixture_close(&x);
    set_up(state);
    all_stay_overnight();
    ask(b, 0.9f, UINT32_MAX);
    assert_int_equal(beds_stay(&x.w, ask(a, 0.5f, UINT32_MAX))->ready, alone);
}

static void the_severe_are_called_first(void **state) {
    (void)state;
    all_stay_overnight();
    beds_set_open(&x.w, 0, 0.0); /* nobody is put out; nobody comes in */
    const uint32_t mild = ask(somebody(100), 0.1f, 1), middling = ask(somebody(200), 0.5f, 2),
                   severe = ask(somebody(300), 0.9f, 3);
    assert_int_equal(x.w.beds->sites[0].boarding, 3);
    fixture_check(&x);
    const double one = (x.w.beds->sites[0].taken + 1.0) /
                           (1.0 - x.w.beds->sites[0].unusable - x.w.beds->closed[1]) /
                           x.w.beds->sites[0].season[1] +
                       0.01;
    beds_set_open(&x.w, 0, one);
    assert_int_equal(beds_stay(&x.w, severe)->state, STAY_COMING);
    assert_int_equal(beds_stay(&x.w, middling)->state, STAY_WAITING);
    beds_set_open(&x.w, 0, one + 1.1);
    assert_int_equal(beds_stay(&x.w, middling)->state, STAY_COMING);
    assert_int_equal(beds_stay(&x.w, mild)->state, STAY_WAITING);
    fixture_check(&x);
}

static void whoever_is_well_before_a_bed_is_found_leaves_the_queue(void **state) {
    (void)state;
    all_stay_overnight();
    x.w.par.beds.readmission = 0.0;
    beds_set_open(&x.w, 0, 0.0);
    const uint32_t person = somebody(100), s = ask(person, 0.1f, 9);
    assert_int_equal(beds_stay(&x.w, s)->state, STAY_WAITING);
    const minute_t ready = beds_stay(&x.w, s)->ready;
    assert_int_equal(calendar_run(x.w.calendar, &x.w, ready + 1), 0);
    assert_int_equal(beds_stay_of(x.w.beds, person), QUEUE_NONE);
    assert_int_equal(x.found, 1);
    assert_int_equal(x.w.beds->sites[0].waiting, 0);
    fixture_check(&x);
}

static void a_death_frees_the_bed(void **state) {
    (void)state;
    uint32_t lies = 0;
    while (!x.person[lies].in_hospital) lies++;
    const uint32_t before = beds_occupied(&x.w, 0);
    x.person[lies].died = 1;
    beds_person_died(&x.w, lies);
    assert_int_equal(beds_occupied(&x.w, 0), before - 1);
    assert_false(x.person[lies].in_hospital);
    beds_person_died(&x.w, lies); /* once is enough */
    assert_int_equal(beds_occupied(&x.w, 0), before - 1);
    fixture_check(&x);
}

static void a_second_request_makes_no_second_stay(void **state) {
    (void)state;
    const uint32_t person = somebody(100), s = ask(person, 0.5f, 1), admitted = beds_admitted(&x.w);
    const struct need again = bed_need(person, 6, 0.5f);
    beds_request_emergency(&x.w, &again, 0, 2);
    assert_int_equal(beds_admitted(&x.w), admitted);
    assert_int_equal(beds_stay_of(x.w.beds, person), s);
    fixture_check(&x);
    fixture_run(&x, 400);
    assert_int_equal(x.found, 2); /* both attendances have been told */
    fixture_check(&x);
}

/* Who lies in a mental-health bed has no stay here, and gets none. */
static void who_lies_elsewhere_gets_no_stay(void **state) {
    (void)state;
    const uint32_t who = somebody(100);
    const struct need n = {.person = who, .truth = TRUE_HOSPITAL_BED, .severity = 0.5f};
    x.person[who].in_hospital = 1;
    beds_request_emergency(&x.w, &n, 0, 77);
    assert_int_equal(beds_stay_of(x.w.beds, who), QUEUE_NONE);
    assert_int_equal(x.seen[SAW_EMERGENCY_ADMISSION], 0);
    x.person[who].in_hospital = 0;
    fixture_check(&x);
}

static void electives_come_in_on_what_is_promised(void **state) {
    (void)state;
    beds_set_open(&x.w, 0, 500.0);
    const uint32_t person = somebody(100);
    assert_true(beds_for_electives(&x.w, 0) > 100);
    assert_true(beds_admit_elective(&x.w, person, 3, 0, 0, 2.2));
    assert_false(beds_admit_elective(&x.w, person, 4, 0, 0, 2.2)); /* already in */
    const struct stay *y = beds_stay(&x.w, beds_stay_of(x.w.beds, person));
    assert_true(y->elective && minute_day(y->ready) >= x.w.first_day + 2);
    beds_set_open(&x.w, 0, 10.0);
    assert_int_equal(beds_for_electives(&x.w, 0), 0);
    assert_false(beds_admit_elective(&x.w, somebody(person + 1), 3, 0, 0, 2.2));
    beds_set_open(&x.w, 0, 500.0);
    x.w.beds->sites[0].opel = 4;
    assert_int_equal(beds_for_electives(&x.w, 0), 0);
    x.w.par.beds.ring_fence = 0.05;
    assert_true(beds_for_electives(&x.w, 0) > 0);
    fixture_check(&x);
}

/* ---- the site ---- */

static void a_crowd_escalates_and_a_calm_brings_it_down(void **state) {
    (void)state;
    all_stay_overnight();
    beds_set_open(&x.w, 0, 40.0);
    uint32_t person = 100;
    for (unsigned i = 0; i < 20; i++) ask(person = somebody(person + 1), 0.5f, i);
    assert_int_equal(calendar_run(x.w.calendar, &x.w, day_minute(x.w.first_day) + 601), 0);
    assert_int_equal(beds_opel(&x.w, 0), 3); /* four needs two rounds */
    assert_true(beds_open_now(&x.w, 0) > beds_funded(&x.w, 0));
    fixture_run(&x, 1);
    assert_int_equal(beds_opel(&x.w, 0), 4);
    assert_int_equal(beds_month(&x.w, 0).days_at_4, 1);
    assert_true(x.paid[CURRENCY_BED_DAY] > 0); /* the escalation beds */
    beds_set_open(&x.w, 0, 500.0);
    fixture_run(&x, 3);
    assert_int_equal(beds_opel(&x.w, 0), 1);
    assert_true(real_abs(beds_open_now(&x.w, 0) -
                         beds_funded(&x.w, 0) * x.w.beds->sites[0].season[1]) < 1e-9);
}

/* A year in which everybody stays as old as on the first day: nobody is born or dies here, and a
 * population that aged by a year would fill three per cent more beds. */
static void a_year_without_ageing(void) {
    for (unsigned month = 0; month < 12; month++) {
        fixture_run(&x, month % 2 ? 30 : 31);
        for (uint32_t i = 0; i < FIXTURE_PEOPLE; i++) x.person[i].born++;
    }
}

/* The mean of runs is within three of its standard errors of what is expected, and they are
 * small. */
static void assert_mean(const double *value, unsigned n, double expected, double largest_error) {
    double mean = 0.0, squares = 0.0;
    for (unsigned i = 0; i < n; i++) mean += value[i] / n;
    for (unsigned i = 0; i < n; i++) squares += (value[i] - mean) * (value[i] - mean);
    const double error = real_sqrt(squares / (n - 1) / n);
    print_message("mean %.3f of %.3f, standard error %.3f\n", mean, expected, error);
    assert_true(error < largest_error);
    assert_true(real_abs(mean - expected) < 3.0 * error);
}

/* Emergencies at the published rate fill the beds that were published: no number is fitted between.
 * What is offered is seen (there are beds to spare), over runs of a year. */
static void littles_law_gives_the_published_occupancy(void **state) {
    enum { RUNS = 48 };
    double occupied[RUNS], ready[RUNS], electives = 0.0, elective_leavers = 0.0;
    for (unsigned run = 0; run < RUNS; run++) {
        x.w.par.beds.round_pressure = 0.0; /* nobody lingers in beds to spare */
        x.w.par.beds.readmission = 0.0; /* the published admissions have them in */
        x.charge = -1.0;
        x.seed = run + 1;
        beds_set_open(&x.w, 0, 120.0);
        calendar_schedule(x.w.calendar, day_minute(x.w.first_day) + 1, EVENT_ARRIVE, 0, 0);
        fixture_run(&x, 30);
        beds_month_reset(&x.w);
        a_year_without_ageing();
        fixture_check(&x);
        occupied[run] = beds_month(&x.w, 0).occupied;
        ready[run] = beds_month(&x.w, 0).ready;
        elective_leavers = x.w.beds->sites[0].elective_a_day; /* none come in here */
        electives = beds_elective(&x.w.beds->sites[0], &x.w);
        tear_down(state);
        set_up(state);
    }
    assert_mean(occupied, RUNS, (double)PUBLISHED_OCCUPIED - electives,
                0.006 * (double)PUBLISHED_OCCUPIED);
    assert_mean(ready, RUNS, (double)PUBLISHED_CRITERIA - elective_leavers,
                0.015 * (double)PUBLISHED_CRITERIA);
}

/* Planned stays and what weekends add to them, over a year of days on which need ends and all ranks
 * of luck, are the published mean. */
static void planned_stays_hold_their_weekends(void **state) {
    (void)state;
    double added = 0.0;
    unsigned n = 0;
    for (day_t d = x.w.first_day; d < x.w.first_day + 365; d++)
        for (unsigned k = 0; k < 300; k++, n++)
            added += beds_weekday_ready(&x.w.par.beds, d, (k % 100u + 0.5) / 100.0,
                                        (k / 100u + 0.5) / 3.0) - d;
    const double all = beds_planned_nights(&x.w) + added / n;
    assert_true(added / n > 0.15);
    assert_true(real_abs(all - x.w.par.planned.stay_days) < 0.03);
    assert_true(real_abs(beds_elective(&x.w.beds->sites[0], &x.w) -
                         x.w.beds->sites[0].elective_a_day * x.w.par.planned.stay_days) < 1e-9);
}

/* 0.1 x 1.2 of the mildly frail come back; half of them within 0.5 + 29 / 4 days. */
static void the_frail_come_back_more(void **state) {
    (void)state;
    struct beds_params par = x.w.par.beds;
    par.readmission = 0.1;
    par.readmission_mild = 1.2;
    par.readmission_days = 30;
    assert_true(real_abs(beds_back_chance(&par, 1) - 0.12) < 1e-12);
    assert_true(real_abs(beds_back_chance(&par, 0) - 0.1) < 1e-12);
    assert_true(real_abs(beds_back_days(&par, 0.5) - 7.75) < 1e-12);
    par.readmission = 0.0;
    assert_true(!(beds_back_chance(&par, 3) > 0.0));
}

/* All that lay there at the start, and ours: straight to the ward, three times at most; or to
 * somebody else, who here sends nobody on, once. */
static void who_leaves_is_ill_again(bool front_door, unsigned most) {
    all_stay_overnight();
    x.w.par.beds.readmission = 1.0;
    x.front_door = front_door;
    beds_set_open(&x.w, 0, 500.0);
    const unsigned there = beds_occupied(&x.w, 0);
    ask(somebody(100), 0.5f, UINT32_MAX);
    fixture_run(&x, 760);
    assert_true(x.seen[SAW_ILL_AGAIN] > 50);
    assert_true(x.seen[SAW_ILL_AGAIN] <= most * (there + 1u));
    assert_int_equal(x.turned, front_door ? x.seen[SAW_ILL_AGAIN] : 0u);
    assert_int_equal(x.seen[SAW_EMERGENCY_ADMISSION], front_door ? 1u : x.seen[SAW_ILL_AGAIN] + 1u);
    fixture_check(&x);
}

static void readmissions_come_back_within_thirty_days(void **state) {
    (void)state;
    who_leaves_is_ill_again(false, 3);
}

static void or_turn_to_somebody_within_thirty_days(void **state) {
    (void)state;
    who_leaves_is_ill_again(true, 1);
}

/* Ill again after a stay: the need is a new one, of another number for its own luck, that needs a
 * bed as gravely, and turns to somebody; nobody has a bed for it till they are sent. After three
 * stays it is over. */
static void who_is_ill_again_turns_to_somebody(void **state) {
    (void)state;
    all_stay_overnight();
    x.w.par.beds.readmission = 1.0;
    beds_set_open(&x.w, 0, 500.0);
    x.front_door = true;
    fixture_run(&x, 250); /* whoever lay there at the start has left and is ill again */
    x.turned = 0;
    const uint32_t person = somebody(100), before = x.seen[SAW_EMERGENCY_ADMISSION];
    uint32_t number = bed_need(person, 5, 0.5f).number;
    ask(person, 0.5f, UINT32_MAX);
    for (unsigned g = 1; g <= 3; g++) {
        fixture_run(&x, 130);
        assert_int_equal(x.turned, g);
        assert_int_equal(x.seen[SAW_EMERGENCY_ADMISSION] - before, g);
        assert_int_equal(beds_stay_of(x.w.beds, person), QUEUE_NONE);
        assert_int_equal(x.last_turned.person, person);
        assert_int_equal(x.last_turned.truth, TRUE_HOSPITAL_BED);
        assert_int_equal(x.last_turned.number, need_anew(number));
        assert_int_equal(need_generation(x.last_turned.number), g);
        assert_true(x.last_turned.severity >= 0.5f && x.last_turned.severity <= 0.5f);
        number = x.last_turned.number;
        beds_request_emergency(&x.w, &x.last_turned, 0, UINT32_MAX);
    }
    fixture_run(&x, 130);
    assert_int_equal(x.turned, 3);
    fixture_check(&x);
}

static double community_quality;
static double quality_of(const void *inst, const struct world *w, uint16_t area,
                         enum service_line line) {
    (void)inst, (void)w, (void)area;
    return line == LINE_COMMUNITY ? community_quality : 99.0; /* no other line's */
}

/* How many come back of those who lie there at the start, everybody staying overnight. */
static uint32_t come_back(double readmission, double quality) {
    void *state;
    fixture_close(&x);
    set_up(&state);
    all_stay_overnight();
    x.w.par.beds.readmission = readmission;
    x.ask.line_quality = quality_of;
    community_quality = quality;
    fixture_run(&x, 700);
    return x.seen[SAW_ILL_AGAIN];
}

/* Whoever holds community services at ln 2 / 0.05 standard deviations above the start's halves the
 * chance, person by person: as many come back as at half the chance; the best holder, nobody. */
static void a_good_holder_brings_fewer_back(void **state) {
    (void)state;
    const double by = x.w.par.beds.readmission_by_quality;
    const uint32_t many = come_back(0.6, 0.0), half = come_back(0.3, 0.0);
    assert_true(by > 0.0 && many > half && half > 0);
    assert_int_equal(come_back(0.6, real_log(2.0) / by), half);
    assert_int_equal(come_back(0.3, -real_log(2.0) / by), many);
    assert_int_equal(come_back(0.6, 1000.0), 0);
}

/* ---- what must fail ---- */

static void must_be_broken(void) {
    struct fault f = {0};
    memset(&f, 0, sizeof f);
    assert_int_equal(beds_check(&x.w, &f), FAULT_BROKEN);
    assert_true(f.what[0] != 0);
}

static void a_lost_stay_is_found_out(void **state) {
    (void)state;
    struct beds *b = x.w.beds;
    uint32_t s = 0;
    while (b->stays[s].state != STAY_IN_BED) s++;
    b->stays[s].state = STAY_FREE; /* the patient vanishes */
    must_be_broken();
    b->stays[s].state = STAY_IN_BED;
    fixture_check(&x);
    x.person[b->stays[s].person].in_hospital = 0;
    must_be_broken();
    x.person[b->stays[s].person].in_hospital = 1;
    queue_leave(&b->sites[0].inside, b->inside, s);
    must_be_broken();
    queue_join(&b->sites[0].inside, b->inside, s);
    fixture_check(&x);
    beds_map_remove(b, b->stays[s].person);
    must_be_broken();
    assert_int_equal(beds_map_put(b, b->stays[s].person, s), 0);
    fixture_check(&x);
}

/* against a plain array, over many puts and removals */
static void the_map_keeps_what_is_put(void **state) {
    (void)state;
    static struct beds b;
    static uint32_t plain[512];
    const struct luck luck = {.seed = 9};
    for (unsigned i = 0; i < 512; i++) plain[i] = QUEUE_NONE;
    for (uint32_t step = 0; step < 20000; step++) {
        const struct words u = luck_words(&luck, step, PURPOSE_STAY, 0);
        const uint32_t person = u.w[0] % 512;
        if (u.w[1] & 1u) {
            assert_int_equal(beds_map_put(&b, person, step), 0);
            plain[person] = step;
        } else {
            if (b.map_size) beds_map_remove(&b, person);
            plain[person] = QUEUE_NONE;
        }
        const uint32_t look = u.w[2] % 512;
        assert_int_equal(beds_stay_of(&b, look), plain[look]);
    }
    memory_free(b.map);
}

int main(void) {
#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        EACH(the_first_midnight_is_as_published),
        EACH(those_in_bed_at_the_start_are_older_than_the_rest),
        EACH(a_free_bed_is_kept_and_lain_in),
        EACH(winters_lengthen_stays_and_close_beds),
        EACH(a_usual_winter_asks_nothing_of_the_rounds),
        EACH(a_bed_kept_for_somebody_is_not_an_empty_one),
        EACH(everyone_leaves_in_the_end_and_is_paid_for_once),
        EACH(a_stay_is_its_persons_own),
        EACH(the_severe_are_called_first),
        EACH(whoever_is_well_before_a_bed_is_found_leaves_the_queue),
        EACH(a_death_frees_the_bed),
        EACH(a_second_request_makes_no_second_stay),
        EACH(who_lies_elsewhere_gets_no_stay),
        EACH(electives_come_in_on_what_is_promised),
        EACH(planned_stays_hold_their_weekends),
        EACH(a_crowd_escalates_and_a_calm_brings_it_down),
        EACH(littles_law_gives_the_published_occupancy),
        EACH(the_frail_come_back_more),
        EACH(readmissions_come_back_within_thirty_days),
        EACH(or_turn_to_somebody_within_thirty_days),
        EACH(who_is_ill_again_turns_to_somebody),
        EACH(a_good_holder_brings_fewer_back),
        EACH(a_lost_stay_is_found_out),
        cmocka_unit_test(the_map_keeps_what_is_put),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
