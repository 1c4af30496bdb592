// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The gallery of claims: the experiments of the library that test a claim of the gallery (those
 * whose names begin with two digits), each with who says it, its side and subject and which way it
 * says that a measure goes (data/claims/gallery.csv), and what the model answers: from a finished
 * study that the user has, the newest first; else from the table that tools/claims.py writes
 * (data/claims/answers.csv).
 *
 * Two things are told of a claim, of two pairs of scenarios that are often the same:
 *   how sure   of the pair that the sentence compares, the best and the next best by the headline:
 *              clear, when the 95% interval of the paired difference leaves out nought; likely, for
 *              the 80% interval; no difference, when the runs are the same to the last figure;
 *              else, and where the sentence cannot tell which comes out best, cannot tell
 *   verdict    of the pair that the claim is about, by its measure and direction: holds or does not
 *              hold, as the difference goes; cannot tell, when the run left a doubt (enum doubt of
 *              study/twins.h): chance, other settings or assumed parameters may turn it, it is next
 *              to nothing (what "not up" and "not down" say, so these hold), or the run ends too
 *              soon (a change of regime lies beyond it, or what the claim is about takes longer:
 *              needs_months). By a measure that is not the headline chance alone is weighed */
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

/* ---- the figures that an answer is made of -------------------------------------------------- */

struct compared { /* of one measure: scenario less the other */
    char measure[64], scenario[64], against[64], doubt[96];
    double level; /* of the other */
    struct estimate e;
};
enum { COMPARED_MOST = SCENARIO_MAX * (SCENARIO_MAX - 1) }; /* of two measures */
struct figures { unsigned n; struct compared row[COMPARED_MOST]; };

static struct compared *add_figure(struct figures *f, const char *measure, const char *scenario,
                                 const char *against) {
    if (f->n == COMPARED_MOST) return NULL;
    struct compared *x = &f->row[f->n++];
    *x = (struct compared){0};
    snprintf(x->measure, sizeof x->measure, "%s", measure);
    snprintf(x->scenario, sizeof x->scenario, "%s", scenario);
    snprintf(x->against, sizeof x->against, "%s", against);
    return x;
}

static void turn(struct compared *x) {
    const struct compared was = *x;
    memcpy(x->scenario, was.against, sizeof x->scenario);
    memcpy(x->against, was.scenario, sizeof x->against);
    x->level = was.level + was.e.mean;
    x->e.mean = was.e.mean == 0 ? 0 : -was.e.mean; /* no signed nought */
    x->e.low80 = was.e.high80 == 0 ? 0 : -was.e.high80;
    x->e.high80 = was.e.low80 == 0 ? 0 : -was.e.low80;
    x->e.low95 = was.e.high95 == 0 ? 0 : -was.e.high95;
    x->e.high95 = was.e.low95 == 0 ? 0 : -was.e.low95;
}

/* One scenario less the other, whichever way round it was kept. false: it was not. */
static bool find_figure(const struct figures *f, const char *measure, const char *scenario,
                        const char *against, struct compared *out) {
    for (unsigned i = 0; i < f->n; i++) {
        const struct compared *x = &f->row[i];
        if (strcmp(x->measure, measure) != 0) continue;
        const bool same = !strcmp(x->scenario, scenario) && !strcmp(x->against, against);
        if (!same && (strcmp(x->scenario, against) != 0 || strcmp(x->against, scenario) != 0))
            continue;
        *out = *x;
        if (!same) turn(out);
        return true;
    }
    return false;
}

/* How sure: see the head. Higher is surer. */
static unsigned sureness(const struct estimate *e) {
    if (!isfinite(e->low95) || !isfinite(e->high95)) return 1;
    if (e->mean == 0 && e->low95 == 0 && e->high95 == 0) return 0; /* no difference */
    if (e->low95 > 0 || e->high95 < 0) return 3;
    return e->low80 > 0 || e->high80 < 0 ? 2 : 1;
}

/* ---- a claim's experiment, read from the library --------------------------------------------- */

