// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Planned care: the pool of pathways, the lists that hold them, and what may be asked of them.
 * A pathway is one referral-to-treatment clock. It is with the GP, or on the roll of one service
 * (its clock runs) and then in at most one list: first outpatients, diagnostics, follow-ups, or the
 * theatre lists for day cases and for stays. Only a pathway whose results are out is in none.
 *   waiting now = waiting at the last reset + starts - stops - removals - private exits - deaths
 * holds for every service at every moment and planned_check walks everything to see that it does.
 * The story goes on in planned_rates.c (what the published tables say), planned_start.c (who
 * already waits), referral.c, bookings.c, clinics.c, theatres.c and removals.c.
 * Left out: clocks that start again after active monitoring, transfers between providers, and a
 * tertiary referral's own queue. */
#include <string.h>

#include "care/function_values.h"
#include "care/planned_inner.h"

#define CLINICS_AT (9u * 60u)
#define REVIEWED_AT (8u * 60u)
#define THEATRES_AT (10u * 60u + 30u) /* after the morning's count of beds */

minute_t planned_next_working(minute_t now, uint32_t minute) {
    day_t d = minute_day(now) + 1;
    while (!day_is_working(d))
        d++;
    return day_minute(d) + minute;
}

int32_t planned_today(const struct world *w) { return (int32_t)minute_day(world_now(w)); }

uint32_t planned_days(const struct world *w, const struct pathway *p) {
    const int32_t days = planned_today(w) - p->start_day;
    return days > 0 ? (uint32_t)days : 0;
}

struct words planned_luck(const struct world *w, const struct pathway *p, enum purpose purpose,
                          unsigned step) {
    return luck_words(&w->luck, p->person, (uint32_t)purpose, need_ordinal(p->number, step));
}

void planned_see(struct world *w, const struct pathway *p, enum sight_kind kind, unsigned detail,
                 uint32_t amount) {
    const struct service *s = &w->place->services[p->service];
    world_saw(w, &(struct sight){.kind = kind, .provider = s->provider, .function = s->function,
                                 .detail = (uint8_t)detail, .person = p->person, .amount = amount,
                                 .at = world_now(w)});
}

void planned_pay(struct world *w, const struct pathway *p, enum currency currency) {
    const struct service *s = &w->place->services[p->service];
    const struct activity a = {.currency = currency, .line = LINE_PLANNED, .provider = s->provider,
                               .area = w->people.p[p->person].area, .function = s->function,
                               .person = p->person, .complexity = p->complexity, .quantity = 1.0F};
    w->ask->paid(w->institutions, w, &a);
}

/* The pool */

static int grow(struct planned *p, size_t need) {
    TRY(memory_grow((void **)&p->pathway, &p->room[0], need, sizeof *p->pathway));
    TRY(memory_grow((void **)&p->course, &p->room[1], need, sizeof *p->course));
    TRY(memory_grow((void **)&p->link, &p->room[2], need, sizeof *p->link));
    return memory_grow((void **)&p->roll_link, &p->room[3], need, sizeof *p->roll_link);
}

int planned_new(struct world *w, uint32_t person, uint32_t number, uint32_t *pathway) {
    struct planned *p = w->planned;
    uint32_t i = queue_call(&p->free, p->link);
    if (i == QUEUE_NONE) {
        const int rc = grow(p, (size_t)p->n + 1);
        if (rc < 0) {
            w->failed = rc;
            return rc;
        }
        i = p->n++;
    }
    const uint16_t stamp = p->pathway[i].stamp;
    p->changes++;
    p->pathway[i] = (struct pathway){.person = person, .number = number, .stamp = stamp,
                                     .stage = STAGE_WITH_GP, .complexity = 1.0F};
    p->course[i] = (struct course){.week = NO_WEEK};
    p->live++;
    p->with_gp++;
    *pathway = i;
    return 0;
}

