// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A reserve that commissioners pay into each month and draw on at the year's end: a pool of theirs,
 * a region's top-slice, the centre's contingency. Nothing is made and nothing lost: what is paid in
 * is paid out again or stands in the account "reserve".
 *
 *   paid in a month   share x allocation / 12
 *   claim             part of a commissioner's deficit (its negative balance beyond the tolerance x
 *   allocation)
 *   paid              claims, in proportion when the reserve holds less
 *   returned          what is then above what is kept, in proportion to what each paid in this
 *   year */
#include "institution/funding/reserve.h"

static bool governed(const struct institutions *i, unsigned c, unsigned row) {
    return row_in_force(i, Q_FUNDING, c, LINE_PLANNED) == row;
}

void reserve_pay_in(struct institutions *i, unsigned row, double part) {
    for (unsigned c = 0; c < i->n_commissioners; c++)
        if (governed(i, c, row)) {
            const pence_t pence = (pence_t)(part * (double)i->commissioner[c].allocation / 12.0);
            budgets_spend(i, c, i->reserve, LINE_PLANNED, REASON_ALLOCATION, pence);
            i->commissioner[c].paid_in += pence;
        }
}

double reserve_claim(double balance, double allocation, double tolerance, double part) {
    const double deficit = -balance - tolerance * allocation;
    return deficit > 0.0 ? part * deficit : 0.0;
}

static pence_t pay_claims(struct institutions *i, unsigned row, const struct reserve_rule *q) {
    const double held = (double)ledger_balance(&i->ledger, i->reserve);
    double *const claim = i->weights, all = 0.0;
    pence_t paid = 0;
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        const struct commissioner_state *const x = &i->commissioner[c];
        claim[c] = governed(i, c, row)
                       ? reserve_claim((double)ledger_balance(&i->ledger, x->account),
                                       (double)x->allocation, q->tolerance, q->part)
                       : 0.0;
        all += claim[c];
    }
    for (unsigned c = 0; c < i->n_commissioners && held > 0.0; c++) {
        const pence_t pence = (pence_t)(claim[c] * (all > held ? held / all : 1.0));
        if (pence <= 0)
            continue;
        ledger_move(&i->ledger, i->reserve, i->commissioner[c].account, LINE_PLANNED,
                    REASON_DEFICIT_SUPPORT, pence);
        i->commissioner[c].borrowed += q->lends ? pence : 0;
        records_add(
            i, NOBODY, Q_FUNDING, pence, q->what, "%s: claim %.2f, paid %.2f million pounds",
            i->account_name[i->commissioner[c].account.i], claim[c] / 1e8, (double)pence / 1e8);
        paid += pence;
    }
    return paid;
}

void reserve_settle(struct institutions *i, unsigned row, const struct reserve_rule *q) {
    double in = 0.0;
    pay_claims(i, row, q);
    for (unsigned c = 0; c < i->n_commissioners; c++)
        in += governed(i, c, row) ? (double)i->commissioner[c].paid_in : 0.0;
    const double spare = (double)ledger_balance(&i->ledger, i->reserve) - q->kept_years * in;
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        struct commissioner_state *const x = &i->commissioner[c];
        if (!governed(i, c, row))
            continue;
        if (spare > 0.0 && in > 0.0)
            ledger_move(&i->ledger, i->reserve, x->account, LINE_PLANNED, REASON_ALLOCATION,
                        (pence_t)(spare * (double)x->paid_in / in));
        x->paid_in = 0;
    }
}

/* Loans come back over the year that follows. */
void reserve_repaid(struct institutions *i, unsigned row) {
    const unsigned left = budgets_months_left(i);
    for (unsigned c = 0; c < i->n_commissioners; c++)
        if (governed(i, c, row) && i->commissioner[c].borrowed > 0) {
            const pence_t pence = i->commissioner[c].borrowed / (pence_t)left;
            budgets_spend(i, c, i->reserve, LINE_PLANNED, REASON_DEFICIT_SUPPORT, pence);
            i->commissioner[c].borrowed -= pence;
        }
}

/* The regime ends: what the reserve holds goes back by allocation. */
void reserve_wind_up(struct institutions *i) {
    const pence_t held = ledger_balance(&i->ledger, i->reserve);
    double all = 0.0;
    pence_t left = held;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        all += (double)i->commissioner[c].allocation;
    for (unsigned c = 0; c < i->n_commissioners && held > 0; c++) {
        const bool last = c + 1 == i->n_commissioners;
        const pence_t pence = last ? left
                                   : (pence_t)((double)held *
                                               (double)i->commissioner[c].allocation / all);
        ledger_move(&i->ledger, i->reserve, i->commissioner[c].account, LINE_PLANNED,
                    REASON_ALLOCATION, pence);
        left -= pence;
    }
    for (unsigned c = 0; c < i->n_commissioners; c++)
        i->commissioner[c].paid_in = i->commissioner[c].borrowed = 0;
}
