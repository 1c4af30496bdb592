// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The answer as a table for a terminal of 120 columns: each measure's level under the baseline with
 * the paired differences of the others beside it, two a block; who gained and lost; the headline
 * under other settings and with one answer changed at a time; and the sentence for the claim.
 * Shares are printed in per cent and their differences in points; large numbers in thousands (k)
 * and millions (m). */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/decimal.h"
#include "report/report.h"

enum { PAGE_WIDTH = 120, SENTENCE_WIDTH = 100 };

/* --- numbers ---------------------------------------------------------------------------------- */

static bool is_share(unsigned measure) { return strcmp(measure_info[measure].unit, "SHARE") == 0; }

static void figure(char *buffer, size_t size, unsigned measure, double v, bool sign) {
    if (is_share(measure)) v *= 100;
    const double size_of = fabs(v);
    if (!isfinite(v)) snprintf(buffer, size, "-");
    else if (is_share(measure)) decimal_text(buffer, size, v, 1, sign);
    else if (size_of >= 1e8 - 5e3) snprintf(buffer, size, sign ? "%+.0fm" : "%.0fm", v / 1e6);
    else if (size_of >= 1e6 - 50) snprintf(buffer, size, sign ? "%+.2fm" : "%.2fm", v / 1e6);
    else if (size_of >= 1e4 - 0.5) snprintf(buffer, size, sign ? "%+.1fk" : "%.1fk", v / 1e3);
    else if (size_of >= 100 - 0.05) decimal_text(buffer, size, v, 0, sign);
    else if (size_of >= 10 - 0.005) decimal_text(buffer, size, v, 1, sign);
    else decimal_text(buffer, size, v, 2, sign);
}

static double most_of(const double v[3]) {
    return fmax(fabs(v[0]), fmax(fabs(v[1]), fabs(v[2])));
}

/* One scale for a difference and the ends of its interval: that of most of it, unless an end is so
 * small that it would be lost. */
enum scale { AS_IT_IS, THOUSANDS, WHOLE_THOUSANDS, MILLIONS, FINE_MILLIONS };

static enum scale scale_of(unsigned measure, const double v[3]) {
    const double most = most_of(v),
                 least = fmin(fabs(v[0]), fmin(fabs(v[1]), fabs(v[2])));
    if (is_share(measure) || !(most >= 1e4 - 0.5)) return AS_IT_IS;
    if (most >= 1e8 - 5e3 || least >= 1e6 - 50) return MILLIONS;
    return most >= 1e6 - 50 ? WHOLE_THOUSANDS : THOUSANDS;
}

static void scaled(char *buffer, size_t size, unsigned measure, double v, enum scale scale,
                   bool sign) {
    switch (scale) {
    case THOUSANDS: decimal_text(buffer, size, v / 1e3, 1, sign); break;
    case WHOLE_THOUSANDS: decimal_text(buffer, size, v / 1e3, 0, sign); break;
    case FINE_MILLIONS: decimal_text(buffer, size, v / 1e6, 3, sign); break;
    case MILLIONS: decimal_text(buffer, size, v / 1e6, fabs(v) < 1e8 ? 2 : 0, sign); break;
    default: figure(buffer, size, measure, v, sign); return;
    }
    const size_t n = strlen(buffer);
    if (isfinite(v) && n + 1 < size) memcpy(buffer + n, scale >= MILLIONS ? "m" : "k", 2);
}

/* Of a column in which rows compare one measure: by its largest figure, or readers take thousands
 * for millions. */
static enum scale scale_of_column(unsigned measure, double most) {
    if (is_share(measure) || most < 1e4 - 0.5) return AS_IT_IS;
    return most >= 1e6 - 50 ? MILLIONS : THOUSANDS;
}

/* Words of a list as people read them: "ledger_category" to "ledger category", POUNDS to
 * "pounds". */
static const char *plain_words(const char *text, char *buffer, size_t size) {
    size_t n = 0;
    for (; text[n] && n + 1 < size; n++)
        buffer[n] = (char)(text[n] == '_' ? ' ' : tolower((unsigned char)text[n]));
    buffer[n] = '\0';
    return buffer;
}

static const char *unit_of(unsigned measure, char *buffer, size_t size) {
    return is_share(measure) ? "per cent" : plain_words(measure_info[measure].unit, buffer, size);
}

static const char *unit_of_change(unsigned measure, char *buffer, size_t size) {
    return is_share(measure) ? "points" : unit_of(measure, buffer, size);
}

/* --- blocks of scenarios ---------------------------------------------------------------------- */

