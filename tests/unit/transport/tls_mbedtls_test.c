/* SPDX-License-Identifier: MIT */
#include "transport/tls_mbedtls.h"
#include "transport/tls_mbedtls_fixture.h"

/* ----- the stream ----- */

static void exchange(tls_pair_options options) {
    char buffer[64];
    fixture f;
    size_t len;

    assert_int_equal(fixture_open(&f, options), MLA_OK);
    tls_server_write(&f.pair.server, "* OK hello\r\n", 12);
    assert_int_equal(mla_transport_read(f.pair.client, buffer, sizeof buffer, &len), MLA_OK);
    assert_int_equal(len, 12);
    assert_memory_equal(buffer, "* OK hello\r\n", 12);
    assert_int_equal(mla_transport_write(f.pair.client, "a NOOP\r\n", 8, &len), MLA_OK);
    assert_int_equal(len, 8);
    assert_int_equal(tls_server_read(&f.pair.server, buffer, sizeof buffer), 8);
    assert_memory_equal(buffer, "a NOOP\r\n", 8);
    fixture_close(&f);
}

static void octets_go_both_ways_with_each_version(void **state) {
    tls_pair_options options = defaults();

    (void)state;
    exchange(options);
    options.server.max_version = MLA_TLS_1_2;
    exchange(options);
    options.server.max_version = 0;
    options.server.min_version = MLA_TLS_1_3;
    exchange(options);
}

static void nothing_to_read_is_again_and_wants_reading(void **state) {
    fixture f;
    char octet;
    size_t len;

    (void)state;
    assert_int_equal(fixture_open(&f, defaults()), MLA_OK);
    assert_int_equal(mla_transport_read(f.pair.client, &octet, 1, &len), MLA_AGAIN);
    assert_int_equal(mla_transport_wants(f.pair.client), MLA_WANT_READ);
    assert_int_equal(mla_transport_pending(f.pair.client), 0);
    fixture_close(&f);
}

static void what_is_left_of_a_record_is_pending(void **state) {
    char buffer[64];
    fixture f;
    size_t len;

    (void)state;
    assert_int_equal(fixture_open(&f, defaults()), MLA_OK);
    tls_server_write(&f.pair.server, "0123456789", 10);
    assert_true(mla_transport_pending(f.pair.client) > 0); /* a record that is still encrypted */
    assert_int_equal(mla_transport_read(f.pair.client, buffer, 3, &len), MLA_OK);
    assert_int_equal(len, 3);
    assert_int_equal(mla_transport_pending(f.pair.client), 7);
    assert_int_equal(mla_transport_wait(f.pair.client, MLA_WANT_READ, -1), MLA_OK);
    assert_int_equal(mla_transport_read(f.pair.client, buffer, sizeof buffer, &len), MLA_OK);
    assert_int_equal(len, 7);
    assert_memory_equal(buffer, "3456789", 7);
    assert_int_equal(mla_transport_pending(f.pair.client), 0);
    fixture_close(&f);
}

/* The record is encrypted once: the octets must arrive once, whatever is asked meanwhile. */
static void a_write_that_finds_no_room_goes_on_where_it_was(void **state) {
    tls_pair_options options = defaults();
    static char sent[40000], received[40000];
    size_t written = 0, arrived = 0, len, retries = 0;
    char octet;
    fixture f;

    (void)state;
    for (size_t i = 0; i < sizeof sent; i++)
        sent[i] = (char)(i * 7 + i / 251);
    options.capacity = 1000;
    assert_int_equal(fixture_open(&f, options), MLA_OK);
    while (written < sizeof sent) {
        int32_t status =
            mla_transport_write(f.pair.client, sent + written, sizeof sent - written, &len);
        if (status == MLA_OK) {
            written += len;
        } else {
            assert_int_equal(status, MLA_AGAIN);
            assert_int_equal(mla_transport_wants(f.pair.client), MLA_WANT_WRITE);
            assert_int_equal(mla_transport_write(f.pair.client, sent + written, 1, &len),
                             MLA_E_STATE);
            assert_int_equal(mla_transport_read(f.pair.client, &octet, 1, &len), MLA_AGAIN);
            retries++;
        }
        int got;
        while ((got = tls_server_read(&f.pair.server, received + arrived,
                                      sizeof received - arrived)) > 0)
            arrived += (size_t)got;
    }
    assert_true(retries > 10);
    assert_int_equal(arrived, sizeof sent);
    assert_memory_equal(sent, received, sizeof sent);
    fixture_close(&f);
}

