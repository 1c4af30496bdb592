// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Real places from the tables the project ships, against figures as published; and tables broken on
 * purpose. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "place/circumstances.h"
#include "place/place.h"
#include "place/place_cut.h"

static char root[512], data_dir[600], place_dir[600];

static void assert_near(double found, double expected, double within) {
    if (!(fabs(found - expected) <= within))
        fail_msg("found %.6g, expected %.6g within %.3g", found, expected, within);
}

/* The folder that holds data/england: TREDEGAR_ROOT, or one of those above. */
static void find_root(void) {
    static const char *const tries[] = {".", "..", "../..", "../../.."};
    const char *said = getenv("TREDEGAR_ROOT");
    char path[700];
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        snprintf(root, sizeof root, "%s", said ? said : tries[i]);
        snprintf(path, sizeof path, "%s/data/england/functions.csv", root);
        if (access(path, R_OK) == 0)
            break;
    }
    snprintf(data_dir, sizeof data_dir, "%s/data", root);
    snprintf(place_dir, sizeof place_dir, "%s/places", root);
}

static void read_place(struct place *p, const char *name, const char *vintage) {
    struct fault f = {0};
    char line[900];
    if (place_read(p, name, place_dir, data_dir, vintage, &f) < 0)
        fail_msg("%s", fault_line(&f, line, sizeof line));
}

struct totals { double starts, admitted, nonadmitted, list, within_18; };

static struct totals total(const struct place *p, const char *code) {
    struct totals t = {0, 0, 0, 0, 0};
    const int q = place_find_provider(p, code);
    assert_true(q >= 0);
    for (unsigned fn = 0; fn < p->n_functions; fn++) {
        const struct service *s = place_service(p, (unsigned)q, fn);
        if (s == NULL)
            continue;
        t.starts += s->starts;
        t.admitted += s->stops_admitted;
        t.nonadmitted += s->stops_nonadmitted;
        t.list += s->incomplete;
        for (int w = 0; w < 18; w++)
            t.within_18 += s->week[w];
    }
    return t;
}

static double people(const struct place *p, bool halo, bool acute_only) {
    double n = 0;
    for (uint32_t i = 0; i < p->n_areas; i++)
        if (p->areas[i].halo == halo && !(acute_only && p->areas[i].elective_only))
            n += p->areas[i].people;
    return n;
}

/* The baseline of January 2026 by provider, from the published extract. */
static void test_published_lists(void **state) {
    static const struct {
        const char *code;
        double list, within, starts, admitted, nonadmitted;
    } want[] = {{"RD1", 40157, .6306, 10540, 1159, 7283}, {"RN3", 43958, .5798, 8571, 1204, 5530},
                {"RNZ", 29358, .6909, 7284, 1776, 4949},  {"NTPH3", 2831, .7782, 999, 558, 267},
                {"NTPH2", 4975, .7994, 1523, 1004, 401},  {"NT402", 761, .6886, 153, 106, 91},
                {"NVC09", 3313, .7220, 781, 314, 86},     {"NT430", 343, .8367, 85, 57, 28},
                {"G3Z1Q", 3648, .7574, 943, 415, 292},    {"NXP", 966, .9255, 516, 422, 121}};
    struct place p;
    (void)state;
    read_place(&p, "bath-swindon-wiltshire", NULL);
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        const struct totals t = total(&p, want[i].code);
        assert_true(t.list == want[i].list);
        assert_near(t.within_18 / t.list, want[i].within, 0.00006);
        /* starts meet stops where those were more: place_balance.c */
        const double lack = want[i].admitted + want[i].nonadmitted - want[i].starts;
        const double all = want[i].admitted + want[i].nonadmitted + want[i].starts,
                     e = lack > 0 ? lack / all : 0;
        assert_near(t.starts, want[i].starts * (1 + e), 1.5);
        assert_near(t.admitted, want[i].admitted * (1 - e), 1.5);
        assert_near(t.nonadmitted, want[i].nonadmitted * (1 - e), 1.5);
    }
    assert_string_equal(p.vintage, "2026-01-31");
    assert_int_equal(day_to_civil(p.start).month, 2);
    place_free(&p);
}

