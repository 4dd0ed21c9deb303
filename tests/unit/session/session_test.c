/* SPDX-License-Identifier: MIT */
#include "session_rows.h"

static const exchange one_message[] = {
    POP3_OPEN,
    {"LIST", "+OK\r\n1 12\r\n.\r\n"},
    {"UIDL", "+OK\r\n1 5\r\n.\r\n"},
    {"TOP 1 0", "+OK\r\nSubject: Hi\r\n\r\n.\r\n"},
    END,
};

static void finish_gives_the_status_of_one_operation(void **state) {
    script server;
    uint32_t list;
    uint32_t fetch;

    (void)state;
    mla_session *session = script_pop3(&server, one_message);
    assert_int_equal(mla_session_list(session, NULL, MLA_LIST_SUMMARIES, &list), MLA_OK);
    assert_int_equal(mla_session_fetch(session, "none", NULL, 0, &fetch), MLA_OK);
    assert_int_equal(mla_session_finish(session, fetch), MLA_E_NOT_FOUND);
    assert_int_equal(mla_session_finish(session, list), MLA_OK);
    assert_int_equal(mla_session_finish(session, list), MLA_OK);
    assert_int_equal(mla_session_finish(session, 99), MLA_E_INVALID);
    assert_int_equal(mla_session_finish(session, 0), MLA_OK);
    mla_session_free(session);
}

static void finish_of_all_gives_the_first_error(void **state) {
    script server;

    (void)state;
    mla_session *session = script_pop3(&server, one_message);
    assert_int_equal(mla_session_select(session, "Other", 0, NULL), MLA_OK);
    assert_int_equal(mla_session_parts(session, "5", NULL), MLA_OK);
    assert_int_equal(mla_session_finish(session, 0), MLA_E_NOT_FOUND);
    mla_session_free(session);
}

/* Also when it has to be called again in between. */
static void a_nonblocking_finish_of_all_gives_the_first_error(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN, {"NOOP", "-ERR not now\r\n"}, {"NOOP", NULL}, END};
    script server;
    mla_session *session;

    (void)state;
    script_init(&server, exchanges);
    mla_options *options = script_options(&server, MLA_PROTOCOL_POP3);
    mla_options_set_nonblocking(options, 1);
    assert_int_equal(script_open(options, &session), MLA_OK);
    assert_int_equal(mla_session_poll(session, NULL), MLA_OK);
    assert_int_equal(mla_session_poll(session, NULL), MLA_OK);
    expect_end(session, 0, MLA_AGAIN);
    expect_end(session, 0, MLA_AGAIN);
    script_say(&server, "+OK\r\n");
    expect_end(session, 0, MLA_E_SERVER_NO);
    expect_end(session, 0, MLA_OK);
    mla_session_free(session);
}

static void opening_needs_a_host_and_a_password(void **state) {
    mla_options *options;
    mla_session *session;

    (void)state;
    assert_int_equal(mla_options_new(NULL, &options), MLA_OK);
    assert_int_equal(mla_session_open(options, &session), MLA_E_INVALID);
    assert_non_null(strstr(mla_session_error_text(session), "no host"));
    mla_session_free(session);
    mla_options_set_host(options, "server.test");
    mla_options_set_user(options, "u");
    assert_int_equal(mla_session_open(options, &session), MLA_E_INVALID);
    assert_non_null(strstr(mla_session_error_text(session), "no password"));
    mla_session_free(session);
    mla_options_set_security(options, MLA_SECURITY_TRANSPORT);
    assert_int_equal(mla_session_open(options, &session), MLA_E_INVALID);
    mla_session_free(session);
    mla_options_free(options);
    assert_int_equal(mla_session_open(NULL, &session), MLA_E_INVALID);
}

static void a_failed_session_refuses_what_follows(void **state) {
    static const exchange exchanges[] = {{NULL, "* BYE go away\r\n"}, END};
    script server;
    mla_session *session;

    (void)state;
    script_init(&server, exchanges);
    server.closes = true;
    assert_int_equal(script_open(script_options(&server, MLA_PROTOCOL_IMAP), &session),
                     MLA_E_SERVER_BYE);
    assert_string_equal(mla_session_error_server_text(session), "go away");
    assert_int_equal(mla_session_error_retry(session), MLA_RETRY_LATER);
    assert_int_equal(mla_session_folders(session, NULL), MLA_E_SERVER_BYE);
    expect_status(session, MLA_E_SERVER_BYE);
    assert_int_equal(mla_session_can(session, MLA_CAN_FOLDERS), 0);
    mla_session_free(session);
}

