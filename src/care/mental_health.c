// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In the world: somebody in a crisis is seen in A&E, or comes back to those who know them; a crisis
 * team offers treatment at home, and whoever it cannot take needs a bed of a mental-health ward,
 * which is seldom free. Card 3.16.
 *   team      with chance team_share x how community services are staffed
 *   bed       at once when fewer are taken than there are; else a wait, in A&E for who is there,
 *             of wait_hours at most; then a bed out of area, bought by the day
 *   detained  logit = logit(detained) + detained_by_tenth x (share of beds taken - occupancy) / 0.1
 *   stay      lognormal; longer by a ratio for the detained; the mean over both as published
 *   coming back within a year, on a day spread evenly:
 *             logit = logit(readmission) + [has a peer supporter] x ln(peers_odds)
 * Peer supporters are given to as large a share of those who leave as a commissioner buys places
 * for (question peer_places), by a draw of the person's own, so that whoever has one under few
 * places has one under more. All draws are keyed by (person, need, generation). Coming back is not
 * through A&E. Common disorders and talking therapy: disorders.c. Left out: wards by sex and
 * security, stays delayed for want of housing, police, deaths by suicide, what a crisis team costs
 * (it is in the base of community services), staff of the wards. */
#include "care/mental_health.h"

#include "base/real.h"
#include "care/asked.h"
#include "care/departments.h"

#define STAMP_MASK (CALENDAR_STAMPS - 1u)
#define GENERATIONS_MOST 3u
enum { STEP_ENTRY, STEP_AFTER, STEPS_EACH = 4 };

static const struct mental_case *case_at(const struct world *w, uint32_t k) {
    return &w->mental->at[k];
}

static struct words draw(const struct world *w, uint32_t k, unsigned step) {
    const struct mental_case *c = case_at(w, k);
    return luck_words(&w->luck, c->person, PURPOSE_MENTAL,
                      need_ordinal(c->number, c->generation * (unsigned)STEPS_EACH + step));
}

static void see(struct world *w, uint32_t k, enum sight_kind kind, unsigned detail,
                uint32_t amount) {
    const struct mental_case *c = case_at(w, k);
    world_saw(w, &(struct sight){.kind = kind,
                                 .provider = NOBODY,
                                 .function = c->generation,
                                 .detail = (uint8_t)detail,
                                 .flag = c->detained,
                                 .person = c->person,
                                 .amount = amount,
                                 .at = world_now(w)});
}

/* ---- the pool of cases and of beds ---- */

uint32_t mental_health_new(struct world *w, uint32_t person, uint32_t number,
                           unsigned generation) {
    struct mental_health *m = w->mental;
    uint32_t k = m->free_first;
    if (k != QUEUE_NONE) {
        m->free_first = m->link[k].next;
    } else {
        if (memory_grow((void **)&m->at, &m->room_at, m->n + 1u, sizeof *m->at) < 0 ||
            memory_grow((void **)&m->link, &m->room_link, m->n + 1u, sizeof *m->link) < 0) {
            w->failed = FAULT_MEMORY;
            return QUEUE_NONE;
        }
        k = m->n++;
        m->at[k] = (struct mental_case){0};
        m->n_state[MENTAL_FREE]++;
    }
    m->link[k] = (struct queue_link){QUEUE_NONE, QUEUE_NONE};
    m->at[k] = (struct mental_case){.person = person,
                                    .number = number,
                                    .attendance = UINT32_MAX,
                                    .since = world_now(w),
                                    .asked = world_now(w),
                                    .stamp = m->at[k].stamp,
                                    .generation = (uint8_t)generation};
    m->came++;
    return k;
}

static bool has_bed(unsigned state) { return state == MENTAL_COMING || state == MENTAL_IN_BED; }

static void count_minutes(struct mental_health *m, minute_t now) {
    m->bed_minutes += (double)m->taken * (double)(now - m->counted);
    m->counted = now;
}

