// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Finer counts than the published statistics have, for pictures of a run: A&E by provider and hour
 * of arrival; the place's waiting list at each month's end by whole weeks waited; patients by
 * neighbourhood and provider over the run. Whole numbers, counted from the same sights as the
 * tally's, and summing to its figures (test_tally). Left out: A&E by type and hour. */
#include "measurement/tally_state.h"

int patients_open(struct patient_counts *c, const struct place *p, unsigned months) {
    void *hour = NULL, *band = NULL, *flow = NULL;
    size_t hours = 0, bands = 0, flows = 0;
    const size_t cells = (size_t)PATIENT_FLOWS * p->n_areas * p->n_providers;
    *c = (struct patient_counts){.months = months, .n_areas = p->n_areas,
                                 .n_providers = p->n_providers};
    int rc = memory_grow(&hour, &hours, (size_t)p->n_providers * 24 + 1, sizeof *c->hour);
    if (rc == 0) rc = memory_grow(&band, &bands, (size_t)months * WAIT_WEEKS + 1, sizeof *c->band);
    if (rc == 0) rc = memory_grow(&flow, &flows, cells + 1, sizeof *c->flow);
    c->hour = hour;
    c->band = band;
    c->flow = flow;
    return rc;
}

void patients_free(struct patient_counts *c) {
    memory_free(c->hour);
    memory_free(c->band);
    memory_free(c->flow);
    *c = (struct patient_counts){0};
}

/* One patient of the person's neighbourhood at the provider. */
static void count_flow(struct patient_counts *c, const struct world *w, const struct sight *s,
                       enum patient_flow what) {
    if (s->person >= w->people.n || s->provider >= c->n_providers) return;
    const uint32_t area = w->people.p[s->person].area;
    if (area >= c->n_areas) return;
    c->flow[((size_t)what * c->n_areas + area) * c->n_providers + s->provider]++;
}

static void count_hour(struct patient_counts *c, const struct sight *s, double target) {
    if (s->provider >= c->n_providers) return;
    const unsigned hour = minute_of_day(s->at - s->amount) / 60u;
    struct patient_hour *h = &c->hour[(size_t)s->provider * 24 + hour];
    h->patients++;
    h->minutes += s->amount;
    h->within_target += s->amount <= target;
    h->admitted += s->flag != 0;
}

void patients_saw(struct patient_counts *c, const struct world *w, const struct sight *s,
                  double target) {
    switch (s->kind) {
    case SAW_CLOCK_START: count_flow(c, w, s, FLOW_START); break;
    case SAW_EMERGENCY_ADMISSION: count_flow(c, w, s, FLOW_EMERGENCY); break;
    case SAW_ATTENDANCE:
        count_flow(c, w, s, FLOW_ATTENDANCE);
        count_hour(c, s, target);
        break;
    default: break;
    }
}

void patients_wait(struct patient_counts *c, unsigned month, const uint32_t week[WAIT_WEEKS]) {
    for (unsigned k = 0; k < WAIT_WEEKS && month < c->months; k++)
        c->band[(size_t)month * WAIT_WEEKS + k] = week[k];
}

const char *patients_flow_name(enum patient_flow what) {
    static const char *const names[PATIENT_FLOWS] = {"starts", "attendances", "emergencies"};
    return what < PATIENT_FLOWS ? names[what] : "unknown";
}
