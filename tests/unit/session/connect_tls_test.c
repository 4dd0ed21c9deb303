/* SPDX-License-Identifier: MIT */
/* Sessions with TLS of their own, against a server in the same thread. */
#include "tls_peer.h"

/* Options of a session with the server, which does not sleep. */
static mla_options *peer_options_on(peer *self, const test_case *row, const char **alpn,
                                    const mla_allocator *allocator) {
    const tls_server_options server = {.certificate = &good, .alpn = alpn};
    mla_transport *client_end = peer_begin(self, row, &server);
    mla_options *options;

    assert_int_equal(mla_options_new(allocator, &options), MLA_OK);
    mla_options_set_protocol(options, row->protocol);
    mla_options_set_security(options, row->security);
    mla_options_set_host(options, "mail.test");
    mla_options_set_user(options, "u");
    mla_options_set_password(options, "p");
    mla_options_set_ca_pem(options, authority.pem, strlen(authority.pem));
    mla_options_set_nonblocking(options, 1);
    mla_options_set_transport(options, client_end);
    return options;
}

static mla_options *peer_options(peer *self, const test_case *row, const char **alpn) {
    return peer_options_on(self, row, alpn, NULL);
}

/* @return the status of opening. */
static int32_t open_both(peer *self, mla_options *options, mla_session **session) {
    int32_t status = open_keeping(self, options, session);

    mla_options_free(options);
    return status;
}

static void close_both(peer *self, mla_session *session) {
    mla_session_free(session);
    tls_server_deinit(&self->tls);
}

/* ----- tests ----- */

/* What was announced in clear may have been said by anybody: it is asked for again. */
static const exchange imap_starttls[] = {
    {NULL, "* OK [CAPABILITY IMAP4rev1 STARTTLS SASL-IR AUTH=PLAIN X-CLEAR] ready\r\n"},
    {"A1 STARTTLS", "A1 OK begin\r\n"},
    {"A2 CAPABILITY", "* CAPABILITY IMAP4rev1\r\nA2 OK\r\n"},
    {"A3 LOGIN u p", "A3 OK [CAPABILITY IMAP4rev1 UIDPLUS] in\r\n"},
    END,
};
static const exchange pop3_starttls[] = {
    {NULL, "+OK ready\r\n"},
    {"STLS", "+OK begin\r\n"},
    {"CAPA", "+OK\r\nUSER\r\n.\r\n"},
    {"USER u", "+OK\r\n"},
    {"PASS p", "+OK\r\n"},
    {"CAPA", "+OK\r\nUIDL\r\n.\r\n"},
    END,
};
static const exchange imap_tls[] = {
    {NULL, "* OK [CAPABILITY IMAP4rev1] ready\r\n"},
    {"A1 LOGIN u p", "A1 OK [CAPABILITY IMAP4rev1] in\r\n"},
    {"A2 LIST \"\" \"*\"", NULL},
    END,
};
static const exchange pop3_tls[] = {
    {NULL, "+OK ready\r\n"},
    {"CAPA", "+OK\r\nUSER\r\n.\r\n"},
    {"USER u", "+OK\r\n"},
    {"PASS p", "+OK\r\n"},
    {"CAPA", "+OK\r\n.\r\n"},
    {"LIST", "+OK\r\n1 10\r\n"},
    END,
};

static const test_case cases[] = {
    {MLA_PROTOCOL_IMAP, MLA_SECURITY_STARTTLS, imap_starttls},
    {MLA_PROTOCOL_POP3, MLA_SECURITY_STARTTLS, pop3_starttls},
    {MLA_PROTOCOL_IMAP, MLA_SECURITY_TLS, imap_tls},
    {MLA_PROTOCOL_POP3, MLA_SECURITY_TLS, pop3_tls},
};

#define CASES (sizeof cases / sizeof *cases)

static void the_login_goes_inside_of_tls(void **state) {
    (void)state;
    for (size_t i = 0; i < CASES; i++) {
        const char *alpn[] = {cases[i].protocol == MLA_PROTOCOL_IMAP ? "imap" : "pop3", NULL};
        peer server;
        mla_session *session;
        int32_t status = open_both(&server, peer_options(&server, &cases[i], alpn), &session);
        if (status != MLA_OK)
            fail_msg("%zu: %s", i, mla_session_error_text(session));
        assert_int_equal(server.was_upgraded, cases[i].security == MLA_SECURITY_STARTTLS);
        assert_true(mla_session_tls_version(session) >= MLA_TLS_1_2);
        assert_string_not_equal(mla_session_ciphersuite(session), "");
        assert_string_equal(mbedtls_ssl_get_alpn_protocol(&server.tls.ssl), alpn[0]);
        assert_int_equal(server.tls.sni_seen, 1);
        const char *capability = mla_session_capability(session, 1);
        assert_true(capability == NULL || strcmp(capability, "X-CLEAR") != 0);
        close_both(&server, session);
    }
}

