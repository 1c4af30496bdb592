// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A study made by hand: two scenarios, three replicates, one provider, one treatment function,
 * three months. Nothing is run; the figures are chosen so that what must come out is known. */
#ifndef TESTS_REPORT_FIXTURE_H
#define TESTS_REPORT_FIXTURE_H
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "report/report.h"
#include "store/store.h"

enum {
    STUDY_SCENARIOS = 2,
    STUDY_REPLICATES = 3,
    STUDY_EXTRAS = 3,
    STUDY_MONTHS = 3,
    STUDY_ROWS = 5 * STUDY_MONTHS
};

struct study { struct experiment e; struct place p; struct twins t; char dir[64]; };

static void *study_take(size_t n, size_t size) {
    void *data = NULL;
    size_t capacity = 0;
    assert_int_equal(memory_grow(&data, &capacity, n, size), 0);
    return data;
}

/* Rows in the order of a series: measure, organisation, breakdown, level, month. */
static void study_series(struct series *s, double list, double share, double spend) {
    static const struct { uint16_t measure, org; uint8_t breakdown;
    } what[] = {{M_rtt_incomplete, 0, BY_FUNCTION},
                {M_rtt_incomplete, ORG_PLACE, BY_NONE},
                {M_rtt_within_18_weeks_share, ORG_PLACE, BY_NONE},
                {M_ae_within_4_hours_share, ORG_PLACE, BY_NONE},
                {M_spend, ORG_PLACE, BY_NONE}};
    s->row = study_take(STUDY_ROWS, sizeof *s->row);
    for (unsigned k = 0; k < 5; k++)
        for (unsigned m = 0; m < STUDY_MONTHS; m++) {
            const double value[] = {list / 2 + m, list + 2 * m, share, m == 1 ? NAN : 0.7, spend};
            s->row[s->n++] = (struct series_row){.month = (uint16_t)m,
                                                 .org = what[k].org,
                                                 .measure = what[k].measure,
                                                 .breakdown = what[k].breakdown,
                                                 .value = value[k]};
        }
    s->capacity = s->n;
}

static void study_outcome(struct outcome *o, double list, double share, double spend) {
    study_series(&o->series, list, share, spend);
    o->person_years = 250.5;
    o->residents = 1000;
    o->events.done = 4000000001u;
    o->seconds = 1.25;
    o->digest[0] = 0xfedcba9876543210u;
    o->n_digest = 1;
    o->needs_digest = 7;
    o->ledger = study_take(1, sizeof *o->ledger);
    o->ledger[0] = (struct ledger_line){.payer = "commissioner",
                                        .payee = "provider",
                                        .line = LINE_PLANNED,
                                        .reason = REASON_CARE,
                                        .pence = 123456789012,
                                        .count = 3};
    o->n_ledger = 1;
    o->records = study_take(1, sizeof *o->records);
    o->records[0] = (struct institution_record){
        .month = 1, .provider = NOBODY, .question = Q_AWARD, .what = "award", .why = "because"};
    o->n_records = 1;
}

/* The hospital leaves posts empty from a month on. */
static void study_freezes(struct institution_record *r, uint16_t month) {
    *r = (struct institution_record){.month = month,
                                     .provider = 0,
                                     .question = Q_PAYMENT,
                                     .what = "posts frozen",
                                     .why = "margin of -3%"};
}

static void study_extra(struct twins *t, const char *name, unsigned scenario, double share) {
    snprintf(t->extra[t->n_extra].name, sizeof t->extra[0].name, "%s", name);
    t->extra[t->n_extra].scenario = scenario;
    study_outcome(&t->extra[t->n_extra++].outcome, 1000, share, 5e6);
}

static void study_place(struct place *p) {
    arena_init(&p->arena, 1u << 14);
    strcpy(p->key, "small-place");
    strcpy(p->name, "Small Place, with a comma");
    strcpy(p->vintage, "2026-01-31");
    p->n_providers = p->n_functions = 1;
    p->providers = arena_array(&p->arena, 1, sizeof *p->providers);
    p->functions = arena_array(&p->arena, 1, sizeof *p->functions);
    strcpy(p->providers[0].code, "RD1");
    strcpy(p->providers[0].name, "A \"quoted\" hospital");
    p->providers[0].owner = OWNER_FOUNDATION_TRUST;
    strcpy(p->functions[0].code, "C_110");
    strcpy(p->functions[0].name, "Trauma and orthopaedics");
    p->digest = 42;
}

