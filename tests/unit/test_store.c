// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A study written to a store and read back is the same study; what is no store, a damaged one or
 * one that is there already is refused with a fault. */
#include <sqlite3.h>

#include "store/handle.h"

#include "report_fixture.h"

static const char *path_of(const struct study *s, const char *name) {
    static char path[200];
    snprintf(path, sizeof path, "%s/%s", s->dir, name);
    return path;
}

static void write_all(const struct study *s, const char *path) {
    struct fault f = {0};
    struct store *store;
    assert_int_equal(store_create(&store, path, false, &f), 0);
    assert_int_equal(store_write_study(store, &s->e, &s->p, &f), 0);
    for (unsigned i = 0; i < STUDY_SCENARIOS * STUDY_REPLICATES; i++)
        assert_int_equal(
            store_write_run(store, &s->e, &s->p, "main", i % 2, i / 2, &s->t.main[i], &f), 0);
    for (unsigned i = 0; i < s->t.n_extra; i++)
        assert_int_equal(store_write_run(store, &s->e, &s->p, s->t.extra[i].name,
                                         s->t.extra[i].scenario, 0, &s->t.extra[i].outcome, &f),
                         0);
    assert_int_equal(store_write_answer(store, &s->t, "It is so.", &f), 0);
    store_close(store);
}

struct copy { struct experiment e; struct place p; struct twins t; char sentence[100]; };

static int read_all(struct copy *c, const char *path, struct fault *f) {
    struct store *store = NULL;
    memset(c, 0, sizeof *c);
    int rc = store_open(&store, path, f);
    if (rc == 0) rc = store_read(store, &c->e, &c->p, &c->t, c->sentence, sizeof c->sentence, f);
    if (rc == 0) rc = twins_summarise(&c->t, f);
    store_close(store);
    return rc;
}

static void drop_copy(struct copy *c) {
    twins_free(&c->t);
    place_free(&c->p);
}

static void what_is_written_is_read(void **state) {
    struct study *s = *state;
    static struct copy c;
    struct fault f = {0};
    const char *path = path_of(s, "a.sqlite");
    write_all(s, path);
    assert_int_equal(read_all(&c, path, &f), 0);
    assert_string_equal(c.sentence, "It is so.");
    assert_string_equal(c.e.title, s->e.title);
    assert_string_equal(c.p.name, s->p.name);
    assert_string_equal(c.p.providers[0].name, s->p.providers[0].name);
    assert_int_equal(c.p.providers[0].owner, OWNER_FOUNDATION_TRUST);
    assert_true(c.e.seed == s->e.seed);
    assert_int_equal(c.e.first_day, s->e.first_day);
    assert_int_equal(c.t.n_done, STUDY_REPLICATES);
    assert_true(c.t.seconds == 12.5);
    assert_int_equal(c.t.n_extra, STUDY_EXTRAS);
    assert_string_equal(c.t.extra[2].name, "answer:choice");
    assert_true(c.t.main[5].events.done == 4000000001u);
    drop_copy(&c);
}

static void the_reports_of_a_copy_are_the_same_bytes(void **state) {
    struct study *s = *state;
    static struct copy c;
    struct fault f = {0};
    const char *path = path_of(s, "a.sqlite");
    write_all(s, path);
    assert_int_equal(read_all(&c, path, &f), 0);
    char *ours = study_written(report_csv, &s->t), *theirs = study_written(report_csv, &c.t);
    assert_string_equal(ours, theirs);
    free(ours);
    free(theirs);
    drop_copy(&c);
}

