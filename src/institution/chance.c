// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Deficits by chance (card C24). Commissioners are those published for a place, few and of one size
 * each; what chance alone does to a body of any size is read off the people themselves. Each of the
 * place's people belongs to one of 400 groups by a hash that knows nothing of them, so that groups
 * differ by chance alone, and a year is followed:
 *
 *   money(g)    = all spending x sum over g of age weight / sum over all
 *   variation   = sqrt( sum over g of (spent - money)^2 / people / (1 - 1 / groups) ) / mean cost
 *   spread(n)   = variation / sqrt(n)                       of a body of n people put together so
 *   deficit     = spread x normal;  with a pool that pays `part` of deficits, out of premiums of
 *                 which what is left goes back: (1 - part) x deficit + mean claim if in deficit,
 *                 else deficit + mean claim; part is cut where claims would pass the premiums
 *
 * What is spent is care at full price as it was given; lines paid by the head vary with nobody, and
 * packages of social care are no commissioner's: councils and residents pay them.
 * Bodies do not choose who lives in them: differences between places, which formulas miss too, are
 * left out, and so are years that run on from one to the next. */
#include "institution/chance.h"
#include <math.h>

enum { STEPS = 1000 }; /* of the normal distribution */
static const double sizes[3] = {100000.0, 250000.0, 1000000.0};

static bool counted(const struct institutions *i, const struct world *w, uint32_t person) {
    const unsigned c = i->place->areas[w->people.p[person].area].commissioner;
    return c < i->n_commissioners && i->place->commissioners[c].inside;
}

static unsigned group_of(uint32_t person) {
    return (unsigned)(mix64((uint64_t)person + 0x51ULL) % CHANCE_GROUPS);
}

void chance_paid(struct institutions *i, const struct world *w, const struct activity *a,
                 pence_t value) {
    if (a->currency == CURRENCY_CARE_PACKAGE) return;
    if (a->person < w->people.n && counted(i, w, a->person))
        i->chance.spent[group_of(a->person)] += (double)value;
}

/* A year of the run begins: who is there, by what the formula gives for their age. */
void chance_month(struct institutions *i, const struct world *w) {
    if (i->month % 12u != 0) return;
    const uint32_t day = institutions_day(i, w);
    const day_t today = w->first_day + day;
    i->chance = (struct chance){0};
    for (uint32_t q = 0; q < w->people.n; q++) {
        const struct person *const x = &w->people.p[q];
        if (!person_alive(x) || !person_present(x, day) || !counted(i, w, q)) continue;
        i->chance.weight[group_of(q)] += i->age_weight[age_band(person_age(x, today))];
        i->chance.people += 1.0;
    }
}

double chance_variation(const double *spent, const double *weight, unsigned groups, double people) {
    double all = 0.0, weights = 0.0, squares = 0.0;
    for (unsigned g = 0; g < groups; g++) {
        all += spent[g];
        weights += weight[g];
    }
    if (!(all > 0.0 && weights > 0.0 && people > 0.0)) return 0.0;
    for (unsigned g = 0; g < groups; g++) {
        const double off = spent[g] - all * weight[g] / weights;
        squares += off * off;
    }
    return real_sqrt(squares / people / (1.0 - 1.0 / groups)) / (all / people);
}

struct chance_of_deficit chance_of_deficit(double spread, const struct risk_pool *pool) {
    struct chance_of_deficit x = {0};
    double mean = 0.0;
    for (unsigned k = STEPS / 2u; k < STEPS; k++)
        mean += spread * real_probit((k + 0.5) / STEPS) / STEPS;
    const double asked = pool->part * mean,
                 part = asked > pool->premium ? pool->part * pool->premium / asked : pool->part;
    for (unsigned k = 0; k < STEPS; k++) {
        const double alone = spread * real_probit((k + 0.5) / STEPS),
                     deficit = (alone > 0.0 ? (1.0 - part) * alone : alone) + part * mean;
        x.share += deficit > 0.01 ? 1.0 / STEPS : 0.0;
        x.lacking += deficit > 0.0 ? deficit / STEPS : 0.0;
    }
    return x;
}

double chance_figure(const struct institutions *i, const struct world *w, enum figure what) {
    const struct chance *const x = &i->chance;
    const double *p;
    const struct answer_rule *const rule = rule_for_all(i, Q_FUNDING, LINE_PLANNED, &p);
    double all = 0.0;
    (void)w;
    if (i->month % 12u != 11u || !(x->people > 0.0)) return NAN;
    const double variation = chance_variation(x->spent, x->weight, CHANCE_GROUPS, x->people);
    if (what == FIGURE_COST_VARIATION) return variation;
    for (unsigned g = 0; g < CHANCE_GROUPS; g++) all += x->spent[g];
    const bool denied = what >= FIGURE_DENIED_100K;
    const unsigned size = (unsigned)what - (denied ? FIGURE_DENIED_100K : FIGURE_DEFICIT_100K);
    const struct risk_pool pool = rule->risk_pool ? rule->risk_pool(p) : (struct risk_pool){0};
    const struct chance_of_deficit d = chance_of_deficit(variation / real_sqrt(sizes[size]), &pool);
    return denied ? d.lacking * all / x->people : d.share;
}
