// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Teams as they were at the start. */
#include "institution/workforce/workforce.h"

int workforce_open(struct institutions *i, struct fault *f) { (void)i, (void)f; return 0; }
void workforce_month(struct institutions *i, struct world *w) { (void)i, (void)w; }
struct provision workforce_provision(const struct institutions *i, unsigned provider) {
    (void)i, (void)provider;
    return (struct provision){.nurses = 1.0, .doctors = 1.0, .infection = 1.0, .turnaround = 1.0};
}
double workforce_filled(const struct institutions *i, unsigned commissioner, unsigned line) {
    (void)i, (void)commissioner, (void)line;
    return 1.0;
}
void workforce_changes_hands(struct institutions *i, unsigned commissioner, unsigned line) { (void)i, (void)commissioner, (void)line; }
double workforce_goodwill(const struct institutions *i, unsigned commissioner, unsigned line) {
    (void)i, (void)commissioner, (void)line;
    return 1.0;
}
double workforce_goodwill_of(const struct institutions *i, unsigned provider) { (void)i, (void)provider; return 1.0; }
