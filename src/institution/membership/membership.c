// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Members of plans and their money: see membership.h. Each month the members present are counted
 * and the capitation is paid; at its end what their cases cost, and their share of what the
 * commissioners spent otherwise, is repaid. Members of all plans and of the public service are the
 * people present (membership_check). Left out: membership by month of birth or move. */
#include "institution/membership/membership.h"
#include "institution/funding/personal_budgets.h"
#include <string.h>

static const struct parameter membership_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/membership/membership.def"
#undef PARAM
};
PARAMETER_TABLE(membership);

int membership_open(struct institutions *i, struct fault *f) {
    (void)f;
    i->membership = NULL;
    return 0;
}

void membership_close(struct institutions *i) {
    if (i->membership)
        memory_free(i->membership->application);
}

static bool take(struct institutions *i, struct membership *m, uint32_t people) {
    struct arena *const a = &i->arena;
    m->n_people = people;
    m->of = arena_array(a, (size_t)people + 1u, 1);
    m->weight_in = arena_array(a, (size_t)i->n_commissioners * PLANS, sizeof *m->weight_in);
    m->cost_in = arena_array(a, (size_t)i->n_commissioners * PLANS, sizeof *m->cost_in);
    m->in_area = arena_array(a, (size_t)(i->place->n_areas + 1u) * PLANS, sizeof *m->in_area);
    m->cost = arena_array(a, (size_t)i->n_commissioners * PLANS, sizeof *m->cost);
    m->spent_before = arena_array(a, i->n_commissioners, sizeof *m->spent_before);
    m->lent = arena_array(a, (size_t)i->n_commissioners * PLANS, sizeof *m->lent);
    m->bought = arena_array(a, (size_t)(i->n_services + 1u) * PLANS, 1);
    m->buys = arena_array(a, (size_t)i->n_providers * PLANS, sizeof *m->buys);
    m->paid_for = arena_array(a, i->n_services + 1u, sizeof *m->paid_for);
    m->done_for = arena_array(a, i->n_services + 1u, sizeof *m->done_for);
    m->price = arena_array(a, i->n_services + 1u, sizeof *m->price);
    m->extra = arena_array(a, i->n_providers, sizeof *m->extra);
    m->work = arena_array(a, i->n_providers, sizeof *m->work);
    return !arena_failed(a);
}

struct membership *membership_need(struct institutions *i, const struct world *w) {
    if (i->membership)
        return i->membership;
    struct membership *const m = arena_take(&i->arena, sizeof *m);
    if (!m || !take(i, m, w->people.n)) {
        i->failed = FAULT_MEMORY;
        return NULL;
    }
    settings_fill(i, &membership_param_table, (double *)&m->par);
    i->membership = m;
    return m;
}

bool membership_year_lived(const struct institutions *i) {
    return i->membership && i->membership->active && i->month > i->since;
}

static bool governed(const struct institutions *i, unsigned c) {
    return row_in_force(i, Q_FUNDING, c, LINE_PLANNED) == i->membership->row;
}

static double allocation_a_head(const struct institutions *i, uint32_t people) { /* pounds a year */
    double sum = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        sum += (double)i->commissioner[c].allocation / 100.0;
    return people ? sum / people : 0.0;
}

void membership_begin(struct institutions *i, const struct world *w, unsigned row, unsigned plans,
                      enum weighting weighting) {
    struct membership *const m = i->membership;
    m->row = (uint8_t)row;
    m->active = true;
    m->n_plans = plans < PLANS ? plans : PLANS - 1u;
    m->weighting = weighting;
    memset(m->plan, 0, sizeof m->plan);
    for (unsigned k = 1; k <= m->n_plans; k++) {
        const struct words u = luck_words(&i->world->nature, k, PURPOSE_MEMBERSHIP,
                                          UINT32_MAX - 1u);
        m->plan[k].keen = 2.0 * word_uniform(u.w[0]);
        m->plan[k].stays = 1.0;
    }
    buying_everywhere(i);
    m->mean = allocation_a_head(i, w->people.n);
    for (unsigned c = 0; c < i->n_commissioners; c++)
        m->spent_before[c] = i->commissioner[c].spent_in_all;
    m->learned = false;
}

