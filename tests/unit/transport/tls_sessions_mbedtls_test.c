/* SPDX-License-Identifier: MIT */
#include "transport/certificates_fixture.h"
#include "transport/tls_test_pair.h"

#include <pthread.h>
#include <stdio.h>

#include "transport/tls_sessions_mbedtls.h"

static int make_wildcard_certificate(void **state) {
    (void)state;
    make_certificates_for("*.mail.test");
    return 0;
}

/* Connects, takes one line (and with it the tickets of TLS 1.3), and tells whether it resumed. */
static int resumed(tls_pair_options options, const char *host, const char *alpn) {
    mla_tls_info info = {.struct_size = sizeof info};
    char buffer[16];
    tls_pair pair;
    size_t len;

    options.host = host;
    options.alpn = alpn;
    tls_pair_open(&pair, &options);
    assert_int_equal(tls_pair_handshake(&pair), MLA_OK);
    tls_server_write(&pair.server, "+OK\r\n", 5);
    assert_int_equal(mla_transport_read(pair.client, buffer, sizeof buffer, &len), MLA_OK);
    assert_int_equal(len, 5);
    assert_int_equal(mla_tls_describe(pair.client, &info), MLA_OK);
    tls_pair_close(&pair);
    return info.resumed;
}

static void resumes(tls_pair_options options) {
    options.context = context_trusting(authority.pem);
    assert_false(resumed(options, "a.mail.test", "imap"));
    assert_true(resumed(options, "a.mail.test", "imap"));
    assert_true(resumed(options, "a.mail.test", "imap"));
    assert_false(resumed(options, "a.mail.test", "pop3"));
    assert_false(resumed(options, "b.mail.test", "imap"));
    assert_true(resumed(options, "a.mail.test", "imap"));
    assert_true(resumed(options, "b.mail.test", "imap"));
    mla_tls_context_free(options.context);
}

static void tickets_resume_the_same_service_of_the_same_host(void **state) {
    mbedtls_ssl_ticket_context tickets;
    tls_pair_options options = {.server = {.certificate = &good, .tickets = &tickets}};

    (void)state;
    tls_server_tickets_init(&tickets);
    options.server.min_version = options.server.max_version = MLA_TLS_1_3;
    resumes(options);
    options.server.min_version = options.server.max_version = MLA_TLS_1_2;
    resumes(options);
    mbedtls_ssl_ticket_free(&tickets);
}

static void session_ids_resume_too(void **state) {
    mbedtls_ssl_cache_context cache;
    tls_pair_options options = {
        .server = {.certificate = &good, .cache = &cache, .max_version = MLA_TLS_1_2}};

    (void)state;
    mbedtls_ssl_cache_init(&cache);
    resumes(options);
    mbedtls_ssl_cache_free(&cache);
}

static void a_server_that_has_forgotten_makes_a_full_handshake(void **state) {
    mbedtls_ssl_ticket_context tickets;
    tls_pair_options options = {.server = {.certificate = &good, .tickets = &tickets}};

    (void)state;
    options.context = context_trusting(authority.pem);
    tls_server_tickets_init(&tickets);
    assert_false(resumed(options, "a.mail.test", NULL));
    assert_true(resumed(options, "a.mail.test", NULL));
    mbedtls_ssl_ticket_free(&tickets);
    tls_server_tickets_init(&tickets); /* other keys */
    assert_false(resumed(options, "a.mail.test", NULL));
    assert_true(resumed(options, "a.mail.test", NULL));
    mbedtls_ssl_ticket_free(&tickets);
    mla_tls_context_free(options.context);
}

static void the_session_that_was_not_used_for_longest_makes_room(void **state) {
    mbedtls_ssl_ticket_context tickets;
    tls_pair_options options = {.server = {.certificate = &good, .tickets = &tickets}};
    char host[32];

    (void)state;
    options.context = context_trusting(authority.pem);
    tls_server_tickets_init(&tickets);
    for (int i = 0; i < MLA__TLS_SESSIONS; i++) {
        (void)snprintf(host, sizeof host, "h%d.mail.test", i);
        assert_false(resumed(options, host, NULL));
    }
    assert_true(resumed(options, "h0.mail.test", NULL));
    assert_false(resumed(options, "new.mail.test", NULL)); /* in the place of h1 */
    assert_true(resumed(options, "h0.mail.test", NULL));
    assert_false(resumed(options, "h1.mail.test", NULL));
    mbedtls_ssl_ticket_free(&tickets);
    mla_tls_context_free(options.context);
}

