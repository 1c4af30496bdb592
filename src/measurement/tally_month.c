// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A month's end: the counts become rows. Stocks (incomplete pathways) are a snapshot of the last
 * minute of the month, found by walking the lists, waits counted to the midnight that ends it;
 * flows are what was seen in the month.
 *
 *   within 18 weeks   pathways that have waited at most 126 days / all incomplete
 *   percentile q      weeks at which a straight line through the weekly bands passes q, as in
 *                     the official files; 104 when it lies in the open band
 *   quality of life   sum over residents of (usual utility - burden / 2000) / 12, times the share
 *   of
 *                     the month lived, times 1.035^-(months since the start + 1/2)/12
 *   spend             what is used up or leaves the service: cost of care, cost of running
 *                     the market, capital, agency premium, profit, reorganisation, recruitment;
 *                     what one
 *                     public body pays another is a transfer and counted nowhere. Of private
 *                     providers the
 *                     profit counts; the capital that their investors put in is not public
 *                     spending,
 *                     and counting it beside the profit that repays it would count it twice
 *
 * The place's row sums its own providers; rows by deprivation and age follow its residents
 * wherever they are treated. Left out: what lies beyond the run's last day. */
#include "base/real.h"
#include "care/disposition.h"
#include "care/community.h"
#include "care/lists.h"
#include "care/disorders.h"
#include "care/mental_health.h"
#include "care/unmet.h"
#include "measurement/tally_state.h"
#include <math.h>

#include <math.h>
#include <string.h>

void tally_put(struct tally *t, uint16_t org, enum measure m, enum breakdown b, unsigned level,
               double value) {
    const struct series_row r = {.month = (uint16_t)t->month, .org = org, .measure = (uint16_t)m,
                                 .breakdown = (uint8_t)b, .level = (uint8_t)level, .value = value};
    struct series *const s = &t->series;
    if (array_push(&s->row, &s->n, &s->capacity, &r, sizeof r) < 0) t->failed = FAULT_MEMORY;
}

/* A share is said only of something. */
static void put_share(struct tally *t, uint16_t org, enum measure m, enum breakdown b,
                      unsigned level, double part, double whole) {
    if (whole > 0) tally_put(t, org, m, b, level, part / whole);
}

static double percentile(const struct waits *w, double q) {
    const double goal = q * w->n;
    double below = 0;
    for (unsigned k = 0; k + 1 < WAIT_WEEKS; k++) {
        if (w->week[k] > 0 && below + w->week[k] >= goal) return k + (goal - below) / w->week[k];
        below += w->week[k];
    }
    return WAIT_WEEKS - 1;
}

static void sum_bands(const struct tally *t, struct waits *w) {
    w->n = w->within = w->over_long = 0;
    for (unsigned k = 0; k < WAIT_WEEKS; k++) {
        w->n += w->week[k];
        w->within += k < t->par.target_weeks ? w->week[k] : 0;
        w->over_long += k >= t->par.long_wait_weeks ? w->week[k] : 0;
    }
}

static void add_waits(struct waits *sum, const struct waits *w) {
    sum->n += w->n;
    sum->with_decision += w->with_decision;
    sum->within += w->within;
    sum->over_long += w->over_long;
    for (unsigned k = 0; k < WAIT_WEEKS; k++) sum->week[k] += w->week[k];
}

static void put_waits(struct tally *t, uint16_t org, enum breakdown b, unsigned level,
                      const struct waits *w) {
    tally_put(t, org, M_rtt_incomplete, b, level, w->n);
    tally_put(t, org, M_rtt_over_52_weeks, b, level, w->over_long);
    put_share(t, org, M_rtt_within_18_weeks_share, b, level, w->within, w->n);
    if (w->n == 0) return;
    tally_put(t, org, M_rtt_median_wait, b, level, percentile(w, 0.5));
    tally_put(t, org, M_rtt_92nd_percentile_wait, b, level,
              percentile(w, t->par.listed_percentile));
}

double tally_ladder(const struct measurement_params *q, int32_t month) {
    const struct { struct civil of; double share; } step[3] = {{{2026, 3, 1}, q->ladder_2026},
                                                               {{2027, 3, 1}, q->ladder_2027},
                                                               {{2029, 3, 1}, q->ladder_2029}};
    for (unsigned k = 0; k < 3; k++)
        if (day_month(day_from_civil(step[k].of)) == month) return step[k].share;
    return NAN;
}

/* Of the place in a month for which planning guidance sets a target. */
static void put_ladder(struct tally *t, const struct world *w, const struct waits *all) {
    const double wanted = tally_ladder(&t->par, day_month(w->first_day) + (int32_t)t->month);
    if (isnan(wanted) || all->n == 0) return;
    tally_put(t, ORG_PLACE, M_rtt_below_target, BY_NONE, 0,
              wanted - (double)all->within / all->n);
}

static void put_flows(struct tally *t, uint16_t org, enum breakdown b, unsigned level,
                      const uint32_t count[SERVICE_COUNTS]) {
    tally_put(t, org, M_rtt_clock_starts, b, level, count[COUNT_START]);
    tally_put(t, org, M_rtt_stops_admitted, b, level, count[COUNT_ADMITTED]);
    tally_put(t, org, M_rtt_stops_nonadmitted, b, level, count[COUNT_NONADMITTED]);
    tally_put(t, org, M_rtt_removals, b, level, (double)count[COUNT_REMOVAL] + count[COUNT_DEATH]);
    tally_put(t, org, M_taken_ill_waiting, b, level, count[COUNT_TAKEN_ILL]);
    tally_put(t, org, M_rtt_private_exits, b, level, count[COUNT_EXIT]);
}

