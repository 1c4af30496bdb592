// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Progress on stderr: simulated share, people's years a second, time left. On a terminal one line
 * that is drawn over, at most five times a second; elsewhere a plain line every ten seconds. With
 * --progress json one object a line, at most five times a second and whenever a run is finished. */
#include "cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Share done from which the time left is told: before, the making of the place and of the people
 * weighs too much. */
static const double KNOWN_FROM = 0.03;

void progress_init(struct progress *p, bool quiet, bool json) {
    *p = (struct progress){.quiet = quiet && !json,
                           .json = json,
                           .terminal = !json && isatty(STDERR_FILENO) != 0,
                           .last = -1e9};
}

/* Names of scenarios are words of the user's: quotes and what is no letter are left out. */
static void show_object(const struct progress *p, const struct twins_progress *t) {
    char name[64];
    size_t n = 0;
    for (const char *c = t->scenario ? t->scenario : ""; *c && n + 1 < sizeof name; c++)
        if ((unsigned char)*c >= 32 && *c != '"' && *c != '\\') name[n++] = *c;
    name[n] = '\0';
    fprintf(stderr,
            "{\"run\": %u, \"runs\": %u, \"finished\": %u, \"done\": %.4f, \"seconds\": %.1f, "
            "\"seconds_left\": %.1f, \"scenario\": \"%s\"}\n",
            t->run, t->runs, p->finished, t->done, t->seconds,
            t->done >= KNOWN_FROM ? t->seconds_left : -1.0, name); /* -1: not known yet */
    fflush(stderr);
}

void progress_show(void *progress, const struct twins_progress *t) {
    struct progress *p = progress;
    const double pause = p->terminal || p->json ? 0.2 : 10.0;
    if (p->quiet || t->seconds - p->last < pause) return;
    p->last = t->seconds;
    if (p->json) {
        show_object(p, t);
        return;
    }
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
