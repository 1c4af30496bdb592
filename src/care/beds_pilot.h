// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who lies in hospital in the pilot of urgent care (expectation.c), and who comes back. */
#ifndef CARE_BEDS_PILOT_H
#define CARE_BEDS_PILOT_H
#include "care/world.h"

struct beds_pilot;
/* How often a need has come back; which of those that it stands for; whether it comes to a bed by
 * way of a virtual ward. */
struct beds_time { unsigned generation, copy; bool later; };
/* Somebody of the pilot who asks for a bed, or comes back to one. */
struct beds_asker {
    const struct luck *luck;
    const struct need *need;
    const struct person *who;
    uint32_t row;      /* of the people who live in the pilot */
    uint16_t site;     /* the department, given back with whoever comes back */
    uint16_t provider;
    minute_t at;
    bool via_ae;
    struct beds_time time;
};
struct beds_return { uint32_t need; uint16_t site; unsigned generation, copy; minute_t at; };

/* So many people live in it. Nothing is known of their nights before the first round is over. */
int beds_pilot_open(struct beds_pilot **out, const struct world *w, uint32_t people) MUST_CHECK;
void beds_pilot_close(struct beds_pilot *b);
/* A round is over: nights by whom it admitted; nobody lies in bed any more. */
int beds_pilot_round(struct beds_pilot *b) MUST_CHECK;
/* Admitted with this chance: whether they are is drawn, and with it how long, from when they leave
 * the bed that they lie in, and if again. need: how the caller knows it. No provider with beds in
 * the model: nothing. */
void beds_pilot_admit(struct beds_pilot *b, const struct beds_asker *a, uint32_t need,
                      double chance);
/* Nights over those by age, frailty and kind, of all whom the last round admitted; 1 before it. */
double beds_pilot_level(const struct beds_pilot *b);
/* Brings near what the two below read of a person; changes nothing. */
void beds_pilot_near(const struct beds_pilot *b, uint32_t row);
bool beds_pilot_lies(const struct beds_pilot *b, uint32_t row, minute_t at);
/* Who comes back before a minute: true, and it is forgotten. */
bool beds_pilot_back(struct beds_pilot *b, uint32_t row, minute_t before, struct beds_return *out);
void beds_pilot_dies(struct beds_pilot *b, uint32_t row);

#endif
