// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The gallery of claims: the experiments of the library that test a claim of the gallery (those
 * whose names begin with two digits), each with who says it, its side and subject
 * (data/claims/gallery.csv), and what the model answers: from a finished study that the user has,
 * the newest first; else from the table that tools/claims.py writes (data/claims/answers.csv).
 *
 * How sure: clear, when the 95% interval of the paired difference leaves out nought; likely, when
 * the 80% interval does; no difference, when the runs are the same to the last figure; else cannot
 * tell. Where the sentence cannot tell which scenario comes out best (it compares the best with the
 * next best, and counts settings beside chance), neither does this. */
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/csv.h"
#include "input/file.h"
#include "input/yaml.h"
#include "measurement/measures.h"
#include "serve/state.h"

struct sheet { /* a table of data/claims, as far as it is there */
    struct csv t;
    bool there;
};

static void read_sheet(struct serve *s, const char *name, struct sheet *x, struct arena *a) {
    char path[600];
    struct fault f = {0};
    snprintf(path, sizeof path, "%s/claims/%s", s->library.data, name);
    x->there = csv_read(&x->t, path, a, &f) == 0;
}

/* The text of a column in a row; "" when there is no such column. */
static const char *cell(const struct sheet *x, unsigned row, const char *column) {
    unsigned i;
    struct fault f = {0};
    return csv_column(&x->t, column, &i, &f) == 0 ? csv_cell(&x->t, row, i) : "";
}

static double number(const struct sheet *x, unsigned row, const char *column) {
    double v;
    return number_parse(cell(x, row, column), &v) ? v : NAN;
}

/* The next row of an experiment from row on, or n_rows. */
static unsigned row_of(const struct sheet *x, const char *experiment, unsigned row) {
    while (x->there && row < x->t.n_rows && strcmp(cell(x, row, "experiment"), experiment) != 0)
        row++;
    return x->there ? row : 0;
}

static bool is_row(const struct sheet *x, unsigned row) { return x->there && row < x->t.n_rows; }

/* How sure: see the head. Higher is surer. */
static unsigned sureness(const struct estimate *e) {
    if (e->mean == 0 && e->low95 == 0 && e->high95 == 0) return 0; /* no difference */
    if (e->low95 > 0 || e->high95 < 0) return 3;
    return e->low80 > 0 || e->high80 < 0 ? 2 : 1;
}

struct answer { /* to a claim, being put together */
    json_t *object, *effects;
    const char *best;   /* scenario furthest from the baseline by its interval */
    struct estimate of_best;
    double distance;
    bool any, order_told; /* does the sentence say which comes out best? */
};

static void add_effect(struct answer *a, const char *scenario, const char *title,
                       const struct estimate *e) {
    const double half = isfinite(e->high95) ? e->high95 - e->low95 : INFINITY;
    const double distance = e->mean == 0 ? 0
                            : half > 0 && isfinite(half) ? fabs(e->mean) / half
                            : half == 0                  ? 1e9 : 0;
    json_t *o = reply_estimate(e);
    json_object_set_new(o, "scenario", json_string(scenario));
    json_object_set_new(o, "title", json_string(title));
    json_array_append_new(a->effects, o);
    if (a->any && distance <= a->distance) return;
    a->any = true;
    a->distance = distance;
    a->of_best = *e;
    a->best = json_string_value(json_object_get(o, "scenario"));
}

static json_t *end_answer(struct answer *a) {
    static const char *const words[] = {"no difference", "cannot tell", "likely", "clear"};
    unsigned sure = 0;
    size_t i;
    json_t *e;
    json_array_foreach(a->effects, i, e) {
        const struct estimate x = {
            json_real_value(json_object_get(e, "mean")),
            json_real_value(json_object_get(e, "low80")),
            json_real_value(json_object_get(e, "high80")),
            json_real_value(json_object_get(e, "low95")),
            json_real_value(json_object_get(e, "high95")), 0, 0};
        const bool known = json_is_real(json_object_get(e, "low95"));
        const unsigned mine = known ? sureness(&x) : 1;
        if (mine > sure) sure = mine;
    }
    if (sure > 1 && !a->order_told) sure = 1;
    json_object_set_new(a->object, "strength", json_string(a->any ? words[sure] : "cannot tell"));
    json_object_set_new(a->object, "scenario", a->best ? json_string(a->best) : json_null());
    json_object_set_new(a->object, "effect",
                        a->any ? reply_estimate(&a->of_best) : json_null());
    json_object_set_new(a->object, "effects", a->effects);
    return a->object;
}

