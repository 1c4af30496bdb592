// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Going from one regime to the next has a price that belongs to neither. When the first regime of a
 * timeline reforms another (its file says so), or the timeline changes regime:
 *
 *   posts lost   = fall in the commissioners' administration a year / cost of a post; where the
 *                  bodies that hold the money close (their funding answers name different ones), at
 *                  least posts before x (1 - share that passes to the new bodies)
 *   posts gained = rise in administration / cost of a post; where bodies close, what the new ones
 *                  need beyond those who pass to them
 *   redundancy   = posts lost x (1 - wastage) x payment, over the months of the pace; once, whoever
 *                  is hired again later. Wastage: of posts that end with a body, those whose
 *                  holders leave of themselves before it closes
 *   setting up   = people x pounds, where bodies close: property, systems, leases
 *   recruitment  = ( posts gained + posts lost x share hired again ) x cost of hiring one
 *   saving(m)    = fall x realisation x ramp(m);  ramp 0 while both run, then up to 1 over the
 *                  months in which savings come; what is not yet or never saved is still spent:
 *                  dual running first, then administration that stayed
 *   staff time   = people x pounds x share of questions changed, in no department's accounts
 *   productivity = -dip x min(1, questions changed / questions for the full dip), for the stated
 *                  months
 *   vacancies    = share vacant at the start x min(1, ...) + rise in posts / posts; filled evenly
 *                  over the stated months
 *   capability   = 1 - vacancies: boards see and answer overspending that much slower, private
 *                  orders and awards slip by 1 / capability
 *
 * Nothing is given back when a regime returns: a change and its undoing pay twice, and what was not
 * realised stays. That is all there is of hysteresis here; what staff and firms did meanwhile is
 * theirs. Sources: card C29; National Audit Office on the 2012 reform (10,000 redundancies at
 * 43,095 pounds, 2,200 hired again, 9% vacant at the start); the Department of Health's impact
 * assessment of 2011, before it, for who would pass to new bodies and what setting them up costs;
 * the 2025 reorganisation. The dip is a judgement, the same for every change. Left out: interims in
 * vacant posts (they cost what the posts would), bodies beside the commissioners that close with
 * them (regions, agencies). What boards get wrong meanwhile: procurement.c. */
#include "institution/procurement.h"
#include <string.h>

static const struct parameter transition_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/transition.def"
#undef PARAM
};
PARAMETER_TABLE(transition);

static unsigned questions_changed(const struct regime *a, const struct regime *b) {
    unsigned n = 0;
    for (unsigned q = 0; q < Q_COUNT; q++)
        n += !regime_agree(a, b, (enum question)q);
    return n;
}

/* Pence a month that an earlier fall in administration has not saved yet, or never will. */
static double not_saved(const struct institutions *i) {
    const struct transition_params *const t = &i->change;
    const double since = (double)i->month - (double)i->reorganised - t->dual_running;
    const double ramp = since <= 0.0                ? 0.0
                        : since < t->savings_months ? since / t->savings_months
                                                    : 1.0;
    return i->saving * (1.0 - t->realisation * ramp);
}

/* Pence a month of changes before the last that are still being saved. */
static double fading(const struct institutions *i) {
    const double since = (double)i->month - (double)i->reorganised,
                 left =
                     i->change.savings_months > 0.0 ? 1.0 - since / i->change.savings_months : 0.0;
    return left > 0.0 ? i->fading * left : 0.0;
}

static bool both_run(const struct institutions *i) {
    return (double)i->month < (double)i->reorganised + i->change.dual_running;
}

double transition_capability(const struct institutions *i) {
    const double since = (double)i->month - (double)i->reorganised,
                 left = 1.0 - since / i->change.vacancy_months;
    return i->vacancies > 0.0 && left > 0.0 ? 1.0 - i->vacancies * left : 1.0;
}

static void share_out(struct institutions *i, enum ledger_reason r, double pence) {
    double people = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        people += i->commissioner[c].people;
    for (unsigned c = 0; c < i->n_commissioners && people > 0.0; c++)
        budgets_spend(i, c, i->staff, LINE_PLANNED, r,
                      (pence_t)(pence * i->commissioner[c].people / people));
}

/* Posts lost and gained over commissioners, and what must be paid at once; fills pence a year that
 * is to be saved. ending: of posts lost, those that end with their body. */
struct posts { double lost, gained, ending, all, fall, rise; };