struct block { unsigned n, scenario[SCENARIO_MAX]; };

/* The next scenarios after *from, the baseline left out, at most `most`; false when none is
 * left. */
static bool next_block(const struct twins *t, unsigned *from, unsigned most, struct block *b) {
    b->n = 0;
    for (; *from < t->n_scenarios && b->n < most; ++*from)
        if (*from != t->experiment->baseline) b->scenario[b->n++] = *from;
    return b->n > 0;
}

static const char *name_of(const struct twins *t, unsigned scenario) {
    return t->experiment->scenario[scenario].name;
}

/* --- measures --------------------------------------------------------------------------------- */

enum { BLOCK_MEASURES = 2, DIFFERENCE = 8, INTERVAL = 18 };

static void print_head(FILE *out, const struct twins *t, const struct block *b) {
    fprintf(out, "\n%-29s %-11s %-4s %9s", "", "", "", "baseline");
    for (unsigned i = 0; i < b->n; i++)
        fprintf(out, "  %*.*s", DIFFERENCE + 1 + INTERVAL, DIFFERENCE + 1 + INTERVAL,
                name_of(t, b->scenario[i]));
    fprintf(out, "\n%-29s %-11s %-4s %9s", "measure", "unit", "over", "level");
    for (unsigned i = 0; i < b->n; i++)
        fprintf(out, "  %*s %*s", DIFFERENCE, "diff.", INTERVAL, "[95% interval]");
    fputc('\n', out);
}

/* Money of a row is in millions throughout where any of it is: the level, and every difference. */
static enum scale scale_of_row(const struct twins *t, const struct comparison_row *r) {
    double most = fabs(r->level_of[t->experiment->baseline].mean);
    if (strcmp(measure_info[r->measure].unit, "POUNDS") != 0) return AS_IT_IS;
    for (unsigned k = 0; k < t->n_scenarios; k++) {
        const struct estimate *const d = &r->difference[k];
        if (k != t->experiment->baseline) most = fmax(most, fabs(d->mean));
    }
    return most >= 1e6 - 50 ? MILLIONS : AS_IT_IS;
}

/* scale: of the row, or AS_IT_IS: by the size of the difference and its ends. */
static void print_difference(FILE *out, unsigned measure, const struct estimate *d,
                             enum scale scale) {
    char mean[40], low[40], high[40], interval[96] = "[one replicate]";
    scaled(mean, sizeof mean, measure, d->mean, scale, true);
    if (d->n >= 2) {
        const double v[3] = {d->mean, d->low95, d->high95};
        const enum scale s = scale == AS_IT_IS ? scale_of(measure, v)
                             : scale == MILLIONS && most_of(v) < 1e5 - 500 ? FINE_MILLIONS : scale;
        scaled(mean, sizeof mean, measure, d->mean, s, true);
        scaled(low, sizeof low, measure, d->low95, s, true);
        scaled(high, sizeof high, measure, d->high95, s, true);
        snprintf(interval, sizeof interval, "[%s, %s]", low, high);
    }
    fprintf(out, "  %*s %*s", DIFFERENCE, mean, INTERVAL, interval);
}

static void print_row(FILE *out, const struct twins *t, const struct block *b,
                      const struct comparison_row *r, const char *label, enum scale scale) {
    static const char *const over[] = {"sum", "mean", "end"};
    char level[32], unit[40];
    scaled(level, sizeof level, r->measure, r->level_of[t->experiment->baseline].mean, scale,
           false);
    fprintf(out, "%-29.29s %-11.11s %-4s %9s", label, unit_of(r->measure, unit, sizeof unit),
            over[measure_info[r->measure].over], level);
    for (unsigned i = 0; i < b->n; i++)
        print_difference(out, r->measure, &r->difference[b->scenario[i]], scale);
    fputc('\n', out);
}

/* What most people ask for first; the others are printed on request. */
static bool is_main(const struct experiment *e, unsigned measure) {
    static const enum measure of_all[] = {
        M_rtt_incomplete, M_rtt_within_18_weeks_share, M_rtt_median_wait, M_rtt_over_52_weeks,
        M_rtt_clock_starts, M_rtt_stops_admitted, M_rtt_stops_nonadmitted, M_rtt_removals,
        M_rtt_incomplete_all, M_rtt_stops_admitted_all, M_rtt_stops_nonadmitted_all,
        M_rtt_private_exits, M_ae_attendances, M_ae_within_4_hours_share,
        M_ae_over_12_hours_from_arrival, M_emergency_admissions, M_elective_admissions,
        M_ga_beds_occupied, M_no_criteria_to_reside, M_cancelled_operations,
        M_ambulance_response_minutes, M_gp_failed, M_deaths, M_deaths_from_delay, M_qaly, M_spend,
        M_care_delivered, M_private_income, M_commissioner_balance, M_council_balance,
        M_provider_balance, M_private_balance, M_treasury_support, M_private_share_of_stops,
        M_sessions_private, M_staff_vacancy_rate, M_over_52_weeks_rii};
    for (unsigned k = 0; k < sizeof of_all / sizeof *of_all; k++)
        if (of_all[k] == (enum measure)measure) return true;
    return strcmp(measure_info[measure].name, e->headline) == 0;
}