/* ----- how it ends ----- */

static void close_notify_is_end(void **state) {
    char buffer[8];
    fixture f;
    size_t len;

    (void)state;
    assert_int_equal(fixture_open(&f, defaults()), MLA_OK);
    tls_server_write(&f.pair.server, "x", 1);
    tls_server_close_notify(&f.pair.server);
    assert_int_equal(mla_transport_read(f.pair.client, buffer, sizeof buffer, &len), MLA_OK);
    assert_int_equal(len, 1);
    assert_int_equal(mla_transport_read(f.pair.client, buffer, sizeof buffer, &len), MLA_END);
    assert_int_equal(mla_transport_read(f.pair.client, buffer, sizeof buffer, &len), MLA_END);
    fixture_close(&f);
}

static void a_stream_that_is_cut_is_eof(void **state) {
    fixture f;
    char octet;
    size_t len;

    (void)state;
    assert_int_equal(fixture_open(&f, defaults()), MLA_OK);
    tls_server_write(&f.pair.server, "x", 1);
    tls_server_deinit(&f.pair.server);
    assert_int_equal(mla_transport_read(f.pair.client, &octet, 1, &len), MLA_OK);
    assert_int_equal(mla_transport_read(f.pair.client, &octet, 1, &len), MLA_E_EOF);
    assert_int_equal(mla_transport_read(f.pair.client, &octet, 1, &len), MLA_E_EOF);
    assert_int_equal(described(f.pair.client).status, MLA_E_EOF);
    assert_true(detail_has(described(f.pair.client), "cut off without TLS's close_notify"));
    fixture_close(&f);
}

static void a_server_that_goes_away_in_the_handshake_is_eof(void **state) {
    tls_pair_options options = defaults();
    uint64_t deadline;
    fixture f;

    (void)state;
    f.context = options.context = context_trusting(authority.pem);
    tls_pair_open(&f.pair, &options);
    assert_int_equal(mla_transport_advance(f.pair.client, 0, &deadline), MLA_AGAIN);
    tls_server_deinit(&f.pair.server);
    assert_int_equal(mla_transport_advance(f.pair.client, 0, &deadline), MLA_E_EOF);
    assert_true(detail_has(described(f.pair.client), "mail.test closed the connection during"));
    fixture_close(&f);
}

static void close_sends_close_notify_once(void **state) {
    char octet;
    size_t len;
    fixture f;

    (void)state;
    assert_int_equal(fixture_open(&f, defaults()), MLA_OK);
    mla_transport_close(f.pair.client);
    mla_transport_close(f.pair.client);
    assert_int_equal(mla_transport_write(f.pair.client, "x", 1, &len), MLA_E_STATE);
    assert_int_equal(tls_server_read(&f.pair.server, &octet, 1), MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY);
    fixture_close(&f);
}

static const char forged[] = {23, 3,  3,  0,  20, 1,  2,  3,  4,  5,  6,  7, 8,
                              9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20};

static void a_forged_record_is_a_tls_error(void **state) {
    fixture f;
    char octet;
    size_t len;

    (void)state;
    assert_int_equal(fixture_open(&f, defaults()), MLA_OK);
    assert_int_equal(mla_transport_write(f.pair.server.end, forged, sizeof forged, &len), MLA_OK);
    assert_int_equal(mla_transport_read(f.pair.client, &octet, 1, &len), MLA_E_TLS);
    assert_int_equal(described(f.pair.client).native_code, MBEDTLS_ERR_SSL_INVALID_MAC);
    assert_true(detail_has(described(f.pair.client), "damaged or forged"));
    fixture_close(&f);
}

static void what_came_before_a_forged_record_is_given_first(void **state) {
    char buffer[8];
    fixture f;
    size_t len;

    (void)state;
    assert_int_equal(fixture_open(&f, defaults()), MLA_OK);
    tls_server_write(&f.pair.server, "x", 1);
    assert_int_equal(mla_transport_write(f.pair.server.end, forged, sizeof forged, &len), MLA_OK);
    assert_int_equal(mla_transport_read(f.pair.client, buffer, sizeof buffer, &len), MLA_OK);
    assert_int_equal(len, 1);
    assert_int_equal(mla_transport_read(f.pair.client, buffer, sizeof buffer, &len), MLA_E_TLS);
    assert_int_equal(described(f.pair.client).native_code, MBEDTLS_ERR_SSL_INVALID_MAC);
    fixture_close(&f);
}

