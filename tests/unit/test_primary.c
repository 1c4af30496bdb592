// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* First contact: the logit's shares, tastes that stay when doors close, the book of appointments,
 * and an expectation that meets the published figures it is solved from. */
#include "urgent_fixture.h"
#include "care/disposition.h"

static struct doors doors(unsigned open) {
    return (struct doors){.open = open, .gp_hours = 3, .walk_in = -4, .emergency = -5};
}

static void shares_are_the_logits(void **state) {
    (void)state;
    struct primary_params par = x.w.par.primary;
    const struct need n = urgent_case(1, TRUE_SAME_DAY, 0.5f);
    const struct doors d = doors(CHANNELS_ALL);
    const unsigned draws = 200000;
    double u[CHANNEL_COUNT], sum = 0;
    unsigned chosen[CHANNEL_COUNT] = {0};
    par.habit_sd = 0;
    first_contact_utilities(&par, &n, 0.5, 0, &d, u);
    for (unsigned c = 0; c < CHANNEL_COUNT; c++) sum += real_exp(u[c]);
    for (uint32_t i = 0; i < draws; i++) {
        const struct words taste = luck_words(&x.w.luck, i, PURPOSE_FIRST_CONTACT, 3);
        chosen[first_contact(&par, &n, 0.5, 0, &d, &taste, &taste, x.w.primary->gumbel)]++;
    }
    for (unsigned c = 0; c < CHANNEL_COUNT; c++) {
        const double p = real_exp(u[c]) / sum;
        assert_near((double)chosen[c] / draws, p, 4 * real_sqrt(p * (1 - p) / draws) + 2e-5);
    }
}

static void tastes_stay_when_another_door_closes(void **state) {
    (void)state;
    const struct need n = urgent_case(1, TRUE_GP, 0.3f);
    const struct doors all = doors(CHANNELS_ALL);
    for (uint32_t i = 0; i < 2000; i++) {
        const struct words taste = luck_words(&x.w.luck, i, PURPOSE_FIRST_CONTACT, 0),
                           habit = luck_words(&x.w.luck, i, PURPOSE_FIRST_CONTACT, UINT32_MAX);
        const enum channel c =
            first_contact(&x.w.par.primary, &n, 0.3, 0, &all, &taste, &habit, x.w.primary->gumbel);
        for (unsigned shut = 0; shut < CHANNEL_COUNT; shut++) {
            if (shut == c) continue;
            const struct doors fewer = doors(CHANNELS_ALL & ~(1u << shut));
            assert_int_equal(first_contact(&x.w.par.primary, &n, 0.3, 0, &fewer, &taste, &habit,
                                           x.w.primary->gumbel),
                             c);
        }
    }
}

/* Log-odds of 0.48 between the end tenths for the two doors that one walks through, none for the
 * others; at nought none at all. */
static void the_deprived_turn_to_departments(void **state) {
    (void)state;
    struct primary_params par = x.w.par.primary;
    const struct need n = urgent_case(1, TRUE_GP, 0.3f);
    struct doors most = doors(CHANNELS_ALL), least = most;
    double u[CHANNEL_COUNT], v[CHANNEL_COUNT];
    most.deprived = 0.5;
    least.deprived = -0.5;
    for (unsigned on = 0; on < 2; on++) {
        par.departments_tenths = on ? 0.48 : 0;
        first_contact_utilities(&par, &n, 0.3, 0, &most, u);
        first_contact_utilities(&par, &n, 0.3, 0, &least, v);
        for (unsigned c = 0; c < CHANNEL_COUNT; c++) {
            const bool department = c == CHANNEL_WALK_IN || c == CHANNEL_EMERGENCY;
            assert_near(u[c] - v[c], on && department ? 0.48 : 0, 1e-12);
        }
    }
}

static void the_graver_it_looks_the_likelier_999(void **state) {
    (void)state;
    const struct need n = urgent_case(1, TRUE_SAME_DAY, 0.5f);
    const struct doors d = doors(CHANNELS_ALL);
    double before = -1e9;
    for (double g = 0; g <= 1.0; g += 0.1) {
        double u[CHANNEL_COUNT];
        first_contact_utilities(&x.w.par.primary, &n, g, 0, &d, u);
        assert_true(u[CHANNEL_999] - u[CHANNEL_GP] > before);
        before = u[CHANNEL_999] - u[CHANNEL_GP];
    }
}

