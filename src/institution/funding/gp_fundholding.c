// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* General practice fundholding, 1991 to 1999 (National Health Service and Community Care Act 1990
 * sections 14 and 15; card C3). The authority's money is shared by weighted capitation; a practice
 * that chooses to, and whose list is long enough, holds a fund for the chargeable planned care of
 * its people.
 *
 *   enters         list >= 11,000, 9,000 in the second year, 7,000 in the third, 5,000 from the
 *   sixth; of those, each April the
 *                  share willing + example x share of practices that already hold
 *   first budget   chargeable care of its people in the preparatory year, below the stop-loss, at
 *   full price
 *   later          (rebased x last year's spending + (1 - rebased) x last budget) x growth of the
 *   revenue
 *   charged        chargeable cases below the stop-loss a patient and year; above it the authority
 *   pays
 *   surplus        share may_use to the practice's fund, spent on its premises, equipment and
 *   services over some years
 *   deficit        the authority pays; above the tolerance for two years together: status withdrawn
 *   keeps a referral whose benefit is less than what the money is worth to it: practices_kept
 *   (practices/practices.h)
 *
 * The published fall of 3.3 to 4.9% in chargeable admissions, and none in emergencies, is what a
 * run is compared with; what a pound of the fund is worth to a practice is a judgement
 * (money_weight). Left out: the rise of referrals in the year on which the budget was set
 * (practices cannot refer more than is needed here), drugs, staff and community services in the
 * fund, community and total purchasing forms, shorter waits bought for a fund's own patients. */
#include "institution/funding/funding.h"
#include "institution/practices/practices.h"
#include <assert.h>

static const struct parameter gp_fundholding_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/funding/gp_fundholding.def"
#undef PARAM
};
extern const struct parameter_table gp_fundholding_param_table;
ANSWER_TABLE(gp_fundholding);
enum {
    LIST_1,
    LIST_2,
    LIST_3,
    LIST_6,
    WILLING,
    EXAMPLE,
    PREPARATION,
    CHARGEABLE,
    STOP_LOSS,
    TOLERANCE,
    YEARS_OF_DEFICIT,
    REBASED,
    ALLOWANCE,
    MAY_USE,
    SPENT_OVER,
    MONEY_WEIGHT,
    WORTH,
    PACE,
    NEED_RATIO
}; /* rows of the .def list */

static void share(const struct institutions *i, const double *p, pence_t total, const pence_t *last,
                  pence_t *out) {
    funding_by_age_and_need(i, p[NEED_RATIO], i->weights);
    funding_towards(i, i->weights, (struct funding_pace){.pace = p[PACE]}, total, last, out);
}

static bool mine(const struct institutions *i, const struct practice_fund *f, unsigned row) {
    return row_in_force(i, Q_FUNDING, f->commissioner, LINE_PLANNED) == row;
}

static double threshold(const double *p, unsigned years) {
    return years >= 5 ? p[LIST_6] : years >= 2 ? p[LIST_3] : years == 1 ? p[LIST_2] : p[LIST_1];
}

/* A wave: of those with lists long enough, some ask to prepare. */
static void wave(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct practices *const x = i->practices;
    unsigned hold = 0, in = 0;
    double all = 0.0, theirs = 0.0;
    for (unsigned k = 0; k < x->n; k++) {
        hold += x->of[k].standing == PRACTICE_HOLDS;
        all += x->of[k].people;
        theirs += x->of[k].standing == PRACTICE_HOLDS ? x->of[k].people : 0.0;
    }
    const double least = threshold(p, (i->month - i->since) / 12u),
                 chance = p[WILLING] + p[EXAMPLE] * hold / (x->n ? x->n : 1u);
    for (unsigned k = 0; k < x->n; k++) {
        struct practice_fund *const f = &x->of[k];
        if (f->standing != PRACTICE_WITHOUT || f->people < least || !mine(i, f, row) ||
            luck_uniform(&w->luck, k, PURPOSE_PRACTICE, i->month) >= chance)
            continue;
        *f = (struct practice_fund){.standing = PRACTICE_PREPARING,
                                    .since = (uint16_t)i->month,
                                    .commissioner = f->commissioner,
                                    .people = f->people,
                                    .surplus = f->surplus};
        in++;
    }
    records_add(i, NOBODY, Q_FUNDING, 0, "fundholding wave",
                "%u practices of %.0f people or more prepare; %u of %u hold funds, for %.1f%% of "
                "the people",
                in, least, hold, x->n, all > 0.0 ? 100.0 * theirs / all : 0.0);
}

static void opens(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct practices *const x = practices_need(i, w);
    if (!x)
        return;
    x->recording = true;
    x->chargeable = p[CHARGEABLE];
    x->stop_loss = p[STOP_LOSS];
    wave(i, w, p, row);
}

static void closes(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct practices *const x = i->practices;
    (void)w, (void)p;
    for (unsigned k = 0; x && k < x->n; k++) {
        struct practice_fund *const f = &x->of[k];
        if (!mine(i, f, row))
            continue;
        ledger_move(&i->ledger, i->practice_funds, i->commissioner[f->commissioner].account,
                    LINE_PLANNED, REASON_ALLOCATION, f->surplus);
        *f = (struct practice_fund){.commissioner = f->commissioner, .people = f->people};
    }
    if (x)
        x->recording = false;
}

