/* SPDX-License-Identifier: MIT */
/* What servers send though they must not: a row each, with the neighbour that must survive it. */
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
     "GREETING OK code=18 name=<HIGHESTMODSEQ> arguments=<7> value=7 t"
     "ext=<>\n"
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
    {"doubled_space_before_a_number",
     STR_INIT("*  1843 EXISTS\r\n"
              "A9 OK x\r\n"),
     "EXISTS 1843\n"
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
     "DONE tag=<A4> OK code=13 name=<COPYUID> arguments=<701  > value="
     "701 source=<> destination=<> text=<x>\n"
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
     "GREETING OK code=13 name=<COPYUID> arguments=<123456 1 2> value="
     "123456 source=<1> destination=<2> text=<done>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"code_without_star",
     STR_INIT("[COPYUID 55 31 6]\r\n"
              "A9 OK x\r\n"),
     "GREETING OK code=13 name=<COPYUID> arguments=<55 31 6> value=55 "
     "source=<31> destination=<6> text=<>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"tagged_bye",
     STR_INIT("A5 BYE bye\r\n"
              "A9 OK x\r\n"),
     "DONE tag=<A5> BYE text=<bye>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"code_with_quotes_and_spaces",
     STR_INIT("A6 OK [Error=\"Microsoft.Exchange.X\" AuthResultFromPopImapEnd=0 P"
              "roxy=h:9] AUTHENTICATE completed.\r\n"
              "A9 OK x\r\n"),
     "DONE tag=<A6> OK code=1 name=<Error=\"Microsoft.Exchange.X\"> argu"
     "ments=<AuthResultFromPopImapEnd=0 Proxy=h:9> text=<AUTHENTICATE "
     "completed.>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"negative_literal_within_a_line",
     STR_INIT("* 5 FETCH (BODY[] {-1} UID 9)\r\n"
              "A9 OK x\r\n"),
     "FETCH 5 uid=9 bad:BODY[] =<{-1}>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"numbers_negative_or_in_floating_point",
     STR_INIT("* 5 FETCH (RFC822.SIZE 9.3736e+06 UID 9 MODSEQ (-2))\r\n"
              "A9 OK x\r\n"),
     "FETCH 5 uid=9 size=9 modseq=0\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"uidnext_zero",
     STR_INIT("* OK [UIDNEXT 0] x\r\n"
              "A9 OK x\r\n"),
     "GREETING OK code=34 name=<UIDNEXT> arguments=<0> text=<x>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"unescaped_quotes_in_strings",
     STR_INIT("* 6 FETCH (ENVELOPE (\"d\" \"=?UTF-8?Q?\"x\"?=\" NIL NIL NIL NIL NIL N"
              "IL NIL \"<\"392889836.11\"@host>\") UID 6)\r\n"
              "A9 OK x\r\n"),
     "FETCH 6 uid=6 ENVELOPE{ date=<d> subject=<=?UTF-8?Q?\"x\"?=> messa"
     "ge_id=<<\"392889836.11\"@host>>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"unescaped_quotes_in_a_parameter",
     STR_INIT("* 7 FETCH (UID 7 BODYSTRUCTURE (\"TEXT\" \"HTML\" (\"charset\" \"3D\"Win"
              "dows-1252\"\") NIL NIL \"7BIT\" 1 1))\r\n"
              "A9 OK x\r\n"),
     "FETCH 7 uid=7 BODYSTRUCTURE{[1 TEXT/HTML charset:3D\"Windows-1252"
     "\" encoding=<7BIT> 1/1]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"backslash_before_the_closing_quote",
     STR_INIT("* 8 FETCH (UID 8 ENVELOPE (NIL NIL ((\"x\" NIL \"u\" \"qq.com\\\") (\"y\""
              " NIL \"a\" \"b\")) NIL NIL NIL NIL NIL NIL NIL))\r\n"
              "A9 OK x\r\n"),
     "FETCH 8 uid=8 ENVELOPE{ from=[x|u@qq.com][y|a@b]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"atoms_where_strings_belong",
     STR_INIT("* 9 FETCH (UID 9 BODYSTRUCTURE (\"TEXT\" \"PLAIN\" (CHARSET utf-8) N"
              "IL NIL \"7BIT \" 1 1) ENVELOPE (NIL NIL ((ProtonMail NIL support p"
              "rotonmail.ch)) NIL NIL NIL NIL NIL NIL))\r\n"
              "A9 OK x\r\n"),
     "FETCH 9 uid=9 ENVELOPE{ from=[ProtonMail|support@protonmail.ch]}"
     " BODYSTRUCTURE{[1 TEXT/PLAIN CHARSET:utf-8 encoding=<7BIT> 1/1]}"
     "\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"flags_with_brackets_quotes_and_parentheses",
     STR_INIT("* 10 FETCH (FLAGS (OIB-Seen-[Google Mail]/Alle Nachrichten \\Seen"
              " \"q\" (junk) \\ \\*) UID 10)\r\n"
              "A9 OK x\r\n"),
     "FETCH 10 uid=10 flags=41 (OIB-Seen-[Google Mail]/Alle|Nachrichte"
     "n|\\Seen|q|(junk)|\\|\\*)\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"mailbox_name_unquoted_with_tab_and_spaces",
     STR_INIT("* LIST (HasNoChildren UnMarked) \"\\\\\" a\tname with spaces\r\n"
              "A9 OK x\r\n"),
     "LIST 28 (HasNoChildren|UnMarked) \\ name=<a\tname with spaces>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"mailbox_name_nil",
     STR_INIT("* LIST () NIL NIL\r\n"
              "A9 OK x\r\n"),
     "LIST 0 () - name=<NIL>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"mailbox_name_with_bracket_and_empty_delimiter",
     STR_INIT("* LIST () \"\" a]b\r\n"
              "A9 OK x\r\n"),
     "LIST 0 () - name=<a]b>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"list_with_extended_data",
     STR_INIT("* LIST (\\HasChildren) \"/\" Foo (CHILDINFO (\"SUBSCRIBED\"))\r\n"
              "A9 OK x\r\n"),
     "LIST 10 (\\HasChildren) / name=<Foo> extended=<(CHILDINFO (\"SUBSC"
     "RIBED\"))> childinfo (SUBSCRIBED)\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"internaldate_with_a_leading_space",
     STR_INIT("* 11 FETCH (INTERNALDATE \" 1-Jan-2020 00:00:00 +0100\" UID 11)\r\n"
              "A9 OK x\r\n"),
     "FETCH 11 uid=11 date=1577833200+60\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"internaldate_that_is_none",
     STR_INIT("* 12 FETCH (INTERNALDATE \"00-Jan-0000 00:00:00 +0000\" UID 12)\r\n"
              "A9 OK x\r\n"),
     "FETCH 12 uid=12 date=0+0?\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"envelope_wrapped_and_with_odd_addresses",
     STR_INIT("* 13 FETCH (ENVELOPE ((\"d\" \"s\" () (NIL (\"a\" NIL \"b\" \"c\")) NIL (\""
              "f\" NIL \"g\" \"h\") ((\"<s@d>\" NIL \"Name\" NIL)) NIL NIL)) UID 13)\r\n"
              "A9 OK x\r\n"),
     "FETCH 13 uid=13 ENVELOPE{ date=<d> subject=<s> sender=[a|b@c] to"
     "=[f|g@h] cc=[Name|s@d]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"multipart_without_parts",
     STR_INIT("* 14 FETCH (BODYSTRUCTURE (\"ALTERNATIVE\") UID 14)\r\n"
              "A9 OK x\r\n"),
     "FETCH 14 uid=14 BODYSTRUCTURE{[ multipart/ALTERNATIVE 0/0]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"multipart_without_parts_inside_another",
     STR_INIT("* 15 FETCH (BODYSTRUCTURE ((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 1 "
              "1)(\"ALTERNATIVE\" (\"BOUNDARY\" \"x\") NIL NIL) \"MIXED\") UID 15)\r\n"
              "A9 OK x\r\n"),
     "FETCH 15 uid=15 BODYSTRUCTURE{[ multipart/MIXED 0/0][1 TEXT/PLAI"
     "N encoding=<7BIT> 1/1][2 multipart/ALTERNATIVE BOUNDARY:x 0/0]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"multipart_without_parts_with_nil",
     STR_INIT("* 16 FETCH (BODYSTRUCTURE (\"RELATED\" NIL (\"ATTACHMENT\" NIL) NIL)"
              " UID 16)\r\n"
              "A9 OK x\r\n"),
     "FETCH 16 uid=16 BODYSTRUCTURE{[ multipart/RELATED 0/0 dispositio"
     "n=<ATTACHMENT>]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"body_structure_of_nils",
     STR_INIT("* 17 FETCH (BODYSTRUCTURE (NIL NIL NIL NIL NIL \"7BIT\" 563 NIL NI"
              "L NIL NIL) UID 17)\r\n"
              "A9 OK x\r\n"),
     "FETCH 17 uid=17 BODYSTRUCTURE{[1 NIL/NIL encoding=<7BIT> 563/0]}"
     "\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"body_structure_empty",
     STR_INIT("* 18 FETCH (BODYSTRUCTURE () UID 18)\r\n"
              "A9 OK x\r\n"),
     "FETCH 18 uid=18 BODYSTRUCTURE{[1 NIL/NIL 0/0]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"subtype_missing",
     STR_INIT("* 19 FETCH (BODYSTRUCTURE (\"APPLICATION\" NIL NIL NIL \"base64\" 35"
              "6) UID 19)\r\n"
              "A9 OK x\r\n"),
     "FETCH 19 uid=19 BODYSTRUCTURE{[1 APPLICATION/NIL encoding=<base6"
     "4> 356/0]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"type_missing",
     STR_INIT("* 20 FETCH (BODYSTRUCTURE ( \"X-ZIP\" (\"BOUNDARY\" \"\") NIL NIL \"bas"
              "e64\" 3) UID 20)\r\n"
              "A9 OK x\r\n"),
     "FETCH 20 uid=20 BODYSTRUCTURE{[1 NIL/X-ZIP BOUNDARY: encoding=<b"
     "ase64> 3/0]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"multipart_as_a_basic_part",
     STR_INIT("* 21 FETCH (BODYSTRUCTURE (\"multipart\" \"related\" (\"a\" \"b\") NIL N"
              "IL \"7BIT\" 400) UID 21)\r\n"
              "A9 OK x\r\n"),
     "FETCH 21 uid=21 BODYSTRUCTURE{[1 multipart/related a:b encoding="
     "<7BIT> 400/0]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"message_as_a_basic_part",
     STR_INIT("* 22 FETCH (BODYSTRUCTURE (\"message\" \"rfc822\" (\"name\" \"x\") NIL N"
              "IL \"7BIT\" 400 NIL (\"inline\")) UID 22)\r\n"
              "A9 OK x\r\n"),
     "FETCH 22 uid=22 BODYSTRUCTURE{[1 message/rfc822 name:x encoding="
     "<7BIT> 400/0 disposition=<inline>]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"message_with_its_own_structure",
     STR_INIT("* 23 FETCH (BODYSTRUCTURE (\"message\" \"rfc822\" NIL NIL NIL \"7BIT\""
              " 400 (\"d\" \"s\" NIL NIL NIL NIL NIL NIL NIL \"<i>\") ((\"text\" \"plain"
              "\" NIL NIL NIL \"7bit\" 1 1)(\"text\" \"html\" NIL NIL NIL \"7bit\" 1 1) "
              "\"alternative\") 12 NIL \"inline\" NIL) UID 23)\r\n"
              "A9 OK x\r\n"),
     "FETCH 23 uid=23 BODYSTRUCTURE{[1 message/rfc822 encoding=<7BIT> "
     "400/12 ENVELOPE{ date=<d> subject=<s> message_id=<<i>>} disposit"
     "ion=<inline>][ multipart/alternative 0/0][1.1 text/plain encodin"
     "g=<7bit> 1/1][1.2 text/html encoding=<7bit> 1/1]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"items_nobody_defined_and_a_section_without_value",
     STR_INIT("* 24 FETCH (XAOL.SPAM.REASON NIL EMAILID (M1) PREVIEW NIL BODY[2"
              "] )\r\n"
              "A9 OK x\r\n"),
     "BODY 24 uid=0 item=<BODY[2]> section=<2> nil size=0||END\n"
     "FETCH 24 emailid=<M1> preview=<-> other:XAOL.SPAM.REASON =<NIL>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"sections_as_nil_and_quoted",
     STR_INIT("* 25 FETCH (BODY[1.TEXT]<0> NIL BODY[HEADER.FIELDS (\"REFERENCES\""
              ")] \"quoted\" UID 25)\r\n"
              "A9 OK x\r\n"),
     "BODY 25 uid=25 item=<BODY[1.TEXT]<0>> section=<1.TEXT> origin=0 "
     "nil size=0||END\n"
     "BODY 25 uid=25 item=<BODY[HEADER.FIELDS (\"REFERENCES\")]> section"
     "=<HEADER.FIELDS (\"REFERENCES\")> size=6|quoted|END\n"
     "FETCH 25 uid=25\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"fetch_of_message_zero",
     STR_INIT("* 0 FETCH (UID 1)\r\n"
              "A9 OK x\r\n"),
     "FETCH 0 uid=1\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"mailbox_status_with_negative_and_unknown_items",
     STR_INIT("* STATUS my folder (MESSAGES -1 UNSEEN 4 FOO (a b))\r\n"
              "A9 OK x\r\n"),
     "MAILBOX name=<my folder> messages=0 unseen=4 "
     "other:FOO =<(a b)>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
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
    {"envelope_that_never_ends_costs_only_itself",
     STR_INIT("* 26 FETCH (ENVELOPE (\"unterminated UID 26)\r\n"
              "* 27 FETCH (UID 27)\r\n"
              "A9 OK x\r\n"),
     "FETCH 26 bad:ENVELOPE =<(\"unterminated UID 26)>\n"
     "FETCH 27 uid=27\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
