// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* An alliance or lead-provider contract for urgent and community care (card C27; Cambridgeshire's
 * UnitingCare 2015): a group of providers takes a budget for what its people will need, set on a
 * baseline that nobody knows exactly, less a promised saving.
 *
 *   budget a month   base of the scope x growth x (1 - discount) x (1 + error),  error ~ Normal(0,
 *   baseline_error), drawn once
 *   cost a month     what the commissioner paid on the scope x (1 + vat), where the vehicle cannot
 *   recover the tax; teams that join up care are part of it, cases bought beside its contracts
 *   (virtual wards, responses within two hours, therapy: in no base) and what the group itself
 *   receives at a year's end are not
 *   year's end       the group bears share of the gap within the width, all of it beyond to the
 *   cap; the rest is the commissioner's
 *   collapse         the accumulated gap passes the guarantee (share of a year's budget): the
 *   contract ends, the commissioner pays all
 *
 * While it stands a member bears of an admission the group's part of the next pound, by its part in
 * the group. With no error, no tax and no discount it lives longer (a limit that a test holds).
 * Left out: outcome payments, savings not made by anybody's decision. */
#include "institution/risk/risk.h"
#include <assert.h>

static const struct parameter alliance_contract_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/risk/alliance_contract.def"
#undef PARAM
};
extern const struct parameter_table alliance_contract_param_table;
ANSWER_TABLE(alliance_contract);
enum {
    SHARE,
    WIDTH,
    CAP,
    DISCOUNT,
    ERROR,
    VAT,
    GUARANTEE,
    COLLAPSE_COST,
    TEAMS
}; /* rows of the .def list */

double alliance_bears(const struct corridor *q, double gap) {
    const double size = real_abs(gap), inner = size < q->width ? size : q->width;
    const double most = size < q->cap ? size : q->cap,
                 outer = most > q->width ? most - q->width : 0.0;
    return (gap < 0.0 ? -1.0 : 1.0) * (q->share * inner + outer);
}

double alliance_bears_next(const struct corridor *q, double gap) {
    const double size = real_abs(gap);
    return size < q->width ? q->share : size < q->cap ? 1.0 : 0.0;
}

static double urgent_part(const struct institutions *i, unsigned c, unsigned p) {
    return i->provider[p].base_urgent * i->urgent_share[(size_t)p * i->n_commissioners + c];
}

static double scope(const struct institutions *i,
                    unsigned c) { /* pence a month at the start's prices */
    double sum = i->commissioner[c].per_head[LINE_COMMUNITY];
    for (unsigned p = 0; p < i->place->n_providers; p++)
        sum += urgent_part(i, c, p);
    return sum;
}

static pence_t scope_spent(const struct institutions *i, unsigned c) {
    const struct commissioner_state *const x = &i->commissioner[c];
    return x->spent_on[LINE_EMERGENCY] + x->spent_on[LINE_COMMUNITY] - x->beside[LINE_EMERGENCY] -
           x->beside[LINE_COMMUNITY];
}

static bool mine(const struct institutions *i, unsigned c, unsigned row) {
    return row_in_force(i, Q_RISK, c, LINE_EMERGENCY) == row;
}

static void opens(struct institutions *i, struct world *w, const double *p, unsigned row) {
    for (unsigned c = 0; c < i->n_commissioners; c++)
        if (mine(i, c, row)) {
            const double u = luck_uniform(&w->nature, c, PURPOSE_MEMBERSHIP, UINT32_MAX - 4u);
            i->alliance[c] = (struct alliance){.standing = true,
                                               .error = p[ERROR] * real_probit(u),
                                               .spent_before = scope_spent(i, c)};
        }
}

static void closes(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w, (void)p;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        if (mine(i, c, row))
            i->alliance[c].standing = false;
}

