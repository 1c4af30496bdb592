// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A provider's day of clinics: first outpatients, follow-ups and tests, each with its own slots. A
 * first appointment decides at once (the clock stops without admission, or a decision to admit), or
 * sends the patient for a test, or straight to the follow-up list; a follow-up decides, or asks for
 * another. How many follow-ups it takes to decide is the patient's own luck; by when, is the
 * order's (planned_order.c), so more of them come closer together:
 *   follow-up k of n falls due at   first + (decided - first) k / n
 * and the pathway is decided when its stage ends, however many it took. Slots of a working day are
 * those of the start (planned_rates.c) times the capacity that institutions set and the month's
 * factor (planned_season.c); parts of a slot are carried over, unused ones for a few days only.
 * First appointments and follow-ups are held in the same rooms by the same consultants: of both
 * lists whoever falls due first is seen, so that neither runs late while the other runs early.
 * Each list calls whoever falls due first (planned_order.c, bookings.c); nobody falls due later
 * than some weeks before the long-wait target in force (card C21).
 * Whoever does not come takes no slot (missed.c).
 * Left out: moved appointments, and follow-ups after the clock has stopped. */
#include "care/asked.h"
#include "care/planned_inner.h"
#include "population/pandemic.h"

#define CLINICS_AT (9u * 60u)
#define STEP_FIRST 1u
#define STEP_FOLLOW_UP 2u /* and on, one a visit */
#define STEP_LAST 15u

int32_t clinics_due(const struct world *w, uint32_t i, enum stage_end end) {
    const struct pathway *q = &w->planned->pathway[i];
    const double order = (w->planned->course[i].order + 0.5) / ORDER_UNITS;
    const double days = order_days(&w->planned->rates[q->service], end, order);
    const double most = 7.0 * (w->par.planned.long_wait_target - w->par.planned.long_wait_lead);
    const bool held = w->circumstances.wait_limits > 0.0;
    return q->start_day + (int32_t)(held && days > most ? most : days);
}

static struct words follow_up_luck(const struct world *w, const struct pathway *q, unsigned visit) {
    const unsigned step = STEP_FOLLOW_UP + visit;
    return planned_luck(w, q, PURPOSE_FOLLOW_UP, step < STEP_LAST ? step : STEP_LAST);
}

/* Does a follow-up (0 the first) decide? What it takes is the patient's own. */
static bool decides_at(const struct world *w, const struct pathway *q, unsigned visit) {
    return STEP_FOLLOW_UP + visit >= STEP_LAST ||
           word_uniform(follow_up_luck(w, q, visit).w[0]) >= w->par.planned.further_follow_up;
}

unsigned clinics_follow_ups(const struct world *w, const struct pathway *q) {
    unsigned n = 0;
    while (!decides_at(w, q, n++)) {
    }
    return n;
}

int32_t clinics_follow_up_due(const struct world *w, uint32_t i) {
    const struct course *c = &w->planned->course[i];
    const unsigned n = clinics_follow_ups(w, &w->planned->pathway[i]), next = c->visits + 1u;
    const int32_t first = clinics_due(w, i, END_FIRST), decided = clinics_due(w, i, END_SEEN);
    return next >= n ? decided : first + (decided - first) * (int32_t)next / (int32_t)n;
}

static void stop(struct world *w, uint32_t i) {
    const struct pathway *q = &w->planned->pathway[i];
    w->planned->service[q->service].count.stops_nonadmitted++;
    planned_see(w, q, SAW_STOP_NONADMITTED, 0, planned_days(w, q));
    planned_end(w, i, w->par.outcome.resolved_nonadmitted);
}

void clinics_decide_to_admit(struct world *w, uint32_t i, double inpatient_draw,
                             enum stage_end end) {
    struct planned *p = w->planned;
    struct pathway *q = &p->pathway[i];
    const unsigned function = w->place->services[q->service].function;
    q->inpatient = inpatient_draw < (double)p->function[function].overnight;
    q->stage = STAGE_LISTED;
    planned_see(w, q, SAW_LISTED, 0, planned_days(w, q));
    planned_join(w, i, clinics_due(w, i, end));
}

/* The clinic finds what the patient has: the need itself says whether it ends in an operation
 * (referral.c). */
static void decide(struct world *w, uint32_t i, double inpatient_draw) {
    const struct course *c = &w->planned->course[i];
    const enum stage_end end = c->visits == 0 ? END_TREATED_AT_FIRST : END_TREATED;
    if (c->operation)
        clinics_decide_to_admit(w, i, inpatient_draw, end);
    else
        stop(w, i);
}

static void see_first(struct world *w, uint32_t i) {
    struct planned *p = w->planned;
    struct pathway *q = &p->pathway[i];
    const struct service_rates *r = &p->rates[q->service];
    const struct words u = planned_luck(w, q, PURPOSE_CLINIC, STEP_FIRST);
    p->service[q->service].count.firsts++;
    planned_see(w, q, SAW_FIRST_SEEN, 0, planned_days(w, q));
    planned_pay(w, q, CURRENCY_FIRST_OUTPATIENT);
    if (word_uniform(u.w[0]) < r->decided_first) {
        decide(w, i, word_uniform(u.w[2]));
        return;
    }
    q->stage = word_uniform(u.w[3]) < w->par.planned.diagnostic_share ? STAGE_DIAGNOSTIC
                                                                      : STAGE_FOLLOW_UP;
    planned_join(w, i, clinics_follow_up_due(w, i));
}