struct claim {
    const struct node *root;
    char name[84];
    const char *measure;
    /* what it says (gallery.csv): the measure goes so (up, down, not up, not down) in the scenario,
     * against the other; direction "none": it cannot be put so, and the reading says why */
    const char *says, *scenario, *against, *direction, *reading;
    bool put_in;           /* which way it goes is put in: that it holds is no evidence */
    unsigned needs_months; /* that a run must have to tell */
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

/* ---- the answer ------------------------------------------------------------------------------ */

struct answer { /* to a claim, being put together */
    json_t *object;
    const char *baseline, *best, *second; /* best: "" when the sentence compares nothing */
    bool order_told; /* does the sentence say which comes out best? */
};

static json_t *figure_object(const struct claim *c, const struct compared *x) {
    json_t *o = reply_estimate(&x->e);
    json_object_set_new(o, "scenario", json_string(x->scenario));
    json_object_set_new(o, "title", json_string(title_of(c, x->scenario)));
    json_object_set_new(o, "against", json_string(x->against));
    json_object_set_new(o, "against_title", json_string(title_of(c, x->against)));
    json_object_set_new(o, "against_mean", reply_figure(x->level));
    return o;
}

/* The pair that the sentence names, and how sure. */
static void add_pair(struct answer *a, const struct claim *c, const struct figures *f) {
    static const char *const words[] = {"no difference", "cannot tell", "likely", "clear"};
    struct compared x;
    const bool there = *a->best && find_figure(f, c->measure, a->best, a->second, &x);
    unsigned sure = there ? sureness(&x.e) : 1;
    if (sure > 1 && !a->order_told) sure = 1;
    json_object_set_new(a->object, "strength", json_string(words[sure]));
    json_object_set_new(a->object, "pair", there ? figure_object(c, &x) : json_null());
}

static void add_effects(struct answer *a, const struct claim *c, const struct figures *f) {
    json_t *list = json_array();
    for (unsigned i = 0; i < f->n; i++) {
        struct compared x = f->row[i];
        if (strcmp(x.measure, c->measure) != 0) continue;
        if (strcmp(x.scenario, a->baseline) == 0) turn(&x);
        if (strcmp(x.against, a->baseline) == 0)
            json_array_append_new(list, figure_object(c, &x));
    }
    json_object_set_new(a->object, "effects", list);
}

/* Months of the run that an answer is of, by its first and its last day; 0 when they do not say. */
static unsigned months_of(const struct answer *a) {
    const char *start = json_string_value(json_object_get(a->object, "start"));
    const char *end = json_string_value(json_object_get(a->object, "end"));
    day_t first, last;
    if (!start || !end || day_parse(start, &first) < 0 || day_parse(end, &last) < 0) return 0;
    return last < first ? 0 : (unsigned)(day_month(last) - day_month(first)) + 1u;
}

/* Of "not up" and "not down": that next to nothing differs is what the claim says. */
static bool is_no_more(const struct claim *c) { return strncmp(c->direction, "not ", 4) == 0; }

static bool no_difference(const char *doubt) {
    return strcmp(doubt, twins_doubt(DOUBT_SMALL)) == 0 ||
           strcmp(doubt, twins_doubt(DOUBT_SAME)) == 0;
}

/* Whether the claim holds: see the head. */
static void add_verdict(struct answer *a, const struct claim *c, const struct figures *f) {
    struct compared x;
    const unsigned months = months_of(a);
    const char *verdict = "cannot tell", *why = "";
    char brief[96];
    snprintf(brief, sizeof brief, "what it is about takes %u months, and the run has %u",
             c->needs_months, months);
    const bool there = find_figure(f, c->says, c->scenario, c->against, &x);
    if (strcmp(c->direction, "none") == 0) verdict = "not one direction";
    else if (!there) why = "these two were not compared";
    else if (months < c->needs_months) why = brief;
    else if (is_no_more(c) && no_difference(x.doubt)) {
        json_object_set_new(a->object, "sure", json_string("clear"));
        verdict = "holds";
    } else if (*x.doubt) why = x.doubt;
    else {
        json_object_set_new(a->object, "sure",
                            json_string(sureness(&x.e) > 2 ? "clear" : "likely"));
        const bool up = strcmp(c->direction, "up") == 0 || strcmp(c->direction, "not down") == 0;
        verdict = (x.e.mean > 0) == up ? "holds" : "does not hold";
    }
    json_object_set_new(a->object, "verdict", json_string(verdict));
    json_object_set_new(a->object, "why", json_string(why));
    json_object_set_new(a->object, "found", there ? figure_object(c, &x) : json_null());
}

static json_t *end_answer(struct answer *a, const struct claim *c, const struct figures *f) {
    json_object_set_new(a->object, "baseline", json_string(a->baseline));
    add_pair(a, c, f);
    add_effects(a, c, f);
    add_verdict(a, c, f);
    return a->object;
}

static void read_row(const struct sheet *table, unsigned row, struct figures *f) {
    struct compared *x = add_figure(f, cell(table, row, "measure"), cell(table, row, "scenario"),
                                  cell(table, row, "against"));
    if (!x) return;
    x->level = number(table, row, "against_mean");
    x->e = (struct estimate){number(table, row, "mean"),   number(table, row, "low80"),
                             number(table, row, "high80"), number(table, row, "low95"),
                             number(table, row, "high95"), NAN, 0};
    snprintf(x->doubt, sizeof x->doubt, "%s", cell(table, row, "doubt"));
}

static json_t *answer_of_table(const struct claim *c, const struct sheet *table,
                               struct figures *f) {
    unsigned row = row_of(table, c->name, 0);
    if (!is_row(table, row)) return NULL;
    struct answer a = {.order_told = number(table, row, "order_told") > 0,
                       .baseline = cell(table, row, "baseline"),
                       .best = cell(table, row, "best"),
                       .second = cell(table, row, "second")};
    a.object = json_pack("{s:s, s:n, s:s, s:s, s:s, s:s, s:i, s:s, s:s}", "from", "table", "study",
                         "size", cell(table, row, "size"), "place", cell(table, row, "place"),
                         "start", cell(table, row, "start"), "end", cell(table, row, "end"),
                         "replicates", (int)number(table, row, "replicates"), "version",
                         cell(table, row, "version"), "sentence", cell(table, row, "sentence"));
    f->n = 0;
    for (; is_row(table, row); row = row_of(table, c->name, row + 1)) read_row(table, row, f);
    return end_answer(&a, c, f);
}

/* ---- from a study of the user's -------------------------------------------------------------- */

/* Months of a measure of one run as the reports see them. */
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

/* Scenario k less scenario j, over the replicates that both have. */
static void add_difference(const struct study *st, const double *values, enum measure m,
                           unsigned k, unsigned j, struct figures *f) {
    double paired[REPLICATES_MAX], level[REPLICATES_MAX];
    unsigned n = 0;
    for (unsigned i = 0; i < st->replicates; i++) {
        const double other = values[j * st->replicates + i];
        const double v = values[k * st->replicates + i];
        if (isnan(v) || isnan(other)) continue;
        level[n] = other;
        paired[n++] = v - other;
    }
    struct compared *x =
        n ? add_figure(f, measure_info[m].name, st->scenario[k].name, st->scenario[j].name) : NULL;
    if (!x) return;
    x->e = estimate_of(paired, n);
    x->level = estimate_of(level, n).mean;
    const enum doubt doubt = twins_doubt_by_chance(&(struct settings){0}, m,
                                                   x->level, paired, n);
    snprintf(x->doubt, sizeof x->doubt, "%s", twins_doubt(doubt));
}

/* Every two scenarios by one measure. */
static void add_measure(const struct study *st, const char *measure, struct figures *f) {
    const int m = measure_find(measure);
    const size_t n = (size_t)st->n_scenarios * st->replicates;
    struct arena arena;
    arena_init(&arena, 1u << 14);
    double *values = arena_array(&arena, n, sizeof *values);
    for (size_t i = 0; values && i < n; i++) values[i] = NAN;
    if (m >= 0 && values && read_headlines(st, (enum measure)m, values))
        for (unsigned k = 0; k < st->n_scenarios; k++)
            for (unsigned j = 0; j < k; j++) add_difference(st, values, (enum measure)m, k, j, f);
    arena_free(&arena);
}

/* A fact of the store about where it came from, or "". */
static void read_fact(const struct study *st, const char *key, char *out, size_t size) {
    struct reply none = {0};
    sqlite3_stmt *q = studies_query(st, "SELECT value FROM provenance WHERE key = ?1", &none);
    out[0] = '\0';
    if (q) sqlite3_bind_text(q, 1, key, -1, SQLITE_STATIC);
    if (q && sqlite3_step(q) == SQLITE_ROW) snprintf(out, size, "%s", studies_text(q, 0));
    sqlite3_finalize(q);
    json_decref(none.json);
}

/* The doubts that the run itself left, which knows what other settings do: of the headline; a run
 * cut short is cut for every measure. */
static void read_doubts(const struct study *st, const char *headline, struct figures *f) {
    const char *const cut = twins_doubt(DOUBT_CUT);
    for (unsigned i = 0; i < f->n; i++) {
        struct compared *x = &f->row[i];
        char key[160], doubt[sizeof x->doubt];
        snprintf(key, sizeof key, "pair:%s:%s", x->scenario, x->against);
        read_fact(st, key, doubt, sizeof doubt);
        const bool counts = !strcmp(x->measure, headline) || !strcmp(doubt, cut);
        if (*doubt && counts) memcpy(x->doubt, doubt, sizeof doubt);
    }
}

static json_t *answer_of_study(struct serve *s, const struct claim *c, const json_t *item,
                               struct figures *f) {
    static const char *const same[] = {"place", "start", "end", "replicates", "version",
                                       "sentence"};
    struct study st;
    struct reply none = {0};
    char best[64], second[64];
    const char *id = json_string_value(json_object_get(item, "id"));
    if (measure_find(c->measure) < 0 || !studies_open(s, id, &st, &none)) {
        json_decref(none.json);
        return NULL;
    }
    read_fact(&st, "best", best, sizeof best);
    read_fact(&st, "second", second, sizeof second);
    const char *told = json_string_value(json_object_get(item, "order_told"));
    struct answer a = {.object = json_object(), .baseline = st.scenario[st.baseline].name,
                       .best = best, .second = second,
                       .order_told = told && strcmp(told, "1") == 0};
    json_object_set_new(a.object, "from", json_string("study"));
    json_object_set_new(a.object, "study", json_string(id));
    json_object_set_new(a.object, "size", json_string("own"));
    for (unsigned i = 0; i < 6; i++)
        json_object_set(a.object, same[i], json_object_get(item, same[i]));
    f->n = 0;
    add_measure(&st, c->measure, f);
    if (*c->says && strcmp(c->says, c->measure) != 0) add_measure(&st, c->says, f);
    read_doubts(&st, c->measure, f);
    end_answer(&a, c, f);
    studies_close(&st);
    return a.object;
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

struct gallery { struct sheet claims, answers; json_t *studies, *list; struct figures figures; };

/* What the claim says, to be tried. */
static json_t *says_object(const struct claim *c) {
    const int m = measure_find(c->says);
    if (!*c->direction) return json_null();
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:b}", "measure", c->says,
                     "unit", m >= 0 ? measure_info[m].unit : "", "line",
                     m >= 0 ? measure_info[m].line : "", "scenario", c->scenario, "title",
                     title_of(c, c->scenario), "against", c->against, "against_title",
                     title_of(c, c->against), "direction", c->direction, "reading", c->reading,
                     "put_in", c->put_in);
}

