// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In the world: a patient's way through A&E. Registered and sorted by acuity; the ill (majors) need
 * a cubicle and then a clinician, the rest (minors) a clinician; an ambulance crew stays with its
 * patient until the cubicle is there. Tests take their time, then somebody decides: home, or a bed.
 * Who waits for a bed keeps the cubicle and the nurse, and that slows everybody:
 *   clinician's minutes   lognormal(mean * age factor (majors) * pace * (1 + crowd_slows * boarding
 *                         / cubicles))
 *   four-hour clock       a work-up, or the way to a bed that is kept, that would end within
 *                         clock_reach after four hours ends in the last ten minutes instead, with a
 *                         set chance, while the target is on: the hazard's spike
 *   harm of delay         1/NNH by hours from arrival to ward, for those admitted through the
 *                         department, x the person's peril: the published excess is one of
 *                         standardised mortality, so it falls on whom mortality falls
 *   peril                 yearly hazard of death / yearly needs for a bed (by year of age, sex,
 *                         tenth and frailty), over its mean among those admitted through A&E at
 *                         the start: at that mix 1 in NNH dies. Mental-health crises, which go to
 *                         other wards than those studied, have none
 * Deaths expected of the start's delays come off the life table, which holds them (expectation.c).
 * The published group under four hours stands at -1/191 against expectation; by default only the
 * excess over the expected case-mix is drawn (delay_harm_reference 0); 1 draws it over the
 * under-four-hours group. Comparisons between regimes lose 1/191 a patient at reference 0.
 * Clinicians on shift are the roster times the doctors that the hospital has (provision), in whole
 * people; tests take longer by its turnaround; something short of a bed is to be had as community
 * services are filled. Sources: evidence cards 3.6, 3.7 and 3.12. Left out: resuscitation rooms,
 * imaging queues, staff by grade. */
#include "base/real.h"
#include "care/admission.h"
#include "care/ambulance.h"
#include "care/asked.h"
#include "care/beds.h"
#include "care/closures.h"
#include "care/community.h"
#include "care/department.h"
#include "care/mental_health.h"

#define FOUR_HOURS 240u
enum { BLOCK_TRIAGE, BLOCK_TIMES, BLOCK_DECISION, BLOCK_CLOCK };

static void fill(struct world *w, struct department *d);
static void serve(struct world *w, struct department *d, unsigned stream);

static struct department *site_of(const struct world *w, const struct attendance *a) {
    return &w->departments->site[a->site];
}

/* ---- leaving ---- */

static bool in_cubicle(const struct department *d, const struct attendance *a) {
    if (a->state == AT_BOARDS) return true;
    return d->type == 1 && a->stream == STREAM_MAJORS && a->state != AT_WAITS_PLACE;
}

static void tell(struct world *w, const struct attendance *a, const struct department *d,
                 uint32_t minutes, bool admitted) {
    world_saw(w, &(struct sight){.kind = SAW_ATTENDANCE,
                                 .provider = d->provider,
                                 .detail = d->type,
                                 .function = (uint8_t)(a->by_ambulance * CAME_BY_AMBULANCE +
                                                       a->gp_failed * CAME_AFTER_GP),
                                 .flag = admitted,
                                 .person = a->person,
                                 .amount = minutes,
                                 .at = world_now(w)});
    const bool walk_in = d->type == 3;
    asked_paid(w, a->person, d->provider, walk_in ? CURRENCY_ATTENDANCE_3 : CURRENCY_ATTENDANCE_1,
               walk_in ? LINE_URGENT_TREATMENT : LINE_EMERGENCY, 1.0);
}

/* The attendance ends after minutes; frees the cubicle and the record. */
static void leave(struct world *w, uint32_t at, uint32_t minutes, bool admitted) {
    struct departments *all = w->departments;
    struct attendance *a = &all->at[at];
    struct department *d = site_of(w, a);
    const bool freed = in_cubicle(d, a);
    if (freed) d->in_cubicles--;
    if (a->state == AT_BOARDS) d->boarding--;
    d->inside--;
    all->left++;
    tell(w, a, d, minutes, admitted);
    attendance_drop(all, at);
    if (freed) fill(w, d);
}

