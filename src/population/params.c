// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The tables of the parameters of people and needs, from their .def lists. */
#include "population/params.h"

#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
static const struct parameter people_rows[] = {
#include "population/people_params.def"
};
static const struct parameter needs_rows[] = {
#include "population/needs_params.def"
};
#undef PARAM
PARAMETER_TABLE(people);
PARAMETER_TABLE(needs);
