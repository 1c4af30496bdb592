// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In the world: general practice in hours, NHS 111 at any hour, the out-of-hours service behind it,
 * and the way from there to a department, a ward or an ambulance. A practice holds so many same-day
 * appointments a working day; who finds none soon enough turns elsewhere. Whoever sees the patient
 * judges with error: an unclear case is sent on, a grave one sometimes missed, and those come back
 * worse.
 *   same-day appointments a day   by the practice (surgeries.c); the duty doctor fits the graver
 *   in, up to gp_extra over that
 *   p(sent to hospital)           logistic(logit p(truth) + practice style + out of hours + risk
 *   shift + known), where
 *                                 risk shift * (share of what follows borne at the start - borne
 *                                 now), the same of the call handler
 *                                 known = 0 for whom the start's continuity would have brought to
 *                                 the same kind of doctor as today's (continuity.c); who has lost
 *                                 the doctor who knows them is sent on more with no need of a bed,
 *                                 less with it, by known_logit; who has gained one the other way
 *   111                           gravity + noise + caution against three thresholds, and a
 *   clinician's second look (disposition.c); calls
 *   answered * share of its staff; the others do what they would have done without it
 *   noise of 111                  noise * exp(-noise_by_quality * how well its holder does it)
 *   out of hours                  with chance 1 - share of its shifts that are filled nobody is
 *   there, and people turn elsewhere
 * All of one need is settled in one event: nothing here queues but the appointment book.
 * Sources: evidence cards 3.1 to 3.4 and 3.15. An overworked practice closes its list (lists.c).
 * Left out: home visits, appointments that follow a list as it grows. */
#include "care/primary.h"

#include <string.h>

#include "base/real.h"
#include "care/ambulance.h"
#include "care/asked.h"
#include "care/community.h"
#include "care/continuity.h"
#include "care/departments.h"
#include "care/disposition.h"
#include "care/lists.h"
#include "care/errand.h"
#include "care/surgeries.h"

/* sqrt(3) / pi: a unit of log-odds, in standard deviations of the noise */
#define LOGIT_SD 0.5513288954217921

/* ---- what an errand tells the world, or the pilot ---- */

static struct words words_of(const struct errand *e, unsigned step) {
    return luck_words(e->luck, e->n->person, PURPOSE_FIRST_CONTACT,
                      need_ordinal(e->n->number, step));
}

static void tell(const struct errand *e, enum sight_kind kind, uint8_t detail, uint32_t amount) {
    if (e->pilot) return;
    world_saw(e->w, &(struct sight){.kind = kind,
                                    .provider = NOBODY,
                                    .detail = detail,
                                    .person = e->n->person,
                                    .amount = amount,
                                    .at = world_now(e->w)});
}

static void charge(const struct errand *e, enum currency c, enum service_line line) {
    if (!e->pilot) asked_paid(e->w, e->n->person, NOBODY, c, line, 1.0);
}

uint16_t errand_site(const struct errand *e, enum reach_nest nest, double *km) {
    const struct words x = words_of(e, STEP_SITE);
    return reach_pick(&e->p->x.reach, e->who->area, nest, word_uniform(x.w[nest]), km);
}

bool errand_straight(const struct expectation *x, const struct luck *luck, const struct need *n,
                     uint16_t site) {
    if (site == NO_SITE || !(x->site[site].straight > 0)) return false;
    const struct words u = luck_words(luck, n->person, PURPOSE_FIRST_CONTACT,
                                      need_ordinal(n->number, STEP_STRAIGHT));
    return word_uniform(u.w[0]) < x->site[site].straight;
}

static void send_to(const struct errand *e, unsigned type, minute_t at) {
    const double km =
        type == 3 ? (double)e->p->x.reach.row[NEST_WALK_IN][e->who->area].km_mean : e->major_km;
    at += (minute_t)(km * 60.0 / e->w->par.primary.drive_km_hour) + 10u;
    if (e->pilot) {
        pilot_send(e->pilot, e, type, at);
        return;
    }
    struct need sent = *e->n;
    sent.gp_failed = e->gp_failed;
    departments_send(e->w, &sent, type, at, NO_JOB);
}

