// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The calendar against its contract: order of ties, insertion into the running minute, counts, the
 * horizon, and a property test against a plain sorted list that shares no code with it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/random.h"
#include "engine/calendar.h"

enum { TIE_KEY = 12345, MOST = 60000 };

struct seen { minute_t at; unsigned kind; uint32_t owner, stamp; };

/* A world that writes down what runs, and may answer by scheduling more. */
struct world {
    struct calendar *calendar;
    struct seen seen[MOST];
    unsigned n, near, nearer;
    uint32_t brought[MOST]; /* owners that the second call named, in order */
    unsigned children; /* schedules this many more from each event of kind 0 */
};

static struct world world;

static void record(struct world *w, uint32_t owner, uint32_t stamp, unsigned kind, minute_t now) {
    assert_true(w->n < MOST);
    w->seen[w->n++] = (struct seen){now, kind, owner, stamp};
}

static enum event_fate plain(void *context, uint32_t owner, uint32_t stamp, minute_t now) {
    record(context, owner, stamp, 1, now);
    return EVENT_DONE;
}

static enum event_fate other(void *context, uint32_t owner, uint32_t stamp, minute_t now) {
    record(context, owner, stamp, 63, now);
    return EVENT_DONE;
}

/* By stamp: 0 done, 1 stale, 2 thinned. */
static enum event_fate by_stamp(void *context, uint32_t owner, uint32_t stamp, minute_t now) {
    (void)owner, (void)now;
    ((struct world *)context)->n++;
    return stamp == 0 ? EVENT_DONE : stamp == 1 ? EVENT_STALE : EVENT_THINNED;
}

/* An event that begets others, now and later: a pure function of what it is. */
static enum event_fate parent(void *context, uint32_t owner, uint32_t stamp, minute_t now) {
    struct world *const w = context;
    record(w, owner, stamp, 0, now);
    static const minute_t ahead[] = {0, 1, 3, 700, 1440, 5000};
    for (unsigned i = 0; i < w->children && stamp < 3; i++) {
        const uint64_t h = mix64((uint64_t)owner << 32 | now << 4 | i);
        const unsigned kind = (unsigned[]){0, 1, 63}[h % 3];
        calendar_schedule(w->calendar, now + ahead[h / 3 % 6], kind, (uint32_t)(h >> 40),
                          stamp + 1);
    }
    return EVENT_DONE;
}

static void near(const void *context, uint32_t owner) {
    (void)owner;
    ((struct world *)(uintptr_t)context)->near++;
}

static void nearer(const void *context, uint32_t owner) {
    struct world *const w = (struct world *)(uintptr_t)context;
    assert_true(w->nearer < MOST);
    w->brought[w->nearer++] = owner;
}

static struct calendar *opened(day_t first, day_t last, uint64_t shuffle_key) {
    struct calendar *c = NULL;
    assert_int_equal(calendar_open(&c, first, last, TIE_KEY, shuffle_key), 0);
    memset(&world, 0, sizeof world);
    world.calendar = c;
    calendar_handle(c, 0, parent, near);
    calendar_handle(c, 1, plain, near);
    calendar_handle(c, 2, by_stamp, NULL);
    calendar_handle(c, 63, other, NULL);
    return c;
}

static uint64_t tie(uint32_t owner, minute_t at) {
    return mix64(TIE_KEY ^ ((uint64_t)owner << 32 | at)) >> 6;
}

static bool precedes(const struct seen *a, const struct seen *b) {
    if (a->at != b->at)
        return a->at < b->at;
    if (a->kind != b->kind)
        return a->kind < b->kind;
    const uint64_t ha = tie(a->owner, a->at), hb = tie(b->owner, b->at);
    if (ha != hb)
        return ha < hb;
    return a->owner != b->owner ? a->owner < b->owner : a->stamp < b->stamp;
}

static void order_is_minute_kind_hash(void **state) {
    (void)state;
    struct calendar *const c = opened(100, 110, 0);
    for (uint32_t i = 0; i < 3000; i++) {
        const minute_t at = day_minute(100) + (uint32_t)(mix64(i) % 40) + (i % 3) * 2000;
        calendar_schedule(c, at, i % 2 ? 63 : 1, i / 2, i % 5);
    }
    assert_int_equal(calendar_pending(c), 3000);
    assert_int_equal(calendar_run(c, &world, day_minute(111)), 0);
    assert_int_equal(world.n, 3000);
    assert_int_equal(calendar_pending(c), 0);
    for (unsigned i = 1; i < world.n; i++)
        assert_true(precedes(&world.seen[i - 1], &world.seen[i]));
    assert_true(world.near > 0);
    calendar_close(c);
}