void mental_health_put(struct mental_health *m, uint32_t k, enum mental_state state) {
    struct mental_case *c = &m->at[k];
    m->taken += has_bed(state);
    m->taken -= has_bed(c->state);
    m->n_state[c->state]--;
    m->n_state[state]++;
    c->state = (uint8_t)state;
    c->stamp = (uint16_t)((c->stamp + 1u) & STAMP_MASK);
}

static void put(struct world *w, uint32_t k, enum mental_state state) {
    count_minutes(w->mental, world_now(w));
    mental_health_put(w->mental, k, state);
}

static void drop(struct world *w, uint32_t k) {
    struct mental_health *m = w->mental;
    put(w, k, MENTAL_FREE);
    m->link[k].next = m->free_first;
    m->free_first = k;
    m->left++;
}

void mental_health_later(struct world *w, uint32_t k, minute_t at) {
    calendar_schedule(w->calendar, at, EVENT_MENTAL, k, case_at(w, k)->stamp);
}

/* ---- a bed ---- */

/* Mean nights of the detained and of the others, so that at the start all have the published. */
double mental_health_nights(const struct mental_health_params *p, bool detained) {
    const double others = p->nights / (1.0 + p->detained * (p->nights_detained - 1.0));
    return detained ? others * p->nights_detained : others;
}

static void is_detained(struct world *w, uint32_t k) {
    const struct mental_health_params *par = &w->par.mental_health;
    const struct mental_health *m = w->mental;
    const double full = m->beds ? (double)m->taken / m->beds : 1.0;
    const double x = real_logit(par->detained) +
                     par->detained_by_tenth * (full - par->occupancy) / 0.1;
    w->mental->at[k].detained = word_uniform(draw(w, k, STEP_ENTRY).w[2]) < real_logistic(x);
}

static minute_t nights(const struct world *w, uint32_t k) {
    const struct mental_health_params *par = &w->par.mental_health;
    const double days =
        draw_lognormal(word_uniform(draw(w, k, STEP_ENTRY).w[1]),
                       mental_health_nights(par, case_at(w, k)->detained), par->nights_sigma);
    return 60u + (minute_t)(MINUTES_A_DAY * (days < 730.0 ? days : 730.0));
}

/* The person lies in a bed from now: they leave A&E, and the end of the stay is set. */
static void lie(struct world *w, uint32_t k, enum mental_state state, enum crisis_end end) {
    const uint32_t attendance = case_at(w, k)->attendance;
    put(w, k, state);
    w->mental->at[k].attendance = UINT32_MAX;
    see(w, k, SAW_CRISIS, end, world_now(w) - case_at(w, k)->asked);
    w->mental->at[k].since = world_now(w);
    mental_health_later(w, k, world_now(w) + nights(w, k));
    if (attendance != UINT32_MAX) departments_bed_found(w, attendance);
}

static void keep_bed(struct world *w, uint32_t k) {
    const double mean = w->par.mental_health.transfer_minutes;
    put(w, k, MENTAL_COMING);
    mental_health_later(
        w, k,
        world_now(w) + 10u +
            (minute_t)draw_exponential(word_uniform(draw(w, k, STEP_ENTRY).w[3]), mean));
}

static void fill(struct world *w) {
    struct mental_health *m = w->mental;
    while (m->taken < m->beds && m->queue.length) keep_bed(w, queue_call(&m->queue, m->link));
}

static void ask_for_bed(struct world *w, uint32_t k) {
    struct mental_health *m = w->mental;
    w->people.p[case_at(w, k)->person].in_hospital = 1;
    is_detained(w, k);
    if (m->taken < m->beds) {
        keep_bed(w, k);
        return;
    }
    put(w, k, MENTAL_WAITING);
    queue_join(&m->queue, m->link, k);
    mental_health_later(w, k, world_now(w) + 1u +
                        (minute_t)(60.0 * w->par.mental_health.wait_hours));
}

/* ---- coming ---- */

