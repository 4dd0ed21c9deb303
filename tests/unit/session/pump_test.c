/* SPDX-License-Identifier: MIT */
#include "session_fixture.h"

static const exchange silent[] = {POP3_OPEN, {"NOOP", NULL}, END};
static const exchange answering[] = {POP3_OPEN, {"NOOP", "+OK\r\n"}, {"NOOP", "+OK\r\n"}, END};

/* A session that has asked for something. */
static mla_session *ask(script *server, const exchange *exchanges, uint32_t *number) {
    mla_session *session = script_pop3(server, exchanges);

    assert_int_equal(mla_session_poll(session, number), MLA_OK);
    return session;
}

/* ----- three ends ----- */

static void end_of_file_timeout_and_cancel_are_three_results(void **state) {
    static const int32_t ends[] = {MLA_E_EOF, MLA_E_TIMEOUT, MLA_E_CANCELLED};
    script server;
    uint32_t poll;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        mla_session *session = ask(&server, silent, &poll);
        server.closes = ends[i] == MLA_E_EOF;
        if (ends[i] == MLA_E_CANCELLED)
            mla_session_cancel(session);
        expect_done(session, poll, ends[i]);
        expect_status(session, ends[i]);
        expect_status(session, ends[i]); /* from then on */
        assert_int_equal(mla_session_error_status(session), ends[i]);
        assert_int_equal(mla_session_poll(session, NULL), ends[i]);
        mla_session_free(session);
        assert_int_equal(server.freed, 1);
    }
}

static void a_session_without_operations_may_end_too(void **state) {
    script server;

    (void)state;
    mla_session *session = script_pop3(&server, silent);
    expect_status(session, MLA_END); /* nothing is under way */
    server.cut_after = server.said;
    expect_status(session, MLA_E_EOF);
    mla_session_free(session);
}

static void a_wait_that_is_interrupted_is_cancelled(void **state) {
    script server;
    uint32_t poll;

    (void)state;
    mla_session *session = ask(&server, silent, &poll);
    server.interrupted = true; /* as when another thread cancels while it sleeps */
    expect_done(session, poll, MLA_E_CANCELLED);
    mla_session_free(session);
}

/* A transport of the caller's need not repeat the status; what it says of another error is not told. */
static void an_error_of_the_transport_comes_with_what_it_says_of_it(void **state) {
    static const struct {
        int32_t status;
        bool is_told;
    } rows[] = {{MLA_E_IO, true}, {MLA_OK, true}, {MLA_E_TIMEOUT, false}};
    script server;
    uint32_t poll;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mla_session *session = ask(&server, silent, &poll);
        server.cut_after = server.said;
        server.cut_status = MLA_E_IO;
        server.fault = (mla_error){.struct_size = sizeof server.fault,
                                   .status = rows[i].status,
                                   .native_code = 113,
                                   .detail = STR("no route to the host")};
        expect_done(session, poll, MLA_E_IO);
        assert_int_equal(mla_session_error_native_code(session), rows[i].is_told ? 113 : 0);
        assert_int_equal(strstr(mla_session_error_text(session), "no route") != NULL,
                         rows[i].is_told);
        assert_int_equal(mla_session_error_retry(session), MLA_RETRY_RECONNECT);
        mla_session_free(session);
    }
}

/* ----- time ----- */

static bool may_run(int32_t security) {
    return security != MLA_SECURITY_STARTTLS || MLA_WITH_TLS;
}

static mla_options *tls_port_options(script *server, int32_t security, int32_t port) {
    mla_options *options = script_options(server, MLA_PROTOCOL_POP3);

    mla_options_set_security(options, security);
    mla_options_set_port(options, port);
    mla_options_set_insecure_no_verify(options, 1);
    return options;
}

static void silence_is_bounded_by_the_idle_timeout(void **state) {
    script server;
    uint32_t poll;

    (void)state;
    mla_session *session = ask(&server, silent, &poll);
    uint64_t slept = server.slept_ms;
    expect_done(session, poll, MLA_E_TIMEOUT);
    assert_int_equal(server.slept_ms - slept, 60000);
    assert_non_null(strstr(mla_session_error_text(session), "silent for longer"));
    mla_session_free(session);
}

