// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Months: a measure by scenario, replicate and month, with Student's t intervals over replicates of
 * the levels and of the paired differences; who gained and lost; where every pound went. What has
 * not finished is absent, so a study under way gives what it has. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "measurement/measures.h"
#include "serve/state.h"

enum { ORG_ALL = -1 };

struct table { /* of one organisation and level */
    const struct study *st;
    double *value; /* [(scenario * replicates + replicate) * months + month], NAN when absent */
    size_t n;
    int org, level;
    bool filled;
};

static double *cell(const struct table *t, unsigned k, unsigned replicate, unsigned month) {
    return &t->value[((size_t)k * t->st->replicates + replicate) * t->st->months + month];
}

static void clear(struct table *t) {
    for (size_t i = 0; i < t->n; i++) t->value[i] = NAN;
    t->filled = false;
}

/* Values of a month over the replicates that have it; of the baseline's too when paired. */
static unsigned gather(const struct table *t, unsigned k, unsigned month, bool paired,
                       double out[REPLICATES_MAX]) {
    unsigned n = 0;
    for (unsigned i = 0; i < t->st->replicates; i++) {
        double v = *cell(t, k, i, month);
        if (paired) v -= *cell(t, t->st->baseline, i, month);
        if (!isnan(v)) out[n++] = v;
    }
    return n;
}

/* The five figures by month. */
static json_t *bands(const struct table *t, unsigned k, bool paired) {
    static const char *const keys[] = {"mean", "low80", "high80", "low95", "high95"};
    double values[REPLICATES_MAX];
    json_t *o = json_object(), *list[5];
    for (unsigned i = 0; i < 5; i++) {
        list[i] = json_array();
        json_object_set_new(o, keys[i], list[i]);
    }
    for (unsigned m = 0; m < t->st->months; m++) {
        const unsigned n = gather(t, k, m, paired, values);
        struct estimate e = {NAN, NAN, NAN, NAN, NAN, NAN, 0};
        if (n) e = estimate_of(values, n);
        const double five[] = {e.mean, e.low80, e.high80, e.low95, e.high95};
        for (unsigned i = 0; i < 5; i++) json_array_append_new(list[i], reply_figure(five[i]));
    }
    return o;
}

static json_t *runs_of(const struct table *t, unsigned k) {
    json_t *all = json_array();
    for (unsigned i = 0; i < t->st->replicates; i++) {
        json_t *run = json_array();
        bool any = false;
        for (unsigned m = 0; m < t->st->months; m++) {
            const double v = *cell(t, k, i, m);
            any = any || !isnan(v);
            json_array_append_new(run, reply_figure(v));
        }
        if (any) json_array_append_new(all, run);
        else json_decref(run);
    }
    return all;
}

static json_t *scenario_object(const struct table *t, unsigned k) {
    json_t *o = bands(t, k, false);
    json_object_set_new(o, "name", json_string(t->st->scenario[k].name));
    json_object_set_new(o, "title", json_string(t->st->scenario[k].title));
    json_object_set_new(o, "runs", runs_of(t, k));
    json_object_set_new(o, "difference",
                        k == t->st->baseline ? json_null() : bands(t, k, true));
    return o;
}

static void name_of(const struct study *st, int breakdown, int level, char *out, unsigned size) {
    const struct place none = {0};
    struct reply r = {0};
    out[0] = '\0';
    if (breakdown == BY_NONE) return;
    if (breakdown != BY_FUNCTION) {
        char words[64];
        snprintf(out, size, "%s", level_name(&none, (enum breakdown)breakdown, (unsigned)level,
                                             words, sizeof words));
        return;
    }
    sqlite3_stmt *q = studies_query(st, "SELECT name FROM treatment_function WHERE level = ?", &r);
    if (q) sqlite3_bind_int(q, 1, level);
    if (q && sqlite3_step(q) == SQLITE_ROW) snprintf(out, size, "%s", studies_text(q, 0));
    sqlite3_finalize(q);
    json_decref(r.json);
}

