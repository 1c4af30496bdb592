// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In the world: a nurse or therapist comes to a frail person within two hours, if the team has a
 * visit left today; a hospital's virtual ward looks after people at home who would else lie in it.
 *   visits a day      slots(council) x how community services are staffed x community_capacity
 *   slots             in proportion to people, such that of Poisson(asked_per_slot x slots) asked
 *                     for a day the published number is served
 *   asked for         a doctor, 111 or 999 would send on somebody frail, or of a care home, whose
 *                     need can be met at home: with a chance that the pilot finds (expectation.c),
 *                     so that at the start the published number is served and hospitals have their
 *                     published attendances and admissions with the teams at work
 *   virtual ward      ward_places for an emergency admission a day, staffed and scaled as above;
 *                     instead of a bed (step up: chance from the pilot) or after part of a stay
 *                     (step down: beds_level.c sets nights so that published beds are those with
 *                     the ward at work)
 *   transfer          a share of those who step up, and of those seen who truly need a bed, is
 *                     taken to hospital all the same
 * Death and care homes: nothing is put in. A stay that does not happen brings no wait for a bed,
 * no ward's harm and no leaving with support; the trials' relative risks (deaths 0.98, new care
 * homes 0.58) are what a run is compared with. Money: what the teams of the start cost stands in
 * the sum for community services; of a case under more capacity the share 1 - 1/capacity is paid
 * on top. Sources: evidence card 3.12. Left out: district nurses' planned visits, money given back
 * when capacity falls, another need of somebody in a virtual ward (it goes its own way and the
 * place stays taken), the dead (found when the episode ends), crews who call the team from the
 * scene, blocking of small wards when the start is solved. */
#include "care/community.h"

#include "base/real.h"
#include "care/asked.h"
#include "care/beds.h"
#include "care/expectation.h"
#include "care/known_level.h"
#include "population/ageing.h"

#define STAMP_MASK (CALENDAR_STAMPS - 1u)
#define NO_PATIENT UINT32_MAX
enum { STEP_WARD, STEP_DOWN = 4 };

/* ---- who suits, and how many ---- */

bool community_suits_response(const struct community_params *par, const struct need *n,
                              const struct person *who) {
    if ((double)who->frailty < par->response_frailty && !(who->flags & FLAG_CARE_HOME))
        return false;
    return n->kind <= NEED_FALL && (double)n->severity <= par->response_gravity;
}

bool community_suits_ward(const struct community_params *par, const struct need *n, bool adult) {
    return adult && (double)n->severity <= par->ward_gravity &&
           (n->kind == NEED_MINOR_ILLNESS || n->kind == NEED_INFECTION ||
            n->kind == NEED_EXACERBATION || n->kind == NEED_CARDIOVASCULAR);
}

static double episodes(const struct community_params *par) {
    return par->on > 0 ? par->ward_places * par->ward_occupancy / par->ward_days : 0.0;
}
double community_ups(const struct community_params *par) { return par->step_up * episodes(par); }
double community_downs(const struct community_params *par) {
    return (1.0 - par->step_up) * episodes(par);
}

/* sum over n < slots of P(more than n are asked for) */
static double served_of(double asked, unsigned slots) {
    double p = real_exp(-asked), more = 1.0, sum = 0.0;
    for (unsigned n = 0; n < slots; n++) {
        more -= p;
        if (more <= 0.0) break;
        sum += more;
        p *= asked / (n + 1.0);
    }
    return sum;
}

double community_served(double asked, double slots) {
    const unsigned whole = (unsigned)slots;
    const double part = slots - whole;
    return (1.0 - part) * served_of(asked, whole) + part * served_of(asked, whole + 1u);
}

static double people_of(const struct world *w, unsigned council) {
    double n = 0.0;
    for (uint32_t a = 0; a < w->place->n_areas; a++)
        if (w->place->areas[a].council == council && !w->place->areas[a].elective_only)
            n += w->place->areas[a].people;
    return n;
}

/* Served a day over all teams at so many slots a head. */
static double all_served(const struct world *w, double a_head, double *people) {
    const double ratio = w->par.community.asked_per_slot;
    double sum = *people = 0.0;
    for (unsigned k = 0; k < w->place->n_councils; k++) {
        const double n = people_of(w, k);
        *people += n;
        sum += community_served(ratio * a_head * n, a_head * n);
    }
    return sum;
}

