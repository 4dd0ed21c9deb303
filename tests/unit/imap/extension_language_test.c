/* SPDX-License-Identifier: MIT */
/* LANGUAGE and COMPARATOR (RFC 5255). */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"language_in_use", STR_INIT("* LANGUAGE (DE)\r\n"),
     "LANGUAGE (DE)\n"
     "END\n"},
    {"languages_there_are", STR_INIT("* LANGUAGE (EN DE IT i-default)\r\n"),
     "LANGUAGE (EN|DE|IT|i-default)\n"
     "END\n"},
    {"language_without_parentheses", STR_INIT("* LANGUAGE de\r\n"),
     "LANGUAGE (de)\n"
     "END\n"},
    {"comparator", STR_INIT("* COMPARATOR i;unicode-casemap\r\n"),
     "COMPARATOR text=<i;unicode-casemap>\n"
     "END\n"},
    {"comparators_that_match", STR_INIT("* COMPARATOR \"i;octet\" (\"i;basic\" \"i;octet\")\r\n"),
     "COMPARATOR (i;basic|i;octet) text=<i;octet>\n"
     "END\n"},
    {"comparator_missing_is_raw",
     STR_INIT("* COMPARATOR\r\n"
              "* 1 EXISTS\r\n"),
     "RAW MLA_E_MALFORMED name=<COMPARATOR> text=<>\n"
     "EXISTS 1\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