/* The server waits for TLS, the client for a greeting: somebody has to end it. */
static void silence_instead_of_a_greeting_on_a_port_for_tls_ends_soon(void **state) {
    static const exchange nothing[] = {END};
    static const exchange greeting_alone[] = {{NULL, "+OK\r\n"}, {"CAPA", NULL}, END};
    static const char no_tls[] = "the server sent no greeting: on this port it waits for TLS; "
                                 "use TLS from the first octet, by imaps:// or pops://";
    static const char no_greeting[] =
        "the server sent no greeting: it may wait for TLS, by imaps:// "
        "or pops://; connect again, or allow more time";
    static const char silence[] = "the server was silent for longer than the time allowed; "
                                  "connect again, or allow more time";
    static const struct {
        int32_t security;
        int32_t port;
        const exchange *exchanges;
        const char *text;
    } rows[] = {
        {MLA_SECURITY_STARTTLS, 993, nothing, no_tls},
        {MLA_SECURITY_STARTTLS, 995, nothing, no_tls},
        {MLA_SECURITY_CLEARTEXT, 995, nothing, no_tls},
        {MLA_SECURITY_STARTTLS, 143, nothing, no_greeting},
        {MLA_SECURITY_CLEARTEXT, 0, nothing, no_greeting},
        {MLA_SECURITY_TRANSPORT, 995, nothing, silence},
        {MLA_SECURITY_CLEARTEXT, 995, greeting_alone, silence},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool ends_soon = rows[i].text == no_tls;
        for (int32_t idle_timeout_ms = ends_soon ? 0 : 60000; idle_timeout_ms <= 60000;
             idle_timeout_ms += 60000) {
            script server;
            if (!may_run(rows[i].security))
                continue;
            script_init(&server, rows[i].exchanges);
            mla_options *options = tls_port_options(&server, rows[i].security, rows[i].port);
            mla_options_set_idle_timeout_ms(options, idle_timeout_ms);
            expect_refusal(&server, options, ends_soon ? MLA_E_TLS_REQUIRED : MLA_E_TIMEOUT,
                           rows[i].text);
            assert_int_equal(server.slept_ms, ends_soon ? 10000 : 60000);
        }
    }
}

static void an_end_instead_of_a_greeting_on_a_port_for_tls_is_told_as_that(void **state) {
    static const exchange nothing[] = {END};
    static const struct {
        int32_t port;
        int32_t status;
    } rows[] = {{995, MLA_E_TLS_REQUIRED}, {110, MLA_E_EOF}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        script server;
        script_init(&server, nothing);
        server.closes = true;
        mla_options *options = tls_port_options(&server, MLA_SECURITY_CLEARTEXT, rows[i].port);
        expect_refusal(&server, options, rows[i].status, "");
        assert_int_equal(server.slept_ms, 0);
    }
}

/* RFC 8446 section 5.1: a record of type 21, fatal, unexpected_message. */
static void an_alert_of_tls_is_no_greeting(void **state) {
    static const exchange alert[] = {{NULL, "\x15\x03\x03\x01\x02\x02\x0a"}, END};
    static const int32_t protocols[] = {MLA_PROTOCOL_IMAP, MLA_PROTOCOL_POP3};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        script server;
        script_init(&server, alert);
        expect_refusal(&server, script_options(&server, protocols[i]), MLA_E_TLS_REQUIRED,
                       "an alert of TLS instead of a greeting; use TLS from the first octet");
        assert_int_equal(server.slept_ms, 0);
    }
}

/* A drip of octets is no silence, but an operation may have a bound of its own. */
static void an_operation_is_bounded_by_the_command_timeout(void **state) {
    script server;
    mla_session *session;
    uint32_t poll;

    (void)state;
    script_init(&server, silent);
    mla_options *options = script_options(&server, MLA_PROTOCOL_POP3);
    mla_options_set_command_timeout_ms(options, 5000);
    assert_int_equal(script_open(options, &session), MLA_OK);
    assert_int_equal(mla_session_poll(session, &poll), MLA_OK);
    server.now_ms += 100000; /* its time begins when it is looked at */
    uint64_t slept = server.slept_ms;
    expect_done(session, poll, MLA_E_TIMEOUT);
    assert_int_equal(server.slept_ms - slept, 5000);
    assert_non_null(strstr(mla_session_error_text(session), "took longer"));
    mla_session_free(session);
}

static void without_bounds_it_waits_for_ever(void **state) {
    script server;
    mla_session *session;
    uint32_t poll;

    (void)state;
    script_init(&server, silent);
    mla_options *options = script_options(&server, MLA_PROTOCOL_POP3);
    mla_options_set_idle_timeout_ms(options, 0);
    assert_int_equal(script_open(options, &session), MLA_OK);
    assert_int_equal(mla_session_poll(session, &poll), MLA_OK);
    expect_done(session, poll, MLA_E_IO);
    assert_true(server.has_waited_for_ever);
    mla_session_free(session);
}

static void the_callers_own_time_is_not_the_servers_silence(void **state) {
    script server;

    (void)state;
    mla_session *session = script_pop3(&server, answering);
    for (int i = 0; i < 2; i++) {
        uint32_t poll;
        server.now_ms += 3600000;
        assert_int_equal(mla_session_poll(session, &poll), MLA_OK);
        server.now_ms += 3600000;
        expect_done(session, poll, MLA_OK);
    }
    mla_session_free(session);
}

/* ----- octets ----- */

