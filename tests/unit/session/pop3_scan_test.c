/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE /* mkdtemp */
#include "session/pop3_scan.h"

#include <mailaccess/session_event.h>

#include "heap.h"
#include "temporary_folder.h"

typedef struct fixture {
    heap memory;
    mla__pop3_scan scan;
} fixture;

static int begin_in(void **state, const char *folder) {
    static fixture f;

    heap_init(&f.memory);
    mla__pop3_scan_init(&f.scan, &(mla__spool){.folder = folder});
    *state = &f;
    return 0;
}

static int begin(void **state) {
    return begin_in(state, NULL);
}

static int begin_in_file(void **state) {
    return begin_in(state, temporary_folder);
}

static int end(void **state) {
    fixture *f = *state;

    mla__pop3_scan_deinit(&f->scan, &f->memory.allocator);
    return f->memory.blocks == 0 ? 0 : -1;
}

#define IN_MEMORY(test) cmocka_unit_test_setup_teardown(test, begin, end)
#define IN_FILE(test) cmocka_unit_test_setup_teardown(test, begin_in_file, end)

static void add(fixture *f, uint64_t number, uint64_t size) {
    assert_int_equal(mla__pop3_scan_add(&f->scan, &f->memory.allocator, number, size), MLA_OK);
}

static void finish(fixture *f) {
    assert_int_equal(mla__pop3_scan_end(&f->scan, &f->memory.allocator), MLA_OK);
}

static void numbers_may_have_gaps_stand_twice_and_in_any_order(void **state) {
    static const uint64_t numbers[] = {9, 3, 3, 0, 7, 1, 9};
    static const uint32_t sorted[] = {1, 3, 7, 9};
    fixture *f = *state;

    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        add(f, numbers[i], 10 * numbers[i] + i);
    finish(f);
    assert_int_equal(f->scan.count, 4);
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(mla__pop3_scan_number(&f->scan, i), sorted[i]);
        assert_int_equal(mla__pop3_scan_find(&f->scan, sorted[i]), i);
    }
    for (uint64_t number = 0; number < 12; number += 2)
        assert_int_equal(mla__pop3_scan_find(&f->scan, number), 4);
    assert_int_equal(mla__pop3_scan_size(&f->scan, 1), 31); /* of the first 3 */
    assert_int_equal(mla__pop3_scan_size(&f->scan, 3), 90); /* of the first 9 */
}

static void a_gap_after_thousands_moves_none_of_them(void **state) {
    fixture *f = *state;

    for (uint32_t number = 1; number <= 5000; number++)
        add(f, number, number);
    add(f, 70000, 7);
    finish(f);
    for (uint32_t i = 0; i < 5000; i++)
        assert_int_equal(mla__pop3_scan_number(&f->scan, i), i + 1);
    assert_int_equal(mla__pop3_scan_find(&f->scan, 70000), 5000);
    assert_int_equal(mla__pop3_scan_find(&f->scan, 5001), 5001);
}

static void the_last_may_be_first(void **state) {
    fixture *f = *state;

    for (uint32_t number = 3000; number != 0; number--)
        add(f, number, number + 100);
    finish(f);
    assert_int_equal(f->scan.count, 3000);
    for (uint32_t i = 0; i < 3000; i++) {
        assert_int_equal(mla__pop3_scan_number(&f->scan, i), i + 1);
        assert_int_equal(mla__pop3_scan_size(&f->scan, i), i + 101);
    }
}

/* The number comes from the server: nothing is allocated by it. */
static void a_huge_number_takes_the_memory_of_one_message(void **state) {
    fixture *f = *state;

    add(f, 400000000, 100);
    add(f, 0x80000000u, 1); /* beyond what any server has: left out */
    add(f, UINT64_MAX, 1);
    finish(f);
    assert_true(f->memory.octets < 4096);
    assert_int_equal(f->scan.count, 1);
    assert_int_equal(mla__pop3_scan_find(&f->scan, 400000000), 0);
}

static void a_size_may_be_of_64_bits(void **state) {
    fixture *f = *state;

    add(f, 1, UINT64_C(5000000000));
    add(f, 2, 0);          /* could not be read */
    add(f, 3, UINT64_MAX); /* was larger than that */
    add(f, 4, UINT64_MAX - 1);
    finish(f);
    assert_true(mla__pop3_scan_size(&f->scan, 0) == UINT64_C(5000000000));
    assert_true(mla__pop3_scan_size(&f->scan, 1) == MLA_NO_SIZE);
    assert_true(mla__pop3_scan_size(&f->scan, 2) == MLA_NO_SIZE);
    assert_true(mla__pop3_scan_size(&f->scan, 3) == UINT64_MAX - 1);
}

/* Also where it is needed only once LIST is complete. */
static void a_file_that_cannot_be_made_is_told(void **state) {
    (void)state;
    for (size_t max = 0; max < 400; max += 8) {
        fixture f;
        int32_t native_code = 0;
        int32_t status = MLA_OK;
        heap_init(&f.memory);
        mla__pop3_scan_init(&f.scan, &(mla__spool){.folder = "/nonexistent", .memory_max = max});
        for (uint32_t number = 34; number > 1 && status == MLA_OK; number--)
            status = mla__pop3_scan_add(&f.scan, &f.memory.allocator, number, 10);
        if (status == MLA_OK)
            status = mla__pop3_scan_end(&f.scan, &f.memory.allocator);
        assert_int_equal(status, max < 33 * 12 ? MLA_E_FILE : MLA_OK);
        assert_int_equal(mla__pop3_scan_status(&f.scan, &native_code), status);
        mla__pop3_scan_deinit(&f.scan, &f.memory.allocator);
        assert_int_equal(f.memory.blocks, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_MEMORY(numbers_may_have_gaps_stand_twice_and_in_any_order),
        IN_FILE(numbers_may_have_gaps_stand_twice_and_in_any_order),
        IN_MEMORY(a_gap_after_thousands_moves_none_of_them),
        IN_FILE(a_gap_after_thousands_moves_none_of_them),
        IN_MEMORY(the_last_may_be_first),
        IN_FILE(the_last_may_be_first),
        IN_MEMORY(a_huge_number_takes_the_memory_of_one_message),
        IN_MEMORY(a_size_may_be_of_64_bits),
        IN_FILE(a_size_may_be_of_64_bits),
        cmocka_unit_test(a_file_that_cannot_be_made_is_told),
    };
    return cmocka_run_group_tests(tests, make_temporary_folder, remove_temporary_folder);
}
