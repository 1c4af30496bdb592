// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The hold model written out by hand: records of 32 bytes, one draw and one rescheduling an event,
 * exponential(1 day) ahead, ties in order of a keyed hash. No kinds, stamps, handlers, horizon,
 * digest or counts, and nothing may happen in the minute that runs. Plain vectors for the days of a
 * ring and the minutes of the open day. */
#include "bare_loop.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/random.h"

enum { RING = 64, DAY = 1440, NEAR = 16 };

struct vector { uint64_t *item; uint32_t n, room; }; /* owner << 32 | minute of the day */
struct record { uint32_t count, other[7]; };
struct pair { uint64_t hash; uint32_t owner; };
struct loop {
    struct record *record;
    struct vector day[RING], minute[DAY];
    struct pair *pair, *sorted;
    uint32_t *place, room;
    int failed;
};

double processor_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void push(struct loop *l, struct vector *v, uint64_t item) {
    if (v->n == v->room) {
        const uint32_t room = v->room + v->room / 2 + 16;
        uint64_t *const moved = realloc(v->item, room * sizeof *moved);
        if (!moved) {
            l->failed = 1;
            return;
        }
        v->item = moved;
        v->room = room;
    }
    v->item[v->n++] = item;
}

static uint32_t draw(uint32_t owner, uint32_t n) {
    static const struct luck luck = {.seed = 1948};
    const double u = word_uniform(luck_words(&luck, owner, 1, n).w[0]);
    return (uint32_t)(draw_exponential(u, DAY) + 1.0);
}

static void grow(struct loop *l, uint32_t n) {
    if (n + 1 <= l->room)
        return;
    l->room = n * 2 + 64;
    free(l->pair);
    free(l->sorted);
    free(l->place);
    l->pair = malloc(l->room * sizeof *l->pair);
    l->sorted = malloc(l->room * sizeof *l->sorted);
    l->place = malloc(l->room * sizeof *l->place);
    if (!l->pair || !l->sorted || !l->place)
        l->failed = 1;
}

/* The owners of this minute in order of hash: dealt out by its upper bits, then mended. */
static void order(struct loop *l, const struct vector *v, uint32_t now) {
    const uint32_t n = v->n;
    grow(l, n);
    if (l->failed)
        return;
    memset(l->place, 0, (n + 1) * sizeof *l->place);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t owner = (uint32_t)(v->item[i] >> 32);
        l->pair[i] = (struct pair){mix64((uint64_t)owner << 32 | now), owner};
        l->place[((l->pair[i].hash >> 32) * n >> 32) + 1]++;
    }
    for (uint32_t i = 1; i < n; i++)
        l->place[i] += l->place[i - 1];
    for (uint32_t i = 0; i < n; i++)
        l->sorted[l->place[(l->pair[i].hash >> 32) * n >> 32]++] = l->pair[i];
    for (uint32_t i = 1; i < n; i++) {
        const struct pair x = l->sorted[i];
        uint32_t j = i;
        for (; j > 0 && x.hash < l->sorted[j - 1].hash; j--)
            l->sorted[j] = l->sorted[j - 1];
        l->sorted[j] = x;
    }
}

static void run_minute(struct loop *l, uint32_t today, uint32_t minute) {
    struct vector *const v = &l->minute[minute];
    const uint32_t n = v->n, now = today * DAY + minute;
    order(l, v, now);
    v->n = 0;
    for (uint32_t i = 0; i < n && !l->failed; i++) {
        if (i + NEAR < n)
            __builtin_prefetch(&l->record[l->sorted[i + NEAR].owner], 1);
        const uint32_t owner = l->sorted[i].owner;
        const uint32_t at = now + draw(owner, ++l->record[owner].count);
        const uint32_t day = at / DAY;
        struct vector *const to = day == today ? &l->minute[at % DAY] : &l->day[day % RING];
        push(l, to, (uint64_t)owner << 32 | at % DAY);
    }
}

static uint64_t run_day(struct loop *l, uint32_t today) {
    struct vector *const v = &l->day[today % RING];
    uint64_t events = 0;
    for (uint32_t i = 0; i < v->n; i++)
        push(l, &l->minute[v->item[i] % DAY], v->item[i]);
    v->n = 0;
    for (uint32_t minute = 0; minute < DAY; minute++) {
        events += l->minute[minute].n;
        run_minute(l, today, minute);
    }
    return events;
}

uint64_t bare_loop(uint32_t n, uint32_t days, double *seconds) {
    struct loop *const l = calloc(1, sizeof *l);
    if (!l)
        return 0;
    l->record = calloc(n, sizeof *l->record);
    l->failed = !l->record;
    for (uint32_t i = 0; i < n && !l->failed; i++) {
        const uint32_t at = draw(i, 0);
        push(l, &l->day[at / DAY % RING], (uint64_t)i << 32 | at % DAY);
    }
    uint64_t events = l->failed ? 0 : run_day(l, 0);
    double began = processor_seconds();
    events = 0;
    for (uint32_t today = 1; today <= days && !l->failed; today++)
        events += run_day(l, today);
    *seconds = processor_seconds() - began;
    for (unsigned i = 0; i < RING; i++)
        free(l->day[i].item);
    for (unsigned i = 0; i < DAY; i++)
        free(l->minute[i].item);
    const int failed = l->failed;
    free(l->pair);
    free(l->sorted);
    free(l->place);
    free(l->record);
    free(l);
    return failed ? 0 : events;
}