/* Factors of the payment scheme; a private hospital works at the nearest trust's: the Bath Clinic
 * at that of the Royal United. */
static void test_market_forces(void **state) {
    static const struct {
        const char *code;
        double factor;
    } want[] = {{"RD1", 1.040638}, {"RN3", 1.051721}, {"RNZ", 1.021678}, {"NT402", 1.040638}};
    struct place p;
    (void)state;
    read_place(&p, "bath-swindon-wiltshire", NULL);
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        const int k = place_find_provider(&p, want[i].code);
        assert_true(k >= 0);
        assert_near((double)p.providers[k].market_forces, want[i].factor, 1e-6);
    }
    for (unsigned k = 0; k < p.n_providers; k++)
        assert_true(p.providers[k].market_forces >= 1.0f && p.providers[k].market_forces < 1.2f);
    place_free(&p);
}

/* No list of the balanced counts runs out; totals of the provider stay where its functions can help
 * one another. */
static void test_balance(void **state) {
    struct place p;
    (void)state;
    struct service s[3] = {{.starts = 100, .stops_admitted = 10, .stops_nonadmitted = 60},
                           {.starts = 20, .stops_nonadmitted = 30},
                           {.starts = 50, .stops_nonadmitted = 40}};
    place_balance(s, 3); /* 40 to spare, 10 wanted: a quarter of each surplus */
    assert_near((double)s[0].starts, 92.5, 1e-4);
    assert_near((double)s[1].starts, 30, 1e-4);
    assert_near((double)s[2].starts, 47.5, 1e-4);
    assert_near((double)s[0].stops_admitted, 10, 1e-6);
    struct service t[2] = {{.starts = 80, .stops_admitted = 70, .stops_nonadmitted = 30},
                           {.starts = 10, .stops_nonadmitted = 10}};
    place_balance(t, 2); /* 20 wanted of 200 counted */
    assert_near((double)(t[0].starts + t[1].starts), 99, 1e-4);
    assert_near((double)t[0].stops_admitted, 63, 1e-4);
    assert_near((double)(t[0].stops_nonadmitted + t[1].stops_nonadmitted), 36, 1e-4);
    read_place(&p, "bath-swindon-wiltshire", NULL);
    for (unsigned i = 0; i < p.n_services; i++) {
        const struct service *v = &p.services[i];
        assert_true((double)v->starts >=
                    0.999 * ((double)v->stops_admitted + (double)v->stops_nonadmitted) - 1e-3);
    }
    place_free(&p);
}

static void test_people_of_the_place(void **state) {
    struct place p;
    (void)state;
    read_place(&p, "bath-swindon-wiltshire", NULL);
    assert_near(people(&p, false, false), 942104, 500);
    assert_true(people(&p, true, false) < 900000);
    assert_true(people(&p, true, true) > 100000 && people(&p, true, true) < 200000);
    double x = 0, y = 0, n = 0;
    for (uint32_t i = 0; i < p.n_areas; i++) {
        const struct area *a = &p.areas[i];
        uint32_t sum = 0;
        for (unsigned b = 0; b < AGE_BANDS; b++) {
            sum += a->by_age[b];
            assert_true(a->share_women[b] > 0.4f && a->share_women[b] < 0.75f);
        }
        assert_int_equal(sum, a->people);
        assert_true(a->decile >= 1 && a->decile <= 10);
        assert_true(a->commissioner < p.n_commissioners && a->council < p.n_councils);
        assert_int_equal(a->halo, !p.commissioners[a->commissioner].inside);
        assert_false(a->elective_only && !a->halo);
        if (!a->halo) {
            x += (double)a->x_km * a->people;
            y += (double)a->y_km * a->people;
            n += a->people;
        }
    }
    assert_true(fabs(x / n) < 0.01 && fabs(y / n) < 0.01);
    assert_true(p.n_practices > 80);
    place_free(&p);
}

