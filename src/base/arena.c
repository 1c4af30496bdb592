// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Memory with a lifetime: blocks from the system, handed out in order, returned all at once.
 * The only file of the simulating rooms that calls the allocator. Fresh blocks come zeroed
 * (calloc maps large ones without touching them). Nothing is ever moved, so pointers hold.
 * The system is asked for huge pages behind what is large: people are met in random order, and with
 * small pages each meeting misses the address cache too. Where it has none, nothing changes but
 * speed. */
#define _DEFAULT_SOURCE /* MADV_HUGEPAGE */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include "base/fault.h"

enum { ALIGNMENT = 64, SMALL_PAGE = 4096, LARGE = 1 << 20, HUGE = 1 << 24 };

struct arena_block {
    struct arena_block *next;
    size_t size, used; /* bytes of the whole block, bytes used from its start */
};

/* Asks for huge pages; advice, so a refusal is no failure. */
static void advise(void *data, size_t bytes) {
#ifdef MADV_HUGEPAGE
    if (bytes < LARGE)
        return;
    char *const at = data;
    const size_t skip = (SMALL_PAGE - (uintptr_t)at % SMALL_PAGE) % SMALL_PAGE;
    if (madvise(at + skip, (bytes - skip) / SMALL_PAGE * SMALL_PAGE, MADV_HUGEPAGE) < 0)
        return;
#else
    (void)data, (void)bytes;
#endif
}

void arena_init(struct arena *a, size_t block_size) {
    *a = (struct arena){.block_size = block_size};
}

void arena_free(struct arena *a) {
    struct arena_block *block = a->head;
    while (block) {
        struct arena_block *const next = block->next;
        free(block);
        block = next;
    }
    *a = (struct arena){.block_size = a->block_size};
}

/* Offset in the block of its next aligned byte. */
static size_t aligned(const struct arena_block *block) {
    const uintptr_t at = (uintptr_t)block + block->used;
    const uintptr_t up = (at + ALIGNMENT - 1) & ~(uintptr_t)(ALIGNMENT - 1);
    return (size_t)(up - (uintptr_t)block);
}

static struct arena_block *extend(struct arena *a, size_t bytes) {
    const size_t least = bytes + sizeof(struct arena_block) + ALIGNMENT;
    if (least < bytes)
        return NULL;
    const size_t size = least > a->block_size ? least : a->block_size;
    struct arena_block *const block = calloc(1, size);
    if (!block)
        return NULL;
    advise(block, size);
    block->size = size;
    block->used = sizeof *block;
    /* a large one, full: behind the head */
    if (a->head && size == least && least > a->block_size) {
        block->next = a->head->next;
        a->head->next = block;
    } else {
        block->next = a->head;
        a->head = block;
    }
    return block;
}

void *arena_take(struct arena *a, size_t bytes) {
    if (a->failed)
        return NULL;
    struct arena_block *block = a->head;
    size_t offset = block ? aligned(block) : 0;
    if (!block || offset > block->size || block->size - offset < bytes) {
        block = extend(a, bytes);
        if (!block) {
            a->failed = true;
            return NULL;
        }
        offset = aligned(block);
    }
    block->used = offset + bytes;
    a->taken += bytes;
    return (char *)block + offset;
}

void *arena_array(struct arena *a, size_t n, size_t size) {
    if (size != 0 && n > SIZE_MAX / size) {
        a->failed = true;
        return NULL;
    }
    return arena_take(a, n * size);
}

char *arena_text(struct arena *a, const char *text) {
    const size_t bytes = strlen(text) + 1;
    char *const copy = arena_take(a, bytes);
    if (copy)
        memcpy(copy, text, bytes);
    return copy;
}

int memory_grow(void **data, size_t *capacity, size_t need, size_t size) {
    if (need <= *capacity)
        return 0;
    size_t larger = *capacity > SIZE_MAX / 2 ? need : *capacity * 2;
    if (size != 0 && *capacity > HUGE / size)
        larger = *capacity + *capacity / 4;
    if (larger < need)
        larger = need;
    if (size != 0 && larger > SIZE_MAX / size)
        return FAULT_MEMORY;
    void *const moved = *data ? realloc(*data, larger * size) : calloc(larger, size);
    if (!moved)
        return FAULT_MEMORY;
    advise(moved, larger * size);
    if (*data)
        memset((char *)moved + *capacity * size, 0, (larger - *capacity) * size);
    *data = moved;
    *capacity = larger;
    return 0;
}

void memory_free(void *data) { free(data); }
