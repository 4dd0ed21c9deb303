/* SPDX-License-Identifier: MIT */
#include "session_rows.h"

/* ----- one folder ----- */

static void there_is_one_folder_and_it_is_selected(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN, {"STAT", "+OK 2 320 and more\r\n"}, {"STAT", "+OK 0 0\r\n"}, END};
    static const uint64_t counts[] = {2, 0};
    static const uint64_t sizes[] = {320, 0};
    script server;
    uint32_t folders;
    uint32_t selects[2];

    (void)state;
    mla_session *session = script_pop3(&server, exchanges);
    assert_int_equal(mla_session_folders(session, &folders), MLA_OK);
    assert_int_equal(mla_session_select(session, NULL, 0, &selects[0]), MLA_OK);
    assert_int_equal(mla_session_select(session, "inbox", 1, &selects[1]), MLA_OK);
    const mla_event *event = expect(session, MLA_EVENT_FOLDER);
    assert_string_equal(mla_event_folder(event), "INBOX");
    assert_string_equal(mla_event_delimiter(event), "");
    expect_done(session, folders, MLA_OK);
    for (size_t i = 0; i < 2; i++) {
        event = expect(session, MLA_EVENT_SELECTED);
        assert_string_equal(mla_event_folder(event), "INBOX");
        assert_int_equal(mla_event_count(event), counts[i]);
        assert_int_equal(mla_event_size(event), sizes[i]);
        assert_int_equal(mla_event_uidvalidity(event), 0);
        assert_int_equal(mla_event_read_only(event), 0);
        expect_done(session, selects[i], MLA_OK);
    }
    mla_session_free(session);
}

static const session_row another_folder_is_not_found = {
    .protocol = MLA_PROTOCOL_POP3,
    .exchanges = {POP3_OPEN},
    .calls = {SELECT("Work")},
    .events = "1 done MLA_E_NOT_FOUND '' never\n",
    .words = "INBOX",
};

static void what_pop3_has_not_is_unsupported_with_nothing_sent(void **state) {
    static const exchange exchanges[] = {POP3_OPEN, POP3_MAP, END};
    script server;
    uint32_t operations[3];

    (void)state;
    mla_session *session = script_pop3(&server, exchanges);
    assert_int_equal(mla_session_parts(session, "aa", &operations[0]), MLA_OK);
    assert_int_equal(
        mla_session_mark(session, "aa", MLA_MARK_ADD, MLA_FLAG_SEEN, NULL, &operations[1]), MLA_OK);
    assert_int_equal(mla_session_fetch(session, "aa", "1.2", 0, &operations[2]), MLA_OK);
    for (size_t i = 0; i < 3; i++)
        expect_done(session, operations[i], MLA_E_UNSUPPORTED);
    assert_int_equal(mla_session_can(session, MLA_CAN_FOLDERS), 0);
    assert_int_equal(mla_session_can(session, MLA_CAN_PARTS), 0);
    assert_int_equal(mla_session_can(session, MLA_CAN_FLAGS), 0);
    assert_int_equal(mla_session_can(session, -1), 0);
    assert_int_equal(mla_session_can(session, 99), 0);
    mla_session_free(session);
}

/* ----- messages ----- */

static const session_row a_message_streams_without_the_dots_that_were_stuffed = {
    .protocol = MLA_PROTOCOL_POP3,
    .exchanges = {POP3_OPEN,
                  POP3_MAP,
                  {"RETR 2", "+OK 20 octets\r\nS: b\r\n\r\n..\r\n.x\r\n.\r\n"},
                  {"TOP 2 0", "+OK\r\nS: b\r\n\r\n.\r\n"}},
    .calls = {FETCH("bb"), AWAIT, FETCH_PART("bb", "header", 0)},
    .events = "1 message bb - 20\n1 end bb 'S: b\r\n\r\n.\r\nx\r\n' MLA_OK\n1 done MLA_OK\n"
              "2 message bb header -\n2 end bb 'S: b\r\n\r\n' MLA_OK\n2 done MLA_OK\n",
};

static const session_row the_size_is_lists_where_retr_does_not_say = {
    .protocol = MLA_PROTOCOL_POP3,
    .exchanges = {POP3_OPEN, POP3_MAP, {"RETR 2", "+OK\r\n.\r\n"}},
    .calls = {FETCH("bb")},
    .events = "1 message bb - 20\n1 end bb '' MLA_OK\n1 done MLA_OK\n",
};

