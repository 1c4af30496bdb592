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
#include "institution/membership/membership.h"
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

/* Holders of a kind (all of them: BUDGET_NEEDS), and what they gain. */
struct held { double people, gain; };
static struct held held(const struct institutions *i, const struct world *w, unsigned need) {
    const struct membership *const m = i->membership;
    const double *p;
    struct held h = {0};
    const struct answer_rule *const rule = rule_for_all(i, Q_FUNDING, LINE_PLANNED, &p);
    if (!m || !m->active || !m->since || !rule->holder_gain)
        return h;
    const uint32_t day = institutions_day(i, w);
    for (uint32_t q = 0; q < m->n_people; q++) {
        const struct person *const x = &w->people.p[q];
        if (m->of[q] != 1 || !m->since[q] || !person_alive(x) || !person_present(x, day) ||
            (x->flags & FLAG_HALO))
            continue;
        const enum budget_need kind = personal_budgets_need(w, q);
        if (need < BUDGET_NEEDS && kind != need)
            continue;
        h.people += 1.0;
        h.gain += rule->holder_gain(p, kind, i->month + 1u - m->since[q]);
    }
    return h;
}

double personal_budgets_figure(const struct institutions *i, const struct world *w,
                               enum figure what) {
    const struct held all = held(i, w, BUDGET_NEEDS);
    if (what == FIGURE_BUDGET_HOLDERS)
        return all.people;
    if (what == FIGURE_BUDGET_WELLBEING)
        return all.gain / 12.0;
    if (!(all.people > 0.0))
        return NAN;
    const struct held kind = held(i, w, what == FIGURE_BUDGET_GAIN_CONTINUING ? BUDGET_CONTINUING
                                        : what == FIGURE_BUDGET_GAIN_MENTAL   ? BUDGET_MENTAL
                                                                              : BUDGET_LONG_TERM);
    return kind.people > 0.0 ? kind.gain / kind.people : NAN;
}
