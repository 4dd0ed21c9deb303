/* SPDX-License-Identifier: MIT */
/* ENVELOPE. */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"envelope_wrapped_and_with_odd_addresses",
     STR_INIT("* 13 FETCH (ENVELOPE ((\"d\" \"s\" () (NIL (\"a\" NIL \"b\" \"c\")) NIL (\"f\""
              " NIL \"g\" \"h\") ((\"<s@d>\" NIL \"Name\" NIL)) NIL NIL)) UID 13)\r\n"
              "A9 OK x\r\n"),
     "FETCH 13 uid=13 ENVELOPE{ date=<d> subject=<s> sender=[a|b@c] to=[f|g@h] cc=[Name|s@d]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"envelope_that_never_ends_costs_only_itself",
     STR_INIT("* 26 FETCH (ENVELOPE (\"unterminated UID 26)\r\n"
              "* 27 FETCH (UID 27)\r\n"
              "A9 OK x\r\n"),
     "FETCH 26 bad:ENVELOPE =<(\"unterminated UID 26)>\n"
     "FETCH 27 uid=27\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"last_fields_missing",
     STR_INIT("* 1 FETCH (ENVELOPE (\"d\" \"s\" NIL NIL NIL NIL NIL NIL) UID 2)\r\n"
              "* 2 FETCH (ENVELOPE (\"d\" \"s\" NIL NIL NIL NIL NIL NIL \"r\") UID 3)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 ENVELOPE{ date=<d> subject=<s>}\n"
     "FETCH 2 uid=3 ENVELOPE{ date=<d> subject=<s> in_reply_to=<r>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"wrapped_once_more",
     STR_INIT("* 1 FETCH (ENVELOPE ((\"d\" \"s\" NIL NIL NIL NIL NIL NIL NIL \"m\")) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 ENVELOPE{ date=<d> subject=<s> message_id=<m>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"empty_list_of_addresses",
     STR_INIT("* 1 FETCH (ENVELOPE (\"d\" \"s\" () () () () () () () \"m\") UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 ENVELOPE{ date=<d> subject=<s> message_id=<m>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"nil_within_a_list",
     STR_INIT("* 1 FETCH (ENVELOPE (\"d\" \"s\" (NIL (\"a\" NIL \"b\" \"c\") NIL) NIL NIL NIL"
              " NIL NIL NIL \"m\") UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 ENVELOPE{ date=<d> subject=<s> from=[a|b@c] message_id=<m>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"name_and_mailbox_swapped",
     STR_INIT("* 1 FETCH (ENVELOPE (\"d\" \"s\" ((\"<s@d>\" NIL \"Name\" NIL)) NIL NIL NIL NI"
              "L NIL NIL \"m\") UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 ENVELOPE{ date=<d> subject=<s> from=[Name|s@d] message_id=<m>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"fewer_and_more_than_four_tokens",
     STR_INIT("* 1 FETCH (ENVELOPE (\"d\" \"s\" ((\"a\" NIL \"b\")) ((\"x\" NIL \"y\" \"z\" "
              "\"w\" NIL)) ((\"q\")) NIL NIL NIL NIL \"m\") UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 ENVELOPE{ date=<d> subject=<s> from=[a|b@NIL] sender=[x|y@z] reply_to=[q|"
     "NIL@NIL] message_id=<m>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"flat_address",
     STR_INIT("* 1 FETCH (ENVELOPE (\"d\" \"s\" (\"a\" NIL \"b\" \"c\") NIL NIL NIL NIL NIL N"
              "IL \"m\") UID 2)\r\n"
              "* 2 FETCH (ENVELOPE (\"d\" \"s\" (NIL NIL \"b\" \"c\") NIL NIL NIL NIL NIL NIL"
              " \"m\") UID 3)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 ENVELOPE{ date=<d> subject=<s> from=[a|b@c] message_id=<m>}\n"
     "FETCH 2 uid=3 ENVELOPE{ date=<d> subject=<s> from=[NIL|b@c] message_id=<m>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"a_string_in_place_of_addresses",
     STR_INIT("* 1 FETCH (ENVELOPE (\"d\" \"s\" \"a name\" NIL NIL NIL NIL NIL NIL \"m\") UID"
              " 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 ENVELOPE{ date=<d> subject=<s> from=[a name|NIL@NIL] message_id=<m>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"missing_host_or_mailbox_by_name",
     STR_INIT("* 1 FETCH (ENVELOPE (\"d\" \"s\" ((NIL NIL \"MISSING_MAILBOX\" \"MISSING_DOMAI"
              "N\")) ((NIL NIL \"a\" \".MISSING-HOST-NAME.\")) NIL NIL NIL NIL NIL \"m\") UID"
              " 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 ENVELOPE{ date=<d> subject=<s> from=[NIL|MISSING_MAILBOX@MISSING_DOMAIN] "
     "sender=[NIL|a@.MISSING-HOST-NAME.] message_id=<m>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"groups",
     STR_INIT("* 1 FETCH (ENVELOPE (\"d\" \"s\" NIL NIL NIL ((NIL NIL \"undisclosed-recipient"
              "s\" NIL)(NIL NIL NIL NIL)) NIL NIL NIL \"m\") UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 ENVELOPE{ date=<d> subject=<s> to=[NIL|undisclosed-recipients@NIL][NIL|NI"
     "L@NIL] message_id=<m>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"spaces_between_and_behind_addresses",
     STR_INIT("* 1 FETCH (ENVELOPE (\"d\" \"s\" ((\"a\" NIL \"b\" \"c\") (\"d\" NIL \"e\" \"f"
              "\") ) NIL NIL NIL NIL NIL NIL \"m\" ) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 ENVELOPE{ date=<d> subject=<s> from=[a|b@c][d|e@f] message_id=<m>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"nil",
     STR_INIT("* 1 FETCH (ENVELOPE NIL UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"empty",
     STR_INIT("* 1 FETCH (ENVELOPE () UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 ENVELOPE{}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"literals_in_it",
     STR_INIT("* 1 FETCH (ENVELOPE (\"d\" {5}\r\n"
              "a\"b\\c (({1}\r\n"
              "x NIL \"b\" \"c\")) NIL NIL NIL NIL NIL NIL \"m\") UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 ENVELOPE{ date=<d> subject=<a\"b\\c> from=[x|b@c] message_id=<m>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"addresses_with_quotes_that_nobody_escaped",
     STR_INIT("* 1 FETCH (ENVELOPE (\"d\" \"s\" ((\"=?utf-8?B?eA==?=\"y(z)\"\" nil \"w\" "
              "\"host.com\")) ((NIL NIL \"test\"\" \"acme.com\")) NIL NIL NIL NIL NIL \"m"
              "\") UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 ENVELOPE{ date=<d> subject=<s> from=[=?utf-8?B?eA==?=\"y(z)\"|w@host.c"
     "om] sender=[NIL|test\"@acme.com] message_id=<m>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"quotations_that_nobody_escaped",
     STR_INIT(
         "* 1 FETCH (ENVELOPE (\"d\" \"Re: \"hello\" world\" ((\"John \"Nick\" Doe\" NIL \"j\" \"x"
         ".com\")(NIL NIL \"k\" \"y.com\")) ((\"a \"b\"\" NIL \"c\" \"d\")) NIL NIL NIL NIL NIL "
         "\"m\""
         ") UID 2)\r\n"
         "* 2 FETCH (ENVELOPE (\"d\" \"say \"x\" ((\"a\" NIL \"b\" \"c\")) NIL NIL NIL NIL NIL NIL "
         "\"m\") "
         "UID 3)\r\n"
         "* 3 FETCH (ENVELOPE (\"d\" \"a \"b c\" NIL NIL NIL NIL NIL NIL NIL NIL) UID 4)\r\n"
         "A9 OK x\r\n"),
     "FETCH 1 uid=2 ENVELOPE{ date=<d> subject=<Re: \"hello\" world> from=[John \"Nick\" "
     "Doe|j@x.com][NIL|k@y.com] "
     "sender=[a \"b\"|c@d] message_id=<m>}\n"
     "FETCH 2 uid=3 ENVELOPE{ date=<d> subject=<say \"x> from=[a|b@c] message_id=<m>}\n"
     "FETCH 3 uid=4 ENVELOPE{ date=<d> subject=<a \"b c>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"quotations_that_nobody_escaped_at_the_front_and_in_parentheses",
     STR_INIT(
         "* 1 FETCH (ENVELOPE (\"d\" \"\"Fwd: x\" y\" NIL NIL NIL NIL NIL NIL NIL \"m\") UID 2)\r\n"
         "* 2 FETCH (ENVELOPE (\"d\" \"a (\"b\") c\" ((\"(\"n\")\" NIL \"u\" \"h\")) NIL NIL NIL "
         "NIL NIL NIL "
         "\"m\") UID 3)\r\n"
         "A9 OK x\r\n"),
     "FETCH 1 uid=2 ENVELOPE{ date=<d> subject=<\"Fwd: x\" y> message_id=<m>}\n"
     "FETCH 2 uid=3 ENVELOPE{ date=<d> subject=<a (\"b\") c> from=[(\"n\")|u@h] message_id=<m>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"quotations_that_nobody_escaped_in_front_of_a_body",
     STR_INIT("* 1 FETCH (UID 2 ENVELOPE (\"d\" \"a \"b\" c\" NIL NIL NIL NIL NIL NIL NIL NIL) "
              "BODY[2] {20"
              "}\r\n"
              "* 2 EXISTS\r\n"
              "A9 OK \r\n"
              " FLAGS ())\r\n"
              "A9 OK x\r\n"),
     "BODY 1 uid=2 item=<BODY[2]> section=<2> size=20|* 2 EXISTS\r\n"
     "A9 OK \r\n"
     "|END\n"
     "FETCH 1 uid=2 flags=0 () ENVELOPE{ date=<d> subject=<a \"b\" c>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
