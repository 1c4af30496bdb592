// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Reading experiments: the ones that are shipped, and every kind of mistake, each with its line and
 * with what was expected. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "care/questions.h"
#include "study/experiment.h"

static struct library library;
static struct experiment e; /* large */
static char folder[] = "/tmp/tredegar-experiment-XXXXXX", path[128];

static const char good[] =
    "experiment: small\n"                                            /* 1 */
    "title: A small one\n"                                           /* 2 */
    "place: bath-swindon-wiltshire\n"                                /* 3 */
    "vintage: 2026-01-31\n"                                          /* 4 */
    "start: 2026-02-01\n"                                            /* 5 */
    "end: 2027-03-31\n"                                              /* 6 */
    "replicates: 2\n"                                                /* 7 */
    "circumstances: england-2026\n"                                  /* 8 */
    "baseline: b\n"                                                  /* 9 */
    "scenarios:\n"                                                   /* 10 */
    "  - {name: a, regime: england-2026}\n"                          /* 11 */
    "  - name: b\n"                                                  /* 12 */
    "    timeline:\n"                                                /* 13 */
    "      - {from: 2026-02-01, regime: england-2026}\n"             /* 14 */
    "      - {from: 2027-02-01, regime: nhs-reinstatement}\n"        /* 15 */
    "    set: {planned.removal_multiplier: 0.5}\n"                   /* 16 */
    "variants:\n"                                                    /* 17 */
    "  - {name: none, set: {circumstances.staff_inflow: 0}}\n"       /* 18 */
    "headline: {measure: rtt_within_18_weeks_share, goal: 0.92}\n"   /* 19 */
    "set: {circumstances.winter_strength: 1.2}\n";                   /* 20 */

static int setup(void **state) {
    (void)state;
    library_default(&library);
    if (!mkdtemp(folder)) return -1;
    snprintf(path, sizeof path, "%s/small.yaml", folder);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    unlink(path);
    return rmdir(folder);
}

/* The good text with one part changed; n bytes of it at most. */
static int read_with(const char *from, const char *to, size_t n, struct fault *f) {
    char text[4096];
    const char *at = strstr(good, from);
    assert_non_null(at);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - good), good, to, at + strlen(from));
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fwrite(text, 1, strlen(text) < n ? strlen(text) : n, file);
    fclose(file);
    const int rc = experiment_read(&e, path, &library, f);
    if (rc == 0) experiment_free(&e);
    return rc;
}

static void a_good_one(void **state) {
    (void)state;
    struct fault f = {0};
    assert_int_equal(read_with("A small one", "A small one", SIZE_MAX, &f), 0);
    assert_int_equal(experiment_read(&e, path, &library, &f), 0);
    assert_string_equal(e.key, "small");
    assert_int_equal(e.n_scenarios, 2);
    assert_int_equal(e.baseline, 1);
    assert_int_equal(e.scenario[0].timeline.n, 1);
    assert_int_equal(e.scenario[1].timeline.n, 2);
    assert_string_equal(regime_name(e.scenario[1].timeline.at[1].regime), "nhs-reinstatement");
    assert_int_equal(day_month(e.scenario[1].timeline.at[1].from) - day_month(e.first_day), 12);
    assert_int_equal(e.replicates, 2);
    assert_string_equal(e.vintage, "2026-01-31");
    assert_true(e.headline_up && e.headline_goal == 0.92);
    assert_true(registry_value("planned.removal_multiplier", &e.scenario[1].set) == 0.5);
    assert_true(registry_value("circumstances.winter_strength", &e.set) == 1.2);
    assert_true(registry_value("circumstances.staff_inflow", &e.variant[0].set) == 0);
    assert_string_equal(e.scenario[0].title, "a");
    experiment_free(&e);
}

static void the_shipped_ones(void **state) {
    (void)state;
    struct fault f = {0};
    static const char *const names[] = {"eighteen-weeks-2029", "blocked-beds"};
    for (unsigned i = 0; i < 2; i++) {
        char line[1024];
        const int rc = experiment_read(&e, names[i], &library, &f);
        if (rc < 0) fail_msg("%s", fault_line(&f, line, sizeof line));
        assert_int_equal(e.n_scenarios, 3);
        assert_string_equal(e.key, names[i]);
        experiment_free(&e);
    }
}

