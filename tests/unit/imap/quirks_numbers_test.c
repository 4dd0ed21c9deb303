/* SPDX-License-Identifier: MIT */
/* Numbers that are none, and those that are not there. */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"numbers_negative_or_in_floating_point",
     STR_INIT("* 5 FETCH (RFC822.SIZE 9.3736e+06 UID 9 MODSEQ (-2))\r\n"
              "A9 OK x\r\n"),
     "FETCH 5 uid=9 size=9373600 modseq=0\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"numbers_in_floating_point_without_a_fraction_or_within_a_part",
     STR_INIT(
         "* 1 FETCH (RFC822.SIZE 1e+07 BODYSTRUCTURE (\"text\" \"plain\" NIL NIL NIL \"8bit\" 9."
         "3736e+06 3) UID 2)\r\n"
         "A9 OK x\r\n"),
     "FETCH 1 uid=2 size=10000000 BODYSTRUCTURE{[1 text/plain encoding=<8bit> 9373600/3]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"uidnext_zero",
     STR_INIT("* OK [UIDNEXT 0] x\r\n"
              "A9 OK x\r\n"),
     "GREETING OK code=34 name=<UIDNEXT> arguments=<0> text=<x>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"mailbox_status_with_negative_and_unknown_items",
     STR_INIT("* STATUS my folder (MESSAGES -1 UNSEEN 4 FOO (a b))\r\n"
              "A9 OK x\r\n"),
     "MAILBOX name=<my folder> messages=0 unseen=4 other:FOO =<(a b)>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"fetch_of_message_zero",
     STR_INIT("* 0 FETCH (UID 1)\r\n"
              "A9 OK x\r\n"),
     "FETCH 0 uid=1\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"exists_negative_or_beyond_32_bits",
     STR_INIT("* -1 EXISTS\r\n"
              "* 4294967296 EXISTS\r\n"
              "* 4294967295 EXISTS\r\n"
              "A9 OK x\r\n"),
     "EXISTS\n"
     "EXISTS 4294967295\n"
     "EXISTS 4294967295\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"octets_lines_and_modseq_negative",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (\"text\" \"plain\" NIL NIL NIL \"7bit\" -1 -2) MODSE"
              "Q (-1) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 modseq=0 BODYSTRUCTURE{[1 text/plain encoding=<7bit> 0/0]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"sizes_beyond_4_gib",
     STR_INIT("* 1 FETCH (RFC822.SIZE 5000000000 BODYSTRUCTURE (\"a\" \"b\" NIL NIL NIL \"7bi"
              "t\" 18446744073709551615) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 size=5000000000 BODYSTRUCTURE{[1 a/b encoding=<7bit> 18446744073709551615"
     "/0]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"size_beyond_64_bits",
     STR_INIT("* 1 FETCH (RFC822.SIZE 18446744073709551616 UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 size=18446744073709551615\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"codes_with_zero",
     STR_INIT("* OK [UIDNEXT 0] x\r\n"
              "* OK [UIDVALIDITY 0] x\r\n"
              "* OK [UNSEEN 0] x\r\n"
              "A9 OK x\r\n"),
     "GREETING OK code=34 name=<UIDNEXT> arguments=<0> text=<x>\n"
     "STATUS OK code=36 name=<UIDVALIDITY> arguments=<0> text=<x>\n"
     "STATUS OK code=39 name=<UNSEEN> arguments=<0> text=<x>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"code_negative",
     STR_INIT("* OK [UIDNEXT -1] x\r\n"
              "* OK [HIGHESTMODSEQ -1] x\r\n"
              "A9 OK x\r\n"),
     "GREETING OK code=34 name=<UIDNEXT> arguments=<-1> text=<x>\n"
     "STATUS OK code=18 name=<HIGHESTMODSEQ> arguments=<-1> text=<x>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"numbers_in_quotes",
     STR_INIT("* 1 FETCH (UID \"7\" RFC822.SIZE \"12\" FLAGS ())\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=7 flags=0 () size=12\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
#if MLA_WITH_IMAP_EXTENSIONS
    {"quota_of_more_than_32_bits",
     STR_INIT("* QUOTA \"\" (STORAGE 8589934592 17179869184)\r\n"
              "A9 OK x\r\n"),
     "QUOTA root=<> resource=<STORAGE>8589934592/17179869184\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"quota_that_is_none",
     STR_INIT("* QUOTA storage=0\r\n"
              "A9 OK x\r\n"),
     "RAW MLA_E_MALFORMED name=<QUOTA> text=<storage=0>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
#endif
    {"search_with_commas",
     STR_INIT("* SEARCH 1,2,3 5 7:9\r\n"
              "A9 OK x\r\n"),
     "SEARCH 1:1 2:2 3:3 5:5 7:9.\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"esearch_with_a_literal_that_is_no_name",
     STR_INIT("* ESEARCH (TAG \"A12\") {3}\r\n"
              "abc COUNT 5\r\n"
              "A9 OK x\r\n"),
     "ESEARCH tag=<A12> count=5.\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"esearch_with_values_in_parentheses",
     STR_INIT("* ESEARCH (TAG \"A12\") UID ALL 33866,33897 (MODSEQ 284535)\r\n"
              "* ESEARCH (TAG \"A13\") UID (COUNT 3 ALL 1:3)\r\n"
              "A9 OK x\r\n"),
     "ESEARCH 33866:33866 33897:33897 tag=<A12> uid modseq=284535.\n"
     "ESEARCH 1:3 tag=<A13> uid count=3.\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
