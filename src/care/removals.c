// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Leaving the list without treatment.
 * Unreported removal (validation, duplicates, transfers): hazard h of the provider a month, by rule
 * from published flows (planned_rates.c), times removal_multiplier; no health gain; the same in
 * every regime, for the draw belongs to the person and the need.
 * Private exit (card C22): those who can pay leave at hazard
 *   h0 (w / 18 weeks)^1 (income / median)^a (price / reference)^b   a month, w the weeks waited, so
 *   that
 *   the time to leaving from wait t0 solves  h (t^2 - t0^2) / (2 * 18 weeks) = Exponential(1);
 * the insured at a constant hazard once they have waited insured_wait weeks. They are treated
 * elsewhere at once.
 * Taken ill with what one waits for: hazard worsens a year by treatment function, the same in every
 * regime; the pathway leaves the list as one of the removals (whose hazard is less by it, so that
 * their number stays the published one), and an emergency that needs a bed strikes. Longer waits so
 * mean more emergencies. Departments' levels at the start are solved with those that the list of
 * the start will bring (worsening.c). Discharges after a missed first appointment are removals too,
 * and the hazard is less by them (missed.c has both). The earliest of these is drawn when the clock
 * starts and kept as one event. The price is the one in force then. Death: a dead person's pathway
 * ends when called, or at the month's last minute. Left out: coming back from private care, and
 * leaving because one has moved away. */
#include "care/planned_inner.h"

#define STEP_EXIT 0u
#define NEVER_DAYS 1e6

static double income_ratio(const struct planned_params *par, unsigned fifth) {
    switch (fifth) {
    case 1: return par->income_fifth_1;
    case 2: return par->income_fifth_2;
    case 4: return par->income_fifth_4;
    case 5: return par->income_fifth_5;
    default: return par->income_fifth_3;
    }
}

/* A number to a power, the last asked of its kind kept: there are five incomes and few prices. */
static double power(struct kept_power *kept, double x, double y) {
    if (x < kept->x || x > kept->x) *kept = (struct kept_power){x, real_pow(x, y)};
    return kept->to_power;
}

/* Days of waiting after which the person pays to leave, given that they have waited some
 * already. */
static double self_pay_at(const struct world *w, const struct pathway *q, double waited, double u) {
    const struct planned_params *par = &w->par.planned;
    const uint8_t function = w->place->services[q->service].function;
    const pence_t price = w->ask->private_price(w->institutions, w, q->person, function);
    if (price <= 0 || par->self_pay_hazard <= 0.0)
        return NEVER_DAYS;
    const double income = income_ratio(par, w->people.p[q->person].income);
    struct planned *p = w->planned;
    const double hazard = par->self_pay_hazard / DAYS_A_MONTH *
                          power(&p->income_power[w->people.p[q->person].income], income,
                                par->self_pay_income) *
                          power(&p->price_power[function],
                                (double)price / 100.0 / par->self_pay_price_reference,
                                par->self_pay_price);
    const double scale = 7.0 * par->self_pay_wait_reference;
    return real_sqrt(waited * waited - 2.0 * scale * real_log(u) / hazard);
}

static double insured_at(const struct world *w, const struct pathway *q, double waited, double u) {
    const struct planned_params *par = &w->par.planned;
    if (!(w->people.p[q->person].flags & FLAG_INSURED) || par->insured_hazard <= 0.0)
        return NEVER_DAYS;
    const double from = 7.0 * par->insured_wait;
    return (waited > from ? waited : from) - real_log(u) * DAYS_A_MONTH / par->insured_hazard;
}

static double taken_ill_at(const struct world *w, const struct pathway *q, double waited,
                           double u) {
    const uint8_t function = w->place->services[q->service].function;
    const double a_year = (double)w->planned->function[function].worsens;
    return a_year > 0.0 ? waited - real_log(u) * DAYS_A_YEAR / a_year : NEVER_DAYS;
}

static double removed_at(const struct world *w, const struct pathway *q, double waited, double u) {
    const struct planned_params *par = &w->par.planned;
    const struct service_rates *r = &w->planned->rates[q->service];
    const double late = r->hazard_late * r->missed.silent / DAYS_A_MONTH * par->removal_multiplier;
    const double early = late * par->removal_before_validation, from = 7.0 * par->validation_weeks;
    /* hazard summed until validation */
    const double first = waited < from ? early * (from - waited) : 0.0;
    if (late <= 0.0)
        return NEVER_DAYS;
    return -real_log(u) < first ? waited - real_log(u) / early
                                : (waited > from ? waited : from) + (-real_log(u) - first) / late;
}