struct lists { /* of one organisation */
    struct waits waits;
    uint32_t count[SERVICE_COUNTS];
};

static void add_lists(struct lists *sum, const struct lists *l) {
    add_waits(&sum->waits, &l->waits);
    for (unsigned c = 0; c < SERVICE_COUNTS; c++) sum->count[c] += l->count[c];
}

static void put_lists(struct tally *t, uint16_t org, enum breakdown b, unsigned level,
                      const struct lists *l) {
    put_waits(t, org, b, level, &l->waits);
    tally_put(t, org, M_rtt_incomplete_dta, b, level, l->waits.with_decision);
    put_flows(t, org, b, level, l->count);
    if (b != BY_NONE) return;
    tally_put(t, org, M_referrals_refused, b, level, l->count[COUNT_REFUSED]);
    tally_put(t, org, M_cancelled_operations, b, level, l->count[COUNT_CANCELLED]);
}

/* One service's list and flows, and whether they balance with the last month's. */
static void read_service(struct tally *t, const struct world *w, unsigned k, struct lists *l) {
    const struct service *s = &w->place->services[k];
    const size_t cell = (size_t)s->provider * t->n_functions + s->function;
    *l = (struct lists){0};
    planned_waiting(w, k, l->waits.week, &l->waits.with_decision);
    sum_bands(t, &l->waits);
    memcpy(l->count, &t->service[cell * SERVICE_COUNTS], sizeof l->count);
    const uint32_t *c = l->count;
    const int64_t expected = (int64_t)t->listed[cell] + c[COUNT_START] - c[COUNT_ADMITTED] -
                             c[COUNT_NONADMITTED] - c[COUNT_REMOVAL] - c[COUNT_EXIT] -
                             c[COUNT_DEATH];
    t->imbalance[cell] = (int64_t)l->waits.n - expected;
    t->listed[cell] = l->waits.n;
}

static uint32_t stops(const struct lists *l) {
    return l->count[COUNT_ADMITTED] + l->count[COUNT_NONADMITTED];
}

/* A regime may move work over the place's edge: then its own providers' rows show half of it. */
static void put_all_providers(struct tally *t, const struct lists *all) {
    tally_put(t, ORG_PLACE, M_rtt_incomplete_all, BY_NONE, 0, all->waits.n);
    tally_put(t, ORG_PLACE, M_rtt_clock_starts_all, BY_NONE, 0, all->count[COUNT_START]);
    tally_put(t, ORG_PLACE, M_rtt_stops_admitted_all, BY_NONE, 0, all->count[COUNT_ADMITTED]);
    tally_put(t, ORG_PLACE, M_rtt_stops_nonadmitted_all, BY_NONE, 0, all->count[COUNT_NONADMITTED]);
}

static void measure_planned(struct tally *t, const struct world *w) {
    struct lists by_function[FUNCTION_MAX] = {0}, place = {0}, all = {0};
    uint64_t at_private = 0;
    unsigned k = 0;
    for (uint16_t p = 0; p < t->n_providers; p++) {
        struct lists provider = {0}, one;
        const struct provider *o = &w->place->providers[p];
        const unsigned first = k;
        for (; k < w->place->n_services && w->place->services[k].provider == p; k++) {
            const uint8_t function = w->place->services[k].function;
            read_service(t, w, k, &one);
            put_lists(t, p, BY_FUNCTION, function, &one);
            add_lists(&provider, &one);
            if (!o->outside) add_lists(&by_function[function], &one);
        }
        if (k == first) continue;
        put_lists(t, p, BY_NONE, 0, &provider);
        add_lists(&all, &provider);
        if (o->outside) continue;
        add_lists(&place, &provider);
        if (o->owner == OWNER_PRIVATE) at_private += stops(&provider);
    }
    for (unsigned f = 0; f < t->n_functions; f++)
        put_lists(t, ORG_PLACE, BY_FUNCTION, f, &by_function[f]);
    put_lists(t, ORG_PLACE, BY_NONE, 0, &place);
    put_ladder(t, w, &place.waits);
    put_all_providers(t, &all);
    patients_wait(&t->patients, t->month, place.waits.week);
    put_share(t, ORG_PLACE, M_private_share_of_stops, BY_NONE, 0, (double)at_private,
              stops(&place));
}

static void put_departments(struct tally *t, uint16_t org, const struct provider_count *c) {
    struct department_count all = {0};
    for (unsigned k = 1; k < TYPES; k++) {
        const struct department_count *d = &c->type[k];
        all.n += d->n;
        all.within_target += d->within_target;
        all.over_long += d->over_long;
        if (d->n == 0) continue;
        tally_put(t, org, M_ae_attendances, BY_TYPE, k, d->n);
        put_share(t, org, M_ae_within_4_hours_share, BY_TYPE, k, d->within_target, d->n);
        tally_put(t, org, M_ae_over_12_hours_from_arrival, BY_TYPE, k, d->over_long);
    }
    tally_put(t, org, M_ae_attendances, BY_NONE, 0, all.n);
    put_share(t, org, M_ae_within_4_hours_share, BY_NONE, 0, all.within_target, all.n);
    tally_put(t, org, M_ae_over_12_hours_from_arrival, BY_NONE, 0, all.over_long);
    tally_put(t, org, M_ae_over_12_hours_from_dta, BY_NONE, 0, c->over_long_from_dta);
    tally_put(t, org, M_emergency_admissions, BY_NONE, 0, c->emergency);
}

