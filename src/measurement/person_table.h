// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Rows by person for the few whom a measure follows: open addressing, at most half full, so that a
 * measure needs no field of every person. A row is any struct that begins with the person's number
 * (uint32_t); where a row lies changes when the table grows. No result may depend on the order of
 * rows. */
#ifndef MEASUREMENT_PERSON_TABLE_H
#define MEASUREMENT_PERSON_TABLE_H
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/fault.h"

struct person_table {
    void *row;
    size_t of_row;       /* bytes of a row */
    uint32_t size, n;    /* places, a power of two or 0; rows in use */
};

/* The row of a person, or NULL: there is none. */
void *person_table_find(const struct person_table *t, uint32_t person);
/* The row of a person, made of noughts if there was none; first: places of a table still empty.
 * NULL: out of memory. */
void *person_table_make(struct person_table *t, uint32_t person, uint32_t first);
/* Once a quarter of the table is in use, makes it anew without the rows that keep refuses: a caller
 * must be able to bear those that stay. 0 or a fault code. */
int person_table_keep(struct person_table *t, bool (*keep)(const void *row, uint32_t since),
                      uint32_t since) MUST_CHECK;
void person_table_free(struct person_table *t);

#endif
