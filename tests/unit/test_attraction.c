// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The fit of the choice constants: it reaches what can be reached, and says what cannot. */
#include "planned_fixture.h"

static struct planned_fixture x;
static struct choice_params cp;

static int fit(void) {
    parameter_defaults(&choice_param_table, (double *)&cp);
    return attraction_fit(&x.attraction, &x.base.place, &x.base.needs_par, &cp);
}

/* Expected starts a month of a service, added up afresh from the fitted constants; halo alone if
 * asked. */
static double expected_of(unsigned class, unsigned service, bool halo_only) {
    const struct place *p = &x.base.place;
    double ones[FUNCTION_MAX], operated[FUNCTION_MAX], sum = 0.0;
    attraction_operations(operated, p);
    for (unsigned f = 0; f < FUNCTION_MAX; f++)
        ones[f] = 1.0;
    struct needs *needs;
    assert_int_equal(
        needs_open(&needs, p, &x.base.needs_par, ones, &x.base.luck, p->start, p->start + 365), 0);
    const unsigned f = x.services[service].function;
    const double part_of_need = class == CLASS_OPERATION ? operated[f] : 1.0 - operated[f];
    for (unsigned a = 0; a < p->n_areas; a++)
        for (unsigned old = 0; old < 2; old++) {
            struct area part = p->areas[a];
            for (unsigned b = 0; b < AGE_BANDS; b++)
                if ((age_band_from[b] >= 75) != (old == 1))
                    part.by_age[b] = 0;
            double all = part.halo ? real_exp(x.attraction.elsewhere[class * p->n_commissioners +
                                                                     part.commissioner])
                                   : 0.0,
                   mine = 0.0;
            for (unsigned s = 0; s < N_SERVICES; s++) {
                const struct provider *h = &p->providers[x.services[s].provider];
                if (x.services[s].function != f || (part.halo && h->outside))
                    continue;
                const double d =
                    choice_distance(&cp, place_km(part.x_km, part.y_km, h->x_km, h->y_km));
                const double v = real_exp(choice_age_factor(&cp, old == 1, part.decile) * d +
                                          x.attraction.service[class * N_SERVICES + s]);
                all += v;
                mine += s == service ? v : 0.0;
            }
            if (!halo_only || part.halo)
                sum += part_of_need * needs_area_starts(needs, &part, f) * x.attraction.level[f] /
                       12.0 * mine / all;
        }
    needs_close(needs);
    return sum;
}

static double expected(unsigned service, bool halo_only) {
    return expected_of(CLASS_CLINIC, service, halo_only) +
           expected_of(CLASS_OPERATION, service, halo_only);
}

/* Each service's starts are split by its own decisions, so that the right patients go there. */
static void sorts_patients_by_operation(void **state) {
    (void)state;
    planned_fixture_place(&x);
    x.services[4].stops_admitted = 0.0F; /* the outside trust has no theatre */
    assert_int_equal(fit(), 0);
    for (unsigned s = 0; s < N_SERVICES; s++) {
        const double n = x.services[s].stops_nonadmitted, starts = x.services[s].starts;
        const double loss =
            (starts - (double)x.services[s].stops_admitted - n) / x.services[s].incomplete;
        const double a =
            s == 4 ? 0.0
                   : (double)x.services[s].stops_admitted + loss * x.services[s].incomplete_dta;
        assert_near(expected_of(CLASS_OPERATION, s, false), starts * a / (a + n), 0.01 * starts);
        assert_near(expected_of(CLASS_CLINIC, s, false), starts * n / (a + n), 0.01 * starts);
    }
    attraction_free(&x.attraction);
}

static void reaches_published_starts(void **state) {
    (void)state;
    planned_fixture_place(&x);
    assert_int_equal(fit(), 0);
    assert_true(x.attraction.worst_misfit < 0.002);
    for (unsigned s = 0; s < N_SERVICES; s++)
        assert_near(expected(s, false), x.services[s].starts, 0.01 * x.services[s].starts);
    attraction_free(&x.attraction);
}

static void reaches_published_flows_of_the_halo(void **state) {
    (void)state;
    planned_fixture_place(&x);
    assert_int_equal(fit(), 0);
    double halo = 0.0;
    for (unsigned s = 0; s < 4; s++)
        halo += expected(s, true);
    assert_near(halo, 0.10 * (120 + 130) + 0.20 * (40 + 30), 0.4);
    assert_near(expected(4, true), 0.0, 1e-9);
    attraction_free(&x.attraction);
}

static void says_what_cannot_be_reached(void **state) {
    (void)state;
    planned_fixture_place(&x);
    x.flows[1].pathways = 2000; /* nearly all the trust's patients from nine thousand people */
    assert_int_equal(fit(), 0);
    assert_true(x.attraction.worst_misfit > 0.2);
    attraction_free(&x.attraction);
}

static void level_follows_the_total(void **state) {
    (void)state;
    double level[2];
    for (unsigned k = 0; k < 2; k++) {
        planned_fixture_place(&x);
        for (unsigned s = 0; s < N_SERVICES; s++)
            x.services[s].starts *= (float)(k + 1);
        assert_int_equal(fit(), 0);
        level[k] = x.attraction.level[0];
        attraction_free(&x.attraction);
    }
    assert_near(level[1], 2.0 * level[0], 1e-5);
}

static void distance_hurts_less_far_away(void **state) {
    (void)state;
    parameter_defaults(&choice_param_table, (double *)&cp);
    const double slope = (choice_distance(&cp, 10.01) - choice_distance(&cp, 9.99)) / 0.02;
    assert_near(slope, -cp.distance_utility, 1e-4);
    assert_near(choice_distance(&cp, 0.0), 0.0, 1e-12);
    const double near = choice_distance(&cp, 5.0),
                 far = choice_distance(&cp, 55.0) - choice_distance(&cp, 50.0);
    assert_true(near < far && far < 0.0);
    assert_near(choice_age_factor(&cp, true, 1), 1.25 * 1.15, 1e-12);
    assert_near(choice_age_factor(&cp, false, 5), 1.0, 1e-12);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reaches_published_starts),
        cmocka_unit_test(sorts_patients_by_operation),
        cmocka_unit_test(reaches_published_flows_of_the_halo),
        cmocka_unit_test(says_what_cannot_be_reached),
        cmocka_unit_test(level_follows_the_total),
        cmocka_unit_test(distance_hurts_less_far_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
