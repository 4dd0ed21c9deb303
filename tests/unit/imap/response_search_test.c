/* SPDX-License-Identifier: MIT */
/* SEARCH (RFC 3501 section 7.2.5) and SORT (RFC 5256 section 4). */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"numbers", STR_INIT("* SEARCH 2 84 882\r\n"),
     "SEARCH 2:2 84:84 882:882.\n"
     "END\n"},
    {"none",
     STR_INIT("* SEARCH\r\n"
              "* SEARCH \r\n"),
     "SEARCH.\n"
     "SEARCH.\n"
     "END\n"},
#if MLA_WITH_IMAP_EXTENSIONS
    {"sort_keeps_the_order_of_the_server", STR_INIT("* SORT 5 3 4 1 2\r\n"),
     "SORT 5:5 3:3 4:4 1:1 2:2.\n"
     "END\n"},
#endif
    {"highest_modseq", STR_INIT("* SEARCH 2 5 6 (MODSEQ 917162500)\r\n"),
     "SEARCH 2:2 5:5 6:6 modseq=917162500.\n"
     "END\n"},
#if MLA_WITH_IMAP_EXTENSIONS
    {"sort_of_none", STR_INIT("* SORT\r\n"),
     "SORT.\n"
     "END\n"},
    {"sort_with_modseq", STR_INIT("* SORT 2 5 (MODSEQ 12)\r\n"),
     "SORT 2:2 5:5 modseq=12.\n"
     "END\n"},
#endif
    {"words_and_numbers_beyond_32_bits_are_passed_over",
     STR_INIT("* SEARCH 1 x 4294967296 2 4294967295\r\n"
              "* 1 EXISTS\r\n"),
     "SEARCH 1:1 2:2 4294967295:4294967295.\n"
     "EXISTS 1\n"
     "END\n"},
    {"stray_parenthesis", STR_INIT("* SEARCH 1 ) 2\r\n"),
     "SEARCH 1:1 2:2.\n"
     "END\n"},
    {"a_parenthesis_that_ends_the_reply",
     STR_INIT("* SEARCH 1 (\r\n"
              "* 1 EXISTS\r\n"),
     "SEARCH 1:1.\n"
     "EXISTS 1\n"
     "END\n"},
    {"a_group_nobody_knows", STR_INIT("* SEARCH 1 (FOO 2) 3\r\n"),
     "SEARCH 1:1 3:3.\n"
     "END\n"},
    {"doubled_spaces_and_lower_case", STR_INIT("*  search  1  2 \r\n"),
     "SEARCH 1:1 2:2.\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
