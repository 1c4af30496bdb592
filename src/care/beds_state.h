// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What the files of beds and of leaving hospital share: sites, stays and the mix of those admitted.
 * No other room includes this. Budget: a stay takes 104 bytes and lives for days, so a place of one
 * million people keeps some 2,500 of them. */
#ifndef CARE_BEDS_STATE_H
#define CARE_BEDS_STATE_H
#include "care/beds.h"
#include "care/known_level.h"
#include "engine/queue.h"

#define BED_CLASSES 3u           /* of priority: 0 the most severe */
#define FRAILTIES 4u
#define MIX_CELLS (AGE_BANDS * FRAILTIES * 2u) /* age, frailty, lives alone */
#define STAMP_MASK (CALENDAR_STAMPS - 1u)
#define GENERATION_MAX 3u        /* a need comes back at most three times */
#define START_NUMBER 0x0fffffffu /* number of the need of those in bed at the start */
#define SUPPORTED 3u             /* pathways 1 to 3 */
#define QUANTILES 64u

enum ward_group { WARD_MEDICAL, WARD_SURGICAL, WARD_GROUPS };
/* steps of a stay's luck under PURPOSE_STAY, and so many for each time its need comes back */
enum { STEP_STAY, STEP_STAY_MORE, STEP_CRITICAL, STEP_WARD, STEPS_A_GENERATION };

struct stay_more { /* private half of a stay */
    minute_t asked;      /* when the bed was asked for */
    day_t ready_day;     /* clinical need ends, before weekends' and extra rounds' doing */
    float severity;
    uint16_t area;
    uint8_t kind, age, frailty, generation;
    uint8_t saved;       /* nights less than its need, if the virtual ward has a place then */
    uint8_t bed_class;
    uint8_t adult : 1, zero_day : 1, queued : 1, excess : 1, late_start : 2;
    /* ready to leave: what will befall before they do (enum wait_harm); how often it has */
    uint8_t harm : 2, hurt : 2;
    /* whose patient; on whose ward, once a bed is kept */
    uint8_t group : 1, ward : 1, warded : 1;
    /* hours of critical care still to come; the site whose bed for it is kept, index and one, 0
     * for none */
    uint16_t critical_hours, critical_at;
    uint16_t nights;     /* in a general bed, as drawn */
    /* has stood in a queue; leaves without the package that they waited for */
    uint8_t waited : 1, without : 1, assessed : 1;
};

struct bed_site {
    uint16_t provider;
    /* beds; season, filled: of those open, of those taken, ratio by calendar month to the year's
     * mean; usual: taken over open, in the mean of the year */
    double funded, season[12], filled[12], escalation, usual, unusable;
    double start_funded, kept;             /* beds of the start; share of them that is open */
    double level, zero_scale;              /* of stays and of zero-day shares: see beds_level.c */
    double occupied;                       /* published, mean of the year */
    double start_occupied, start_delayed;  /* patients on the first midnight; of whom delayed */
    double direct_share;                   /* of emergency admissions, published */
    double overnight_a_day, leavers_a_day; /* emergency stays; adult leavers, electives with them */
    double elective_a_day;                 /* overnight electives, as published stops imply */
    double transfer_mean, transfer_sigma;  /* minutes of finding a bed and the way to it */
    /* of the chance to leave with support: see beds_level.c */
    double support_scale;
    double step_down;                      /* chance that a stay may end in the virtual ward */
    double stepping;                       /* adults overnight who leave so at the start: share */
    double leaving;                        /* of who would need support: share not dead by then */
    double without;                        /* of overnight adults, at home without a package */
    double late;                           /* share of pathway 0 that misses its day */
    uint32_t taken;                        /* beds kept or lain in */
    uint32_t midnight;                     /* taken and waited for at the last midnight's count */
    uint32_t infected;                     /* of those by patients of a pandemic */
    uint32_t electives, in_bed, ready, ready_adults, waiting, boarding, assessment;
    uint32_t left_ready_today, left_today, inside_today;
    double leavers;                        /* smoothed leavers a day of the week's mean */
    struct queue queue[BED_CLASSES], inside;
    /* critical care: beds at the start, chance of an overnight emergency (by lean) and of a planned
     * stay of mean length, those there on the first midnight; beds kept now, patients held */
    double critical_open, critical_emergency, critical_planned, start_critical;
    uint32_t critical_taken;
    struct queue critical_queue;
    /* share of beds that is surgery's, and of emergencies alone; taken by ward; outliers there */
    double surgical, surgical_emergencies;
    uint32_t ward_taken[WARD_GROUPS], outliers;
    /* same-day patients a day; spaces, of which same-day emergency care's; kept or sat in */
    double zero_a_day, spaces, same_day_spaces;
    uint32_t spaces_taken;
    struct queue space_queue;
    uint8_t opel, over; /* over: rounds in a row that asked for level 4 */
    double sum_occupied, sum_ready, sum_open, sum_critical, sum_critical_open, sum_outliers;
    uint32_t days, days_at_4;
};