/* What was spent by what it was spent on, and what persons put in: in the unit of the whole. */
static void print_spend(FILE *out, const struct twins *t, const struct block *b) {
    const struct comparison_row *const all = twins_row(t, M_spend, ORG_PLACE, BY_NONE, 0);
    const enum scale scale = all ? scale_of_row(t, all) : AS_IT_IS;
    for (unsigned c = 0; c < CATEGORY_COUNT; c++) {
        const struct comparison_row *r = twins_row(t, M_spend, ORG_PLACE, BY_CATEGORY, c);
        char label[64];
        snprintf(label, sizeof label, "  of spend: %s", category_name((enum ledger_category)c));
        if (r) print_row(out, t, b, r, label, scale);
    }
    const struct comparison_row *const private_ =
        twins_row(t, M_private_payments, ORG_PLACE, BY_NONE, 0);
    if (private_) print_row(out, t, b, private_, "  put in by persons, insurers", scale);
}

/* Returns how many measures were left out. */
static unsigned print_rows(FILE *out, const struct twins *t, const struct block *b, bool all) {
    unsigned left = 0;
    print_head(out, t, b);
    for (int m = 0; m < (int)MEASURE_COUNT; m++) {
        const struct comparison_row *r = twins_row(t, (enum measure)m, ORG_PLACE, BY_NONE, 0);
        if (!r) continue;
        if (all || is_main(t->experiment, (unsigned)m))
            print_row(out, t, b, r, measure_info[m].name, scale_of_row(t, r));
        else left++;
    }
    print_spend(out, t, b);
    return left;
}

/* What each other column is, where its title says more than its name. */
static void print_titles(FILE *out, const struct experiment *e) {
    for (unsigned k = 0; k < e->n_scenarios; k++) {
        const struct scenario *const s = &e->scenario[k];
        char line[400];
        if (k == e->baseline || strcmp(s->name, s->title) == 0) continue;
        snprintf(line, sizeof line, "%s: %s.", s->name, s->title);
        report_text_wrapped(out, line, 0, 2, PAGE_WIDTH);
    }
}

static void print_legend(FILE *out, const struct twins *t) {
    const struct experiment *e = t->experiment;
    char legend[400];
    snprintf(legend, sizeof legend,
             "Baseline: %s (%s). Diff.: paired difference from it. Over: sum, mean or end of the "
             "months.",
             name_of(t, e->baseline), e->scenario[e->baseline].title);
    report_text_wrapped(out, legend, 0, 2, PAGE_WIDTH);
    print_titles(out, e);
}

static void print_measures(FILE *out, const struct twins *t, bool all) {
    struct block b;
    unsigned from = 0, left = 0;
    print_legend(out, t);
    while (next_block(t, &from, BLOCK_MEASURES, &b)) left = print_rows(out, t, &b, all);
    if (t->n_scenarios == 1) left = print_rows(out, t, &(struct block){0}, all);
    if (left > 0)
        fprintf(out, "%u more measures: --all-measures prints them, --csv DIR and --format json "
                     "hold them all.\n", left);
}

/* --- who gained, who lost --------------------------------------------------------------------- */

enum { BLOCK_GAINS = 2 };
static const double SHOWN = 100; /* of a thousand people, in what is shown */

static const struct gain *gain_of(const struct twins *t, unsigned scenario,
                                  const struct gain *like) {
    for (unsigned i = 0; i < t->n_gains[scenario]; i++)
        if (t->gains[scenario][i].breakdown == like->breakdown &&
            t->gains[scenario][i].level == like->level)
            return &t->gains[scenario][i];
    return NULL;
}

static const char *gain_interval(const struct gain *g, char *buffer, size_t size) {
    char low[32], high[32];
    if (g->replicates >= 2)
        snprintf(buffer, size, "[%s, %s]",
                 decimal_text(low, sizeof low, SHOWN * g->low95, 1, true),
                 decimal_text(high, sizeof high, SHOWN * g->high95, 1, true));
    else snprintf(buffer, size, "%s", "[one replicate]");
    return buffer;
}

