// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What everybody may know: month-end waits by provider and function, published with a lag. Actors
 * see only this; the published statistics read the same counters. */
#ifndef CARE_NOTICE_BOARD_H
#define CARE_NOTICE_BOARD_H
#include <stdint.h>
#include "base/fault.h"

struct world;
struct notice_board;
int notice_board_open(struct notice_board **b, const struct world *w) MUST_CHECK;
void notice_board_close(struct notice_board *b);
/* At a month's end, from the lists: counts that become public after the lag (planned.def:
 * publication_lag_months). */
void notice_board_month_end(struct notice_board *b, const struct world *w);
/* Published mean wait in weeks of those treated at a service, as known now. */
double notice_board_wait(const struct notice_board *b, unsigned service);
double notice_board_within_18(const struct notice_board *b, unsigned service);

#endif
