/* SPDX-License-Identifier: MIT */
/* Body sections that stream: each is told with its name, and with the message as far as that was said before it. */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"uid_between_sections",
     STR_INIT("* 3 FETCH (FLAGS () BODY[1] {1}\r\na UID 7 BODY[1.MIME]<5> {1}\r\nb BODY[2] \"q\" "
              "BODY[HEADER.FIELDS (A \"B C\")] {1}\r\nc)\r\n"),
     "BODY 3 uid=0 item=<BODY[1]> section=<1> size=1|a|END\n"
     "BODY 3 uid=7 item=<BODY[1.MIME]<5>> section=<1.MIME> origin=5 size=1|b|END\n"
     "BODY 3 uid=7 item=<BODY[HEADER.FIELDS (A \"B C\")]> section=<HEADER.FIELDS (A \"B C\")> "
     "size=1|c|END\n"
     "BODY 3 uid=7 item=<BODY[2]> section=<2> size=1|q|END\n"
     "FETCH 3 uid=7 flags=0 ()\n"
     "END\n"},
    {"literals_that_are_no_sections_between_sections",
     STR_INIT("* 3 FETCH (BODY[1] {1}\r\na X ((Y {3}\r\n) { (Z))) BODY[2] {1}\r\nb W {1}\r\n\x1f "
              "BODY[3] {1}\r\nc)\r\n"
              "* 4 FETCH (X {1}\r\n\x1f BODY[] {1}\r\nd)\r\n"),
     "BODY 3 uid=0 item=<BODY[1]> section=<1> size=1|a|END\n"
     "BODY 3 uid=0 item=<BODY[2]> section=<2> size=1|b|END\n"
     "BODY 3 uid=0 item=<BODY[3]> section=<3> size=1|c|END\n"
     "FETCH 3 other:X =<((Y {3}\r\n) { (Z)))> other:W =<{1}\r\n\x1f>\n"
     "BODY 4 uid=0 item=<BODY[]> section=<> size=1|d|END\n"
     "FETCH 4 other:X =<{1}\r\n\x1f>\n"
     "END\n"},
    {"parenthesis_too_many_between_sections",
     STR_INIT("* 3 FETCH (BODY[1] {1}\r\na) UID 7 BODY[2] {1}\r\nb)\r\n"),
     "BODY 3 uid=0 item=<BODY[1]> section=<1> size=1|a|END\n"
     "BODY 3 uid=7 item=<BODY[2]> section=<2> size=1|b|END\n"
     "FETCH 3 uid=7\n"
     "END\n"},
    {"uid_that_is_none", STR_INIT("* 3 FETCH (UID 4294967296 BODY[1] {1}\r\na)\r\n"),
     "BODY 3 uid=0 item=<BODY[1]> section=<1> size=1|a|END\n"
     "FETCH 3 bad:UID =<4294967296>\n"
     "END\n"},
#if MLA_WITH_IMAP_EXTENSIONS
    {"sections_of_responses_like_fetch",
     STR_INIT("* 9 UIDFETCH (BODY[1] {1}\r\na BODY[2] {1}\r\nb)\r\n"
              "* 2 CONVERTED (TAG \"t\") (BINARY[1] ~{1}\r\na UID 8 BINARY[2] ~{1}\r\nb)\r\n"),
     "BODY 0 uid=9 item=<BODY[1]> section=<1> size=1|a|END\n"
     "BODY 0 uid=9 item=<BODY[2]> section=<2> size=1|b|END\n"
     "FETCH 0 uid=9\n"
     "BODY 2 uid=0 item=<BINARY[1]> section=<1> size=1|a|END\n"
     "BODY 2 uid=8 item=<BINARY[2]> section=<2> size=1|b|END\n"
     "CONVERTED 2 uid=8 text=<t>\n"
     "END\n"},
#endif
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
