// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Common mental disorders and talking therapies (card 3.16). Every adult is well, or has a disorder
 * that nobody treats, or waits for talking therapy, or is in a course of it:
 *
 *   onset      hazard = share / (1 - share) x what ends, by age, sex, tenth and conditions
 *   ill        ends by itself at the hazard ends; is referred at the hazard refers
 *   waiting    in order of referral for the place's places a day, as many as staff of community
 *              services fill; some give up, some are well before their turn
 *   course     course_days; finishes x recovers are well after it, the others ill as before
 *   needs      a crisis that calls for a bed strikes who has a disorder `crises` times, a need of
 *              the same day `attends` times as often as others like them: the mean over both is the
 *              stream's, so the well are spared some and others follow those of the ill
 *
 * At the start's places all stay as published: prevalence, referrals, waits (disorders_start.c).
 * With fewer more are ill for longer, and more come to A&E and into crisis. What is begun within
 * the start's places is in the money of mental health, which stands in no budget here; beyond it is
 * paid by the course. Chance: the person's, by the number of the step. Left out: tablets, steps of
 * care, children, that who recovered falls ill again sooner, what it takes from quality of life
 * (the
 * norms hold it). */
#include "care/disorders.h"

#include <string.h>

#include "base/real.h"
#include "care/asked.h"
#include "care/following.h"

enum { FOLLOW_MOST = 7 };

static struct disorder *of(const struct world *w, uint32_t person) {
    return &w->disorders->at[person];
}

static void see(struct world *w, uint32_t person, enum therapy_sight what, uint32_t days) {
    world_saw(w, &(struct sight){.kind = SAW_THERAPY,
                                 .provider = NOBODY,
                                 .detail = (uint8_t)what,
                                 .person = person,
                                 .amount = days,
                                 .at = world_now(w)});
}

static struct words draw(const struct world *w, uint32_t person) {
    return luck_words(&w->nature, person, PURPOSE_DISORDER, of(w, person)->steps);
}

/* ---- what comes next ---- */

static double onset(const struct world *w, uint32_t person, minute_t at) {
    const double share =
        w->disorders->share[disorders_cell(&w->people.p[person], minute_day(at))];
    return share / (1.0 - share) * w->disorders->rates.ends;
}

/* The minute from which a hazard runs: for who is well, when they are 18. */
static minute_t runs_from(const struct world *w, uint32_t person, minute_t from) {
    const int32_t month = w->people.p[person].born + 12 * 18;
    const minute_t grown = month > day_month(minute_day(from)) ? day_minute(month_first_day(month))
                                                               : from;
    return grown > from ? grown : from;
}

static double hazard(const struct world *w, uint32_t person, minute_t from) {
    const struct disorder_rates *r = &w->disorders->rates;
    switch (of(w, person)->state) {
    case DISORDER_NONE: return onset(w, person, from);
    case DISORDER_ILL: return w->par.disorders.ends + r->refers;
    case DISORDER_WAITING: return r->gives_up;
    default: return DAYS_A_YEAR / w->par.disorders.course_days;
    }
}

static void later(struct world *w, uint32_t person, minute_t from) {
    const struct disorder *x = of(w, person);
    const double u = word_uniform(draw(w, person).w[0]);
    const minute_t start = x->state == DISORDER_NONE ? runs_from(w, person, from) : from;
    const double rate = hazard(w, person, start);
    if (!(rate > 0.0)) return;
    const double days = draw_exponential(u, DAYS_A_YEAR / rate);
    if (days > (double)(w->last_day - w->first_day)) return;
    calendar_schedule(w->calendar, start + 60u + (minute_t)(days * MINUTES_A_DAY), EVENT_DISORDER,
                      person, x->steps & (CALENDAR_STAMPS - 1u));
}

/* The first who still waits, or nobody. */
static const struct therapy_wait *first_in_line(struct disorders *d) {
    while (d->first < d->end && !therapy_waits(d, &d->line[d->first])) d->first++;
    return d->first < d->end ? &d->line[d->first] : NULL;
}

/* At the end of the line; what has gone from its head makes room first. */
static void line_up(struct world *w, uint32_t person, minute_t from) {
    struct disorders *d = w->disorders;
    (void)first_in_line(d);
    if (d->first > 1024 && d->first > d->end / 2) {
        d->end -= d->first;
        memmove(d->line, d->line + d->first, d->end * sizeof *d->line);
        d->first = 0;
    }
    if (memory_grow((void **)&d->line, &d->room_line, d->end + 1u, sizeof *d->line) < 0) {
        w->failed = FAULT_MEMORY;
        return;
    }
    d->line[d->end++] = (struct therapy_wait){from, person, d->at[person].steps};
}

