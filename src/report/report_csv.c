// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Tidy tables: the comparison, and the monthly series as analysts expect them. */
#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report/report.h"

#ifndef TREDEGAR_VERSION
#define TREDEGAR_VERSION "0.1.0"
#endif

const char *report_group(const struct twins *t, const struct comparison_row *r, char *buffer,
                         unsigned size) {
    char level[64];
    const char *org = r->org == ORG_PLACE ? "" : t->place->providers[r->org].code;
    if (r->breakdown == BY_NONE) snprintf(buffer, size, "%s", r->org == ORG_PLACE ? "place" : org);
    else
        snprintf(buffer, size, "%s%s%s %s", org, *org ? " " : "",
                 breakdown_name((enum breakdown)r->breakdown),
                 level_name(t->place, (enum breakdown)r->breakdown, r->level, level, sizeof level));
    return buffer;
}

static void print_estimate(FILE *out, const struct estimate *e) {
    const double v[] = {e->mean, e->low80, e->high80, e->low95, e->high95};
    for (unsigned i = 0; i < 5; i++) {
        if (isfinite(v[i])) fprintf(out, ",%.10g", v[i]);
        else fputc(',', out);
    }
}

static void print_row(FILE *out, const struct twins *t, const struct comparison_row *r,
                      unsigned scenario, const char *kind, const struct estimate *e) {
    char group[128];
    fprintf(out, "%s,%s,", measure_info[r->measure].name, measure_info[r->measure].unit);
    report_text_csv(out, report_group(t, r, group, sizeof group));
    fputc(',', out);
    report_text_csv(out, t->experiment->scenario[scenario].name);
    fprintf(out, ",%s", kind);
    print_estimate(out, e);
    char level[64];
    fprintf(out, ",%u,%s,%s,", e->n,
            r->org == ORG_PLACE ? t->place->key : t->place->providers[r->org].code,
            breakdown_name((enum breakdown)r->breakdown));
    if (r->breakdown != BY_NONE)
        report_text_csv(out, level_name(t->place, (enum breakdown)r->breakdown, r->level, level,
                                        sizeof level));
    fputs(",simulated\n", out);
}

void report_csv(FILE *out, const struct twins *t) {
    fprintf(out, "measure,unit,group,scenario,kind,mean,low80,high80,low95,high95,replicates,"
                 "org_code,breakdown,level,label\n");
    for (uint32_t i = 0; i < t->n_rows; i++) {
        const struct comparison_row *r = &t->rows[i];
        for (unsigned k = 0; k < t->n_scenarios; k++) {
            print_row(out, t, r, k, "level", &r->level_of[k]);
            if (k != t->experiment->baseline)
                print_row(out, t, r, k, "difference", &r->difference[k]);
        }
    }
}

static void print_series(FILE *out, const struct twins *t, unsigned scenario, unsigned replicate,
                         const struct series *s, bool place_only) {
    const int32_t first_month = day_month(t->experiment->first_day);
    for (uint32_t i = 0; i < s->n; i++) {
        const struct series_row *r = &s->row[i];
        if (place_only && r->org != ORG_PLACE) continue;
        char day[12], words[64];
        day_print(month_first_day(first_month + r->month), day);
        const char *level =
            r->breakdown == BY_NONE
                ? ""
                : level_name(t->place, (enum breakdown)r->breakdown, r->level, words, sizeof words);
        const struct provider *o = r->org == ORG_PLACE ? NULL : &t->place->providers[r->org];
        report_text_csv(out, t->experiment->scenario[scenario].name);
        fprintf(out, ",%u,%s,month,%s,%s,%s,%s,%s,", replicate + 1, day,
                o ? o->code : t->place->key, o ? "provider" : "place",
                measure_info[r->measure].name, breakdown_name((enum breakdown)r->breakdown), level);
        if (isfinite(r->value)) fprintf(out, "%.10g", r->value);
        fprintf(out, ",%s\n", measure_info[r->measure].unit);
    }
}

static void write_runs(FILE *out, const struct twins *t, bool place_only) {
    fprintf(out, "scenario,run,period_start,period_type,org_code,org_type,measure,breakdown,level,"
                 "value,unit\n");
    for (unsigned r = 0; r < t->n_replicates; r++)
        for (unsigned k = 0; k < t->n_scenarios; k++)
            print_series(out, t, k, r, &t->main[(size_t)r * t->n_scenarios + k].series, place_only);
}

static void write_series(FILE *out, const struct twins *t) { write_runs(out, t, false); }
static void write_place(FILE *out, const struct twins *t) { write_runs(out, t, true); }

/* What the codes stand for. */
static void write_names(FILE *out, const struct twins *t) {
    const struct place *p = t->place;
    fprintf(out, "code,type,name\n%s,place,", p->key);
    report_text_csv(out, p->name);
    for (unsigned i = 0; i < p->n_providers; i++) {
        fprintf(out, "\n%s,%s,", p->providers[i].code,
                p->providers[i].outside ? "provider outside the place" : "provider");
        report_text_csv(out, p->providers[i].name);
    }
    for (unsigned i = 0; i < p->n_functions; i++) {
        fprintf(out, "\n%s,treatment function,", p->functions[i].code);
        report_text_csv(out, p->functions[i].name);
    }
    fputc('\n', out);
}