static bool stays_home(struct errand *e, minute_t at);

static void call_999(struct errand *e, minute_t at) {
    if (stays_home(e, at)) return;
    if (e->pilot) {
        pilot_ambulance(e->pilot, e, at);
        return;
    }
    struct need later = *e->n;
    later.at = at;
    ambulance_call(e->w, &later, 0);
}

/* ---- those not helped ---- */

static void miss(struct errand *e, minute_t at) {
    const struct primary_params *par = &e->w->par.primary;
    if (e->n->truth < TRUE_SAME_DAY) return;
    const struct words x = words_of(e, STEP_MISSED);
    const double back = e->n->truth == TRUE_HOSPITAL_BED ? par->return_bed : par->return_same_day;
    if (word_uniform(x.w[0]) >= back) return;
    at += (minute_t)(60.0 * draw_exponential(word_uniform(x.w[1]), par->return_hours));
    if (word_uniform(x.w[2]) < par->return_999 * e->gravity) call_999(e, at);
    else send_to(e, 1, at);
}

/* ---- a doctor sees the patient ---- */

static void refer(struct errand *e, minute_t at, double u_direct, double u_999) {
    if (e->major == NO_SITE || stays_home(e, at)) return;
    if (u_direct < e->p->x.site[e->major].direct_share) send_to(e, 0, at);
    else if (u_999 < e->w->par.primary.gp_calls_999 && e->n->truth == TRUE_HOSPITAL_BED)
        call_999(e, at);
    else send_to(e, 1, at);
}

/* Is somebody frail seen at home by the community team instead of going to hospital? A share of
 * those who truly need a bed go later all the same. Asked once a need. */
static bool stays_home(struct errand *e, minute_t at) {
    const struct community_params *par = &e->w->par.community;
    if (e->team_asked || !(par->on > 0) || !community_suits_response(par, e->n, e->who))
        return false;
    e->team_asked = true;
    if (e->pilot) pilot_asks_team(e->pilot);
    const struct words x = words_of(e, STEP_TEAM);
    if (word_uniform(x.w[0]) >= e->p->x.community.referred) return false;
    if (e->pilot ? word_uniform(x.w[1]) >= e->p->x.community.served
                 : !community_responds(e->w, e->n))
        return false;
    const double u = word_uniform(x.w[2]) / par->transfer; /* uniform for those who are taken */
    if (e->n->truth == TRUE_HOSPITAL_BED && u < 1.0)
        refer(e, at + (minute_t)(60.0 * draw_exponential(word_uniform(x.w[3]),
                                                         par->transfer_hours)),
              u, 1.0);
    return true;
}

/* Log-odds of sending on, for what the contracts have taken off the decider since the start. */
static double risk_shift(const struct errand *e, enum service_line line) {
    const double strength = e->w->par.primary.risk_shift;
    return strength > 0 && !e->pilot ? strength * asked_passed_on(e->w, NOBODY, line) : 0.0;
}

/* Spread of a judgement, ratio to the start: a better holder of the line judges closer to the
 * truth. */
static double judged(const struct errand *e, enum service_line line) {
    return e->pilot ? 1.0
                    : real_exp(-e->w->par.primary.noise_by_quality *
                               asked_quality(e->w, e->who->area, line));
}

/* What a line can do for somebody of here; the pilot's world is the start's. */
static double filled(const struct errand *e, enum service_line line) {
    return e->pilot ? 1.0 : asked_filled(e->w, e->who->area, line);
}

