/* SPDX-License-Identifier: MIT */
#include "script.h"

typedef struct test_flow {
    int32_t protocol;
    const exchange *exchanges;
    const char *id;
    const char *body;
} test_flow;

static const exchange imap_exchanges[] = {
    IMAP_OPEN,
    IMAP_SELECT("A2", "1"),
    {"A3 UID FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)",
     "* 1 FETCH (UID 5 FLAGS (\\Seen) INTERNALDATE \"17-Jul-2026 02:44:25 -0700\" RFC822.SIZE 12 "
     "ENVELOPE (\"Fri, 17 Jul 2026 11:44:25 +0200\" \"Hi\" ((\"Ann\" NIL \"a\" \"x.org\")) NIL NIL "
     "NIL NIL NIL NIL NIL))\r\nA3 OK done\r\n"},
    {"A4 UID FETCH 5 (UID BODY.PEEK[])",
     "* 1 FETCH (UID 5 BODY[] {12}\r\nFrom: a\r\n\r\nb)\r\nA4 OK done\r\n"},
    {"A5 LOGOUT", "* BYE bye\r\nA5 OK bye\r\n"},
    END,
};

static const exchange pop3_exchanges[] = {
    POP3_OPEN,
    {"LIST", "+OK\r\n1 12\r\n.\r\n"},
    {"UIDL", "+OK\r\n1 5\r\n.\r\n"},
    {"TOP 1 0",
     "+OK\r\nDate: Fri, 17 Jul 2026 11:44:25 +0200\r\nFrom: Ann <a@x.org>\r\nSubject: Hi\r\n"
     "\r\n.\r\n"},
    {"RETR 1", "+OK\r\nFrom: a\r\n\r\nb\r\n.\r\n"},
    {"QUIT", "+OK bye\r\n"},
    END,
};

static const test_flow flows[] = {
    {MLA_PROTOCOL_IMAP, imap_exchanges, "5", "From: a\r\n\r\nb"},
    {MLA_PROTOCOL_POP3, pop3_exchanges, "5", "From: a\r\n\r\nb\r\n"},
};

#define FLOWS (sizeof flows / sizeof *flows)

/* What a whole flow came to. */
typedef struct test_outcome {
    int32_t status; /* of the first thing that failed */
    size_t done;
    bool whole; /* the message ended with MLA_OK */
    char body[256];
    size_t body_len;
} test_outcome;

static void look_at(test_outcome *outcome, const mla_event *event) {
    int32_t type = mla_event_type(event);
    int32_t status = mla_event_status(event);

    outcome->done += type == MLA_EVENT_DONE;
    if (outcome->status == MLA_OK)
        outcome->status = status;
    if (type == MLA_EVENT_MESSAGE_END)
        outcome->whole = status == MLA_OK;
    if (type != MLA_EVENT_DATA)
        return;
    memcpy(outcome->body + outcome->body_len, mla_event_data(event), mla_event_data_len(event));
    outcome->body_len += mla_event_data_len(event);
}

static void drain(mla_session *session, test_outcome *outcome) {
    mla_event *event;
    int32_t status;

    while ((status = mla_session_next(session, &event)) == MLA_OK)
        look_at(outcome, event);
    if (status != MLA_END && outcome->status == MLA_OK)
        outcome->status = status;
}

static int32_t start_all(const test_flow *flow, mla_session *session, size_t *started) {
    int32_t status = mla_session_list(session, NULL, MLA_LIST_SUMMARIES, NULL);

    *started = status == MLA_OK;
    if (status == MLA_OK)
        status = mla_session_fetch(session, flow->id, NULL, 0, NULL);
    *started += status == MLA_OK;
    if (status == MLA_OK)
        status = mla_session_close(session, NULL);
    *started += status == MLA_OK;
    return status;
}