static void the_expectation_meets_what_is_published(void **state) {
    (void)state;
    const struct expectation *e = primary_expectation(&x.w);
    assert_int_equal(e->reach.n_sites, 3);
    assert_true(e->needs > 50000);
    for (unsigned i = 0; i < e->reach.n_sites; i++) {
        assert_near(e->site[i].attendances, e->reach.site[i].published,
                    0.08 * e->reach.site[i].published);
        if (e->reach.site[i].type != 1) continue;
        const struct site_urgent *u = &x.providers[e->reach.site[i].provider].urgent;
        assert_near(e->site[i].admitted, series_mean_last(&u->admitted_via_ae, 12),
                    0.1 * series_mean_last(&u->admitted_via_ae, 12));
    }
}

static double misfit_of(struct world *w) {
    struct primary *p = NULL;
    assert_int_equal(primary_open(&p, w), 0);
    const double worst = p->x.worst_misfit;
    assert_near(p->x.need_level, 1.0, 0.1); /* the rates are at the first's level already */
    primary_close(p);
    return worst;
}

/* Other luck, three rounds: from where another ended the figures are met, from nothing not. */
static void a_pilot_that_knows_another_meets_it_sooner(void **state) {
    (void)state;
    struct world w = x.w;
    w.nature.replicate++;
    w.par.primary.pilot_rounds = w.par.primary.pilot_rounds_again = 3;
    w.par.primary.pilot_rough_rounds = w.par.primary.pilot_rough_again = 1;
    const double cold = misfit_of(&w);
    w.pilot_from = x.w.primary;
    const double warm = misfit_of(&w);
    print_message("worst misfit after three rounds: %.3f, begun from another %.3f\n", cold, warm);
    assert_true(warm < 0.08 && warm < 0.5 * cold);
}

/* What the start's delays bring about comes off the hazard of death, from one year of age. */
static void deaths_of_delay_come_off_the_life_table(void **state) {
    (void)state;
    const double off = primary_expectation(&x.w)->delay_deaths;
    double natural[2] = {0}, infants[2] = {0};
    assert_true(off > 0.01 && off < 0.12);
    assert_near(x.w.needs_par.death_level, 1 - off, 1e-12);
    const double dying = primary_expectation(&x.w)->delay_dying;
    assert_true(dying > 0.1 && dying < 0.7);
    assert_near(x.w.needs_par.delay_dying, dying, 1e-12);
    struct needs_params plain;
    parameter_defaults(&needs_param_table, (double *)&plain);
    assert_near(x.w.needs_par.dying_bed / plain.dying_bed,
                primary_expectation(&x.w)->need_level, 1e-9);
    for (unsigned k = 0; k < 2; k++) {
        urgent_tables(&x);
        for (uint32_t i = 0; i < x.w.people.n; i++) {
            const struct person *p = &x.w.people.p[i];
            *(person_age(p, x.w.first_day) < 1 ? &infants[k] : &natural[k]) +=
                needs_rate(x.w.needs, p, x.w.first_day, NEED_DEATH, 0);
        }
        needs_close(x.w.needs);
        x.w.needs = NULL;
        x.w.needs_par.death_level = 1;
    }
    assert_near(natural[0] / natural[1], 1 - off, 1e-6);
    assert_near(infants[0] / infants[1], 1, 1e-6);
}

/* Of the peril of the admitted the part of those in the last spell of life, told apart from the
 * pilot's own sum: by who is admitted at an age and frailty, and what endangers people of these.
 * Somewhat more: within a band the dying are the older ones. */
static void so_many_of_whom_delays_kill_are_dying(void **state) {
    (void)state;
    double peril[AGE_BANDS][4] = {{0}}, people[AGE_BANDS][4] = {{0}}, dying = 0, all = 0;
    urgent_tables(&x);
    for (uint32_t i = 0; i < x.w.people.n; i++) {
        const struct person *p = &x.w.people.p[i];
        const unsigned age = age_band(person_age(p, x.w.first_day));
        peril[age][p->frailty & 3u] += needs_peril(x.w.needs, p, x.w.first_day);
        people[age][p->frailty & 3u] += 1;
    }
    for (unsigned h = 0; h < 2; h++)
        for (unsigned age = 0; age < AGE_BANDS; age++)
            for (unsigned f = 0; f < 4; f++) {
                if (people[age][f] == 0) continue;
                const double each = peril[age][f] / people[age][f];
                dying += x.w.admitted[h].dying[age][f] * each;
                all += x.w.admitted[h].all[age][f] * each;
            }
    needs_close(x.w.needs);
    x.w.needs = NULL;
    const double told = primary_expectation(&x.w)->delay_dying;
    if (told < dying / all || told > 1.35 * dying / all)
        fail_msg("%.4f, %.4f wanted", told, dying / all);
}