static void add_departments(struct provider_count *sum, const struct provider_count *c) {
    for (unsigned k = 1; k < TYPES; k++) {
        sum->type[k].n += c->type[k].n;
        sum->type[k].within_target += c->type[k].within_target;
        sum->type[k].over_long += c->type[k].over_long;
    }
    sum->over_long_from_dta += c->over_long_from_dta;
    sum->emergency += c->emergency;
    sum->elective += c->elective;
}

static bool has_departments(const struct provider *p, const struct provider_count *c) {
    return p->acute_trust || c->emergency || c->type[1].n || c->type[2].n || c->type[3].n;
}

static void measure_urgent(struct tally *t, const struct world *w) {
    struct provider_count place = {0};
    for (uint16_t p = 0; p < t->n_providers; p++) {
        const struct provider_count *c = &t->provider[p];
        if (has_departments(&w->place->providers[p], c)) put_departments(t, p, c);
        tally_put(t, p, M_elective_admissions, BY_NONE, 0, c->elective);
        if (!w->place->providers[p].outside) add_departments(&place, c);
    }
    put_departments(t, ORG_PLACE, &place);
    tally_put(t, ORG_PLACE, M_elective_admissions, BY_NONE, 0, place.elective);
    tally_put(t, ORG_PLACE, M_gp_consultations, BY_NONE, 0, t->gp);
    tally_put(t, ORG_PLACE, M_gp_failed, BY_NONE, 0, t->gp_failed);
    tally_put(t, ORG_PLACE, M_gp_lists_closed, BY_NONE, 0, lists_closed(w));
    put_share(t, ORG_PLACE, M_gp_known_share, BY_NONE, 0, t->gp_known, t->gp);
    put_share(t, ORG_PLACE, M_gp_same_day_share, BY_NONE, 0, t->gp_same_day, t->gp);
}

/* Minutes that nine in ten do not exceed: by a straight line through the minutes. */
static double ninth_tenth(const struct call_count *c) {
    const double goal = 0.9 * c->attended;
    double below = 0;
    for (unsigned k = 0; k < RESPONSE_BINS; k++) {
        if (c->within[k] > 0 && below + c->within[k] >= goal)
            return k + (goal - below) / c->within[k];
        below += c->within[k];
    }
    return RESPONSE_BINS;
}

static void measure_111(struct tally *t) {
    const double all = (double)t->told[TOLD_SELF] + t->told[TOLD_AMBULANCE] +
                       t->told[TOLD_EMERGENCY] + t->told[TOLD_PRIMARY];
    tally_put(t, ORG_PLACE, M_calls_111, BY_NONE, 0, all);
    put_share(t, ORG_PLACE, M_calls_111_ambulance_share, BY_NONE, 0, t->told[TOLD_AMBULANCE], all);
    put_share(t, ORG_PLACE, M_calls_111_emergency_share, BY_NONE, 0, t->told[TOLD_EMERGENCY], all);
    put_share(t, ORG_PLACE, M_calls_111_primary_share, BY_NONE, 0, t->told[TOLD_PRIMARY], all);
}

static void measure_calls(struct tally *t) {
    for (unsigned k = 0; k < CALLS; k++) {
        const struct call_count *c = &t->call[k];
        const enum breakdown b = k ? BY_CALL : BY_NONE;
        tally_put(t, ORG_PLACE, M_ambulance_incidents, b, k, c->n);
        put_share(t, ORG_PLACE, M_hear_and_treat_share, b, k, c->advised, c->n);
        put_share(t, ORG_PLACE, M_see_and_treat_share, b, k, c->treated, c->n);
        if (!c->attended) continue;
        put_share(t, ORG_PLACE, M_ambulance_response_minutes, b, k, (double)c->minutes,
                  c->attended);
        tally_put(t, ORG_PLACE, M_ambulance_response_90th, b, k, ninth_tenth(c));
        put_share(t, ORG_PLACE, M_ambulance_over_standard_share, b, k, c->late, c->attended);
    }
    tally_put(t, ORG_PLACE, M_ambulance_handover_hours_lost, BY_NONE, 0,
              (double)t->handover_lost / 60.0);
    tally_put(t, ORG_PLACE, M_ambulance_diverts, BY_NONE, 0, t->diverted);
}

static void measure_community(struct tally *t, const struct world *w, double days) {
    const double minutes = community_minutes(w);
    if (!w->community) return;
    tally_put(t, ORG_PLACE, M_urgent_community_responses, BY_NONE, 0, t->community.came);
    tally_put(t, ORG_PLACE, M_virtual_ward_starts, BY_NONE, 0, t->community.started);
    tally_put(t, ORG_PLACE, M_community_shortfall, BY_NONE, 0, t->community.full);
    tally_put(t, ORG_PLACE, M_virtual_ward_patients, BY_NONE, 0,
              (minutes - t->ward_minutes) / (days * MINUTES_A_DAY));
    t->ward_minutes = minutes;
    t->community = (struct community_count){0};
}

static void measure_disorders(struct tally *t, const struct world *w) {
    const struct therapy_count *c = &t->therapy;
    if (!w->disorders) return;
    uint32_t n[DISORDER_STATES];
    const double adults = disorders_adults(w, n);
    put_share(t, ORG_PLACE, M_disorder_share, BY_NONE, 0, adults - n[DISORDER_NONE], adults);
    tally_put(t, ORG_PLACE, M_therapy_waiting, BY_NONE, 0, n[DISORDER_WAITING]);
    tally_put(t, ORG_PLACE, M_therapy_begun, BY_NONE, 0, c->begun);
    tally_put(t, ORG_PLACE, M_therapy_recovered, BY_NONE, 0, c->recovered);
    tally_put(t, ORG_PLACE, M_therapy_given_up, BY_NONE, 0, c->given_up);
    put_share(t, ORG_PLACE, M_therapy_wait_days, BY_NONE, 0, (double)c->days, c->begun);
    t->therapy = (struct therapy_count){0};
}