/* A figure that does not exist is not nought after it has been stored. */
static void missing_stays_missing(void **state) {
    struct study *s = *state;
    static struct copy c;
    struct fault f = {0};
    const char *path = path_of(s, "a.sqlite");
    write_all(s, path);
    assert_int_equal(read_all(&c, path, &f), 0);
    assert_true(isnan(c.t.gains[1][0].placebo_per_1000));
    assert_true(c.t.gains[1][0].qaly_per_1000 == 2.5);
    const struct comparison_row *r =
        twins_row(&c.t, M_ae_within_4_hours_share, ORG_PLACE, BY_NONE, 0);
    assert_non_null(r);
    assert_true(isnan(r->level_of[0].mean));
    drop_copy(&c);
}

static int count(const char *path, const char *sql) {
    sqlite3 *db;
    sqlite3_stmt *q;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    const int n = sqlite3_column_int(q, 0);
    sqlite3_finalize(q);
    sqlite3_close(db);
    return n;
}

static void parameters_and_settings_are_kept(void **state) {
    struct study *s = *state;
    const char *path = path_of(s, "a.sqlite");
    write_all(s, path);
    assert_int_equal(
        count(path, "SELECT count(*) FROM parameter WHERE name = 'planned.removal_multiplier' AND "
                    "value = 1.25 AND set_by = 'experiment'"),
        1);
    assert_int_equal(count(path, "SELECT count(*) FROM parameter WHERE name LIKE 'tariff.%'"), 1);
    assert_true(count(path, "SELECT count(*) FROM parameter WHERE name LIKE 'place.%'") > 0);
    assert_int_equal(count(path, "SELECT count(*) FROM setting WHERE scope = 'scenario' AND of = "
                                 "'other' AND value = 0.5"),
                     1);
    assert_int_equal(count(path, "SELECT sum(pence) = 9 * 123456789012 FROM ledger"), 1);
    assert_int_equal(count(path, "SELECT count(*) FROM tidy WHERE org_code = 'RD1'"),
                     9 * STUDY_MONTHS);
    assert_int_equal(count(path, "SELECT events_digest = 'fedcba9876543210' FROM run LIMIT 1"), 1);
}

static void refused(const char *path, enum fault_code code, const char *word) {
    static struct copy c;
    struct fault f = {0};
    assert_int_equal(read_all(&c, path, &f), code);
    assert_string_equal(f.file, path);
    assert_non_null(strstr(f.what, word));
    drop_copy(&c);
}

static void write_text(const char *path, const char *text) {
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs(text, out);
    assert_int_equal(fclose(out), 0);
}

static void what_is_no_store_is_refused(void **state) {
    struct study *s = *state;
    struct fault f = {0};
    struct store *store;
    refused(path_of(s, "absent.sqlite"), FAULT_INPUT, "cannot be read");
    const char *path = path_of(s, "letter.txt");
    write_text(path, "Dear sir");
    refused(path, FAULT_INPUT, "not a Tredegar store");
    assert_int_equal(store_create(&store, path, true, &f), FAULT_INPUT);
    assert_null(store);
    assert_non_null(strstr(f.what, "will not be replaced"));
    assert_int_equal(access(path, F_OK), 0);
}

static void a_store_that_is_there_is_replaced_only_when_asked(void **state) {
    struct study *s = *state;
    struct fault f = {0};
    struct store *store;
    const char *path = path_of(s, "a.sqlite");
    write_all(s, path);
    assert_int_equal(store_create(&store, path, false, &f), FAULT_INPUT);
    assert_non_null(strstr(f.what, "--overwrite"));
    assert_int_equal(count(path, "SELECT count(*) FROM run"), 9);
    assert_int_equal(store_create(&store, path, true, &f), 0);
    store_close(store);
    /* no run took its place: it stands again */
    assert_int_equal(count(path, "SELECT count(*) FROM run"), 9);
    assert_int_equal(store_create(&store, path, true, &f), 0);
    assert_int_equal(store_write_study(store, &s->e, &s->p, &f), 0);
    assert_int_equal(store_write_run(store, &s->e, &s->p, "main", 0, 0, &s->t.main[0], &f), 0);
    store_close(store);
    assert_int_equal(count(path, "SELECT count(*) FROM run"), 1);
}