/* A practice's chances are kept until its log-odds move. */
static double practice_sends_on(const struct errand *e, double shift) {
    const uint16_t s = e->who->practice;
    if (s >= e->p->n_surgeries) return real_logistic(e->p->sends_logit[e->n->truth] + shift);
    struct sends *kept = &e->p->sends[s];
    if (!kept->known || kept->shift < shift || kept->shift > shift) {
        *kept = (struct sends){.shift = shift, .known = true};
        for (unsigned t = 0; t < 4; t++)
            kept->chance[t] = real_logistic(e->p->sends_logit[t] + shift);
    }
    return kept->chance[e->n->truth];
}

/* ---- who is known to the doctor ---- */

static const struct surgery *practice_of(const struct errand *e) {
    return e->who->practice < e->p->n_surgeries ? &e->p->surgery[e->who->practice] : NULL;
}

static double known_now(const struct errand *e, const struct surgery *s) {
    return continuity_now((double)s->usual, (double)s->left, e->doctors);
}

static bool is_known(const struct errand *e) {
    const struct surgery *s = practice_of(e);
    return s && !e->pilot && word_uniform(words_of(e, STEP_KNOWN).w[0]) < known_now(e, s);
}

/* Log-odds of being sent on for having lost (or gained) the doctor who knows them. */
static double known_shift(const struct errand *e) {
    const struct surgery *s = practice_of(e);
    if (!s || e->pilot) return 0;
    const double was = (double)s->usual, is = known_now(e, s);
    if (!(is < was || is > was)) return 0; /* as at the start: nothing to draw */
    const double u = word_uniform(words_of(e, STEP_KNOWN).w[0]);
    if ((u < was) == (u < is)) return 0;
    const double sent = e->n->truth == TRUE_HOSPITAL_BED ? -1.0 : 1.0;
    return (u < was ? sent : -sent) * e->w->par.primary.known_logit;
}

static double sends_on(const struct errand *e, enum service_line line) {
    double shift = line == LINE_OUT_OF_HOURS ? e->w->par.primary.ooh_logit : 0;
    const double known = line == LINE_GP ? known_shift(e) : 0;
    if (e->who->practice < e->p->n_surgeries)
        shift += (double)e->p->surgery[e->who->practice].style;
    shift += risk_shift(e, line);
    const bool kept = line == LINE_GP && !(known < 0 || known > 0);
    return kept ? practice_sends_on(e, shift)
                : real_logistic(e->p->sends_logit[e->n->truth] + shift + known);
}

static void consult(struct errand *e, minute_t at, enum service_line line) {
    const struct words x = words_of(e, line == LINE_GP ? STEP_GP : STEP_GP + 4);
    if (word_uniform(x.w[0]) < sends_on(e, line))
        refer(e, at, word_uniform(x.w[1]), word_uniform(x.w[2]));
    else if (e->n->truth == TRUE_HOSPITAL_BED) miss(e, at);
}

/* ---- general practice ---- */

static bool works(const struct primary *p, uint32_t day) { return day < p->n_days && p->open[day]; }

/* First working day on which the practice could see somebody who calls now. */
static uint32_t next_day(const struct errand *e) {
    const uint32_t today = minute_day(e->at) - e->w->first_day;
    const bool over = minute_of_day(e->at) + 60 > (uint32_t)e->w->par.primary.gp_closes;
    uint32_t d = today + (over ? 1 : 0);
    for (unsigned k = 0; k < 6 && !works(e->p, d); k++) d++;
    return d;
}

static minute_t opening(const struct errand *e, uint32_t day) {
    const minute_t door = day_minute(e->w->first_day + day) + (minute_t)e->w->par.primary.gp_opens;
    return door > e->at ? door : e->at;
}

/* Minutes that somebody will wait for another day's appointment. */
static double tolerance(const struct errand *e, double u) {
    const struct primary_params *par = &e->w->par.primary;
    return 60.0 * (draw_exponential(u, par->gp_tolerance) *
                   real_exp(-par->gp_tolerance_gravity * e->perceived));
}

/* Takes an appointment of this day, or of a later one within the person's patience; returns its
 * minute, or MINUTE_NEVER. Most find one today, and their patience is not asked. */
