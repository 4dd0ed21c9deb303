/* SPDX-License-Identifier: MIT */
#include "unit.h"

#define BLOCK_SIZE 1024

typedef struct fixture {
    mla_pool pool;
    char *block;
} fixture;

static int setup(void **state) {
    fixture *f = malloc(sizeof *f);
    f->block = malloc(BLOCK_SIZE);
    *state = f;
    return mla_pool_init(&f->pool, f->block, BLOCK_SIZE);
}

static int teardown(void **state) {
    fixture *f = *state;
    free(f->block);
    free(f);
    return 0;
}

static void *take(mla_pool *pool, size_t size) {
    return pool->allocator.alloc(pool->allocator.user, size);
}

static void *resize(mla_pool *pool, void *ptr, size_t old_size, size_t new_size) {
    return pool->allocator.resize(pool->allocator.user, ptr, old_size, new_size);
}

static void give(mla_pool *pool, void *ptr, size_t size) {
    pool->allocator.release(pool->allocator.user, ptr, size);
}

static void a_block_below_64_octets_is_refused(void **state) {
    (void)state;
    mla_pool pool;
    char block[64];
    assert_int_equal(mla_pool_init(&pool, block, 63), MLA_E_INVALID);
    assert_int_equal(mla_pool_init(&pool, NULL, 64), MLA_E_INVALID);
    assert_int_equal(mla_pool_init(NULL, block, 64), MLA_E_INVALID);
    assert_int_equal(mla_pool_init(&pool, block, 64), MLA_OK);
}

static void allocations_are_aligned_though_the_block_is_not(void **state) {
    fixture *f = *state;
    for (size_t shift = 0; shift < 16; shift++) {
        assert_int_equal(mla_pool_init(&f->pool, f->block + shift, BLOCK_SIZE - shift), MLA_OK);
        for (size_t size = 1; size < 20; size += 3) {
            char *ptr = take(&f->pool, size);
            assert_non_null(ptr);
            assert_int_equal((uintptr_t)ptr % _Alignof(max_align_t), 0);
            memset(ptr, 0xff, size);
        }
    }
}

static void allocations_stay_in_the_block_and_apart(void **state) {
    fixture *f = *state;
    char *last = NULL;
    char *ptr;
    size_t count = 0;
    while ((ptr = take(&f->pool, 40)) != NULL) {
        assert_true(ptr >= f->block && ptr + 40 <= f->block + BLOCK_SIZE);
        if (last != NULL)
            assert_true(ptr >= last + 40);
        memset(ptr, 0xff, 40);
        last = ptr;
        count++;
    }
    assert_in_range(count, 18, BLOCK_SIZE / 40);
}

static void the_whole_block_may_be_one_allocation(void **state) {
    fixture *f = *state;
    char *all = take(&f->pool, BLOCK_SIZE);
    assert_non_null(all);
    assert_null(f->pool.free_list);
    assert_null(take(&f->pool, 1));
    assert_null(resize(&f->pool, all, BLOCK_SIZE, BLOCK_SIZE + 1));
    give(&f->pool, all, BLOCK_SIZE);
    assert_ptr_equal(take(&f->pool, BLOCK_SIZE), all);
}

static void a_size_that_overflows_gives_null(void **state) {
    fixture *f = *state;
    assert_null(take(&f->pool, SIZE_MAX));
    void *ptr = take(&f->pool, 16);
    assert_null(resize(&f->pool, ptr, 16, SIZE_MAX));
    give(&f->pool, ptr, 16);
}