double community_slots(const struct world *w, double *slots) {
    const double want = w->par.community.responses / DAYS_A_YEAR;
    double low = 0.2 * want, high = 20.0 * want, people = 0.0, a_head = want;
    for (int i = 0; i < 30; i++) {
        a_head = 0.5 * (low + high);
        if (all_served(w, a_head, &people) < want * people) low = a_head;
        else high = a_head;
    }
    for (unsigned k = 0; slots && k < w->place->n_councils; k++)
        slots[k] = a_head * people_of(w, k);
    return want / (w->par.community.asked_per_slot * a_head);
}

/* ---- capacity now ---- */

static double circumstance(const struct world *w) {
    const struct circumstances *c = &w->circumstances;
    const double month = world_day(w) * 12.0 / DAYS_A_YEAR;
    return month < c->community_from_month ? 1.0 : c->community_capacity;
}

static double ratio_now(const struct world *w, uint32_t person) {
    return circumstance(w) * asked_filled(w, w->people.p[person].area, LINE_COMMUNITY);
}

static void tell(struct world *w, uint32_t person, enum community_sight what) {
    world_saw(w, &(struct sight){.kind = SAW_COMMUNITY,
                                 .provider = NOBODY,
                                 .detail = (uint8_t)what,
                                 .person = person,
                                 .amount = 1,
                                 .at = world_now(w)});
}

/* Of a case under more capacity than at the start the part that is new is paid on top. */
static void charge(struct world *w, uint32_t person, enum currency currency) {
    const double capacity = circumstance(w);
    asked_paid(w, person, NOBODY, currency, LINE_COMMUNITY,
               capacity > 1.0 ? 1.0 - 1.0 / capacity : 0.0);
}

/* ---- the two-hour response ---- */

/* Whole visits of a day, the remainder carried from day to day. */
static unsigned visits(double a_day, unsigned day) {
    const double from = a_day * day;
    return (unsigned)(from + a_day) - (unsigned)from;
}

bool community_responds(struct world *w, const struct need *n) {
    struct community *c = w->community;
    if (!c) return false;
    struct response_team *t = &c->team[w->place->areas[w->people.p[n->person].area].council];
    const unsigned today = world_day(w);
    if (t->day != today) t->used = 0;
    t->day = today;
    if (t->used >= visits(t->slots * ratio_now(w, n->person), today)) {
        tell(w, n->person, TEAM_FULL);
        return false;
    }
    t->used++;
    tell(w, n->person, TEAM_CAME);
    charge(w, n->person, CURRENCY_COMMUNITY_RESPONSE);
    return true;
}

/* ---- virtual wards ---- */

static void count_minutes(struct community *c, minute_t now) {
    c->minutes += (double)c->n_in * (double)(now - c->counted);
    c->counted = now;
}

static uint32_t take(struct world *w) {
    struct community *c = w->community;
    uint32_t k = c->free_first;
    if (k != NO_PATIENT) {
        c->free_first = c->at[k].next;
        return k;
    }
    if (memory_grow((void **)&c->at, &c->room_at, c->n + 1u, sizeof *c->at) < 0) {
        w->failed = FAULT_MEMORY;
        return NO_PATIENT;
    }
    c->at[c->n] = (struct ward_patient){0};
    return c->n++;
}

static void come(struct world *w, const struct need *n, uint16_t provider, bool transfer,
                 minute_t until) {
    struct community *c = w->community;
    const uint32_t k = take(w);
    if (k == NO_PATIENT) return;
    count_minutes(c, world_now(w));
    c->at[k] = (struct ward_patient){.person = n->person,
                                     .number = n->number,
                                     .next = NO_PATIENT,
                                     .severity = n->severity,
                                     .provider = provider,
                                     .stamp = c->at[k].stamp,
                                     .state = transfer ? WARD_TRANSFER : WARD_AT_HOME,
                                     .kind = (uint8_t)n->kind,
                                     .truth = (uint8_t)n->truth};
    c->ward[provider].taken++;
    c->n_in++;
    c->came++;
    calendar_schedule(w->calendar, until, EVENT_COMMUNITY, k, c->at[k].stamp);
}

