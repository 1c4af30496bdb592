// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* From the GP to a clock at a hospital. The choice question says where the patient may go; among
 * those the patient takes the best of
 *   V = d(km) * age and deprivation factor - wait_utility * (published wait - the same at the
 *   start) + A + Gumbel
 * (card C11; attraction.c for d and A), with the taste drawn by (person, need, provider), so that
 * twins facing another set of offers keep their tastes. It is drawn as a race: the largest V +
 * Gumbel is the least of Exponential / exp(V), and -ln u >= 1 - u spares most logarithms without
 * changing who wins. A provider may refuse (SAW_REFUSED, and the next best is asked); when all
 * have, the nearest NHS hospital that does such work takes the patient.
 * Two things are settled before anybody is asked, by draws that know no regime. Whether the need
 * ends in an operation (the function's published share over the place): A is by this class, for GPs
 * send surgical cases where operations are done, and a service that admits nobody is not offered
 * for one. The border is no regime's doing either: how many residents go to public hospitals
 * outside the place is a published flow (border_share). And whether somebody of the halo comes to
 * the place at all (the fitted share); those who do are never offered the residents' share of an
 * outside hospital. Urgency (two-week waits and the like) is the first part of the order in which a
 * service deals with its cases: the same draw says both (planned_rates.c). Complexity multiplies
 * cost: age, frailty, long-term conditions and chance, one on the average of a function's cases at
 * the start. Whoever is asked about money may have the GP keep, of the cases that are not urgent,
 * those with least to gain: benefit is a rank that the need has for life, uniform, and
 *   kept while   rank + held_growth * months since the GP first saw the case  <  held_back
 * Whoever would have to pay may stay away too, by another draw: people keep away from care that
 * works as often as from care that does not (Lohr and others 1986), so benefit is not asked.
 * Nobody is lost: the loss of quality of life goes on, the GP sees the person again after a time
 * with mean held_months, and by then some have got well without care (held_resolves a month). Need
 * is fitted to clock starts, so at a share of nought each need is one referral. Left out: private
 * care of those kept, GPs' own thresholds, and published quality. */
#include "care/asked.h"
#include "care/planned_inner.h"

#define STEP_REFERRAL 0u
#define STEP_DIRECT 0u
#define STEP_RANK 0u
#define STEP_KEPT 1u /* and one more each time */
#define STEP_LAST 15u
#define LOSS_MOST 65535.0

struct candidate {
    uint16_t provider;
    int service;
    double weight; /* exp V, 0 once it has refused */
    double u;      /* its taste */
};

void referral_open(struct planned *p, const struct world *w) {
    const struct place *q = w->place;
    for (uint32_t a = 0; a < q->n_areas; a++)
        for (unsigned g = 0; g < 2; g++)
            for (unsigned h = 0; h < q->n_providers; h++) {
                const struct area *at = &q->areas[a];
                const struct provider *to = &q->providers[h];
                const double km = place_km(at->x_km, at->y_km, to->x_km, to->y_km);
                const double factor = choice_age_factor(&w->par.choice, g == 1, at->decile);
                p->near[((size_t)a * 2 + g) * q->n_providers + h] =
                    (float)real_exp(factor * choice_distance(&w->par.choice, km));
            }
    for (unsigned s = 0; s < CLASS_COUNT * q->n_services; s++)
        p->pull[s] = p->settled[s] = w->attraction ? real_exp(w->attraction->service[s]) : 1.0;
    for (size_t k = 0; k < (size_t)q->n_areas * 2 * q->n_functions * CLASS_COUNT; k++)
        p->border[k] = -1.0;
    attraction_operations(p->operation, q);
    p->pull_month = INT32_MIN;
}

/* Once a month: what the notice board says by now. */
static void read_board(struct world *w) {
    struct planned *p = w->planned;
    const int32_t month = day_month((day_t)planned_today(w));
    if (p->pull_month == month)
        return;
    for (unsigned s = 0; s < w->place->n_services; s++) {
        const double wait = notice_board_wait(w->board, s);
        if (p->pull_month == INT32_MIN)
            p->wait_at_start[s] = wait;
        const double change = wait - p->wait_at_start[s];
        for (unsigned k = s; k < CLASS_COUNT * w->place->n_services; k += w->place->n_services) {
            const double constant = w->attraction ? w->attraction->service[k] : 0.0;
            p->pull[k] = real_exp(constant - w->par.choice.wait_utility * change);
        }
    }
    p->pull_month = month;
}

void referral_loss(struct world *w, uint32_t i, unsigned function, double severity) {
    struct planned *p = w->planned;
    struct person *who = &w->people.p[p->pathway[i].person];
    const double spread = w->par.outcome.severity_spread * (2.0 * severity - 1.0);
    double units = LOSS_UNITS * (double)p->function[function].loss * (1.0 + spread);
    units = units < 0.0 ? 0.0 : units > LOSS_MOST ? LOSS_MOST : units;
    p->course[i].loss = (uint16_t)(units + 0.5);
    const uint32_t count = who->burden & 255u;
    who->burden = ((who->burden >> 8) + p->course[i].loss) << 8 | (count < 255 ? count + 1 : count);
}

double referral_raw_complexity(const struct world *w, const struct person *q) {
    const struct planned_params *par = &w->par.planned;
    const double decades = (person_age(q, (day_t)planned_today(w)) - 65.0) / 10.0;
    return 1.0 + par->complexity_frailty * q->frailty + par->complexity_condition * q->conditions +
           par->complexity_age * (decades > 0.0 ? decades : 0.0);
}

void referral_traits(struct world *w, uint32_t i, unsigned function) {
    struct planned *p = w->planned;
    struct pathway *q = &p->pathway[i];
    const double u = word_uniform(planned_luck(w, q, PURPOSE_REFERRAL, STEP_REFERRAL).w[1]);
    const double raw = referral_raw_complexity(w, &w->people.p[q->person]);
    q->complexity = (float)(raw / p->mean_complexity[function] *
                            draw_lognormal(u, 1.0, w->par.planned.complexity_sigma));
}

/* The taste of (person, need) for a provider. */
struct taste { uint32_t block; struct words words; };
static double taste(const struct world *w, const struct pathway *q, uint16_t provider,
                    struct taste *last) {
    const uint32_t block = provider / 4u + 1u;
    if (block != last->block) {
        last->block = block;
        last->words = luck_words(&w->luck, q->person, PURPOSE_CHOICE | block << 8,
                                 need_ordinal(q->number, STEP_REFERRAL));
    }
    return word_uniform(last->words.w[provider % 4u]);
}

static bool over_75(const struct world *w, const struct pathway *q) {
    return person_age(&w->people.p[q->person], (day_t)planned_today(w)) >= 75.0;
}

/* Can the service do what the patient will turn out to need? */
static bool serves(const struct world *w, int s, bool operation) {
    return !operation || w->place->services[s].stops_admitted > 0.0F;
}

static bool public_outside(const struct provider *h) {
    return h->outside && (h->owner == OWNER_PUBLIC || h->owner == OWNER_FOUNDATION_TRUST);
}

/* What the fit draws of this area, function and class to a service, at the start's waits. */
static double settled_pull(const struct world *w, const float *near, unsigned h, int s,
                           bool operation) {
    const size_t class = operation ? w->place->n_services : 0u;
    return (double)near[h] * w->planned->settled[class + (unsigned)s];
}

static double work_out_border(const struct world *w, const float *near, uint8_t function,
                              bool operation) {
    const struct place *at = w->place;
    double all = 0.0, away = 0.0;
    for (unsigned h = 0; h < at->n_providers; h++) {
        const int s = at->service_of[(size_t)h * at->n_functions + function];
        if (s < 0 || !serves(w, s, operation))
            continue;
        const double drawn = settled_pull(w, near, h, s, operation);
        all += drawn;
        away += public_outside(&at->providers[h]) ? drawn : 0.0;
    }
    return all > 0.0 ? away / all : 0.0;
}

/* The part of an area's residents that the fit sends to public hospitals outside the place: a
 * published flow, worked out when first asked for. */
static double border_share(const struct world *w, const struct referral *r, bool old,
                           bool operation) {
    const size_t row = (size_t)r->area * 2 + (old ? 1u : 0u);
    double *share = w->planned->border + (row * w->place->n_functions + r->function) * CLASS_COUNT +
                    (operation ? 1u : 0u);
    if (*share < 0.0)
        *share = work_out_border(w, w->planned->near + row * w->place->n_providers, r->function,
                                 operation);
    return *share;
}

/* The runners of a resident who goes over the border: the public hospitals outside. */
static unsigned over_border(const struct world *w, const struct pathway *q, const float *near,
                            uint8_t function, bool operation, struct candidate *out) {
    const struct place *at = w->place;
    const double *pull = w->planned->pull + (operation ? at->n_services : 0u);
    struct taste last = {0};
    unsigned n = 0;
    for (unsigned h = 0; h < at->n_providers && n < OFFER_MAX; h++) {
        const int s = at->service_of[(size_t)h * at->n_functions + function];
        if (s < 0 || !serves(w, s, operation) || !public_outside(&at->providers[h]))
            continue;
        out[n++] = (struct candidate){(uint16_t)h, s, (double)near[h] * pull[s],
                                      taste(w, q, (uint16_t)h, &last)};
    }
    return n;
}

/* exp(-cost of the way), where help takes a share of that cost away. */
static double less_far(double near, double eased) {
    return near > 0.0 ? real_exp((1.0 - eased) * real_log(near)) : near;
}

static unsigned gather(const struct world *w, const struct pathway *q, const struct referral *r,
                       bool operation, struct candidate *out) {
    const struct planned *p = w->planned;
    const struct area *a = &w->place->areas[r->area];
    const unsigned old = over_75(w, q) ? 1 : 0;
    const float *near = p->near + ((size_t)r->area * 2 + old) * w->place->n_providers;
    const double *pull = p->pull + (operation ? w->place->n_services : 0u);
    struct offer offer[OFFER_MAX];
    const int n_offers = w->ask->offers(w->institutions, w, r, offer, OFFER_MAX);
    const double eased = asked_travel_eased(w, r);
    struct taste last = {0};
    unsigned n = 0;
    for (int k = 0; k < n_offers; k++) {
        const uint16_t h = offer[k].provider;
        const int s = w->place->service_of[(size_t)h * w->place->n_functions + r->function];
        if (s < 0 || (a->halo && w->place->providers[h].outside) ||
            public_outside(&w->place->providers[h]) || !serves(w, s, operation))
            continue;
        const double way = eased > 0.0 ? less_far((double)near[h], eased) : (double)near[h];
        out[n++] = (struct candidate){h, s, way * pull[s], taste(w, q, h, &last)};
    }
    return n;
}

/* Who wins the race: index, or n when nobody is left. Equal scores fall to the lower provider. */
static unsigned race(const struct candidate *c, unsigned n) {
    unsigned best = n;
    double least = 0.0;
    for (unsigned k = 0; k < n; k++) {
        if (c[k].weight <= 0.0 || (best < n && (1.0 - c[k].u) > least * c[k].weight))
            continue;
        const double score = -real_log(c[k].u) / c[k].weight;
        if (best == n || score < least ||
            (score <= least && c[k].provider < c[best].provider)) {
            best = k;
            least = score;
        }
    }
    return best;
}

/* The nearest NHS hospital with such a service: it takes whom all others refused. */
static int nearest_nhs(const struct world *w, const struct referral *r, bool operation) {
    const struct place *q = w->place;
    const float *near = w->planned->near + (size_t)r->area * 2 * q->n_providers;
    int best = -1;
    float nearest = -1.0F;
    for (unsigned h = 0; h < q->n_providers; h++) {
        const int s = q->service_of[(size_t)h * q->n_functions + r->function];
        const bool nhs = q->providers[h].owner == OWNER_PUBLIC ||
                         q->providers[h].owner == OWNER_FOUNDATION_TRUST;
        if (s < 0 || !nhs || !serves(w, s, operation) || q->providers[h].outside)
            continue;
        if (near[h] > nearest) {
            nearest = near[h];
            best = s;
        }
    }
    return best;
}

static void refuse(struct world *w, const struct referral *r, const struct candidate *c,
                   enum refusal why) {
    w->planned->service[c->service].count.refused++;
    world_saw(w, &(struct sight){.kind = SAW_REFUSED, .provider = c->provider,
                                 .function = r->function, .detail = (uint8_t)why,
                                 .person = r->person, .at = world_now(w)});
}

/* Over the border? A draw of its own: who goes is neither simpler nor harder than who stays. */
static bool crosses(const struct world *w, const struct pathway *q, double share) {
    return word_uniform(planned_luck(w, q, PURPOSE_BORDER, STEP_REFERRAL).w[0]) < share;
}

/* The service that takes the patient, or -1 when the place has none. */
static int choose(struct world *w, const struct pathway *q, const struct referral *r) {
    struct candidate c[OFFER_MAX] = {0};
    const bool operation = w->planned->course[q - w->planned->pathway].operation;
    const bool old = over_75(w, q);
    const float *near =
        w->planned->near + ((size_t)r->area * 2 + (old ? 1u : 0u)) * w->place->n_providers;
    unsigned n = 0;
    if (!w->place->areas[r->area].halo && crosses(w, q, border_share(w, r, old, operation))) {
        n = over_border(w, q, near, r->function, operation, c);
        const unsigned over = race(c, n);
        if (over < n)
            return c[over].service;
    }
    n = gather(w, q, r, operation, c);
    for (;;) {
        const unsigned k = race(c, n);
        if (k == n)
            return nearest_nhs(w, r, operation);
        const enum refusal why = w->ask->accepts(w->institutions, w, r, c[k].provider,
                                                 (double)q->complexity);
        if (why == ACCEPTED)
            return c[k].service;
        refuse(w, r, &c[k], why);
        c[k].weight = 0.0;
    }
}

/* What no regime changes: is the end of it an operation; and does somebody of the halo come to the
 * place at all? */
static bool comes(struct world *w, uint32_t i, const struct referral *r, struct words u) {
    struct planned *p = w->planned;
    const bool operation = word_uniform(u.w[2]) < p->operation[r->function];
    p->course[i].operation = operation;
    return word_uniform(u.w[3]) < attraction_comes(w, operation ? CLASS_OPERATION : CLASS_CLINIC,
                                                   r->area, r->function,
                                                   over_75(w, &p->pathway[i]));
}

/* The clock starts at a service; some of those to be operated on come with the decision made. */
static void start(struct world *w, uint32_t i, unsigned s, double order) {
    struct planned *p = w->planned;
    struct pathway *q = &p->pathway[i];
    planned_start_clock(w, i, s, planned_today(w));
    p->service[s].count.starts++;
    planned_see(w, q, SAW_CLOCK_START, q->urgent, 0);
    p->course[i].order = (uint16_t)(order * ORDER_UNITS);
    removals_schedule(w, i);
    const struct words u = planned_luck(w, q, PURPOSE_CLINIC, STEP_DIRECT);
    const double operated = attraction_operated(&w->place->services[s]);
    if (p->course[i].operation && word_uniform(u.w[0]) * operated < p->rates[s].direct)
        clinics_decide_to_admit(w, i, word_uniform(u.w[1]), END_TREATED_DIRECT);
    else
        planned_join(w, i, clinics_due(w, i, END_FIRST));
}

/* ---- kept with the GP ---- */

/* Would this referral be kept? */
static bool kept(const struct world *w, const struct pathway *q, const struct course *c,
                 const struct referral *r) {
    if (r->urgent || !w->ask->held_back)
        return false;
    const double share = w->ask->held_back(w->institutions, w, r);
    if (share <= 0.0)
        return false;
    const double rank = word_uniform(planned_luck(w, q, PURPOSE_BENEFIT, STEP_RANK).w[0]);
    const double months = c->visits ? planned_days(w, q) / DAYS_A_MONTH : 0.0;
    return rank + w->par.planned.held_growth * months < share;
}

/* Does the person stay away for what it costs them? */
static bool stays_away(const struct world *w, const struct pathway *q, const struct course *c,
                       const struct referral *r) {
    const double share = w->ask->stays_away ? w->ask->stays_away(w->institutions, w, r) : 0.0;
    if (share <= 0.0)
        return false;
    const double u = word_uniform(planned_luck(w, q, PURPOSE_EXCESS, STEP_RANK).w[0]);
    const double months = c->visits ? planned_days(w, q) / DAYS_A_MONTH : 0.0;
    return u + w->par.planned.held_growth * months < share;
}

static struct words draw_kept(const struct world *w, const struct pathway *q, unsigned times) {
    const unsigned step = STEP_KEPT + times - 1u;
    return planned_luck(w, q, PURPOSE_BENEFIT, step < STEP_LAST ? step : STEP_LAST);
}

static double months_until_seen(const struct world *w, const struct words *u) {
    return draw_exponential(word_uniform(u->w[0]), w->par.planned.held_months);
}

/* Well again without care, since the GP saw them last? */
static bool got_well(const struct world *w, const struct pathway *q, const struct course *c) {
    if (c->visits == 0)
        return false;
    const struct words u = draw_kept(w, q, c->visits);
    return word_uniform(u.w[1]) <
           1.0 - real_exp(-w->par.planned.held_resolves * months_until_seen(w, &u));
}

/* Stays with the GP, who will see the person again. */
static void keep(struct world *w, uint32_t i) {
    struct planned *p = w->planned;
    struct pathway *q = &p->pathway[i];
    struct course *c = &p->course[i];
    if (c->visits == 0) {
        p->kept++;
        q->start_day = planned_today(w); /* no clock runs yet: when the GP first saw the case */
    }
    c->visits = c->visits < 127u ? (c->visits + 1u) & 127u : 127u;
    const struct words u = draw_kept(w, q, c->visits);
    const double days = months_until_seen(w, &u) * DAYS_A_MONTH;
    const minute_t at = season_referral(w, world_now(w) + (minute_t)(days * MINUTES_A_DAY));
    if (at <= day_minute(w->last_day + 1))
        calendar_schedule(w->calendar, at > world_now(w) ? at : world_now(w) + 1, EVENT_REFERRED, i,
                          q->stamp);
}

enum event_fate referral_due(void *world, uint32_t owner, uint32_t stamp, minute_t now) {
    struct world *w = world;
    struct planned *p = w->planned;
    struct pathway *q = &p->pathway[owner];
    if (q->stamp != stamp || q->stage != STAGE_WITH_GP)
        return EVENT_STALE;
    const struct person *who = &w->people.p[q->person];
    if (!person_alive(who)) {
        planned_end(w, owner, 0.0);
        return EVENT_DONE;
    }
    if (got_well(w, q, &p->course[owner])) {
        planned_end(w, owner, 1.0);
        return EVENT_DONE;
    }
    read_board(w);
    const unsigned function = q->service;
    const struct words u = planned_luck(w, q, PURPOSE_REFERRAL, STEP_REFERRAL);
    const double order = word_uniform(u.w[0]);
    q->urgent = order < w->par.planned.urgent_share;
    referral_traits(w, owner, function);
    struct referral r = {.person = q->person, .number = q->number, .area = who->area,
                         .function = (uint8_t)function, .urgent = q->urgent};
    const bool here = comes(w, owner, &r, u);
    r.operation = p->course[owner].operation;
    if (kept(w, q, &p->course[owner], &r) || stays_away(w, q, &p->course[owner], &r)) {
        keep(w, owner);
        return EVENT_DONE;
    }
    const int s = here ? choose(w, q, &r) : -1;
    if (s < 0) {
        world_saw(w, &(struct sight){.kind = SAW_REFERRED_ELSEWHERE,
                                     .provider = NOBODY,
                                     .function = (uint8_t)function,
                                     .person = q->person,
                                     .at = now});
        planned_end(w, owner, 1.0);
        return EVENT_DONE;
    }
    start(w, owner, (unsigned)s, order);
    return EVENT_DONE;
}
