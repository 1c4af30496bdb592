// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The laws of twins, on the shipped place made small: a regime and its copy differ by exactly
 * nothing, though the copy's events are scheduled in shuffled order; a reform in month 13 changes
 * nothing for twelve months; the candidates for need are the same in every regime to the last day,
 * and with other luck in care; the number of threads changes no byte; people and pounds balance at
 * every month's end. */
#include <stdatomic.h>
#include <time.h>

#include "shrunk_study.h"
#include "study/story.h"

enum { SHRINK = 40 };

static int setup(void **state) {
    (void)state;
    return shrunk_place(&place, &library, SHRINK);
}

static int teardown(void **state) {
    (void)state;
    place_free(&place);
    return 0;
}

static void begin(unsigned months, unsigned replicates) {
    study_begin(months, replicates, "rtt_within_18_weeks_share");
    e.headline_goal = 0.92;
}

static void same_outcome(const struct outcome *a, const struct outcome *b) {
    assert_true(a->series.n > 0);
    assert_int_equal(a->series.n, b->series.n);
    for (uint32_t i = 0; i < a->series.n; i++) {
        const struct series_row *x = &a->series.row[i], *y = &b->series.row[i];
        if (x->measure != y->measure || x->org != y->org || x->level != y->level ||
            x->month != y->month || x->value != y->value)
            fail_msg("%s of organisation %u in month %u: %.17g and %.17g",
                     measure_info[x->measure].name, x->org, x->month, x->value, y->value);
    }
    assert_int_equal(a->n_digest, b->n_digest);
    assert_memory_equal(a->digest, b->digest, a->n_digest * sizeof *a->digest);
    assert_true(a->needs_digest == b->needs_digest);
    assert_true(a->person_years == b->person_years && a->events.done == b->events.done);
    if (a->person_qaly && b->person_qaly)
        assert_memory_equal(a->person_qaly, b->person_qaly, a->n_people * sizeof(float));
}

/* Is there life in the run? The laws would hold of an empty one too. */
static void something_happens(const struct outcome *o) {
    static const enum measure busy[] = {M_rtt_clock_starts,
                                        M_rtt_stops_admitted,
                                        M_rtt_stops_nonadmitted,
                                        M_rtt_removals,
                                        M_ae_attendances,
                                        M_emergency_admissions,
                                        M_elective_admissions,
                                        M_ga_beds_occupied,
                                        M_deaths,
                                        M_qaly,
                                        M_spend};
    for (unsigned i = 0; i < sizeof busy / sizeof *busy; i++)
        if (!(twins_over_period(&o->series, busy[i], ORG_PLACE, BY_NONE, 0) > 0))
            fail_msg("no %s", measure_info[busy[i]].name);
}

static void a_regime_and_its_copy(void **state) {
    struct twins t;
    (void)state;
    begin(6, 1);
    study_add("a", "england-2026");
    study_add("copy", "england-2026");
    study_run(&t, &(struct twins_options){.threads = 2, .check = true, .shuffle_scenario = 1,
                                         .keep_people = true});
    something_happens(&t.main[0]);
    same_outcome(&t.main[0], &t.main[1]);
    for (uint32_t i = 0; i < t.n_rows; i++)
        if (t.rows[i].difference[1].mean != 0 &&
            t.rows[i].level_of[0].mean == t.rows[i].level_of[0].mean)
            fail_msg("%s differs by %g", measure_info[t.rows[i].measure].name,
                     t.rows[i].difference[1].mean);
    twins_free(&t);
    experiment_free(&e);
}

static void a_reform_in_month_13(void **state) {
    struct twins t;
    (void)state;
    begin(16, 1);
    study_add("baseline", "england-2026");
    struct scenario *s = study_add("reform", "england-2026");
    s->timeline.n = 2;
    s->timeline.at[1].from = month_first_day(day_month(place.start) + 12);
    s->timeline.at[1].regime = study_regime("nhs-reinstatement");
    study_run(&t, &(struct twins_options){.threads = 2, .check = true});
    const struct outcome *a = &t.main[0], *b = &t.main[1];
    assert_int_equal(a->n_digest, 16);
    for (unsigned m = 0; m < 12; m++)
        if (a->digest[m] != b->digest[m]) fail_msg("the reform was felt in month %u", m + 1);
    assert_true(a->digest[15] != b->digest[15]);
    twins_free(&t);
    experiment_free(&e);
}

