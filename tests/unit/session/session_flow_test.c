/* SPDX-License-Identifier: MIT */
/* A whole flow over each protocol: connect, log in, list, fetch, close. */
#include "session_fixture.h"

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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_flow_succeeds_in_chunks_of_any_size),
        cmocka_unit_test(the_server_may_close_at_any_octet),
        cmocka_unit_test(a_session_may_be_freed_at_any_event),
        cmocka_unit_test(a_summary_is_the_same_over_both_protocols),
        cmocka_unit_test(an_event_stays_valid_while_operations_are_started_and_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
