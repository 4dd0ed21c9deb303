/* SPDX-License-Identifier: MIT */
#include "script.h"

#define OPEN IMAP_OPEN, IMAP_SELECT("A2", "3")
#define SUMMARIES "A3 UID FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)"

/* A session in which one fetch was started. */
static mla_session *fetch(script *server, const exchange *exchanges, const char *ids,
                          const char *part, uint32_t flags, uint32_t *operation) {
    mla_session *session = script_imap(server, exchanges);

    assert_int_equal(mla_session_fetch(session, ids, part, flags, operation), MLA_OK);
    return session;
}

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

static void ids_and_sizes_are_cheap(void **state) {
    static const exchange exchanges[] = {
        OPEN,
        {"A3 UID FETCH 3,5:9 (UID RFC822.SIZE)",
         "* 1 FETCH (UID 5 RFC822.SIZE 12)\r\n* 2 FETCH (FLAGS (\\Seen) UID 7)\r\nA3 OK\r\n"},
        END,
    };
    script server;
    uint32_t list;

    (void)state;
    mla_session *session = script_imap(&server, exchanges);
    assert_int_equal(mla_session_list(session, "3,5:9", MLA_LIST_IDS, &list), MLA_OK);
    const mla_event *event = expect(session, MLA_EVENT_SUMMARY);
    assert_string_equal(mla_event_id(event), "5");
    assert_int_equal(mla_event_size(event), 12);
    /* Flags that somebody else changed meanwhile are no summary. */
    event = expect(session, MLA_EVENT_FLAGS);
    assert_string_equal(mla_event_id(event), "7");
    assert_int_equal(mla_event_operation(event), 0);
    expect_done(session, list, MLA_OK); /* that 3 is not there is no error */
    mla_session_free(session);
}

/* ----- messages ----- */

static void a_message_streams_with_its_size_and_position(void **state) {
    static const exchange exchanges[] = {
        OPEN,
        {"A3 UID FETCH 5 (UID BODY.PEEK[])",
         "* 1 FETCH (UID 5 BODY[] {15}\r\nS: a\r\n\r\nb)A3 OK FLAGS (\\Seen))\r\nA3 OK\r\n"},
        END,
    };
    static const size_t chunks[] = {1, 2, 5, SIZE_MAX};
    script server;
    uint32_t operation;

    (void)state;
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        mla_session *session = fetch(&server, exchanges, "5", NULL, 0, &operation);
        server.chunk = chunks[i];
        const mla_event *event = expect(session, MLA_EVENT_MESSAGE);
        assert_int_equal(mla_event_operation(event), operation);
        assert_string_equal(mla_event_id(event), "5");
        assert_int_equal(mla_event_size(event), 15);
        expect_body(session, "S: a\r\n\r\nb)A3 OK", MLA_OK);
        expect_done(session, operation, MLA_OK);
        mla_session_free(session);
    }
}

static void the_uid_may_stand_behind_the_body(void **state) {
    static const exchange exchanges[] = {
        OPEN,
        {"A3 UID FETCH 5,6 (UID BODY.PEEK[])",
         "* 1 FETCH (BODY[] {3}\r\none UID 5)\r\n* 2 FETCH (BODY[] \"two\" UID 6)\r\nA3 OK\r\n"},
        END,
    };
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = fetch(&server, exchanges, "5,6", NULL, 0, &operation);
    assert_string_equal(mla_event_id(expect(session, MLA_EVENT_MESSAGE)), ""); /* not known yet */
    mla_event *event = expect(session, MLA_EVENT_DATA);
    assert_int_equal(mla_event_data_len(event), 3);
    event = expect(session, MLA_EVENT_MESSAGE_END);
    assert_string_equal(mla_event_id(event), "5");
    assert_int_equal(mla_event_status(event), MLA_OK);
    expect(session, MLA_EVENT_MESSAGE);
    expect_body(session, "two", MLA_OK);
    expect_done(session, operation, MLA_OK);
    mla_session_free(session);
}

