// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The comparison as one JSON object, by jansson. A figure that does not exist (an interval of one
 * replicate) is null. */
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "report/report.h"

#ifndef TREDEGAR_VERSION
#define TREDEGAR_VERSION "0.1.0"
#endif

static json_t *figure(double v) { return isfinite(v) ? json_real(v) : json_null(); }

static json_t *level_object(const struct estimate *e) {
    return json_pack("{s:o, s:o, s:o}", "mean", figure(e->mean), "low95", figure(e->low95),
                     "high95", figure(e->high95));
}

static json_t *difference_object(const struct estimate *e) {
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "mean", figure(e->mean), "low80",
                     figure(e->low80), "high80", figure(e->high80), "low95", figure(e->low95),
                     "high95", figure(e->high95), "monte_carlo_error",
                     figure(e->monte_carlo_error));
}

static json_t *measure_object(const struct twins *t, const struct comparison_row *r) {
    const struct experiment *e = t->experiment;
    json_t *levels = json_object(), *differences = json_object();
    const bool is_place = r->org == ORG_PLACE && r->breakdown == BY_NONE;
    for (unsigned k = 0; k < t->n_scenarios; k++) {
        json_object_set_new(levels, e->scenario[k].name, level_object(&r->level_of[k]));
        if (k == e->baseline) continue;
        json_t *d = difference_object(&r->difference[k]);
        if (is_place)
            json_object_set_new(d, "doubt", json_string(twins_doubt(twins_doubt_of(
                                                t, r->measure, k, e->baseline))));
        json_object_set_new(differences, e->scenario[k].name, d);
    }
    char group[128];
    return json_pack("{s:s, s:s, s:s, s:o, s:o}", "name", measure_info[r->measure].name, "unit",
                     measure_info[r->measure].unit, "group",
                     report_group(t, r, group, sizeof group), "regimes", levels, "differences",
                     differences);
}

static void totals(const struct twins *t, json_int_t *events, double *person_years,
                   json_int_t *people) {
    *events = *people = 0;
    *person_years = 0;
    for (unsigned i = 0; i < t->n_scenarios * t->n_replicates; i++) {
        *events += (json_int_t)t->main[i].events.done;
        *person_years += t->main[i].person_years;
        if (t->main[i].residents) *people = t->main[i].residents;
    }
}

static json_t *headlines_of(const struct twins *t) {
    json_t *all = json_object();
    for (unsigned k = 0; k < t->n_scenarios; k++) {
        struct headlines h;
        if (k == t->experiment->baseline || !twins_headlines(t, k, &h)) continue;
        json_object_set_new(
            all, t->experiment->scenario[k].name,
            json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "market_pounds",
                      difference_object(&h.market), "profit_above_normal_pounds",
                      difference_object(&h.profit), "same_care_pounds", difference_object(&h.cost),
                      "change_pounds", difference_object(&h.change), "break_even_share",
                      difference_object(&h.break_even), "efficiency_found_share",
                      difference_object(&h.found), "qaly", difference_object(&h.qaly),
                      "public_money_pounds", difference_object(&h.public_money),
                      "net_qaly_displaced", difference_object(&h.net_health[0]),
                      "net_qaly_green_book", difference_object(&h.net_health[1])));
    }
    return all;
}

/* The headline of every two scenarios, the later in the experiment less the earlier, and what is in
 * the way of telling their order. */
static json_t *pairs_of(const struct twins *t) {
    json_t *list = json_array();
    for (unsigned k = 0; k < t->n_scenarios; k++)
        for (unsigned j = 0; j < k; j++) {
            struct pair p;
            if (!twins_pair(t, k, j, &p)) continue;
            json_array_append_new(
                list, json_pack("{s:s, s:s, s:o, s:s}", "scenario",
                                t->experiment->scenario[k].name, "against",
                                t->experiment->scenario[j].name, "difference",
                                difference_object(&p.difference), "doubt", twins_doubt(p.doubt)));
        }
    return list;
}

/* The two that the sentence compares. */
static json_t *contest_of(const struct twins *t) {
    unsigned best, second;
    if (!twins_contest(t, &best, &second)) return json_null();
    return json_pack("{s:s, s:s}", "best", t->experiment->scenario[best].name, "second",
                     t->experiment->scenario[second].name);
}

