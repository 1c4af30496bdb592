// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Section 75 of the Health and Social Care Act 2012 under SI 2013/500, as in force from 1 April
 * 2013 (card C6): a contract is awarded without advertising where the board is satisfied that one
 * provider alone is capable (reg. 5); services of patients' choice are an open register of any
 * qualified provider; else a tender.
 *
 *   single capable : nobody else is, or the board so believes: chance belief x (1 - fear x share of
 *   its awards challenged)
 *
 * What a board believes is a belief: the text leaves it to the board, and ministers said that no
 * regulator could compel a tender. The share of contracts that went to tender (6% of 3,494 awards
 * by count, about 2% of spending) is a target, not a number in this file. Left out: restrictions on
 * competition in users' interests (reg. 10), conflicts of interest. */
#include "institution/market/market.h"
#include <assert.h>

static const struct parameter section_75_500_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/award/section_75_500.def"
#undef PARAM
};
extern const struct parameter_table section_75_500_param_table;
ANSWER_TABLE(section_75_500);
enum { TERM, THRESHOLD, BELIEF, FEAR, PRICE_WEIGHT, RHO }; /* rows of the .def list */

/* Share of a board's finished awards that somebody challenged. */
static double challenged(const struct institutions *i, unsigned c) {
    const struct award *rows;
    const unsigned n = institutions_awards(i, &rows);
    double all = 0.0, some = 0.0;
    for (unsigned k = 0; k < n; k++)
        if (rows[k].commissioner == c && rows[k].line != LINE_PLANNED) {
            all += 1.0;
            some += rows[k].challenged;
        }
    return all > 0.0 ? some / all : 0.0;
}

static bool believes(const struct institutions *i, const double *p, unsigned c, unsigned l) {
    const double u = luck_uniform(&i->world->luck, c * LINE_COUNT + l, PURPOSE_AWARD,
                                  ((i->month + 1u) << 12) | 5u);
    return u < p[BELIEF] * (1.0 - p[FEAR] * challenged(i, c));
}

static void line_ended(struct institutions *i, struct world *w, const double *p, unsigned c,
                       unsigned l) {
    const struct tender_rule r = {12.0 * p[TERM], p[PRICE_WEIGHT], p[RHO]};
    (void)w;
    if (market_below(i, c, l, p[TERM], p[THRESHOLD])) {
        market_goes_on(i, c, l, ROUTE_ROLL_OVER, r.months, "below the threshold of advertising");
    } else if (!market_line(i, c, l)->stepped_in &&
               (market_rivals(i, c, l) == 0 || believes(i, p, c, l))) {
        market_single_capable(i, c, l, &r);
    } else {
        market_tender(i, c, l, &r);
    }
}

const struct answer_rule answer_section_75_500 = {.params = &section_75_500_param_table,
                                                  .opens = market_opens,
                                                  .month = market_registers,
                                                  .closes = market_closes,
                                                  .line_ended = line_ended,
                                                  .contracts = market_keeps,
                                                  .steps = market_register_steps};
