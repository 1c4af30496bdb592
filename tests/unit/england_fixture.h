// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The toy place under England as it is: the regime is read once for a group of tests. */
#ifndef ENGLAND_FIXTURE_H
#define ENGLAND_FIXTURE_H
#include "institution_fixture.h"

static struct regime *england;

static int setup(void **state) {
    (void)state;
    england = toy_regime("england-2026");
    return 0;
}
static int teardown(void **state) {
    (void)state;
    regime_free(england);
    return 0;
}

#endif