/* mbedTLS offers no more than the version of the session, so that a server of another version breaks off. */
static void a_server_that_breaks_off_when_offered_a_session_is_offered_none_any_more(void **state) {
    static const int32_t versions[][2] = {{MLA_TLS_1_2, MLA_TLS_1_3}, {MLA_TLS_1_3, MLA_TLS_1_2}};
    mbedtls_ssl_ticket_context tickets;
    mla_error error = {.struct_size = sizeof error};
    tls_pair pair;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        tls_pair_options options = {.host = "a.mail.test",
                                    .context = context_trusting(authority.pem),
                                    .server = {.certificate = &good, .tickets = &tickets}};
        tls_server_tickets_init(&tickets);
        options.server.min_version = options.server.max_version = versions[i][0];
        assert_false(resumed(options, "a.mail.test", NULL));
        assert_false(resumed(options, "b.mail.test", NULL));
        options.server.min_version = options.server.max_version = versions[i][1];
        tls_pair_open(&pair, &options);
        assert_int_equal(tls_pair_handshake(&pair), MLA_E_TLS);
        mla_transport_describe(pair.client, &error);
        assert_int_equal(error.retry, MLA_RETRY_RECONNECT);
        tls_pair_close(&pair);
        for (int connection = 0; connection < 3; connection++)
            assert_false(resumed(options, "a.mail.test", NULL));
        options.server.min_version = options.server.max_version = versions[i][0];
        assert_true(resumed(options, "b.mail.test", NULL)); /* with the others nothing is wrong */
        mbedtls_ssl_ticket_free(&tickets);
        mla_tls_context_free(options.context);
    }
}

/* Another host's session must not carry a host past its verification. */
static void a_handshake_that_fails_keeps_no_session(void **state) {
    mbedtls_ssl_ticket_context tickets;
    tls_pair_options options = {.host = "mail.evil",
                                .server = {.certificate = &good, .tickets = &tickets}};
    tls_pair pair;

    (void)state;
    options.context = context_trusting(authority.pem);
    tls_server_tickets_init(&tickets);
    assert_false(resumed(options, "a.mail.test", NULL));
    for (int i = 0; i < 2; i++) {
        tls_pair_open(&pair, &options);
        assert_int_equal(tls_pair_handshake(&pair), MLA_E_TLS_NAME);
        tls_pair_close(&pair);
    }
    mbedtls_ssl_ticket_free(&tickets);
    mla_tls_context_free(options.context);
}

static void without_memory_there_is_no_resumption_and_no_error(void **state) {
    mbedtls_ssl_ticket_context tickets;
    tls_pair_options options = {.server = {.certificate = &good, .tickets = &tickets}};
    mla_tls_config config;
    heap memory;

    (void)state;
    heap_init(&memory);
    tls_server_tickets_init(&tickets);
    mla_tls_config_init(&config);
    config.allocator = &memory.allocator;
    config.ca_pem = mla_str_from(authority.pem);
    assert_int_equal(mla_tls_context_new(&config, &options.context, NULL), MLA_OK);
    heap_leave(&memory, 1); /* the transport's own block */
    assert_false(resumed(options, "a.mail.test", NULL));
    heap_leave(&memory, 1);
    assert_false(resumed(options, "a.mail.test", NULL));
    mla_tls_context_free(options.context);
    assert_int_equal(memory.blocks, 0);
    mbedtls_ssl_ticket_free(&tickets);
}

#if defined(MBEDTLS_THREADING_C)

#define THREADS 4
#define CONNECTIONS 10

static tls_pair_options shared;

static void *connect_again_and_again(void *user) {
    size_t *count = user;

    for (int i = 0; i < CONNECTIONS; i++)
        *count += resumed(shared, i % 2 == 0 ? "a.mail.test" : "b.mail.test", "imap") != 0;
    return NULL;
}

/* Each with a server of its own, whose tickets they share. */
static void threads_share_a_context(void **state) {
    mbedtls_ssl_ticket_context tickets;
    pthread_t threads[THREADS];
    size_t counts[THREADS] = {0};

    (void)state;
    tls_server_tickets_init(&tickets);
    shared = (tls_pair_options){.context = context_trusting(authority.pem),
                                .server = {.certificate = &good, .tickets = &tickets}};
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, connect_again_and_again, &counts[i]), 0);
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_true(counts[i] >= CONNECTIONS - 2); /* all but the first to each host */
    }
    mla_tls_context_free(shared.context);
    mbedtls_ssl_ticket_free(&tickets);
}

#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tickets_resume_the_same_service_of_the_same_host),
        cmocka_unit_test(session_ids_resume_too),
        cmocka_unit_test(a_server_that_has_forgotten_makes_a_full_handshake),
        cmocka_unit_test(the_session_that_was_not_used_for_longest_makes_room),
        cmocka_unit_test(a_server_that_breaks_off_when_offered_a_session_is_offered_none_any_more),
        cmocka_unit_test(a_handshake_that_fails_keeps_no_session),
        cmocka_unit_test(without_memory_there_is_no_resumption_and_no_error),
#if defined(MBEDTLS_THREADING_C)
        cmocka_unit_test(threads_share_a_context),
#endif
    };

    return cmocka_run_group_tests(tests, make_wildcard_certificate, free_certificates);
}