static void a_certificate_for_another_name_is_refused_before_a_password_is_sent(void **state) {
    (void)state;
    for (size_t i = 0; i < CASES; i++) {
        peer server;
        mla_session *session;
        mla_options *options = peer_options(&server, &cases[i], NULL);
        mla_options_set_host(options, "other.test");
        assert_int_equal(open_both(&server, options, &session), MLA_E_TLS_NAME);
        assert_non_null(strstr(mla_session_error_text(session), "host name"));
        assert_true(server.at - cases[i].exchanges <= 2); /* greeting and STARTTLS */
        close_both(&server, session);
    }
}

static void an_authority_that_is_not_trusted_is_refused(void **state) {
    (void)state;
    for (size_t i = 0; i < CASES; i++) {
        peer server;
        mla_session *session;
        mla_options *options = peer_options(&server, &cases[i], NULL);
        mla_options_set_ca_pem(options, good.pem, strlen(good.pem));
        assert_int_equal(open_both(&server, options, &session), MLA_E_TLS_UNTRUSTED);
        assert_true(server.at - cases[i].exchanges <= 2);
        close_both(&server, session);
    }
}

/* Anybody can cut a connection: without close_notify it did not end in order. */
static void a_connection_that_is_cut_is_no_end_in_order(void **state) {
    (void)state;
    for (size_t i = 2; i < CASES; i++) {
        peer server;
        mla_session *session;
        uint32_t operation;
        bool is_imap = cases[i].protocol == MLA_PROTOCOL_IMAP;
        assert_int_equal(open_both(&server, peer_options(&server, &cases[i], NULL), &session),
                         MLA_OK);
        assert_int_equal(is_imap ? mla_session_folders(session, &operation)
                                 : mla_session_list(session, NULL, MLA_LIST_IDS, &operation),
                         MLA_OK);
        expect_status(session, MLA_AGAIN);
        peer_turn(&server);
        mla_transport_close(server.tls.end);
        expect_done(session, operation, is_imap ? MLA_E_EOF : MLA_E_INCOMPLETE);
        close_both(&server, session);
    }
}

/* ----- what sessions of the same options share ----- */

/* Opens one more session. @return whether it resumed the TLS session of one before it. */
static int32_t resumes(peer *self, const test_case *row, const tls_server_options *server,
                       mla_options *options, mla_session **session) {
    mla_options_set_transport(options, peer_begin(self, row, server));
    if (open_keeping(self, options, session) != MLA_OK)
        fail_msg("%s", mla_session_error_text(*session));
    return mla_session_tls_resumed(*session);
}

static void a_session_resumes_tls_of_one_that_was_opened_with_the_same_options(void **state) {
    mbedtls_ssl_ticket_context tickets;

    (void)state;
    tls_server_tickets_init(&tickets);
    for (size_t i = 0; i < CASES; i++)
        for (int32_t version = MLA_TLS_1_2; version <= MLA_TLS_1_3; version++) {
            const tls_server_options server = {.certificate = &good,
                                               .tickets = &tickets,
                                               .min_version = version,
                                               .max_version = version};
            peer peers[3];
            mla_session *sessions[3];
            mla_options *options = peer_options(&peers[0], &cases[i], NULL);
            tls_server_deinit(&peers[0].tls);
            assert_int_equal(resumes(&peers[0], &cases[i], &server, options, &sessions[0]), 0);
            assert_int_equal(mla_session_tls_version(sessions[0]), version);
            /* beside the first, and after it is gone */
            assert_int_equal(resumes(&peers[1], &cases[i], &server, options, &sessions[1]), 1);
            close_both(&peers[0], sessions[0]);
            close_both(&peers[1], sessions[1]);
            assert_int_equal(resumes(&peers[2], &cases[i], &server, options, &sessions[2]), 1);
            mla_options_free(options);
            close_both(&peers[2], sessions[2]);
        }
    mbedtls_ssl_ticket_free(&tickets);
}

