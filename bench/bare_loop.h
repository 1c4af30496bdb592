// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The bare loop: the ceiling that the engine is measured against. */
#ifndef BENCH_BARE_LOOP_H
#define BENCH_BARE_LOOP_H
#include <stdint.h>

/* Holds n pending events for that many days after one to warm up; returns the events that ran after
 * it, and the processor seconds they took. 0 when memory is out. */
uint64_t bare_loop(uint32_t n, uint32_t days, double *seconds);
double processor_seconds(void);

#endif
