// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Rows by person for the few whom a measure follows, so that it needs no field of every person:
 * rows close together, found by open addressing, at most half full, of their numbers. A row is any
 * struct that begins with the person's number (uint32_t); where a row lies changes when the table
 * grows and when it is cleared. No result may depend on the order of rows. */
#ifndef MEASUREMENT_PERSON_TABLE_H
#define MEASUREMENT_PERSON_TABLE_H
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/fault.h"

struct person_table {
    void *row;
    size_t of_row, room; /* bytes of a row; rows there is room for */
    uint32_t *place;     /* row number by hash of the person */
    uint32_t size, n;    /* places, a power of two or 0; rows in use */
};

/* The row of a person, or NULL: there is none. */
void *person_table_find(const struct person_table *t, uint32_t person);
/* The row of a person, made of noughts if there was none; first: places of a table still empty.
 * NULL: out of memory. */
void *person_table_make(struct person_table *t, uint32_t person, uint32_t first);
/* Once a quarter of the places are in use, drops the rows that keep refuses: a caller must be able
 * to bear those that stay. */
void person_table_keep(struct person_table *t, bool (*keep)(const void *row, uint32_t since),
                       uint32_t since);
void person_table_free(struct person_table *t);

#endif
