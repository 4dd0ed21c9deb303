/* SPDX-License-Identifier: MIT */
#include "heap.h"

#include "base/arena.h"

typedef struct fixture {
    heap heap;
    mla__arena arena;
} fixture;

static int setup_sizes(void **state, size_t initial, size_t limit) {
    fixture *f = calloc(1, sizeof *f);
    heap_init(&f->heap);
    *state = f;
    return mla__arena_init(&f->arena, &f->heap.allocator, initial, limit);
}

static int setup(void **state) {
    return setup_sizes(state, 64, 1024);
}

static int setup_fixed(void **state) {
    return setup_sizes(state, 64, 64);
}

static int teardown(void **state) {
    fixture *f = *state;
    mla__arena_deinit(&f->arena);
    int leaked = f->heap.blocks != 0;
    free(f);
    return leaked;
}

static void the_first_block_is_allocated_at_once(void **state) {
    fixture *f = *state;
    assert_int_equal(f->heap.blocks, 1);
    for (int i = 0; i < 8; i++)
        assert_non_null(mla__arena_alloc(&f->arena, 8));
    assert_int_equal(f->heap.calls, 1);
}

static void init_without_room_or_memory_fails(void **state) {
    (void)state;
    heap h;
    heap_init(&h);
    mla__arena arena;
    assert_int_equal(mla__arena_init(&arena, &h.allocator, 0, 64), MLA_E_INVALID);
    assert_int_equal(mla__arena_init(&arena, &h.allocator, 65, 64), MLA_E_INVALID);
    assert_int_equal(h.calls, 0);
    assert_int_equal(mla__arena_init(&arena, &h.allocator, SIZE_MAX, SIZE_MAX), MLA_E_NO_MEMORY);
    assert_int_equal(h.calls, 0);
    h.fail_at = 1;
    assert_int_equal(mla__arena_init(&arena, &h.allocator, 64, 64), MLA_E_NO_MEMORY);
    assert_null(mla__arena_alloc(&arena, 1));
    mla__arena_reset(&arena);
    assert_null(mla__arena_alloc(&arena, 1));
    mla__arena_deinit(&arena);
}

static void allocations_are_aligned_and_apart(void **state) {
    fixture *f = *state;
    char *last = NULL;
    for (size_t size = 1; size < 9; size++) {
        char *ptr = mla__arena_alloc(&f->arena, size);
        assert_int_equal((uintptr_t)ptr % 8, 0);
        if (last != NULL)
            assert_ptr_equal(ptr, last + 8);
        memset(ptr, 0xff, size);
        last = ptr;
    }
}

static void a_fixed_arena_never_asks_for_more(void **state) {
    fixture *f = *state;
    assert_non_null(mla__arena_alloc(&f->arena, 64));
    assert_null(mla__arena_alloc(&f->arena, 1));
    assert_int_equal(f->heap.calls, 1);
}

static void growth_ends_at_the_limit(void **state) {
    fixture *f = *state;
    size_t got = 0;
    while (mla__arena_alloc(&f->arena, 32) != NULL)
        got += 32;
    assert_int_equal(got, 1024);
    assert_int_equal(f->arena.total, 1024);
}

static void an_allocation_above_the_limit_is_refused(void **state) {
    fixture *f = *state;
    assert_null(mla__arena_alloc(&f->arena, 961));
    assert_null(mla__arena_alloc(&f->arena, SIZE_MAX));
    assert_null(mla__arena_alloc(&f->arena, SIZE_MAX - 8));
    assert_int_equal(f->heap.calls, 1);
    assert_non_null(mla__arena_alloc(&f->arena, 960));
}

static void no_memory_for_a_block_gives_null_and_nothing_is_lost(void **state) {
    fixture *f = *state;
    assert_non_null(mla__arena_alloc(&f->arena, 60));
    f->heap.fail_at = 2;
    assert_null(mla__arena_alloc(&f->arena, 64));
    assert_non_null(mla__arena_alloc(&f->arena, 64));
}

static void reset_keeps_the_blocks_for_the_next_round(void **state) {
    fixture *f = *state;
    char *first = mla__arena_alloc(&f->arena, 64);
    for (int i = 0; i < 4; i++)
        assert_non_null(mla__arena_alloc(&f->arena, 100));
    size_t calls = f->heap.calls;
    mla__arena_reset(&f->arena);
    assert_ptr_equal(mla__arena_alloc(&f->arena, 64), first);
    for (int i = 0; i < 4; i++)
        assert_non_null(mla__arena_alloc(&f->arena, 100));
    assert_int_equal(f->heap.calls, calls);
}

