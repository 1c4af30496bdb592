// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The event calendar. An event is one 64-bit word, owner | stamp | kind | minute of the day. Every
 * day to the horizon has a chain of chunks of 31 events from one free list; when a day opens,
 * its events are dealt out to 1440 chains of the same chunks, one a minute, and the emptied
 * chunks go straight back. What is scheduled for the running day goes to its minute's chain.
 * A bitmap tells which minutes hold anything. A minute that runs is gathered into a scratch array
 * and put in order of (kind, keyed hash of owner and minute, owner, stamp), so nothing depends on
 * the order of scheduling; what is scheduled for the running minute itself goes to a small
 * heap merged with that array. Records are brought near in two steps: AHEAD events before its turn
 * an owner's record, CLOSE events before it what the record points at; neither changes anything.
 * Cost an event: two moves and a share of one small sort, however many events wait. Memory: 256
 * bytes for 31 events, half a chunk idle a day in use, 16 bytes a day. Because the order is total,
 * a snapshot need only list the events, in any order. */
#include "engine/calendar.h"

#include <assert.h>
#include <string.h>
#include "base/arena.h"
#include "base/random.h"

enum {
    CHUNK_EVENTS = 31,
    SEGMENT_LEAST = 256,
    SEGMENT_USUAL = 16384,
    SMALL_SORT = 24,
    AHEAD = 16,
    CLOSE = 6
};
enum { MINUTE_BITS = 11, KIND_BITS = 6, STAMP_BITS = 15, BITMAP_WORDS = 23 };

struct chunk {
    struct chunk *next;
    uint64_t event[CHUNK_EVENTS];
};
_Static_assert(sizeof(struct chunk) == 256, "a chunk is four cache lines");

struct chain { /* only the first chunk may be partly filled */
    struct chunk *first;
    uint32_t used; /* events in the first chunk */
};

struct item { /* an event of the running minute with its place in the order */
    uint64_t rank; /* kind, then the upper 58 bits of the hash */
    uint64_t event;
};

struct calendar {
    struct chain minute[MINUTES_A_DAY]; /* of the open day */
    uint64_t filled[BITMAP_WORDS];      /* which minutes hold events */
    event_handler handler[CALENDAR_KINDS];
    event_prefetch prefetch[CALENDAR_KINDS], close[CALENDAR_KINDS];
    minute_t now, ready; /* ready: the minute gathered in scratch, or MINUTE_NEVER */
    day_t first, last, open; /* open: the day dealt out; first - 1 before any */
    uint64_t tie_key, shuffle_key, digest, pending;
    struct calendar_counts counts;
    struct item *scratch, *spare, *late; /* the running minute, room to sort, the heap */
    size_t scratch_room, spare_room, late_room;
    uint32_t n_scratch, at, n_late;
    uint32_t *place; /* room of the sort: where each class of rank begins */
    size_t place_room;
    struct chain *day;
    struct chunk *free_chunks;
    uint64_t n_chunks;
    struct arena arena;
    int failed; /* FAULT_MEMORY, or FAULT_BROKEN: an event that no calendar takes */
};

/* ---- chunks and chains ---- */

/* A new segment of chunks. A small calendar doubles, until a segment is worth large pages; a large
 * one grows by a sixteenth, so little stands idle. */
static bool extend(struct calendar *c) {
    uint64_t n = c->n_chunks < SEGMENT_USUAL ? c->n_chunks : SEGMENT_USUAL;
    if (n < c->n_chunks / 16)
        n = c->n_chunks / 16;
    if (n < SEGMENT_LEAST)
        n = SEGMENT_LEAST;
    struct chunk *const segment = arena_array(&c->arena, n, sizeof *segment);
    if (!segment) {
        c->failed = FAULT_MEMORY;
        return false;
    }
    for (uint64_t i = 0; i + 1 < n; i++)
        segment[i].next = &segment[i + 1];
    segment[n - 1].next = NULL;
    c->free_chunks = segment;
    c->n_chunks += n;
    return true;
}

static bool lengthen(struct calendar *c, struct chain *chain) {
    if (!c->free_chunks && !extend(c))
        return false;
    struct chunk *const chunk = c->free_chunks;
    c->free_chunks = chunk->next;
    chunk->next = chain->first;
    chain->first = chunk;
    chain->used = 0;
    return true;
}

static void put(struct calendar *c, struct chain *chain, uint64_t event) {
    if (!chain->first || chain->used == CHUNK_EVENTS)
        if (!lengthen(c, chain))
            return;
    chain->first->event[chain->used++] = event;
}

static struct chunk *release(struct calendar *c, struct chunk *chunk) {
    struct chunk *const next = chunk->next;
    chunk->next = c->free_chunks;
    c->free_chunks = chunk;
    return next;
}

