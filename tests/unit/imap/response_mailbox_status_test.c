/* SPDX-License-Identifier: MIT */
/* STATUS (RFC 9051 section 7.3.3 and what extensions add). */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"all_items",
     STR_INIT("* STATUS \"b &- c\" (MESSAGES 1 RECENT 2 UIDNEXT 3 UIDVALIDITY 4 UNSEEN 5 DELE"
              "TED 6 SIZE 18446744073709551615 HIGHESTMODSEQ 8 APPENDLIMIT 9 MAILBOXID (F1) D"
              "ELETED-STORAGE 10)\r\n"),
     "MAILBOX name=<b & c> messages=1 recent=2 uidnext=3 uidvalidity=4 unseen=5 deleted=6 siz"
     "e=18446744073709551615 highestmodseq=8 appendlimit=9 mailboxid=<F1> deleted_storage=10\n"
     "END\n"},
    {"appendlimit_nil_is_no_limit", STR_INIT("* STATUS x (APPENDLIMIT NIL MESSAGES 3)\r\n"),
     "MAILBOX name=<x> messages=3 appendlimit=18446744073709551615\n"
     "END\n"},
    {"nil_elsewhere_is_no_value", STR_INIT("* STATUS x (MESSAGES NIL UNSEEN 4)\r\n"),
     "MAILBOX name=<x> unseen=4\n"
     "END\n"},
    {"an_item_that_is_none_costs_only_itself",
     STR_INIT("* STATUS x (MESSAGES foo UNSEEN 4 MAILBOXID (a b))\r\n"),
     "MAILBOX name=<x> unseen=4 bad:MESSAGES =<foo> bad:MAILBOXID =<(a b)>\n"
     "END\n"},
    {"empty", STR_INIT("* STATUS x ()\r\n"),
     "MAILBOX name=<x>\n"
     "END\n"},
    {"not_closed", STR_INIT("* STATUS x (MESSAGES 4\r\n"),
     "RAW MLA_E_MALFORMED name=<STATUS> text=<x (MESSAGES 4>\n"
     "END\n"},
    {"trailing_space", STR_INIT("* STATUS INBOX (MESSAGES 0) \r\n"),
     "MAILBOX name=<INBOX> messages=0\n"
     "END\n"},
    {"no_list_is_raw",
     STR_INIT("* STATUS x\r\n"
              "* 1 EXISTS\r\n"),
     "RAW MLA_E_MALFORMED name=<STATUS> text=<x>\n"
     "EXISTS 1\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