static void measure_crises(struct tally *t, const struct world *w, double days) {
    const struct crisis_count *c = &t->crisis;
    const double minutes = mental_health_bed_minutes(w);
    tally_put(t, ORG_PLACE, M_mental_crises, BY_NONE, 0, c->came);
    tally_put(t, ORG_PLACE, M_mental_admissions, BY_NONE, 0, c->admitted);
    tally_put(t, ORG_PLACE, M_mental_out_of_area, BY_NONE, 0, c->away);
    tally_put(t, ORG_PLACE, M_mental_returns, BY_NONE, 0, c->again);
    tally_put(t, ORG_PLACE, M_mental_peer_courses, BY_NONE, 0, c->peers);
    tally_put(t, ORG_PLACE, M_mental_long_waits, BY_NONE, 0, c->over_long);
    put_share(t, ORG_PLACE, M_mental_detained_share, BY_NONE, 0, c->detained, c->admitted);
    put_share(t, ORG_PLACE, M_mental_return_share, BY_NONE, 0, c->returns, c->over);
    put_share(t, ORG_PLACE, M_mental_bed_occupancy, BY_NONE, 0, minutes - t->crisis_bed_minutes,
              days * MINUTES_A_DAY * mental_health_beds(w));
    t->crisis_bed_minutes = minutes;
    t->crisis = (struct crisis_count){0};
}

/* Minutes that half of those admitted do not exceed: by a straight line through tens of minutes. */
static double median_stay(const struct tally *t, double n) {
    double below = 0;
    for (unsigned k = 0; k < STAY_BINS; k++) {
        const double here = t->admitted_in[k];
        if (here > 0 && below + here >= 0.5 * n)
            return STAY_MINUTES * (k + (0.5 * n - below) / here);
        below += here;
    }
    return STAY_MINUTES * (double)STAY_BINS;
}

/* How people came to A&E, and how long those admitted were in it, over the place's departments. */
static void measure_doors(struct tally *t) {
    double admitted = 0;
    for (unsigned k = 0; k < STAY_BINS; k++) admitted += t->admitted_in[k];
    put_share(t, ORG_PLACE, M_ae_by_ambulance_share, BY_NONE, 0, t->by_ambulance, t->type_1);
    put_share(t, ORG_PLACE, M_ae_after_gp_failed_share, BY_NONE, 0, t->after_gp_failed,
              t->on_foot);
    put_share(t, ORG_PLACE, M_ae_admitted_mean_minutes, BY_NONE, 0, (double)t->admitted_minutes,
              admitted);
    if (admitted > 0)
        tally_put(t, ORG_PLACE, M_ae_admitted_median_minutes, BY_NONE, 0, median_stay(t, admitted));
}

static void measure_nights(struct tally *t) {
    tally_put(t, ORG_PLACE, M_bed_days, BY_NONE, 0, (double)t->nights);
    tally_put(t, ORG_PLACE, M_delayed_days, BY_NONE, 0, (double)t->delayed);
    static const enum measure by[DELAY_OF_KINDS] = {
        [DELAY_NHS] = M_delayed_days_nhs,
        [DELAY_SOCIAL_CARE] = M_delayed_days_social_care,
        [DELAY_BOTH] = M_delayed_days_both};
    for (unsigned k = 0; k < DELAY_OF_KINDS; k++)
        tally_put(t, ORG_PLACE, by[k], BY_NONE, 0, (double)t->delayed_by[k]);
    put_share(t, ORG_PLACE, M_bed_days_emergency_share, BY_NONE, 0, (double)t->nights_emergency,
              (double)t->nights);
}

static void put_beds(struct tally *t, uint16_t org, const struct beds_month *b) {
    tally_put(t, org, M_ga_beds_open, BY_NONE, 0, b->open);
    tally_put(t, org, M_ga_beds_occupied, BY_NONE, 0, b->occupied);
    tally_put(t, org, M_no_criteria_to_reside, BY_NONE, 0, b->ready);
    tally_put(t, org, M_days_at_opel_4, BY_NONE, 0, b->days_at_4);
    tally_put(t, org, M_critical_beds_open, BY_NONE, 0, b->critical_open);
    tally_put(t, org, M_critical_beds_occupied, BY_NONE, 0, b->critical_occupied);
    tally_put(t, org, M_outliers, BY_NONE, 0, b->outliers);
}

static void measure_beds(struct tally *t, const struct world *w) {
    struct beds_month place = {0};
    for (uint16_t p = 0; p < t->n_providers; p++) {
        const struct provider *o = &w->place->providers[p];
        if (!o->acute_trust) continue;
        const struct beds_month b = beds_month(w, p);
        put_beds(t, p, &b);
        if (o->outside) continue;
        place.occupied += b.occupied;
        place.ready += b.ready;
        place.open += b.open;
        place.days_at_4 += b.days_at_4;
        place.critical_open += b.critical_open;
        place.critical_occupied += b.critical_occupied;
        place.outliers += b.outliers;
    }
    put_beds(t, ORG_PLACE, &place);
    tally_put(t, ORG_PLACE, M_critical_admissions, BY_NONE, 0, t->critical[CRITICAL_IN]);
    tally_put(t, ORG_PLACE, M_critical_moved, BY_NONE, 0, t->critical[CRITICAL_MOVED]);
    tally_put(t, ORG_PLACE, M_cancelled_critical, BY_NONE, 0, t->critical[CRITICAL_CANCELLED]);
    tally_put(t, ORG_PLACE, M_assessment_spilled, BY_NONE, 0, t->spilled);
}

