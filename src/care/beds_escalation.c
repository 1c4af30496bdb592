// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A site counts its beds twice a day, at 10:00 and at 23:59, and says how hard pressed it is: OPEL
 * 1 to 4.
 *   pressure = beds taken / (funded beds by season that can be used), boarding = waiting in A&E /
 *   funded
 *   2: pressure >= opel2_occupancy;  3: pressure >= opel3_occupancy and boarding >= opel3_boarding;
 *   4: as 3 with boarding >= opel4_boarding in two rounds running. Down one level a round, and only
 *   when the pressure
 *   is opel_hysteresis under the level's own trigger or nobody boards.
 * Every morning's round finds some of those due tomorrow ready today, or leaves them another night,
 * by how pressed it was at midnight against what is usual then at the site in that month:
 *   share = round_pressure * ((taken + waiting) / (usual * funded * filled of the month) - 1),
 * within round_most so a queue for beds bends. Midnight's, for published beds are counted then: by
 * ten in the morning the night's arrivals have come and hardly anybody has gone, 3 to 4% more. The
 * nights that winter adds are measured with those rounds in them, so a winter as usual asks nothing
 * more of them. What follows: from 3 up,
 * escalation beds (escalation_share of funded ones) are open and that share is extra_round at
 * least (at 4 extra_round_4); at 4 no elective inpatient comes in outside the ring-fence. Patients
 * over the funded number lie in escalation beds: the last to come, paid as bed days at
 * escalation_cost, the price of agency staff; at 4 ambulances go on to neighbours at 2 or less
 * (diverts.c). NHS England's framework of 2016 to 2023 told the levels in words; that of 2024 to
 * 2026 scores core parameters of each trust, whose thresholds were not to be read here, so those of
 * this file are ASSUMED (urgent.md 3.10). 2 does nothing of its own: of it the framework says
 * focused actions and closer co-ordination, which the morning's round stands for at every level.
 * Left out: day surgery as a ward.
 *
 * Electives are promised beds in the morning on what the day will free:
 *   promise = usable - taken - waiting + leavers expected - elective_reserve * emergencies
 *   expected. */
#include "care/beds_state.h"

#include "base/real.h"

static unsigned calendar_month(const struct world *w) { /* from 0 */
    return (unsigned)day_to_civil(minute_day(world_now(w))).month - 1u;
}

static double by_season(const struct world *w, const struct bed_site *site) {
    return site->funded * site->season[calendar_month(w)];
}

/* ---- what is asked ---- */

static double leavers_today(const struct world *w, const struct bed_site *site) {
    const double weekend = w->par.beds.weekend_leavers;
    const double weekday = 7.0 / (5.0 + 2.0 * weekend);
    const bool working = day_is_working(minute_day(world_now(w)));
    const double day = site->leavers * (working ? weekday : weekend * weekday);
    return day > site->left_today ? day - site->left_today : 0.0;
}

int beds_for_electives(const struct world *w, uint16_t provider) {
    const struct bed_site *site = site_at(w->beds, provider);
    if (site == NULL) return 0;
    const struct beds_params *par = &w->par.beds;
    const double fenced = beds_fenced(w, site), leavers = leavers_today(w, site);
    if (site->opel >= 4) return (int)fenced;
    double promise = beds_capacity(w, site) - site->taken - site->waiting + leavers -
                     par->elective_reserve * site->overnight_a_day;
    if (par->outliers > 0.0) {
        const double surgery = beds_ward_promise(w, site, leavers);
        promise = surgery < promise ? surgery : promise;
    }
    return (int)(fenced + (promise > 0.0 ? promise : 0.0));
}

double beds_open_now(const struct world *w, uint16_t provider) {
    const struct bed_site *site = site_at(w->beds, provider);
    return site == NULL ? 0.0 : by_season(w, site) + site->escalation;
}

double beds_funded(const struct world *w, uint16_t provider) {
    const struct bed_site *site = site_at(w->beds, provider);
    return site == NULL ? 0.0 : site->funded;
}

void beds_set_open(struct world *w, uint16_t provider, double beds) {
    struct bed_site *site = site_at(w->beds, provider);
    if (site == NULL) return;
    site->funded = beds > 0.0 ? beds : 0.0;
    site->kept = site->start_funded > 0.0 ? site->funded / site->start_funded : 1.0;
    beds_critical_serve(w, site);
    beds_assessment_serve(w, site);
    beds_serve(w, site);
}

unsigned beds_opel(const struct world *w, uint16_t provider) {
    const struct bed_site *site = site_at(w->beds, provider);
    return site == NULL ? 1u : site->opel;
}

struct beds_month beds_month(const struct world *w, uint16_t provider) {
    const struct bed_site *site = site_at(w->beds, provider);
    struct beds_month m = {0};
    if (site == NULL || site->days == 0) return m;
    m.days = site->days;
    m.days_at_4 = site->days_at_4;
    m.occupied = site->sum_occupied / site->days;
    m.ready = site->sum_ready / site->days;
    m.open = site->sum_open / site->days;
    m.critical_open = site->sum_critical_open / site->days;
    m.critical_occupied = site->sum_critical / site->days;
    m.outliers = site->sum_outliers / site->days;
    return m;
}

void beds_month_reset(struct world *w) {
    for (unsigned s = 0; s < w->beds->n_sites; s++) {
        struct bed_site *site = &w->beds->sites[s];
        site->sum_occupied = site->sum_ready = site->sum_open = 0.0;
        site->sum_critical_open = site->sum_critical = site->sum_outliers = 0.0;
        site->days = site->days_at_4 = 0;
    }
}

