/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "transport/listener.h"

#include <poll.h>

#include "transport/connect_posix.h"

#define DELAY_MS 60

typedef struct target {
    struct addrinfo info;
    struct sockaddr_storage address;
} target;

static void set_target(target *to, uint16_t port, target *next) {
    struct sockaddr_in address = loopback(port);

    memset(to, 0, sizeof *to);
    memcpy(&to->address, &address, sizeof address);
    to->info = (struct addrinfo){.ai_family = AF_INET,
                                 .ai_socktype = SOCK_STREAM,
                                 .ai_addr = (struct sockaddr *)&to->address,
                                 .ai_addrlen = sizeof address,
                                 .ai_next = next == NULL ? NULL : &next->info};
}

/* Returns the milliseconds that it took. */
static uint64_t connect_all(mla__connector *connector, int32_t *status, int *fd,
                            const struct addrinfo **address) {
    struct pollfd set[MLA__CONNECT_ATTEMPTS];
    uint64_t begin = mla_system_now_ms();
    uint64_t now = begin, deadline = 0;

    while ((*status = mla__connector_step(connector, now, &deadline, fd, address)) == MLA_AGAIN) {
        assert_true(deadline >= now);
        int timeout = deadline == MLA_NO_DEADLINE ? -1 : (int)(deadline - now);
        (void)poll(set, (nfds_t)mla__connector_poll_set(connector, set), timeout);
        now = mla_system_now_ms();
    }
    return mla_system_now_ms() - begin;
}

static void the_first_address_that_is_open_wins(void **state) {
    const struct addrinfo *winner = NULL;
    mla__connector connector;
    listener open;
    target only;
    int32_t status;
    int fd = -1;

    (void)state;
    listener_open(&open);
    set_target(&only, open.port, NULL);
    mla__connector_init(&connector, &only.info, DELAY_MS);
    (void)connect_all(&connector, &status, &fd, &winner);
    assert_int_equal(status, MLA_OK);
    assert_ptr_equal(winner, &only.info);
    (void)close(fd);
    listener_close(&open);
}

static void a_refusal_lets_the_next_address_in_at_once(void **state) {
    const struct addrinfo *winner = NULL;
    mla__connector connector;
    listener open, closed;
    target first, second;
    int32_t status;
    int fd = -1;

    (void)state;
    listener_open(&open);
    listener_bind(&closed);
    set_target(&second, open.port, NULL);
    set_target(&first, closed.port, &second);
    mla__connector_init(&connector, &first.info, 5000);
    assert_true(connect_all(&connector, &status, &fd, &winner) < 1000);
    assert_int_equal(status, MLA_OK);
    assert_ptr_equal(winner, &second.info);
    (void)close(fd);
    listener_close(&open);
    listener_close(&closed);
}

static void silence_lets_the_next_address_in_after_the_delay(void **state) {
    const struct addrinfo *winner = NULL;
    mla__connector connector;
    listener open, silent;
    target first, second;
    int32_t status;
    int fd = -1;

    (void)state;
    listener_open(&open);
    listener_open_black_hole(&silent);
    set_target(&second, open.port, NULL);
    set_target(&first, silent.port, &second);
    mla__connector_init(&connector, &first.info, DELAY_MS);
    uint64_t took = connect_all(&connector, &status, &fd, &winner);
    assert_int_equal(status, MLA_OK);
    assert_ptr_equal(winner, &second.info);
    assert_in_range(took, DELAY_MS, 10 * DELAY_MS);
    assert_int_equal(connector.count, 0); /* the loser is closed */
    (void)close(fd);
    listener_close(&open);
    listener_close(&silent);
}

static void when_all_fail_the_last_reason_is_kept(void **state) {
    const struct addrinfo *winner = NULL;
    mla__connector connector;
    listener closed;
    target first, second;
    int32_t status;
    int fd = -1;

    (void)state;
    listener_bind(&closed);
    set_target(&second, closed.port, NULL);
    set_target(&first, closed.port, &second);
    mla__connector_init(&connector, &first.info, DELAY_MS);
    (void)connect_all(&connector, &status, &fd, &winner);
    assert_int_equal(status, MLA_E_CONNECT);
    assert_int_equal(connector.last_errno, ECONNREFUSED);
    assert_ptr_equal(connector.last_address, &second.info);
    assert_null(winner);
    listener_close(&closed);
}

