// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The independent regulator (Monitor; Health and Social Care Act 2012 parts 3 and 4; cards C7, C16,
 * C20): licences, risk ratings, complaints about awards, mergers.
 *
 *   ratings      each April every public provider is rated (ratings.c); at the trigger it gives
 *   undertakings and aims at so much
 *                more until it is rated above. A foundation trust aims at the target surplus; an
 *                NHS trust that is to be
 *                authorised aims at it by the third year. The aim is the margin below which it
 *                stops filling posts (hiring.c)
 *   authorised   at the first year's end from then on at which an NHS trust is rated above the
 *                trigger and shows the surplus; else not, and it applies again. Each decision is a
 *                record with its reason; its aim is the whole target either way, as a pipeline's
 *                was. Licences: licences.c
 *   complaints   accepted if the award is worth more than the least and with the stated chance;
 *   then undertakings, a breach, no breach, or
 *                guidance. Undertakings send a competition's scoring back. A breach makes the award
 *                ineffective. A tender instead of a direct
 *                award can be imposed only if the switch is on: one reading of SI 2013/257, never
 *                in force (market.md, K5)
 *   mergers      overlap tests (merger_control.c); phase one by working days, phase two by weeks;
 *   prohibited if
 *                competition weight x share of overlaps with a case to answer  >  worth of
 *                patients' benefits; at a weight of nought there is no case, as for mergers of NHS
 *                bodies from July 2022
 *
 * No effect of competition on quality is put in here. Left out: setting the tariff, price appeals,
 * the private income cap. */
#include "institution/failure/failure.h"
#include "institution/market/market.h"
#include "institution/oversight/licences.h"
#include "institution/oversight/merger_control.h"
#include "institution/oversight/ratings.h"
#include <assert.h>

static const struct parameter monitor_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/oversight/monitor.def"
#undef PARAM
};
extern const struct parameter_table monitor_param_table;
ANSWER_TABLE(monitor);
enum {
    CASE_COMMISSIONER,
    CASE_COMPLAINANT,
    LEAST_VALUE,
    CASES_ACCEPTED,
    CASE_MONTHS,
    BREACH,
    UNDERTAKINGS,
    NO_BREACH,
    TENDER_MAY_BE_IMPOSED,
    CONTINUITY,
    TRIGGER,
    TARGET,
    AUTHORISED_IN,
    COMPETITION_WEIGHT,
    BENEFITS,
    SHARE_OF_SUPPLY,
    TURNOVER,
    HHI_MODERATE,
    DELTA_MODERATE,
    HHI_HIGH,
    DELTA_HIGH,
    RADIUS,
    PHASE_ONE,
    PHASE_TWO
}; /* rows of the .def list */

static const struct licence_law law = {NULL};

/* ---- ratings ---- */

static bool rated(const struct institutions *i, unsigned k) {
    return !i->provider[k].open_market && !i->place->providers[k].outside &&
           i->place->providers[k].acute_trust;
}

/* Share of the years of its application that lie behind an NHS trust; from 1 on it is decided. */
static double applied(const struct institutions *i, const double *p) {
    const double years = (double)(i->month - i->since) / 12.0;
    return p[AUTHORISED_IN] > 0.0 ? years / p[AUTHORISED_IN] : 1.0;
}

/* The surplus that a trust must show now: at once if it is a foundation trust, else growing over
 * the years of its application. */
static double aim(const struct institutions *i, const double *p, unsigned k) {
    const double grown = applied(i, p);
    const bool whole = i->place->providers[k].owner == OWNER_FOUNDATION_TRUST || grown >= 1.0;
    return p[TARGET] * (whole ? 1.0 : grown) *
           (i->provider[k].undertakings ? i->oversight->par.undertakings_aim : 1.0);
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
    (void)row;
    for (unsigned k = 0; k < i->place->n_providers; k++)
        if (rated(i, k))
            i->provider[k].target = aim(i, p, k);
    licences_month(i, &law);
}

static void closes(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
    (void)p;
    (void)row;
    for (unsigned k = 0; k < i->place->n_providers; k++) {
        i->provider[k].target = 0.0;
        i->provider[k].undertakings = 0;
    }
    licences_end(i);
}

/* Whether an NHS trust becomes a foundation trust, once its years of application are over. */
static void authorise(struct institutions *i, const double *p, unsigned k,
                      const struct accounts *a) {
    struct provider_state *const x = &i->provider[k];
    if (i->place->providers[k].owner == OWNER_FOUNDATION_TRUST || x->authorised ||
        applied(i, p) < 1.0)
        return;
    const bool well = x->rating > (uint8_t)p[TRIGGER],
               surplus = a->surplus >= p[TARGET] * a->income;
    x->authorised = well && surplus;
    records_add(i, k, Q_OVERSIGHT, 0, x->authorised ? "authorised" : "not authorised",
                "rating %u (above %.0f wanted), surplus %.1f%% (%.1f%% wanted), %.1f years after "
                "it applied",
                x->rating, p[TRIGGER], 100.0 * a->surplus / a->income, 100.0 * p[TARGET],
                (double)(i->month - i->since) / 12.0);
}

