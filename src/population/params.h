// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The parameters of people and needs. */
#ifndef POPULATION_PARAMS_H
#define POPULATION_PARAMS_H
#include "base/parameter.h"

struct people_params {
#define PARAM(name, unit, value, low, high, standing, source) double name;
#include "population/people_params.def"
#undef PARAM
};
struct needs_params {
#define PARAM(name, unit, value, low, high, standing, source) double name;
#include "population/needs_params.def"
#undef PARAM
};
extern const struct parameter_table people_param_table, needs_param_table;

#endif
