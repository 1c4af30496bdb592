// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Waiting lists by intrusive links. An item is on at most one queue of its array of links at a
 * time; the caller knows which. Everything is O(1) but finding the longest waiter of a dated
 * list, which walks forward over emptied days and so is O(1) a patient over a run. */
#include "engine/queue.h"

#include <assert.h>

void queue_join(struct queue *q, struct queue_link *links, uint32_t item) {
    links[item] = (struct queue_link){.next = QUEUE_NONE, .previous = q->last};
    if (q->last == QUEUE_NONE)
        q->first = item;
    else
        links[q->last].next = item;
    q->last = item;
    q->length++;
}

void queue_join_first(struct queue *q, struct queue_link *links, uint32_t item) {
    links[item] = (struct queue_link){.next = q->first, .previous = QUEUE_NONE};
    if (q->first == QUEUE_NONE)
        q->last = item;
    else
        links[q->first].previous = item;
    q->first = item;
    q->length++;
}

void queue_leave(struct queue *q, struct queue_link *links, uint32_t item) {
    assert(q->length > 0);
    const struct queue_link link = links[item];
    if (link.previous == QUEUE_NONE) {
        assert(q->first == item);
        q->first = link.next;
    } else {
        links[link.previous].next = link.next;
    }
    if (link.next == QUEUE_NONE) {
        assert(q->last == item);
        q->last = link.previous;
    } else {
        links[link.next].previous = link.previous;
    }
    links[item] = (struct queue_link){QUEUE_NONE, QUEUE_NONE};
    q->length--;
}

uint32_t queue_call(struct queue *q, struct queue_link *links) {
    const uint32_t item = q->first;
    if (item != QUEUE_NONE)
        queue_leave(q, links, item);
    return item;
}

void dated_list_init(struct dated_list *l, struct queue *bucket, uint32_t n_days,
                     int64_t first_day) {
    *l = (struct dated_list){.bucket = bucket, .n_days = n_days, .first_day = first_day};
    for (uint32_t i = 0; i < n_days; i++)
        queue_init(&bucket[i]);
}

/* Bucket of a day: days before the first and after the last share the end buckets. */
static uint32_t place(const struct dated_list *l, int64_t day) {
    const int64_t i = day - l->first_day;
    if (i < 0)
        return 0;
    return i >= (int64_t)l->n_days ? l->n_days - 1 : (uint32_t)i;
}

void dated_list_join(struct dated_list *l, struct queue_link *links, uint32_t item, int64_t day) {
    const uint32_t i = place(l, day);
    if (l->length == 0 || i < l->oldest)
        l->oldest = i;
    queue_join(&l->bucket[i], links, item);
    l->length++;
}

void dated_list_leave(struct dated_list *l, struct queue_link *links, uint32_t item, int64_t day) {
    assert(l->length > 0);
    queue_leave(&l->bucket[place(l, day)], links, item);
    l->length--;
}

uint32_t dated_list_first(struct dated_list *l) {
    if (l->length == 0)
        return QUEUE_NONE;
    while (l->bucket[l->oldest].length == 0)
        l->oldest++;
    return l->bucket[l->oldest].first;
}