static void neighbours_are_joined_in_whatever_order_they_are_released(void **state) {
    static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                     {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    fixture *f = *state;
    for (size_t i = 0; i < 6; i++) {
        void *ptr[3];
        for (int k = 0; k < 3; k++)
            assert_non_null(ptr[k] = take(&f->pool, 300));
        for (int k = 0; k < 3; k++)
            give(&f->pool, ptr[orders[i][k]], 300);
        assert_int_equal(f->pool.used, 0);
        void *all = take(&f->pool, BLOCK_SIZE - 16);
        assert_non_null(all);
        give(&f->pool, all, BLOCK_SIZE - 16);
    }
}

static void the_first_hole_that_fits_is_taken(void **state) {
    fixture *f = *state;
    char *a = take(&f->pool, 32);
    take(&f->pool, 32);
    char *b = take(&f->pool, 96);
    take(&f->pool, 32);
    give(&f->pool, b, 96);
    give(&f->pool, a, 32);
    assert_ptr_equal(take(&f->pool, 64), b);
    assert_ptr_equal(take(&f->pool, 32), a);
    assert_ptr_equal(take(&f->pool, 32), b + 64);
}

static void growing_into_the_free_neighbour_does_not_move(void **state) {
    fixture *f = *state;
    char *ptr = take(&f->pool, 32);
    memcpy(ptr, "0123456789abcdef0123456789abcde", 32);
    assert_ptr_equal(resize(&f->pool, ptr, 32, 200), ptr);
    assert_string_equal(ptr, "0123456789abcdef0123456789abcde");
    assert_in_range(f->pool.used, 200, 215);
}

static void growing_passes_over_holes_in_front(void **state) {
    fixture *f = *state;
    char *hole = take(&f->pool, 32);
    take(&f->pool, 32);
    char *ptr = take(&f->pool, 32);
    give(&f->pool, hole, 32);
    assert_ptr_equal(resize(&f->pool, ptr, 32, 64), ptr);
    assert_ptr_equal(take(&f->pool, 32), hole);
    assert_ptr_equal(take(&f->pool, 32), ptr + 64);
}

static void growing_past_a_neighbour_in_use_moves_the_octets(void **state) {
    fixture *f = *state;
    char *ptr = take(&f->pool, 32);
    memcpy(ptr, "0123456789abcdef0123456789abcde", 32);
    char *wall = take(&f->pool, 32);
    char *moved = resize(&f->pool, ptr, 32, 200);
    assert_ptr_not_equal(moved, ptr);
    assert_string_equal(moved, "0123456789abcdef0123456789abcde");
    give(&f->pool, moved, 200);
    give(&f->pool, wall, 32);
    assert_int_equal(f->pool.used, 0);
}

static void growing_past_a_hole_that_is_too_small_moves_the_octets(void **state) {
    fixture *f = *state;
    char *ptr = take(&f->pool, 32);
    memcpy(ptr, "0123456789abcdef0123456789abcde", 32);
    char *hole = take(&f->pool, 32);
    take(&f->pool, 32);
    give(&f->pool, hole, 32);
    char *moved = resize(&f->pool, ptr, 32, 128);
    assert_true(moved > hole);
    assert_string_equal(moved, "0123456789abcdef0123456789abcde");
    assert_ptr_equal(take(&f->pool, 64), ptr);
}

static void a_resize_that_fails_leaves_the_block_as_it_was(void **state) {
    fixture *f = *state;
    char *ptr = take(&f->pool, 32);
    strcpy(ptr, "kept");
    take(&f->pool, 32);
    size_t used = f->pool.used;
    assert_null(resize(&f->pool, ptr, 32, BLOCK_SIZE));
    assert_string_equal(ptr, "kept");
    assert_int_equal(f->pool.used, used);
}

static void shrinking_gives_the_tail_back_in_place(void **state) {
    fixture *f = *state;
    char *ptr = take(&f->pool, 512);
    take(&f->pool, 32);
    assert_ptr_equal(resize(&f->pool, ptr, 512, 32), ptr);
    assert_ptr_equal(take(&f->pool, 480), ptr + 32);
}

static void peak_remembers_the_most_that_was_used(void **state) {
    fixture *f = *state;
    void *a = take(&f->pool, 320);
    void *b = take(&f->pool, 320);
    give(&f->pool, a, 320);
    give(&f->pool, b, 320);
    assert_int_equal(f->pool.used, 0);
    assert_int_equal(f->pool.peak, 640);
}

#define IN_POOL(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_block_below_64_octets_is_refused),
        IN_POOL(allocations_are_aligned_though_the_block_is_not),
        IN_POOL(allocations_stay_in_the_block_and_apart),
        IN_POOL(the_whole_block_may_be_one_allocation),
        IN_POOL(a_size_that_overflows_gives_null),
        IN_POOL(neighbours_are_joined_in_whatever_order_they_are_released),
        IN_POOL(the_first_hole_that_fits_is_taken),
        IN_POOL(growing_into_the_free_neighbour_does_not_move),
        IN_POOL(growing_passes_over_holes_in_front),
        IN_POOL(growing_past_a_neighbour_in_use_moves_the_octets),
        IN_POOL(growing_past_a_hole_that_is_too_small_moves_the_octets),
        IN_POOL(a_resize_that_fails_leaves_the_block_as_it_was),
        IN_POOL(shrinking_gives_the_tail_back_in_place),
        IN_POOL(peak_remembers_the_most_that_was_used),
    };
    return cmocka_run_group_tests_name("base/pool", tests, NULL, NULL);
}
