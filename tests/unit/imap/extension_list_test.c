/* SPDX-License-Identifier: MIT */
/* LIST-EXTENDED (RFC 5258 section 6, RFC 9051 section 7.3.1). */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"childinfo",
     STR_INIT("* LIST () \"/\" \"Foo\" (\"CHILDINFO\" (\"SUBSCRIBED\" \"REMOTE\"))\r\n"),
     "LIST 0 () / name=<Foo> extended=<(\"CHILDINFO\" (\"SUBSCRIBED\" \"REMOTE\"))> childinfo"
     " (SUBSCRIBED|REMOTE)\n"
     "END\n"},
    {"oldname",
     STR_INIT("* LIST (\\Subscribed) \"/\" \"new\" (\"OLDNAME\" (\"Entw&APw-rfe\"))\r\n"),
     "LIST 80 (\\Subscribed) / name=<new> extended=<(\"OLDNAME\" (\"Entw&APw-rfe\"))> oldname"
     "=<Entw\303\274rfe>\n"
     "END\n"},
    {"oldname_with_a_parenthesis_behind_a_bare_name",
     STR_INIT("* LIST () \"/\" new (\"OLDNAME\" (\"a)b\"))\r\n"),
     "LIST 0 () / name=<new> extended=<(\"OLDNAME\" (\"a)b\"))> oldname=<a)b>\n"
     "END\n"},
    {"extended_items_nobody_knows",
     STR_INIT("* LIST () \"/\" \"x\" (\"tablecloth\" ((\"edge\" \"lacy\") (\"color\" \"white"
              "\")) \"CHILDINFO\" (\"SUBSCRIBED\") \"z\" 5)\r\n"),
     "LIST 0 () / name=<x> extended=<(\"tablecloth\" ((\"edge\" \"lacy\") (\"color\" \"white"
     "\")) \"CHILDINFO\" (\"SUBSCRIBED\") \"z\" 5)> childinfo (SUBSCRIBED) other:tablecloth ="
     "<((\"edge\" \"lacy\") (\"color\" \"white\"))> other:z =<5>\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
