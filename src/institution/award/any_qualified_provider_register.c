// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The open register of any qualified provider (free choice in elective care from April 2008;
 * extended 2012; card C10): a provider qualifies once for a term, by registration and licence,
 * accepts the tariff and the standard contract, and then appears on every choice list. No volume is
 * promised and no list is closed.
 *
 *   renewal : each term, by an application and a notice
 *   entry   : a private provider without a contract for a function it could do applies when one
 *   more session would earn what investors
 *             want; after the months of accreditation it passes with chance `pass` and opens a
 *             clinic of the stated share of its base
 *  *
 * Those who treat today's patients are passed over to the register. Growth of those on it, new
 * sites and exit are the economy's (investment.c, entry.c, exit.c), in every regime. Lines
 * other than planned care are no services of choice here: their contracts go on. Left out: new
 * sites that the place does not know. */
#include "institution/market/inside.h"
#include <assert.h>
#include "institution/contracts.h"

static const struct parameter any_qualified_provider_register_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/award/any_qualified_provider_register.def"
#undef PARAM
};
extern const struct parameter_table any_qualified_provider_register_param_table;
ANSWER_TABLE(any_qualified_provider_register);
enum { TERM, PASS, MONTHS, CLINIC }; /* rows of the .def list */

static void steps(const struct institutions *i, const double *p, unsigned commissioner,
                  struct market_steps *s) {
    const double n = contracts_of(i, commissioner, true, true);
    s->contracts += n; /* the standard contract is still written and watched, one a provider */
    s->applications += n / p[TERM];
}

/* A private service of the place without a contract: asks for accreditation, waits for it, passes
 * or not. */
static void enters(struct institutions *i, const double *p, unsigned s) {
    uint16_t *const due = &i->market->accredited[s];
    const struct service_state *const x = &i->service[s];
    if (*due == 0 && investment_margin(i, s) >= i->par.margin_wanted) {
        *due = (uint16_t)(i->month + (unsigned)p[MONTHS]);
        market_spends(i, x->provider, LINE_PLANNED, REASON_BIDDING,
                      (pence_t)(100.0 * i->admin.application + 0.5));
    } else if (*due != 0 && *due <= i->month) {
        const bool passes =
            luck_uniform(&i->world->luck, s, PURPOSE_AWARD, (i->month << 8) | 6u) < p[PASS];
        records_add(i, x->provider, Q_AWARD, 0, "accreditation", "%.20s: %s",
                    i->place->functions[x->function].code,
                    passes ? "qualified, joins the register" : "refused");
        *due = 0;
        if (!passes) return;
        contracts_set(i, s, CONTRACT_OPEN);
        i->service[s].rundown = 1.0;
        for (unsigned k = 0; k < KINDS; k++)
            investment_place(i, s, k, p[CLINIC] * x->base[k], i->par.lead_time, false);
    }
}

static void contracts(struct institutions *i, struct world *w, const double *p, unsigned month) {
    (void)w;
    for (unsigned s = 0; s < i->n_services; s++) {
        const bool leaving = i->provider[i->service[s].provider].leaving,
                   private_ = !service_public(i, s) && service_inside(i, s);
        if (month == 0 && !leaving && i->service[s].contract != CONTRACT_OPEN &&
            service_held(&i->service[s]) > 0.0)
            contracts_set(i, s, CONTRACT_OPEN);
        if (private_ && !leaving && i->service[s].contract == CONTRACT_ENDED) enters(i, p, s);
    }
}

const struct answer_rule answer_any_qualified_provider_register = {
    .params = &any_qualified_provider_register_param_table,
    .steps = steps,
    .contracts = contracts,
    .month = market_registers};
