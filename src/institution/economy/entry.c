// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A new site of a private firm. By one rule in every regime; what differs is what it would be paid.
 *
 *   builds when  margin of a whole site >= what investors want: all fixed cost follows, dearer
 *                capital (investment.c)
 *                list of the function in the place >= site_list months of what all its services do
 *                the firm does not lose money
 *                where a plan binds, the plan has room for the site
 *   brings       site_sessions a month after site_lead_time; staff from outside and from the pool
 *                as with other growth
 *
 * One site at a time a service. Entry is thus of a firm that the place knows into a function that
 * it does already: a newcomer would need a service of its own in planned care (place, attraction,
 * lists), fixed when the place is read. A new site keeps the firm's place on the map. Left out:
 * newcomers, where a site is put, bids for a site. */
#include "care/planned.h"
#include "institution/state.h"

static double months_waited(const struct institutions *i, const struct world *w,
                            unsigned function) {
    double waiting = 0.0, stops = 0.0;
    for (unsigned s = 0; s < i->n_services; s++)
        if (i->service[s].function == function && service_inside(i, s)) {
            waiting += (double)planned_waiting(w, s, NULL, NULL);
            stops += i->service[s].base_stops;
        }
    return stops > 0.0 ? waiting / stops : 0.0;
}

static bool pays(const struct institutions *i, unsigned s) {
    const struct service_state *const x = &i->service[s];
    const double base = service_base(x);
    if (!investment_open_to(i, s) || !(base > 0.0) ||
        investment_ordered(i, s) >= i->par.site_sessions)
        return false;
    const double ratio = (service_held(x) + investment_ordered(i, s) + i->par.site_sessions) / base;
    return investment_site_margin(i, s) >= i->par.margin_wanted &&
           investment_plan_has_room(i, s, ratio);
}

void entry_month(struct institutions *i, const struct world *w) {
    for (unsigned s = 0; s < i->n_services; s++) {
        if (!pays(i, s) || months_waited(i, w, i->service[s].function) < i->par.site_list)
            continue;
        const double pounds =
            i->par.site_sessions * i->par.capital_per_session * i->par.site_capital;
        investment_order(i, w, s, i->par.site_sessions, i->par.site_lead_time, pounds);
        records_add(i, i->service[s].provider, Q_AWARD, (pence_t)(pounds * 100.0), "new site",
                    "a site of %.0f sessions a month for %s", i->par.site_sessions,
                    i->place->functions[i->service[s].function].code);
    }
}
