/* SPDX-License-Identifier: MIT */
/* BODYSTRUCTURE. */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"multipart_without_parts",
     STR_INIT("* 14 FETCH (BODYSTRUCTURE (\"ALTERNATIVE\") UID 14)\r\n"
              "A9 OK x\r\n"),
     "FETCH 14 uid=14 BODYSTRUCTURE{[ multipart/ALTERNATIVE 0/0]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"multipart_without_parts_inside_another",
     STR_INIT("* 15 FETCH (BODYSTRUCTURE ((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 1 1)(\"ALT"
              "ERNATIVE\" (\"BOUNDARY\" \"x\") NIL NIL) \"MIXED\") UID 15)\r\n"
              "A9 OK x\r\n"),
     "FETCH 15 uid=15 BODYSTRUCTURE{[ multipart/MIXED 0/0][1 TEXT/PLAIN encoding=<7BIT> 1/1]["
     "2 multipart/ALTERNATIVE BOUNDARY:x 0/0]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"multipart_without_parts_with_nil",
     STR_INIT("* 16 FETCH (BODYSTRUCTURE (\"RELATED\" NIL (\"ATTACHMENT\" NIL) NIL) UID 16)\r\n"
              "A9 OK x\r\n"),
     "FETCH 16 uid=16 BODYSTRUCTURE{[ multipart/RELATED 0/0 disposition=<ATTACHMENT>]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"body_structure_of_nils",
     STR_INIT("* 17 FETCH (BODYSTRUCTURE (NIL NIL NIL NIL NIL \"7BIT\" 563 NIL NIL NIL NIL) U"
              "ID 17)\r\n"
              "A9 OK x\r\n"),
     "FETCH 17 uid=17 BODYSTRUCTURE{[1 NIL/NIL encoding=<7BIT> 563/0]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"body_structure_empty",
     STR_INIT("* 18 FETCH (BODYSTRUCTURE () UID 18)\r\n"
              "A9 OK x\r\n"),
     "FETCH 18 uid=18 BODYSTRUCTURE{[1 NIL/NIL 0/0]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"subtype_missing",
     STR_INIT("* 19 FETCH (BODYSTRUCTURE (\"APPLICATION\" NIL NIL NIL \"base64\" 356) UID 19)\r\n"
              "A9 OK x\r\n"),
     "FETCH 19 uid=19 BODYSTRUCTURE{[1 APPLICATION/NIL encoding=<base64> 356/0]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"type_missing",
     STR_INIT("* 20 FETCH (BODYSTRUCTURE ( \"X-ZIP\" (\"BOUNDARY\" \"\") NIL NIL \"base64\" 3"
              ") UID 20)\r\n"
              "A9 OK x\r\n"),
     "FETCH 20 uid=20 BODYSTRUCTURE{[1 NIL/X-ZIP BOUNDARY: encoding=<base64> 3/0]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"multipart_as_a_basic_part",
     STR_INIT("* 21 FETCH (BODYSTRUCTURE (\"multipart\" \"related\" (\"a\" \"b\") NIL NIL \"7"
              "BIT\" 400) UID 21)\r\n"
              "A9 OK x\r\n"),
     "FETCH 21 uid=21 BODYSTRUCTURE{[1 multipart/related a:b encoding=<7BIT> 400/0]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"message_as_a_basic_part",
     STR_INIT("* 22 FETCH (BODYSTRUCTURE (\"message\" \"rfc822\" (\"name\" \"x\") NIL NIL \"7"
              "BIT\" 400 NIL (\"inline\")) UID 22)\r\n"
              "A9 OK x\r\n"),
     "FETCH 22 uid=22 BODYSTRUCTURE{[1 message/rfc822 name:x encoding=<7BIT> 400/0 dispositio"
     "n=<inline>]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"message_with_its_own_structure",
     STR_INIT("* 23 FETCH (BODYSTRUCTURE (\"message\" \"rfc822\" NIL NIL NIL \"7BIT\" 400 (\""
              "d\" \"s\" NIL NIL NIL NIL NIL NIL NIL \"<i>\") ((\"text\" \"plain\" NIL NIL NI"
              "L \"7bit\" 1 1)(\"text\" \"html\" NIL NIL NIL \"7bit\" 1 1) \"alternative\") 1"
              "2 NIL \"inline\" NIL) UID 23)\r\n"
              "A9 OK x\r\n"),
     "FETCH 23 uid=23 BODYSTRUCTURE{[1 message/rfc822 encoding=<7BIT> 400/12 ENVELOPE{ date=<"
     "d> subject=<s> message_id=<<i>>} disposition=<inline>][ multipart/alternative 0/0][1.1 "
     "text/plain encoding=<7bit> 1/1][1.2 text/html encoding=<7bit> 1/1]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"multipart_without_parts_and_with_a_boundary",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (\"ALTERNATIVE\" (\"BOUNDARY\" \"x\") NIL NIL) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[ multipart/ALTERNATIVE BOUNDARY:x 0/0]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"multipart_without_type_or_parts",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (NIL \"alternative\" (\"boundary\" \"x\") NIL NIL) UI"
              "D 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[ multipart/alternative boundary:x 0/0]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"line_count_missing",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (\"text\" \"plain\" NIL NIL NIL \"7bit\" 10 NIL NIL N"
              "IL) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[1 text/plain encoding=<7bit> 10/0]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"numbers_added",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (\"image\" \"jpeg\" NIL \"<id>\" \"desc\" \"base64\" "
              "100 5 6 NIL (\"attachment\" NIL) NIL) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[1 image/jpeg id=<<id>> description=<desc> encoding=<base64"
     "> 100/5 disposition=<attachment>]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"encoding_with_a_space_behind",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (\"text\" \"plain\" NIL NIL NIL \"7BIT \" 10 2) UID 2"
              ")\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[1 text/plain encoding=<7BIT> 10/2]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"encoding_nil",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (\"text\" \"plain\" NIL NIL NIL NIL 10 2) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[1 text/plain 10/2]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"disposition_as_a_string",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (\"text\" \"plain\" NIL NIL NIL \"7bit\" 10 2 NIL \"i"
              "nline\" NIL NIL) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[1 text/plain encoding=<7bit> 10/2 disposition=<inline>]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"disposition_without_parameters",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (\"text\" \"plain\" NIL NIL NIL \"7bit\" 10 2 NIL (\""
              "inline\") NIL NIL) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[1 text/plain encoding=<7bit> 10/2 disposition=<inline>]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"disposition_of_nils",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (\"text\" \"plain\" NIL NIL NIL \"7bit\" 10 2 NIL (NI"
              "L NIL) NIL NIL) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[1 text/plain encoding=<7bit> 10/2]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"disposition_empty",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (\"text\" \"plain\" NIL NIL NIL \"7bit\" 10 2 NIL () "
              "() \"loc\") UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[1 text/plain encoding=<7bit> 10/2 location=<loc>]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"disposition_and_language_swapped",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (\"text\" \"plain\" NIL NIL NIL \"7bit\" 10 2 NIL \"e"
              "n\" (\"attachment\" (\"filename\" \"x\")) NIL) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[1 text/plain encoding=<7bit> 10/2 disposition=<attachment>"
     " filename:x (en)]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"description_in_place_of_the_disposition",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (\"text\" \"plain\" NIL NIL NIL \"7bit\" 10 2 NIL \"S"
              "/MIME Encrypted Message\" NIL NIL) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[1 text/plain description=<S/MIME Encrypted Message> encodi"
     "ng=<7bit> 10/2]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"description_in_place_of_the_language",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE ((\"text\" \"plain\" NIL NIL NIL \"7bit\" 10 2) \"mix"
              "ed\" (\"boundary\" \"x\") NIL \"Multipart message\") UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[ multipart/mixed boundary:x description=<Multipart message"
     "> 0/0][1 text/plain encoding=<7bit> 10/2]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"empty_lists_for_nil",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (\"text\" \"plain\" () () () \"7bit\" 10 2 () () ()) "
              "UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[1 text/plain encoding=<7bit> 10/2]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"message_whose_structure_is_not_told",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 2000 NIL"
              " NIL 50) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[1 message/rfc822 encoding=<7bit> 2000/50]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"message_whose_structure_is_empty",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 2000 () "
              "() 50) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[1 message/rfc822 encoding=<7bit> 2000/50 ENVELOPE{}][1.1 N"
     "IL/NIL 0/0]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"message_of_another_subtype",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (\"message\" \"global\" NIL NIL NIL \"8bit\" 20 (\"d"
              "\" \"s\" NIL NIL NIL NIL NIL NIL NIL NIL) (\"text\" \"plain\" NIL NIL NIL \"7b"
              "it\" 10 2) 50) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[1 message/global encoding=<8bit> 20/50 ENVELOPE{ date=<d> "
     "subject=<s>}][1.1 text/plain encoding=<7bit> 10/2]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"spaces_between_parts",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE ((\"text\" \"plain\" NIL NIL NIL \"7bit\" 10 2) (\"te"
              "xt\" \"plain\" NIL NIL NIL \"7bit\" 10 2)  \"mixed\") UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[ multipart/mixed 0/0][1 text/plain encoding=<7bit> 10/2][2"
     " text/plain encoding=<7bit> 10/2]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"subtype_of_a_multipart_missing",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE ((\"text\" \"plain\" NIL NIL NIL \"7bit\" 10 2)) UID "
              "2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[ multipart/NIL 0/0][1 text/plain encoding=<7bit> 10/2]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"part_of_nothing",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (() \"mixed\") UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[ multipart/mixed 0/0][1 NIL/NIL 0/0]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"parameter_without_a_value",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (\"text\" \"plain\" (\"charset\" \"x\" \"name\") NIL "
              "NIL \"7bit\" 10 2) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[1 text/plain charset:x name:NIL encoding=<7bit> 10/2]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"what_no_rule_covers_is_raw",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (\"text\" \"plain\" (\"charset\" (\"x\" \"y\")) NIL N"
              "IL \"7bit\" 10 2) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 bad:BODYSTRUCTURE =<(\"text\" \"plain\" (\"charset\" (\"x\" \"y\")) NIL N"
     "IL \"7bit\" 10 2)>\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"nil",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE NIL UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"every_extension_field",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE ((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL N"
              "IL \"7BIT\" 1152 23 \"md5\" (\"dsp\" (\"p\" \"v\" \"q\" \"w\")) (\"l1\" \"l2\""
              ") \"loc\" \"ext0\" 1 (2) (((4))) (\"n\" 5)) \"MIXED\" (\"a\" \"b\") (\"dsp\" ("
              "\"p\" \"v\")) (\"l\" \"m\") \"where\" \"more\" ((1) (2))) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[ multipart/MIXED a:b 0/0 disposition=<dsp> p:v (l|m) locat"
     "ion=<where> extension=<\"more\" ((1) (2))>][1 TEXT/PLAIN CHARSET:US-ASCII encoding=<7B"
     "IT> 1152/23 md5=<md5> disposition=<dsp> p:v q:w (l1|l2) location=<loc> extension=<\"ex"
     "t0\" 1 (2) (((4))) (\"n\" 5)>]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"spaces_at_the_end_are_no_extension",
     STR_INIT(
         "* 1 FETCH (BODYSTRUCTURE ((\"text\" \"plain\" NIL NIL NIL \"7bit\" 1 1 NIL NIL NIL NIL )"
         " \"mixed\" NIL NIL NIL NIL  ) UID 2)\r\n"
         "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[ multipart/mixed 0/0][1 text/plain encoding=<7bit> 1/1]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"body_and_bodystructure_in_one",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE (\"text\" \"plain\" NIL NIL NIL \"7bit\" 2 2 \"md5\")"
              " BODY (\"text\" \"plain\" NIL NIL NIL \"7bit\" 1 1) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[1 text/plain encoding=<7bit> 2/2 md5=<md5>]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"multipart_as_a_basic_part_with_its_parameters_twice",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE ((\"multipart\" \"related\" (\"boundary\" \"b1\") "
              "NIL NIL \"7BIT\" 400 (\"boundary\" \"b1\") NIL NIL NIL)(\"TEXT\" \"html\" N"
              "IL NIL NIL \"7BIT\" 1115 70) \"mixed\") UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[ multipart/mixed 0/0][1 multipart/related boundary:b1 e"
     "ncoding=<7BIT> 400/0 extension=<(\"boundary\" \"b1\") NIL NIL NIL>][2 TEXT/html enco"
     "ding=<7BIT> 1115/70]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"parameters_of_a_disposition_not_in_a_list",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE ((\"text\" \"plain\" NIL NIL NIL \"7bit\" 10 2 NIL"
              " (\"attachment\" \"filename\" \"x\") NIL) \"mixed\" NIL (\"inline\" \"x\" "
              "\"y\")) UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[ multipart/mixed 0/0 disposition=<inline> extension=<("
     "\"inline\" \"x\" \"y\")>][1 text/plain encoding=<7bit> 10/2 disposition=<attachment>"
     " extension=<NIL (\"attachment\" \"filename\" \"x\") NIL>]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"quotes_that_nobody_escaped",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE ((\"text\" \"plain\" NIL NIL \"\"\"\" \"base64\" 1"
              "0 2)(\"TEXT\" \"HTML\"\" NIL NIL NIL {5}\r\n"
              "8bit\" 74 2) \"MIXED\") UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[ multipart/MIXED 0/0][1 text/plain description=<\"\"> e"
     "ncoding=<base64> 10/2][2 TEXT/HTML\" encoding=<8bit\"> 74/2]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
    {"message_that_is_a_multipart_without_parts",
     STR_INIT("* 1 FETCH (BODYSTRUCTURE ((\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 903 "
              "(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL) (NIL \"alternative\" (\"boundary"
              "\" \"A\") NIL NIL NIL) 17 NIL NIL)(\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BI"
              "T\" 2 (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL) (\"ALTERNATIVE\") 51) \"rep"
              "ort\") UID 2)\r\n"
              "A9 OK x\r\n"),
     "FETCH 1 uid=2 BODYSTRUCTURE{[ multipart/report 0/0][1 message/rfc822 encoding=<7bit>"
     " 903/17 ENVELOPE{}][1.1 multipart/alternative boundary:A 0/0][2 MESSAGE/RFC822 encod"
     "ing=<7BIT> 2/51 ENVELOPE{}][2.1 multipart/ALTERNATIVE 0/0]}\n"
     "DONE tag=<A9> OK text=<x>\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