static void a_message_that_is_not_there_is_not_found(void **state) {
    static const exchange exchanges[] = {
        OPEN,
        {"A3 UID FETCH 9 (UID BODY.PEEK[])", "A3 OK done\r\n"},
        {"A4 UID FETCH 5 (UID BODY.PEEK[7])", "* 1 FETCH (UID 5 BODY[7] NIL)\r\nA4 OK done\r\n"},
        {"A5 UID FETCH 5,9 (UID BODY.PEEK[])",
         "* 1 FETCH (UID 5 BODY[] {1}\r\nx)\r\nA5 OK done\r\n"},
        END,
    };
    script server;
    uint32_t operations[3];

    (void)state;
    mla_session *session = fetch(&server, exchanges, "9", NULL, 0, &operations[0]);
    assert_int_equal(mla_session_fetch(session, "5", "7", 0, &operations[1]), MLA_OK);
    assert_int_equal(mla_session_fetch(session, "5,9", NULL, 0, &operations[2]), MLA_OK);
    expect_done(session, operations[0], MLA_E_NOT_FOUND);
    assert_non_null(strstr(mla_session_error_text(session), "no such message or part"));
    expect_done(session, operations[1], MLA_E_NOT_FOUND);
    expect(session, MLA_EVENT_MESSAGE);
    expect_body(session, "x", MLA_OK);
    expect_done(session, operations[2], MLA_OK); /* of a set one is enough */
    mla_session_free(session);
}

static void an_empty_message_is_one(void **state) {
    static const exchange exchanges[] = {
        OPEN,
        {"A3 UID FETCH 5 (UID BODY.PEEK[])", "* 1 FETCH (UID 5 BODY[] {0}\r\n)\r\nA3 OK done\r\n"},
        {"A4 UID FETCH 5 (UID BODY.PEEK[])", "* 1 FETCH (UID 5 BODY[] \"\")\r\nA4 OK done\r\n"},
        END,
    };
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = fetch(&server, exchanges, "5", NULL, 0, &operation);
    for (int i = 0; i < 2; i++) {
        expect(session, MLA_EVENT_MESSAGE);
        expect_body(session, "", MLA_OK);
        expect_done(session, operation, MLA_OK);
        if (i == 0)
            assert_int_equal(mla_session_fetch(session, "5", NULL, 0, &operation), MLA_OK);
    }
    mla_session_free(session);
}

static void pipelined_fetches_get_what_is_theirs(void **state) {
    static const exchange exchanges[] = {
        OPEN,
        {"A3 UID FETCH 5 (UID BODY.PEEK[])", NULL},
        {"A4 UID FETCH 5 (UID BODY.PEEK[HEADER])", NULL},
        {"A5 UID FETCH 6 (UID BODY.PEEK[])", "* 1 FETCH (UID 5 BODY[] {4}\r\nfive)\r\nA3 OK\r\n"
                                             "* 1 FETCH (UID 5 BODY[HEADER] {1}\r\nh)\r\nA4 OK\r\n"
                                             "* 2 FETCH (UID 6 BODY[] {3}\r\nsix)\r\nA5 OK\r\n"},
        END,
    };
    static const char *const bodies[] = {"five", "h", "six"};
    script server;
    uint32_t operations[3];

    (void)state;
    mla_session *session = fetch(&server, exchanges, "5", NULL, 0, &operations[0]);
    assert_int_equal(mla_session_fetch(session, "5", "header", 0, &operations[1]), MLA_OK);
    assert_int_equal(mla_session_fetch(session, "6", NULL, 0, &operations[2]), MLA_OK);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(mla_event_operation(expect(session, MLA_EVENT_MESSAGE)), operations[i]);
        expect_body(session, bodies[i], MLA_OK);
        expect_done(session, operations[i], MLA_OK);
    }
    mla_session_free(session);
}

/* ----- what is not whole, or not what was asked for ----- */

static void a_message_cut_by_the_end_of_the_connection_is_incomplete(void **state) {
    static const exchange exchanges[] = {
        OPEN,
        {"A3 UID FETCH 5 (UID BODY.PEEK[])", "* 1 FETCH (UID 5 BODY[] {100}\r\nhalf"},
        END,
    };
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = fetch(&server, exchanges, "5", NULL, 0, &operation);
    server.closes = true;
    expect(session, MLA_EVENT_MESSAGE);
    expect_body(session, "half", MLA_E_INCOMPLETE);
    expect_done(session, operation, MLA_E_INCOMPLETE);
    expect_status(session, MLA_E_INCOMPLETE);
    assert_int_equal(mla_session_error_retry(session), MLA_RETRY_RECONNECT);
    mla_session_free(session);
}

/* All octets of the literal are there, but whose it is was not said to the end. */
static void a_response_cut_behind_the_body_is_incomplete_too(void **state) {
    static const exchange exchanges[] = {
        OPEN,
        {"A3 UID FETCH 5 (UID BODY.PEEK[])", "* 1 FETCH (UID 5 BODY[] {4}\r\nfour"},
        END,
    };
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = fetch(&server, exchanges, "5", NULL, 0, &operation);
    server.closes = true;
    expect(session, MLA_EVENT_MESSAGE);
    expect_body(session, "four", MLA_E_INCOMPLETE);
    expect_done(session, operation, MLA_E_INCOMPLETE);
    mla_session_free(session);
}