/* Shapley's values of a measure's change, by scenario. */
static json_t *answers_of(const struct twins *t, int m) {
    json_t *all = json_object();
    for (unsigned k = 0; m >= 0 && k < t->n_scenarios; k++) {
        struct shapley row[Q_COUNT];
        double residual;
        const unsigned n = twins_shapley(t, (enum measure)m, k, row, &residual);
        if (n == 0) continue;
        json_t *values = json_object();
        for (unsigned i = 0; i < n; i++)
            json_object_set_new(values, question_name(row[i].question), figure(row[i].value));
        json_object_set_new(values, "residual", figure(residual));
        json_object_set_new(all, t->experiment->scenario[k].name, values);
    }
    return all;
}

static json_t *answers_by_measure(const struct twins *t) {
    enum measure m[ATTRIBUTED_MAX];
    const unsigned n = report_attributed(t, m);
    json_t *all = json_object();
    for (unsigned x = 0; x < n; x++)
        json_object_set_new(all, measure_info[m[x]].name, answers_of(t, (int)m[x]));
    return all;
}

static json_t *gains_of(const struct twins *t) {
    json_t *all = json_object();
    for (unsigned k = 0; k < t->n_scenarios; k++) {
        if (k == t->experiment->baseline || t->n_gains[k] == 0) continue;
        json_t *list = json_array();
        for (unsigned i = 0; i < t->n_gains[k]; i++) {
            const struct gain *g = &t->gains[k][i];
            char words[64];
            const char *const level =
                g->breakdown == BY_NONE ? "everybody"
                                        : level_name(t->place, (enum breakdown)g->breakdown,
                                                     g->level, words, sizeof words);
            json_array_append_new(
                list, json_pack("{s:s, s:s, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "by",
                                breakdown_name((enum breakdown)g->breakdown), "level", level,
                                "people", (json_int_t)g->people, "qaly_per_1000",
                                figure(g->qaly_per_1000), "low95", figure(g->low95), "high95",
                                figure(g->high95), "placebo_per_1000", figure(g->placebo_per_1000),
                                "better_share", figure(g->better_share), "worse_share",
                                figure(g->worse_share), "placebo_better_share",
                                figure(g->placebo_better), "placebo_worse_share",
                                figure(g->placebo_worse)));
        }
        json_object_set_new(all, t->experiment->scenario[k].name, list);
    }
    return all;
}

/* The headline's change with one answer of the other regime, replicate 1. */
static json_t *one_at_a_time(const struct twins *t) {
    const int m = measure_find(t->experiment->headline);
    struct attribution row[SCENARIO_MAX * Q_COUNT];
    const unsigned n = m < 0 ? 0
                             : twins_attribution(t, (enum measure)m, row,
                                                 sizeof row / sizeof *row);
    json_t *list = json_array();
    for (unsigned i = 0; i < n; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:o}", "scenario",
                                              t->experiment->scenario[row[i].scenario].name,
                                              "question", question_name(row[i].question), "change",
                                              figure(row[i].change)));
    return list;
}

/* The headline of every scenario in replicate 1. */
static json_t *levels_of(const struct twins *t, const char *extra, unsigned m) {
    json_t *all = json_object();
    for (unsigned k = 0; k < t->n_scenarios; k++)
        json_object_set_new(all, t->experiment->scenario[k].name,
                            figure(report_first(t, extra, k, m)));
    return all;
}

/* The headline in replicate 1 as it stands, under each other setting, with the answers that were
 * changed at once, and how much other luck in care moves it. */
