// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What the reports say of a study whose figures are known: CSV by its bytes, JSON by its keys, the
 * table by its width and words; and that a folder that cannot be written is a fault that leaves
 * nothing. */
#include <dirent.h>
#include <jansson.h>
#include <sys/stat.h>

#include "report_fixture.h"

/* Differences are the same in all replicates, so their intervals have no width. */
static void the_comparison_by_its_bytes(void **state) {
    struct study *s = *state;
    char *text = study_written(report_csv, &s->t);
    static const char *const lines[] = {
        "measure,unit,group,scenario,kind,mean,low80,high80,low95,high95,replicates,"
        "org_code,breakdown,level,label\n",
        ("rtt_incomplete,PATHWAYS,RD1 treatment_function C_110,"
         "other,difference,-50,-50,-50,-50,-50,3,RD1,treatment_function,C_110,simulated\n"),
        "\nrtt_incomplete,PATHWAYS,place,other,difference,-100,-100,-100,-100,-100,3,"
        "small-place,,,simulated\n",
        "\nrtt_within_18_weeks_share,SHARE,place,other,level,0.66,",
        "\nspend,POUNDS,place,now,level,15000000,15000000,15000000,15000000,15000000,3,"
        "small-place,,,simulated\n",
        "\nae_within_4_hours_share,SHARE,place,now,level,,,,,,3,small-place,,,simulated\n",
    };
    assert_memory_equal(text, lines[0], strlen(lines[0]));
    for (size_t i = 1; i < sizeof lines / sizeof *lines; i++)
        assert_non_null(strstr(text, lines[i]));
    free(text);
}

static char *contents(const char *path) {
    static char text[1u << 16];
    FILE *in = fopen(path, "r");
    assert_non_null(in);
    text[fread(text, 1, sizeof text - 1, in)] = '\0';
    fclose(in);
    return text;
}

static unsigned lines_of(const char *text) {
    unsigned n = 0;
    for (; *text; text++) n += *text == '\n';
    return n;
}

static void the_monthly_series(void **state) {
    struct study *s = *state;
    struct fault f = {0};
    char dir[128], path[160];
    snprintf(dir, sizeof dir, "%s/out", s->dir);
    assert_int_equal(report_csv_dir(dir, &s->t, &f), 0);
    snprintf(path, sizeof path, "%s/series.csv", dir);
    const char *text = contents(path);
    assert_int_equal(lines_of(text), 1 + STUDY_SCENARIOS * STUDY_REPLICATES * STUDY_ROWS);
    static const char first[] =
        "scenario,run,period_start,period_type,org_code,org_type,measure,breakdown,level,value,"
        "unit\n"
        "now,1,2026-02-01,month,RD1,provider,rtt_incomplete,treatment_function,C_110,500,PATHWAYS\n"
        "now,1,2026-03-01,month,RD1,provider,rtt_incomplete,treatment_function,C_110,501,"
        "PATHWAYS\n";
    assert_memory_equal(text, first, sizeof first - 1);
    assert_non_null(strstr(
        text, "\nother,3,2026-04-01,month,small-place,place,rtt_incomplete,,,924,PATHWAYS\n"));
    assert_non_null(strstr(
        text, "\nnow,2,2026-03-01,month,small-place,place,ae_within_4_hours_share,,,,SHARE\n"));
}

static unsigned entries(const char *path) {
    unsigned n = 0;
    DIR *d = opendir(path);
    assert_non_null(d);
    for (struct dirent *e = readdir(d); e; e = readdir(d)) n += e->d_name[0] != '.';
    closedir(d);
    return n;
}