static void release(struct planned *p, uint32_t i) {
    struct pathway *q = &p->pathway[i];
    p->changes++;
    q->stage = STAGE_FREE;
    q->stamp = (uint16_t)((q->stamp + 1u) % CALENDAR_STAMPS);
    queue_join(&p->free, p->link, i);
    p->live--;
}

/* The lists */

static struct dated_list *list_of_stage(struct planned *p, const struct world *w, uint32_t i) {
    const struct pathway *q = &p->pathway[i];
    struct service_run *s = &p->service[q->service];
    switch ((enum pathway_stage)q->stage) {
    case STAGE_FIRST: return &s->list[LIST_FIRST];
    case STAGE_FOLLOW_UP: return &s->list[LIST_FOLLOW_UP];
    case STAGE_LISTED: return &s->list[q->inpatient ? LIST_STAY : LIST_DAY_CASE];
    case STAGE_DIAGNOSTIC: return &p->provider[w->place->services[q->service].provider].diagnostic;
    case STAGE_FREE:
    case STAGE_WITH_GP:
    case STAGE_IN_THEATRE: break;
    }
    return NULL;
}

void planned_join(struct world *w, uint32_t i, int32_t due_day) {
    struct planned *p = w->planned;
    struct dated_list *l = list_of_stage(p, w, i);
    int32_t week = bookings_week(w, i, due_day);
    if (week < 0)
        week = 0;
    if (week >= (int32_t)l->n_days)
        week = (int32_t)l->n_days - 1;
    p->course[i].week = (uint16_t)week;
    p->changes++;
    dated_list_join(l, p->link, i, week);
}

static void leave(struct planned *p, struct dated_list *l, uint32_t i) {
    dated_list_leave(l, p->link, i, p->course[i].week);
    p->course[i].week = NO_WEEK;
}

void planned_leave(struct world *w, uint32_t i) {
    leave(w->planned, list_of_stage(w->planned, w, i), i);
}

static void bring_near(const void *world, uint32_t i) {
    const struct planned *p = ((const struct world *)world)->planned;
    if (i >= p->n) /* the sweep */
        return;
    __builtin_prefetch(&p->pathway[i], 1);
    __builtin_prefetch(&p->course[i], 1);
    __builtin_prefetch(&p->link[i], 1);
    __builtin_prefetch(&p->roll_link[i], 1);
}

/* Closer to its turn: the pathway is here by now, and says whose it is. */
static void bring_person(const void *world, uint32_t i) {
    const struct world *w = world;
    const struct planned *p = w->planned;
    if (i < p->n)
        __builtin_prefetch(&w->people.p[p->pathway[i].person], 1);
}

/* While one patient is seen the records of the next two of the list are brought near: links,
 * pathway and course of the second; the person of the first, and its neighbours on the roll, which
 * it may leave. */
static void look_ahead(const struct world *w, uint32_t i) {
    const struct planned *p = w->planned;
    const uint32_t next = p->link[i].next,
                   second = next == QUEUE_NONE ? QUEUE_NONE : p->link[next].next;
    if (next == QUEUE_NONE)
        return;
    __builtin_prefetch(&w->people.p[p->pathway[next].person], 1);
    const struct queue_link roll = p->roll_link[next];
    if (roll.previous != QUEUE_NONE)
        __builtin_prefetch(&p->roll_link[roll.previous], 1);
    if (roll.next != QUEUE_NONE)
        __builtin_prefetch(&p->roll_link[roll.next], 1);
    if (second != QUEUE_NONE)
        bring_near(w, second);
}

uint32_t planned_call(struct world *w, struct dated_list *l) {
    for (;;) {
        const uint32_t i = dated_list_first(l);
        if (i == QUEUE_NONE)
            return QUEUE_NONE;
        look_ahead(w, i);
        if (person_alive(&w->people.p[w->planned->pathway[i].person])) {
            bookings_called(w, i);
            leave(w->planned, l, i);
            return i;
        }
        planned_died(w, i);
    }
}

