/* SPDX-License-Identifier: MIT */
#include "session_rows.h"

/* ----- what comes by itself ----- */

static void news_come_with_the_operation_that_asked_for_them(void **state) {
    static const exchange exchanges[] = {
        IMAP_OPEN,
        IMAP_SELECT("A2", "3"),
        {"A3 NOOP", "* 2 EXPUNGE\r\n* 5 EXISTS\r\n* 1 FETCH (FLAGS (\\Answered $Work))\r\n"
                    "* 4 FETCH (UID 9 FLAGS (\\Recent))\r\nA3 OK\r\n"},
        END,
    };
    script server;
    uint32_t poll;

    (void)state;
    mla_session *session = script_imap(&server, exchanges);
    assert_int_equal(mla_session_select(session, NULL, 0, NULL), MLA_OK);
    expect_end(session, 0, MLA_OK);
    assert_int_equal(mla_session_poll(session, &poll), MLA_OK);
    const mla_event *event = expect(session, MLA_EVENT_REMOVED);
    assert_int_equal(mla_event_operation(event), poll);
    assert_int_equal(mla_event_count(event), 2);
    assert_string_equal(mla_event_id(event), "");
    assert_int_equal(mla_event_uidvalidity(event), 7);
    event = expect(session, MLA_EVENT_COUNT);
    assert_int_equal(mla_event_operation(event), poll);
    assert_int_equal(mla_event_count(event), 5);
    event = expect(session, MLA_EVENT_FLAGS);
    assert_int_equal(mla_event_operation(event), 0);
    assert_string_equal(mla_event_id(event), ""); /* it did not say */
    assert_int_equal(mla_event_flags(event), MLA_FLAG_ANSWERED);
    assert_string_equal(mla_event_keyword(event, 0), "$Work");
    event = expect(session, MLA_EVENT_FLAGS);
    assert_string_equal(mla_event_id(event), "9");
    assert_int_equal(mla_event_flags(event), 0); /* \Recent is told to nobody */
    assert_null(mla_event_keyword(event, 0));
    expect_done(session, poll, MLA_OK);
    mla_session_free(session);
}

static const session_row an_alert_is_told_whatever_it_came_with = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges = {IMAP_OPEN,
                  {"A2 NOOP", "* OK [ALERT] shutdown at \xfc\r\nA2 OK [ALERT] really\r\n"}},
    .calls = {POLL},
    .events = "0 alert 'shutdown at \xc3\xbc'\n1 done MLA_OK\n0 alert 'really'\n",
};

static const session_row good_bye_unasked_ends_all = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges = {IMAP_OPEN,
                  {"A2 NOOP", "* BYE [UNAVAILABLE] maintenance\r\n"},
                  {"A3 LIST \"\" \"*\"", NULL}},
    .closes = true,
    .calls = {POLL, FOLDERS},
    .events = "1 done MLA_E_SERVER_BYE 'maintenance' [UNAVAILABLE] later\n"
              "2 done MLA_E_SERVER_BYE 'maintenance' [UNAVAILABLE] later\n"
              "MLA_E_SERVER_BYE 'maintenance' [UNAVAILABLE] later\n",
};

static const session_row behind_a_good_bye_no_command_goes_out = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges = {IMAP_OPEN, {"A2 NOOP", "* BYE [UNAVAILABLE] maintenance\r\nA2 OK\r\n"}},
    .calls = {POLL, AWAIT, FOLDERS},
    .events = "1 done MLA_OK\n"
              "2 done MLA_E_SERVER_BYE 'maintenance' [UNAVAILABLE] later\n",
};

static const session_row a_server_may_close_as_soon_as_it_said_good_bye_to_a_close = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges = {IMAP_OPEN, {"A2 NOOP", "A2 OK\r\n"}, {"A3 LOGOUT", "* BYE see you\r\n"}},
    .closes = true,
    .calls = {POLL, CLOSE},
    .events = "1 done MLA_OK\n2 done MLA_OK\n",
};

