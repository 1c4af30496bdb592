// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What institutions decided otherwise than under the baseline: how many records of each kind a run
 * has under both, mean over the finished replicates; the place's own organisations of which most
 * differ, with the first month and reason that the twin run of the other side does not have. It
 * says what was decided, not what came of it. */
#include <stdlib.h>
#include <string.h>

#include "report/report.h"

enum { KINDS_MOST = 128, KINDS_SHOWN = 8, ORGS_SHOWN = 2, LINE_WIDTH = 120 };

/* Records of one kind, of one organisation or of all (NOBODY), in the finished runs of a scenario.
 */
struct tally { unsigned records, runs; /* runs: how many have any */ };

static const struct outcome *run_of(const struct twins *t, unsigned replicate, unsigned scenario) {
    return &t->main[(size_t)replicate * t->n_scenarios + scenario];
}

static bool is_of(const struct institution_record *rec, const char *what, unsigned org) {
    return strcmp(rec->what, what) == 0 && (org == NOBODY || rec->provider == org);
}

static struct tally tally_of(const struct twins *t, unsigned scenario, const char *what,
                             unsigned org) {
    struct tally y = {0};
    for (unsigned r = 0; r < t->n_done; r++) {
        const struct outcome *o = run_of(t, r, scenario);
        unsigned here = 0;
        for (uint32_t i = 0; i < o->n_records; i++) here += is_of(&o->records[i], what, org);
        y.records += here;
        y.runs += here > 0;
    }
    return y;
}

/* How many of the first n records of a run are as this one: kind, organisation, month, reason. */
static unsigned alike(const struct outcome *o, uint32_t n, const struct institution_record *rec) {
    unsigned found = 0;
    for (uint32_t i = 0; i < n; i++)
        found += o->records[i].month == rec->month &&
                 is_of(&o->records[i], rec->what, rec->provider) &&
                 strcmp(o->records[i].why, rec->why) == 0;
    return found;
}

/* The earliest record of a kind and organisation in the finished runs of a scenario that the twin
 * run of the other has not; NULL: none. */
static const struct institution_record *first_apart(const struct twins *t, unsigned scenario,
                                                    unsigned other, const char *what,
                                                    unsigned org) {
    const struct institution_record *first = NULL;
    for (unsigned r = 0; r < t->n_done; r++) {
        const struct outcome *const o = run_of(t, r, scenario), *const twin = run_of(t, r, other);
        for (uint32_t i = 0; i < o->n_records; i++) {
            const struct institution_record *const rec = &o->records[i];
            if (is_of(rec, what, org) && (first == NULL || rec->month < first->month) &&
                alike(o, i + 1, rec) > alike(twin, twin->n_records, rec))
                first = rec;
        }
    }
    return first;
}

/* Every kind of record that a scenario's or the baseline's runs have, once. */
static unsigned kinds_of(const struct twins *t, unsigned scenario, const char *kind[KINDS_MOST]) {
    const unsigned both[2] = {t->experiment->baseline, scenario};
    unsigned n = 0;
    for (unsigned b = 0; b < 2; b++)
        for (unsigned r = 0; r < t->n_done; r++) {
            const struct outcome *o = run_of(t, r, both[b]);
            for (uint32_t i = 0; i < o->n_records; i++) {
                unsigned k = 0;
                while (k < n && strcmp(kind[k], o->records[i].what) != 0) k++;
                if (k == n && n < KINDS_MOST) kind[n++] = o->records[i].what;
            }
        }
    return n;
}

/* Records more of a kind in all runs than under the baseline: of each organisation, and of all. */
static int more(const struct twins *t, unsigned scenario, const char *what, int *by_org) {
    const unsigned side[2] = {t->experiment->baseline, scenario};
    int all = 0;
    memset(by_org, 0, t->place->n_providers * sizeof *by_org);
    for (unsigned b = 0; b < 2; b++)
        for (unsigned r = 0; r < t->n_done; r++) {
            const struct outcome *o = run_of(t, r, side[b]);
            for (uint32_t i = 0; i < o->n_records; i++) {
                const struct institution_record *rec = &o->records[i];
                if (strcmp(rec->what, what) != 0) continue;
                all += b ? 1 : -1;
                if (rec->provider < t->place->n_providers) by_org[rec->provider] += b ? 1 : -1;
            }
        }
    return all;
}

/* How far a kind differs, records a run: of all together, or of the place's own one by one, who may
 * differ where their sum does not. */
static double differs(const struct twins *t, unsigned scenario, const char *what, int *by_org) {
    const int all = more(t, scenario, what, by_org);
    int each = 0;
    for (unsigned o = 0; o < t->place->n_providers; o++)
        if (!t->place->providers[o].outside) each += abs(by_org[o]);
    return (double)(each > abs(all) ? each : abs(all)) / t->n_done;
}