/* A run that is killed before it finished anything leaves a half store, and the old one beside it:
 * replacing again must bring the old one through, and touches no stranger's file. */
static void a_store_set_aside_is_not_lost(void **state) {
    struct study *s = *state;
    struct fault f = {0};
    struct store *store;
    char path[200], old[200];
    snprintf(path, sizeof path, "%s", path_of(s, "b.sqlite"));
    snprintf(old, sizeof old, "%s", path_of(s, "b.sqlite.old"));
    write_all(s, path);
    assert_int_equal(store_create(&store, path, true, &f), 0);
    sqlite3_close(store->db); /* killed */
    close(store->lock);
    memory_free(store);
    assert_int_equal(count(path, "SELECT count(*) FROM run"), 0);
    assert_int_equal(count(old, "SELECT count(*) FROM run"), 9);
    assert_int_equal(store_create(&store, path, true, &f), 0);
    store_close(store); /* interrupted before a run was finished */
    assert_int_equal(count(path, "SELECT count(*) FROM run"), 9);
    write_text(old, "Dear sir");
    assert_int_equal(store_create(&store, path, true, &f), FAULT_INPUT);
    assert_non_null(strstr(f.what, "move it away"));
    assert_int_equal(count(path, "SELECT count(*) FROM run"), 9);
    unlink(old);
}

static void a_store_has_one_writer(void **state) {
    struct study *s = *state;
    struct fault f = {0};
    struct store *store, *second, *reader;
    char path[200], lock[208];
    snprintf(path, sizeof path, "%s", path_of(s, "w.sqlite"));
    snprintf(lock, sizeof lock, "%s-lock", path);
    write_all(s, path);
    assert_int_equal(store_create(&store, path, true, &f), 0);
    assert_int_equal(store_delete(path, &f), FAULT_INPUT);
    for (int overwrite = 0; overwrite < 2; overwrite++) {
        assert_int_equal(store_create(&second, path, overwrite, &f), FAULT_INPUT);
        assert_null(second);
        assert_non_null(strstr(f.what, "being written by another run"));
    }
    assert_int_equal(store_write_study(store, &s->e, &s->p, &f), 0);
    assert_int_equal(store_open(&reader, path, &f), 0); /* whoever reads is in nobody's way */
    store_close(reader);
    assert_int_equal(store_write_run(store, &s->e, &s->p, "main", 0, 0, &s->t.main[0], &f), 0);
    store_close(store);
    assert_int_equal(count(path, "SELECT count(*) FROM run"), 1);
    assert_int_equal(access(lock, F_OK), -1);
    write_text(lock, ""); /* of a run that was killed */
    assert_int_equal(store_create(&store, path, true, &f), 0);
    store_close(store);
    assert_int_equal(access(lock, F_OK), -1);
    write_text(lock, "somebody's own");
    assert_int_equal(store_create(&store, path, true, &f), FAULT_INPUT);
    assert_non_null(strstr(f.what, "stands where the lock"));
    assert_int_equal(store_delete(path, &f), FAULT_INPUT);
    assert_int_equal(unlink(lock), 0);
    assert_int_equal(store_delete(path, &f), 0);
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(store_delete(path, &f), FAULT_DISK);
    assert_int_equal(access(lock, F_OK), -1);
}

static long size_of(const char *path) {
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    fseek(in, 0, SEEK_END);
    const long n = ftell(in);
    fclose(in);
    return n;
}

/* Cut anywhere, the file is refused or, never, taken for a smaller study. */
static void a_truncated_store_is_refused(void **state) {
    struct study *s = *state;
    static struct copy c;
    const char *path = path_of(s, "a.sqlite");
    write_all(s, path);
    const long whole = size_of(path);
    for (int part = 9; part >= 0; part--) {
        struct fault f = {0};
        assert_int_equal(truncate(path, whole * part / 10), 0);
        assert_int_equal(read_all(&c, path, &f), FAULT_INPUT);
        assert_true(f.what[0] != '\0');
        drop_copy(&c);
    }
}