/* Some who went home come again within seven days; nearly all whose need was missed do. */
static void come_again(struct world *w, const struct attendance *a) {
    const struct emergency_params *par = &w->par.emergency;
    if (a->visit >= 3) return;
    const struct words x = attendance_words(w, a, BLOCK_DECISION);
    const bool missed = a->truth == TRUE_HOSPITAL_BED;
    if (word_uniform(x.w[2]) >= (missed ? par->missed_returns : par->return_7_days)) return;
    const double days = (missed ? 2.0 : 7.0) * word_uniform(x.w[3]);
    const struct need n = attendance_need(a);
    const uint16_t site = closures_again(w, &n, a->site);
    if (site == NO_SITE) return;
    departments_come(w, &n, site, world_now(w) + 60u + (minute_t)(1440.0 * days), NO_JOB,
                     a->visit + 1u, false);
}

static void go_home(struct world *w, uint32_t at, uint32_t minutes) {
    const struct attendance a = w->departments->at[at];
    leave(w, at, minutes, false);
    if (person_alive(&w->people.p[a.person])) come_again(w, &a);
}

/* ---- clinicians ---- */

static double patience(const struct world *w, const struct attendance *a) {
    const struct emergency_params *par = &w->par.emergency;
    const double mean = par->patience * real_exp(par->patience_gravity *
                                                 ((double)a->severity - par->patience_typical));
    return draw_exponential(word_uniform(attendance_words(w, a, BLOCK_TIMES).w[3]), mean);
}

/* Has the patient walked out while waiting? Then they go, as of the minute they did. */
static bool walked_out(struct world *w, uint32_t at) {
    const struct attendance *a = &w->departments->at[at];
    if (a->acuity <= 2) return false;
    const double waited = (double)(world_now(w) - a->arrived), stayed = patience(w, a);
    if (waited <= stayed) return false;
    go_home(w, at, (uint32_t)stayed);
    return true;
}

static double service(const struct world *w, const struct department *d,
                      const struct attendance *a) {
    const struct emergency_params *par = &w->par.emergency;
    double mean = d->type != 1                 ? par->walk_in_minutes
                  : a->stream == STREAM_MAJORS ? par->majors_minutes
                                               : par->minors_minutes;
    if (a->aged_75 && a->stream == STREAM_MAJORS) mean *= par->age_75_factor;
    if (d->type == 1 && d->cubicles)
        mean *= 1.0 + par->crowd_slows * (double)d->boarding / (double)d->cubicles;
    return draw_lognormal(word_uniform(attendance_words(w, a, BLOCK_TIMES).w[0]),
                          mean * d->pace[a->stream], par->service_sigma);
}

static void serve(struct world *w, struct department *d, unsigned stream) {
    struct departments *all = w->departments;
    while (d->busy[stream] < d->clinicians[stream]) {
        uint32_t at = QUEUE_NONE;
        for (unsigned k = 0; k < ACUITIES && at == QUEUE_NONE; k++)
            at = queue_call(&d->clinic[stream][k], all->link);
        if (at == QUEUE_NONE) return;
        if (walked_out(w, at)) continue;
        struct attendance *a = &all->at[at];
        a->state = AT_WITH_CLINICIAN;
        d->busy[stream]++;
        calendar_schedule(w->calendar, world_now(w) + 1u + (minute_t)service(w, d, a), EVENT_SEEN,
                          at, a->stamp);
    }
}

static void wait_for_clinician(struct world *w, struct department *d, uint32_t at) {
    struct attendance *a = &w->departments->at[at];
    a->state = AT_WAITS_CLINICIAN;
    queue_join(&d->clinic[a->stream][a->acuity - 1u], w->departments->link, at);
    serve(w, d, a->stream);
}

/* ---- cubicles ---- */