void removals_schedule(struct world *w, uint32_t i) {
    struct planned *p = w->planned;
    const struct pathway *q = &p->pathway[i];
    const struct words u = planned_luck(w, q, PURPOSE_REMOVAL, STEP_EXIT);
    const struct words v = planned_luck(w, q, PURPOSE_PRIVATE, STEP_EXIT);
    const double waited = planned_days(w, q);
    double at[EXIT_KINDS];
    at[EXIT_REMOVED] = removed_at(w, q, waited, word_uniform(u.w[0]));
    at[EXIT_SELF_PAY] = self_pay_at(w, q, waited, word_uniform(v.w[0]));
    at[EXIT_INSURED] = insured_at(w, q, waited, word_uniform(v.w[1]));
    at[EXIT_TAKEN_ILL] = taken_ill_at(w, q, waited, word_uniform(u.w[1]));
    unsigned kind = EXIT_REMOVED;
    for (unsigned k = EXIT_SELF_PAY; k < EXIT_KINDS; k++)
        if (at[k] < at[kind])
            kind = k;
    p->course[i].exit = (uint8_t)kind;
    const double ahead = at[kind] - waited;
    if (ahead < (double)(w->last_day - w->first_day) + 1.0)
        calendar_schedule(w->calendar, world_now(w) + (minute_t)(ahead * MINUTES_A_DAY) + 1,
                          EVENT_REMOVED, i, q->stamp);
}

/* The month's last minute: nobody who has died is counted as waiting. */
static void sweep(struct world *w) {
    struct planned *p = w->planned;
    for (uint32_t i = 0; i < p->n; i++) {
        if (i + 16 < p->n)
            __builtin_prefetch(&w->people.p[p->pathway[i + 16].person]);
        if (p->pathway[i].stage != STAGE_FREE && !person_alive(&w->people.p[p->pathway[i].person]))
            planned_died(w, i);
    }
}

enum { ILL_NUMBERS = 0x200000 }; /* apart from the numbers of needs */

/* Out of the list, and to the door of urgent care, unless somebody lives where the model has none
 * or is in hospital already. */
static void taken_ill(struct world *w, uint32_t i) {
    const struct pathway q = w->planned->pathway[i];
    const struct person *who = &w->people.p[q.person];
    const struct need n = {
        .person = q.person,
        .number = q.number + ILL_NUMBERS,
        .at = world_now(w),
        .kind = NEED_OTHER_MAJOR,
        .truth = TRUE_HOSPITAL_BED,
        .severity = needs_severity(
            &w->needs_par, TRUE_HOSPITAL_BED,
            word_uniform(planned_luck(w, &q, PURPOSE_REMOVAL, STEP_EXIT).w[2]))};
    w->planned->service[q.service].count.removals++;
    planned_see(w, &q, SAW_REMOVAL, REMOVED_ILL, planned_days(w, &q));
    planned_end(w, i, w->par.outcome.resolved_taken_ill);
    if (!(who->flags & FLAG_ELECTIVE_ONLY) && !who->in_hospital) primary_need(w, &n);
}

/* The whole price of a private treatment, by who has no insurance for it. */
static void pays_for_it(struct world *w, const struct pathway *q) {
    const uint8_t function = w->place->services[q->service].function;
    const pence_t price = w->ask->private_price(w->institutions, w, q->person, function);
    planned_see(w, q, SAW_OUT_OF_POCKET, 0, price < UINT32_MAX ? (uint32_t)price : UINT32_MAX);
}

enum event_fate removals_due(void *world, uint32_t owner, uint32_t stamp, minute_t now) {
    struct world *w = world;
    (void)now;
    if (owner == SWEEP) {
        sweep(w);
        return EVENT_DONE;
    }
    struct planned *p = w->planned;
    const struct pathway *q = &p->pathway[owner];
    if (q->stamp != stamp || q->stage == STAGE_FREE)
        return EVENT_STALE;
    if (!person_alive(&w->people.p[q->person])) {
        planned_died(w, owner);
        return EVENT_DONE;
    }
    struct planned_month *count = &p->service[q->service].count;
    const uint8_t kind = p->course[owner].exit;
    if (kind == EXIT_TAKEN_ILL) {
        taken_ill(w, owner);
    } else if (kind == EXIT_REMOVED) {
        count->removals++;
        planned_see(w, q, SAW_REMOVAL, REMOVED_SILENTLY, planned_days(w, q));
        planned_end(w, owner, w->par.outcome.resolved_removed);
    } else {
        count->private_exits++;
        planned_see(w, q, SAW_PRIVATE_EXIT, kind == EXIT_INSURED, planned_days(w, q));
        if (kind != EXIT_INSURED) pays_for_it(w, q);
        planned_end(w, owner, w->par.outcome.resolved_admitted);
    }
    return EVENT_DONE;
}
