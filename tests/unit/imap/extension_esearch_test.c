/* SPDX-License-Identifier: MIT */
/* What RFC 5267, 7377 and 9394 add to ESEARCH. */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"partial", STR_INIT("* ESEARCH (TAG \"A1\") UID PARTIAL (-1:-100 200:250,252)\r\n"),
     "ESEARCH 200:250 252:252 tag=<A1> uid partial=-1:-100.\n"
     "END\n"},
    {"partial_without_results",
     STR_INIT("* ESEARCH (TAG \"A1\") PARTIAL (500:1000 NIL) COUNT 3\r\n"),
     "ESEARCH tag=<A1> count=3 partial=500:1000.\n"
     "END\n"},
    {"partial_up_to_32_bits",
     STR_INIT("* ESEARCH UID PARTIAL (-4294967295:-1 7)\r\n"
              "* ESEARCH UID PARTIAL (1:4294967295 NIL)\r\n"
              "* ESEARCH UID PARTIAL (1:4294967296 7)\r\n"),
     "ESEARCH 7:7 uid partial=-4294967295:-1.\n"
     "ESEARCH uid partial=1:4294967295.\n"
     "ESEARCH uid bad:PARTIAL =<(1:4294967296 7)>.\n"
     "END\n"},
    {"partial_that_is_none_is_kept_raw", STR_INIT("* ESEARCH (TAG \"A1\") PARTIAL 5 COUNT 3\r\n"),
     "ESEARCH tag=<A1> count=3 bad:PARTIAL =<5>.\n"
     "END\n"},
    {"multisearch_names_the_mailbox",
     STR_INIT("* ESEARCH (TAG \"t1\" MAILBOX \"Entw&APw-rfe\" UIDVALIDITY 17) UID ALL 4001,40"
              "03,4005\r\n"),
     "ESEARCH 4001:4001 4003:4003 4005:4005 tag=<t1> uid mailbox=<Entw\303\274rfe> uidvalidit"
     "y=17.\n"
     "END\n"},
    {"context_updates",
     STR_INIT("* ESEARCH (TAG \"B01\") UID ADDTO (0 32768:32769)\r\n"
              "* ESEARCH (TAG \"B01\") UID REMOVEFROM (1 5,7 3 9) ADDTO (1 2)\r\n"),
     "ESEARCH tag=<B01> uid addto:0 =<32768:32769>.\n"
     "ESEARCH tag=<B01> uid removefrom:1 =<5,7> removefrom:3 =<9> addto:1 =<2>.\n"
     "END\n"},
    {"mailbox_as_a_literal_holds_anything",
     STR_INIT("* ESEARCH (TAG \"t1\" MAILBOX {4}\r\n\") ( UIDVALIDITY 5) UID COUNT 2\r\n"),
     "ESEARCH tag=<t1> uid count=2 mailbox=<\") (> uidvalidity=5.\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
