/* SPDX-License-Identifier: MIT */
#include "unit.h"

#include "base/number.h"

static void largest_values_are_read(void **state) {
    (void)state;
    uint64_t u64;
    uint32_t u32;
    assert_int_equal(mla__number_parse_u64(exact(STR("18446744073709551615")), &u64), MLA_OK);
    assert_true(u64 == UINT64_MAX);
    assert_int_equal(mla__number_parse_u32(exact(STR("4294967295")), &u32), MLA_OK);
    assert_true(u32 == UINT32_MAX);
}

static void values_too_large_are_a_limit_and_never_wrap(void **state) {
    (void)state;
    uint64_t u64;
    uint32_t u32;
    assert_int_equal(mla__number_parse_u64(STR("18446744073709551616"), &u64), MLA_E_LIMIT);
    assert_true(u64 == UINT64_MAX);
    assert_int_equal(mla__number_parse_u64(STR("99999999999999999999999999"), &u64), MLA_E_LIMIT);
    assert_int_equal(mla__number_parse_u32(STR("4294967296"), &u32), MLA_E_LIMIT);
    assert_true(u32 == UINT32_MAX);
}

static void leading_zeros_do_not_count(void **state) {
    (void)state;
    uint32_t u32;
    assert_int_equal(mla__number_parse_u32(STR("0000000000000000000000042"), &u32), MLA_OK);
    assert_int_equal(u32, 42);
}

static void what_is_no_number_is_malformed(void **state) {
    static const char *const texts[] = {"", "-", "-1", "+1", " 1", "1 ", "0x1", "1.5", "\xb2", "a"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        uint64_t u64;
        uint32_t u32;
        mla_str text = exact(mla_str_from(texts[i]));
        assert_int_equal(mla__number_parse_u64(text, &u64), MLA_E_MALFORMED);
        assert_int_equal(mla__number_parse_u32(text, &u32), MLA_E_MALFORMED);
    }
}

static void a_sign_is_read_where_it_may_stand(void **state) {
    static const struct {
        const char *text;
        int32_t status;
        int64_t value;
    } rows[] = {
        {"-2", MLA_OK, -2},
        {"9223372036854775807", MLA_OK, INT64_MAX},
        {"-9223372036854775808", MLA_OK, INT64_MIN},
        {"9223372036854775808", MLA_E_LIMIT, INT64_MAX},
        {"-9223372036854775809", MLA_E_LIMIT, INT64_MIN},
        {"-18446744073709551616", MLA_E_LIMIT, INT64_MIN},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        mla_str text = exact(mla_str_from(rows[i].text));
        const char *at = text.ptr;
        int64_t value;
        assert_int_equal(mla__number_scan_i64(&at, text.ptr + text.len, &value), rows[i].status);
        assert_true(value == rows[i].value);
        assert_ptr_equal(at, text.ptr + text.len);
    }
}

static void a_cursor_stops_behind_the_digits(void **state) {
    (void)state;
    mla_str text = exact(STR("12:34"));
    const char *at = text.ptr;
    uint32_t value;
    assert_int_equal(mla__number_scan_u32(&at, text.ptr + text.len, &value), MLA_OK);
    assert_int_equal(value, 12);
    assert_ptr_equal(at, text.ptr + 2);
    assert_int_equal(mla__number_scan_u32(&at, text.ptr + text.len, &value), MLA_E_MALFORMED);
    assert_ptr_equal(at, text.ptr + 2);
}

static void a_cursor_passes_over_a_number_that_is_too_large(void **state) {
    (void)state;
    mla_str text = exact(STR("99999999999 x"));
    const char *at = text.ptr;
    uint32_t value;
    assert_int_equal(mla__number_scan_u32(&at, text.ptr + text.len, &value), MLA_E_LIMIT);
    assert_ptr_equal(at, text.ptr + 11);
}

