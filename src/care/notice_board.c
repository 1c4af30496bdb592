// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The notice board: month-end waits by provider and treatment function, as everybody may read them
 * after the publication lag. The wait shown is the median of those still waiting, in weeks, as NHS
 * England publishes it, because it is known at the start by the same definition; and the share of
 * them within 18 weeks. A service with hardly anybody waiting keeps the figure it last had (small
 * numbers are suppressed). Left out: quality and prices. */
#include "care/notice_board.h"

#include "base/arena.h"
#include "care/planned.h"

#define WEEKS_OF_TARGET 18u

struct line { float wait, within; };
struct notice_board {
    unsigned n, lag, month; /* services; months of lag; month ends seen so far */
    double least;           /* waiting, for a figure to be shown */
    struct line *line;      /* [(month modulo lag + 1) * n]: what each month end found */
};

/* Median in weeks, within its band by proportion (the published method). */
static double median(const uint32_t *week, double total) {
    double sum = 0.0;
    for (unsigned w = 0; w < WAIT_WEEKS; w++) {
        if (week[w] > 0 && sum + week[w] >= 0.5 * total)
            return w + (0.5 * total - sum) / week[w];
        sum += week[w];
    }
    return WAIT_WEEKS;
}

static struct line read_list(const uint32_t *week, double least, struct line before) {
    double total = 0.0, within = 0.0;
    for (unsigned w = 0; w < WAIT_WEEKS; w++) {
        total += week[w];
        within += w < WEEKS_OF_TARGET ? week[w] : 0.0;
    }
    if (total < least || total <= 0.0)
        return before;
    return (struct line){(float)median(week, total), (float)(within / total)};
}

int notice_board_open(struct notice_board **out, const struct world *w) {
    struct notice_board *b = NULL;
    size_t room = 0, lines = 0;
    *out = NULL;
    TRY(memory_grow((void **)&b, &room, 1, sizeof *b));
    *out = b;
    b->n = w->place->n_services;
    b->lag = (unsigned)w->par.planned.publication_lag_months;
    b->least = w->par.planned.publication_least;
    TRY(memory_grow((void **)&b->line, &lines, (size_t)(b->lag + 1) * b->n + 1, sizeof *b->line));
    for (unsigned s = 0; s < b->n; s++) {
        const struct line first =
            read_list(w->place->services[s].week, 1.0, (struct line){0.0F, 1.0F});
        for (unsigned k = 0; k <= b->lag; k++)
            b->line[k * b->n + s] = first;
    }
    return 0;
}

void notice_board_close(struct notice_board *b) {
    if (!b)
        return;
    memory_free(b->line);
    memory_free(b);
}

void notice_board_month_end(struct notice_board *b, const struct world *w) {
    const unsigned before = b->month % (b->lag + 1), here = (b->month + 1) % (b->lag + 1);
    uint32_t week[WAIT_WEEKS];
    for (unsigned s = 0; s < b->n; s++) {
        planned_waiting(w, s, week, NULL);
        b->line[here * b->n + s] = read_list(week, b->least, b->line[before * b->n + s]);
    }
    b->month++;
}

/* What is public by now: the month end that lies lag months back. */
static const struct line *public_line(const struct notice_board *b, unsigned service) {
    return &b->line[((b->month + 1) % (b->lag + 1)) * b->n + service];
}

double notice_board_wait(const struct notice_board *b, unsigned service) {
    return (double)public_line(b, service)->wait;
}

double notice_board_within_18(const struct notice_board *b, unsigned service) {
    return (double)public_line(b, service)->within;
}
