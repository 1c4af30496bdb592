// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who holds the lines that no organisation of the place stands for (111, out of hours, urgent
 * treatment, ambulance, community): one contract a (commissioner, line), with a holder, a price, a
 * term, and what the award route did. Holders are provider rows: the line's own synthetic provider
 * (who holds it at the start, a public body), a provider of the place, or a firm (rows
 * market_firm(i, 0) on). */
#ifndef INSTITUTION_MARKET_H
#define INSTITUTION_MARKET_H
#include "institution/state.h"

#define FIRMS 10u /* rows of providers kept for firms that may bid */

struct line_contract {
    uint16_t holder;      /* provider row */
    uint16_t ends;        /* month of run from which it needs a new award; UINT16_MAX: none */
    uint16_t process;     /* number of the award being made for it + 1; 0 none */
    uint16_t handed_back; /* month in which the holder leaves, having given notice; 0 none */
    uint16_t round, months_below,
        notices;     /* awards begun; months of thin margin running; improvement notices open */
    bool stepped_in; /* held by the public body at a higher cost, until the next award */
    double price;    /* ratio to the base of the line */
    double quality;  /* how well the holder really fits: standard deviations, 0 at the start */
    double need;     /* what the whole service costs this holder: ratio to the base of the line */
    double loss;     /* accumulated loss of the holder on it, pence */
};

int market_open(struct institutions *i, struct fault *f) MUST_CHECK;
void market_close(struct institutions *i);
void market_month(struct institutions *i,
                  struct world *w); /* contracts that end, processes, mobilisation, hand-back */
void market_month_ended(struct institutions *i, struct world *w); /* what holders earned and lost */
unsigned market_firm(const struct institutions *i, unsigned k);   /* provider row of firm k */
struct line_contract *market_line(struct institutions *i, unsigned commissioner, unsigned line);
unsigned market_holder(const struct institutions *i, unsigned commissioner,
                       unsigned line); /* provider row */
double market_price(const struct institutions *i, unsigned commissioner,
                    unsigned line); /* ratio to the base of the line */
/* What the holder of a line can spend on staff, relative to what the whole service needs: 1 at the
 * start. */
double market_money(const struct institutions *i, unsigned commissioner, unsigned line);
/* What the commissioner sees of the holder this year: standard deviations, 0 at the start on
 * average. */
double market_seen(const struct institutions *i, unsigned commissioner, unsigned line);
/* How well the holder of a line really does it: standard deviations, 0 at the start. */
double market_quality(const struct institutions *i, unsigned commissioner, unsigned line);
double market_value(const struct institutions *i, unsigned commissioner,
                    unsigned line); /* pence a year at price 1 */
bool market_trades(const struct institutions *i, unsigned commissioner,
                   unsigned line); /* a line with money that can be let */
bool market_public(const struct institutions *i, unsigned provider); /* owned by the public */
bool market_community(const struct institutions *i, unsigned provider); /* a social enterprise */

/* A process of award for a (commissioner, line): begins now, by route; the room carries it through
 * its stages. months: term of the contract. NULL when no memory (borrowed until the next award
 * begins). */
struct award *market_begin(struct institutions *i, unsigned commissioner, unsigned line,
                           enum award_route route, double months);
/* How bids are scored: weights, of which quality has what the others leave; correlation of what is
 * on paper with what will happen; bias for the incumbent, standard deviations. */
struct scoring { double value, integration, access, social, rho, bias; };
void market_scoring(struct institutions *i, const struct award *a, const struct scoring *s);
/* Marks of a provider for a line on three of the five key criteria, 0 to 1 (criteria.c). */
struct criteria { double integration, access, social; };
struct criteria market_criteria(const struct institutions *i, unsigned commissioner, unsigned line,
                                unsigned provider);
/* Does the holder meet the five together at its present price? seen: standard deviations; satisfied
 * and sufficient: the marks asked for of its quality and of the other three. */
bool market_sufficient(const struct scoring *s, const struct criteria *k, double seen, double price,
                       double satisfied, double sufficient);
