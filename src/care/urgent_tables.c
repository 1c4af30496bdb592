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
const struct parameter_table primary_param_table = {
    "primary", sizeof primary_rows / sizeof *primary_rows, primary_rows};
const struct parameter_table ambulance_param_table = {
    "ambulance", sizeof ambulance_rows / sizeof *ambulance_rows, ambulance_rows};
const struct parameter_table emergency_param_table = {
    "emergency", sizeof emergency_rows / sizeof *emergency_rows, emergency_rows};
const struct parameter_table mental_health_param_table = {
    "mental_health", sizeof mental_health_rows / sizeof *mental_health_rows, mental_health_rows};
const struct parameter_table disorders_param_table = {
    "disorders", sizeof disorders_rows / sizeof *disorders_rows, disorders_rows};
const struct parameter_table community_param_table = {
    "community", sizeof community_rows / sizeof *community_rows, community_rows};