static void study_experiment(struct experiment *e) {
    strcpy(e->key, "small");
    strcpy(e->title, "A small study");
    strcpy(e->claim_id, "37");
    strcpy(e->claim, "it runs");
    strcpy(e->place, "small-place");
    assert_int_equal(day_parse("2026-02-01", &e->first_day), 0);
    assert_int_equal(day_parse("2026-04-30", &e->last_day), 0);
    e->replicates = STUDY_REPLICATES;
    e->seed = 18446744073709551615u;
    e->n_scenarios = STUDY_SCENARIOS;
    strcpy(e->scenario[0].name, "now");
    strcpy(e->scenario[0].title, "as it is");
    strcpy(e->scenario[1].name, "other");
    strcpy(e->scenario[1].title, "the other way");
    strcpy(e->headline, "rtt_within_18_weeks_share");
    e->headline_goal = 0.92;
    e->headline_up = true;
    e->set.n = 1;
    strcpy(e->set.s[0].name, "planned.removal_multiplier");
    e->set.s[0].value = 1.25;
    e->scenario[1].set.n = 1;
    strcpy(e->scenario[1].set.s[0].name, "circumstances.staff_inflow");
    e->scenario[1].set.s[0].value = 0.5;
}

static void study_make(struct study *s) {
    struct fault f = {0};
    memset(s, 0, sizeof *s);
    strcpy(s->dir, "/tmp/tredegar-test-XXXXXX");
    assert_non_null(mkdtemp(s->dir));
    study_experiment(&s->e);
    study_place(&s->p);
    s->p.start = s->e.first_day;
    struct twins *t = &s->t;
    t->experiment = &s->e;
    t->place = &s->p;
    t->n_scenarios = STUDY_SCENARIOS;
    t->n_replicates = STUDY_REPLICATES;
    t->main = study_take(STUDY_SCENARIOS * STUDY_REPLICATES, sizeof *t->main);
    t->extra = study_take(STUDY_EXTRAS, sizeof *t->extra);
    for (unsigned r = 0; r < STUDY_REPLICATES; r++) {
        study_outcome(&t->main[r * 2], 1000 + 10 * r, 0.60 + 0.01 * r, 5e6);
        study_outcome(&t->main[r * 2 + 1], 900 + 10 * r, 0.65 + 0.01 * r, 6e6);
        if (r > 0) study_freezes(t->main[r * 2 + 1].records, (uint16_t)(3 - r));
    }
    study_extra(t, "variant:none", 0, 0.55);
    study_extra(t, "variant:none", 1, 0.58);
    study_extra(t, "answer:choice", 1, 0.62);
    t->seconds = 12.5;
    t->n_gains[1] = 1;
    t->gains[1][0] = (struct gain){.breakdown = BY_NONE,
                                   .people = 1000,
                                   .qaly_per_1000 = 2.5,
                                   .placebo_per_1000 = NAN,
                                   .better_share = 0.2,
                                   .worse_share = 0.1,
                                   .placebo_better = NAN,
                                   .placebo_worse = NAN};
    assert_int_equal(twins_summarise(t, &f), 0);
}

static void study_free(struct study *s) {
    char words[128];
    twins_free(&s->t);
    place_free(&s->p);
    snprintf(words, sizeof words, "rm -rf '%s'", s->dir);
    assert_int_equal(system(words), 0);
}

/* What a report writes, as text; the caller frees it by free. */
static inline char *study_written(void (*write)(FILE *, const struct twins *),
                                  const struct twins *t) {
    static char *text;
    static size_t size;
    text = NULL;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    write(out, t);
    assert_int_equal(fclose(out), 0);
    return text;
}

/* Before and after each test: the study in *state. */
static inline int study_set_up(void **state) {
    static struct study s;
    study_make(&s);
    *state = &s;
    return 0;
}

static inline int study_tear_down(void **state) {
    study_free(*state);
    return 0;
}

#endif