static void a_server_that_speaks_in_clear_is_recognised(void **state) {
    tls_pair_options options = defaults();
    uint64_t deadline;
    fixture f;
    size_t len;

    (void)state;
    f.context = options.context = context_trusting(authority.pem);
    tls_pair_open(&f.pair, &options);
    assert_int_equal(mla_transport_write(f.pair.server.end, "* OK IMAP ready\r\n", 17, &len),
                     MLA_OK);
    assert_int_equal(mla_transport_advance(f.pair.client, 0, &deadline), MLA_E_TLS);
    assert_true(detail_has(described(f.pair.client), "does not speak TLS on this port"));
    fixture_close(&f);
}

/* ----- creation ----- */

static void arguments_that_make_no_sense_leave_the_lower_transport_alone(void **state) {
    mla_tls_context *context = context_trusting(authority.pem);
    mla_transport *first, *second, *made;
    char long_name[300];

    (void)state;
    memset(long_name, 'a', sizeof long_name);
    long_name[sizeof long_name - 1] = '\0';
    assert_int_equal(mla_memory_pair_new(NULL, &first, &second), MLA_OK);
    assert_int_equal(mla_tls_new(NULL, first, "mail.test", NULL, &made), MLA_E_INVALID);
    assert_int_equal(mla_tls_new(context, NULL, "mail.test", NULL, &made), MLA_E_INVALID);
    assert_int_equal(mla_tls_new(context, first, "", NULL, &made), MLA_E_INVALID);
    assert_int_equal(mla_tls_new(context, first, "mail.test", "", &made), MLA_E_INVALID);
    assert_int_equal(mla_tls_new(context, first, long_name, NULL, &made), MLA_E_INVALID);
    assert_int_equal(mla_tls_new(context, first, "mail.test", long_name, &made), MLA_E_INVALID);
    mla_transport_free(first);
    mla_transport_free(second);
    mla_tls_context_free(context);
}

static void every_allocation_may_fail(void **state) {
    mla_tls_context *context = NULL;
    mla_transport *first, *second, *made;
    mla_tls_config config;
    heap memory;

    (void)state;
    heap_init(&memory);
    mla_tls_config_init(&config);
    config.allocator = &memory.allocator;
    config.ca_pem = mla_str_from(authority.pem);
    assert_int_equal(mla_tls_context_new(&config, &context, NULL), MLA_OK);
    assert_int_equal(mla_memory_pair_new(NULL, &first, &second), MLA_OK);
    heap_leave(&memory, 0);
    assert_int_equal(mla_tls_new(context, first, "mail.test", NULL, &made), MLA_E_NO_MEMORY);
    heap_leave(&memory, 1);
    assert_int_equal(mla_tls_new(context, first, "mail.test", NULL, &made), MLA_OK);
    mla_transport_free(made);
    mla_transport_free(second);
    mla_tls_context_free(context);
    assert_int_equal(memory.blocks, 0);
}

/* ----- the transport below ----- */

static void an_interrupt_reaches_the_transport_below(void **state) {
    fixture f;

    (void)state;
    assert_int_equal(fixture_open(&f, defaults()), MLA_OK);
    mla_transport_interrupt(f.pair.client);
    assert_int_equal(mla_transport_wait(f.pair.client, MLA_WANT_READ, -1), MLA_E_CANCELLED);
    assert_int_equal(mla_transport_descriptor(f.pair.client), -1);
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(octets_go_both_ways_with_each_version),
        cmocka_unit_test(nothing_to_read_is_again_and_wants_reading),
        cmocka_unit_test(what_is_left_of_a_record_is_pending),
        cmocka_unit_test(a_write_that_finds_no_room_goes_on_where_it_was),
        cmocka_unit_test(close_notify_is_end),
        cmocka_unit_test(a_stream_that_is_cut_is_eof),
        cmocka_unit_test(a_server_that_goes_away_in_the_handshake_is_eof),
        cmocka_unit_test(close_sends_close_notify_once),
        cmocka_unit_test(a_forged_record_is_a_tls_error),
        cmocka_unit_test(what_came_before_a_forged_record_is_given_first),
        cmocka_unit_test(a_server_that_speaks_in_clear_is_recognised),
        cmocka_unit_test(arguments_that_make_no_sense_leave_the_lower_transport_alone),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(an_interrupt_reaches_the_transport_below),
    };

    return cmocka_run_group_tests(tests, make_certificates, free_certificates);
}