static void print_fact(FILE *out, const char *key, const char *value) {
    fprintf(out, "%s,", key);
    report_text_csv(out, value);
    fputc('\n', out);
}

/* settings under "prefix:NAME" */
static void print_settings(FILE *out, const char *prefix, const struct settings *set) {
    for (unsigned i = 0; i < set->n; i++) {
        fprintf(out, "%s:", prefix);
        report_text_csv(out, set->s[i].name);
        fprintf(out, ",%.10g\n", set->s[i].value);
    }
}

/* A scenario: title, regimes by date, settings of its own. */
static void print_scenario(FILE *out, const struct scenario *s) {
    char key[160], what[128], from[12];
    snprintf(key, sizeof key, "scenario:%s", s->name);
    print_fact(out, key, s->title);
    for (unsigned i = 0; i < s->timeline.n; i++) {
        day_print(s->timeline.at[i].from, from);
        snprintf(key, sizeof key, "regime:%s:%s", s->name, from);
        snprintf(what, sizeof what, "%s", regime_name(s->timeline.at[i].regime));
        print_fact(out, key, what);
    }
    snprintf(key, sizeof key, "set:%s", s->name);
    print_settings(out, key, &s->set);
}

/* What the two tables are of: tables travel without the program that made them. */
static void write_about(FILE *out, const struct twins *t) {
    const struct experiment *e = t->experiment;
    const int headline = measure_find(e->headline);
    char first[12], last[12], goal[32] = "";
    day_print(e->first_day, first);
    day_print(e->last_day, last);
    if (!isnan(e->headline_goal)) snprintf(goal, sizeof goal, "%.10g", e->headline_goal);
    fprintf(out, "key,value\nlabel,simulated\nprogram,tredegar %s\n", TREDEGAR_VERSION);
    print_fact(out, "experiment", e->key);
    print_fact(out, "title", e->title);
    print_fact(out, "place", t->place->name);
    print_fact(out, "data_vintage", t->place->vintage);
    fprintf(out, "first_day,%s\nlast_day,%s\nseed,%llu\nreplicates,%u\n", first, last,
            (unsigned long long)e->seed, t->n_done);
    print_fact(out, "notes", e->notes);
    print_fact(out, "headline", e->headline);
    static const char *const over[] = {"sum", "mean", "last"};
    print_fact(out, "headline_line", headline < 0 ? "" : measure_info[headline].line);
    print_fact(out, "headline_over", headline < 0 ? "" : over[measure_info[headline].over]);
    fprintf(
        out,
        "headline_goal,%s\nheadline_better,%s\nlicence_of_inputs,Open Government Licence v3.0\n",
        goal, e->headline_up ? "up" : "down");
    print_settings(out, "set", &e->set);
    print_fact(out, "baseline", e->scenario[e->baseline].name);
    for (unsigned k = 0; k < t->n_scenarios; k++) print_scenario(out, &e->scenario[k]);
}

/* Under another name first, so that a reader never meets half a file. */
static int write_file(const char *dir, const char *name,
                      void (*write)(FILE *, const struct twins *), const struct twins *t,
                      struct fault *f) {
    char path[1024], partial[1040];
    if (snprintf(path, sizeof path, "%s/%s", dir, name) >= (int)sizeof path)
        return fault_set(f, FAULT_INPUT, dir, 0, 0, "is too long a path");
    snprintf(partial, sizeof partial, "%s.partial", path);
    FILE *out = fopen(partial, "w");
    if (!out)
        return fault_set(f, FAULT_DISK, partial, 0, 0, "cannot be written: %s", strerror(errno));
    errno = 0;
    write(out, t);
    bool bad = ferror(out) != 0;
    if (fclose(out) != 0) bad = true;
    if (bad || rename(partial, path) != 0) {
        const int rc =
            fault_set(f, FAULT_DISK, path, 0, 0, "cannot be written: %s", strerror(errno));
        remove(partial);
        return rc;
    }
    return 0;
}

static int make_dir(const char *dir, struct fault *f) {
    if (mkdir(dir, 0777) == 0) return 0;
    struct stat s;
    if (errno == EEXIST && stat(dir, &s) == 0 && !S_ISDIR(s.st_mode)) errno = ENOTDIR;
    if (errno == ENOENT)
        return fault_set(f, FAULT_DISK, dir, 0, 0,
                         "cannot be made: the folder above it does not exist; make that first");
    return errno == EEXIST ? 0
                           : fault_set(f, FAULT_DISK, dir, 0, 0, "cannot be made a folder: %s",
                                       strerror(errno));
}

int report_csv_dir_ready(const char *dir, struct fault *f) {
    TRY(make_dir(dir, f));
    if (access(dir, W_OK | X_OK) == 0) return 0;
    return fault_set(f, FAULT_DISK, dir, 0, 0, "cannot be written: %s", strerror(errno));
}

int report_csv_dir(const char *dir, const struct twins *t, struct fault *f) {
    TRY(make_dir(dir, f));
    TRY(write_file(dir, "series.csv", write_series, t, f));
    TRY(write_file(dir, "place.csv", write_place, t, f));
    TRY(write_file(dir, "comparison.csv", report_csv, t, f));
    TRY(write_file(dir, "names.csv", write_names, t, f));
    return write_file(dir, "about.csv", write_about, t, f);
}
