/* SPDX-License-Identifier: MIT */
/* THREAD (RFC 5256 section 4); a node is number/depth^parent. */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"each_message_stands_behind_the_one_that_it_answers",
     STR_INIT("* THREAD (2)(3 6 (4 23)(44 7 96))\r\n"),
     "THREAD 2/0 3/0 6/1^1 4/2^2 23/3^3 44/2^2 7/3^5 96/4^6.\n"
     "END\n"},
    {"a_parent_that_is_not_there_has_number_0", STR_INIT("* THREAD ((3)(5))(7)\r\n"),
     "THREAD 0/0 3/1^0 5/1^0 7/0.\n"
     "END\n"},
    {"empty_reply", STR_INIT("* THREAD\r\n"),
     "THREAD.\n"
     "END\n"},
    {"lower_case_and_spaces_everywhere", STR_INIT("* thread ( 1  2 ) ( 3 ) \r\n"),
     "THREAD 1/0 2/1^0 3/0.\n"
     "END\n"},
    {"a_parenthesis_too_many_ends_nothing",
     STR_INIT("* THREAD (1 2))(3)\r\n"
              "* 1 EXISTS\r\n"),
     "THREAD 1/0 2/1^0 3/0.\n"
     "EXISTS 1\n"
     "END\n"},
    {"words_among_the_numbers_are_passed_over", STR_INIT("* THREAD (1 x 2)(99999999999 3)\r\n"),
     "THREAD 1/0 2/1^0 3/0.\n"
     "END\n"},
    {"branches_of_branches", STR_INIT("* THREAD (1 (2 (3)(4))(5))\r\n"),
     "THREAD 1/0 2/1^0 3/2^1 4/2^1 5/1^0.\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
