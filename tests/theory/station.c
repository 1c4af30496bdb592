// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Stations with servers, room, classes and patience. Events: a service ends (owner: the customer's
 * place in the pool, stamp: stale when interrupted), patience ends (stale when called), a source
 * sends the next. Durations are drawn in units and rounded to the nearest minute, so cases choose a
 * unit long enough that the rounding does not show. Chance is keyed by customer and step. */
#include "station.h"

#include "base/arena.h"

enum { KIND_END, KIND_PATIENCE, KIND_ARRIVAL };
enum { PURPOSE_STEP = 1, PURPOSE_FIRST = 2 };
enum { WORD_GAP, WORD_SERVICE, WORD_ONWARD, WORD_PATIENCE };

double law_draw(const struct law *law, uint32_t word) {
    switch (law->shape) {
    case LAW_EXPONENTIAL: return draw_exponential(word_uniform(word), law->mean);
    case LAW_LOGNORMAL: return draw_lognormal(word_uniform(word), law->mean, law->sigma_log);
    case LAW_FIXED: break;
    }
    return law->mean;
}

static minute_t minutes(const struct network *n, double units) {
    return (minute_t)(units * n->unit + 0.5);
}

static minute_t now(const struct network *n) { return calendar_now(n->calendar); }

/* ---- counting ---- */

/* Brings the areas up to now; call before the numbers present change. */
static void count(struct network *n, struct station *s) {
    const minute_t t = now(n);
    if (t <= s->since)
        return;
    const uint64_t d = t - s->since;
    const uint32_t present = s->busy + s->waiting;
    s->area_present += d * present;
    s->area_waiting += d * s->waiting;
    s->area_empty += present == 0 ? d : 0;
    s->area_full += present >= s->room ? d : 0;
    s->area_watch += present > s->watch ? d : 0;
    s->since = t;
}

static bool counted(const struct network *n, minute_t from) { return from >= n->warm; }

/* ---- service ---- */

static void serve(struct network *n, struct station *s, uint32_t place) {
    struct customer *const c = &n->customer[place];
    c->due = now(n) + c->service;
    s->busy++;
    s->serving = place;
    calendar_schedule(n->calendar, c->due, KIND_END, place, c->stamp);
}

static void outdate(struct customer *c) { c->stamp = (c->stamp + 1u) % CALENDAR_STAMPS; }

/* Service begins for one who waited. */
static void call(struct network *n, struct station *s, uint32_t place) {
    struct customer *const c = &n->customer[place];
    if (s->patience > 0)
        outdate(c);
    if (counted(n, c->joined)) {
        const minute_t wait = now(n) - c->joined;
        struct waits *const w = &s->waits[c->class];
        w->called++;
        w->waited += wait > 0;
        w->longer[0] += wait > s->longer[0];
        w->longer[1] += wait > s->longer[1];
        w->wait += wait;
    }
    serve(n, s, place);
}

static void call_next(struct network *n, struct station *s) {
    for (unsigned class = 0; class < STATION_CLASSES && s->waiting > 0; class++) {
        const uint32_t place = queue_call(&s->line[class], n->link);
        if (place == QUEUE_NONE)
            continue;
        s->waiting--;
        call(n, s, place);
        return;
    }
}

/* The one in service goes back to the head of the line with what is left to serve. */
static void interrupt(struct network *n, struct station *s) {
    struct customer *const c = &n->customer[s->serving];
    c->service = c->due - now(n);
    outdate(c);
    s->busy--;
    s->waiting++;
    queue_join_first(&s->line[c->class], n->link, s->serving);
}

static void wait_in_line(struct network *n, struct station *s, uint32_t place, uint32_t word) {
    struct customer *const c = &n->customer[place];
    s->waiting++;
    queue_join(&s->line[c->class], n->link, place);
    if (s->patience > 0) {
        const double patience = draw_exponential(word_uniform(word), s->patience);
        calendar_schedule(n->calendar, now(n) + minutes(n, patience), KIND_PATIENCE, place,
                          c->stamp);
    }
}

static void leave(struct network *n, uint32_t place) {
    struct customer *const c = &n->customer[place];
    if (counted(n, c->came)) {
        n->gone++;
        n->sojourn += now(n) - c->came;
    }
    outdate(c);
    c->id = n->idle;
    n->idle = place;
    n->present--;
}

/* One joins a station, with the words of this step of the journey. */
static void join(struct network *n, uint32_t station, uint32_t place, struct words words) {
    struct station *const s = &n->station[station];
    struct customer *const c = &n->customer[place];
    struct waits *const w = &s->waits[c->class];
    count(n, s);
    c->station = (uint16_t)station;
    c->joined = now(n);
    c->service = minutes(n, law_draw(&s->service, words.w[WORD_SERVICE]));
    c->onward = words.w[WORD_ONWARD];
    w->came += counted(n, c->joined);
    if (s->busy + s->waiting >= s->room) {
        w->refused += counted(n, c->joined);
        leave(n, place);
        return;
    }
    if (s->preemptive && s->busy == 1 && n->customer[s->serving].class > c->class)
        interrupt(n, s);
    if (s->busy < s->servers)
        call(n, s, place);
    else
        wait_in_line(n, s, place, words.w[WORD_PATIENCE]);
}

