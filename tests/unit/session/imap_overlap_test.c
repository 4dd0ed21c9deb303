/* SPDX-License-Identifier: MIT */
/* Operations on the same messages at once: servers answer several commands before they complete the first. */
#include "session_rows.h"

#define OPEN IMAP_OPEN, IMAP_SELECT("A2", "3")
#define IDS(set) "UID FETCH " set " (UID RFC822.SIZE)"
#define STRUCTURE_OF_5                                                                \
    "* 1 FETCH (UID 5 BODYSTRUCTURE ((\"text\" \"plain\" NIL NIL NIL \"base64\" 4 1)" \
    "(\"text\" \"html\" NIL NIL NIL \"quoted-printable\" 3 1) \"mixed\"))\r\n"

static const session_row two_lists_of_the_same_go_one_by_one = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 " IDS("1:*"), "* 1 FETCH (UID 5 RFC822.SIZE 1)\r\nA3 OK\r\n"},
            {"A4 " IDS("5"), "* 1 FETCH (UID 5 RFC822.SIZE 1)\r\nA4 OK\r\n"},
        },
    .calls = {LIST_IDS(NULL), LIST_IDS("5")},
    .events = "1 summary 5 1 ''\n1 done MLA_OK\n2 summary 5 1 ''\n2 done MLA_OK\n",
};

static const session_row lists_of_different_messages_go_ahead = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 " IDS("5,7"), NULL},
            {"A4 " IDS("6"), "* 1 FETCH (UID 5 RFC822.SIZE 1)\r\n* 2 FETCH (UID 6 RFC822.SIZE "
                             "2)\r\nA3 OK\r\nA4 OK\r\n"},
        },
    .calls = {LIST_IDS("5,7"), LIST_IDS("6")},
    .events = "1 summary 5 1 ''\n2 summary 6 2 ''\n1 done MLA_OK\n2 done MLA_OK\n",
};

static const session_row a_message_of_a_set_that_is_being_fetched_waits = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 UID FETCH 5:6 (UID BODY.PEEK[])",
             "* 1 FETCH (UID 5 BODY[] {1}\r\na)\r\nA3 OK\r\n"},
            {"A4 UID FETCH 5 (UID BODY.PEEK[])", "* 1 FETCH (UID 5 BODY[] {1}\r\na)\r\nA4 OK\r\n"},
        },
    .calls = {FETCH("5:6"), FETCH("5")},
    .events = "1 message 5 - 1\n1 end 5 'a' MLA_OK\n1 done MLA_OK\n"
              "2 message 5 - 1\n2 end 5 'a' MLA_OK\n2 done MLA_OK\n",
};

static const session_row each_part_of_a_message_is_decoded_as_it_is_encoded = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 UID FETCH 5 (UID BODYSTRUCTURE)", NULL},
            {"A4 UID FETCH 5 (UID BODY.PEEK[1])", NULL},
            {"A5 UID FETCH 5 (UID BODYSTRUCTURE)", NULL},
            {"A6 UID FETCH 5 (UID BODY.PEEK[2])",
             STRUCTURE_OF_5 "* 1 FETCH (UID 5 BODY[1] {4}\r\nYQ==)\r\n" STRUCTURE_OF_5
                            "A3 OK\r\nA4 OK\r\nA5 OK\r\n"
                            "* 1 FETCH (UID 5 BODY[2] {3}\r\n=62)\r\nA6 OK\r\n"},
        },
    .calls = {FETCH_PART("5", "1", MLA_FETCH_DECODE), FETCH_PART("5", "2", MLA_FETCH_DECODE)},
    .events = "1 message 5 1 -\n1 end 5 'a' MLA_OK\n1 done MLA_OK\n"
              "2 message 5 2 -\n2 end 5 'b' MLA_OK\n2 done MLA_OK\n",
};

/* A cancelled one is still answered. */
static const session_row what_nobody_takes_of_a_fetch_is_no_summary = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 " IDS("5"),
             "* 1 FETCH (UID 5 BODY[] {1}\r\na)\r\n* 1 FETCH (UID 5 RFC822.SIZE 1)\r\nA3 OK\r\n"},
        },
    .calls = {LIST_IDS("5")},
    .events = "1 summary 5 1 ''\n1 done MLA_OK\n",
};

static const session_row a_folder_open_for_reading_is_not_changed = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            IMAP_OPEN,
            {"A2 SELECT INBOX", "* 3 EXISTS\r\nA2 OK [READ-ONLY] selected\r\n"},
        },
    .calls = {DELETE("5")},
    .events = "1 done MLA_E_STATE '' never\n",
};

int main(void) {
    const struct CMUnitTest tests[] = {
        SESSION_ROW(two_lists_of_the_same_go_one_by_one),
        SESSION_ROW(lists_of_different_messages_go_ahead),
        SESSION_ROW(a_message_of_a_set_that_is_being_fetched_waits),
        SESSION_ROW(each_part_of_a_message_is_decoded_as_it_is_encoded),
        SESSION_ROW(what_nobody_takes_of_a_fetch_is_no_summary),
        SESSION_ROW(a_folder_open_for_reading_is_not_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