static minute_t book(struct errand *e, double u_patience, double u, uint32_t day) {
    const minute_t wait = (minute_t)(60.0 * e->w->par.primary.gp_wait_today * 2.0 * u);
    const uint32_t today = minute_day(e->at) - e->w->first_day;
    if (e->who->practice >= e->p->n_surgeries) return opening(e, day) + wait;
    struct surgery *s = e->pilot ? pilot_surgery(e->pilot, e) : &e->p->surgery[e->who->practice];
    const uint32_t first = day;
    /* who turns to the practice at night knows when it opens */
    const minute_t soonest = opening(e, day);
    const double extra = 1.0 + e->w->par.primary.gp_extra; /* the duty doctor fits the graver in */
    /* the pilot is solved for the start's share of sessions */
    const double same_day = e->pilot ? 1.0 : e->w->par.primary.gp_same_day_more;
    for (; day < today + GP_DAYS - 1; day++) {
        if (!works(e->p, day)) continue;
        const minute_t from = opening(e, day);
        if (day > first && (double)(from - soonest) > tolerance(e, u_patience)) return MINUTE_NEVER;
        if (s->used[day % GP_DAYS] >=
            e->doctors * s->slots * same_day *
                (day == first && e->perceived >= e->w->par.primary.gp_extra_gravity ? extra : 1.0))
            continue;
        s->used[day % GP_DAYS]++;
        return from + wait;
    }
    return MINUTE_NEVER;
}

static void turn_to(struct errand *e, unsigned mask, unsigned step);

static void tell_visit(const struct errand *e, minute_t at) {
    if (e->pilot) return;
    world_saw(e->w, &(struct sight){.kind = SAW_GP,
                                    .provider = NOBODY,
                                    .detail = minute_day(at) == minute_day(e->at),
                                    .flag = is_known(e),
                                    .person = e->n->person,
                                    .amount = (at - e->at) / 60,
                                    .at = world_now(e->w)});
}

static void count_request(const struct errand *e, bool unserved) {
    if (e->who->practice >= e->p->n_surgeries) return;
    e->p->surgery[e->who->practice].asked++;
    e->p->surgery[e->who->practice].unserved += unserved;
}

static void visit_gp(struct errand *e, unsigned mask, unsigned step) {
    const struct words x =
        luck_words(e->luck, e->n->person, PURPOSE_GP, need_ordinal(e->n->number, 0));
    const uint32_t day = next_day(e);
    const struct surgery *s = practice_of(e);
    const bool through =
        word_uniform(x.w[2]) >= (s ? s->not_through : e->w->par.primary.gp_not_through);
    const minute_t at = through ? book(e, word_uniform(x.w[0]), word_uniform(x.w[1]), day)
                                : MINUTE_NEVER;
    if (through && !e->pilot) count_request(e, at == MINUTE_NEVER);
    if (at == MINUTE_NEVER) {
        tell(e, SAW_GP_FAILED, 0, 0);
        e->gp_failed = true;
        if (e->pilot) pilot_fails(e->pilot);
        turn_to(e, mask & ~(1u << CHANNEL_GP), step + 1);
        return;
    }
    tell_visit(e, at);
    charge(e, CURRENCY_GP, LINE_GP);
    consult(e, at, LINE_GP);
}

/* ---- out of hours and 111 ---- */

static void visit_out_of_hours(struct errand *e, unsigned mask, unsigned step) {
    const double share = filled(e, LINE_OUT_OF_HOURS); /* of its shifts: nobody may be there */
    if (share < 1.0 && word_uniform(words_of(e, STEP_SHIFT).w[0]) >= share) {
        turn_to(e, mask & ~(1u << CHANNEL_OUT_OF_HOURS) & ~(1u << CHANNEL_111), step + 1);
        return;
    }
    tell(e, SAW_OOH, 0, 0);
    charge(e, CURRENCY_OUT_OF_HOURS, LINE_OUT_OF_HOURS);
    consult(e, e->at + (minute_t)(60.0 * e->w->par.primary.hours_out_of_hours), LINE_OUT_OF_HOURS);
}

