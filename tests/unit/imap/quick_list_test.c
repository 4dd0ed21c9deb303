/* SPDX-License-Identifier: MIT */
#include "quick_rows.h"

static void lists_of_the_usual_shape_are_plain(void **state) {
    (void)state;
    static const quick_row rows[] = {
        {"* LIST (\\HasNoChildren) \"/\" \"INBOX\"", true},
        {"* LIST (\\HasChildren \\Subscribed \\Marked) \".\" \"a name.of more than sixteen\"",
         true},
        {"* LIST () \"/\" \"Sent messages\"", true},
        {"* LIST (\\HASNOCHILDREN \\hasChildren \\NonExistent \\X) NIL \"a name\"", true},
        {"* LIST (\\a \\b \\c \\d \\e \\f) NIL \"\xc3\xa9t\xc3\xa9\"", true},
        {"* LIST (\\Noselect) \"/\" \"\" and more", false},
        {"* LIST (\\Noselect) \"/\" \"\"", true},
    };
    QUICK_ROWS_CHECK(rows);
}

static void lists_of_another_shape_go_the_thorough_way(void **state) {
    (void)state;
    static const quick_row rows[] = {
        {"* LSUB (\\HasNoChildren) \"/\" \"INBOX\"", false},
        {"* LIST (HasNoChildren) \"/\" \"INBOX\"", false},
        {"* list (\\HasNoChildren) \"/\" \"INBOX\"", false},
        {"* LIST (\\HasNoChildren) \"/\" INBOX", false},
        {"* LIST (\\HasNoChildren) \"/\" {5}\r\nINBOX", false},
        {"* LIST (\\HasNoChildren) \"/\" \"INBOX\" (\"CHILDINFO\" (\"SUBSCRIBED\"))", false},
        {"* LIST (\\HasNoChildren) \"/\" \"INBOX\" ", false},
        {"* LIST (\\HasNoChildren) \"/\" \"Entw&APw-rfe\"", false},
        {"* LIST (\\HasNoChildren) \"/\" \"a \\\"b\\\"\"", false},
        {"* LIST (\\HasNoChildren) \"/\" \"a \"b\" c\"", false},
        {"* LIST (\\HasNoChildren) \"\\\\\" \"INBOX\"", false},
        {"* LIST (\\HasNoChildren) \"\" \"INBOX and more\"", false},
        {"* LIST (\\HasNoChildren) \"^\" \"INBOX and more\"", false},
        {"* LIST (\\HasNoChildren\\Subscribed) \"/\" \"INBOX and more\"", false},
        {"* LIST (\\SubscribedX) \"/\" \"INBOX and more\"", false},
        {"* LIST (\\HasNoChildren) \"//\" \"INBOX\"", false},
        {"* LIST (\\HasNoChildren ) \"/\" \"INBOX\"", false},
        {"* LIST ( \\HasNoChildren) \"/\" \"INBOX\"", false},
        {"* LIST (\\HasNoChildren  a) \"/\" \"INBOX\"", false},
        {"* LIST (\"a\") \"/\" \"INBOX and more\"", false},
        {"* LIST (\\HasNoChildren) \"\n\" \"INBOX and more\"", false},
        {"* LIST (\\HasNoChildren) nil \"INBOX\"", false},
        {"* LIST NIL \"/\" \"INBOX and more\"", false},
    };
    QUICK_ROWS_CHECK(rows);
}

/* Whichever way either was read. */
static void a_list_shows_nothing_of_the_one_before(void **state) {
    (void)state;
    static const char input[] = "* LIST (\\HasChildren \\Subscribed) \".\" \"a\"\r\n"
                                "* LIST () NIL \"b\"\r\n"
                                "* LIST (x) \"/\" \"c\" (\"CHILDINFO\" (\"SUBSCRIBED\"))\r\n"
                                "* LIST (\\HasNoChildren) NIL \"d\"\r\n"
                                "* LSUB (\\Subscribed) \"/\" \"e\"\r\n"
                                "* LIST () \".\" \"f\"\r\n";
    dump_expect_same_quickly(mla_str_from(input));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_of_the_usual_shape_are_plain),
        cmocka_unit_test(lists_of_another_shape_go_the_thorough_way),
        cmocka_unit_test(a_list_shows_nothing_of_the_one_before),
    };
    return cmocka_run_group_tests_name("imap/quick_list", tests, NULL, NULL);
}
