/* SPDX-License-Identifier: MIT */
/* LIST, LSUB and XLIST (RFC 9051 section 7.3.1, RFC 5258, RFC 6154). */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"attributes",
     STR_INIT("* LIST (\\Noselect \\NoInferiors \\Marked \\Unmarked \\HasChildren \\HasNoChil"
              "dren \\NonExistent \\Subscribed \\Remote) \"/\" x\r\n"),
     "LIST 1ff (\\Noselect|\\NoInferiors|\\Marked|\\Unmarked|\\HasChildren|\\HasNoChildren|\\"
     "NonExistent|\\Subscribed|\\Remote) / name=<x>\n"
     "END\n"},
    {"special_use",
     STR_INIT("* LIST (\\All) \"/\" a\r\n"
              "* LIST (\\Archive \\Drafts \\Flagged \\Junk \\Sent \\Trash \\Important) \"/\" "
              "b\r\n"),
     "LIST 200 (\\All) / name=<a>\n"
     "LIST 1fc00 (\\Archive|\\Drafts|\\Flagged|\\Junk|\\Sent|\\Trash|\\Important) / name=<b>\n"
     "END\n"},
    {"lsub_and_xlist",
     STR_INIT("* LSUB () \".\" news.a\r\n"
              "* XLIST (\\AllMail \\Starred \\Spam \\Inbox) \"/\" c\r\n"),
     "LIST 0 () . name=<news.a>\n"
     "LIST 3200 (\\AllMail|\\Starred|\\Spam|\\Inbox) / name=<c>\n"
     "END\n"},
    {"extended_empty", STR_INIT("* LIST () \"/\" \"x\" ()\r\n"),
     "LIST 0 () / name=<x> extended=<()>\n"
     "END\n"},
    {"literal",
     STR_INIT("* LIST () \"/\" {5}\r\n"
              "a\"b\\c\r\n"),
     "LIST 0 () / name=<a\"b\\c>\n"
     "END\n"},
    {"name_decoded_and_kept_as_sent",
     STR_INIT("* LIST () \"/\" \"&AOk-t&AOk-\"\r\n"
              "* LIST () \"/\" \"a &- b\"\r\n"),
     "LIST 0 () / name=<\303\251t\303\251>\n"
     "LIST 0 () / name=<a & b>\n"
     "END\n"},
    {"name_that_is_no_modified_utf_7",
     STR_INIT("* LIST () \"/\" \"a&b\"\r\n"
              "* LIST () \"/\" \"&Jjo!\"\r\n"
              "* LIST () \"/\" \"\303\251\"\r\n"),
     "LIST 0 () / name=<a&b>\n"
     "LIST 0 () / name=<&Jjo!>\n"
     "LIST 0 () / name=<\303\251>\n"
     "END\n"},
    {"delimiter_backslash", STR_INIT("* LIST () \"\\\\\" \"a\\\\b\"\r\n"),
     "LIST 0 () \\ name=<a\\b>\n"
     "END\n"},
    {"no_name_is_raw",
     STR_INIT("* LIST () \"/\"\r\n"
              "* 1 EXISTS\r\n"),
     "RAW MLA_E_MALFORMED name=<LIST> text=<() \"/\">\n"
     "EXISTS 1\n"
     "END\n"},
    {"attributes_missing",
     STR_INIT("* LIST NIL \"/\" x\r\n"
              "* LIST () NIL \"\"\r\n"),
     "LIST 0 () / name=<x>\n"
     "LIST 0 () - name=<>\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
