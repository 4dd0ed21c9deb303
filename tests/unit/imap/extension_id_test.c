/* SPDX-License-Identifier: MIT */
/* ID (RFC 2971). */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"fields",
     STR_INIT("* ID (\"name\" \"Cyrus\" \"version\" \"1.5\" \"os\" \"sunos\" \"os-version\" "
              "\"5.5\" \"support-url\" \"mailto:x@example.org\")\r\n"),
     "ID name=Cyrus version=1.5 os=sunos os-version=5.5 support-url=mailto:x@example.org\n"
     "END\n"},
    {"nil", STR_INIT("* ID NIL\r\n"),
     "ID\n"
     "END\n"},
    {"value_nil", STR_INIT("* ID (\"name\" \"x\" \"vendor\" NIL)\r\n"),
     "ID name=x vendor=NIL\n"
     "END\n"},
    {"empty_list", STR_INIT("* ID ()\r\n"),
     "ID\n"
     "END\n"},
    {"literal",
     STR_INIT("* ID (\"name\" {5}\r\n"
              "a\"b\\c \"x\" \"y\")\r\n"),
     "ID name=a\"b\\c x=y\n"
     "END\n"},
    {"name_without_a_value", STR_INIT("* ID (\"name\")\r\n"),
     "ID name=NIL\n"
     "END\n"},
    {"a_string_is_no_list", STR_INIT("* ID \"x\"\r\n"),
     "ID\n"
     "END\n"},
    {"number_is_raw",
     STR_INIT("* ID ((\"a\") \"b\")\r\n"
              "* 1 EXISTS\r\n"),
     "RAW MLA_E_MALFORMED name=<ID> text=<((\"a\") \"b\")>\n"
     "EXISTS 1\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