/* A claim's experiment, read from the library. */
struct claim {
    const struct node *root;
    char name[84];
    const char *measure;
};

static const char *word(const struct node *map, const char *key) {
    const struct node *v = map && map->kind == NODE_MAP ? node_find(map, key) : NULL;
    return v && v->kind == NODE_SCALAR ? v->text : "";
}

static const char *title_of(const struct claim *c, const char *scenario) {
    const struct node *list = node_find(c->root, "scenarios");
    for (unsigned i = 0; list && list->kind == NODE_LIST && i < list->n; i++)
        if (strcmp(word(list->item[i], "name"), scenario) == 0) {
            const char *title = word(list->item[i], "title");
            return *title ? title : scenario;
        }
    return scenario;
}

static json_t *answer_of_table(const struct claim *c, const struct sheet *table) {
    unsigned row = row_of(table, c->name, 0);
    if (!is_row(table, row)) return NULL;
    struct answer a = {.effects = json_array(), .order_told = number(table, row, "order_told") > 0};
    a.object = json_pack(
        "{s:s, s:n, s:s, s:s, s:s, s:s, s:i, s:s, s:s, s:s, s:o}", "from", "table", "study",
        "size", cell(table, row, "size"), "place", cell(table, row, "place"), "start",
        cell(table, row, "start"), "end", cell(table, row, "end"), "replicates",
        (int)number(table, row, "replicates"), "version", cell(table, row, "version"), "sentence",
        cell(table, row, "sentence"), "baseline", cell(table, row, "baseline"), "baseline_mean",
        reply_figure(number(table, row, "baseline_mean")));
    for (; is_row(table, row); row = row_of(table, c->name, row + 1)) {
        const struct estimate e = {number(table, row, "mean"),   number(table, row, "low80"),
                                   number(table, row, "high80"), number(table, row, "low95"),
                                   number(table, row, "high95"), NAN, 0};
        const char *scenario = cell(table, row, "scenario");
        add_effect(&a, scenario, title_of(c, scenario), &e);
    }
    return end_answer(&a);
}

/* ---- from a study of the user's -------------------------------------------------------------- */

/* Months of the headline of one run as the reports see them. */
static double headline_of(sqlite3_stmt *q, enum measure m, unsigned months) {
    struct series_row rows[360];
    struct series s = {.row = rows};
    while (sqlite3_step(q) == SQLITE_ROW && s.n < months && s.n < 360)
        rows[s.n++] = (struct series_row){.measure = (uint16_t)m, .org = ORG_PLACE,
                                          .breakdown = BY_NONE,
                                          .month = (uint16_t)sqlite3_column_int(q, 0),
                                          .value = sqlite3_column_type(q, 1) == SQLITE_NULL
                                                       ? NAN : sqlite3_column_double(q, 1)};
    sqlite3_reset(q);
    return s.n ? twins_over_period(&s, m, ORG_PLACE, BY_NONE, 0) : NAN;
}