static bool practice_open(const struct errand *e) {
    const uint32_t m = minute_of_day(e->at);
    return works(e->p, minute_day(e->at) - e->w->first_day) &&
           m >= (uint32_t)e->w->par.primary.gp_opens &&
           m + 60 <= (uint32_t)e->w->par.primary.gp_closes;
}

static void told_emergency(struct errand *e, unsigned mask, unsigned step, double u_follow,
                           double u_where) {
    const struct primary_params *par = &e->w->par.primary;
    if (stays_home(e, e->at + 30)) return;
    const bool walk_in = u_where < par->walk_in_111 &&
                         departments_walk_in_open(&e->w->par.emergency, e->at) &&
                         errand_site(e, NEST_WALK_IN, NULL) != NO_SITE;
    if (u_follow < par->follow_emergency_111) send_to(e, walk_in ? 3 : 1, e->at + 30);
    else turn_to(e, mask & ~(1u << CHANNEL_111), step + 1);
}

static void told_primary(struct errand *e, unsigned mask, unsigned step, double u) {
    if (u < e->w->par.primary.attend_despite_111) send_to(e, 1, e->at + 30);
    /* or an urgent care hub */
    else if (!practice_open(e) || !(mask & (1u << CHANNEL_GP))) visit_out_of_hours(e, mask, step);
    else visit_gp(e, mask & ~(1u << CHANNEL_111), step);
}

/* Whom 111 does not answer does what they would have done without it: some had meant to go to A&E
 * or to call 999, some would have sought nobody, the others choose again. */
static void without_111(struct errand *e, unsigned mask, unsigned step) {
    const struct primary_params *par = &e->w->par.primary;
    const unsigned emergency =
        1u << CHANNEL_WALK_IN | 1u << CHANNEL_EMERGENCY | 1u << CHANNEL_999;
    const double u = word_uniform(words_of(e, STEP_WITHOUT).w[0]);
    if (u >= par->emergency_intent_111 + par->new_demand_111)
        turn_to(e, mask & ~(1u << CHANNEL_111), step + 1);
    else if (u >= par->emergency_intent_111) miss(e, e->at);
    else turn_to(e, mask & emergency, step + 1);
}

/* Share of calls that are answered; the pilot's world is the start's. */
static double answers_111(const struct errand *e) {
    const struct primary_params *par = &e->w->par.primary;
    const double share = filled(e, LINE_111);
    return par->answered_111 * (share < 1.0 ? share : 1.0) *
           (e->pilot ? 1.0 : 1.0 - par->unanswered_111);
}

/* What is on top of the start's service, whose published figures the pilot is solved for. */
static enum disposition looked_at_again(const struct errand *e, enum disposition d) {
    const struct primary_params *par = &e->w->par.primary;
    if (e->pilot || !(par->review_emergency_111 > 0 || par->review_ambulance_111 > 0)) return d;
    const struct words x = words_of(e, STEP_REVIEW);
    const unsigned category = ambulance_category_of(e->w, e->n);
    if (!disposition_is_reviewed(par, d, category, word_uniform(x.w[0]))) return d;
    return disposition_reviewed(
        par, d, e->gravity + par->review_noise * real_probit(word_uniform(x.w[1])));
}

static enum disposition judge_111(const struct errand *e, double u) {
    const struct primary_params *par = &e->w->par.primary;
    const double caution = (e->pilot ? 0.0 : par->caution_111) +
                           LOGIT_SD * par->noise_111 * risk_shift(e, LINE_111);
    const double noise = par->noise_111 * judged(e, LINE_111);
    const double seen = e->gravity + caution + noise * real_probit(u);
    return looked_at_again(e, disposition_heard(par, seen));
}