/* ---- the parts of an event ---- */

static uint64_t event_pack(uint32_t owner, uint32_t stamp, unsigned kind, uint32_t minute) {
    return (uint64_t)owner << 32 | (uint64_t)stamp << (KIND_BITS + MINUTE_BITS) |
           (uint64_t)kind << MINUTE_BITS | minute;
}

static uint32_t event_owner(uint64_t e) { return (uint32_t)(e >> 32); }
static unsigned event_kind(uint64_t e) { return (unsigned)(e >> MINUTE_BITS) % CALENDAR_KINDS; }
static uint32_t event_minute(uint64_t e) { return (uint32_t)e % (1u << MINUTE_BITS); }
static uint32_t event_stamp(uint64_t e) {
    return (uint32_t)(e >> (KIND_BITS + MINUTE_BITS)) % CALENDAR_STAMPS;
}

static struct item rank(const struct calendar *c, uint64_t e, minute_t now) {
    const uint64_t hash = mix64(c->tie_key ^ ((uint64_t)event_owner(e) << 32 | now));
    return (struct item){(uint64_t)event_kind(e) << 58 | hash >> KIND_BITS, e};
}

static bool before(struct item a, struct item b) {
    return a.rank != b.rank ? a.rank < b.rank : a.event < b.event;
}

/* ---- putting a minute in order ---- */

static void insertion_sort(struct item *a, uint32_t n) {
    for (uint32_t i = 1; i < n; i++) {
        const struct item x = a[i];
        uint32_t j = i;
        for (; j > 0 && before(x, a[j - 1]); j--)
            a[j] = a[j - 1];
        a[j] = x;
    }
}

/* Sorts many: the hash is uniform within a kind, so an item's place is known to within a few:
 * deal out by that guess, then an insertion sort mends the rest. O(n). */
static bool proportional_sort(struct calendar *c, uint32_t n) {
    void *spare = c->spare, *place = c->place;
    if (memory_grow(&spare, &c->spare_room, n, sizeof *c->spare) < 0 ||
        memory_grow(&place, &c->place_room, (size_t)n + 1, sizeof *c->place) < 0)
        return false;
    c->spare = spare;
    c->place = place;
    uint32_t first[CALENDAR_KINDS + 1] = {0};
    for (uint32_t i = 0; i < n; i++)
        first[(c->scratch[i].rank >> 58) + 1]++;
    for (unsigned k = 0; k < CALENDAR_KINDS; k++)
        first[k + 1] += first[k];
    memset(c->place, 0, ((size_t)n + 1) * sizeof *c->place);
    for (uint32_t i = 0; i < n; i++) {
        const uint64_t r = c->scratch[i].rank, k = r >> 58;
        const uint64_t share = (r << KIND_BITS >> 32) * (first[k + 1] - first[k]);
        c->place[first[k] + (share >> 32)]++;
    }
    for (uint32_t i = 0, sum = 0; i < n; i++) {
        const uint32_t here = c->place[i];
        c->place[i] = sum;
        sum += here;
    }
    for (uint32_t i = 0; i < n; i++) {
        const uint64_t r = c->scratch[i].rank, k = r >> 58;
        const uint64_t share = (r << KIND_BITS >> 32) * (first[k + 1] - first[k]);
        c->spare[c->place[first[k] + (share >> 32)]++] = c->scratch[i];
    }
    struct item *const sorted = c->spare;
    c->spare = c->scratch;
    c->scratch = sorted;
    const size_t room = c->spare_room;
    c->spare_room = c->scratch_room;
    c->scratch_room = room;
    insertion_sort(c->scratch, n);
    return true;
}

/* For a test: another order of insertion, which must come to the same. */
static void shuffle(struct calendar *c, uint32_t n) {
    for (uint32_t i = n; i > 1; i--) {
        const uint32_t j = (uint32_t)(mix64(c->shuffle_key ^ ((uint64_t)c->now << 32 | i)) % i);
        const struct item swap = c->scratch[i - 1];
        c->scratch[i - 1] = c->scratch[j];
        c->scratch[j] = swap;
    }
}

static void bring_near(const struct calendar *c, const void *world, uint64_t e) {
    const event_prefetch prefetch = c->prefetch[event_kind(e)];
    if (prefetch)
        prefetch(world, event_owner(e));
}

static void bring_close(const struct calendar *c, const void *world, uint64_t e) {
    const event_prefetch prefetch = c->close[event_kind(e)];
    if (prefetch)
        prefetch(world, event_owner(e));
}

