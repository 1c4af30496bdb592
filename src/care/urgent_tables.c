// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The parameter tables of urgent care: general practice and first contact, ambulance, A&E,
 * mental-health crises. */
#include "care/params.h"

#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
static const struct parameter primary_rows[] = {
#include "care/primary_params.def"
};
static const struct parameter ambulance_rows[] = {
#include "care/ambulance_params.def"
};
static const struct parameter emergency_rows[] = {
#include "care/emergency_params.def"
};
static const struct parameter mental_health_rows[] = {
#include "care/mental_health_params.def"
};
static const struct parameter disorders_rows[] = {
#include "care/disorders_params.def"
};
static const struct parameter community_rows[] = {
#include "care/community_params.def"
};
#undef PARAM
PARAMETER_TABLE(primary);
PARAMETER_TABLE(ambulance);
PARAMETER_TABLE(emergency);
PARAMETER_TABLE(mental_health);
PARAMETER_TABLE(disorders);
PARAMETER_TABLE(community);
