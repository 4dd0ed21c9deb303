/* SPDX-License-Identifier: MIT */
/* What RFC 5267, 6203, 7377 and 9394 add to ESEARCH. */
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
    {"relevancy", STR_INIT("* ESEARCH (TAG \"B1\") ALL 1,5,10 RELEVANCY (4 99 42)\r\n"),
     "ESEARCH 1:1 5:5 10:10 4% 99% 42% tag=<B1>.\n"
     "END\n"},
    {"items_behind_relevancy",
     STR_INIT("* ESEARCH (TAG \"B1\") UID ALL 7:8 RELEVANCY (1 100) COUNT 2 X-Y (1 2) MAX 8\r\n"),
     "ESEARCH 7:8 1% 100% tag=<B1> uid count=2 max=8 other:X-Y =<(1 2)>.\n"
     "END\n"},
    {"relevancy_in_front_of_its_numbers",
     STR_INIT("* ESEARCH (TAG \"B1\") RELEVANCY (4 99 42) COUNT 3 ALL 1,5,10 MIN 1\r\n"),
     "ESEARCH 4% 99% 42% 1:1 5:5 10:10 tag=<B1> count=3 min=1.\n"
     "END\n"},
    {"relevancy_of_a_part",
     STR_INIT("* ESEARCH (TAG \"B1\") UID PARTIAL (1:3 9,4:5) RELEVANCY (7 8 9)\r\n"),
     "ESEARCH 9:9 4:5 7% 8% 9% tag=<B1> uid partial=1:3.\n"
     "END\n"},
    {"no_scores", STR_INIT("* ESEARCH (TAG \"B1\") RELEVANCY () COUNT 0 relevancy ( ) MAX 1\r\n"),
     "ESEARCH tag=<B1> count=0 max=1.\n"
     "END\n"},
    /* The next one is still that of the next message. */
    {"what_is_no_score_keeps_its_place",
     STR_INIT("* ESEARCH ALL 1:12 RELEVANCY (0 101 -5 42.7 \"17\" NIL x \"a b\" (3 (4)) {4}\r\n"
              "1) 2 99999999999999999999 7)\r\n"
              "* 1 EXISTS\r\n"),
     "ESEARCH 1:12 0% 100% 0% 42% 17% 0% 0% 0% 0% 0% 100% 7%.\n"
     "EXISTS 1\n"
     "END\n"},
    {"spaces_between_scores", STR_INIT("* ESEARCH ALL 1:3 RELEVANCY  (  1  2 3  )  COUNT 3\r\n"),
     "ESEARCH 1:3 1% 2% 3% count=3.\n"
     "END\n"},
    {"scores_that_do_not_end",
     STR_INIT("* ESEARCH ALL 1:2 RELEVANCY (1 22\r\n"
              "* ESEARCH ALL 1:2 RELEVANCY (\r\n"
              "* 1 EXISTS\r\n"),
     "ESEARCH 1:2 1% 22%.\n"
     "ESEARCH 1:2.\n"
     "EXISTS 1\n"
     "END\n"},
    {"relevancy_that_is_no_list_is_kept_raw",
     STR_INIT("* ESEARCH RELEVANCY 5 COUNT 3\r\n"
              "* ESEARCH RELEVANCY NIL ALL 3\r\n"
              "* ESEARCH COUNT 3 RELEVANCY\r\n"),
     "ESEARCH count=3 bad:RELEVANCY =<5>.\n"
     "ESEARCH 3:3 bad:RELEVANCY =<NIL>.\n"
     "ESEARCH count=3 bad:RELEVANCY =<>.\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