static void a_body_of_another_message_does_not_count_as_the_one_asked_for(void **state) {
    static const exchange exchanges[] = {
        OPEN,
        {"A3 UID FETCH 5 (UID BODY.PEEK[])", "* 1 FETCH (BODY[] {5}\r\nother UID 6)\r\nA3 OK\r\n"},
        END,
    };
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = fetch(&server, exchanges, "5", NULL, 0, &operation);
    expect(session, MLA_EVENT_MESSAGE);
    expect_body(session, "other", MLA_E_MALFORMED);
    assert_non_null(strstr(mla_session_error_text(session), "which message this is"));
    mla_session_free(session);
}

/* Servers that repeat an item, or add one: it must not be taken for more of the message. */
static void a_second_section_in_the_response_is_not_part_of_the_message(void **state) {
    static const exchange exchanges[] = {
        OPEN,
        {"A3 UID FETCH 5 (UID BODY.PEEK[])",
         "* 1 FETCH (UID 5 BODY[] {4}\r\nfour BODY[] {4}\r\nfour BODY[TEXT] {4}\r\ntext)\r\n"
         "A3 OK\r\n"},
        END,
    };
    static const size_t chunks[] = {1, 7, SIZE_MAX};
    script server;
    uint32_t operation;

    (void)state;
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        mla_session *session = fetch(&server, exchanges, "5", NULL, 0, &operation);
        server.chunk = chunks[i];
        expect(session, MLA_EVENT_MESSAGE);
        expect_body(session, "four", MLA_OK);
        expect_done(session, operation, MLA_OK);
        mla_session_free(session);
    }
}

static void a_section_that_nobody_asked_for_is_let_pass(void **state) {
    static const exchange exchanges[] = {
        OPEN,
        {"A3 UID FETCH 5 (UID BODY.PEEK[])",
         "* 1 FETCH (UID 6 BODY[] {3}\r\nsix)\r\n* 2 FETCH (UID 5 BODY[TEXT] {4}\r\ntext)\r\n"
         "* 2 FETCH (UID 5 BODY[] {4}\r\nfive)\r\n* 2 FETCH (UID 5 BODY[] {5}\r\nagain)\r\n"
         "A3 OK\r\n"},
        END,
    };
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = fetch(&server, exchanges, "5", NULL, 0, &operation);
    expect(session, MLA_EVENT_MESSAGE);
    expect_body(session, "five", MLA_OK);
    expect_done(session, operation, MLA_OK);
    mla_session_free(session);
}

static void a_fetch_that_cannot_be_read_behind_its_body_ends_the_message(void **state) {
    static const exchange exchanges[] = {
        OPEN,
        {"A3 UID FETCH 5 (UID BODY.PEEK[])",
         "* 1 FETCH (UID 5 BODY[] {4}\r\nfour\r\nA3 OK done\r\n"},
        END,
    };
    script server;
    uint32_t operation;
    mla_event *event;

    (void)state;
    mla_session *session = fetch(&server, exchanges, "5", NULL, 0, &operation);
    expect(session, MLA_EVENT_MESSAGE);
    expect(session, MLA_EVENT_DATA);
    event = expect(session, MLA_EVENT_MESSAGE_END); /* its literal was whole, and its UID known */
    assert_int_equal(mla_event_status(event), MLA_OK);
    expect_done(session, operation, MLA_OK);
    mla_session_free(session);
}

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
    mla_session *session = fetch(&server, exchanges, "5", NULL, 0, &operation);
    expect(session, MLA_EVENT_MESSAGE);
    server.chunk = 1;
    assert_int_equal(mla_session_cancel_operation(session, operation), MLA_OK);
    assert_int_equal(mla_session_poll(session, &poll), MLA_OK);
    assert_int_equal(mla_event_status(expect(session, MLA_EVENT_MESSAGE_END)), MLA_E_CANCELLED);
    expect_done(session, operation, MLA_E_CANCELLED);
    expect_done(session, poll, MLA_OK); /* the rest was read over */
    mla_session_free(session);
}

/* ----- decoding ----- */

