/* SPDX-License-Identifier: MIT */
/* Strings: quotes, NIL, atoms, 8-bit, flags, names of mailboxes, dates. */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"unescaped_quotes_in_strings",
     STR_INIT("* 6 FETCH (ENVELOPE (\"d\" \"=?UTF-8?Q?\"x\"?=\" NIL NIL NIL NIL NIL NIL NIL "
              "\"<\"392889836.11\"@host>\") UID 6)\r\n"
              "A9 OK x\r\n"),
     "FETCH 6 uid=6 ENVELOPE{ date=<d> subject=<=?UTF-8?Q?\"x\"?=> message_id=<<\"392889836.1"
     "1\"@host>>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"unescaped_quotes_in_a_parameter",
     STR_INIT("* 7 FETCH (UID 7 BODYSTRUCTURE (\"TEXT\" \"HTML\" (\"charset\" \"3D\"Windows-1"
              "252\"\") NIL NIL \"7BIT\" 1 1))\r\n"
              "A9 OK x\r\n"),
     "FETCH 7 uid=7 BODYSTRUCTURE{[1 TEXT/HTML charset:3D\"Windows-1252\" encoding=<7BIT> 1/1"
     "]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"backslash_before_the_closing_quote",
     STR_INIT("* 8 FETCH (UID 8 ENVELOPE (NIL NIL ((\"x\" NIL \"u\" \"qq.com\\\") (\"y\" NIL "
              "\"a\" \"b\")) NIL NIL NIL NIL NIL NIL NIL))\r\n"
              "A9 OK x\r\n"),
     "FETCH 8 uid=8 ENVELOPE{ from=[x|u@qq.com][y|a@b]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"atoms_where_strings_belong",
     STR_INIT("* 9 FETCH (UID 9 BODYSTRUCTURE (\"TEXT\" \"PLAIN\" (CHARSET utf-8) NIL NIL \"7"
              "BIT \" 1 1) ENVELOPE (NIL NIL ((ProtonMail NIL support protonmail.ch)) NIL NIL"
              " NIL NIL NIL NIL))\r\n"
              "A9 OK x\r\n"),
     "FETCH 9 uid=9 ENVELOPE{ from=[ProtonMail|support@protonmail.ch]} BODYSTRUCTURE{[1 TEXT/"
     "PLAIN CHARSET:utf-8 encoding=<7BIT> 1/1]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"flags_with_brackets_quotes_and_parentheses",
     STR_INIT("* 10 FETCH (FLAGS (OIB-Seen-[Google Mail]/Alle Nachrichten \\Seen \"q\" (junk)"
              " \\ \\*) UID 10)\r\n"
              "A9 OK x\r\n"),
     "FETCH 10 uid=10 flags=41 (OIB-Seen-[Google Mail]/Alle|Nachrichten|\\Seen|q|(junk)|\\|\\"
     "*)\n"
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
#if MLA_WITH_IMAP_EXTENSIONS
    {"list_with_extended_data",
     STR_INIT("* LIST (\\HasChildren) \"/\" Foo (CHILDINFO (\"SUBSCRIBED\"))\r\n"
              "A9 OK x\r\n"),
     "LIST 10 (\\HasChildren) / name=<Foo> extended=<(CHILDINFO (\"SUBSCRIBED\"))> childinfo "
     "(SUBSCRIBED)\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
#endif
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
    {"boundary_in_quotes_of_its_own",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE ((\"text\" \"plain\" NIL NIL NIL \"7bit\" 1 1) \"mixe"
              "d\" (\"BOUNDARY\" \"MOUNDARY=\"_006_KOS_\"\")) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[ multipart/mixed BOUNDARY:MOUNDARY=\"_006_KOS_\" 0/0][1 te"
     "xt/plain encoding=<7bit> 1/1]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"backslash_at_the_end_with_nothing_behind",
     STR_INIT("* 1 FETCH (ENVELOPE (NIL NIL NIL NIL NIL ((\"x\" NIL \"a\" \"qq.com\\\")) NIL "
              "NIL NIL NIL) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 ENVELOPE{ to=[x|a@qq.com]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"line_break_in_a_string",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (\"application\" \"pdf\" (\"x\" \"PDF\r\n"
              " NAME=\"A.pdf\"\") NIL NIL \"base64\" 3) UID 2)\r\n"
              "* 2 EXISTS\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[1 application/pdf x:PDF\r\n"
     " NAME=\"A.pdf\" encoding=<base64> 3/0]}\n"
     "EXISTS 2\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"string_that_nobody_closes",
     STR_INIT("* 1 FETCH (UID 2 ENVELOPE (\"d\" \"s NIL NIL)\r\n"
              "* 2 EXISTS\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 bad:ENVELOPE =<(\"d\" \"s NIL NIL)>\n"
     "EXISTS 2\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"backslash_in_front_of_any_octet",
     STR_INIT("* 1 FETCH (ENVELOPE (\"\\d\" \"a\\(b\\)\" NIL NIL NIL NIL NIL NIL NIL NIL) UID"
              " 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 ENVELOPE{ date=<d> subject=<a(b)>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"nil_for_a_value",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE ((\"text\" \"plain\" NIL NIL NIL NIL 5 1) \"mixed\" ("
              "\"boundary\" NIL)) FLAGS (NIL \\Seen) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 flags=1 (NIL|\\Seen) BODYSTRUCTURE{[ multipart/mixed boundary:NIL 0/0][1 "
     "text/plain 5/1]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"raw_8_bit_everywhere",
     STR_INIT("* 1 FETCH (ENVELOPE (\"d\" \"\351\374\" ((\"\303\251\" NIL \377 \"h\")) NIL NI"
              "L NIL NIL NIL NIL NIL) FLAGS (\351) UID 2)\r\n"
              "* LIST () \"/\" \303\251\r\n"
              "* OK \377\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 flags=0 (\351) ENVELOPE{ date=<d> subject=<\351\374> from=[\303\251|\377@"
     "h]}\n"
     "LIST 0 () / name=<\303\251>\n"
     "STATUS OK text=<\377>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"control_characters",
     STR_INIT("* 1 FETCH (ENVELOPE (\"d\" \"a\001\177\tb\" NIL NIL NIL NIL NIL NIL NIL NIL) U"
              "ID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 ENVELOPE{ date=<d> subject=<a\001\177\tb>}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"flags_quoted_empty_and_with_brackets",
     STR_INIT("* FLAGS ()\r\n"
              "* FLAGS (\"q\" a]b [c \\*)\r\n"
              "* 1 FETCH (FLAGS (\\) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FLAGS ()\n"
     "FLAGS (q|a]b|[c|\\*)\n"
     "FETCH 1 uid=2 flags=0 (\\)\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"flags_nested_in_parentheses",
     STR_INIT("* 1 FETCH (FLAGS (\\Seen (junk) $x) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 flags=1 (\\Seen|(junk)|$x)\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"mailbox_names_as_sent_by_exchange",
     STR_INIT("* LIST (\\HasNoChildren) \"/\" Deleted Items \r\n"
              "* LIST () \"/\" \"a\"\r\n"
              "* LSUB () \"/\" Sent Items\r\n"
              "A9 OK x\r\n"),
     "LIST 20 (\\HasNoChildren) / name=<Deleted Items>\n"
     "LIST 0 () / name=<a>\n"
     "LIST 0 () / name=<Sent Items>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"mailbox_name_with_quotes_inside",
     STR_INIT("* LIST () \"/\" \"Unquoted \"inner\" name\"\r\n"
              "A9 OK x\r\n"),
     "LIST 0 () / name=<Unquoted \"inner\" name>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"mailbox_names_as_literal_and_in_raw_utf_8",
     STR_INIT("* LIST () \"/\" {6}\r\n"
              "a \"b\" \r\n"
              "* LIST () \"/\" \"\303\251\"\r\n"
              "* STATUS {3}\r\n"
              "a b (MESSAGES 1)\r\n"
              "A9 OK x\r\n"),
     "LIST 0 () / name=<a \"b\" >\n"
     "LIST 0 () / name=<\303\251>\n"
     "MAILBOX name=<a b> messages=1\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"delimiters",
     STR_INIT("* LIST () NIL INBOX\r\n"
              "* LIST () \"\" INBOX\r\n"
              "* LIST () \"\\\\\" INBOX\r\n"
              "* LIST () / INBOX\r\n"
              "A9 OK x\r\n"),
     "LIST 0 () - name=<INBOX>\n"
     "LIST 0 () - name=<INBOX>\n"
     "LIST 0 () \\ name=<INBOX>\n"
     "LIST 0 () / name=<INBOX>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"attributes_without_a_backslash",
     STR_INIT("* LIST (HasNoChildren UnMarked) \"/\" x\r\n"
              "A9 OK x\r\n"),
     "LIST 28 (HasNoChildren|UnMarked) / name=<x>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"mailbox_status_with_spaces_in_the_name",
     STR_INIT("* STATUS Deleted Items (MESSAGES 3)\r\n"
              "A9 OK x\r\n"),
     "MAILBOX name=<Deleted Items> messages=3\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"internaldate_nil",
     STR_INIT("* 1 FETCH (INTERNALDATE NIL UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 date=0+0?\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"capabilities_in_quotes",
     STR_INIT("* CAPABILITY \"IMAP4rev1\" \"IDLE\"\r\n"
              "A1 OK [CAPABILITY \"IMAP4rev1\" \"LITERAL+\"] logged in\r\n"
              "* ENABLED \"\r\n"
              "A9 OK x\r\n"),
     "CAPABILITY (IMAP4rev1|IDLE)\n"
     "DONE tag=<A1> OK code=9 name=<CAPABILITY> arguments=<\"IMAP4rev1\" \"LITERAL+\"> (IM"
     "AP4rev1|LITERAL+) text=<logged in>\n"
     "ENABLED (\")\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"internaldate_as_in_a_header",
     STR_INIT("* 1 FETCH (INTERNALDATE \"Tue, 31 Dec 2024 23:00:02 +0100\" UID 2)\r\n"
              "* 2 FETCH (UID 3 INTERNALDATE \"01-Dec-2024 3:00:02 GMT\" FLAGS ())\r\n"
              "* 3 FETCH (UID 4 INTERNALDATE \"31-Feb-2024 10:00:00 +0000\")\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 date=1735682402+60\n"
     "FETCH 2 uid=3 flags=0 () date=1733022002+0\n"
     "FETCH 3 uid=4 date=0+0?\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"delimiter_that_is_a_backslash_not_escaped",
     STR_INIT("* LIST () \"\\\" Foo\r\n"
              "* LIST () \"\\\" \"Foo\"\r\n"
              "A9 OK x\r\n"),
     "LIST 0 () \\ name=<Foo>\n"
     "LIST 0 () \\ name=<Foo>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"system_flags_in_quotes",
     STR_INIT("* FLAGS (\"\\\\Deleted\" \\Answered $Forwarded )\r\n"
              "* 1 FETCH (FLAGS (\"\\\\Seen\" x ) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FLAGS (\\Deleted|\\Answered|$Forwarded)\n"
     "FETCH 1 uid=2 flags=1 (\\Seen|x)\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"mailbox_names_with_parentheses",
     STR_INIT("* STATUS INBOX ()\r\n"
              "* STATUS (a) (MESSAGES 1)\r\n"
              "* STATUS a(b) (MESSAGES 2)\r\n"
              "* LIST () \"/\" a(b)\r\n"
              "* LIST () \"/\" (a)\r\n"
              "A9 OK x\r\n"),
     "MAILBOX name=<INBOX>\n"
     "MAILBOX name=<(a)> messages=1\n"
     "MAILBOX name=<a(b)> messages=2\n"
     "LIST 0 () / name=<a(b)>\n"
     "LIST 0 () / name=<(a)>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
