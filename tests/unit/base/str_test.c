/* SPDX-License-Identifier: MIT */
#include "base/str.h"

#include "unit.h"

static void the_end_stands_behind_the_last_octet(void **state) {
    mla_str text = exact(STR("a\0b"));

    (void)state;
    assert_ptr_equal(mla__str_end(text), text.ptr + 3);
    text.len = 0;
    assert_ptr_equal(mla__str_end(text), text.ptr);
}

/* So that a loop from ptr to end needs no case for what is absent. */
static void what_is_absent_ends_where_it_begins(void **state) {
    (void)state;
    assert_null(mla__str_end((mla_str){NULL, 0}));
}

static void a_string_lies_between_two_places(void **state) {
    const char *text = "abcdef";

    (void)state;
    assert_str(mla__str_between(text + 1, text + 4), "bcd");
    mla_str empty = mla__str_between(text + 2, text + 2);
    assert_ptr_equal(empty.ptr, text + 2); /* empty, which is not absent */
    assert_int_equal(empty.len, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_end_stands_behind_the_last_octet),
        cmocka_unit_test(what_is_absent_ends_where_it_begins),
        cmocka_unit_test(a_string_lies_between_two_places),
    };
    return cmocka_run_group_tests_name("base/str", tests, NULL, NULL);
}