void membership_end(struct institutions *i) {
    struct membership *const m = i->membership;
    if (!m || !m->active)
        return;
    membership_settle(i);
    for (unsigned k = 1; k <= m->n_plans; k++) {
        const pence_t held = ledger_balance(&i->ledger, i->plan_account[k]);
        const account_id to = i->commissioner[0].account;
        ledger_move(&i->ledger, held > 0 ? i->plan_account[k] : to,
                    held > 0 ? to : i->plan_account[k], LINE_PLANNED, REASON_ALLOCATION,
                    held > 0 ? held : -held);
    }
    memset(m->of, 0, m->n_people);
    memset(m->lent, 0, (size_t)i->n_commissioners * PLANS * sizeof *m->lent);
    m->n_applications = 0;
    m->active = false;
}

/* ---- what people cost ---- */

static unsigned seen_cell(const struct institutions *i, const struct person *x) {
    const double age = (double)(i->first_month + (int32_t)i->month - x->born) / 12.0;
    const unsigned conditions = x->conditions >= 4 ? 3u : x->conditions >= 2 ? 2u : x->conditions;
    return age_band(age > 0.0 ? age : 0.0) * CONDITION_GROUPS + conditions;
}
static unsigned cell(const struct institutions *i, const struct person *x) {
    return seen_cell(i, x) * 4u + x->frailty;
}

double membership_weight(const struct institutions *i, const struct world *w, uint32_t person,
                         enum weighting weighting) {
    const struct membership *const m = i->membership;
    const unsigned seen = seen_cell(i, &w->people.p[person]);
    if (weighting == WEIGHT_FLAT)
        return 1.0;
    if (weighting == WEIGHT_AGE || !m->learned)
        return i->age_weight[seen / CONDITION_GROUPS];
    return m->seen[seen] / m->mean;
}

double membership_expected(const struct institutions *i, const struct world *w, uint32_t person) {
    const struct membership *const m = i->membership;
    const struct person *const x = &w->people.p[person];
    return m->learned ? m->expected[cell(i, x)]
                      : m->mean * i->age_weight[seen_cell(i, x) / CONDITION_GROUPS];
}

/* Cells of few people are drawn towards what the formula sees of them, those towards the mean by
 * age. */
static void learn(struct institutions *i) {
    struct membership *const m = i->membership;
    double value = 0.0, years = 0.0;
    for (unsigned k = 0; k < CELLS; k++) {
        value += m->value[k];
        years += m->years[k];
    }
    if (!(years > 0.0) || !(value > 0.0))
        return;
    /* what is not priced by the case falls on all in proportion: the mean is what there is to
     * spend */
    const double priced = value / years;
    m->mean = allocation_a_head(i, m->present);
    const double scale = m->mean / priced;
    for (unsigned s = 0; s < SEEN_CELLS; s++) {
        double v = 0.0, n = 0.0;
        for (unsigned k = 4u * s; k < 4u * s + 4u; k++) {
            v += scale * m->value[k];
            n += m->years[k];
        }
        const double prior = m->par.learned_from;
        m->seen[s] = (v + prior * m->mean * i->age_weight[s / CONDITION_GROUPS]) / (n + prior);
        for (unsigned k = 4u * s; k < 4u * s + 4u; k++)
            m->expected[k] = (scale * m->value[k] + prior * m->seen[s]) / (m->years[k] + prior);
    }
    m->learned = true;
    memset(m->value, 0, sizeof m->value);
    memset(m->years, 0, sizeof m->years);
}

/* A private hospital gets more from a plan than from the public service, where plans buy there
 * alone. */
static void pay_dearer(struct institutions *i, struct membership *m, const struct activity *a,
                       pence_t value) {
    struct provider_state *const x = &i->provider[a->provider];
    struct plan *const k = &m->plan[m->of[a->person]];
    m->work[a->provider] += (double)value;
    if (!m->private_only || m->of[a->person] == 0)
        return;
    m->in_all += (double)value;
    if (!x->open_market)
        return;
    m->at_private += (double)value;
    const pence_t more = (pence_t)((m->private_price - 1.0) * (double)value + 0.5);
    ledger_move(&i->ledger, i->plan_account[m->of[a->person]], x->account, LINE_PLANNED,
                REASON_ALLOCATION, more);
    x->income += more;
    k->repaid += more;
    m->extra[a->provider] += (double)more;
}

