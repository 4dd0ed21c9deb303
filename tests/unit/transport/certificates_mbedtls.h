/* SPDX-License-Identifier: MIT */
/** Certificates made for one test run. */
#ifndef MLA_TESTS_TRANSPORT_CERTIFICATES_H
#define MLA_TESTS_TRANSPORT_CERTIFICATES_H

#include <mbedtls/pk.h>
#include <mbedtls/x509_crt.h>

typedef struct certificate {
    mbedtls_pk_context key;
    mbedtls_x509_crt crt;
    unsigned char der[1024];
    size_t der_len;
    char pem[2048];
    char key_pem[512];
    const char *subject;
} certificate;

typedef struct certificate_options {
    const char *subject; /**< "CN=mail.test" */
    certificate *issuer; /**< NULL: self-signed */
    int is_authority;
    const char *dns;          /**< subject alternative name; NULL: none */
    unsigned char address[4]; /**< subject alternative name; 0.0.0.0: none */
    const char *not_before;   /**< "20200101000000"; NULL: long ago */
    const char *not_after;    /**< NULL: in a long time */
} certificate_options;

/** An EC P-256 key and a certificate over it. */
void certificate_make(certificate *made, const certificate_options *options);
void certificate_free(certificate *made);

#endif
