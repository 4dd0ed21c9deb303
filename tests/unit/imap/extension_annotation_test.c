/* SPDX-License-Identifier: MIT */
/* ANNOTATION (RFC 5257), an item of FETCH. */
#include "imap_rows.h"

static const imap_row rows[] = {
    {"attributes",
     STR_INIT("* 1 FETCH (ANNOTATION (/comment (value.priv \"My comment\" value.shared \"Grou"
              "p note\")) UID 4)\r\n"),
     "FETCH 1 uid=4 /comment:value.priv =<My comment> /comment:value.shared =<Group note>\n"
     "END\n"},
    {"entries",
     STR_INIT("* 1 FETCH (UID 4 ANNOTATION (/comment (value.priv NIL) /altsubject (value.priv"
              " \"x\" size.priv \"1\")))\r\n"),
     "FETCH 1 uid=4 /comment:value.priv /altsubject:value.priv =<x> /altsubject:size.priv =<1"
     ">\n"
     "END\n"},
    {"entry_nil", STR_INIT("* 1 FETCH (ANNOTATION (/comment NIL) UID 4)\r\n"),
     "FETCH 1 uid=4\n"
     "END\n"},
    {"entries_that_changed",
     STR_INIT("* 1 FETCH (ANNOTATION (/comment \"/vendor/x y\") UID 4)\r\n"),
     "FETCH 1 uid=4 /comment:NIL /vendor/x y:NIL\n"
     "END\n"},
    {"empty", STR_INIT("* 1 FETCH (ANNOTATION () UID 4)\r\n"),
     "FETCH 1 uid=4\n"
     "END\n"},
    {"what_is_no_list_is_raw", STR_INIT("* 1 FETCH (ANNOTATION (/comment (a)) UID 4)\r\n"),
     "FETCH 1 uid=4 bad:ANNOTATION =<(/comment (a))>\n"
     "END\n"},
};

int main(void) {
    return imap_rows_run(rows, sizeof rows / sizeof rows[0]);
}