static void print_gain(FILE *out, const struct twins *t, const struct block *b,
                       const struct gain *g) {
    char level[64], words[64], group[140] = "everybody", placebo[32] = "not run", interval[80],
                               mean[32];
    if (g->breakdown != BY_NONE)
        snprintf(group, sizeof group, "%s %s",
                 plain_words(breakdown_name((enum breakdown)g->breakdown), words, sizeof words),
                 level_name(t->place, (enum breakdown)g->breakdown, g->level, level, sizeof level));
    if (!isnan(g->placebo_per_1000))
        decimal_text(placebo, sizeof placebo, SHOWN * g->placebo_per_1000, 1, true);
    fprintf(out, "  %-22.22s %9llu %9s", group, (unsigned long long)g->people, placebo);
    for (unsigned i = 0; i < b->n; i++) {
        const struct gain *other = gain_of(t, b->scenario[i], g);
        if (other)
            fprintf(out, "  %*s %*s", DIFFERENCE,
                    decimal_text(mean, sizeof mean, SHOWN * other->qaly_per_1000, 1, true),
                    INTERVAL, gain_interval(other, interval, sizeof interval));
        else fprintf(out, "  %*s %*s", DIFFERENCE, "-", INTERVAL, "-");
    }
    fputc('\n', out);
}

/* Twins are not perfectly coupled, so the placebo's shares stand beside. */
static void print_shares(FILE *out, const struct twins *t, unsigned scenario) {
    char line[300], placebo[100] = "";
    if (t->n_gains[scenario] == 0) return;
    const struct gain *all = &t->gains[scenario][0];
    if (!isnan(all->placebo_better))
        snprintf(placebo, sizeof placebo, "; in the placebo %.1f%% and %.1f%%",
                 100 * all->placebo_better, 100 * all->placebo_worse);
    snprintf(line, sizeof line, "Better off than their twin under %s: %.1f%%, worse off %.1f%%%s.",
             name_of(t, scenario), 100 * all->better_share, 100 * all->worse_share, placebo);
    fputs("  ", out);
    report_text_wrapped(out, line, 2, 4, PAGE_WIDTH);
}

static void print_gains_block(FILE *out, const struct twins *t, const struct block *b) {
    const unsigned first = b->scenario[0];
    fprintf(out, "  %-22s %9s %9s", "", "", "");
    for (unsigned i = 0; i < b->n; i++) fprintf(out, "  %27.27s", name_of(t, b->scenario[i]));
    fprintf(out, "\n  %-22s %9s %9s", "group", "people", "placebo");
    for (unsigned i = 0; i < b->n; i++)
        fprintf(out, "  %*s %*s", DIFFERENCE, "diff.", INTERVAL, "[95% interval]");
    fputc('\n', out);
    for (unsigned i = 0; i < t->n_gains[first]; i++) print_gain(out, t, b, &t->gains[first][i]);
    for (unsigned i = 0; i < b->n; i++) print_shares(out, t, b->scenario[i]);
}

static void print_gains(FILE *out, const struct twins *t) {
    struct block b;
    unsigned from = 0, any = 0;
    for (unsigned k = 0; k < t->n_scenarios; k++) any += t->n_gains[k];
    if (any == 0) return;
    fprintf(out,
            "\nWho gained, who lost: quality-adjusted life years per 100,000 people over the "
            "period, against %s.\n"
            "Placebo: the baseline against itself with other luck in care, one replicate; it "
            "stands beside and is not taken off.\n"
            "It moves more people than a reform does, whose twins keep their luck; of a small "
            "group it is mostly chance.\n"
            "People: everybody who lived in the place at any time in the period, born or moved in "
            "included; age at the start.\n"
            "Deprivation decile 1 is the most deprived.\n",
            name_of(t, t->experiment->baseline));
    while (next_block(t, &from, BLOCK_GAINS, &b)) print_gains_block(out, t, &b);
}

/* --- other settings, one answer at a time ----------------------------------------------------- */

enum { BLOCK_EXTRAS = 2 };

static double headline_of(const struct outcome *o, unsigned m) {
    return o->series.n ? twins_over_period(&o->series, (enum measure)m, ORG_PLACE, BY_NONE, 0)
                       : NAN;
}

static bool starts_with(const char *text, const char *with) {
    return strncmp(text, with, strlen(with)) == 0;
}

