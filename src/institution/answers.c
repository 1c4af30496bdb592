// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The registry: answers.def made into tables. Adding an answer touches that list, one pair of
 * files (rule and .def), one test and one page. */
#include "institution/answer.h"
#include <string.h>

#define ANSWER(question, name, line) extern const struct parameter_table name##_param_table;
#include "institution/answers.def"
#undef ANSWER

const struct answer_info institution_answers[] = {
#define ANSWER(question, name, line) {Q_##question, #name, line, &name##_param_table},
#include "institution/answers.def"
#undef ANSWER
};
const unsigned institution_n_answers = sizeof institution_answers / sizeof *institution_answers;

const struct answer_rule *const answer_rules[] = {
#define ANSWER(question, name, line) &answer_##name,
#include "institution/answers.def"
#undef ANSWER
};

extern const struct parameter_table economy_param_table, administration_param_table,
    transition_param_table, reference_costs_param_table, age_weights_param_table,
    workforce_param_table, market_param_table, firms_param_table, ratings_param_table,
    estate_param_table, prevention_param_table;

const struct parameter_table *const institution_param_tables[] = {
#define ANSWER(question, name, line) &name##_param_table,
#include "institution/answers.def"
#undef ANSWER
    &economy_param_table,         &administration_param_table, &transition_param_table,
    &reference_costs_param_table, &age_weights_param_table,    &workforce_param_table,
    &market_param_table,          &firms_param_table,          &ratings_param_table,
    &estate_param_table,          &prevention_param_table,
};
const unsigned institution_n_param_tables =
    sizeof institution_param_tables / sizeof *institution_param_tables;

const char *question_name(enum question q) {
    static const char *const names[Q_COUNT] = {"funding",     "award",      "choice",  "payment",
                                               "risk",        "acceptance", "failure", "oversight",
                                               "entitlement", "pay"};
    return (unsigned)q < Q_COUNT ? names[q] : "unknown";
}

int answer_find(enum question q, const char *name) {
    for (unsigned a = 0; a < institution_n_answers; a++)
        if (institution_answers[a].question == q && strcmp(institution_answers[a].name, name) == 0)
            return (int)a;
    return -1;
}
