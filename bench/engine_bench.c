// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The engine's workloads, each in a process of its own so that peak memory is its own:
 *   ceiling    the bare loop, by hand, a million pending events
 *   hold_1e6   the same through the calendar; hold_1e7 with ten million
 *   model_a    M/M/10, arrivals 9, one million customers from empty to empty
 *   model_b    50 hospitals, referral with choice, one million patients from empty to empty
 * Usage: engine_bench WORKLOAD [SEED [CUSTOMERS]]. Prints one JSON object; null where a figure
 * means nothing. Seconds are of the processor; events are those that changed something. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "../tests/theory/station.h"
#include "bare_loop.h"
#include "base/arena.h"
#include "base/real.h"

enum { HOSPITALS = 50, PURPOSE_HOME = 9 };

struct figures {
    double events, seconds, bytes_per_person; /* bytes below 0: means nothing */
    double mean_wait, exact_wait;             /* below 0: no such thing */
    uint64_t stale, thinned, digest;
};

static void print_number(const char *name, double value, const char *format) {
    printf(", \"%s\": ", name);
    if (value < 0)
        printf("null");
    else
        printf(format, value);
}

static void print(const char *name, const struct figures *f) {
    struct rusage r;
    getrusage(RUSAGE_SELF, &r);
    printf("{\"%s\": {\"events_per_second\": %.0f, \"person_years_per_second\": null", name,
           f->events / f->seconds);
    printf(", \"peak_mb\": %.1f", (double)r.ru_maxrss / 1024.0);
    print_number("bytes_per_person", f->bytes_per_person, "%.1f");
    print_number("mean_wait", f->mean_wait, "%.6f");
    print_number("exact_wait", f->exact_wait, "%.6f");
    printf(", \"events\": %.0f, \"seconds\": %.3f, \"stale\": %llu, \"thinned\": %llu, \"digest\": "
           "\"%016llx\"}}\n",
           f->events, f->seconds, (unsigned long long)f->stale, (unsigned long long)f->thinned,
           (unsigned long long)f->digest);
}

/* ---- hold ---- */

struct record { uint32_t count, other[7]; };
struct hold { struct calendar *calendar; struct luck luck; struct record *record; };

static minute_t gap(const struct hold *h, uint32_t owner, uint32_t ordinal) {
    const double u = word_uniform(luck_words(&h->luck, owner, 1, ordinal).w[0]);
    return (minute_t)(draw_exponential(u, 1440.0) + 0.5);
}

static enum event_fate held(void *world, uint32_t owner, uint32_t stamp, minute_t now) {
    struct hold *const h = world;
    (void)stamp;
    const uint32_t ordinal = ++h->record[owner].count;
    calendar_schedule(h->calendar, now + gap(h, owner, ordinal), 0, owner, 0);
    return EVENT_DONE;
}

static void near(const void *world, uint32_t owner) {
    __builtin_prefetch(&((const struct hold *)world)->record[owner], 1);
}

static int hold(uint32_t n, day_t days, uint64_t seed, struct figures *f) {
    struct hold h = {.luck = {.seed = seed}};
    struct arena arena;
    arena_init(&arena, 1 << 20);
    h.record = arena_array(&arena, n, sizeof *h.record);
    if (!h.record || calendar_open(&h.calendar, 0, days + 100, seed, 0) < 0)
        return 3;
    calendar_handle(h.calendar, 0, held, near);
    for (uint32_t i = 0; i < n; i++)
        calendar_schedule(h.calendar, gap(&h, i, 0), 0, i, 0);
    if (calendar_run(h.calendar, &h, day_minute(1)) < 0)
        return 3;
    const uint64_t before = calendar_counts(h.calendar).done;
    const double began = processor_seconds();
    if (calendar_run(h.calendar, &h, day_minute(days + 1)) < 0)
        return 3;
    f->seconds = processor_seconds() - began;
    f->events = (double)(calendar_counts(h.calendar).done - before);
    f->bytes_per_person = (double)calendar_bytes(h.calendar) / n + sizeof *h.record;
    f->digest = calendar_digest(h.calendar);
    calendar_close(h.calendar);
    arena_free(&arena);
    return 0;
}

/* ---- models A and B ---- */

static int run_out(struct network *n, double length, uint64_t customers, struct figures *f) {
    for (double t = length / 64; t <= length; t += length / 64)
        if (network_run(n, t) < 0)
            return 3;
    const struct calendar_counts c = calendar_counts(n->calendar);
    f->events = (double)c.done;
    f->stale = c.stale;
    f->thinned = c.thinned;
    f->digest = calendar_digest(n->calendar);
    return n->present == 0 && n->gone == customers ? 0 : 3; /* from empty to empty, nobody lost */
}

static int model_a(uint64_t seed, uint32_t customers, struct figures *f) {
    struct station s = {.servers = 10, .room = STATION_UNLIMITED, .watch = STATION_UNLIMITED,
                        .service = {LAW_EXPONENTIAL, 1, 0}};
    struct source in = {.gap = {LAW_EXPONENTIAL, 1.0 / 9, 0}, .left = customers};
    struct network n = {
        .unit = 1440, .station = &s, .n_stations = 1, .source = &in, .n_sources = 1};
    const double began = processor_seconds(), length = customers / 9.0 * 1.02 + 100;
    if (network_open(&n, seed, 0, length) < 0 || run_out(&n, length, customers, f) != 0)
        return 3;
    f->seconds = processor_seconds() - began;
    f->mean_wait = (double)s.waits[0].wait / (double)s.waits[0].called / n.unit;
    f->exact_wait = 0.668732;
    network_close(&n);
    return 0;
}

