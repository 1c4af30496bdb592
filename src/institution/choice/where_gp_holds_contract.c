// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Patients go where their purchaser holds a contract (1991 to 2006: authorities, fundholders,
 * primary care groups and trusts; card C2, C11): the hospitals that do at least the stated part of
 * the purchaser's planned work, within reach, and always the nearest public one. Left out:
 * extra-contractual referrals, and fundholders' own contracts apart from their authority's. */
#include "institution/contracts.h"
#include <assert.h>

static const struct parameter where_gp_holds_contract_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/choice/where_gp_holds_contract.def"
#undef PARAM
};
extern const struct parameter_table where_gp_holds_contract_param_table;
ANSWER_TABLE(where_gp_holds_contract);
enum { REACH, CONTRACT_FROM }; /* rows of the .def list */

/* Of its own people's work: hosts that pay for whoever comes change who pays, not who is whose. */
static double part_of_work(const struct institutions *i, unsigned commissioner, unsigned provider) {
    double all = 0.0;
    for (unsigned p = 0; p < i->place->n_providers; p++)
        all += i->provider[p].base_planned *
               i->planned_home[(size_t)p * i->n_commissioners + commissioner];
    return all > 0.0
               ? i->provider[provider].base_planned *
                     i->planned_home[(size_t)provider * i->n_commissioners + commissioner] / all
               : 0.0;
}

static int list(const struct institutions *i, const double *p, unsigned area, unsigned function,
                bool operation, struct offer *out, int max) {
    uint16_t service[OFFER_MAX], nearest[1];
    const unsigned c = i->place->areas[area].commissioner < i->n_commissioners
                           ? i->place->areas[area].commissioner
                           : 0;
    const int found = contracts_nearest(i, area, function, operation, true, p[REACH], service, max);
    const bool near =
        contracts_nearest(i, area, function, operation, false, 1000.0, nearest, 1) == 1;
    int n = 0;
    bool has = false;
    for (int k = 0; k < found; k++) {
        const unsigned h = i->service[service[k]].provider;
        if (part_of_work(i, c, h) < p[CONTRACT_FROM] && !(near && service[k] == nearest[0]))
            continue;
        has |= near && service[k] == nearest[0];
        out[n++] = (struct offer){.provider = (uint16_t)h, .why = OFFER_CONTRACT};
    }
    if (near && !has && n < max)
        out[n++] = (struct offer){.provider = i->service[nearest[0]].provider,
                                  .why = OFFER_CONTRACT};
    return n;
}

const struct answer_rule answer_where_gp_holds_contract = {
    .params = &where_gp_holds_contract_param_table, .by_class = true, .list = list};
