// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A hash of the person's number says where to look first; the next free place after it is theirs.
 * Nothing is taken out one by one: now and then a month's end makes the table anew. */
#include "measurement/person_table.h"

#include <string.h>

#include "base/random.h"

#define NOBODY_HERE UINT32_MAX

static char *at(const struct person_table *t, uint32_t i) { return (char *)t->row + i * t->of_row; }

static uint32_t whose(const void *row) {
    uint32_t person;
    memcpy(&person, row, sizeof person);
    return person;
}

static char *place_of(const struct person_table *t, uint32_t person) {
    uint32_t i = (uint32_t)mix64(person + UINT64_C(0x9e3779b97f4a7c15)) & (t->size - 1u);
    while (whose(at(t, i)) != NOBODY_HERE && whose(at(t, i)) != person)
        i = (i + 1u) & (t->size - 1u);
    return at(t, i);
}

static int rebuild(struct person_table *t, uint32_t size, bool (*keep)(const void *, uint32_t),
                   uint32_t since) {
    const struct person_table old = *t;
    const uint32_t nobody = NOBODY_HERE;
    void *fresh = NULL;
    size_t room = 0;
    TRY(memory_grow(&fresh, &room, size, t->of_row));
    *t = (struct person_table){fresh, old.of_row, size, 0};
    for (uint32_t i = 0; i < size; i++) memcpy(at(t, i), &nobody, sizeof nobody);
    for (uint32_t i = 0; i < old.size; i++) {
        const char *row = at(&old, i);
        if (whose(row) == NOBODY_HERE || (keep && !keep(row, since))) continue;
        memcpy(place_of(t, whose(row)), row, t->of_row);
        t->n++;
    }
    memory_free(old.row);
    return 0;
}

void *person_table_find(const struct person_table *t, uint32_t person) {
    char *const row = t->size > 0 ? place_of(t, person) : NULL;
    return row && whose(row) == person ? row : NULL;
}

void *person_table_make(struct person_table *t, uint32_t person, uint32_t first) {
    if (2u * (t->n + 1u) > t->size && rebuild(t, t->size ? 2u * t->size : first, NULL, 0) < 0)
        return NULL;
    char *const row = place_of(t, person);
    if (whose(row) == person) return row;
    memset(row, 0, t->of_row);
    memcpy(row, &person, sizeof person);
    t->n++;
    return row;
}

int person_table_keep(struct person_table *t, bool (*keep)(const void *row, uint32_t since),
                      uint32_t since) {
    return 4u * t->n > t->size ? rebuild(t, t->size, keep, since) : 0;
}

void person_table_free(struct person_table *t) {
    memory_free(t->row);
    *t = (struct person_table){.of_row = t->of_row};
}
