// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What a personal health budget does for whoever holds one. It is put in, and no finding: the
 * evaluation of the pilots (20 places, 2,000 people, 2009 to 2012) measured over a year a rise of
 * care-related quality of life (ASCOT) of 0.057 with a budget and 0.018 without: 0.039 (0.01 to
 * 0.07); more for continuing care and mental disorders than for long-term conditions alone; none
 * where a budget may be spent on what the service offers anyhow; and nothing of EQ-5D, mortality or
 * cost in all.
 *
 *   gain = gain of the kind x flexible x min(1, months held / gain_months)
 *
 * By the kind of need that a person has in the month. So QALYs, deaths and needs do not move, and
 * what a run adds is who takes one, what that costs, and how much is gained for it by kind. Left
 * out: that a budget is handed back, differences between people of a kind, carers. */
#include "institution/funding/personal_budgets.h"

#include "care/disorders.h"
#include <math.h>

enum budget_need personal_budgets_need(const struct world *w, uint32_t person) {
    const struct person *const x = &w->people.p[person];
    if (x->frailty == FRAILTY_SEVERE || (x->flags & FLAG_CARE_HOME))
        return BUDGET_CONTINUING;
    return disorders_has(w, person) ? BUDGET_MENTAL : BUDGET_LONG_TERM;
}

double personal_budgets_gain(const double gain[BUDGET_NEEDS], double flexible,
                             enum budget_need need, double part) {
    return gain[need] * flexible * (part < 1.0 ? part : 1.0);
}

void personal_budgets_taken(struct institutions *i, uint32_t person) {
    struct membership *const m = i->membership;
    if (!m->since)
        m->since = arena_array(&i->arena, m->n_people + 1u, sizeof *m->since);
    if (!m->since)
        i->failed = FAULT_MEMORY;
    else
        m->since[person] = (uint16_t)(i->month + 1u);
}

static bool holds(const struct membership *m, const struct world *w, uint32_t q, uint32_t day) {
    const struct person *const x = &w->people.p[q];
    return m->of[q] == 1 && m->since[q] && person_alive(x) && person_present(x, day) &&
           !(x->flags & FLAG_HALO);
}

/* Of whoever is not of the place's own nothing is counted; where nobody may hold one nothing is. */
void personal_budgets_count(struct institutions *i) {
    struct membership *const m = i->membership;
    const double *p;
    const struct answer_rule *const rule = rule_for_all(i, Q_FUNDING, LINE_PLANNED, &p);
    for (unsigned k = 0; m && k <= BUDGET_NEEDS; k++)
        m->held[k] = (struct budgets_held){0};
    if (!m || !m->active || !m->since || !rule->holder_gain)
        return;
    const uint32_t day = institutions_day(i, i->world);
    for (uint32_t q = 0; q < m->n_people; q++) {
        if (!holds(m, i->world, q, day))
            continue;
        const enum budget_need kind = personal_budgets_need(i->world, q);
        const double gain = rule->holder_gain(p, kind, i->month + 1u - m->since[q]);
        m->held[kind].people += 1.0;
        m->held[kind].gain += gain;
        m->held[BUDGET_NEEDS].people += 1.0;
        m->held[BUDGET_NEEDS].gain += gain;
    }
}

double personal_budgets_figure(const struct institutions *i, enum figure what) {
    static const struct budgets_held nobody;
    const struct membership *const m = i->membership;
    const struct budgets_held *const all = m ? &m->held[BUDGET_NEEDS] : &nobody;
    if (what == FIGURE_BUDGET_HOLDERS)
        return all->people;
    if (what == FIGURE_BUDGET_WELLBEING)
        return all->gain / 12.0;
    const enum budget_need need = what == FIGURE_BUDGET_GAIN_CONTINUING ? BUDGET_CONTINUING
                                  : what == FIGURE_BUDGET_GAIN_MENTAL   ? BUDGET_MENTAL
                                                                        : BUDGET_LONG_TERM;
    const struct budgets_held *const kind = m ? &m->held[need] : &nobody;
    return kind->people > 0.0 ? kind->gain / kind->people : NAN;
}
