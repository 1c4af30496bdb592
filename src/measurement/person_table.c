// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Rows lie close together in the order in which they were made; a table of their numbers says where
 * each person's is: a hash of the person says where to look first, the next place after it that is
 * free or theirs is it. Nothing is taken out one by one: now and then a month's end closes the rows
 * up and fills the table of numbers anew. */
#include "measurement/person_table.h"

#include <string.h>

#include "base/random.h"

#define NO_ROW UINT32_MAX

static char *row_at(const struct person_table *t, uint32_t i) {
    return (char *)t->row + i * t->of_row;
}

static uint32_t whose(const void *row) {
    uint32_t person;
    memcpy(&person, row, sizeof person);
    return person;
}

static uint32_t *place_of(const struct person_table *t, uint32_t person) {
    uint32_t i = (uint32_t)mix64(person + UINT64_C(0x9e3779b97f4a7c15)) & (t->size - 1u);
    while (t->place[i] != NO_ROW && whose(row_at(t, t->place[i])) != person)
        i = (i + 1u) & (t->size - 1u);
    return &t->place[i];
}

static void fill_places(struct person_table *t) {
    memset(t->place, 0xff, t->size * sizeof *t->place);
    for (uint32_t i = 0; i < t->n; i++) *place_of(t, whose(row_at(t, i))) = i;
}

static int widen(struct person_table *t, uint32_t size) {
    size_t room = t->size;
    TRY(memory_grow((void **)&t->place, &room, size, sizeof *t->place));
    t->size = size;
    fill_places(t);
    return 0;
}

void *person_table_find(const struct person_table *t, uint32_t person) {
    const uint32_t i = t->size > 0 ? *place_of(t, person) : NO_ROW;
    return i != NO_ROW ? row_at(t, i) : NULL;
}

void *person_table_make(struct person_table *t, uint32_t person, uint32_t first) {
    if (2u * (t->n + 1u) > t->size && widen(t, t->size ? 2u * t->size : first) < 0) return NULL;
    uint32_t *const place = place_of(t, person);
    if (*place != NO_ROW) return row_at(t, *place);
    if (memory_grow(&t->row, &t->room, t->n + 1u, t->of_row) < 0) return NULL;
    *place = t->n++;
    char *const row = row_at(t, *place);
    memset(row, 0, t->of_row);
    memcpy(row, &person, sizeof person);
    return row;
}

void person_table_keep(struct person_table *t, bool (*keep)(const void *row, uint32_t since),
                       uint32_t since) {
    uint32_t kept = 0;
    if (4u * t->n <= t->size) return;
    for (uint32_t i = 0; i < t->n; i++) {
        if (!keep(row_at(t, i), since)) continue;
        if (kept < i) memcpy(row_at(t, kept), row_at(t, i), t->of_row);
        kept++;
    }
    t->n = kept;
    fill_places(t);
}

void person_table_free(struct person_table *t) {
    memory_free(t->row);
    memory_free(t->place);
    *t = (struct person_table){.of_row = t->of_row};
}