struct hospital { double x, y; unsigned slots, beds; };
static const struct hospital hospital[HOSPITALS] = {
#define HOSPITAL(x, y, slots, beds) {x, y, slots, beds},
#include "model_b_hospitals.def"
#undef HOSPITAL
};

struct map { /* what the choice reads, side by side */
    double x[HOSPITALS], y[HOSPITALS], clinic_delay[HOSPITALS], bed_delay[HOSPITALS];
    uint64_t clinic_minutes_of_admitted;
};

/* The least km + 0.5 (clinic queue 0.095 / slots + bed queue 0.57 / beds). */
static uint32_t choose(struct network *n, uint32_t id, struct words words) {
    const struct map *const m = n->context;
    const struct station *const s = n->station;
    const struct words home = luck_words(&n->luck, id, PURPOSE_HOME, 0);
    const double x = 100 * word_uniform(home.w[0]), y = 100 * word_uniform(home.w[1]);
    (void)words;
    double cost[HOSPITALS];
    for (uint32_t i = 0; i < HOSPITALS; i++) {
        const double dx = m->x[i] - x, dy = m->y[i] - y;
        cost[i] = real_sqrt(dx * dx + dy * dy);
    }
    for (uint32_t i = 0; i < HOSPITALS; i++)
        cost[i] += s[i].waiting * m->clinic_delay[i] + s[HOSPITALS + i].waiting * m->bed_delay[i];
    uint32_t best = 0;
    for (uint32_t i = 1; i < HOSPITALS; i++)
        best = cost[i] < cost[best] ? i : best;
    return best;
}

static uint32_t admit_or_discharge(struct network *n, const struct customer *c) {
    if (c->station >= HOSPITALS || word_uniform(c->onward) >= 0.3)
        return STATION_OUT;
    ((struct map *)n->context)->clinic_minutes_of_admitted += c->service;
    return HOSPITALS + c->station;
}

static int model_b(uint64_t seed, uint32_t customers, struct figures *f) {
    static struct station s[2 * HOSPITALS];
    static struct map m;
    for (unsigned i = 0; i < HOSPITALS; i++) {
        m.x[i] = hospital[i].x;
        m.y[i] = hospital[i].y;
        m.clinic_delay[i] = 0.5 * 0.095 / hospital[i].slots;
        m.bed_delay[i] = 0.5 * 0.57 / hospital[i].beds;
        s[i] =
            (struct station){.servers = hospital[i].slots, .service = {LAW_EXPONENTIAL, 0.095, 0}};
        s[HOSPITALS + i] =
            (struct station){.servers = hospital[i].beds, .service = {LAW_LOGNORMAL, 0.57, 0.8}};
        s[i].room = s[HOSPITALS + i].room = STATION_UNLIMITED;
    }
    struct source in = {.gap = {LAW_EXPONENTIAL, 1.0 / 5000, 0}, .left = customers};
    struct network n = {.unit = 10080, .station = s, .n_stations = 2 * HOSPITALS, .source = &in,
                        .n_sources = 1, .enter = choose, .next = admit_or_discharge, .context = &m};
    const double began = processor_seconds(), length = customers / 5000.0 * 4 + 20;
    if (network_open(&n, seed, 0, length) < 0 || run_out(&n, length, customers, f) != 0)
        return 3;
    f->seconds = processor_seconds() - began;
    uint64_t wait = m.clinic_minutes_of_admitted; /* referral to clinic start, or to bed start */
    for (unsigned i = 0; i < 2 * HOSPITALS; i++)
        wait += s[i].waits[0].wait;
    f->mean_wait = (double)wait / customers / n.unit;
    network_close(&n);
    return 0;
}

int main(int argc, char **argv) {
    if (argc < 2 || argc > 4) {
        fprintf(
            stderr,
            "usage: engine_bench ceiling|model_a|model_b|hold_1e6|hold_1e7 [SEED [CUSTOMERS]]\n");
        return 1;
    }
    const uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1948;
    const uint32_t customers = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 1000000;
    struct figures f = {.bytes_per_person = -1, .mean_wait = -1, .exact_wait = -1};
    int rc = 1;
    if (strcmp(argv[1], "ceiling") == 0) {
        f.events = (double)bare_loop(1000000, 40, &f.seconds);
        rc = f.events > 0 ? 0 : 3;
    } else if (strcmp(argv[1], "hold_1e6") == 0) {
        rc = hold(1000000, 40, seed, &f);
    } else if (strcmp(argv[1], "hold_1e7") == 0) {
        rc = hold(10000000, 4, seed, &f);
    } else if (strcmp(argv[1], "model_a") == 0) {
        rc = model_a(seed, customers, &f);
    } else if (strcmp(argv[1], "model_b") == 0) {
        rc = model_b(seed, customers, &f);
    } else {
        fprintf(stderr, "engine_bench: no workload '%s'\n", argv[1]);
    }
    if (rc == 0)
        print(argv[1], &f);
    return rc;
}
