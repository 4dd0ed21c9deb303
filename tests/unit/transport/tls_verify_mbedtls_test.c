/* SPDX-License-Identifier: MIT */
#include "transport/tls_test_pair.h"

static struct {
    certificate authority;
    certificate other_authority;
    certificate sub_authority;
    certificate expired_sub_authority;
    certificate good;
    certificate other_name;
    certificate by_address;
    certificate expired;
    certificate of_the_future;
    certificate self_signed;
    certificate below_sub;
    certificate below_expired_sub;
    certificate no_authority;
    certificate below_no_authority;
    certificate common_name_only;
} certs;

static void make(certificate *made, certificate_options options) {
    certificate_make(made, &options);
}

static int make_all(void **state) {
    certificate *ca = &certs.authority;

    (void)state;
    make(ca, (certificate_options){.subject = "O=Test,CN=Test CA", .is_authority = 1});
    make(&certs.other_authority,
         (certificate_options){.subject = "O=Test,CN=Test CA", .is_authority = 1});
    make(&certs.sub_authority,
         (certificate_options){.subject = "CN=Sub CA", .issuer = ca, .is_authority = 1});
    make(&certs.expired_sub_authority, (certificate_options){.subject = "CN=Old Sub CA",
                                                             .issuer = ca,
                                                             .is_authority = 1,
                                                             .not_after = "20210101000000"});
    make(&certs.good, (certificate_options){.subject = "CN=x", .issuer = ca, .dns = "mail.test"});
    make(&certs.other_name,
         (certificate_options){.subject = "CN=mail.test", .issuer = ca, .dns = "other.test"});
    make(&certs.by_address,
         (certificate_options){.subject = "CN=x", .issuer = ca, .address = {127, 0, 0, 1}});
    make(&certs.expired,
         (certificate_options){
             .subject = "CN=x", .issuer = ca, .dns = "mail.test", .not_after = "20210304000000"});
    make(&certs.of_the_future,
         (certificate_options){
             .subject = "CN=x", .issuer = ca, .dns = "mail.test", .not_before = "20900101000000"});
    make(&certs.self_signed, (certificate_options){.subject = "CN=self", .dns = "mail.test"});
    make(&certs.below_sub, (certificate_options){.subject = "CN=x",
                                                 .issuer = &certs.sub_authority,
                                                 .dns = "mail.test"});
    make(&certs.below_expired_sub, (certificate_options){.subject = "CN=x",
                                                         .issuer = &certs.expired_sub_authority,
                                                         .dns = "mail.test"});
    make(&certs.no_authority,
         (certificate_options){.subject = "CN=thief", .issuer = ca, .dns = "thief.test"});
    make(&certs.below_no_authority, (certificate_options){.subject = "CN=x",
                                                          .issuer = &certs.no_authority,
                                                          .dns = "mail.test"});
    make(&certs.common_name_only, (certificate_options){.subject = "CN=mail.test", .issuer = ca});
    return 0;
}

static int free_all(void **state) {
    certificate *all = (certificate *)&certs;

    (void)state;
    for (size_t i = 0; i < sizeof certs / sizeof *all; i++)
        certificate_free(&all[i]);
    return 0;
}

/* A handshake with each version. The error of the last one that fails is kept. */
typedef struct {
    int32_t status;
    int32_t native_code;
    char detail[512];
    int sni_seen;
} outcome;

static outcome meet_version(mla_tls_context *context, const char *host, certificate *shown,
                            certificate *intermediate, int32_t version) {
    tls_pair_options options = {.context = context,
                                .host = host,
                                .server = {.certificate = shown,
                                           .intermediate = intermediate,
                                           .min_version = version,
                                           .max_version = version}};
    outcome result;
    tls_pair pair;

    memset(&result, 0, sizeof result);
    tls_pair_open(&pair, &options);
    result.status = tls_pair_handshake(&pair);
    mla_error error = described(pair.client);
    result.native_code = error.native_code;
    assert_true(error.detail.len < sizeof result.detail);
    if (error.detail.len > 0)
        memcpy(result.detail, error.detail.ptr, error.detail.len);
    result.sni_seen = pair.server.sni_seen;
    if (result.status < 0) {
        size_t len;
        assert_int_equal(error.status, result.status);
        assert_int_equal(mla_transport_write(pair.client, "x", 1, &len), result.status);
    }
    tls_pair_close(&pair);
    mla_tls_context_free(context);
    return result;
}

