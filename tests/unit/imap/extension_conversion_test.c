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