static struct posts posts_of(const struct institutions *i, bool bodies_close) {
    const struct transition_params *const t = &i->change;
    const double kept = bodies_close ? t->passing : 1.0;
    struct posts x = {0};
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        const double before = (double)i->commissioner[c].administration,
                     after = (double)administration_year(i, c), fall = before - after;
        const double had = before / 100.0 / t->cost_of_post,
                     needs = after / 100.0 / t->cost_of_post;
        const double pass = had * kept < needs ? had * kept : needs;
        x.lost += had - pass;
        x.ending += bodies_close ? had - pass : 0.0;
        x.gained += needs - pass;
        x.fall += fall > 0.0 ? fall : 0.0;
        x.rise += fall < 0.0 ? -fall : 0.0;
        x.all += had;
    }
    return x;
}

static const char *bodies_of(const struct regime *r) {
    return answer_rules[r->assignment[r->of[Q_FUNDING][LINE_PLANNED]].answer]->bodies;
}

static bool bodies_close(const struct regime *before, const struct regime *after) {
    const char *const old = bodies_of(before), *const new = bodies_of(after);
    return old != NULL && new != NULL && strcmp(old, new) != 0;
}

double transition_redundancy(const struct transition_params *t, double posts) {
    return posts * t->redundancy;
}

/* A new change: what the one before would never save stays, what it had not saved yet fades as it
 * would have, and whoever stayed fills the posts that now come back. */
static void earlier_change(struct institutions *i, double rise) {
    const double never = i->saving * (1.0 - i->change.realisation), yet = not_saved(i) - never;
    i->fading = fading(i) + (yet > 0.0 ? yet : 0.0);
    i->stayed += never;
    const double filled = rise < i->stayed + i->fading ? rise : i->stayed + i->fading;
    const double of_fading = filled < i->fading ? filled : i->fading;
    i->fading -= of_fading;
    i->stayed -= filled - of_fading;
}

/* Share of all posts that are new, and so vacant: what the bodies need more than before. */
static double new_posts(const struct transition_params *t, const struct posts *x) {
    const double more = x->rise / 100.0 / t->cost_of_post;
    return x->all > 0.0 ? more / (x->all + more) : 0.0;
}

/* administration of commissioner c before must stand in commissioner[c].administration. */
void transition_begin(struct institutions *i, const struct regime *before) {
    const struct transition_params *const t = &i->change;
    const unsigned changed = questions_changed(before, i->regime);
    if (changed == 0 || i->world->circumstances.transition < 0.5)
        return;
    const double full = changed / t->questions_for_full_dip, share = full < 1.0 ? full : 1.0;
    const bool close = bodies_close(before, i->regime);
    const struct posts x = posts_of(i, close);
    const double made_redundant = x.lost - x.ending * t->wastage;
    const double redundancy = transition_redundancy(t, made_redundant),
                 hired = (x.gained + x.lost * t->rehired_share) * t->recruitment;
    double people = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        people += i->commissioner[c].people;
    const double at_once = hired + people * t->staff_time_per_head * share +
                           (close ? people * t->setting_up_per_head : 0.0),
                 pace = t->pace > 1.0 ? t->pace : 1.0;
    for (unsigned c = 0; c < i->n_commissioners && x.all > 0.0; c++)
        procurement_posts_cut(i, c, x.lost / x.all);
    earlier_change(i, x.rise / 12.0);
    i->saving = x.fall / 12.0;
    i->reorganised = i->month;
    i->redundancy = redundancy * 100.0 / pace;
    i->redundancy_until = (uint16_t)(i->month + (unsigned)pace);
    i->vacancies = t->vacancies * share + new_posts(t, &x);
    i->dip = t->dip * share;
    i->dip_until = (uint16_t)(i->month + (unsigned)t->dip_months);
    share_out(i, REASON_REORGANISATION, 100.0 * at_once);
    records_add(
        i, NOBODY, Q_AWARD, (pence_t)(100.0 * (redundancy + at_once)), "transition",
        "%u of %d answers change from %.40s%s; %.0f posts lost, %.0f gained, %.0f redundant; "
        "%.2f pounds a head; %.3f vacant",
        changed, (int)Q_COUNT, before->name, close ? ", bodies close" : "", x.lost, x.gained,
        made_redundant, people > 0.0 ? (redundancy + at_once) / people : 0.0, i->vacancies);
}

void transition_month(struct institutions *i) {
    procurement_month(i);
    if (i->month < i->redundancy_until && i->redundancy > 0.0)
        share_out(i, REASON_REORGANISATION, i->redundancy);
    if (i->saving > 0.0)
        share_out(i, both_run(i) ? REASON_REORGANISATION : REASON_COMMISSIONING, not_saved(i));
    if (i->stayed + fading(i) > 0.0)
        share_out(i, REASON_COMMISSIONING, i->stayed + fading(i));
}