/* Connect, log in, list, fetch, close. */
static test_outcome run(const test_flow *flow, mla_options *options) {
    mla_session *session;
    test_outcome outcome = {0};
    size_t started = 0;

    outcome.status = mla_session_open(options, &session);
    if (outcome.status == MLA_OK)
        outcome.status = start_all(flow, session, &started);
    if (outcome.status == MLA_OK) {
        drain(session, &outcome);
        assert_int_equal(outcome.done, started);
    }
    if (outcome.status != MLA_OK) {
        assert_string_equal(mla_status_name(mla_session_error_status(session)),
                            mla_status_name(outcome.status));
        assert_true(mla_session_error_text(session)[0] != '\0');
    }
    mla_session_free(session);
    return outcome;
}

static void every_flow_succeeds_in_chunks_of_any_size(void **state) {
    static const size_t chunks[] = {1, 2, 3, 7, 100, SIZE_MAX};
    script server;

    (void)state;
    for (size_t i = 0; i < FLOWS; i++) {
        for (size_t j = 0; j < sizeof chunks / sizeof *chunks; j++) {
            script_init(&server, flows[i].exchanges);
            server.chunk = chunks[j];
            server.closes = true;
            mla_options *options = script_options(&server, flows[i].protocol);
            test_outcome outcome = run(&flows[i], options);
            mla_options_free(options);
            assert_string_equal(mla_status_name(outcome.status), "MLA_OK");
            assert_true(outcome.whole);
            assert_string_equal(outcome.body, flows[i].body);
            assert_int_equal(server.freed, 1);
        }
    }
}

/* Each operation completes once then, and no message counts as whole that is not. */
static void the_server_may_close_at_any_octet(void **state) {
    static const int32_t statuses[] = {MLA_END, MLA_E_EOF};
    script server;

    (void)state;
    for (size_t i = 0; i < FLOWS; i++) {
        for (size_t cut = 0;; cut++) {
            script_init(&server, flows[i].exchanges);
            server.cut_after = cut;
            server.cut_status = statuses[cut % 2];
            mla_options *options = script_options(&server, flows[i].protocol);
            test_outcome outcome = run(&flows[i], options);
            mla_options_free(options);
            if (outcome.status == MLA_OK)
                break; /* the end of what it has to say was reached */
            assert_true(outcome.status == MLA_E_EOF || outcome.status == MLA_E_INCOMPLETE ||
                        outcome.status == MLA_E_SERVER_BYE);
            assert_true(mla_status_is_fatal(outcome.status));
            if (outcome.whole)
                assert_string_equal(outcome.body, flows[i].body);
        }
        assert_true(server.said > 200);
    }
}

static void a_session_may_be_freed_at_any_event(void **state) {
    script server;

    (void)state;
    for (size_t i = 0; i < FLOWS; i++) {
        for (size_t events = 0; events < 12; events++) {
            mla_event *event;
            mla_session *session = script_session(&server, flows[i].protocol, flows[i].exchanges);
            assert_int_equal(mla_session_list(session, NULL, MLA_LIST_SUMMARIES, NULL), MLA_OK);
            assert_int_equal(mla_session_fetch(session, "5", NULL, 0, NULL), MLA_OK);
            for (size_t j = 0; j < events; j++)
                (void)mla_session_next(session, &event);
            mla_session_free(session);
            assert_int_equal(server.freed, 1);
        }
    }
}

static void a_summary_is_the_same_over_both_protocols(void **state) {
    script server;

    (void)state;
    for (size_t i = 0; i < FLOWS; i++) {
        mla_session *session = script_session(&server, flows[i].protocol, flows[i].exchanges);
        assert_int_equal(mla_session_list(session, NULL, MLA_LIST_SUMMARIES, NULL), MLA_OK);
        const mla_event *event = expect(session, MLA_EVENT_SUMMARY);
        assert_string_equal(mla_event_id(event), "5");
        assert_int_equal(mla_event_id_is_stable(event), 1);
        assert_int_equal(mla_event_size(event), 12);
        assert_int_equal(mla_event_date(event), 1784281465);
        assert_int_equal(mla_event_date_zone_minutes(event), 120);
        assert_string_equal(mla_event_from_name(event), "Ann");
        assert_string_equal(mla_event_from_address(event), "a@x.org");
        assert_string_equal(mla_event_subject(event), "Hi");
        mla_session_free(session);
    }
}