static void year_overseen(struct institutions *i, struct world *w, const double *p) {
    (void)w;
    for (unsigned k = 0; k < i->place->n_providers; k++) {
        struct provider_state *const x = &i->provider[k];
        if (!rated(i, k) || x->year_income <= 0)
            continue;
        const struct accounts a = ratings_accounts(i, k);
        const bool continuity = p[CONTINUITY] > 0.5;
        x->rating = (uint8_t)(continuity ? ratings_cosrr(&i->oversight->par, &a)
                                         : ratings_frr(&i->oversight->par, &a));
        const bool trigger = x->rating <= (uint8_t)p[TRIGGER];
        records_add(i, k, Q_OVERSIGHT, (pence_t)(a.surplus < 0.0 ? -a.surplus : a.surplus),
                    trigger && !x->undertakings ? "undertakings" : "rating",
                    "%s %u: surplus %.1f%%, EBITDA %.1f%% of income, %.0f days of cash",
                    continuity ? "continuity of services" : "financial risk", x->rating,
                    100.0 * a.surplus / a.income, 100.0 * a.ebitda / a.income, a.liquid_days);
        x->undertakings = trigger;
        authorise(i, p, k, &a);
    }
}

/* ---- complaints ---- */

static void costs(struct institutions *i, const double *p, struct award *a, unsigned complainant) {
    const pence_t own = (pence_t)(100.0 * p[CASE_COMMISSIONER]),
                  other = (pence_t)(100.0 * p[CASE_COMPLAINANT]);
    budgets_spend(i, a->commissioner, i->advisers, a->line, REASON_LEGAL, own);
    ledger_move(&i->ledger, i->provider[complainant].account, i->advisers, a->line, REASON_LEGAL,
                other);
    i->provider[complainant].cost += other;
    a->cost_challenge += own + other;
}

static void complaint(struct institutions *i, struct world *w, const double *p, struct award *a,
                      unsigned complainant) {
    const struct words u = luck_words(&w->luck, complainant, PURPOSE_OVERSIGHT, market_luck(a));
    const bool direct = a->n_bids == 0, may_impose = p[TENDER_MAY_BE_IMPOSED] > 0.5;
    const double v = word_uniform(u.w[1]);
    a->challenged = true;
    a->upheld = a->turned_away = false;
    if ((double)a->value < 100.0 * p[LEAST_VALUE] || word_uniform(u.w[0]) >= p[CASES_ACCEPTED]) {
        records_add(i, complainant, Q_OVERSIGHT, a->value, "complaint not accepted",
                    "award %u: too small, or no detriment to patients shown", a->number);
        a->turned_away = true;
        return;
    }
    costs(i, p, a, complainant);
    a->case_months = (uint8_t)p[CASE_MONTHS];
    const bool breach = v < p[BREACH], undertakings = !breach && v < p[BREACH] + p[UNDERTAKINGS];
    a->upheld = (breach || undertakings) && (!direct || may_impose);
    if (breach && !a->upheld)
        a->end = AWARD_INEFFECTIVE;
    records_add(i, complainant, Q_OVERSIGHT, a->cost_challenge, "complaint decided",
                "award %u, %u months: %s", a->number, a->case_months,
                breach
                    ? (a->upheld ? (direct ? "breach: a tender is imposed" : "breach: taken again")
                                 : "breach: declared ineffective")
                : undertakings
                    ? (a->upheld ? "undertakings: taken again" : "undertakings for awards to come")
                : v < p[BREACH] + p[UNDERTAKINGS] + p[NO_BREACH] ? "no breach"
                                                                 : "closed with guidance");
}

/* ---- mergers ---- */

static struct merger_tests tests(const double *p) {
    return (struct merger_tests){p[SHARE_OF_SUPPLY], p[TURNOVER], p[HHI_MODERATE],
                                 p[DELTA_MODERATE],  p[HHI_HIGH], p[DELTA_HIGH],
                                 p[RADIUS]};
}

static bool merger_may(struct institutions *i, struct world *w, const double *p, unsigned one,
                       unsigned other) {
    const struct merger_tests t = tests(p);
    const struct merger_findings f = merger_overlap(i, &t, one, other);
    (void)w;
    i->clearance = 0;
    if (!(p[COMPETITION_WEIGHT] > 0.0)) { /* nobody looks at it: no case, no cost, no months */
        records_add(i, one, Q_OVERSIGHT, 0, "merger out of scope", "with %.12s",
                    i->place->providers[other].code);
        return true;
    }
    if (!merger_notifiable(&t, &f)) {
        records_add(i, one, Q_OVERSIGHT, 0, "merger not notifiable",
                    "turnover %.0f million, share of supply %.2f", f.turnover / 1e6, f.share);
        return true;
    }
    const pence_t pence = (pence_t)(100.0 * i->oversight->par.merger_case);
    const double against = f.overlaps ? p[COMPETITION_WEIGHT] * f.concerns / f.overlaps : 0.0;
    const bool second = against > 0.0, may = against <= p[BENEFITS];
    ledger_move(&i->ledger, i->provider[one].account, i->advisers, LINE_PLANNED, REASON_LEGAL,
                pence);
    i->provider[one].cost += pence;
    i->clearance = failure_months(i, p[PHASE_ONE] + (second ? 5.0 * p[PHASE_TWO] : 0.0));
    records_add(
        i, one, Q_OVERSIGHT, pence, may ? "merger cleared" : "merger prohibited",
        "with %.12s: case to answer in %u of %u services, weight %.1f, benefits %.2f; %u months",
        i->place->providers[other].code, f.concerns, f.overlaps, p[COMPETITION_WEIGHT], p[BENEFITS],
        i->clearance);
    return may;
}

const struct answer_rule answer_monitor = {.params = &monitor_param_table,
                                           .licences = &law,
                                           .month = month,
                                           .closes = closes,
                                           .year_overseen = year_overseen,
                                           .complaint = complaint,
                                           .merger_may = merger_may};