void membership_paid(struct institutions *i, const struct world *w, const struct activity *a,
                     unsigned commissioner, pence_t value, pence_t pence) {
    struct membership *const m = i->membership;
    if (!m || !m->active || a->person >= m->n_people || a->currency == CURRENCY_CARE_PACKAGE)
        return;
    m->value[cell(i, &w->people.p[a->person])] += (double)value / 100.0;
    m->cost[commissioner * PLANS + m->of[a->person]] += pence;
    const int s = (unsigned)a->currency < PLANNED_CURRENCIES && a->provider < i->place->n_providers
                      ? i->place->service_of[a->provider * i->n_functions + a->function]
                      : -1;
    if (s < 0)
        return;
    m->paid_for[s] += (double)pence;
    m->done_for[s] += (double)value;
    pay_dearer(i, m, a, value);
}

bool membership_has_place(const struct institutions *i, uint32_t person, unsigned service) {
    const struct membership *const m = i->membership;
    return m && m->active && m->private_only && person < m->n_people && m->of[person] != 0 &&
           !i->service[service].closed_to_plans;
}

/* ---- the month ---- */

static void count(struct institutions *i, const struct world *w) {
    struct membership *const m = i->membership;
    const uint32_t day = institutions_day(i, w);
    for (unsigned k = 0; k <= m->n_plans; k++)
        m->plan[k].members = m->plan[k].weight = 0.0;
    memset(m->weight_in, 0, (size_t)i->n_commissioners * PLANS * sizeof *m->weight_in);
    memset(m->cost_in, 0, (size_t)i->n_commissioners * PLANS * sizeof *m->cost_in);
    memset(m->in_area, 0, (size_t)i->place->n_areas * PLANS * sizeof *m->in_area);
    m->present = 0;
    for (uint32_t q = 0; q < m->n_people; q++) {
        const struct person *const x = &w->people.p[q];
        if (!person_alive(x) || !person_present(x, day))
            continue;
        const unsigned c = i->place->areas[x->area].commissioner < i->n_commissioners
                               ? i->place->areas[x->area].commissioner
                               : 0;
        const double weight = membership_weight(i, w, q, m->weighting);
        struct plan *const k = &m->plan[m->of[q]];
        m->present++;
        k->members += 1.0;
        k->weight += weight;
        m->weight_in[c * PLANS + m->of[q]] += weight;
        m->cost_in[c * PLANS + m->of[q]] += membership_expected(i, w, q);
        m->in_area[x->area * PLANS + m->of[q]] += 1.0;
        m->years[cell(i, x)] += 1.0 / 12.0;
    }
}

static double of_all(const struct membership *m, const double *by, unsigned c) {
    double sum = 0.0;
    for (unsigned k = 0; k <= m->n_plans; k++)
        sum += by[c * PLANS + k];
    return sum;
}

void membership_move_money(struct institutions *i, unsigned c, unsigned k, pence_t pence,
                           enum ledger_reason why) {
    const account_id board = i->commissioner[c].account, plan = i->plan_account[k];
    ledger_move(&i->ledger, pence > 0 ? board : plan, pence > 0 ? plan : board, LINE_PLANNED, why,
                pence > 0 ? pence : -pence);
    i->membership->lent[c * PLANS + k] += pence;
}

/* What last month cost: cases of members, and by expected cost what was spent on all. */
static void repay(struct institutions *i, unsigned c) {
    struct membership *const m = i->membership;
    pence_t rest = i->commissioner[c].spent_in_all - m->spent_before[c];
    const double all = of_all(m, m->cost_in, c);
    for (unsigned k = 0; k <= m->n_plans; k++)
        rest -= m->cost[c * PLANS + k];
    for (unsigned k = 1; k <= m->n_plans; k++) {
        const double share = all > 0.0 ? m->cost_in[c * PLANS + k] / all : 0.0;
        const pence_t due = m->cost[c * PLANS + k] +
                            (rest > 0 ? (pence_t)((double)rest * share) : 0);
        membership_move_money(i, c, k, -due, REASON_ALLOCATION);
        m->plan[k].repaid += due;
    }
    for (unsigned k = 0; k <= m->n_plans; k++)
        m->cost[c * PLANS + k] = 0;
    m->spent_before[c] = i->commissioner[c].spent_in_all;
}

