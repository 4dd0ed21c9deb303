/* SPDX-License-Identifier: MIT */
/* Response codes (RFC 9051 section 7.1, RFC 5530). */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"known_ones_in_any_case",
     STR_INIT("A1 OK [alert] x\r\n"
              "A2 NO [Over-Quota] x\r\n"
              "A3 NO [OVERQUOTA] x\r\n"),
     "DONE tag=<A1> OK code=2 name=<alert> arguments=<> text=<x>\n"
     "DONE tag=<A2> NO code=1 name=<Over-Quota> arguments=<> text=<x>\n"
     "DONE tag=<A3> NO code=26 name=<OVERQUOTA> arguments=<> text=<x>\n"
     "END\n"},
    {"numbers",
     STR_INIT("* OK [UIDNEXT 4392] x\r\n"
              "* OK [UIDVALIDITY 3857529045] x\r\n"
              "* OK [UNSEEN 12]\r\n"
              "* OK [HIGHESTMODSEQ 715194045007]\r\n"),
     "GREETING OK code=34 name=<UIDNEXT> arguments=<4392> value=4392 text=<x>\n"
     "STATUS OK code=36 name=<UIDVALIDITY> arguments=<3857529045> value=3857529045 text=<x>\n"
     "STATUS OK code=39 name=<UNSEEN> arguments=<12> value=12 text=<>\n"
     "STATUS OK code=18 name=<HIGHESTMODSEQ> arguments=<715194045007> value=715194045007 text"
     "=<>\n"
     "END\n"},
    {"lists",
     STR_INIT("* OK [PERMANENTFLAGS (\\Deleted \\Seen \\*)] x\r\n"
              "* NO [BADCHARSET (UTF-8 US-ASCII)] x\r\n"
              "* NO [BADCHARSET] x\r\n"
              "* OK [MAILBOXID (F2212ea87)] x\r\n"),
     "GREETING OK code=28 name=<PERMANENTFLAGS> arguments=<(\\Deleted \\Seen \\*)> (\\Deleted"
     "|\\Seen|\\*) text=<x>\n"
     "STATUS NO code=7 name=<BADCHARSET> arguments=<(UTF-8 US-ASCII)> (UTF-8|US-ASCII) text=<"
     "x>\n"
     "STATUS NO code=7 name=<BADCHARSET> arguments=<> text=<x>\n"
     "STATUS OK code=40 name=<MAILBOXID> arguments=<(F2212ea87)> (F2212ea87) text=<x>\n"
     "END\n"},
    {"capability", STR_INIT("* OK [CAPABILITY IMAP4rev1 LITERAL+ AUTH=PLAIN] x\r\n"),
     "GREETING OK code=9 name=<CAPABILITY> arguments=<IMAP4rev1 LITERAL+ AUTH=PLAIN> (IMAP4re"
     "v1|LITERAL+|AUTH=PLAIN) text=<x>\n"
     "END\n"},
    {"uids",
     STR_INIT("A1 OK [APPENDUID 38505 3955] x\r\n"
              "A2 OK [COPYUID 38505 304,319:320 3956:3958] x\r\n"
              "A3 OK [APPENDUID 1 2:4] x\r\n"),
     "DONE tag=<A1> OK code=4 name=<APPENDUID> arguments=<38505 3955> value=38505 destination"
     "=<3955> text=<x>\n"
     "DONE tag=<A2> OK code=13 name=<COPYUID> arguments=<38505 304,319:320 3956:3958> value=3"
     "8505 source=<304,319:320> destination=<3956:3958> text=<x>\n"
     "DONE tag=<A3> OK code=4 name=<APPENDUID> arguments=<1 2:4> value=1 destination=<2:4> te"
     "xt=<x>\n"
     "END\n"},
    {"modified",
     STR_INIT("A1 OK [MODIFIED 7,9] x\r\n"
              "A2 NO [MODIFIED 2:3] x\r\n"),
     "DONE tag=<A1> OK code=21 name=<MODIFIED> arguments=<7,9> source=<7,9> text=<x>\n"
     "DONE tag=<A2> NO code=21 name=<MODIFIED> arguments=<2:3> source=<2:3> text=<x>\n"
     "END\n"},
    {"others",
     STR_INIT("A1 NO [NOTSAVED] x\r\n"
              "* OK [CLOSED] x\r\n"
              "A2 NO [THROTTLED] x\r\n"),
     "DONE tag=<A1> NO code=25 name=<NOTSAVED> arguments=<> text=<x>\n"
     "STATUS OK code=11 name=<CLOSED> arguments=<> text=<x>\n"
     "DONE tag=<A2> NO code=41 name=<THROTTLED> arguments=<> text=<x>\n"
     "END\n"},
    {"unknown_with_brackets_inside_quotes", STR_INIT("A1 NO [X-FOO \"a]b\" (c]d)] x\r\n"),
     "DONE tag=<A1> NO code=1 name=<X-FOO> arguments=<\"a]b\" (c]d)> text=<x>\n"
     "END\n"},
    {"escaped_quotes_in_front_of_brackets",
     STR_INIT("A1 NO [BADCHARSET (\"a\\\"])\\\\\" x)] y]\r\n"
              "A2 NO [X-FOO \"a\\] x\r\n"),
     "DONE tag=<A1> NO code=7 name=<BADCHARSET> arguments=<(\"a\\\"])\\\\\" x)> (a\"])\\|x) "
     "text=<y]>\n"
     "DONE tag=<A2> NO code=1 name=<X-FOO> arguments=<\"a\\> text=<x>\n"
     "END\n"},
    {"bracket_that_never_closes_is_text", STR_INIT("A1 NO [ALERT x\r\n"),
     "DONE tag=<A1> NO text=<[ALERT x>\n"
     "END\n"},
    {"bad_arguments_are_absent",
     STR_INIT("* OK [UIDNEXT x] y\r\n"
              "A1 OK [APPENDUID x] y\r\n"
              "* OK [PERMANENTFLAGS] y\r\n"),
     "GREETING OK code=34 name=<UIDNEXT> arguments=<x> text=<y>\n"
     "DONE tag=<A1> OK code=4 name=<APPENDUID> arguments=<x> text=<y>\n"
     "STATUS OK code=28 name=<PERMANENTFLAGS> arguments=<> text=<y>\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