struct beds {
    unsigned n_sites;
    struct bed_site *sites;
    int16_t *site_of;        /* by provider, -1 none */
    int16_t *site_of_area;   /* by area, -1 none: nearest acute trust */
    float *mix; /* [site][council][MIX_CELLS] people present on the first day, each by the
                              * lean of their deprivation tenth to hospital (mean about 1) */
    /* of an emergency admission of the place, zero-day ones too, as published */
    double mean_nights;
    uint32_t n_stays, free;  /* free: chain through link.next */
    size_t cap_stay, cap_more, cap_link, cap_inside;
    struct stay *stays;
    struct stay_more *more;
    struct queue_link *link;   /* waiting for a bed, waiting for a package, or free */
    struct queue_link *inside; /* in bed at a site */
    uint32_t map_size, map_n;  /* person -> stay, open addressing */
    struct { uint32_t person, stay; } *map;
    size_t cap_map;
    double admitted[AGE_BANDS], zero_ratio[AGE_BANDS], nights[AGE_BANDS]; /* parameters as rows */
    double tenth[AGE_BANDS][10]; /* lean of a tenth, 0 the most deprived */
    double admitted_frailty[FRAILTIES], nights_frailty[FRAILTIES];
    double nights_kind[12][NEED_ACUTE_KINDS]; /* by calendar month */
    double closed[12]; /* share of open beds that infections close, over the year's mean */
    /* mean chance that somebody of the cell leaves with support; 0 for children */
    double support[MIX_CELLS];
    /* so that frailty's ratios leave the rate of an age as published */
    double age_scale[AGE_BANDS];
    /* of a lognormal with mean 1 and the stays' sigma, at the middle of each part */
    double quantile[QUANTILES];
};

static inline unsigned mix_cell(unsigned age, unsigned frailty, bool alone) {
    return (age * FRAILTIES + frailty) * 2u + (alone ? 1u : 0u);
}
static inline struct bed_site *site_at(const struct beds *b, uint16_t provider) {
    const int s = b->site_of[provider];
    return s < 0 ? NULL : &b->sites[s];
}
unsigned beds_age(const struct person *p, day_t today); /* age band */

/* beds_pool.c: stays come and go */
uint32_t beds_new_stay(struct beds *b);                 /* QUEUE_NONE when memory is out */
void beds_free_stay(struct beds *b, uint32_t s);
uint32_t beds_stay_of(const struct beds *b, uint32_t person); /* QUEUE_NONE when not admitted */
int beds_map_put(struct beds *b, uint32_t person, uint32_t s) MUST_CHECK;
void beds_map_remove(struct beds *b, uint32_t person);
int beds_pool_check(const struct world *w, struct fault *f) MUST_CHECK;

/* beds_shell.c: sites and tables of parameters, nobody in bed */
int beds_shell(struct beds **out, const struct world *w) MUST_CHECK;

/* beds_level.c: stays and their level */
double beds_zero_chance(const struct beds *b, const struct beds_params *par,
                        const struct bed_site *site, unsigned age, bool via_ae, bool needed);
unsigned beds_nights(const struct beds_params *par, double mean, double u);
/* of beds_nights over u, weekends in */
double beds_mean_nights(const struct beds *b, const struct beds_params *par, double mean);
double beds_cell_nights(const struct beds *b, const struct bed_site *site, unsigned age,
                        unsigned frailty);
double beds_cell_weight(const struct beds *b, const struct beds_params *par,
                        const struct bed_site *site, unsigned cell);
day_t beds_weekday_ready(const struct beds_params *par, day_t ready, double u, double u2);
/* Of an emergency admission, zero-day ones in and delays too, as published; 0 where not known. */
double beds_published_nights(struct bed_site *site, const struct world *w);
int beds_level_set(struct beds *b, const struct world *w) MUST_CHECK;
double beds_elective(const struct bed_site *site, const struct world *w); /* planned, in beds */

/* beds_start.c: those in bed on the first midnight */
int beds_start(struct beds *b, struct world *w) MUST_CHECK;

/* beds_escalation.c: the share of those due tomorrow whom this morning's round finds ready today,
 * by how pressed for beds the site is against its usual of the month; below nought: whom tomorrow's
 * round will leave for another night */
double beds_hurry(const struct world *w, const struct bed_site *site);