static void call_111(struct errand *e, unsigned mask, unsigned step) {
    const struct words x = words_of(e, STEP_111), y = luck_words(e->luck, e->n->person, PURPOSE_GP,
                                                                 need_ordinal(e->n->number, 1));
    if (word_uniform(x.w[0]) >= answers_111(e)) {
        without_111(e, mask, step);
        return;
    }
    const enum disposition told = judge_111(e, word_uniform(x.w[1]));
    tell(e, SAW_111, (uint8_t)told, 0);
    charge(e, CURRENCY_111, LINE_111);
    switch (told) {
    case TOLD_AMBULANCE: call_999(e, e->at + 15); break;
    case TOLD_EMERGENCY:
        told_emergency(e, mask, step, word_uniform(x.w[2]), word_uniform(x.w[3]));
        break;
    case TOLD_PRIMARY: told_primary(e, mask, step, word_uniform(y.w[0])); break;
    case TOLD_SELF: miss(e, e->at); break;
    }
}

/* ---- the choice ---- */

/* Hours of waiting as they weigh on the choice: those past the first day weigh less. */
static double felt_hours(const struct primary_params *par, double hours) {
    return hours <= par->wait_day ? hours
                                  : par->wait_day + par->wait_later * (hours - par->wait_day);
}

static struct doors look(const struct errand *e, unsigned mask) {
    const struct reach *r = &e->p->x.reach;
    const uint32_t area = e->who->area;
    struct doors d = {.open = mask, .deprived = (5.5 - e->who->decile) / 9.0,
                      .walk_in = (double)r->row[NEST_WALK_IN][area].logsum,
                      .emergency = -e->w->par.primary.km_weight * e->major_km};
    if (e->major != NO_SITE) d.emergency += e->p->x.site[e->major].door;
    else d.open &= ~(1u << CHANNEL_EMERGENCY);
    const double opens = (double)(opening(e, next_day(e)) - e->at) / 60.0;
    const struct surgery *s = practice_of(e);
    if (s && !e->pilot) d.known = known_now(e, s) - (double)s->usual;
    d.gp_hours = felt_hours(&e->w->par.primary, opens + e->w->par.primary.gp_wait_today);
    if (practice_open(e)) d.open &= ~(1u << CHANNEL_OUT_OF_HOURS);
    if (!departments_walk_in_open(&e->w->par.emergency, e->at) || !r->row[NEST_WALK_IN][area].n)
        d.open &= ~(1u << CHANNEL_WALK_IN);
    return d;
}

static void turn_to(struct errand *e, unsigned mask, unsigned step) {
    const struct words taste = words_of(e, STEP_TASTE + step);
    const struct words habit = luck_words(e->luck, e->n->person, PURPOSE_FIRST_CONTACT, UINT32_MAX);
    const struct doors d = look(e, mask);
    if (step == 0)
        e->perceived = e->gravity + e->w->par.primary.perception_sd * 3.4641016151377544 *
                                        ((double)word_half(&taste, 7) / (double)GUMBEL_ROWS - 0.5);
    const enum channel c = first_contact(&e->w->par.primary, e->n, e->perceived, e->who->frailty,
                                         &d, &taste, &habit, e->p->gumbel);
    if (e->pilot) pilot_contact(e->pilot, c, step);
    switch (c) {
    case CHANNEL_GP: visit_gp(e, mask, step); break;
    case CHANNEL_111: call_111(e, mask, step); break;
    case CHANNEL_OUT_OF_HOURS: visit_out_of_hours(e, mask, step); break;
    case CHANNEL_WALK_IN: send_to(e, 3, e->at + 20); break;
    case CHANNEL_EMERGENCY: send_to(e, 1, e->at + 20); break;
    case CHANNEL_999: call_999(e, e->at); break;
    default: miss(e, e->at);
    }
}

