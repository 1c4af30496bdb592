// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A provider's day of theatre lists. Each slot takes whoever of the service falls due first, day
 * case or stay; a stay needs a bed as well. Overnight cases are booked up to the beds that were
 * free for planned patients the working day before; when today's bed is gone, the operation is
 * cancelled on the day, the slot is lost and the patient falls due again some days on, not to be
 * called before (bookings.c; SAW_CANCELLED). Slots that no bed can follow go to day cases.
 * Hospitals without general beds in the model (treatment centres, private hospitals, outside ones)
 * have a bed for every slot, and so have the rooms that a hospital leases from one of them.
 * The pathway then ends: clock stop by admission, with most of what it cost the patient resolved.
 * Complications lengthen the stay or bring the patient back (complications.c). A pandemic's
 * decision to put operations off leaves fewer slots (population/pandemic.h).
 * Left out: operating time by case, other reasons to cancel. */
#include "care/planned_inner.h"
#include "population/pandemic.h"

#define THEATRES_AT (10u * 60u + 30u)
#define STEP_STAY 0u

static bool needs_bed(const struct world *w, unsigned provider) {
    const struct provider *h = &w->place->providers[provider];
    return h->acute_trust && !h->outside;
}

static double stay_days(const struct world *w, const struct pathway *q) {
    const double u = word_uniform(planned_luck(w, q, PURPOSE_THEATRE, STEP_STAY).w[0]);
    return draw_lognormal(u, beds_planned_nights(w), w->par.planned.stay_sigma) *
           (double)q->complexity;
}

/* days: of lying in hospital, complications apart; 0 for a day case */
static void operate(struct world *w, uint32_t i, double days, bool bedded) {
    struct planned *p = w->planned;
    const struct pathway *q = &p->pathway[i];
    struct planned_month *count = &p->service[q->service].count;
    if (q->inpatient)
        count->stays++;
    else
        count->day_cases++;
    count->stops_admitted++;
    planned_pay(w, q, q->inpatient ? CURRENCY_ELECTIVE_STAY : CURRENCY_DAY_CASE);
    planned_see(w, q, SAW_ELECTIVE_ADMISSION, q->inpatient, 0);
    planned_see(w, q, SAW_STOP_ADMITTED, q->inpatient, planned_days(w, q));
    complications_follow(w, q, days, bedded);
    planned_end(w, i, w->par.outcome.resolved_admitted);
}

static void cancel(struct world *w, uint32_t i) {
    struct planned *p = w->planned;
    struct pathway *q = &p->pathway[i];
    if (q->cancelled < 255)
        q->cancelled++;
    p->service[q->service].count.cancelled++;
    planned_see(w, q, SAW_CANCELLED, q->cancelled, planned_days(w, q));
    bookings_away(w, i, w->par.planned.rebooked_days);
}

/* Of the heads of the two theatre lists, does the stay fall due first? */
static bool stay_first(const struct planned *p, struct service_run *r) {
    const uint32_t day = dated_list_first(&r->list[LIST_DAY_CASE]);
    const uint32_t stay = dated_list_first(&r->list[LIST_STAY]);
    if (stay == QUEUE_NONE || day == QUEUE_NONE)
        return stay != QUEUE_NONE;
    if (p->course[stay].week != p->course[day].week)
        return p->course[stay].week < p->course[day].week;
    return p->pathway[stay].start_day <= p->pathway[day].start_day;
}

/* One slot: false when nobody can use it. */
static bool use_slot(struct world *w, unsigned s, struct provider_run *h, bool bedded) {
    struct planned *p = w->planned;
    struct service_run *r = &p->service[s];
    const bool may_stay = !bedded || h->booked > 0;
    const bool stay = may_stay && stay_first(p, r);
    const uint32_t i = planned_call(w, &r->list[stay ? LIST_STAY : LIST_DAY_CASE]);
    if (i == QUEUE_NONE)
        return stay && use_slot(w, s, h, bedded); /* all left there had died: try the other */
    if (w->people.p[p->pathway[i].person].in_hospital) {
        bookings_away(w, i, w->par.planned.postpone_days); /* lies there with something else */
        return true;
    }
    const struct pathway *q = &p->pathway[i];
    const double days = stay ? stay_days(w, q) : 0.0;
    if (!stay || !bedded) {
        operate(w, i, days, bedded);
        return true;
    }
    h->booked--;
    const struct service *at = &w->place->services[s];
    if (beds_admit_elective(w, q->person, q->number, at->provider, at->function,
                            complications_nights(w, q, days)))
        operate(w, i, days, true);
    else
        cancel(w, i);
    return true;
}

static void use_slots(struct world *w, unsigned s, struct provider_run *h, bool bedded,
                      double *credit, double a_day) {
    const double most = a_day * w->par.planned.slot_carry_days;
    *credit += a_day;
    while (*credit >= 1.0 && use_slot(w, s, h, bedded))
        *credit -= 1.0;
    if (*credit > most && *credit > 1.0)
        *credit = most > 1.0 ? most : 1.0;
}

/* The lists in rooms with beds of their own come first: who falls due and needs a bed has one. */
static void run_lists(struct world *w, unsigned s, struct provider_run *h, bool bedded) {
    struct planned *p = w->planned;
    struct service_run *r = &p->service[s];
    const double season = season_day(p->season.theatres, (day_t)planned_today(w)) *
                          (1.0 - pandemic_postponed(&w->circumstances, (double)world_day(w)));
    const double a_day = p->rates[s].slots[SLOTS_THEATRE] * r->theatres * season;
    const double own = bedded ? r->own_beds : 0.0;
    if (own > 0.0)
        use_slots(w, s, h, false, &r->credit_own, a_day * own);
    use_slots(w, s, h, bedded, &r->credit[SLOTS_THEATRE], a_day * (1.0 - own));
}

enum event_fate theatres_day(void *world, uint32_t owner, uint32_t stamp, minute_t now) {
    struct world *w = world;
    struct provider_run *h = &w->planned->provider[owner];
    const bool bedded = needs_bed(w, owner);
    if (bedded && h->booked < 0) /* the first day of the run */
        h->booked = beds_for_electives(w, (uint16_t)owner);
    for (unsigned k = 0; k < h->n; k++) /* a service in turn has the first call on beds */
        run_lists(w, h->first + (k + minute_day(now)) % h->n, h, bedded);
    if (bedded)
        h->booked = beds_for_electives(w, (uint16_t)owner);
    calendar_schedule(w->calendar, planned_next_working(now, THEATRES_AT), EVENT_THEATRES, owner,
                      stamp);
    return EVENT_DONE;
}
