/* SPDX-License-Identifier: MIT */
/* GENURLAUTH, URLFETCH (RFC 4467) and JMAPACCESS (RFC 9698). */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"genurlauth",
     STR_INIT("* GENURLAUTH \"imap://joe@example.com/INBOX/;uid=20/;section=1.2;expire=2020-0"
              "1-01T00:00:00Z;urlauth=submit+fred:internal:91354a473744909de610943775f92038\"\r\n"),
     "GENURLAUTH (imap://joe@example.com/INBOX/;uid=20/;section=1.2;expire=2020-01-01T00:00:0"
     "0Z;urlauth=submit+fred:internal:91354a473744909de610943775f92038)\n"
     "END\n"},
    {"genurlauth_of_several", STR_INIT("* GENURLAUTH \"imap://a\" imap://b\r\n"),
     "GENURLAUTH (imap://a|imap://b)\n"
     "END\n"},
    {"urlfetch",
     STR_INIT("* URLFETCH \"imap://a/;uid=1\" {28}\r\n"
              "Si vis pacem, para bellum.\r\n"
              " \"imap://b\" NIL\r\n"),
     "URLFETCH imap://a/;uid=1=Si vis pacem, para bellum.\r\n"
     " imap://b=NIL\n"
     "END\n"},
    {"urlfetch_of_nothing", STR_INIT("* URLFETCH\r\n"),
     "URLFETCH\n"
     "END\n"},
    {"urlfetch_with_lists_as_sent",
     STR_INIT("* URLFETCH \"imap://a\" (BINARY \"x\") \"imap://b\" \"y\"\r\n"),
     "URLFETCH imap://a=(BINARY \"x\") imap://b=y\n"
     "END\n"},
    {"urlfetch_without_data_is_raw",
     STR_INIT("* URLFETCH \"imap://a\"\r\n"
              "* 1 EXISTS\r\n"),
     "RAW MLA_E_MALFORMED name=<URLFETCH> text=<\"imap://a\">\n"
     "EXISTS 1\n"
     "END\n"},
    {"jmapaccess", STR_INIT("* JMAPACCESS \"https://example.com/.well-known/jmap\"\r\n"),
     "JMAPACCESS text=<https://example.com/.well-known/jmap>\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