static void octets_go_out_in_pieces_of_any_size(void **state) {
    script server;

    (void)state;
    for (size_t chunk = 1; chunk < 8; chunk++) {
        mla_session *session;
        script_init(&server, answering);
        server.write_chunk = chunk;
        server.chunk = chunk;
        assert_int_equal(script_open(script_options(&server, MLA_PROTOCOL_POP3), &session), MLA_OK);
        uint64_t sent = mla_session_octets_sent(session);
        uint64_t received = mla_session_octets_received(session);
        assert_int_equal(mla_session_poll(session, NULL), MLA_OK);
        expect_end(session, 0, MLA_OK);
        assert_int_equal(mla_session_octets_sent(session) - sent, strlen("NOOP\r\n"));
        assert_int_equal(mla_session_octets_received(session) - received, strlen("+OK\r\n"));
        mla_session_free(session);
    }
}

/* What a server says before it hangs up tells more than the broken pipe. */
static void what_was_said_before_the_connection_broke_is_read(void **state) {
    static const exchange exchanges[] = {{NULL, "* PREAUTH [CAPABILITY IMAP4rev1] hi\r\n"}, END};
    script server;
    uint32_t poll;

    (void)state;
    mla_session *session = script_imap(&server, exchanges);
    script_say(&server, "* BYE idle for too long\r\n");
    server.closes = true;
    server.write_status = MLA_E_EOF;
    assert_int_equal(mla_session_poll(session, &poll), MLA_OK);
    expect_done(session, poll, MLA_E_SERVER_BYE);
    assert_string_equal(mla_session_error_server_text(session), "idle for too long");
    mla_session_free(session);
}

static void a_write_that_fails_ends_the_session(void **state) {
    script server;
    uint32_t poll;

    (void)state;
    mla_session *session = ask(&server, answering, &poll);
    server.write_status = MLA_E_IO;
    expect_done(session, poll, MLA_E_IO);
    expect_status(session, MLA_E_IO);
    mla_session_free(session);
}

/* ----- for an event loop ----- */

static void a_nonblocking_session_never_sleeps(void **state) {
    script server;
    uint32_t poll;

    (void)state;
    script_init(&server, silent);
    mla_options *options = script_options(&server, MLA_PROTOCOL_POP3);
    mla_options_set_command_timeout_ms(options, 90000);
    mla_session *session = script_open_nonblocking(options);
    assert_int_equal(mla_session_poll(session, &poll), MLA_OK);
    expect_status(session, MLA_AGAIN);
    assert_int_equal(mla_session_wants(session), MLA_WANT_READ);
    assert_int_equal(mla_session_timeout_ms(session), 60000);
    assert_int_equal(mla_session_descriptor(session), -1); /* the script has none */
    assert_int_equal(mla_session_pending(session), 0);
    server.now_ms += 59999;
    assert_int_equal(mla_session_timeout_ms(session), 1);
    expect_status(session, MLA_AGAIN);
    server.now_ms += 1;
    assert_int_equal(mla_session_timeout_ms(session), 0);
    expect_done(session, poll, MLA_E_TIMEOUT);
    assert_int_equal(server.slept_ms, 0);
    mla_session_free(session);
}

static void with_nothing_under_way_there_is_no_deadline(void **state) {
    script server;

    (void)state;
    mla_session *session = script_session_nonblocking(&server, MLA_PROTOCOL_POP3, silent);
    expect_status(session, MLA_END);
    assert_int_equal(mla_session_timeout_ms(session), -1);
    mla_session_free(session);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(end_of_file_timeout_and_cancel_are_three_results),
        cmocka_unit_test(a_session_without_operations_may_end_too),
        cmocka_unit_test(a_wait_that_is_interrupted_is_cancelled),
        cmocka_unit_test(an_error_of_the_transport_comes_with_what_it_says_of_it),
        cmocka_unit_test(silence_is_bounded_by_the_idle_timeout),
        cmocka_unit_test(silence_instead_of_a_greeting_on_a_port_for_tls_ends_soon),
        cmocka_unit_test(an_end_instead_of_a_greeting_on_a_port_for_tls_is_told_as_that),
        cmocka_unit_test(an_alert_of_tls_is_no_greeting),
        cmocka_unit_test(an_operation_is_bounded_by_the_command_timeout),
        cmocka_unit_test(without_bounds_it_waits_for_ever),
        cmocka_unit_test(the_callers_own_time_is_not_the_servers_silence),
        cmocka_unit_test(octets_go_out_in_pieces_of_any_size),
        cmocka_unit_test(what_was_said_before_the_connection_broke_is_read),
        cmocka_unit_test(a_write_that_fails_ends_the_session),
        cmocka_unit_test(a_nonblocking_session_never_sleeps),
        cmocka_unit_test(with_nothing_under_way_there_is_no_deadline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