/* values[scenario * replicates + replicate] */
static bool read_headlines(const struct study *st, enum measure m, double *values) {
    struct reply none = {0};
    sqlite3_stmt *runs = studies_query(
        st, "SELECT run, scenario, replicate FROM run WHERE kind = 'main'", &none);
    sqlite3_stmt *q = studies_query(
        st, "SELECT month, value FROM series WHERE run = ?1 AND measure = (SELECT measure FROM "
            "measure WHERE name = ?2) AND organisation = 65535 AND breakdown = 0 AND level = 0 "
            "ORDER BY month", &none);
    while (runs && q && sqlite3_step(runs) == SQLITE_ROW) {
        const unsigned k = (unsigned)sqlite3_column_int(runs, 1);
        const unsigned i = (unsigned)sqlite3_column_int(runs, 2) - 1u;
        if (k >= st->n_scenarios || i >= st->replicates) continue;
        sqlite3_bind_int64(q, 1, sqlite3_column_int64(runs, 0));
        sqlite3_bind_text(q, 2, measure_info[m].name, -1, SQLITE_STATIC);
        values[k * st->replicates + i] = headline_of(q, m, st->months);
    }
    sqlite3_finalize(q);
    sqlite3_finalize(runs);
    json_decref(none.json);
    return runs && q;
}

static void add_study_effects(const struct study *st, const double *values, struct answer *a) {
    double paired[REPLICATES_MAX], level[REPLICATES_MAX];
    for (unsigned k = 0; k < st->n_scenarios; k++) {
        unsigned n = 0;
        for (unsigned i = 0; i < st->replicates; i++) {
            const double base = values[st->baseline * st->replicates + i];
            const double v = values[k * st->replicates + i];
            if (isnan(v) || isnan(base)) continue;
            level[n] = v;
            paired[n++] = v - base;
        }
        if (n == 0) continue;
        if (k == st->baseline)
            json_object_set_new(a->object, "baseline_mean",
                                reply_figure(estimate_of(level, n).mean));
        else {
            const struct estimate e = estimate_of(paired, n);
            add_effect(a, st->scenario[k].name, st->scenario[k].title, &e);
        }
    }
}

static json_t *answer_of_study(struct serve *s, const struct claim *c, const json_t *item) {
    const int m = measure_find(c->measure);
    struct study st;
    struct reply none = {0};
    struct arena arena;
    const char *id = json_string_value(json_object_get(item, "id"));
    if (m < 0 || !studies_open(s, id, &st, &none)) {
        json_decref(none.json);
        return NULL;
    }
    struct answer a = {.effects = json_array(), .object = json_object()};
    static const char *const same[] = {"place", "start", "end", "replicates", "version",
                                       "sentence"};
    json_object_set_new(a.object, "from", json_string("study"));
    json_object_set_new(a.object, "study", json_string(id));
    json_object_set_new(a.object, "size", json_string("own"));
    json_object_set_new(a.object, "baseline", json_string(st.scenario[st.baseline].name));
    json_object_set_new(a.object, "baseline_mean", json_null());
    for (unsigned i = 0; i < 6; i++)
        json_object_set(a.object, same[i], json_object_get(item, same[i]));
    const char *told = json_string_value(json_object_get(item, "order_told"));
    a.order_told = told && strcmp(told, "1") == 0;
    arena_init(&arena, 1u << 14);
    const size_t n = (size_t)st.n_scenarios * st.replicates;
    double *values = arena_array(&arena, n, sizeof *values);
    for (size_t i = 0; values && i < n; i++) values[i] = NAN;
    if (values && read_headlines(&st, (enum measure)m, values)) add_study_effects(&st, values, &a);
    arena_free(&arena);
    studies_close(&st);
    return end_answer(&a);
}

/* The newest finished study of an experiment among the items, or NULL. */
static const json_t *study_of(const json_t *items, const char *name) {
    size_t i;
    json_t *o;
    json_array_foreach(items, i, o) {
        const char *experiment = json_string_value(json_object_get(o, "experiment"));
        const char *status = json_string_value(json_object_get(o, "status"));
        if (experiment && status && !strcmp(experiment, name) && !strcmp(status, "done")) return o;
    }
    return NULL;
}

/* ---- the gallery ----------------------------------------------------------------------------- */