/* Straight lines between real hospitals: Bath to Swindon 49 km, to Salisbury 57 km. */
static void test_distances(void **state) {
    struct place p;
    (void)state;
    read_place(&p, "bath-swindon-wiltshire", NULL);
    const struct provider *bath = &p.providers[place_find_provider(&p, "RD1")];
    const struct provider *swindon = &p.providers[place_find_provider(&p, "RN3")];
    const struct provider *salisbury = &p.providers[place_find_provider(&p, "RNZ")];
    assert_near(place_km(bath->x_km, bath->y_km, swindon->x_km, swindon->y_km), 48.9, 0.5);
    assert_near(place_km(bath->x_km, bath->y_km, salisbury->x_km, salisbury->y_km), 57.3, 0.5);
    place_free(&p);
}

static void test_urgent_series(void **state) {
    static const struct {
        const char *code;
        double all, beds, occupied, delayed, admitted;
    } want[] = {{"RD1", 8596, 520, .9548, 171.7, 4411},
                {"RN3", 11007, 576, .9533, 164.4, 3801},
                {"RNZ", 6983, 468, .9620, 132.1, 2317}};
    struct place p;
    (void)state;
    read_place(&p, "bath-swindon-wiltshire", NULL);
    for (size_t i = 0; i < 3; i++) {
        const struct provider *q = &p.providers[place_find_provider(&p, want[i].code)];
        const struct site_urgent *u = &q->urgent;
        assert_true(q->acute_trust);
        assert_near(series_mean_last(&u->type1, 12) + series_mean_last(&u->type2, 12) +
                           series_mean_last(&u->other, 12), want[i].all, 1);
        assert_near(series_mean_last(&u->beds_open, 12), want[i].beds, 0.6);
        assert_near(series_mean_last(&u->beds_occupied, 12) / series_mean_last(&u->beds_open, 12),
                           want[i].occupied, 0.0005);
        assert_near(series_mean_last(&u->no_criteria, 12), want[i].delayed, 0.1);
        assert_near(series_mean_last(&u->admitted_via_ae, 12) +
                           series_mean_last(&u->admitted_other, 12), want[i].admitted, 1);
        assert_int_equal(u->type1.first_month + u->type1.n - 1, 77 * 12 + 2); /* September 2025 */
    }
    const struct provider *swindon = &p.providers[place_find_provider(&p, "RN3")];
    /* June 2024: not reported */
    assert_true(isnan(series_at(&swindon->urgent.no_criteria, 75 * 12 + 11)));
    /* August 2024: in part */
    assert_true(isnan(series_at(&swindon->urgent.no_criteria, 76 * 12 + 1)));
    assert_near(series_at(&swindon->urgent.no_criteria, 76 * 12 + 2), 139.7, 0.05);
    place_free(&p);
}

/* Services, flows and shares fit one another. */
static void test_flows(void **state) {
    struct place p;
    (void)state;
    read_place(&p, "bath-swindon-wiltshire", NULL);
    for (unsigned q = 0; q < p.n_providers; q++) {
        double flow = 0, list = 0, weeks = 0;
        for (unsigned i = 0; i < p.n_flows; i++)
            if (p.flows[i].provider == q) {
                flow += (double)p.flows[i].pathways;
                assert_true(!p.providers[q].outside ||
                            p.commissioners[p.flows[i].commissioner].inside);
            }
        for (unsigned i = 0; i < p.n_services; i++)
            if (p.services[i].provider == q) {
                list += p.services[i].incomplete;
                assert_true(p.services[i].incomplete_dta <= p.services[i].incomplete);
                for (int w = 0; w < WAIT_WEEKS; w++)
                    weeks += p.services[i].week[w];
            }
        assert_true(weeks == list);
        assert_near(flow, list, 0.01 + 1e-5 * list);
        assert_true(q == 0 || p.providers[q].outside >= p.providers[q - 1].outside);
        assert_true(p.providers[q].outside ? p.providers[q].share < 0.5f
                                           : p.providers[q].share == 1.0f);
    }
    for (unsigned i = 1; i < p.n_services; i++)
        assert_true(p.services[i - 1].provider < p.services[i].provider ||
                    (p.services[i - 1].provider == p.services[i].provider &&
                     p.services[i - 1].function < p.services[i].function));
    assert_int_equal(p.providers[place_find_provider(&p, "G3Z1Q")].owner, OWNER_PUBLIC);
    assert_int_equal(p.providers[place_find_provider(&p, "NTPH3")].owner, OWNER_PRIVATE);
    place_free(&p);
}