void errand_run(struct errand *e) {
    e->gravity = need_gravity(e->n);
    e->major_km = 0;
    e->doctors = filled(e, LINE_GP) * (e->pilot ? 1.0 : e->w->par.primary.gp_staff);
    e->major = errand_site(e, NEST_MAJOR, &e->major_km);
    turn_to(e, CHANNELS_ALL, 0);
}

void primary_need(struct world *w, const struct need *n) {
    const struct person *who = &w->people.p[n->person];
    if (who->in_hospital || (who->flags & FLAG_ELECTIVE_ONLY)) return;
    struct errand e = {
        .w = w, .p = w->primary, .n = n, .who = who, .luck = &w->luck, .at = world_now(w)};
    errand_run(&e);
}

bool primary_straight(const struct world *w, const struct need *n, uint16_t provider) {
    const struct expectation *x = &w->primary->x;
    return errand_straight(x, &w->luck, n, reach_site_of(&x->reach, provider, 1));
}

/* ---- life ---- */

void primary_near(const struct primary *p, const struct person *who) {
    for (unsigned nest = 0; nest < NEST_COUNT; nest++) {
        const struct reach_row *row = &p->x.reach.row[nest][who->area];
        __builtin_prefetch(row);
        __builtin_prefetch((const char *)(row + 1) - 1);
    }
    if (who->practice >= p->n_surgeries) return;
    __builtin_prefetch(&p->surgery[who->practice], 1);
    __builtin_prefetch(&p->sends[who->practice], 1);
}

double primary_days_to_gp(const struct world *w, uint32_t person) {
    const uint16_t s = w->people.p[person].practice;
    return s < w->primary->n_surgeries ? (double)w->primary->surgery[s].routine_days
                                       : w->par.primary.gp_routine_days;
}

/* The routine queue of a practice, in days of its own routine appointments: those of its people
 * come at a rate below what it offers while nobody waits, fewer the longer the wait; acute work
 * left over takes its share. */
static void pass_day(const struct primary_params *par, struct surgery *s, unsigned slot) {
    const double use = s->slots ? (double)s->used[slot] / (double)s->slots : 0;
    const double ask = par->gp_routine_use * (double)s->routine_ask +
                       0.1 * (1.0 - (double)s->routine_days / par->gp_routine_days) +
                       0.1 * (use - 0.9);
    const double days = (double)s->routine_days + ask - par->gp_routine_use;
    s->routine_days = (float)(days < 0.5 ? 0.5 : days);
}

static enum event_fate open_day(void *world, uint32_t owner, uint32_t stamp, minute_t now) {
    struct world *w = world;
    struct primary *p = w->primary;
    (void)owner, (void)stamp;
    const uint32_t today = minute_day(now) - w->first_day;
    const unsigned yesterday = (today + GP_DAYS - 1) % GP_DAYS;
    for (uint32_t i = 0; i < p->n_surgeries; i++) {
        if (today && works(p, today - 1)) pass_day(&w->par.primary, &p->surgery[i], yesterday);
        p->surgery[i].used[yesterday] = 0;
        p->surgery[i].left =
            (float)continuity_after(&w->par.primary, (double)p->surgery[i].left, 1);
    }
    lists_day(w, today);
    calendar_schedule(w->calendar, now + MINUTES_A_DAY, EVENT_GP_DAY, 0, 0);
    return EVENT_DONE;
}

void primary_register(struct primary *p, struct calendar *c) {
    (void)p;
    calendar_handle(c, EVENT_GP_DAY, open_day, NULL);
    calendar_schedule(c, calendar_now(c) / MINUTES_A_DAY * MINUTES_A_DAY + 1, EVENT_GP_DAY, 0, 0);
}

static void log_odds(struct primary *p, const struct primary_params *par) {
    const double by_truth[] = {par->gp_sends_self_care, par->gp_sends_gp, par->gp_sends_same_day,
                               par->gp_sends_bed};
    for (unsigned t = 0; t < 4; t++) p->sends_logit[t] = real_logit(by_truth[t]);
}

