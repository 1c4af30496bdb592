// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Which numbers are in force: a parameter's default, over it what the regime file says, over that
 * what the experiment sets ("tariff.uplift" holds wherever the regime answers with tariff). Every
 * name set must exist; an answer that the regime does not give is no fault: another regime of the
 * experiment may. */
#include <stdio.h>
#include <string.h>
#include "institution/state.h"

extern const struct parameter_table economy_param_table, administration_param_table,
    transition_param_table, reference_costs_param_table, age_weights_param_table,
    cost_improvement_param_table;

static bool names(const char *full, const char *room, const char *name) {
    const size_t n = strlen(room);
    return strncmp(full, room, n) == 0 && full[n] == '.' && strcmp(full + n + 1, name) == 0;
}

static bool known(const char *full) {
    for (unsigned t = 0; t < institution_n_param_tables; t++)
        for (size_t k = 0; k < institution_param_tables[t]->n; k++)
            if (names(full, institution_param_tables[t]->room,
                      institution_param_tables[t]->rows[k].name))
                return true;
    return false;
}

static void fill(const struct institutions *i, const struct parameter_table *table,
                 double *values) {
    for (unsigned s = 0; s < i->n_set; s++)
        for (size_t k = 0; k < table->n; k++)
            if (names(i->set[s].name, table->room, table->rows[k].name))
                values[k] = i->set[s].value;
}

void settings_fill(const struct institutions *i, const struct parameter_table *table,
                   double *values) {
    parameter_defaults(table, values);
    fill(i, table, values);
}

static int unknown(struct institutions *i, unsigned s, struct fault *f) {
    unsigned n = 0, all = 0;
    for (unsigned t = 0; t < institution_n_param_tables; t++)
        all += (unsigned)institution_param_tables[t]->n;
    const char **const words = arena_array(&i->arena, all + 1u, sizeof *words);
    for (unsigned t = 0; t < institution_n_param_tables && words; t++)
        for (size_t k = 0; k < institution_param_tables[t]->n; k++) {
            char full[96];
            snprintf(full, sizeof full, "%s.%s", institution_param_tables[t]->room,
                     institution_param_tables[t]->rows[k].name);
            words[n] = arena_text(&i->arena, full);
            n += words[n] != NULL;
        }
    const char *const near = words ? fault_nearest(i->set[s].name, words, n) : NULL;
    return fault_set(f, FAULT_INPUT, NULL, 0, 0, "unknown parameter '%.60s'%s%s%s", i->set[s].name,
                     near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

/* Planned care draws who stays overnight by parameters overnight_CODE; budgets expect the same. */
static void overnight(struct institutions *i) {
    const double *const value = (const double *)&i->world->par.planned;
    for (unsigned g = 0; g < i->n_functions; g++) {
        const char *const code = i->place->functions[g].code;
        const char *const bare = strncmp(code, "C_", 2) == 0 ? code + 2 : code;
        for (size_t k = 0; k < planned_param_table.n; k++) {
            const char *const name = planned_param_table.rows[k].name;
            if (strncmp(name, "overnight_", 10) == 0 && strcmp(name + 10, bare) == 0)
                i->overnight[g] = value[k];
        }
    }
}

static int reference_costs(struct institutions *i, struct fault *f) {
    const struct parameter_table *const t = &reference_costs_param_table;
    double values[64];
    if (t->n > 64)
        return fault_set(f, FAULT_BROKEN, NULL, 0, 0, "too many reference costs");
    parameter_defaults(t, values);
    fill(i, t, values);
    for (unsigned g = 0; g < i->n_functions; g++) {
        unsigned found = 0;
        for (size_t k = 0; k < t->n; k++) {
            const char *const code = i->place->functions[g].code;
            const bool day = strncmp(t->rows[k].name, "day_case_", 9) == 0;
            if (strcmp(t->rows[k].name + (day ? 9 : 14), code) != 0)
                continue;
            i->reference[2 * g + !day] = values[k];
            found++;
        }
        if (found != 2)
            return fault_set(f, FAULT_INPUT, NULL, 0, 0, "no unit cost for treatment function '%s'",
                             i->place->functions[g].code);
    }
    return 0;
}

int settings_read(struct institutions *i, struct fault *f) {
    for (unsigned s = 0; s < i->n_set; s++)
        if (!known(i->set[s].name))
            return unknown(i, s, f);
    settings_fill(i, &economy_param_table, (double *)&i->par);
    settings_fill(i, &administration_param_table, (double *)&i->admin);
    settings_fill(i, &transition_param_table, (double *)&i->change);
    settings_fill(i, &cost_improvement_param_table, (double *)&i->improvement);
    settings_fill(i, &age_weights_param_table, i->age_weight);
    overnight(i);
    return reference_costs(i, f);
}

static void assignments(struct institutions *i, const struct regime *r) {
    for (unsigned a = 0; a < r->n_assignments; a++) {
        memcpy(i->value[a], r->assignment[a].value, sizeof i->value[a]);
        fill(i, institution_answers[r->assignment[a].answer].params, i->value[a]);
    }
    for (unsigned q = 0; q < Q_COUNT; q++)
        for (unsigned c = 0; c < i->n_commissioners; c++)
            memcpy(i->of + (q * i->n_commissioners + c) * LINE_COUNT, r->of[q], LINE_COUNT);
    for (unsigned k = 0; k < r->n_exceptions; k++)
        for (unsigned c = 0; c < i->n_commissioners; c++)
            if (strcmp(i->place->commissioners[c].code, r->exception[k].commissioner) == 0)
                memset(i->of + (r->exception[k].question * i->n_commissioners + c) * LINE_COUNT,
                       r->exception[k].assignment, LINE_COUNT);
}

/* A term with tiers has a row for each, the full price first. */
static void add_term(struct institutions *i, unsigned a, bool private_, struct terms t) {
    i->term_of[a][private_] = (uint8_t)i->n_terms;
    for (unsigned k = 0; k < (t.tiers ? t.tiers : 1u); k++)
        i->term[i->n_terms++] =
            (struct term){.t = t, .row = (uint8_t)a, .tier = (uint8_t)k, .private_ = private_};
}

int regime_in_force(struct institutions *i, const struct regime *r, struct fault *f) {
    prices_fold(i);
    i->regime = r;
    i->n_terms = 0;
    assignments(i, r);
    for (unsigned a = 0; a < r->n_assignments; a++)
        if (institution_answers[r->assignment[a].answer].question == Q_PAYMENT) {
            const struct terms t[2] = {rule_in_row(i, a)->terms(i->value[a], true),
                                       rule_in_row(i, a)->terms(i->value[a], false)};
            if (i->n_terms + (t[0].tiers ? 2 * t[0].tiers : 2u) > i->term_room ||
                t[0].tiers != t[1].tiers)
                return fault_set(f, FAULT_BROKEN, NULL, 0, 0,
                                 "more payment terms than were counted");
            add_term(i, a, false, t[0]);
            add_term(i, a, true, t[1]);
        }
    prices_of_terms(i);
    i->lists_stale = true;
    i->since = i->month;
    return 0;
}
