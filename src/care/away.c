// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What a pandemic (population/pandemic.h) brings to the door of care and keeps from it.
 *
 *   comes      the infected who need a bed or ask, on the day on which they are infected, as people
 *              with an infection; whoever lies in hospital is seen to there
 *   stays away with chance  share(need) x fear of the day, by the need's own draw of nature, so
 *              that they are the same in every regime
 *   later      of needs for a bed and for planned care a share comes after an exponential delay,
 *              the same need; the rest lapses, and so do milder needs
 *   kept = lapsed + came + waiting, always
 *
 * Left out: harm to those whose need for a bed lapses (nobody knows whose would have been), worse
 * illness of those who come late. */
#include "care/away.h"

#include "base/arena.h"
#include "care/planned.h"
#include "care/primary.h"
#include "population/pandemic.h"

#define DIES 8u      /* stamp of a death; below it the wave */
#define NONE UINT32_MAX

struct away {
    struct need *late;  /* by owner of the event; a free row's person is the next free row */
    size_t room;
    uint32_t n, free;
    struct away_counts count;
};

static double today(const struct world *w) { return (double)world_day(w); }

static void ask(struct world *w, const struct need *n) {
    const struct person *p = &w->people.p[n->person];
    if (n->kind == NEED_ELECTIVE) planned_need(w, n);
    else if (!p->in_hospital) primary_need(w, n);
}

/* ---- the infected ---- */

static void infect(struct world *w, uint32_t person) {
    double day = 0;
    const unsigned wave = pandemic_wave(&w->circumstances, &w->nature, person, &day);
    if (wave == PANDEMIC_WAVES || day < 1 || day > (double)(w->last_day - w->first_day)) return;
    const minute_t at =
        day_minute(w->first_day) + (minute_t)(day * MINUTES_A_DAY);
    calendar_schedule(w->calendar, at, EVENT_PANDEMIC, person, wave);
}

static enum event_fate on_infected(void *world, uint32_t person, uint32_t stamp, minute_t now) {
    struct world *w = world;
    const struct person *p = &w->people.p[person];
    if (!person_alive(p) || !person_present(p, world_day(w))) return EVENT_THINNED;
    if (stamp >= DIES) {
        world_death(w, person, DEATH_NATURAL);
        return EVENT_DONE;
    }
    const struct pandemic_case x =
        pandemic_case_of(&w->circumstances, w->needs, &w->needs_par, &w->nature, p, person,
                         minute_day(now));
    if (x.fatal)
        calendar_schedule(w->calendar, now + 1 + (minute_t)(x.days_to_death * MINUTES_A_DAY),
                          EVENT_PANDEMIC, person, stamp + DIES);
    if (!x.bed && !x.asks) return x.fatal ? EVENT_DONE : EVENT_THINNED;
    const enum true_need truth = x.bed ? TRUE_HOSPITAL_BED : TRUE_GP;
    const struct need n = {.person = person,
                           .number = PANDEMIC_NUMBERS + stamp,
                           .at = now,
                           .kind = NEED_INFECTION,
                           .truth = truth,
                           .severity =
                               needs_severity(&w->needs_par, truth, (double)x.severity)};
    world_saw(w, &(struct sight){.kind = SAW_NEED,
                                 .provider = NOBODY,
                                 .detail = NEED_INFECTION,
                                 .person = person,
                                 .amount = 1,
                                 .at = now});
    ask(w, &n);
    return EVENT_DONE;
}

/* ---- those who stay away ---- */

static uint32_t row(struct away *a) {
    const uint32_t k = a->free;
    if (k != NONE) {
        a->free = a->late[k].person;
        return k;
    }
    if (memory_grow((void **)&a->late, &a->room, (size_t)a->n + 1, sizeof *a->late) < 0)
        return NONE;
    return a->n++;
}

static void later(struct world *w, const struct need *n, double days) {
    struct away *a = w->away;
    const uint32_t k = row(a);
    if (k == NONE) {
        w->failed = FAULT_MEMORY;
        return;
    }
    a->late[k] = *n;
    a->count.waiting++;
    calendar_schedule(w->calendar, world_now(w) + 1 + (minute_t)(days * MINUTES_A_DAY),
                      EVENT_LATE, k, 0);
}

bool away_keeps(struct world *w, const struct need *n) {
    const struct circumstances *c = &w->circumstances;
    if (!w->away || pandemic_need(n->number)) return false;
    const bool planned = n->kind == NEED_ELECTIVE,
               bed = !planned && n->truth == TRUE_HOSPITAL_BED;
    const double share = planned ? c->pandemic_away_planned
                         : bed   ? c->pandemic_away_bed
                                 : c->pandemic_away_milder;
    const struct words u =
        luck_words(&w->nature, n->person, PURPOSE_PANDEMIC, need_ordinal(n->number, 0));
    if (word_uniform(u.w[0]) >= share * pandemic_fear(c, today(w))) return false;
    const double comes = planned ? c->pandemic_later_planned : bed ? c->pandemic_later_bed : 0;
    w->away->count.kept++;
    if (word_uniform(u.w[1]) >= comes) w->away->count.lapsed++;
    else
        later(w, n,
              draw_exponential(word_uniform(u.w[2]), planned ? c->pandemic_later_planned_days
                                                             : c->pandemic_later_bed_days));
    return true;
}

static enum event_fate on_late(void *world, uint32_t k, uint32_t stamp, minute_t now) {
    struct world *w = world;
    struct away *a = w->away;
    struct need n = a->late[k];
    (void)stamp;
    a->late[k].person = a->free;
    a->free = k;
    a->count.waiting--;
    a->count.came++;
    const struct person *p = &w->people.p[n.person];
    if (!person_alive(p) || !person_present(p, world_day(w))) return EVENT_THINNED;
    n.at = now;
    ask(w, &n);
    return EVENT_DONE;
}

/* ---- life ---- */

int away_open(struct away **out, struct world *w) {
    *out = NULL;
    if (!pandemic_comes(&w->circumstances)) return 0;
    size_t one = 0;
    TRY(memory_grow((void **)out, &one, 1, sizeof **out));
    (*out)->free = NONE;
    for (uint32_t i = 0; i < w->people.n; i++)
        if (!(w->people.p[i].flags & FLAG_ELECTIVE_ONLY)) infect(w, i);
    return 0;
}

void away_close(struct away *a) {
    if (a) memory_free(a->late);
    memory_free(a);
}

void away_register(struct world *w) {
    calendar_handle(w->calendar, EVENT_PANDEMIC, on_infected, NULL);
    calendar_handle(w->calendar, EVENT_LATE, on_late, NULL);
}

struct away_counts away_counts(const struct world *w) {
    return w->away ? w->away->count : (struct away_counts){0};
}

int away_check(const struct world *w, struct fault *f) {
    if (!w->away) return 0;
    const struct away_counts *c = &w->away->count;
    uint32_t free = 0;
    for (uint32_t k = w->away->free; k != NONE && free <= w->away->n; k = w->away->late[k].person)
        free++;
    if (c->kept != c->lapsed + c->came + c->waiting || c->waiting + free != w->away->n)
        return fault_set(f, FAULT_BROKEN, NULL, 0, 0,
                         "needs kept from care: %llu, lapsed, come and waiting %llu",
                         (unsigned long long)c->kept,
                         (unsigned long long)(c->lapsed + c->came + c->waiting));
    return 0;
}
