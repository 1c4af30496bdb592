// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Provider licences (Health and Social Care Act 2012 part 3, sections 81 to 104; Health and Care
 * Act 2022 for NHS trusts; card C16). A row of the records a decision:
 *
 *   foundation trust   is treated as having applied and met the criteria
 *   privately owned    licensed when it first works under a contract, for planned care or a line
 *   NHS trust          as the answer says: exempt from 2013, licensed from 2022, or licensed as a
 *                      foundation trust once authorised (monitor.c)
 *   ends               when its last contract has ended
 *
 * A provider has one licence and pays administration.licence_year for it (administration.c),
 * whatever the number of its contracts; one outside the place keeps no books here. Nobody is
 * refused: the model holds no directors who could be unfit. Left out: the exemption below a
 * turnover (SI 2013/2677), conditions, revocation. */
#include "institution/oversight/licences.h"
#include "institution/contracts.h"
#include "institution/market/market.h"

static bool holds_line(const struct institutions *i, unsigned k) {
    for (unsigned c = 0; c < i->n_commissioners; c++)
        for (unsigned l = 0; l < LINE_COUNT; l++)
            if (market_holder(i, c, l) == k)
                return true;
    return false;
}

/* Why a provider holds a licence, or NULL. */
static const char *reason(const struct institutions *i, unsigned k, const struct licence_law *law) {
    const bool listed = k < i->place->n_providers;
    /* before the first day the market is not open: every line is held by its own public body */
    if (!(listed && contracts_works(i, k)) && !(i->market && holds_line(i, k)))
        return NULL;
    if (!market_public(i, k))
        return "privately owned, works under contract, meets the criteria";
    if (!listed || i->place->providers[k].outside)
        return NULL;
    if (i->place->providers[k].owner == OWNER_FOUNDATION_TRUST)
        return "foundation trust: treated as having met the criteria";
    return i->provider[k].authorised ? "authorised as a foundation trust" : law->nhs_trusts;
}

bool licences_needed(const struct institutions *i, unsigned k) {
    const double *p;
    const struct licence_law *const law = rule_for_all(i, Q_OVERSIGHT, LINE_PLANNED, &p)->licences;
    return law && reason(i, k, law) != NULL;
}

void licences_month(struct institutions *i, const struct licence_law *law) {
    for (unsigned k = 0; k < i->n_providers; k++) {
        struct provider_state *const x = &i->provider[k];
        const char *const why = reason(i, k, law);
        if (x->licensed == (why != NULL))
            continue;
        x->licensed = why != NULL;
        records_add(i, k, Q_OVERSIGHT, 0, why ? "licensed" : "licence ends", "%s",
                    why ? why : "its last contract has ended");
    }
}

void licences_end(struct institutions *i) {
    for (unsigned k = 0; k < i->n_providers; k++)
        i->provider[k].licensed = i->provider[k].authorised = false;
}