/* England adds up to what was published. */
static void test_england(void **state) {
    struct place p;
    (void)state;
    read_place(&p, "england", NULL);
    double list = 0, starts = 0, weight = 0, n = 0;
    for (unsigned i = 0; i < p.n_services; i++) {
        list += p.services[i].incomplete;
        starts += (double)p.services[i].starts;
    }
    assert_near(people(&p, false, false), 57690323, 100);
    assert_true(people(&p, true, false) == 0);
    assert_near(list, 7187677, 4000); /* but for providers without a clock start in the month */
    assert_near(starts, series_mean_last(&p.england_starts, 12), 0.01 * starts);
    for (uint32_t i = 0; i < p.n_areas; i++) {
        weight += (double)p.commissioners[p.areas[i].commissioner].need_weight * p.areas[i].people;
        n += p.areas[i].people;
    }
    assert_near(weight / n, 1.0, 0.03);
    assert_int_equal(p.n_commissioners, 106);
    assert_int_equal(p.n_functions, 23);
    place_free(&p);
}

/* Nothing of a later month is in what a vintage sees, and its level is that of its time. */
static void test_vintage(void **state) {
    struct place p;
    (void)state;
    read_place(&p, "bath-swindon-wiltshire", "2024-02-29");
    const int32_t last = 75 * 12 + 7;
    const struct provider *bath = &p.providers[place_find_provider(&p, "RD1")];
    assert_int_equal(bath->urgent.type1.first_month + bath->urgent.type1.n - 1, last);
    assert_int_equal(p.board_starts.first_month + p.board_starts.n - 1, last);
    assert_true(p.england_starts.first_month + p.england_starts.n - 1 <= last);
    assert_int_equal(day_to_civil(p.start).month, 3);
    /* clock starts of the board's residents: their part of each provider's list */
    double residents = 0;
    for (unsigned q = 0; q < p.n_providers; q++) {
        double all = 0, mine = 0;
        for (unsigned i = 0; i < p.n_flows; i++)
            if (p.flows[i].provider == q) {
                all += (double)p.flows[i].pathways;
                mine += p.commissioners[p.flows[i].commissioner].inside
                            ? (double)p.flows[i].pathways
                            : 0;
            }
        if (all > 0)
            residents += total(&p, p.providers[q].code).starts * mine / all;
    }
    assert_near(residents, series_mean_last(&p.board_starts, 12), 0.03 * residents);
    const uint64_t digest = p.digest;
    place_free(&p);
    read_place(&p, "bath-swindon-wiltshire", NULL);
    assert_true(p.digest != digest);
    place_free(&p);
}

static void assert_fault(const char *name, const char *data, const char *vintage, int line,
                         const char *words) {
    struct place p;
    struct fault f = {0};
    char said[900];
    assert_int_equal(place_read(&p, name, place_dir, data, vintage, &f) < 0, 1);
    fault_line(&f, said, sizeof said);
    if (strstr(said, words) == NULL || (line > 0 && f.line != line))
        fail_msg("said '%s', expected '%s' at line %d", said, words, line);
    assert_null(strchr(said, '\n'));
}