static void needs_are_the_same_in_all_regimes(void **state) {
    struct twins t;
    (void)state;
    begin(8, 2);
    study_add("a", "england-2026");
    study_add("b", "any-qualified-provider-2009");
    study_add("c", "nhs-reinstatement");
    e.placebo = true;
    study_run(&t, &(struct twins_options){.threads = 2, .check = true, .extras = true});
    assert_int_equal(t.n_done, 2);
    for (unsigned r = 0; r < 2; r++)
        for (unsigned k = 1; k < 3; k++)
            assert_true(t.main[r * 3].needs_digest == t.main[r * 3 + k].needs_digest);
    /* another replicate, other needs */
    assert_true(t.main[0].needs_digest != t.main[3].needs_digest);
    assert_int_equal(t.n_extra, 1);
    /* the placebo: the same needs, */
    assert_true(t.extra[0].outcome.needs_digest == t.main[0].needs_digest);
    assert_true(t.extra[0].outcome.digest[7] != t.main[0].digest[7]);       /* other luck in care */
    assert_true(t.main[0].digest[7] != t.main[2].digest[7]);
    assert_true(t.n_gains[1] > 10);
    twins_free(&t);
    experiment_free(&e);
}

/* People let go as they are counted are counted as those who are kept to the end. */
static void same_gains(const struct twins *kept, const struct twins *let_go) {
    assert_non_null(kept->main[0].person_qaly);
    for (unsigned i = 0; i < 4; i++) assert_null(let_go->main[i].person_qaly);
    assert_int_equal(kept->n_gains[1], let_go->n_gains[1]);
    for (unsigned i = 0; i < kept->n_gains[1]; i++) {
        const struct gain *a = &kept->gains[1][i], *b = &let_go->gains[1][i];
        assert_true(a->breakdown == b->breakdown && a->level == b->level);
        assert_true(a->people == b->people && a->replicates == 2 && b->replicates == 2);
        assert_true(a->qaly_per_1000 == b->qaly_per_1000 && a->better_share == b->better_share);
        assert_true(a->placebo_per_1000 == b->placebo_per_1000);
        assert_true(a->low95 == b->low95 && a->high95 == b->high95);
    }
}

static void threads_change_no_byte(void **state) {
    struct twins one, two;
    (void)state;
    begin(3, 2);
    study_add("a", "england-2026");
    study_add("b", "nhs-reinstatement");
    e.placebo = e.one_answer_at_a_time = true;
    study_run(&one,
              &(struct twins_options){.threads = 1, .extras = true, .keep_people = true});
    study_run(&two, &(struct twins_options){.threads = 2, .extras = true});
    for (unsigned i = 0; i < 4; i++) same_outcome(&one.main[i], &two.main[i]);
    assert_int_equal(one.n_extra, two.n_extra);
    assert_true(one.n_extra >= 3);
    for (unsigned i = 0; i < one.n_extra; i++)
        same_outcome(&one.extra[i].outcome, &two.extra[i].outcome);
    same_gains(&one, &two);
    char a[2048], b[2048];
    twins_sentence(&one, a, sizeof a);
    twins_sentence(&two, b, sizeof b);
    assert_string_equal(a, b);
    assert_true(strlen(a) > 40);
    twins_free(&one);
    twins_free(&two);
    experiment_free(&e);
}

static int count_runs(void *who, const struct twins *t, unsigned replicate, unsigned scenario,
                      const struct outcome *o) {
    (void)replicate;
    (void)scenario;
    (void)t;
    assert_true(o->series.n > 0);
    return ++*(int *)who >= 0 ? 0 : -1;
}

static volatile int stop;
static void stop_halfway(void *who, const struct twins_progress *p) {
    (void)who;
    if (p->done > 0.6) stop = 1;
}

static void an_interrupt_keeps_what_is_finished(void **state) {
    struct twins t;
    int runs = 0;
    (void)state;
    begin(2, 2);
    study_add("a", "england-2026");
    study_add("b", "nhs-reinstatement");
    stop = 0;
    study_run(&t, &(struct twins_options){.threads = 1,
                                    .stop = &stop,
                                    .progress = stop_halfway,
                                    .finished = count_runs,
                                    .who = &runs});
    assert_true(t.interrupted);
    assert_int_equal(t.n_done, 1);
    assert_int_equal(runs, 2);
    assert_true(t.n_rows > 0);
    twins_free(&t);
    experiment_free(&e);
}

