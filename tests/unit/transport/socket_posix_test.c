/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "transport/support.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "transport/socket_posix.h"

static void assert_prepared(int fd) {
    assert_true((fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
    assert_true((fcntl(fd, F_GETFL) & O_NONBLOCK) != 0);
}

static void sockets_do_not_block_and_are_closed_on_exec(void **state) {
    int pair[2];
    int fd = mla__socket_open(AF_INET, SOCK_STREAM, 0);

    (void)state;
    assert_true(fd >= 0);
    assert_prepared(fd);
    assert_int_equal(mla__socket_pair(pair), 0);
    assert_prepared(pair[0]);
    assert_prepared(pair[1]);
    (void)close(fd);
    (void)close(pair[0]);
    (void)close(pair[1]);
}

static void a_family_that_does_not_exist_is_an_error(void **state) {
    (void)state;
    assert_int_equal(mla__socket_open(-1, SOCK_STREAM, 0), -1);
    assert_int_not_equal(errno, 0);
}

/* SIGPIPE would end this program. */
static void sending_to_a_closed_peer_raises_no_signal(void **state) {
    int pair[2];

    (void)state;
    assert_int_equal(mla__socket_pair(pair), 0);
    (void)close(pair[1]);
    assert_int_equal(mla__socket_send(pair[0], "x", 1), -1);
    assert_int_equal(errno, EPIPE);
    (void)close(pair[0]);
}

static void octets_go_through(void **state) {
    char buffer[8];
    int pair[2];

    (void)state;
    assert_int_equal(mla__socket_pair(pair), 0);
    assert_int_equal(mla__socket_receive(pair[1], buffer, sizeof buffer), -1);
    assert_int_equal(errno, EAGAIN);
    assert_int_equal(mla__socket_send(pair[0], "mail", 4), 4);
    assert_int_equal(mla__socket_receive(pair[1], buffer, sizeof buffer), 4);
    assert_memory_equal(buffer, "mail", 4);
    (void)close(pair[0]);
    assert_int_equal(mla__socket_receive(pair[1], buffer, sizeof buffer), 0);
    (void)close(pair[1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sockets_do_not_block_and_are_closed_on_exec),
        cmocka_unit_test(a_family_that_does_not_exist_is_an_error),
        cmocka_unit_test(sending_to_a_closed_peer_raises_no_signal),
        cmocka_unit_test(octets_go_through),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
