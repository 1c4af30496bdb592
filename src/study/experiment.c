// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Reads an experiment whole and checks it before the first event: every key, name, date and number.
 * What is wrong is said in one line with file, line, column, what was found, what was expected and
 * the nearest valid word. A setting may leave the range that its parameter's list gives, which says
 * what is plausible, by up to ten times; but not the range that its unit allows. */
#include "input/file.h"
#include "measurement/measures.h"
#include "study/library.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static bool is_share(const struct parameter *p) {
    return strcmp(p->unit, "FRACTION") == 0 || strcmp(p->unit, "SHARE") == 0 ||
           strcmp(p->unit, "PROBABILITY") == 0;
}

/* 0 when the value is one that the parameter's unit allows. */
static int check_value(const struct parameter *p, const char *name, double value, struct fault *f) {
    if (!isfinite(value))
        return fault_set(f, FAULT_INPUT, NULL, 0, 0, "%s: expected a number", name);
    if (p->low >= 0 && value < 0)
        return fault_set(f, FAULT_INPUT, NULL, 0, 0,
                         "%s: found %g, expected no negative number (plausible: %g to %g)", name,
                         value, p->low, p->high);
    const double most = 10 * fmax(fabs(p->low), fabs(p->high));
    if (fabs(value) > most || (p->low > 0 && value < p->low / 10))
        return fault_set(
            f, FAULT_INPUT, NULL, 0, 0,
            "%s: found %g, expected at most ten times beyond what is plausible (%g to %g)", name,
            value, p->low, p->high);
    if (is_share(p) && value > 1 && p->high <= 1)
        return fault_set(f, FAULT_INPUT, NULL, 0, 0,
                         "%s: found %g, expected a share of at most 1 (plausible: %g to %g)", name,
                         value, p->low, p->high);
    return 0;
}

static int settings_add(struct settings *set, const char *name, double value, struct fault *f) {
    const struct parameter *p = registry_find(name, f);
    if (!p) return FAULT_INPUT;
    TRY(check_value(p, name, value, f));
    for (unsigned i = 0; i < set->n; i++)
        if (strcmp(set->s[i].name, name) == 0) {
            set->s[i].value = value;
            return 0;
        }
    if (set->n == SETTING_MAX)
        return fault_set(f, FAULT_INPUT, NULL, 0, 0, "more than %d settings", SETTING_MAX);
    struct setting *s = &set->s[set->n++];
    snprintf(s->name, sizeof s->name, "%s", name);
    s->value = value;
    return 0;
}