static void ties_do_not_favour_low_rows(void **state) {
    (void)state;
    struct calendar *const c = opened(0, 400, 0);
    for (uint32_t t = 0; t < 400; t++)
        for (uint32_t owner = 0; owner < 2; owner++)
            calendar_schedule(c, t * 1440 + 77, 1, owner, 0);
    assert_int_equal(calendar_run(c, &world, day_minute(401)), 0);
    unsigned first = 0;
    for (unsigned i = 0; i < world.n; i += 2)
        first += world.seen[i].owner == 0;
    assert_in_range(first, 150, 250); /* 5 standard deviations about 200 */
    calendar_close(c);
}

static void duplicates_run_each(void **state) {
    (void)state;
    struct calendar *const c = opened(5, 5, 0);
    for (int i = 0; i < 100; i++)
        calendar_schedule(c, day_minute(5) + 9, 1, 8, 7);
    assert_int_equal(calendar_run(c, &world, day_minute(6)), 0);
    assert_int_equal(world.n, 100);
    assert_int_equal(world.seen[99].stamp, 7);
    calendar_close(c);
}

/* Same-minute insertion: an event of kind 0 schedules kind 1 events into its own minute, where
 * kinds 1 and 63 already wait; all of kind 1 must run before any of kind 63, in order. */
static enum event_fate urgent(void *context, uint32_t owner, uint32_t stamp, minute_t now) {
    struct world *const w = context;
    record(w, owner, stamp, 0, now);
    for (uint32_t i = 0; i < 50; i++)
        calendar_schedule(w->calendar, now, 1, 1000 + owner * 50 + i, 3);
    return EVENT_DONE;
}

static void same_minute_takes_its_place(void **state) {
    (void)state;
    struct calendar *const c = opened(0, 1, 0);
    calendar_handle(c, 0, urgent, NULL);
    for (uint32_t i = 0; i < 40; i++) {
        calendar_schedule(c, 600, 63, i, 0);
        calendar_schedule(c, 600, 1, i, 0);
    }
    for (uint32_t i = 0; i < 4; i++)
        calendar_schedule(c, 600, 0, i, 0);
    assert_int_equal(calendar_run(c, &world, 601), 0);
    assert_int_equal(world.n, 40 + 40 + 4 + 200);
    for (unsigned i = 1; i < world.n; i++)
        assert_true(precedes(&world.seen[i - 1], &world.seen[i]));
    assert_int_equal(calendar_now(c), 601);
    calendar_close(c);
}

/* What comes too late to keep the order (a lower kind for the running minute) runs next. */
static enum event_fate backward(void *context, uint32_t owner, uint32_t stamp, minute_t now) {
    struct world *const w = context;
    record(w, owner, stamp, 63, now);
    if (stamp == 0)
        calendar_schedule(w->calendar, now, 1, owner, 5);
    return EVENT_DONE;
}

static void lower_kind_runs_next(void **state) {
    (void)state;
    struct calendar *const c = opened(0, 1, 0);
    calendar_handle(c, 63, backward, NULL);
    for (uint32_t i = 0; i < 10; i++)
        calendar_schedule(c, 30, 63, i, 0);
    assert_int_equal(calendar_run(c, &world, 31), 0);
    assert_int_equal(world.n, 20);
    for (unsigned i = 0; i < 20; i += 2) {
        assert_int_equal(world.seen[i].kind, 63);
        assert_int_equal(world.seen[i + 1].kind, 1);
        assert_int_equal(world.seen[i].owner, world.seen[i + 1].owner);
    }
    calendar_close(c);
}

static void counts_are_told_apart(void **state) {
    (void)state;
    uint64_t digest[2];
    for (int pass = 0; pass < 2; pass++) {
        struct calendar *const c = opened(0, 3, 0);
        for (uint32_t i = 0; i < 10; i++)
            calendar_schedule(c, 100 + i, 2, i, 0);
        for (uint32_t i = 0; pass == 0 && i < 20; i++)
            calendar_schedule(c, 100 + i, 2, i, 1);
        for (uint32_t i = 0; i < 30; i++)
            calendar_schedule(c, 100 + i, 2, i, 2);
        assert_int_equal(calendar_run(c, &world, day_minute(3)), 0);
        const struct calendar_counts n = calendar_counts(c);
        assert_int_equal(n.done, 10);
        assert_int_equal(n.stale, pass == 0 ? 20 : 0);
        assert_int_equal(n.thinned, 30);
        digest[pass] = calendar_digest(c);
        calendar_close(c);
    }
    assert_true(digest[0] == digest[1]); /* stale events leave no trace in the digest */
}