/* NULL trusts everything. */
static mla_tls_context *context_of(const certificate *trusted) {
    mla_tls_context *context = NULL;
    mla_tls_config config;

    mla_tls_config_init(&config);
    if (trusted == NULL)
        config.insecure_no_verify = 1;
    else
        config.ca_pem = mla_str_from(trusted->pem);
    assert_int_equal(mla_tls_context_new(&config, &context, NULL), MLA_OK);
    return context;
}

static outcome meet(const certificate *trusted, const char *host, certificate *shown,
                    certificate *intermediate) {
    outcome with_1_2 = meet_version(context_of(trusted), host, shown, intermediate, MLA_TLS_1_2);
    outcome with_1_3 = meet_version(context_of(trusted), host, shown, intermediate, MLA_TLS_1_3);

    assert_int_equal(with_1_2.status, with_1_3.status);
    assert_string_equal(with_1_2.detail, with_1_3.detail);
    return with_1_3;
}

static void assert_refused(outcome result, int32_t status, const char *words) {
    assert_int_equal(result.status, status);
    assert_int_equal(result.native_code, MBEDTLS_ERR_X509_CERT_VERIFY_FAILED);
    if (strstr(result.detail, words) == NULL)
        fail_msg("the detail is: %s", result.detail);
}

static void a_good_certificate_is_accepted(void **state) {
    outcome result = meet(&certs.authority, "mail.test", &certs.good, NULL);

    (void)state;
    assert_int_equal(result.status, MLA_OK);
    assert_true(result.sni_seen);
}

static void a_host_name_may_differ_in_case_and_end_in_a_dot(void **state) {
    (void)state;
    assert_int_equal(meet(&certs.authority, "MAIL.test", &certs.good, NULL).status, MLA_OK);
    assert_int_equal(meet(&certs.authority, "mail.test.", &certs.good, NULL).status, MLA_OK);
}

static void an_address_is_verified_and_not_sent_as_sni(void **state) {
    outcome result = meet(&certs.authority, "127.0.0.1", &certs.by_address, NULL);

    (void)state;
    assert_int_equal(result.status, MLA_OK);
    assert_false(result.sni_seen);
    assert_refused(meet(&certs.authority, "127.0.0.2", &certs.by_address, NULL), MLA_E_TLS_NAME,
                   "not for 127.0.0.2");
    assert_refused(meet(&certs.authority, "::1", &certs.by_address, NULL), MLA_E_TLS_NAME,
                   "not for ::1");
}

static void another_name_is_refused(void **state) {
    (void)state;
    assert_refused(meet(&certs.authority, "mail.test", &certs.other_name, NULL), MLA_E_TLS_NAME,
                   "the certificate of mail.test is refused: it is for other.test");
    assert_refused(meet(&certs.authority, "mail.test.evil", &certs.good, NULL), MLA_E_TLS_NAME,
                   "it is for mail.test, not for mail.test.evil");
    assert_refused(meet(&certs.authority, "127.0.0.1", &certs.good, NULL), MLA_E_TLS_NAME,
                   "not for");
}

/* As RFC 6125 section 6.4.4 has it for certificates without alternative names. */
static void the_common_name_counts_when_there_is_no_other(void **state) {
    (void)state;
    assert_int_equal(meet(&certs.authority, "mail.test", &certs.common_name_only, NULL).status,
                     MLA_OK);
}