static void a_kept_block_that_is_too_small_is_passed_over(void **state) {
    fixture *f = *state;
    assert_non_null(mla__arena_alloc(&f->arena, 64));
    assert_non_null(mla__arena_alloc(&f->arena, 100));
    mla__arena_reset(&f->arena);
    assert_non_null(mla__arena_alloc(&f->arena, 64));
    char *large = mla__arena_alloc(&f->arena, 300);
    assert_non_null(large);
    memset(large, 0xff, 300);
    assert_int_equal(f->heap.calls, 3);
}

static void the_last_allocation_grows_in_place(void **state) {
    fixture *f = *state;
    mla__arena_alloc(&f->arena, 8);
    char *ptr = mla__arena_extend(&f->arena, NULL, 0, 5);
    memcpy(ptr, "hello", 5);
    assert_ptr_equal(mla__arena_extend(&f->arena, ptr, 5, 40), ptr);
    assert_ptr_equal(mla__arena_alloc(&f->arena, 8), ptr + 40);
}

static void an_allocation_that_is_not_the_last_is_copied(void **state) {
    fixture *f = *state;
    char *ptr = mla__arena_alloc(&f->arena, 5);
    memcpy(ptr, "hello", 5);
    mla__arena_alloc(&f->arena, 8);
    char *moved = mla__arena_extend(&f->arena, ptr, 5, 24);
    assert_ptr_not_equal(moved, ptr);
    assert_memory_equal(moved, "hello", 5);
}

static void the_last_allocation_moves_when_its_block_is_full(void **state) {
    fixture *f = *state;
    char *ptr = mla__arena_alloc(&f->arena, 60);
    memset(ptr, 'x', 60);
    char *moved = mla__arena_extend(&f->arena, ptr, 60, 120);
    assert_ptr_not_equal(moved, ptr);
    assert_memory_equal(moved, ptr, 60);
    moved[119] = 0;
}

static void extending_past_the_limit_leaves_the_allocation(void **state) {
    fixture *f = *state;
    char *ptr = mla__arena_alloc(&f->arena, 8);
    memcpy(ptr, "kept", 5);
    assert_null(mla__arena_extend(&f->arena, ptr, 8, 65));
    assert_string_equal(ptr, "kept");
}

/* An array as structs hold it. */
typedef struct numbers {
    const uint32_t *items;
    size_t count;
} numbers;

static void an_array_grows_item_by_item(void **state) {
    fixture *f = *state;
    numbers array = {NULL, 0};
    for (uint32_t i = 0; i < 20; i++) {
        uint32_t *item = mla__arena_append(&f->arena, &array, sizeof *item);
        assert_non_null(item);
        assert_int_equal(*item, 0);
        *item = i + 1;
        memset(mla__arena_alloc(&f->arena, 8), 0xff, 8); /* what comes between moves it */
    }
    assert_int_equal(array.count, 20);
    for (uint32_t i = 0; i < 20; i++)
        assert_int_equal(array.items[i], i + 1);
}

static void an_array_stays_as_it_is_when_memory_is_exhausted(void **state) {
    fixture *f = *state;
    numbers array = {NULL, 0};
    for (uint32_t i = 0; i < 16; i++)
        assert_non_null(mla__arena_append(&f->arena, &array, sizeof *array.items));
    numbers before = array;
    assert_null(mla__arena_append(&f->arena, &array, sizeof *array.items));
    assert_ptr_equal(array.items, before.items);
    assert_int_equal(array.count, 16);
}

#define IN(test, fixture_setup) cmocka_unit_test_setup_teardown(test, fixture_setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN(the_first_block_is_allocated_at_once, setup),
        cmocka_unit_test(init_without_room_or_memory_fails),
        IN(allocations_are_aligned_and_apart, setup),
        IN(a_fixed_arena_never_asks_for_more, setup_fixed),
        IN(growth_ends_at_the_limit, setup),
        IN(an_allocation_above_the_limit_is_refused, setup),
        IN(no_memory_for_a_block_gives_null_and_nothing_is_lost, setup),
        IN(reset_keeps_the_blocks_for_the_next_round, setup),
        IN(a_kept_block_that_is_too_small_is_passed_over, setup),
        IN(the_last_allocation_grows_in_place, setup),
        IN(an_allocation_that_is_not_the_last_is_copied, setup),
        IN(the_last_allocation_moves_when_its_block_is_full, setup),
        IN(extending_past_the_limit_leaves_the_allocation, setup_fixed),
        IN(an_array_grows_item_by_item, setup),
        IN(an_array_stays_as_it_is_when_memory_is_exhausted, setup_fixed),
    };
    return cmocka_run_group_tests_name("base/arena", tests, NULL, NULL);
}