double report_first(const struct twins *t, const char *name, unsigned scenario, unsigned m) {
    if (!name) return headline_of(&t->main[scenario], m);
    for (unsigned i = 0; i < t->n_extra; i++)
        if (t->extra[i].scenario == scenario && strcmp(t->extra[i].name, name) == 0)
            return headline_of(&t->extra[i].outcome, m);
    return NAN;
}

struct setting_table { const struct twins *t; unsigned m; enum scale level, difference; };

static void widen(const struct twins *t, unsigned m, const char *extra, double *level,
                  double *difference) {
    const double base = report_first(t, extra, t->experiment->baseline, m);
    for (unsigned k = 0; k < t->n_scenarios; k++) {
        const double v = report_first(t, extra, k, m);
        *level = fmax(*level, fabs(v));
        *difference = fmax(*difference, fabs(v - base));
    }
}

static struct setting_table setting_table_of(const struct twins *t, unsigned m) {
    double level = 0, difference = 0;
    widen(t, m, NULL, &level, &difference);
    for (unsigned i = 0; i < t->n_extra; i++)
        if (starts_with(t->extra[i].name, "variant:"))
            widen(t, m, t->extra[i].name, &level, &difference);
    return (struct setting_table){t, m, scale_of_column(m, level), scale_of_column(m, difference)};
}

static void print_setting(FILE *out, const struct setting_table *s, const struct block *b,
                          const char *label, const char *extra) {
    const double base_level = report_first(s->t, extra, s->t->experiment->baseline, s->m);
    char text[40];
    scaled(text, sizeof text, s->m, base_level, s->level, false);
    fprintf(out, "  %-32.32s %9s", label, text);
    for (unsigned i = 0; i < b->n; i++) {
        const double v = report_first(s->t, extra, b->scenario[i], s->m);
        char level[40], difference[48];
        scaled(level, sizeof level, s->m, v, s->level, false);
        scaled(difference, sizeof difference, s->m, v - base_level, s->difference, true);
        fprintf(out, "  %16s %16s", level, difference);
    }
    fputc('\n', out);
}

bool report_is_first_of_name(const struct twins *t, unsigned i) {
    for (unsigned k = 0; k < i; k++)
        if (strcmp(t->extra[k].name, t->extra[i].name) == 0) return false;
    return true;
}

static void print_variant(FILE *out, const struct setting_table *s, const struct block *b,
                          const char *extra) {
    const char *name = extra + strlen("variant:");
    if (twins_variant_idle(s->t, name)) fprintf(out, "  %-32.32s changes nothing here\n", name);
    else print_setting(out, s, b, name, extra);
}

/* From where private growth has its staff, and which of the assumed parameters nothing moves. */
static void print_not_varied(FILE *out, const struct twins *t) {
    unsigned public_ones = 0, firms = 0, assumed = 0;
    char line[640];
    for (unsigned p = 0; p < t->place->n_providers; p++) {
        const struct provider *o = &t->place->providers[p];
        if (o->outside || o->owner == OWNER_COUNCIL) continue;
        *(o->owner == OWNER_PUBLIC || o->owner == OWNER_FOUNDATION_TRUST ? &public_ones : &firms) +=
            1;
    }
    for (unsigned i = 0; i < registry_n_tables(); i++)
        for (size_t k = 0; k < registry_table(i)->n; k++)
            assumed += registry_table(i)->rows[k].standing == STANDING_ASSUMED;
    if (firms == 0)
        snprintf(
            line, sizeof line,
            "No firm inside the place can grow: settings of private growth have nothing to act "
            "on.");
    else
        snprintf(line, sizeof line,
                 "The pool that private growth draws on is as wide as the place, one a treatment "
                 "function: less what comes from outside, its %u firms take first the idle, then "
                 "the sessions of its %u public providers.",
                 firms, public_ones);
    fputs("  ", out);
    report_text_wrapped(out, line, 2, 4, PAGE_WIDTH);
    snprintf(line, sizeof line,
             "This one list of settings is what is varied. NOT varied are all parameters that it "
             "does not name (%u in all are ASSUMED): hiring, extra sessions, rooms, prices and "
             "investment (economy.*), what a run-down gives back (directly_managed.*), growth and "
             "need (circumstances.*).",
             assumed);
    fputs("  ", out);
    report_text_wrapped(out, line, 2, 4, PAGE_WIDTH);
}

