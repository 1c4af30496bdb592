// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A check of a run: what care was seen to do is what institutions were told to pay for. */
#ifndef STUDY_ACTIVITY_H
#define STUDY_ACTIVITY_H
#include "care/world.h"
#include "institution/institutions.h"

struct activity_seen;
int activity_open(struct activity_seen **out, const struct place *p) MUST_CHECK;
void activity_close(struct activity_seen *a);
void activity_saw(struct activity_seen *a, const struct sight *s);
/* 0, or FAULT_BROKEN with the currency, the provider and both counts. */
int activity_check(const struct activity_seen *a, const struct institutions *i,
                   struct fault *f) MUST_CHECK;

#endif
