// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What care does, told to whoever watches. Nothing that simulates knows who that is. */
#ifndef CARE_WATCH_H
#define CARE_WATCH_H
#include <stdint.h>
#include "base/date.h"

struct world;
enum sight_kind { /* provider, function; detail; amount */
    SAW_CLOCK_START,        /* RTT clock start; detail: 1 urgent */
    SAW_STOP_ADMITTED,      /* amount: days waited */
    SAW_STOP_NONADMITTED,   /* amount: days waited */
    SAW_REMOVAL,            /* unreported removal; amount: days waited; detail: enum removed */
    /* left the list for private care; amount: days waited; detail: 1 insured */
    SAW_PRIVATE_EXIT,
    SAW_PATHWAY_DEATH,      /* died while waiting */
    SAW_CANCELLED,          /* operation cancelled on the day, for want of a bed */
    SAW_REFUSED,            /* a provider turned the referral away; detail: enum refusal */
    SAW_REFERRED_ELSEWHERE, /* a halo person chose a hospital outside the model */
    SAW_NEED,               /* an acute or elective need struck; detail: need kind */
    /* a GP consultation; detail: 1 same day; flag: by the doctor who knows them */
    SAW_GP,
    SAW_GP_FAILED,          /* no appointment soon enough */
    SAW_111,                /* detail: enum disposition */
    SAW_OOH,
    /* incident; detail: 0 hear and treat, 1 see and treat, 2 conveyed; amount: minutes to
     * respond; function: category, 1 to 4 */
    SAW_AMBULANCE,
    SAW_HANDOVER,           /* amount: minutes */
    /* left A&E; detail: type 1, 2, 3; amount: minutes in the department; flag: admitted; function:
     * enum came */
    SAW_ATTENDANCE,
    SAW_DTA_WAIT,           /* admitted through A&E; amount: minutes from decision to bed */
    SAW_EMERGENCY_ADMISSION,/* detail: 1 through A&E, 0 other */
    SAW_ELECTIVE_ADMISSION, /* detail: 0 day case, 1 overnight */
    /* amount: days in bed; detail: discharge pathway 0..3; flag: planned */
    SAW_DISCHARGE,
    /* at leaving, or when an infection ends being ready; amount: days from ready; flag: planned;
     * function: enum delay_of */
    SAW_DELAY,
    SAW_ILL_AGAIN,          /* has left a provider's bed and is ill again with the same */
    SAW_DEATH,              /* detail: enum death_cause */
    SAW_OPEL,               /* level on a day; detail: 1..4 */
    SAW_FIRST_SEEN,         /* first outpatient appointment; amount: days since the clock started */
    SAW_LISTED,             /* decision to admit; amount: days since the clock started */
    SAW_FRAILER,            /* a step up the frailty chain; detail: enum frailty */
    /* somebody in a mental-health crisis who would be admitted has come to a team or a bed; detail:
     * enum crisis_end; amount: minutes from asking; flag: detained; function: times they came
     * back */
    SAW_CRISIS,
    /* left the bed or the team; detail: 1 with a peer supporter; amount: 1 will come back within a
     * year if they live */
    SAW_CRISIS_OVER,
    /* of planned treatment, at the provider that gave it; detail: enum complication */
    SAW_COMPLICATION,
    /* a community team or a virtual ward was asked; detail: enum community_sight */
    SAW_COMMUNITY,
    /* somebody pays out of their own pocket, not by a premium or tax; amount: pence; at: not
     * told */
    SAW_OUT_OF_POCKET,
    /* a patient taken on to a neighbour of provider, at OPEL 4; function: category; amount: minutes
     * more on the road */
    SAW_DIVERT,
    /* critical care; detail: enum critical_sight; flag: planned */
    SAW_CRITICAL,
    /* a patient is put on the other group's ward; detail: 1 surgical */
    SAW_OUTLIER,
    SAW_SPILLED,            /* no space in the assessment unit: a night on a ward instead */
    /* talking therapy; detail: enum therapy_sight; amount: days waited, of who begins */
    SAW_THERAPY,
    /* an appointment missed; detail: 1 the first; amount: days since the clock started */
    SAW_MISSED,
    SAW_KIND_COUNT
};
/* validated off; taken ill with what they wait for; discharged for a missed first appointment */
enum removed { REMOVED_SILENTLY, REMOVED_ILL, REMOVED_AFTER_MISSING };
/* taken in; an operation put off for want of a bed; moved to another hospital for want of one */
enum critical_sight { CRITICAL_IN, CRITICAL_CANCELLED, CRITICAL_MOVED };
/* whose a delayed day is, as published until 2020 */
enum delay_of { DELAY_NHS, DELAY_SOCIAL_CARE, DELAY_BOTH, DELAY_OF_KINDS };
/* WARD: want of nurses, or an infection; WORN: of frailty that bed-days brought */
enum death_cause { DEATH_NATURAL, DEATH_DELAY, DEATH_WARD, DEATH_WORN, DEATH_CAUSES };
/* lengthens the stay; brings them back to a bed; is moved from a hospital without general beds */
enum complication { COMPLICATION_INSIDE, COMPLICATION_BACK, COMPLICATION_MOVED };
/* how somebody came to A&E: bits */
enum came { CAME_BY_AMBULANCE = 1, CAME_AFTER_GP = 2 /* no appointment was to be had */ };
struct sight {
    enum sight_kind kind;
    uint16_t provider;  /* NOBODY where none */
    uint8_t function, detail, flag;
    uint32_t person;    /* UINT32_MAX where none */
    uint32_t amount;
    minute_t at;
};
struct watch { void (*saw)(void *who, const struct world *w, const struct sight *s); void *who; };

#endif
