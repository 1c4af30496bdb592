// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who bears the cost of one more admission: a table by (provider) and (line), made from who holds
 * the line, what the payment in force pays for a case, and what the answer to "risk" pools.
 *
 *   an admission at hospital p      costs it 1; the commissioner pays v, what one more brings now
 *   under the terms for emergency care (payment/tiers.c)
 *   hospital p bears                1 - v, and of the v that falls on others the share that its
 *   risk answer makes it bear
 *   the holder h of a line bears    sum over hospitals p of the commissioner's part of p's urgent
 *   work x (1 - v) if h = p, else 0;
 *                                   and of the rest the share that the risk answer of its line
 *                                   makes it bear
 *   a line, over commissioners      mean by people
 *
 * A public body that holds a line apart from hospital and commissioner, under separate budgets,
 * bears nothing: that is the claim that each contract protects its own budget, as an outcome of the
 * contracts. Left out: reputation, targets, duty. */
#include "institution/market/market.h"
#include "institution/payment/payment.h"
#include "institution/risk/risk.h"
#include "care/discharge.h"

static double elsewhere(const struct institutions *i, unsigned c, unsigned line, unsigned holder) {
    const unsigned row = row_in_force(i, Q_RISK, c, line);
    return rule_in_row(i, row)->elsewhere_share(i, i->value[row], c, line, holder);
}

double risk_borne_by_hospital(const struct institutions *i, unsigned p) {
    const double v = payment_brings(i, p), own = v < 1.0 ? 1.0 - v : 0.0;
    double shared = 0.0, all = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        const double part = i->urgent_share[(size_t)p * i->n_commissioners + c];
        shared += part * elsewhere(i, c, LINE_EMERGENCY, p);
        all += part;
    }
    return own + (1.0 - own) * (all > 0.0 ? shared / all : 0.0);
}

double risk_borne(const struct institutions *i, unsigned c, unsigned line) {
    const unsigned h = market_holder(i, c, line);
    double own = 0.0, all = 0.0;
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        const double work = i->provider[p].base_urgent *
                            i->urgent_share[(size_t)p * i->n_commissioners + c],
                     v = payment_brings(i, p);
        all += work;
        own += h == p && v < 1.0 ? work * (1.0 - v) : 0.0;
    }
    own = all > 0.0 ? own / all : 0.0;
    return own + (1.0 - own) * elsewhere(i, c, line, h);
}

void risk_shares(struct institutions *i) {
    for (unsigned p = 0; p < i->place->n_providers; p++)
        i->own_by_provider[p] = i->provider[p].base_urgent > 0.0 ? risk_borne_by_hospital(i, p)
                                                                 : -1.0;
    for (unsigned l = 0; l < LINE_COUNT; l++) {
        double sum = 0.0, people = 0.0;
        for (unsigned c = 0; c < i->n_commissioners; c++) {
            sum += i->commissioner[c].people * risk_borne(i, c, l);
            people += i->commissioner[c].people;
        }
        i->own_by_line[l] = people > 0.0 ? sum / people : 0.0;
    }
}

double risk_pool_covers(const struct institutions *i, unsigned c, double pool_a_year) {
    double urgent = 0.0;
    for (unsigned p = 0; p < i->place->n_providers; p++)
        urgent += 12.0 * i->provider[p].base_urgent *
                  i->urgent_share[(size_t)p * i->n_commissioners + c];
    return urgent > 0.0 ? (pool_a_year < urgent ? pool_a_year / urgent : 1.0) : 0.0;
}

double risk_pool_supply(const struct institutions *i, const struct pool_rule *q, unsigned council) {
    const struct council_state *const x = &i->council[council];
    const double month = (double)x->base / 12.0, day_in_bed = i->par.bed_day;
    const double most_by_market = 1.0 + q->care_market_growth * (double)i->month / 12.0;
    const double most_by_money = month > 0.0 ? 1.0 + q->money_a_month / month : 1.0;
    const double most = most_by_market < most_by_money ? most_by_market : most_by_money;
    const double packages_a_day = (double)x->base / 365.25 / (100.0 * i->par.care_package);
    const double waiting = (double)discharge_waiting(i->world, (uint16_t)council);
    const bool buy = day_in_bed > i->par.care_package / i->par.package_days &&
                     waiting > q->days_of_supply * packages_a_day;
    const double ratio = x->ratio + (buy ? q->step : -q->step);
    return ratio < 1.0 ? 1.0 : ratio > most ? most : ratio;
}