/* Practices shut at the weekend and fewer fall ill: departments see the published, even week. */
static void the_week_of_attendances_is_the_published_one(void **state) {
    (void)state;
    const struct expectation *e = primary_expectation(&x.w);
    double day[7] = {0}, all = 0;
    for (unsigned i = 0; i < e->reach.n_sites; i++)
        for (unsigned h = 0; h < HOURS_A_WEEK; h++) day[h / 24] += e->site[i].arrivals[h];
    for (unsigned d = 0; d < 7; d++) all += day[d];
    assert_near(day[0] / all, 0.16, 0.02); /* ae-monday; the place is made up */
    for (unsigned d = 1; d < 7; d++) assert_near(day[d] / all, 0.14, 0.015);
}

static void a_run_brings_about_what_was_expected(void **state) {
    (void)state;
    urgent_begin(&x);
    urgent_run(&x, 365);
    const double a_month = 12.0, published = 640 + 470 + 420;
    assert_near((double)urgent_seen(SAW_ATTENDANCE) / a_month, published, 0.12 * published);
    assert_near((double)x.left_admitted / a_month, 375, 0.12 * 375);
    assert_near((double)x.direct / a_month, 170, 0.2 * 170);
    assert_true(urgent_seen(SAW_GP) > 60000 && urgent_seen(SAW_GP_FAILED) > 1000);
    assert_true(urgent_seen(SAW_111) > 5000 && urgent_seen(SAW_OOH) > 2000 &&
                urgent_seen(SAW_AMBULANCE) > 3000);
    urgent_check(&x);
}

/* Only the practice is open to them, on a Monday at ten. */
static void ask_at_the_practice(uint32_t people) {
    for (uint32_t i = 0; i < people; i++) {
        const struct need n = urgent_case(i, TRUE_GP, 0.2f);
        x.w.people.p[i].practice = 0;
        primary_need(&x.w, &n);
    }
}

static void a_full_book_sends_people_elsewhere(void **state) {
    (void)state;
    struct primary_params *par = &x.w.par.primary;
    struct surgery *s = &x.w.primary->surgery[0];
    urgent_run(&x, 1 + 10.0 / 24); /* Monday 2 February 2026 */
    par->self_care = par->call_111 = par->call_999 = -1e6;
    for (unsigned i = 0; i < 3; i++) x.w.primary->x.site[i].door = -1e6;
    x.w.primary->x.reach.row[NEST_WALK_IN][0].n = 0;
    s->not_through = par->gp_extra = 0;
    s->slots = 10;
    ask_at_the_practice(10);
    assert_int_equal(x.seen[SAW_GP][1], 10);
    assert_int_equal(urgent_seen(SAW_GP_FAILED), 0);
    par->gp_tolerance = 1e-9; /* nobody waits till tomorrow */
    ask_at_the_practice(5);
    assert_int_equal(urgent_seen(SAW_GP_FAILED), 5);
    par->gp_tolerance = 1e9;
    ask_at_the_practice(5);
    assert_int_equal(x.seen[SAW_GP][1], 10);
    assert_int_equal(x.seen[SAW_GP][0], 5); /* tomorrow's */
    urgent_run(&x, 1);
    assert_int_equal(s->used[1 % GP_DAYS], 0); /* Monday's page is turned */
    assert_int_equal(s->used[2 % GP_DAYS], 5);
}

static double quality_of_111;
static double quality_of(const void *inst, const struct world *w, uint16_t area,
                         enum service_line line) {
    (void)inst, (void)w, (void)area;
    return line == LINE_111 ? quality_of_111 : 99.0; /* no other line's */
}

/* What 111 tells 2,000 people whose need is a bed and 2,000 who need nothing, by kind of need. */
static void told_by_111(double noise, double quality, uint64_t told[2][4]) {
    static const struct questions ask = {.line_quality = quality_of};
    urgent_close(&x);
    urgent_open(&x);
    x.w.ask = &ask;
    quality_of_111 = quality;
    struct primary_params *const par = &x.w.par.primary;
    par->self_care = par->call_999 = -1e6; /* everybody calls, and somebody answers */
    par->call_111 = 1e6;
    par->answered_111 = 1.0;
    par->noise_111 = noise;
    for (unsigned k = 0; k < 2; k++) {
        memset(x.seen, 0, sizeof x.seen);
        for (uint32_t i = 0; i < 2000; i++) {
            const struct need n =
                urgent_case(2000 * k + i, k ? TRUE_SELF_CARE : TRUE_HOSPITAL_BED, k ? 0.1f : 0.7f);
            primary_need(&x.w, &n);
        }
        memcpy(told[k], x.seen[SAW_111], sizeof told[k]);
    }
}