static const session_row a_server_that_closes_without_a_good_bye_has_not_answered_the_close = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges = {IMAP_OPEN, {"A2 LOGOUT", NULL}},
    .closes = true,
    .calls = {CLOSE},
    .events = "1 done MLA_E_EOF '' reconnect\n",
};

static const session_row a_server_may_fall_silent_behind_its_good_bye = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges = {IMAP_OPEN, {"A2 NOOP", "* BYE [UNAVAILABLE] maintenance\r\n"}},
    .calls = {POLL},
    .events = "1 done MLA_E_SERVER_BYE 'maintenance' [UNAVAILABLE] later\n"
              "MLA_E_SERVER_BYE 'maintenance' [UNAVAILABLE] later\n",
};

static const session_row silence_behind_the_good_bye_to_a_close_is_no_error = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges = {IMAP_OPEN, {"A2 LOGOUT", "* BYE see you\r\n"}},
    .calls = {CLOSE},
    .events = "1 done MLA_OK\n",
};

static void a_connection_may_break_behind_a_good_bye(void **state) {
    static const exchange exchanges[] = {
        IMAP_OPEN, {"A2 NOOP", "* BYE maintenance\r\n"}, {"A3 NOOP", NULL}, END};
    script server;
    uint32_t poll;

    (void)state;
    for (int is_reset = 0; is_reset <= 1; is_reset++) {
        mla_session *session = script_imap(&server, exchanges);
        mla_session_poll(session, &poll);
        server.cut_after = server.said + strlen(exchanges[2].reply);
        server.cut_status = is_reset ? MLA_E_IO : MLA_END;
        expect_done(session, poll, MLA_E_SERVER_BYE);
        assert_string_equal(mla_session_error_server_text(session), "maintenance");
        mla_session_free(session);
    }
}

/* ----- errors and cancelling ----- */

static void a_refused_command_leaves_the_session_usable(void **state) {
    static const exchange exchanges[] = {
        IMAP_OPEN,
        {"A2 LIST \"\" \"*\"", "A2 NO [LIMIT] not today\r\n"},
        {"A3 NOOP", "A3 NO nor this\r\n"},
        {"A4 NOOP", "A4 BAD what?\r\n"},
        {"A5 NOOP", "A5 OK\r\n"},
        END,
    };
    script server;
    uint32_t polls[3];

    (void)state;
    mla_session *session = script_imap(&server, exchanges);
    assert_int_equal(mla_session_folders(session, NULL), MLA_OK);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(mla_session_poll(session, &polls[i]), MLA_OK);
    const mla_event *event = expect(session, MLA_EVENT_DONE);
    assert_int_equal(mla_event_status(event), MLA_E_SERVER_NO);
    assert_string_equal(mla_event_server_text(event), "not today");
    assert_string_equal(mla_session_error_server_code(session), "LIMIT");
    assert_int_equal(mla_session_error_retry(session), MLA_RETRY_LATER);
    event = expect(session, MLA_EVENT_DONE);
    assert_string_equal(mla_event_server_text(event), "nor this");
    assert_string_equal(mla_session_error_server_code(session), "");
    event = expect(session, MLA_EVENT_DONE);
    assert_int_equal(mla_event_status(event), MLA_E_SERVER_BAD);
    assert_string_equal(mla_event_server_text(event), "what?");
    assert_string_equal(mla_session_error_server_code(session), "");
    expect_done(session, polls[2], MLA_OK);
    assert_int_equal(mla_session_error_status(session),
                     MLA_E_SERVER_BAD); /* the last that failed */
    mla_session_free(session);
}