static bool team_takes(struct world *w, uint32_t k) {
    const double chance =
        w->par.mental_health.team_share *
        asked_filled(w, w->people.p[case_at(w, k)->person].area, LINE_COMMUNITY);
    if (word_uniform(draw(w, k, STEP_ENTRY).w[0]) >= chance) return false;
    put(w, k, MENTAL_AT_HOME);
    see(w, k, SAW_CRISIS, CRISIS_AT_HOME, 0);
    mental_health_later(w, k, world_now(w) +
                        (minute_t)(MINUTES_A_DAY * w->par.mental_health.team_nights));
    return true;
}

bool mental_health_at_home(struct world *w, const struct need *n) {
    const uint32_t k = mental_health_new(w, n->person, n->number, 0);
    if (k == QUEUE_NONE) return false;
    if (team_takes(w, k)) return true;
    drop(w, k);
    return false;
}

void mental_health_admit(struct world *w, const struct need *n, uint32_t attendance) {
    const uint32_t k = mental_health_new(w, n->person, n->number, 0);
    if (k == QUEUE_NONE) return;
    w->mental->at[k].attendance = attendance;
    ask_for_bed(w, k);
}

static void come_back(struct world *w, uint32_t k) {
    const struct mental_case c = *case_at(w, k);
    const struct person *p = &w->people.p[c.person];
    drop(w, k);
    if (!person_alive(p) || !person_present(p, world_day(w)) || p->in_hospital) return;
    const uint32_t again = mental_health_new(w, c.person, c.number, c.generation + 1u);
    if (again != QUEUE_NONE && !team_takes(w, again)) ask_for_bed(w, again);
}

/* ---- leaving ---- */

static void pay(struct world *w, uint32_t k, enum currency currency, double quantity) {
    asked_paid(w, case_at(w, k)->person, NOBODY, currency, LINE_COMMUNITY, quantity);
}

/* Share of those who leave for whom there is a peer supporter. */
static double peers_share(const struct world *w, uint16_t area) {
    const struct mental_health *m = w->mental;
    if (!w->ask || !w->ask->peer_places || !(m->entries_a_year > 0)) return 0.0;
    return w->ask->peer_places(w->institutions, w, area) * m->people / m->entries_a_year;
}

static void after(struct world *w, uint32_t k) {
    const struct mental_health_params *par = &w->par.mental_health;
    const struct mental_case *c = case_at(w, k);
    const struct words u = draw(w, k, STEP_AFTER);
    const bool peers = word_uniform(u.w[2]) < peers_share(w, w->people.p[c->person].area);
    if (peers) pay(w, k, CURRENCY_PEER_SUPPORT, 1);
    const double x = real_logit(par->readmission) + (peers ? real_log(par->peers_odds) : 0.0);
    const bool again =
        c->generation < GENERATIONS_MOST && word_uniform(u.w[0]) < real_logistic(x);
    see(w, k, SAW_CRISIS_OVER, peers, again);
    if (!again) {
        drop(w, k);
        return;
    }
    put(w, k, MENTAL_AFTER);
    mental_health_later(w, k, world_now(w) + 60u +
                        (minute_t)(MINUTES_A_DAY * par->readmission_days * word_uniform(u.w[1])));
}

static void leave_bed(struct world *w, uint32_t k) {
    const struct mental_case c = *case_at(w, k);
    const double days = (double)(world_now(w) - c.since) / MINUTES_A_DAY;
    if (c.state == MENTAL_AWAY) pay(w, k, CURRENCY_OUT_OF_AREA_DAY, days);
    w->people.p[c.person].in_hospital = 0;
    after(w, k);
    fill(w);
}

static enum event_fate on_mental(void *world, uint32_t k, uint32_t stamp, minute_t now) {
    struct world *w = world;
    (void)now;
    const struct mental_case *c = case_at(w, k);
    if (c->stamp != stamp) return EVENT_STALE;
    switch (c->state) {
    case MENTAL_WAITING:
        queue_leave(&w->mental->queue, w->mental->link, k);
        lie(w, k, MENTAL_AWAY, CRISIS_AWAY);
        break;
    case MENTAL_COMING: lie(w, k, MENTAL_IN_BED, CRISIS_BED); break;
    case MENTAL_IN_BED:
    case MENTAL_AWAY: leave_bed(w, k); break;
    case MENTAL_AT_HOME:
        if (person_alive(&w->people.p[c->person])) after(w, k);
        else drop(w, k);
        break;
    case MENTAL_AFTER: come_back(w, k); break;
    default: return EVENT_STALE;
    }
    return EVENT_DONE;
}