/* Notes in an award the weights, and the marks of the holder that was so found to satisfy it. */
void market_assessed(struct institutions *i, const struct award *a, const struct scoring *s);
/* A contract goes on with its holder from this month (roll-over, direct award without a
 * process). */
void market_goes_on(struct institutions *i, unsigned commissioner, unsigned line,
                    enum award_route route, double months, const char *why);
/* The public body takes a line: as managed (directly_managed, preferred provider) or stepping in at
 * a higher cost. */
void market_takes(struct institutions *i, unsigned commissioner, unsigned line,
                  enum award_route route, double months, const char *why);
/* A line's contract passes to a provider at a price; what the losing holder shared with its other
 * work is left with it. */
void market_passes(struct institutions *i, unsigned commissioner, unsigned line, unsigned provider,
                   double price);
/* Dates the undated contracts that an award row governs: staggered over the term. */
void market_dates(struct institutions *i, unsigned row, double months);
void market_withdraw(
    struct institutions *i,
    unsigned row); /* the processes of a row that leaves force end without an award */
/* Fit that awards scored this month missed: the best who could be afforded less the chosen,
 * standard deviations. */
double market_missed(const struct institutions *i);
/* A finished award, for what is decided outside lines (planned contracts, central contracts,
 * franchises). */
struct award *market_record(struct institutions *i, const struct award *a);
/* Capable of the line within the market's radius, the present holder and the public body left
 * out. */
unsigned market_rivals(const struct institutions *i, unsigned commissioner, unsigned line);
/* Planned contracts that fall due this month, each renewed by a route with its notice and
 * application posted. */
void market_planned_due(struct institutions *i, unsigned row, enum award_route route, double months,
                        unsigned month);
void market_keeps_planned(
    struct institutions *i,
    unsigned month); /* who holds a planned contract when a regime begins goes on */
/* Planned contracts that end in a year, as planned for by the answers' steps. */
void market_planned_steps(const struct institutions *i, unsigned commissioner, double months,
                          struct market_steps *s);
void market_spends(struct institutions *i, unsigned provider, unsigned line, enum ledger_reason r,
                   pence_t pence); /* to staff */
/* A sum for care beside cases and fixed sums, counted as due. */
void market_pays(struct institutions *i, unsigned commissioner, unsigned provider, unsigned line,
                 pence_t pence);

/* What answers that let contracts share (lets.c), to stand in their answer_rule. */
void market_opens(struct institutions *i, struct world *w, const double *p, unsigned row);
void market_closes(struct institutions *i, struct world *w, const double *p, unsigned row);
void market_registers(struct institutions *i, struct world *w, const double *p, unsigned row);
void market_keeps(struct institutions *i, struct world *w, const double *p, unsigned month);
void market_register_steps(const struct institutions *i, const double *p, unsigned commissioner,
                           struct market_steps *s);
void market_agreement_steps(const struct institutions *i, const double *p, unsigned commissioner,
                            struct market_steps *s);
/* A competitive tender of a line begins. */
struct tender_rule {
    double months, price_weight, rho;
};
void market_tender(struct institutions *i, unsigned commissioner, unsigned line,
                   const struct tender_rule *r);
/* A direct award to the holder as alone capable: it can be complained about before it stands, and
 * where a regulator may impose a tender it is one by this rule. */
void market_single_capable(struct institutions *i, unsigned commissioner, unsigned line,
                           const struct tender_rule *r);
/* Is a contract of so many years worth less than a threshold in pounds? */
bool market_below(const struct institutions *i, unsigned commissioner, unsigned line, double years,
                  double pounds);

/* Ordinal of draws about an award: of its contract and month, not of how many awards there were
 * before. */
static inline uint32_t market_luck(const struct award *a) {
    return (uint32_t)mix64((uint64_t)a->commissioner << 40 | (uint64_t)a->line << 32 |
                           (uint64_t)a->function << 24 | a->notice) |
           0x10000u;
}

#endif