static void note(struct experiment *e, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void note(struct experiment *e, const char *format, ...) {
    const size_t n = strlen(e->notes), room = sizeof e->notes - n;
    const int separator = snprintf(e->notes + n, room, "%s", n ? "; " : "");
    va_list args;
    va_start(args, format);
    if ((size_t)separator < room)
        vsnprintf(e->notes + n + separator, room - (size_t)separator, format, args);
    va_end(args);
}

int experiment_set(struct experiment *e, const char *name, double value, struct fault *f) {
    TRY(settings_add(&e->set, name, value, f));
    struct fault none = {0};
    const struct parameter *const p = registry_find(name, &none);
    if (!p) return 0; /* of a regime of the experiment */
    if (value < p->low || value > p->high)
        note(e, "%s = %g by hand, OUTSIDE its plausible range %g to %g", name, value, p->low,
             p->high);
    else note(e, "%s = %g by hand (default %g)", name, value, p->value);
    return 0;
}

/* A fault without a place gets that of a node. */
static int at_node(int rc, const struct node *v, struct fault *f) {
    if (rc == FAULT_INPUT && !f->file[0]) {
        snprintf(f->file, sizeof f->file, "%s", v->file);
        f->line = v->line;
        f->column = v->column;
    }
    return rc;
}

static int need_kind(const struct node *v, enum node_kind kind, const char *expected,
                     struct fault *f) {
    return v->kind == kind ? 0 : node_fault(v, f, "expected %s", expected);
}

static int read_setting(const struct node *key, const struct node *v, struct settings *set,
                        struct fault *f) {
    double value;
    TRY(node_number(v, -HUGE_VAL, HUGE_VAL, &value, f));
    fault_clear(f);
    return at_node(settings_add(set, key->text, value, f), key, f);
}

static int read_settings(const struct node *v, struct settings *set, struct fault *f) {
    if (!v) return 0;
    TRY(need_kind(v, NODE_MAP, "a map of parameters, such as planned.removal_multiplier: 0.5", f));
    for (unsigned i = 0; i < v->n; i++) {
        v->used[i] = true;
        GO_ON(f, read_setting(v->key[i], v->item[i], set, f));
    }
    return 0;
}

static int read_text_if(const struct node *map, const char *key, char *buffer, unsigned size,
                        struct fault *f) {
    const struct node *v = node_find(map, key);
    return v ? node_text(v, buffer, size, f) : 0;
}

/* Circumstances are settings of their own room, in a file of their own. */
static int read_circumstances(struct experiment *e, const struct node *v, const struct library *l,
                              struct arena *a, struct fault *f) {
    char name[128], path[512], text[256];
    const struct node *root;
    if (!v) return 0;
    TRY(node_text(v, name, sizeof name, f));
    TRY(library_find(l->circumstances, name, "circumstances", v, path, f));
    TRY(yaml_read(&root, path, a, f));
    TRY(need_kind(root, NODE_MAP, "a map of circumstances", f));
    TRY(node_need_text(root, "circumstances", text, sizeof text, f));
    TRY(node_need_text(root, "title", text, sizeof text, f));
    (void)node_find(root, "source");
    TRY(read_settings(node_find(root, "set"), &e->set, f));
    return node_finish(root, f);
}

static int read_regime(struct experiment *e, const struct node *v, const struct library *l,
                       const struct regime **out, struct fault *f) {
    char name[128], path[512];
    if (e->n_regimes == sizeof e->regimes / sizeof *e->regimes)
        return node_fault(v, f, "too many regimes");
    if (v->kind == NODE_MAP) { /* given here, in the grammar of a regime file */
        TRY(regime_read_node(&e->regimes[e->n_regimes], v, l->regimes, f));
    } else {
        TRY(node_text(v, name, sizeof name, f));
        TRY(library_find(l->regimes, name, "regime", v, path, f));
        TRY(regime_read(&e->regimes[e->n_regimes], path, l->regimes, f));
    }
    *out = e->regimes[e->n_regimes++];
    return 0;
}

static bool starts_month(day_t d) { return day_to_civil(d).day == 1; }

static int read_from(const struct experiment *e, const struct node *from,
                     const struct timeline *t, day_t day, struct fault *f) {
    if (e->last_day == 0) return 0; /* the period itself is in fault */
    if (t->n == 0 && day != e->first_day)
        return node_fault(from, f, "found %s, expected the experiment's start", from->text);
    if (t->n > 0 && day <= t->at[t->n - 1].from)
        return node_fault(from, f, "found %s, expected a date after the one before it", from->text);
    if (!starts_month(day))
        return node_fault(from, f, "found %s, expected the first day of a month", from->text);
    if (day > e->last_day)
        return node_fault(from, f, "found %s, expected a date before the experiment's end",
                          from->text);
    return 0;
}

static int read_stage(struct experiment *e, const struct node *v, const struct library *l,
                      struct timeline *t, struct fault *f) {
    const struct node *from, *regime;
    day_t day;
    TRY(need_kind(v, NODE_MAP, "from: a date, regime: a name", f));
    TRY(node_need(v, "from", &from, f));
    TRY(node_date(from, &day, f));
    TRY(read_from(e, from, t, day, f));
    TRY(node_need(v, "regime", &regime, f));
    TRY(read_regime(e, regime, l, &t->at[t->n].regime, f));
    t->at[t->n++].from = day;
    return node_finish(v, f);
}

static int read_timeline(struct experiment *e, const struct node *v, const struct library *l,
                         struct timeline *t, struct fault *f) {
    const struct node *regime = node_find(v, "regime"), *timeline = node_find(v, "timeline");
    if (regime && timeline)
        return node_fault(timeline, f, "found both regime and timeline, expected one of them");
    if (!timeline) {
        TRY(node_need(v, "regime", &regime, f));
        t->n = 1;
        t->at[0].from = e->first_day;
        return read_regime(e, regime, l, &t->at[0].regime, f);
    }
    TRY(need_kind(timeline, NODE_LIST, "a list of dates and regimes", f));
    if (timeline->n == 0 || timeline->n > TIMELINE_MAX)
        return node_fault(timeline, f, "found %u dates, expected 1 to %d", timeline->n,
                          TIMELINE_MAX);
    for (unsigned i = 0; i < timeline->n; i++) GO_ON(f, read_stage(e, timeline->item[i], l, t, f));
    return 0;
}

static int read_scenario(struct experiment *e, const struct node *v, const struct library *l,
                         struct fault *f) {
    struct scenario *s = &e->scenario[e->n_scenarios];
    TRY(need_kind(v, NODE_MAP, "a scenario: name, title, regime", f));
    GO_ON(f, node_need_text(v, "name", s->name, sizeof s->name, f));
    for (unsigned i = 0; i < e->n_scenarios && *s->name; i++)
        if (strcmp(e->scenario[i].name, s->name) == 0)
            GO_ON(f, node_fault(v, f, "found a second scenario named '%s'", s->name));
    GO_ON(f, read_text_if(v, "name", s->title, sizeof s->title, f)); /* for want of a title */
    GO_ON(f, read_text_if(v, "title", s->title, sizeof s->title, f));
    GO_ON(f, read_timeline(e, v, l, &s->timeline, f));
    GO_ON(f, read_settings(node_find(v, "set"), &s->set, f));
    e->n_scenarios++;
    return node_finish(v, f);
}

/* The scenarios' names as they are written, whatever else is wrong with them. */
static int read_baseline(struct experiment *e, const struct node *root, const struct node *list,
                         struct fault *f) {
    const struct node *const baseline = node_find(root, "baseline");
    const char *names[SCENARIO_MAX];
    unsigned n = 0;
    for (unsigned i = 0; i < list->n && n < SCENARIO_MAX; i++) {
        const struct node *const name = node_find(list->item[i], "name");
        names[n++] = name && name->kind == NODE_SCALAR ? name->text : "";
    }
    return baseline ? node_word(baseline, names, n, &e->baseline, f) : 0;
}

/* One regime stands today: what every scenario begins with is that one, or reforms it in the end.
 * Else the money of the start and the constants of choice would be fitted under different ones. */
static int check_today(const struct experiment *e, const struct node *list, struct fault *f) {
    const char *one = NULL, *of = NULL;
    for (unsigned k = 0; k < e->n_scenarios; k++) {
        const struct timeline *const t = &e->scenario[k].timeline;
        if (t->n == 0 || !t->at[0].regime) continue; /* in fault */
        const char *const name = regime_name(regime_today(t->at[0].regime));
        if (one && strcmp(one, name) != 0)
            return node_fault(k < list->n ? list->item[k] : list, f,
                              "'%s' stands today by scenario '%s' and '%s' by scenario '%s', "
                              "expected one regime that reforms none: give the other's file "
                              "'reforms: NAME'", name, e->scenario[k].name, one, of);
        one = name;
        of = e->scenario[k].name;
    }
    return 0;
}

/* The arrangement whose months are published (study/settle.h): the first scenario that begins with
 * the regime which stands today; else that regime, though no scenario has it. */
static void find_today(struct experiment *e) {
    const struct regime *today = NULL;
    for (unsigned k = 0; k < e->n_scenarios; k++) {
        const struct timeline *const t = &e->scenario[k].timeline;
        if (t->n == 0 || !t->at[0].regime) continue;
        today = regime_today(t->at[0].regime);
        if (today != t->at[0].regime) continue;
        e->today = e->scenario[k];
        return;
    }
    if (!today) return;
    snprintf(e->today.name, sizeof e->today.name, "%s", regime_name(today));
    e->today.timeline = (struct timeline){.n = 1, .at = {{.from = e->first_day, .regime = today}}};
}

static int read_scenarios(struct experiment *e, const struct node *root, const struct library *l,
                          struct fault *f) {
    const struct node *v;
    TRY(node_need(root, "scenarios", &v, f));
    TRY(need_kind(v, NODE_LIST, "a list of scenarios", f));
    if (v->n < 1 || v->n > SCENARIO_MAX)
        return node_fault(v, f, "found %u scenarios, expected 1 to %d", v->n, SCENARIO_MAX);
    for (unsigned i = 0; i < v->n; i++) GO_ON(f, read_scenario(e, v->item[i], l, f));
    GO_ON(f, check_today(e, v, f));
    find_today(e);
    return read_baseline(e, root, v, f);
}

enum { VARIANT_NAME_TOLD = 50 }; /* letters of a variant's name by which its runs are known */

static int read_variant(struct experiment *e, const struct node *v, struct fault *f) {
    struct variant *k = &e->variant[e->n_variants];
    TRY(need_kind(v, NODE_MAP, "a variant: name, title, set", f));
    GO_ON(f, node_need_text(v, "name", k->name, sizeof k->name, f));
    for (unsigned j = 0; j < e->n_variants && *k->name; j++)
        if (strncmp(e->variant[j].name, k->name, VARIANT_NAME_TOLD) == 0)
            GO_ON(f, node_fault(v, f, "a variant of the name '%s' is there already%s", k->name,
                                strcmp(e->variant[j].name, k->name) == 0
                                    ? "" : ", alike in its first 50 letters"));
    GO_ON(f, read_text_if(v, "name", k->title, sizeof k->title, f));
    GO_ON(f, read_text_if(v, "title", k->title, sizeof k->title, f));
    GO_ON(f, read_settings(node_find(v, "set"), &k->set, f));
    e->n_variants++;
    return node_finish(v, f);
}

static int read_variants(struct experiment *e, const struct node *v, struct fault *f) {
    if (!v) return 0;
    TRY(need_kind(v, NODE_LIST, "a list of variants", f));
    if (v->n > VARIANT_MAX)
        return node_fault(v, f, "found %u variants, expected at most %d", v->n, VARIANT_MAX);
    for (unsigned i = 0; i < v->n; i++) GO_ON(f, read_variant(e, v->item[i], f));
    return 0;
}

static int read_whole(const struct node *root, const char *key, double low, double high,
                      double otherwise, double *out, struct fault *f) {
    const struct node *v = node_find(root, key);
    double value;
    *out = otherwise;
    if (!v) return 0;
    TRY(node_number(v, low, high, &value, f));
    if (value != floor(value))
        return node_fault(v, f, "found %s, expected a whole number", v->text);
    *out = value;
    return 0;
}

static int read_uncertain_name(struct experiment *e, const struct node *v, struct fault *f) {
    struct uncertain *const u = &e->uncertain;
    char *const name = u->name[u->n];
    TRY(node_text(v, name, sizeof u->name[0], f));
    fault_clear(f);
    if (!registry_find(name, f)) return at_node(FAULT_INPUT, v, f);
    for (unsigned k = 0; k < e->n_scenarios; k++)
        for (unsigned s = 0; s < e->scenario[k].set.n; s++)
            if (strcmp(e->scenario[k].set.s[s].name, name) == 0)
                return node_fault(v, f,
                                  "scenario '%s' sets it: a draw would wipe out what is compared",
                                  e->scenario[k].name);
    u->n++;
    return 0;
}

static int read_uncertain(struct experiment *e, const struct node *v, struct fault *f) {
    struct uncertain *const u = &e->uncertain;
    const struct node *names;
    double draws;
    if (!v) return 0;
    TRY(need_kind(v, NODE_MAP, "draws: a number, parameters: a list of names", f));
    TRY(read_whole(v, "draws", 0, DRAWS_MAX, 16, &draws, f));
    u->draws = (unsigned)draws;
    TRY(node_need(v, "parameters", &names, f));
    TRY(need_kind(names, NODE_LIST, "a list of parameters' names", f));
    if (names->n == 0 || names->n > UNCERTAIN_MAX)
        return node_fault(names, f, "found %u names, expected 1 to %d", names->n, UNCERTAIN_MAX);
    for (unsigned i = 0; i < names->n; i++) GO_ON(f, read_uncertain_name(e, names->item[i], f));
    return node_finish(v, f);
}

static int read_measure(struct experiment *e, const struct node *v, struct fault *f) {
    const char *names[MEASURE_COUNT];
    unsigned m;
    for (unsigned i = 0; i < MEASURE_COUNT; i++) names[i] = measure_info[i].name;
    TRY(node_word(v, names, MEASURE_COUNT, &m, f));
    snprintf(e->headline, sizeof e->headline, "%s", names[m]);
    e->headline_up = measure_info[m].better != BETTER_DOWN;
    return 0;
}

/* A goal is in the measure's own unit: 0.92, not 92, of a share. */
static int read_goal(struct experiment *e, const struct node *v, struct fault *f) {
    const int m = measure_find(e->headline);
    const bool share = m >= 0 && strcmp(measure_info[m].unit, "SHARE") == 0;
    double goal;
    e->headline_goal = NAN;
    if (!v) return 0;
    if (v->kind != NODE_SCALAR || !number_parse(v->text, &goal))
        return node_fault(v, f, "found %.60s, expected a number such as %s",
                          v->kind == NODE_SCALAR ? v->text : "no value", share ? "0.92" : "1000");
    TRY(node_number(v, -1e15, 1e15, &goal, f));
    if (share && goal > 1 && goal <= 100)
        return node_fault(v, f, "found %g, expected a share from 0 to 1; did you mean %g?", goal,
                          goal / 100);
    if (share && !(goal >= 0 && goal <= 1))
        return node_fault(v, f, "found %g, expected a share from 0 to 1", goal);
    e->headline_goal = goal;
    return 0;
}

static int read_better(struct experiment *e, const struct node *v, struct fault *f) {
    static const char *const ways[] = {"down", "up"};
    unsigned way;
    if (!v) return 0;
    TRY(node_word(v, ways, 2, &way, f));
    e->headline_up = way == 1;
    return 0;
}

static int read_headline(struct experiment *e, const struct node *root, struct fault *f) {
    const struct node *v, *measure;
    TRY(node_need(root, "headline", &v, f));
    TRY(need_kind(v, NODE_MAP, "measure, goal, better", f));
    const int rc = node_need(v, "measure", &measure, f);
    GO_ON(f, rc);
    if (rc == 0) GO_ON(f, read_measure(e, measure, f));
    GO_ON(f, read_goal(e, node_find(v, "goal"), f));
    GO_ON(f, read_better(e, node_find(v, "better"), f));
    return node_finish(v, f);
}

bool experiment_against_its_measure(const struct experiment *e) {
    const int m = measure_find(e->headline);
    return m >= 0 && measure_info[m].better == (e->headline_up ? BETTER_DOWN : BETTER_UP);
}

static int read_claim(struct experiment *e, const struct node *v, struct fault *f) {
    if (!v) return 0;
    TRY(need_kind(v, NODE_MAP, "id, text, source", f));
    TRY(node_need_text(v, "id", e->claim_id, sizeof e->claim_id, f));
    TRY(node_need_text(v, "text", e->claim, sizeof e->claim, f));
    TRY(node_need_text(v, "source", e->claim_source, sizeof e->claim_source, f));
    return node_finish(v, f);
}

/* A vintage without figures is the fault, not a start that does not follow it. */
static int check_vintage(const struct experiment *e, const struct node *vintage,
                         const struct library *l, struct fault *f) {
    struct fault why = {0};
    return place_check_vintage(l->data, e->vintage, &why) == 0
               ? 0
               : node_fault(vintage, f, "%s", why.what);
}

static int read_end(struct experiment *e, const struct node *root, const struct node *start,
                    struct fault *f) {
    const struct node *end;
    TRY(node_need(root, "end", &end, f));
    TRY(node_date(end, &e->last_day, f));
    if (e->last_day <= e->first_day)
        return node_fault(end, f, "found %s, expected a date after the start %s", end->text,
                          start->text);
    if (!starts_month(e->last_day + 1))
        return node_fault(end, f, "found %s, expected the last day of a month", end->text);
    if (e->last_day - e->first_day > 30 * 366)
        return node_fault(end, f, "found %s, expected at most 30 years after the start", end->text);
    return 0;
}

/* The run starts where the data end: lists and beds are as the vintage left them. */
static int read_period(struct experiment *e, const struct node *root, const struct library *l,
                       struct fault *f) {
    const struct node *vintage, *start;
    day_t known;
    TRY(node_need(root, "vintage", &vintage, f));
    TRY(node_date(vintage, &known, f));
    day_print(known, e->vintage);
    e->vintage_line = vintage->line;
    e->vintage_column = vintage->column;
    TRY(node_need(root, "start", &start, f));
    TRY(node_date(start, &e->first_day, f));
    const bool follows = e->first_day == known + 1 && starts_month(e->first_day);
    if (!follows || f->also) TRY(check_vintage(e, vintage, l, f));
    if (!follows)
        return node_fault(
            start, f,
            "found %s, expected the first of a month, the day after the data's vintage %s",
            start->text, e->vintage);
    return read_end(e, root, start, f);
}

/* Questions whose answers belong together: together: [award, choice] */
static int read_together(struct experiment *e, const struct node *v, struct fault *f) {
    const char *names[Q_COUNT];
    size_t letters = 0;
    if (!v) return 0;
    TRY(need_kind(v, NODE_LIST, "a list of questions", f));
    if (!e->one_answer_at_a_time)
        return node_fault(v, f, "found together, expected one_answer_at_a_time: true with it");
    if (v->n < 2)
        return node_fault(v, f, "found %u question, expected two or more", v->n);
    for (unsigned q = 0; q < Q_COUNT; q++) names[q] = question_name((enum question)q);
    for (unsigned i = 0; i < v->n; i++) {
        unsigned q;
        TRY(node_word(v->item[i], names, Q_COUNT, &q, f));
        if (e->together & 1u << q)
            return node_fault(v->item[i], f, "found %s a second time", names[q]);
        e->together |= 1u << q;
        letters += strlen(names[q]) + 2; /* the run is known by their names */
        if (letters > VARIANT_NAME_TOLD)
            return node_fault(v->item[i], f, "found too many questions, expected five or so");
    }
    return 0;
}

static int read_study(struct experiment *e, const struct node *root, struct fault *f) {
    const struct node *v;
    double replicates, seed;
    GO_ON(f, read_whole(root, "replicates", 1, REPLICATES_MAX, 4, &replicates, f));
    GO_ON(f, read_whole(root, "seed", 0, 9007199254740992.0, 1948, &seed, f));
    e->replicates = (unsigned)replicates;
    e->seed = (uint64_t)seed;
    if ((v = node_find(root, "one_answer_at_a_time")))
        GO_ON(f, node_bool(v, &e->one_answer_at_a_time, f));
    if ((v = node_find(root, "shapley"))) GO_ON(f, node_bool(v, &e->shapley, f));
    if (e->shapley && !e->one_answer_at_a_time)
        GO_ON(f, node_fault(v, f,
                            "found shapley, expected one_answer_at_a_time: true with it"));
    if ((v = node_find(root, "placebo"))) GO_ON(f, node_bool(v, &e->placebo, f));
    return read_together(e, node_find(root, "together"), f);
}

static int read_place_name(struct experiment *e, const struct node *root, const struct library *l,
                           struct fault *f) {
    const struct node *place;
    char path[512];
    TRY(node_need(root, "place", &place, f));
    TRY(node_text(place, e->place, sizeof e->place, f));
    return library_find(l->places, e->place, "place", place, path, f);
}

static int read_root(struct experiment *e, const struct node *root, const struct library *l,
                     struct arena *a, struct fault *f) {
    static const char *const keys[] = {
        "experiment", "title", "claim", "place", "vintage", "start", "end", "replicates", "seed",
        "one_answer_at_a_time", "shapley", "placebo", "together", "circumstances", "set",
        "scenarios", "baseline", "variants", "uncertain", "headline"};
    TRY(need_kind(root, NODE_MAP, "an experiment", f));
    for (unsigned k = 0; k < sizeof keys / sizeof *keys; k++) (void)node_find(root, keys[k]);
    GO_ON(f, node_finish(root, f));
    GO_ON(f, node_need_text(root, "experiment", e->key, sizeof e->key, f));
    GO_ON(f, node_need_text(root, "title", e->title, sizeof e->title, f));
    GO_ON(f, read_claim(e, node_find(root, "claim"), f));
    GO_ON(f, read_place_name(e, root, l, f));
    const int rc = read_period(e, root, l, f);
    if (rc < 0) e->last_day = 0;
    GO_ON(f, rc);
    GO_ON(f, read_study(e, root, f));
    GO_ON(f, read_circumstances(e, node_find(root, "circumstances"), l, a, f));
    GO_ON(f, read_settings(node_find(root, "set"), &e->set, f));
    GO_ON(f, read_scenarios(e, root, l, f));
    GO_ON(f, read_variants(e, node_find(root, "variants"), f));
    GO_ON(f, read_uncertain(e, node_find(root, "uncertain"), f));
    return read_headline(e, root, f);
}

/* The name of a regime, a place or circumstances where an experiment's was expected. */
static int find_experiment(struct experiment *e, const char *name, const struct library *l,
                           struct fault *f) {
    const struct { const char *folder, *noun, *how; } kinds[] = {
        {l->regimes, "a regime", "an experiment compares regimes, named under its scenarios"},
        {l->places, "a place", "an experiment takes another place by --place"},
        {l->circumstances, "circumstances", "an experiment names them under circumstances"}};
    struct fault none = {0};
    char path[512];
    const int rc = library_find(l->experiments, name, "experiment", NULL, e->path, f);
    for (unsigned k = 0; rc < 0 && k < 3 && !strchr(name, '/') && !file_is_yaml(name); k++)
        if (library_find(kinds[k].folder, name, "", NULL, path, &none) == 0)
            return fault_set(
                f, FAULT_INPUT, NULL, 0, 0,
                "'%.80s' is %s, not an experiment: %s (copy experiments/template.yaml; "
                "tredegar list experiments)",
                name, kinds[k].noun, kinds[k].how);
    return rc;
}

int experiment_read(struct experiment *e, const char *name, const struct library *l,
                    struct fault *f) {
    struct arena a;
    const struct node *root;
    memset(e, 0, sizeof *e);
    fault_clear(f);
    TRY(find_experiment(e, name, l, f));
    arena_init(&a, 1u << 16);
    int rc = yaml_read(&root, e->path, &a, f);
    if (rc == 0) rc = fault_of_all(f, 0, read_root(e, root, l, &a, f));
    arena_free(&a);
    if (rc < 0) experiment_free(e);
    return rc;
}

int experiment_place(struct experiment *e, const char *name, const struct library *l,
                     struct fault *f) {
    char path[512];
    TRY(library_find(l->places, name, "place", NULL, path, f));
    if (strcmp(e->place, name) != 0) note(e, "another place than its own (%s)", e->place);
    if (snprintf(e->place, sizeof e->place, "%s", name) >= (int)sizeof e->place)
        return fault_set(f, FAULT_INPUT, NULL, 0, 0, "the place's name is too long");
    return 0;
}

void experiment_replicates(struct experiment *e, unsigned n) {
    if (n != e->replicates)
        note(e, "%u replicate%s, not its own %u", n, n == 1 ? "" : "s", e->replicates);
    e->replicates = n;
}

/* A title must not promise a regime that the run does not reach. */
static void name_cut(struct scenario *s, day_t last_day) {
    const struct timeline *const t = &s->timeline;
    unsigned reached = 0;
    while (reached < t->n && t->at[reached].from <= last_day) reached++;
    if (reached == t->n) return;
    char words[sizeof s->title];
    snprintf(words, sizeof words, ", cut before %.47s", regime_name(t->at[reached].regime));
    const size_t room = sizeof s->title - strlen(words);
    if (strlen(s->title) >= room) s->title[room - 1] = '\0';
    text_mend(s->title);
    text_mend(words);
    strcat(s->title, words);
}

bool experiment_shorten(struct experiment *e, unsigned months) {
    const int32_t first = day_month(e->first_day);
    const day_t end = month_first_day(first + (int32_t)months) - 1;
    if (end >= e->last_day) return false;
    note(e, "%u of its %d months", months, (int)(day_month(e->last_day) - first + 1));
    e->last_day = end;
    for (unsigned i = 0; i < e->n_scenarios; i++) name_cut(&e->scenario[i], end);
    return true;
}

/* The names there are, as many as fit. */
static const char *names_of_variants(const struct experiment *e, char *words, size_t size) {
    size_t used = (size_t)snprintf(words, size, e->n_variants ? "there are " : "it has none");
    for (unsigned i = 0; i < e->n_variants && used < size; i++)
        used += (size_t)snprintf(words + used, size - used, "%s%s", i ? ", " : "",
                                 e->variant[i].name);
    return words;
}

static int no_variant(const struct experiment *e, const char *name, struct fault *f) {
    const char *words[VARIANT_MAX];
    char all[400];
    for (unsigned i = 0; i < e->n_variants; i++) words[i] = e->variant[i].name;
    const char *near = fault_nearest(name, words, e->n_variants);
    if (near)
        return fault_set(f, FAULT_INPUT, e->path, 0, 0, "no variant '%s'; nearest: '%s'", name,
                         near);
    return fault_set(f, FAULT_INPUT, e->path, 0, 0, "no variant '%s'; %s", name,
                     names_of_variants(e, all, sizeof all));
}

static int names_no_variant(const struct experiment *e, struct fault *f) {
    char all[400];
    return fault_set(f, FAULT_INPUT, e->path, 0, 0, "--variants names none; %s",
                     names_of_variants(e, all, sizeof all));
}

int experiment_variants(struct experiment *e, const char *names, struct fault *f) {
    bool keep[VARIANT_MAX] = {false};
    unsigned n = 0;
    if (names[strspn(names, ",")] == '\0') return names_no_variant(e, f);
    for (const char *at = names; *at;) {
        char name[sizeof e->variant[0].name];
        const size_t length = strcspn(at, ",");
        unsigned i = 0;
        snprintf(name, sizeof name, "%.*s", (int)length, at);
        while (i < e->n_variants && strcmp(e->variant[i].name, name) != 0) i++;
        if (i == e->n_variants) return no_variant(e, name, f);
        keep[i] = true;
        at += length + (at[length] == ',');
    }
    for (unsigned i = 0; i < e->n_variants; i++)
        if (keep[i]) e->variant[n++] = e->variant[i];
    note(e, "%u of its %u variants", n, e->n_variants);
    e->n_variants = n;
    return 0;
}

void experiment_free(struct experiment *e) {
    for (unsigned i = 0; i < e->n_regimes; i++) regime_free(e->regimes[i]);
    e->n_regimes = 0;
}
