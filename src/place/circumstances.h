// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What no regime decides: growth of money and need, staff supply, councils' package supply,
 * targets, winters. The same for every regime compared, unless the experiment says otherwise. */
#ifndef PLACE_CIRCUMSTANCES_H
#define PLACE_CIRCUMSTANCES_H
#include "base/parameter.h"

struct circumstances {
#define PARAM(name, unit, value, low, high, standing, source) double name;
#include "place/circumstances.def"
#undef PARAM
};
extern const struct parameter_table circumstances_param_table;

#endif
