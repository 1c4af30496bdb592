// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The pool of stays, and who has one. A stay is made when a bed is asked for and freed when its
 * patient has gone; a freed one is used again, its stamp moved on so that old events are stale.
 * person -> stay is a table of open addressing with linear probing, at most half full, cleaned by
 * shifting back (Knuth, volume 3, section 6.4, algorithm R), so that no marker is left behind. */
#include "care/beds_state.h"
#include "population/pandemic.h"

static int grow(struct beds *b, size_t need) {
    TRY(memory_grow((void **)&b->stays, &b->cap_stay, need, sizeof *b->stays));
    TRY(memory_grow((void **)&b->more, &b->cap_more, need, sizeof *b->more));
    TRY(memory_grow((void **)&b->link, &b->cap_link, need, sizeof *b->link));
    return memory_grow((void **)&b->inside, &b->cap_inside, need, sizeof *b->inside);
}

uint32_t beds_new_stay(struct beds *b) {
    uint32_t s = b->free;
    if (s != QUEUE_NONE) {
        b->free = b->link[s].next;
    } else {
        if (grow(b, (size_t)b->n_stays + 1) < 0) return QUEUE_NONE;
        s = b->n_stays++;
    }
    const uint16_t stamp = b->stays[s].stamp;
    b->stays[s] = (struct stay){.stamp = stamp, .attendance = UINT32_MAX};
    b->more[s] = (struct stay_more){0};
    b->link[s] = b->inside[s] = (struct queue_link){QUEUE_NONE, QUEUE_NONE};
    return s;
}

void beds_free_stay(struct beds *b, uint32_t s) {
    b->stays[s].state = STAY_FREE;
    b->stays[s].stamp = (uint16_t)((b->stays[s].stamp + 1u) & STAMP_MASK);
    b->link[s].next = b->free;
    b->free = s;
}

/* ---- person -> stay ---- */

static uint32_t home(const struct beds *b, uint32_t person) {
    return (uint32_t)mix64(person + UINT64_C(0x9e3779b97f4a7c15)) & (b->map_size - 1u);
}

static uint32_t find(const struct beds *b, uint32_t person) {
    uint32_t i = home(b, person);
    while (b->map[i].stay != QUEUE_NONE && b->map[i].person != person)
        i = (i + 1u) & (b->map_size - 1u);
    return i;
}

uint32_t beds_stay_of(const struct beds *b, uint32_t person) {
    return b->map_size == 0 ? QUEUE_NONE : b->map[find(b, person)].stay;
}

static int enlarge(struct beds *b) {
    const uint32_t old_size = b->map_size, size = old_size ? old_size * 2u : 1024u;
    void *old = b->map, *fresh = NULL;
    size_t capacity = 0;
    TRY(memory_grow(&fresh, &capacity, size, sizeof *b->map));
    const __typeof__(b->map) from = old;
    b->map = fresh;
    b->map_size = size;
    for (uint32_t i = 0; i < size; i++) b->map[i].stay = QUEUE_NONE;
    for (uint32_t i = 0; i < old_size; i++)
        if (from[i].stay != QUEUE_NONE) b->map[find(b, from[i].person)] = from[i];
    memory_free(old);
    return 0;
}

int beds_map_put(struct beds *b, uint32_t person, uint32_t s) {
    if (b->map_n * 2u >= b->map_size) TRY(enlarge(b));
    const uint32_t i = find(b, person);
    b->map_n += b->map[i].stay == QUEUE_NONE;
    b->map[i].person = person;
    b->map[i].stay = s;
    return 0;
}

void beds_map_remove(struct beds *b, uint32_t person) {
    const uint32_t last = b->map_size - 1u;
    uint32_t hole = find(b, person);
    if (b->map[hole].stay == QUEUE_NONE) return;
    b->map_n--;
    for (uint32_t i = (hole + 1u) & last; b->map[i].stay != QUEUE_NONE; i = (i + 1u) & last) {
        const uint32_t wants = home(b, b->map[i].person);
        /* it may not move before its home */
        if (((i - wants) & last) < ((i - hole) & last)) continue;
        b->map[hole] = b->map[i];
        hole = i;
    }
    b->map[hole].stay = QUEUE_NONE;
}

