// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Vouchers out of the public service (Pirie and Butler 1988; card C25). A person's share of the
 * public money, the same for all, by age, or by what people like them cost last year, may be taken
 * to an insurer, and topped up. Whoever goes has planned care at privately owned hospitals, where
 * there is one within reach that does the work, whose published wait is not above the mean of all
 * hospitals in the function, and that takes them: its list closes to the public service's patients
 * first, to holders kept_open months of work later. For the rest, and for
 * emergencies, the insurer pays public hospitals.
 *
 *   opts out iff  premium - voucher < worth
 *   premium       expected cost x (1 + (private price - 1) x part) / (1 - loading)
 *   part          planned care's part of all spending x treated
 *   treated       share of their planned care that members had at private hospitals last year;
 *                 before a year is over, what fills those hospitals' places if all go who would
 *   worth         = (amenity + worth of a week x weeks saved) x treated x relative
 *                 income^elasticity x taste of the person
 *   weeks saved   published weeks over all hospitals less those where insurers buy, function by
 *                 function (membership/buying.c)
 *   hole          = sum over those who opted out of voucher - expected cost to the public service
 *
 * Private capacity is the place's private hospitals: their sessions are of the one pool of
 * consultants and theatre teams (economy/sessions.c). What insurers pay them beside the price
 * raises the margin by which they grow (economy/investment.c), and what they take on is drawn from
 * the idle, public hospitals and outside. An insurer sees age, conditions and frailty (last year's
 * cost of people like them); a voucher sees less, so even the best leaves something to select on.
 * Insurers pay at the public service's price through the clearing house (membership.h) and what is
 * dearer themselves, their loading in administration, and what is left to investors. A premium
 * above the voucher is the person's to pay: the share new_money of it is more money for care than
 * before; for the rest as much less is raised in taxes. Each year the share reconsider think again,
 * both ways; acceptance "insurer_underwriting" lets insurers decline. Left out: private hospitals'
 * own waits for the insured apart from the public service's patients on the same list, and private
 * emergency care. */
#include "institution/funding/funding.h"
#include "institution/membership/membership.h"
#include "institution/entitlement/entitlement.h"
#include <assert.h>

static const struct parameter vouchers_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/funding/vouchers.def"
#undef PARAM
};
extern const struct parameter_table vouchers_param_table;
ANSWER_TABLE(vouchers);
enum {
    INSURERS,
    WEIGHTING,
    LOADING,
    RECONSIDER,
    WEEK,
    AMENITY,
    ELASTICITY,
    SPREAD,
    NEW_MONEY,
    PACE,
    DEBT_BORNE,
    PRIVATE_PRICE,
    KEPT_OPEN
}; /* rows of the .def list */
enum { HALVINGS = 8 };

static void share(const struct institutions *i, const double *p, pence_t total, const pence_t *last,
                  pence_t *out) {
    funding_towards_need(i, (struct funding_pace){.pace = p[PACE]}, total, last, out);
}

static void opens(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct membership *const m = membership_need(i, w);
    if (!m)
        return;
    membership_begin(i, w, row, (unsigned)p[INSURERS], (enum weighting)p[WEIGHTING]);
    m->private_only = true;
    m->private_price = p[PRIVATE_PRICE];
    m->kept_open = p[KEPT_OPEN];
    m->at_private = m->in_all = 0.0;
}

static void closes(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct membership *const m = i->membership;
    (void)w, (void)p, (void)row;
    membership_end(i);
    for (unsigned k = 0; m && k < i->n_providers; k++)
        i->provider[k].dearer = m->extra[k] = m->work[k] = 0.0;
    if (m) {
        m->private_only = false;
        m->kept_open = 0.0;
    }
}

double voucher_worth(double amenity, double week, double weeks, double income, double elasticity,
                     double taste) {
    return (amenity + week * weeks) * real_pow(income, elasticity) * taste;
}
double voucher_premium(double expected_cost, double loading, double dearer, double part) {
    return expected_cost * (1.0 + dearer * part) / (1.0 - loading);
}
bool voucher_opts_out(double premium, double voucher, double worth) {
    return premium - voucher < worth;
}