static int make_rooms(struct primary *p) {
    p->surgery = arena_array(&p->arena, (size_t)p->n_surgeries + 1, sizeof *p->surgery);
    p->sends = arena_array(&p->arena, (size_t)p->n_surgeries + 1, sizeof *p->sends);
    p->open = arena_array(&p->arena, p->n_days, 1);
    return p->surgery && p->sends && p->open ? 0 : FAULT_MEMORY;
}

int primary_open(struct primary **out, struct world *w) {
    if (*out) return 0; /* a department or the fleet has asked for the expectation already */
    struct arena first;
    arena_init(&first, 1u << 20);
    struct primary *p = arena_take(&first, sizeof *p);
    if (!p) {
        arena_free(&first);
        return FAULT_MEMORY;
    }
    p->arena = first;
    p->n_surgeries = w->place->n_practices;
    p->n_providers = w->place->n_providers;
    p->n_days = w->last_day - w->first_day + 400;
    *out = p;
    TRY(make_rooms(p));
    for (uint32_t d = 0; d < p->n_days; d++) p->open[d] = day_is_working(w->first_day + d);
    gumbel_table(p->gumbel);
    log_odds(p, &w->par.primary);
    surgeries_staff(p, w);
    return expectation_solve(w, p);
}

static int copy_rooms(struct primary *p, const struct primary *from) {
    TRY(make_rooms(p));
    memcpy(p->surgery, from->surgery, (size_t)p->n_surgeries * sizeof *p->surgery);
    memcpy(p->open, from->open, p->n_days);
    return expectation_copy(&p->x, &from->x, p->n_providers, &p->arena);
}

int primary_copy(struct primary **out, const struct primary *from) {
    struct arena first;
    *out = NULL;
    arena_init(&first, 1u << 20);
    struct primary *p = arena_take(&first, sizeof *p);
    if (!p) {
        arena_free(&first);
        return FAULT_MEMORY;
    }
    *p = *from;
    p->arena = first;
    p->lists = NULL;
    *out = p;
    return copy_rooms(p, from);
}

int primary_adopt(struct world *w, const struct primary *from) {
    TRY(primary_copy(&w->primary, from));
    expectation_settle(w, w->primary);
    return 0;
}

void primary_close(struct primary *p) {
    if (!p) return;
    struct arena a = p->arena;
    arena_free(&a);
}

uint16_t primary_site(const struct world *w, const struct need *n, unsigned type, double *km) {
    const struct errand e = {
        .p = w->primary, .n = n, .who = &w->people.p[n->person], .luck = &w->luck};
    return errand_site(&e, type == 3 ? NEST_WALK_IN : NEST_MAJOR, km);
}

uint16_t primary_fleet(const struct world *w, const struct need *n) {
    const struct errand e = {
        .p = w->primary, .n = n, .who = &w->people.p[n->person], .luck = &w->luck};
    const struct words x = words_of(&e, STEP_SITE);
    return reach_home(&w->primary->x.reach, e.who->area, word_uniform(x.w[NEST_MAJOR]));
}

/* Crews do not move when a door shuts: who is whose is kept as it was. */
static void keep_home(struct world *w) {
    struct reach *const r = &w->primary->x.reach;
    const size_t n = (size_t)r->n_areas + 1;
    if (r->all_open) return;
    r->all_open = arena_array(&w->primary->arena, n, sizeof *r->all_open);
    if (r->all_open) memcpy(r->all_open, r->row[NEST_MAJOR], n * sizeof *r->all_open);
    else w->failed = FAULT_MEMORY;
}

void primary_shut(struct world *w, uint16_t site, bool shut) {
    struct reach *const r = &w->primary->x.reach;
    keep_home(w);
    r->site[site].shut = shut;
    reach_weigh(r, w->par.primary.km_weight);
}

const struct expectation *primary_expectation(struct world *w) {
    if (!w->primary && primary_open(&w->primary, w) < 0) return NULL;
    return &w->primary->x;
}