static void collapse(struct institutions *i, const double *p, unsigned c) {
    struct alliance *const a = &i->alliance[c];
    a->standing = false;
    budgets_spend(i, c, i->advisers, LINE_EMERGENCY, REASON_REORGANISATION,
                  (pence_t)(p[COLLAPSE_COST] * 12.0 * a->budget));
    records_add(i, NOBODY, Q_RISK, (pence_t)a->gap, "alliance ends",
                "%s: the gap of %.2f million pounds passes the guarantee after %u months (baseline "
                "error %.1f%%)",
                i->account_name[i->commissioner[c].account.i], a->gap / 1e8, i->month - i->since,
                100.0 * a->error);
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        struct alliance *const a = &i->alliance[c];
        const pence_t spent = scope_spent(i, c);
        if (!mine(i, c, row) || !a->standing || !(i->commissioner[c].people > 0.0))
            continue;
        a->budget = scope(i, c) * i->price_level * budgets_urgent_growth(i) * (1.0 - p[DISCOUNT]) *
                    (1.0 + a->error);
        if (i->month > i->since) {
            a->gap += (double)(spent - a->spent_before) * (1.0 + p[VAT]) - a->budget;
            a->year_gap += (double)(spent - a->spent_before) * (1.0 + p[VAT]) - a->budget;
        }
        a->spent_before = spent;
        if (a->gap > p[GUARANTEE] * 12.0 * a->budget)
            collapse(i, p, c);
    }
}

/* Members settle with the commissioner by their parts of the urgent work. */
static void settle(struct institutions *i, const double *p, unsigned c) {
    struct alliance *const a = &i->alliance[c];
    const struct corridor q = {p[SHARE], p[WIDTH], p[CAP]};
    double all = 0.0;
    for (unsigned k = 0; k < i->place->n_providers; k++)
        all += urgent_part(i, c, k);
    const double year = 12.0 * a->budget,
                 bears = year > 0.0 ? alliance_bears(&q, a->year_gap / year) * year : 0.0;
    for (unsigned k = 0; k < i->place->n_providers && all > 0.0; k++) {
        const pence_t pence = (pence_t)(real_abs(bears) * urgent_part(i, c, k) / all);
        if (bears > 0.0) {
            ledger_move(&i->ledger, i->provider[k].account, i->commissioner[c].account,
                        LINE_EMERGENCY, REASON_DEFICIT_SUPPORT, pence);
            i->provider[k].cost += pence;
        } else {
            budgets_spend(i, c, i->provider[k].account, LINE_EMERGENCY, REASON_DEFICIT_SUPPORT,
                          pence);
            a->spent_before += pence;
            i->provider[k].income += pence;
        }
    }
    records_add(i, NOBODY, Q_RISK, (pence_t)real_abs(bears), "alliance settles",
                "%s: gap %.2f%% of the budget; members %s %.2f million pounds",
                i->account_name[i->commissioner[c].account.i],
                year > 0.0 ? 100.0 * a->year_gap / year : 0.0, bears > 0.0 ? "pay" : "receive",
                real_abs(bears) / 1e8);
    a->year_gap = 0.0;
}

static void year(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        if (mine(i, c, row) && i->alliance[c].standing && i->alliance[c].budget > 0.0)
            settle(i, p, c);
}

static double supply(const struct institutions *i, const double *p, unsigned council) {
    (void)i, (void)p, (void)council;
    return 1.0;
}

static double share(const struct institutions *i, const double *p, unsigned c, unsigned line,
                    unsigned holder) {
    const struct alliance *const a = &i->alliance[c];
    const struct corridor q = {p[SHARE], p[WIDTH], p[CAP]};
    const double group = scope(i, c);
    if (!a->standing || !(group > 0.0))
        return 0.0;
    const double part = holder < i->place->n_providers ? urgent_part(i, c, holder) / group
                        : line == LINE_COMMUNITY       ? i->commissioner[c].per_head[line] / group
                                                       : 0.0;
    const double year = 12.0 * a->budget;
    return part * alliance_bears_next(&q, year > 0.0 ? a->year_gap / year : 0.0);
}

static double teams(const double *p) { return p[TEAMS]; }

const struct answer_rule answer_alliance_contract = {.params = &alliance_contract_param_table,
                                                     .teams = teams,
                                                     .opens = opens,
                                                     .month = month,
                                                     .year = year,
                                                     .closes = closes,
                                                     .package_supply = supply,
                                                     .elsewhere_share = share};
