/* SPDX-License-Identifier: MIT */
#include "session/connect.h"

#include "session_fixture.h"
#include "session/session.h"

static const exchange imap_exchanges[] = {IMAP_OPEN, END};
static const exchange pop3_exchanges[] = {POP3_OPEN, END};

static const struct {
    int32_t protocol;
    const exchange *exchanges;
} servers[] = {
    {MLA_PROTOCOL_IMAP, imap_exchanges},
    {MLA_PROTOCOL_POP3, pop3_exchanges},
};

#define SERVERS (sizeof servers / sizeof *servers)

/* ----- connecting ----- */

static void connecting_is_bounded_as_a_whole(void **state) {
    script server;

    (void)state;
    for (size_t i = 0; i < SERVERS; i++) {
        script_init(&server, servers[i].exchanges);
        server.connect_status = MLA_AGAIN;
        mla_options *options = script_options(&server, servers[i].protocol);
        mla_options_set_connect_timeout_ms(options, 7000);
        expect_refusal(&server, options, MLA_E_TIMEOUT, "not ready within the time allowed");
        assert_int_equal(server.slept_ms, 7000);
    }
}

static void without_a_bound_the_idle_timeout_does_not_count_yet(void **state) {
    script server;

    (void)state;
    script_init(&server, pop3_exchanges);
    server.connect_status = MLA_AGAIN;
    mla_options *options = script_options(&server, MLA_PROTOCOL_POP3);
    mla_options_set_connect_timeout_ms(options, 0);
    expect_refusal(&server, options, MLA_E_IO, "");
    assert_true(server.has_waited_for_ever);
}

/* TCP tries the next address then. */
static void the_transports_own_deadline_is_kept(void **state) {
    script server;
    mla_session *session;

    (void)state;
    script_init(&server, pop3_exchanges);
    server.connect_status = MLA_AGAIN;
    server.connect_deadline_ms = server.now_ms + 250;
    mla_options *options = script_options(&server, MLA_PROTOCOL_POP3);
    mla_options_set_nonblocking(options, 1);
    assert_int_equal(script_open(options, &session), MLA_OK);
    expect_status(session, MLA_AGAIN);
    assert_int_equal(mla_session_timeout_ms(session), 250);
    server.now_ms += 250;
    server.connect_deadline_ms = MLA_NO_DEADLINE;
    expect_status(session, MLA_AGAIN);
    assert_int_equal(mla_session_timeout_ms(session), 30000 - 250);
    server.connect_status = MLA_OK;
    expect_done(session, MLA_OPERATION_OPEN, MLA_OK);
    mla_session_free(session);
}

static void why_a_connection_failed_is_told(void **state) {
    static const int32_t statuses[] = {MLA_E_RESOLVE, MLA_E_CONNECT, MLA_E_TLS_UNTRUSTED};
    script server;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        script_init(&server, imap_exchanges);
        server.connect_status = statuses[i];
        server.fault = (mla_error){.struct_size = sizeof server.fault,
                                   .status = statuses[i],
                                   .native_code = -2,
                                   .detail = STR("in its own words")};
        mla_session *session;
        assert_int_equal(script_open(script_options(&server, MLA_PROTOCOL_IMAP), &session),
                         statuses[i]);
        assert_non_null(strstr(mla_session_error_text(session), "in its own words"));
        assert_int_equal(mla_session_error_native_code(session), -2);
        mla_session_free(session);
        assert_int_equal(server.freed, 1);
    }
}

static void a_session_can_be_cancelled_while_it_connects(void **state) {
    script server;
    mla_session *session;

    (void)state;
    script_init(&server, pop3_exchanges);
    server.connect_status = MLA_AGAIN;
    mla_options *options = script_options(&server, MLA_PROTOCOL_POP3);
    mla_options_set_nonblocking(options, 1);
    assert_int_equal(script_open(options, &session), MLA_OK);
    assert_int_equal(mla_session_cancel_operation(session, MLA_OPERATION_OPEN), MLA_OK);
    expect_done(session, MLA_OPERATION_OPEN, MLA_E_CANCELLED);
    expect_status(session, MLA_E_CANCELLED);
    mla_session_free(session);
    assert_int_equal(server.freed, 1);
}

