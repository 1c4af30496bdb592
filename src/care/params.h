// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The parameters of the journeys, a .def list a journey. */
#ifndef CARE_PARAMS_H
#define CARE_PARAMS_H
#include "base/parameter.h"

#define PARAM(name, unit, value, low, high, standing, source) double name;
struct choice_params {
#include "care/choice_params.def"
};
struct planned_params {
#include "care/planned_params.def"
};
struct primary_params {
#include "care/primary_params.def"
};
struct ambulance_params {
#include "care/ambulance_params.def"
};
struct emergency_params {
#include "care/emergency_params.def"
};
struct beds_params {
#include "care/beds_params.def"
};
struct discharge_params {
#include "care/discharge_params.def"
};
struct outcome_params {
#include "care/outcome_params.def"
};
struct mental_health_params {
#include "care/mental_health_params.def"
};
struct disorders_params {
#include "care/disorders_params.def"
};
struct community_params {
#include "care/community_params.def"
};
#undef PARAM
struct care_params {
    struct choice_params choice;
    struct planned_params planned;
    struct primary_params primary;
    struct ambulance_params ambulance;
    struct emergency_params emergency;
    struct beds_params beds;
    struct discharge_params discharge;
    struct outcome_params outcome;
    struct mental_health_params mental_health;
    struct disorders_params disorders;
    struct community_params community;
};
extern const struct parameter_table choice_param_table, planned_param_table, primary_param_table,
    ambulance_param_table, emergency_param_table, beds_param_table, discharge_param_table,
    outcome_param_table, mental_health_param_table, disorders_param_table,
    community_param_table;

#endif
