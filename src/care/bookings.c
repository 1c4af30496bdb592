// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Where in a list a patient is booked. Lists call whoever falls due first (planned_order.c), and a
 * list whose service cannot keep up runs late: everybody on it is called some weeks after falling
 * due. Two groups do not bear that lateness as the others do.
 *
 *   urgent referrals   clinics and tests of NHS hospitals keep places for them:
 *                        week booked = week due - 1 - weeks by which the list runs late,
 *                      ahead of those who fall due in the same week. Theatre lists have their own
 *                      order, by clinical priority.
 *   long waiters       every long_wait_review days each hospital goes through those who waited over
 *                        long_wait_limit - long_wait_lead weeks,
 *                      and whoever of them is overdue goes to the head of the list. So does whoever
 *                      is that far and overdue on joining a list.
 *
 * NHS England's planning guidance asks hospitals to keep waits over a year under 1% of the list,
 * and they meet weekly on those near it. Only the overdue are called: a case that by the published
 * shape of the list takes longer (the patient's wish, other treatment first, a rare operation) is
 * not hurried. The meeting makes no slot: others wait as much longer, and the list stays as long.
 * Whoever misses an appointment (missed.c) or is cancelled on the day (theatres.c) is in no list
 * until the day for which they are booked again: a list that has slots to spare calls whoever is in
 * it, due or not, and would call them again in the same minute. On that day they join it as due
 * with whoever is called then; whoever has a new date for an operation, at the head of the list.
 * How late a list runs is what it last called, those two groups apart. Limits on long waits are a
 * circumstance (wait_limits): without them nobody is called for having waited long.
 * Left out: hospitals that do this better than others; the other limits of other years. */
#include "care/planned_inner.h"

#define AGAIN_AT (7u * 60u) /* before the day's clinics and theatres */

static int32_t *late_of(struct planned *p, const struct world *w, const struct pathway *q) {
    const struct service *s = &w->place->services[q->service];
    switch ((enum pathway_stage)q->stage) {
    case STAGE_FIRST: return &p->service[q->service].late[LIST_FIRST];
    case STAGE_FOLLOW_UP: return &p->service[q->service].late[LIST_FOLLOW_UP];
    case STAGE_DIAGNOSTIC: return &p->provider[s->provider].late;
    case STAGE_FREE:
    case STAGE_WITH_GP:
    case STAGE_LISTED:
    case STAGE_IN_THEATRE: break;
    }
    return NULL;
}

static bool place_kept(const struct world *w, const struct pathway *q) {
    const enum owner o = w->place->providers[w->place->services[q->service].provider].owner;
    return q->urgent && (o == OWNER_PUBLIC || o == OWNER_FOUNDATION_TRUST);
}

static int32_t this_week(const struct world *w) {
    return planned_today(w) / 7 - w->planned->base_week;
}

static bool near_the_limit(const struct world *w, const struct pathway *q) {
    const double weeks = w->par.planned.long_wait_limit - w->par.planned.long_wait_lead;
    return w->circumstances.wait_limits > 0.0 && (double)planned_days(w, q) > 7.0 * weeks;
}

int32_t bookings_week(const struct world *w, uint32_t i, int32_t due_day) {
    struct planned *p = w->planned;
    const struct pathway *q = &p->pathway[i];
    const int32_t week = due_day / 7 - p->base_week;
    if (near_the_limit(w, q) && week < this_week(w))
        return 0;
    const int32_t *late = place_kept(w, q) ? late_of(p, w, q) : NULL;
    return late ? week - 1 - *late : week;
}

void bookings_away(struct world *w, uint32_t i, double days) {
    struct planned *p = w->planned;
    p->course[i].week = WEEK_AWAY;
    p->away++;
    p->changes++;
    calendar_schedule(w->calendar,
                      day_minute((day_t)(planned_today(w) + (int32_t)days)) + AGAIN_AT,
                      EVENT_BOOKED_AGAIN, i, p->pathway[i].stamp);
}

/* Due so that whoever is called today is called with them: how late a theatre list runs is not
 * kept, so there they come first. */
enum event_fate bookings_again(void *world, uint32_t owner, uint32_t stamp, minute_t now) {
    struct world *w = world;
    struct planned *p = w->planned;
    const struct pathway *q = &p->pathway[owner];
    (void)now;
    if (q->stamp != stamp || p->course[owner].week != WEEK_AWAY)
        return EVENT_STALE;
    const int32_t *late = place_kept(w, q) ? NULL : late_of(p, w, q);
    const int32_t due = planned_today(w) - (late ? 7 * *late : 0);
    p->away--;
    planned_join(w, owner, q->stage == STAGE_LISTED ? q->start_day - 7 * WEEKS_BEFORE : due);
    return EVENT_DONE;
}

void bookings_called(struct world *w, uint32_t i) {
    struct planned *p = w->planned;
    const struct pathway *q = &p->pathway[i];
    int32_t *late = late_of(p, w, q);
    const int32_t by = this_week(w) - (int32_t)p->course[i].week;
    if (late && p->course[i].week > 0 && !place_kept(w, q))
        *late = by > 0 ? by : 0;
}

/* Overdue and near the limit, and not at the head already. */
static bool to_be_called(const struct world *w, uint32_t i) {
    const struct planned *p = w->planned;
    const uint16_t week = p->course[i].week;
    return p->pathway[i].stage > STAGE_WITH_GP && week < WEEK_AWAY && week > 0 &&
           (int32_t)week < this_week(w) && near_the_limit(w, &p->pathway[i]);
}

enum event_fate bookings_review(void *world, uint32_t owner, uint32_t stamp, minute_t now) {
    struct world *w = world;
    for (uint32_t i = 0; i < w->planned->n; i++)
        if (to_be_called(w, i)) {
            planned_leave(w, i);
            planned_join(w, i, planned_today(w) - 7); /* overdue: bookings_week puts it first */
        }
    const minute_t days = (minute_t)w->par.planned.long_wait_review;
    calendar_schedule(w->calendar, now + days * MINUTES_A_DAY, EVENT_REVIEW, owner, stamp);
    return EVENT_DONE;
}
