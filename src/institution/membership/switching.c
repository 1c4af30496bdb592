// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who goes where: a plan takes whom it is asked by until its list is full (where a closed list is
 * the answer), and then keeps a dated list and admits in order of application as members leave. A
 * plan whose licence is lost hands its members over. */
#include "institution/membership/membership.h"
#include <stdlib.h>

static bool full(const struct membership *m, unsigned plan) {
    return m->optimum > 0.0 && m->plan[plan].members >= m->optimum;
}

static void go(struct membership *m, uint32_t person, unsigned plan) {
    struct plan *const from = &m->plan[m->of[person]], *const to = &m->plan[plan];
    from->left += 1.0;
    from->members -= 1.0;
    to->joined += 1.0;
    to->members += 1.0;
    m->of[person] = (uint8_t)plan;
}

bool membership_move(struct institutions *i, uint32_t person, unsigned plan) {
    struct membership *const m = i->membership;
    if (plan == m->of[person])
        return true;
    if (plan == 0 || !full(m, plan)) {
        go(m, person, plan);
        return true;
    }
    void *rows = m->application;
    if (m->n_applications == m->application_room &&
        memory_grow(&rows, &m->application_room, m->n_applications + 1u, sizeof *m->application) <
            0) {
        i->failed = FAULT_MEMORY;
        return false;
    }
    m->application = rows;
    m->application[m->n_applications++] = (struct application){person, (uint16_t)i->month,
                                                               (uint8_t)plan};
    return false;
}

void membership_admit(struct institutions *i, const struct world *w) {
    struct membership *const m = i->membership;
    unsigned kept = 0;
    for (unsigned k = 0; k < m->n_applications; k++) {
        const struct application a = m->application[k];
        if (!person_alive(&w->people.p[a.person]) || m->of[a.person] == a.plan ||
            m->plan[a.plan].closed_down)
            continue;
        if (full(m, a.plan))
            m->application[kept++] = a;
        else
            go(m, a.person, a.plan);
    }
    m->n_applications = kept;
}

struct mover {
    uint64_t key;
    uint32_t person;
    uint8_t plan;
};

static int by_key(const void *a, const void *b) {
    const struct mover *const x = a, *const y = b;
    return x->key != y->key        ? (x->key < y->key ? -1 : 1)
           : x->person < y->person ? -1
                                   : x->person > y->person;
}

unsigned membership_round(struct institutions *i, const struct world *w, const double *p,
                          membership_decision *decide) {
    struct membership *const m = i->membership;
    const uint32_t day = institutions_day(i, w);
    void *rows = NULL;
    size_t room = 0;
    unsigned n = 0;
    for (uint32_t q = 0; q < m->n_people && !i->failed; q++) {
        if (!person_alive(&w->people.p[q]) || !person_present(&w->people.p[q], day))
            continue;
        const struct words u = luck_words(&w->luck, q, PURPOSE_MEMBERSHIP, i->month);
        const unsigned plan = decide(i, w, p, q, u);
        if (plan == m->of[q])
            continue;
        if (n == room && memory_grow(&rows, &room, n + 1u, sizeof(struct mover)) < 0)
            i->failed = FAULT_MEMORY;
        else
            ((struct mover *)rows)[n++] = (struct mover){(uint64_t)u.w[2] << 32 | u.w[3], q,
                                                         (uint8_t)plan};
    }
    struct mover *const mover = rows;
    if (n > 1)
        qsort(mover, n, sizeof *mover, by_key);
    m->movers_bring = 0.0;
    for (unsigned k = 0; k < n; k++) {
        m->movers_bring += insurance_residual(i, w, mover[k].person) / n;
        membership_move(i, mover[k].person, mover[k].plan);
    }
    memory_free(rows);
    return n;
}

unsigned membership_choice(const struct membership *m, const double *weight, double u) {
    double sum = 0.0, at = 0.0;
    unsigned last = 0;
    for (unsigned k = 1; k <= m->n_plans; k++)
        sum += m->plan[k].closed_down ? 0.0 : weight[k];
    for (unsigned k = 1; k <= m->n_plans; k++) {
        if (m->plan[k].closed_down)
            continue;
        at += weight[k];
        last = k;
        if (u * sum < at)
            return k;
    }
    return last;
}

static unsigned with_most_room(const struct institutions *i, unsigned but) {
    const struct membership *const m = i->membership;
    unsigned best = 0;
    for (unsigned k = 1; k <= m->n_plans; k++)
        if (k != but && !m->plan[k].closed_down &&
            (best == 0 || m->plan[k].members < m->plan[best].members))
            best = k;
    return best;
}

void membership_licence_lost(struct institutions *i, unsigned plan) {
    struct membership *const m = i->membership;
    const unsigned to = with_most_room(i, plan);
    const pence_t debt = -ledger_balance(&i->ledger, i->plan_account[plan]);
    double all = 0.0;
    pence_t left = debt;
    if (to == 0)
        return; /* the only one stays, in debt, under directions */
    for (unsigned c = 0; c < i->n_commissioners; c++)
        all += m->weight_in[c * PLANS + plan];
    for (unsigned c = 0; c < i->n_commissioners && debt > 0; c++) {
        const bool last = c + 1 == i->n_commissioners;
        const pence_t pence = last ? left
                                   : (pence_t)((double)debt *
                                               (all > 0.0 ? m->weight_in[c * PLANS + plan] / all
                                                          : 0.0));
        membership_move_money(i, c, plan, pence, REASON_DEFICIT_SUPPORT);
        left -= pence;
    }
    for (uint32_t q = 0; q < m->n_people; q++)
        if (m->of[q] == plan)
            m->of[q] = (uint8_t)to;
    m->plan[to].members += m->plan[plan].members;
    records_add(i, NOBODY, Q_FAILURE, debt, "licence transferred",
                "plan %u cannot pay; its %.0f members go to plan %u, its debt to the commissioners",
                plan, m->plan[plan].members, to);
    m->plan[plan].members = 0.0;
    m->plan[plan].closed_down = true;
}