static void change(const char *path, const char *sql) {
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void a_store_that_makes_no_sense_is_refused(void **state) {
    struct study *s = *state;
    static const char *const changes[][2] = {
        {"UPDATE series SET organisation = 77 WHERE organisation = 0", "not there"},
        {"UPDATE series SET breakdown = 99 WHERE breakdown = 1", "not there"},
        {"UPDATE series SET level = 24 WHERE breakdown = 1", "not there"},
        {"UPDATE study SET replicates = -1", "replicates"},
        {"UPDATE study SET baseline = 5", "baseline"},
        {"UPDATE study SET first_day = 'Tuesday'", "date"},
        {"UPDATE run SET scenario = 9 WHERE run = 1", "scenario"},
        {"UPDATE run SET scenario = 0, replicate = 1 WHERE kind = 'main'", "twice"},
        {"PRAGMA user_version = 4", "newer"},
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        char name[32];
        snprintf(name, sizeof name, "%zu.sqlite", i);
        const char *path = path_of(s, name);
        write_all(s, path);
        change(path, changes[i][0]);
        refused(path, FAULT_INPUT, changes[i][1]);
    }
}

/* Measures are known by name: numbers of another version in another order give the same figures. */
static void measures_are_known_by_name(void **state) {
    struct study *s = *state;
    static struct copy c;
    struct fault f = {0};
    char sql[600];
    const char *path = path_of(s, "a.sqlite");
    write_all(s, path);
    snprintf(sql, sizeof sql,
             "UPDATE measure SET measure = 200 WHERE measure = %d; UPDATE series SET measure = 200 "
             "WHERE measure = %d",
             M_rtt_incomplete, M_rtt_incomplete);
    change(path, sql);
    assert_int_equal(read_all(&c, path, &f), 0);
    const struct comparison_row *r = twins_row(&c.t, M_rtt_incomplete, ORG_PLACE, BY_NONE, 0);
    assert_non_null(r);
    assert_true(fabs(r->difference[1].mean + 100) < 1e-9);
    drop_copy(&c);
}

/* A tender with marks of one bidder and of its holder, which did not bid. */
static void put_award(struct outcome *o) {
    o->awards = study_take(1, sizeof *o->awards);
    o->n_awards = 1;
    o->awards[0] = (struct award){.commissioner = NOBODY,
                                  .incumbent = 1 + LINE_COMMUNITY,
                                  .winner = 0,
                                  .line = LINE_COMMUNITY,
                                  .function = FUNCTION_MAX,
                                  .route = ROUTE_TENDER,
                                  .end = AWARD_MADE,
                                  .assessed = true,
                                  .weight = {0.6, 0.4},
                                  .mark = {0.5, 0.25},
                                  .n_bids = 1};
    o->awards[0].bid[0] = (struct bid){.bidder = 0, .price = 1.0, .mark = {0.75, 0.5}};
}

static int awards_of(const char *path, struct stored_award **rows, uint32_t *n, struct fault *f) {
    struct store *store;
    assert_int_equal(store_open(&store, path, f), 0);
    const int rc = store_read_awards(store, rows, n, f);
    store_close(store);
    return rc;
}

/* Marks are read in form 3; a table of it that is gone, or a mark of who is not in the award or by
 * what is no criterion, is refused. */
static void marks_are_read_or_refused(void **state) {
    static const char *const changes[][2] = {
        {"DROP TABLE mark", "lacks the marks of its form"},
        {"UPDATE mark SET bidder = 'RZ9' WHERE bidder = 'RD1'", "a bidder that is not there"},
        {"UPDATE mark SET criterion = 'luck' WHERE weight > 0.5", "a criterion that is not there"},
    };
    struct study *s = *state;
    struct stored_award *rows;
    struct fault f = {0};
    uint32_t n;
    put_award(&s->t.main[0]);
    write_all(s, path_of(s, "a.sqlite"));
    assert_int_equal(awards_of(path_of(s, "a.sqlite"), &rows, &n, &f), 0);
    assert_int_equal(n, 1);
    assert_true(rows[0].assessed && rows[0].mark[1] == 0.25 && rows[0].bid[0].mark[0] == 0.75);
    memory_free(rows);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        char name[32];
        snprintf(name, sizeof name, "%zu.sqlite", i);
        write_all(s, path_of(s, name));
        change(path_of(s, name), changes[i][0]);
        f = (struct fault){0};
        assert_int_equal(awards_of(path_of(s, name), &rows, &n, &f), FAULT_INPUT);
        assert_non_null(strstr(f.what, changes[i][1]));
        assert_null(rows);
    }
}