static void digest_tells_runs_apart(void **state) {
    (void)state;
    uint64_t digest[5];
    for (unsigned i = 0; i < 5; i++) { /* the same, later, another owner, another kind */
        struct calendar *const c = opened(0, 3, 0);
        calendar_schedule(c, 50 + (i == 2), i == 4 ? 63 : 1, 4 + (i == 3), 0);
        assert_int_equal(calendar_run(c, &world, 100), 0);
        digest[i] = calendar_digest(c);
        calendar_close(c);
    }
    assert_true(digest[0] == digest[1]);
    for (unsigned i = 2; i < 5; i++)
        assert_true(digest[0] != digest[i]);
}

static void far_horizon(void **state) {
    (void)state;
    const day_t last = 1500000; /* four thousand years */
    struct calendar *const c = opened(0, last, 0);
    calendar_schedule(c, day_minute(last) + 1439, 1, 3, 0);
    calendar_schedule(c, day_minute(last + 1), 1, 4, 0); /* beyond: dropped */
    calendar_schedule(c, day_minute(120000), 1, 2, 0);
    calendar_schedule(c, 0, 1, 1, 0);
    assert_int_equal(calendar_pending(c), 3);
    assert_int_equal(calendar_run(c, &world, day_minute(last + 1)), 0);
    assert_int_equal(world.n, 3);
    assert_int_equal(world.seen[0].at, 0);
    assert_int_equal(world.seen[1].at, day_minute(120000));
    assert_int_equal(world.seen[2].at, day_minute(last) + 1439);
    calendar_close(c);
}

/* What no calendar takes is a broken run, in a release as well: the past, a kind or a stamp too
 * large. */
static void what_it_cannot_take_breaks_the_run(void **state) {
    static const struct { minute_t at; unsigned kind; uint32_t stamp;
    } of[] = {{99, 1, 0}, {200, 64, 0}, {200, 1, 1u << 15}};
    (void)state;
    for (unsigned i = 0; i < sizeof of / sizeof *of; i++) {
        struct calendar *const c = opened(0, 10, 0);
        assert_int_equal(calendar_run(c, &world, 100), 0);
        calendar_schedule(c, of[i].at, of[i].kind, 1, of[i].stamp);
        assert_int_equal(calendar_pending(c), 0);
        assert_int_equal(calendar_run(c, &world, 300), FAULT_BROKEN);
        calendar_close(c);
    }
}

static void stops_and_goes_on(void **state) {
    (void)state;
    struct seen *const whole = calloc(MOST, sizeof *whole);
    unsigned n = 0;
    uint64_t digest = 0;
    for (int pass = 0; pass < 2; pass++) {
        struct calendar *const c = opened(10, 40, 0);
        world.children = 2;
        for (uint32_t i = 0; i < 300; i++)
            calendar_schedule(c, day_minute(10) + (uint32_t)(mix64(i) % 20000), 0, i, 0);
        const minute_t step = pass == 0 ? day_minute(31) : 37;
        for (minute_t t = day_minute(10); t < day_minute(41); t += step)
            assert_int_equal(calendar_run(c, &world, t + step), 0);
        if (pass == 0) {
            n = world.n;
            memcpy(whole, world.seen, n * sizeof *whole);
            digest = calendar_digest(c);
        } else {
            assert_int_equal(world.n, n);
            assert_memory_equal(world.seen, whole, n * sizeof *whole);
            assert_true(digest == calendar_digest(c));
        }
        calendar_close(c);
    }
    assert_true(n > 1000);
    free(whole);
}

/* ---- the property: against a plain list, from which the least is taken each time ---- */

struct list { struct seen *item; unsigned n; };

static void list_run(struct list *l, struct world *w, minute_t until, unsigned children) {
    for (;;) {
        unsigned best = l->n;
        for (unsigned i = 0; i < l->n; i++)
            if (l->item[i].at < until && (best == l->n || precedes(&l->item[i], &l->item[best])))
                best = i;
        if (best == l->n)
            return;
        const struct seen e = l->item[best];
        l->item[best] = l->item[--l->n];
        record(w, e.owner, e.stamp, e.kind, e.at);
        static const minute_t ahead[] = {0, 1, 3, 700, 1440, 5000};
        for (unsigned i = 0; e.kind == 0 && i < children && e.stamp < 3; i++) {
            const uint64_t h = mix64((uint64_t)e.owner << 32 | e.at << 4 | i);
            const unsigned kind = (unsigned[]){0, 1, 63}[h % 3];
            l->item[l->n++] =
                (struct seen){e.at + ahead[h / 3 % 6], kind, (uint32_t)(h >> 40), e.stamp + 1};
        }
    }
}

