// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Every parameter of the program by its full name, "room.name": people, needs, circumstances, the
 * journeys of care, the published definitions, the study itself, and the answers of
 * institutions. */
#include "care/params.h"
#include "institution/institutions.h"
#include "measurement/measures.h"
#include "place/circumstances.h"
#include "population/params.h"
#include "study/experiment.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
static const struct parameter study_rows[] = {
#include "study/study_params.def"
};
#undef PARAM
PARAMETER_TABLE(study);

static const struct parameter_table *const core[] = {
    &circumstances_param_table, &people_param_table, &needs_param_table, &choice_param_table,
    &planned_param_table, &primary_param_table, &ambulance_param_table, &emergency_param_table,
    &beds_param_table, &discharge_param_table, &outcome_param_table, &mental_health_param_table,
    &disorders_param_table, &community_param_table,
    &measurement_param_table,
    &study_param_table,
};
enum { CORE = sizeof core / sizeof *core };

unsigned registry_tables(const struct parameter_table *const **tables) {
    *tables = core;
    return CORE;
}

unsigned registry_n_tables(void) { return CORE + institution_n_param_tables; }

const struct parameter_table *registry_table(unsigned i) {
    return i < CORE ? core[i] : institution_param_tables[i - CORE];
}

/* The name within its room when full_name is of this room, else NULL. */
static const char *name_in(const struct parameter_table *t, const char *full_name) {
    const size_t n = strlen(t->room);
    return strncmp(full_name, t->room, n) == 0 && full_name[n] == '.' ? full_name + n + 1 : NULL;
}

static const struct parameter *row_of(const struct parameter_table *t, const char *name) {
    for (size_t k = 0; name && k < t->n; k++)
        if (strcmp(t->rows[k].name, name) == 0) return &t->rows[k];
    return NULL;
}

/* The nearest full name. Buffers on the stack of this rare path. */
static void say_unknown(const char *found, struct fault *f) {
    enum { MAX = 1024 };
    char text[MAX][64];
    const char *word[MAX];
    unsigned n = 0;
    for (unsigned i = 0; i < registry_n_tables(); i++) {
        const struct parameter_table *t = registry_table(i);
        for (size_t k = 0; k < t->n && n < MAX; k++, n++) {
            snprintf(text[n], sizeof text[n], "%s.%s", t->room, t->rows[k].name);
            word[n] = text[n];
        }
    }
    const char *nearest = fault_nearest(found, word, n);
    fault_set(f, FAULT_INPUT, NULL, 0, 0,
              "found parameter '%s', expected one that `tredegar parameters` lists%s%s%s", found,
              nearest ? "; nearest: '" : "", nearest ? nearest : "", nearest ? "'" : "");
}

const struct parameter *registry_find(const char *full_name, struct fault *f) {
    for (unsigned i = 0; i < registry_n_tables(); i++) {
        const struct parameter_table *t = registry_table(i);
        const struct parameter *p = row_of(t, name_in(t, full_name));
        if (p) return p;
    }
    say_unknown(full_name, f);
    return NULL;
}

void registry_apply(const struct parameter_table *table, double *values,
                    const struct settings *set) {
    for (unsigned i = 0; i < set->n; i++) {
        const struct parameter *p = row_of(table, name_in(table, set->s[i].name));
        if (p) values[p - table->rows] = set->s[i].value;
    }
}

double registry_value(const char *full_name, const struct settings *set) {
    struct fault f = {0};
    const struct parameter *p = registry_find(full_name, &f);
    double value = p ? p->value : NAN;
    for (unsigned i = 0; set && i < set->n; i++)
        if (strcmp(set->s[i].name, full_name) == 0) value = set->s[i].value;
    return value;
}