static void hand_over(struct world *w, uint32_t at) {
    struct attendance *a = &w->departments->at[at];
    const uint32_t job = a->job;
    a->job = NO_JOB;
    if (job != NO_JOB) ambulance_handed_over(w, job);
}

static void fill(struct world *w, struct department *d) {
    struct departments *all = w->departments;
    for (unsigned k = 0; k < ACUITIES; k++)
        /* the gravest are never kept out */
        while (d->place[k].length && (k == 0 || d->in_cubicles < d->cubicles)) {
            const uint32_t at = queue_call(&d->place[k], all->link);
            hand_over(w, at);
            if (walked_out(w, at)) continue;
            d->in_cubicles++;
            wait_for_clinician(w, d, at);
        }
}

/* ---- arriving ---- */

static void sort(struct world *w, struct attendance *a) {
    const struct words x = attendance_words(w, a, BLOCK_TRIAGE);
    const struct need n = attendance_need(a);
    a->acuity = (uint8_t)triage_acuity(&w->par.emergency, &n, real_probit(word_uniform(x.w[0])));
    a->aged_75 = person_age(&w->people.p[a->person], minute_day(a->arrived)) >= 75;
    const bool majors = site_of(w, a)->type == 1 && acuity_is_majors(a->acuity);
    a->stream = majors ? STREAM_MAJORS : STREAM_MINORS;
}

/* A mental-health crisis is not for a general bed; straight to a ward, the team is asked first. */
static void ask_for_bed(struct world *w, const struct need *n, uint16_t provider, uint32_t at) {
    if (at == NO_JOB && community_steps_up(w, n, provider)) return;
    if (n->kind != NEED_MENTAL_CRISIS || !w->mental) beds_request_emergency(w, n, provider, at);
    else if (at != NO_JOB || !mental_health_at_home(w, n)) mental_health_admit(w, n, at);
}

/* Those who do not come in: the dead, those whose hospital is outside the model, direct
 * admissions. */
static bool turns_aside(struct world *w, uint32_t at) {
    struct departments *all = w->departments;
    const struct attendance a = all->at[at];
    const struct department *d = site_of(w, &a);
    const struct person *who = &w->people.p[a.person];
    if (person_alive(who) && !d->outside && !a.direct && !who->in_hospital) return false;
    const struct need n = attendance_need(&a);
    hand_over(w, at);
    attendance_drop(all, at);
    if (d->outside) all->outside++;
    else if (a.direct && person_alive(who) && !who->in_hospital)
        ask_for_bed(w, &n, d->provider, NO_JOB);
    return true;
}

/* At a shared front door, some of those with minor needs who came on foot are shown to the
 * treatment centre. */
static void stream_away(const struct world *w, struct attendance *a, minute_t now) {
    const struct department *d = site_of(w, a);
    if (d->type != 1 || a->stream == STREAM_MAJORS || a->job != NO_JOB || a->visit) return;
    const uint16_t to = reach_site_of(&w->departments->x->reach, d->provider, 3);
    if (to == NO_SITE || !departments_walk_in_open(&w->par.emergency, now)) return;
    if (word_uniform(attendance_words(w, a, BLOCK_CLOCK).w[2]) <
        w->departments->x->site[a->site].streamed)
        a->site = to;
}

enum event_fate departments_on_arrive(void *world, uint32_t owner, uint32_t stamp, minute_t now) {
    struct world *w = world;
    struct departments *all = w->departments;
    struct attendance *a = &all->at[owner];
    if (stamp != a->stamp) return EVENT_STALE;
    if (turns_aside(w, owner)) return EVENT_DONE;
    sort(w, a);
    stream_away(w, a, now);
    struct department *d = site_of(w, a);
    d->inside++;
    all->came++;
    if (a->stream == STREAM_MAJORS) {
        a->state = AT_WAITS_PLACE;
        queue_join(&d->place[a->acuity - 1u], all->link, owner);
        fill(w, d);
    } else {
        hand_over(w, owner);
        wait_for_clinician(w, d, owner);
    }
    return EVENT_DONE;
}