static json_t *first_replicate(const struct twins *t) {
    const int m = measure_find(t->experiment->headline);
    const unsigned base = t->experiment->baseline;
    if (m < 0 || t->n_done == 0) return json_null();
    const unsigned u = (unsigned)m;
    json_t *settings = json_array(), *together = json_array();
    for (unsigned i = 0; i < t->n_extra; i++) {
        const char *name = t->extra[i].name;
        const unsigned k = t->extra[i].scenario;
        if (strncmp(name, "variant:", 8) == 0 && report_is_first_of_name(t, i))
            json_array_append_new(
                settings, json_pack("{s:s, s:b, s:o}", "name", name + 8, "idle",
                                    (int)twins_variant_idle(t, name + 8), "levels",
                                    levels_of(t, name, u)));
        if (strncmp(name, "together:", 9) == 0)
            json_array_append_new(
                together, json_pack("{s:s, s:s, s:o}", "scenario", t->experiment->scenario[k].name,
                                    "questions", name + 9, "change",
                                    figure(report_first(t, name, k, u) -
                                           twins_before(t, k, (enum measure)m))));
    }
    return json_pack("{s:o, s:o, s:o, s:o}", "as_it_stands", levels_of(t, NULL, u), "settings",
                     settings, "together", together, "placebo",
                     figure(report_first(t, "placebo", base, u) - report_first(t, NULL, base, u)));
}

/* What must travel with the figures. */
static void add_cautions(json_t *root, const struct twins *t) {
    char seed[24];
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)t->experiment->seed);
    json_object_set_new(root, "seed", json_string(seed));
    char ended[128];
    json_object_set_new(root, "replicates_asked", json_integer(t->n_replicates));
    json_object_set_new(root, "interrupted", json_boolean(t->interrupted));
    json_object_set_new(root, "runs_left", json_integer(t->n_left));
    json_object_set_new(root, "ended", json_string(twins_ended(t, ended, sizeof ended)));
    json_object_set_new(root, "version", json_string(TREDEGAR_VERSION));
    json_object_set_new(root, "notes", json_string(t->experiment->notes));
    json_object_set_new(root, "intervals",
                        json_string("chance only, over replicates; not ignorance of parameters"));
    json_object_set_new(root, "money_a_head", figure(t->money_a_head));
    json_object_set_new(root, "gains", gains_of(t));
    json_object_set_new(root, "shapley_by_measure", answers_by_measure(t));
    json_object_set_new(root, "one_at_a_time", one_at_a_time(t));
    json_object_set_new(root, "replicate_1", first_replicate(t));
}

int report_json(FILE *out, const struct twins *t, const char *sentence, struct fault *f) {
    double person_years;
    json_int_t events, people;
    totals(t, &events, &person_years, &people);
    json_t *measures = json_array();
    int bad = 0;
    for (uint32_t i = 0; i < t->n_rows; i++)
        bad |= json_array_append_new(measures, measure_object(t, &t->rows[i]));
    char first[12], last[12];
    day_print(t->experiment->first_day, first);
    day_print(t->experiment->last_day, last);
    json_t *root = json_pack("{s:s, s:s, s:s, s:{s:s, s:s}, s:I, s:i, s:I, s:f, s:f, s:s, s:s, "
                             "s:o, s:o, s:o, s:s, s:{s:s, s:s, s:s}, s:s}",
                             "experiment", t->experiment->key, "label", "simulated", "place",
                             t->place->key, "period", "start", first, "end", last, "people", people,
                             "replicates", (int)t->n_done, "events", events, "person_years",
                             person_years, "seconds", t->seconds, "data_vintage", t->place->vintage,
                             "answer", sentence, "measures", measures, "headlines", headlines_of(t),
                             "shapley", answers_of(t, measure_find(t->experiment->headline)),
                             "title", t->experiment->title, "claim", "id",
                             t->experiment->claim_id, "text", t->experiment->claim, "source",
                             t->experiment->claim_source, "headline", t->experiment->headline);
    if (!root || bad) {
        json_decref(root);
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0,
                         "the JSON could not be made: out of memory, or a name that is not UTF-8");
    }
    json_object_set_new(root, "order_told", json_boolean(twins_order_told(t)));
    json_object_set_new(root, "contest", contest_of(t));
    json_object_set_new(root, "pairs", pairs_of(t));
    add_cautions(root, t);
    const int rc = json_dumpf(root, out, JSON_INDENT(1) | JSON_REAL_PRECISION(12) | JSON_SORT_KEYS);
    json_decref(root);
    fputc('\n', out);
    return rc == 0 ? 0 : fault_set(f, FAULT_DISK, NULL, 0, 0, "cannot write the JSON");
}
