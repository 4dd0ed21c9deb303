/* SPDX-License-Identifier: MIT */
/* What a handshake settles: version, protocol, certificates; and what is told of it. */
#include "transport/tls_mbedtls_fixture.h"

static mla_tls_info info_of(mla_transport *transport) {
    mla_tls_info info = {.struct_size = sizeof info};

    assert_int_equal(mla_tls_describe(transport, &info), MLA_OK);
    return info;
}

static void the_facts_are_described(void **state) {
    tls_pair_options options = defaults();
    fixture f;

    (void)state;
    assert_int_equal(fixture_open(&f, options), MLA_OK);
    mla_tls_info info = info_of(f.pair.client);
    assert_int_equal(info.version, MLA_TLS_1_3);
    assert_int_equal(info.resumed, 0);
    assert_null(info.alpn);
    assert_non_null(strstr(info.ciphersuite, "TLS1-3-"));
    assert_int_equal(mla_tls_describe(f.pair.server.end, &info), MLA_E_INVALID);
    info.struct_size = offsetof(mla_tls_info, ciphersuite); /* an older caller's struct */
    info.ciphersuite = "untouched";
    assert_int_equal(mla_tls_describe(f.pair.client, &info), MLA_OK);
    assert_string_equal(info.ciphersuite, "untouched");
    fixture_close(&f);
    options.server.max_version = MLA_TLS_1_2;
    assert_int_equal(fixture_open(&f, options), MLA_OK);
    assert_int_equal(info_of(f.pair.client).version, MLA_TLS_1_2);
    fixture_close(&f);
}

static void describing_needs_a_handshake(void **state) {
    mla_tls_info info = {.struct_size = sizeof info};
    tls_pair_options options = defaults();
    fixture f;
    size_t len;

    (void)state;
    f.context = options.context = context_trusting(authority.pem);
    tls_pair_open(&f.pair, &options);
    assert_int_equal(mla_tls_describe(f.pair.client, &info), MLA_E_STATE);
    assert_int_equal(mla_transport_write(f.pair.client, "x", 1, &len), MLA_E_STATE);
    assert_int_equal(mla_transport_read(f.pair.client, (char *)&info, 1, &len), MLA_E_STATE);
    fixture_close(&f);
}

static void alpn_names_the_protocol(void **state) {
    const char *imap[] = {"imap", NULL};
    const char *pop3[] = {"pop3", NULL};
    tls_pair_options options = defaults();
    fixture f;

    (void)state;
    options.alpn = "imap";
    options.server.alpn = imap;
    assert_int_equal(fixture_open(&f, options), MLA_OK);
    assert_string_equal(info_of(f.pair.client).alpn, "imap");
    fixture_close(&f);

    options.server.alpn = NULL; /* most servers know no ALPN */
    assert_int_equal(fixture_open(&f, options), MLA_OK);
    assert_null(info_of(f.pair.client).alpn);
    fixture_close(&f);

    options.server.alpn = pop3;
    assert_int_equal(fixture_open(&f, options), MLA_E_TLS);
    fixture_close(&f);
}

static void a_minimum_version_is_kept(void **state) {
    tls_pair_options options = defaults();
    mla_tls_config config;
    fixture f;

    (void)state;
    mla_tls_config_init(&config);
    config.ca_pem = mla_str_from(authority.pem);
    config.min_version = MLA_TLS_1_3;
    assert_int_equal(mla_tls_context_new(&config, &options.context, NULL), MLA_OK);
    options.server.max_version = MLA_TLS_1_2;
    assert_int_equal(fixture_open(&f, options), MLA_E_TLS);
    assert_int_not_equal(described(f.pair.client).native_code, 0);
    fixture_close(&f);

    assert_int_equal(mla_tls_context_new(&config, &options.context, NULL), MLA_OK);
    options.server.max_version = MLA_TLS_1_3;
    assert_int_equal(fixture_open(&f, options), MLA_OK);
    fixture_close(&f);
}

static void a_client_certificate_is_shown_when_asked_for(void **state) {
    const certificate_options user = {.subject = "CN=user", .issuer = &authority};
    tls_pair_options options = defaults();
    mla_tls_config config;
    certificate client;
    fixture f;

    (void)state;
    certificate_make(&client, &user);
    mla_tls_config_init(&config);
    config.ca_pem = mla_str_from(authority.pem);
    config.client_cert_pem = mla_str_from(client.pem);
    config.client_key_pem = mla_str_from(client.key_pem);
    options.server.client_authority = &authority;
    for (int32_t version = MLA_TLS_1_2; version <= MLA_TLS_1_3; version++) {
        assert_int_equal(mla_tls_context_new(&config, &options.context, NULL), MLA_OK);
        options.server.min_version = options.server.max_version = version;
        assert_int_equal(fixture_open(&f, options), MLA_OK);
        assert_int_equal(f.pair.server.result, 0);
        const mbedtls_x509_crt *shown = mbedtls_ssl_get_peer_cert(&f.pair.server.ssl);
        assert_non_null(shown);
        assert_int_equal(shown->raw.len, client.der_len);
        assert_memory_equal(shown->raw.p, client.der, client.der_len);
        fixture_close(&f);
    }
    certificate_free(&client);
}

static void a_server_that_gets_no_client_certificate_breaks_off(void **state) {
    tls_pair_options options = defaults();
    fixture f;
    char octet;
    size_t len;

    (void)state;
    options.server.client_authority = &authority;
    options.server.max_version = MLA_TLS_1_2;
    assert_int_equal(fixture_open(&f, options), MLA_E_EOF);
    fixture_close(&f);
    options.server.max_version = MLA_TLS_1_3;
    assert_int_equal(fixture_open(&f, options), MLA_OK); /* TLS 1.3: the client is done first */
    assert_int_equal(mla_transport_read(f.pair.client, &octet, 1, &len), MLA_E_TLS);
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_facts_are_described),
        cmocka_unit_test(describing_needs_a_handshake),
        cmocka_unit_test(alpn_names_the_protocol),
        cmocka_unit_test(a_minimum_version_is_kept),
        cmocka_unit_test(a_client_certificate_is_shown_when_asked_for),
        cmocka_unit_test(a_server_that_gets_no_client_certificate_breaks_off),
    };
    return cmocka_run_group_tests(tests, make_certificates, free_certificates);
}
