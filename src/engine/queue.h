// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Waiting lists by intrusive links: joining, leaving and being called are O(1). The links live in
 * the owner's array of struct queue_link, indexed by item; a queue is a chain of items in
 * order of joining. The engine knows nothing of health. */
#ifndef ENGINE_QUEUE_H
#define ENGINE_QUEUE_H
#include <stdbool.h>
#include <stdint.h>

#define QUEUE_NONE UINT32_MAX
struct queue_link { uint32_t next, previous; };
struct queue { uint32_t first, last, length; };

static inline void queue_init(struct queue *q) { q->first = q->last = QUEUE_NONE; q->length = 0; }
void queue_join(struct queue *q, struct queue_link *links, uint32_t item);        /* at the end */
void queue_join_first(struct queue *q, struct queue_link *links, uint32_t item);  /* at the head */
/* from anywhere */
void queue_leave(struct queue *q, struct queue_link *links, uint32_t item);
/* the first, or QUEUE_NONE */
uint32_t queue_call(struct queue *q, struct queue_link *links);
/* Puts item before the first one for which after(context, item, other) holds... linear from the
 * end. */

/* A list kept in order of the day the clock started: one bucket a day, so that long lists join and
 * leave anywhere in O(1) and the longest waiter is called in O(days spanned) at worst, amortised
 * O(1). */
struct dated_list {
    struct queue *bucket; /* borrowed array of n_days buckets */
    uint32_t n_days;
    int64_t first_day;    /* day of bucket 0; may be negative relative to the caller's days */
    uint32_t oldest;      /* no bucket before this one holds anybody */
    uint32_t length;
};
void dated_list_init(struct dated_list *l, struct queue *bucket, uint32_t n_days,
                     int64_t first_day);
void dated_list_join(struct dated_list *l, struct queue_link *links, uint32_t item, int64_t day);
void dated_list_leave(struct dated_list *l, struct queue_link *links, uint32_t item, int64_t day);
/* longest waiting, QUEUE_NONE when empty; not removed */
uint32_t dated_list_first(struct dated_list *l);

#endif