static const session_row a_message_that_is_not_there_is_not_found = {
    .protocol = MLA_PROTOCOL_POP3,
    .exchanges = {POP3_OPEN, POP3_MAP, {"RETR 1", "-ERR [SYS/PERM] it is broken\r\n"}},
    .calls = {FETCH("cc"), FETCH("1"), DELETE("1\r\nDELE 2"), FETCH("aa")},
    .events = "1 done MLA_E_NOT_FOUND '' never\n"
              "2 done MLA_E_NOT_FOUND '' never\n" /* a number is no id here */
              "3 done MLA_E_NOT_FOUND '' never\n"
              "4 done MLA_E_SERVER_NO 'it is broken' [SYS/PERM] never\n",
};

/* RFC 1939 has a message end in a line with a dot: without it nobody knows what is missing. */
static void a_message_ended_by_the_connection_is_incomplete_and_not_deleted(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN, POP3_MAP, {"RETR 1", "+OK\r\nS: a\r\n\r\nall of it\r\n"}, END};
    static const int32_t statuses[] = {MLA_END, MLA_E_EOF};
    script server;
    uint32_t operation;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        mla_session *session = script_pop3(&server, exchanges);
        assert_int_equal(mla_session_fetch(session, "aa", NULL, 0, &operation), MLA_OK);
        expect(session, MLA_EVENT_MESSAGE);
        mla_event *event = expect(session, MLA_EVENT_DATA);
        assert_int_equal(mla_event_data_len(event), strlen("S: a\r\n\r\nall of it\r\n"));
        server.cut_after = server.said;
        server.cut_status = statuses[i];
        event = expect(session, MLA_EVENT_MESSAGE_END);
        assert_int_equal(mla_event_status(event), MLA_E_INCOMPLETE);
        assert_int_equal(mla_event_position(event), strlen("S: a\r\n\r\nall of it\r\n"));
        expect_done(session, operation, MLA_E_INCOMPLETE);
        assert_int_equal(mla_session_delete(session, "aa", NULL), MLA_E_INCOMPLETE);
        assert_int_equal(mla_session_close(session, NULL), MLA_E_INCOMPLETE);
        expect_status(session, MLA_E_INCOMPLETE);
        mla_session_free(session); /* neither DELE nor QUIT: they are not in the script */
    }
}

static void a_cancelled_message_ends_as_such(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN, POP3_MAP, {"RETR 1", "+OK\r\n12345678\r\n.\r\n"}, {"NOOP", "+OK\r\n"}, END,
    };
    script server;
    uint32_t operation;
    uint32_t poll;

    (void)state;
    mla_session *session = script_pop3(&server, exchanges);
    assert_int_equal(mla_session_fetch(session, "aa", NULL, 0, &operation), MLA_OK);
    expect(session, MLA_EVENT_MESSAGE);
    assert_int_equal(mla_session_cancel_operation(session, operation), MLA_OK);
    assert_int_equal(mla_session_poll(session, &poll), MLA_OK);
    assert_int_equal(mla_event_status(expect(session, MLA_EVENT_MESSAGE_END)), MLA_E_CANCELLED);
    expect_done(session, operation, MLA_E_CANCELLED);
    expect_done(session, poll, MLA_OK);
    mla_session_free(session);
}

/* ----- deleting ----- */

static const session_row what_is_deleted_is_gone_from_the_session = {
    .protocol = MLA_PROTOCOL_POP3,
    .exchanges =
        {
            POP3_OPEN,
            POP3_MAP,
            {"DELE 1", "+OK marked\r\n"},
            {"DELE 2", "-ERR locked\r\n"},
            {"QUIT", "+OK bye\r\n"},
        },
    .calls = {DELETE("aa"), DELETE("bb"), AWAIT, LIST_IDS(NULL), FETCH("aa"), CLOSE},
    .events = "1 done MLA_OK\n"
              "2 done MLA_E_SERVER_NO 'locked' never\n"
              "3 summary bb 20 ''\n3 done MLA_OK\n"
              "4 done MLA_E_NOT_FOUND '' never\n"
              "5 done MLA_OK\n",
};

