// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Going from one regime to the next has a price that belongs to neither. When the first regime of a
 * timeline reforms another (its file says so), or the timeline changes regime:
 *
 *   posts lost   = fall in the commissioners' administration a year / cost of a post
 *   redundancy   = posts lost x (1 - share re-hired) x payment             once, from the commissioners' money
 *   dual running = the saving, not yet made, for the stated months         the old posts are paid on
 *   staff time   = people x pounds x share of questions changed            in the departments' accounts nowhere
 *   productivity = -dip x min(1, questions changed / questions for the full dip), for the stated months
 *
 * Sources: card C29; National Audit Office on the 2012 reform; the 2025 reorganisation. The dip is a judgement,
 * the same for every change. Left out: loss of relationships, contracts that slip. */
#include "institution/state.h"

static const struct parameter transition_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/transition.def"
#undef PARAM
};
extern const struct parameter_table transition_param_table;
const struct parameter_table transition_param_table = {"transition", sizeof transition_rows / sizeof *transition_rows, transition_rows};

static unsigned questions_changed(const struct regime *a, const struct regime *b) {
    unsigned n = 0;
    for (unsigned q = 0; q < Q_COUNT; q++)
        n += !regime_agree(a, b, (enum question)q);
    return n;
}

/* administration of commissioner c before must stand in commissioner[c].administration. */
void transition_begin(struct institutions *i, const struct regime *before) {
    const struct transition_params *const t = &i->change;
    const unsigned changed = questions_changed(before, i->regime);
    if (changed == 0)
        return;
    const double full = changed / t->questions_for_full_dip, share = full < 1.0 ? full : 1.0;
    pence_t total = 0, saved = 0;
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        const pence_t fall = i->commissioner[c].administration - administration_year(i, c);
        const double posts = fall > 0 ? (double)fall / 100.0 / t->cost_of_post : 0.0;
        const double pounds = posts * (1.0 - t->rehired_share) * t->redundancy +
                              i->commissioner[c].people * t->staff_time_per_head * share;
        const pence_t pence = (pence_t)(pounds * 100.0 + 0.5);
        budgets_spend(i, c, i->staff, LINE_PLANNED, REASON_REORGANISATION, pence);
        total += pence;
        saved += fall > 0 ? fall : 0;
    }
    i->dual_running = saved / 12;
    i->dual_until = (uint16_t)(i->month + (unsigned)t->dual_running);
    i->dip = t->dip * share;
    i->dip_until = (uint16_t)(i->month + (unsigned)t->dip_months);
    records_add(i, NOBODY, Q_AWARD, total, "transition", "%u of %d answers change from %.60s; dual running of %.0f pounds a month",
                changed, (int)Q_COUNT, before->name, (double)i->dual_running / 100.0);
}

void transition_month(struct institutions *i) {
    if (i->month >= i->dual_until || i->dual_running == 0)
        return;
    double people = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        people += i->commissioner[c].people;
    for (unsigned c = 0; c < i->n_commissioners && people > 0.0; c++)
        budgets_spend(i, c, i->staff, LINE_PLANNED, REASON_REORGANISATION,
                      (pence_t)((double)i->dual_running * i->commissioner[c].people / people));
}