/* ----- who owns the transport ----- */

static void a_transport_moves_to_one_session(void **state) {
    script server;
    mla_session *session;

    (void)state;
    script_init(&server, pop3_exchanges);
    mla_options *options = script_options(&server, MLA_PROTOCOL_POP3);
    mla_options_set_security(options, MLA_SECURITY_TRANSPORT);
    assert_int_equal(mla_session_open(options, &session), MLA_OK);
    mla_session *second;
    assert_int_equal(mla_session_open(options, &second), MLA_E_INVALID);
    assert_non_null(strstr(mla_session_error_text(second), "none given"));
    mla_session_free(second);
    mla_options_free(options);
    assert_int_equal(server.freed, 0);
    mla_session_free(session);
    assert_int_equal(server.freed, 1);
}

static void a_session_that_blocks_needs_a_transport_that_can_wait(void **state) {
    mla_transport_ops ops = script_ops;
    script server;
    mla_session *session;

    (void)state;
    ops.wait = NULL;
    script_init(&server, pop3_exchanges);
    server.transport.ops = &ops;
    expect_refusal(&server, script_options(&server, MLA_PROTOCOL_POP3), MLA_E_INVALID,
                   "the transport has no `wait`");
    script_init(&server, pop3_exchanges);
    server.transport.ops = &ops;
    session = script_open_nonblocking(script_options(&server, MLA_PROTOCOL_POP3));
    mla_session_free(session);
}

/* ----- what protects ----- */

