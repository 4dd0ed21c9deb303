/* SPDX-License-Identifier: MIT */
#include <mailaccess/imap_response.h>

#include "unit.h"

typedef struct row {
    mla_str set;
    size_t count;
    mla_imap_range ranges[4];
    int32_t end; /* what follows them */
    const char *left;
} row;

static const row rows[] = {
    {STR_INIT(""), 0, {{0}}, MLA_END, ""},
    {STR_INIT("1"), 1, {{1, 1}}, MLA_END, ""},
    {STR_INIT("4294967295"), 1, {{UINT32_MAX, UINT32_MAX}}, MLA_END, ""},
    {STR_INIT("1:5,7,9:*"), 3, {{1, 5}, {7, 7}, {9, 0}}, MLA_END, ""},
    {STR_INIT("3,1,2"), 3, {{3, 3}, {1, 1}, {2, 2}}, MLA_END, ""},
    {STR_INIT("5:5"), 1, {{5, 5}}, MLA_END, ""},
    /* The order of the two sides says nothing. */
    {STR_INIT("5:2"), 1, {{2, 5}}, MLA_END, ""},
    {STR_INIT("*:9"), 1, {{9, 0}}, MLA_END, ""},
    {STR_INIT("*"), 1, {{0, 0}}, MLA_END, ""},
    {STR_INIT("*:*"), 1, {{0, 0}}, MLA_END, ""},
    /* What servers might send although it is none. */
    {STR_INIT("1,"), 1, {{1, 1}}, MLA_END, ""},
    {STR_INIT("1,,2"), 1, {{1, 1}}, MLA_E_MALFORMED, ",2"},
    {STR_INIT(",1"), 0, {{0}}, MLA_E_MALFORMED, ",1"},
    {STR_INIT("1 2"), 0, {{0}}, MLA_E_MALFORMED, "1 2"},
    {STR_INIT("1,2)"), 1, {{1, 1}}, MLA_E_MALFORMED, "2)"},
    {STR_INIT("1,3:"), 1, {{1, 1}}, MLA_E_MALFORMED, "3:"},
    {STR_INIT("1:2:3"), 0, {{0}}, MLA_E_MALFORMED, "1:2:3"},
    {STR_INIT(":3"), 0, {{0}}, MLA_E_MALFORMED, ":3"},
    {STR_INIT("1:x"), 0, {{0}}, MLA_E_MALFORMED, "1:x"},
    {STR_INIT("*1"), 0, {{0}}, MLA_E_MALFORMED, "*1"},
    {STR_INIT("-1"), 0, {{0}}, MLA_E_MALFORMED, "-1"},
    {STR_INIT("7,4294967296"), 1, {{7, 7}}, MLA_E_MALFORMED, "4294967296"},
    {STR_INIT("7,1:4294967296"), 1, {{7, 7}}, MLA_E_MALFORMED, "1:4294967296"},
    {STR_INIT("1\0"), 0, {{0}}, MLA_E_MALFORMED, "1"},
};

static void ranges_come_in_the_order_of_the_server(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const row *expected = &rows[i];
        mla_str set = exact(expected->set);
        mla_imap_range range;
        for (size_t n = 0; n < expected->count; n++) {
            assert_int_equal(mla_imap_set_next(&set, &range), MLA_OK);
            assert_int_equal(range.first, expected->ranges[n].first);
            assert_int_equal(range.last, expected->ranges[n].last);
        }
        range = (mla_imap_range){77, 78};
        assert_int_equal(mla_imap_set_next(&set, &range), expected->end);
        assert_memory_equal(set.ptr, expected->left, strlen(expected->left));
        assert_int_equal(range.first, 77);
        assert_int_equal(range.last, 78);
    }
}

static void an_absent_set_is_used_up(void **state) {
    (void)state;
    mla_str set = {NULL, 0};
    mla_imap_range range;
    assert_int_equal(mla_imap_set_next(&set, &range), MLA_END);
    assert_null(set.ptr);
}

static void what_is_malformed_stays_so(void **state) {
    (void)state;
    mla_str set = exact(STR("2,x"));
    mla_imap_range range;
    assert_int_equal(mla_imap_set_next(&set, &range), MLA_OK);
    assert_int_equal(mla_imap_set_next(&set, &range), MLA_E_MALFORMED);
    assert_int_equal(mla_imap_set_next(&set, &range), MLA_E_MALFORMED);
    assert_str(set, "x");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_come_in_the_order_of_the_server),
        cmocka_unit_test(an_absent_set_is_used_up),
        cmocka_unit_test(what_is_malformed_stays_so),
    };
    return cmocka_run_group_tests_name("imap/sequence_set", tests, NULL, NULL);
}
