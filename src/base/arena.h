// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Memory with a lifetime: everything taken from an arena goes when the arena goes.
 * malloc appears in src/base alone. Allocation failure is sticky: arena_take then
 * returns NULL and arena_failed() is true for good. Memory is zeroed and aligned to 64. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena_block;
struct arena {
    struct arena_block *head;
    size_t block_size; /* least size of a block, bytes */
    size_t taken;      /* bytes handed out so far */
    bool failed;
};

void arena_init(struct arena *a, size_t block_size);
void arena_free(struct arena *a);
void *arena_take(struct arena *a, size_t bytes);
void *arena_array(struct arena *a, size_t n, size_t size); /* overflow-checked n * size */
char *arena_text(struct arena *a, const char *text);       /* a copy of text */
static inline bool arena_failed(const struct arena *a) { return a->failed; }

/* A growable array outside any arena (pools of what is born and dies in a run).
 * Returns 0 or FAULT_MEMORY; *data is reallocated to hold at least need items, doubling, by a
 * quarter from 16 MB;
 * new memory is zeroed. Free with memory_free. */
int memory_grow(void **data, size_t *capacity, size_t need, size_t size);
void memory_free(void *data);

/* The same for arrays counted in 32 bits: `array` is the address of the pointer to the first item,
 * of whatever type; *room is how many it may hold. 0, or a fault with nothing changed. */
static inline int array_room(void *array, uint32_t *room, size_t need, size_t size) {
    void *data;
    size_t larger = *room;
    memcpy(&data, array, sizeof data);
    const int rc = memory_grow(&data, &larger, need, size);
    memcpy(array, &data, sizeof data);
    *room = larger < UINT32_MAX ? (uint32_t)larger : UINT32_MAX;
    return rc;
}

/* A copy of the item becomes the last of *n. */
static inline int array_push(void *array, uint32_t *n, uint32_t *room, const void *item,
                             size_t size) {
    const int rc = array_room(array, room, (size_t)*n + 1, size);
    if (rc < 0)
        return rc;
    char *data;
    memcpy(&data, array, sizeof data);
    memcpy(data + (size_t)*n * size, item, size);
    ++*n;
    return 0;
}

#endif