/* Of what insurers will pay, the part that goes to private hospitals for planned care. */
static double private_part(const struct institutions *i) {
    double planned = 0.0, all = 0.0;
    for (unsigned k = 0; k < i->place->n_providers; k++)
        planned += 12.0 * i->provider[k].base_planned;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        all += (double)i->commissioner[c].base;
    const double part = all > 0.0 ? planned / all * i->membership->treated : 0.0;
    return part < 1.0 ? part : 1.0;
}

static double premium_of(const struct institutions *i, const double *p, double expected) {
    return voucher_premium(expected, p[LOADING], p[PRIVATE_PRICE] - 1.0, i->membership->part);
}

static double voucher_of(const struct institutions *i, const struct world *w, uint32_t person) {
    return i->membership->mean * membership_weight(i, w, person, i->membership->weighting);
}

static bool declined(const struct membership *m, double expected) {
    return m->declines_above > 0.0 && expected > m->declines_above * m->mean;
}

static bool wants_out(const struct institutions *i, const struct world *w, const double *p,
                      uint32_t person) {
    const struct membership *const m = i->membership;
    const double taste = real_exp(
        p[SPREAD] *
        real_probit(luck_uniform(&w->nature, person, PURPOSE_MEMBERSHIP, UINT32_MAX - 2u)));
    const double expected = membership_expected(i, w, person);
    const double worth = voucher_worth(p[AMENITY] * m->treated, p[WEEK] * m->treated, m->weeks,
                                       entitlement_income_ratio(w, person), p[ELASTICITY], taste);
    return !declined(m, expected) &&
           voucher_opts_out(premium_of(i, p, expected), voucher_of(i, w, person), worth);
}

static unsigned decide(const struct institutions *i, const struct world *w, const double *p,
                       uint32_t person, struct words u) {
    const struct membership *const m = i->membership;
    const double again = m->of[person] == 0 && i->month == i->since ? 1.0 : p[RECONSIDER];
    if (word_uniform(u.w[0]) >= again)
        return m->of[person];
    if (!wants_out(i, w, p, person))
        return 0;
    double weight[PLANS];
    for (unsigned k = 0; k < PLANS; k++)
        weight[k] = 1.0;
    return m->of[person] ? m->of[person] : membership_choice(m, weight, word_uniform(u.w[1]));
}

static bool inside(const struct institutions *i, const struct world *w, uint32_t q) {
    const struct membership *const m = i->membership;
    return m->of[q] != 0 && person_alive(&w->people.p[q]) &&
           person_present(&w->people.p[q], institutions_day(i, w));
}

/* The hole in public money, and what people add to their vouchers: pounds a year. */
static double hole(const struct institutions *i, const struct world *w, const double *p,
                   double *top_ups) {
    const struct membership *const m = i->membership;
    double sum = 0.0;
    *top_ups = 0.0;
    for (uint32_t q = 0; q < m->n_people; q++) {
        if (!inside(i, w, q))
            continue;
        const double cost = membership_expected(i, w, q), voucher = voucher_of(i, w, q),
                     premium = premium_of(i, p, cost);
        sum += voucher - cost;
        *top_ups += premium > voucher ? premium - voucher : 0.0;
    }
    return sum;
}

/* Share of those present who would go if members had so much of their planned care there. */
static double would_go(struct institutions *i, const struct world *w, const double *p,
                       double treated) {
    const uint32_t day = institutions_day(i, w);
    double people = 0.0, out = 0.0;
    i->membership->treated = treated;
    i->membership->part = private_part(i);
    for (uint32_t q = 0; q < i->membership->n_people; q++)
        if (person_alive(&w->people.p[q]) && person_present(&w->people.p[q], day)) {
            people += 1.0;
            out += wants_out(i, w, p, q);
        }
    return people > 0.0 ? out / people : 0.0;
}

/* How much of their planned care will members have at private hospitals? What they had last year;
 * before there is one, as much as those hospitals have places for, if all go who would. */
static void expect(struct institutions *i, const struct world *w, const double *p) {
    struct membership *const m = i->membership;
    double low = 0.0, high = 1.0;
    const bool a_year = i->month >= i->since + 12u && m->in_all > 0.0;
    if (a_year)
        m->treated = m->at_private / m->in_all;
    for (unsigned k = 0; i->month == i->since && k < HALVINGS; k++) {
        const double middle = (low + high) / 2.0;
        *(middle * would_go(i, w, p, middle) > buying_share(i, 1) ? &high : &low) = middle;
        m->treated = middle;
    }
    if (a_year)
        m->at_private = m->in_all = 0.0;
    m->part = private_part(i);
}