/* Empties the chain of minute m into scratch, in order. */
static bool gather(struct calendar *c, const void *world, uint32_t m) {
    struct chain *const chain = &c->minute[m];
    uint32_t n = 0, used = chain->used;
    for (struct chunk *chunk = chain->first; chunk; used = CHUNK_EVENTS) {
        void *scratch = c->scratch;
        if (memory_grow(&scratch, &c->scratch_room, (size_t)n + CHUNK_EVENTS, sizeof *c->scratch) <
            0)
            return false;
        c->scratch = scratch;
        for (uint32_t i = 0; i < used; i++)
            c->scratch[n++] = rank(c, chunk->event[i], c->now);
        chunk = release(c, chunk);
    }
    *chain = (struct chain){0};
    c->filled[m / 64] &= ~(1ull << m % 64);
    if (c->shuffle_key)
        shuffle(c, n);
    if (n <= SMALL_SORT)
        insertion_sort(c->scratch, n);
    else if (!proportional_sort(c, n))
        return false;
    for (uint32_t i = 0; i < n && i < AHEAD; i++)
        bring_near(c, world, c->scratch[i].event);
    for (uint32_t i = 0; i < n && i < CLOSE; i++)
        bring_close(c, world, c->scratch[i].event);
    c->n_scratch = n;
    c->at = 0;
    c->ready = c->now;
    return true;
}

/* ---- what is scheduled for the running minute: a heap ---- */

static void late_push(struct calendar *c, struct item x) {
    void *late = c->late;
    if (memory_grow(&late, &c->late_room, (size_t)c->n_late + 1, sizeof *c->late) < 0) {
        c->failed = FAULT_MEMORY;
        return;
    }
    c->late = late;
    uint32_t i = c->n_late++;
    for (; i > 0 && before(x, c->late[(i - 1) / 2]); i = (i - 1) / 2)
        c->late[i] = c->late[(i - 1) / 2];
    c->late[i] = x;
}

static struct item late_pop(struct calendar *c) {
    const struct item top = c->late[0], x = c->late[--c->n_late];
    uint32_t i = 0;
    for (uint32_t child = 1; child < c->n_late; child = 2 * i + 1) {
        child += child + 1 < c->n_late && before(c->late[child + 1], c->late[child]);
        if (!before(c->late[child], x))
            break;
        c->late[i] = c->late[child];
        i = child;
    }
    c->late[i] = x;
    return top;
}

/* ---- life cycle ---- */

int calendar_open(struct calendar **calendar, day_t first, day_t last, uint64_t tie_key,
                  uint64_t shuffle_key) {
    assert(first <= last);
    struct arena arena;
    arena_init(&arena, 1u << 16);
    struct calendar *const c = arena_take(&arena, sizeof *c);
    struct chain *const day = arena_array(&arena, (size_t)(last - first) + 1, sizeof *day);
    if (!c || !day) {
        arena_free(&arena);
        return FAULT_MEMORY;
    }
    c->first = first;
    c->last = last;
    c->open = first - 1;
    c->now = day_minute(first);
    c->ready = MINUTE_NEVER;
    c->tie_key = tie_key;
    c->shuffle_key = shuffle_key;
    c->day = day;
    c->arena = arena;
    *calendar = c;
    return 0;
}

void calendar_close(struct calendar *c) {
    if (!c)
        return;
    memory_free(c->scratch);
    memory_free(c->spare);
    memory_free(c->late);
    memory_free(c->place);
    struct arena arena = c->arena; /* the calendar itself lies in it */
    arena_free(&arena);
}

void calendar_handle(struct calendar *c, unsigned kind, event_handler handler,
                     event_prefetch prefetch) {
    assert(kind < CALENDAR_KINDS);
    c->handler[kind] = handler;
    c->prefetch[kind] = prefetch;
}

void calendar_near(struct calendar *c, unsigned kind, event_prefetch prefetch) {
    assert(kind < CALENDAR_KINDS);
    c->close[kind] = prefetch;
}

void calendar_schedule(struct calendar *c, minute_t at, unsigned kind, uint32_t owner,
                       uint32_t stamp) {
    if (at < c->now || kind >= CALENDAR_KINDS || stamp >= CALENDAR_STAMPS) {
        c->failed = FAULT_BROKEN;
        return;
    }
    const day_t day = minute_day(at);
    if (day > c->last)
        return;
    const uint32_t minute = minute_of_day(at);
    const uint64_t e = event_pack(owner, stamp, kind, minute);
    c->pending++;
    if (day != c->open) {
        put(c, &c->day[day - c->first], e);
    } else if (at == c->ready) {
        late_push(c, rank(c, e, at));
    } else {
        put(c, &c->minute[minute], e);
        c->filled[minute / 64] |= 1ull << minute % 64;
    }
}