static double staff(const struct world *w, uint16_t org, enum staff_figure what) {
    return w->ask->staff(w->institutions, w, org, what);
}

static void put_staff(struct tally *t, const struct world *w, uint16_t org) {
    const double needed = staff(w, org, STAFF_NEEDED), in_post = staff(w, org, STAFF_IN_POST);
    if (!(needed > 0) || !(in_post > 0)) return;
    tally_put(t, org, M_staff_vacancy_rate, BY_NONE, 0, staff(w, org, STAFF_VACANT) / needed);
    tally_put(t, org, M_staff_leaver_rate, BY_NONE, 0, 12 * staff(w, org, STAFF_LEFT) / in_post);
    tally_put(t, org, M_shifts_unfilled_share, BY_NONE, 0, staff(w, org, STAFF_UNFILLED) / needed);
    tally_put(t, org, M_agency_spend, BY_NONE, 0, staff(w, org, STAFF_AGENCY_SPEND) / 100);
    tally_put(t, org, M_staff_goodwill, BY_NONE, 0, staff(w, org, STAFF_GOODWILL) / needed);
}

/* Of acute trusts nurses and the departments' doctors; of the place the staff of its lines too. */
static void measure_staff(struct tally *t, const struct world *w) {
    if (!w->ask || !w->ask->staff) return;
    for (uint16_t p = 0; p < t->n_providers; p++) put_staff(t, w, p);
    put_staff(t, w, ORG_PLACE);
    tally_put(t, ORG_PLACE, M_joiners_low_income_countries, BY_NONE, 0,
        staff(w, ORG_PLACE, STAFF_FROM_POORER));
    tally_put(t, ORG_PLACE, M_joiners_europe, BY_NONE, 0, staff(w, ORG_PLACE, STAFF_FROM_EUROPE));
    tally_put(t, ORG_PLACE, M_joiners_other_countries, BY_NONE, 0,
              staff(w, ORG_PLACE, STAFF_FROM_OTHER));
}

/* Who pays for their own care: of one in SELF_SAMPLED. */
enum { SELF_SAMPLED = 8 };
static void measure_self_funders(struct tally *t, const struct world *w) {
    static const enum measure measure[2] = {M_self_funders_at_home, M_self_funders_care_homes};
    double all[2][11] = {0}, own[2][11] = {0};
    if (!w->ask || !w->ask->package_charge || !w->discharge) return;
    for (uint32_t i = 0; i < w->people.n; i += SELF_SAMPLED) {
        const struct person *p = &w->people.p[i];
        const bool lives_there = (p->flags & FLAG_CARE_HOME) && person_alive(p) &&
                                 person_present(p, world_day(w));
        if (!lives_there && !unmet_has_care(w, i)) continue;
        const struct care_week c = {.person = i, .pathway = lives_there ? 3 : 1, .before = true};
        const bool pays = w->ask->package_charge(w->institutions, w, &c) >=
                          w->par.discharge.self_funder_charge;
        all[lives_there][0] += 1.0, all[lives_there][p->decile] += 1.0;
        own[lives_there][0] += pays, own[lives_there][p->decile] += pays;
    }
    for (unsigned k = 0; k < 2; k++)
        for (unsigned d = 0; d <= 10; d++)
            if (all[k][d] > 0.0)
                tally_put(t, ORG_PLACE, measure[k], d ? BY_DEPRIVATION : BY_NONE, d,
                          own[k][d] / all[k][d]);
}

static void measure_social_care(struct tally *t, const struct world *w) {
    static const unsigned measure[CARE_FIGURES] = {
        [CARE_DELIVERED] = M_packages_delivered_ratio,
        [CARE_FEE] = M_care_fee_ratio,
        [CARE_VACANT] = M_care_vacancy_rate,
        [CARE_UNDELIVERED] = M_care_home_hours_undelivered,
        [CARE_PROVIDERS_LEFT] = M_care_providers_left};
    if (!w->ask || !w->ask->social_care || w->place->n_councils == 0) return;
    for (unsigned k = 0; k < CARE_FIGURES; k++)
        tally_put(t, ORG_PLACE, measure[k], BY_NONE, 0,
                  w->ask->social_care(w->institutions, w, (enum care_figure)k));
}

/* Rows of one measure by decile and by age, from whole or real sums by group. */
static void put_groups(struct tally *t, enum measure m, const double value[GROUPS]) {
    for (unsigned d = 1; d <= 10; d++) tally_put(t, ORG_PLACE, m, BY_DEPRIVATION, d, value[d]);
    for (unsigned a = 0; a < AGE_BANDS; a++)
        tally_put(t, ORG_PLACE, m, BY_AGE, a, value[GROUP_AGE + a]);
}

static void put_counts(struct tally *t, enum measure m, enum person_count c) {
    double value[GROUPS] = {0};
    for (unsigned d = 0; d < DECILES; d++)
        for (unsigned a = 0; a < AGE_BANDS; a++) {
            value[d] += t->by_cell[c][d][a];
            value[GROUP_AGE + a] += t->by_cell[c][d][a];
        }
    put_groups(t, m, value);
}