static void print_variants(FILE *out, const struct twins *t, unsigned m) {
    struct block b;
    unsigned from = 0, any = 0;
    char unit[40], change[40];
    for (unsigned i = 0; i < t->n_extra; i++) any += starts_with(t->extra[i].name, "variant:");
    if (any == 0) return;
    const struct setting_table s = setting_table_of(t, m);
    fprintf(out,
            "\nUnder other settings, in replicate 1 alone, to be compared with replicate 1 as it "
            "stands, not with the mean above:\n%s (%s), and its difference from the baseline's "
            "(%s).\n",
            measure_info[m].name, unit_of(m, unit, sizeof unit),
            unit_of_change(m, change, sizeof change));
    while (next_block(t, &from, BLOCK_EXTRAS, &b)) {
        fprintf(out, "  %-32s %9s", "setting", "baseline");
        for (unsigned i = 0; i < b.n; i++) fprintf(out, "  %33.33s", name_of(t, b.scenario[i]));
        fputc('\n', out);
        print_setting(out, &s, &b, "replicate 1 as it stands", NULL);
        for (unsigned i = 0; i < t->n_extra; i++)
            if (starts_with(t->extra[i].name, "variant:") && report_is_first_of_name(t, i))
                print_variant(out, &s, &b, t->extra[i].name);
    }
    print_not_varied(out, t);
}

/* One answer at a time: the measure, and the one scale of all its changes. */
struct changes { FILE *out; unsigned m; enum scale scale; };

static void print_change(const struct changes *c, double value, const char *label) {
    char change[48];
    scaled(change, sizeof change, c->m, value, c->scale, true);
    fprintf(c->out, "  %-80.100s %s\n", label, change);
}

/* What the whole change is beyond the sum of the parts; beyond the whole itself, no part has a
 * share of it. */
static void print_interaction(const struct changes *c, double whole, double parts) {
    print_change(c, whole - parts, "  interaction: the whole less the sum of the parts:");
    if (fabs(whole - parts) > fabs(whole))
        fprintf(c->out, "    cannot attribute to one: the answers act together\n");
}

/* Is the question among "award, choice, payment"? */
static bool listed(const char *names, const char *question) {
    const size_t n = strlen(question);
    for (const char *at = names; *at; at += strcspn(at, ","), at += strspn(at, ", "))
        if (strncmp(at, question, n) == 0 && (at[n] == ',' || at[n] == '\0')) return true;
    return false;
}

/* What those answers change one at a time, summed. */
static double change_alone(const struct twins *t, unsigned m, unsigned k, const char *names) {
    struct attribution row[SCENARIO_MAX * Q_COUNT];
    const unsigned n = twins_attribution(t, (enum measure)m, row, sizeof row / sizeof *row);
    double sum = 0;
    for (unsigned i = 0; i < n; i++)
        if (row[i].scenario == k && listed(names, question_name(row[i].question)))
            sum += row[i].change;
    return sum;
}

/* Answers changed at once, and what is left when they count as one. */
static void print_together(const struct changes *c, const struct twins *t, unsigned k,
                           double left) {
    const unsigned m = c->m;
    char label[256];
    for (unsigned i = 0; i < t->n_extra; i++) {
        if (t->extra[i].scenario != k || !starts_with(t->extra[i].name, "together:")) continue;
        const char *const names = t->extra[i].name + strlen("together:");
        const double change =
            headline_of(&t->extra[i].outcome, m) - twins_before(t, k, (enum measure)m);
        const double alone = change_alone(t, m, k, names);
        snprintf(label, sizeof label, "  %s with %s at once as under %s:",
                 name_of(t, t->experiment->baseline), names, name_of(t, k));
        print_change(c, change, label);
        print_change(c, left + alone - change,
                     "  interaction left: the whole less these at once and the others one by one:");
    }
}