static void org_code(const struct study *st, int org, char out[32]) {
    struct reply r = {0};
    snprintf(out, 32, "PLACE");
    if (org == (int)ORG_PLACE) return;
    sqlite3_stmt *q = studies_query(st, "SELECT code FROM organisation WHERE organisation = ?", &r);
    if (q) sqlite3_bind_int(q, 1, org);
    if (q && sqlite3_step(q) == SQLITE_ROW) snprintf(out, 32, "%s", studies_text(q, 0));
    sqlite3_finalize(q);
    json_decref(r.json);
}

/* Ends an entry of "series" and begins the next. */
static void flush(struct table *t, int breakdown, json_t *all) {
    if (!t->filled) return;
    char org[32], name[64];
    json_t *scenarios = json_array();
    for (unsigned k = 0; k < t->st->n_scenarios; k++)
        json_array_append_new(scenarios, scenario_object(t, k));
    org_code(t->st, t->org, org);
    name_of(t->st, breakdown, t->level, name, sizeof name);
    json_array_append_new(all, json_pack("{s:s, s:s, s:i, s:s, s:o}", "org", org, "by",
                                         breakdown_name((enum breakdown)breakdown), "level",
                                         t->level, "name", name, "scenarios", scenarios));
    clear(t);
}

struct wanted { int measure, breakdown, org, level; };

static int number_of(const struct study *st, const char *sql, const char *name) {
    struct reply r = {0};
    int n = -1;
    sqlite3_stmt *q = studies_query(st, sql, &r);
    if (q) sqlite3_bind_text(q, 1, name, -1, SQLITE_STATIC);
    if (q && sqlite3_step(q) == SQLITE_ROW) n = sqlite3_column_int(q, 0);
    sqlite3_finalize(q);
    json_decref(r.json);
    return n;
}

/* What the query asks for, in the store's own numbers; false: *r says what is unknown. */
static bool read_wanted(const struct study *st, const struct request *q, struct wanted *w,
                        struct reply *r) {
    const char *measure = request_find(q, "measure"), *by = request_find(q, "by");
    const char *org = request_find(q, "org");
    long level;
    *w = (struct wanted){.org = (int)ORG_PLACE, .level = -1};
    w->measure =
        number_of(st, "SELECT measure FROM measure WHERE name = ?", measure ? measure : "");
    w->breakdown = number_of(st, "SELECT breakdown FROM breakdown WHERE name = ?", by ? by : "");
    if (org && strcmp(org, "*") == 0) w->org = ORG_ALL;
    else if (org && strcmp(org, "PLACE") != 0)
        w->org = number_of(st, "SELECT organisation FROM organisation WHERE code = ?", org);
    const bool whole = request_whole(q, "level", 0, 255, -1, &level);
    w->level = (int)level;
    if (w->measure < 0)
        reply_error(r, 404, "unknown_measure", "There is no measure '%s'.", measure ? measure : "");
    else if (w->breakdown < 0 || w->breakdown >= (int)BREAKDOWN_COUNT)
        reply_error(r, 404, "unknown_breakdown", "Nothing is broken down by '%s'.", by ? by : "");
    else if (org && strcmp(org, "*") != 0 && w->org < 0)
        reply_error(r, 404, "unknown_organisation", "There is no organisation '%s'.", org);
    else if (!whole)
        reply_error(r, 400, "level", "A level is a whole number from 0 to 255.");
    else return true;
    return false;
}