static void put_total(struct tally *t, enum measure m, enum person_count c) {
    double all = 0;
    for (unsigned d = 0; d < DECILES; d++)
        for (unsigned a = 0; a < AGE_BANDS; a++) all += t->by_cell[c][d][a];
    tally_put(t, ORG_PLACE, m, BY_NONE, 0, all);
}

struct walk {
    struct tally *t;
    const struct world *w;
    struct waits group[GROUPS];
    int64_t census;
};

static void see_pathway(void *context, const struct pathway *p) {
    struct walk *k = context;
    if (p->stage == STAGE_FREE || p->stage == STAGE_WITH_GP || p->person >= k->w->people.n) return;
    const struct person *who = &k->w->people.p[p->person];
    if (who->flags & FLAG_HALO) return;
    const unsigned band = wait_band(k->census - p->start_day);
    equity_waits(k->t, who, k->census - p->start_day);
    k->group[who->decile].week[band]++;
    k->group[GROUP_AGE + k->t->band[age_months(who, month_now(k->t))]].week[band]++;
}

static void measure_waits_by_person(struct tally *t, const struct world *w, day_t census) {
    struct walk k = {.t = t, .w = w, .census = census};
    planned_each(w, see_pathway, &k);
    for (unsigned g = 1; g < GROUPS; g++) {
        sum_bands(t, &k.group[g]);
        if (g < GROUP_AGE)
            put_waits(t, ORG_PLACE, BY_DEPRIVATION, g, &k.group[g]);
        else
            put_waits(t, ORG_PLACE, BY_AGE, g - GROUP_AGE, &k.group[g]);
    }
}

/* Share of the month, from first to before end, that the person lived. */
static double share_lived(const struct person *p, minute_t first, minute_t end) {
    if (p->died >= end) return 1;
    return p->died <= first ? 0 : (double)(p->died - first) / (double)(end - first);
}

enum { FRAIL_FROM = 50 * 12 }; /* age in months */

/* By deprivation and by age: mean of the month, from the person-years lived in it. */
static void put_residents(struct tally *t) {
    double people[GROUPS] = {0};
    for (unsigned d = 0; d < DECILES; d++)
        for (unsigned a = 0; a < AGE_BANDS; a++) {
            people[d] += 12 * t->lived[d][a];
            people[GROUP_AGE + a] += 12 * t->lived[d][a];
        }
    put_groups(t, M_residents, people);
}

static void measure_lives(struct tally *t, const struct world *w, day_t first, day_t end) {
    const double discount = real_pow(1 + t->par.discount_rate, -((double)t->month + 0.5) / 12) / 12;
    const minute_t from = day_minute(first), to = day_minute(end);
    const uint32_t last = end - 1 - w->first_day; /* day of the run */
    double qaly[GROUPS] = {0}, all = 0, lived = 0, fifty = 0, frail = 0, present = 0;
    for (uint32_t i = 0; i < t->n_people; i++) {
        const struct person *p = &w->people.p[i];
        if (p->died <= from || !person_present(p, last)) continue;
        const double share = share_lived(p, from, to);
        lived += share;
        if (p->flags & FLAG_HALO) continue;
        const unsigned age = age_months(p, month_now(t));
        t->lived[p->decile][t->band[age]] += share / 12.0;
        fifty += age >= FRAIL_FROM;
        frail += age >= FRAIL_FROM && p->frailty != FRAILTY_FIT;
        const double utility = t->utility[age * CLASSES + utility_class(p)];
        const double quality = (utility - (p->burden >> 8) / 2000.0) * share;
        const double gained = quality * discount;
        t->fair.quality[p->decile][t->band[age]] += quality / 12.0;
        all += gained;
        present += person_alive(p);
        qaly[p->decile] += gained;
        qaly[GROUP_AGE + t->band[age]] += gained;
        t->person_qaly[i] += (float)gained;
    }
    t->person_years += lived * (double)(end - first) / DAYS_A_YEAR;
    tally_put(t, ORG_PLACE, M_qaly, BY_NONE, 0, all);
    put_groups(t, M_qaly, qaly);
    put_share(t, ORG_PLACE, M_frail_share_50_plus, BY_NONE, 0, frail, fifty);
    tally_put(t, ORG_PLACE, M_residents, BY_NONE, 0, present);
    put_residents(t);
}

/* Which accounts are providers', commissioners', councils', investors', persons' and the
 * Treasury's; names do not change in a run. */
static int map_accounts(struct tally *t, const struct ledger *l,
                        const char *(*account)(const void *, uint16_t), const void *who) {
    void *map = NULL;
    size_t capacity = 0;
    if (t->account_provider) return 0;
    TRY(memory_grow(&map, &capacity, (size_t)l->n_accounts + 1, sizeof *t->account_provider));
    t->account_provider = map;
    t->n_accounts = l->n_accounts;
    for (uint16_t a = 0; a < l->n_accounts; a++) {
        const char *name = account(who, a);
        t->account_provider[a] = OF_NOBODY;
        if (!name) continue;
        if (strncmp(name, "commissioner", 12) == 0) t->account_provider[a] = OF_COMMISSIONER;
        if (strncmp(name, "council:", 8) == 0) t->account_provider[a] = OF_COUNCIL;
        if (strcmp(name, "investors") == 0) t->account_provider[a] = OF_INVESTORS;
        if (strcmp(name, "treasury") == 0) t->account_provider[a] = OF_TREASURY;
        if (strcmp(name, "persons") == 0 || strcmp(name, "insurers") == 0)
            t->account_provider[a] = OF_PERSONS;
        if (strncmp(name, "provider:", 9) == 0)
            t->account_provider[a] = (int16_t)place_find_provider(t->place, name + 9);
    }
    return 0;
}