/* ---- the run ---- */

/* Deals a day's events out to its minutes. */
static void deal(struct calendar *c, day_t day) {
    struct chain *const chain = &c->day[day - c->first];
    c->open = day;
    uint32_t used = chain->used;
    for (struct chunk *chunk = chain->first; chunk; used = CHUNK_EVENTS) {
        for (uint32_t i = 0; i < used; i++) {
            const uint64_t e = chunk->event[i];
            const uint32_t m = event_minute(e);
            put(c, &c->minute[m], e);
            c->filled[m / 64] |= 1ull << m % 64;
        }
        chunk = release(c, chunk);
    }
    *chain = (struct chain){0};
}

/* The first minute from m on that holds an event, or MINUTES_A_DAY. */
static uint32_t next_filled(const struct calendar *c, uint32_t m) {
    uint32_t word = m / 64;
    if (word >= BITMAP_WORDS)
        return MINUTES_A_DAY;
    uint64_t left = c->filled[word] & ~0ull << m % 64;
    while (!left) {
        if (++word == BITMAP_WORDS)
            return MINUTES_A_DAY;
        left = c->filled[word];
    }
    return word * 64 + (uint32_t)__builtin_ctzll(left);
}

/* While one minute runs, the records of the next minute's first events are brought near. */
static void look_ahead(const struct calendar *c, const void *world, uint32_t m) {
    const uint32_t next = next_filled(c, m + 1);
    if (next == MINUTES_A_DAY)
        return;
    const struct chain *const chain = &c->minute[next];
    for (uint32_t i = 0; i < chain->used; i++)
        bring_near(c, world, chain->first->event[i]);
}

static void run_one(struct calendar *c, void *world, uint64_t e) {
    const unsigned kind = event_kind(e);
    const uint32_t owner = event_owner(e);
    c->pending--;
    const enum event_fate fate = c->handler[kind](world, owner, event_stamp(e), c->now);
    if (fate == EVENT_STALE) {
        c->counts.stale++;
        return;
    }
    c->counts.done += fate == EVENT_DONE;
    c->counts.thinned += fate == EVENT_THINNED;
    const uint64_t what = ((uint64_t)owner << 32 | c->now) + kind * 0x9e3779b97f4a7c15u;
    c->digest = ((c->digest << 23 | c->digest >> 41) ^ what) * 0xd6e8feb86659fd93u;
}

/* Runs the gathered minute to its end. */
static void run_minute(struct calendar *c, void *world) {
    while (c->at < c->n_scratch || c->n_late > 0) {
        if (c->n_late > 0 && (c->at == c->n_scratch || before(c->late[0], c->scratch[c->at]))) {
            run_one(c, world, late_pop(c).event);
            continue;
        }
        if (c->at + AHEAD < c->n_scratch)
            bring_near(c, world, c->scratch[c->at + AHEAD].event);
        if (c->at + CLOSE < c->n_scratch)
            bring_close(c, world, c->scratch[c->at + CLOSE].event);
        run_one(c, world, c->scratch[c->at++].event);
    }
    c->ready = MINUTE_NEVER;
}

/* Runs the open day's minutes before minute end of the day. */
static int run_day(struct calendar *c, void *world, uint32_t end) {
    for (uint32_t m = next_filled(c, minute_of_day(c->now)); m < end; m = next_filled(c, m + 1)) {
        c->now = day_minute(c->open) + m;
        if (!gather(c, world, m))
            c->failed = FAULT_MEMORY;
        if (c->failed)
            return c->failed;
        look_ahead(c, world, m);
        run_minute(c, world);
    }
    return c->failed;
}

int calendar_run(struct calendar *c, void *world, minute_t until) {
    while (c->now < until && minute_day(c->now) <= c->last) {
        const day_t day = minute_day(c->now);
        if (day != c->open)
            deal(c, day);
        const bool whole = minute_day(until) > day;
        TRY(run_day(c, world, whole ? MINUTES_A_DAY : minute_of_day(until)));
        c->now = whole ? day_minute(day + 1) : until;
    }
    if (c->now < until)
        c->now = until;
    return c->failed;
}

/* ---- what it says of itself ---- */

minute_t calendar_now(const struct calendar *c) { return c->now; }
struct calendar_counts calendar_counts(const struct calendar *c) { return c->counts; }
uint64_t calendar_pending(const struct calendar *c) { return c->pending; }
uint64_t calendar_digest(const struct calendar *c) { return mix64(c->digest); }

uint64_t calendar_bytes(const struct calendar *c) {
    return c->arena.taken + (c->scratch_room + c->spare_room + c->late_room) * sizeof(struct item) +
           c->place_room * sizeof(uint32_t);
}