/* The largest of n that has not been shown; n when none is half a record a run or more. */
static unsigned most(const double *difference, const bool *shown, unsigned n) {
    unsigned best = n;
    for (unsigned i = 0; i < n; i++)
        if (!shown[i] && difference[i] >= 0.5 && (best == n || difference[i] > difference[best]))
            best = i;
    return best;
}

static void print_org(FILE *out, const struct twins *t, unsigned scenario, const char *what,
                      unsigned org) {
    const unsigned base = t->experiment->baseline;
    const struct tally a = tally_of(t, base, what, org), b = tally_of(t, scenario, what, org);
    /* who has more records has one that the other lacks */
    const struct institution_record *const first =
        b.records > a.records ? first_apart(t, scenario, base, what, org)
                              : first_apart(t, base, scenario, what, org);
    char line[480], day[12];
    day_print(month_first_day(day_month(t->experiment->first_day) + first->month), day);
    snprintf(line, sizeof line, "%s %.60s: %.1f -> %.1f, in %u -> %u of %u runs; %.7s: %s",
             t->place->providers[org].code, t->place->providers[org].name,
             (double)a.records / t->n_done, (double)b.records / t->n_done, a.runs, b.runs,
             t->n_done, day, first->why);
    fprintf(out, "      ");
    report_text_wrapped(out, line, 6, 8, LINE_WIDTH);
}

/* Those of the place of which most records of the kind differ. */
static void print_orgs(FILE *out, const struct twins *t, unsigned scenario, const char *what,
                       int *by_org) {
    const struct place *p = t->place;
    more(t, scenario, what, by_org);
    for (unsigned n = 0; n < ORGS_SHOWN; n++) {
        unsigned best = NOBODY;
        for (unsigned o = 0; o < p->n_providers; o++)
            if (!p->providers[o].outside && 2 * abs(by_org[o]) >= (int)t->n_done &&
                (best == NOBODY || abs(by_org[o]) > abs(by_org[best])))
                best = o;
        if (best == NOBODY) return;
        print_org(out, t, scenario, what, best);
        by_org[best] = 0;
    }
}

static void print_scenario(FILE *out, const struct twins *t, unsigned scenario, int *by_org) {
    const char *kind[KINDS_MOST];
    double difference[KINDS_MOST];
    bool shown[KINDS_MOST] = {false};
    const unsigned n = kinds_of(t, scenario, kind);
    unsigned lines = 0;
    for (unsigned i = 0; i < n; i++) difference[i] = differs(t, scenario, kind[i], by_org);
    fprintf(out, "  %s\n", t->experiment->scenario[scenario].name);
    for (unsigned i; lines < KINDS_SHOWN && (i = most(difference, shown, n)) < n; lines++) {
        const struct tally a = tally_of(t, t->experiment->baseline, kind[i], NOBODY),
                           b = tally_of(t, scenario, kind[i], NOBODY);
        shown[i] = true;
        fprintf(out, "    %-40s %8.1f -> %.1f\n", kind[i], (double)a.records / t->n_done,
                (double)b.records / t->n_done);
        print_orgs(out, t, scenario, kind[i], by_org);
    }
    if (lines == 0) fprintf(out, "    no kind of record differs by half a record a run\n");
    else if (most(difference, shown, n) < n)
        fprintf(out, "    and more: the table record of the store has each with its reason\n");
}

static bool any_record(const struct twins *t) {
    for (unsigned r = 0; r < t->n_done; r++)
        for (unsigned k = 0; k < t->n_scenarios; k++)
            if (run_of(t, r, k)->n_records > 0) return true;
    return false;
}

void report_decisions(FILE *out, const struct twins *t) {
    const unsigned base = t->experiment->baseline;
    void *by_org = NULL; /* scratch */
    size_t room = 0;
    if (t->n_scenarios < 2 || !any_record(t)) return;
    if (memory_grow(&by_org, &room, t->place->n_providers, sizeof(int)) < 0) {
        fprintf(out, "\nWhat institutions decided otherwise: no memory left to tell it.\n");
        return;
    }
    fprintf(out,
            "\nWhat institutions decided otherwise than under %s: records a run, mean of %u "
            "replicate%s.\nWhat was decided, not what came of it; by name the place's own, at "
            "most %u of a kind, with the first month\nand reason that one side alone has. "
            "Other luck alone changes such counts as well: no placebo is held for records.\n",
            t->experiment->scenario[base].name, t->n_done, t->n_done == 1 ? "" : "s", ORGS_SHOWN);
    for (unsigned k = 0; k < t->n_scenarios; k++)
        if (k != base) print_scenario(out, t, k, by_org);
    memory_free(by_org);
}
