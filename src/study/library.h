// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Finding the user's files by name; private to the study room. */
#ifndef STUDY_LIBRARY_H
#define STUDY_LIBRARY_H
#include "input/yaml.h"
#include "study/experiment.h"

/* The path of name in folder ("england-2026" is folder/england-2026.yaml; a name with a slash or
 * ending in .yaml is a path already). Absent: a fault at node (or without a place when node is
 * NULL) with the nearest name. */
int library_find(const char *folder, const char *name, const char *noun, const struct node *node,
                 char path[512], struct fault *f) MUST_CHECK;

#endif
