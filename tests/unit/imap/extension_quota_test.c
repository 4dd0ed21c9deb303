/* SPDX-License-Identifier: MIT */
/* QUOTA and QUOTAROOT (RFC 9208). */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"resources", STR_INIT("* QUOTA \"\" (STORAGE 10 512 MESSAGE 20 100)\r\n"),
     "QUOTA root=<> resource=<STORAGE>10/512 resource=<MESSAGE>20/100\n"
     "END\n"},
    {"no_resources", STR_INIT("* QUOTA \"!partition/sda4\" ()\r\n"),
     "QUOTA root=<!partition/sda4>\n"
     "END\n"},
    {"numbers_of_64_bits",
     STR_INIT("* QUOTA \"\" (STORAGE 18446744073709551615 18446744073709551615)\r\n"),
     "QUOTA root=<> resource=<STORAGE>18446744073709551615/18446744073709551615\n"
     "END\n"},
    {"negative_usage", STR_INIT("* QUOTA \"root\" (STORAGE -5 512)\r\n"),
     "QUOTA root=<root> resource=<STORAGE>0/512\n"
     "END\n"},
    {"roots", STR_INIT("* QUOTAROOT INBOX \"\"\r\n"),
     "QUOTAROOT mailbox=<INBOX> ()\n"
     "END\n"},
    {"several_roots", STR_INIT("* QUOTAROOT \"comp.&AOk-\" \"a b\" c\r\n"),
     "QUOTAROOT mailbox=<comp.\303\251> (a b|c)\n"
     "END\n"},
    {"no_roots", STR_INIT("* QUOTAROOT INBOX\r\n"),
     "QUOTAROOT mailbox=<INBOX> ()\n"
     "END\n"},
    {"without_a_list_is_raw",
     STR_INIT("* QUOTA storage=0\r\n"
              "* 1 EXISTS\r\n"),
     "RAW MLA_E_MALFORMED name=<QUOTA> text=<storage=0>\n"
     "EXISTS 1\n"
     "END\n"},
    {"limit_missing_is_raw",
     STR_INIT("* QUOTA \"\" (STORAGE 10)\r\n"
              "* 1 EXISTS\r\n"),
     "RAW MLA_E_MALFORMED name=<QUOTA> text=<\"\" (STORAGE 10)>\n"
     "EXISTS 1\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
