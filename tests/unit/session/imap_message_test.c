/* SPDX-License-Identifier: MIT */
#include "session_rows.h"

#define OPEN IMAP_OPEN, IMAP_SELECT("A2", "3")
#define SUMMARIES "A3 UID FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)"

/* ----- summaries ----- */

static void a_summary_tells_what_the_server_told(void **state) {
    static const exchange exchanges[] = {
        OPEN,
        {SUMMARIES,
         "* 1 FETCH (FLAGS (\\Seen \\Flagged $Junk \\Odd x) UID 5 INTERNALDATE "
         "\"17-Jul-2026 02:44:25 -0700\" RFC822.SIZE 4294967295 ENVELOPE "
         "(\"Fri, 17 Jul 2026 11:44:25 +0200\" \"=?utf-8?B?Z3LDvMOfZQ==?=\" "
         "((\"=?iso-8859-1?Q?J=F6rg?=\" NIL \"joerg\" \"x.org\")(NIL NIL \"b\" \"y.org\")) NIL NIL "
         "NIL NIL NIL NIL NIL))\r\n"
         "* 2 FETCH (UID 6 FLAGS () RFC822.SIZE 1 ENVELOPE (NIL NIL ((NIL NIL \"staff\" NIL)"
         "(NIL NIL \"ann\" \"x.org\")(NIL NIL NIL NIL)) NIL NIL NIL NIL NIL NIL NIL))\r\n"
         "* 3 FETCH (UID 7 ENVELOPE (\"soon\" \"\" ((\"root\" NIL \"root\" NIL)) NIL NIL NIL NIL "
         "NIL NIL NIL))\r\nA3 OK\r\n"},
        END,
    };
    script server;
    uint32_t list;

    (void)state;
    mla_session *session = script_imap(&server, exchanges);
    assert_int_equal(mla_session_list(session, NULL, MLA_LIST_SUMMARIES, &list), MLA_OK);
    const mla_event *event = expect(session, MLA_EVENT_SUMMARY);
    assert_int_equal(mla_event_operation(event), list);
    assert_string_equal(mla_event_id(event), "5");
    assert_int_equal(mla_event_id_is_stable(event), 1);
    assert_int_equal(mla_event_uidvalidity(event), 7);
    assert_int_equal(mla_event_flags(event), MLA_FLAG_SEEN | MLA_FLAG_FLAGGED);
    assert_string_equal(mla_event_keyword(event, 0), "$Junk");
    assert_string_equal(mla_event_keyword(event, 1), "x");
    assert_null(mla_event_keyword(event, 2));
    assert_int_equal(mla_event_size(event), 4294967295);
    assert_int_equal(mla_event_date(event), 1784281465);
    assert_int_equal(mla_event_date_zone_minutes(event), 120);
    assert_int_equal(mla_event_received_date(event), 1784281465);
    assert_string_equal(mla_event_from_name(event), "J\xc3\xb6rg");
    assert_string_equal(mla_event_from_address(event), "joerg@x.org");
    assert_string_equal(mla_event_subject(event), "gr\xc3\xbc\xc3\x9f"
                                                  "e");
    event = expect(session, MLA_EVENT_SUMMARY);
    assert_string_equal(mla_event_from_address(event), "ann@x.org"); /* "staff" is a group */
    assert_true(mla_event_date(event) == MLA_NO_DATE);
    assert_true(mla_event_received_date(event) == MLA_NO_DATE);
    event = expect(session, MLA_EVENT_SUMMARY);
    assert_string_equal(mla_event_from_name(event), "root");
    assert_string_equal(mla_event_from_address(event), "root");
    assert_true(mla_event_size(event) == MLA_NO_SIZE);
    assert_true(mla_event_date(event) == MLA_NO_DATE);
    expect_done(session, list, MLA_OK);
    mla_session_free(session);
}

static const session_row ids_and_sizes_are_cheap = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 UID FETCH 3,5:9 (UID RFC822.SIZE)",
             "* 1 FETCH (UID 5 RFC822.SIZE 12)\r\n* 2 FETCH (FLAGS (\\Seen) UID 7)\r\nA3 OK\r\n"},
        },
    .calls = {LIST_IDS("3,5:9")},
    .events = "1 summary 5 12 ''\n"
              "0 flags 7 1\n"    /* that somebody else changed meanwhile are no summary */
              "1 done MLA_OK\n", /* that 3 is not there is no error */
};

/* ----- messages ----- */

static const session_row a_message_streams_with_its_size_and_position = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 UID FETCH 5 (UID BODY.PEEK[])",
             "* 1 FETCH (UID 5 BODY[] {15}\r\nS: a\r\n\r\nb)A3 OK FLAGS (\\Seen))\r\nA3 OK\r\n"},
        },
    .calls = {FETCH("5")},
    .events = "1 message 5 - 15\n1 end 5 'S: a\r\n\r\nb)A3 OK' MLA_OK\n1 done MLA_OK\n",
};

