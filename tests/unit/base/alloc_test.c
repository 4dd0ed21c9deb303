/* SPDX-License-Identifier: MIT */
#include "heap.h"

#include "base/alloc.h"

static void a_size_of_0_reaches_the_allocator_as_1(void **state) {
    (void)state;
    heap h;
    heap_init(&h);
    void *ptr = mla__alloc(&h.allocator, 0);
    assert_non_null(ptr);
    assert_int_equal(h.octets, 1);
    ptr = mla__resize(&h.allocator, ptr, 0, 0);
    assert_non_null(ptr);
    assert_int_equal(h.octets, 1);
    mla__release(&h.allocator, ptr, 0);
    assert_int_equal(h.blocks, 0);
}

static void resizing_null_allocates(void **state) {
    (void)state;
    heap h;
    heap_init(&h);
    void *ptr = mla__resize(&h.allocator, NULL, 0, 12);
    assert_non_null(ptr);
    assert_int_equal(h.octets, 12);
    mla__release(&h.allocator, ptr, 12);
}

static void releasing_null_does_nothing(void **state) {
    (void)state;
    heap h;
    heap_init(&h);
    mla__release(&h.allocator, NULL, 12);
    assert_int_equal(h.blocks, 0);
}

static void an_array_whose_size_overflows_is_refused(void **state) {
    (void)state;
    heap h;
    heap_init(&h);
    assert_null(mla__alloc_array(&h.allocator, SIZE_MAX / 8 + 2, 8));
    assert_int_equal(h.calls, 0);
    void *ptr = mla__alloc_array(&h.allocator, 3, 8);
    assert_int_equal(h.octets, 24);
    mla__release(&h.allocator, ptr, 24);
}

static void an_array_of_nothing_is_allocated(void **state) {
    (void)state;
    heap h;
    heap_init(&h);
    void *ptr = mla__alloc_array(&h.allocator, 5, 0);
    assert_non_null(ptr);
    mla__release(&h.allocator, ptr, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_size_of_0_reaches_the_allocator_as_1),
        cmocka_unit_test(resizing_null_allocates),
        cmocka_unit_test(releasing_null_does_nothing),
        cmocka_unit_test(an_array_whose_size_overflows_is_refused),
        cmocka_unit_test(an_array_of_nothing_is_allocated),
    };
    return cmocka_run_group_tests_name("base/alloc", tests, NULL, NULL);
}