/* ---- seen, worked up, decided ---- */

static bool sent_onward(struct world *w, uint32_t at, const struct department *d) {
    const struct emergency_params *par = &w->par.emergency;
    const struct attendance a = w->departments->at[at];
    if (d->type == 1 || a.visit >= 3) return false;
    const double p = a.truth == TRUE_HOSPITAL_BED ? par->onward_bed
                     : a.truth == TRUE_SAME_DAY   ? par->onward_same_day
                                                  : 0;
    if (word_uniform(attendance_words(w, &a, BLOCK_DECISION).w[0]) >= p) return false;
    const struct need n = attendance_need(&a);
    uint16_t to = reach_site_of(&w->departments->x->reach, d->provider, 1);
    if (to == NO_SITE) to = primary_site(w, &n, 1, NULL);
    leave(w, at, world_now(w) - a.arrived, false);
    if (to != NO_SITE)
        departments_come(w, &n, to, world_now(w) + (minute_t)par->onward_minutes, NO_JOB,
                         a.visit + 1u, false);
    return true;
}

static double incentive(const struct world *w, uint16_t provider) {
    return w->par.emergency.incentive_strength > 0 ? asked_passed_on(w, provider, LINE_EMERGENCY)
                                                   : 0;
}

static bool admits(const struct world *w, const struct attendance *a, const struct department *d) {
    const struct emergency_params *par = &w->par.emergency;
    const struct words x = attendance_words(w, a, BLOCK_TRIAGE),
                       y = attendance_words(w, a, BLOCK_DECISION);
    const struct person *who = &w->people.p[a->person];
    const uint32_t spent = world_now(w) - a->arrived;
    const double at_home = par->alternative_share * asked_filled(w, who->area, LINE_COMMUNITY);
    const struct admission_case c = {.truth = (enum true_need)a->truth,
                                     .aged_75 = a->aged_75,
                                     .frailty = who->frailty,
                                     .alone = who->flags & FLAG_LIVES_ALONE,
                                     .senior = word_uniform(x.w[1]) < par->senior_share,
                                     .alternative = word_uniform(x.w[2]) < at_home,
                                     .incentive = incentive(w, d->provider),
                                     .late =
                                         par->target_on > 0 && spent > 200 && spent <= FOUR_HOURS};
    const double style = w->departments->x->site[a->site].style;
    return word_uniform(y.w[1]) < admission_chance(admission_logit(par, &c), style, c.truth);
}

/* Somebody whom the virtual ward takes home, or in a mental-health crisis whom a team treats there,
 * or who lies in hospital already. */
static bool needs_no_bed(struct world *w, uint32_t at) {
    const struct attendance a = w->departments->at[at];
    const struct need n = attendance_need(&a);
    if (community_steps_up(w, &n, site_of(w, &a)->provider)) {
        leave(w, at, world_now(w) - a.arrived, false);
        return true;
    }
    if (n.kind != NEED_MENTAL_CRISIS || !w->mental) return false;
    const bool lies = w->people.p[a.person].in_hospital;
    if (!lies && !mental_health_at_home(w, &n)) return false;
    leave(w, at, world_now(w) - a.arrived, lies);
    return true;
}

static void admit(struct world *w, uint32_t at, struct department *d) {
    struct attendance *a = &w->departments->at[at];
    if (!in_cubicle(d, a)) d->in_cubicles++;
    a->state = AT_BOARDS;
    a->decided = world_now(w);
    d->boarding++;
    const struct need n = attendance_need(a);
    ask_for_bed(w, &n, d->provider, at); /* may find the bed at once */
}

static void decide(struct world *w, uint32_t at) {
    const struct attendance *a = &w->departments->at[at];
    struct department *d = site_of(w, a);
    if (!person_alive(&w->people.p[a->person])) leave(w, at, world_now(w) - a->arrived, false);
    else if (d->type == 1 && admits(w, a, d)) {
        if (!needs_no_bed(w, at)) admit(w, at, d);
    }
    else go_home(w, at, world_now(w) - a->arrived);
}

