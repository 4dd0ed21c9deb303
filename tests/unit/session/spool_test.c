/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE
#include "session/spool.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>

#include "heap.h"
#include "temporary_folder.h"

#define PAGE 4096u

typedef struct fixture {
    heap memory;
    mla__spool spool;
} fixture;

static void begin(fixture *f, const char *folder, size_t memory_max) {
    heap_init(&f->memory);
    f->spool = (mla__spool){.folder = folder, .memory_max = memory_max};
}

static void end(fixture *f) {
    mla__spool_deinit(&f->spool, &f->memory.allocator);
    assert_int_equal(f->memory.blocks, 0);
}

static void append(fixture *f, mla_str octets) {
    assert_int_equal(mla__spool_append(&f->spool, &f->memory.allocator, octets.ptr, octets.len),
                     MLA_OK);
}

static int32_t status_of(const fixture *f) {
    int32_t native_code = 0;

    return mla__spool_status(&f->spool, &native_code);
}

/* What no two places near each other have alike. */
static unsigned char octet_at(size_t at, unsigned round) {
    return (unsigned char)(at * 7 + at / 251 + round * 13);
}

static void write_round(fixture *f, size_t len, size_t step, unsigned round) {
    unsigned char octets[997];

    for (size_t at = 0; at < len; at += step) {
        size_t part = len - at < step ? len - at : step;
        for (size_t i = 0; i < part; i++)
            octets[i] = octet_at(at + i, round);
        if (at == f->spool.len)
            append(f, (mla_str){(const char *)octets, part});
        else
            mla__spool_write(&f->spool, at, octets, part);
    }
}

/* From the end to the beginning. */
static void expect_round(const fixture *f, size_t len, size_t step, unsigned round) {
    unsigned char octets[997];

    for (size_t left = len; left != 0;) {
        size_t part = left < step ? left : step;
        left -= part;
        mla__spool_read(&f->spool, left, octets, part);
        for (size_t i = 0; i < part; i++)
            if (octets[i] != octet_at(left + i, round))
                fail_msg("octet %zu of %zu", left + i, len);
    }
}

/* In memory, in the file from the first octet on, and from the middle of a page on. */
static void what_was_written_is_read(void **state) {
    static const size_t memory[] = {SIZE_MAX, 0, 3 * PAGE + 5};
    static const size_t steps[] = {997, 64, 8, 7};

    (void)state;
    for (size_t i = 0; i < sizeof memory / sizeof *memory; i++)
        for (size_t j = 0; j < sizeof steps / sizeof *steps; j++) {
            fixture f;
            begin(&f, temporary_folder, memory[i]);
            for (unsigned round = 0; round < 2; round++) {
                write_round(&f, 40 * PAGE + 3, steps[j], round);
                expect_round(&f, 40 * PAGE + 3, steps[(j + 1) % 4], round);
            }
            assert_int_equal(status_of(&f), MLA_OK);
            end(&f);
        }
}

static void what_is_new_is_zeros(void **state) {
    static const size_t lens[] = {1, PAGE, 20 * PAGE, 90 * PAGE + 1};
    char zeros[PAGE] = {0};
    char octets[PAGE];
    fixture f;

    (void)state;
    for (size_t max = 0; max <= 30 * PAGE; max += 30 * PAGE) {
        begin(&f, temporary_folder, max);
        append(&f, STR("x"));
        for (size_t i = 0; i < sizeof lens / sizeof *lens; i++)
            assert_int_equal(mla__spool_extend(&f.spool, &f.memory.allocator, lens[i]), MLA_OK);
        mla__spool_read(&f.spool, 0, octets, PAGE);
        assert_int_equal(octets[0], 'x');
        assert_memory_equal(octets + 1, zeros, PAGE - 1);
        for (size_t at = PAGE; at + PAGE <= f.spool.len; at += PAGE) {
            mla__spool_read(&f.spool, at, octets, PAGE);
            assert_memory_equal(octets, zeros, PAGE);
        }
        end(&f);
    }
}

static void memory_does_not_grow_with_the_file(void **state) {
    fixture f;
    size_t first;

    (void)state;
    begin(&f, temporary_folder, 2 * PAGE);
    write_round(&f, 3 * PAGE, 8, 0);
    first = f.memory.octets;
    write_round(&f, 400 * PAGE, 8, 0);
    assert_int_equal(f.memory.octets, first);
    assert_true(first < 20 * PAGE);
    end(&f);
}

