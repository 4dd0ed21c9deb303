/* SPDX-License-Identifier: MIT */
#include "quick_rows.h"

#define ONE "((\"A B\" NIL \"a\" \"x.org\"))"
#define TAIL " NIL NIL NIL NIL \"<1@x>\")"

static void envelopes_of_the_usual_shape_are_plain(void **state) {
    (void)state;
    static const quick_row rows[] = {
        {"* 1 FETCH (ENVELOPE (\"d\" \"s\" " ONE " " ONE " " ONE TAIL ")", true},
        {"* 1 FETCH (ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL) UID 5)", true},
        {"* 1 FETCH (ENVELOPE (\"\" \"\" " ONE " NIL NIL" TAIL ")", true},
        {"* 1 FETCH (ENVELOPE (\"d\" \"\xc3\xa9 \xff\" " ONE " ((NIL NIL \"b\" \"y\")) NIL" TAIL
         ")",
         true},
        {"* 1 FETCH (ENVELOPE (\"d\" \"a subject that goes on for more than sixteen octets\" "
         "((\"A\" "
         "\"@r\" \"a\" \"x\")(NIL NIL \"b\" \"y\")(NIL NIL \"c\" \"z\")) NIL NIL" TAIL " UID 5)",
         true},
    };
    QUICK_ROWS_CHECK(rows);
}

static void envelopes_of_another_shape_go_the_thorough_way(void **state) {
    (void)state;
    static const quick_row rows[] = {
        {"* 1 FETCH (ENVELOPE (\"d\" \"a \\\"b\\\"\" NIL NIL NIL" TAIL ")", false},
        {"* 1 FETCH (ENVELOPE (\"d\" \"a \"b\" c\" NIL NIL NIL" TAIL ")", false},
        {"* 1 FETCH (ENVELOPE (\"d\" \"a\tb\" NIL NIL NIL" TAIL ")", false},
        {"* 1 FETCH (ENVELOPE (\"d\" {3}\r\na)b NIL NIL NIL" TAIL ")", false},
        {"* 1 FETCH (ENVELOPE (\"d\" word NIL NIL NIL" TAIL ")", false},
        {"* 1 FETCH (ENVELOPE (\"d\" nil NIL NIL NIL" TAIL ")", false},
        {"* 1 FETCH (ENVELOPE (\"d\"  \"s\" NIL NIL NIL" TAIL ")", false},
        {"* 1 FETCH (ENVELOPE (\"d\" \"s\" ((NIL NIL \"group\" NIL)(NIL NIL NIL NIL)) NIL NIL" TAIL
         ")",
         false},
        {"* 1 FETCH (ENVELOPE (\"d\" \"s\" ((\"<a@b.c>\" NIL \"A B\" NIL)) NIL NIL" TAIL ")",
         false},
        {"* 1 FETCH (ENVELOPE (\"d\" \"s\" (NIL) NIL NIL" TAIL ")", false},
        {"* 1 FETCH (ENVELOPE (\"d\" \"s\" () NIL NIL" TAIL ")", false},
        {"* 1 FETCH (ENVELOPE (\"d\" \"s\" (\"A\" NIL \"a\" \"x\") NIL NIL" TAIL ")", false},
        {"* 1 FETCH (ENVELOPE (\"d\" \"s\" ((\"A\" NIL \"a\")) NIL NIL" TAIL ")", false},
        {"* 1 FETCH (ENVELOPE (\"d\" \"s\" ((\"A\" NIL \"a\" \"x\") (\"B\" NIL \"b\" \"y\")) NIL "
         "NIL" TAIL ")",
         false},
        {"* 1 FETCH (ENVELOPE (\"d\" \"s\" NIL NIL NIL NIL NIL NIL NIL))", false},
        {"* 1 FETCH (ENVELOPE ((\"d\" \"s\" NIL NIL NIL" TAIL "))", false},
        {"* 1 FETCH (ENVELOPE NIL UID 4827313)", false},
    };
    QUICK_ROWS_CHECK(rows);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(envelopes_of_the_usual_shape_are_plain),
        cmocka_unit_test(envelopes_of_another_shape_go_the_thorough_way),
    };
    return cmocka_run_group_tests_name("imap/quick_envelope", tests, NULL, NULL);
}