/* ---- the walk ---- */

struct counted {
    uint32_t taken, infected, in_bed, ready, ready_adults, electives, assessment, waiting, boarding;
    uint32_t critical, held, spaces, no_space, ward[WARD_GROUPS], outliers;
};

static int broken(struct fault *f, const char *what, uint64_t found, uint64_t expected) {
    return fault_set(f, FAULT_BROKEN, NULL, 0, 0, "beds: %s: found %llu, expected %llu", what,
                     (unsigned long long)found, (unsigned long long)expected);
}

static void count(const struct beds *b, uint32_t s, struct counted *c) {
    const struct stay *y = &b->stays[s];
    const bool lies = y->state == STAY_IN_BED || y->state == STAY_READY;
    const bool kept = y->state == STAY_COMING && !b->more[s].zero_day;
    c->taken += lies || kept;
    c->infected += (lies || kept) && pandemic_need(y->number);
    c->in_bed += lies;
    c->electives += (lies || kept) && y->elective;
    c->ready += y->state == STAY_READY;
    c->ready_adults += y->state == STAY_READY && b->more[s].adult;
    c->assessment += y->state == STAY_ASSESSMENT;
    c->waiting += y->state == STAY_WAITING;
    const bool held = y->state == STAY_CRITICAL_WAITING, no_space = y->state == STAY_NO_SPACE;
    c->boarding +=
        (y->state == STAY_WAITING || held || no_space) && y->attendance != UINT32_MAX;
    c->held += held;
    c->no_space += no_space;
    c->spaces += y->state == STAY_ASSESSMENT || (y->state == STAY_COMING && b->more[s].zero_day);
    if (!b->more[s].warded) return;
    c->ward[b->more[s].ward]++;
    c->outliers += b->more[s].ward != b->more[s].group;
}

/* The chain's members are those of the state, each once: its walk ends after length steps. */
static int walk(const struct world *w, const struct queue *q, const struct queue_link *links,
                uint16_t provider, unsigned waits, struct fault *f) {
    const struct beds *b = w->beds;
    uint32_t n = 0;
    for (uint32_t s = q->first; s != QUEUE_NONE && n <= q->length; s = links[s].next, n++) {
        const unsigned state = b->stays[s].state;
        const bool right = state == waits || (waits == STAY_IN_BED && state == STAY_READY);
        if (!right || b->stays[s].provider != provider)
            return broken(f, "a stay stands in a list it is not of", state, provider);
    }
    return n == q->length ? 0 : broken(f, "a list has lost its end", n, q->length);
}

/* Critical care, the assessment unit and the wards. */
static int check_beside(const struct world *w, const struct bed_site *site,
                        const struct counted *c, struct fault *f) {
    const struct queue_link *link = w->beds->link;
    TRY(walk(w, &site->critical_queue, link, site->provider, STAY_CRITICAL_WAITING, f));
    TRY(walk(w, &site->space_queue, link, site->provider, STAY_NO_SPACE, f));
    if (c->held != site->critical_queue.length)
        return broken(f, "held for critical care", c->held, site->critical_queue.length);
    if (c->no_space != site->space_queue.length)
        return broken(f, "waiting for the assessment unit", c->no_space, site->space_queue.length);
    if (c->critical != site->critical_taken)
        return broken(f, "critical care beds taken", c->critical, site->critical_taken);
    if (c->spaces != site->spaces_taken)
        return broken(f, "spaces of the assessment unit", c->spaces, site->spaces_taken);
    const uint32_t on_wards = w->par.beds.outliers > 0.0 ? site->taken : 0;
    if (c->ward[0] != site->ward_taken[0] || c->ward[1] != site->ward_taken[1] ||
        c->ward[0] + c->ward[1] != on_wards)
        return broken(f, "beds taken by ward", c->ward[0] + c->ward[1], on_wards);
    return c->outliers == site->outliers ? 0
                                         : broken(f, "outliers", c->outliers, site->outliers);
}

