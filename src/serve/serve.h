// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The page's server: reads stores and the library, keeps runs, on the loopback address. */
#ifndef SERVE_SERVE_H
#define SERVE_SERVE_H
#include "base/fault.h"
#include "study/experiment.h"

struct serve_options {
    unsigned port;            /* 0: any that is free */
    unsigned threads;         /* of a run; 0: as many as processors */
    const char *studies;      /* folder of studies run from the page; made when it is not there */
    const char *const *store; /* stores to show besides */
    unsigned n_stores;
    const struct library *library;
};
struct serve;
int serve_open(struct serve **s, const struct serve_options *o, struct fault *f) MUST_CHECK;
/* The link with its token, as people open it. */
const char *serve_link(const struct serve *s);
/* Is the page itself there? */
bool serve_has_page(const struct serve *s);
/* Stops runs (what they have finished is kept), lets go of clients. */
void serve_close(struct serve *s);

#endif
