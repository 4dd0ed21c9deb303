/* SPDX-License-Identifier: MIT */
/* Messages and parts whose transfer encoding is taken off. */
#include "session_rows.h"

#define OPEN IMAP_OPEN, IMAP_SELECT("A2", "3")

static const session_row a_part_is_decoded_when_asked_for = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 UID FETCH 5 (UID BODYSTRUCTURE)", NULL},
            {"A4 UID FETCH 5 (UID BODY.PEEK[2])",
             "* 1 FETCH (UID 5 BODYSTRUCTURE ((\"text\" \"plain\" NIL NIL NIL \"quoted-printable\" "
             "9 1)"
             "(\"text\" \"plain\" NIL NIL NIL \"BASE64\" 18 1) \"mixed\"))\r\nA3 OK\r\n"
             "* 1 FETCH (UID 5 BODY[2] {16}\r\naGVs\r\nbG8sIHc=\r\n)\r\nA4 OK\r\n"},
        },
    .calls = {FETCH_PART("5", "2", MLA_FETCH_DECODE)},
    .events = "1 message 5 2 -\n" /* of what comes out nobody knows the size */
              "1 end 5 'hello, w' MLA_OK\n1 done MLA_OK\n",
};

/* Base64 in the place of an attachment is not the attachment. */
static const session_row a_part_whose_encoding_is_not_told_is_not_passed_off_as_decoded = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 UID FETCH 5 (UID BODYSTRUCTURE)", "A3 OK done\r\n"},
            {"A4 UID FETCH 5 (UID BODY.PEEK[1])",
             "* 1 FETCH (UID 5 BODY[1] {8}\r\naGVsbG8=)\r\nA4 OK\r\n"},
        },
    .calls = {FETCH_PART("5", "1", MLA_FETCH_DECODE)},
    .events = "1 message 5 1 -\n1 end 5 'aGVsbG8=' MLA_E_MALFORMED '' never\n1 done MLA_OK\n",
    .words = "mla_session_parts() may tell",
};

static const session_row a_part_whose_structure_cannot_be_read_is_not_either = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 UID FETCH 5 (UID BODYSTRUCTURE)",
             "* 1 FETCH (UID 5 BODYSTRUCTURE oops)\r\nA3 OK done\r\n"},
            {"A4 UID FETCH 5 (UID BODY.PEEK[1])",
             "* 1 FETCH (UID 5 BODY[1] {8}\r\naGVsbG8=)\r\nA4 OK\r\n"},
        },
    .calls = {FETCH_PART("5", "1", MLA_FETCH_DECODE)},
    .events = "1 message 5 1 -\n1 end 5 'aGVsbG8=' MLA_E_MALFORMED '' never\n1 done MLA_OK\n",
    .words = "how the part is encoded",
};

static const session_row a_part_whose_structure_is_refused_is_not_either = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 UID FETCH 5 (UID BODYSTRUCTURE)", "A3 NO not today\r\n"},
            {"A4 UID FETCH 5 (UID BODY.PEEK[1])",
             "* 1 FETCH (UID 5 BODY[1] {8}\r\naGVsbG8=)\r\nA4 OK\r\n"},
        },
    .calls = {FETCH_PART("5", "1", MLA_FETCH_DECODE)},
    .events = "1 message 5 1 -\n1 end 5 'aGVsbG8=' MLA_E_MALFORMED '' never\n1 done "
              "MLA_E_SERVER_NO 'not today' never\n",
    .words = "how the part is encoded",
};

#define ONE_PART \
    "* 1 FETCH (UID 5 BODYSTRUCTURE (\"text\" \"plain\" NIL NIL NIL \"base64\" 8 1))\r\nA3 OK\r\n"

/* Dovecot says so. */
static const session_row no_octets_for_a_part_that_the_message_has_not_are_no_empty_part = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 UID FETCH 5 (UID BODYSTRUCTURE)", ONE_PART},
            {"A4 UID FETCH 5 (UID BODY.PEEK[7])", "* 1 FETCH (UID 5 BODY[7] {0}\r\n)\r\nA4 OK\r\n"},
            {"A5 UID FETCH 5 (UID BODYSTRUCTURE)",
             "* 1 FETCH (UID 5 BODYSTRUCTURE (\"text\" \"plain\" NIL NIL NIL \"base64\" 0 0))\r\n"
             "A5 OK\r\n"},
            {"A6 UID FETCH 5 (UID BODY.PEEK[1])", "* 1 FETCH (UID 5 BODY[1] {0}\r\n)\r\nA6 OK\r\n"},
        },
    .calls = {FETCH_PART("5", "7", MLA_FETCH_DECODE), AWAIT,
              FETCH_PART("5", "1", MLA_FETCH_DECODE)},
    .events = "1 done MLA_E_NOT_FOUND '' never\n"
              "2 message 5 1 -\n2 end 5 '' MLA_OK\n2 done MLA_OK\n",
};

static const session_row octets_of_a_part_that_the_structure_leaves_out_are_as_sent = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 UID FETCH 5 (UID BODYSTRUCTURE)", ONE_PART},
            {"A4 UID FETCH 5 (UID BODY.PEEK[2])",
             "* 1 FETCH (UID 5 BODY[2] {8}\r\naGVsbG8=)\r\nA4 OK\r\n"},
        },
    .calls = {FETCH_PART("5", "2", MLA_FETCH_DECODE)},
    .events = "1 message 5 2 -\n1 end 5 'aGVsbG8=' MLA_E_MALFORMED '' never\n1 done MLA_OK\n",
    .words = "how the part is encoded",
};

static const session_row quoted_printable_that_breaks_off_keeps_what_it_has = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 UID FETCH 5 (UID BODYSTRUCTURE)", "* 1 FETCH (UID 5 BODYSTRUCTURE (\"text\" "
                                                   "\"plain\" NIL NIL NIL \"quoted-printable\" 9 "
                                                   "1))\r\nA3 OK\r\n"},
            {"A4 UID FETCH 5 (UID BODY.PEEK[1])",
             "* 1 FETCH (UID 5 BODY[1] {6}\r\na=3Db=)\r\nA4 OK\r\n"},
        },
    .calls = {FETCH_PART("5", "1", MLA_FETCH_DECODE)},
    .events = "1 message 5 1 -\n1 end 5 'a=b' MLA_OK\n1 done MLA_OK\n",
};

int main(void) {
    const struct CMUnitTest tests[] = {
        SESSION_ROW(a_part_is_decoded_when_asked_for),
        SESSION_ROW(a_part_whose_encoding_is_not_told_is_not_passed_off_as_decoded),
        SESSION_ROW(a_part_whose_structure_cannot_be_read_is_not_either),
        SESSION_ROW(a_part_whose_structure_is_refused_is_not_either),
        SESSION_ROW(no_octets_for_a_part_that_the_message_has_not_are_no_empty_part),
        SESSION_ROW(octets_of_a_part_that_the_structure_leaves_out_are_as_sent),
        SESSION_ROW(quoted_printable_that_breaks_off_keeps_what_it_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
