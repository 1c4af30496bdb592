// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What there is to choose from: experiments, regimes, places, circumstances, questions with their
 * answers, measures, parameters. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/bib.h"
#include "input/file.h"
#include "input/yaml.h"
#include "institution/state.h"
#include "place/place_cut.h"
#include "serve/state.h"

/* Names of a folder's YAML files, in order; ends with an empty one. */
enum { NAMES_MOST = 512, FILE_MOST = 1 << 20 };
struct names { unsigned n; char name[NAMES_MOST][84]; };

static int by_name(const void *a, const void *b) { return strcmp(a, b); }

static struct names *names_of(const char *folder) {
    void *memory = NULL;
    size_t room = 0;
    if (memory_grow(&memory, &room, 1, sizeof(struct names)) < 0) return NULL;
    struct names *list = memory;
    DIR *d = opendir(folder);
    for (struct dirent *e = d ? readdir(d) : NULL; e && list->n < NAMES_MOST; e = readdir(d)) {
        const size_t n = strlen(e->d_name);
        if (n < 6 || n > 80 || strcmp(e->d_name + n - 5, ".yaml") != 0) continue;
        snprintf(list->name[list->n], sizeof list->name[0], "%.*s", (int)n - 5, e->d_name);
        list->n += request_is_name(list->name[list->n]);
    }
    if (d) closedir(d);
    qsort(list->name, list->n, sizeof list->name[0], by_name);
    return list;
}

static bool is_listed(const char *folder, const char *name) {
    struct names *list = names_of(folder);
    bool found = false;
    for (unsigned i = 0; list && i < list->n; i++) found = found || !strcmp(list->name[i], name);
    memory_free(list);
    return found;
}

static const char *word(const struct node *map, const char *key) {
    const struct node *v = map && map->kind == NODE_MAP ? node_find(map, key) : NULL;
    return v && v->kind == NODE_SCALAR ? v->text : "";
}

/* One file of a folder as an item of a list. */
typedef json_t *item_of(const char *name, const struct node *root);

static void list_folder(const char *folder, const char *key, item_of *item, struct reply *r) {
    struct names *list = names_of(folder);
    json_t *all = json_array();
    for (unsigned i = 0; list && i < list->n; i++) {
        struct arena a;
        struct fault f = {0};
        const struct node *root = NULL;
        char path[700];
        snprintf(path, sizeof path, "%s/%s.yaml", folder, list->name[i]);
        arena_init(&a, 1u << 15);
        if (yaml_read(&root, path, &a, &f) == 0 && root->kind == NODE_MAP)
            json_array_append_new(all, item(list->name[i], root));
        arena_free(&a);
    }
    memory_free(list);
    reply_json(r, 200, json_pack("{s:o}", key, all));
}

static json_t *experiment_item(const char *name, const struct node *root) {
    const struct node *claim = node_find(root, "claim");
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "name", name, "title", word(root, "title"),
                     "claim_id", word(claim, "id"), "claim", word(claim, "text"), "source",
                     word(claim, "source"), "place", word(root, "place"));
}

void library_experiments_page(struct serve *s, const struct request *q, struct reply *r) {
    (void)q;
    list_folder(s->library.experiments, "experiments", experiment_item, r);
}

void library_experiment_page(struct serve *s, const struct request *q, struct reply *r) {
    struct arena a;
    struct fault f = {0};
    char path[700], *text;
    unsigned long n;
    json_t *data = NULL;
    if (!is_listed(s->library.experiments, q->part[2])) {
        reply_error(r, 404, "unknown_experiment", "There is no experiment '%s'.", q->part[2]);
        return;
    }
    snprintf(path, sizeof path, "%s/%s.yaml", s->library.experiments, q->part[2]);
    arena_init(&a, 1u << 15);
    int rc = file_read(path, FILE_MOST, &text, &n, &a, &f);
    if (rc == 0) rc = draft_json(text, n, &data, &f);
    if (rc == 0)
        reply_json(r, 200, json_pack("{s:s, s:o, s:s}", "name", q->part[2], "experiment", data,
                                     "yaml", text));
    else reply_fault(r, "experiment", &f);
    arena_free(&a);
}

