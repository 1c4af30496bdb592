// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Cost improvement programmes: what a public provider saves of its own accord when it is asked for
 * more than its costs allow. Set each April:
 *
 *   expected   = smoothed margin - what ends with the year + uplift of its prices and sums
 *                + productivity_growth x planned share of its costs
 *   shortfall  = target - expected, where there is one
 *   planned    = least( most, routine + shortfall )                  shares of its costs
 *   beyond     = part x planned - routine, where above 0            part ~ normal(delivered, sd)
 *   made       = beyond x (1 - posts) x kept
 *   costs      = what they would be x product over years of (1 - what lasts) x (1 - this year's
 *                alone)
 *
 * Beyond the routine, which is what trusts report as made in a year that presses them as usual;
 * the part made is of a whole programme, so it comes off before the routine does, and a programme
 * little above the routine makes nothing more. The routine itself moves nothing here. Trusts that
 * reported it became 0.9% a year more productive (2008/09 to 2017/18); the model has a rise of its
 * own, economy.productivity_growth, of another source and other years, and in planned sessions
 * alone. What that brings of a year's planned care comes off the shortfall. Nothing stands for the
 * routine in urgent costs, which do not fall by themselves: there its effect is left out.
 *
 * The part which comes of posts is not counted: a provider in deficit leaves them empty (hiring.c,
 * workforce/labour.c), and that is where beds and lists feel it. Of the rest part is eaten up by
 * costs that no plan held: on average three quarters of what was reported is nowhere in measured
 * productivity, so what is kept lies between a quarter and all.
 *
 * The saving is money not spent; no account gets it. What does not last has to be found again.
 * Firms' efficiency is their own (economy.private_efficiency). A hospital whose management is let
 * goes on setting programmes as it would have: its operator's saving (award/franchise.c), nought in
 * the mean, is what another management makes of the same hospital.
 * Left out: savings that come late in the year, what a programme costs to run, income that trusts
 * count as savings, harm beside that of empty posts (no evidence of a size). */
#include "institution/economy/cost_improvement.h"
#include "institution/state.h"

static const struct parameter cost_improvement_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/economy/cost_improvement.def"
#undef PARAM
};
PARAMETER_TABLE(cost_improvement);

struct improvement cost_improvement_programme(const struct cost_improvement_params *q,
                                            double shortfall, double part) {
    const double asked = q->routine + (shortfall > 0.0 ? shortfall : 0.0);
    struct improvement x = {.planned = asked < q->most ? asked : q->most};
    const double reported = part * x.planned,
                 beyond = reported > q->routine ? reported - q->routine : 0.0;
    x.made = beyond * (1.0 - q->posts) * q->kept;
    x.lasts = x.made * (1.0 - q->non_recurrent);
    return x;
}

/* What the payments in force add to its prices and sums this year, share of its income. */
static double uplift(const struct institutions *i, unsigned p) {
    const struct provider_state *const x = &i->provider[p];
    double sum = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        const size_t at = (size_t)p * i->n_commissioners + c;
        const unsigned planned = row_in_force(i, Q_PAYMENT, c, LINE_PLANNED),
                       urgent = row_in_force(i, Q_PAYMENT, c, LINE_EMERGENCY);
        sum += x->base_planned * i->planned_share[at] * i->term[i->term_of[planned][0]].t.uplift +
               x->base_urgent * i->urgent_share[at] * i->term[i->term_of[urgent][0]].t.uplift;
    }
    return sum / (x->base_planned + x->base_urgent);
}

/* What a year's growth of planned sessions brings it, share of its costs. */
static double productivity(const struct institutions *i, unsigned p) {
    const struct provider_state *const x = &i->provider[p];
    return i->par.productivity_growth * x->base_planned / (x->base_planned + x->base_urgent);
}

static double part_made(const struct institutions *i, unsigned p) {
    const struct words u = luck_words(&i->world->luck, p, PURPOSE_COST_IMPROVEMENT, i->year);
    const double part =
        i->improvement.delivered + i->improvement.delivered_sd * real_probit(word_uniform(u.w[0]));
    return part < 0.0 ? 0.0 : part < 1.0 ? part : 1.0;
}

static void set(struct institutions *i, unsigned p) {
    struct provider_state *const x = &i->provider[p];
    const bool known = i->month >= (unsigned)i->par.margin_smoothing;
    const double result = known ? x->margin - x->improved_once : 0.0;
    const double expected = result + uplift(i, p) + productivity(i, p),
                 shortfall = x->target - expected;
    x->improved_once = 0.0;
    if (!(shortfall > 0.0))
        return;
    const double part = part_made(i, p);
    const struct improvement s = cost_improvement_programme(&i->improvement, shortfall, part);
    x->improved = 1.0 - (1.0 - x->improved) * (1.0 - s.lasts);
    x->improved_once = s.made - s.lasts;
    const double base = 12.0 * (x->base_planned + x->base_urgent) * i->price_level;
    records_add(i, p, Q_PAYMENT, (pence_t)(base * s.made), "cost improvement",
                "%.1f%% of costs short without; %.1f%% planned, %.0f%% made, %.2f%% beyond the "
                "routine and posts, %.2f%% lasts",
                100.0 * shortfall, 100.0 * s.planned, 100.0 * part, 100.0 * s.made,
                100.0 * s.lasts);
}

void cost_improvement_month(struct institutions *i) {
    if (!(i->improvement.runs > 0.5) || i->month == 0 || budgets_months_left(i) != 12)
        return;
    for (unsigned p = 0; p < i->place->n_providers; p++)
        if (!i->provider[p].open_market && !i->place->providers[p].outside &&
            i->provider[p].base_planned + i->provider[p].base_urgent > 0.0)
            set(i, p);
}

double cost_improvement_ratio(const struct institutions *i, unsigned provider) {
    const struct provider_state *const x = &i->provider[provider];
    return (1.0 - x->improved) * (1.0 - x->improved_once);
}
