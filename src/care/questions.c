// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The words of the door between care and institutions: service lines and what is counted and paid,
 * as tables and files spell them. */
#include "care/questions.h"

const char *service_line_name(enum service_line l) {
    static const char *const name[LINE_COUNT] = {
        [LINE_PLANNED] = "planned care",
        [LINE_111] = "nhs 111",
        [LINE_OUT_OF_HOURS] = "out of hours",
        [LINE_URGENT_TREATMENT] = "urgent treatment",
        [LINE_AMBULANCE] = "ambulance",
        [LINE_EMERGENCY] = "emergency",
        [LINE_GP] = "general practice",
        [LINE_COMMUNITY] = "community",
        [LINE_SOCIAL_CARE] = "social care",
    };
    return (unsigned)l < LINE_COUNT ? name[l] : "unknown";
}

const char *currency_name(enum currency c) {
    static const char *const name[CURRENCY_COUNT] = {
        [CURRENCY_FIRST_OUTPATIENT] = "first outpatient",
        [CURRENCY_FOLLOW_UP] = "follow-up",
        [CURRENCY_DIAGNOSTIC] = "diagnostic",
        [CURRENCY_DAY_CASE] = "day case",
        [CURRENCY_ELECTIVE_STAY] = "elective stay",
        [CURRENCY_EMERGENCY_STAY] = "emergency stay",
        [CURRENCY_BED_DAY] = "excess bed day",
        [CURRENCY_ATTENDANCE_1] = "attendance type 1",
        [CURRENCY_ATTENDANCE_3] = "attendance type 3",
        [CURRENCY_AMBULANCE] = "ambulance",
        [CURRENCY_111] = "nhs 111 call",
        [CURRENCY_OUT_OF_HOURS] = "out of hours",
        [CURRENCY_GP] = "gp consultation",
        [CURRENCY_CARE_PACKAGE] = "care package",
        [CURRENCY_PEER_SUPPORT] = "peer support",
        [CURRENCY_OUT_OF_AREA_DAY] = "out-of-area day",
        [CURRENCY_COMMUNITY_RESPONSE] = "community response",
        [CURRENCY_VIRTUAL_WARD] = "virtual ward",
        [CURRENCY_THERAPY] = "talking therapy",
    };
    return (unsigned)c < CURRENCY_COUNT ? name[c] : "unknown";
}