static void a_cancelled_operation_says_nothing_more(void **state) {
    static const exchange exchanges[] = {
        IMAP_OPEN,
        {"A2 LIST \"\" \"*\"", "* LIST () \"/\" a\r\n* LIST () \"/\" b\r\nA2 OK\r\n"},
        {"A3 NOOP", "A3 OK\r\n"},
        END,
    };
    script server;
    uint32_t folders;
    uint32_t poll;

    (void)state;
    mla_session *session = script_imap(&server, exchanges);
    assert_int_equal(mla_session_folders(session, &folders), MLA_OK);
    assert_int_equal(mla_session_poll(session, &poll), MLA_OK);
    assert_string_equal(mla_event_folder(expect(session, MLA_EVENT_FOLDER)), "a");
    assert_int_equal(mla_session_cancel_operation(session, folders), MLA_OK);
    expect_done(session, folders, MLA_E_CANCELLED);
    expect_done(session, poll, MLA_OK);
    assert_int_equal(mla_session_cancel_operation(session, folders), MLA_E_NOT_FOUND);
    mla_session_free(session);
}

static void what_it_can_depends_on_the_server(void **state) {
    static const exchange poor[] = {{NULL, "* PREAUTH [CAPABILITY IMAP4rev1] hi\r\n"}, END};
    static const exchange rev2[] = {{NULL, "* PREAUTH [CAPABILITY IMAP4rev2] hi\r\n"}, END};
    script server;

    (void)state;
    mla_session *session = script_imap(&server, poor);
    assert_int_equal(mla_session_can(session, MLA_CAN_FOLDERS), 1);
    assert_int_equal(mla_session_can(session, MLA_CAN_SUMMARIES), 1);
    assert_int_equal(mla_session_can(session, MLA_CAN_PARTS), 1);
    assert_int_equal(mla_session_can(session, MLA_CAN_FLAGS), 1);
    assert_int_equal(mla_session_can(session, MLA_CAN_PIPELINE), 1);
    assert_int_equal(mla_session_can(session, MLA_CAN_DELETE), 0);
    assert_int_equal(mla_session_can(session, 0), 0);
    assert_int_equal(mla_session_can(session, 99), 0);
    mla_session_free(session);
    session = script_imap(&server, rev2);
    assert_int_equal(mla_session_can(session, MLA_CAN_DELETE), 1);
    mla_session_free(session);
    script_init(&server, poor);
    mla_options *options = script_options(&server, MLA_PROTOCOL_IMAP);
    mla_options_set_allow_expunge(options, 1);
    mla_options_set_pipeline(options, 1);
    assert_int_equal(script_open(options, &session), MLA_OK);
    assert_int_equal(mla_session_can(session, MLA_CAN_DELETE), 1);
    assert_int_equal(mla_session_can(session, MLA_CAN_PIPELINE), 0);
    mla_session_free(session);
}

static void close_logs_out(void **state) {
    static const exchange exchanges[] = {
        IMAP_OPEN, {"A2 LOGOUT", "* BYE see you\r\nA2 OK bye\r\n"}, END};
    script server;
    uint32_t close;

    (void)state;
    mla_session *session = script_imap(&server, exchanges);
    assert_int_equal(mla_session_close(session, &close), MLA_OK);
    expect_done(session, close, MLA_OK);
    expect_status(session, MLA_END);
    expect_status(session, MLA_END);
    assert_int_equal(mla_session_error_status(session), MLA_OK);
    assert_int_equal(mla_session_descriptor(session), -1);
    assert_true(server.closed != 0);
    mla_session_free(session);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(news_come_with_the_operation_that_asked_for_them),
        SESSION_ROW(an_alert_is_told_whatever_it_came_with),
        SESSION_ROW(good_bye_unasked_ends_all),
        SESSION_ROW(behind_a_good_bye_no_command_goes_out),
        SESSION_ROW(a_server_may_close_as_soon_as_it_said_good_bye_to_a_close),
        SESSION_ROW(a_server_that_closes_without_a_good_bye_has_not_answered_the_close),
        SESSION_ROW(a_server_may_fall_silent_behind_its_good_bye),
        SESSION_ROW(silence_behind_the_good_bye_to_a_close_is_no_error),
        cmocka_unit_test(a_connection_may_break_behind_a_good_bye),
        cmocka_unit_test(a_refused_command_leaves_the_session_usable),
        cmocka_unit_test(a_cancelled_operation_says_nothing_more),
        cmocka_unit_test(what_it_can_depends_on_the_server),
        cmocka_unit_test(close_logs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
