// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Community teams: the two-hour response to frail people at home, a team a council; virtual wards
 * (hospital at home), one a hospital. */
#ifndef CARE_COMMUNITY_H
#define CARE_COMMUNITY_H
#include "care/world.h"

struct response_team { double slots; unsigned day, used; }; /* slots: a day, at the start */
struct virtual_ward { double places; uint32_t taken; };     /* places at the start */
enum ward_state { WARD_FREE, WARD_AT_HOME, WARD_TRANSFER }; /* transfer: will end in a bed */
struct ward_patient {
    uint32_t person, number, next;
    float severity;
    uint16_t provider, stamp;
    uint8_t state, kind, truth;
};
struct community {
    struct response_team *team; /* by council */
    struct virtual_ward *ward;  /* by provider */
    struct ward_patient *at;
    size_t room_team, room_ward, room_at;
    uint32_t n, free_first, n_in, n_teams, n_wards;
    uint64_t came, left;
    double minutes;             /* of patients, summed until counted */
    minute_t counted;
};
/* What SAW_COMMUNITY says in detail. */
enum community_sight { TEAM_CAME, TEAM_FULL, WARD_STEP_UP, WARD_STEP_DOWN, WARD_FULL };

/* Slots a day of each council's team (NULL: not wanted), by rule; returns the share of those asked
 * for at the start that are served. */
double community_slots(const struct world *w, double *slots);
/* Served a day of a Poisson number asked for when there are so many slots, on a day in part one
 * more. */
double community_served(double asked, double slots);
bool community_suits_response(const struct community_params *par, const struct need *n,
                              const struct person *who);
bool community_suits_ward(const struct community_params *par, const struct need *n, bool adult);
/* Episodes that begin for an emergency admission at the start: instead of a bed, after one. */
double community_ups(const struct community_params *par);
double community_downs(const struct community_params *par);

int community_open(struct community **c, struct world *w) MUST_CHECK;
void community_close(struct community *c);
void community_register(struct calendar *c);
/* Has the team of this person's council a visit left today? Then it goes. */
bool community_responds(struct world *w, const struct need *n);
/* Somebody who is to be admitted: does the hospital's virtual ward take them home instead? */
bool community_steps_up(struct world *w, const struct need *n, uint16_t provider);
/* Nights that a stay may be shortened by, if the ward has a place when the day comes. */
unsigned community_saves(const struct world *w, const struct need *n, unsigned generation,
                         double chance, unsigned nights);
bool community_steps_down(struct world *w, const struct need *n, uint16_t provider);
uint32_t community_patients(const struct world *w);
double community_minutes(const struct world *w); /* of patients of virtual wards since the start */
int community_check(const struct world *w, struct fault *f) MUST_CHECK;

#endif
