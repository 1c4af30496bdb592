// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Regime files: the three that are shipped, what is refused and in which words, one answer
 * swapped. */
#include "institution_fixture.h"
#include <dirent.h>
#include <stdlib.h>

static const char *const shipped[] = {"england-2026", "any-qualified-provider-2009",
                                      "nhs-reinstatement"};

static void reads_what_is_shipped(void **state) {
    (void)state;
    for (unsigned k = 0; k < 3; k++) {
        struct regime *const r = toy_regime(shipped[k]);
        assert_string_equal(regime_name(r), shipped[k]);
        assert_int_equal(regime_is_present(r), k == 0); /* the others reform it */
        for (unsigned q = 0; q < Q_COUNT; q++)
            for (unsigned l = 0; l < LINE_COUNT; l++) {
                assert_true(answer_find((enum question)q, regime_answer(r, (enum question)q, l)) >=
                            0);
                assert_true(strlen(regime_source(r, (enum question)q, l)) > 20);
            }
        regime_free(r);
    }
    struct regime *const r = toy_regime("england-2026");
    assert_string_equal(regime_answer(r, Q_PAYMENT, LINE_PLANNED), "tariff_within_plan");
    assert_string_equal(regime_answer(r, Q_PAYMENT, LINE_EMERGENCY), "blended");
    assert_string_equal(regime_answer(r, Q_PAYMENT, LINE_GP), "block");
    regime_free(r);
}

/* Every file of the folder is read; each answer bears its source. */
static void reads_the_whole_library(void **state) {
    DIR *const folder = opendir("regimes");
    unsigned n = 0;
    (void)state;
    assert_non_null(folder);
    for (const struct dirent *d = readdir(folder); d; d = readdir(folder)) {
        char name[96];
        const char *const dot = strrchr(d->d_name, '.');
        if (!dot || strcmp(dot, ".yaml") != 0)
            continue;
        snprintf(name, sizeof name, "%.*s",
                 (int)(dot - d->d_name) < 95 ? (int)(dot - d->d_name) : 95, d->d_name);
        struct regime *const r = toy_regime(name);
        assert_string_equal(regime_name(r), name);
        for (unsigned q = 0; q < Q_COUNT; q++)
            for (unsigned l = 0; l < LINE_COUNT; l++)
                assert_true(strlen(regime_source(r, (enum question)q, l)) > 9);
        regime_free(r);
        n++;
    }
    closedir(folder);
    assert_true(n >= 13);
}

/* What a file does not answer is as in the one that it is like, which it also reforms when that
 * stands today. */
static void is_like_another_but_for_what_it_says(void **state) {
    struct regime *const base = toy_regime("england-2026"), *const other =
                                                                toy_regime("pooled-2026");
    (void)state;
    for (unsigned q = 0; q < Q_COUNT; q++)
        assert_int_equal(regime_agree(base, other, (enum question)q), q != Q_RISK);
    assert_string_equal(regime_answer(other, Q_RISK, LINE_SOCIAL_CARE), "pooled_budget");
    assert_non_null(other->before);
    assert_string_equal(regime_name(other->before), "england-2026");
    regime_free(base);
    regime_free(other);
}

/* Reads england-2026 with one text replaced by another; gives the fault's line. */
static int changed(const char *from, const char *to, char line[900], const char *extra) {
    static char text[32768];
    FILE *in = fopen("regimes/england-2026.yaml", "r");
    char path[] = "tredegar-regime-......"; /* in the working folder; gone before the test ends */
    memset(path + sizeof path - 7, 'X', 6);  /* mkstemp's template */
    assert_non_null(in);
    const size_t n = fread(text, 1, sizeof text - 1, in);
    fclose(in);
    text[n] = 0;
    const char *const at = strstr(text, from);
    assert_non_null(at);
    const int file = mkstemp(path);
    assert_true(file >= 0);
    FILE *out = fdopen(file, "w");
    assert_non_null(out);
    fprintf(out, "%.*s%s%s%s", (int)(at - text), text, to, at + strlen(from), extra);
    fclose(out);
    struct regime *r = NULL;
    struct fault f = {0};
    const int rc = regime_read(&r, path, "regimes", &f);
    fault_line(&f, line, 900);
    regime_free(r);
    remove(path);
    return rc;
}

