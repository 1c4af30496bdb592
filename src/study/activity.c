// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Watchers are told what care does; institutions are told what to pay for. The two words leave care
 * by different doors, and must agree, by currency and provider:
 *
 *   first outpatients, day cases, elective stays; discharges that were not planned; attendances by
 *   type; ambulance incidents; calls to 111; out of hours; general practice;
 *   community responses; episodes of virtual wards
 *
 * Left out: follow-ups, tests, days beyond the trim point and care packages, which no watcher is
 * told of one by one. */
#include "study/activity.h"

#include <string.h>

#include "care/community.h"

static const bool seen_one_by_one[CURRENCY_COUNT] = {
    [CURRENCY_FIRST_OUTPATIENT] = true, [CURRENCY_DAY_CASE] = true,
    [CURRENCY_ELECTIVE_STAY] = true,    [CURRENCY_EMERGENCY_STAY] = true,
    [CURRENCY_ATTENDANCE_1] = true,     [CURRENCY_ATTENDANCE_3] = true,
    [CURRENCY_AMBULANCE] = true,        [CURRENCY_111] = true,
    [CURRENCY_OUT_OF_HOURS] = true,     [CURRENCY_GP] = true,
    [CURRENCY_COMMUNITY_RESPONSE] = true, [CURRENCY_VIRTUAL_WARD] = true,
};

struct activity_seen {
    const struct place *place;
    uint64_t *n; /* [currency * (providers + 1) + provider, the last where none is named] */
};

static size_t cell(const struct activity_seen *a, enum currency c, uint16_t provider) {
    const size_t row = a->place->n_providers + 1u;
    return (size_t)c * row + (provider < row - 1u ? provider : row - 1u);
}

int activity_open(struct activity_seen **out, const struct place *p) {
    void *data = NULL, *counts = NULL;
    size_t one = 0, room = 0;
    TRY(memory_grow(&data, &one, 1, sizeof(struct activity_seen)));
    if (memory_grow(&counts, &room, (size_t)CURRENCY_COUNT * (p->n_providers + 1u),
                    sizeof(uint64_t)) < 0) {
        memory_free(data);
        return FAULT_MEMORY;
    }
    *out = data;
    **out = (struct activity_seen){.place = p, .n = counts};
    return 0;
}

void activity_close(struct activity_seen *a) {
    if (!a) return;
    memory_free(a->n);
    memory_free(a);
}

/* What is to be paid for it; CURRENCY_COUNT: nothing. */
static enum currency worth(const struct sight *s) {
    switch (s->kind) {
    case SAW_FIRST_SEEN: return CURRENCY_FIRST_OUTPATIENT;
    case SAW_STOP_ADMITTED: return s->detail ? CURRENCY_ELECTIVE_STAY : CURRENCY_DAY_CASE;
    case SAW_DISCHARGE: return s->flag ? CURRENCY_COUNT : CURRENCY_EMERGENCY_STAY;
    case SAW_ATTENDANCE: return s->detail == 3 ? CURRENCY_ATTENDANCE_3 : CURRENCY_ATTENDANCE_1;
    case SAW_AMBULANCE: return CURRENCY_AMBULANCE;
    case SAW_111: return CURRENCY_111;
    case SAW_OOH: return CURRENCY_OUT_OF_HOURS;
    case SAW_GP: return CURRENCY_GP;
    case SAW_COMMUNITY:
        return s->detail == TEAM_CAME ? CURRENCY_COMMUNITY_RESPONSE
               : s->detail == WARD_STEP_UP || s->detail == WARD_STEP_DOWN ? CURRENCY_VIRTUAL_WARD
                                                                          : CURRENCY_COUNT;
    default: return CURRENCY_COUNT;
    }
}

void activity_saw(struct activity_seen *a, const struct sight *s) {
    const enum currency c = worth(s);
    if (c != CURRENCY_COUNT) a->n[cell(a, c, s->provider)]++;
}

int activity_check(const struct activity_seen *a, const struct institutions *i, struct fault *f) {
    for (unsigned c = 0; c < CURRENCY_COUNT; c++)
        for (uint16_t p = 0; seen_one_by_one[c] && p <= a->place->n_providers; p++) {
            const uint64_t seen = a->n[cell(a, (enum currency)c, p)],
                           told = institutions_told(i, (enum currency)c, p);
            if (seen != told)
                return fault_set(f, FAULT_BROKEN, NULL, 0, 0,
                                 "%s of %s: care did %llu, institutions were told of %llu",
                                 currency_name((enum currency)c),
                                 p < a->place->n_providers ? a->place->providers[p].code
                                                           : "the place",
                                 (unsigned long long)seen, (unsigned long long)told);
        }
    return 0;
}