static atomic_int kept;
static int keep_nothing(void *who, const struct twins *t, unsigned replicate, unsigned scenario,
                        const struct outcome *o) {
    (void)who, (void)t, (void)replicate, (void)scenario, (void)o;
    atomic_fetch_add(&kept, 1);
    return FAULT_DISK;
}

/* The second scenario begins once the first could not be kept, or after a minute. */
static void wait_for_the_first(void *who, unsigned scenario, const struct world *w) {
    (void)who, (void)w;
    for (int i = 0; i < 6000 && scenario == 1 && atomic_load(&kept) == 0; i++)
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    struct timespec a_moment = {.tv_nsec = 200000000}; /* the lock is still held when kept grows */
    if (scenario == 1) nanosleep(&a_moment, NULL);
}

static void hear_nothing(void *who, unsigned scenario, const struct world *w) {
    (void)who, (void)scenario, (void)w;
}

static void see_nothing(void *who, unsigned scenario, const struct world *w,
                        const struct sight *s) {
    (void)who, (void)scenario, (void)w, (void)s;
}

static void a_failure_ends_the_runs_under_way(void **state) {
    const struct listener listener = {wait_for_the_first, see_nothing, hear_nothing, NULL};
    struct fault f = {0};
    struct twins t;
    (void)state;
    begin(2, 1);
    study_add("a", "england-2026");
    study_add("b", "nhs-reinstatement");
    atomic_store(&kept, 0);
    const int rc = twins_run(&t, &e, &place,
                             &(struct twins_options){
                                 .threads = 2, .finished = keep_nothing, .listener = &listener},
                             &f);
    assert_int_equal(rc, FAULT_DISK);
    assert_int_equal(atomic_load(&kept), 1);
    assert_true(t.main[0].series.n > 0);
    assert_int_equal(t.main[1].series.n, 0); /* begun, and not run to its end */
    assert_int_equal(t.n_left, 1);
    assert_false(t.by_user);
    twins_free(&t);
    experiment_free(&e);
}

/* A run that copies what its replicate begins with is the run that makes its own: with no openings
 * to share, every second run of a study comes out the same. */
/* Neither those of another regime nor those made under other settings: one of every room that is
 * asked anything before the run, and removals, which are not. */
static void a_copied_opening_is_its_own(void **state) {
    static const struct { const char *name; double value; } of[] = {
        {"community.on", 0}, {"planned.stay_days", 6}, {"discharge.delay_days", 12},
        {"planned.removal_multiplier", 1.5}};
    enum { SETTINGS = sizeof of / sizeof *of, ALL = 2 + SETTINGS };
    struct twins t;
    (void)state;
    begin(2, 2);
    study_add("a", "england-2026");
    study_add("b", "nhs-reinstatement");
    for (unsigned k = 0; k < SETTINGS; k++)
        study_set(study_add(of[k].name, "england-2026"), of[k].name, of[k].value);
    study_run(&t, &(struct twins_options){.threads = 1});
    for (unsigned r = 0; r < 2; r++)
        for (unsigned s = 0; s < ALL; s++) {
            struct fault f = {0};
            struct outcome alone;
            const struct plan plan = {.experiment = &e,
                                      .scenario = &e.scenario[s],
                                      .place = &place,
                                      .attraction = &t.attraction,
                                      .replicate = r};
            if (simulation_run(&plan, &alone, &f) < 0) fail_msg("%s", f.what);
            same_outcome(&alone, &t.main[r * ALL + s]);
            outcome_free(&alone);
        }
    twins_free(&t);
    experiment_free(&e);
}

/* The noise of a review that nobody holds: another parameter of care, which no pilot reads, and
 * nothing that differs. Nor does it matter which of the two comes first. */
static void twins_begin_their_pilots_alike(void **state) {
    struct twins one, two;
    (void)state;
    for (unsigned first = 0; first < 2; first++) {
        begin(2, 1);
        for (unsigned k = 0; k < 2; k++) {
            struct scenario *const s = study_add(k == first ? "as it is" : "later", "england-2026");
            if (k != first) study_set(s, "primary.review_noise", 0.2);
        }
        study_run(first ? &two : &one, &(struct twins_options){.threads = 1});
        experiment_free(&e);
    }
    same_outcome(&one.main[0], &one.main[1]);
    same_outcome(&one.main[0], &two.main[0]);
    twins_free(&one);
    twins_free(&two);
}

