/* SPDX-License-Identifier: MIT */
#include "transport/tls_server_mbedtls.h"

#include <mbedtls/psa_util.h>
#include <psa/crypto.h>

#include "unit.h"

static int end_send(void *user, const unsigned char *data, size_t len) {
    size_t put;
    int32_t status = mla_transport_write(((tls_server *)user)->end, data, len, &put);

    if (status == MLA_AGAIN)
        return MBEDTLS_ERR_SSL_WANT_WRITE;
    return status == MLA_OK ? (int)put : MBEDTLS_ERR_SSL_CONN_EOF;
}

static int end_receive(void *user, unsigned char *buffer, size_t capacity) {
    size_t got;
    int32_t status = mla_transport_read(((tls_server *)user)->end, buffer, capacity, &got);

    if (status == MLA_AGAIN)
        return MBEDTLS_ERR_SSL_WANT_READ;
    return status == MLA_OK ? (int)got : 0;
}

static int on_sni(void *user, mbedtls_ssl_context *ssl, const unsigned char *name, size_t len) {
    (void)ssl;
    (void)name;
    (void)len;
    ((tls_server *)user)->sni_seen = 1;
    return 0;
}

static mbedtls_ssl_protocol_version version_or(int32_t version,
                                               mbedtls_ssl_protocol_version otherwise) {
    if (version == 0)
        return otherwise;
    return version == MLA_TLS_1_2 ? MBEDTLS_SSL_VERSION_TLS1_2 : MBEDTLS_SSL_VERSION_TLS1_3;
}

static void set_sessions(mbedtls_ssl_config *config, const tls_server_options *options) {
    if (options->tickets != NULL)
        mbedtls_ssl_conf_session_tickets_cb(config, mbedtls_ssl_ticket_write,
                                            mbedtls_ssl_ticket_parse, options->tickets);
    if (options->cache != NULL)
        mbedtls_ssl_conf_session_cache(config, options->cache, mbedtls_ssl_cache_get,
                                       mbedtls_ssl_cache_set);
}

static void configure(tls_server *server, const tls_server_options *options) {
    mbedtls_ssl_config *config = &server->config;

    assert_int_equal(mbedtls_ssl_config_defaults(config, MBEDTLS_SSL_IS_SERVER,
                                                 MBEDTLS_SSL_TRANSPORT_STREAM,
                                                 MBEDTLS_SSL_PRESET_DEFAULT),
                     0);
#if MBEDTLS_VERSION_MAJOR < 4
    mbedtls_ssl_conf_rng(config, mbedtls_psa_get_random, MBEDTLS_PSA_RANDOM_STATE);
#endif
    mbedtls_ssl_conf_min_tls_version(config,
                                     version_or(options->min_version, MBEDTLS_SSL_VERSION_TLS1_2));
    mbedtls_ssl_conf_max_tls_version(config,
                                     version_or(options->max_version, MBEDTLS_SSL_VERSION_TLS1_3));
    mbedtls_ssl_conf_sni(config, on_sni, server);
    assert_int_equal(
        mbedtls_ssl_conf_own_cert(config, &options->certificate->crt, &options->certificate->key),
        0);
    if (options->alpn != NULL)
        assert_int_equal(mbedtls_ssl_conf_alpn_protocols(config, options->alpn), 0);
    if (options->ciphersuites != NULL)
        mbedtls_ssl_conf_ciphersuites(config, options->ciphersuites);
    if (options->client_authority != NULL) {
        mbedtls_ssl_conf_authmode(config, MBEDTLS_SSL_VERIFY_REQUIRED);
        mbedtls_ssl_conf_ca_chain(config, &options->client_authority->crt, NULL);
    }
    set_sessions(config, options);
}

void tls_server_init(tls_server *server, mla_transport *end, const tls_server_options *options) {
    memset(server, 0, sizeof *server);
    server->end = end;
    assert_int_equal(psa_crypto_init(), PSA_SUCCESS);
    if (options->intermediate != NULL && options->certificate->crt.next == NULL)
        assert_int_equal(mbedtls_x509_crt_parse_der(&options->certificate->crt,
                                                    options->intermediate->der,
                                                    options->intermediate->der_len),
                         0);
    mbedtls_ssl_config_init(&server->config);
    mbedtls_ssl_init(&server->ssl);
    configure(server, options);
    assert_int_equal(mbedtls_ssl_setup(&server->ssl, &server->config), 0);
    mbedtls_ssl_set_bio(&server->ssl, server, end_send, end_receive, NULL);
}

void tls_server_deinit(tls_server *server) {
    mbedtls_ssl_free(&server->ssl);
    mbedtls_ssl_config_free(&server->config);
    mla_transport_free(server->end);
    server->end = NULL;
}

int tls_server_handshake(tls_server *server) {
    if (mbedtls_ssl_is_handshake_over(&server->ssl))
        return 0;
    server->result = mbedtls_ssl_handshake(&server->ssl);
    return server->result;
}

int tls_server_read(tls_server *server, char *buffer, size_t capacity) {
    server->result = mbedtls_ssl_read(&server->ssl, (unsigned char *)buffer, capacity);
    return server->result;
}

void tls_server_write(tls_server *server, const char *data, size_t len) {
    while (len > 0) {
        int put = mbedtls_ssl_write(&server->ssl, (const unsigned char *)data, len);
        assert_true(put > 0);
        data += put;
        len -= (size_t)put;
    }
}

void tls_server_close_notify(tls_server *server) {
    assert_int_equal(mbedtls_ssl_close_notify(&server->ssl), 0);
}

void tls_server_tickets_init(mbedtls_ssl_ticket_context *tickets) {
    assert_int_equal(psa_crypto_init(), PSA_SUCCESS);
    mbedtls_ssl_ticket_init(tickets);
#if MBEDTLS_VERSION_MAJOR < 4
    assert_int_equal(mbedtls_ssl_ticket_setup(tickets, mbedtls_psa_get_random,
                                              MBEDTLS_PSA_RANDOM_STATE, MBEDTLS_CIPHER_AES_256_GCM,
                                              86400),
                     0);
#else
    assert_int_equal(mbedtls_ssl_ticket_setup(tickets, PSA_ALG_GCM, PSA_KEY_TYPE_AES, 256, 86400),
                     0);
#endif
}
