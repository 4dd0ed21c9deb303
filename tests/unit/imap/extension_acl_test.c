/* SPDX-License-Identifier: MIT */
/* ACL, LISTRIGHTS and MYRIGHTS (RFC 4314). */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"entries", STR_INIT("* ACL INBOX Fred rwipsldexta \"-Bob Doe\" l\r\n"),
     "ACL mailbox=<INBOX> identifier=<Fred> rights=<rwipsldexta> identifier=<-Bob Doe> rights"
     "=<l>\n"
     "END\n"},
    {"no_entries", STR_INIT("* ACL INBOX\r\n"),
     "ACL mailbox=<INBOX>\n"
     "END\n"},
    {"rights_empty", STR_INIT("* ACL \"a b\" chris \"\"\r\n"),
     "ACL mailbox=<a b> identifier=<chris> rights=<>\n"
     "END\n"},
    {"entry_without_rights_is_raw",
     STR_INIT("* ACL INBOX Fred\r\n"
              "* 1 EXISTS\r\n"),
     "RAW MLA_E_MALFORMED name=<ACL> text=<INBOX Fred>\n"
     "EXISTS 1\n"
     "END\n"},
    {"listrights", STR_INIT("* LISTRIGHTS ~/Mail/saved smith la r swicdkxte\r\n"),
     "LISTRIGHTS mailbox=<~/Mail/saved> identifier=<smith> rights=<la> (r|swicdkxte)\n"
     "END\n"},
    {"listrights_with_nothing_granted",
     STR_INIT("* LISTRIGHTS INBOX smith \"\" l r s w i p k x t e c d a\r\n"),
     "LISTRIGHTS mailbox=<INBOX> identifier=<smith> rights=<> (l|r|s|w|i|p|k|x|t|e|c|d|a)\n"
     "END\n"},
    {"listrights_without_optional_rights", STR_INIT("* LISTRIGHTS INBOX smith lrs\r\n"),
     "LISTRIGHTS mailbox=<INBOX> identifier=<smith> rights=<lrs>\n"
     "END\n"},
    {"myrights", STR_INIT("* MYRIGHTS INBOX rwiptsldaex\r\n"),
     "MYRIGHTS mailbox=<INBOX> rights=<rwiptsldaex>\n"
     "END\n"},
    {"myrights_of_a_mailbox_in_modified_utf_7", STR_INIT("* MYRIGHTS \"&AOk-t&AOk-\" lr\r\n"),
     "MYRIGHTS mailbox=<\303\251t\303\251> rights=<lr>\n"
     "END\n"},
    {"myrights_without_rights_is_raw",
     STR_INIT("* MYRIGHTS INBOX\r\n"
              "* 1 EXISTS\r\n"),
     "RAW MLA_E_MALFORMED name=<MYRIGHTS> text=<INBOX>\n"
     "EXISTS 1\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
