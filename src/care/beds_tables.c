// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The parameter tables of beds and of leaving hospital, from their lists. */
#include "care/params.h"

#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
static const struct parameter beds_rows[] = {
#include "care/beds_params.def"
};
static const struct parameter discharge_rows[] = {
#include "care/discharge_params.def"
};
#undef PARAM
PARAMETER_TABLE(beds);
PARAMETER_TABLE(discharge);
