/* SPDX-License-Identifier: MIT */
/* METADATA (RFC 5464 section 4.4). */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"values",
     STR_INIT("* METADATA \"INBOX\" (/private/comment \"My comment\" /shared/comment NIL)\r\n"),
     "METADATA mailbox=<INBOX> /private/comment=My comment /shared/comment=NIL\n"
     "END\n"},
    {"literal",
     STR_INIT("* METADATA \"INBOX\" (/shared/comment {5}\r\n"
              "a\"b\\c /x \"y\")\r\n"),
     "METADATA mailbox=<INBOX> /shared/comment=a\"b\\c /x=y\n"
     "END\n"},
    {"of_the_server", STR_INIT("* METADATA \"\" (/shared/comment \"Shared\")\r\n"),
     "METADATA mailbox=<> /shared/comment=Shared\n"
     "END\n"},
    {"names_of_what_has_changed", STR_INIT("* METADATA INBOX /shared/comment /private/comment\r\n"),
     "METADATA mailbox=<INBOX> names /shared/comment=NIL /private/comment=NIL\n"
     "END\n"},
    {"no_entries", STR_INIT("* METADATA INBOX ()\r\n"),
     "METADATA mailbox=<INBOX>\n"
     "END\n"},
    {"entry_without_value_is_raw",
     STR_INIT("* METADATA INBOX (/a (x))\r\n"
              "* 1 EXISTS\r\n"),
     "RAW MLA_E_MALFORMED name=<METADATA> text=<INBOX (/a (x))>\n"
     "EXISTS 1\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