/* A step of so many minutes from now, bent by the clock: one that would end soon after four hours
 * ends just before them with a chance; u: the luck of it, v: at which minute. */
static double bent(const struct world *w, const struct attendance *a, double minutes, double chance,
                   double u, double v) {
    const struct emergency_params *par = &w->par.emergency;
    const double spent = (double)(world_now(w) - a->arrived), ends = spent + minutes;
    if (par->target_on <= 0 || ends <= FOUR_HOURS || ends > FOUR_HOURS + par->clock_reach)
        return minutes;
    if (spent >= FOUR_HOURS - 2 || u >= chance) return minutes;
    const double from = spent + 1 > par->clock_from ? spent + 1 : par->clock_from;
    return from + (FOUR_HOURS - from) * v - spent;
}

/* Minutes until results. */
static double work_up(const struct world *w, struct attendance *a) {
    const struct emergency_params *par = &w->par.emergency;
    const struct words x = attendance_words(w, a, BLOCK_TIMES),
                       y = attendance_words(w, a, BLOCK_CLOCK);
    const double mean = a->stream == STREAM_MAJORS ? par->work_up_majors : par->work_up_minors;
    const double minutes =
        draw_lognormal(word_uniform(x.w[1]), mean * site_of(w, a)->turnaround, par->work_up_sigma);
    const double bends =
        bent(w, a, minutes, par->clock_strength, word_uniform(y.w[0]), word_uniform(y.w[1]));
    a->rushed = bends < minutes;
    return bends;
}

enum event_fate departments_on_seen(void *world, uint32_t owner, uint32_t stamp, minute_t now) {
    struct world *w = world;
    struct attendance *a = &w->departments->at[owner];
    if (stamp != a->stamp || a->state != AT_WITH_CLINICIAN) return EVENT_STALE;
    struct department *d = site_of(w, a);
    const unsigned stream = a->stream;
    d->busy[stream]--;
    a->state = AT_WORK_UP;
    const bool tests = stream == STREAM_MAJORS ||
                       (d->type == 1 && word_uniform(attendance_words(w, a, BLOCK_TIMES).w[2]) <
                                            w->par.emergency.work_up_share_minors);
    if (tests)
        calendar_schedule(w->calendar, now + 1u + (minute_t)work_up(w, a), EVENT_RESULTS, owner,
                          a->stamp);
    else if (!sent_onward(w, owner, d)) decide(w, owner);
    serve(w, d, stream);
    return EVENT_DONE;
}

enum event_fate departments_on_results(void *world, uint32_t owner, uint32_t stamp, minute_t now) {
    struct world *w = world;
    struct attendance *a = &w->departments->at[owner];
    (void)now;
    if (stamp != a->stamp || a->state != AT_WORK_UP) return EVENT_STALE;
    decide(w, owner);
    return EVENT_DONE;
}

/* ---- to the ward ---- */

double departments_peril(const struct world *w, uint32_t person) {
    const double mean = w->departments->x->peril;
    if (!w->needs || !(mean > 0)) return 1;
    return needs_peril(w->needs, &w->people.p[person], minute_day(world_now(w))) / mean;
}

double departments_excess(const struct emergency_params *par, uint32_t minutes) {
    if (minutes < FOUR_HOURS) return 0;
    const double nnh = minutes < 360   ? par->delay_nnh_4_6
                       : minutes < 480 ? par->delay_nnh_6_8
                                       : par->delay_nnh_8_12;
    return par->delay_harm_strength *
           (1.0 / nnh + par->delay_harm_reference / par->delay_nnh_4_6);
}

double departments_delay_deaths(const struct world *w, uint32_t person, uint32_t minutes) {
    const double mean = departments_excess(&w->par.emergency, minutes);
    return mean > 0 ? mean * departments_peril(w, person) : 0;
}

