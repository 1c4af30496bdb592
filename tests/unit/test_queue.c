// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Queues and dated lists against plain arrays that do the same slowly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include "base/random.h"
#include "engine/queue.h"

enum { ITEMS = 64, DAYS = 10 };

struct slow { uint32_t item[ITEMS], n; };

static void slow_insert(struct slow *s, uint32_t at, uint32_t item) {
    memmove(&s->item[at + 1], &s->item[at], (s->n - at) * sizeof *s->item);
    s->item[at] = item;
    s->n++;
}

static void slow_remove(struct slow *s, uint32_t at) {
    memmove(&s->item[at], &s->item[at + 1], (s->n - at - 1) * sizeof *s->item);
    s->n--;
}

static void same(const struct queue *q, const struct queue_link *links, const struct slow *s) {
    assert_int_equal(q->length, s->n);
    uint32_t item = q->first, previous = QUEUE_NONE;
    for (uint32_t i = 0; i < s->n; i++) {
        assert_int_equal(item, s->item[i]);
        assert_int_equal(links[item].previous, previous);
        previous = item;
        item = links[item].next;
    }
    assert_int_equal(item, QUEUE_NONE);
    assert_int_equal(q->last, previous);
}

static void any_order_of_joining_and_leaving(void **state) {
    (void)state;
    struct queue_link links[ITEMS];
    struct queue q;
    struct slow s = {.n = 0};
    int on[ITEMS] = {0};
    queue_init(&q);
    assert_int_equal(queue_call(&q, links), QUEUE_NONE);
    for (uint32_t step = 0; step < 20000; step++) {
        const uint64_t h = mix64(step + 1);
        const uint32_t item = (uint32_t)(h % ITEMS);
        if (!on[item]) {
            const int first = h >> 32 & 1;
            (first ? queue_join_first : queue_join)(&q, links, item);
            slow_insert(&s, first ? 0 : s.n, item);
            on[item] = 1;
        } else if (h >> 33 & 1) {
            uint32_t at = 0;
            while (s.item[at] != item)
                at++;
            queue_leave(&q, links, item);
            slow_remove(&s, at);
            on[item] = 0;
        } else {
            const uint32_t called = queue_call(&q, links);
            assert_int_equal(called, s.item[0]);
            slow_remove(&s, 0);
            on[called] = 0;
        }
        same(&q, links, &s);
    }
}

static void longest_waiter_first(void **state) {
    (void)state;
    struct queue_link links[ITEMS];
    struct queue bucket[DAYS];
    struct dated_list l;
    int64_t since[ITEMS];
    uint32_t joined[ITEMS]; /* step of joining, 0 when not on the list */
    memset(joined, 0, sizeof joined);
    dated_list_init(&l, bucket, DAYS, -4);
    assert_int_equal(dated_list_first(&l), QUEUE_NONE);
    for (uint32_t step = 1; step < 20000; step++) {
        const uint64_t h = mix64(step);
        const uint32_t item = (uint32_t)(h % ITEMS);
        if (!joined[item]) {
            since[item] = (int64_t)(h >> 32) % DAYS - 4;
            dated_list_join(&l, links, item, since[item]);
            joined[item] = step;
        } else {
            dated_list_leave(&l, links, item, since[item]);
            joined[item] = 0;
        }
        uint32_t best = QUEUE_NONE, n = 0;
        for (uint32_t i = 0; i < ITEMS; i++) {
            n += joined[i] != 0;
            if (joined[i] && (best == QUEUE_NONE || since[i] < since[best] ||
                              (since[i] == since[best] && joined[i] < joined[best])))
                best = i;
        }
        assert_int_equal(l.length, n);
        if (h >> 40 & 1) /* not always asked, so that the oldest day may lag */
            assert_int_equal(dated_list_first(&l), best);
    }
}

static void days_outside_share_the_end_buckets(void **state) {
    (void)state;
    struct queue_link links[3];
    struct queue bucket[DAYS];
    struct dated_list l;
    dated_list_init(&l, bucket, DAYS, 100);
    dated_list_join(&l, links, 0, 5000);
    dated_list_join(&l, links, 1, 105);
    dated_list_join(&l, links, 2, -5000);
    assert_int_equal(dated_list_first(&l), 2);
    dated_list_leave(&l, links, 2, -5000);
    assert_int_equal(dated_list_first(&l), 1);
    dated_list_leave(&l, links, 1, 105);
    assert_int_equal(dated_list_first(&l), 0);
    dated_list_leave(&l, links, 0, 5000);
    assert_int_equal(dated_list_first(&l), QUEUE_NONE);
    assert_int_equal(l.length, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_order_of_joining_and_leaving), cmocka_unit_test(longest_waiter_first),
        cmocka_unit_test(days_outside_share_the_end_buckets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
