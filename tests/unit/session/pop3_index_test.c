/* SPDX-License-Identifier: MIT */
#include "session/pop3_index.h"

#include "heap.h"

typedef struct {
    heap memory;
    mla__pop3_index index;
} fixture;

static void begin(fixture *f, uint32_t count) {
    heap_init(&f->memory);
    assert_int_equal(mla__pop3_index_begin(&f->index, &f->memory.allocator, count), MLA_OK);
}

static void sort(fixture *f) {
    assert_int_equal(mla__pop3_index_sort(&f->index, &f->memory.allocator), MLA_OK);
}

static void end(fixture *f) {
    mla__pop3_index_deinit(&f->index, &f->memory.allocator);
    assert_int_equal(f->memory.blocks, 0);
}

/* Spread over all 64 bits, and no two alike. */
static uint64_t spread(uint32_t i) {
    uint64_t x = (i + 1) * UINT64_C(0x9e3779b97f4a7c15);

    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    return x ^ x >> 27;
}

static void expect_all_found(uint32_t count) {
    uint32_t position = 0;
    fixture f;

    begin(&f, count);
    for (uint32_t i = 0; i < count; i++)
        mla__pop3_index_set(&f.index, i, spread(i));
    sort(&f);
    for (uint32_t i = 0; i < count; i++)
        if (mla__pop3_index_find(&f.index, spread(i), 0) != i)
            fail_msg("message %u of %u is not found", i, count);
    for (uint32_t i = count; i < 2 * count; i++)
        assert_int_equal(mla__pop3_index_find(&f.index, spread(i), 0), count);
    assert_int_equal(mla__pop3_index_next_shared(&f.index, &position), count);
    end(&f);
}

/* Around the counts at which the bits are divided in another way. */
static void every_message_is_found_in_mailboxes_of_any_size(void **state) {
    static const uint32_t counts[] = {0,  1,  2,  15,  16,  17,   31,   32,    33,
                                      63, 64, 65, 255, 256, 1000, 4097, 65536, 100000};

    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        expect_all_found(counts[i]);
}

static void records_of_a_million_messages_are_longer(void **state) {
    fixture f;

    (void)state;
    begin(&f, (1u << 20) - 1);
    assert_int_equal(f.index.octets, 7);
    end(&f);
    begin(&f, 1u << 20);
    assert_int_equal(f.index.octets, 8);
    end(&f);
    expect_all_found(1u << 20);
}

/* Each bit that is held tells two fingerprints apart, in short records all but eight and four. */
static void fingerprints_that_differ_in_one_bit_are_told_apart(void **state) {
    enum {
        COUNT = 1000
    };
    uint64_t told = 0;
    fixture f;

    (void)state;
    begin(&f, COUNT);
    for (uint32_t i = 0; i < COUNT; i++)
        mla__pop3_index_set(&f.index, i, spread(i));
    sort(&f);
    for (uint32_t bit = 0; bit < 64; bit++)
        if (mla__pop3_index_find(&f.index, spread(7) ^ UINT64_C(1) << bit, 0) == COUNT)
            told |= UINT64_C(1) << bit;
    assert_true(told == (UINT64_C(0x00ffffffffffffff) & ~(UINT64_C(15) << 46)));
    end(&f);
}

static void messages_with_one_fingerprint_are_told_and_found_from_any_on(void **state) {
    enum {
        COUNT = 300
    };
    bool is_shared[COUNT] = {false};
    uint32_t position = 0;
    uint32_t message;
    fixture f;

    (void)state;
    begin(&f, COUNT);
    for (uint32_t i = 0; i < COUNT; i++)
        mla__pop3_index_set(&f.index, i, i % 3 == 0 ? UINT64_C(0xfedcba9876543210) : spread(i));
    sort(&f);
    while ((message = mla__pop3_index_next_shared(&f.index, &position)) != COUNT)
        is_shared[message] = true;
    for (uint32_t i = 0; i < COUNT; i++)
        assert_int_equal(is_shared[i], i % 3 == 0);
    assert_int_equal(mla__pop3_index_find(&f.index, UINT64_C(0xfedcba9876543210), 0), 0);
    assert_int_equal(mla__pop3_index_find(&f.index, UINT64_C(0xfedcba9876543210), 7), 9);
    assert_int_equal(mla__pop3_index_find(&f.index, UINT64_C(0xfedcba9876543210), 298), COUNT);
    end(&f);
}

static void nothing_is_found_before_it_is_sorted(void **state) {
    fixture f;

    (void)state;
    begin(&f, 1);
    mla__pop3_index_set(&f.index, 0, 5);
    assert_int_equal(mla__pop3_index_find(&f.index, 5, 0), 1);
    end(&f);
}

static void each_allocation_may_fail(void **state) {
    (void)state;
    for (size_t n = 1; n <= 4; n++) {
        fixture f;
        heap_init(&f.memory);
        f.memory.fail_at = n;
        int32_t status = mla__pop3_index_begin(&f.index, &f.memory.allocator, 100);
        for (uint32_t i = 0; i < 100 && status == MLA_OK; i++)
            mla__pop3_index_set(&f.index, i, spread(i));
        if (status == MLA_OK)
            status = mla__pop3_index_sort(&f.index, &f.memory.allocator);
        assert_int_equal(status, n < 4 ? MLA_E_NO_MEMORY : MLA_OK);
        end(&f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_message_is_found_in_mailboxes_of_any_size),
        cmocka_unit_test(records_of_a_million_messages_are_longer),
        cmocka_unit_test(fingerprints_that_differ_in_one_bit_are_told_apart),
        cmocka_unit_test(messages_with_one_fingerprint_are_told_and_found_from_any_on),
        cmocka_unit_test(nothing_is_found_before_it_is_sorted),
        cmocka_unit_test(each_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
