/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* RTLD_NEXT */

#include "transport/tcp_posix_fixture.h"

#include <dlfcn.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

/* ----- names whose answers the tests choose; all others go to the C library ----- */

typedef int resolver(const char *restrict, const char *restrict, const struct addrinfo *restrict,
                     struct addrinfo **restrict);

int getaddrinfo(const char *restrict host, const char *restrict service,
                const struct addrinfo *restrict hints, struct addrinfo **restrict result) {
    static resolver *real;

    if (real == NULL)
        *(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
    if ((hints->ai_flags & AI_NUMERICHOST) == 0 && strcmp(host, "mail.invalid") == 0)
        return EAI_NONAME;
    if ((hints->ai_flags & AI_NUMERICHOST) == 0 && strcmp(host, "lost.test") == 0)
        return EAI_AGAIN;
    if ((hints->ai_flags & AI_NUMERICHOST) == 0 && strcmp(host, "hang.test") == 0) {
        const struct timespec pause = {1, 0};
        (void)nanosleep(&pause, NULL);
        return EAI_AGAIN;
    }
    return real(host, service, hints, result);
}

static void assert_about(uint64_t took, uint64_t expected) {
    assert_in_range(took, expected, expected + expected / 10);
}

/* ----- connecting ----- */

static int option_of(mla_transport *transport, int level, int name) {
    int value = -1;
    socklen_t size = sizeof value;

    assert_int_equal(
        getsockopt((int)mla_transport_descriptor(transport), level, name, &value, &size), 0);
    return value != 0;
}

static void commands_are_not_delayed_and_the_peers_life_is_watched(void **state) {
    mla_tcp_config config;
    mla_transport *transport;
    listener open;

    (void)state;
    listener_open(&open);
    mla_tcp_config_init(&config);
    for (int keep_alive = 1; keep_alive >= 0; keep_alive--) {
        assert_int_equal(mla_tcp_new(&config, "127.0.0.1", open.port, &transport), MLA_OK);
        assert_int_equal(connect_blocking(transport), MLA_OK);
        assert_int_equal(option_of(transport, IPPROTO_TCP, TCP_NODELAY), 1);
        assert_int_equal(option_of(transport, SOL_SOCKET, SO_KEEPALIVE), keep_alive);
        mla_transport_free(transport);
        config.keep_alive = 0; /* it is on by default */
    }
    listener_close(&open);
}

static void reading_before_the_connection_is_a_state_error(void **state) {
    mla_transport *transport = tcp_new("127.0.0.1", 1, 1000);
    char octet;
    size_t len;

    (void)state;
    assert_int_equal(mla_transport_descriptor(transport), -1);
    assert_int_equal(mla_transport_read(transport, &octet, 1, &len), MLA_E_STATE);
    assert_int_equal(mla_transport_write(transport, "x", 1, &len), MLA_E_STATE);
    assert_int_equal(described(transport).status, MLA_OK);
    mla_transport_free(transport);
}

static void a_refused_connection_names_the_address(void **state) {
    char expected[64];
    listener closed;

    (void)state;
    listener_bind(&closed);
    mla_transport *transport = tcp_new("127.0.0.1", closed.port, 5000);
    assert_int_equal(connect_blocking(transport), MLA_E_CONNECT);
    assert_int_equal(connect_blocking(transport), MLA_E_CONNECT); /* and stays */
    mla_error error = described(transport);
    assert_int_equal(error.status, MLA_E_CONNECT);
    assert_int_equal(error.native_code, ECONNREFUSED);
    (void)snprintf(expected, sizeof expected, "connection refused by 127.0.0.1 port %u",
                   (unsigned)closed.port);
    assert_true(detail_has(error, expected));
    mla_transport_free(transport);
    listener_close(&closed);
}

static void silence_ends_in_a_timeout_on_time(void **state) {
    listener silent;

    (void)state;
    listener_open_black_hole(&silent);
    mla_transport *transport = tcp_new("127.0.0.1", silent.port, 600);
    uint64_t begin = mla_system_now_ms();
    assert_int_equal(connect_blocking(transport), MLA_E_TIMEOUT);
    assert_about(mla_system_now_ms() - begin, 600);
    assert_true(detail_has(described(transport), "no answer within 0.6 s from host 127.0.0.1"));
    mla_transport_free(transport);
    listener_close(&silent);
}

/* "localhost" is ::1 too on most systems, where nobody listens. */
static void the_second_address_is_tried_when_the_first_refuses(void **state) {
    listener open;

    (void)state;
    listener_open(&open);
    mla_transport *transport = tcp_new("localhost", open.port, 5000);
    assert_int_equal(connect_blocking(transport), MLA_OK);
    mla_transport_free(transport);
    listener_close(&open);
}

/* As an application's own event loop does it, with nothing but the contract. */
static void an_outside_event_loop_can_connect(void **state) {
    mla_transport *transport;
    listener open;
    int32_t status;
    uint64_t deadline;

    (void)state;
    listener_open(&open);
    transport = tcp_new("localhost", open.port, 5000);
    while ((status = mla_transport_advance(transport, mla_system_now_ms(), &deadline)) ==
           MLA_AGAIN) {
        struct pollfd entry = {.fd = (int)mla_transport_descriptor(transport)};
        uint32_t wants = mla_transport_wants(transport);
        assert_true(entry.fd >= 0);
        entry.events = wants == MLA_WANT_READ ? POLLIN : POLLOUT;
        assert_true(deadline != MLA_NO_DEADLINE);
        (void)poll(&entry, 1, 1000);
    }
    assert_int_equal(status, MLA_OK);
    mla_transport_free(transport);
    listener_close(&open);
}

/* ----- names ----- */

static void an_unknown_host_is_named(void **state) {
    mla_transport *transport = tcp_new("mail.invalid", 993, 5000);

    (void)state;
    assert_int_equal(connect_blocking(transport), MLA_E_RESOLVE);
    mla_error error = described(transport);
    assert_int_equal(error.native_code, EAI_NONAME);
    assert_int_equal(error.retry, MLA_RETRY_NEVER);
    assert_true(detail_has(error, "unknown host mail.invalid"));
    mla_transport_free(transport);
}

static void name_servers_without_an_answer_are_worth_another_try(void **state) {
    mla_transport *transport = tcp_new("lost.test", 993, 5000);

    (void)state;
    assert_int_equal(connect_blocking(transport), MLA_E_RESOLVE);
    assert_int_equal(described(transport).native_code, EAI_AGAIN);
    assert_int_equal(described(transport).retry, MLA_RETRY_LATER);
    assert_true(detail_has(described(transport), "lost.test"));
    mla_transport_free(transport);
}

static void a_hanging_name_server_is_covered_by_the_timeout(void **state) {
    mla_transport *transport = tcp_new("hang.test", 993, 300);
    uint64_t begin = mla_system_now_ms();

    (void)state;
    assert_int_equal(connect_blocking(transport), MLA_E_TIMEOUT);
    assert_about(mla_system_now_ms() - begin, 300);
    assert_true(detail_has(described(transport), "no name server answered"));
    mla_transport_free(transport);
}

static void an_interrupt_ends_connecting(void **state) {
    mla_transport *transport;
    listener silent;
    pthread_t thread;

    (void)state;
    listener_open_black_hole(&silent);
    transport = tcp_new("127.0.0.1", silent.port, 0);
    assert_int_equal(pthread_create(&thread, NULL, interrupt_soon, transport), 0);
    assert_int_equal(connect_blocking(transport), MLA_E_CANCELLED);
    (void)pthread_join(thread, NULL);
    mla_transport_free(transport);
    listener_close(&silent);
}

/* ----- creation ----- */

static void arguments_that_make_no_sense_are_refused(void **state) {
    mla_tcp_config config;
    mla_transport *transport;

    (void)state;
    memset(&config, 0, sizeof config);
    assert_int_equal(mla_tcp_new(&config, "localhost", 993, &transport), MLA_E_INVALID);
    assert_int_equal(mla_tcp_new(NULL, "", 993, &transport), MLA_E_INVALID);
    assert_int_equal(mla_tcp_new(NULL, NULL, 993, &transport), MLA_E_INVALID);
    assert_int_equal(mla_tcp_new(NULL, "localhost", 0, &transport), MLA_E_INVALID);
    assert_int_equal(mla_tcp_new(NULL, "localhost", 993, NULL), MLA_E_INVALID);
}

static void memory_comes_from_the_allocator(void **state) {
    mla_tcp_config config;
    mla_transport *transport;
    heap memory;

    (void)state;
    heap_init(&memory);
    heap_leave(&memory, 0);
    mla_tcp_config_init(&config);
    config.allocator = &memory.allocator;
    assert_int_equal(mla_tcp_new(&config, "localhost", 993, &transport), MLA_E_NO_MEMORY);
    heap_leave(&memory, 1);
    assert_int_equal(mla_tcp_new(&config, "localhost", 993, &transport), MLA_OK);
    mla_transport_free(transport);
    assert_int_equal(memory.blocks, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_are_not_delayed_and_the_peers_life_is_watched),
        cmocka_unit_test(reading_before_the_connection_is_a_state_error),
        cmocka_unit_test(a_refused_connection_names_the_address),
        cmocka_unit_test(silence_ends_in_a_timeout_on_time),
        cmocka_unit_test(the_second_address_is_tried_when_the_first_refuses),
        cmocka_unit_test(an_outside_event_loop_can_connect),
        cmocka_unit_test(an_unknown_host_is_named),
        cmocka_unit_test(name_servers_without_an_answer_are_worth_another_try),
        cmocka_unit_test(a_hanging_name_server_is_covered_by_the_timeout),
        cmocka_unit_test(an_interrupt_ends_connecting),
        cmocka_unit_test(arguments_that_make_no_sense_are_refused),
        cmocka_unit_test(memory_comes_from_the_allocator),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