/* A regime given within the experiment: what it is like is a regime of the library. */
static void a_regime_within(void **state) {
    (void)state;
    struct fault f = {0};
    static const char from[] = "regime: england-2026}\n  - name";
    static const char within[] =
        "regime: {regime: mine, title: t, source: s, like: pooled-2026, answers: {payment: "
        "{default: {answer: block, source: here}, lines: {planned: {answer: tariff, source: "
        "here}}}}}}\n  - name";
    assert_int_equal(read_with(from, within, SIZE_MAX, &f), 0);
    assert_int_equal(experiment_read(&e, path, &library, &f), 0);
    const struct regime *r = e.scenario[0].timeline.at[0].regime;
    assert_string_equal(regime_name(r), "mine");
    assert_string_equal(regime_answer(r, Q_PAYMENT, LINE_PLANNED), "tariff");
    assert_string_equal(regime_answer(r, Q_PAYMENT, LINE_AMBULANCE), "block");
    assert_string_equal(regime_answer(r, Q_RISK, LINE_AMBULANCE), "pooled_budget");
    assert_false(regime_is_present(r));
    experiment_free(&e);
    assert_true(read_with(from, "regime: {regime: mine, title: t, source: s, like: nobody, "
                                "answers: {}}}\n  - name", SIZE_MAX, &f) < 0);
    assert_int_equal(f.line, 11);
    assert_non_null(strstr(f.what, "nobody"));
    assert_true(read_with(from, "regime: {regime: mine, title: t, source: s, like: pooled-2026, "
                                "answers: {payment: {answer: blok, source: s}}}}\n  - name",
                          SIZE_MAX, &f) < 0);
    assert_non_null(strstr(f.what, "block"));
}

#define ONE "replicates: 2\none_answer_at_a_time: true\n"

struct mistake { const char *from, *to; int line; const char *says; };

static void mistakes(void **state) {
    (void)state;
    static const struct mistake all[] = {
        {"regime: england-2026}\n  - name", "regime: englnd-2026}\n  - name", 11,
         "nearest: 'england-2026'"},
        {"replicates: 2", "replicats: 2", 7, "replicats"},
        {"vintage: 2026-01-31", "vintage: 2027-01-31", 4, "vintage is 2027-01-31, expected a date"},
        {"vintage: 2026-01-31", "vintage: 2019-01-31", 4, "vintage is 2019-01-31, expected a date"},
        {"goal: 0.92", "goal: 92", 19, "did you mean 0.92?"},
        {"goal: 0.92", "goal: -1", 19, "a share from 0 to 1"},
        {"goal: 0.92", "goal: 92%", 19, "a number such as 0.92"},
        {"replicates: 2", "replicates: -2", 7, "-2"},
        {"replicates: 2", "replicates: 2.5", 7, "whole number"},
        {"replicates: 2", "replicates: 2\ntogether: [award, choice]", 8, "one_answer_at_a_time"},
        {"replicates: 2", ONE "together: [award, chioce]", 9, "choice"},
        {"replicates: 2", ONE "together: [award]", 9, "two or more"},
        {"replicates: 2", ONE "together: [award, award]", 9, "second time"},
        {"replicates: 2", ONE "together: [award, choice, payment, funding, risk, entitlement, pay]",
         9, "too many"},
        {"start: 2026-02-01", "start: 2025-02-01", 5,
         "the day after the data's vintage 2026-01-31"},
        {"start: 2026-02-01", "start: 2026-02-30", 5, "2026-02-30"},
        {"end: 2027-03-31", "end: 2026-01-01", 6, "after the start"},
        {"end: 2027-03-31", "end: 2027-03-30", 6, "last day of a month"},
        {"baseline: b", "baseline: c", 9, "c"},
        {"place: bath-swindon-wiltshire", "place: bath-swindon-wiltshir", 3,
         "nearest: 'bath-swindon-wiltshire'"},
        {"circumstances: england-2026", "circumstances: england-2027", 8, "england-2026"},
        {"planned.removal_multiplier: 0.5", "planned.removal_multiplyer: 0.5", 16,
         "nearest: 'planned.removal_multiplier'"},
        {"planned.removal_multiplier: 0.5", "planned.removal_multiplier: -0.5", 16,
         "no negative number"},
        {"circumstances.staff_inflow: 0}", "circumstances.staff_inflow: 1.5}", 18, "at most 1"},
        {"circumstances.staff_inflow: 0}", "circumstances.staff_inflow: much}", 18, "much"},
        {"measure: rtt_within_18_weeks_share", "measure: rtt_within_18_week_share", 19,
         "rtt_within_18_weeks_share"},
        {"from: 2027-02-01", "from: 2026-02-01", 15, "after the one before it"},
        {"from: 2027-02-01", "from: 2027-02-11", 15, "first day of a month"},
        {"from: 2026-02-01", "from: 2026-03-01", 14, "the experiment's start"},
        {"name: a, regime", "name: a, timeline: [], regime", 11, "expected one of them"},
        {"- name: b\n", "- name: a\n", 12, "second scenario"},
        {"staff_inflow: 0}}\n",
         "staff_inflow: 0}}\n  - {name: none, set: {circumstances.staff_inflow: 1}}\n", 19,
         "is there already"},
        {"headline: {", "headline: [", 0, ""},
    };
    for (unsigned i = 0; i < sizeof all / sizeof *all; i++) {
        struct fault f = {0};
        char line[1024];
        assert_int_equal(read_with(all[i].from, all[i].to, SIZE_MAX, &f), FAULT_INPUT);
        fault_line(&f, line, sizeof line);
        if (all[i].line && f.line != all[i].line)
            fail_msg("mistake %u, line %d: %s", i, f.line, line);
        if (!strstr(line, all[i].says))
            fail_msg("mistake %u does not say '%s': %s", i, all[i].says, line);
        assert_null(strchr(line, '\n'));
    }
}