/* Form 2 held no marks: its awards are read without. */
static void a_store_of_an_earlier_form_is_read(void **state) {
    struct study *s = *state;
    static struct copy c;
    struct fault f = {0};
    struct stored_award *rows;
    uint32_t n;
    const char *path = path_of(s, "a.sqlite");
    put_award(&s->t.main[0]);
    write_all(s, path);
    change(path, "DROP TABLE mark; PRAGMA user_version = 2");
    assert_int_equal(read_all(&c, path, &f), 0);
    drop_copy(&c);
    assert_int_equal(awards_of(path, &rows, &n, &f), 0);
    assert_int_equal(n, 1);
    assert_int_equal(rows[0].n_bids, 1);
    assert_false(rows[0].assessed);
    for (unsigned k = 0; k < CRITERIA; k++)
        assert_true(rows[0].weight[k] == 0.0 && rows[0].bid[0].mark[k] == 0.0);
    memory_free(rows);
}

static void an_unwritable_store_leaves_nothing(void **state) {
    struct study *s = *state;
    struct fault f = {0};
    struct store *store;
    assert_int_equal(store_create(&store, path_of(s, "no/folder.sqlite"), false, &f), FAULT_DISK);
    assert_null(store);
    assert_non_null(strstr(f.file, "folder.sqlite"));
    assert_non_null(strstr(f.what, "/no' does not exist"));
    assert_int_not_equal(access(path_of(s, "no"), F_OK), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_written_is_read, study_set_up, study_tear_down),
        cmocka_unit_test_setup_teardown(the_reports_of_a_copy_are_the_same_bytes, study_set_up,
                                        study_tear_down),
        cmocka_unit_test_setup_teardown(missing_stays_missing, study_set_up, study_tear_down),
        cmocka_unit_test_setup_teardown(parameters_and_settings_are_kept, study_set_up,
                                        study_tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_store_is_refused, study_set_up, study_tear_down),
        cmocka_unit_test_setup_teardown(a_store_set_aside_is_not_lost, study_set_up,
                                        study_tear_down),
        cmocka_unit_test_setup_teardown(a_store_has_one_writer, study_set_up,
                                        study_tear_down),
        cmocka_unit_test_setup_teardown(a_store_that_is_there_is_replaced_only_when_asked,
                                        study_set_up, study_tear_down),
        cmocka_unit_test_setup_teardown(a_truncated_store_is_refused, study_set_up,
                                        study_tear_down),
        cmocka_unit_test_setup_teardown(a_store_that_makes_no_sense_is_refused, study_set_up,
                                        study_tear_down),
        cmocka_unit_test_setup_teardown(measures_are_known_by_name, study_set_up, study_tear_down),
        cmocka_unit_test_setup_teardown(marks_are_read_or_refused, study_set_up, study_tear_down),
        cmocka_unit_test_setup_teardown(a_store_of_an_earlier_form_is_read, study_set_up,
                                        study_tear_down),
        cmocka_unit_test_setup_teardown(an_unwritable_store_leaves_nothing, study_set_up,
                                        study_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
