// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Three of the five key criteria by which an award is decided (SI 2023/1348 reg. 5; card C9), each
 * a mark from 0 to 1 of what the model really holds of a provider. The other two, quality and
 * value, are in bids.c: what is on paper, and the price.
 *
 *   integration  = held x share by value, of the board's other let lines and of this line for other
 *                  boards, that it holds
 *                + (1 - held) x sustained                        market.integration_held, 1/2
 *   sustained    = 1 for a public body; of a firm 1 - losses so far / losses that its owners bear,
 *                  over the contracts that it holds, and 0 once it has handed one back
 *   access       = nearness x shifts filled
 *   nearness     = mean of 1 - km / radius from its base to the board's neighbourhoods, by people x
 *                  weight: 1 in the least deprived tenth, deprived_count in the most. Who holds the
 *                  line for this board works from the middle of its people
 *   shifts       = share filled, ratio to the start, where it holds this line; 1 where it holds it
 *                  for nobody: nothing is known against it
 *   social value = near x (base within `local` of the middle of the board's people)
 *                + (1 - near) x what stays with care             market.social_local, 1/2
 *   what stays   = 1 for public bodies and social enterprises, else 1 - margin wanted / highest
 *                  margin of any kind
 *
 *   sufficient   : weights x (logistic(1.7 seen), least(1, 1 / price), the three marks)
 *               >= weights x (logistic(1.7 satisfied), 1, sufficient, sufficient, sufficient)
 *
 * The regulations set no weights: a board says beforehand how much each counts, and why. Left out:
 * innovation, patients' choice (a line has one holder for each board), plans that a bidder makes
 * for the area beyond what it has shown. */
#include "institution/market/inside.h"
#include "institution/workforce/workforce.h"

static double share_held(const struct institutions *i, unsigned c, unsigned l, unsigned provider) {
    double all = 0.0, its = 0.0;
    for (unsigned d = 0; d < i->n_commissioners; d++)
        for (unsigned k = 0; k < LINE_COUNT; k++) {
            if ((d == c) == (k == l) || !market_trades(i, d, k)) continue;
            const double value = market_value(i, d, k);
            all += value;
            its += market_holder(i, d, k) == provider ? value : 0.0;
        }
    return all > 0.0 ? its / all : 0.0;
}

static double sustained(const struct institutions *i, unsigned provider) {
    const struct market *const m = i->market;
    const int k = firm_of(i, provider);
    double lost = 0.0, bears = 0.0;
    if (k < 0) return 1.0;
    if (m->firm[k].gave_back > 0) return 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        for (unsigned l = 0; l < LINE_COUNT; l++) {
            if (!market_trades(i, c, l) || market_holder(i, c, l) != provider) continue;
            lost += m->line[c * LINE_COUNT + l].loss;
            bears += m->kind[m->firm[k].kind].loss_borne * market_value(i, c, l);
        }
    return lost <= 0.0 ? 1.0 : lost < bears ? 1.0 - lost / bears : 0.0;
}

/* Of a firm that does not hold the line for this board: its base. */
static double nearness(const struct institutions *i, unsigned c, float x_km, float y_km) {
    const double radius = i->market->par.radius, more = i->market->par.deprived_count - 1.0;
    double sum = 0.0, all = 0.0;
    for (uint32_t k = 0; k < i->place->n_areas; k++) {
        const struct area *const a = &i->place->areas[k];
        if (a->commissioner != c) continue;
        const double w = a->people * (1.0 + more * (10.0 - a->decile) / 9.0),
                     km = place_km(a->x_km, a->y_km, x_km, y_km);
        sum += w * (km < radius ? 1.0 - km / radius : 0.0);
        all += w;
    }
    return all > 0.0 ? sum / all : 0.0;
}

static double shifts_filled(const struct institutions *i, unsigned c, unsigned l,
                            unsigned provider) {
    double sum = 0.0, n = 0.0;
    if (market_holder(i, c, l) == provider) return workforce_filled(i, c, l);
    for (unsigned d = 0; d < i->n_commissioners; d++)
        if (market_trades(i, d, l) && market_holder(i, d, l) == provider) {
            sum += workforce_filled(i, d, l);
            n += 1.0;
        }
    return n > 0.0 ? sum / n : 1.0;
}

static double stays_with_care(const struct institutions *i, unsigned provider) {
    const struct market *const m = i->market;
    const int k = firm_of(i, provider);
    double highest = 0.0;
    for (unsigned n = 0; n < FIRM_KINDS; n++)
        highest = m->kind[n].margin_wanted > highest ? m->kind[n].margin_wanted : highest;
    return k < 0 || market_public(i, provider) || market_community(i, provider) || highest <= 0.0
               ? 1.0
               : 1.0 - m->kind[m->firm[k].kind].margin_wanted / highest;
}

struct criteria market_criteria(const struct institutions *i, unsigned c, unsigned l,
                                unsigned provider) {
    const struct market *const m = i->market;
    const int k = firm_of(i, provider);
    const bool here = k < 0 || market_holder(i, c, l) == provider;
    const float x = here ? m->x_km[c] : m->firm[k].x_km, y = here ? m->y_km[c] : m->firm[k].y_km;
    const bool local =
        k < 0 || place_km(m->firm[k].x_km, m->firm[k].y_km, m->x_km[c], m->y_km[c]) <= m->par.local;
    const double filled = shifts_filled(i, c, l, provider), held = m->par.integration_held,
                 near = m->par.social_local;
    return (struct criteria){
        .integration = held * share_held(i, c, l, provider) + (1.0 - held) * sustained(i, provider),
        .access = nearness(i, c, x, y) * (filled < 1.0 ? filled : 1.0),
        .social = near * local + (1.0 - near) * stays_with_care(i, provider)};
}

/* logistic(1.7 x) lies within 0.01 of the share of a normal distribution below x. */
#define AS_NORMAL 1.7
double criteria_quality(double deviations) { return real_logistic(AS_NORMAL * deviations); }

/* Of a holder at its present price. */
static double value_of_price(double price) { return price > 1.0 ? 1.0 / price : 1.0; }

void criteria_weights(const struct scoring *s, double *weight) {
    weight[CRITERION_QUALITY] = 1.0 - s->value - s->integration - s->access - s->social;
    weight[CRITERION_VALUE] = s->value;
    weight[CRITERION_INTEGRATION] = s->integration;
    weight[CRITERION_ACCESS] = s->access;
    weight[CRITERION_SOCIAL_VALUE] = s->social;
}

void criteria_marks(const struct criteria *k, double quality, double value, double *mark) {
    mark[CRITERION_QUALITY] = quality;
    mark[CRITERION_VALUE] = value;
    mark[CRITERION_INTEGRATION] = k->integration;
    mark[CRITERION_ACCESS] = k->access;
    mark[CRITERION_SOCIAL_VALUE] = k->social;
}

double criteria_score(const double *weight, const double *mark) {
    double sum = 0.0;
    for (unsigned k = 0; k < CRITERIA; k++) sum += weight[k] * mark[k];
    return sum;
}

void market_assessed(struct institutions *i, const struct award *of, const struct scoring *s) {
    struct award *const a = &i->market->award[of->number];
    const unsigned c = a->commissioner, l = a->line;
    if (!(s->integration + s->access + s->social > 0.0)) return; /* what is seen of it decided */
    const struct criteria k = market_criteria(i, c, l, a->incumbent);
    a->assessed = true;
    criteria_weights(s, a->weight);
    criteria_marks(&k, criteria_quality(market_seen(i, c, l)),
                   value_of_price(market_price(i, c, l)), a->mark);
}

bool market_sufficient(const struct scoring *s, const struct criteria *k, double seen, double price,
                       double satisfied, double sufficient) {
    const struct criteria enough = {sufficient, sufficient, sufficient};
    double weight[CRITERIA], has[CRITERIA], wanted[CRITERIA];
    if (!(s->integration + s->access + s->social > 0.0)) return seen >= satisfied;
    criteria_weights(s, weight);
    criteria_marks(k, criteria_quality(seen), value_of_price(price), has);
    criteria_marks(&enough, criteria_quality(satisfied), 1.0, wanted);
    return criteria_score(weight, has) >= criteria_score(weight, wanted);
}
