// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Choice of a few at referral (four or more, from January 2006; Choose and Book; card C11): the
 * nearest providers with a contract, at least one of them private where there is one among the
 * nearest by half as many again. Source: Department of Health, Choice at six months; extended
 * choice network. */
#include "institution/state.h"
#include <assert.h>
#include "institution/contracts.h"

static const struct parameter choice_of_few_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/choice/choice_of_few.def"
#undef PARAM
};
extern const struct parameter_table choice_of_few_param_table;
ANSWER_TABLE(choice_of_few);
enum { FEW, REACH }; /* rows of the .def list */

static int list(const struct institutions *i, const double *p, unsigned area, unsigned function,
                bool operation, struct offer *out, int max) {
    uint16_t service[OFFER_MAX];
    const int few = (int)p[FEW] < max ? (int)p[FEW] : max;
    const int wide = few + few / 2 < max ? few + few / 2 : max;
    const int found =
        contracts_nearest(i, area, function, operation, true, p[REACH], service, wide);
    int n = found < few ? found : few;
    bool any_private = false;
    for (int k = 0; k < n; k++)
        any_private |= !service_public(i, service[k]);
    for (int k = n; k < found && !any_private; k++)
        if (!service_public(i, service[k])) {
            service[n - 1] = service[k];
            any_private = true;
        }
    for (int k = 0; k < n; k++)
        out[k] = (struct offer){.provider = i->service[service[k]].provider, .why = OFFER_CONTRACT};
    return n;
}

const struct answer_rule answer_choice_of_few = {.params = &choice_of_few_param_table,
                                                 .list = list};