/* The list of one scenario, if it has any. */
static void print_answers_of(const struct changes *c, const struct twins *t, unsigned k) {
    const unsigned m = c->m;
    const char *base = name_of(t, t->experiment->baseline);
    const double before = twins_before(t, k, (enum measure)m);
    const double at_first = headline_of(&t->main[t->experiment->baseline], m);
    const double placebo = twins_placebo(t, (enum measure)m);
    double parts = before - at_first; /* of its settings */
    unsigned lost = 0;
    char label[256];
    bool any = false;
    for (unsigned i = 0; i < t->n_extra; i++) {
        if (t->extra[i].scenario != k || !starts_with(t->extra[i].name, "answer:")) continue;
        snprintf(label, sizeof label, "all that %s changes:", name_of(t, k));
        if (!any) print_change(c, headline_of(&t->main[k], m) - at_first, label);
        if (!any && fabs(before - at_first) > 0) {
            snprintf(label, sizeof label, "  %s with the settings of %s:", base, name_of(t, k));
            print_change(c, before - at_first, label);
        }
        any = true;
        parts += headline_of(&t->extra[i].outcome, m) - before;
        snprintf(label, sizeof label, "  %s with %s as under %s:", base,
                 t->extra[i].name + strlen("answer:"), name_of(t, k));
        print_change(c, headline_of(&t->extra[i].outcome, m) - before, label);
        lost += fabs(headline_of(&t->extra[i].outcome, m) - before) <= fabs(placebo);
    }
    if (lost)
        fprintf(c->out,
                "    %u of these %s within what other luck in care does (placebo): chance "
                "may do as much\n",
                lost, lost == 1 ? "is" : "are");
    const double whole = headline_of(&t->main[k], m) - at_first;
    if (any) print_interaction(c, whole, parts);
    if (any) print_together(c, t, k, whole - parts);
}

static bool has_answers(const struct twins *t) {
    for (unsigned i = 0; i < t->n_extra; i++)
        if (starts_with(t->extra[i].name, "answer:")) return true;
    return false;
}

static enum scale scale_of_changes(const struct twins *t, unsigned m) {
    double most = 0;
    for (unsigned i = 0; i < t->n_extra; i++) {
        const unsigned k = t->extra[i].scenario;
        if (starts_with(t->extra[i].name, "variant:")) continue;
        most = fmax(most, fabs(headline_of(&t->extra[i].outcome, m) -
                               twins_before(t, k, (enum measure)m)));
        most = fmax(most, fabs(headline_of(&t->main[k], m) -
                               headline_of(&t->main[t->experiment->baseline], m)));
    }
    return scale_of_column(m, most);
}

static void print_answers(FILE *out, const struct twins *t, unsigned m) {
    const struct changes c = {out, m, scale_of_changes(t, m)};
    const bool any = has_answers(t);
    char label[256], unit[40];
    if (any)
        fprintf(out, "\nOne answer at a time, replicate 1: change of %s (%s).\n",
                measure_info[m].name, unit_of_change(m, unit, sizeof unit));
    for (unsigned k = 0; k < t->n_scenarios; k++) print_answers_of(&c, t, k);
    const double placebo = twins_placebo(t, (enum measure)m);
    if (isnan(placebo)) return;
    snprintf(label, sizeof label, "%s again with other luck in care (placebo):",
             name_of(t, t->experiment->baseline));
    if (!any) fputc('\n', out);
    print_change(&c, placebo, label);
}

/* --- what the figures cover ------------------------------------------------------------------- */

static void print_chance(FILE *out, const struct twins *t) {
    char line[400];
    if (t->n_done > 1)
        snprintf(line, sizeof line,
                 "Intervals cover chance only, over %u replicates, given the choice constants, "
                 "where the pilot of urgent care begins and every parameter that no variant moves; "
                 "of so many rows one in twenty leaves nought out by chance alone.",
                 t->n_done);
    else
        snprintf(
            line, sizeof line,
            "One replicate: how much is chance cannot be told (--replicates 4 gives intervals).");
    fputc('\n', out);
    report_text_wrapped(out, line, 0, 2, PAGE_WIDTH);
    if (t->n_done == 2)
        report_text_wrapped(out,
                            "Two replicates: an interval of so few tells little. Most are far "
                            "wider than chance is; one without width, such as [+5.0, +5.0], says "
                            "that two runs agreed, not that chance is nought (--replicates 4 or "
                            "more).",
                            0, 2, PAGE_WIDTH);
}

static void print_cover(FILE *out, const struct twins *t) {
    const double a_head = t->money_a_head;
    char line[400];
    print_chance(out, t);
    report_text_wrapped(out, "What the words mean (RII, QALY, placebo, twin, session, ...): "
                             "docs/glossary.md; each measure in a line: tredegar list measures.",
                        0, 2, PAGE_WIDTH);
    report_text_wrapped(out,
                        "Counted at the place's own providers, whoever the patients: work that "
                        "moves in or out over the boundary shows as more or less.",
                        0, 2, PAGE_WIDTH);
    if (isnan(a_head)) return;
    snprintf(line, sizeof line,
             "Money: the model covers about %.0f pounds a head a year of public money (hospital, "
             "urgent care, general practice by the "
             "head, community, part of social care). Left out: mental health, prescribing, "
             "specialised, dental, public health.",
             a_head);
    report_text_wrapped(out, line, 0, 2, PAGE_WIDTH);
}

/* --- the page --------------------------------------------------------------------------------- */