static json_t *regime_item(const char *name, const struct node *root) {
    const char *reforms = word(root, "reforms");
    return json_pack("{s:s, s:s, s:s, s:s?}", "name", name, "title", word(root, "title"), "source",
                     word(root, "source"), "reforms", *reforms ? reforms : NULL);
}

void library_regimes_page(struct serve *s, const struct request *q, struct reply *r) {
    (void)q;
    list_folder(s->library.regimes, "regimes", regime_item, r);
}

static json_t *title_item(const char *name, const struct node *root) {
    const char *title = word(root, "title");
    return json_pack("{s:s, s:s}", "name", name, "title", *title ? title : word(root, "name"));
}

void library_places_page(struct serve *s, const struct request *q, struct reply *r) {
    (void)q;
    list_folder(s->library.places, "places", title_item, r);
}

void library_circumstances_page(struct serve *s, const struct request *q, struct reply *r) {
    (void)q;
    list_folder(s->library.circumstances, "circumstances", title_item, r);
}

static json_t *assignment_object(const struct assignment *a) {
    const struct answer_info *info = &institution_answers[a->answer];
    json_t *values = json_object();
    for (size_t k = 0; k < info->params->n && k < ANSWER_PARAMS_MAX; k++)
        json_object_set_new(values, info->params->rows[k].name, reply_figure(a->value[k]));
    return json_pack("{s:s, s:s, s:o}", "answer", info->name, "source", a->source, "parameters",
                     values);
}

static json_t *answers_object(const struct regime *g) {
    json_t *all = json_object();
    for (unsigned k = 0; k < Q_COUNT; k++) {
        json_t *lines = json_object();
        for (unsigned l = 0; l < LINE_COUNT; l++)
            json_object_set_new(lines, line_word(l),
                                assignment_object(&g->assignment[g->of[k][l]]));
        json_object_set_new(all, question_name((enum question)k),
                            json_pack("{s:o}", "lines", lines));
    }
    return all;
}

static json_t *exceptions_list(const struct regime *g) {
    json_t *list = json_array();
    for (unsigned i = 0; i < g->n_exceptions; i++) {
        json_t *o = assignment_object(&g->assignment[g->exception[i].assignment]);
        json_object_set_new(o, "question",
                            json_string(question_name((enum question)g->exception[i].question)));
        json_object_set_new(o, "commissioner", json_string(g->exception[i].commissioner));
        json_array_append_new(list, o);
    }
    return list;
}

void library_regime_page(struct serve *s, const struct request *q, struct reply *r) {
    struct fault f = {0};
    struct regime *g = NULL;
    char path[700];
    if (!is_listed(s->library.regimes, q->part[2])) {
        reply_error(r, 404, "unknown_regime", "There is no regime '%s'.", q->part[2]);
        return;
    }
    snprintf(path, sizeof path, "%s/%s.yaml", s->library.regimes, q->part[2]);
    if (regime_read(&g, path, s->library.regimes, &f) < 0) {
        reply_fault(r, "regime", &f);
        return;
    }
    reply_json(r, 200,
               json_pack("{s:s, s:s, s:s, s:s?, s:o, s:o}", "name", q->part[2], "title", g->title,
                         "source", g->source, "reforms", g->before ? g->before->name : NULL,
                         "answers", answers_object(g), "exceptions", exceptions_list(g)));
    regime_free(g);
}

static json_t *parameter_object(const char *name, const struct parameter *p) {
    return json_pack("{s:s, s:o, s:o, s:o, s:s, s:s, s:s}", "name", name, "value",
                     reply_figure(p->value), "low", reply_figure(p->low), "high",
                     reply_figure(p->high), "unit", p->unit, "standing",
                     standing_name(p->standing), "source", p->source);
}

