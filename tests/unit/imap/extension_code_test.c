/* SPDX-License-Identifier: MIT */
/* Response codes of extensions. */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"inprogress",
     STR_INIT("* OK [INPROGRESS (\"A001\" 175 1000)] x\r\n"
              "* OK [INPROGRESS (\"A1\" NIL NIL)] x\r\n"
              "* OK [INPROGRESS (NIL 5 NIL)] x\r\n"
              "* OK [INPROGRESS] x\r\n"
              "* OK [INPROGRESS (\"A1\" 5)] x\r\n"),
     "GREETING OK code=43 name=<INPROGRESS> arguments=<(\"A001\" 175 1000)> value=175 argumen"
     "t=<A001> goal=1000 text=<x>\n"
     "STATUS OK code=43 name=<INPROGRESS> arguments=<(\"A1\" NIL NIL)> argument=<A1> text=<x>\n"
     "STATUS OK code=43 name=<INPROGRESS> arguments=<(NIL 5 NIL)> value=5 text=<x>\n"
     "STATUS OK code=43 name=<INPROGRESS> arguments=<> text=<x>\n"
     "STATUS OK code=43 name=<INPROGRESS> arguments=<(\"A1\" 5)> value=5 argument=<A1> text=<"
     "x>\n"
     "END\n"},
    {"messagelimit",
     STR_INIT("A1 OK [MESSAGELIMIT 1000 23221] x\r\n"
              "A2 NO [MESSAGELIMIT 1000] x\r\n"),
     "DONE tag=<A1> OK code=44 name=<MESSAGELIMIT> arguments=<1000 23221> value=1000 goal=232"
     "21 text=<x>\n"
     "DONE tag=<A2> NO code=44 name=<MESSAGELIMIT> arguments=<1000> value=1000 text=<x>\n"
     "END\n"},
    {"metadata",
     STR_INIT("A1 OK [METADATA LONGENTRIES 2199] x\r\n"
              "A2 NO [METADATA MAXSIZE 1024] x\r\n"
              "A3 NO [METADATA TOOMANY] x\r\n"
              "A4 NO [METADATA NOPRIVATE] x\r\n"),
     "DONE tag=<A1> OK code=47 name=<METADATA> arguments=<LONGENTRIES 2199> value=2199 argume"
     "nt=<LONGENTRIES> text=<x>\n"
     "DONE tag=<A2> NO code=47 name=<METADATA> arguments=<MAXSIZE 1024> value=1024 argument=<"
     "MAXSIZE> text=<x>\n"
     "DONE tag=<A3> NO code=47 name=<METADATA> arguments=<TOOMANY> argument=<TOOMANY> text=<x"
     ">\n"
     "DONE tag=<A4> NO code=47 name=<METADATA> arguments=<NOPRIVATE> argument=<NOPRIVATE> tex"
     "t=<x>\n"
     "END\n"},
    {"annotate",
     STR_INIT("A1 NO [ANNOTATE TOOBIG] x\r\n"
              "* OK [ANNOTATIONS 20480] x\r\n"
              "* OK [ANNOTATIONS 20480 NOPRIVATE] x\r\n"
              "* OK [ANNOTATIONS NONE] x\r\n"),
     "DONE tag=<A1> NO code=57 name=<ANNOTATE> arguments=<TOOBIG> argument=<TOOBIG> text=<x>\n"
     "STATUS OK code=58 name=<ANNOTATIONS> arguments=<20480> value=20480 text=<x>\n"
     "STATUS OK code=58 name=<ANNOTATIONS> arguments=<20480 NOPRIVATE> value=20480 (NOPRIVATE)"
     " text=<x>\n"
     "STATUS OK code=58 name=<ANNOTATIONS> arguments=<NONE> (NONE) text=<x>\n"
     "END\n"},
    {"referral_to_several", STR_INIT("A1 NO [REFERRAL imap://a/x imap://b/y imap://c/z] x\r\n"),
     "DONE tag=<A1> NO code=56 name=<REFERRAL> arguments=<imap://a/x imap://b/y imap://c/z> a"
     "rgument=<imap://a/x> (imap://b/y|imap://c/z) text=<x>\n"
     "END\n"},
    {"urls",
     STR_INIT("A1 NO [BADURL \"/INBOX;uid=1\"] x\r\n"
              "A2 NO [REFERRAL imap://h/x] x\r\n"
              "* OK [URLMECH INTERNAL XSAMPLE=P34OKhO7VEkCbsiYY8rGEg==] x\r\n"
              "* NO [WEBALERT https://g.example/x] Web login required\r\n"),
     "DONE tag=<A1> NO code=53 name=<BADURL> arguments=<\"/INBOX;uid=1\"> argument=</INBOX;ui"
     "d=1> text=<x>\n"
     "DONE tag=<A2> NO code=56 name=<REFERRAL> arguments=<imap://h/x> argument=<imap://h/x> t"
     "ext=<x>\n"
     "STATUS OK code=55 name=<URLMECH> arguments=<INTERNAL XSAMPLE=P34OKhO7VEkCbsiYY8rGEg==> "
     "(INTERNAL|XSAMPLE=P34OKhO7VEkCbsiYY8rGEg==) text=<x>\n"
     "STATUS NO code=63 name=<WEBALERT> arguments=<https://g.example/x> argument=<https://g.e"
     "xample/x> text=<Web login required>\n"
     "END\n"},
    {"search",
     STR_INIT("A1 NO [UNDEFINED-FILTER on-the-road] x\r\n"
              "A2 OK [NOUPDATE \"B02\"] x\r\n"
              "A3 BAD [UIDREQUIRED] x\r\n"),
     "DONE tag=<A1> NO code=50 name=<UNDEFINED-FILTER> arguments=<on-the-road> argument=<on-t"
     "he-road> text=<x>\n"
     "DONE tag=<A2> OK code=51 name=<NOUPDATE> arguments=<\"B02\"> argument=<B02> text=<x>\n"
     "DONE tag=<A3> BAD code=42 name=<UIDREQUIRED> arguments=<> text=<x>\n"
     "END\n"},
    {"convert",
     STR_INIT("A1 NO [MAXCONVERTMESSAGES 1] x\r\n"
              "A2 NO [MAXCONVERTPARTS 2] x\r\n"
              "A3 NO [TEMPFAIL] x\r\n"),
     "DONE tag=<A1> NO code=60 name=<MAXCONVERTMESSAGES> arguments=<1> value=1 text=<x>\n"
     "DONE tag=<A2> NO code=61 name=<MAXCONVERTPARTS> arguments=<2> value=2 text=<x>\n"
     "DONE tag=<A3> NO code=59 name=<TEMPFAIL> arguments=<> text=<x>\n"
     "END\n"},
    {"others",
     STR_INIT("A1 NO [COMPRESSIONACTIVE] x\r\n"
              "A2 NO [USEATTR] x\r\n"
              "* NO [NOTIFICATIONOVERFLOW] x\r\n"
              "A5 NO [TOOBIG] x\r\n"
              "A6 NO [BADCOMPARATOR] x\r\n"
              "A7 NO [NEWNAME a b] x\r\n"),
     "DONE tag=<A1> NO code=45 name=<COMPRESSIONACTIVE> arguments=<> text=<x>\n"
     "DONE tag=<A2> NO code=46 name=<USEATTR> arguments=<> text=<x>\n"
     "STATUS NO code=48 name=<NOTIFICATIONOVERFLOW> arguments=<> text=<x>\n"
     "DONE tag=<A5> NO code=54 name=<TOOBIG> arguments=<> text=<x>\n"
     "DONE tag=<A6> NO code=52 name=<BADCOMPARATOR> arguments=<> text=<x>\n"
     "DONE tag=<A7> NO code=62 name=<NEWNAME> arguments=<a b> text=<x>\n"
     "END\n"},
    {"badevent", STR_INIT("* NO [BADEVENT (FlagChange MessageNew)] x\r\n"),
     "GREETING NO code=49 name=<BADEVENT> arguments=<(FlagChange MessageNew)> (FlagChange|Mess"
     "ageNew) text=<x>\n"
     "END\n"},
    {"bad_arguments_are_absent",
     STR_INIT("* OK [INPROGRESS (] y\r\n"
              "* OK [INPROGRESS x] y\r\n"
              "A1 OK [MESSAGELIMIT x 5] y\r\n"
              "A2 NO [METADATA] y\r\n"),
     "GREETING OK code=43 name=<INPROGRESS> arguments=<(> text=<y>\n"
     "STATUS OK code=43 name=<INPROGRESS> arguments=<x> text=<y>\n"
     "DONE tag=<A1> OK code=44 name=<MESSAGELIMIT> arguments=<x 5> text=<y>\n"
     "DONE tag=<A2> NO code=47 name=<METADATA> arguments=<> text=<y>\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