static void read_says(struct claim *c, const struct sheet *claims, unsigned row) {
    const bool known = is_row(claims, row);
    c->says = known ? cell(claims, row, "measure") : "";
    c->scenario = known ? cell(claims, row, "scenario") : "";
    c->against = known ? cell(claims, row, "against") : "";
    c->direction = known ? cell(claims, row, "direction") : "none";
    c->reading = known ? cell(claims, row, "reading") : "";
    c->put_in = known && strcmp(cell(claims, row, "put_in"), "yes") == 0;
    const double needs = known ? number(claims, row, "needs_months") : NAN;
    c->needs_months = needs > 0 ? (unsigned)needs : 0;
}

static json_t *claim_object(const struct claim *c, const struct gallery *g, json_t *answer) {
    const struct node *claim = node_find(c->root, "claim");
    const unsigned row = row_of(&g->claims, c->name, 0);
    const bool known = is_row(&g->claims, row);
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:o?}", "id",
                     word(claim, "id"), "experiment", c->name, "title", word(c->root, "title"),
                     "claim", word(claim, "text"), "source", word(claim, "source"), "side",
                     known ? cell(&g->claims, row, "side") : "debated", "subject",
                     known ? cell(&g->claims, row, "subject") : "other", "headline",
                     headline_object(c), "says", says_object(c), "answer", answer);
}