static void go(struct world *w, uint32_t k) {
    struct community *c = w->community;
    count_minutes(c, world_now(w));
    c->ward[c->at[k].provider].taken--;
    c->n_in--;
    c->left++;
    c->at[k].state = WARD_FREE;
    c->at[k].stamp = (uint16_t)((c->at[k].stamp + 1u) & STAMP_MASK);
    c->at[k].next = c->free_first;
    c->free_first = k;
}

static minute_t length(const struct world *w, double u) {
    const struct community_params *par = &w->par.community;
    const double days = draw_lognormal(u, par->ward_days, par->ward_sigma);
    return 60u +
           (minute_t)(MINUTES_A_DAY * (days < par->ward_days_most ? days : par->ward_days_most));
}

static bool has_place(struct world *w, const struct need *n, uint16_t provider) {
    const struct virtual_ward *v = &w->community->ward[provider];
    if ((double)v->taken + 1.0 <= v->places * ratio_now(w, n->person) + 0.5) return true;
    tell(w, n->person, WARD_FULL);
    return false;
}

bool community_steps_up(struct world *w, const struct need *n, uint16_t provider) {
    const struct person *p = &w->people.p[n->person];
    if (!w->community || p->in_hospital) return false;
    if (!community_suits_ward(&w->par.community, n,
                              person_age(p, minute_day(world_now(w))) >= 18))
        return false;
    const struct words u =
        luck_words(&w->luck, n->person, PURPOSE_COMMUNITY, need_ordinal(n->number, STEP_WARD));
    if (word_uniform(u.w[0]) >= w->community_ups || !has_place(w, n, provider)) return false;
    const bool transfer = word_uniform(u.w[1]) < w->par.community.transfer;
    const minute_t all = length(w, word_uniform(u.w[2]));
    const double until = transfer ? word_uniform(u.w[3]) : 1.0;
    come(w, n, provider, transfer, world_now(w) + 60u + (minute_t)(until * all));
    tell(w, n->person, WARD_STEP_UP);
    charge(w, n->person, CURRENCY_VIRTUAL_WARD);
    return true;
}

unsigned community_saves(const struct world *w, const struct need *n, unsigned generation,
                         double chance, unsigned nights) {
    if (!w->community || nights < 2u) return 0;
    const struct words u = luck_words(&w->luck, n->person, PURPOSE_COMMUNITY,
                                      need_ordinal(n->number, STEP_DOWN + generation));
    if (word_uniform(u.w[0]) >= chance) return 0;
    const double saved = w->par.community.saved_share * nights + word_uniform(u.w[1]);
    return saved < nights ? (unsigned)saved : nights - 1u;
}

bool community_steps_down(struct world *w, const struct need *n, uint16_t provider) {
    if (!w->community || !has_place(w, n, provider)) return false;
    const struct words u =
        luck_words(&w->luck, n->person, PURPOSE_COMMUNITY, need_ordinal(n->number, STEP_WARD));
    come(w, n, provider, false, world_now(w) + length(w, word_uniform(u.w[2])));
    tell(w, n->person, WARD_STEP_DOWN);
    charge(w, n->person, CURRENCY_VIRTUAL_WARD);
    return true;
}

static enum event_fate on_end(void *world, uint32_t k, uint32_t stamp, minute_t now) {
    struct world *w = world;
    const struct ward_patient c = w->community->at[k];
    if (c.stamp != stamp || c.state == WARD_FREE) return EVENT_STALE;
    go(w, k);
    const struct person *p = &w->people.p[c.person];
    if (c.state != WARD_TRANSFER || !person_alive(p) || !person_present(p, world_day(w)) ||
        p->in_hospital)
        return EVENT_DONE;
    const struct need n = {.person = c.person,
                           .number = c.number,
                           .at = now,
                           .kind = (enum need_kind)c.kind,
                           .truth = (enum true_need)c.truth,
                           .severity = c.severity};
    beds_request_emergency(w, &n, c.provider, UINT32_MAX);
    return EVENT_DONE;
}

/* ---- what may be seen ---- */

uint32_t community_patients(const struct world *w) { return w->community ? w->community->n_in : 0; }

double community_minutes(const struct world *w) {
    const struct community *c = w->community;
    return c ? c->minutes + (double)c->n_in * (double)(world_now(w) - c->counted) : 0.0;
}

