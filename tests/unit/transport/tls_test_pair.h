/* SPDX-License-Identifier: MIT */
/** A client of the library and a server, over the memory transport. */
#ifndef MLA_TESTS_TRANSPORT_TLS_TEST_PAIR_H
#define MLA_TESTS_TRANSPORT_TLS_TEST_PAIR_H

#include "transport/support.h"
#include "transport/tls_server_mbedtls.h"

typedef struct tls_pair {
    mla_transport *client;
    tls_server server;
} tls_pair;

typedef struct tls_pair_options {
    mla_tls_context *context;
    const char *host;
    const char *alpn;
    tls_server_options server;
    size_t capacity;
    size_t chunk; /**< of each read and write below; 0: no bound */
} tls_pair_options;

/** A context that trusts one authority. */
static inline mla_tls_context *context_trusting(const char *ca_pem) {
    mla_tls_context *context = NULL;
    mla_tls_config config;

    mla_tls_config_init(&config);
    config.ca_pem = mla_str_from(ca_pem);
    assert_int_equal(mla_tls_context_new(&config, &context, NULL), MLA_OK);
    return context;
}

static inline void tls_pair_open(tls_pair *pair, const tls_pair_options *options) {
    mla_transport *client_end, *server_end;
    mla_memory_config config;

    mla_memory_config_init(&config);
    config.capacity = options->capacity;
    config.max_read = options->chunk;
    config.max_write = options->chunk;
    assert_int_equal(mla_memory_pair_new(&config, &client_end, &server_end), MLA_OK);
    assert_int_equal(
        mla_tls_new(options->context, client_end, options->host, options->alpn, &pair->client),
        MLA_OK);
    tls_server_init(&pair->server, server_end, &options->server);
}

/** Both ends in turn. @return what the client came to. */
static inline int32_t tls_pair_handshake(tls_pair *pair) {
    int32_t status = MLA_AGAIN;
    uint64_t deadline;
    int server = MBEDTLS_ERR_SSL_WANT_READ;

    for (int i = 0; i < 1000000; i++) {
        if (status == MLA_AGAIN)
            status = mla_transport_advance(pair->client, 0, &deadline);
        if (server == MBEDTLS_ERR_SSL_WANT_READ || server == MBEDTLS_ERR_SSL_WANT_WRITE)
            server = tls_server_handshake(&pair->server);
        else if (status != MLA_AGAIN)
            break;
        else if (server < 0)
            mla_transport_close(pair->server.end); /* not every failure sends an alert */
        if (status < 0)
            break;
    }
    return status;
}

static inline void tls_pair_close(tls_pair *pair) {
    mla_transport_free(pair->client);
    if (pair->server.end != NULL)
        tls_server_deinit(&pair->server);
}

#endif
