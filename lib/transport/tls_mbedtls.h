/* SPDX-License-Identifier: MIT */
/** What the files of TLS by mbedTLS share. */
#ifndef MLA_TRANSPORT_TLS_H
#define MLA_TRANSPORT_TLS_H

#include <stdbool.h>

#include <mailaccess/transport.h>
#include <mbedtls/build_info.h>
#include <mbedtls/pk.h>
#include <mbedtls/psa_util.h>
#include <mbedtls/ssl.h>
#include <mbedtls/x509_crt.h>

#include "transport/fault_libc.h"
#include "transport/tls_authorities_mbedtls.h"
#include "transport/tls_sessions_mbedtls.h"

#if !defined(MBEDTLS_HAVE_TIME_DATE)
#error "mbedTLS without MBEDTLS_HAVE_TIME_DATE accepts certificates that have expired"
#endif

/* mbedTLS 4 takes its random numbers from PSA by itself. */
#if MBEDTLS_VERSION_MAJOR < 4
#define MLA__TLS_RANDOM , mbedtls_psa_get_random, MBEDTLS_PSA_RANDOM_STATE
#else
#define MLA__TLS_RANDOM
#endif

struct mla_tls_context {
    mla_allocator allocator;
    mla__authorities authorities;
    mla__tls_sessions sessions;
    mbedtls_x509_crt client_cert; /**< `version` 0: none */
    mbedtls_pk_context client_key;
    int32_t min_version;
    bool verify;
};

typedef enum mla__tls_phase {
    MLA__TLS_LOWER, /**< the transport below connects */
    MLA__TLS_HANDSHAKE,
    MLA__TLS_OPEN,
    MLA__TLS_ENDED, /**< the peer sent close_notify */
    MLA__TLS_FAILED
} mla__tls_phase;

/* mbedTLS asks for the five octets of a record's head, then for its body: two system calls a record,
 * and most servers make records of 4 KiB. */
#define MLA__TLS_READ_AHEAD 32768

typedef struct mla__tls {
    mla_transport transport;
    size_t size; /**< of this block, with the strings behind it */
    mla_tls_context *context;
    mla_transport *lower;
    mla__tls_phase phase;
    uint32_t wants;
    bool lower_again;    /**< the transport below answered MLA_AGAIN in the current call */
    bool lower_ended;    /**< the transport below answered MLA_END */
    bool full_handshake; /**< the server has shown its certificate: nothing was resumed */
    bool is_offered;     /**< to resume an earlier session was asked for */
    bool close_sent;
    bool has_octets; /**< the read in progress has some: it takes what was read ahead only */
    size_t unfinished_write; /**< octets that mbedTLS holds encrypted and has not sent yet */
    int32_t lower_status;    /**< the error below that mbedTLS was told of; MLA_OK: none */
    mla__fault fault;
    char problem[256]; /**< what is wrong with the certificate, for a person to read */
    mbedtls_x509_crt no_authorities;
    mbedtls_ssl_config config;
    mbedtls_ssl_context ssl;
    const char *alpn_list[2];
    const char *session_key; /**< protocol and host: what is resumed is the same service */
    const char *host;
    size_t ahead_start;
    size_t ahead_len; /**< octets in `ahead` that mbedTLS has not asked for yet */
    unsigned char ahead[MLA__TLS_READ_AHEAD];
} mla__tls;

/** The transport below, as mbedTLS sends to it and receives from it; `user` is the mla__tls. */
int mla__tls_lower_send(void *user, const unsigned char *data, size_t len);
int mla__tls_lower_receive(void *user, unsigned char *buffer, size_t capacity);

/** mbedTLS's verification callback; `user` is the mla__tls. */
int mla__tls_verify(void *user, mbedtls_x509_crt *crt, int depth, uint32_t *flags);

#define MLA__TLS_OUT_OF_PERIOD (MBEDTLS_X509_BADCERT_EXPIRED | MBEDTLS_X509_BADCERT_FUTURE)

/** What an error of mbedTLS means, recorded with a text in `fault`. @return the status. */
int32_t mla__tls_fail(mla__tls *tls, int code);

/** Suites that RFC 9325 section 4.2 recommends, the fastest on this processor first; 0 ends it. */
const int *mla__tls_ciphersuites(void);

/** Signature algorithms in the order of preference; MBEDTLS_TLS1_3_SIG_NONE ends it. */
const uint16_t *mla__tls_signatures(void);

#endif
