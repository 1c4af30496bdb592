// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* When does a private firm give its contracts back? By one rule in every regime (card C10: two
 * years below what it bears).
 *
 *   leaves when its smoothed margin has lain below exit_margin for exit_months in a row
 *
 * It then takes nobody, treats those on its list to the end (nobody is left behind: the list ends
 * as one that is run down does, award/directly_managed.c) and ends service by service when its list
 * is empty. Its staff go to the place's public providers for the stated share, the rest leave the
 * pool; its rooms stay its own. A contract that a regime runs down is left to that rule. Left out:
 * sale of the firm, private patients who carry it, a list handed over before it is treated. */
#include "care/planned.h"
#include "institution/state.h"

static bool worth_nothing(struct institutions *i, unsigned p) {
    struct provider_state *const x = &i->provider[p];
    x->losing = x->margin < i->par.exit_margin ? x->losing + 1 : 0;
    return x->losing >= (unsigned)i->par.exit_months;
}

static void hand_back(struct institutions *i, const struct world *w, unsigned s) {
    struct service_state *const x = &i->service[s];
    if (x->rundown < 1.0 || x->contract == CONTRACT_RUNNING_DOWN)
        return;
    if (x->contract == CONTRACT_OPEN)
        contracts_set(i, s, CONTRACT_CLOSED);
    if (x->contract != CONTRACT_CLOSED || planned_waiting(w, s, NULL, NULL) > 0)
        return;
    sessions_release(i, s, (struct release){.share = 1.0, .comes = i->par.exit_returned});
    contracts_set(i, s, CONTRACT_ENDED);
}

void exit_month(struct institutions *i, const struct world *w) {
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        struct provider_state *const x = &i->provider[p];
        if (!x->open_market || i->place->providers[p].outside || !(x->base_planned > 0.0))
            continue;
        if (worth_nothing(i, p) && !x->leaving) {
            x->leaving = true;
            records_add(i, p, Q_FAILURE, 0, "hands back", "margin of %.1f%% after %u months",
                        100.0 * x->margin, x->losing);
        }
        for (unsigned s = 0; s < i->n_services && x->leaving; s++)
            if (i->service[s].provider == p)
                hand_back(i, w, s);
    }
}