/* Only who waits or lies in a bed is looked for: the team's and those who would come back are found
 * dead when their day comes. */
void mental_health_person_died(struct world *w, uint32_t person) {
    struct mental_health *m = w->mental;
    if (!m || !w->people.p[person].in_hospital) return;
    for (uint32_t k = 0; k < m->n; k++) {
        const struct mental_case c = m->at[k];
        if (c.person != person || c.state < MENTAL_WAITING || c.state > MENTAL_AWAY) continue;
        if (c.state == MENTAL_WAITING) queue_leave(&m->queue, m->link, k);
        if (c.state == MENTAL_AWAY)
            pay(w, k, CURRENCY_OUT_OF_AREA_DAY,
                (double)(world_now(w) - c.since) / MINUTES_A_DAY);
        w->people.p[person].in_hospital = 0;
        drop(w, k);
        if (c.attendance != UINT32_MAX) departments_bed_found(w, c.attendance);
        fill(w);
        return;
    }
}

/* ---- what may be seen ---- */

double mental_health_bed_minutes(const struct world *w) {
    const struct mental_health *m = w->mental;
    return m ? m->bed_minutes + (double)m->taken * (double)(world_now(w) - m->counted) : 0.0;
}

uint32_t mental_health_beds(const struct world *w) { return w->mental ? w->mental->beds : 0; }

uint32_t mental_health_admitted(const struct world *w) {
    uint32_t n = 0;
    for (unsigned s = MENTAL_WAITING; w->mental && s <= MENTAL_AWAY; s++)
        n += w->mental->n_state[s];
    return n;
}

int mental_health_check(const struct world *w, struct fault *f) {
    const struct mental_health *m = w->mental;
    if (!m) return 0;
    uint32_t n[MENTAL_STATES] = {0}, astray = 0;
    for (uint32_t k = 0; k < m->n; k++) {
        const struct mental_case *c = &m->at[k];
        n[c->state]++;
        if (c->state < MENTAL_WAITING || c->state > MENTAL_AWAY) continue;
        const struct person *p = &w->people.p[c->person];
        astray += !p->in_hospital || !person_alive(p);
    }
    for (unsigned s = 0; s < MENTAL_STATES; s++)
        if (n[s] != m->n_state[s])
            return fault_set(f, FAULT_BROKEN, NULL, 0, 0,
                             "mental health: %u cases in state %u, %u counted", n[s], s,
                             m->n_state[s]);
    if (astray)
        return fault_set(f, FAULT_BROKEN, NULL, 0, 0,
                         "mental health: %u patients are not in hospital", astray);
    if (m->taken != n[MENTAL_COMING] + n[MENTAL_IN_BED] || m->taken > m->beds ||
        m->queue.length != n[MENTAL_WAITING] || m->came - m->left != m->n - n[MENTAL_FREE])
        return fault_set(f, FAULT_BROKEN, NULL, 0, 0,
                         "mental health: %u of %u beds taken, %u wait: somebody is lost", m->taken,
                         m->beds, m->queue.length);
    return 0;
}

/* ---- life ---- */

int mental_health_open(struct mental_health **out, struct world *w, double crises_a_year) {
    struct mental_health *m = NULL;
    size_t room = 0;
    TRY(memory_grow((void **)&m, &room, 1, sizeof *m));
    *m = (struct mental_health){.free_first = QUEUE_NONE, .crises_a_year = crises_a_year};
    m->counted = day_minute(w->first_day);
    queue_init(&m->queue);
    *out = m;
    return mental_health_start(m, w);
}

void mental_health_close(struct mental_health *m) {
    if (!m) return;
    memory_free(m->at);
    memory_free(m->link);
    memory_free(m);
}

void mental_health_register(struct calendar *c) {
    calendar_handle(c, EVENT_MENTAL, on_mental, NULL);
}
