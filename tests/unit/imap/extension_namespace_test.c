/* SPDX-License-Identifier: MIT */
/* NAMESPACE (RFC 9051 section 7.3.2, RFC 2342). */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"personal_only", STR_INIT("* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n"),
     "NAMESPACE [/] [] []\n"
     "END\n"},
    {"all_three",
     STR_INIT("* NAMESPACE ((\"\" \"/\")(\"#mh/\" \"/\")) ((\"~\" \"/\")) ((\"#shared/\" \"/"
              "\")(\"#public/\" \"/\")(\"#ftp/\" \"/\")(\"#news.\" \".\"))\r\n"),
     "NAMESPACE [/#mh//] [~/] [#shared//#public//#ftp//#news..]\n"
     "END\n"},
    {"extensions_are_kept_raw",
     STR_INIT("* NAMESPACE ((\"\" \"/\")(\"#mh/\" \"/\" \"X-PARAM\" (\"FLAG1\" \"FLAG2\"))) N"
              "IL NIL\r\n"),
     "NAMESPACE [/#mh// other:X-PARAM =<(\"FLAG1\" \"FLAG2\")>] [] []\n"
     "END\n"},
    {"no_delimiter", STR_INIT("* NAMESPACE ((\"INBOX.\" NIL)) NIL ()\r\n"),
     "NAMESPACE [INBOX.-] [] []\n"
     "END\n"},
    {"prefix_in_modified_utf_7", STR_INIT("* NAMESPACE ((\"&AOk-/\" \"/\")) NIL NIL\r\n"),
     "NAMESPACE [\303\251//] [] []\n"
     "END\n"},
    {"atoms_for_strings_and_missing_lists", STR_INIT("* NAMESPACE ((INBOX. .)) NIL\r\n"),
     "NAMESPACE [INBOX..] [] []\n"
     "END\n"},
    {"what_is_no_list_is_raw",
     STR_INIT("* NAMESPACE x\r\n"
              "* 1 EXISTS\r\n"),
     "RAW MLA_E_MALFORMED name=<NAMESPACE> text=<x>\n"
     "EXISTS 1\n"
     "END\n"},
    {"never_closed", STR_INIT("* NAMESPACE ((\"\" \"/\"\r\n"),
     "RAW MLA_E_MALFORMED name=<NAMESPACE> text=<((\"\" \"/\">\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