static void cut_short(void **state) {
    (void)state;
    for (size_t n = 0; n + 60 < sizeof good; n += 17) {
        struct fault f = {0};
        assert_int_equal(read_with("A small one", "A small one", n, &f), FAULT_INPUT);
        assert_true(f.what[0] != '\0');
    }
}

static void unknown_experiment(void **state) {
    (void)state;
    struct fault f = {0};
    assert_int_equal(experiment_read(&e, "blocked-bed", &library, &f), FAULT_INPUT);
    assert_non_null(strstr(f.what, "nearest: 'blocked-beds'"));
}

/* Of a timeline whose second regime begins in month 13 twelve months leave the first. */
static void a_cut_timeline_says_so(void **state) {
    (void)state;
    struct fault f = {0};
    assert_int_equal(read_with("A small one", "A small one", SIZE_MAX, &f), 0);
    assert_int_equal(experiment_read(&e, path, &library, &f), 0);
    assert_true(experiment_shorten(&e, 13));
    assert_null(strstr(e.scenario[1].title, "cut before"));
    assert_true(experiment_shorten(&e, 12));
    assert_null(strstr(e.scenario[0].title, "cut before"));
    const char *const words = strstr(e.scenario[1].title, ", cut before ");
    assert_non_null(words);
    assert_string_equal(words + strlen(", cut before "),
                        regime_name(e.scenario[1].timeline.at[1].regime));
    experiment_free(&e);
}

/* In the experiment's order, whatever the words'; what it lacks is told with the nearest. */
static void variants_by_name(void **state) {
    (void)state;
    struct fault f = {0};
    assert_int_equal(
        experiment_read(&e, "eighteen-weeks-2029-sensitivity", &library, &f), 0);
    assert_int_equal(experiment_variants(&e, "brake-none,rooms-taken-ove", &f), FAULT_INPUT);
    assert_non_null(strstr(f.what, "no variant 'rooms-taken-ove'; nearest: 'rooms-taken-over'"));
    assert_true(e.n_variants > 2);
    assert_int_equal(experiment_variants(&e, "", &f), FAULT_INPUT);
    assert_non_null(strstr(f.what, "names none; there are few-sessions-return, rooms-not-taken"));
    assert_true(e.n_variants > 2);
    assert_int_equal(experiment_variants(&e, "brake-none,rooms-taken-over", &f), 0);
    assert_int_equal(e.n_variants, 2);
    assert_string_equal(e.variant[0].name, "rooms-taken-over");
    assert_string_equal(e.variant[1].name, "brake-none");
    assert_string_equal(e.variant[1].set.s[0].name, "economy.brake_floor");
    assert_non_null(strstr(e.notes, "2 of its "));
    experiment_free(&e);
}

/* The regime that stands today is named by the files alone: what those of the scenarios reform in
 * the end. Of two that reform none nobody can say which it is. */
