// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The event calendar: a bucket for every day to the horizon; an event is eight bytes. A day's
 * bucket is put in order of minute when the day opens; what is scheduled for the running day
 * goes to a chain for its minute, so the cost of an event does not grow with how many wait.
 * Events of one minute run in order of kind, then of a keyed hash of (owner, minute), then of owner
 * and stamp: never in order of scheduling, which differs between twins. An event scheduled for the
 * minute that is running takes its place among those still to come. The engine knows nothing of
 * health. */
#ifndef ENGINE_CALENDAR_H
#define ENGINE_CALENDAR_H
#include <stdbool.h>
#include "base/date.h"
#include "base/fault.h"

#define CALENDAR_KINDS 64u
#define CALENDAR_STAMPS 32768u /* a stamp has 15 bits */

/* What a handler says of its event, so that speed counts only what changed something. */
enum event_fate { EVENT_DONE, EVENT_STALE, EVENT_THINNED };
typedef enum event_fate (*event_handler)(void *world, uint32_t owner, uint32_t stamp, minute_t now);
/* Called some events ahead, to bring the owner's record near: may be NULL. It may change
 * nothing. */
typedef void (*event_prefetch)(const void *world, uint32_t owner);

struct calendar_counts { uint64_t done, stale, thinned; };

struct calendar; /* opaque; one a run */

/* Days first..last inclusive can hold events; tie_key seeds the order of ties. shuffle_key, when
 * not 0, shuffles the insertion order inside each bucket: the run must not change (a test).
 * Returns 0 or FAULT_MEMORY. */
int calendar_open(struct calendar **c, day_t first, day_t last, uint64_t tie_key,
                  uint64_t shuffle_key) MUST_CHECK;
void calendar_close(struct calendar *c);
void calendar_handle(struct calendar *c, unsigned kind, event_handler handler,
                     event_prefetch prefetch);
/* A second call of the kind, fewer events ahead: the record is here by now, and what it points at
 * can be brought near. */
void calendar_near(struct calendar *c, unsigned kind, event_prefetch prefetch);
/* Schedules. Beyond the horizon it is dropped silently; before the running minute, or of a kind or
 * stamp too large, it is not taken, and breaks the run. */
void calendar_schedule(struct calendar *c, minute_t at, unsigned kind, uint32_t owner,
                       uint32_t stamp);
/* Runs all events before minute until (exclusive). Returns 0, FAULT_MEMORY, or FAULT_BROKEN after
 * an event that was not taken. */
int calendar_run(struct calendar *c, void *world, minute_t until) MUST_CHECK;
minute_t calendar_now(const struct calendar *c);
struct calendar_counts calendar_counts(const struct calendar *c);
uint64_t calendar_pending(const struct calendar *c);
/* Bytes of memory that the calendar holds now. */
uint64_t calendar_bytes(const struct calendar *c);
/* Digest of all events that ran and were not stale, in order: (minute, kind, owner). */
uint64_t calendar_digest(const struct calendar *c);

#endif
