// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Every kind of event that care schedules; the order is the order of events of one minute. */
#ifndef CARE_EVENTS_H
#define CARE_EVENTS_H

enum event_kind { /* owner in brackets */
    EVENT_NEED,            /* a person's need clock is due [person] */
    EVENT_BED_LEAVE,       /* an inpatient leaves the bed [stay] */
    EVENT_BED_READY,       /* an inpatient is medically ready to leave [stay] */
    EVENT_PACKAGES,        /* a council's daily placements [council] */
    EVENT_SEEN,            /* a clinician in A&E is done with a patient [attendance] */
    EVENT_RESULTS,         /* the work-up of an A&E patient is done: decide [attendance] */
    EVENT_HANDOVER,        /* an ambulance is free again [job] */
    /* a patient comes to a department or urgent treatment centre [attendance] */
    EVENT_ARRIVE,
    EVENT_SHIFT,           /* the number of clinicians changes [department] */
    EVENT_BED_ROUND,       /* a site counts beds, escalates, cancels: 10:00 and midnight [site] */
    EVENT_CLINICS,         /* a provider's day of first outpatients and follow-ups [provider] */
    EVENT_THEATRES,        /* a provider's day of theatre lists [provider] */
    EVENT_REFERRED,        /* a referral reaches the choice of provider [pathway] */
    EVENT_DIAGNOSED,       /* results are back [pathway] */
    /* an unreported removal, a private exit or a death of the wait is due [pathway] */
    EVENT_REMOVED,
    /* a death brought about by care [person]; stamp: enum death_cause, 0 for delay */
    EVENT_HARM,
    EVENT_GP_DAY,          /* practices open their day's appointments [none] */
    /* a patient comes from where they wait into the bed kept for them [stay] */
    EVENT_BED_FOUND,
    EVENT_READMIT,         /* a patient who left hospital comes back [stay] */
    EVENT_REVIEW,          /* hospitals go through their longest waiters [none] */
    EVENT_MENTAL,          /* the next step of somebody in a mental-health crisis [case] */
    EVENT_COMPLICATION,    /* somebody treated comes back as an emergency [back] */
    /* somebody is infected in a pandemic, or dies of it [person]; stamp: wave */
    EVENT_PANDEMIC,
    EVENT_LATE,            /* a need kept from care by a pandemic comes after all [need] */
    EVENT_COMMUNITY,       /* an episode of a virtual ward ends [patient] */
    /* a need follows another [person]; stamp: why, its kind, truth and severity */
    EVENT_FOLLOWS,
    /* held long enough for a critical care bed, or well enough to leave one [stay] */
    EVENT_CRITICAL,
    EVENT_SPACE,           /* looks again for a space in the assessment unit [stay] */
    /* a common mental disorder begins, ends or changes its state [person]; stamp: the step */
    EVENT_DISORDER,
    EVENT_BOOKED_AGAIN,    /* the day for which a pathway is booked again [pathway] */
    EVENT_THERAPISTS,      /* a day's places in talking therapy [none] */
    EVENT_MONTH,           /* reserved for the driver */
    EVENT_KIND_COUNT
};

#endif
