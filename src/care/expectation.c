// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In the world: departments draw the patients they draw, and are staffed for them. The rule that
 * finds both for any place from its published figures alone:
 *   1. every k-th person lives one year of acute needs (their own luck, apart from the run's);
 *   2. each need goes its way by the same code as in a run, with nobody watching;
 *   3. constants, from nought or from what another replicate ended with, move by the log of
 *      published over expected: a walk-in department's attraction by its attendances; a type 1
 *      department's attraction, which sets its catchment, by its share of all emergency
 *      admissions, its door (what coming unasked is worth) by its attendances, its
 *      direct share by other emergency admissions; again, a set number of rounds on the same draws,
 *      the first of them by an eighth of the people;
 *      the level of bed needs of the place (over England's rates by age, frailty and deprivation)
 *      moves by all emergency admissions: a need may be dropped or stand for two in the pilot, and
 *      the run's rates are set to the level;
 *      whoever lies in hospital is seen to there, and whoever is ill again within 30 days of
 *      leaving it goes the way of every need (beds_pilot.c), but for the share who are taken
 *      straight to the ward that knows them where referrals alone make too few such admissions
 *   4. the admission style of each department is the shift of log-odds at which its expected
 *      admissions equal the mean published, within a limit.
 * Published means the level of the first year that the months up to the vintage tell
 * (known_level.c). Where attractions cannot close a gap it stays, and worst_misfit says how wide.
 * Pilot noise is about half of 1% of a department's month. Sources: NHS England A&E provider
 * returns. Left out: seasons other than the year's own. */
#include "care/expectation.h"
#include "base/real.h"
#include "care/admission.h"
#include "care/ambulance.h"
#include "care/beds.h"
#include "care/beds_pilot.h"
#include "care/complications.h"
#include "care/community.h"
#include "care/department.h"
#include "care/errand.h"
#include "care/known_level.h"
#include "care/surgeries.h"
#include "care/worsening.h"

#define ROUGH 8u /* one in so many lives the early rounds */
#define COPY_NUMBERS 0x100000u /* what a need stands for besides itself has numbers of its own */

struct case_seen { uint16_t site; uint8_t truth; float logit, bedded; };
struct pilot_site {
    double arrivals[HOURS_A_WEEK], season[12], responses[24];
    double major, aged, conveyed, sent_direct, spread;
    double truth[4];
    double returns, kept; /* comes again; admitted, with the site's style of this round */
    double plain;    /* admissions if the department had no style of its own */
    double again, straight; /* left it and are ill again; of them straight to its ward */
    double admitted; /* published a month */
    double other;
};
struct pilot {
    struct world *w;
    struct primary *p;
    struct needs *tables;
    struct need *needs;
    size_t n, cap_needs;
    uint32_t *rough;        /* the needs of those who live the early rounds */
    size_t n_rough, cap_rough;
    struct beds_pilot *stays; /* who lies in hospital */
    uint32_t step, now;       /* one in so many people is sampled; the need that goes its way */
    struct case_seen *cases;
    size_t n_cases, cap_cases;
    struct pilot_site *site;
    struct surgery *surgery; /* as many as the people sampled fill, at a practice's true size */
    uint32_t n_surgeries;
    double contacts[8], fails;
    double teams, wards;     /* suit a response; would be admitted and suit a virtual ward */
    double entered;          /* would be admitted, all told */
    double crises;           /* would be admitted, at hospitals of the place */
    double deaths;           /* a year of people of one year and more, by the life table */
    /* admitted through A&E; the sum of what needs_peril says of them, and of the dying of them */
    double perilous, peril, peril_dying;
    double people, a_month;  /* people sampled; cases a month for one case of the pilot */
    uint32_t thin;           /* of the people sampled, one in so many lives this round */
    /* bed needs of this place over England's by age, frailty and deprivation */
    double need_level;
    bool last;               /* the round that keeps cases */
    int failed;
};

/* ---- the pilot's side of an errand ---- */

struct surgery *pilot_surgery(struct pilot *b, const struct errand *e) {
    const uint32_t n = b->n_surgeries / b->thin;
    return &b->surgery[mix64(e->n->person) % (n > 0 ? n : 1u)];
}

void pilot_contact(struct pilot *b, enum channel c, unsigned step) {
    if (step == 0) b->contacts[c] += 1;
}

static void arrive(struct pilot *b, uint16_t site, minute_t at) {
    const uint32_t day = minute_day(at) - b->w->first_day;
    b->site[site].arrivals[day_weekday(minute_day(at)) * 24u + minute_of_day(at) / 60u] += 1;
    b->site[site].season[day * 12u / 366u % 12u] += 1;
}

/* Chance that somebody sent home comes again within seven days. */
static double comes_again(const struct emergency_params *par, enum true_need truth) {
    return truth == TRUE_HOSPITAL_BED ? par->missed_returns : par->return_7_days;
}

/* Visits that follow a first one, three at most, when each ends at home with chance home and is
 * followed with chance again. */
static double visits_after(double home, double again) {
    const double x = home * again;
    return x + x * x + x * x * x;
}

/* Somebody is admitted with chance p. */
static void keep_mix(struct pilot *b, const struct errand *e, uint16_t site, bool via, double p) {
    if (!b->last) return;
    struct admitted_mix *m = &b->p->x.admitted[b->p->x.reach.site[site].provider];
    const unsigned age = age_band(person_age(e->who, minute_day(e->at))),
                   frailty = e->who->frailty & 3u;
    m->n[(via ? 2u : 0u) + (e->n->truth == TRUE_HOSPITAL_BED ? 1u : 0u)][age][frailty] += p;
    m->kind[age][frailty] += p * beds_kind_nights(&b->w->par.beds, e->n->kind);
    m->all[age][frailty] += p;
    if (e->n->dying) m->dying[age][frailty] += p;
}

/* The same, and with that chance they lie in hospital from now on. */
static void admit(struct pilot *b, const struct errand *e, uint16_t site, bool via, double p,
                  struct beds_time time) {
    time.copy = e->n->number % NEED_ANEW / COPY_NUMBERS;
    time.generation = need_generation(e->n->number);
    const struct beds_asker a = {.luck = e->luck,
                                 .need = e->n,
                                 .who = e->who,
                                 .row = e->n->person / b->step,
                                 .site = site,
                                 .provider = b->p->x.reach.site[site].provider,
                                 .at = e->at,
                                 .via_ae = via,
                                 .time = time};
    beds_pilot_admit(b->stays, &a, b->now, p);
    keep_mix(b, e, site, via, p);
}

static void keep_peril(struct pilot *b, const struct errand *e, double p) {
    b->perilous += p;
    const double peril = p * needs_peril(b->tables, e->who, minute_day(e->at));
    b->peril += peril;
    if (e->n->dying) b->peril_dying += peril;
}

/* A mental-health crisis goes to beds that published emergency admissions do not count. */
static void keep_crisis(struct pilot *b, uint16_t site, double p) {
    if (!b->w->place->providers[b->p->x.reach.site[site].provider].outside) b->crises += p;
}

/* Of those who would be admitted with chance p, the share whom the virtual ward looks after; some
 * of them come straight to a bed later. */
static double at_home(struct pilot *b, const struct errand *e, uint16_t site, double p) {
    const struct community_params *par = &b->w->par.community;
    const struct provider *at = &b->w->place->providers[b->p->x.reach.site[site].provider];
    if (!(par->on > 0) || at->outside || !at->acute_trust) return 0;
    b->entered += p;
    if (!community_suits_ward(par, e->n, person_age(e->who, minute_day(e->at)) >= 18)) return 0;
    b->wards += p;
    const double home = b->p->x.community.up, later = home * p * par->transfer;
    b->site[site].sent_direct += later;
    admit(b, e, site, false, later, (struct beds_time){.later = true});
    return home;
}

static void keep_case(struct pilot *b, const struct errand *e, uint16_t site,
                      const struct words *x) {
    const struct emergency_params *par = &b->w->par.emergency;
    const bool aged = person_age(e->who, minute_day(e->at)) >= 75;
    struct pilot_site *s = &b->site[site];
    const bool major =
        acuity_is_majors(triage_acuity(par, e->n, real_probit(word_uniform(x->w[0]))));
    s->major += major ? 1 : 0;
    s->aged += major && aged ? 1 : 0;
    s->truth[e->n->truth] += 1;
    const struct admission_case c = {.truth = e->n->truth,
                                     .aged_75 = aged,
                                     .frailty = e->who->frailty,
                                     .alone = e->who->flags & FLAG_LIVES_ALONE,
                                     .senior = word_uniform(x->w[1]) < par->senior_share,
                                     .alternative = word_uniform(x->w[2]) < par->alternative_share};
    const double logit = admission_logit(par, &c);
    const double p = admission_chance(logit, b->p->x.site[site].style, c.truth);
    const double after = visits_after(1 - p, comes_again(par, c.truth));
    s->returns += after;
    if (e->n->kind == NEED_MENTAL_CRISIS) {
        keep_crisis(b, site, p * (1 + after));
        return;
    }
    const double home = at_home(b, e, site, p), bedded = 1 - home;
    s->plain += bedded * admission_chance(logit, 0, c.truth);
    s->kept += bedded * p * (1 + after);
    admit(b, e, site, true, bedded * p * (1 + after), (struct beds_time){0});
    if (!b->last) return;
    keep_peril(b, e, bedded * p * (1 + after));
    if (memory_grow((void **)&b->cases, &b->cap_cases, b->n_cases + 1, sizeof *b->cases) < 0) {
        b->failed = FAULT_MEMORY;
        return;
    }
    b->cases[b->n_cases++] = (struct case_seen){.site = site,
                                                .truth = (uint8_t)e->n->truth,
                                                .logit = (float)logit,
                                                .bedded = (float)bedded};
}

static double square_km(const struct errand *e, const struct reach_site *s) {
    const struct area *a = &e->w->place->areas[e->who->area];
    const double x = (double)(a->x_km - s->x_km), y = (double)(a->y_km - s->y_km);
    return x * x + y * y;
}

static void arrive_major(struct pilot *b, const struct errand *e, uint16_t site, minute_t at,
                         bool on_foot);

/* At a walk-in department: some are sent on, the others go home and may come again. */
static void arrive_walk_in(struct pilot *b, const struct errand *e, uint16_t site, minute_t at) {
    const struct emergency_params *par = &b->w->par.emergency;
    const double on = e->n->truth == TRUE_HOSPITAL_BED ? par->onward_bed
                      : e->n->truth == TRUE_SAME_DAY   ? par->onward_same_day
                                                       : 0;
    const struct words x =
        luck_words(e->luck, e->n->person, PURPOSE_EMERGENCY, need_ordinal(e->n->number, 2));
    const uint16_t next_door = reach_site_of(&b->p->x.reach, b->p->x.reach.site[site].provider, 1);
    arrive(b, site, at);
    b->site[site].returns += visits_after(1 - on, comes_again(par, e->n->truth));
    if (word_uniform(x.w[0]) < on)
        arrive_major(b, e, next_door == NO_SITE ? e->major : next_door, at + 60u, false);
}

static bool shown_next_door(const struct pilot *b, const struct errand *e, uint16_t site,
                            minute_t at) {
    const struct words y =
        luck_words(e->luck, e->n->person, PURPOSE_EMERGENCY, need_ordinal(e->n->number, 3));
    return word_uniform(y.w[2]) < b->p->x.site[site].streamed &&
           departments_walk_in_open(&b->w->par.emergency, at);
}

static void arrive_major(struct pilot *b, const struct errand *e, uint16_t site, minute_t at,
                         bool on_foot) {
    if (site == NO_SITE) return;
    const struct words x =
        luck_words(e->luck, e->n->person, PURPOSE_EMERGENCY, need_ordinal(e->n->number, 0));
    const unsigned acuity =
        triage_acuity(&b->w->par.emergency, e->n, real_probit(word_uniform(x.w[0])));
    const uint16_t walk_in = reach_site_of(&b->p->x.reach, b->p->x.reach.site[site].provider, 3);
    if (on_foot && !acuity_is_majors(acuity) && walk_in != NO_SITE &&
        shown_next_door(b, e, site, at)) {
        arrive_walk_in(b, e, walk_in, at);
        return;
    }
    arrive(b, site, at);
    keep_case(b, e, site, &x);
}

void pilot_asks_team(struct pilot *b) { b->teams += 1; }

void pilot_fails(struct pilot *b) { b->fails += 1; }

void pilot_send(struct pilot *b, const struct errand *e, unsigned type, minute_t at) {
    if (type == 1) {
        arrive_major(b, e, e->major, at, true);
        return;
    }
    const uint16_t site = type == 0 ? e->major : errand_site(e, NEST_WALK_IN, NULL);
    if (site == NO_SITE) return;
    if (type != 0) {
        arrive_walk_in(b, e, site, at);
        return;
    }
    if (e->n->kind == NEED_MENTAL_CRISIS) {
        keep_crisis(b, site, 1);
        return;
    }
    const double bedded = 1 - at_home(b, e, site, 1);
    b->site[site].sent_direct += bedded;
    admit(b, e, site, false, bedded, (struct beds_time){0});
}

void pilot_ambulance(struct pilot *b, const struct errand *e, minute_t at) {
    const struct words x =
        luck_words(e->luck, e->n->person, PURPOSE_AMBULANCE, need_ordinal(e->n->number, 0));
    const unsigned outcome = ambulance_outcome(&b->w->par.ambulance, e->n, e->who->frailty,
                                               word_uniform(x.w[0]), word_uniform(x.w[1]));
    const uint16_t site = e->major;
    if (site == NO_SITE) return;
    struct pilot_site *s = &b->site[site];
    if (outcome) s->responses[minute_of_day(at) / 60u] += 1;
    if (outcome) s->spread += square_km(e, &b->p->x.reach.site[site]);
    if (outcome == 2) s->conveyed += 1;
    if (outcome == 2) arrive_major(b, e, e->major, at + 90u, false);
    else if (e->n->truth == TRUE_HOSPITAL_BED)
        arrive_major(b, e, e->major, at + (minute_t)(60.0 * b->w->par.ambulance.left_at_home_hours),
                     true);
}

/* ---- a year of needs ---- */

static int live(struct pilot *b, struct needs *needs, uint32_t id, minute_t end) {
    struct person who = b->w->people.p[id];
    for (minute_t at = needs_next(needs, &who, id); at < end; at = needs_next(needs, &who, id)) {
        struct need n;
        needs_strike(needs, &who, id, at, 1.0, &n);
        if ((n.kind >= NEED_ACUTE_KINDS && n.kind != NEED_DEATH) ||
            !person_present(&who, minute_day(at) - b->w->first_day))
            continue;
        TRY(memory_grow((void **)&b->needs, &b->cap_needs, b->n + 1, sizeof *b->needs));
        n.at = at;
        n.dying = who.dying;
        b->needs[b->n++] = n;
        if (n.kind == NEED_DEATH) break;
    }
    return 0;
}

static bool counts(const struct person *who) {
    return !(who->flags & FLAG_ELECTIVE_ONLY) && person_alive(who) && who->arrives < 365;
}

/* Counting sort by day: enough for appointment books, and stable. */
static int in_order(struct pilot *b) {
    uint32_t start[512] = {0};
    struct need *sorted = NULL;
    size_t cap = 0;
    TRY(memory_grow((void **)&sorted, &cap, b->n + 1, sizeof *sorted));
    for (size_t i = 0; i < b->n; i++)
        start[(minute_day(b->needs[i].at) - b->w->first_day) % 511u + 1]++;
    for (unsigned d = 1; d < 512; d++) start[d] += start[d - 1];
    for (size_t i = 0; i < b->n; i++)
        sorted[start[(minute_day(b->needs[i].at) - b->w->first_day) % 511u]++] = b->needs[i];
    memory_free(b->needs);
    b->needs = sorted;
    b->cap_needs = cap;
    return 0;
}

static int found_practices(struct pilot *b) {
    double people = 0, slots = 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < b->p->n_surgeries; i++) {
        const struct surgery *s = &b->p->surgery[i];
        people += (double)s->people;
        slots += (double)s->slots;
        n += s->people > 0;
    }
    b->n_surgeries = n && people > 0 ? (uint32_t)((double)n * b->people / people + 0.5) : 1;
    if (!b->n_surgeries) b->n_surgeries = 1;
    b->surgery = arena_array(&b->p->arena, b->n_surgeries, sizeof *b->surgery);
    if (!b->surgery) return FAULT_MEMORY;
    const double each = people > 0 ? slots / people * b->people / (double)b->n_surgeries : 1;
    surgeries_sample(b->p, b->surgery, b->n_surgeries, each);
    return 0;
}

/* The needs of the few who live the early rounds, which want no more than the way to go. */
static int list_rough(struct pilot *b) {
    for (size_t i = 0; i < b->n; i++) {
        if (mix64(b->needs[i].person ^ 0x7468696eu) % ROUGH) continue;
        TRY(memory_grow((void **)&b->rough, &b->cap_rough, b->n_rough + 1, sizeof *b->rough));
        b->rough[b->n_rough++] = (uint32_t)i;
    }
    return 0;
}

static int draw_needs(struct pilot *b) {
    struct world *w = b->w;
    const double full = w->par.primary.pilot_people * (double)(b->p->x.reach.n_sites + 1);
    const double want = full < w->par.primary.pilot_most ? full : w->par.primary.pilot_most;
    b->step = (double)w->people.n > want ? (uint32_t)((double)w->people.n / want) : 1;
    TRY(beds_pilot_open(&b->stays, w, w->people.n / b->step + 1));
    double level[FUNCTION_MAX], all = 0;
    for (unsigned i = 0; i < FUNCTION_MAX; i++) level[i] = 1;
    struct luck luck = w->nature;
    luck.salt ^= 0x70696c6fu; /* apart from the run's own */
    struct needs_params foreseen = w->needs_par;
    foreseen.surge = 1; /* nobody staffs for a surge beforehand */
    TRY(needs_open(&b->tables, w->place, &foreseen, level, &luck, w->first_day,
                   w->first_day + 372));
    int rc = 0;
    for (uint32_t i = 0; i < w->people.n && rc == 0; i++) {
        if (!counts(&w->people.p[i])) continue;
        all += 1;
        if (i % b->step) continue;
        b->people += 1;
        if (person_age(&w->people.p[i], w->first_day) >= 1)
            b->deaths += needs_rate(b->tables, &w->people.p[i], w->first_day, NEED_DEATH, 0);
        rc = live(b, b->tables, i, day_minute(w->first_day + 365));
    }
    if (rc == 0) rc = in_order(b);
    if (rc == 0) rc = list_rough(b);
    if (rc == 0) rc = found_practices(b);
    b->a_month = b->people > 0 ? all / b->people / 12.0 : 0;
    return rc;
}

/* ---- rounds ---- */

static void clear(struct pilot *b) {
    for (unsigned i = 0; i < b->p->x.reach.n_sites; i++) {
        const double admitted = b->site[i].admitted, other = b->site[i].other;
        b->site[i] = (struct pilot_site){.admitted = admitted, .other = other};
    }
    for (uint32_t i = 0; i < b->n_surgeries; i++)
        for (unsigned d = 0; d < GP_DAYS; d++) b->surgery[i].used[d] = 0;
    for (unsigned c = 0; c < 8; c++) b->contacts[c] = 0;
    b->fails = b->crises = b->teams = b->wards = b->entered = 0;
}

static void turn_page(struct pilot *b, day_t day) {
    for (uint32_t i = 0; i < b->n_surgeries; i++)
        b->surgery[i].used[(day + GP_DAYS - 1) % GP_DAYS] = 0;
}

/* How often this need counts at the local level of needs: a need for a bed may be dropped, or stand
 * for two. */
static unsigned copies(const struct pilot *b, const struct need *n) {
    if (n->truth != TRUE_HOSPITAL_BED) return 1;
    const double u =
        (double)(mix64(((uint64_t)n->person << 32) ^ n->number ^ 0x6c6576656c000000u) >> 11) /
        9007199254740992.0;
    return (unsigned)(b->need_level + u);
}

static void go_straight(struct pilot *b, const struct errand *e, uint16_t site) {
    b->site[site].straight += 1;
    b->entered += 1;
    admit(b, e, site, false, 1, (struct beds_time){0});
}

/* Who left hospital and is ill again before a minute turns to somebody, unless gone or in bed by
 * then; an appointment comes off the book that is open now, near enough. */
static void come_back(struct pilot *b, uint32_t person, minute_t before, const struct luck *luck) {
    const uint32_t now = b->now;
    struct beds_return r;
    while (beds_pilot_back(b->stays, person / b->step, before, &r)) {
        struct need n = b->needs[r.need];
        const struct person *who = &b->w->people.p[person];
        if (beds_pilot_lies(b->stays, person / b->step, r.at) ||
            !person_present(who, minute_day(r.at) - b->w->first_day))
            continue;
        n.at = r.at;
        n.truth = TRUE_HOSPITAL_BED;
        n.number += r.copy * COPY_NUMBERS;
        for (unsigned g = r.generation; g > 0; g--) n.number = need_anew(n.number);
        b->now = r.need;
        struct errand e = {.w = b->w, .p = b->p, .n = &n, .who = who, .luck = luck, .pilot = b,
                           .at = r.at};
        b->site[r.site].again += 1;
        if (errand_straight(&b->p->x, luck, &n, r.site)) go_straight(b, &e, r.site);
        else errand_run(&e);
    }
    b->now = now;
}

static void meet(struct pilot *b, const struct need *need, const struct luck *luck) {
    struct need n = *need;
    come_back(b, n.person, n.at, luck);
    if (n.kind == NEED_DEATH) beds_pilot_dies(b->stays, n.person / b->step);
    if (n.kind == NEED_DEATH || beds_pilot_lies(b->stays, n.person / b->step, n.at)) return;
    for (unsigned k = copies(b, need); k > 0; k--, n.number += COPY_NUMBERS) {
        struct errand e = {.w = b->w,
                           .p = b->p,
                           .n = &n,
                           .who = &b->w->people.p[n.person],
                           .luck = luck,
                           .pilot = b,
                           .at = n.at};
        errand_run(&e);
    }
}

static void bring_near(const struct pilot *b, const struct need *n) {
    __builtin_prefetch(&b->w->people.p[n->person]);
    beds_pilot_near(b->stays, n->person / b->step);
}

static void run(struct pilot *b, uint32_t thin) {
    const uint32_t *const row = thin > 1 ? b->rough : NULL;
    const size_t of = thin > 1 ? b->n_rough : b->n;
    b->a_month *= (double)thin / (double)b->thin;
    b->thin = thin;
    clear(b);
    struct luck luck = b->w->nature;
    luck.salt ^= 0x70696c6fu;
    day_t today = 0;
    for (size_t k = 0; k < of; k++) {
        const size_t i = row ? row[k] : k;
        const struct need *n = &b->needs[i];
        if (row && k + 48 < of) __builtin_prefetch(&b->needs[row[k + 48]]);
        if (k + 16 < of) bring_near(b, &b->needs[row ? row[k + 16] : k + 16]);
        for (; today < minute_day(n->at) - b->w->first_day; today++) turn_page(b, today + 1);
        b->now = (uint32_t)i;
        meet(b, n, &luck);
    }
    for (uint32_t i = 0; i < b->w->people.n; i += b->step)
        come_back(b, i, day_minute(b->w->first_day + 365), &luck);
    const int rc = beds_pilot_round(b->stays);
    if (rc < 0) b->failed = rc;
}

static double sum(const double *x, unsigned n) {
    double s = 0;
    for (unsigned i = 0; i < n; i++) s += x[i];
    return s;
}

/* Attendances a month of a site, those who come again within seven days included. */
static double expected(const struct pilot *b, unsigned i) {
    const double first = sum(b->site[i].arrivals, HOURS_A_WEEK);
    return (first + b->site[i].returns) * b->a_month;
}

/* log of wanted over had; nobody at all counts as one in a hundred. */
static double gap_of(double wanted, double had) {
    return real_log(wanted / (had > 0.01 * wanted ? had : 0.01 * wanted));
}

static double bounded(double x, double low, double high) {
    return x < low ? low : x > high ? high : x;
}

/* Emergency admissions of all type 1 departments: published over expected. */
static double level(const struct pilot *b) {
    double want = 0, have = 0;
    for (unsigned i = 0; i < b->p->x.reach.n_sites; i++) {
        if (b->p->x.reach.site[i].type != 1) continue;
        want += b->site[i].admitted + b->site[i].other;
        have += (b->site[i].plain + b->site[i].sent_direct + b->site[i].straight) * b->a_month;
    }
    return want > 0 && have > 0 ? want / have : 1;
}

/* Straight to a ward, as many as published: a share of referrals; where all of them are too few, a
 * share also of those who are ill again, to the ward that knows them. */
static void move_direct(struct pilot *b, unsigned i) {
    struct site_expectation *s = &b->p->x.site[i];
    const struct pilot_site *from = &b->site[i];
    const double other = from->other > 0 ? from->other : 0, sent = from->sent_direct * b->a_month,
                 rest = other - from->straight * b->a_month,
                 again = from->again * b->a_month;
    if (s->direct_share > 0) /* none sent says nothing of how many could be */
        s->referrals = sent / s->direct_share;
    const double wanting = other - s->referrals;
    s->straight = again > 0 ? bounded(0.5 * (s->straight + wanting / again), 0, 1) : 0;
    s->direct_share =
        bounded((s->direct_share + 0.001) * (rest > 0 ? rest : 0) / (sent + 1e-9), 0, 1);
}

/* A type 1 department: its catchment by its share of all emergency admissions, its door by
 * attendances. */
static void move_major(struct pilot *b, unsigned i, double gap, double all) {
    struct site_expectation *s = &b->p->x.site[i];
    const struct pilot_site *from = &b->site[i];
    const double want = from->admitted + from->other,
                 have = (from->plain + from->sent_direct + from->straight) * b->a_month;
    if (want > 0)
        b->p->x.reach.site[i].attraction += bounded(0.8 * gap_of(want, have * all), -1, 1);
    s->door += bounded(1.6 * gap, -1.5, 1.5);
    if (from->admitted > 0) {
        const double limit = b->w->par.emergency.site_style_limit;
        s->style = bounded(
            s->style + bounded(2.0 * gap_of(from->admitted, from->kept * b->a_month), -0.5, 0.5),
            -limit, limit);
    }
    move_direct(b, i);
}

/* At a shared front door: show more people next door when the department has too many and nobody
 * comes to it unasked any more; fewer when next door is as full without any of its own. */
static void move_front_door(struct pilot *b, unsigned i, double gap) {
    const struct emergency_params *par = &b->w->par.emergency;
    struct site_expectation *s = &b->p->x.site[i];
    const uint16_t next = reach_site_of(&b->p->x.reach, b->p->x.reach.site[i].provider, 3);
    if (next == NO_SITE) return;
    const struct reach_site *walk_in = &b->p->x.reach.site[next];
    const double gap_next = gap_of(walk_in->published, expected(b, next));
    if (gap < 0 && s->door < par->door_shut) s->streamed -= gap;
    if (gap_next < 0 && walk_in->attraction < par->door_shut) s->streamed += gap_next;
    s->streamed = bounded(s->streamed, 0, par->streamed_away);
}

/* How often teams and wards are thought of, so that at the start they have the published work. */
static void move_community(struct pilot *b) {
    const struct community_params *par = &b->w->par.community;
    struct community_expectation *x = &b->p->x.community;
    if (!(par->on > 0)) return;
    const double asked = par->responses / x->served * b->people / (double)b->thin;
    x->referred = b->teams > asked ? asked / b->teams : 1;
    const double ups = community_ups(par) * (b->entered - x->up * b->wards * (1 - par->transfer));
    x->up = b->wards > ups ? ups / b->wards : 1;
}

static void move(struct pilot *b) {
    struct expectation *x = &b->p->x;
    const struct primary_params *par = &b->w->par.primary;
    move_community(b);
    const double gap_level = level(b);
    b->need_level = bounded(b->need_level * gap_level, par->need_level_low, par->need_level_high);
    const double all = gap_level;
    for (unsigned i = 0; i < x->reach.n_sites; i++) {
        struct reach_site *site = &x->reach.site[i];
        const double gap = gap_of(site->published, expected(b, i));
        if (site->type == 1) move_front_door(b, i, gap);
        if (site->type == 1) move_major(b, i, gap, all);
        else site->attraction += bounded(1.2 * gap, -1.5, 1.5);
    }
    reach_weigh(&x->reach, b->w->par.primary.km_weight);
}

/* ---- admission style ---- */

static int by_site(struct pilot *b, uint32_t **start, struct case_seen **sorted) {
    const unsigned n = b->p->x.reach.n_sites;
    size_t cap_start = 0, cap_sorted = 0;
    TRY(memory_grow((void **)start, &cap_start, n + 2u, sizeof **start));
    TRY(memory_grow((void **)sorted, &cap_sorted, b->n_cases + 1, sizeof **sorted));
    for (size_t j = 0; j < b->n_cases; j++) (*start)[b->cases[j].site + 2u]++;
    for (unsigned i = 2; i <= n; i++) (*start)[i] += (*start)[i - 1];
    for (size_t j = 0; j < b->n_cases; j++)
        (*sorted)[(*start)[b->cases[j].site + 1u]++] = b->cases[j];
    return 0;
}

static double admitted_at(const struct emergency_params *par, const struct case_seen *c, uint32_t n,
                          double style) {
    double all = 0;
    for (uint32_t j = 0; j < n; j++) {
        const enum true_need truth = (enum true_need)c[j].truth;
        const double p = admission_chance((double)c[j].logit, style, truth);
        all += (double)c[j].bedded * p * (1 + visits_after(1 - p, comes_again(par, truth)));
    }
    return all;
}

static void solve_style(struct pilot *b, unsigned i, const struct case_seen *c, uint32_t n) {
    const double limit = b->w->par.emergency.site_style_limit;
    double low = -limit, high = limit;
    struct site_expectation *s = &b->p->x.site[i];
    for (unsigned k = 0; k < 20 && b->site[i].admitted > 0; k++) {
        s->style = 0.5 * (low + high);
        *(admitted_at(&b->w->par.emergency, c, n, s->style) * b->a_month < b->site[i].admitted
              ? &low
              : &high) = s->style;
    }
    s->admitted = admitted_at(&b->w->par.emergency, c, n, s->style) * b->a_month;
}

static int solve_styles(struct pilot *b) {
    uint32_t *start = NULL;
    struct case_seen *sorted = NULL;
    const int rc = by_site(b, &start, &sorted);
    for (unsigned i = 0; rc == 0 && i < b->p->x.reach.n_sites; i++)
        if (b->p->x.reach.site[i].type == 1)
            solve_style(b, i, sorted + start[i], start[i + 1] - start[i]);
    memory_free(start);
    memory_free(sorted);
    return rc;
}

static void settle(struct pilot *b) {
    struct expectation *x = &b->p->x;
    for (unsigned i = 0; i < x->reach.n_sites; i++) {
        struct site_expectation *s = &x->site[i];
        const struct pilot_site *from = &b->site[i];
        const double first = sum(from->arrivals, HOURS_A_WEEK),
                     responses = sum(from->responses, 24);
        s->attendances = expected(b, i);
        const double back = first > 0 ? s->attendances / (first * b->a_month) : 1;
        for (unsigned h = 0; h < HOURS_A_WEEK; h++)
            s->arrivals[h] = from->arrivals[h] * back * b->a_month * 12.0 / 52.14;
        for (unsigned m = 0; m < 12; m++)
            s->season[m] = first > 0 ? from->season[m] * 12.0 / first : 1;
        for (unsigned h = 0; h < 24; h++)
            s->responses[h] = from->responses[h] * b->a_month * 12.0 / 365.0;
        s->majors = first > 0 ? from->major / first : 0;
        s->aged_75 = from->major > 0 ? from->aged / from->major : 0;
        for (unsigned t = 0; t < 4; t++) s->truth[t] = first > 0 ? from->truth[t] / first : 0;
        s->conveyed = responses > 0 ? from->conveyed / responses : 0;
        s->spread_km2 = responses > 0 ? from->spread / responses : 0;
        s->direct = (from->sent_direct + from->straight) * b->a_month;
        const double gap = real_abs(s->attendances / x->reach.site[i].published - 1.0);
        if (gap > x->worst_misfit) x->worst_misfit = gap;
    }
    for (unsigned c = 0; c < 8; c++)
        x->contacts[c] = b->people > 0 ? b->contacts[c] / b->people : 0;
    x->gp_fails = b->people > 0 ? b->fails / b->people : 0;
    x->needs = (uint32_t)b->n;
    x->crises = 12.0 * b->crises * b->a_month;
}

/* The life table holds the deaths that delays bring about: those of the start come off it, in
 * proportion at every age, for an admitted person's peril is hazard over admissions. */
static void settle_deaths(struct pilot *b) {
    struct expectation *x = &b->p->x;
    double a_month = 0;
    for (unsigned i = 0; i < x->reach.n_sites; i++) {
        const struct reach_site *s = &x->reach.site[i];
        struct department d = {.provider = s->provider, .site = (uint16_t)i, .type = s->type};
        if (s->type != 1 || s->outside) continue;
        departments_staff(b->w, &d, &x->site[i]);
        x->site[i].utilisation = d.utilisation;
        a_month += departments_expected_deaths(b->w, &d, &x->site[i]);
    }
    x->delay_deaths = b->deaths > 0 ? bounded(a_month / (b->deaths * b->a_month), 0, 0.2) : 0;
    x->delay_dying = b->peril > 0 ? b->peril_dying / b->peril : 0;
    x->peril = b->perilous > 0 ? b->peril / b->perilous / b->need_level * (1 - x->delay_deaths) : 0;
}

static double published(const struct world *w, const struct month_series *s) {
    const double x = known_year(w, s, KNOWN_ADMISSIONS);
    return x > 0 ? x : 0;
}

/* Part of all emergency admissions that comes from planned care, not from needs: of those who wait,
 * and of those treated. */
static double from_lists(const struct pilot *b) {
    double all = 0;
    for (unsigned i = 0; i < b->p->x.reach.n_sites; i++)
        if (b->p->x.reach.site[i].type == 1) all += b->site[i].admitted + b->site[i].other;
    const double lists = worsening_at_start(b->w) + complications_at_start(b->w);
    const double part = all > 0 ? lists / all : 0;
    return part < 0.1 ? part : 0.1;
}

static int open_sites(struct pilot *b) {
    struct expectation *x = &b->p->x;
    const unsigned n = x->reach.n_sites;
    x->site = arena_array(&b->p->arena, n + 1u, sizeof *x->site);
    b->site = arena_array(&b->p->arena, n + 1u, sizeof *b->site);
    x->admitted = arena_array(&b->p->arena, b->w->place->n_providers + 1u, sizeof *x->admitted);
    if (!x->site || !b->site || !x->admitted) return FAULT_MEMORY;
    for (unsigned i = 0; i < n; i++) {
        const struct site_urgent *u = &b->w->place->providers[x->reach.site[i].provider].urgent;
        b->site[i].admitted = published(b->w, &u->admitted_via_ae);
        b->site[i].other = published(b->w, &u->admitted_other);
        x->site[i].direct_share = 0.5;
        x->reach.site[i].attraction = x->reach.site[i].type == 1 ? 0 : -5;
        x->site[i].door = -5;
        x->site[i].streamed = 0.5 * b->w->par.emergency.streamed_away;
    }
    const double lists = from_lists(b);
    for (unsigned i = 0; i < n; i++) {
        if (x->reach.site[i].type == 1) x->reach.site[i].published -= lists * b->site[i].admitted;
        b->site[i].admitted *= 1 - lists;
        b->site[i].other *= 1 - lists;
    }
    if (b->w->par.community.on > 0)
        x->community = (struct community_expectation){0.2, community_slots(b->w, NULL), 0.03};
    if (b->w->pilot_from) expectation_begin(x, &b->w->pilot_from->x);
    b->need_level = x->need_level;
    reach_weigh(&x->reach, b->w->par.primary.km_weight);
    return 0;
}

static int live_rounds(struct pilot *b) {
    const struct primary_params *par = &b->w->par.primary;
    const bool again = b->w->pilot_from != NULL;
    const unsigned rounds = (unsigned)(again ? par->pilot_rounds_again : par->pilot_rounds),
                   rough = (unsigned)(again ? par->pilot_rough_again : par->pilot_rough_rounds);
    for (unsigned k = 0; k < rounds; k++) {
        b->last = k + 1 == rounds;
        run(b, k < rough ? ROUGH : 1);
        if (!b->last) move(b);
    }
    return b->failed;
}

int expectation_solve(struct world *w, struct primary *p) {
    struct pilot b = {.w = w, .p = p, .thin = 1};
    p->x.need_level = 1;
    TRY(reach_init(&p->x.reach, w, &p->arena));
    TRY(open_sites(&b));
    int rc = draw_needs(&b);
    if (rc == 0) rc = live_rounds(&b);
    if (rc == 0) {
        rc = solve_styles(&b);
        settle(&b);
        p->x.need_level = b.need_level;
        p->x.nights_level = beds_pilot_level(b.stays);
        settle_deaths(&b);
        expectation_settle(w, p);
    }
    needs_close(b.tables);
    beds_pilot_close(b.stays);
    memory_free(b.needs);
    memory_free(b.rough);
    memory_free(b.cases);
    return rc;
}
