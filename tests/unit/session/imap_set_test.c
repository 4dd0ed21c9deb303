/* SPDX-License-Identifier: MIT */
#include "session/imap.h"

#include "session_fixture.h"

static void a_set_is_one_to_the_letter(void **state) {
    static const char *const sets[] = {"1", "*", "1:*", "4294967295", "3,5:9,20:*", "9:5"};
    static const char *const others[] = {"", "0", "01", "1,", ",1", "1:", "1 2", "4294967296", "a"};

    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        if (!mla__imap_is_set(sets[i]))
            fail_msg("%s is a set", sets[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (mla__imap_is_set(others[i]))
            fail_msg("%s is no set", others[i]);
}

static void sets_overlap_where_they_may_hold_the_same_message(void **state) {
    static const struct {
        const char *a;
        const char *b;
        bool overlap;
    } rows[] = {
        {"5", "5", true},       {"5", "6", false},         {"1:4,9", "5:8", false},
        {"1:4,9", "5:9", true}, {"3", "1:2,4,6:9", false}, {"9:5", "6", true},
        {"1:9", "20:*", true},  {"*", "7", true},          {NULL, "7", true},
        {"7", NULL, true},      {NULL, NULL, true},        {"4294967295", "1:4294967294", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (mla__imap_sets_overlap(rows[i].a, rows[i].b) != rows[i].overlap)
            fail_msg("row %zu", i);
}

static void one_uid_is_a_single(void **state) {
    (void)state;
    assert_int_equal(mla__imap_single("7"), 7);
    assert_int_equal(mla__imap_single("7:8"), 0);
    assert_int_equal(mla__imap_single("*"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_set_is_one_to_the_letter),
        cmocka_unit_test(sets_overlap_where_they_may_hold_the_same_message),
        cmocka_unit_test(one_uid_is_a_single),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