/* beds_flow.c */
/* the stay's own words of chance for a step of it */
struct words beds_luck(const struct world *w, uint32_t s, enum purpose purpose, unsigned step);
void beds_see(struct world *w, enum sight_kind kind, uint32_t s, uint8_t detail, uint32_t amount);
/* From now on the stay needs a general bed for its nights: kept at once, or waited for. */
void beds_ask(struct world *w, struct bed_site *site, uint32_t s);
minute_t beds_transfer(const struct world *w, uint32_t s); /* minutes from a bed kept to lying */
void beds_restamp(struct stay *y);
void beds_serve(struct world *w, struct bed_site *site);
void beds_gone(struct world *w, uint32_t s); /* the stay is over, from whatever state */
double beds_fenced(const struct world *w, const struct bed_site *site); /* and lying empty */
/* usable, escalation in */
double beds_capacity(const struct world *w, const struct bed_site *site);
enum event_fate beds_on_found(void *world, uint32_t s, uint32_t stamp, minute_t now);
enum event_fate beds_on_ready(void *world, uint32_t s, uint32_t stamp, minute_t now);
enum event_fate beds_on_leave(void *world, uint32_t s, uint32_t stamp, minute_t now);
enum event_fate beds_on_readmit(void *world, uint32_t s, uint32_t stamp, minute_t now);

/* beds_ward.c: nurses and infections. run: how the site's provider is run this month */
double beds_nursing_nights(const struct beds_params *par, const struct provision *run); /* ratio */
/* chance */
double beds_nursing_deaths(const struct beds_params *par, const struct provision *run,
                           unsigned nights);
/* nights with what befalls */
unsigned beds_ward(struct world *w, uint32_t s, const struct provision *run, unsigned nights);
/* an infection caught while waiting to leave: nights; it may kill, but for the share below of such
 * deaths, which there were at the start too */
unsigned beds_ward_waiting(struct world *w, uint32_t s, double u, double contained);

/* dies after so many nights or before */
void beds_dies_within(struct world *w, uint32_t s, double nights, double u);

/* beds_level.c: a published level, or what is to be taken where none is */
double beds_level_or(const struct world *w, const struct month_series *s, enum known_kind kind,
                     double otherwise);
/* beds_beside.c: what stands beside general beds, at the start. lean_a_day: overnight emergencies a
 * day, each by its lean to critical care */
double beds_critical_lean(const struct beds_params *par, unsigned age, unsigned frailty);
void beds_critical_level(struct bed_site *site, const struct world *w, double lean_a_day);
void beds_assessment_level(struct bed_site *site, const struct beds_params *par);
double beds_surgical(const struct beds_params *par, unsigned kind); /* chance: surgery's patient */
int beds_wards_level(struct beds *b, const struct world *w) MUST_CHECK;

/* beds_critical.c */
double beds_critical_open(const struct world *w, const struct bed_site *site); /* staffed today */
void beds_critical_plan(struct world *w, struct bed_site *site, uint32_t s);
void beds_critical_ask(struct world *w, struct bed_site *site, uint32_t s);
/* Of somebody who comes in to be operated on, days of lying planned: hours of critical care after
 * it, 0 for none. No bed for them: false, and it is seen. */
bool beds_critical_planned(struct world *w, uint32_t person, uint32_t number,
                           const struct bed_site *site, double days, uint16_t *hours);
void beds_critical_start(struct world *w, struct bed_site *site, uint32_t s, const struct words *u);
void beds_critical_lie(struct world *w, uint32_t s, minute_t now);
void beds_critical_serve(struct world *w, struct bed_site *site); /* those held, by free beds */
void beds_critical_free(struct world *w, uint32_t s); /* gives back the bed that it keeps, if any */
enum event_fate beds_on_critical(void *world, uint32_t s, uint32_t stamp, minute_t now);

/* beds_outliers.c */
void beds_ward_group(struct world *w, const struct bed_site *site, uint32_t s);
void beds_ward_start(struct world *w, struct bed_site *site, uint32_t s); /* lies on their own */
void beds_ward_place(struct world *w, struct bed_site *site, uint32_t s);
void beds_ward_leave(struct bed_site *site, struct stay_more *m);
/* beds of surgery's wards that its planned patients may be promised, of so many leavers today */
double beds_ward_promise(const struct world *w, const struct bed_site *site, double leavers);

/* beds_assessment.c */
double beds_assessment_open(const struct world *w, const struct bed_site *site, minute_t now);
void beds_assessment_ask(struct world *w, struct bed_site *site, uint32_t s);
/* takes the stay out of the unit, or out of the line for it */
void beds_assessment_leave(struct world *w, struct bed_site *site, uint32_t s);
void beds_assessment_serve(struct world *w, struct bed_site *site);
enum event_fate beds_on_space(void *world, uint32_t s, uint32_t stamp, minute_t now);

/* beds_escalation.c */
enum event_fate beds_on_round(void *world, uint32_t site, uint32_t stamp, minute_t now);

/* discharge.c, for beds */
double discharge_support(const struct discharge_params *par, unsigned age, const struct person *p);
/* mean nights of a wait on a pathway that would last so many, had no harm come first */
double discharge_nights(const struct world *w, unsigned pathway, double nights);
/* leaves the queue it stands in, if any */
void discharge_gone(struct world *w, uint32_t s, bool other_way);
/* Is it harm that this event brings, and no leaving? Then it is done. */
bool discharge_harmed(struct world *w, uint32_t s);
/* Says how many days somebody has waited since they were ready, and whose the delay is. */
void discharge_tell_delay(struct world *w, uint32_t s);

#endif
