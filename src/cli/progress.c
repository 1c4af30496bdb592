// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Progress on stderr: simulated share, people's years a second, time left. On a terminal one line
 * that is drawn over, at most five times a second; elsewhere a plain line every ten seconds. */
#include "cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Share done from which the time left is told: before, the making of the place and of the people
 * weighs too much. */
static const double KNOWN_FROM = 0.03;

void progress_init(struct progress *p, bool quiet) {
    *p = (struct progress){.quiet = quiet, .terminal = isatty(STDERR_FILENO) != 0, .last = -1e9};
}

void progress_show(void *progress, const struct twins_progress *t) {
    struct progress *p = progress;
    if (p->quiet || t->seconds - p->last < (p->terminal ? 0.2 : 10.0)) return;
    p->last = t->seconds;
    const double rate = t->seconds > 0 ? t->person_years / t->seconds : 0;
    const double events = t->seconds > 0 ? t->events / t->seconds : 0;
    char bar[31];
    const int full = (int)(t->done * 30);
    for (int i = 0; i < 30; i++) bar[i] = i < full ? '#' : '.';
    bar[30] = '\0';
    char speed[64] = "", left[32] = "time left not known yet";
    if (rate > 0)
        snprintf(speed, sizeof speed, "  %.0fk person-years/s  %.2fm events/s", rate / 1e3,
                 events / 1e6);
    if (t->done >= KNOWN_FROM) snprintf(left, sizeof left, "%.0f s left", t->seconds_left);
    fprintf(stderr, "%s[%s] %3.0f%%  run %u of %u (%s)%s  %s%s", p->terminal ? "\r" : "", bar,
            100 * t->done, t->run, t->runs, t->scenario ? t->scenario : "", speed, left,
            p->terminal ? "\033[K" : "\n");
    fflush(stderr);
}

void progress_end(struct progress *p) {
    if (!p->quiet && p->terminal && p->last > -1e8) fputs("\r\033[K", stderr);
}