static json_t *answers_to(enum question question) {
    json_t *list = json_array();
    for (unsigned i = 0; i < institution_n_answers; i++) {
        const struct answer_info *a = &institution_answers[i];
        if (a->question != question) continue;
        json_t *levers = json_array();
        for (size_t k = 0; k < a->params->n; k++)
            json_array_append_new(levers, parameter_object(a->params->rows[k].name,
                                                           &a->params->rows[k]));
        json_array_append_new(list, json_pack("{s:s, s:s, s:o}", "name", a->name, "line",
                                              a->summary, "parameters", levers));
    }
    return list;
}

void library_questions_page(struct serve *s, const struct request *q, struct reply *r) {
    (void)s;
    (void)q;
    static const char *const asks[Q_COUNT] = {
        [Q_FUNDING] = "Who holds the money, and by what formula is it shared out?",
        [Q_AWARD] = "How does a provider come to provide a service?",
        [Q_CHOICE] = "Where may a patient go?",
        [Q_PAYMENT] = "What is a provider paid?",
        [Q_RISK] = "Who bears the cost of what happens next?",
        [Q_ACCEPTANCE] = "Whom may a provider or plan turn away?",
        [Q_FAILURE] = "What happens to an organisation that cannot pay or cope?",
        [Q_OVERSIGHT] = "Who polices it?",
        [Q_ENTITLEMENT] = "What does the person pay, and for what?",
        [Q_PAY] = "Who sets the pay and terms of staff, and of general practice?"};
    json_t *lines = json_array(), *all = json_array();
    for (unsigned l = 0; l < LINE_COUNT; l++)
        json_array_append_new(lines, json_string(line_word(l)));
    for (unsigned k = 0; k < Q_COUNT; k++)
        json_array_append_new(all, json_pack("{s:s, s:s, s:o}", "name",
                                             question_name((enum question)k), "asks", asks[k],
                                             "answers", answers_to((enum question)k)));
    reply_json(r, 200, json_pack("{s:o, s:o}", "lines", lines, "questions", all));
}

void library_measures_page(struct serve *s, const struct request *q, struct reply *r) {
    static const char *const over[] = {"sum", "mean", "last"}, *const better[] = {"up", "down",
                                                                                  "neither"};
    (void)s;
    (void)q;
    json_t *all = json_array();
    for (unsigned i = 0; i < MEASURE_COUNT; i++) {
        const struct measure_info *m = &measure_info[i];
        json_array_append_new(all, json_pack("{s:s, s:s, s:s, s:s, s:s}", "name", m->name, "unit",
                                             m->unit, "over", over[m->over], "better",
                                             better[m->better], "line", m->line));
    }
    reply_json(r, 200, json_pack("{s:o}", "measures", all));
}

/* A source that is an entry of the lists is told whole; one in words stands where it is used. */
static void add_source(json_t *sources, const struct bib *lists, const char *key) {
    struct bib_entry b;
    if (json_object_get(sources, key) || !bib_look_up(lists, key, &b)) return;
    json_object_set_new(sources, key,
                        json_pack("{s:s, s:s, s:s, s:s, s:s}", "title", b.title, "author", b.author,
                                  "year", b.year, "url", b.url, "note", b.note));
}

void library_parameters_page(struct serve *s, const struct request *q, struct reply *r) {
    const char *holds = request_find(q, "q");
    json_t *all = json_array(), *sources = json_object();
    struct bib lists;
    char folder[600];
    snprintf(folder, sizeof folder, "%s/sources.d", s->library.data);
    bib_open(&lists, folder);
    for (unsigned k = 0; k <= registry_n_tables(); k++) {
        const struct parameter_table *t =
            k < registry_n_tables() ? registry_table(k) : &place_param_table;
        for (size_t i = 0; i < t->n; i++) {
            char name[128];
            snprintf(name, sizeof name, "%s.%s", t->room, t->rows[i].name);
            if (holds && !strstr(name, holds)) continue;
            json_array_append_new(all, parameter_object(name, &t->rows[i]));
            add_source(sources, &lists, t->rows[i].source);
        }
    }
    bib_close(&lists);
    reply_json(r, 200, json_pack("{s:o, s:o}", "parameters", all, "sources", sources));
}
