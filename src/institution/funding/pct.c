// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Primary care trusts, 2002 to 2013 (NHS Reform and Health Care Professions Act 2002; Health and
 * Social Care Act 2008; card C4). Money by weighted capitation with a pace of change. The strategic
 * authority takes a slice off the top of every trust's money; at the year's end it lends from it to
 * those that overspent, who repay over the next year, and returns the rest. Left out: the double
 * count of deficits under resource accounting to 2007, practice-based commissioning. */
#include "institution/funding/funding.h"
#include "institution/funding/reserve.h"
#include <assert.h>

static const struct parameter pct_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/funding/pct.def"
#undef PARAM
};
extern const struct parameter_table pct_param_table;
ANSWER_TABLE(pct);
enum { PACE, LEAST_GROWTH, NEED_RATIO, TOP_SLICE }; /* rows of the .def list */

static void share(const struct institutions *i, const double *p, pence_t total, const pence_t *last,
                  pence_t *out) {
    funding_by_age_and_need(i, p[NEED_RATIO], i->weights);
    funding_towards(i, i->weights,
                    (struct funding_pace){.pace = p[PACE], .least_growth = p[LEAST_GROWTH]}, total,
                    last, out);
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
    reserve_repaid(i, row);
    reserve_pay_in(i, row, p[TOP_SLICE]);
}

static void year(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w, (void)p;
    reserve_settle(
        i, row, &(struct reserve_rule){.part = 1.0, .lends = true, .what = "lent by the region"});
}

static void closes(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w, (void)p, (void)row;
    reserve_wind_up(i);
}

const struct answer_rule answer_pct = {
    .params = &pct_param_table, .bodies = "primary care trusts",
    .month = month, .year = year, .closes = closes, .share = share};
