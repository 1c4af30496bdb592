// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Answers. An error is a sentence that can be shown, with a word that a program can test. */
#include "serve/reply.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char no_memory[] =
    "{\"error\": {\"code\": \"memory\", \"message\": \"Out of memory.\", \"line\": 0, "
    "\"column\": 0}}\n";

void reply_json(struct reply *r, unsigned status, json_t *object) {
    json_decref(r->json); /* what was said before: the last of several faults is told */
    free(r->text);
    if (!object) {
        *r = (struct reply){.status = 500, .borrowed = no_memory, .n = sizeof no_memory - 1,
                            .type = "application/json; charset=utf-8"};
        return;
    }
    *r = (struct reply){.status = status, .json = object};
}

static void say(struct reply *r, unsigned status, const char *code, const char *message, int line,
                int column) {
    reply_json(r, status, json_pack("{s:{s:s, s:s, s:i, s:i}}", "error", "code", code, "message",
                                    message, "line", line, "column", column));
}

void reply_error(struct reply *r, unsigned status, const char *code, const char *format, ...) {
    char message[1024];
    va_list list;
    va_start(list, format);
    vsnprintf(message, sizeof message, format, list);
    va_end(list);
    text_mend(message);
    say(r, status, code, message, 0, 0);
}

/* Names of folders of this machine are no business of the client's: the last part stands for
 * each. */
static void without_folders(const char *what, char *out, size_t size) {
    size_t n = 0;
    for (size_t i = 0; what[i] && n + 1 < size; i++) {
        if (what[i] == '/' && (i == 0 || strchr(" '\"(", what[i - 1]))) {
            const size_t length = strcspn(what + i, " '\")");
            size_t last = i;
            for (size_t k = i; k < i + length; k++)
                if (what[k] == '/') last = k;
            i = last;
            continue;
        }
        out[n++] = what[i];
    }
    out[n] = '\0';
}

void reply_fault(struct reply *r, const char *code, const struct fault *f) {
    char message[600];
    without_folders(f->what, message, sizeof message);
    const bool theirs = f->code == FAULT_INPUT;
    say(r, theirs ? 400 : 500, code, message, f->line, f->column);
}

json_t *reply_figure(double v) { return isfinite(v) ? json_real(v) : json_null(); }

json_t *reply_estimate(const struct estimate *e) {
    return json_pack("{s:o, s:o, s:o, s:o, s:o}", "mean", reply_figure(e->mean), "low80",
                     reply_figure(e->low80), "high80", reply_figure(e->high80), "low95",
                     reply_figure(e->low95), "high95", reply_figure(e->high95));
}
