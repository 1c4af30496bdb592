// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Teams that join up care (card 3.18 of urgent care, C27). Where the answer to the risk question
 * has them (its parameter teams: the part of its people that are covered):
 *
 *   maturity    first_year, second_year, third_year on: they take years to pay
 *   begin anew  when community services pass to another holder, since the people in them do
 *   works       maturity x teams x how community services are staffed (at most as at the start)
 *   a need for a bed of somebody of age_from or of moderate or severe frailty does not strike with
 *   chance  keeps_well x works;  in a care home also keeps_well_care_home x works
 *   posts       what their money employs, beside those of community services, hired from the
 *               place's one pool of nurses (workforce/labour.c): until they are, works is less
 *   money       cost_a_head / build_up a year of all people covered, then cost_after of that, by
 *   the commissioner for community staff, whether or not it saves
 *
 * keeps_well is a measured response of patients (vanguards against comparison areas), with nought
 * in its range: that admissions fall by it is put in; what it is worth against its cost, in beds,
 * waits and money, is what a run tells. Left out: admissions that case finding adds in the first
 * years (0 to 9% of those managed), fewer clinics, wellbeing of patients, general practice's
 * time. */
#include "institution/integration/integration.h"

#include <assert.h>

#include "base/real.h"
#include "institution/market/market.h"
#include "institution/workforce/workforce.h"

static const struct parameter integration_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/integration/integration.def"
#undef PARAM
};
static_assert(sizeof integration_rows / sizeof *integration_rows ==
                  sizeof(struct integration_params) / sizeof(double),
              "a number a row");
PARAMETER_TABLE(integration);

struct teams {
    bool standing;
    unsigned months, holder; /* of their life; provider row of community services */
    double covered, works;
    double pounds; /* a month, at the start's prices */
};
struct integration { struct integration_params par; struct teams *of; /* [commissioner] */ };

int integration_open(struct institutions *i, struct fault *f) {
    i->integration = arena_take(&i->arena, sizeof *i->integration);
    if (i->integration)
        i->integration->of = arena_array(&i->arena, i->n_commissioners + 1u,
                                         sizeof *i->integration->of);
    if (!i->integration || !i->integration->of)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    settings_fill(i, &integration_param_table, (double *)&i->integration->par);
    return 0;
}

double integration_maturity(const struct integration_params *p, unsigned months) {
    return months < 12 ? p->first_year : months < 24 ? p->second_year : p->third_year;
}

double integration_cost(const struct integration_params *p, unsigned months) {
    const double building = p->cost_a_head / p->build_up / 12.0;
    return (double)months < 12.0 * p->build_up ? building : building * p->cost_after;
}

static double covered(const struct institutions *i, unsigned c) {
    const unsigned row = row_in_force(i, Q_RISK, c, LINE_COMMUNITY);
    const struct answer_rule *const rule = rule_in_row(i, row);
    return i->place->commissioners[c].inside && rule->teams ? rule->teams(i->value[row]) : 0.0;
}

static void end(struct institutions *i, unsigned c) {
    i->integration->of[c] = (struct teams){0};
    records_add(i, NOBODY, Q_RISK, 0, "teams end", "%s: its teams that join up care end",
                i->account_name[i->commissioner[c].account.i]);
}

static void begin(struct institutions *i, unsigned c, unsigned holder, const char *why) {
    struct teams *const t = &i->integration->of[c];
    t->standing = true;
    t->months = 0;
    t->holder = holder;
    records_add(i, NOBODY, Q_RISK, 0, "teams begin", "%s: teams that join up care begin%s",
                i->account_name[i->commissioner[c].account.i], why);
}

static void grow_older(struct institutions *i, unsigned c) {
    const struct integration_params *const par = &i->integration->par;
    struct teams *const t = &i->integration->of[c];
    const unsigned holder = market_holder(i, c, LINE_COMMUNITY);
    if (!t->standing)
        begin(i, c, holder, "");
    else if (holder != t->holder)
        begin(i, c, holder, " anew, with a new holder of community services");
    const double filled = workforce_filled(i, c, LINE_COMMUNITY);
    t->works = integration_maturity(par, t->months) * t->covered * (filled < 1.0 ? filled : 1.0);
    t->pounds = integration_cost(par, t->months) * t->covered * i->commissioner[c].people;
    budgets_spend(i, c, i->staff, LINE_COMMUNITY, REASON_CARE_COST,
                  (pence_t)(100.0 * t->pounds * i->price_level));
    t->months++;
}

void integration_month(struct institutions *i) {
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        struct teams *const t = &i->integration->of[c];
        t->covered = covered(i, c);
        if (t->covered > 0.0)
            grow_older(i, c);
        else if (t->standing)
            end(i, c);
    }
}

double integration_works(const struct institutions *i, unsigned commissioner) {
    return i->integration ? i->integration->of[commissioner].works : 0.0;
}

double integration_money(const struct institutions *i, unsigned commissioner) {
    return i->integration ? 12.0 * i->integration->of[commissioner].pounds : 0.0;
}

double integration_share(const struct institutions *i, const struct world *w,
                         const struct need *n) {
    const struct person *const x = &w->people.p[n->person];
    if (n->truth != TRUE_HOSPITAL_BED || !i->integration)
        return 0.0;
    const struct integration_params *const par = &i->integration->par;
    const double works = integration_works(i, i->commissioner_of[x->area]);
    const bool theirs = x->frailty >= 2 || person_age(x, minute_day(n->at)) >= par->age_from;
    if (!(works > 0.0) || !theirs)
        return 0.0;
    const double home = x->flags & FLAG_CARE_HOME ? par->keeps_well_care_home * works : 0.0;
    return 1.0 - (1.0 - par->keeps_well * works) * (1.0 - home);
}
