/* SPDX-License-Identifier: MIT */
#include "session/pop3_sizes.h"

#include "heap.h"

static void add(mla__pop3_sizes *sizes, heap *memory, uint64_t size) {
    assert_int_equal(mla__pop3_sizes_add(sizes, &memory->allocator, size), MLA_OK);
}

static void numbers_of_any_width_are_read_back(void **state) {
    mla__pop3_sizes sizes = {0};
    heap memory;
    uint32_t count = 0;

    (void)state;
    heap_init(&memory);
    for (int bits = 0; bits < 64; bits++)
        for (uint64_t less = 0; less < 3; less++, count++)
            add(&sizes, &memory, (UINT64_C(1) << bits) - less);
    add(&sizes, &memory, UINT64_MAX);
    assert_int_equal(sizes.count, count + 1);
    for (uint32_t i = 0; i < count; i++)
        assert_true(mla__pop3_sizes_get(&sizes, i) == (UINT64_C(1) << i / 3) - i % 3);
    assert_true(mla__pop3_sizes_get(&sizes, count) == UINT64_MAX);
    mla__pop3_sizes_deinit(&sizes, &memory.allocator);
    assert_int_equal(memory.blocks, 0);
}

/* The last of a block, the first of the next, and far behind. */
static void any_number_is_found(void **state) {
    enum {
        COUNT = 5000
    };
    mla__pop3_sizes sizes = {0};
    heap memory;

    (void)state;
    heap_init(&memory);
    for (uint32_t i = 0; i < COUNT; i++)
        add(&sizes, &memory, (uint64_t)i * i);
    for (uint32_t i = COUNT; i-- > 0;)
        assert_true(mla__pop3_sizes_get(&sizes, i) == (uint64_t)i * i);
    mla__pop3_sizes_deinit(&sizes, &memory.allocator);
}

static void most_mail_takes_two_octets(void **state) {
    enum {
        COUNT = 10000
    };
    mla__pop3_sizes sizes = {0};
    heap memory;

    (void)state;
    heap_init(&memory);
    for (uint32_t i = 0; i < COUNT; i++)
        add(&sizes, &memory, 16383);
    assert_int_equal(sizes.octets.len, 2 * COUNT);
    mla__pop3_sizes_deinit(&sizes, &memory.allocator);
}

static void each_allocation_may_fail(void **state) {
    size_t n = 1;

    (void)state;
    for (;; n++) {
        mla__pop3_sizes sizes = {0};
        heap memory;
        int32_t status = MLA_OK;
        heap_init(&memory);
        memory.fail_at = n;
        for (uint32_t i = 0; i < 2000 && status == MLA_OK; i++)
            status = mla__pop3_sizes_add(&sizes, &memory.allocator, i);
        bool has_failed = memory.calls >= n;
        mla__pop3_sizes_deinit(&sizes, &memory.allocator);
        assert_int_equal(memory.blocks, 0);
        assert_int_equal(status, has_failed ? MLA_E_NO_MEMORY : MLA_OK);
        if (!has_failed)
            break;
    }
    assert_true(n > 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_of_any_width_are_read_back),
        cmocka_unit_test(any_number_is_found),
        cmocka_unit_test(most_mail_takes_two_octets),
        cmocka_unit_test(each_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
