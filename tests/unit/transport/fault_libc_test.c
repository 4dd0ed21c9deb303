/* SPDX-License-Identifier: MIT */
#include "transport/support.h"

#include "transport/fault_libc.h"

static void no_error_fills_in_nothing(void **state) {
    mla__fault fault = {0};
    mla_error error = {.native_code = 5};

    (void)state;
    mla__fault_describe(&fault, &error);
    assert_int_equal(error.native_code, 5);
    assert_null(error.detail.ptr);
}

static void an_error_is_described_as_it_was_set(void **state) {
    mla__fault fault = {0};
    mla_error error = {0};

    (void)state;
    assert_int_equal(
        mla__fault_set(&fault, MLA_E_CONNECT, 111, MLA_RETRY_LATER, "refused by %s", "host"),
        MLA_E_CONNECT);
    mla__fault_describe(&fault, &error);
    assert_int_equal(error.status, MLA_E_CONNECT);
    assert_int_equal(error.native_code, 111);
    assert_int_equal(error.retry, MLA_RETRY_LATER);
    assert_int_equal(error.detail.len, 15);
    assert_memory_equal(error.detail.ptr, "refused by host", 15);
}

static void a_text_that_is_too_long_is_cut(void **state) {
    mla__fault fault = {0};
    char words[1000];

    (void)state;
    memset(words, 'w', sizeof words);
    words[sizeof words - 1] = '\0';
    mla__fault_set(&fault, MLA_E_IO, 0, MLA_RETRY_NEVER, "%s", words);
    assert_int_equal(strlen(fault.detail), sizeof fault.detail - 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_error_fills_in_nothing),
        cmocka_unit_test(an_error_is_described_as_it_was_set),
        cmocka_unit_test(a_text_that_is_too_long_is_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
