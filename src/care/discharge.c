// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Leaving hospital. Whoever is medically ready goes by one of the pathways of discharge to assess:
 *   0 home, nothing new          leaves today, or some nights later by the hospital's own process
 *   (share late, a site)
 *   1 home with a package, 2 rehabilitation bed, 3 care home:
 *     self-funders look for their own; the others join the queue of their council and wait for a
 *     slot.
 * A council's slots a day in each queue are a rule on what was published before the vintage
 * (discharge_supply.c), times circumstances (package_supply from a month, over a ramp, perhaps
 * restored), times what pooled money buys (the risk question); the part that community services
 * bring (community_home, community_rehabilitation) goes by how these are filled. Slots come daily,
 * fewer at weekends; unused ones are lost but for one. Those who wait leave another way at hazard
 * other_way_hazard: the family takes over, or an interim place is bought. So a queue bends and does
 * not explode: arrivals a, slots s, hazard h give a queue of (a - s)/h (the fluid limit of the
 * overloaded Erlang-A queue). Days in bed do harm meanwhile (discharge_harm.c). Everyone leaves
 * between leave_from_hour and leave_to_hour. Draws by (person, need, generation). Sources:
 * urgent.md 3.11, 3.14. Left out: priority by need, community hospitals by
 * name, fines, money back to self-funders who die before they leave. */
#include "care/discharge.h"

#include "base/real.h"
#include "care/asked.h"
#include "care/discharge_state.h"

enum { NOON = 720 };

double discharge_support(const struct discharge_params *par, unsigned age, const struct person *p) {
    const double by_age[AGE_BANDS] = {0.0,
                                      0.0,
                                      par->support_18_44,
                                      par->support_45_64,
                                      par->support_65_74,
                                      par->support_75_84,
                                      par->support_85};
    const double by_frailty[FRAILTIES] = {par->support_fit, 1.0, par->support_moderate,
                                          par->support_severe};
    double chance = by_age[age] * by_frailty[p->frailty];
    if (p->flags & FLAG_LIVES_ALONE) chance *= par->support_alone;
    if (p->flags & FLAG_CARER_AT_HOME) chance *= par->support_carer;
    if (p->flags & FLAG_CARE_HOME) chance *= par->support_care_home;
    return chance < 0.95 ? chance : 0.95;
}

/* ---- ways out ---- */

struct words discharge_draw(const struct world *w, uint32_t s, unsigned step) {
    const struct stay *y = &w->beds->stays[s];
    const unsigned at = w->beds->more[s].generation * 4u + step;
    return luck_words(&w->luck, y->person, PURPOSE_DISCHARGE, need_ordinal(y->number, at));
}

minute_t discharge_minute(const struct world *w, day_t day, double u) {
    const struct discharge_params *par = &w->par.discharge;
    const double hour = par->leave_from_hour + u * (par->leave_to_hour - par->leave_from_hour);
    const minute_t at = day_minute(day) + (minute_t)(60.0 * hour), soonest = world_now(w) + 60u;
    return at > soonest ? at : soonest;
}

static void leave_on(struct world *w, uint32_t s, day_t day, double u) {
    calendar_schedule(w->calendar, discharge_minute(w, day, u), EVENT_BED_LEAVE, s,
                      w->beds->stays[s].stamp);
}

/* Whole nights, 1, 2, ..., memoryless with this mean (> 1). */
static unsigned nights_more(double u, double mean) {
    const double rate = -real_log(1.0 - 1.0 / mean), x = -real_log(1.0 - u) / rate;
    return 1u + (x < 365.0 ? (unsigned)x : 365u);
}

/* over: the price over the council's of who finds their own; 0: the council arranges it. */
static void pay(struct world *w, uint32_t s, double over) {
    const struct stay *y = &w->beds->stays[s];
    const struct discharge_params *par = &w->par.discharge;
    if (w->ask == NULL || w->ask->paid == NULL) return;
    const double cost[SUPPORTED] = {par->package_cost_home, par->package_cost_rehabilitation,
                                    par->package_cost_care_home};
    const struct activity a = {.currency = CURRENCY_CARE_PACKAGE,
                               .line = LINE_SOCIAL_CARE,
                               .provider = NOBODY,
                               .area = w->beds->more[s].area,
                               .function = y->function,
                               .pathway = (uint8_t)y->pathway,
                               .person = y->person,
                               .complexity = (float)cost[y->pathway - 1u],
                               .quantity = over > 0.0 ? (float)over : 1.0f,
                               .over = (float)over};
    w->ask->paid(w->institutions, w, &a);
}