static json_t *read_series(const struct study *st, const struct wanted *w, struct table *t,
                           struct reply *r) {
    sqlite3_stmt *q = studies_query(
        st,
        "SELECT t.organisation, t.level, r.scenario, r.replicate, t.month, t.value FROM run r "
        "CROSS JOIN series t ON t.run = r.run AND t.measure = ?1 WHERE r.kind = 'main' AND "
        "t.breakdown = ?2 AND (?3 = -1 OR t.organisation = ?3) AND (?4 = -1 OR t.level = ?4) "
        "ORDER BY t.organisation, t.level", r);
    if (!q) return NULL;
    json_t *all = json_array();
    const int bound[] = {w->measure, w->breakdown, w->org, w->level};
    for (int i = 0; i < 4; i++) sqlite3_bind_int(q, i + 1, bound[i]);
    while (sqlite3_step(q) == SQLITE_ROW) {
        const int org = sqlite3_column_int(q, 0), level = sqlite3_column_int(q, 1);
        const unsigned k = (unsigned)sqlite3_column_int(q, 2);
        const unsigned replicate = (unsigned)sqlite3_column_int(q, 3) - 1u;
        const unsigned month = (unsigned)sqlite3_column_int(q, 4);
        if (t->filled && (org != t->org || level != t->level)) flush(t, w->breakdown, all);
        if (k >= st->n_scenarios || replicate >= st->replicates || month >= st->months) continue;
        t->org = org;
        t->level = level;
        t->filled = true;
        if (sqlite3_column_type(q, 5) != SQLITE_NULL)
            *cell(t, k, replicate, month) = sqlite3_column_double(q, 5);
    }
    sqlite3_finalize(q);
    flush(t, w->breakdown, all);
    return all;
}

static json_t *measure_object(const struct study *st, int measure, struct reply *r) {
    static const char *const keys[] = {"name", "unit", "over", "better", "line"};
    sqlite3_stmt *q = studies_query(
        st, "SELECT name, unit, over_months, better, line FROM measure WHERE measure = ?", r);
    json_t *o = json_object();
    if (q) sqlite3_bind_int(q, 1, measure);
    if (q && sqlite3_step(q) == SQLITE_ROW)
        for (int i = 0; i < 5; i++)
            json_object_set_new(o, keys[i], json_string(studies_text(q, i)));
    sqlite3_finalize(q);
    return o;
}

void series_page(struct serve *s, const struct request *q, struct reply *r) {
    struct study st;
    struct wanted w;
    struct table t = {.st = &st};
    void *values = NULL;
    size_t room = 0;
    if (!studies_open(s, q->part[2], &st, r)) return;
    t.n = (size_t)st.n_scenarios * st.replicates * st.months;
    if (memory_grow(&values, &room, t.n, sizeof *t.value) < 0) reply_json(r, 500, NULL);
    else if (read_wanted(&st, q, &w, r)) {
        t.value = values;
        clear(&t);
        json_t *all = read_series(&st, &w, &t, r);
        if (all)
            reply_json(r, 200,
                       json_pack("{s:o, s:o, s:s, s:i, s:o}", "measure",
                                 measure_object(&st, w.measure, r), "months", studies_months(&st),
                                 "baseline", st.scenario[st.baseline].name, "replicates",
                                 (int)st.replicates, "series", all));
    }
    memory_free(values);
    studies_close(&st);
}

/* ---- who gained, who lost -------------------------------------------------------------------- */

static json_t *column_figure(sqlite3_stmt *q, int i) {
    return sqlite3_column_type(q, i) == SQLITE_NULL ? json_null()
                                                    : reply_figure(sqlite3_column_double(q, i));
}

static json_t *gain_object(sqlite3_stmt *q) {
    static const char *const keys[] = {"qaly_per_1000", "placebo_per_1000", "better_share",
                                       "worse_share", "placebo_better_share",
                                       "placebo_worse_share", "low95", "high95"};
    const struct place none = {0};
    char words[64];
    const enum breakdown b = (enum breakdown)sqlite3_column_int(q, 1);
    const unsigned level = (unsigned)sqlite3_column_int(q, 2);
    json_t *o = json_pack("{s:s, s:s, s:I, s:i}", "by", breakdown_name(b), "level",
                          b == BY_NONE ? "everybody"
                                       : level_name(&none, b, level, words, sizeof words),
                          "people", (json_int_t)sqlite3_column_int64(q, 3), "replicates",
                          sqlite3_column_int(q, 12));
    for (int i = 0; i < 8; i++) json_object_set_new(o, keys[i], column_figure(q, i + 4));
    return o;
}

