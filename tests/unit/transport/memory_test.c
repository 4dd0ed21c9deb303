/* SPDX-License-Identifier: MIT */
#include "transport/support.h"

static void pair_new(size_t capacity, size_t max_read, size_t max_write, mla_transport **first,
                     mla_transport **second) {
    mla_memory_config config;

    mla_memory_config_init(&config);
    config.capacity = capacity;
    config.max_read = max_read;
    config.max_write = max_write;
    assert_int_equal(mla_memory_pair_new(&config, first, second), MLA_OK);
}

static void what_one_end_writes_the_other_reads(void **state) {
    mla_transport *first, *second;
    char buffer[16];
    size_t len;

    (void)state;
    pair_new(0, 0, 0, &first, &second);
    assert_int_equal(mla_transport_write(first, "+OK\r\n", 5, &len), MLA_OK);
    assert_int_equal(len, 5);
    assert_int_equal(mla_transport_pending(second), 5);
    assert_int_equal(mla_transport_pending(first), 0);
    assert_int_equal(mla_transport_read(second, buffer, sizeof buffer, &len), MLA_OK);
    assert_int_equal(len, 5);
    assert_memory_equal(buffer, "+OK\r\n", 5);
    mla_transport_free(first);
    mla_transport_free(second);
}

static void nothing_to_read_is_again_and_wants_reading(void **state) {
    mla_transport *first, *second;
    char octet;
    size_t len;

    (void)state;
    pair_new(0, 0, 0, &first, &second);
    assert_int_equal(mla_transport_read(first, &octet, 1, &len), MLA_AGAIN);
    assert_int_equal(len, 0);
    assert_int_equal(mla_transport_wants(first), MLA_WANT_READ);
    mla_transport_free(second);
    mla_transport_free(first);
}

static void a_full_direction_is_again_and_wants_writing(void **state) {
    mla_transport *first, *second;
    char buffer[8];
    size_t len;

    (void)state;
    pair_new(4, 0, 0, &first, &second);
    assert_int_equal(mla_transport_write(first, "abcdef", 6, &len), MLA_OK);
    assert_int_equal(len, 4);
    assert_int_equal(mla_transport_write(first, "ef", 2, &len), MLA_AGAIN);
    assert_int_equal(mla_transport_wants(first), MLA_WANT_WRITE);
    assert_int_equal(mla_transport_read(second, buffer, 3, &len), MLA_OK);
    assert_int_equal(mla_transport_write(first, "ef", 2, &len), MLA_OK);
    assert_int_equal(mla_transport_read(second, buffer, sizeof buffer, &len), MLA_OK);
    assert_int_equal(len, 3);
    assert_memory_equal(buffer, "def", 3); /* around the end of the ring */
    mla_transport_free(first);
    mla_transport_free(second);
}

static void chunk_sizes_bound_each_read_and_write(void **state) {
    mla_transport *first, *second;
    char buffer[8];
    size_t len;

    (void)state;
    pair_new(0, 2, 3, &first, &second);
    assert_int_equal(mla_transport_write(first, "abcdef", 6, &len), MLA_OK);
    assert_int_equal(len, 3);
    assert_int_equal(mla_transport_read(second, buffer, sizeof buffer, &len), MLA_OK);
    assert_int_equal(len, 2);
    assert_memory_equal(buffer, "ab", 2);
    mla_transport_free(first);
    mla_transport_free(second);
}

static void close_is_end_after_the_last_octet(void **state) {
    mla_transport *first, *second;
    char buffer[8];
    size_t len;

    (void)state;
    pair_new(0, 0, 0, &first, &second);
    assert_int_equal(mla_transport_write(first, "x", 1, &len), MLA_OK);
    mla_transport_close(first);
    assert_int_equal(mla_transport_write(first, "y", 1, &len), MLA_E_STATE);
    assert_int_equal(mla_transport_read(second, buffer, sizeof buffer, &len), MLA_OK);
    assert_int_equal(mla_transport_read(second, buffer, sizeof buffer, &len), MLA_END);
    assert_int_equal(mla_transport_write(second, "z", 1, &len), MLA_OK); /* half closed */
    assert_int_equal(mla_transport_read(first, buffer, sizeof buffer, &len), MLA_OK);
    mla_transport_free(first);
    mla_transport_free(second);
}

static void writing_to_an_end_that_is_gone_is_eof(void **state) {
    mla_transport *first, *second;
    char octet;
    size_t len;

    (void)state;
    pair_new(0, 0, 0, &first, &second);
    mla_transport_free(first);
    assert_int_equal(mla_transport_write(second, "z", 1, &len), MLA_E_EOF);
    assert_int_equal(mla_transport_read(second, &octet, 1, &len), MLA_END);
    mla_transport_free(second);
}

static void an_interrupt_ends_one_wait(void **state) {
    mla_transport *first, *second;

    (void)state;
    pair_new(0, 0, 0, &first, &second);
    assert_int_equal(mla_transport_wait(first, MLA_WANT_READ, -1), MLA_OK);
    mla_transport_interrupt(first);
    assert_int_equal(mla_transport_wait(first, MLA_WANT_READ, -1), MLA_E_CANCELLED);
    assert_int_equal(mla_transport_wait(first, MLA_WANT_READ, -1), MLA_OK);
    mla_transport_free(first);
    mla_transport_free(second);
}

static void without_memory_nothing_is_made(void **state) {
    mla_transport *first, *second;
    mla_memory_config config;
    heap memory;

    (void)state;
    heap_init(&memory);
    heap_leave(&memory, 0);
    mla_memory_config_init(&config);
    config.allocator = &memory.allocator;
    assert_int_equal(mla_memory_pair_new(&config, &first, &second), MLA_E_NO_MEMORY);
    config.capacity = SIZE_MAX / 2;
    assert_int_equal(mla_memory_pair_new(&config, &first, &second), MLA_E_NO_MEMORY);
    config.capacity = 10;
    heap_leave(&memory, 1);
    assert_int_equal(mla_memory_pair_new(&config, &first, &second), MLA_OK);
    mla_transport_free(first);
    mla_transport_free(second);
    assert_int_equal(memory.blocks, 0);
}

static void options_that_were_not_filled_in_are_refused(void **state) {
    mla_transport *first, *second;
    mla_memory_config config;

    (void)state;
    memset(&config, 0, sizeof config);
    assert_int_equal(mla_memory_pair_new(&config, &first, &second), MLA_E_INVALID);
    assert_int_equal(mla_memory_pair_new(NULL, NULL, &second), MLA_E_INVALID);
    assert_int_equal(mla_memory_pair_new(NULL, &first, &second), MLA_OK);
    mla_transport_free(first);
    mla_transport_free(second);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_one_end_writes_the_other_reads),
        cmocka_unit_test(nothing_to_read_is_again_and_wants_reading),
        cmocka_unit_test(a_full_direction_is_again_and_wants_writing),
        cmocka_unit_test(chunk_sizes_bound_each_read_and_write),
        cmocka_unit_test(close_is_end_after_the_last_octet),
        cmocka_unit_test(writing_to_an_end_that_is_gone_is_eof),
        cmocka_unit_test(an_interrupt_ends_one_wait),
        cmocka_unit_test(without_memory_nothing_is_made),
        cmocka_unit_test(options_that_were_not_filled_in_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
