/* SPDX-License-Identifier: MIT */
/* FETCH items of extensions (RFC 8474, 8514, 8970, 3516, Gmail's), and UIDFETCH (RFC 9586 section 3.3). */
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
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
