/* SPDX-License-Identifier: MIT */
#include "session/pop3_index.h"

#include "heap.h"

typedef struct {
    heap memory;
    mla__pop3_index index;
} fixture;

static void begin(fixture *f, uint32_t count) {
    *f = (fixture){0};
    heap_init(&f->memory);
    assert_int_equal(mla__pop3_index_begin(&f->index, &f->memory.allocator, count), MLA_OK);
}

/* `count` when there is none. */
static uint32_t find(const fixture *f, uint64_t key, uint32_t from) {
    uint32_t message = 0;

    return mla__pop3_index_find(&f->index, key, from, &message) ? message : f->index.count;
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
    uint32_t message = 0;
    fixture f;

    begin(&f, count);
    for (uint32_t i = 0; i < count; i++)
        mla__pop3_index_add(&f.index, spread(i), i);
    mla__pop3_index_sort(&f.index);
    for (uint32_t i = 0; i < count; i++)
        if (find(&f, spread(i), 0) != i)
            fail_msg("message %u of %u is not found", i, count);
    for (uint32_t i = count; i < 2 * count; i++)
        assert_int_equal(find(&f, spread(i), 0), count);
    assert_false(mla__pop3_index_next_shared(&f.index, &position, &message));
    end(&f);
}

static void every_message_is_found_in_mailboxes_of_any_size(void **state) {
    static const uint32_t counts[] = {0, 1, 2, 3, 16, 255, 256, 4097, 100000};

    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        expect_all_found(counts[i]);
}

static void keys_that_differ_in_one_bit_are_told_apart(void **state) {
    enum {
        COUNT = 65
    };
    uint32_t position = 0;
    uint32_t message = 0;
    fixture f;

    (void)state;
    begin(&f, COUNT);
    mla__pop3_index_add(&f.index, spread(7), 64);
    for (uint32_t bit = 0; bit < 64; bit++)
        mla__pop3_index_add(&f.index, spread(7) ^ UINT64_C(1) << bit, bit);
    mla__pop3_index_sort(&f.index);
    for (uint32_t bit = 0; bit < 64; bit++)
        assert_int_equal(find(&f, spread(7) ^ UINT64_C(1) << bit, 0), bit);
    assert_int_equal(find(&f, spread(7), 0), 64);
    assert_false(mla__pop3_index_next_shared(&f.index, &position, &message));
    end(&f);
}

static void messages_with_one_key_are_told_and_found_from_any_on(void **state) {
    enum {
        COUNT = 300
    };
    bool is_shared[COUNT] = {false};
    uint32_t position = 0;
    uint32_t message = 0;
    fixture f;

    (void)state;
    begin(&f, COUNT);
    for (uint32_t i = 0; i < COUNT; i++)
        mla__pop3_index_add(&f.index, i % 3 == 0 ? UINT64_C(0xfedcba9876543210) : spread(i), i);
    mla__pop3_index_sort(&f.index);
    while (mla__pop3_index_next_shared(&f.index, &position, &message))
        is_shared[message] = true;
    for (uint32_t i = 0; i < COUNT; i++)
        assert_int_equal(is_shared[i], i % 3 == 0);
    assert_int_equal(find(&f, UINT64_C(0xfedcba9876543210), 0), 0);
    assert_int_equal(find(&f, UINT64_C(0xfedcba9876543210), 7), 9);
    assert_int_equal(find(&f, UINT64_C(0xfedcba9876543210), 298), COUNT);
    end(&f);
}

/* A file that fails may make a map count a message twice. */
static void there_are_no_more_messages_than_room_was_made_for(void **state) {
    fixture f;

    (void)state;
    begin(&f, 2);
    for (uint32_t i = 0; i < 5; i++)
        mla__pop3_index_add(&f.index, 7 - i, i);
    mla__pop3_index_sort(&f.index);
    assert_int_equal(f.index.count, 2);
    assert_int_equal(find(&f, 6, 0), 1);
    end(&f);
}

static void an_allocation_that_fails_is_told(void **state) {
    fixture f = {0};

    (void)state;
    heap_init(&f.memory);
    f.memory.fail_at = 1;
    assert_int_equal(mla__pop3_index_begin(&f.index, &f.memory.allocator, 100), MLA_E_NO_MEMORY);
    end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_message_is_found_in_mailboxes_of_any_size),
        cmocka_unit_test(keys_that_differ_in_one_bit_are_told_apart),
        cmocka_unit_test(messages_with_one_key_are_told_and_found_from_any_on),
        cmocka_unit_test(there_are_no_more_messages_than_room_was_made_for),
        cmocka_unit_test(an_allocation_that_fails_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