/* A TLS session that was verified in one way must not pass for one that was verified in another. */
static void what_changes_tls_ends_what_is_shared(void **state) {
    mbedtls_ssl_ticket_context tickets;
    const tls_server_options server = {.certificate = &good, .tickets = &tickets};

    (void)state;
    tls_server_tickets_init(&tickets);
    for (int setter = 0; setter < 5; setter++) {
        peer peers[3];
        mla_session *sessions[3];
        mla_options *options = peer_options(&peers[0], &cases[2], NULL);
        tls_server_deinit(&peers[0].tls);
        mla_options_set_insecure_no_verify(options, 1);
        assert_int_equal(resumes(&peers[0], &cases[2], &server, options, &sessions[0]), 0);
        assert_int_equal(mla_options_set_port(options, 1993),
                         MLA_OK); /* has nothing to do with it */
        assert_int_equal(resumes(&peers[1], &cases[2], &server, options, &sessions[1]), 1);
        const int32_t statuses[] = {
            setter == 0 ? mla_options_set_insecure_no_verify(options, 0) : MLA_OK,
            setter == 1 ? mla_options_set_ca_pem(options, authority.pem, strlen(authority.pem))
                        : MLA_OK,
            setter == 2 ? mla_options_set_ca_file(options, NULL) : MLA_OK,
            setter == 3 ? mla_options_set_tls_min_version(options, MLA_TLS_1_3) : MLA_OK,
            setter == 4 ? mla_options_set_client_certificate(options, NULL, NULL, NULL) : MLA_OK,
        };
        assert_int_equal(statuses[setter], MLA_OK);
        assert_int_equal(resumes(&peers[2], &cases[2], &server, options, &sessions[2]), 0);
        mla_options_free(options);
        for (int i = 0; i < 3; i++)
            close_both(&peers[i], sessions[i]);
    }
    mbedtls_ssl_ticket_free(&tickets);
}

static void a_setter_without_memory_for_another_context_changes_nothing(void **state) {
    heap memory;
    peer server;
    mla_session *session;

    (void)state;
    heap_init(&memory);
    mla_options *options = peer_options_on(&server, &cases[2], NULL, &memory.allocator);
    mla_options_set_insecure_no_verify(options, 1);
    assert_int_equal(open_keeping(&server, options, &session), MLA_OK);
    memory.fail_at = memory.calls + 1;
    assert_int_equal(mla_options_set_insecure_no_verify(options, 0), MLA_E_NO_MEMORY);
    assert_string_equal(mla_options_error_text(options), "out of memory");
    assert_int_equal(mla_options_set_insecure_no_verify(options, 0), MLA_OK);
    mla_options_free(options);
    close_both(&server, session);
    assert_int_equal(memory.blocks, 0);
}

/* Without memory to remember the TLS session by, the next one is not resumed: that is no error. */
static void each_allocation_on_the_way_to_login_may_fail(void **state) {
    (void)state;
    for (size_t i = 0; i < CASES; i++) {
        bool has_failed = true;
        size_t n = 0;
        size_t forgotten = 0;
        while (has_failed) {
            heap memory;
            peer server;
            mla_session *session;
            heap_init(&memory);
            mla_options *options = peer_options_on(&server, &cases[i], NULL, &memory.allocator);
            memory.fail_at = memory.calls + ++n;
            int32_t status = open_both(&server, options, &session);
            has_failed = memory.calls >= memory.fail_at;
            forgotten += has_failed && status == MLA_OK;
            assert_true(status == MLA_OK || (has_failed && status == MLA_E_NO_MEMORY));
            assert_int_equal(mla_session_error_status(session), status);
            close_both(&server, session);
            assert_int_equal(memory.blocks, 0);
        }
        assert_true(n > 15);
        assert_true(forgotten <= 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_login_goes_inside_of_tls),
        cmocka_unit_test(a_certificate_for_another_name_is_refused_before_a_password_is_sent),
        cmocka_unit_test(an_authority_that_is_not_trusted_is_refused),
        cmocka_unit_test(a_connection_that_is_cut_is_no_end_in_order),
        cmocka_unit_test(a_session_resumes_tls_of_one_that_was_opened_with_the_same_options),
        cmocka_unit_test(what_changes_tls_ends_what_is_shared),
        cmocka_unit_test(a_setter_without_memory_for_another_context_changes_nothing),
        cmocka_unit_test(each_allocation_on_the_way_to_login_may_fail),
    };
    return cmocka_run_group_tests(tests, make_certificates, free_certificates);
}
