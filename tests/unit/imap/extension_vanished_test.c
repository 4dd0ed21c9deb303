/* SPDX-License-Identifier: MIT */
/* VANISHED (RFC 7162 section 3.2.10, RFC 9586). */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"set_of_uids", STR_INIT("* VANISHED 505,507,510:520\r\n"),
     "VANISHED 505:505 507:507 510:520.\n"
     "END\n"},
    {"earlier", STR_INIT("* VANISHED (EARLIER) 41,43:116,118\r\n"),
     "VANISHED 41:41 43:116 118:118 earlier.\n"
     "END\n"},
    {"earlier_in_lower_case_with_doubled_spaces", STR_INIT("* vanished  (earlier)  41\r\n"),
     "VANISHED 41:41 earlier.\n"
     "END\n"},
    {"empty", STR_INIT("* VANISHED\r\n"),
     "VANISHED.\n"
     "END\n"},
    {"ranges_are_ordered", STR_INIT("* VANISHED 9:3\r\n"),
     "VANISHED 3:9.\n"
     "END\n"},
    {"what_is_no_number_is_passed_over",
     STR_INIT("* VANISHED 1,x,3\r\n"
              "* 1 EXISTS\r\n"),
     "VANISHED 1:1 3:3.\n"
     "EXISTS 1\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
