// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What is answered: a status and JSON, or text. */
#ifndef SERVE_REPLY_H
#define SERVE_REPLY_H
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include "base/fault.h"
#include "study/twins.h"

struct reply {
    unsigned status;
    json_t *json;          /* owned; or */
    char *text;            /* owned, from the C library (open_memstream); or */
    const void *borrowed;  /* lives as long as the server */
    size_t n;              /* of text or borrowed */
    const char *type;      /* of text or borrowed */
    const void *stream;    /* a run to follow, or NULL */
};

/* Takes the object over; NULL: out of memory. A reply begins as {0}; what it held goes. */
void reply_json(struct reply *r, unsigned status, json_t *object);
void reply_error(struct reply *r, unsigned status, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Bad input is 400, what cannot be done 500; never a path. */
void reply_fault(struct reply *r, const char *code, const struct fault *f);
/* A figure, null when there is none. */
json_t *reply_figure(double v);
/* The five figures of an estimate. */
json_t *reply_estimate(const struct estimate *e);

#endif
