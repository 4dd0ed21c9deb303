/* SPDX-License-Identifier: MIT */
/* FETCH (RFC 9051 section 7.5.2): its items, and what it forgives. */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"object_ids",
     STR_INIT("* 1 FETCH (EMAILID (M6d99ac3275bb4e) THREADID (T64b478a75b7ea9) UID 1)\r\n"
              "* 2 FETCH (THREADID NIL UID 2)\r\n"),
     "FETCH 1 uid=1 emailid=<M6d99ac3275bb4e> threadid=<T64b478a75b7ea9>\n"
     "FETCH 2 uid=2 threadid=<->\n"
     "END\n"},
    {"savedate",
     STR_INIT("* 1 FETCH (SAVEDATE \" 7-Feb-1994 22:43:04 -0800\" UID 1)\r\n"
              "* 2 FETCH (SAVEDATE NIL UID 2)\r\n"
              "* 3 FETCH (SAVEDATE \"x\" UID 3)\r\n"),
     "FETCH 1 uid=1 savedate=760689784-480\n"
     "FETCH 2 uid=2 savedate=0+0?\n"
     "FETCH 3 uid=3 savedate=0+0?\n"
     "END\n"},
    {"preview",
     STR_INIT("* 1 FETCH (PREVIEW \"Preview text!\" UID 1)\r\n"
              "* 2 FETCH (PREVIEW {5}\r\n"
              "a\"b\\c UID 2)\r\n"
              "* 3 FETCH (SNIPPET (FUZZY \"x\") UID 3)\r\n"
              "* 4 FETCH (PREVIEW \"\" UID 4)\r\n"),
     "FETCH 1 uid=1 preview=<Preview text!>\n"
     "FETCH 2 uid=2 preview=<a\"b\\c>\n"
     "FETCH 3 uid=3 preview=<x>\n"
     "FETCH 4 uid=4 preview=<>\n"
     "END\n"},
    {"gmail",
     STR_INIT("* 1 FETCH (X-GM-MSGID 1278455344230334865 X-GM-THRID 18446744073709551615 X-GM"
              "-LABELS (\\Inbox \"\\\\Sent\" Important \"Muy Importante\") UID 1)\r\n"
              "* 2 FETCH (X-GM-LABELS () UID 2)\r\n"),
     "FETCH 1 uid=1 gm_msgid=1278455344230334865 gm_thrid=18446744073709551615 (\\Inbox|\\Sen"
     "t|Important|Muy Importante)\n"
     "FETCH 2 uid=2 ()\n"
     "END\n"},
    {"binary_size",
     STR_INIT("* 1 FETCH (BINARY.SIZE[1.2] 123 BINARY.SIZE[] 4 UID 1)\r\n"
              "* 2 FETCH (BINARY.SIZE[1] x UID 2)\r\n"),
     "FETCH 1 uid=1 binary_size=<1.2>123 binary_size=<>4\n"
     "FETCH 2 uid=2 bad:BINARY.SIZE[1] =<x>\n"
     "END\n"},
    {"binary_streams",
     STR_INIT("* 1 FETCH (BINARY[1]<0> ~{5}\r\n"
              "he\000lo UID 1)\r\n"),
     "BODY 1 uid=0 item=<BINARY[1]<0>> section=<1> origin=0 size=5|he\000lo|END\n"
     "FETCH 1 uid=1\n"
     "END\n"},
    {"what_extensions_set_is_gone_in_the_next",
     STR_INIT("* 1 FETCH (PREVIEW \"x\" X-GM-MSGID 5)\r\n"
              "* 2 FETCH (UID 2)\r\n"),
     "FETCH 1 preview=<x> gm_msgid=5\n"
     "FETCH 2 uid=2\n"
     "END\n"},
    {"uidfetch",
     STR_INIT("* 25996 UIDFETCH (FLAGS (\\Seen) MODSEQ (5))\r\n"
              "* 7 UIDFETCH (BODY[] {2}\r\n"
              "hi)\r\n"),
     "FETCH 0 uid=25996 flags=1 (\\Seen) modseq=5\n"
     "BODY 0 uid=7 item=<BODY[]> section=<> size=2|hi|END\n"
     "FETCH 0 uid=7\n"
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