/* ---- the round ---- */

/* The level that this round's count asks for, against triggers eased by slack. */
static unsigned asked_level(const struct world *w, const struct bed_site *site, double slack) {
    const struct beds_params *par = &w->par.beds;
    const double funded = by_season(w, site);
    if (funded <= 0.0) return 1;
    const double pressure = site->taken / (funded * (1.0 - site->unusable)) + slack;
    const double boarding = site->boarding / funded;
    if (pressure >= par->opel3_occupancy && boarding >= par->opel3_boarding)
        return boarding >= par->opel4_boarding ? 4 : 3;
    return pressure >= par->opel2_occupancy ? 2 : 1;
}

static void escalate(const struct world *w, struct bed_site *site) {
    unsigned level = asked_level(w, site, 0.0);
    site->over = level == 4 ? (uint8_t)(site->over < 2 ? site->over + 1 : 2) : 0;
    if (level == 4 && site->over < 2 && site->opel < 4) level = 3;
    if (level < site->opel) {
        const unsigned eased = asked_level(w, site, w->par.beds.opel_hysteresis);
        level = eased < site->opel ? site->opel - 1u : site->opel;
    }
    site->opel = (uint8_t)level;
    site->escalation = level >= 3 ? w->par.beds.escalation_share * site->funded : 0.0;
}

double beds_hurry(const struct world *w, const struct bed_site *site) {
    const struct beds_params *par = &w->par.beds;
    const double room = site->usual * site->funded * site->filled[calendar_month(w)];
    if (room <= 0.0) return 0.0;
    const double share = par->round_pressure * (site->midnight / room - 1.0);
    const double least = site->opel >= 4   ? par->extra_round_4
                         : site->opel >= 3 ? par->extra_round
                                           : -par->round_most;
    return share < least ? least : share > par->round_most ? par->round_most : share;
}

/* A draw for one stay on one day. */
static double whim(const struct world *w, uint32_t s, day_t today) {
    const struct stay *y = &w->beds->stays[s];
    const unsigned step = w->beds->more[s].generation * 4u + 1u;
    const struct words u =
        luck_words(&w->luck, y->person, PURPOSE_STAY, need_ordinal(y->number, step));
    const double x = word_uniform(u.w[2]) + 0.6180339887498949 * (double)(today & 1023u);
    return x - (double)(uint32_t)x;
}

static void round_of(struct world *w, const struct bed_site *site, day_t today) {
    struct beds *b = w->beds;
    const double share = beds_hurry(w, site), most = real_abs(share);
    if (most < 0.005) return;
    for (uint32_t s = site->inside.first; s != QUEUE_NONE; s = b->inside[s].next) {
        struct stay *y = &b->stays[s];
        if (y->state != STAY_IN_BED || minute_day(y->ready) != today + 1 ||
            whim(w, s, today) >= most)
            continue;
        y->stamp = (uint16_t)((y->stamp + 1u) & STAMP_MASK);
        y->ready = share > 0.0 ? world_now(w) + 60u : y->ready + MINUTES_A_DAY;
        calendar_schedule(w->calendar, y->ready, EVENT_BED_READY, s, y->stamp);
    }
}

/* Patients over the funded number: the last to come lie in the escalation beds. */
static void pay_escalation(struct world *w, const struct bed_site *site) {
    const struct beds *b = w->beds;
    if (w->ask == NULL || w->ask->paid == NULL) return;
    uint32_t s = site->inside.last;
    for (double over = site->in_bed - by_season(w, site); over >= 1.0 && s != QUEUE_NONE;
         over -= 1.0) {
        const struct activity a = {.currency = CURRENCY_BED_DAY,
                                   .line = LINE_EMERGENCY,
                                   .provider = site->provider,
                                   .area = b->more[s].area,
                                   .function = b->stays[s].function,
                                   .person = b->stays[s].person,
                                   .complexity = (float)w->par.beds.escalation_cost,
                                   .quantity = 1.0f};
        w->ask->paid(w->institutions, w, &a);
        s = b->inside[s].previous;
    }
}

static void close_day(struct world *w, struct bed_site *site) {
    site->midnight = site->taken + site->waiting;
    site->sum_occupied += site->in_bed;
    site->sum_ready += site->ready_adults + site->left_ready_today;
    site->sum_open += by_season(w, site) + site->escalation;
    site->sum_critical_open += beds_critical_open(w, site);
    site->sum_critical += site->critical_taken;
    site->sum_outliers += site->outliers;
    site->days++;
    site->days_at_4 += site->opel >= 4;
    site->leavers += (site->left_today - site->leavers) / 7.0;
    site->left_today = site->left_ready_today = 0;
    pay_escalation(w, site);
    world_saw(w, &(struct sight){.kind = SAW_OPEL,
                                 .provider = site->provider,
                                 .person = UINT32_MAX,
                                 .detail = site->opel,
                                 .amount = 1,
                                 .at = world_now(w)});
}

enum event_fate beds_on_round(void *world, uint32_t s, uint32_t stamp, minute_t now) {
    struct world *w = world;
    (void)stamp;
    struct bed_site *site = &w->beds->sites[s];
    const bool morning = minute_of_day(now) < MINUTES_A_DAY / 2;
    escalate(w, site);
    if (morning) round_of(w, site, minute_day(now));
    if (!morning) close_day(w, site);
    beds_serve(w, site);
    /* 10:00 and 23:59 */
    calendar_schedule(w->calendar, now + (morning ? 839u : 601u), EVENT_BED_ROUND, s, 0);
    return EVENT_DONE;
}