/* A run that was cut or set by hand must not look like the experiment's own. */
static void print_notes(FILE *out, const struct experiment *e) {
    char line[1200];
    if (experiment_against_its_measure(e)) {
        snprintf(line, sizeof line,
                 "NOTE: the experiment takes %s %s as better; the measure itself counts as worse "
                 "what goes %s.", e->headline_up ? "more" : "less", e->headline,
                 e->headline_up ? "up" : "down");
        report_text_wrapped(out, line, 0, 2, PAGE_WIDTH);
    }
    if (!*e->notes) return;
    snprintf(line, sizeof line, "NOT THE EXPERIMENT AS WRITTEN: %s.", e->notes);
    report_text_wrapped(out, line, 0, 2, PAGE_WIDTH);
}

/* What is being tested, in the words of whoever says it: the sentence at the end answers this. */
static void print_claim(FILE *out, const struct experiment *e) {
    char line[sizeof e->claim + sizeof e->claim_source + 64];
    if (!*e->claim) return;
    snprintf(line, sizeof line, "The claim: \"%s\"%s%s%s", e->claim, *e->claim_source ? " (" : "",
             e->claim_source, *e->claim_source ? ")" : "");
    report_text_wrapped(out, line, 0, 2, PAGE_WIDTH);
}

/* Before the verdict of a study that is not whole: what it stands on. */
static void print_provisional(FILE *out, const struct twins *t) {
    const unsigned extras = twins_extras(t);
    char others[100] = "", line[400];
    if (!t->interrupted && t->n_left == 0) return;
    if (extras)
        snprintf(others, sizeof others, "; other settings, answers and placebo: %u of %u runs in",
                 twins_extras_in(t), extras);
    snprintf(line, sizeof line,
             "PROVISIONAL: the study has not run to its end%s. What follows stands on what is in "
             "and says more than all runs may bear out.", others);
    fputc('\n', out);
    report_text_wrapped(out, line, 0, 2, PAGE_WIDTH);
}

/* What was run; false: nothing that can be compared. */
static bool print_opening(FILE *out, const struct twins *t) {
    const struct experiment *e = t->experiment;
    char first[12], last[12], ended[128];
    day_print(e->first_day, first);
    day_print(e->last_day, last);
    report_text_wrapped(out, e->title, 0, 0, PAGE_WIDTH);
    print_claim(out, e);
    fprintf(out,
            "Simulated: %.80s, %s to %s,\nfrom the statistics published up to %s; %s; seed "
            "%llu.\n",
            t->place->name, first, last, t->place->vintage, twins_ended(t, ended, sizeof ended),
            (unsigned long long)e->seed);
    print_notes(out, e);
    if (t->n_done == 0)
        fprintf(out,
                "No replicate has run under every scenario: there is nothing to compare yet.\n");
    return t->n_done > 0;
}

static void print_verdict(FILE *out, const struct twins *t, const char *sentence) {
    print_provisional(out, t);
    fputc('\n', out);
    report_text_wrapped(out, sentence, 0, 0, SENTENCE_WIDTH);
}

/* The row of the headline alone. */
static void print_headline(FILE *out, const struct twins *t, enum measure m) {
    const struct comparison_row *const r = twins_row(t, m, ORG_PLACE, BY_NONE, 0);
    struct block b = {0};
    unsigned from = 0;
    print_legend(out, t);
    if (!r) return;
    do {
        if (!next_block(t, &from, BLOCK_MEASURES, &b) && t->n_scenarios > 1) return;
        print_head(out, t, &b);
        print_row(out, t, &b, r, measure_info[m].name, scale_of_row(t, r));
    } while (t->n_scenarios > 1);
}

void report_short(FILE *out, const struct twins *t, const char *sentence) {
    const int m = measure_find(t->experiment->headline);
    if (!print_opening(out, t)) return;
    if (m >= 0) print_headline(out, t, (enum measure)m);
    print_cover(out, t);
    print_verdict(out, t, sentence);
}

void report_table(FILE *out, const struct twins *t, const char *sentence, bool all) {
    const int m = measure_find(t->experiment->headline);
    if (!print_opening(out, t)) return;
    print_measures(out, t, all);
    print_cover(out, t);
    print_gains(out, t);
    report_headlines(out, t);
    report_decisions(out, t);
    report_beside(out, t);
    if (m >= 0) {
        print_variants(out, t, (unsigned)m);
        print_answers(out, t, (unsigned)m);
    }
    report_shapley(out, t);
    print_verdict(out, t, sentence);
}
