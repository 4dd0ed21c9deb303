/* SPDX-License-Identifier: MIT */
/** TLS sessions that may be resumed, the last one of each server. Safe to use from several threads. */
#ifndef MLA_TRANSPORT_TLS_SESSIONS_H
#define MLA_TRANSPORT_TLS_SESSIONS_H

#include <stdbool.h>

#include <mailaccess/base.h>
#include <mbedtls/ssl.h>
#include <mbedtls/threading.h>

/** A session costs a few kB, most of it the server's certificate. */
#define MLA__TLS_SESSIONS 8

typedef struct mla__tls_session {
    char *key; /**< which server; NULL: a free place */
    size_t key_size;
    uint64_t used;    /**< larger: used later */
    bool is_given_up; /**< the server gets no offer any more: its session is not used */
    mbedtls_ssl_session session;
} mla__tls_session;

typedef struct mla__tls_sessions {
    const mla_allocator *allocator;
#if defined(MBEDTLS_THREADING_C) /* without it mbedTLS itself is for one thread */
    mbedtls_threading_mutex_t mutex;
#endif
    uint64_t uses;
    mla__tls_session places[MLA__TLS_SESSIONS];
} mla__tls_sessions;

/** @param allocator must live as long. */
void mla__tls_sessions_init(mla__tls_sessions *sessions, const mla_allocator *allocator);
void mla__tls_sessions_deinit(mla__tls_sessions *sessions);

/** Offers the server's session in the handshake to come. @return whether there is one. */
bool mla__tls_sessions_offer(mla__tls_sessions *sessions, const char *key,
                             mbedtls_ssl_context *ssl);

/**
 * Keeps the session of a connection for the next one; the session that was not used for longest
 * makes room. Without memory nothing is kept: resumption saves time and is never needed.
 */
void mla__tls_sessions_keep(mla__tls_sessions *sessions, const char *key,
                            const mbedtls_ssl_context *ssl);

/**
 * A handshake failed in which the session was offered: from here on all with this server are full ones.
 * Some break off where they should go on without it, an OpenSSL that asks for a certificate among them,
 * and would do so with every second connection.
 */
void mla__tls_sessions_give_up(mla__tls_sessions *sessions, const char *key);

#endif
