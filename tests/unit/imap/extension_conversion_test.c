/* SPDX-License-Identifier: MIT */
/* CONVERSION and CONVERTED (RFC 5259). */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"conversion",
     STR_INIT("* CONVERSION \"image/gif\" \"image/jpeg\" (\"pix-y\" \"pix-x\" \"image-interle"
              "ave\")\r\n"),
     "CONVERSION (image/gif|image/jpeg|pix-y|pix-x|image-interleave)\n"
     "END\n"},
    {"conversion_without_parameters", STR_INIT("* CONVERSION \"text/html\" \"text/plain\"\r\n"),
     "CONVERSION (text/html|text/plain)\n"
     "END\n"},
    {"converted", STR_INIT("* 2 CONVERTED (TAG \"b001\") (UID 100 BINARY.SIZE[4] 3135)\r\n"),
     "CONVERTED 2 uid=100 binary_size=<4>3135 text=<b001>\n"
     "END\n"},
    {"converted_section_streams",
     STR_INIT("* 2 CONVERTED (TAG \"e001\") (UID 100 BINARY[2] ~{5}\r\n"
              "hello)\r\n"),
     "BODY 2 uid=100 item=<BINARY[2]> section=<2> size=5|hello|END\n"
     "CONVERTED 2 uid=100 text=<e001>\n"
     "END\n"},
    {"conversion_that_failed",
     STR_INIT(
         "* 2 CONVERTED (TAG \"b1\") (BINARY[3] (ERROR \"x\" TEMPFAIL) BINARY.SIZE[4] (error "
         "\"y\" BADPARAMETERS \"text/html\" \"text/plain\" (\"charset\" \"x\")) BINARY.SIZE[5] (x"
         ") UID 7)\r\n"),
     "CONVERTED 2 uid=7 other:BINARY[3] =<(ERROR \"x\" TEMPFAIL)> other:BINARY.SIZE[4] =<(err"
     "or \"y\" BADPARAMETERS \"text/html\" \"text/plain\" (\"charset\" \"x\"))> bad:BINARY.SIZE"
     "[5] =<(x)> text=<b1>\n"
     "END\n"},
    /* RFC 5259 section 8.2: the parameters are "()". */
    {"structure_of_a_converted_part",
     STR_INIT("* 2 CONVERTED (TAG \"e002\") (BODYPARTSTRUCTURE[2] (\"IMAGE\" \"JPEG\" () NIL NIL "
              "\"8bit\" 4182 NIL NIL NIL) BINARY[2] ~{2}\r\n"
              "hi)\r\n"),
     "BODY 2 uid=0 item=<BINARY[2]> section=<2> size=2|hi|END\n"
     "CONVERTED 2 part=<2> BODYSTRUCTURE{[1 IMAGE/JPEG encoding=<8bit> 4182/0]} text=<e002>\n"
     "END\n"},
    {"structures_of_several_parts",
     STR_INIT(
         "* 2 CONVERTED (TAG \"a\") (UID 9 BODYPARTSTRUCTURE[1.2] ((\"text\" \"plain\" NIL NIL "
         "NIL \"7bit\" 3 1)(\"image\" \"gif\" NIL NIL NIL \"base64\" 8) \"mixed\") "
         "bodypartstructure[] (\"a\" \"b\" NIL NIL NIL \"7bit\" 1))\r\n"),
     "CONVERTED 2 uid=9 part=<1.2> BODYSTRUCTURE{[ multipart/mixed 0/0][1 text/plain "
     "encoding=<7bit> "
     "3/1][2 image/gif encoding=<base64> 8/0]} part=<> BODYSTRUCTURE{[1 a/b encoding=<7bit> 1/0]} "
     "text=<a>\n"
     "END\n"},
    {"structure_beside_that_of_the_message",
     STR_INIT("* 2 FETCH (BODYSTRUCTURE (\"a\" \"b\" NIL NIL NIL \"7bit\" 1) BODYPARTSTRUCTURE[1] "
              "(\"c\" \"d\" NIL NIL NIL \"7bit\" 2))\r\n"),
     "FETCH 2 BODYSTRUCTURE{[1 a/b encoding=<7bit> 1/0]} part=<1> BODYSTRUCTURE{[1 c/d "
     "encoding=<7bit> 2/0]}\n"
     "END\n"},
    /* RFC 5259 section 9 has an example with this name. */
    {"structure_whose_name_lacks_the_part",
     STR_INIT(
         "* 2 CONVERTED (TAG \"b002\") (BODYPARTSTRUCTURE[3] (ERROR \"Source text has non "
         "us-ascii\" BADPARAMETERS \"text/html\" \"text/plain\" (\"charset\" \"us-ascii\")) "
         "BODYSTRUCTURE[4] (\"TEXT\" \"PLAIN\" (CHARSET US-ASCII) NIL NIL \"8bit\" 4182 NIL NIL "
         "NIL) UID 7)\r\n"),
     "CONVERTED 2 uid=7 part=<4> BODYSTRUCTURE{[1 TEXT/PLAIN CHARSET:US-ASCII encoding=<8bit> "
     "4182/0]} other:BODYPARTSTRUCTURE[3] =<(ERROR \"Source text has non us-ascii\" BADPARAMETERS "
     "\"text/html\" \"text/plain\" (\"charset\" \"us-ascii\"))> text=<b002>\n"
     "END\n"},
    {"error_in_place_of_a_structure",
     STR_INIT("* 2 FETCH (BODYPARTSTRUCTURE[3] (error \"x\" TEMPFAIL 5) UID 7)\r\n"),
     "FETCH 2 uid=7 other:BODYPARTSTRUCTURE[3] =<(error \"x\" TEMPFAIL 5)>\n"
     "END\n"},
    {"structure_that_is_none_costs_only_itself",
     STR_INIT(
         "* 2 CONVERTED (TAG \"a\") (BODYPARTSTRUCTURE[3] x BODYPARTSTRUCTURE[4] NIL "
         "BODYPARTSTRUCTURE (\"a\" \"b\") BODYPARTSTRUCTURE[5] (\"a\" \"b\" NIL NIL NIL \"7bit\" "
         "1) UID 7)\r\n"),
     "CONVERTED 2 uid=7 part=<5> BODYSTRUCTURE{[1 a/b encoding=<7bit> 1/0]} "
     "bad:BODYPARTSTRUCTURE[3] =<x> other:BODYPARTSTRUCTURE =<(\"a\" \"b\")> text=<a>\n"
     "END\n"},
    /* RFC 5259 section 8.4: the last parenthesis is not there. */
    {"what_a_part_can_be_converted_to",
     STR_INIT("* 2 CONVERTED (TAG \"f001\") (AVAILABLECONVERSIONS[2] ((\"IMAGE/JPEG\" "
              "\"application/PostScript\"))\r\n"),
     "CONVERTED 2 conversions=<2> (IMAGE/JPEG|application/PostScript) text=<f001>\n"
     "END\n"},
    {"what_several_parts_can_be_converted_to",
     STR_INIT("* 2 CONVERTED (TAG \"a\") (UID 7 AVAILABLECONVERSIONS[1.2] (()) "
              "availableconversions[] ( ( \"a/b\" c/d {3}\r\n"
              "e/f ) ) BINARY.SIZE[1] 5)\r\n"),
     "CONVERTED 2 uid=7 binary_size=<1>5 conversions=<1.2> () conversions=<> (a/b|c/d|e/f) "
     "text=<a>\n"
     "END\n"},
    {"error_in_place_of_what_it_can_be_converted_to",
     STR_INIT("* 2 CONVERTED (TAG \"a\") (AVAILABLECONVERSIONS[2] (ERROR \"x\" MISSINGPARAMETERS "
              "\"a/b\" \"c/d\" (\"pix-x\")) UID 7)\r\n"),
     "CONVERTED 2 uid=7 other:AVAILABLECONVERSIONS[2] =<(ERROR \"x\" MISSINGPARAMETERS \"a/b\" "
     "\"c/d\" (\"pix-x\"))> text=<a>\n"
     "END\n"},
    {"list_of_conversions_that_is_none_costs_only_itself",
     STR_INIT(
         "* 2 CONVERTED (TAG \"a\") (AVAILABLECONVERSIONS[1] (\"a/b\" \"c/d\") "
         "AVAILABLECONVERSIONS[2] ((\"a/b\") x) AVAILABLECONVERSIONS[3] x AVAILABLECONVERSIONS[4] "
         "NIL AVAILABLECONVERSIONS[5] ((\"e/f\")) UID 7)\r\n"),
     "CONVERTED 2 uid=7 conversions=<5> (e/f) bad:AVAILABLECONVERSIONS[1] =<(\"a/b\" \"c/d\")> "
     "bad:AVAILABLECONVERSIONS[2] =<((\"a/b\") x)> bad:AVAILABLECONVERSIONS[3] =<x> text=<a>\n"
     "END\n"},
    {"converted_without_tag_is_raw",
     STR_INIT("* 2 CONVERTED (UID 100)\r\n"
              "* 1 EXISTS\r\n"),
     "RAW 2 MLA_E_MALFORMED name=<CONVERTED> text=<(UID 100)>\n"
     "EXISTS 1\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