void disorders_put(struct world *w, uint32_t person, enum disorder_state s, minute_t from) {
    struct disorders *d = w->disorders;
    struct disorder *x = &d->at[person];
    d->n_state[x->state]--;
    d->n_state[s]++;
    x->state = (uint16_t)((unsigned)s & DISORDER_STATE_MASK);
    x->steps = (uint16_t)((x->steps + 1u) & DISORDER_STEP_MASK);
    if (s == DISORDER_WAITING) line_up(w, person, from);
    later(w, person, from);
}

/* ---- events ---- */

static bool here(const struct world *w, uint32_t person) {
    const struct person *p = &w->people.p[person];
    return person_alive(p) && person_present(p, world_day(w));
}

/* A hazard has run out; u: which of those that make it up. */
static enum disorder_state next(const struct world *w, uint32_t person, double u) {
    const struct disorders_params *par = &w->par.disorders;
    const struct disorder_rates *r = &w->disorders->rates;
    switch (of(w, person)->state) {
    case DISORDER_NONE: return DISORDER_ILL;
    case DISORDER_ILL:
        return u * (par->ends + r->refers) < par->ends || !here(w, person) ? DISORDER_NONE
                                                                          : DISORDER_WAITING;
    case DISORDER_WAITING: return u * r->gives_up < par->ends ? DISORDER_NONE : DISORDER_ILL;
    default: return u < par->finishes * par->recovers ? DISORDER_NONE : DISORDER_ILL;
    }
}

static enum event_fate on_disorder(void *world, uint32_t person, uint32_t stamp, minute_t now) {
    struct world *w = world;
    const struct disorder *x = of(w, person);
    const struct person *p = &w->people.p[person];
    if ((x->steps & (CALENDAR_STAMPS - 1u)) != stamp) return EVENT_STALE;
    if (!person_alive(p) || p->leaves <= world_day(w)) {
        disorders_put(w, person, DISORDER_NONE, day_minute(w->last_day + 1));
        return EVENT_STALE;
    }
    const unsigned before = x->state;
    const enum disorder_state s = next(w, person, word_uniform(draw(w, person).w[1]));
    if (before == DISORDER_COURSE && s == DISORDER_NONE) see(w, person, THERAPY_RECOVERED, 0);
    if (before == DISORDER_WAITING) see(w, person, THERAPY_GIVEN_UP, 0);
    disorders_put(w, person, s, now);
    return EVENT_DONE;
}

static void begin(struct world *w, uint32_t person, minute_t since) {
    struct disorders *d = w->disorders;
    const minute_t now = world_now(w);
    see(w, person, THERAPY_BEGUN, minute_day(now) - minute_day(since));
    disorders_put(w, person, DISORDER_COURSE, now);
    d->begun_today += 1.0;
    if (d->begun_today > d->places_a_day && w->par.disorders.places > 1.0)
        asked_paid(w, person, NOBODY, CURRENCY_THERAPY, LINE_COMMUNITY, 1.0);
}

/* A day's places: a place of an area whose services are short of staff counts for less. */
static enum event_fate on_therapists(void *world, uint32_t owner, uint32_t stamp, minute_t now) {
    struct world *w = world;
    struct disorders *d = w->disorders;
    (void)stamp;
    d->begun_today -= d->begun_today > d->places_a_day ? d->places_a_day : d->begun_today;
    d->spare += d->places_a_day * w->par.disorders.places;
    for (const struct therapy_wait *x; d->spare >= 1.0 && (x = first_in_line(d)) != NULL;) {
        const uint32_t person = x->person;
        const minute_t since = x->since;
        if (!here(w, person)) {
            disorders_put(w, person, DISORDER_NONE, day_minute(w->last_day + 1));
            continue;
        }
        const double filled = asked_filled(w, w->people.p[person].area, LINE_COMMUNITY);
        d->spare -= filled > 0.05 ? 1.0 / filled : 20.0;
        begin(w, person, since);
    }
    if (d->spare > 1.0) d->spare = 1.0; /* a place that nobody wants is gone */
    calendar_schedule(w->calendar, now + MINUTES_A_DAY, EVENT_THERAPISTS, owner, 0);
    return EVENT_DONE;
}

/* ---- needs ---- */

double disorders_factor(double ratio, double share, bool ill) {
    return (ill ? ratio : 1.0) / (1.0 + share * (ratio - 1.0));
}

