/* SPDX-License-Identifier: MIT */
#include "transport/certificates_fixture.h"
#include "transport/tls_test_pair.h"

#include <mbedtls/ssl_ciphersuites.h>

#include "transport/tls_mbedtls.h"

/* RFC 9325 section 4.2. */
static void every_suite_has_forward_secrecy_and_authenticated_encryption(void **state) {
    (void)state;
    for (const int *suite = mla__tls_ciphersuites(); *suite != 0; suite++) {
        const char *name = mbedtls_ssl_get_ciphersuite_name(*suite);
        assert_true(strncmp(name, "TLS1-3-", 7) == 0 || strncmp(name, "TLS-ECDHE-", 10) == 0);
        assert_true(strstr(name, "-GCM-") != NULL || strstr(name, "-CHACHA20-POLY1305-") != NULL);
    }
}

static void the_first_suite_of_each_version_is_of_one_kind(void **state) {
    const int *suites = mla__tls_ciphersuites();
    int aes = strstr(mbedtls_ssl_get_ciphersuite_name(suites[0]), "AES") != NULL;

    (void)state;
    assert_int_equal(suites[0] == MBEDTLS_TLS1_3_AES_128_GCM_SHA256, aes);
    while (strncmp(mbedtls_ssl_get_ciphersuite_name(*suites), "TLS1-3-", 7) == 0)
        suites++;
    assert_int_equal(strstr(mbedtls_ssl_get_ciphersuite_name(*suites), "AES") != NULL, aes);
}

static void each_suite_works(void **state) {
    (void)state;
    for (const int *suite = mla__tls_ciphersuites(); *suite != 0; suite++) {
        const char *name = mbedtls_ssl_get_ciphersuite_name(*suite);
        const int only[] = {*suite, 0};
        mla_tls_info info = {.struct_size = sizeof info};
        tls_pair_options options = {.host = "mail.test",
                                    .server = {.certificate = &good, .ciphersuites = only}};
        tls_pair pair;
        if (strstr(name, "-ECDHE-RSA-") != NULL)
            continue; /* the test's key is for ECDSA */
        options.server.max_version = strncmp(name, "TLS1-3-", 7) == 0 ? 0 : MLA_TLS_1_2;
        options.context = context_trusting(authority.pem);
        tls_pair_open(&pair, &options);
        assert_int_equal(tls_pair_handshake(&pair), MLA_OK);
        assert_int_equal(mla_tls_describe(pair.client, &info), MLA_OK);
        assert_string_equal(info.ciphersuite, name);
        tls_pair_close(&pair);
        mla_tls_context_free(options.context);
    }
}

static void a_server_with_cbc_only_is_refused(void **state) {
    const int cbc[] = {MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, 0};
    tls_pair_options options = {
        .host = "mail.test",
        .server = {.certificate = &good, .ciphersuites = cbc, .max_version = MLA_TLS_1_2}};
    tls_pair pair;

    (void)state;
    options.context = context_trusting(authority.pem);
    tls_pair_open(&pair, &options);
    assert_int_equal(tls_pair_handshake(&pair), MLA_E_TLS);
    tls_pair_close(&pair);
    mla_tls_context_free(options.context);
}

static void pkcs1_comes_before_pss(void **state) {
    int pss_seen = 0;

    (void)state;
    for (const uint16_t *at = mla__tls_signatures(); *at != MBEDTLS_TLS1_3_SIG_NONE; at++) {
        if (*at == MBEDTLS_TLS1_3_SIG_RSA_PSS_RSAE_SHA256)
            pss_seen = 1;
        if (*at == MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA512)
            assert_false(pss_seen);
    }
    assert_true(pss_seen);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_suite_has_forward_secrecy_and_authenticated_encryption),
        cmocka_unit_test(the_first_suite_of_each_version_is_of_one_kind),
        cmocka_unit_test(each_suite_works),
        cmocka_unit_test(a_server_with_cbc_only_is_refused),
        cmocka_unit_test(pkcs1_comes_before_pss),
    };

    return cmocka_run_group_tests(tests, make_certificates, free_certificates);
}