static void a_part_is_decoded_when_asked_for(void **state) {
    static const exchange exchanges[] = {
        OPEN,
        {"A3 UID FETCH 5 (UID BODYSTRUCTURE)", NULL},
        {"A4 UID FETCH 5 (UID BODY.PEEK[2])",
         "* 1 FETCH (UID 5 BODYSTRUCTURE ((\"text\" \"plain\" NIL NIL NIL \"quoted-printable\" 9 1)"
         "(\"text\" \"plain\" NIL NIL NIL \"BASE64\" 18 1) \"mixed\"))\r\nA3 OK\r\n"
         "* 1 FETCH (UID 5 BODY[2] {16}\r\naGVs\r\nbG8sIHc=\r\n)\r\nA4 OK\r\n"},
        END,
    };
    static const size_t chunks[] = {1, 3, SIZE_MAX};
    script server;
    uint32_t operation;

    (void)state;
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        mla_session *session = fetch(&server, exchanges, "5", "2", MLA_FETCH_DECODE, &operation);
        server.chunk = chunks[i];
        const mla_event *event = expect(session, MLA_EVENT_MESSAGE);
        assert_string_equal(mla_event_part(event), "2");
        assert_true(mla_event_size(event) == MLA_NO_SIZE); /* of what comes out nobody knows */
        expect_body(session, "hello, w", MLA_OK);
        expect_done(session, operation, MLA_OK);
        mla_session_free(session);
    }
}

/* Base64 in the place of an attachment is not the attachment. */
static void a_part_whose_encoding_is_not_told_is_not_passed_off_as_decoded(void **state) {
    static const char *const structures[] = {
        "A3 OK done\r\n",
        "* 1 FETCH (UID 5 BODYSTRUCTURE oops)\r\nA3 OK done\r\n",
        "A3 NO not today\r\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof structures / sizeof *structures; i++) {
        const exchange exchanges[] = {
            OPEN,
            {"A3 UID FETCH 5 (UID BODYSTRUCTURE)", structures[i]},
            {"A4 UID FETCH 5 (UID BODY.PEEK[1])",
             "* 1 FETCH (UID 5 BODY[1] {8}\r\naGVsbG8=)\r\nA4 OK\r\n"},
            END,
        };
        script server;
        uint32_t operation;
        mla_session *session = fetch(&server, exchanges, "5", "1", MLA_FETCH_DECODE, &operation);
        expect(session, MLA_EVENT_MESSAGE);
        expect_body(session, "aGVsbG8=", MLA_E_MALFORMED);
        assert_non_null(strstr(mla_session_error_text(session), "how the part is encoded"));
        expect_done(session, operation, i == 2 ? MLA_E_SERVER_NO : MLA_OK);
        mla_session_free(session);
    }
}

static void quoted_printable_that_breaks_off_keeps_what_it_has(void **state) {
    static const exchange exchanges[] = {
        OPEN,
        {"A3 UID FETCH 5 (UID BODYSTRUCTURE)",
         "* 1 FETCH (UID 5 BODYSTRUCTURE (\"text\" \"plain\" NIL NIL NIL \"quoted-printable\" 9 "
         "1))\r\nA3 OK\r\n"},
        {"A4 UID FETCH 5 (UID BODY.PEEK[1])",
         "* 1 FETCH (UID 5 BODY[1] {6}\r\na=3Db=)\r\nA4 OK\r\n"},
        END,
    };
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = fetch(&server, exchanges, "5", "1", MLA_FETCH_DECODE, &operation);
    expect(session, MLA_EVENT_MESSAGE);
    expect_body(session, "a=b", MLA_OK);
    expect_done(session, operation, MLA_OK);
    mla_session_free(session);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_summary_tells_what_the_server_told),
        cmocka_unit_test(ids_and_sizes_are_cheap),
        cmocka_unit_test(a_message_streams_with_its_size_and_position),
        cmocka_unit_test(the_uid_may_stand_behind_the_body),
        cmocka_unit_test(a_message_that_is_not_there_is_not_found),
        cmocka_unit_test(an_empty_message_is_one),
        cmocka_unit_test(pipelined_fetches_get_what_is_theirs),
        cmocka_unit_test(a_message_cut_by_the_end_of_the_connection_is_incomplete),
        cmocka_unit_test(a_response_cut_behind_the_body_is_incomplete_too),
        cmocka_unit_test(a_body_of_another_message_does_not_count_as_the_one_asked_for),
        cmocka_unit_test(a_second_section_in_the_response_is_not_part_of_the_message),
        cmocka_unit_test(a_section_that_nobody_asked_for_is_let_pass),
        cmocka_unit_test(a_fetch_that_cannot_be_read_behind_its_body_ends_the_message),
        cmocka_unit_test(a_cancelled_message_ends_as_such),
        cmocka_unit_test(a_part_is_decoded_when_asked_for),
        cmocka_unit_test(a_part_whose_encoding_is_not_told_is_not_passed_off_as_decoded),
        cmocka_unit_test(quoted_printable_that_breaks_off_keeps_what_it_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
