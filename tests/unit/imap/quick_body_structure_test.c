/* SPDX-License-Identifier: MIT */
#include "quick_rows.h"

#define FETCH(structure) "* 1 FETCH (UID 5 BODYSTRUCTURE " structure ")"
#define TEXT "(\"text\" \"plain\" (\"charset\" \"utf-8\") NIL NIL \"7bit\" 12 3 NIL NIL NIL NIL)"
#define FILE                                                                                      \
    "(\"application\" \"pdf\" (\"name\" \"a b.pdf\" \"x\" NIL) \"<id>\" \"text\" \"base64\" 900 " \
    "NIL "                                                                                        \
    "(\"attachment\" (\"filename\" \"a b.pdf\")) NIL \"where\")"
#define MIXED " \"mixed\" (\"boundary\" \"b\") NIL NIL NIL)"

static void structures_of_the_usual_shape_are_plain(void **state) {
    (void)state;
    static const quick_row rows[] = {
        {FETCH(TEXT), true},
        {FETCH(FILE), true},
        {FETCH("(" TEXT MIXED), true},
        {FETCH("(" TEXT FILE MIXED), true},
        {FETCH("((" TEXT TEXT MIXED FILE FILE FILE FILE MIXED), true},
        {FETCH("(" TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT MIXED), true},
        {FETCH("((((((((((" TEXT MIXED MIXED MIXED MIXED MIXED MIXED MIXED MIXED MIXED MIXED),
         true},
        {FETCH("(\"text\" \"plain\" NIL NIL NIL \"7bit\" 12 3)"), true},
        {FETCH("(\"image\" \"png\" NIL NIL NIL \"base64\" 12)"), true},
        {FETCH("(\"TEXT\" \"HTML\" NIL NIL NIL \"7BIT\" 12 3)"), true},
        {FETCH("(\"font\" \"woff\" NIL NIL NIL \"base64\" 12)"), true},
        {FETCH("(\"audio\" \"x\" NIL NIL NIL \"base64\" 12 \"md5\" NIL NIL NIL)"), true},
        {FETCH("(\"video\" \"x\" NIL NIL NIL \"base64\" 12 NIL (\"inline\" NIL) NIL NIL)"), true},
        {FETCH("(" TEXT " \"mixed\")"), true},
        {FETCH("(" TEXT " \"mixed\" NIL (\"inline\" NIL) NIL \"x\")"), true},
    };
    QUICK_ROWS_CHECK(rows);
}

static void structures_of_another_shape_go_the_thorough_way(void **state) {
    (void)state;
    static const quick_row rows[] = {
        {FETCH("NIL"), false},
        {FETCH("()"), false},
        {FETCH("(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 9 NIL " TEXT " 3)"), false},
        {FETCH("(\"message\" \"delivery-status\" NIL NIL NIL \"7bit\" 9)"), false},
        {FETCH("(\"alternative\" (\"boundary\" \"b\") NIL NIL NIL)"), false},
        {FETCH("(\"mixed\" (\"boundary\" \"b\") NIL NIL NIL)"), false},
        {FETCH("(\"text\" NIL NIL NIL NIL \"7bit\" 12 3)"), false},
        {FETCH("(NIL \"plain\" NIL NIL NIL \"7bit\" 12 3)"), false},
        {FETCH("(\"text\" \"plain\" NIL NIL NIL NIL 12 3)"), false},
        {FETCH("(\"text\" \"plain\" NIL NIL NIL \"7bit \" 12 3)"), false},
        {FETCH("(\"text\" \"plain\" NIL NIL NIL \"\" 12 3)"), false},
        {FETCH("(\"text\" \"plain\" NIL NIL NIL \"7bit\" -1 3)"), false},
        {FETCH("(\"text\" \"plain\" NIL NIL NIL \"7bit\" 12 3 4)"), false},
        {FETCH("(\"text\" \"plain\" NIL NIL NIL \"7bit\" 12)3)"), false},
        {FETCH("(\"text\" \"plain\" NIL NIL NIL \"7bit\" 12)"), false},
        {FETCH("(\"text\" \"plain\" NIL NIL NIL \"7bit\" 12 NIL NIL NIL NIL)"), false},
        {FETCH("(\"image\" \"png\" NIL NIL NIL \"base64\" 12 3)"), false},
        {FETCH("(\"font\" \"woff\" NIL NIL NIL \"base64\" 12 3)"), false},
        {FETCH("(\"text\" \"plain\" NIL NIL \"7bit\" 12 3)"), false},
        {FETCH("(\"text\" \"plain\" (\"a\") NIL NIL \"7bit\" 12 3)"), false},
        {FETCH("(\"text\" \"plain\" () NIL NIL \"7bit\" 12 3)"), false},
        {FETCH("(\"text\" \"plain\" NIL NIL NIL \"7bit\" 12 3 NIL (\"S/MIME Encrypted\" NIL) NIL "
               "NIL)"),
         false},
        {FETCH("(\"text\" \"plain\" NIL NIL NIL \"7bit\" 12 3 NIL \"inline\" NIL NIL)"), false},
        {FETCH("(\"text\" \"plain\" NIL NIL NIL \"7bit\" 12 3 NIL NIL \"en\" NIL)"), false},
        {FETCH("(\"text\" \"plain\" NIL NIL NIL \"7bit\" 12 3 NIL NIL (\"en\" \"de\") NIL)"),
         false},
        {FETCH("(\"text\" \"plain\" NIL NIL NIL \"7bit\" 12 3 NIL NIL NIL NIL \"more\")"), false},
        {FETCH("(\"text\" \"plain\" NIL NIL NIL \"7bit\" 12 3 NIL)"), false},
        {FETCH("(" TEXT " " TEXT MIXED), false},
        {FETCH("(" TEXT ")"), false},
        {FETCH("(" TEXT " \"mixed\" NIL NIL NIL NIL \"more\")"), false},
        {FETCH("(" TEXT MIXED "x"), false},
    };
    QUICK_ROWS_CHECK(rows);
}

static void parts_within_each_other_beyond_the_limit_are_left_to_the_thorough_way(void **state) {
    (void)state;
    char line[4096] = "* 1 FETCH (BODYSTRUCTURE ";
    for (int i = 0; i < 100; i++)
        strcat(line, "(");
    strcat(line, TEXT);
    for (int i = 0; i < 100; i++)
        strcat(line, " \"mixed\")");
    strcat(line, ")");
    const quick_row rows[] = {{line, false}};
    QUICK_ROWS_CHECK(rows);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(structures_of_the_usual_shape_are_plain),
        cmocka_unit_test(structures_of_another_shape_go_the_thorough_way),
        cmocka_unit_test(parts_within_each_other_beyond_the_limit_are_left_to_the_thorough_way),
    };
    return cmocka_run_group_tests_name("imap/quick_body_structure", tests, NULL, NULL);
}