static const session_row the_uid_may_stand_behind_the_body = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 UID FETCH 5,6 (UID BODY.PEEK[])", "* 1 FETCH (BODY[] {3}\r\none UID 5)\r\n"
                                                   "* 2 FETCH (BODY[] \"two\" UID 6)\r\nA3 OK\r\n"},
        },
    .calls = {FETCH("5,6")},
    .events = "1 message  - 3\n" /* it is not known yet */
              "1 end 5 'one' MLA_OK\n"
              "1 message 6 - 3\n1 end 6 'two' MLA_OK\n1 done MLA_OK\n",
};

static const session_row what_begins_behind_the_first_octet_is_no_whole_message = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 UID FETCH 5 (UID BODY.PEEK[])",
             "* 1 FETCH (UID 5 BODY[]<1> {1}\r\ny)\r\nA3 OK done\r\n"},
            {"A4 UID FETCH 5 (UID BODY.PEEK[])",
             "* 1 FETCH (UID 5 BODY[]<0> {2}\r\nxy)\r\nA4 OK done\r\n"},
        },
    .calls = {FETCH("5"), AWAIT, FETCH("5")},
    .events = "1 done MLA_E_NOT_FOUND '' never\n"
              "2 message 5 - 2\n2 end 5 'xy' MLA_OK\n2 done MLA_OK\n",
};

static const session_row a_message_that_is_not_there_is_not_found = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 UID FETCH 9 (UID BODY.PEEK[])", "A3 OK done\r\n"},
            {"A4 UID FETCH 5 (UID BODY.PEEK[7])",
             "* 1 FETCH (UID 5 BODY[7] NIL)\r\nA4 OK done\r\n"},
            {"A5 UID FETCH 5,9 (UID BODY.PEEK[])",
             "* 1 FETCH (UID 5 BODY[] {1}\r\nx)\r\nA5 OK done\r\n"},
        },
    .calls = {FETCH("9"), FETCH_PART("5", "7", 0), FETCH("5,9")},
    .events = "1 done MLA_E_NOT_FOUND '' never\n"
              "2 done MLA_E_NOT_FOUND '' never\n"
              "3 message 5 - 1\n3 end 5 'x' MLA_OK\n3 done MLA_OK\n", /* of a set one is enough */
    .words = "no such message or part",
};

static const session_row an_empty_message_is_one = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 UID FETCH 5 (UID BODY.PEEK[])",
             "* 1 FETCH (UID 5 BODY[] {0}\r\n)\r\nA3 OK done\r\n"},
            {"A4 UID FETCH 5 (UID BODY.PEEK[])", "* 1 FETCH (UID 5 BODY[] \"\")\r\nA4 OK done\r\n"},
        },
    .calls = {FETCH("5"), AWAIT, FETCH("5")},
    .events = "1 message 5 - 0\n1 end 5 '' MLA_OK\n1 done MLA_OK\n"
              "2 message 5 - 0\n2 end 5 '' MLA_OK\n2 done MLA_OK\n",
};

static const session_row pipelined_fetches_get_what_is_theirs = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 UID FETCH 5 (UID BODY.PEEK[])", NULL},
            {"A4 UID FETCH 5 (UID BODY.PEEK[HEADER])", NULL},
            {"A5 UID FETCH 6 (UID BODY.PEEK[])",
             "* 1 FETCH (UID 5 BODY[] {4}\r\nfive)\r\nA3 OK\r\n"
             "* 1 FETCH (UID 5 BODY[HEADER] {1}\r\nh)\r\nA4 OK\r\n"
             "* 2 FETCH (UID 6 BODY[] {3}\r\nsix)\r\nA5 OK\r\n"},
        },
    .calls = {FETCH("5"), FETCH_PART("5", "header", 0), FETCH("6")},
    .events = "1 message 5 - 4\n1 end 5 'five' MLA_OK\n1 done MLA_OK\n"
              "2 message 5 header 1\n2 end 5 'h' MLA_OK\n2 done MLA_OK\n"
              "3 message 6 - 3\n3 end 6 'six' MLA_OK\n3 done MLA_OK\n",
};

/* ----- what is not whole, or not what was asked for ----- */

static const session_row a_message_cut_by_the_end_of_the_connection_is_incomplete = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 UID FETCH 5 (UID BODY.PEEK[])", "* 1 FETCH (UID 5 BODY[] {100}\r\nhalf"},
        },
    .closes = true,
    .calls = {FETCH("5")},
    .events = "1 message 5 - 100\n1 end 5 'half' MLA_E_INCOMPLETE '' reconnect\n"
              "1 done MLA_E_INCOMPLETE '' reconnect\n"
              "MLA_E_INCOMPLETE '' reconnect\n",
};

