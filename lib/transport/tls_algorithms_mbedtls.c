/* SPDX-License-Identifier: MIT */
#include "transport/tls_mbedtls.h"

#include <mbedtls/ssl_ciphersuites.h>

#if defined(__linux__) && defined(__aarch64__)
#include <sys/auxv.h>
#endif

/* Forward secrecy and authenticated encryption, no others: RFC 9325 section 4.2. Suites with CBC
 * are for servers older than 2012, which have no TLS 1.2 either. */

#define AES_1_3 MBEDTLS_TLS1_3_AES_128_GCM_SHA256, MBEDTLS_TLS1_3_AES_256_GCM_SHA384
#define AES_1_2                                          \
    MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,     \
        MBEDTLS_TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,   \
        MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, \
        MBEDTLS_TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384
#define CHACHA_1_3 MBEDTLS_TLS1_3_CHACHA20_POLY1305_SHA256
#define CHACHA_1_2                                         \
    MBEDTLS_TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, \
        MBEDTLS_TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256

static const int aes_first[] = {AES_1_3, CHACHA_1_3, AES_1_2, CHACHA_1_2, 0};
static const int chacha_first[] = {CHACHA_1_3, AES_1_3, CHACHA_1_2, AES_1_2, 0};

/* Whether AES in software would leak its key through the cache, and be slow. */
static bool processor_has_aes(void) {
#if defined(MBEDTLS_AESNI_C) && defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))
    return __builtin_cpu_supports("aes") && __builtin_cpu_supports("pclmul");
#elif defined(MBEDTLS_AESCE_C) && defined(__aarch64__) && defined(__linux__)
    return (getauxval(AT_HWCAP) & (1u << 3)) != 0; /* HWCAP_AES */
#elif defined(MBEDTLS_AESCE_C) && defined(__aarch64__) && defined(__APPLE__)
    return true;
#else
    return false;
#endif
}

const int *mla__tls_ciphersuites(void) {
    return processor_has_aes() ? aes_first : chacha_first;
}

/* PKCS #1 before PSS: mbedTLS 3.6.6 and 4.1.0 offer both for both versions, but break a handshake of
 * TLS 1.2 off when the server takes PSS. Most servers take what comes first. TLS 1.3 has PSS only. */
const uint16_t *mla__tls_signatures(void) {
    static const uint16_t preferred[] = {
        MBEDTLS_TLS1_3_SIG_ECDSA_SECP256R1_SHA256, MBEDTLS_TLS1_3_SIG_ECDSA_SECP384R1_SHA384,
        MBEDTLS_TLS1_3_SIG_ECDSA_SECP521R1_SHA512, MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA256,
        MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA384,       MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA512,
        MBEDTLS_TLS1_3_SIG_RSA_PSS_RSAE_SHA256,    MBEDTLS_TLS1_3_SIG_RSA_PSS_RSAE_SHA384,
        MBEDTLS_TLS1_3_SIG_RSA_PSS_RSAE_SHA512,    MBEDTLS_TLS1_3_SIG_NONE,
    };

    return preferred;
}
