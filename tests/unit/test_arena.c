// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Arenas and growing arrays: aligned, zeroed, apart from each other, and sticky in failure. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include "base/arena.h"
#include "base/fault.h"

static void pieces_are_zeroed_aligned_and_apart(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a, 4096);
    unsigned char *piece[500];
    for (unsigned i = 0; i < 500; i++) {
        const size_t bytes = 1 + i * 7 % 300;
        piece[i] = arena_take(&a, bytes);
        assert_non_null(piece[i]);
        assert_int_equal((uintptr_t)piece[i] % 64, 0);
        for (size_t j = 0; j < bytes; j++)
            assert_int_equal(piece[i][j], 0);
        memset(piece[i], (int)(i % 255 + 1), bytes);
    }
    for (unsigned i = 0; i < 500; i++)
        for (size_t j = 0; j < 1 + i * 7 % 300; j++)
            assert_int_equal(piece[i][j], i % 255 + 1);
    arena_free(&a);
}

static void large_pieces_do_not_waste_the_block(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a, 1 << 16);
    const char *const first = arena_take(&a, 100);
    char *const large = arena_take(&a, 1 << 20);
    assert_non_null(large);
    large[(1 << 20) - 1] = 1;
    const char *const second = arena_take(&a, 100);
    assert_true(second - first == 128); /* the small block goes on being used */
    assert_int_equal(a.taken, 200 + (1 << 20));
    arena_free(&a);
    assert_int_equal(a.taken, 0);
    assert_non_null(arena_take(&a, 10)); /* and may be used again */
    arena_free(&a);
}

/* Large enough for huge pages, and of a length that no page divides. */
static void large_memory_is_zeroed_and_keeps(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a, 1 << 16);
    const size_t bytes = (5u << 20) + 777u;
    unsigned char *const piece = arena_take(&a, bytes);
    assert_non_null(piece);
    for (size_t j = 0; j < bytes; j += 509)
        assert_int_equal(piece[j], 0);
    memset(piece, 7, bytes);
    assert_int_equal(piece[bytes - 1], 7);
    arena_free(&a);
    void *grown = NULL;
    size_t capacity = 0;
    for (size_t need = 1u << 20; need <= 9u << 20; need += (1u << 20) + 1u) {
        const size_t before = capacity;
        assert_int_equal(memory_grow(&grown, &capacity, need, 1), 0);
        const unsigned char *const b = grown;
        for (size_t j = 0; j < capacity; j += 509)
            assert_int_equal(b[j], j < before ? 3 : 0);
        memset(grown, 3, capacity);
    }
    memory_free(grown);
}

static void failure_sticks(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a, 4096);
    assert_false(arena_failed(&a));
    assert_null(arena_array(&a, SIZE_MAX / 4, 8)); /* the product does not fit */
    assert_true(arena_failed(&a));
    assert_null(arena_take(&a, 1));
    arena_free(&a);
    arena_init(&a, 4096);
    assert_null(arena_take(&a, SIZE_MAX - 8));
    assert_true(arena_failed(&a));
    arena_free(&a);
}

static void text_is_copied(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a, 128);
    char text[] = "Tredegar";
    const char *const copy = arena_text(&a, text);
    text[0] = 'X';
    assert_string_equal(copy, "Tredegar");
    assert_string_equal(arena_text(&a, ""), "");
    arena_free(&a);
}

static void arrays_grow_zeroed_and_keep(void **state) {
    (void)state;
    void *data = NULL;
    size_t capacity = 0;
    for (size_t n = 1; n <= 3000; n++) {
        assert_int_equal(memory_grow(&data, &capacity, n, sizeof(uint32_t)), 0);
        assert_true(capacity >= n);
        assert_int_equal(((uint32_t *)data)[n - 1], 0);
        ((uint32_t *)data)[n - 1] = (uint32_t)n;
    }
    for (size_t n = 1; n <= 3000; n++)
        assert_int_equal(((uint32_t *)data)[n - 1], n);
    assert_int_equal(memory_grow(&data, &capacity, SIZE_MAX / 2, 8), FAULT_MEMORY);
    assert_int_equal(((uint32_t *)data)[2999], 3000); /* the old array stands */
    memory_free(data);
    memory_free(NULL);
}

static void what_is_pushed_stays_in_order(void **state) {
    (void)state;
    struct pair { uint32_t a; double b; } *pair = NULL;
    uint32_t n = 0, room = 0;
    for (uint32_t k = 0; k < 1000; k++) {
        const struct pair p = {k, k / 8.0};
        assert_int_equal(array_push(&pair, &n, &room, &p, sizeof p), 0);
        assert_int_equal(n, k + 1);
        assert_true(room >= n);
    }
    for (uint32_t k = 0; k < n; k++) {
        assert_int_equal(pair[k].a, k);
        assert_true(pair[k].b == k / 8.0);
    }
    assert_int_equal(array_room(&pair, &room, SIZE_MAX / 2, sizeof *pair), FAULT_MEMORY);
    assert_true(n == 1000 && room >= n && pair[999].a == 999); /* the old array stands */
    memory_free(pair);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zeroed_aligned_and_apart),
        cmocka_unit_test(large_pieces_do_not_waste_the_block),
        cmocka_unit_test(large_memory_is_zeroed_and_keeps), cmocka_unit_test(failure_sticks),
        cmocka_unit_test(text_is_copied), cmocka_unit_test(arrays_grow_zeroed_and_keep),
        cmocka_unit_test(what_is_pushed_stays_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