/* All octets of the literal are there, but whose it is was not said to the end. */
static const session_row a_response_cut_behind_the_body_is_incomplete_too = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 UID FETCH 5 (UID BODY.PEEK[])", "* 1 FETCH (UID 5 BODY[] {4}\r\nfour"},
        },
    .closes = true,
    .calls = {FETCH("5")},
    .events = "1 message 5 - 4\n1 end 5 'four' MLA_E_INCOMPLETE '' reconnect\n"
              "1 done MLA_E_INCOMPLETE '' reconnect\n"
              "MLA_E_INCOMPLETE '' reconnect\n",
};

/* Servers that repeat an item, or add one: it must not be taken for more of the message. */
static const session_row a_second_section_in_the_response_is_not_part_of_the_message = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 UID FETCH 5 (UID BODY.PEEK[])",
             "* 1 FETCH (UID 5 BODY[] {4}\r\nfour BODY[] {4}\r\nfour BODY[TEXT] {4}\r\ntext)\r\n"
             "A3 OK\r\n"},
        },
    .calls = {FETCH("5")},
    .events = "1 message 5 - 4\n1 end 5 'four' MLA_OK\n1 done MLA_OK\n",
};

static const session_row a_section_that_nobody_asked_for_is_let_pass = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 UID FETCH 5 (UID BODY.PEEK[])",
             "* 1 FETCH (UID 6 BODY[] {3}\r\nsix)\r\n* 2 FETCH (UID 5 BODY[TEXT] {4}\r\ntext)\r\n"
             "* 2 FETCH (UID 5 BODY[] {4}\r\nfive)\r\n* 2 FETCH (UID 5 BODY[] {5}\r\nagain)\r\n"
             "A3 OK\r\n"},
        },
    .calls = {FETCH("5")},
    .events = "1 message 5 - 4\n1 end 5 'five' MLA_OK\n1 done MLA_OK\n",
};

static const session_row a_fetch_that_cannot_be_read_behind_its_body_ends_the_message = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            OPEN,
            {"A3 UID FETCH 5 (UID BODY.PEEK[])",
             "* 1 FETCH (UID 5 BODY[] {4}\r\nfour\r\nA3 OK done\r\n"},
        },
    .calls = {FETCH("5")},
    .events = "1 message 5 - 4\n"
              "1 end 5 'four' MLA_OK\n" /* its literal was whole, and its UID known */
              "1 done MLA_OK\n",
};

static void a_cancelled_message_ends_as_such(void **state) {
    static const exchange exchanges[] = {
        OPEN,
        {"A3 UID FETCH 5 (UID BODY.PEEK[])",
         "* 1 FETCH (UID 5 BODY[] {8}\r\n12345678)\r\nA3 OK\r\n"},
        {"A4 NOOP", "A4 OK\r\n"},
        END,
    };
    script server;
    uint32_t operation;
    uint32_t poll;

    (void)state;
    mla_session *session = script_imap(&server, exchanges);
    assert_int_equal(mla_session_fetch(session, "5", NULL, 0, &operation), MLA_OK);
    expect(session, MLA_EVENT_MESSAGE);
    server.chunk = 1;
    assert_int_equal(mla_session_cancel_operation(session, operation), MLA_OK);
    assert_int_equal(mla_session_poll(session, &poll), MLA_OK);
    assert_int_equal(mla_event_status(expect(session, MLA_EVENT_MESSAGE_END)), MLA_E_CANCELLED);
    expect_done(session, operation, MLA_E_CANCELLED);
    expect_done(session, poll, MLA_OK); /* the rest was read over */
    mla_session_free(session);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_summary_tells_what_the_server_told),
        SESSION_ROW(ids_and_sizes_are_cheap),
        SESSION_ROW(a_message_streams_with_its_size_and_position),
        SESSION_ROW(the_uid_may_stand_behind_the_body),
        SESSION_ROW(what_begins_behind_the_first_octet_is_no_whole_message),
        SESSION_ROW(a_message_that_is_not_there_is_not_found),
        SESSION_ROW(an_empty_message_is_one),
        SESSION_ROW(pipelined_fetches_get_what_is_theirs),
        SESSION_ROW(a_message_cut_by_the_end_of_the_connection_is_incomplete),
        SESSION_ROW(a_response_cut_behind_the_body_is_incomplete_too),
        SESSION_ROW(a_second_section_in_the_response_is_not_part_of_the_message),
        SESSION_ROW(a_section_that_nobody_asked_for_is_let_pass),
        SESSION_ROW(a_fetch_that_cannot_be_read_behind_its_body_ends_the_message),
        cmocka_unit_test(a_cancelled_message_ends_as_such),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