static void finish_gives_the_status_of_one_operation(void **state) {
    script server;
    uint32_t list;
    uint32_t fetch;

    (void)state;
    mla_session *session = script_pop3(&server, pop3_exchanges);
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
    mla_session *session = script_pop3(&server, pop3_exchanges);
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

static void an_event_stays_valid_while_operations_are_started_and_cancelled(void **state) {
    script server;

    (void)state;
    for (size_t i = 0; i < FLOWS; i++) {
        uint32_t fetch;
        mla_session *session = script_session(&server, flows[i].protocol, flows[i].exchanges);
        assert_int_equal(mla_session_list(session, NULL, MLA_LIST_SUMMARIES, NULL), MLA_OK);
        const mla_event *event = expect(session, MLA_EVENT_SUMMARY);
        const char *subject = mla_event_subject(event);
        const char *id = mla_event_id(event);
        for (int j = 0; j < 100; j++)
            assert_int_equal(mla_session_fetch(session, "5", NULL, 0, &fetch), MLA_OK);
        assert_int_equal(mla_session_select(session, "a\nb", 0, NULL), MLA_E_INVALID);
        assert_int_equal(mla_session_cancel_operation(session, fetch), MLA_OK);
        assert_string_equal(subject, "Hi");
        assert_string_equal(id, "5");
        assert_ptr_equal(mla_event_subject(event), subject);
        mla_session_free(session);
    }
}

static void an_alert_waits_until_the_session_is_open(void **state) {
    static const exchange exchanges[] = {
        {NULL, "* OK [ALERT] full soon\r\n"},
        {"A1 CAPABILITY", "* CAPABILITY IMAP4rev1\r\nA1 OK\r\n"},
        {"A2 LOGIN u p", "A2 OK [ALERT] quota\r\n"},
        {"A3 CAPABILITY", "* CAPABILITY IMAP4rev1\r\nA3 OK\r\n"},
        END,
    };
    script server;

    (void)state;
    mla_session *session = script_imap(&server, exchanges);
    assert_string_equal(mla_event_server_text(expect(session, MLA_EVENT_ALERT)), "full soon");
    assert_string_equal(mla_event_server_text(expect(session, MLA_EVENT_ALERT)), "quota");
    expect_status(session, MLA_END);
    mla_session_free(session);
}

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
        cmocka_unit_test(every_flow_succeeds_in_chunks_of_any_size),
        cmocka_unit_test(the_server_may_close_at_any_octet),
        cmocka_unit_test(a_session_may_be_freed_at_any_event),
        cmocka_unit_test(a_summary_is_the_same_over_both_protocols),
        cmocka_unit_test(finish_gives_the_status_of_one_operation),
        cmocka_unit_test(finish_of_all_gives_the_first_error),
        cmocka_unit_test(a_nonblocking_finish_of_all_gives_the_first_error),
        cmocka_unit_test(opening_needs_a_host_and_a_password),
        cmocka_unit_test(a_failed_session_refuses_what_follows),
        cmocka_unit_test(opening_can_be_cancelled_while_it_waits),
        cmocka_unit_test(a_call_that_waits_can_be_cancelled),
        cmocka_unit_test(an_event_stays_valid_while_operations_are_started_and_cancelled),
        cmocka_unit_test(an_alert_waits_until_the_session_is_open),
        cmocka_unit_test(without_a_user_capabilities_can_be_read),
        cmocka_unit_test(without_a_session_there_is_an_error_to_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