static struct seen start(uint64_t seed, uint32_t i, uint32_t spread) {
    const uint64_t h = mix64(seed * 1000003 + i);
    return (struct seen){day_minute(3) + (uint32_t)(h % spread), (unsigned[]){0, 1, 63}[h / 7 % 3],
                         (uint32_t)(h >> 50), 0};
}

static void same_as_a_sorted_list(void **state) {
    (void)state;
    static struct world expected;
    struct seen *const room = calloc(MOST, sizeof *room);
    for (uint64_t seed = 1; seed <= 24; seed++) {
        const uint32_t n = (uint32_t[]){5, 40, 400}[seed % 3];
        const uint32_t spread = (uint32_t[]){1, 7, 1440, 20000}[seed % 4];
        struct list l = {room, 0};
        memset(&expected, 0, sizeof expected);
        uint64_t digest = 0;
        for (int pass = 0; pass < 4; pass++) { /* straight, backward, shuffled twice */
            struct calendar *const c = opened(3, 60, pass < 2 ? 0 : seed * 977 + (unsigned)pass);
            world.children = 3;
            for (uint32_t i = 0; i < n; i++) {
                const struct seen e = start(seed, pass == 1 ? n - 1 - i : i, spread);
                calendar_schedule(c, e.at, e.kind, e.owner, e.stamp);
                if (pass == 0)
                    l.item[l.n++] = e;
            }
            if (pass == 0)
                list_run(&l, &expected, day_minute(50), 3);
            assert_int_equal(calendar_run(c, &world, day_minute(50)), 0);
            assert_int_equal(world.n, expected.n);
            assert_memory_equal(world.seen, expected.seen, world.n * sizeof *world.seen);
            if (pass == 0)
                digest = calendar_digest(c);
            assert_true(digest == calendar_digest(c));
            calendar_close(c);
        }
    }
    free(room);
}

/* Ten thousand in one minute, of several kinds, some owners several times. */
static void a_crowded_minute(void **state) {
    (void)state;
    for (uint64_t key = 0; key < 3; key++) {
        struct calendar *const c = opened(0, 1, key);
        for (uint32_t i = 0; i < 10000; i++)
            calendar_schedule(c, 720, i % 3 ? 63 : 1, (uint32_t)(mix64(i) % 5000), i % 11);
        assert_int_equal(calendar_run(c, &world, 1440), 0);
        assert_int_equal(world.n, 10000);
        for (unsigned i = 1; i < world.n; i++)
            assert_false(precedes(&world.seen[i], &world.seen[i - 1]));
        calendar_close(c);
    }
}

/* The second call names each event of its kind once, before it runs, in the order in which they
 * run. */
static void brings_near_in_order(void **state) {
    (void)state;
    struct calendar *const c = opened(0, 1, 0);
    calendar_near(c, 1, nearer);
    for (uint32_t i = 0; i < 5000; i++)
        calendar_schedule(c, 700 + i % 37, i % 2 ? 63 : 1, i, 0);
    assert_int_equal(calendar_run(c, &world, 1440), 0);
    assert_int_equal(world.nearer, 2500);
    for (unsigned i = 0, k = 0; i < world.n; i++)
        if (world.seen[i].kind == 1)
            assert_int_equal(world.brought[k++], world.seen[i].owner);
    calendar_close(c);
}

static void memory_is_near_eight_bytes_an_event(void **state) {
    (void)state;
    struct calendar *const c = opened(0, 1200, 0);
    const uint32_t n = 2000000;
    for (uint32_t i = 0; i < n; i++)
        calendar_schedule(c, (minute_t)(mix64(i) % (1200u * 1440u)), 1, i, 0);
    const double each = (double)calendar_bytes(c) / n;
    assert_true(each > 8.0 && each < 9.0);
    calendar_close(c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_is_minute_kind_hash),
        cmocka_unit_test(ties_do_not_favour_low_rows),
        cmocka_unit_test(duplicates_run_each),
        cmocka_unit_test(same_minute_takes_its_place),
        cmocka_unit_test(lower_kind_runs_next),
        cmocka_unit_test(counts_are_told_apart),
        cmocka_unit_test(digest_tells_runs_apart),
        cmocka_unit_test(far_horizon),
        cmocka_unit_test(what_it_cannot_take_breaks_the_run),
        cmocka_unit_test(stops_and_goes_on),
        cmocka_unit_test(same_as_a_sorted_list),
        cmocka_unit_test(a_crowded_minute),
        cmocka_unit_test(brings_near_in_order),
        cmocka_unit_test(memory_is_near_eight_bytes_an_event),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