static void add_claim(struct serve *s, struct gallery *g, const char *name) {
    struct claim c = {0};
    struct arena a;
    struct fault f = {0};
    char path[700];
    snprintf(c.name, sizeof c.name, "%s", name);
    snprintf(path, sizeof path, "%s/%s.yaml", s->library.experiments, name);
    arena_init(&a, 1u << 15);
    if (yaml_read(&c.root, path, &a, &f) == 0 && c.root->kind == NODE_MAP) {
        read_says(&c, &g->claims, row_of(&g->claims, name, 0));
        c.measure = word(node_find(c.root, "headline"), "measure");
        const json_t *study = study_of(g->studies, name);
        json_t *answer = study ? answer_of_study(s, &c, study, &g->figures) : NULL;
        if (!answer) answer = answer_of_table(&c, &g->answers, &g->figures);
        json_array_append_new(g->list, claim_object(&c, g, answer));
    }
    arena_free(&a);
}

static json_t *studies_of(struct serve *s) {
    struct study_files files;
    json_t *items = json_array();
    (void)studies_list(s, &files);
    for (unsigned i = 0; i < files.n; i++)
        json_array_append_new(items, studies_item(s, &files.row[i]));
    studies_list_free(&files);
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
    void *memory = NULL;
    size_t room = 0;
    if (memory_grow(&memory, &room, 1, sizeof(struct gallery)) < 0) {
        reply_json(r, 500, NULL);
        return;
    }
    struct gallery *g = memory;
    *g = (struct gallery){.list = json_array(), .studies = studies_of(s)};
    struct arena a;
    struct dirent **found = NULL;
    arena_init(&a, 1u << 16);
    read_sheet(s, "gallery.csv", &g->claims, &a);
    read_sheet(s, "answers.csv", &g->answers, &a);
    const int n = scandir(s->library.experiments, &found, is_claim, alphasort);
    for (int i = 0; i < n; i++) {
        char name[84];
        snprintf(name, sizeof name, "%.*s", (int)strlen(found[i]->d_name) - 5, found[i]->d_name);
        add_claim(s, g, name);
        free(found[i]); /* scandir's own */
    }
    free(found);
    json_decref(g->studies);
    arena_free(&a);
    reply_json(r, 200,
               json_pack("{s:{s:s, s:s}, s:o}", "cautions", "own",
                         "Each claim in its own place, over its own months and replicates, but "
                         "with no other settings: what hangs on assumed parameters is not tried.",
                         "town",
                         "Run in one town (Warrington), its first year, three replicates: a first "
                         "answer. What needs a large place, many hospitals or many years shows "
                         "less here, or not at all.", "claims", g->list));
    memory_free(g);
}
