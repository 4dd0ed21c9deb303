/* SPDX-License-Identifier: MIT */
/* Framing: what servers send between and around responses. */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"status_without_text",
     STR_INIT("* OK\r\n"
              "A9 OK x\r\n"),
     "GREETING OK text=<>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"status_with_code_and_no_text",
     STR_INIT("* OK [HIGHESTMODSEQ 7]\r\n"
              "A9 OK x\r\n"),
     "GREETING OK code=18 name=<HIGHESTMODSEQ> arguments=<7> value=7 text=<>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"blank_line_between_responses",
     STR_INIT("* 1 EXISTS\r\n"
              "\r\n"
              "* 2 EXISTS\r\n"
              "A9 OK x\r\n"),
     "EXISTS 1\n"
     "EXISTS 2\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"doubled_space_before_a_number",
     STR_INIT("*  1843 EXISTS\r\n"
              "A9 OK x\r\n"),
     "EXISTS 1843\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"line_that_is_no_response",
     STR_INIT("Server Unavailable. 15\r\n"
              "A9 OK x\r\n"),
     "UNPARSED text=<Server Unavailable. 15>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"untagged_word_that_is_no_response",
     STR_INIT("* NOOP\r\n"
              "A9 OK x\r\n"),
     "RAW unknown name=<NOOP> text=<>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"code_without_condition",
     STR_INIT("* [COPYUID 123456 1 2] done\r\n"
              "A9 OK x\r\n"),
     "GREETING OK code=13 name=<COPYUID> arguments=<123456 1 2> value=123456 source=<1> desti"
     "nation=<2> text=<done>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"code_without_star",
     STR_INIT("[COPYUID 55 31 6]\r\n"
              "A9 OK x\r\n"),
     "GREETING OK code=13 name=<COPYUID> arguments=<55 31 6> value=55 source=<31> destination"
     "=<6> text=<>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"tagged_bye",
     STR_INIT("A5 BYE bye\r\n"
              "A9 OK x\r\n"),
     "DONE tag=<A5> BYE text=<bye>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"code_with_quotes_and_spaces",
     STR_INIT("A6 OK [Error=\"Microsoft.Exchange.X\" AuthResultFromPopImapEnd=0 Proxy=h:9] AU"
              "THENTICATE completed.\r\n"
              "A9 OK x\r\n"),
     "DONE tag=<A6> OK code=1 name=<Error=\"Microsoft.Exchange.X\"> arguments=<AuthResultFrom"
     "PopImapEnd=0 Proxy=h:9> text=<AUTHENTICATE completed.>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"negative_literal_within_a_line",
     STR_INIT("* 5 FETCH (BODY[] {-1} UID 9)\r\n"
              "A9 OK x\r\n"),
     "FETCH 5 uid=9 bad:BODY[] =<{-1}>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"search_reply_may_end_in_a_space",
     STR_INIT("* SEARCH 7456 \r\n"
              "A9 OK x\r\n"),
     "SEARCH 7456:7456.\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"capability_may_end_in_a_space",
     STR_INIT("* CAPABILITY IMAP4rev1 \r\n"
              "A9 OK x\r\n"),
     "CAPABILITY (IMAP4rev1)\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"enabled_may_be_empty",
     STR_INIT("* ENABLED \r\n"
              "A9 OK x\r\n"),
     "ENABLED\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"fetch_may_end_in_a_space",
     STR_INIT("* 3 FETCH (UID 19436 )\r\n"
              "A9 OK x\r\n"),
     "FETCH 3 uid=19436\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"keywords_in_any_case_and_doubled_spaces",
     STR_INIT("* 4 fetch (FLAGS (\\Seen)  RFC822.SIZE 5)\r\n"
              "A9 OK x\r\n"),
     "FETCH 4 flags=1 (\\Seen) size=5\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"copyuid_with_spaces_and_nothing_else",
     STR_INIT("A4 OK [COPYUID 701  ] x\r\n"
              "A9 OK x\r\n"),
     "DONE tag=<A4> OK code=13 name=<COPYUID> arguments=<701  > value=701 source=<> destinati"
     "on=<> text=<x>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"tagged_status_and_continuation_without_text",
     STR_INIT("A1 OK\r\n"
              "+\r\n"
              "+ \r\n"
              "A9 OK x\r\n"),
     "DONE tag=<A1> OK text=<>\n"
     "CONTINUATION text=<>\n"
     "CONTINUATION text=<>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"lines_that_end_in_lf_alone",
     STR_INIT("* 1 EXISTS\n"
              "* 2 RECENT\n"
              "A1 OK x\n"
              "* 3 EXISTS\r\n"
              "A9 OK x\r\n"),
     "EXISTS 1\n"
     "RECENT 2\n"
     "DONE tag=<A1> OK text=<x>\n"
     "EXISTS 3\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"lines_that_end_in_two_cr",
     STR_INIT("* SEARCH 1 23\r\r\n"
              "\r\r\n"
              "* OK x\r\r\n"
              "* LIST () \"/\" a\r\r\n"
              "* 1 FETCH (UID 2 BODY[] {3}\r\r\n"
              "ab\r)\r\r\n"
              "A9 OK x\r\n"),
     "SEARCH 1:1 23:23.\n"
     "GREETING OK text=<x>\n"
     "LIST 0 () / name=<a>\n"
     "BODY 1 uid=2 item=<BODY[]> section=<> size=3|ab\r|END\n"
     "FETCH 1 uid=2\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"padding_with_nul",
     STR_INIT("\000\000\000* 1 EXISTS\r\n"
              "\000* 2 EXISTS\r\n"
              "A9 OK x\r\n"),
     "EXISTS 1\n"
     "EXISTS 2\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"star_without_a_space",
     STR_INIT("*OK x\r\n"
              "*1 EXISTS\r\n"
              "A9 OK x\r\n"),
     "GREETING OK text=<x>\n"
     "EXISTS 1\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"status_may_end_in_a_space",
     STR_INIT("* STATUS INBOX (MESSAGES 0) \r\n"
              "A9 OK x\r\n"),
     "MAILBOX name=<INBOX> messages=0\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"capabilities_in_any_case_and_literal_plus_apart",
     STR_INIT("* capability imap4REV1 LITERAL + Idle\r\n"
              "A9 OK x\r\n"),
     "CAPABILITY (imap4REV1|LITERAL|+|Idle)\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"bye_many_times_over",
     STR_INIT("* BYE Autologout\r\n"
              "* BYE Autologout\r\n"
              "* BYE Autologout\r\n"
              "A9 OK x\r\n"),
     "GREETING BYE text=<Autologout>\n"
     "STATUS BYE text=<Autologout>\n"
     "STATUS BYE text=<Autologout>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"literal_of_literal_plus",
     STR_INIT("* 1 FETCH (BODY[] {3+}\r\n"
              "abc UID 2)\r\n"
              "A9 OK x\r\n"),
     "BODY 1 uid=0 item=<BODY[]> section=<> size=3|abc|END\n"
     "FETCH 1 uid=2\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"literal8",
     STR_INIT("* 1 FETCH (BINARY[1] ~{3}\r\n"
              "a\000c UID 2)\r\n"
              "A9 OK x\r\n"),
     "BODY 1 uid=0 item=<BINARY[1]> section=<1> size=3|a\000c|END\n"
     "FETCH 1 uid=2\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"negative_literal",
     STR_INIT("* 1 FETCH (UID 2 BODY[] {-1}\r\n"
              " FLAGS ())\r\n"
              "A9 OK x\r\n"),
     "BODY 1 uid=2 item=<BODY[]> section=<> size=0||END\n"
     "FETCH 1 uid=2 flags=0 ()\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"spaces_behind_the_header_of_a_literal",
     STR_INIT("* 1 FETCH (UID 2 BODY[] {3}  \r\n"
              "abc)\r\n"
              "A9 OK x\r\n"),
     "BODY 1 uid=2 item=<BODY[]> section=<> size=3|abc|END\n"
     "FETCH 1 uid=2\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"no_space_in_front_of_a_literal",
     STR_INIT("* 1 FETCH (UID 2 BODY[1]{3}\r\n"
              "abc FLAGS ())\r\n"
              "A9 OK x\r\n"),
     "BODY 1 uid=2 item=<BODY[1]> section=<1> size=3|abc|END\n"
     "FETCH 1 uid=2 flags=0 ()\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"a_literal_in_quotes_or_text_is_text",
     STR_INIT("* 1 FETCH (UID 2 X \"a {50}\"\r\n"
              "* NO {3}\r\n"
              "* OK [ALERT] x {3}\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 other:X =<\"a {50}\">\n"
     "STATUS NO text=<{3}>\n"
     "STATUS OK code=2 name=<ALERT> arguments=<> text=<x {3}>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"responses_nobody_asked_for",
     STR_INIT("* 0 FETCH (UID 1)\r\n"
              "* 99999 EXPUNGE\r\n"
              "* 4294967295 FETCH (FLAGS ())\r\n"
              "* STATUS other (MESSAGES 1)\r\n"
              "A9 OK x\r\n"),
     "FETCH 0 uid=1\n"
     "EXPUNGE 99999\n"
     "FETCH 4294967295 flags=0 ()\n"
     "MAILBOX name=<other> messages=1\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"no_after_part_of_the_data",
     STR_INIT("* 1 FETCH (UID 2)\r\n"
              "A1 NO The requested item could not be found.\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2\n"
     "DONE tag=<A1> NO text=<The requested item could not be found.>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"throttled",
     STR_INIT("A1 OK [THROTTLED] Suggested Backoff Time: 299961 milliseconds\r\n"
              "A9 OK x\r\n"),
     "DONE tag=<A1> OK code=41 name=<THROTTLED> arguments=<> text=<Suggested Backoff Time: 29"
     "9961 milliseconds>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"authenticated_but_not_connected",
     STR_INIT("A1 BAD User is authenticated but not connected.\r\n"
              "A9 OK x\r\n"),
     "DONE tag=<A1> BAD text=<User is authenticated but not connected.>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"capabilities_before_the_tagged_ok",
     STR_INIT("* CAPABILITY IMAP4rev1 UNSELECT IDLE\r\n"
              "A1 OK logged in\r\n"
              "A9 OK x\r\n"),
     "CAPABILITY (IMAP4rev1|UNSELECT|IDLE)\n"
     "DONE tag=<A1> OK text=<logged in>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"word_behind_a_number_that_is_no_response",
     STR_INIT("* 99 NOOP\r\n"
              "* 86 NOOP froopy snood\r\n"
              "A9 OK x\r\n"),
     "RAW 99 unknown name=<NOOP> text=<>\n"
     "RAW 86 unknown name=<NOOP> text=<froopy snood>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"lines_that_are_almost_responses",
     STR_INIT("*\r\n"
              "* \r\n"
              "A1\r\n"
              "A1 FOO bar\r\n"
              "* EXISTS 5\r\n"
              "A9 OK x\r\n"),
     "UNPARSED text=<*>\n"
     "UNPARSED text=<* >\n"
     "UNPARSED text=<A1>\n"
     "UNPARSED text=<A1 FOO bar>\n"
     "RAW unknown name=<EXISTS> text=<5>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"line_break_behind_a_literal",
     STR_INIT("* 1 FETCH (BODY[] {3}\r\n"
              "abc\r\n"
              " UID 2)\r\n"
              "* 2 FETCH (X {3}\r\n"
              "abc\r\n"
              ")\r\n"
              "* 3 FETCH (UID 4 BODY[] {3}\r\n"
              "abc\r\n"
              "* 2 EXISTS\r\n"
              "A9 OK x\r\n"),
     "BODY 1 uid=0 item=<BODY[]> section=<> size=3|abc|END\n"
     "FETCH 1 uid=2\n"
     "FETCH 2 other:X =<{3}\r\n"
     "abc>\n"
     "BODY 3 uid=4 item=<BODY[]> section=<> size=3|abc|END\n"
     "FETCH 3 uid=4\n"
     "EXISTS 2\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"codes_with_too_little_or_too_much",
     STR_INIT("A1 OK [COPYUID 1234567890 1:5 100:*] x\r\n"
              "A2 OK [COPYUID 123 45] x\r\n"
              "A3 NO [AUTHENTICATIONFAILED]Invalid credentials\r\n"
              "A9 OK x\r\n"),
     "DONE tag=<A1> OK code=13 name=<COPYUID> arguments=<1234567890 1:5 100:*> value=12345"
     "67890 source=<1:5> destination=<100:*> text=<x>\n"
     "DONE tag=<A2> OK code=13 name=<COPYUID> arguments=<123 45> value=123 source=<45> des"
     "tination=<> text=<x>\n"
     "DONE tag=<A3> NO code=5 name=<AUTHENTICATIONFAILED> arguments=<> text=<Invalid crede"
     "ntials>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
