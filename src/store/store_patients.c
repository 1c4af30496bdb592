// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What pictures need beside the series: the neighbourhoods, A&E by hour, the waiting list by weeks,
 * patients by neighbourhood and provider; and the experiment as it was written. Rows of nought are
 * left out. */
#include <stdio.h>
#include <string.h>

#include "input/file.h"
#include "store/handle.h"

enum { TEXT_MOST = 1 << 20 };

int store_write_neighbourhoods(struct store *s, const struct place *p, struct fault *f) {
    sqlite3_stmt *q;
    TRY(store_prepare(s, "INSERT INTO neighbourhood VALUES (?,?,?,?,?,?,?)", &q, f));
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < p->n_areas; i++) {
        const struct area *a = &p->areas[i];
        sqlite3_bind_int64(q, 1, i);
        sqlite3_bind_text(q, 2, a->code, -1, SQLITE_TRANSIENT);
        sqlite3_bind_double(q, 3, (double)a->x_km);
        sqlite3_bind_double(q, 4, (double)a->y_km);
        sqlite3_bind_int64(q, 5, a->people);
        sqlite3_bind_int(q, 6, a->decile);
        sqlite3_bind_int(q, 7, a->halo);
        rc = store_step(s, q, f);
    }
    sqlite3_finalize(q);
    return rc;
}

int store_write_text(struct store *s, const struct experiment *e, struct fault *f) {
    struct arena a;
    struct fault absent = {0};
    char *text;
    unsigned long n;
    sqlite3_stmt *q;
    int rc = 0;
    arena_init(&a, 1u << 14);
    if (e->path[0] && file_read(e->path, TEXT_MOST, &text, &n, &a, &absent) == 0) {
        rc = store_prepare(s, "INSERT INTO provenance VALUES ('experiment', ?)", &q, f);
        if (rc == 0) {
            sqlite3_bind_text(q, 1, text, (int)n, SQLITE_TRANSIENT);
            rc = store_step(s, q, f);
            sqlite3_finalize(q);
        }
    }
    arena_free(&a);
    return rc;
}

static int write_hours(struct store *s, sqlite3_int64 run, const struct patient_counts *c,
                       struct fault *f) {
    sqlite3_stmt *q;
    int rc = 0;
    TRY(store_prepare(s, "INSERT INTO ae_hour VALUES (?,?,?,?,?,?,?)", &q, f));
    for (unsigned i = 0; rc == 0 && i < c->n_providers * 24u; i++) {
        const struct patient_hour *h = &c->hour[i];
        if (h->patients == 0) continue;
        const sqlite3_int64 value[] = {run,         i / 24,           i % 24, h->patients,
                                       h->within_target, h->admitted, (sqlite3_int64)h->minutes};
        rc = store_row(s, q, value, 7, f);
    }
    sqlite3_finalize(q);
    return rc;
}

static int write_bands(struct store *s, sqlite3_int64 run, const struct patient_counts *c,
                       struct fault *f) {
    sqlite3_stmt *q;
    int rc = 0;
    TRY(store_prepare(s, "INSERT INTO wait_band VALUES (?,?,?,?)", &q, f));
    for (unsigned i = 0; rc == 0 && i < c->months * WAIT_WEEKS; i++) {
        if (c->band[i] == 0) continue;
        const sqlite3_int64 value[] = {run, i / WAIT_WEEKS, i % WAIT_WEEKS, c->band[i]};
        rc = store_row(s, q, value, 4, f);
    }
    sqlite3_finalize(q);
    return rc;
}

static int write_flows(struct store *s, sqlite3_int64 run, const struct patient_counts *c,
                       struct fault *f) {
    const size_t cells = (size_t)c->n_areas * c->n_providers;
    sqlite3_stmt *q;
    int rc = 0;
    TRY(store_prepare(s, "INSERT INTO patient_flow VALUES (?,?,?,?,?)", &q, f));
    for (size_t i = 0; rc == 0 && i < PATIENT_FLOWS * cells; i++) {
        if (c->flow[i] == 0) continue;
        sqlite3_bind_int64(q, 1, run);
        sqlite3_bind_text(q, 2, patients_flow_name((enum patient_flow)(i / cells)), -1,
                          SQLITE_STATIC);
        sqlite3_bind_int64(q, 3, (sqlite3_int64)(i % cells / c->n_providers));
        sqlite3_bind_int64(q, 4, (sqlite3_int64)(i % c->n_providers));
        sqlite3_bind_int64(q, 5, c->flow[i]);
        rc = store_step(s, q, f);
    }
    sqlite3_finalize(q);
    return rc;
}

int store_write_patients(struct store *s, sqlite3_int64 run, const struct patient_counts *c,
                         struct fault *f) {
    if (!c->hour || !c->band || !c->flow) return 0;
    TRY(write_hours(s, run, c, f));
    TRY(write_bands(s, run, c, f));
    return write_flows(s, run, c, f);
}