static struct council_queues *council_of(const struct world *w, uint32_t s) {
    return &w->discharge->council[w->place->areas[w->beds->more[s].area].council];
}

static double search_nights(const struct discharge_params *par, unsigned pathway) {
    return pathway == 3 ? par->search_care_home : par->search_home;
}

/* Who will pay for all of it in a care home looks from the beginning. */
static struct care_week week_asked(const struct world *w, uint32_t person, unsigned pathway) {
    const struct discharge_params *par = &w->par.discharge;
    return (struct care_week){.person = person,
                              .pathway = (uint8_t)pathway,
                              .week = pathway == 3 ? (uint32_t)par->self_funder_week : 0u};
}

static bool pays_all(const struct world *w, uint32_t person, unsigned pathway) {
    const struct care_week c = week_asked(w, person, pathway);
    if (w->ask == NULL || w->ask->package_charge == NULL) return false;
    return w->ask->package_charge(w->institutions, w, &c) >= w->par.discharge.self_funder_charge;
}

bool discharge_paid_all_at_start(const struct world *w, uint32_t person, unsigned pathway) {
    const struct care_week c = week_asked(w, person, pathway);
    return w->ask->package_charge_at_start(w->institutions, w, &c) >=
           w->par.discharge.self_funder_charge;
}

/* Who looks for their own pays as it is arranged, at a ratio to the price that councils pay. */
static void pay_own(struct world *w, uint32_t s) {
    const struct discharge_params *par = &w->par.discharge;
    if (!(par->self_funders_pay > 0.0)) return;
    pay(w, s, w->beds->stays[s].pathway == 3 ? par->self_price_care_home : par->self_price_home);
}

void discharge_join(struct world *w, uint32_t s, double patience_u, double hour_u) {
    const double days = draw_exponential(patience_u, 1.0 / w->par.discharge.other_way_hazard);
    const double most = days < 3650.0 ? days : 3650.0;
    /* whole nights; who has waited before has the night begun behind them */
    const unsigned nights =
        w->beds->more[s].hurt > 0 ? (unsigned)(most + 0.5) : 1u + (unsigned)most;
    w->beds->more[s].queued = w->beds->more[s].waited = 1;
    queue_join(&council_of(w, s)->queue[w->beds->stays[s].pathway - 1u], w->beds->link, s);
    discharge_wait(w, s, minute_day(world_now(w)), nights, hour_u);
}

/* ---- ready ---- */

static double support_of(const struct world *w, uint32_t s) {
    const struct discharge_params *par = &w->par.discharge;
    const struct stay *y = &w->beds->stays[s];
    const double chance = discharge_support(par, w->beds->more[s].age, &w->people.p[y->person]);
    const double scaled = chance * site_at(w->beds, y->provider)->support_scale *
                          (y->elective ? par->support_elective : 1.0);
    return scaled < 0.95 ? scaled : 0.95;
}

static unsigned pathway_of(const struct world *w, uint32_t s, double u, double v) {
    const struct discharge *d = w->discharge;
    if (u >= support_of(w, s) * d->support) return 0;
    if (v < d->share[0]) return 1;
    return v < d->share[0] + d->share[1] ? 2 : 3;
}

void discharge_begin(struct world *w, uint32_t s, double patience_u, double hour_u) {
    const struct stay *y = &w->beds->stays[s];
    if (discharge_awaits_assessment(w, s)) return;
    if (!pays_all(w, y->person, y->pathway)) {
        discharge_join(w, s, patience_u, hour_u);
        return;
    }
    const double mean = search_nights(&w->par.discharge, y->pathway);
    pay_own(w, s);
    discharge_wait(w, s, minute_day(world_now(w)), nights_more(patience_u, mean), hour_u);
}

void discharge_ready(struct world *w, uint32_t s) {
    struct stay *y = &w->beds->stays[s];
    const struct discharge_params *par = &w->par.discharge;
    const struct words word = discharge_draw(w, s, 0);
    const double u[4] = {word_uniform(word.w[0]), word_uniform(word.w[1]), word_uniform(word.w[2]),
                         word_uniform(word.w[3])};
    const bool again = w->beds->more[s].hurt > 0; /* after an illness: the pathway stands */
    if (!again) y->pathway = (uint8_t)pathway_of(w, s, u[0], u[1]);
    if (y->pathway > 0) {
        discharge_begin(w, s, u[3], u[2]);
        return;
    }
    const bool late =
        !again && w->beds->more[s].adult && u[1] < site_at(w->beds, y->provider)->late;
    discharge_wait(w, s, minute_day(world_now(w)),
                   late ? nights_more(u[3], par->process_nights) : 0u, u[2]);
}