static void the_tables_say_what_they_are_of(void **state) {
    struct study *s = *state;
    struct fault f = {0};
    char path[160];
    assert_int_equal(report_csv_dir(s->dir, &s->t, &f), 0);
    snprintf(path, sizeof path, "%s/about.csv", s->dir);
    const char *text = contents(path);
    static const char *const lines[] = {"key,value\nlabel,simulated\n",
                                        "\nplace,\"Small Place, with a comma\"\n",
                                        "\ndata_vintage,2026-01-31\n",
                                        "\nseed,18446744073709551615\n",
                                        "\nheadline_goal,0.92\nheadline_better,up\n",
                                        "\nbaseline,now\nscenario:now,as it is\n"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_non_null(strstr(text, lines[i]));
    assert_int_equal(entries(s->dir), 5);
    snprintf(path, sizeof path, "%s/names.csv", s->dir);
    text = contents(path);
    assert_non_null(
        strstr(text, "code,type,name\nsmall-place,place,\"Small Place, with a comma\"\n"));
    assert_non_null(strstr(text, "\nRD1,provider,"));
    assert_non_null(strstr(text, "\nC_110,treatment function,"));
}

static json_t *json_of(const struct study *s) {
    char *text = NULL;
    size_t size = 0;
    struct fault f = {0};
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    assert_int_equal(report_json(out, &s->t, "It is \"so\".", &f), 0);
    assert_int_equal(fclose(out), 0);
    json_error_t error;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    assert_non_null(root);
    free(text);
    return root;
}

static json_t *measure_of(json_t *root, const char *name, const char *group) {
    json_t *m;
    size_t i;
    json_array_foreach(json_object_get(root, "measures"), i, m) {
        if (strcmp(json_string_value(json_object_get(m, "name")), name) == 0 &&
            strcmp(json_string_value(json_object_get(m, "group")), group) == 0)
            return m;
    }
    fail_msg("no measure %s of %s", name, group);
    return NULL;
}

static void the_object_has_its_keys(void **state) {
    json_t *root = json_of(*state);
    static const char *const keys[] = {"experiment",   "place",      "period",
                                       "people",       "replicates", "events",
                                       "person_years", "seconds",    "measures"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        assert_non_null(json_object_get(root, keys[i]));
    assert_string_equal(json_string_value(json_object_get(root, "experiment")), "small");
    assert_string_equal(json_string_value(json_object_get(root, "label")), "simulated");
    assert_int_equal(json_integer_value(json_object_get(root, "people")), 1000);
    assert_int_equal(json_integer_value(json_object_get(root, "replicates")), 3);
    assert_true(json_integer_value(json_object_get(root, "events")) == 6 * (json_int_t)4000000001);
    assert_true(json_number_value(json_object_get(root, "person_years")) == 6 * 250.5);
    json_decref(root);
}

static void the_measures_of_the_object(void **state) {
    json_t *root = json_of(*state);
    json_t *m = measure_of(root, "rtt_incomplete", "place");
    assert_string_equal(json_string_value(json_object_get(m, "unit")), "PATHWAYS");
    json_t *now = json_object_get(json_object_get(m, "regimes"), "now"),
           *differences = json_object_get(m, "differences");
    static const char *const level[] = {"mean", "low95", "high95"}, *const difference[] = {
                                                                        "mean", "low80", "high80",
                                                                        "low95", "high95"};
    for (size_t i = 0; i < 3; i++) assert_true(json_is_number(json_object_get(now, level[i])));
    assert_true(fabs(json_number_value(json_object_get(now, "mean")) - 1014) < 1e-9);
    assert_null(json_object_get(differences, "now"));
    for (size_t i = 0; i < 5; i++)
        assert_true(fabs(json_number_value(json_object_get(json_object_get(differences, "other"),
                                                           difference[i])) +
                         100) < 1e-9);
    json_t *missing = json_object_get(
        json_object_get(measure_of(root, "ae_within_4_hours_share", "place"), "regimes"), "now");
    assert_true(json_is_null(json_object_get(missing, "mean")));
    json_decref(root);
}

static void print_page(FILE *out, const struct twins *t) {
    report_table(out, t,
                 "A sentence that is long enough to be broken at a blank somewhere before it has "
                 "reached the hundredth column of the page, and said again after it.",
                 false);
}

static size_t longest(const char *text) {
    size_t most = 0;
    for (const char *end; (end = strchr(text, '\n')) != NULL; text = end + 1)
        if ((size_t)(end - text) > most) most = (size_t)(end - text);
    return most;
}

static void the_table_fits_its_page(void **state) {
    struct study *s = *state;
    strcpy(s->e.scenario[1].name, "a-scenario-whose-name-takes-more-room-than-any-column-has");
    strcpy(s->e.scenario[1].title, s->e.scenario[1].name);
    char *text = study_written(print_page, &s->t);
    assert_true(longest(text) <= 120);
    assert_non_null(strstr(text, "Simulated"));
    assert_non_null(strstr(text, "3 of 3 replicates"));
    free(text);
}

/* Shares in per cent, differences in points, what was not run said to be so. */
static void the_table_says_what_is_so(void **state) {
    struct study *s = *state;
    char *text = study_written(print_page, &s->t);
    static const char *const words[] = {
        "rtt_within_18_weeks_share     per cent    end       61.0      +5.0       [+5.0, +5.0]",
        "+3.00m   [+3.00m, +3.00m]",
        "not run",
        "now with choice as under other:",
        "interaction: the whole less the sum of the parts:                              +3.0",
        "Intervals cover chance only, over 3 replicates",
        "[one replicate]",
        "Better off than their twin under other: 20.0%, worse off 10.0%.",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strstr(text, words[i])) fail_msg("no '%s' in:\n%s", words[i], text);
    const char *variant = strstr(text, "\n  none ");
    assert_non_null(variant);
    assert_non_null(strstr(variant, "55.0"));
    assert_non_null(strstr(variant, "+3.0"));
    assert_non_null(strstr(text, "\nA sentence that is long enough"));
    free(text);
}

static void put_difference(struct study *s, enum measure m, double mean, double low,
                           double high) {
    for (uint32_t i = 0; i < s->t.n_rows; i++)
        if (s->t.rows[i].measure == m && s->t.rows[i].org == ORG_PLACE &&
            s->t.rows[i].breakdown == BY_NONE)
            s->t.rows[i].difference[1] =
                (struct estimate){.mean = mean, .low95 = low, .high95 = high, .n = 3};
}

/* A difference and its interval are in one scale; what one replicate lacks stays as it was. Money
 * is in that of its level too, so that no row has thousands beside millions. */
static void one_scale_a_row(void **state) {
    struct study *s = *state;
    static const struct { enum measure m; double mean, low, high; const char *row; } rows[] = {
        {M_rtt_incomplete, 1234600, -400800, 2870000, "+1235k    [-401k, +2870k]\n"},
        {M_rtt_incomplete, 5000, -900, 10900, "+5.0k    [-0.9k, +10.9k]\n"},
        {M_spend, 1234600, -400800, 2870000, "15.00m    +1.23m   [-0.40m, +2.87m]\n"},
        {M_spend, 50400, -16000, 90000, "15.00m   +0.050m [-0.016m, +0.090m]\n"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        put_difference(s, rows[i].m, rows[i].mean, rows[i].low, rows[i].high);
        char *text = study_written(print_page, &s->t);
        if (!strstr(text, rows[i].row)) fail_msg("no '%s' in:\n%s", rows[i].row, text);
        free(text);
    }
}

/* Rows of one measure under other settings: the column has one unit, and it is named. */
static void one_scale_a_column(void **state) {
    struct study *s = *state;
    strcpy(s->e.headline, "spend");
    for (unsigned i = 0; i < 2; i++)
        for (uint32_t k = 0; k < s->t.extra[i].outcome.series.n; k++)
            if (s->t.extra[i].outcome.series.row[k].measure == M_spend)
                s->t.extra[i].outcome.series.row[k].value = i ? 5.02e6 : 5e6;
    char *text = study_written(print_page, &s->t);
    static const char *const words[] = {
        "spend (pounds), and its difference from the baseline's (pounds).\n",
        "  replicate 1 as it stands            15.00m            18.00m           +3.00m\n",
        "  none                                15.00m            15.06m           +0.06m\n",
        "change of spend (pounds).\n"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strstr(text, words[i])) fail_msg("no '%s' in:\n%s", words[i], text);
    free(text);
}

/* One answer alone does three times what all do together: no part has a share of the whole. */
static void answers_that_act_together(void **state) {
    struct study *s = *state;
    char *text = study_written(print_page, &s->t);
    assert_null(strstr(text, "cannot attribute"));
    free(text);
    for (unsigned i = 0; i < s->t.extra[2].outcome.series.n; i++)
        if (s->t.extra[2].outcome.series.row[i].measure == M_rtt_within_18_weeks_share)
            s->t.extra[2].outcome.series.row[i].value = 0.75;
    text = study_written(print_page, &s->t);
    assert_non_null(
        strstr(text, " -10.0\n    cannot attribute to one: the answers act together\n"));
    free(text);
}

/* A variant that changes no figure is said to change nothing; a study cut by the user says so in
 * the table and the JSON. */
static void what_is_nothing_and_what_was_stopped(void **state) {
    struct study *s = *state;
    char *text = study_written(print_page, &s->t);
    assert_null(strstr(text, "changes nothing here"));
    assert_null(strstr(text, "PROVISIONAL"));
    assert_non_null(strstr(text, "The claim: \"it runs\"\n"));
    assert_null(strstr(text, "-0.0 "));
    free(text);
    for (unsigned k = 0; k < 2; k++)
        memcpy(s->t.extra[k].outcome.series.row, s->t.main[k].series.row,
               s->t.main[k].series.n * sizeof *s->t.main[k].series.row);
    s->t.interrupted = s->t.by_user = true;
    s->t.n_left = 2;
    text = study_written(print_page, &s->t);
    assert_non_null(strstr(text, "changes nothing here"));
    assert_non_null(strstr(text, "3 of 3 replicates; stopped by the user, 2 runs left; seed"));
    assert_non_null(strstr(text, "\nPROVISIONAL: the study has not run to its end."));
    free(text);
    json_t *root = json_of(s);
    assert_true(json_is_true(json_object_get(root, "interrupted")));
    assert_int_equal(json_integer_value(json_object_get(root, "runs_left")), 2);
    json_decref(root);
}

/* 365.25 days' worth of 89 days: what the Treasury gives, by resident and year; the commissioner's
 * own payments apart. */
static void the_money_by_the_head(void **state) {
    struct study *s = *state;
    struct ledger_line *line = &s->t.main[0].ledger[0];
    s->t.money_a_head = twins_money_a_head(&s->t);
    char *text = study_written(print_page, &s->t);
    assert_null(strstr(text, "pounds a head"));
    free(text);
    strcpy(line->payer, "treasury");
    line->reason = REASON_ALLOCATION;
    line->pence = 50000000; /* half a million pounds, 1,000 residents */
    s->t.money_a_head = twins_money_a_head(&s->t);
    text = study_written(print_page, &s->t);
    assert_non_null(strstr(text, "the model covers about 2052 pounds a head a year"));
    free(text);
}

/* Two of three runs freeze posts, the earlier of them in the second month; an award less in those
 * two. A kind in which regimes are alike is not named. */
static void what_institutions_decided(void **state) {
    struct study *s = *state;
    char *text = study_written(report_decisions, &s->t);
    assert_non_null(strstr(text, "than under now: records a run, mean of 3 replicates.\n"));
    assert_non_null(strstr(text, "\n    posts frozen                                  0.0 -> 0.7"
                                 "\n      RD1 A \"quoted\" hospital: 0.0 -> 0.7, in 0 -> 2 of 3 "
                                 "runs; 2026-03: margin of -3%\n"));
    assert_non_null(strstr(text, "\n    award                                         1.0 -> 0.3"));
    free(text);
    s->p.providers[0].outside = true; /* not of the place: no line of its own */
    text = study_written(report_decisions, &s->t);
    assert_non_null(strstr(text, "posts frozen"));
    assert_null(strstr(text, "RD1"));
    free(text);
    for (unsigned r = 0; r < STUDY_REPLICATES; r++)
        s->t.main[r * 2 + 1].records[0] = s->t.main[r * 2].records[0];
    text = study_written(report_decisions, &s->t);
    assert_non_null(strstr(text, "no kind of record differs"));
    assert_null(strstr(text, "award"));
    free(text);
}

/* A freeze of the second month that the baseline's twin run has as well is not what differs: the
 * first month named is the next. */
static void what_both_decided_is_not_the_first(void **state) {
    struct study *s = *state;
    struct outcome *const o = &s->t.main[2 * 2 + 1];
    study_freezes(s->t.main[2 * 2].records, 1);
    memory_free(o->records);
    o->records = study_take(3, sizeof *o->records);
    o->n_records = 3;
    study_freezes(&o->records[0], 1);
    study_freezes(&o->records[1], 2);
    study_freezes(&o->records[2], 2);
    strcpy(o->records[1].why, "of another reason");
    strcpy(s->t.main[1 * 2 + 1].records[0].why, "margin of -4%");
    char *text = study_written(report_decisions, &s->t);
    assert_non_null(strstr(text, "0.3 -> 1.3, in 1 -> 2 of 3 runs; 2026-04: margin of -4%\n"));
    free(text);
    /* the same month, the same reason once more: the second of them is the scenario's own */
    study_freezes(&o->records[1], 1);
    text = study_written(report_decisions, &s->t);
    assert_non_null(strstr(text, "runs; 2026-03: margin of -3%\n"));
    free(text);
    /* for another reason in the same month */
    strcpy(s->t.main[2 * 2].records[0].why, "margin of -2%");
    study_freezes(&o->records[1], 2);
    text = study_written(report_decisions, &s->t);
    assert_non_null(strstr(text, "runs; 2026-03: margin of -3%\n"));
    assert_non_null(strstr(text, "alone has. Other luck alone changes such counts as well"));
    free(text);
}

static void one_replicate_has_no_interval(void **state) {
    struct study *s = *state;
    struct fault f = {0};
    for (unsigned i = 2; i < STUDY_SCENARIOS * STUDY_REPLICATES; i++)
        series_free(&s->t.main[i].series);
    assert_int_equal(twins_summarise(&s->t, &f), 0);
    char *text = study_written(print_page, &s->t);
    assert_non_null(strstr(text, "[one replicate]"));
    free(text);
    json_t *root = json_of(s);
    json_t *other = json_object_get(
        json_object_get(measure_of(root, "rtt_incomplete", "place"), "differences"), "other");
    assert_true(json_is_null(json_object_get(other, "low95")));
    json_decref(root);
}

static void print_short(FILE *out, const struct twins *t) {
    report_short(out, t, "The sentence.");
}

/* The headline's row, what intervals leave out, the sentence; nothing else. */
static void the_answer_alone(void **state) {
    struct study *s = *state;
    char *text = study_written(print_short, &s->t);
    static const char *const words[] = {
        "3 of 3 replicates", "rtt_within_18_weeks_share     per cent    end       61.0",
        "+5.0       [+5.0, +5.0]", "Intervals cover chance only", "\n\nThe sentence.\n"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strstr(text, words[i])) fail_msg("no '%s' in:\n%s", words[i], text);
    assert_null(strstr(text, "rtt_incomplete "));
    assert_null(strstr(text, "Who gained"));
    assert_true(lines_of(text) < 30);
    free(text);
}

/* They may agree by chance; of three nothing is said. */
static void two_replicates_tell_little(void **state) {
    struct study *s = *state;
    struct fault f = {0};
    char *text = study_written(print_page, &s->t);
    assert_null(strstr(text, "Two replicates:"));
    free(text);
    series_free(&s->t.main[2 * STUDY_SCENARIOS].series);
    assert_int_equal(twins_summarise(&s->t, &f), 0);
    text = study_written(print_page, &s->t);
    assert_non_null(strstr(text, "Two replicates: an interval of so few tells little."));
    free(text);
}

/* By means that hold for a superuser too: a file where a folder should be, a folder where the file
 * should be. */
static void an_unwritable_folder_is_a_fault_and_leaves_nothing(void **state) {
    struct study *s = *state;
    struct fault f = {0};
    char path[160], inner[200];
    snprintf(path, sizeof path, "%s/file", s->dir);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
    assert_int_equal(report_csv_dir_ready(path, &f), FAULT_DISK);
    assert_int_equal(report_csv_dir(path, &s->t, &f), FAULT_DISK);
    snprintf(inner, sizeof inner, "%s/below", path);
    assert_int_equal(report_csv_dir(inner, &s->t, &f), FAULT_DISK);
    assert_string_equal(f.file, inner);
    assert_int_equal(entries(s->dir), 1);
    snprintf(path, sizeof path, "%s/out", s->dir);
    snprintf(inner, sizeof inner, "%s/out/series.csv", s->dir);
    assert_int_equal(mkdir(path, 0777), 0);
    assert_int_equal(mkdir(inner, 0777), 0);
    assert_int_equal(report_csv_dir(path, &s->t, &f), FAULT_DISK);
    assert_string_equal(f.file, inner);
    assert_int_equal(entries(path), 1);
    assert_int_equal(entries(inner), 0);
}

static void print_texts(FILE *out, const struct twins *t) {
    (void)t;
    report_text_csv(out, "plain");
    fputc(',', out);
    report_text_csv(out, "a, \"b\"");
    fputc('\n', out);
    report_text_wrapped(out, "one two three four", 0, 2, 9);
    report_text_wrapped(out, "unbreakable", 5, 2, 9);
}

static void texts_are_quoted_and_wrapped(void **state) {
    struct study *s = *state;
    char *text = study_written(print_texts, &s->t);
    assert_string_equal(text,
                        "plain,\"a, \"\"b\"\"\"\none two\n  three\n  four\n\n  unbreakable\n");
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_comparison_by_its_bytes, study_set_up, study_tear_down),
        cmocka_unit_test_setup_teardown(the_monthly_series, study_set_up, study_tear_down),
        cmocka_unit_test_setup_teardown(the_tables_say_what_they_are_of, study_set_up,
                                        study_tear_down),
        cmocka_unit_test_setup_teardown(the_object_has_its_keys, study_set_up, study_tear_down),
        cmocka_unit_test_setup_teardown(the_measures_of_the_object, study_set_up, study_tear_down),
        cmocka_unit_test_setup_teardown(the_table_fits_its_page, study_set_up, study_tear_down),
        cmocka_unit_test_setup_teardown(the_table_says_what_is_so, study_set_up, study_tear_down),
        cmocka_unit_test_setup_teardown(one_scale_a_row, study_set_up, study_tear_down),
        cmocka_unit_test_setup_teardown(the_answer_alone, study_set_up, study_tear_down),
        cmocka_unit_test_setup_teardown(one_scale_a_column, study_set_up, study_tear_down),
        cmocka_unit_test_setup_teardown(answers_that_act_together, study_set_up, study_tear_down),
        cmocka_unit_test_setup_teardown(what_is_nothing_and_what_was_stopped, study_set_up,
                                        study_tear_down),
        cmocka_unit_test_setup_teardown(the_money_by_the_head, study_set_up, study_tear_down),
        cmocka_unit_test_setup_teardown(what_institutions_decided, study_set_up, study_tear_down),
        cmocka_unit_test_setup_teardown(what_both_decided_is_not_the_first, study_set_up,
                                        study_tear_down),
        cmocka_unit_test_setup_teardown(two_replicates_tell_little, study_set_up, study_tear_down),
        cmocka_unit_test_setup_teardown(one_replicate_has_no_interval, study_set_up,
                                        study_tear_down),
        cmocka_unit_test_setup_teardown(an_unwritable_folder_is_a_fault_and_leaves_nothing,
                                        study_set_up, study_tear_down),
        cmocka_unit_test_setup_teardown(texts_are_quoted_and_wrapped, study_set_up,
                                        study_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