/* The server deletes with QUIT: what it says to it is the answer to each delete. */
static void a_refused_quit_is_reported(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN,
        POP3_MAP,
        {"DELE 1", "+OK\r\n"},
        {"QUIT", "-ERR some deleted messages not removed\r\n"},
        END,
    };
    script server;
    uint32_t operation;
    uint32_t close;

    (void)state;
    mla_session *session = script_pop3(&server, exchanges);
    server.closes = true;
    assert_int_equal(mla_session_delete(session, "aa", &operation), MLA_OK);
    assert_int_equal(mla_session_close(session, &close), MLA_OK);
    expect_done(session, operation, MLA_OK);
    const mla_event *event = expect(session, MLA_EVENT_DONE);
    assert_int_equal(mla_event_operation(event), close);
    assert_int_equal(mla_event_status(event), MLA_E_SERVER_NO);
    assert_string_equal(mla_event_server_text(event), "some deleted messages not removed");
    assert_int_equal(mla_session_error_status(session), MLA_E_SERVER_NO);
    expect_status(session, MLA_END);
    assert_int_equal(mla_session_error_status(session), MLA_E_SERVER_NO);
    mla_session_free(session);
}

static const session_row a_quit_without_an_answer_is_reported = {
    .protocol = MLA_PROTOCOL_POP3,
    .exchanges = {POP3_OPEN, {"QUIT", NULL}},
    .closes = true,
    .calls = {CLOSE},
    .events = "1 done MLA_E_EOF '' reconnect\nMLA_E_EOF '' reconnect\n",
};

static void freeing_without_close_deletes_nothing(void **state) {
    static const exchange exchanges[] = {POP3_OPEN, POP3_MAP, {"DELE 1", "+OK\r\n"}, END};
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = script_pop3(&server, exchanges);
    assert_int_equal(mla_session_delete(session, "aa", &operation), MLA_OK);
    expect_done(session, operation, MLA_OK);
    mla_session_free(session); /* a QUIT would not be in the script */
    assert_int_equal(server.freed, 1);
}

/* ----- what it can ----- */

static void what_it_can_depends_on_capa(void **state) {
    static const struct {
        const char *capa;
        int32_t summaries;
        int32_t stable_ids;
        int32_t pipeline;
    } rows[] = {
        {"+OK\r\nTOP\r\nUIDL\r\nPIPELINING\r\nUSER\r\n.\r\n", 1, 1, 1},
        {"+OK\r\nUSER\r\n.\r\n", 0, 0, 0},
        {"-ERR what?\r\n", 1, 1, 0}, /* an old server: the answers will show */
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const exchange exchanges[] = {
            {NULL, "+OK\r\n"},     {"CAPA", rows[i].capa}, {"USER u", "+OK\r\n"},
            {"PASS p", "+OK\r\n"}, {"CAPA", rows[i].capa}, END,
        };
        script server;
        mla_session *session = script_pop3(&server, exchanges);
        assert_int_equal(mla_session_can(session, MLA_CAN_SUMMARIES), rows[i].summaries);
        assert_int_equal(mla_session_can(session, MLA_CAN_STABLE_IDS), rows[i].stable_ids);
        assert_int_equal(mla_session_can(session, MLA_CAN_PIPELINE), rows[i].pipeline);
        assert_int_equal(mla_session_can(session, MLA_CAN_DELETE), 1);
        mla_session_free(session);
    }
}

static void an_error_unasked_is_good_bye(void **state) {
    static const exchange exchanges[] = {POP3_OPEN, END};
    script server;

    (void)state;
    mla_session *session = script_pop3(&server, exchanges);
    script_say(&server, "-ERR autologout\r\n");
    expect_status(session, MLA_E_SERVER_BYE);
    assert_string_equal(mla_session_error_server_text(session), "autologout");
    mla_session_free(session);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_is_one_folder_and_it_is_selected),
        SESSION_ROW(another_folder_is_not_found),
        cmocka_unit_test(what_pop3_has_not_is_unsupported_with_nothing_sent),
        SESSION_ROW(a_message_streams_without_the_dots_that_were_stuffed),
        SESSION_ROW(the_size_is_lists_where_retr_does_not_say),
        SESSION_ROW(a_message_that_is_not_there_is_not_found),
        cmocka_unit_test(a_message_ended_by_the_connection_is_incomplete_and_not_deleted),
        cmocka_unit_test(a_cancelled_message_ends_as_such),
        SESSION_ROW(what_is_deleted_is_gone_from_the_session),
        cmocka_unit_test(a_refused_quit_is_reported),
        SESSION_ROW(a_quit_without_an_answer_is_reported),
        cmocka_unit_test(freeing_without_close_deletes_nothing),
        cmocka_unit_test(what_it_can_depends_on_capa),
        cmocka_unit_test(an_error_unasked_is_good_bye),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