void gains_page(struct serve *s, const struct request *q, struct reply *r) {
    struct study st;
    if (!studies_open(s, q->part[2], &st, r)) return;
    json_t *groups[SCENARIO_MAX], *all = json_array();
    for (unsigned k = 0; k < st.n_scenarios; k++) groups[k] = json_array();
    sqlite3_stmt *rows = studies_query(&st, "SELECT * FROM gain ORDER BY rowid", r);
    while (rows && sqlite3_step(rows) == SQLITE_ROW) {
        const unsigned k = (unsigned)sqlite3_column_int(rows, 0);
        const unsigned b = (unsigned)sqlite3_column_int(rows, 1);
        if (k < st.n_scenarios && b < BREAKDOWN_COUNT && b != BY_FUNCTION)
            json_array_append_new(groups[k], gain_object(rows));
    }
    sqlite3_finalize(rows);
    for (unsigned k = 0; k < st.n_scenarios; k++) {
        if (k == st.baseline) json_decref(groups[k]);
        else
            json_array_append_new(all, json_pack("{s:s, s:s, s:o}", "name", st.scenario[k].name,
                                                 "title", st.scenario[k].title, "groups",
                                                 groups[k]));
    }
    studies_close(&st);
    if (rows) reply_json(r, 200, json_pack("{s:o}", "scenarios", all));
    else json_decref(all);
}

/* ---- where every pound went ------------------------------------------------------------------ */

/* Pence of a mean, as near as a mean allows. */
static json_int_t mean_pence(int64_t sum, int64_t n) {
    return n <= 1 ? sum : (sum >= 0 ? (sum + n / 2) / n : -((-sum + n / 2) / n));
}

static json_t *flows_of(const struct study *st, unsigned k, long replicate, int64_t *runs,
                        struct reply *r) {
    json_t *list = json_array();
    *runs = 0;
    sqlite3_stmt *q = studies_query(
        st,
        "SELECT payer, payee, service_line, reason, category, sum(pence), sum(postings), (SELECT "
        "count(*) FROM run n WHERE n.kind = 'main' AND n.scenario = ?1 AND (?2 = 0 OR n.replicate "
        "= ?2)) FROM ledger JOIN run USING (run) WHERE kind = 'main' AND scenario = ?1 AND (?2 = 0 "
        "OR replicate = ?2) GROUP BY 1, 2, 3, 4, 5 ORDER BY 6 DESC", r);
    if (!q) return list;
    sqlite3_bind_int(q, 1, (int)k);
    sqlite3_bind_int64(q, 2, replicate);
    while (sqlite3_step(q) == SQLITE_ROW) {
        *runs = sqlite3_column_int64(q, 7);
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:s, s:s, s:s, s:I, s:I}", "payer", studies_text(q, 0),
                            "payee", studies_text(q, 1), "line", studies_text(q, 2), "reason",
                            studies_text(q, 3), "category", studies_text(q, 4), "pence",
                            mean_pence(sqlite3_column_int64(q, 5), *runs), "postings",
                            mean_pence(sqlite3_column_int64(q, 6), *runs)));
    }
    sqlite3_finalize(q);
    return list;
}

void money_page(struct serve *s, const struct request *q, struct reply *r) {
    struct study st;
    long replicate;
    if (!studies_open(s, q->part[2], &st, r)) return;
    if (!request_whole(q, "replicate", 1, (long)st.replicates, 0, &replicate)) {
        reply_error(r, 400, "replicate", "The study has replicates 1 to %u.", st.replicates);
        studies_close(&st);
        return;
    }
    struct reply failed = {0};
    json_t *all = json_array();
    int64_t runs, most = 0;
    for (unsigned k = 0; k < st.n_scenarios && !failed.status; k++) {
        json_t *flows = flows_of(&st, k, replicate, &runs, &failed);
        if (runs > most) most = runs;
        json_array_append_new(all, json_pack("{s:s, s:s, s:I, s:o}", "name", st.scenario[k].name,
                                             "title", st.scenario[k].title, "runs",
                                             (json_int_t)runs, "flows", flows));
    }
    studies_close(&st);
    if (failed.status) {
        json_decref(all);
        *r = failed;
        return;
    }
    reply_json(r, 200, json_pack("{s:o, s:I, s:s, s:o}", "replicate",
                                 replicate ? json_integer(replicate) : json_null(), "replicates",
                                 (json_int_t)most, "unit", "pence", "scenarios", all));
}