static void round_of_choice(struct institutions *i, struct world *w, const double *p) {
    struct membership *const m = i->membership;
    double top_ups;
    buying_private(i, w);
    m->weeks = buying_weeks(i, w, 0) - buying_weeks(i, w, 1);
    expect(i, w, p);
    const unsigned moved = membership_round(i, w, p, decide);
    const double gap = hole(i, w, p, &top_ups);
    double out = 0.0;
    for (unsigned k = 1; k <= m->n_plans; k++)
        out += m->plan[k].members;
    m->top_ups = top_ups;
    records_add(i, NOBODY, Q_FUNDING, (pence_t)(gap > 0.0 ? gap * 100.0 : 0.0), "vouchers",
                "%.0f people out (%u changed), for %.1f weeks less in %.0f%% of planned care; hole "
                "%.2f, top-ups %.2f million pounds a year",
                out, moved, m->weeks, 100.0 * m->treated, gap / 1e6, top_ups / 1e6);
}

/* What private hospitals got beside the price, over the price, smoothed as their margins are. */
static void dearer(struct institutions *i) {
    struct membership *const m = i->membership;
    for (unsigned k = 0; k < i->place->n_providers; k++) {
        struct provider_state *const x = &i->provider[k];
        const double now = m->work[k] > 0.0 ? m->extra[k] / m->work[k] : 0.0;
        x->dearer += (now - x->dearer) / i->par.margin_smoothing;
        m->extra[k] = m->work[k] = 0.0;
    }
}

/* Insurers' loading and profit; top-ups, and the taxes not raised for them. */
static void month_of_plan(struct institutions *i, const double *p, unsigned k, double out) {
    const struct membership *const m = i->membership;
    const pence_t top = (pence_t)(out > 0.0 ? m->top_ups * 100.0 / 12.0 * m->plan[k].members / out
                                            : 0.0);
    ledger_move(&i->ledger, i->persons, i->plan_account[k], LINE_PLANNED, REASON_ALLOCATION, top);
    double all = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        all += m->weight_in[c * PLANS + k];
    for (unsigned c = 0; c < i->n_commissioners && all > 0.0; c++) {
        const double part = m->weight_in[c * PLANS + k] / all;
        ledger_move(&i->ledger, i->commissioner[c].account, i->treasury, LINE_PLANNED,
                    REASON_ALLOCATION, (pence_t)((1.0 - p[NEW_MONEY]) * (double)top * part));
    }
    const double premiums = m->plan[k].weight * m->mean / 12.0 + (double)top / 100.0;
    ledger_move(&i->ledger, i->plan_account[k], i->advisers, LINE_PLANNED, REASON_COMMISSIONING,
                (pence_t)(100.0 * p[LOADING] * premiums));
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct membership *const m = i->membership;
    (void)row;
    if (!m || !m->active)
        return;
    if (i->month == i->since)
        round_of_choice(i, w, p);
    dearer(i);
    double out = 0.0;
    for (unsigned k = 1; k <= m->n_plans; k++)
        out += m->plan[k].members;
    for (unsigned k = 1; k <= m->n_plans; k++)
        month_of_plan(i, p, k, out);
}

static void year(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct membership *const m = i->membership;
    (void)row;
    if (!membership_year_lived(i))
        return;
    for (unsigned k = 1; k <= m->n_plans; k++) {
        const pence_t held = ledger_balance(&i->ledger, i->plan_account[k]);
        if (held > 0)
            ledger_move(&i->ledger, i->plan_account[k], i->investors, LINE_PLANNED, REASON_PROFIT,
                        held);
        if (held < -(pence_t)(p[DEBT_BORNE] * (double)m->plan[k].income) &&
            !m->plan[k].closed_down)
            membership_licence_lost(i, k);
    }
    round_of_choice(i, w, p);
}

const struct answer_rule answer_vouchers = {.params = &vouchers_param_table,
                                            .opens = opens,
                                            .month = month,
                                            .year = year,
                                            .closes = closes,
                                            .share = share};
