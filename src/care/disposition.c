// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In the world: a call handler with an algorithm decides between an ambulance, A&E, primary care
 * and looking after oneself; at some services a clinician speaks again with those told A&E, or for
 * whom an ambulance of the lower categories is on order, and sends fewer.
 *   handler     gravity + noise + caution against three thresholds
 *   clinician   gravity + a smaller noise against thresholds of their own; nobody is sent on to
 *   more
 *               than the handler said
 * The clinician's thresholds are fitted to what general practitioners made of 1,474 calls; which
 * callers those are, and who of them is wronged, follows from gravity. Sources: evidence card 3.3.
 * Left out: what a clinician's time costs, calls back that find nobody, children and the old apart.
 */
#include "care/disposition.h"

enum disposition disposition_heard(const struct primary_params *par, double seen) {
    return seen > par->ambulance_111   ? TOLD_AMBULANCE
           : seen > par->emergency_111 ? TOLD_EMERGENCY
           : seen > par->primary_111   ? TOLD_PRIMARY
                                       : TOLD_SELF;
}

bool disposition_is_reviewed(const struct primary_params *par, enum disposition d,
                             unsigned category, double u) {
    if (d == TOLD_EMERGENCY) return u < par->review_emergency_111;
    return d == TOLD_AMBULANCE && category >= 3 && u < par->review_ambulance_111;
}

enum disposition disposition_reviewed(const struct primary_params *par, enum disposition d,
                                      double seen) {
    if (d == TOLD_AMBULANCE && seen > par->reviewed_ambulance) return TOLD_AMBULANCE;
    return seen > par->reviewed_emergency ? TOLD_EMERGENCY
           : seen > par->reviewed_primary ? TOLD_PRIMARY
                                          : TOLD_SELF;
}