void planned_start_clock(struct world *w, uint32_t i, unsigned service, int32_t day) {
    struct planned *p = w->planned;
    struct pathway *q = &p->pathway[i];
    p->changes++;
    q->service = (uint16_t)service;
    q->start_day = day;
    q->stage = STAGE_FIRST;
    queue_join(&p->service[service].roll, p->roll_link, i);
    p->with_gp--;
    p->kept -= p->course[i].visits > 0;
    p->course[i].visits = 0;
}

/* The pathway is over: out of its list and off the roll; resolved: the share of its burden that
 * ends. */
void planned_end(struct world *w, uint32_t i, double resolved) {
    struct planned *p = w->planned;
    const struct pathway *q = &p->pathway[i];
    struct person *who = &w->people.p[q->person];
    const uint32_t count = who->burden & 255u, loss = who->burden >> 8;
    const uint32_t ends = (uint32_t)(resolved * p->course[i].loss + 0.5);
    who->burden = (loss > ends ? loss - ends : 0) << 8 | (count > 0 ? count - 1 : 0);
    if (q->stage == STAGE_WITH_GP) {
        p->with_gp--;
        p->kept -= p->course[i].visits > 0;
    } else {
        if (p->course[i].week == WEEK_AWAY)
            p->away--;
        else if (p->course[i].week != NO_WEEK)
            leave(p, list_of_stage(p, w, i), i);
        else if (q->stage == STAGE_DIAGNOSTIC)
            p->results_out--;
        queue_leave(&p->service[q->service].roll, p->roll_link, i);
    }
    release(p, i);
}

void planned_died(struct world *w, uint32_t i) {
    const struct pathway *q = &w->planned->pathway[i];
    if (q->stage != STAGE_WITH_GP) {
        planned_see(w, q, SAW_PATHWAY_DEATH, 0, planned_days(w, q));
        w->planned->service[q->service].count.deaths++;
    }
    planned_end(w, i, 0.0);
}

/* Life cycle */

static void read_functions(struct planned *p, const struct world *w) {
    for (unsigned f = 0; f < w->place->n_functions; f++) {
        const struct function_values v = function_values_of(w, f);
        p->function[f] = (struct function_row){(float)v.overnight, (float)v.loss, (float)v.worsens,
                                               (float)v.complication,
                                               (float)complications_mean_nights(w, f)};
    }
}

static void open_list(struct planned *p, struct dated_list *l, uint32_t weeks) {
    struct queue *bucket = arena_array(&p->arena, weeks, sizeof *bucket);
    if (bucket)
        dated_list_init(l, bucket, weeks, 0);
}

static void open_services(struct planned *p, const struct world *w) {
    const uint32_t weeks = WEEKS_BEFORE + WEEKS_AFTER + (w->last_day - w->first_day) / 7 + 2;
    p->base_week = (int32_t)(w->first_day / 7) - WEEKS_BEFORE;
    for (unsigned s = 0; s < w->place->n_services; s++) {
        struct service_run *r = &p->service[s];
        r->clinics = r->theatres = 1.0;
        queue_init(&r->roll);
        for (unsigned k = 0; k < LIST_COUNT; k++)
            open_list(p, &r->list[k], weeks);
        struct provider_run *h = &p->provider[w->place->services[s].provider];
        if (h->n++ == 0) {
            h->first = s;
            h->booked = -1;
            open_list(p, &h->diagnostic, weeks);
        }
        h->slots += p->rates[s].tests;
    }
}