static void go_on(struct network *n, uint32_t place) {
    struct customer *const c = &n->customer[place];
    const uint32_t station = n->next ? n->next(n, c) : STATION_OUT;
    if (station == STATION_OUT) {
        leave(n, place);
        return;
    }
    outdate(c);
    c->step++;
    join(n, station, place, luck_words(&n->luck, c->id, PURPOSE_STEP, c->step));
}

/* ---- customers ---- */

static uint32_t arrive(struct network *n, uint32_t id, uint8_t class) {
    uint32_t place = n->idle;
    if (place == QUEUE_NONE) {
        void *customers = n->customer, *links = n->link;
        if (memory_grow(&customers, &n->customer_room, n->n_customers + 1u, sizeof *n->customer) <
                0 ||
            memory_grow(&links, &n->link_room, n->n_customers + 1u, sizeof *n->link) < 0) {
            n->failed = true;
            return QUEUE_NONE;
        }
        n->customer = customers;
        n->link = links;
        place = n->n_customers++;
    } else {
        n->idle = n->customer[place].id;
    }
    struct customer *const c = &n->customer[place];
    c->id = id;
    c->came = now(n);
    c->class = class;
    c->step = 0;
    if (++n->present > n->most_present)
        n->most_present = n->present;
    return place;
}

void network_place(struct network *n, uint32_t id, uint32_t station, uint8_t class) {
    const uint32_t place = arrive(n, id, class);
    if (place != QUEUE_NONE)
        join(n, station, place, luck_words(&n->luck, id, PURPOSE_STEP, 0));
}

/* ---- events ---- */

static enum event_fate arrival(void *world, uint32_t owner, uint32_t stamp, minute_t at) {
    struct network *const n = world;
    struct source *const source = &n->source[owner];
    (void)stamp;
    const uint32_t id = source->served++ * n->n_sources + owner;
    const struct words words = luck_words(&n->luck, id, PURPOSE_STEP, 0);
    if (--source->left > 0) {
        const minute_t gap = minutes(n, law_draw(&source->gap, words.w[WORD_GAP]));
        calendar_schedule(n->calendar, at + gap, KIND_ARRIVAL, owner, 0);
    }
    const uint32_t station = n->enter ? n->enter(n, id, words) : source->station;
    if (station == STATION_OUT)
        return EVENT_THINNED;
    const uint32_t place = arrive(n, id, source->class);
    if (place != QUEUE_NONE)
        join(n, station, place, words);
    return EVENT_DONE;
}

static enum event_fate end(void *world, uint32_t owner, uint32_t stamp, minute_t at) {
    struct network *const n = world;
    struct customer *const c = &n->customer[owner];
    if (c->stamp != stamp)
        return EVENT_STALE;
    struct station *const s = &n->station[c->station];
    count(n, s);
    if (counted(n, c->joined)) {
        s->waits[c->class].left++;
        s->waits[c->class].stay += at - c->joined;
    }
    s->busy--;
    call_next(n, s);
    go_on(n, owner);
    return EVENT_DONE;
}

static enum event_fate patience(void *world, uint32_t owner, uint32_t stamp, minute_t at) {
    struct network *const n = world;
    struct customer *const c = &n->customer[owner];
    (void)at;
    if (c->stamp != stamp)
        return EVENT_STALE;
    struct station *const s = &n->station[c->station];
    count(n, s);
    s->waits[c->class].gave_up += counted(n, c->joined);
    queue_leave(&s->line[c->class], n->link, owner);
    s->waiting--;
    leave(n, owner);
    return EVENT_DONE;
}

static void near(const void *world, uint32_t owner) {
    const struct network *const n = world;
    __builtin_prefetch(&n->customer[owner], 1);
}

/* ---- life cycle ---- */

int network_open(struct network *n, uint64_t seed, uint32_t replicate, double length) {
    n->luck = (struct luck){.seed = seed, .replicate = replicate};
    n->idle = QUEUE_NONE;
    const day_t last = minute_day(minutes(n, length)) + 1;
    TRY(calendar_open(&n->calendar, 0, last, mix64(seed + replicate), 0));
    calendar_handle(n->calendar, KIND_END, end, near);
    calendar_handle(n->calendar, KIND_PATIENCE, patience, near);
    calendar_handle(n->calendar, KIND_ARRIVAL, arrival, NULL);
    for (uint32_t i = 0; i < n->n_stations; i++) {
        n->station[i].since = n->warm;
        for (unsigned class = 0; class < STATION_CLASSES; class++)
            queue_init(&n->station[i].line[class]);
    }
    for (uint32_t i = 0; i < n->n_sources; i++) {
        const struct words words = luck_words(&n->luck, i, PURPOSE_FIRST, 0);
        const double first = law_draw(&n->source[i].gap, words.w[WORD_GAP]);
        calendar_schedule(n->calendar, minutes(n, first), KIND_ARRIVAL, i, 0);
    }
    return 0;
}

void network_close(struct network *n) {
    calendar_close(n->calendar);
    memory_free(n->customer);
    memory_free(n->link);
    n->calendar = NULL;
}

int network_run(struct network *n, double time) {
    TRY(calendar_run(n->calendar, n, minutes(n, time)));
    for (uint32_t i = 0; i < n->n_stations; i++)
        count(n, &n->station[i]);
    return n->failed ? FAULT_MEMORY : 0;
}

double network_counted(const struct network *n) { return (double)now(n) - (double)n->warm; }