static bool is_publicly_owned(const struct provider *p) {
    return p->owner == OWNER_PUBLIC || p->owner == OWNER_FOUNDATION_TRUST ||
           p->owner == OWNER_COUNCIL;
}

/* A firm's surplus goes to its investors each month, so what stands in its account is what it lost;
 * it is no part of the public's money. */
static void measure_balances(struct tally *t, const struct ledger *l) {
    pence_t commissioners = 0, councils = 0, own = 0, firms = 0, outside = 0;
    for (uint16_t a = 0; a < t->n_accounts; a++) {
        const int16_t p = t->account_provider[a];
        const pence_t balance = ledger_balance(l, (account_id){a});
        if (p == OF_COMMISSIONER) commissioners += balance;
        if (p == OF_COUNCIL) councils += balance;
        if (p < 0) continue;
        tally_put(t, (uint16_t)p, M_provider_balance, BY_NONE, 0, (double)balance / 100);
        if (t->place->providers[p].outside) outside += balance;
        else if (is_publicly_owned(&t->place->providers[p])) own += balance;
        else firms += balance;
    }
    tally_put(t, ORG_PLACE, M_commissioner_balance, BY_NONE, 0, (double)commissioners / 100);
    tally_put(t, ORG_PLACE, M_council_balance, BY_NONE, 0, (double)councils / 100);
    tally_put(t, ORG_PLACE, M_provider_balance, BY_NONE, 0, (double)own / 100);
    tally_put(t, ORG_PLACE, M_private_balance, BY_NONE, 0, (double)firms / 100);
    tally_put(t, ORG_PLACE, M_outside_balance, BY_NONE, 0, (double)outside / 100);
}

static bool is_treasury(const struct tally *t, uint16_t account) {
    return t->account_provider[account] == OF_TREASURY;
}

/* Of the month: spent; lent by the Treasury; put in by persons and their insurers. */
struct month_money { pence_t spent[CATEGORY_COUNT], all, lent, put_in; };

static pence_t lent_by(const struct tally *t, const struct ledger_row *r) {
    if (r->reason != REASON_DEFICIT_SUPPORT) return 0;
    return is_treasury(t, r->payer) ? r->pence : is_treasury(t, r->payee) ? -r->pence : 0;
}

/* What persons and their insurers put in, for whatever reason but a tax: an excess or a top-up
 * passes through the accounts of the service as a transfer and is spent there as care. */
static pence_t put_in_by(const struct tally *t, const struct ledger_row *r) {
    const bool pays = t->account_provider[r->payer] == OF_PERSONS,
               gets = t->account_provider[r->payee] == OF_PERSONS;
    if (r->reason == REASON_LOCAL_TAX || pays == gets) return 0;
    return pays ? r->pence : -r->pence;
}

/* Rows stand in order of first posting, each of one month, so none of the month's own lies before
 * an earlier month's. */
static void read_month(const struct tally *t, const struct ledger *l, struct month_money *m) {
    for (uint32_t i = l->n_rows; i > 0 && l->rows[i - 1].month >= t->month; i--) {
        const struct ledger_row *r = &l->rows[i - 1];
        if (r->month != t->month) continue;
        const enum ledger_category c = reason_category((enum ledger_reason)r->reason);
        m->lent += lent_by(t, r);
        m->put_in += put_in_by(t, r);
        if (c == CATEGORY_TRANSFER || t->account_provider[r->payer] == OF_INVESTORS) continue;
        m->spent[c] += r->pence;
        m->all += r->pence;
    }
}

static void measure_money(struct tally *t, const struct ledger *l) {
    struct month_money m = {0};
    read_month(t, l, &m);
    tally_put(t, ORG_PLACE, M_spend, BY_NONE, 0, (double)m.all / 100);
    for (unsigned c = 0; c < CATEGORY_COUNT; c++)
        if (c != CATEGORY_TRANSFER)
            tally_put(t, ORG_PLACE, M_spend, BY_CATEGORY, c, (double)m.spent[c] / 100);
    tally_put(t, ORG_PLACE, M_private_payments, BY_NONE, 0, (double)m.put_in / 100);
    tally_put(t, ORG_PLACE, M_treasury_support, BY_NONE, 0, (double)m.lent / 100);
    measure_balances(t, l);
}