static int open_rooms(struct planned *p, const struct world *w) {
    const struct place *q = w->place;
    arena_init(&p->arena, 1u << 20);
    queue_init(&p->free);
    p->rates = arena_array(&p->arena, q->n_services, sizeof *p->rates);
    p->service = arena_array(&p->arena, q->n_services, sizeof *p->service);
    p->provider = arena_array(&p->arena, q->n_providers, sizeof *p->provider);
    p->settled = arena_array(&p->arena, (size_t)CLASS_COUNT * q->n_services, sizeof(double));
    p->pull = arena_array(&p->arena, (size_t)CLASS_COUNT * q->n_services, sizeof(double));
    p->wait_at_start = arena_array(&p->arena, q->n_services, sizeof(double));
    p->census = arena_array(&p->arena, (size_t)q->n_services * CENSUS, sizeof *p->census);
    p->near = arena_array(&p->arena, (size_t)q->n_areas * 2 * q->n_providers, sizeof *p->near);
    p->border = arena_array(&p->arena, (size_t)q->n_areas * 2 * q->n_functions * CLASS_COUNT,
                            sizeof(double));
    if (arena_failed(&p->arena))
        return FAULT_MEMORY;
    rates_make(p->rates, q, &w->par.planned);
    season_make(&p->season, q, &w->par.planned);
    season_open(p, w);
    missed_tables(&p->missed, &w->par.planned);
    read_functions(p, w);
    missed_open(w);
    open_services(p, w);
    referral_open(p, w);
    return arena_failed(&p->arena) ? FAULT_MEMORY : 0;
}

/* Each provider's first working day, the first review of the longest waiters, and the last minute
 * of every month, when the dead are found. */
static void schedule_rounds(const struct planned *p, const struct world *w) {
    const minute_t eve = day_minute(w->first_day) - 1;
    for (unsigned h = 0; h < w->place->n_providers; h++) {
        if (p->provider[h].n == 0)
            continue;
        calendar_schedule(w->calendar, planned_next_working(eve, CLINICS_AT), EVENT_CLINICS, h, 0);
        calendar_schedule(w->calendar, planned_next_working(eve, THEATRES_AT), EVENT_THEATRES, h,
                          0);
    }
    calendar_schedule(w->calendar, day_minute(w->first_day) + REVIEWED_AT, EVENT_REVIEW, 0, 0);
    for (int32_t m = day_month(w->first_day) + 1; month_first_day(m) <= w->last_day + 1; m++)
        calendar_schedule(w->calendar, day_minute(month_first_day(m)) - 1, EVENT_REMOVED, SWEEP, 0);
}

/* Room for those who wait and half as many more, had at once: what is had in one piece lies on
 * large pages. */
static size_t expected(const struct place *q) {
    size_t n = 0;
    for (unsigned s = 0; s < q->n_services; s++)
        n += q->services[s].incomplete;
    return n + n / 2 + 64;
}

int planned_open(struct planned **out, struct world *w) {
    struct planned *p = NULL;
    size_t room = 0;
    *out = NULL;
    TRY(memory_grow((void **)&p, &room, 1, sizeof *p));
    *out = w->planned = p;
    TRY(open_rooms(p, w));
    TRY(grow(p, expected(w->place)));
    TRY(start_lists(w, p));
    planned_counts_reset(w);
    schedule_rounds(p, w);
    return 0;
}

void planned_close(struct planned *p) {
    if (!p)
        return;
    memory_free(p->pathway);
    memory_free(p->course);
    memory_free(p->link);
    memory_free(p->roll_link);
    memory_free(p->back);
    arena_free(&p->arena);
    memory_free(p);
}

void planned_register(struct planned *p, struct calendar *c) {
    calendar_handle(c, EVENT_CLINICS, clinics_day, NULL);
    calendar_handle(c, EVENT_THEATRES, theatres_day, NULL);
    calendar_handle(c, EVENT_REVIEW, bookings_review, NULL);
    calendar_handle(c, EVENT_REFERRED, referral_due, bring_near);
    calendar_handle(c, EVENT_DIAGNOSED, clinics_diagnosed, bring_near);
    calendar_handle(c, EVENT_BOOKED_AGAIN, bookings_again, bring_near);
    calendar_handle(c, EVENT_REMOVED, removals_due, bring_near);
    calendar_handle(c, EVENT_COMPLICATION, complications_due, NULL);
    calendar_near(c, EVENT_REFERRED, bring_person);
    calendar_near(c, EVENT_REMOVED, bring_person);
    (void)p;
}