static int check_site(const struct world *w, const struct bed_site *site, const struct counted *c,
                      struct fault *f) {
    uint32_t queued = 0;
    for (unsigned k = 0; k < BED_CLASSES; k++) {
        TRY(walk(w, &site->queue[k], w->beds->link, site->provider, STAY_WAITING, f));
        queued += site->queue[k].length;
    }
    TRY(walk(w, &site->inside, w->beds->inside, site->provider, STAY_IN_BED, f));
    TRY(check_beside(w, site, c, f));
    if (c->taken != site->taken) return broken(f, "beds taken", c->taken, site->taken);
    if (c->infected != site->infected)
        return broken(f, "beds of the infected", c->infected, site->infected);
    if (c->in_bed != site->in_bed) return broken(f, "patients in bed", c->in_bed, site->in_bed);
    if (c->in_bed != site->inside.length)
        return broken(f, "patients in bed listed", site->inside.length, c->in_bed);
    if (c->ready != site->ready) return broken(f, "ready to leave", c->ready, site->ready);
    if (c->ready_adults != site->ready_adults)
        return broken(f, "adults ready", c->ready_adults, site->ready_adults);
    if (c->electives != site->electives)
        return broken(f, "electives", c->electives, site->electives);
    if (c->assessment != site->assessment)
        return broken(f, "in the assessment unit", c->assessment, site->assessment);
    if (c->waiting != site->waiting || c->waiting != queued)
        return broken(f, "waiting for a bed", c->waiting, queued);
    return c->boarding == site->boarding ? 0 : broken(f, "boarding", c->boarding, site->boarding);
}

static bool admitted(unsigned state) {
    return state == STAY_WAITING || state == STAY_COMING || state == STAY_ASSESSMENT ||
           state == STAY_IN_BED || state == STAY_READY || state == STAY_NO_SPACE ||
           state == STAY_CRITICAL_WAITING || state == STAY_CRITICAL_COMING ||
           state == STAY_CRITICAL;
}

int beds_pool_check(const struct world *w, struct fault *f) {
    const struct beds *b = w->beds;
    uint32_t free_chain = 0, free_seen = 0, n_admitted = 0;
    for (uint32_t s = b->free; s != QUEUE_NONE && free_chain <= b->n_stays; s = b->link[s].next)
        free_chain++;
    struct counted *c = NULL;
    size_t capacity = 0;
    TRY(memory_grow((void **)&c, &capacity, b->n_sites + 1u, sizeof *c));
    int rc = 0;
    for (uint32_t s = 0; s < b->n_stays && rc == 0; s++) {
        const struct stay *y = &b->stays[s];
        free_seen += y->state == STAY_FREE;
        if (!admitted(y->state)) continue;
        n_admitted++;
        count(b, s, &c[b->site_of[y->provider]]);
        if (b->more[s].critical_at > 0) c[b->more[s].critical_at - 1u].critical++;
        if (beds_stay_of(b, y->person) != s)
            rc = broken(f, "the stay of a person is another", beds_stay_of(b, y->person), s);
        else if (!w->people.p[y->person].in_hospital)
            rc = broken(f, "a person with a stay is not in hospital", y->person, s);
        else if (!person_alive(&w->people.p[y->person]))
            rc = broken(f, "a dead person has a stay", y->person, s);
    }
    for (unsigned i = 0; i < b->n_sites && rc == 0; i++) rc = check_site(w, &b->sites[i], &c[i], f);
    memory_free(c);
    if (rc == 0 && free_chain != free_seen) rc = broken(f, "free stays", free_seen, free_chain);
    if (rc == 0 && n_admitted != b->map_n)
        rc = broken(f, "persons with a stay", b->map_n, n_admitted);
    return rc;
}
