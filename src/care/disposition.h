// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What 111 tells a caller to do. Pure: nothing here changes a run. */
#ifndef CARE_DISPOSITION_H
#define CARE_DISPOSITION_H
#include <stdbool.h>
#include "care/params.h"

enum disposition { TOLD_SELF, TOLD_AMBULANCE, TOLD_EMERGENCY, TOLD_PRIMARY };

/* By what the call handler sees of the caller's gravity. */
enum disposition disposition_heard(const struct primary_params *par, double seen);
/* Whether a clinician looks again at it, by uniform u. category: what 999 would make of the
 * call. */
bool disposition_is_reviewed(const struct primary_params *par, enum disposition d,
                             unsigned category, double u);
/* What stands after a clinician who sees this gravity has looked at it. */
enum disposition disposition_reviewed(const struct primary_params *par, enum disposition d,
                                      double seen);

#endif