static json_t *headline_object(const struct claim *c) {
    const struct node *h = node_find(c->root, "headline");
    const int m = measure_find(c->measure);
    const char *better = word(h, "better");
    double goal;
    const bool has_goal = number_parse(word(h, "goal"), &goal);
    const bool up = *better ? strcmp(better, "up") == 0
                            : m >= 0 && measure_info[m].better != BETTER_DOWN;
    return json_pack("{s:s, s:s, s:s, s:o, s:b}", "measure", c->measure, "unit",
                     m >= 0 ? measure_info[m].unit : "", "line",
                     m >= 0 ? measure_info[m].line : "", "goal",
                     has_goal ? json_real(goal) : json_null(), "up", up);
}

struct gallery { struct sheet claims, answers; json_t *studies, *list; };

static void add_claim(struct serve *s, struct gallery *g, const char *name) {
    struct claim c = {0};
    struct arena a;
    struct fault f = {0};
    char path[700];
    snprintf(c.name, sizeof c.name, "%s", name);
    snprintf(path, sizeof path, "%s/%s.yaml", s->library.experiments, name);
    arena_init(&a, 1u << 15);
    if (yaml_read(&c.root, path, &a, &f) == 0 && c.root->kind == NODE_MAP) {
        const struct node *claim = node_find(c.root, "claim");
        const unsigned row = row_of(&g->claims, name, 0);
        const bool known = is_row(&g->claims, row);
        c.measure = word(node_find(c.root, "headline"), "measure");
        const json_t *study = study_of(g->studies, name);
        json_t *answer = study ? answer_of_study(s, &c, study) : NULL;
        if (!answer) answer = answer_of_table(&c, &g->answers);
        json_array_append_new(
            g->list,
            json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o?}", "id", word(claim, "id"),
                      "experiment", name, "title", word(c.root, "title"), "claim",
                      word(claim, "text"), "source", word(claim, "source"), "side",
                      known ? cell(&g->claims, row, "side") : "debated", "subject",
                      known ? cell(&g->claims, row, "subject") : "other", "headline",
                      headline_object(&c), "answer", answer));
    }
    arena_free(&a);
}

static json_t *studies_of(struct serve *s) {
    void *memory = NULL;
    size_t room = 0;
    json_t *items = json_array();
    if (memory_grow(&memory, &room, 1, sizeof(struct study_files)) < 0) return items;
    struct study_files *files = memory;
    studies_list(s, files);
    for (unsigned i = 0; i < files->n; i++)
        json_array_append_new(items, studies_item(s, &files->row[i]));
    memory_free(files);
    return items;
}

static int is_claim(const struct dirent *d) {
    const size_t n = strlen(d->d_name);
    const bool digits = d->d_name[0] >= '0' && d->d_name[0] <= '9' && d->d_name[1] >= '0' &&
                        d->d_name[1] <= '9' && d->d_name[2] == '-';
    return digits && n > 5 && n < 80 && strcmp(d->d_name + n - 5, ".yaml") == 0;
}

void claims_page(struct serve *s, const struct request *q, struct reply *r) {
    (void)q;
    struct gallery g = {.list = json_array(), .studies = studies_of(s)};
    struct arena a;
    struct dirent **found = NULL;
    arena_init(&a, 1u << 16);
    read_sheet(s, "gallery.csv", &g.claims, &a);
    read_sheet(s, "answers.csv", &g.answers, &a);
    const int n = scandir(s->library.experiments, &found, is_claim, alphasort);
    for (int i = 0; i < n; i++) {
        char name[84];
        snprintf(name, sizeof name, "%.*s", (int)strlen(found[i]->d_name) - 5, found[i]->d_name);
        add_claim(s, &g, name);
        free(found[i]); /* scandir's own */
    }
    free(found);
    json_decref(g.studies);
    arena_free(&a);
    reply_json(r, 200,
               json_pack("{s:{s:s}, s:o}", "cautions", "town",
                         "Run in one town (Barnsley), its first year, three replicates: a first "
                         "answer. What needs a large place, many hospitals or many years shows "
                         "less here, or not at all.", "claims", g.list));
}