static void a_connection_is_safe_when_tls_stands_or_less_was_asked_for(void **state) {
    static const struct {
        int32_t security;
        bool is_protected;
        bool is_connecting;
        bool is_safe;
    } rows[] = {
        {MLA_SECURITY_TLS, true, false, true},        {MLA_SECURITY_TLS, false, false, false},
        {MLA_SECURITY_TLS, true, true, false},        {MLA_SECURITY_STARTTLS, true, false, true},
        {MLA_SECURITY_STARTTLS, false, false, false}, {MLA_SECURITY_STARTTLS, true, true, false},
        {MLA_SECURITY_CLEARTEXT, false, false, true}, {MLA_SECURITY_TRANSPORT, false, false, true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const mla_session session = {
            .options.security = rows[i].security,
            .is_protected = rows[i].is_protected,
            .is_connecting = rows[i].is_connecting,
        };
        assert_int_equal(mla__connect_is_safe(&session), rows[i].is_safe);
    }
}

/* Where no handshake takes place nothing is verified: a machine without authorities will do. */
static mla_options *starttls_options(script *server, int32_t protocol) {
    mla_options *options = script_options(server, protocol);

    mla_options_set_security(options, MLA_SECURITY_STARTTLS);
    mla_options_set_insecure_no_verify(options, 1);
    return options;
}

static void no_password_goes_out_in_clear_unless_asked_for_by_name(void **state) {
    static const exchange imap[] = {{NULL, "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n"},
                                    END};
    static const exchange pop3[] = {{NULL, "+OK ready\r\n"}, {"STLS", "-ERR what?\r\n"}, END};
    const exchange *exchanges[] = {imap, pop3};
    script server;

    (void)state;
    for (size_t i = 0; i < SERVERS && MLA_WITH_TLS; i++) {
        script_init(&server, exchanges[i]);
        expect_refusal(&server, starttls_options(&server, servers[i].protocol), MLA_E_TLS_REQUIRED,
                       "imaps:// or pops://");
    }
}

static void a_login_that_is_there_before_tls_is_refused(void **state) {
    static const exchange exchanges[] = {
        {NULL, "* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] hello\r\n"}, END};
    script server;

    (void)state;
    if (!MLA_WITH_TLS)
        skip();
    script_init(&server, exchanges);
    expect_refusal(&server, starttls_options(&server, MLA_PROTOCOL_IMAP), MLA_E_TLS_REQUIRED,
                   "before TLS could begin");
}

/* Somebody between may have put a reply behind the server's, to be believed under TLS. */
static void octets_behind_the_reply_to_starttls_end_the_session(void **state) {
    static const exchange imap[] = {
        {NULL, "* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n"},
        {"A1 STARTTLS", "A1 OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"},
        END,
    };
    static const exchange pop3[] = {
        {NULL, "+OK ready\r\n"}, {"STLS", "+OK begin\r\n+OK injected\r\n"}, END};
    const exchange *exchanges[] = {imap, pop3};
    script server;

    (void)state;
    for (size_t i = 0; i < SERVERS && MLA_WITH_TLS; i++) {
        script_init(&server, exchanges[i]);
        expect_refusal(&server, starttls_options(&server, servers[i].protocol), MLA_E_INJECTION,
                       "interfering");
    }
}

static void a_file_of_authorities_that_is_not_there_is_told_before_anything_is_sent(void **state) {
    script server;

    (void)state;
    if (!MLA_WITH_TLS)
        skip();
    script_init(&server, pop3_exchanges);
    mla_options *options = script_options(&server, MLA_PROTOCOL_POP3);
    mla_options_set_security(options, MLA_SECURITY_TLS);
    mla_options_set_ca_file(options, "/nonexistent/ca.pem");
    mla_options_set_nonblocking(options, 1); /* it is no different then */
    expect_refusal(&server, options, MLA_E_TLS_CONFIG,
                   "the CA file /nonexistent/ca.pem cannot be read (No such file");
}

static void a_build_without_tls_says_so(void **state) {
    static const int32_t securities[] = {MLA_SECURITY_TLS, MLA_SECURITY_STARTTLS};
    script server;

    (void)state;
    if (MLA_WITH_TLS)
        skip();
    for (size_t i = 0; i < 2; i++) {
        script_init(&server, pop3_exchanges);
        mla_options *options = script_options(&server, MLA_PROTOCOL_POP3);
        mla_options_set_security(options, securities[i]);
        expect_refusal(&server, options, MLA_E_UNSUPPORTED, "");
    }
}

static void without_tls_there_is_nothing_to_tell_of_it(void **state) {
    script server;

    (void)state;
    mla_session *session = script_imap(&server, imap_exchanges);
    assert_int_equal(mla_session_tls_version(session), 0);
    assert_string_equal(mla_session_ciphersuite(session), "");
    assert_int_equal(mla_session_tls_version(NULL), 0);
    assert_string_equal(mla_session_ciphersuite(NULL), "");
    mla_session_free(session);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(connecting_is_bounded_as_a_whole),
        cmocka_unit_test(without_a_bound_the_idle_timeout_does_not_count_yet),
        cmocka_unit_test(the_transports_own_deadline_is_kept),
        cmocka_unit_test(why_a_connection_failed_is_told),
        cmocka_unit_test(a_session_can_be_cancelled_while_it_connects),
        cmocka_unit_test(a_transport_moves_to_one_session),
        cmocka_unit_test(a_session_that_blocks_needs_a_transport_that_can_wait),
        cmocka_unit_test(a_connection_is_safe_when_tls_stands_or_less_was_asked_for),
        cmocka_unit_test(no_password_goes_out_in_clear_unless_asked_for_by_name),
        cmocka_unit_test(a_login_that_is_there_before_tls_is_refused),
        cmocka_unit_test(octets_behind_the_reply_to_starttls_end_the_session),
        cmocka_unit_test(a_file_of_authorities_that_is_not_there_is_told_before_anything_is_sent),
        cmocka_unit_test(a_build_without_tls_says_so),
        cmocka_unit_test(without_tls_there_is_nothing_to_tell_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
