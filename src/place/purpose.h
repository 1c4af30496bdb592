// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What a draw is for. One list, append-only: a purpose never changes its number, and no two
 * share a key. */
#ifndef PLACE_PURPOSE_H
#define PLACE_PURPOSE_H

enum purpose {
    PURPOSE_PERSON = 1,   /* traits, when people are made */
    PURPOSE_PERSON_2,
    PURPOSE_NEED,         /* next candidate: interval, kind, severity, profile minute */
    PURPOSE_NEED_MARK,    /* thinning mark and what else befalls */
    PURPOSE_MOVE,
    PURPOSE_START_LIST,   /* who already waits, and where in the journey */
    PURPOSE_START_BED,
    /* care: ordinal = need number * 16 + step */
    PURPOSE_GP = 32,
    PURPOSE_FIRST_CONTACT,
    PURPOSE_AMBULANCE,
    PURPOSE_EMERGENCY,
    PURPOSE_ADMISSION,
    PURPOSE_STAY,
    PURPOSE_DISCHARGE,
    PURPOSE_REFERRAL,
    /* + provider in the ordinal's owner word: taste of (person, need) for a provider */
    PURPOSE_CHOICE,
    PURPOSE_CLINIC,
    PURPOSE_DIAGNOSTIC,
    PURPOSE_FOLLOW_UP,
    PURPOSE_THEATRE,
    PURPOSE_REMOVAL,
    PURPOSE_PRIVATE,
    PURPOSE_HARM,
    PURPOSE_OUTCOME,
    /* institutions: owner = organisation, ordinal = date */
    PURPOSE_AWARD = 96,
    PURPOSE_FAILURE,
    PURPOSE_INVESTMENT,
    PURPOSE_OVERSIGHT,
    /* owner = bidder, ordinal = number of the award: cost, optimism, quality */
    PURPOSE_BID,
    PURPOSE_FIRM,         /* owner = firm: what it is, when the run begins */
    PURPOSE_WORKFORCE,
    PURPOSE_MEMBERSHIP,   /* owner = person, ordinal = year: switching, opting out */
    PURPOSE_PRACTICE,     /* owner = practice, ordinal = year */
    PURPOSE_ESTATE,
    PURPOSE_MERGER,
    PURPOSE_BENEFIT,      /* care: what a referral would bring, rank */
    PURPOSE_BORDER,       /* care: does a resident's referral go over the border */
    PURPOSE_PREVENTION,   /* care: is this need kept from striking */
    /* owner = person, ordinal = programme, or 16 + year: who takes up prevention, who is asked */
    PURPOSE_INVITED,
    PURPOSE_CAR,          /* owner = person: has a car; takes help with travel */
    PURPOSE_CARE_FIRM,    /* owner = council, ordinal = sector and firm: its costs */
    PURPOSE_MENTAL,       /* care: a mental-health crisis */
    PURPOSE_COMPLICATION, /* care: of planned treatment; ordinal by the need */
    PURPOSE_PANDEMIC,     /* who is infected, how badly; care: who stays away */
    PURPOSE_COMMUNITY,    /* care: virtual wards; who lies in one on the first day */
    PURPOSE_WEALTH,       /* owner = person: whether their home counts */
    PURPOSE_WAITING,      /* care: what befalls who waits in bed to leave; ordinal by the need */
    PURPOSE_UNMET,        /* care: who has care at home; a need that follows for want of it */
    PURPOSE_EXCESS,       /* care: who stays away for what care would cost them; by the need */
    PURPOSE_WORN,         /* care: a step of frailty by bed-days; what follows from it */
    /* a common mental disorder, by the number of the step; its needs, by theirs and 2^31 */
    PURPOSE_DISORDER,
    PURPOSE_SURGERY,      /* owner = practice: what it has for its people */
    PURPOSE_COST_IMPROVEMENT, /* owner = provider: how much of a year's programme is made */
    PURPOSE_MISSED,       /* care: does a patient come to an appointment; by the need */
};

#endif