void planned_need(struct world *w, const struct need *n) {
    uint32_t i;
    if (planned_new(w, n->person, n->number, &i) < 0)
        return;
    referral_loss(w, i, n->function, (double)n->severity);
    w->planned->pathway[i].service = n->function; /* until a service is chosen */
    const double days = primary_days_to_gp(w, n->person) + w->par.planned.referral_days;
    const minute_t at = season_referral(w, world_now(w) + (minute_t)(days * MINUTES_A_DAY));
    calendar_schedule(w->calendar, at > world_now(w) ? at : world_now(w) + 1, EVENT_REFERRED, i,
                      w->planned->pathway[i].stamp);
}

/* What may be asked */

void planned_set_capacity(struct world *w, unsigned service, double clinics, double theatres,
                          double own_beds) {
    w->planned->service[service].clinics = clinics;
    w->planned->service[service].theatres = theatres;
    w->planned->service[service].own_beds = own_beds;
}

double planned_capacity(const struct world *w, unsigned service) {
    return w->planned->service[service].theatres;
}

const struct planned_month *planned_counts(const struct world *w, unsigned service) {
    return &w->planned->service[service].count;
}

void planned_counts_reset(struct world *w) {
    for (unsigned s = 0; s < w->place->n_services; s++) {
        struct service_run *r = &w->planned->service[s];
        r->count = (struct planned_month){0};
        r->at_reset = r->roll.length;
    }
}

/* Everybody who waits, counted in the order of the records: to walk a roll of links would fetch
 * each from afar. Several ask at a month's end; nothing changes between them, so it is done
 * once. */
static const uint32_t *census(const struct world *w, unsigned service) {
    struct planned *p = w->planned;
    const size_t n = (size_t)w->place->n_services * CENSUS;
    const int32_t today = planned_today(w);
    if (p->census_changes != p->changes || p->census_day != today) {
        p->census_changes = p->changes;
        p->census_day = today;
        memset(p->census, 0, n * sizeof *p->census);
        for (uint32_t i = 0; i < p->n; i++) {
            const struct pathway *q = &p->pathway[i];
            if (q->stage == STAGE_FREE || q->stage == STAGE_WITH_GP)
                continue;
            const int32_t days = today - q->start_day;
            const uint32_t k = days > 0 ? (uint32_t)(days - 1) / 7 : 0;
            uint32_t *const of = p->census + (size_t)q->service * CENSUS;
            of[k < WAIT_WEEKS ? k : WAIT_WEEKS - 1]++;
            of[WAIT_WEEKS] += q->stage == STAGE_LISTED;
        }
    }
    return p->census + (size_t)service * CENSUS;
}

uint32_t planned_waiting(const struct world *w, unsigned service, uint32_t week[],
                         uint32_t *with_decision) {
    const uint32_t *const of = week || with_decision ? census(w, service) : NULL;
    if (week)
        memcpy(week, of, WAIT_WEEKS * sizeof *week);
    if (with_decision)
        *with_decision = of[WAIT_WEEKS];
    return w->planned->service[service].roll.length;
}

uint32_t planned_kept(const struct world *w) { return w->planned->kept; }

void planned_each(const struct world *w, void (*f)(void *context, const struct pathway *p),
                  void *context) {
    const struct planned *p = w->planned;
    for (uint32_t i = 0; i < p->n; i++) {
        if (i + 16 < p->n)
            __builtin_prefetch(&w->people.p[p->pathway[i + 16].person]);
        if (p->pathway[i].stage != STAGE_FREE)
            f(context, &p->pathway[i]);
    }
}
