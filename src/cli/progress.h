// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* How far a study is: a bar on a terminal, plain lines elsewhere, JSON for programs. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H
#include "study/twins.h"

struct progress {
    bool quiet, terminal;
    bool json;         /* an object a line, for programs */
    unsigned finished; /* runs that are stored */
    double last;
    int width;
};
void progress_init(struct progress *p, bool quiet, bool json);
void progress_show(void *progress, const struct twins_progress *t);
void progress_end(struct progress *p);

#endif