static void without_a_folder_memory_takes_all(void **state) {
    fixture f;

    (void)state;
    begin(&f, NULL, 0);
    write_round(&f, 5 * PAGE, 8, 0);
    assert_true(f.memory.octets >= 5 * PAGE);
    expect_round(&f, 5 * PAGE, 7, 0);
    end(&f);
}

/* While it is in use, too: rmdir() of what is not empty fails. */
static void the_file_has_no_name_and_goes_with_the_spool(void **state) {
    int before = dup(0);
    fixture f;

    (void)state;
    close(before);
    begin(&f, temporary_folder, 0);
    append(&f, STR("secret"));
    assert_int_equal(rmdir(temporary_folder), 0);
    end(&f);
    assert_int_equal(make_temporary_folder(NULL), 0);
    int after = dup(0);
    close(after);
    assert_int_equal(after, before);
}

static void a_folder_that_is_not_there_is_told(void **state) {
    char octets[6] = "------";
    int32_t native_code = 0;
    fixture f;

    (void)state;
    begin(&f, "/nonexistent", 5);
    append(&f, STR("fits"));
    assert_int_equal(mla__spool_append(&f.spool, &f.memory.allocator, "not", 3), MLA_E_FILE);
    assert_int_equal(mla__spool_status(&f.spool, &native_code), MLA_E_FILE);
    assert_int_equal(native_code, ENOENT);
    assert_int_equal(mla__spool_extend(&f.spool, &f.memory.allocator, 6), MLA_E_FILE);
    mla__spool_read(&f.spool, 0, octets, 4);
    assert_memory_equal(octets, "\0\0\0\0--", 6);
    end(&f);
}

/* Forty pages that are written where so many octets have room. */
static void fill_disk(fixture *f, size_t room) {
    struct rlimit before;

    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit small = {room, before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    begin(f, temporary_folder, 0);
    assert_int_equal(mla__spool_extend(&f->spool, &f->memory.allocator, 40 * PAGE), MLA_OK);
    write_round(f, 40 * PAGE, 8, 0);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
}

static void a_disk_that_is_full_shows_in_the_status(void **state) {
    int32_t native_code = 0;
    fixture f;

    (void)state;
    fill_disk(&f, 2 * PAGE);
    assert_int_equal(mla__spool_status(&f.spool, &native_code), MLA_E_FILE);
    assert_int_equal(native_code, EFBIG);
    assert_int_equal(mla__spool_append(&f.spool, &f.memory.allocator, "x", 1), MLA_E_FILE);
    end(&f);
}

/* The third page is cut, the first two are whole. */
static void behind_a_failure_nothing_but_zeros_is_read(void **state) {
    const unsigned char zeros[997] = {0};
    unsigned char octets[997];
    fixture f;

    (void)state;
    fill_disk(&f, 2 * PAGE + 5);
    for (size_t at = 0; at + sizeof octets <= 40 * PAGE; at += sizeof octets) {
        mla__spool_read(&f.spool, at, octets, sizeof octets);
        assert_memory_equal(octets, zeros, sizeof octets);
    }
    end(&f);
}

static void each_allocation_may_fail(void **state) {
    (void)state;
    for (size_t n = 1; n <= 3; n++) {
        fixture f;
        begin(&f, temporary_folder, 100);
        f.memory.fail_at = n;
        int32_t status = MLA_OK;
        for (int i = 0; i < 30 && status == MLA_OK; i++)
            status = mla__spool_append(&f.spool, &f.memory.allocator, "12345678", 8);
        assert_int_equal(status, MLA_E_NO_MEMORY);
        end(&f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_read),
        cmocka_unit_test(what_is_new_is_zeros),
        cmocka_unit_test(memory_does_not_grow_with_the_file),
        cmocka_unit_test(without_a_folder_memory_takes_all),
        cmocka_unit_test(the_file_has_no_name_and_goes_with_the_spool),
        cmocka_unit_test(a_folder_that_is_not_there_is_told),
        cmocka_unit_test(a_disk_that_is_full_shows_in_the_status),
        cmocka_unit_test(behind_a_failure_nothing_but_zeros_is_read),
        cmocka_unit_test(each_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, make_temporary_folder, remove_temporary_folder);
}