/* What only institutions know, through the door; nothing where a run has none. */
static void measure_figures(struct tally *t, const struct world *w) {
    static const struct { enum measure m; enum figure what; double scale;
    } of[] = {{M_care_delivered, FIGURE_CARE_DELIVERED, 0.01},
              {M_private_income, FIGURE_PRIVATE_INCOME, 0.01},
              {M_community_income, FIGURE_COMMUNITY_INCOME, 0.01},
              {M_sessions_pool, FIGURE_SESSIONS, 1},
              {M_sessions_private, FIGURE_SESSIONS_PRIVATE, 1},
              {M_sessions_idle, FIGURE_SESSIONS_IDLE, 1},
              {M_cost_improvement, FIGURE_COST_IMPROVEMENT, 0.01},
              {M_procurement_error, FIGURE_FIT_MISSED, 1},
              {M_paid_wrongly, FIGURE_PAID_WRONGLY, 0.01},
              {M_cost_variation, FIGURE_COST_VARIATION, 1},
              {M_deficit_by_chance_100k, FIGURE_DEFICIT_100K, 1},
              {M_deficit_by_chance_250k, FIGURE_DEFICIT_250K, 1},
              {M_deficit_by_chance_1m, FIGURE_DEFICIT_1M, 1},
              {M_denied_by_chance_100k, FIGURE_DENIED_100K, 0.01},
              {M_denied_by_chance_250k, FIGURE_DENIED_250K, 0.01},
              {M_denied_by_chance_1m, FIGURE_DENIED_1M, 0.01},
              {M_budget_holders, FIGURE_BUDGET_HOLDERS, 1},
              {M_budget_wellbeing, FIGURE_BUDGET_WELLBEING, 1},
              {M_budget_gain_continuing, FIGURE_BUDGET_GAIN_CONTINUING, 1},
              {M_budget_gain_mental, FIGURE_BUDGET_GAIN_MENTAL, 1},
              {M_budget_gain_long_term, FIGURE_BUDGET_GAIN_LONG_TERM, 1}};
    if (!w->ask || !w->ask->figure) return;
    for (unsigned k = 0; k < sizeof of / sizeof *of; k++) {
        const double x = w->ask->figure(w->institutions, w, of[k].what, NOBODY);
        if (!isnan(x)) tally_put(t, ORG_PLACE, of[k].m, BY_NONE, 0, of[k].scale * x);
    }
}

static void measure_residents(struct tally *t) {
    tally_put(t, ORG_PLACE, M_deaths, BY_NONE, 0, t->deaths);
    tally_put(t, ORG_PLACE, M_deaths_from_delay, BY_NONE, 0, t->deaths_from_delay);
    tally_put(t, ORG_PLACE, M_deaths_on_wards, BY_NONE, 0, t->deaths_on_wards);
    tally_put(t, ORG_PLACE, M_deaths_of_bed_days, BY_NONE, 0, t->deaths_of_frailty);
    tally_put(t, ORG_PLACE, M_frailer_by_bed_days, BY_NONE, 0, t->worn);
    tally_put(t, ORG_PLACE, M_nursing_days, BY_NONE, 0, (double)t->nursing_days);
    put_counts(t, M_deaths, COUNT_DIED);
    put_counts(t, M_ae_attendances, COUNT_ATTENDANCE);
    put_counts(t, M_emergency_admissions, COUNT_EMERGENCY);
    put_counts(t, M_elective_admissions, COUNT_PLANNED);
    put_counts(t, M_rtt_clock_starts, COUNT_CLOCK);
    put_counts(t, M_rtt_stops_admitted, COUNT_OPERATED);
    put_counts(t, M_rtt_stops_nonadmitted, COUNT_ADVISED);
    put_counts(t, M_rtt_removals, COUNT_REMOVED);
    put_counts(t, M_rtt_private_exits, COUNT_PRIVATE);
    put_counts(t, M_bed_days, COUNT_BED_DAYS);
    put_counts(t, M_delayed_days, COUNT_DELAYED_DAYS);
    put_counts(t, M_missed_appointments, COUNT_MISSED);
    put_total(t, M_missed_appointments, COUNT_MISSED);
}

static void forget_month(struct tally *t) {
    const size_t cells = (size_t)t->n_providers * t->n_functions;
    memset(t->service, 0, cells * SERVICE_COUNTS * sizeof *t->service);
    memset(t->provider, 0, t->n_providers * sizeof *t->provider);
    memset(t->by_cell, 0, sizeof t->by_cell);
    memset(t->lived, 0, sizeof t->lived);
    t->fair = (struct fairness){0};
    memset(t->admitted_in, 0, sizeof t->admitted_in);
    t->gp_same_day = t->on_foot = t->after_gp_failed = t->type_1 = t->by_ambulance = 0;
    t->admitted_minutes = t->nights = t->nights_emergency = t->delayed = 0;
    memset(t->delayed_by, 0, sizeof t->delayed_by);
    t->deaths = t->deaths_from_delay = t->gp = t->gp_known = t->gp_failed = 0;
    memset(t->call, 0, sizeof t->call);
    t->handover_lost = 0;
    t->diverted = t->deaths_on_wards = t->deaths_of_frailty = t->worn = t->spilled = 0;
    memset(t->critical, 0, sizeof t->critical);
    t->nursing_days = 0;
    memset(t->told, 0, sizeof t->told);
    t->month++;
}

int tally_month_end(struct tally *t, const struct world *w, unsigned month_of_run,
                    const struct ledger *l, const char *(*account)(const void *, uint16_t),
                    const void *who) {
    const int32_t month = day_month(w->first_day) + (int32_t)month_of_run;
    const day_t first = month_first_day(month), end = month_first_day(month + 1);
    t->month = month_of_run;
    measure_planned(t, w);
    measure_urgent(t, w);
    returns_month(t, minute_day(world_now(w)));
    last_year_month(t);
    measure_111(t);
    measure_calls(t);
    measure_doors(t);
    measure_crises(t, w, (double)(end - first));
    measure_disorders(t, w);
    measure_community(t, w, (double)(end - first));
    measure_beds(t, w);
    measure_nights(t);
    measure_staff(t, w);
    measure_social_care(t, w);
    measure_self_funders(t, w);
    measure_residents(t);
    measure_waits_by_person(t, w, minute_day(world_now(w)));
    measure_lives(t, w, first, end);
    equity_month(t);
    measure_figures(t, w);
    if (l) {
        TRY(map_accounts(t, l, account, who));
        measure_money(t, l);
    }
    forget_month(t);
    return t->failed;
}
