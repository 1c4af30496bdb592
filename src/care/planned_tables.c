// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The parameter tables of choice, planned care and its outcomes, from their .def lists. */
#include "care/params.h"

#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
static const struct parameter choice_rows[] = {
#include "care/choice_params.def"
};
static const struct parameter planned_rows[] = {
#include "care/planned_params.def"
};
static const struct parameter outcome_rows[] = {
#include "care/outcome_params.def"
};
#undef PARAM

PARAMETER_TABLE(choice);
PARAMETER_TABLE(planned);
PARAMETER_TABLE(outcome);
