// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Free choice of any qualified provider (in law since April 2008; NHS Act 2006 and the 2012
 * regulations, part 8): every provider with a contract for the function that can be reached is on
 * the list, public or private. Left out: what the person knows; care weighs distance and published
 * waits.
 *
 * With help for those without a car (help 1; off as the law stands, where a low income alone gives
 * a right to fares):
 *
 *   has no car   by a draw of the person below no_car: straight from the least to the most deprived
 *                tenth, times no_car_75 for those of 75 or more, at most all
 *   takes help   by the share takes_help of them
 *   distance     weighs on them less by the share eases of its cost (a taxi, a hospital car)
 *   cost         pounds a visit, of the commissioner
 *
 * That distance weighs more on the old and the poor (choice.distance_age_75, distance_deprived) is
 * how people are, in every regime; a quarter more, which eases 0.2 would take away. Left out: time
 * off work, companions, patient transport as it is today (in the base for all). */
#include "institution/state.h"
#include <assert.h>
#include "institution/contracts.h"
#include "population/people.h"
#include "care/world.h"

static const struct parameter free_choice_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/choice/free_choice.def"
#undef PARAM
};
extern const struct parameter_table free_choice_param_table;
ANSWER_TABLE(free_choice);
enum { REACH, HELP, NO_CAR_LEAST, NO_CAR_MOST, NO_CAR_75, TAKES_HELP, EASES, VISIT };

static int list(const struct institutions *i, const double *p, unsigned area, unsigned function,
                bool operation, struct offer *out, int max) {
    uint16_t service[OFFER_MAX];
    const int n = contracts_nearest(i, area, function, operation, true, p[REACH], service, max);
    for (int k = 0; k < n; k++)
        out[k] =
            (struct offer){.provider = i->service[service[k]].provider, .why = OFFER_FREE_CHOICE};
    return n;
}

double free_choice_no_car(double least, double most, double from_75, unsigned tenth, double age) {
    const double share = most + (least - most) * ((double)tenth - 1.0) / 9.0,
                 all = share * (age >= 75.0 ? from_75 : 1.0);
    return all < 1.0 ? all : 1.0;
}

static double travel_eased(const struct institutions *i, const struct world *w, const double *p,
                           uint32_t person) {
    if (p[HELP] < 0.5)
        return 0.0;
    const struct person *const x = &w->people.p[person];
    const double age = person_age(x, month_first_day(i->first_month + (int32_t)i->month));
    const struct words u = luck_words(&w->nature, person, PURPOSE_CAR, 0);
    const double none = free_choice_no_car(p[NO_CAR_LEAST], p[NO_CAR_MOST], p[NO_CAR_75],
                                           x->decile, age);
    return word_uniform(u.w[0]) < none && word_uniform(u.w[1]) < p[TAKES_HELP] ? p[EASES] : 0.0;
}

static double travel_cost(const double *p) { return p[HELP] < 0.5 ? 0.0 : p[VISIT]; }

const struct answer_rule answer_free_choice = {.params = &free_choice_param_table,
                                               .list = list,
                                               .travel_eased = travel_eased,
                                               .travel_cost = travel_cost};