/* --- one person's story --- */

struct heard { unsigned opened, ended; uint64_t saw; };

static void hears_opening(void *who, unsigned scenario, const struct world *w) {
    assert_non_null(w);
    ((struct heard *)who)[scenario].opened++;
}

static void hears_sight(void *who, unsigned scenario, const struct world *w,
                        const struct sight *s) {
    (void)w;
    (void)s;
    ((struct heard *)who)[scenario].saw++;
}

static void hears_end(void *who, unsigned scenario, const struct world *w) {
    (void)w;
    ((struct heard *)who)[scenario].ended++;
}

static void a_listener_changes_nothing(void **state) {
    struct heard heard[2] = {{0, 0, 0}};
    const struct listener listener = {hears_opening, hears_sight, hears_end, heard};
    struct twins plain, listened;
    (void)state;
    begin(3, 1);
    study_add("a", "england-2026");
    study_add("b", "nhs-reinstatement");
    study_run(&plain, &(struct twins_options){.threads = 1, .keep_people = true});
    study_run(&listened, &(struct twins_options){
                             .threads = 2, .listener = &listener, .keep_people = true});
    for (unsigned s = 0; s < 2; s++) {
        same_outcome(&plain.main[s], &listened.main[s]);
        assert_int_equal(heard[s].opened, 1);
        assert_int_equal(heard[s].ended, 1);
        assert_true(heard[s].saw > 1000);
    }
    twins_free(&plain);
    twins_free(&listened);
    experiment_free(&e);
}

static bool has(const struct story *s, enum sight_kind kind) {
    for (uint32_t i = 0; i < s->n_events; i++)
        if (s->event[i].kind == kind) return true;
    return false;
}

/* A regime and its copy tell one story; whoever was picked has the same story when named. */
static void a_story_is_of_one_person(void **state) {
    const struct twins_options how = {.threads = 1};
    struct story picked, named;
    struct fault f = {0};
    (void)state;
    begin(4, 3);
    study_add("a", "england-2026");
    study_add("copy", "england-2026");
    if (story_tell(&picked, &e, &place, PICK_FRAIL, 0, &how, &f) < 0) fail_msg("%s", f.what);
    assert_true(person_age(&picked.who, e.first_day) >= 75);
    assert_true(picked.who.frailty >= FRAILTY_MODERATE && picked.followed > 1);
    assert_true(picked.n_events > 3 && has(&picked, SAW_NEED));
    for (uint32_t i = 0; i < picked.n_events; i++) {
        assert_int_equal(picked.event[i].in, 3);
        assert_true(i == 0 || picked.event[i - 1].at <= picked.event[i].at);
    }
    assert_true(picked.end[0].qaly == picked.end[1].qaly);
    if (story_tell(&named, &e, &place, PICK_ID, picked.id, &how, &f) < 0) fail_msg("%s", f.what);
    assert_int_equal(named.n_events, picked.n_events);
    assert_memory_equal(named.event, picked.event, named.n_events * sizeof *named.event);
    story_free(&named);
    assert_true(story_tell(&named, &e, &place, PICK_ID, UINT32_MAX, &how, &f) == FAULT_INPUT);
    story_free(&picked);
    experiment_free(&e);
}

/* An argument is a pattern of the tests wanted. */
int main(int argc, char **argv) {
    if (argc > 1) cmocka_set_test_filter(argv[1]);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_regime_and_its_copy),
        cmocka_unit_test(a_reform_in_month_13),
        cmocka_unit_test(needs_are_the_same_in_all_regimes),
        cmocka_unit_test(threads_change_no_byte),
        cmocka_unit_test(an_interrupt_keeps_what_is_finished),
        cmocka_unit_test(a_failure_ends_the_runs_under_way),
        cmocka_unit_test(a_copied_opening_is_its_own),
        cmocka_unit_test(twins_begin_their_pilots_alike),
        cmocka_unit_test(a_listener_changes_nothing),
        cmocka_unit_test(a_story_is_of_one_person),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