static void test_wrong_names(void **state) {
    (void)state;
    assert_fault("norfolk-wavney", data_dir, NULL, 0, "nearest: 'norfolk-waveney'");
    assert_fault("no/such/file.yaml", data_dir, NULL, 0, "no/such/file.yaml");
    assert_fault("england", "no-such-folder", NULL, 0, "no-such-folder/england");
    assert_fault("england", data_dir, "2019-12-31", 0,
                 "expected a date from 2022-04-30 to 2026-01-31");
    assert_fault("england", data_dir, "2026-02-28", 0, "expected a date from");
    assert_fault("england", data_dir, "soon", 0, "expected a date such as");
}

/* A place file of a few lines, read with the real tables. */
static void with_file(const char *text, int line, const char *words) {
    char path[] = "/tmp/place-XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    assert_fault(path, data_dir, NULL, line, words);
    unlink(path);
}

static void test_wrong_files(void **state) {
    (void)state;
    with_file("key: x\nname: x\nvintage: 2026-01-31\ncommissioners: [QOZ]\n", 4,
              "no commissioner 'QOZ'");
    with_file("key: x\nname: x\nvintage: 2026-01-31\ncommissioners: [02P, 02P]\n", 4,
              "commissioner '02P' is in the list already");
    with_file("key: x\nname: x\nvintage: 2026-01-31\n", 1, "no 'commissioners'");
    with_file("key: x\nname: x\nvintage: 2026-01-31\ncommissioners: all\nproviders: [ABC]\n", 5,
              "no provider 'ABC'");
    with_file("key: x\nname: x\nvintage: 2026-01-31\ncommissioners: all\nhallo: none\n", 5,
              "did you mean 'halo'?");
    with_file("key: x\nname: x\nvintage: 2026-01-31\ncommissioners: all\nrules: {halo_km: -1}\n", 5,
              "expected a number from 5");
    with_file("key: x\nname: x\nvintage: 2026-01-31\ncommissioners: all\nrules: {halo_kn: 9}\n", 5,
              "did you mean 'halo_km'?");
#define LET "key: x\nname: x\nvintage: 2026-01-31\ncommissioners: [02P]\ncontracts:\n"
#define ONE "  - {line: community, holder: A, kind: national, begins: 2025-04-01, source: s, "
    with_file(LET ONE "ends: 2025-03-31}\n", 6, "after the contract begins");
    with_file(LET ONE "ends: 2027-03-31, lot: 2}\n", 6, "lot");
    with_file(LET ONE "ends: 2027-03-31}\n" ONE "ends: 2026-03-31}\n", 7, "two for community");
#define OTHER(l, who) "  - {line: " l ", holder: " who ", kind: federation, begins: 2025-04-01, "
#define TO_2027 "ends: 2027-03-31, source: s}\n"
    with_file(LET OTHER("ambulance", "A") TO_2027 OTHER("community", "B") TO_2027
                  OTHER("out_of_hours", "C") TO_2027,
              8, "a third holder that is federation");
    with_file(LET "  - {line: comunity}\n", 6, "did you mean 'community'?");
    with_file(LET "  - community\n", 6, "expected a list of maps");
}

static char *slurp(const char *path, size_t *n) {
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    fseek(in, 0, SEEK_END);
    *n = (size_t)ftell(in);
    rewind(in);
    char *text = test_malloc(*n + 1);
    assert_int_equal(fread(text, 1, *n, in), *n);
    text[*n] = '\0';
    fclose(in);
    return text;
}

static const char *const tables[] = {"functions",
                                     "commissioners",
                                     "councils",
                                     "neighbourhoods",
                                     "market_forces",
                                     "providers",
                                     "services",
                                     "staff",
                                     "pfi",
                                     "flows",
                                     "practices",
                                     "urgent_monthly",
                                     "board_monthly",
                                     "england_rtt_monthly"};