static void one_regime_stands_today(void **state) {
    (void)state;
    struct fault f = {0};
    assert_int_equal(experiment_read(&e, "blocked-beds", &library, &f), 0);
    assert_string_equal(e.today.name, e.scenario[0].name);
    experiment_free(&e);
    assert_int_equal(read_with("regime: england-2026}", "regime: nhs-reinstatement}", SIZE_MAX, &f),
                     0);
    assert_string_equal(e.today.name, "b"); /* begins with it */
    assert_int_equal(experiment_read(&e, "04-split-costs", &library, &f), 0);
    assert_int_equal(e.today.timeline.n, 1);
    assert_string_equal(regime_name(e.today.timeline.at[0].regime), "england-2026");
    experiment_free(&e);
    char other[600], command[2048];
    snprintf(other, sizeof other, "%s/mine.yaml", folder);
    snprintf(command, sizeof command,
             "sed 's/^regime: .*/regime: mine/' '%s/england-2026.yaml' > '%s'", library.regimes,
             other);
    assert_int_equal(system(command), 0);
    snprintf(command, sizeof command, "regime: %s}", other);
    assert_int_equal(read_with("regime: england-2026}", command, SIZE_MAX, &f), FAULT_INPUT);
    assert_int_equal(f.line, 12);
    assert_non_null(strstr(f.what, "'england-2026' stands today by scenario 'b' and 'mine' by "
                                   "scenario 'a', expected one regime that reforms none"));
    unlink(other);
}

/* Its own number is no news; another is, for the intervals hang on it. */
static void replicates_by_hand(void **state) {
    (void)state;
    struct fault f = {0};
    assert_int_equal(read_with("A small one", "A small one", SIZE_MAX, &f), 0);
    assert_int_equal(experiment_read(&e, path, &library, &f), 0);
    experiment_replicates(&e, 2);
    assert_string_equal(e.notes, "");
    experiment_replicates(&e, 1);
    assert_int_equal(e.replicates, 1);
    assert_string_equal(e.notes, "1 replicate, not its own 2");
    experiment_free(&e);
}

static void settings_from_outside(void **state) {
    (void)state;
    struct fault f = {0};
    memset(&e, 0, sizeof e);
    assert_int_equal(experiment_set(&e, "planned.removal_multiplier", 1.5, &f), 0);
    assert_int_equal(experiment_set(&e, "planned.removal_multiplier", 0.5, &f), 0);
    assert_int_equal(e.set.n, 1);
    assert_true(registry_value("planned.removal_multiplier", &e.set) == 0.5);
    assert_int_equal(experiment_set(&e, "planned.removal", 0.5, &f), FAULT_INPUT);
    assert_int_equal(experiment_set(&e, "planned.removal_multiplier", NAN, &f), FAULT_INPUT);
    /* a range below nought: what lies within it is taken, what lies far beyond is not */
    assert_int_equal(experiment_set(&e, "primary.call_111", -3.0, &f), 0);
    assert_int_equal(experiment_set(&e, "primary.call_111", -300.0, &f), FAULT_INPUT);
}

/* Every parameter of every room: a name that occurs once, a central value inside its range. */
static void the_registry(void **state) {
    (void)state;
    const unsigned n = registry_n_tables();
    assert_true(n > 12);
    for (unsigned i = 0; i < n; i++) {
        const struct parameter_table *t = registry_table(i);
        for (size_t k = 0; k < t->n; k++) {
            const struct parameter *p = &t->rows[k];
            char name[128];
            struct fault f = {0};
            snprintf(name, sizeof name, "%s.%s", t->room, p->name);
            if (strncmp(p->name, "placeholder", 11) == 0) fail_msg("%s is a placeholder", name);
            if (registry_find(name, &f) != p) fail_msg("%s is not found, or occurs twice", name);
            if (!(p->low <= p->value && p->value <= p->high))
                fail_msg("%s = %g is not in %g to %g", name, p->value, p->low, p->high);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_one),         cmocka_unit_test(the_shipped_ones),
        cmocka_unit_test(mistakes),           cmocka_unit_test(cut_short),
        cmocka_unit_test(unknown_experiment), cmocka_unit_test(a_cut_timeline_says_so),
        cmocka_unit_test(variants_by_name),   cmocka_unit_test(settings_from_outside),
        cmocka_unit_test(the_registry),       cmocka_unit_test(a_regime_within),
        cmocka_unit_test(replicates_by_hand), cmocka_unit_test(one_regime_stands_today),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