/* Returns the index of the address that was tried last, when all fail. */
static size_t last_tried(const char *families) {
    const struct addrinfo *winner;
    struct addrinfo list[8];
    size_t count = strlen(families);
    mla__connector connector;
    uint64_t deadline;
    int fd;

    memset(list, 0, sizeof list);
    for (size_t i = 0; i < count; i++) {
        list[i].ai_family = families[i] == '4' ? AF_INET : AF_INET6;
        list[i].ai_socktype = -1; /* no such socket: the attempt fails at once */
        list[i].ai_next = i + 1 == count ? NULL : &list[i + 1];
    }
    mla__connector_init(&connector, list, DELAY_MS);
    assert_int_equal(mla__connector_step(&connector, 0, &deadline, &fd, &winner), MLA_E_CONNECT);
    return (size_t)(connector.last_address - list);
}

/* RFC 8305 section 4. */
static void families_take_turns_and_every_address_is_tried(void **state) {
    (void)state;
    assert_int_equal(last_tried("4"), 0);
    assert_int_equal(last_tried("46"), 1);
    assert_int_equal(last_tried("444"), 2);
    assert_int_equal(last_tried("446"), 1);    /* 0 2 1 */
    assert_int_equal(last_tried("664"), 1);    /* 0 2 1 */
    assert_int_equal(last_tried("466"), 2);    /* 0 1 2 */
    assert_int_equal(last_tried("4466"), 3);   /* 0 2 1 3 */
    assert_int_equal(last_tried("44646"), 3);  /* 0 2 1 4 3 */
    assert_int_equal(last_tried("444466"), 3); /* 0 4 1 5 2 3 */
}

static void the_oldest_of_too_many_attempts_makes_room(void **state) {
    const struct addrinfo *winner = NULL;
    mla__connector connector;
    target targets[MLA__CONNECT_ATTEMPTS + 2];
    listener open, silent;
    size_t last = MLA__CONNECT_ATTEMPTS + 1;
    int32_t status;
    int fd = -1;

    (void)state;
    listener_open(&open);
    listener_open_black_hole(&silent);
    set_target(&targets[last], open.port, NULL);
    for (size_t i = last; i-- > 0;)
        set_target(&targets[i], silent.port, &targets[i + 1]);
    mla__connector_init(&connector, &targets[0].info, 1);
    (void)connect_all(&connector, &status, &fd, &winner);
    assert_int_equal(status, MLA_OK);
    assert_ptr_equal(winner, &targets[last].info);
    (void)close(fd);
    listener_close(&open);
    listener_close(&silent);
}

/* An outside event loop sees one descriptor only. */
static void the_deadline_is_near_while_several_attempts_are_in_progress(void **state) {
    const struct addrinfo *winner;
    mla__connector connector;
    target first, second;
    listener silent;
    uint64_t deadline;
    int fd;

    (void)state;
    listener_open_black_hole(&silent);
    set_target(&second, silent.port, NULL);
    set_target(&first, silent.port, &second);
    mla__connector_init(&connector, &first.info, 1000);
    assert_int_equal(mla__connector_step(&connector, 0, &deadline, &fd, &winner), MLA_AGAIN);
    assert_int_equal(deadline, 1000);
    assert_int_equal(mla__connector_step(&connector, 1000, &deadline, &fd, &winner), MLA_AGAIN);
    assert_int_equal(connector.count, 2);
    assert_in_range(deadline, 1001, 1050);
    mla__connector_deinit(&connector);
    listener_close(&silent);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_address_that_is_open_wins),
        cmocka_unit_test(a_refusal_lets_the_next_address_in_at_once),
        cmocka_unit_test(silence_lets_the_next_address_in_after_the_delay),
        cmocka_unit_test(when_all_fail_the_last_reason_is_kept),
        cmocka_unit_test(families_take_turns_and_every_address_is_tried),
        cmocka_unit_test(the_oldest_of_too_many_attempts_makes_room),
        cmocka_unit_test(the_deadline_is_near_while_several_attempts_are_in_progress),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
