// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The open register of any qualified provider (free choice in elective care from April 2008; extended 2012; card C10):
 * a provider qualifies once for a term, by registration and licence, accepts the tariff and the standard contract, and
 * then appears on every choice list. No volume is promised and no list is closed.
 * 
 *   applications a year = providers on the register / term;  no notices, no tenders
 * 
 * Those who treat today's patients are passed over to the register. Left out: new firms and services that
 * the place does not know; refusal of accreditation (about one in five of new applicants). */
#include "institution/state.h"
#include <assert.h>
#include "institution/contracts.h"

static const struct parameter any_qualified_provider_register_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/award/any_qualified_provider_register.def"
#undef PARAM
};
extern const struct parameter_table any_qualified_provider_register_param_table;
ANSWER_TABLE(any_qualified_provider_register);
enum { TERM }; /* rows of the .def list */

static void steps(const struct institutions *i, const double *p, unsigned commissioner, struct market_steps *s) {
    const double n = contracts_of(i, commissioner, true, true);
    s->contracts += n; /* the standard contract is still written and watched, one a provider */
    s->applications += n / p[TERM];
}

static void contracts(struct institutions *i, struct world *w, const double *p, unsigned month) {
    (void)w;
    (void)p;
    (void)month;
    for (unsigned s = 0; s < i->n_services; s++)
        if (i->service[s].contract != CONTRACT_OPEN && !i->provider[i->service[s].provider].leaving && service_held(&i->service[s]) > 0.0)
            contracts_set(i, s, CONTRACT_OPEN);
}

const struct answer_rule answer_any_qualified_provider_register = {.params = &any_qualified_provider_register_param_table, .steps = steps, .contracts = contracts};
