/* SPDX-License-Identifier: MIT */
/** The server's end of TLS over any transport, in the same thread as the client. */
#ifndef MLA_TESTS_TRANSPORT_TLS_SERVER_H
#define MLA_TESTS_TRANSPORT_TLS_SERVER_H

#include <mailaccess/transport.h>
#include <mbedtls/ssl.h>
#include <mbedtls/ssl_cache.h>
#include <mbedtls/ssl_ticket.h>

#include "transport/certificates_mbedtls.h"

typedef struct tls_server_options {
    certificate *certificate;
    certificate *intermediate;           /**< sent behind it; NULL: none */
    int32_t min_version;                 /**< 0: TLS 1.2 */
    int32_t max_version;                 /**< 0: TLS 1.3 */
    const char **alpn;                   /**< ends with NULL; NULL: no ALPN */
    certificate *client_authority;       /**< NULL: asks for no client certificate */
    mbedtls_ssl_ticket_context *tickets; /**< NULL: none are given */
    mbedtls_ssl_cache_context *cache;    /**< for session ids of TLS 1.2; NULL: none */
    const int *ciphersuites;             /**< ends with 0; NULL: all */
} tls_server_options;

typedef struct tls_server {
    mla_transport *end; /**< owned */
    mbedtls_ssl_config config;
    mbedtls_ssl_context ssl;
    int result; /**< of the last call to mbedTLS */
    int sni_seen;
} tls_server;

void tls_server_init(tls_server *server, mla_transport *end, const tls_server_options *options);
void tls_server_deinit(tls_server *server);

/** Makes what progress is possible. @return 0 when the handshake is done, else mbedTLS's code. */
int tls_server_handshake(tls_server *server);

/** @return octets, or mbedTLS's code (MBEDTLS_ERR_SSL_WANT_READ). */
int tls_server_read(tls_server *server, char *buffer, size_t capacity);

/** All of it: the transport must have room. */
void tls_server_write(tls_server *server, const char *data, size_t len);

void tls_server_close_notify(tls_server *server);

/** Keys for tickets that outlive a server. */
void tls_server_tickets_init(mbedtls_ssl_ticket_context *tickets);

#endif