/* The tables in a folder of their own, one of them changed: find by with, or cut off after find. */
static void with_table(const char *table, const char *find, const char *with, const char *words) {
    char folder[] = "/tmp/england-XXXXXX", inner[64], from[800], to[200];
    assert_non_null(mkdtemp(folder));
    snprintf(inner, sizeof inner, "%s/england", folder);
    assert_int_equal(mkdir(inner, 0700), 0);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        size_t n;
        snprintf(from, sizeof from, "%s/england/%s.csv", data_dir, tables[i]);
        snprintf(to, sizeof to, "%s/%s.csv", inner, tables[i]);
        char *text = slurp(from, &n);
        FILE *out = fopen(to, "wb");
        char *at = strcmp(tables[i], table) == 0 ? strstr(text, find) : text + n;
        assert_non_null(at);
        fwrite(text, 1, (size_t)(at - text), out);
        if (at < text + n && with != NULL)
            fprintf(out, "%s%s", with, at + strlen(find));
        fclose(out);
        test_free(text);
    }
    assert_fault("bath-swindon-wiltshire", folder, NULL, 0, words);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        snprintf(to, sizeof to, "%s/%s.csv", inner, tables[i]);
        unlink(to);
    }
    rmdir(inner);
    rmdir(folder);
}

static void test_broken_tables(void **state) {
    (void)state;
    with_table("services", "RN3,C_110,", NULL, "rows, expected 3657 as the table's head says");
    with_table("services", ",C_110,", NULL, "truncated");
    with_table("services", "incomplete_dta,weeks", "incomplete_dta,week",
               "no column 'weeks'; the nearest is 'week'");
    with_table("services", "\nRD1,C_100,", "\nRD1,C_1000,",
               "function is 'C_1000', expected a code of functions.csv");
    with_table("providers", ",FOUNDATION_TRUST,", ",FOUNDATION,",
               "owner is 'FOUNDATION', expected an owner");
    with_table("neighbourhoods", "\nE02003003,", "\nE0,", "expected rows in order of this code");
    with_table("practices", "\nA81001,", "\n,", "code is '', expected a code");
    with_table("england_rtt_monthly", "\n2020-05,", "\n2020-13,", "expected a month such as");
    with_table("flows", "\n00L,AAV,30", "\n00L,AAV,-3",
               "incomplete is '-3', expected a number from 0");
    with_table("urgent_monthly", "\n", NULL, "urgent_monthly.csv");
}

static void test_small_parts(void **state) {
    (void)state;
    assert_int_equal(age_band(0), 0);
    assert_int_equal(age_band(4.99), 0);
    assert_int_equal(age_band(5), 1);
    assert_int_equal(age_band(17.9), 1);
    assert_int_equal(age_band(64.9), 3);
    assert_int_equal(age_band(85), 6);
    assert_int_equal(age_band(107), 6);
    assert_string_equal(owner_name(OWNER_COUNCIL), "COUNCIL");
    assert_true(circumstances_param_table.n >= 12);
    struct circumstances c;
    parameter_defaults(&circumstances_param_table, (double *)&c);
    assert_true(c.winter_strength > 0);
    const struct month_series s = {.n = 4, .first_month = 100, .value = {1, NAN, 3, 5}};
    assert_true(series_mean_last(&s, 2) == 4.0 && series_mean_last(&s, 9) == 3.0);
    assert_true(isnan(series_at(&s, 101)) && isnan(series_at(&s, 104)) &&
                series_at(&s, 103) == 5.0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_published_lists),
                                       cmocka_unit_test(test_market_forces),
                                       cmocka_unit_test(test_balance),
                                       cmocka_unit_test(test_people_of_the_place),
                                       cmocka_unit_test(test_distances),
                                       cmocka_unit_test(test_urgent_series),
                                       cmocka_unit_test(test_flows),
                                       cmocka_unit_test(test_england),
                                       cmocka_unit_test(test_vintage),
                                       cmocka_unit_test(test_wrong_names),
                                       cmocka_unit_test(test_wrong_files),
                                       cmocka_unit_test(test_broken_tables),
                                       cmocka_unit_test(test_small_parts)};
    find_root();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