static void see_follow_up(struct world *w, uint32_t i) {
    struct planned *p = w->planned;
    struct pathway *q = &p->pathway[i];
    const unsigned visit = p->course[i].visits++;
    p->service[q->service].count.follow_ups++;
    planned_pay(w, q, CURRENCY_FOLLOW_UP);
    if (decides_at(w, q, visit)) {
        decide(w, i, word_uniform(follow_up_luck(w, q, visit).w[2]));
        return;
    }
    planned_join(w, i, clinics_follow_up_due(w, i));
}

/* Sees up to n from a list; returns how many slots stay free. */
static unsigned see(struct world *w, struct dated_list *l, unsigned n,
                    void (*meet)(struct world *w, uint32_t i)) {
    for (; n > 0; n--) {
        const uint32_t i = planned_call(w, l);
        if (i == QUEUE_NONE)
            break;
        meet(w, i);
    }
    return n;
}

static unsigned whole(double *credit) {
    const unsigned n = *credit > 0.0 ? (unsigned)*credit : 0;
    *credit -= n;
    return n;
}

/* Slots nobody needed are kept for a few days and then lost. */
static void keep(double *credit, unsigned unused, double a_day, double days) {
    const double most = a_day * days > 1.0 ? a_day * days : 1.0;
    *credit += unused;
    if (*credit > most)
        *credit = most;
}

/* Of the heads of the two clinic lists, does the follow-up fall due first? */
static bool follow_up_first(const struct planned *p, struct service_run *r) {
    const uint32_t first = dated_list_first(&r->list[LIST_FIRST]);
    const uint32_t again = dated_list_first(&r->list[LIST_FOLLOW_UP]);
    if (first == QUEUE_NONE || again == QUEUE_NONE)
        return again != QUEUE_NONE;
    return p->course[again].week <= p->course[first].week;
}

static void hold_clinic(struct world *w, unsigned s, double season) {
    struct planned *p = w->planned;
    struct service_run *r = &p->service[s];
    const double days = w->par.planned.slot_carry_days;
    const double first = p->rates[s].slots[SLOTS_FIRST] * r->clinics * season;
    const double later = p->rates[s].slots[SLOTS_FOLLOW_UP] * r->clinics * season;
    r->credit[SLOTS_FIRST] += first + later;
    unsigned n = whole(&r->credit[SLOTS_FIRST]);
    while (n > 0) {
        const bool again = follow_up_first(p, r);
        const uint32_t i = planned_call(w, &r->list[again ? LIST_FOLLOW_UP : LIST_FIRST]);
        if (i != QUEUE_NONE && missed_strikes(w, i, !again))
            continue;
        if (i != QUEUE_NONE)
            (again ? see_follow_up : see_first)(w, i);
        else if (dated_list_first(&r->list[again ? LIST_FIRST : LIST_FOLLOW_UP]) == QUEUE_NONE)
            break;
        n--;
    }
    keep(&r->credit[SLOTS_FIRST], n, first + later, days);
}

static void test(struct world *w, uint32_t i) {
    struct planned *p = w->planned;
    struct pathway *q = &p->pathway[i];
    p->service[q->service].count.diagnostics++;
    p->results_out++;
    planned_pay(w, q, CURRENCY_DIAGNOSTIC);
    const double ratio = asked_provision(w, w->place->services[q->service].provider).turnaround;
    const minute_t out =
        world_now(w) + (minute_t)(w->par.planned.result_days * ratio * MINUTES_A_DAY);
    calendar_schedule(w->calendar, out, EVENT_DIAGNOSED, i, q->stamp);
}

enum event_fate clinics_day(void *world, uint32_t owner, uint32_t stamp, minute_t now) {
    struct world *w = world;
    struct provider_run *h = &w->planned->provider[owner];
    const struct circumstances *c = &w->circumstances;
    const double off =
        c->pandemic_postponed_clinics * pandemic_postponed(c, (double)world_day(w));
    const double season = season_day(w->planned->season.clinics, minute_day(now)) * (1.0 - off);
    double a_day = 0.0;
    for (unsigned s = h->first; s < h->first + h->n; s++) {
        hold_clinic(w, s, season);
        a_day += w->planned->rates[s].tests * w->planned->service[s].clinics * season;
    }
    h->credit += a_day;
    const unsigned unused = see(w, &h->diagnostic, whole(&h->credit), test);
    keep(&h->credit, unused, a_day, w->par.planned.slot_carry_days);
    calendar_schedule(w->calendar, planned_next_working(now, CLINICS_AT), EVENT_CLINICS, owner,
                      stamp);
    return EVENT_DONE;
}

enum event_fate clinics_diagnosed(void *world, uint32_t owner, uint32_t stamp, minute_t now) {
    struct world *w = world;
    struct planned *p = w->planned;
    struct pathway *q = &p->pathway[owner];
    (void)now;
    if (q->stamp != stamp || q->stage != STAGE_DIAGNOSTIC)
        return EVENT_STALE;
    p->results_out--;
    q->stage = STAGE_FOLLOW_UP;
    planned_join(w, owner, clinics_follow_up_due(w, owner));
    return EVENT_DONE;
}
