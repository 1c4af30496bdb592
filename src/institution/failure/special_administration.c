// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Trust special administration (NHS Act 2006 chapter 5A; Care Act 2014; card C19). A public
 * provider whose deficit passes the stated share of income two years running is put under an
 * administrator. The statute's clock runs in working days:
 *
 *   draft report + consultation + final report + decision      45 + 30 + 15 + 20 from 2009; 65 + 40
 *   + 15 + 50 from 2014
 *
 * Until it ends nobody is hired. At its end the stated share of its planned sessions is given up
 * and its debt is written off. Sessions given up become idle, as nothing could be laid on other
 * trusts (Lewisham, 2013); with neighbours (Care Act 2014 section 120) they go to the other public
 * providers of the function after a lag. Its emergency department stays, opens by day alone, or
 * shuts: department.c. */
#include "institution/failure/failure.h"
#include <assert.h>

static const struct parameter special_administration_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/failure/special_administration.def"
#undef PARAM
};
extern const struct parameter_table special_administration_param_table;
ANSWER_TABLE(special_administration);
/* rows of the .def list */
enum {
    TRIGGER,
    YEARS_RUNNING,
    DRAFT,
    CONSULT,
    FINAL,
    DECISION,
    COST,
    SESSIONS_GIVEN_UP,
    NEIGHBOURS,
    LAG,
    DEPARTMENT,
    OPENS,
    SHUTS,
    NIGHT_SHARE,
    STRANDED,
    FOLLOWS,
    BUILDS,
    DEPARTMENT_COST
};

static void year_closed(struct institutions *i, struct world *w, const double *p,
                        unsigned provider) {
    struct provider_state *const x = &i->provider[provider];
    const double deficit = (double)(x->year_cost - x->year_income);
    (void)w;
    if (x->open_market || x->synthetic || x->administration_until)
        return;
    x->deficit_years =
        deficit > p[TRIGGER] * (double)x->year_income ? (uint16_t)(x->deficit_years + 1u) : 0;
    if (x->deficit_years < (uint16_t)p[YEARS_RUNNING])
        return;
    const pence_t pence = (pence_t)(p[COST] * 100.0);
    const double days = p[DRAFT] + p[CONSULT] + p[FINAL] + p[DECISION];
    x->administration_until = (uint16_t)(i->month + failure_months(i, days) + 1u);
    ledger_move(&i->ledger, i->treasury, i->advisers, LINE_PLANNED, REASON_REORGANISATION, pence);
    records_add(i, provider, Q_FAILURE, pence, "administrator appointed",
                "deficit above %.0f%% of income for %u years; %.0f working days",
                100.0 * p[TRIGGER], x->deficit_years, days);
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned provider) {
    struct provider_state *const x = &i->provider[provider];
    (void)w;
    if (!x->administration_until || i->month + 1u < x->administration_until)
        return;
    for (unsigned s = 0; s < i->n_services; s++)
        if (i->service[s].provider == provider) {
            if (p[NEIGHBOURS] > 0.5) {
                sessions_release(i, s,
                                 (struct release){.share = p[SESSIONS_GIVEN_UP],
                                                  .comes = 1.0,
                                                  .lag = (unsigned)p[LAG]});
                continue;
            }
            for (unsigned k = 0; k < KINDS; k++) {
                const double gone = i->service[s].held[k] * p[SESSIONS_GIVEN_UP];
                i->service[s].held[k] -= gone;
                i->idle[i->service[s].function][k] += gone;
            }
        }
    const pence_t debt = -ledger_balance(&i->ledger, x->account);
    if (debt > 0)
        ledger_move(&i->ledger, i->treasury, x->account, LINE_PLANNED, REASON_DEFICIT_SUPPORT,
                    debt);
    failure_downgrade(i, provider,
                      &(struct downgrade){.to = (unsigned)p[DEPARTMENT],
                                          .opens = p[OPENS],
                                          .closes = p[SHUTS],
                                          .night_share = p[NIGHT_SHARE],
                                          .stranded = p[STRANDED],
                                          .follows = p[FOLLOWS],
                                          .builds = p[BUILDS],
                                          .cost = p[DEPARTMENT_COST]});
    x->administration_until = x->deficit_years = 0;
    x->loan = 0;
    x->margin = 0.0;
    records_add(i, provider, Q_FAILURE, debt > 0 ? debt : 0, "administration ends",
                "%.0f%% of planned sessions given up, debt written off",
                100.0 * p[SESSIONS_GIVEN_UP]);
}

const struct answer_rule answer_special_administration = {.params =
                                                              &special_administration_param_table,
                                                          .year_closed = year_closed,
                                                          .failing_month = month};