int community_check(const struct world *w, struct fault *f) {
    const struct community *c = w->community;
    if (!c) return 0;
    uint32_t in = 0, taken = 0;
    for (uint32_t k = 0; k < c->n; k++) in += c->at[k].state != WARD_FREE;
    for (uint32_t v = 0; v < c->n_wards; v++) taken += c->ward[v].taken;
    if (in == c->n_in && taken == in && c->came - c->left == in) return 0;
    return fault_set(f, FAULT_BROKEN, NULL, 0, 0,
                     "virtual wards: %u patients, %u places taken, %u counted", in, taken,
                     c->n_in);
}

/* ---- life ---- */

static double admissions_a_day(const struct world *w, const struct provider *p) {
    const double via = known_level(w, &p->urgent.admitted_via_ae, KNOWN_ADMISSIONS),
                 other = known_level(w, &p->urgent.admitted_other, KNOWN_ADMISSIONS);
    return ((via > 0.0 ? via : 0.0) + (other > 0.0 ? other : 0.0)) * 12.0 / DAYS_A_YEAR;
}

static bool may_be_in(const struct person *p) {
    return p->frailty >= FRAILTY_MILD && !(p->flags & FLAG_ELECTIVE_ONLY) && !p->in_hospital &&
           person_present(p, 0);
}

/* The wards are as full as published on the first day, of frail people. */
static void fill(struct world *w) {
    struct community *c = w->community;
    double want = 0.0, all = 0.0;
    for (uint32_t v = 0; v < c->n_wards; v++)
        want += c->ward[v].places * w->par.community.ward_occupancy;
    for (uint32_t i = 0; i < w->people.n; i++) all += may_be_in(&w->people.p[i]);
    for (uint32_t i = 0, v = 0; i < w->people.n && want > 0.0; i++) {
        if (!may_be_in(&w->people.p[i])) continue;
        const struct words u = luck_words(&w->nature, i, PURPOSE_COMMUNITY, UINT32_MAX);
        if (word_uniform(u.w[0]) * all >= want) continue;
        for (uint32_t k = 0; k < c->n_wards; k++, v = (v + 1u) % c->n_wards)
            if (c->ward[v].taken + 1.0 <= c->ward[v].places * w->par.community.ward_occupancy)
                break;
        const struct need n = {.person = i, .number = UINT32_MAX / 16u, .kind = NEED_NOTHING};
        const double rest = word_uniform(u.w[1]) * length(w, word_uniform(u.w[2]));
        if (c->ward[v].places > 0.0)
            come(w, &n, (uint16_t)v, false, world_now(w) + 60u + (minute_t)rest);
    }
}

static int make_rooms(struct community *c, const struct world *w) {
    c->n_teams = w->place->n_councils;
    c->n_wards = w->place->n_providers;
    TRY(memory_grow((void **)&c->team, &c->room_team, c->n_teams + 1u, sizeof *c->team));
    return memory_grow((void **)&c->ward, &c->room_ward, c->n_wards + 1u, sizeof *c->ward);
}

static int staff(struct community *c, struct world *w) {
    double *slots = NULL;
    size_t room = 0;
    TRY(memory_grow((void **)&slots, &room, c->n_teams + 1u, sizeof *slots));
    community_slots(w, slots);
    for (uint32_t k = 0; k < c->n_teams; k++)
        c->team[k] = (struct response_team){.slots = slots[k], .day = UINT32_MAX};
    memory_free(slots);
    for (uint32_t v = 0; v < c->n_wards; v++) {
        const struct provider *p = &w->place->providers[v];
        c->ward[v] = (struct virtual_ward){0};
        if (p->acute_trust && !p->outside)
            c->ward[v].places = w->par.community.ward_places * admissions_a_day(w, p);
    }
    return 0;
}

int community_open(struct community **out, struct world *w) {
    struct community *c = NULL;
    size_t room = 0;
    if (!(w->par.community.on > 0)) return 0;
    TRY(memory_grow((void **)&c, &room, 1, sizeof *c));
    *c = (struct community){.free_first = NO_PATIENT, .counted = day_minute(w->first_day)};
    *out = c;
    TRY(make_rooms(c, w));
    TRY(staff(c, w));
    fill(w);
    return w->failed;
}

void community_close(struct community *c) {
    if (!c) return;
    memory_free(c->team);
    memory_free(c->ward);
    memory_free(c->at);
    memory_free(c);
}

void community_register(struct calendar *c) { calendar_handle(c, EVENT_COMMUNITY, on_end, NULL); }