static void a_sign_without_digits_does_not_move_the_cursor(void **state) {
    (void)state;
    mla_str text = exact(STR("-x"));
    const char *at = text.ptr;
    int64_t value;
    assert_int_equal(mla__number_scan_i64(&at, text.ptr + text.len, &value), MLA_E_MALFORMED);
    assert_ptr_equal(at, text.ptr);
    assert_int_equal(mla__number_scan_i64(&at, text.ptr, &value), MLA_E_MALFORMED);
    assert_ptr_equal(at, text.ptr);
    text = exact(STR("--1"));
    at = text.ptr;
    assert_int_equal(mla__number_scan_i64(&at, text.ptr + text.len, &value), MLA_E_MALFORMED);
    assert_ptr_equal(at, text.ptr);
}

static void loose_numbers_give_what_was_meant(void **state) {
    static const struct {
        const char *text;
        uint64_t value;
        int32_t status;
        size_t taken;
    } rows[] = {
        {"12 ", 12, MLA_OK, 2},
        {"-12)", 0, MLA_E_LIMIT, 3},
        {"9.3736e+06", 9373600, MLA_E_LIMIT, 10}, /* mail.ru */
        {"1e+07 ", 10000000, MLA_E_LIMIT, 5},
        {"1.5E3", 1500, MLA_E_LIMIT, 5},
        {"1.23457e+02", 123, MLA_E_LIMIT, 11},
        {"0.0012e4", 12, MLA_E_LIMIT, 8},
        {"7.9", 7, MLA_E_LIMIT, 3},
        {"7.", 7, MLA_E_LIMIT, 2},
        {"7e", 7, MLA_E_LIMIT, 2},
        {"-9.3e+06", 0, MLA_E_LIMIT, 8},
        {"1.8446744073709551615e19", UINT64_MAX, MLA_E_LIMIT, 24},
        {"2e99999999999999999999", UINT64_MAX, MLA_E_LIMIT, 22},
        {"0.0e99999999999999999999", 0, MLA_E_LIMIT, 24},
        {"-", 0, MLA_E_MALFORMED, 0},
        {".5", 0, MLA_E_MALFORMED, 0},
        {"", 0, MLA_E_MALFORMED, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        mla_str text = exact(mla_str_from(rows[i].text));
        const char *at = text.ptr;
        uint64_t value;
        assert_int_equal(mla__number_scan_loose(&at, text.ptr + text.len, &value), rows[i].status);
        assert_true(rows[i].status == MLA_E_MALFORMED || value == rows[i].value);
        assert_int_equal(at - text.ptr, rows[i].taken);
    }
}

static void formatting_is_what_reading_undoes(void **state) {
    static const uint64_t values[] = {0, 7, 10, 4294967296u, UINT64_MAX};
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        char buffer[MLA__NUMBER_MAX];
        uint64_t value;
        size_t len = mla__number_format(buffer, values[i]);
        assert_int_equal(mla__number_parse_u64((mla_str){buffer, len}, &value), MLA_OK);
        assert_true(value == values[i]);
    }
    char buffer[MLA__NUMBER_MAX];
    assert_str(((mla_str){buffer, mla__number_format(buffer, 1200)}), "1200");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(largest_values_are_read),
        cmocka_unit_test(values_too_large_are_a_limit_and_never_wrap),
        cmocka_unit_test(leading_zeros_do_not_count),
        cmocka_unit_test(what_is_no_number_is_malformed),
        cmocka_unit_test(a_sign_is_read_where_it_may_stand),
        cmocka_unit_test(a_cursor_stops_behind_the_digits),
        cmocka_unit_test(a_cursor_passes_over_a_number_that_is_too_large),
        cmocka_unit_test(a_sign_without_digits_does_not_move_the_cursor),
        cmocka_unit_test(loose_numbers_give_what_was_meant),
        cmocka_unit_test(formatting_is_what_reading_undoes),
    };
    return cmocka_run_group_tests_name("base/number", tests, NULL, NULL);
}
