/* SPDX-License-Identifier: MIT */
/* FETCH items. */
#include "imap_rows.h"

static const imap_row rows[] = {
#if MLA_WITH_IMAP_EXTENSIONS
    {"items_nobody_defined_and_a_section_without_value",
     STR_INIT("* 24 FETCH (XAOL.SPAM.REASON NIL EMAILID (M1) PREVIEW NIL BODY[2] )\r\n"
              "A9 OK x\r\n"),
     "BODY 24 uid=0 item=<BODY[2]> section=<2> nil size=0||END\n"
     "FETCH 24 emailid=<M1> preview=<-> other:XAOL.SPAM.REASON =<NIL>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
#endif
    {"sections_as_nil_and_quoted",
     STR_INIT("* 25 FETCH (BODY[1.TEXT]<0> NIL BODY[HEADER.FIELDS (\"REFERENCES\")] \"quoted"
              "\" UID 25)\r\n"
              "A9 OK x\r\n"),
     "BODY 25 uid=25 item=<BODY[1.TEXT]<0>> section=<1.TEXT> origin=0 nil size=0||END\n"
     "BODY 25 uid=25 item=<BODY[HEADER.FIELDS (\"REFERENCES\")]> section=<HEADER.FIELDS (\"RE"
     "FERENCES\")> size=6|quoted|END\n"
     "FETCH 25 uid=25\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"partial_with_a_range",
     STR_INIT("* 1 FETCH (BODY[2]<0.65536> {3}\r\n"
              "abc UID 2)\r\n"
              "A9 OK x\r\n"),
     "BODY 1 uid=0 item=<BODY[2]<0.65536>> section=<2> origin=0 size=3|abc|END\n"
     "FETCH 1 uid=2\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"section_without_a_value",
     STR_INIT("* 1 FETCH (UID 2 BODY[2] )\r\n"
              "A9 OK x\r\n"),
     "BODY 1 uid=2 item=<BODY[2]> section=<2> nil size=0||END\n"
     "FETCH 1 uid=2\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"body_as_a_quoted_string",
     STR_INIT("* 1 FETCH (BODY[1] \"a\\\"b\" UID 2)\r\n"
              "A9 OK x\r\n"),
     "BODY 1 uid=2 item=<BODY[1]> section=<1> size=3|a\"b|END\n"
     "FETCH 1 uid=2\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"header_fields_in_quotes",
     STR_INIT("* 1 FETCH (BODY[HEADER.FIELDS (\"REFERENCES\")] {2}\r\n"
              "\r\n"
              " UID 2)\r\n"
              "A9 OK x\r\n"),
     "BODY 1 uid=0 item=<BODY[HEADER.FIELDS (\"REFERENCES\")]> section=<HEADER.FIELDS (\"REFE"
     "RENCES\")> size=2|\r\n"
     "|END\n"
     "FETCH 1 uid=2\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"header_field_with_a_bracket",
     STR_INIT("* 1 FETCH (BODY[HEADER.FIELDS (\"a]b\")] {1}\r\n"
              "x UID 2)\r\n"
              "A9 OK x\r\n"),
     "BODY 1 uid=0 item=<BODY[HEADER.FIELDS (\"a]b\")]> section=<HEADER.FIELDS (\"a]b\")> siz"
     "e=1|x|END\n"
     "FETCH 1 uid=2\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"rfc822_with_brackets",
     STR_INIT("* 1 FETCH (RFC822[] {3}\r\n"
              "abc UID 2)\r\n"
              "A9 OK x\r\n"),
     "BODY 1 uid=0 item=<RFC822[]> section=<> size=3|abc|END\n"
     "FETCH 1 uid=2\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"partial_answered_whole",
     STR_INIT("* 1 FETCH (BODY[] {3}\r\n"
              "abc UID 2)\r\n"
              "A9 OK x\r\n"),
     "BODY 1 uid=0 item=<BODY[]> section=<> size=3|abc|END\n"
     "FETCH 1 uid=2\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"items_that_are_nil",
     STR_INIT("* 1 FETCH (ENVELOPE NIL BODYSTRUCTURE NIL RFC822.SIZE NIL FLAGS NIL UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 flags=0 ()\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"list_closed_too_early",
     STR_INIT("* 1 FETCH (UID 2) FLAGS (\\Seen))\r\n"
              "* 2 FETCH (UID 3)(FLAGS ())\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 flags=1 (\\Seen)\n"
     "FETCH 2 uid=3 flags=0 ()\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"no_space_behind_a_value",
     STR_INIT("* 1 FETCH (FLAGS (\\Seen)UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 flags=1 (\\Seen)\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"no_space_behind_the_keyword",
     STR_INIT("* 1 FETCH(UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"spaces_in_front_of_values",
     STR_INIT("* 1 FETCH (UID  7 FLAGS   (\\Seen) RFC822.SIZE  9)\r\n"
              "* 2 FETCH (UID  8 FLAGS   (\\Seen) RFC822.SIZE  9)\r\n"),
     "FETCH 1 uid=7 flags=1 (\\Seen) size=9\n"
     "FETCH 2 uid=8 flags=1 (\\Seen) size=9\n"
     "END\n"},
    {"unknown_item_with_a_literal",
     STR_INIT("* 1 FETCH (UID 2 X-FOO (a \"d)\" {3}\r\n"
              "))) ) FLAGS ())\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 flags=0 () other:X-FOO =<(a \"d)\" {3}\r\n"
     "))) )>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"item_without_a_value_at_the_end",
     STR_INIT("* 1 FETCH (UID 2 RFC822.SIZE)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 bad:RFC822.SIZE =<>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"a_response_that_a_message_holds_is_none",
     STR_INIT("* 1 FETCH (UID 5 ENVELOPE (NIL \"x\") * 7 FETCH (UID 9 Y (\"a\" NIL NIL NIL NIL NIL "
              "NIL NIL NIL) BODY[] {3}\r\n"
              "abc)\r\n"
              "A9 OK x\r\n"),
     "BODY 0 uid=0 item=<*> section=<> size=3|abc|END\n"
     "FETCH 1 uid=5 ENVELOPE{ subject=<x>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"another_response_in_place_of_a_value",
     STR_INIT("* 5 FETCH (UID 5 BODY[] * 6 FETCH (UID 6 BODY[] {3}\r\n"
              "abc)\r\n"
              "* 7 FETCH (UID 7 FLAGS () BODY[1] * 8 FETCH (UID 8 FLAGS (\\Seen))\r\n"
              "* 9 FETCH (BODY[1] * 2 FETCH (BODY[] * 3 FETCH (UID 3 BODY[] {3}\r\n"
              "abc FLAGS ())\r\n"
              "* 9 FETCH (UID 9 BODY[1] *\r\n"
              "A9 OK x\r\n"),
     "BODY 6 uid=6 item=<BODY[]> section=<> size=3|abc|END\n"
     "BODY 5 uid=5 item=<BODY[]> section=<> nil size=0||END\n"
     "FETCH 5 uid=5\n"
     "BODY 7 uid=7 item=<BODY[1]> section=<1> nil size=0||END\n"
     "FETCH 7 uid=7 flags=0 ()\n"
     "BODY 3 uid=3 item=<BODY[]> section=<> size=3|abc|END\n"
     "BODY 9 uid=0 item=<BODY[1]> section=<1> nil size=0||END\n"
     "FETCH 9\n"
     "BODY 9 uid=9 item=<BODY[1]> section=<1> nil size=0||END\n"
     "FETCH 9 uid=9\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"item_in_parentheses_of_its_own",
     STR_INIT("* 2 FETCH (UID 2 (ENVELOPE (NIL \"s\" NIL NIL NIL NIL NIL NIL NIL NIL)) FLA"
              "GS (\\Seen))\r\n"
              "A9 OK x\r\n"),
     "FETCH 2 uid=2 flags=1 (\\Seen) ENVELOPE{ subject=<s>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"body_as_a_string_with_a_quotation_that_nobody_escaped",
     STR_INIT("* 1 FETCH (BODY[1] \"a \"b\" c\" FLAGS (\\Seen) UID 2)\r\n"
              "A9 OK x\r\n"),
     "BODY 1 uid=2 item=<BODY[1]> section=<1> size=7|a \"b\" c|END\n"
     "FETCH 1 uid=2 flags=1 (\\Seen)\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