static void harm(struct world *w, const struct attendance *a, uint32_t minutes) {
    if (a->kind == NEED_MENTAL_CRISIS || minutes < FOUR_HOURS) return;
    const struct words x =
        luck_words(&w->luck, a->person, PURPOSE_HARM, need_ordinal(a->number, 0));
    if (word_uniform(x.w[0]) >= departments_delay_deaths(w, a->person, minutes)) return;
    const double days = 0.1 + 29.9 * word_uniform(x.w[1]); /* within thirty days */
    calendar_schedule(w->calendar, world_now(w) + (minute_t)(1440.0 * days), EVENT_HARM, a->person,
                      DEATH_DELAY);
}

/* Whoever is admitted does not come again, so a word of that draw is free. */
minute_t departments_hurry(const struct world *w, uint32_t attendance, minute_t minutes) {
    const struct attendance *a = &w->departments->at[attendance];
    const struct words y = attendance_words(w, a, BLOCK_CLOCK),
                       z = attendance_words(w, a, BLOCK_DECISION);
    return (minute_t)bent(w, a, (double)minutes, w->par.emergency.clock_bed, word_uniform(y.w[3]),
                          word_uniform(z.w[3]));
}

void departments_bed_found(struct world *w, uint32_t attendance) {
    const struct attendance a = w->departments->at[attendance];
    const minute_t now = world_now(w);
    if (a.state != AT_BOARDS) return;
    const bool lives = person_alive(&w->people.p[a.person]);
    if (lives) {
        world_saw(w, &(struct sight){.kind = SAW_DTA_WAIT,
                                     .provider = site_of(w, &a)->provider,
                                     .person = a.person,
                                     .amount = now - a.decided,
                                     .at = now});
        harm(w, &a, now - a.arrived);
    }
    leave(w, attendance, now - a.arrived, lives);
}

/* ---- shifts ---- */

/* Crews that have waited too long hand over in the corridor; their patients go on waiting for a
 * cubicle there. */
static void release_crews(struct world *w, struct department *d) {
    const minute_t most = (minute_t)w->par.ambulance.handover_most;
    for (unsigned k = 0; k < ACUITIES; k++)
        for (uint32_t at = d->place[k].first; at != QUEUE_NONE;
             at = w->departments->link[at].next) {
            const struct attendance *a = &w->departments->at[at];
            if (a->job != NO_JOB && world_now(w) - a->arrived >= most) hand_over(w, at);
        }
}

/* The roster of the calendar month over the year's mean: it is laid out on the arrivals to be
 * expected then. */
static double laid_out(const struct world *w) {
    const double *season = &w->needs_par.season_attendance_jan; /* twelve one after another */
    const unsigned month = (unsigned)day_to_civil(minute_day(world_now(w))).month - 1u;
    return department_month(&w->par.emergency, season[month] / year_mean(season));
}

/* The share of the roster that somebody fills: a treatment centre's is its line's, a hospital
 * department's its doctors'. */
static double filled(const struct world *w, struct department *d) {
    if (d->outside) return 1.0;
    const struct provision x = asked_provision(w, d->provider);
    d->turnaround = x.turnaround;
    return d->type == 3 ? asked_filled(w, d->area, LINE_URGENT_TREATMENT) : x.doctors;
}

enum event_fate departments_on_shift(void *world, uint32_t owner, uint32_t stamp, minute_t now) {
    struct world *w = world;
    struct department *d = &w->departments->site[owner];
    (void)stamp;
    closures_follow(w, d, now);
    release_crews(w, d);
    const double ratio = filled(w, d) * laid_out(w);
    for (unsigned s = 0; s < STREAM_COUNT; s++) {
        d->clinicians[s] = (uint16_t)asked_roster(d->roster[s], minute_of_day(now) / 60u, ratio);
        serve(w, d, s);
    }
    calendar_schedule(w->calendar, (now / 60u + 1u) * 60u, EVENT_SHIFT, owner, 0);
    return EVENT_DONE;
}