static struct words need_draw(const struct world *w, const struct need *n, unsigned k) {
    return luck_words(&w->nature, n->person, PURPOSE_DISORDER,
                      0x80000000u + k * 0x10000000u + n->number);
}

/* Until another follows: of a crisis, when the stay or the team of the first is over. */
static double days_between(const struct disorders_params *par, bool crisis, double u) {
    return crisis ? par->crisis_after + draw_exponential(u, par->crisis_days)
                  : draw_exponential(u, par->attends_days);
}

bool disorders_spare(struct world *w, const struct need *n) {
    const struct disorders_params *par = &w->par.disorders;
    const struct person *p = &w->people.p[n->person];
    const bool crisis = n->kind == NEED_MENTAL_CRISIS && n->truth == TRUE_HOSPITAL_BED;
    if (!w->disorders || n->kind >= NEED_ACUTE_KINDS ||
        (!crisis && n->truth != TRUE_SAME_DAY) || person_age(p, minute_day(n->at)) < 18.0)
        return false;
    const double share = w->disorders->share[disorders_cell(p, minute_day(n->at))],
                 factor = disorders_factor(crisis ? par->crises : par->attends, share,
                                           disorders_has(w, n->person));
    if (factor < 1.0) return word_uniform(need_draw(w, n, 0).w[0]) >= factor;
    double more = factor - 1.0;
    for (unsigned k = 0; k < FOLLOW_MOST && more > 0.0; k++, more -= 1.0) {
        const struct words u = need_draw(w, n, k);
        const double first = k * (crisis ? par->crisis_after : par->attends_days);
        if (word_uniform(u.w[0]) < more)
            following(w, n, FOLLOWS_DISORDER,
                      first + days_between(par, crisis, word_uniform(u.w[1])));
    }
    return false;
}

/* ---- life ---- */

uint32_t disorders_adults(const struct world *w, uint32_t n[DISORDER_STATES]) {
    const int32_t born = day_month(minute_day(world_now(w))) - 12 * 18; /* or before */
    uint32_t all = 0;
    for (unsigned s = 0; s < DISORDER_STATES; s++) n[s] = 0;
    for (uint32_t i = 0; i < w->disorders->n; i++) {
        const struct person *p = &w->people.p[i];
        if ((p->flags & FLAG_ELECTIVE_ONLY) || p->born > born || !here(w, i)) continue;
        n[of(w, i)->state]++;
        all++;
    }
    return all;
}

int disorders_check(const struct world *w, struct fault *f) {
    const struct disorders *d = w->disorders;
    uint32_t n[DISORDER_STATES] = {0};
    if (!d) return 0;
    for (uint32_t i = 0; i < d->n; i++) n[d->at[i].state]++;
    for (unsigned s = 0; s < DISORDER_STATES; s++)
        if (n[s] != d->n_state[s])
            return fault_set(f, FAULT_BROKEN, NULL, 0, 0,
                             "disorders: %u people in state %u, %u counted", n[s], s,
                             d->n_state[s]);
    uint32_t in_line = 0;
    for (size_t k = d->first; k < d->end; k++) in_line += therapy_waits(d, &d->line[k]);
    if (in_line != n[DISORDER_WAITING])
        return fault_set(f, FAULT_BROKEN, NULL, 0, 0, "disorders: %u wait for therapy, %u in line",
                         n[DISORDER_WAITING], in_line);
    return 0;
}

int disorders_open(struct disorders **out, struct world *w) {
    struct disorders *d = NULL;
    size_t room = 0;
    if (!(w->par.disorders.share > 0.0)) return 0;
    TRY(memory_grow((void **)&d, &room, 1, sizeof *d));
    *d = (struct disorders){.n = w->people.n, .rates = disorders_rates(&w->par.disorders)};
    d->n_state[DISORDER_NONE] = d->n;
    *out = d;
    TRY(memory_grow((void **)&d->at, &d->room_at, d->n + 1u, sizeof *d->at));
    memset(d->at, 0, d->n * sizeof *d->at);
    disorders_shares(d, w);
    TRY(disorders_start(d, w));
    calendar_schedule(w->calendar, day_minute(w->first_day) + 480u, EVENT_THERAPISTS, 0, 0);
    return 0;
}

void disorders_close(struct disorders *d) {
    if (!d) return;
    memory_free(d->at);
    memory_free(d->line);
    memory_free(d);
}

void disorders_register(struct calendar *c) {
    calendar_handle(c, EVENT_DISORDER, on_disorder, NULL);
    calendar_handle(c, EVENT_THERAPISTS, on_therapists, NULL);
}