static void says_what_is_wrong(void **state) {
    char line[900];
    (void)state;
    assert_int_equal(changed("answer: free_choice", "answer: free_choise", line, ""), FAULT_INPUT);
    assert_non_null(strstr(line, "free_choice"));
    assert_non_null(strstr(line, ":14:")); /* the line of the wrong word */
    assert_int_equal(changed("  choice:", "  choyce:", line, ""), FAULT_INPUT);
    assert_non_null(strstr(line, "choice"));
    assert_int_equal(changed("{pace: 0.07}", "{pase: 0.07}", line, ""), FAULT_INPUT);
    assert_non_null(strstr(line, "pace"));
    assert_int_equal(changed("{pace: 0.07}", "{pace: -1}", line, ""), FAULT_INPUT);
    assert_int_equal(changed("      planned:", "      plannd:", line, ""), FAULT_INPUT);
    assert_non_null(strstr(line, "planned"));
    assert_int_equal(changed("  pay:\n    answer: national_scales\n",
                             "  zzz:\n    answer: national_scales\n", line, ""),
                     FAULT_INPUT);
    /* of another question */
    assert_int_equal(changed("answer: brokerage", "answer: tariff", line, ""), FAULT_INPUT);
    assert_int_equal(
        changed("regime: england-2026", "regime: england-2026\nreforms: no-such-regime", line, ""),
        FAULT_INPUT);
    assert_non_null(strstr(line, "found 'no-such-regime', expected the name of a regime"));
}

static void every_question_must_be_answered_for_every_line(void **state) {
    char line[900];
    (void)state;
    assert_int_equal(changed("    default:\n      answer: blended",
                             "    ignored:\n      answer: blended", line, ""),
                     FAULT_INPUT);
    assert_non_null(strstr(line, "payment"));
    assert_non_null(strstr(line, "urgent_treatment"));
}

static void swaps_one_answer(void **state) {
    struct regime *const a = toy_regime(shipped[0]), *const b = toy_regime(shipped[2]);
    struct regime *r = NULL;
    struct fault f = {0};
    (void)state;
    for (unsigned q = 0; q < Q_COUNT; q++) {
        assert_int_equal(regime_with(&r, a, b, (enum question)q, &f), 0);
        for (unsigned k = 0; k < Q_COUNT; k++)
            assert_true(regime_agree(r, k == q ? b : a, (enum question)k));
        assert_non_null(r->before);
        regime_free(r);
    }
    assert_false(regime_agree(a, b, Q_AWARD));
    assert_true(regime_agree(a, b, Q_FUNDING));
    assert_true(regime_agree(a, a, Q_AWARD));
    regime_free(a);
    regime_free(b);
}

static void a_commissioner_may_be_answered_apart(void **state) {
    char line[900];
    (void)state;
    const int rc = changed("  funding:\n",
                           "  pay: {default: {answer: national_scales, source: s}, commissioners: "
                           "{BBB: {answer: local_bargaining, source: s}}}\n  funding:\n",
                           line, "");
    assert_int_equal(rc, FAULT_INPUT); /* pay twice */
    assert_int_equal(changed("  pay:\n    answer: national_scales",
                             "  pay:\n    commissioners: {BBB: {answer: local_bargaining, source: "
                             "s}}\n    default: {answer: national_scales, source: s}\n    zz: 1 #",
                             line, ""),
                     FAULT_INPUT);
    assert_non_null(strstr(line, "zz"));
}

/* A file of one's own, in a folder of its own, may be like a regime of the library. */
static void like_one_of_the_library(void **state) {
    (void)state;
    static const char text[] = "regime: mine\ntitle: t\nsource: s\nlike: %s\nanswers:\n"
                               "  risk: {answer: pooled_budget, source: s}\n";
    for (unsigned good = 0; good < 2; good++) {
        char path[] = "tredegar-regime-......", line[1000]; /* gone before the test ends */
        memset(path + sizeof path - 7, 'X', 6);
        const int file = mkstemp(path);
        FILE *out = fdopen(file, "w");
        assert_non_null(out);
        fprintf(out, text, good ? "england-2026" : "england2026");
        fclose(out);
        struct regime *r = NULL;
        struct fault f = {0};
        const int rc = regime_read(&r, path, "regimes", &f);
        assert_int_equal(rc == 0, good);
        if (good) {
            assert_string_equal(regime_answer(r, Q_RISK, LINE_PLANNED), "pooled_budget");
        } else {
            fault_line(&f, line, sizeof line);
            assert_non_null(
                strstr(line, ":4:7: found 'england2026', expected the name of a regime"));
        }
        regime_free(r);
        remove(path);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(like_one_of_the_library),
        cmocka_unit_test(reads_what_is_shipped),
        cmocka_unit_test(reads_the_whole_library),
        cmocka_unit_test(is_like_another_but_for_what_it_says),
        cmocka_unit_test(says_what_is_wrong),
        cmocka_unit_test(every_question_must_be_answered_for_every_line),
        cmocka_unit_test(swaps_one_answer),
        cmocka_unit_test(a_commissioner_may_be_answered_apart)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
