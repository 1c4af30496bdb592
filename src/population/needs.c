// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The need clock. One pending candidate a person; its day, what it turns out to be, its minute, its
 * severity and its mark come from one block of luck keyed by (person, number of the candidate),
 * drawn once when the clock is wound and again, the same, when it strikes.
 *
 *   E = -log u0; the candidate comes on the day when the days' hazards of the person's cell (age
 *   group, frailty, sex,
 *   tenth) have summed past E, going over to the next age group on its birthday month
 *   it strikes when u3 < factor of the date / highest factor (* single year's death over the
 *   group's)
 *   (* hazard_ratio, acute kinds only)
 *
 * Most adults' deaths follow a spell of dying, which a candidate begins, with needs for a bed of
 * its own: so hospital use gathers before death, at the same totals by age.
 * What is read of the person: age, sex, tenth, frailty, dying, elective_only, arrives, leaves.
 * The frailty that the stream reads moves only by candidates, which no regime touches (steps that
 * bed-days bring stand apart, in worn), so candidates are the same in every regime to the last day.
 * Nothing here reads died, in_hospital, burden or stamp. Left out: two
 * candidates of a person on one day (the day's probability is the rate itself, so no need is lost
 * by it). */
#include "base/real.h"
#include "place/purpose.h"
#include "population/needs_tables.h"

const char *need_kind_name(enum need_kind k) {
    static const char *const name[NEED_KINDS] = {"minor injury",
                                                 "minor illness",
                                                 "infection",
                                                 "exacerbation",
                                                 "fall",
                                                 "cardiovascular event",
                                                 "mental-health crisis",
                                                 "child fever",
                                                 "other major",
                                                 "elective",
                                                 "frailty",
                                                 "death",
                                                 "nothing"};
    return (unsigned)k < NEED_KINDS ? name[k] : "unknown";
}

static void months(struct needs *n) {
    n->month_day[0] = 0;
    for (uint32_t t = 0, m = 0; t < n->days; t++) {
        const int32_t month = day_month(n->first + t) - n->first_month;
        for (; m < (uint32_t)month; m++) n->month_day[m + 1] = t;
        n->month_of[t] = (int16_t)month;
    }
    n->month_day[n->months] = n->days;
}

static int room(struct needs *n) {
    n->month_of = arena_array(&n->arena, n->days, sizeof *n->month_of);
    n->month_day = arena_array(&n->arena, n->months + 1u, sizeof *n->month_day);
    n->alias = arena_array(&n->arena, n->cells, sizeof *n->alias);
    n->alias_elective = arena_array(&n->arena, n->cells, sizeof *n->alias_elective);
    n->accept = arena_array(&n->arena, n->days, sizeof *n->accept);
    n->rate = arena_array(&n->arena, n->cells, sizeof *n->rate);
    return arena_failed(&n->arena) ? FAULT_MEMORY : 0;
}

int needs_open(struct needs **out, const struct place *p, const struct needs_params *par,
               const double *elective_level, const struct luck *luck, day_t first_day,
               day_t last_day) {
    struct arena arena;
    *out = NULL;
    if (last_day < first_day || last_day - first_day > 36525) return FAULT_INPUT;
    arena_init(&arena, 1u << 16);
    struct needs *n = arena_take(&arena, sizeof *n);
    if (!n) return FAULT_MEMORY;
    n->arena = arena;
    n->luck = *luck;
    n->first = first_day;
    n->days = last_day - first_day + 1;
    n->first_month = day_month(first_day);
    n->months = (uint32_t)(day_month(last_day) - n->first_month) + 1;
    n->cells = par->dying_share > 0 ? ALL_CELLS : CELLS;
    if (room(n) < 0) {
        needs_close(n);
        return FAULT_MEMORY;
    }
    double highest[OUTCOMES];
    months(n);
    needs_rates_make(n, p, par, elective_level);
    needs_dates_make(n, par, highest);
    needs_alias_make(n, highest);
    *out = n;
    return 0;
}

void needs_close(struct needs *n) {
    if (!n) return;
    struct arena arena = n->arena; /* it owns n */
    arena_free(&arena);
}

/* Whole years of age in the month of a day of the run. */
static unsigned years(const struct needs *n, const struct person *p, uint32_t day) {
    const int32_t months = n->first_month + n->month_of[day] - p->born;
    return months < 0 ? 0 : months >= 12 * AGES ? AGES - 1u : (unsigned)months / 12;
}

/* The day of the run on which the person leaves an age group, n->days when not within the run. */
static uint32_t passes(const struct needs *n, const struct person *p, unsigned group) {
    const int32_t month = p->born + 12 * group_from[group + 1] - n->first_month;
    return group == GROUPS - 1 || month >= (int32_t)n->months ? n->days : n->month_day[month];
}

/* Of somebody as anybody can see them; as they are. */
static unsigned seen_cell(const struct needs *n, const struct person *p, unsigned age) {
    return cell_of(n->group_of[age], p->frailty, (p->flags & FLAG_WOMAN) != 0, p->decile - 1u);
}

/* Of somebody of that frailty, dying or not. */
static unsigned cell_at(const struct needs *n, const struct person *p, unsigned age,
                        unsigned frailty) {
    return cell_of(n->group_of[age], frailty, (p->flags & FLAG_WOMAN) != 0, p->decile - 1u) +
           (p->dying ? n->cells - CELLS : 0u);
}

/* Of the stream: without the steps that bed-days brought. */
static unsigned cell(const struct needs *n, const struct person *p, unsigned age) {
    return cell_at(n, p, age, p->frailty - (unsigned)p->worn);
}

/* The day of the run of the next candidate after day (-1: before the first), or n->days. */
static uint32_t run_out(const struct needs *n, const struct person *p, int64_t day, double hazard) {
    const struct pace *pace = n->pace[(p->flags & FLAG_ELECTIVE_ONLY) != 0];
    uint32_t from = (uint32_t)(day + 1);
    while (from < n->days) {
        const unsigned age = years(n, p, from), group = n->group_of[age];
        const struct pace *at = &pace[cell(n, p, age)];
        const uint32_t until = passes(n, p, group);
        const double gap = hazard * (double)at->days;
        if (gap < until - from) return from + (uint32_t)gap;
        hazard -= (until - from) * (double)at->per_day;
        if (hazard < 0) hazard = 0;
        from = until;
    }
    return n->days;
}

/* What the block of a candidate turns out to be in a cell. */
static unsigned outcome(const struct needs *n, const struct person *p, unsigned c, uint32_t w) {
    if (p->flags & FLAG_ELECTIVE_ONLY) {
        const uint32_t column = w >> 27, entry = n->alias_elective[c][column];
        return OUTCOME_ELECTIVE + ((w >> 3 & 0xffffff) < entry >> 8 ? column : entry & 0xff);
    }
    const uint32_t column = w >> 26, entry = n->alias[c][column];
    return (w >> 2 & 0xffffff) < entry >> 8 ? column : entry & 0xff;
}

static uint32_t minute(const struct needs *n, unsigned o, uint32_t w) {
    const uint16_t *q = n->hour[n->hours_of[o]];
    const uint32_t i = w >> 24, part = w >> 16 & 0xff;
    return (q[i] * (256 - part) + q[i + 1] * part) >> 13; /* / 256 / 32 */
}

static enum need_kind kind_of(unsigned o) {
    return o < OUTCOME_ELECTIVE ? (enum need_kind)(o / TRUTHS) : o < OUTCOME_FRAILTY ? NEED_ELECTIVE
           : o == OUTCOME_FRAILTY ? NEED_FRAILTY
           : o == OUTCOME_DEATH   ? NEED_DEATH
                                  : NEED_NOTHING;
}

minute_t needs_next(struct needs *n, struct person *p, uint32_t id) {
    if (p->clock == MINUTE_NEVER) return MINUTE_NEVER;
    const struct words w = luck_words(&n->luck, id, PURPOSE_NEED, p->needs * 16u);
    int64_t from = (int64_t)minute_day(p->clock) - n->first;
    if (from < (int64_t)p->arrives - 1) from = (int64_t)p->arrives - 1;
    if (from < -1) from = -1;
    const uint32_t day = run_out(n, p, from, -real_log(word_uniform(w.w[0])));
    if (day >= n->days || day >= p->leaves) return p->clock = MINUTE_NEVER;
    const unsigned o = outcome(n, p, cell(n, p, years(n, p, day)), w.w[1]);
    p->clock = day_minute(n->first + day) + minute(n, o, w.w[2]);
    if (!p->beyond)
        n->digest += mix64(mix64((uint64_t)id << 32 | p->needs) ^ ((uint64_t)p->clock << 8 | o));
    return p->clock;
}

static float severity(const struct needs *n, enum true_need t, uint32_t w) {
    const uint32_t i = w >> 8 & 0xff;
    const float part = (float)(w & 0xff) * (1.0f / 256.0f);
    return n->severity_low[t] +
           n->severity_range[t] * (n->lean[i] + (n->lean[i + 1] - n->lean[i]) * part);
}

/* What single years and the deaths that delays bring about make of a candidate for a death, or for
 * the beginning of a spell of dying. */
static double death_chance(const struct needs *n, const struct person *p, unsigned o,
                           unsigned age) {
    const unsigned sex = (p->flags & FLAG_WOMAN) != 0, tenth = p->decile - 1u;
    if (o == OUTCOME_DYING) return (double)n->spell[age][sex][tenth];
    if (p->dying) return n->dying_level;
    return (double)n->death[age][sex][tenth] * (age < DYING_FROM ? 1.0 : n->sudden_level);
}

/* A step of the stream befalls somebody; mark: a uniform. Whom bed-days have carried ahead of the
 * stream it mostly catches up with: their own next step comes at their own hazard. */
static bool grows_frail(const struct needs *n, struct person *p, unsigned age, double mark) {
    if (p->worn) {
        const unsigned stream = p->frailty - (unsigned)p->worn;
        const double own = (double)n->rate[cell_at(n, p, age, p->frailty)][OUTCOME_FRAILTY],
                     theirs = (double)n->rate[cell_at(n, p, age, stream)][OUTCOME_FRAILTY];
        if (mark * theirs >= own) {
            p->worn = (p->worn - 1u) & 3u;
            return false;
        }
    }
    p->frailty = (p->frailty + 1u) & 3u;
    return true;
}

void needs_strike(struct needs *n, struct person *p, uint32_t id, minute_t now, double hazard_ratio,
                  struct need *need) {
    const uint32_t number = p->needs++, day = minute_day(now) - n->first;
    const struct words w = luck_words(&n->luck, id, PURPOSE_NEED, number * 16u);
    const unsigned age = years(n, p, day), o = outcome(n, p, cell(n, p, age), w.w[1]);
    double chance = (double)n->accept[day][o];
    if (o < OUTCOME_ELECTIVE) chance *= hazard_ratio;
    else if (o == OUTCOME_DEATH || o == OUTCOME_DYING) chance *= death_chance(n, p, o, age);
    *need = (struct need){.person = id, .number = number, .at = now, .kind = NEED_NOTHING};
    const double mark = word_uniform(w.w[3]);
    if (mark >= chance) return;
    if (o == OUTCOME_DYING) p->dying = 1;
    need->kind = kind_of(o);
    if (o < OUTCOME_ELECTIVE) {
        need->truth = (enum true_need)(o % TRUTHS);
        need->severity = severity(n, need->truth, w.w[2]);
    } else if (o < OUTCOME_FRAILTY) {
        need->function = (uint8_t)(o - OUTCOME_ELECTIVE);
        need->severity = n->lean[w.w[2] >> 8 & 0xff];
    } else if (o == OUTCOME_FRAILTY && p->frailty - (unsigned)p->worn < FRAILTY_SEVERE) {
        if (!grows_frail(n, p, age, mark / chance)) need->kind = NEED_NOTHING;
    }
}

void needs_near(const struct needs *n, const struct person *p, day_t today) {
    const unsigned c = cell(n, p, years(n, p, today - n->first));
    const bool elective = (p->flags & FLAG_ELECTIVE_ONLY) != 0;
    const char *row = elective ? (const char *)n->alias_elective[c] : (const char *)n->alias[c];
    const size_t bytes = elective ? sizeof *n->alias_elective : sizeof *n->alias;
    for (size_t k = 0; k < bytes; k += 64) __builtin_prefetch(row + k);
    __builtin_prefetch(&n->pace[elective][c]);
}

uint64_t needs_digest(const struct needs *n) { return n->digest; }

static unsigned age_on(const struct person *p, day_t today) {
    const int32_t months = day_month(today) - p->born;
    return months < 0 ? 0 : months >= 12 * AGES ? AGES - 1u : (unsigned)months / 12;
}

/* Of somebody of a cell of the living, spells of dying in. */
static double death_rate_in(const struct needs *n, const struct person *p, unsigned age,
                            unsigned in) {
    const float *seen = n->rate[in];
    const unsigned sex = (p->flags & FLAG_WOMAN) != 0, tenth = p->decile - 1u;
    return (1.0 - n->ageing.dying[age][sex][tenth]) *
           (double)seen[OUTCOME_DEATH] / (age < DYING_FROM ? 1.0 : n->share_sudden) *
           (double)n->death[age][sex][tenth];
}

static double death_rate(const struct needs *n, const struct person *p, unsigned age) {
    return death_rate_in(n, p, age, seen_cell(n, p, age));
}

double needs_rate(const struct needs *n, const struct person *p, day_t today, enum need_kind k,
                  unsigned function) {
    const unsigned age = age_on(p, today);
    const float *rate = n->rate[cell(n, p, age)];
    double all = 0;
    if (k == NEED_ELECTIVE)
        return function < FUNCTION_MAX ? (double)rate[OUTCOME_ELECTIVE + function] : 0;
    if (k == NEED_FRAILTY) return (double)rate[OUTCOME_FRAILTY];
    if (k == NEED_DEATH) return death_rate(n, p, age);
    if ((unsigned)k >= NEED_ACUTE_KINDS || (p->flags & FLAG_ELECTIVE_ONLY)) return 0;
    for (unsigned t = 0; t < TRUTHS; t++) all += (double)rate[k * TRUTHS + t];
    return all;
}

static double bed_rate(const struct needs *n, unsigned c) {
    double bed = 0;
    for (unsigned k = 0; k < NEED_ACUTE_KINDS; k++)
        bed += (double)n->rate[c][k * TRUTHS + TRUE_HOSPITAL_BED];
    return bed;
}

double needs_onset(const struct needs *n, const struct person *p, day_t today) {
    return p->frailty < FRAILTY_SEVERE
               ? n->ageing.onset[age_on(p, today)][p->decile - 1u][p->frailty]
               : 0;
}

double needs_worn(const struct needs *n, const struct person *p, day_t today,
                  const struct need *need) {
    if (!p->worn || (unsigned)need->kind >= NEED_ACUTE_KINDS) return 0;
    const unsigned age = age_on(p, today), o = need->kind * TRUTHS + need->truth;
    const double stream = (double)n->rate[cell(n, p, age)][o],
                 own = (double)n->rate[cell_at(n, p, age, p->frailty)][o];
    return stream > 0 && own > stream ? own / stream - 1 : 0;
}

double needs_worn_deaths(const struct needs *n, const struct person *p, day_t today) {
    if (!p->worn || p->dying) return 0;
    const unsigned age = age_on(p, today), own = seen_cell(n, p, age), stream = cell(n, p, age);
    const double beds = bed_rate(n, own) - bed_rate(n, stream),
                 deaths = death_rate_in(n, p, age, own) - death_rate_in(n, p, age, stream);
    return beds > 0 && deaths > 0 ? deaths < beds ? deaths / beds : 1 : 0;
}

double needs_dying_lean(const struct needs *n, const struct person *p, day_t today) {
    const unsigned age = age_on(p, today);
    if (n->cells == CELLS) return 1;
    const double rest = n->rest[age_band(age)][p->decile - 1u],
                 living = bed_rate(n, seen_cell(n, p, age));
    return p->dying && living > 0
               ? rest * bed_rate(n, cell_at(n, p, age, p->frailty)) / living
               : rest;
}

double needs_bed_rate(const struct needs *n, const struct person *p, day_t today,
                      enum need_kind k) {
    if ((unsigned)k >= NEED_ACUTE_KINDS || (p->flags & FLAG_ELECTIVE_ONLY)) return 0;
    return (double)n->rate[seen_cell(n, p, age_on(p, today))][k * TRUTHS + TRUE_HOSPITAL_BED];
}

double needs_peril(const struct needs *n, const struct person *p, day_t today) {
    const unsigned years_old = age_on(p, today), age = years_old < 1 ? 1 : years_old;
    const double bed = bed_rate(n, seen_cell(n, p, age));
    return bed > 0 ? death_rate(n, p, age) / bed : 0;
}

double needs_area_starts(const struct needs *n, const struct area *a, unsigned function) {
    if (function >= n->n_functions) return 0;
    const unsigned tenth = a->decile < 1 ? 0 : a->decile > TENTHS ? TENTHS - 1u : a->decile - 1u;
    const struct elective *e = &n->elective[function];
    double all = 0;
    for (unsigned b = 0; b < AGE_BANDS; b++) {
        const double women = a->by_age[b] * (double)a->share_women[b], men = a->by_age[b] - women;
        for (unsigned g = 0; g < GROUPS; g++)
            all += women * n->band_group[b][WOMAN][g] * e->by[g][WOMAN] +
                   men * n->band_group[b][MAN][g] * e->by[g][MAN];
    }
    return all * e->gradient[tenth];
}
