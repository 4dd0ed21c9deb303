/* SPDX-License-Identifier: MIT */
/* FETCH (RFC 9051 section 7.5.2): its items, and what it forgives. */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"binary_streams",
     STR_INIT("* 1 FETCH (BINARY[1]<0> ~{5}\r\n"
              "he\000lo UID 1)\r\n"),
     "BODY 1 uid=0 item=<BINARY[1]<0>> section=<1> origin=0 size=5|he\000lo|END\n"
     "FETCH 1 uid=1\n"
     "END\n"},
    {"rfc822_forms",
     STR_INIT("* 1 FETCH (RFC822.HEADER {4}\r\n"
              "a: b RFC822.TEXT \"x\" RFC822 NIL)\r\n"),
     "BODY 1 uid=0 item=<RFC822.HEADER> section=<HEADER> size=4|a: b|END\n"
     "BODY 1 uid=0 item=<RFC822.TEXT> section=<TEXT> size=1|x|END\n"
     "BODY 1 uid=0 item=<RFC822> section=<> nil size=0||END\n"
     "FETCH 1\n"
     "END\n"},
    {"a_bad_item_keeps_its_neighbours",
     STR_INIT("* 1 FETCH (UID 7 ENVELOPE (x RFC822.SIZE 5) FLAGS (\\Seen))\r\n"
              "* 2 FETCH (FLAGS (\\Seen) RFC822.SIZE (1) UID 8)\r\n"),
     "FETCH 1 uid=7 flags=1 (\\Seen) bad:ENVELOPE =<(x RFC822.SIZE 5)>\n"
     "FETCH 2 uid=8 flags=1 (\\Seen) bad:RFC822.SIZE =<(1)>\n"
     "END\n"},
    {"uid_beyond_32_bits_is_bad", STR_INIT("* 1 FETCH (UID 4294967296 FLAGS ())\r\n"),
     "FETCH 1 flags=0 () bad:UID =<4294967296>\n"
     "END\n"},
    {"not_closed",
     STR_INIT("* 1 FETCH (UID 7\r\n"
              "* 1 EXISTS\r\n"),
     "FETCH 1 uid=7\n"
     "EXISTS 1\n"
     "END\n"},
    {"no_list_is_raw",
     STR_INIT("* 1 FETCH UID 7\r\n"
              "* 1 EXISTS\r\n"),
     "RAW 1 MLA_E_MALFORMED name=<FETCH> text=<UID 7>\n"
     "EXISTS 1\n"
     "END\n"},
    {"empty", STR_INIT("* 1 FETCH ()\r\n"),
     "FETCH 1\n"
     "END\n"},
    {"items_in_another_order_each_time",
     STR_INIT("* 1 FETCH (UID 1 FLAGS ())\r\n"
              "* 2 FETCH (FLAGS (a) UID 2)\r\n"
              "* 3 FETCH (FLAGS (b) RFC822.SIZE 3 UID 3)\r\n"
              "* 4 FETCH (uid 4)\r\n"),
     "FETCH 1 uid=1 flags=0 ()\n"
     "FETCH 2 uid=2 flags=0 (a)\n"
     "FETCH 3 uid=3 flags=0 (b) size=3\n"
     "FETCH 4 uid=4\n"
     "END\n"},
    {"stray_parentheses",
     STR_INIT("* 1 FETCH (UID 7) FLAGS (\\Seen))\r\n"
              "* 1 EXISTS\r\n"),
     "FETCH 1 uid=7 flags=1 (\\Seen)\n"
     "EXISTS 1\n"
     "END\n"},
    {"number_too_large",
     STR_INIT("* 99999999999 FETCH (UID 1)\r\n"
              "* -1 EXISTS\r\n"),
     "FETCH 4294967295 uid=1\n"
     "EXISTS\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