/* A holder of 111 at ln 2 / 0.05 standard deviations above the start's judges with half the noise,
 * call by call; the best sees every caller as grave as they are. */
static void a_good_holder_of_111_judges_closer(void **state) {
    (void)state;
    const double noise = x.w.par.primary.noise_111, by = x.w.par.primary.noise_by_quality;
    uint64_t is[2][4], half[2][4], better[2][4], none[2][4], best[2][4];
    told_by_111(noise, 0.0, is);
    told_by_111(noise / 2.0, 0.0, half);
    told_by_111(noise, real_log(2.0) / by, better);
    told_by_111(0.0, 0.0, none);
    told_by_111(noise, 1000.0, best);
    assert_memory_equal(better, half, sizeof half);
    assert_memory_equal(best, none, sizeof none);
    assert_true(is[1][TOLD_AMBULANCE] > best[1][TOLD_AMBULANCE]); /* sent for nothing */
    assert_true(is[0][TOLD_SELF] > best[0][TOLD_SELF]);           /* in need, told to stay */
    assert_true(is[0][TOLD_AMBULANCE] + is[0][TOLD_EMERGENCY] <
                best[0][TOLD_AMBULANCE] + best[0][TOLD_EMERGENCY]);
}

static void who_lies_in_hospital_turns_to_nobody(void **state) {
    (void)state;
    const struct need n = urgent_case(0, TRUE_HOSPITAL_BED, 0.9f);
    x.w.people.p[0].in_hospital = 1;
    primary_need(&x.w, &n);
    urgent_run(&x, 3);
    assert_int_equal(urgent_seen(SAW_ATTENDANCE) + urgent_seen(SAW_AMBULANCE) +
                         urgent_seen(SAW_GP) + urgent_seen(SAW_111),
                     0);
    assert_int_equal(x.w.departments->n_live, 0);
}

#define TEST(t) cmocka_unit_test_setup_teardown(t, urgent_set_up, urgent_tear_down)
/* Half of those who are ill again are taken straight in where the share is a half, always the same
 * ones; nobody where it is nought, or at a hospital that the model does not hold. */
static void who_is_ill_again_may_be_taken_straight_in(void **state) {
    (void)state;
    struct expectation *e = &x.w.primary->x;
    const uint16_t site = reach_site_of(&e->reach, 0, 1);
    unsigned in[3] = {0};
    assert_true(e->site[site].straight <= 0); /* no beds here, so nobody is ill again */
    for (uint32_t i = 0; i < 2000; i++) {
        struct need n = urgent_case(i, TRUE_HOSPITAL_BED, 0.8f);
        n.number = need_anew(n.number);
        const double share[3] = {0, 0.5, 0.6};
        bool was = false;
        for (unsigned k = 0; k < 3; k++) {
            e->site[site].straight = share[k];
            const bool is = primary_straight(&x.w, &n, 0);
            assert_true(is || !was);
            in[k] += was = is;
        }
        assert_false(errand_straight(e, &x.w.luck, &n, NO_SITE));
    }
    assert_int_equal(in[0], 0);
    assert_true(in[1] > 900 && in[1] < 1100 && in[2] > 1100 && in[2] < 1300);
}

/* Each time is a need of another number, which says the time; what follows, of another range. */
static void a_need_anew_by_the_book(void **state) {
    (void)state;
    assert_int_equal(need_generation(7), 0);
    assert_int_equal(need_anew(7), 0x02000007u);
    assert_int_equal(need_anew(need_anew(7)), 0x04000007u);
    assert_int_equal(need_generation(need_anew(need_anew(need_anew(7)))), 3);
    assert_int_equal(need_generation(0x08000000u), 0);
    assert_int_equal(need_generation(0x0fffffffu), 0);
    assert_int_equal(need_anew(0x0fffffffu), 0x027fffffu);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(shares_are_the_logits),
        TEST(tastes_stay_when_another_door_closes),
        TEST(the_deprived_turn_to_departments),
        TEST(the_graver_it_looks_the_likelier_999),
        TEST(the_expectation_meets_what_is_published),
        TEST(a_pilot_that_knows_another_meets_it_sooner),
        TEST(deaths_of_delay_come_off_the_life_table),
        TEST(so_many_of_whom_delays_kill_are_dying),
        TEST(the_week_of_attendances_is_the_published_one),
        TEST(a_run_brings_about_what_was_expected),
        TEST(a_full_book_sends_people_elsewhere),
        TEST(a_good_holder_of_111_judges_closer),
        TEST(who_lies_in_hospital_turns_to_nobody),
        TEST(who_is_ill_again_may_be_taken_straight_in),
        TEST(a_need_anew_by_the_book),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
