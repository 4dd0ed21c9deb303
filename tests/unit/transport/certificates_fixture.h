/* SPDX-License-Identifier: MIT */
/** An authority and a server's certificate by it, made once for all tests of a program. */
#ifndef MLA_TESTS_TRANSPORT_CERTIFICATES_FIXTURE_H
#define MLA_TESTS_TRANSPORT_CERTIFICATES_FIXTURE_H

#include "transport/certificates_mbedtls.h"

static certificate authority;
static certificate good;

static inline void make_certificates_for(const char *dns) {
    const certificate_options ca = {.subject = "CN=Test CA", .is_authority = 1};
    const certificate_options server = {.subject = "CN=x", .issuer = &authority, .dns = dns};

    certificate_make(&authority, &ca);
    certificate_make(&good, &server);
}

static inline int make_certificates(void **state) {
    (void)state;
    make_certificates_for("mail.test");
    return 0;
}

static inline int free_certificates(void **state) {
    (void)state;
    certificate_free(&authority);
    certificate_free(&good);
    return 0;
}

#endif
