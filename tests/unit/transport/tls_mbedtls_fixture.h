/* SPDX-License-Identifier: MIT */
/** A connection in TLS, and the context it was made of; what the tests of it share. */
#ifndef MLA_TESTS_TRANSPORT_TLS_MBEDTLS_FIXTURE_H
#define MLA_TESTS_TRANSPORT_TLS_MBEDTLS_FIXTURE_H

#include "transport/certificates_fixture.h"
#include "transport/tls_test_pair.h"

static inline tls_pair_options defaults(void) {
    return (tls_pair_options){.host = "mail.test", .server = {.certificate = &good}};
}

/* Opens a pair and makes the handshake; the context goes with it. */
typedef struct fixture {
    mla_tls_context *context;
    tls_pair pair;
} fixture;

static inline int32_t fixture_open(fixture *to, tls_pair_options options) {
    to->context = options.context != NULL ? options.context : context_trusting(authority.pem);
    options.context = to->context;
    tls_pair_open(&to->pair, &options);
    return tls_pair_handshake(&to->pair);
}

static inline void fixture_close(fixture *from) {
    tls_pair_close(&from->pair);
    mla_tls_context_free(from->context);
}

#endif