static void capitation(struct institutions *i, unsigned c) {
    struct membership *const m = i->membership;
    const double all = of_all(m, m->weight_in, c);
    for (unsigned k = 1; k <= m->n_plans && all > 0.0; k++) {
        const pence_t pence = (pence_t)((double)i->commissioner[c].allocation / 12.0 *
                                        m->weight_in[c * PLANS + k] / all);
        membership_move_money(i, c, k, pence, REASON_ALLOCATION);
        m->plan[k].income += pence;
    }
}

void membership_settle(struct institutions *i) {
    if (i->membership && i->membership->active)
        i->membership->months_paid++;
    for (unsigned c = 0; i->membership && i->membership->active && c < i->n_commissioners; c++)
        if (governed(i, c))
            repay(i, c);
    personal_budgets_count(i);
}

void membership_month(struct institutions *i, struct world *w) {
    struct membership *const m = i->membership;
    if (!m || !m->active)
        return;
    membership_admit(i, w);
    count(i, w);
    buying_month(i, w);
    for (unsigned c = 0; c < i->n_commissioners; c++)
        if (governed(i, c))
            capitation(i, c);
}

void membership_year(struct institutions *i, struct world *w) {
    struct membership *const m = i->membership;
    (void)w;
    if (!m || !m->active)
        return;
    learn(i);
    for (unsigned k = 0; k <= m->n_plans; k++) {
        struct plan *const x = &m->plan[k];
        x->stays = x->members > 0.0 ? 1.0 - x->left / (x->members + x->left) : 1.0;
        x->left = x->joined = 0.0;
        x->last_income = (double)x->income;
        x->income = x->repaid = 0;
    }
    m->months_paid = 0;
}

pence_t membership_held(const struct institutions *i, unsigned commissioner) {
    const struct membership *const m = i->membership;
    pence_t sum = 0;
    for (unsigned k = 1; m && m->active && m->public_body && k <= m->n_plans; k++) {
        double weight = 0.0;
        pence_t lent = 0;
        for (unsigned c = 0; c < i->n_commissioners; c++) {
            weight += m->weight_in[c * PLANS + k];
            lent += m->lent[c * PLANS + k];
        }
        const pence_t spent = lent - ledger_balance(&i->ledger, i->plan_account[k]);
        const double share = weight > 0.0 ? m->weight_in[commissioner * PLANS + k] / weight : 0.0;
        sum += m->lent[commissioner * PLANS + k] - (pence_t)((double)spent * share);
    }
    return sum;
}

double membership_debt_share(const struct institutions *i, unsigned plan) {
    const struct membership *const m = i->membership;
    const double balance = (double)ledger_balance(&i->ledger, i->plan_account[plan]);
    const double year = m->months_paid ? (double)m->plan[plan].income * 12.0 / m->months_paid
                                       : m->plan[plan].last_income;
    return year > 0.0 && balance < 0.0 ? -balance / year : 0.0;
}

int membership_check(const struct institutions *i, const struct world *w, struct fault *f) {
    const struct membership *const m = i->membership;
    if (!m || !m->active)
        return 0;
    double members[PLANS] = {0};
    uint32_t present = 0;
    const uint32_t day = institutions_day(i, w);
    const minute_t begins = day_minute(w->first_day + day);
    for (uint32_t q = 0; q < m->n_people; q++) {
        const struct person *const x = &w->people.p[q];
        if (!person_present(x, day) || x->died < begins)
            continue;
        present++;
        members[m->of[q] < PLANS ? m->of[q] : PLANS - 1u] += 1.0;
    }
    for (unsigned k = 0; k < PLANS; k++)
        if (members[k] != m->plan[k].members || (k > m->n_plans && members[k] > 0.0))
            return fault_set(
                f, FAULT_BROKEN, NULL, 0, 0,
                "%.0f members of plan %u are counted, but %.0f people of %u present belong to it",
                m->plan[k].members, k, members[k], present);
    return 0;
}
