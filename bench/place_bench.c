// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The full model on a place, one thread: person-years and events a second (events that changed
 * something), peak memory, bytes a person. Usage: place_bench NAME EXPERIMENT MONTHS, where the
 * experiment gives regime and settings and NAME is the place to run it on. Prints one JSON member.
 * Seconds are of the processor, so that a busy machine does not count. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "study/twins.h"

static int fail(const struct fault *f) {
    char line[1100];
    fprintf(stderr, "place_bench: %s\n", fault_line(f, line, sizeof line));
    return 2;
}

int main(int argc, char **argv) {
    if (argc != 5) {
        fprintf(stderr, "usage: place_bench LABEL PLACE EXPERIMENT MONTHS\n");
        return 1;
    }
    static struct experiment e;
    struct place p = {0};
    struct attraction a = {0};
    struct outcome o = {0};
    struct library l;
    struct fault f = {0};
    library_default(&l);
    if (experiment_read(&e, argv[3], &l, &f) < 0) return fail(&f);
    if (place_read(&p, argv[2], l.places, l.data, e.vintage[0] ? e.vintage : NULL, &f) < 0)
        return fail(&f);
    e.last_day = month_first_day(day_month(e.first_day) + atoi(argv[4])) - 1u;
    struct needs_params np;
    struct choice_params cp;
    parameter_defaults(&needs_param_table, (double *)&np);
    parameter_defaults(&choice_param_table, (double *)&cp);
    if (attraction_fit(&a, &p, &np, &cp) < 0) return 3;
    const struct plan plan = {
        .experiment = &e, .scenario = &e.scenario[e.baseline], .place = &p, .attraction = &a};
    const clock_t began = clock();
    if (simulation_run(&plan, &o, &f) < 0) return fail(&f);
    o.seconds = (double)(clock() - began) / CLOCKS_PER_SEC;
    struct rusage r;
    getrusage(RUSAGE_SELF, &r);
    printf("\"%s\": {\"events_per_second\": %.0f, \"person_years_per_second\": %.0f, \"peak_mb\": "
           "%.1f, \"bytes_per_person\": %.1f, "
           "\"people\": %u, \"person_years\": %.0f, \"seconds\": %.2f, \"stale\": %llu, "
           "\"thinned\": %llu}\n",
           argv[1], (double)o.events.done / o.seconds, o.person_years / o.seconds,
           (double)r.ru_maxrss / 1024.0, (double)o.bytes_people / o.n_people, o.n_people,
           o.person_years, o.seconds, (unsigned long long)o.events.stale,
           (unsigned long long)o.events.thinned);
    outcome_free(&o);
    attraction_free(&a);
    place_free(&p);
    experiment_free(&e);
    return 0;
}
