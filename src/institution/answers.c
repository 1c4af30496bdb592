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
    estate_param_table, prevention_param_table, integration_param_table, social_care_param_table,
    membership_param_table, cost_improvement_param_table;

const struct parameter_table *const institution_param_tables[] = {
#define ANSWER(question, name, line) &name##_param_table,
#include "institution/answers.def"
#undef ANSWER
    &economy_param_table,         &administration_param_table, &transition_param_table,
    &reference_costs_param_table, &age_weights_param_table,    &workforce_param_table,
    &market_param_table,          &firms_param_table,          &ratings_param_table,
    &estate_param_table,          &prevention_param_table,     &integration_param_table,
    &social_care_param_table,     &membership_param_table,     &cost_improvement_param_table,
};
const unsigned institution_n_param_tables =
    sizeof institution_param_tables / sizeof *institution_param_tables;

const char *question_name(enum question q) {
    static const char *const names[Q_COUNT] = {"funding",     "award",      "choice",  "payment",
                                               "risk",        "acceptance", "failure", "oversight",
                                               "entitlement", "pay"};
    return (unsigned)q < Q_COUNT ? names[q] : "unknown";
}

const char *question_line(enum question q) {
    static const char *const lines[Q_COUNT] = {
        "Who holds the money, and by what formula is it shared out?",
        "How does a provider come to provide a service?",
        "Where may a patient go?",
        "What is a provider paid?",
        "Who bears the cost of what happens next?",
        "Whom may a provider or a plan turn away?",
        "What happens to an organisation that cannot pay or cope?",
        "Who polices it?",
        "What does the person pay, and for what?",
        "Who sets the pay and terms of staff, and of general practice?"};
    return (unsigned)q < Q_COUNT ? lines[q] : "";
}

int answer_find(enum question q, const char *name) {
    for (unsigned a = 0; a < institution_n_answers; a++)
        if (institution_answers[a].question == q && strcmp(institution_answers[a].name, name) == 0)
            return (int)a;
    return -1;
}
