/* SPDX-License-Identifier: MIT */
#include "transport/support.h"

#include "transport/tls_mbedtls.h"

static mla__tls *tls_zeroed(void) {
    mla__tls *tls = calloc(1, sizeof *tls);

    assert_non_null(tls);
    tls->host = "mail.test";
    return tls;
}

static void an_error_below_comes_before_what_mbedtls_makes_of_it(void **state) {
    mla__tls *tls = tls_zeroed();

    (void)state;
    tls->lower_status = MLA_E_TIMEOUT;
    assert_int_equal(mla__tls_fail(tls, MBEDTLS_ERR_SSL_INTERNAL_ERROR), MLA_E_TIMEOUT);
    assert_int_equal(tls->fault.status, MLA_OK);
    free(tls);
}

static void memory_is_told_apart(void **state) {
    mla__tls *tls = tls_zeroed();

    (void)state;
    assert_int_equal(mla__tls_fail(tls, MBEDTLS_ERR_SSL_ALLOC_FAILED), MLA_E_NO_MEMORY);
    free(tls);
}

static void a_code_without_a_text_keeps_its_number(void **state) {
    mla__tls *tls = tls_zeroed();

    (void)state;
    assert_int_equal(mla__tls_fail(tls, MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL), MLA_E_TLS);
    assert_int_equal(tls->fault.native_code, MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL);
    assert_non_null(strstr(tls->fault.detail, "TLS failed (mbedTLS -0x6a00, host mail.test)"));
    free(tls);
}

static void the_end_says_whether_it_was_in_the_handshake(void **state) {
    mla__tls *tls = tls_zeroed();

    (void)state;
    tls->phase = MLA__TLS_HANDSHAKE;
    assert_int_equal(mla__tls_fail(tls, MBEDTLS_ERR_SSL_CONN_EOF), MLA_E_EOF);
    assert_non_null(strstr(tls->fault.detail, "during the TLS handshake"));
    tls->phase = MLA__TLS_OPEN;
    assert_int_equal(mla__tls_fail(tls, 0), MLA_E_EOF);
    assert_non_null(strstr(tls->fault.detail, "without TLS's close_notify"));
    free(tls);
}

static void what_fails_once_tls_has_worked_may_work_again(void **state) {
    mla__tls *tls = tls_zeroed();

    (void)state;
    tls->phase = MLA__TLS_HANDSHAKE;
    assert_int_equal(mla__tls_fail(tls, MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE), MLA_E_TLS);
    assert_int_equal(tls->fault.retry, MLA_RETRY_NEVER);
    tls->phase = MLA__TLS_OPEN;
    assert_int_equal(mla__tls_fail(tls, MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE), MLA_E_TLS);
    assert_int_equal(tls->fault.retry, MLA_RETRY_RECONNECT);
    assert_non_null(strstr(tls->fault.detail, "for new keys (mbedTLS -0x7700"));
    free(tls);
}

static void a_certificate_that_cannot_be_read_is_not_trusted(void **state) {
    static const int codes[] = {MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE, MBEDTLS_ERR_X509_FATAL_ERROR,
                                MBEDTLS_ERR_X509_INVALID_EXTENSIONS +
                                    MBEDTLS_ERR_ASN1_UNEXPECTED_TAG};
    mla__tls *tls = tls_zeroed();

    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        assert_int_equal(mla__tls_fail(tls, codes[i]), MLA_E_TLS_UNTRUSTED);
        assert_int_equal(tls->fault.native_code, codes[i]);
        assert_non_null(strstr(tls->fault.detail, "mail.test is refused: mbedTLS cannot read it"));
    }
    free(tls);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_below_comes_before_what_mbedtls_makes_of_it),
        cmocka_unit_test(memory_is_told_apart),
        cmocka_unit_test(a_code_without_a_text_keeps_its_number),
        cmocka_unit_test(the_end_says_whether_it_was_in_the_handshake),
        cmocka_unit_test(what_fails_once_tls_has_worked_may_work_again),
        cmocka_unit_test(a_certificate_that_cannot_be_read_is_not_trusted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