/* The session is there for another thread before anything is waited for. */
static void opening_can_be_cancelled_while_it_waits(void **state) {
    static const exchange exchanges[] = {{NULL, "+OK\r\n"}, {"CAPA", NULL}, END};
    script server;
    mla_session *session = NULL;

    (void)state;
    script_init(&server, exchanges);
    server.victim = &session;
    assert_int_equal(script_open(script_options(&server, MLA_PROTOCOL_POP3), &session),
                     MLA_E_CANCELLED);
    expect_status(session, MLA_E_CANCELLED);
    assert_int_equal(mla_session_error_status(session), MLA_E_CANCELLED);
    mla_session_free(session);
    assert_int_equal(server.freed, 1);
}

static void a_call_that_waits_can_be_cancelled(void **state) {
    static const exchange exchanges[] = {POP3_OPEN, {"NOOP", NULL}, {"NOOP", NULL}, END};
    script server;
    uint32_t polls[2];

    (void)state;
    mla_session *session = script_pop3(&server, exchanges);
    assert_int_equal(mla_session_poll(session, &polls[0]), MLA_OK);
    assert_int_equal(mla_session_poll(session, &polls[1]), MLA_OK);
    server.victim = &session;
    expect_done(session, polls[0], MLA_E_CANCELLED);
    expect_done(session, polls[1], MLA_E_CANCELLED);
    expect_status(session, MLA_E_CANCELLED);
    mla_session_free(session);
}

static const session_row an_alert_waits_until_the_session_is_open = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            {NULL, "* OK [ALERT] full soon\r\n"},
            {"A1 CAPABILITY", "* CAPABILITY IMAP4rev1\r\nA1 OK\r\n"},
            {"A2 LOGIN u p", "A2 OK [ALERT] quota\r\n"},
            {"A3 CAPABILITY", "* CAPABILITY IMAP4rev1\r\nA3 OK\r\n"},
        },
    .events = "0 alert 'full soon'\n0 alert 'quota'\n",
};

static void without_a_user_capabilities_can_be_read(void **state) {
    static const exchange exchanges[] = {
        {NULL, "+OK\r\n"},
        {"CAPA", "+OK\r\nTOP\r\nSASL PLAIN X\r\n.\r\n"},
        {"QUIT", "+OK\r\n"},
        END,
    };
    script server;
    mla_session *session;
    uint32_t close;

    (void)state;
    script_init(&server, exchanges);
    mla_options *options = script_options(&server, MLA_PROTOCOL_POP3);
    mla_options_set_user(options, NULL);
    assert_int_equal(script_open(options, &session), MLA_OK);
    assert_string_equal(mla_session_capability(session, 0), "TOP");
    assert_string_equal(mla_session_capability(session, 1), "SASL PLAIN X");
    assert_null(mla_session_capability(session, 2));
    assert_int_equal(mla_session_list(session, NULL, MLA_LIST_IDS, NULL), MLA_E_STATE);
    assert_int_equal(mla_session_close(session, &close), MLA_OK);
    assert_int_equal(mla_session_finish(session, close), MLA_OK);
    assert_int_equal(mla_session_close(session, NULL), MLA_E_STATE);
    expect_status(session, MLA_END);
    mla_session_free(session);
}

static void without_a_session_there_is_an_error_to_read(void **state) {
    (void)state;
    assert_int_equal(mla_session_error_status(NULL), MLA_E_NO_MEMORY);
    assert_string_equal(mla_session_error_text(NULL), "out of memory");
    assert_string_equal(mla_session_error_server_text(NULL), "");
    mla_session_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finish_gives_the_status_of_one_operation),
        cmocka_unit_test(finish_of_all_gives_the_first_error),
        cmocka_unit_test(a_nonblocking_finish_of_all_gives_the_first_error),
        cmocka_unit_test(opening_needs_a_host_and_a_password),
        cmocka_unit_test(a_failed_session_refuses_what_follows),
        cmocka_unit_test(opening_can_be_cancelled_while_it_waits),
        cmocka_unit_test(a_call_that_waits_can_be_cancelled),
        SESSION_ROW(an_alert_waits_until_the_session_is_open),
        cmocka_unit_test(without_a_user_capabilities_can_be_read),
        cmocka_unit_test(without_a_session_there_is_an_error_to_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
