/* SPDX-License-Identifier: MIT */
#include "transport/tls_mbedtls.h"
#include "transport/tls_mbedtls_fixture.h"

static void the_transport_below_may_give_octet_by_octet(void **state) {
    tls_pair_options options = defaults();
    char buffer[64];
    int32_t status;
    fixture f;
    size_t len;

    (void)state;
    options.chunk = 1;
    assert_int_equal(fixture_open(&f, options), MLA_OK);
    tls_server_write(&f.pair.server, "* OK hello\r\n", 12);
    while ((status = mla_transport_read(f.pair.client, buffer, sizeof buffer, &len)) == MLA_AGAIN)
        assert_int_equal(mla_transport_wants(f.pair.client), MLA_WANT_READ);
    assert_int_equal(status, MLA_OK);
    assert_memory_equal(buffer, "* OK hello\r\n", 12);
    fixture_close(&f);
}

/* Neither poll nor the transport below can see it any more. */
static void a_record_that_was_read_ahead_is_pending(void **state) {
    char buffer[64];
    fixture f;
    size_t len;

    (void)state;
    assert_int_equal(fixture_open(&f, defaults()), MLA_OK);
    assert_int_equal(mla_transport_read(f.pair.client, buffer, 1, &len), MLA_AGAIN); /* tickets */
    tls_server_write(&f.pair.server, "one", 3);
    tls_server_write(&f.pair.server, "two", 3);
    assert_int_equal(mla_transport_read(f.pair.client, buffer, 3, &len), MLA_OK);
    assert_int_equal(len, 3);
    assert_int_equal(mla_transport_pending(((mla__tls *)f.pair.client)->lower), 0);
    assert_int_equal(mla_transport_pending(f.pair.client), 1);
    assert_int_equal(mla_transport_read(f.pair.client, buffer, sizeof buffer, &len), MLA_OK);
    assert_memory_equal(buffer, "two", 3);
    assert_int_equal(mla_transport_pending(f.pair.client), 0);
    fixture_close(&f);
}

static void one_read_gives_all_records_that_have_come(void **state) {
    char buffer[8];
    fixture f;
    size_t len;

    (void)state;
    assert_int_equal(fixture_open(&f, defaults()), MLA_OK);
    tls_server_write(&f.pair.server, "one", 3);
    tls_server_write(&f.pair.server, "two", 3);
    tls_server_write(&f.pair.server, "three", 5);
    assert_int_equal(mla_transport_read(f.pair.client, buffer, sizeof buffer, &len), MLA_OK);
    assert_int_equal(len, 8);
    assert_memory_equal(buffer, "onetwoth", 8);
    assert_int_equal(mla_transport_pending(f.pair.client), 3);
    assert_int_equal(mla_transport_read(f.pair.client, buffer, sizeof buffer, &len), MLA_OK);
    assert_int_equal(len, 3);
    assert_memory_equal(buffer, "ree", 3);
    assert_int_equal(mla_transport_read(f.pair.client, buffer, sizeof buffer, &len), MLA_AGAIN);
    fixture_close(&f);
}

/* What waits below may be much: the octets that are there already need not wait for it. */
static void a_record_that_has_come_in_part_is_left_to_the_next_read(void **state) {
    tls_pair_options options = defaults();
    char buffer[8];
    fixture f;
    size_t len;

    (void)state;
    options.server.max_version = MLA_TLS_1_2; /* no tickets behind the handshake */
    options.chunk = 40;                       /* a record of three octets takes 24 or 32 */
    assert_int_equal(fixture_open(&f, options), MLA_OK);
    tls_server_write(&f.pair.server, "one", 3);
    tls_server_write(&f.pair.server, "two", 3);
    assert_int_equal(mla_transport_read(f.pair.client, buffer, sizeof buffer, &len), MLA_OK);
    assert_int_equal(len, 3);
    assert_true(mla_transport_pending(((mla__tls *)f.pair.client)->lower) > 0);
    assert_int_equal(mla_transport_read(f.pair.client, buffer, sizeof buffer, &len), MLA_OK);
    assert_memory_equal(buffer, "two", 3);
    fixture_close(&f);
}

/* Two in a row come out of mbedTLS as the end does. */
static void records_without_an_octet_are_no_end(void **state) {
    static const int32_t versions[] = {MLA_TLS_1_2, MLA_TLS_1_3};
    char buffer[8];
    size_t len;

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        tls_pair_options options = defaults();
        fixture f;
        options.server.max_version = versions[i];
        assert_int_equal(fixture_open(&f, options), MLA_OK);
        for (size_t empty = 0; empty <= 3; empty++) {
            tls_server_write(&f.pair.server, "one", 3);
            for (size_t n = 0; n < empty; n++)
                assert_int_equal(mbedtls_ssl_write(&f.pair.server.ssl, NULL, 0), 0);
            assert_int_equal(mla_transport_read(f.pair.client, buffer, sizeof buffer, &len),
                             MLA_OK);
            assert_int_equal(len, 3);
            assert_int_equal(mla_transport_read(f.pair.client, buffer, sizeof buffer, &len),
                             MLA_AGAIN);
        }
        tls_server_write(&f.pair.server, "two", 3);
        assert_int_equal(mla_transport_read(f.pair.client, buffer, sizeof buffer, &len), MLA_OK);
        assert_memory_equal(buffer, "two", 3);
        mla_transport_close(f.pair.server.end);
        assert_int_equal(mla_transport_read(f.pair.client, buffer, sizeof buffer, &len), MLA_E_EOF);
        fixture_close(&f);
    }
}

static void an_error_below_is_told_as_it_is(void **state) {
    mla_tls_context *context = context_trusting(authority.pem);
    mla_transport *tcp, *tls;

    (void)state;
    assert_int_equal(mla_tcp_new(NULL, "127.0.0.1", 1, &tcp), MLA_OK);
    assert_int_equal(mla_tls_new(context, tcp, "127.0.0.1", NULL, &tls), MLA_OK);
    assert_int_equal(connect_blocking(tls), MLA_E_CONNECT);
    assert_int_equal(connect_blocking(tls), MLA_E_CONNECT);
    assert_true(detail_has(described(tls), "connection refused by 127.0.0.1 port 1"));
    mla_transport_free(tls);
    mla_tls_context_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_transport_below_may_give_octet_by_octet),
        cmocka_unit_test(a_record_that_was_read_ahead_is_pending),
        cmocka_unit_test(one_read_gives_all_records_that_have_come),
        cmocka_unit_test(a_record_that_has_come_in_part_is_left_to_the_next_read),
        cmocka_unit_test(records_without_an_octet_are_no_end),
        cmocka_unit_test(an_error_below_is_told_as_it_is),
    };

    return cmocka_run_group_tests(tests, make_certificates, free_certificates);
}