static void a_period_that_is_over_or_to_come_is_refused(void **state) {
    (void)state;
    assert_refused(meet(&certs.authority, "mail.test", &certs.expired, NULL), MLA_E_TLS_EXPIRED,
                   "it expired on 2021-03-04");
    assert_refused(meet(&certs.authority, "mail.test", &certs.of_the_future, NULL),
                   MLA_E_TLS_EXPIRED, "it becomes valid on 2090-01-01");
}

static void a_self_signed_certificate_is_refused_unless_it_is_trusted(void **state) {
    (void)state;
    assert_refused(meet(&certs.authority, "mail.test", &certs.self_signed, NULL),
                   MLA_E_TLS_UNTRUSTED, "it is self-signed");
    assert_int_equal(meet(&certs.self_signed, "mail.test", &certs.self_signed, NULL).status,
                     MLA_OK);
}

static void an_unknown_authority_is_refused_by_name(void **state) {
    certificate *trusted = &certs.self_signed;

    (void)state;
    assert_refused(meet(trusted, "mail.test", &certs.good, NULL), MLA_E_TLS_UNTRUSTED,
                   "O=Test, CN=Test CA is not trusted");
}

static void an_authority_of_the_same_name_and_another_key_is_refused(void **state) {
    certificate *trusted = &certs.other_authority;

    (void)state;
    assert_refused(meet(trusted, "mail.test", &certs.good, NULL), MLA_E_TLS_UNTRUSTED,
                   "is not trusted");
}

static void a_chain_over_an_intermediate_is_followed(void **state) {
    (void)state;
    assert_int_equal(
        meet(&certs.authority, "mail.test", &certs.below_sub, &certs.sub_authority).status, MLA_OK);
}

static void an_intermediate_may_be_what_is_trusted(void **state) {
    certificate *trusted = &certs.sub_authority;

    (void)state;
    assert_int_equal(meet(trusted, "mail.test", &certs.below_sub, NULL).status, MLA_OK);
}

static void an_expired_intermediate_is_refused(void **state) {
    outcome result =
        meet(&certs.authority, "mail.test", &certs.below_expired_sub, &certs.expired_sub_authority);

    (void)state;
    assert_refused(result, MLA_E_TLS_EXPIRED, "an authority above it expired on 2021-01-01");
}

/* A server's certificate must not be able to issue others. */
static void an_issuer_that_is_no_authority_is_refused(void **state) {
    outcome result =
        meet(&certs.authority, "mail.test", &certs.below_no_authority, &certs.no_authority);

    (void)state;
    assert_refused(result, MLA_E_TLS_UNTRUSTED, "");
}

static void without_verification_anything_will_do(void **state) {
    (void)state;
    assert_int_equal(meet(NULL, "mail.test", &certs.expired, NULL).status, MLA_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_certificate_is_accepted),
        cmocka_unit_test(a_host_name_may_differ_in_case_and_end_in_a_dot),
        cmocka_unit_test(an_address_is_verified_and_not_sent_as_sni),
        cmocka_unit_test(another_name_is_refused),
        cmocka_unit_test(the_common_name_counts_when_there_is_no_other),
        cmocka_unit_test(a_period_that_is_over_or_to_come_is_refused),
        cmocka_unit_test(a_self_signed_certificate_is_refused_unless_it_is_trusted),
        cmocka_unit_test(an_unknown_authority_is_refused_by_name),
        cmocka_unit_test(an_authority_of_the_same_name_and_another_key_is_refused),
        cmocka_unit_test(a_chain_over_an_intermediate_is_followed),
        cmocka_unit_test(an_intermediate_may_be_what_is_trusted),
        cmocka_unit_test(an_expired_intermediate_is_refused),
        cmocka_unit_test(an_issuer_that_is_no_authority_is_refused),
        cmocka_unit_test(without_verification_anything_will_do),
    };

    return cmocka_run_group_tests(tests, make_all, free_all);
}