/* The year's end of a fund. */
static void settle(struct institutions *i, struct practice_fund *f, const double *p, unsigned k) {
    const pence_t over = f->spent - f->budget;
    if (over < 0) {
        const pence_t own = (pence_t)((double)-over * p[MAY_USE]);
        budgets_spend(i, f->commissioner, i->practice_funds, LINE_PLANNED, REASON_ALLOCATION, own);
        f->surplus += own;
    }
    f->deficit_years = (double)over > p[TOLERANCE] * (double)f->budget
                           ? (uint8_t)(f->deficit_years + 1u)
                           : 0;
    if (f->deficit_years >= (unsigned)p[YEARS_OF_DEFICIT]) {
        f->standing = PRACTICE_LOST;
        records_add(i, NOBODY, Q_FUNDING, over, "fund withdrawn",
                    "practice %s overspent by more than %.0f%% for %.0f years",
                    i->place->practices[k].code, 100.0 * p[TOLERANCE], p[YEARS_OF_DEFICIT]);
        return;
    }
    f->budget = (pence_t)((p[REBASED] * (double)f->spent + (1.0 - p[REBASED]) * (double)f->budget) *
                          (1.0 + i->world->circumstances.revenue_growth));
}

/* What the published effect is of: admissions of holders' people beside those of others'. */
static void tell_admissions(struct institutions *i, unsigned row) {
    struct practices *const x = i->practices;
    double n[2] = {0.0}, people[2] = {0.0};
    for (unsigned k = 0; x && k < x->n; k++) {
        struct practice_fund *const f = &x->of[k];
        if (!mine(i, f, row))
            continue;
        n[f->standing == PRACTICE_HOLDS] += f->admitted;
        people[f->standing == PRACTICE_HOLDS] += f->people;
        f->admitted = 0;
    }
    records_add(i, NOBODY, Q_FUNDING, 0, "chargeable admissions",
                "since April: %.0f of %.0f people whose practice holds a fund, %.0f of %.0f others",
                n[1], people[1], n[0], people[0]);
}

static void year(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct practices *const x = i->practices;
    pence_t left = 0, over = 0;
    tell_admissions(i, row);
    for (unsigned k = 0; x && k < x->n; k++) {
        struct practice_fund *const f = &x->of[k];
        if (!mine(i, f, row))
            continue;
        const unsigned months = i->month - f->since;
        if (f->standing == PRACTICE_HOLDS) {
            *(f->spent < f->budget ? &left : &over) += f->spent < f->budget ? f->budget - f->spent
                                                                            : f->spent - f->budget;
            settle(i, f, p, k);
        } else if (f->standing == PRACTICE_PREPARING && months >= (unsigned)p[PREPARATION]) {
            f->standing = PRACTICE_HOLDS;
            f->since = (uint16_t)i->month;
            f->budget = (pence_t)((double)f->recorded * 12.0 / months *
                                  (1.0 + i->world->circumstances.revenue_growth));
        }
        f->spent = f->above = 0;
        f->recorded = f->standing == PRACTICE_PREPARING ? f->recorded : 0;
    }
    records_add(i, NOBODY, Q_FUNDING, left, "funds closed",
                "surpluses %.2f, deficits %.2f million pounds", (double)left / 1e8,
                (double)over / 1e8);
    if (x)
        wave(i, w, p, row);
}

static void month_of_fund(struct institutions *i, struct practice_fund *f, const double *p) {
    const unsigned gone = 12u - budgets_months_left(i);
    const double expected = gone >= 3 && f->budget > 0
                                ? (double)f->spent * 12.0 / gone / (double)f->budget - 1.0
                                : 0.0;
    f->kept = practices_kept(p[MONEY_WEIGHT], p[WORTH], p[MAY_USE], expected, p[TOLERANCE]);
    budgets_spend(i, f->commissioner, i->staff, LINE_GP, REASON_COMMISSIONING,
                  (pence_t)(p[ALLOWANCE] * 100.0 / 12.0));
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct practices *const x = i->practices;
    (void)w;
    for (unsigned k = 0; x && k < x->n; k++) {
        struct practice_fund *const f = &x->of[k];
        f->kept = 0.0;
        if (!mine(i, f, row))
            continue;
        if (f->standing == PRACTICE_HOLDS)
            month_of_fund(i, f, p);
        const pence_t spent = (pence_t)((double)f->surplus / (12.0 * p[SPENT_OVER]));
        ledger_move(&i->ledger, i->practice_funds, i->suppliers, LINE_GP, REASON_CAPITAL, spent);
        f->surplus -= spent;
    }
}

static double held_back(const struct institutions *i, const struct world *w, const double *p,
                        const struct referral *r) {
    const struct practices *const x = i->practices;
    (void)p;
    const uint16_t k = r->person < w->people.n ? w->people.p[r->person].practice : NOBODY;
    if (!x || k >= x->n || r->urgent || x->of[k].standing != PRACTICE_HOLDS ||
        !practices_chargeable(x, r->person, r->function))
        return 0.0;
    return x->of[k].kept;
}

const struct answer_rule answer_gp_fundholding = {.params = &gp_fundholding_param_table,
                                                  .bodies = "health authorities",
                                                  .opens = opens,
                                                  .month = month,
                                                  .year = year,
                                                  .closes = closes,
                                                  .held_back = held_back,
                                                  .share = share};