/* Whose the delay is, as the returns of before 2020 had it: by what is waited for, who brings
 * it. */
static enum delay_of delay_of(const struct world *w, uint32_t s) {
    const struct discharge_params *par = &w->par.discharge;
    const struct stay *y = &w->beds->stays[s];
    const struct stay_more *m = &w->beds->more[s];
    if (y->pathway == 0 || !m->waited) return DELAY_NHS;
    const double u = word_uniform(
        luck_words(&w->luck, y->person, PURPOSE_WAITING, need_ordinal(y->number, STEP_WHOSE)).w[0]);
    if (y->pathway == 1 && u < par->community_home) return DELAY_NHS;
    if (y->pathway == 2) return u < par->community_rehabilitation ? DELAY_NHS : DELAY_BOTH;
    return DELAY_SOCIAL_CARE;
}

void discharge_tell_delay(struct world *w, uint32_t s) {
    const struct stay *y = &w->beds->stays[s];
    const minute_t now = world_now(w);
    world_saw(w, &(struct sight){.kind = SAW_DELAY,
                                 .provider = y->provider,
                                 .function = (uint8_t)delay_of(w, s),
                                 .detail = y->pathway,
                                 .flag = y->elective,
                                 .person = y->person,
                                 .amount = minute_day(now) - minute_day(y->ready),
                                 .at = now});
}

/* Out of the queue it stands in, if any. other_way: not by a slot, nor by death. */
void discharge_gone(struct world *w, uint32_t s, bool other_way) {
    struct stay_more *m = &w->beds->more[s];
    if (!m->queued) return;
    m->queued = 0;
    queue_leave(&council_of(w, s)->queue[w->beds->stays[s].pathway - 1u], w->beds->link, s);
    if (!other_way) return;
    if (word_uniform(discharge_draw(w, s, 1).w[3]) < w->par.discharge.other_way_interim)
        pay(w, s, 0.0);
    else
        m->without = w->beds->stays[s].pathway == 1;
}

/* ---- slots ---- */

/* The circumstance: 1, then over a ramp to package_supply, and perhaps back again. */
double discharge_circumstance(const struct world *w) {
    const struct circumstances *c = &w->circumstances;
    const double month = world_day(w) * 12.0 / DAYS_A_YEAR;
    const double ramp = c->package_supply_ramp > 0.0 ? c->package_supply_ramp : 1e-9;
    double down = (month - c->package_supply_from_month) / ramp, up = 0.0;
    if (c->package_restored_at_month > 0.0) up = (month - c->package_restored_at_month) / ramp;
    down = down < 0.0 ? 0.0 : down > 1.0 ? 1.0 : down;
    up = up < 0.0 ? 0.0 : up > 1.0 ? 1.0 : up;
    return 1.0 + (c->package_supply - 1.0) * down * (1.0 - up);
}

/* A day's share of a week's slots, mean 1. */
static double day_share(const struct world *w) {
    const double weekend = w->par.discharge.weekend_placements,
                 weekday = 7.0 / (5.0 + 2.0 * weekend);
    return day_is_working(minute_day(world_now(w))) ? weekday : weekend * weekday;
}

static void place_one(struct world *w, struct queue *q) {
    struct beds *b = w->beds;
    const uint32_t s = queue_call(q, b->link);
    struct stay *y = &b->stays[s];
    b->more[s].queued = 0;
    b->more[s].harm = WAIT_UNHARMED;
    y->stamp = (uint16_t)((y->stamp + 1u) & STAMP_MASK); /* the other way is off */
    pay(w, s, 0.0);
    leave_on(w, s, minute_day(world_now(w)), word_uniform(discharge_draw(w, s, 0).w[2]));
}

/* Once a month: how community services are filled, by council, mean over its people. */
static void ask_community(struct world *w) {
    struct discharge *d = w->discharge;
    const struct place *p = w->place;
    const int32_t month = day_month(minute_day(world_now(w)));
    if (d->month == month) return;
    d->month = month;
    for (unsigned c = 0; c < d->n; c++) {
        double people = 0.0, filled = 0.0;
        for (uint32_t a = 0; a < p->n_areas; a++)
            if (p->areas[a].council == c) {
                people += p->areas[a].people;
                filled += p->areas[a].people * asked_filled(w, a, LINE_COMMUNITY);
            }
        d->council[c].community = people > 0.0 ? filled / people : 1.0;
    }
}

