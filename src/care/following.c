// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A need that follows another: of its kind, truth and severity (to a 255th), with luck of its own
 * by a number above those of all candidates: the minute of the run at which it strikes, so that it
 * is the same whatever else happened to the person. It goes through the doors as every need does;
 * whoever lies in hospital is seen to there. For want of care at home (unmet.c), for frailty that
 * bed-days brought (worn.c), and of people who have a common mental disorder (disorders.c). Left
 * out: that prevention keeps it away (it may keep away the need that it follows), a need that
 * follows one that followed; two of a person for one reason in the same minute share their luck. */
#include "care/following.h"

#include <assert.h>

#include "care/away.h"
#include "care/primary.h"

enum { SEVERITIES = 256, KINDS = 4 * NEED_ACUTE_KINDS };
static_assert(FOLLOWS_KINDS * KINDS * SEVERITIES <= CALENDAR_STAMPS, "a stamp says what follows");
/* Numbers of the needs that follow, above those of every candidate, by why they do; each reason's
 * last for 31 years of minutes. */
#define NUMBERS 0x08000000u
#define NUMBERS_EACH 0x01000000u

uint32_t following_number(const struct world *w, enum follows why, minute_t at) {
    return NUMBERS + (uint32_t)why * NUMBERS_EACH + (at - day_minute(w->first_day)) % NUMBERS_EACH;
}

void following(struct world *w, const struct need *n, enum follows why, double days) {
    const uint32_t what = ((uint32_t)why * KINDS + (uint32_t)n->kind * 4u + (uint32_t)n->truth) *
                              SEVERITIES +
                          (uint32_t)((double)n->severity * (SEVERITIES - 1));
    calendar_schedule(w->calendar, world_now(w) + 60u + (minute_t)(days * MINUTES_A_DAY),
                      EVENT_FOLLOWS, n->person, what);
}

static enum event_fate on_follows(void *world, uint32_t person, uint32_t stamp, minute_t now) {
    struct world *w = world;
    const struct person *p = &w->people.p[person];
    if (!person_alive(p) || !person_present(p, world_day(w))) return EVENT_THINNED;
    const uint32_t kind = stamp / SEVERITIES % KINDS, why = stamp / SEVERITIES / KINDS;
    const struct need n = {.person = person,
                           .number = following_number(w, (enum follows)why, now),
                           .at = now,
                           .kind = (enum need_kind)(kind / 4u),
                           .truth = (enum true_need)(kind % 4u),
                           .severity = (float)(stamp % SEVERITIES) / (float)(SEVERITIES - 1)};
    world_saw(w, &(struct sight){.kind = SAW_NEED,
                                 .provider = NOBODY,
                                 .detail = (uint8_t)n.kind,
                                 .flag = 1,
                                 .person = person,
                                 .amount = 1,
                                 .at = now});
    if (!p->in_hospital && !away_keeps(w, &n)) primary_need(w, &n);
    return EVENT_DONE;
}

void following_register(struct calendar *c) {
    calendar_handle(c, EVENT_FOLLOWS, on_follows, NULL);
}
