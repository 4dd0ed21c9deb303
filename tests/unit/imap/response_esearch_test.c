/* SPDX-License-Identifier: MIT */
/* ESEARCH (RFC 9051 section 7.3.4). */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"all_items",
     STR_INIT("* ESEARCH (TAG \"A282\") UID MIN 2 MAX 4294967295 COUNT 3 ALL 2,10:11 MODSEQ 9"
              "17162500\r\n"),
     "ESEARCH 2:2 10:11 tag=<A282> uid count=3 min=2 max=4294967295 modseq=917162500.\n"
     "END\n"},
    {"nothing_found", STR_INIT("* ESEARCH (TAG \"A1\")\r\n"),
     "ESEARCH tag=<A1>.\n"
     "END\n"},
    {"no_correlator", STR_INIT("* ESEARCH UID COUNT 5\r\n"),
     "ESEARCH uid count=5.\n"
     "END\n"},
    {"tag_as_an_atom_or_literal",
     STR_INIT("* ESEARCH (TAG A1) COUNT 1\r\n"
              "* ESEARCH (TAG {2}\r\n"
              "A2) COUNT 2\r\n"),
     "ESEARCH tag=<A1> count=1.\n"
     "ESEARCH tag=<A2> count=2.\n"
     "END\n"},
    {"unknown_items_are_kept_raw",
     STR_INIT("* ESEARCH (TAG \"A1\") X-SCORES (4 99 42) ALL 3 X-Y 5\r\n"),
     "ESEARCH 3:3 tag=<A1> other:X-SCORES =<(4 99 42)> other:X-Y =<5>.\n"
     "END\n"},
    {"names_that_do_not_begin_with_a_letter",
     STR_INIT("* ESEARCH (TAG \"A1\") _x 5 -y (1 2) .z \"a\" COUNT 2\r\n"),
     "ESEARCH tag=<A1> count=2 other:_x =<5> other:-y =<(1 2)> other:.z =<\"a\">.\n"
     "END\n"},
    {"a_number_that_is_none_costs_only_itself",
     STR_INIT("* ESEARCH (TAG \"A1\") COUNT x MAX 3\r\n"),
     "ESEARCH tag=<A1> max=3 bad:COUNT =<x>.\n"
     "END\n"},
    {"negative_modseq", STR_INIT("* ESEARCH COUNT 2 MODSEQ -1\r\n"),
     "ESEARCH count=2 modseq=0.\n"
     "END\n"},
    {"stray_words",
     STR_INIT("* ESEARCH (TAG \"A1\") 5 UID COUNT 2 )\r\n"
              "* 1 EXISTS\r\n"),
     "ESEARCH tag=<A1> uid count=2.\n"
     "EXISTS 1\n"
     "END\n"},
    {"parenthesis_in_a_quoted_tag", STR_INIT("* ESEARCH (TAG \")\") COUNT 2\r\n"),
     "ESEARCH tag=<)> count=2.\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