/* What staff do to the slots of a pathway less one. */
static double staffed(const struct discharge_params *par, const struct council_queues *c,
                      unsigned k) {
    const double part = k == 0 ? par->community_home : k == 1 ? par->community_rehabilitation : 0.0;
    return 1.0 + part * (c->community - 1.0);
}

static enum event_fate on_packages(void *world, uint32_t owner, uint32_t stamp, minute_t now) {
    struct world *w = world;
    (void)stamp;
    struct council_queues *c = &w->discharge->council[owner];
    double ratio = discharge_circumstance(w) * day_share(w);
    ask_community(w);
    if (w->ask != NULL && w->ask->package_supply != NULL)
        ratio *= w->ask->package_supply(w->institutions, w, (uint16_t)owner);
    for (unsigned k = 0; k < SUPPORTED; k++) {
        c->credit[k] += c->supply[k] * ratio * staffed(&w->par.discharge, c, k);
        while (c->credit[k] >= 1.0 && c->queue[k].length > 0) {
            place_one(w, &c->queue[k]);
            c->credit[k] -= 1.0;
        }
        if (c->credit[k] > 1.0) c->credit[k] = 1.0;
    }
    calendar_schedule(w->calendar, now + MINUTES_A_DAY, EVENT_PACKAGES, owner, 0);
    return EVENT_DONE;
}

/* ---- life ---- */

int discharge_open(struct discharge **out, struct world *w) {
    struct discharge *d = NULL;
    size_t capacity = 0, council_capacity = 0;
    TRY(memory_grow((void **)&d, &capacity, 1, sizeof *d));
    *out = d;
    w->discharge = d;
    d->n = w->place->n_councils;
    d->month = INT32_MIN;
    TRY(memory_grow((void **)&d->council, &council_capacity, d->n + 1u, sizeof *d->council));
    for (unsigned c = 0; c < d->n; c++) {
        for (unsigned k = 0; k < SUPPORTED; k++) queue_init(&d->council[c].queue[k]);
        calendar_schedule(w->calendar, day_minute(w->first_day) + NOON, EVENT_PACKAGES, c, 0);
    }
    discharge_harm_set(w);
    discharge_supply_set(w);
    TRY(discharge_start(w));
    for (unsigned c = 0; c < d->n; c++) d->waiting_at_start += discharge_waiting(w, (uint16_t)c);
    return 0;
}

void discharge_close(struct discharge *d) {
    if (d == NULL) return;
    memory_free(d->council);
    memory_free(d);
}

void discharge_register(struct discharge *d, struct calendar *c) {
    (void)d;
    calendar_handle(c, EVENT_PACKAGES, on_packages, NULL);
}

uint32_t discharge_waiting(const struct world *w, uint16_t council) {
    const struct council_queues *c = &w->discharge->council[council];
    return c->queue[0].length + c->queue[1].length + c->queue[2].length;
}

static int walk(const struct world *w, unsigned council, unsigned k, uint32_t *n, struct fault *f) {
    const struct beds *b = w->beds;
    const struct queue *q = &w->discharge->council[council].queue[k];
    uint32_t steps = 0;
    for (uint32_t s = q->first; s != QUEUE_NONE && steps <= q->length;
         s = b->link[s].next, steps++) {
        const bool right = b->stays[s].state == STAY_READY && b->more[s].queued &&
                           b->stays[s].pathway == k + 1u &&
                           w->place->areas[b->more[s].area].council == council;
        if (!right)
            return fault_set(f, FAULT_BROKEN, NULL, 0, 0,
                             "discharge: stay %u stands in a queue it is not of", s);
    }
    if (steps != q->length)
        return fault_set(f, FAULT_BROKEN, NULL, 0, 0, "discharge: a queue of %u is %u long",
                         q->length, steps);
    *n += steps;
    return 0;
}

int discharge_check(const struct world *w, struct fault *f) {
    uint32_t standing = 0, said = 0;
    for (unsigned c = 0; c < w->discharge->n; c++)
        for (unsigned k = 0; k < SUPPORTED; k++) TRY(walk(w, c, k, &standing, f));
    for (uint32_t s = 0; s < w->beds->n_stays; s++)
        said += w->beds->stays[s].state == STAY_READY && w->beds->more[s].queued;
    if (said == standing) return 0;
    return fault_set(f, FAULT_BROKEN, NULL, 0, 0,
                     "discharge: %u wait for a package, %u stand in queues", said, standing);
}
