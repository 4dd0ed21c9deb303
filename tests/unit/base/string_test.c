/* SPDX-License-Identifier: MIT */
#include "unit.h"

static void null_is_absent_and_not_empty(void **state) {
    (void)state;
    assert_null(mla_str_from(NULL).ptr);
    assert_int_equal(mla_str_from(NULL).len, 0);
    assert_non_null(mla_str_from("").ptr);
    assert_true(mla_str_equal((mla_str){0}, (mla_str){0}));
    assert_false(mla_str_equal((mla_str){0}, STR("")));
    assert_false(mla_str_equal_nocase(STR(""), (mla_str){0}));
    assert_true(mla_str_equal_nocase((mla_str){0}, (mla_str){0}));
}

static void octets_are_compared_and_not_c_strings(void **state) {
    (void)state;
    assert_true(mla_str_equal(exact(STR("a\0b")), STR("a\0b")));
    assert_false(mla_str_equal(exact(STR("a\0b")), STR("a\0c")));
    assert_false(mla_str_equal(exact(STR("ab")), STR("a")));
    assert_true(mla_str_equal(exact(STR("")), STR("")));
}

static void case_is_ignored_for_ascii_only(void **state) {
    (void)state;
    assert_true(mla_str_equal_nocase(exact(STR("InBoX")), STR("INBOX")));
    assert_false(mla_str_equal(exact(STR("InBoX")), STR("INBOX")));
    assert_false(mla_str_equal_nocase(STR("\xc3\x84"), STR("\xc3\xa4")));
    assert_false(mla_str_equal_nocase(STR("inbo"), STR("INBOX")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(null_is_absent_and_not_empty),
        cmocka_unit_test(octets_are_compared_and_not_c_strings),
        cmocka_unit_test(case_is_ignored_for_ascii_only),
    };
    return cmocka_run_group_tests_name("base/string", tests, NULL, NULL);
}
