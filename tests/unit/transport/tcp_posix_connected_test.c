/* SPDX-License-Identifier: MIT */
/* A connection that stands: its octets, how it ends, and what ends waiting for it. */
#define _DEFAULT_SOURCE /* setitimer */

#include "transport/tcp_posix_fixture.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/time.h>

/* A connected pair; the peer is a plain socket. */
typedef struct connection {
    mla_transport *transport;
    int peer; /* -1: it is closed */
} connection;

static int setup(void **state) {
    static connection c;
    listener open;

    listener_open(&open);
    c.transport = tcp_new("127.0.0.1", open.port, 5000);
    assert_int_equal(connect_blocking(c.transport), MLA_OK);
    c.peer = accept(open.socket, NULL, NULL);
    assert_true(c.peer >= 0);
    listener_close(&open);
    *state = &c;
    return 0;
}

static void close_peer(connection *c) {
    if (c->peer >= 0)
        (void)close(c->peer);
    c->peer = -1;
}

static int teardown(void **state) {
    connection *c = *state;

    mla_transport_free(c->transport);
    close_peer(c);
    return 0;
}

#define CONNECTED(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

static int32_t read_blocking(mla_transport *transport, char *buffer, size_t capacity, size_t *got) {
    int32_t status;

    while ((status = mla_transport_read(transport, buffer, capacity, got)) == MLA_AGAIN)
        assert_int_equal(mla_transport_wait(transport, mla_transport_wants(transport), 5000),
                         MLA_OK);
    return status;
}

static void octets_go_both_ways(void **state) {
    char buffer[16];
    size_t len;
    connection *c = *state;

    assert_int_equal(mla_transport_read(c->transport, buffer, sizeof buffer, &len), MLA_AGAIN);
    assert_int_equal(mla_transport_wants(c->transport), MLA_WANT_READ);
    assert_int_equal(send(c->peer, "* OK\r\n", 6, 0), 6);
    assert_int_equal(read_blocking(c->transport, buffer, sizeof buffer, &len), MLA_OK);
    assert_int_equal(len, 6);
    assert_int_equal(mla_transport_write(c->transport, "a NOOP\r\n", 8, &len), MLA_OK);
    assert_int_equal(len, 8);
    assert_int_equal(recv(c->peer, buffer, sizeof buffer, 0), 8);
    assert_memory_equal(buffer, "a NOOP\r\n", 8);
}

static void the_descriptor_is_closed_on_exec(void **state) {
    connection *c = *state;
    int fd = (int)mla_transport_descriptor(c->transport);

    assert_true(fd >= 0);
    assert_true((fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
    assert_true((fcntl(fd, F_GETFL) & O_NONBLOCK) != 0);
}

/* ----- the peer goes away ----- */

static void the_peers_fin_is_end(void **state) {
    char buffer[16];
    size_t len;
    connection *c = *state;

    assert_int_equal(send(c->peer, "bye", 3, 0), 3);
    close_peer(c);
    assert_int_equal(read_blocking(c->transport, buffer, sizeof buffer, &len), MLA_OK);
    assert_int_equal(len, 3);
    assert_int_equal(read_blocking(c->transport, buffer, sizeof buffer, &len), MLA_END);
}

static void a_reset_is_eof_with_its_code(void **state) {
    struct linger at_once = {1, 0};
    char octet;
    size_t len;
    connection *c = *state;

    assert_int_equal(setsockopt(c->peer, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
    close_peer(c);
    assert_int_equal(read_blocking(c->transport, &octet, 1, &len), MLA_E_EOF);
    assert_int_equal(described(c->transport).native_code, ECONNRESET);
    assert_true(detail_has(described(c->transport), "connection closed by 127.0.0.1 port"));
}

/* SIGPIPE would end this program. */
static void writing_to_a_peer_that_is_gone_is_an_error(void **state) {
    int32_t status = MLA_OK;
    size_t len;
    connection *c = *state;

    close_peer(c);
    for (int i = 0; i < 1000 && status == MLA_OK; i++) {
        status = mla_transport_write(c->transport, "x", 1, &len);
        (void)poll(NULL, 0, 1);
    }
    assert_int_equal(status, MLA_E_EOF);
    assert_int_equal(described(c->transport).status, MLA_E_EOF);
}

static void close_tells_the_peer(void **state) {
    char octet;
    connection *c = *state;

    mla_transport_close(c->transport);
    mla_transport_close(c->transport);
    assert_int_equal(recv(c->peer, &octet, 1, 0), 0);
}

static void a_peer_that_does_not_read_makes_writing_wait(void **state) {
    static char block[1 << 16];
    int32_t status;
    size_t len;
    connection *c = *state;

    do
        status = mla_transport_write(c->transport, block, sizeof block, &len);
    while (status == MLA_OK);
    assert_int_equal(status, MLA_AGAIN);
    assert_int_equal(mla_transport_wants(c->transport), MLA_WANT_WRITE);
    assert_int_equal(mla_transport_wait(c->transport, MLA_WANT_WRITE, 20), MLA_OK);
}

/* ----- waiting ----- */

static void a_wait_ends_after_its_time(void **state) {
    connection *c = *state;
    uint64_t begin = mla_system_now_ms();

    assert_int_equal(mla_transport_wait(c->transport, MLA_WANT_READ, 100), MLA_OK);
    assert_in_range(mla_system_now_ms() - begin, 99, 1000);
}

static void an_interrupt_before_the_wait_ends_one_wait(void **state) {
    connection *c = *state;

    mla_transport_interrupt(c->transport);
    mla_transport_interrupt(c->transport);
    assert_int_equal(mla_transport_wait(c->transport, MLA_WANT_READ, -1), MLA_E_CANCELLED);
    assert_int_equal(mla_transport_wait(c->transport, MLA_WANT_READ, 0), MLA_OK);
}

static void an_interrupt_from_another_thread_ends_the_wait(void **state) {
    pthread_t thread;
    connection *c = *state;

    assert_int_equal(pthread_create(&thread, NULL, interrupt_soon, c->transport), 0);
    assert_int_equal(mla_transport_wait(c->transport, MLA_WANT_READ, -1), MLA_E_CANCELLED);
    (void)pthread_join(thread, NULL);
}

static mla_transport *to_interrupt;

static void on_alarm(int signal_number) {
    (void)signal_number;
    mla_transport_interrupt(to_interrupt);
}

static void an_interrupt_from_a_signal_handler_ends_the_wait(void **state) {
    struct sigaction action = {.sa_handler = on_alarm};
    struct itimerval soon = {.it_value = {0, 50000}};
    connection *c = *state;

    to_interrupt = c->transport;
    assert_int_equal(sigaction(SIGALRM, &action, NULL), 0);
    assert_int_equal(setitimer(ITIMER_REAL, &soon, NULL), 0);
    assert_int_equal(mla_transport_wait(c->transport, MLA_WANT_READ, -1), MLA_E_CANCELLED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        CONNECTED(octets_go_both_ways),
        CONNECTED(the_descriptor_is_closed_on_exec),
        CONNECTED(the_peers_fin_is_end),
        CONNECTED(a_reset_is_eof_with_its_code),
        CONNECTED(writing_to_a_peer_that_is_gone_is_an_error),
        CONNECTED(close_tells_the_peer),
        CONNECTED(a_peer_that_does_not_read_makes_writing_wait),
        CONNECTED(a_wait_ends_after_its_time),
        CONNECTED(an_interrupt_before_the_wait_ends_one_wait),
        CONNECTED(an_interrupt_from_another_thread_ends_the_wait),
        CONNECTED(an_interrupt_from_a_signal_handler_ends_the_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
