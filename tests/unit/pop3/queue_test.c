/* SPDX-License-Identifier: MIT */
/* Which commands are in flight together, what a full queue says, and what cancelling one does. */
#include "pop3/queue.h"

#include "peer.h"

/* A greeted connection to a server that can pipeline. */
static void open_pipelining(peer *p, uint32_t window) {
    peer_init(p);
    p->config.window_max = window;
    peer_greet(p);
    mla_pop3_capa(p->pop3, NULL);
    sent(p, "CAPA\r\n");
    say(p, "+OK\r\nPIPELINING\r\n.\r\n");
    p->len = p->trace_len = 0;
}

static void dele(peer *p, uint64_t first, uint64_t last) {
    for (; first <= last; first++)
        assert_int_equal(mla_pop3_dele(p->pop3, first, NULL), MLA_OK);
}

static void commands_wait_for_the_greeting(void **state) {
    (void)state;
    peer p;
    peer_init(&p);
    peer_open(&p);
    mla_pop3_noop(p.pop3, NULL);
    mla_pop3_noop(p.pop3, NULL);
    sent(&p, "");
    assert_int_equal(mla_pop3_wants(p.pop3), MLA_WANT_READ);
    say(&p, "+OK\r\n");
    assert_int_equal(mla_pop3_wants(p.pop3), MLA_WANT_READ | MLA_WANT_WRITE);
    sent(&p, "NOOP\r\n");
    peer_close(&p);
}

static void one_command_is_in_flight_until_capa_says_pipelining(void **state) {
    peer *p = *state;
    dele(p, 1, 3);
    sent(p, "DELE 1\r\n");
    sent(p, "");
    say(p, "+OK\r\n");
    sent(p, "DELE 2\r\n");
    say(p, "-ERR\r\n");
    sent(p, "DELE 3\r\n");
    say(p, "+OK\r\n");
    expect(p, "DONE 1 MLA_OK \nDONE 2 MLA_E_SERVER_NO \nDONE 3 MLA_OK \n");
}

static void a_window_of_commands_is_in_flight_afterwards(void **state) {
    (void)state;
    peer p;
    open_pipelining(&p, 3);
    dele(&p, 1, 5);
    sent(&p, "DELE 1\r\nDELE 2\r\nDELE 3\r\n");
    say(&p, "+OK 1\r\n");
    sent(&p, "DELE 4\r\n");
    say(&p, "+OK 2\r\n-ERR 3\r\n");
    sent(&p, "DELE 5\r\n");
    say(&p, "+OK 4\r\n+OK 5\r\n");
    expect(&p, "DONE 2 MLA_OK 1\nDONE 3 MLA_OK 2\nDONE 4 MLA_E_SERVER_NO 3\nDONE 5 MLA_OK 4\n"
               "DONE 6 MLA_OK 5\n");
    peer_close(&p);
}

static void a_window_of_1_never_pipelines(void **state) {
    (void)state;
    peer p;
    open_pipelining(&p, 1);
    dele(&p, 1, 2);
    sent(&p, "DELE 1\r\n");
    say(&p, "+OK\r\n");
    sent(&p, "DELE 2\r\n");
    peer_close(&p);
}

static void replies_to_a_window_may_arrive_together(void **state) {
    (void)state;
    peer p;
    open_pipelining(&p, 8);
    mla_pop3_stat(p.pop3, NULL);
    mla_pop3_uidl(p.pop3, 0, NULL);
    mla_pop3_retr(p.pop3, 1, NULL);
    mla_pop3_top(p.pop3, 2, 0, NULL);
    mla_pop3_list(p.pop3, 2, NULL);
    sent(&p, "STAT\r\nUIDL\r\nRETR 1\r\nTOP 2 0\r\nLIST 2\r\n");
    say(&p, "+OK 2 20\r\n+OK\r\n1 a\r\n.\r\n+OK\r\none\r\n.\r\n-ERR no TOP\r\n+OK 2 10\r\n");
    expect(&p, "DROP 2 2 20\nDONE 2 MLA_OK\nLISTING 3 1 0 id=a\nDONE 3 MLA_OK\n"
               "BEGIN 4 0\nDATA 4 one\r\n\nSTOP 4\nDONE 4 MLA_OK\n"
               "DONE 5 MLA_E_SERVER_NO no TOP\nLISTING 6 2 10\nDONE 6 MLA_OK\n");
    peer_close(&p);
}

static void login_quit_and_raw_commands_are_alone_in_flight(void **state) {
    (void)state;
    peer p;
    open_pipelining(&p, 8);
    mla_pop3_noop(p.pop3, NULL);
    mla_pop3_login(p.pop3, STR("u"), STR("p"), NULL);
    mla_pop3_raw(p.pop3, STR("X"), 0, NULL);
    mla_pop3_raw(p.pop3, STR("Y"), 1, NULL);
    mla_pop3_noop(p.pop3, NULL);
    mla_pop3_noop(p.pop3, NULL);
    mla_pop3_quit(p.pop3, NULL);
    sent(&p, "NOOP\r\n");
    say(&p, "+OK\r\n");
    sent(&p, "USER u\r\n");
    say(&p, "+OK\r\n");
    sent(&p, "PASS p\r\n");
    say(&p, "+OK\r\n");
    sent(&p, "X\r\n");
    say(&p, "+OK\r\n");
    sent(&p, "Y\r\n");
    say(&p, "-ERR\r\n");
    sent(&p, "NOOP\r\nNOOP\r\n");
    say(&p, "+OK\r\n+OK\r\n");
    sent(&p, "QUIT\r\n");
    say(&p, "+OK\r\n");
    assert_int_equal(p.status, MLA_END);
    peer_close(&p);
}

static void a_reply_before_its_command_is_sent_is_fatal_in_a_window_too(void **state) {
    (void)state;
    peer p;
    open_pipelining(&p, 8);
    dele(&p, 1, 2);
    assert_int_equal(mla_pop3_tx_ack(p.pop3, 8), MLA_OK);
    say(&p, "+OK\r\n+OK\r\n");
    expect(&p, "DONE 2 MLA_OK \nERROR MLA_E_UNSOLICITED\n");
    peer_close(&p);
}

static void a_full_queue_takes_no_more_until_an_event_is_taken(void **state) {
    (void)state;
    peer p;
    peer_init(&p);
    p.config.queue_max = 2;
    peer_greet(&p);
    uint32_t command = 0;
    dele(&p, 1, 2);
    assert_int_equal(mla_pop3_dele(p.pop3, 3, &command), MLA_E_LIMIT);
    assert_int_equal(command, 0);
    assert_int_equal(mla_pop3_outstanding(p.pop3), 2);
    mla_error error;
    mla_pop3_error(p.pop3, &error);
    assert_int_equal(error.status, MLA_E_LIMIT);
    sent(&p, "DELE 1\r\n");
    say(&p, "+OK\r\n");
    assert_int_equal(mla_pop3_dele(p.pop3, 3, &command), MLA_OK);
    assert_int_equal(command, 3);
    sent(&p, "DELE 2\r\n");
    say(&p, "+OK\r\n");
    sent(&p, "DELE 3\r\n");
    peer_close(&p);
}

static void a_command_fills_the_transmit_buffer_or_leaves_it(void **state) {
    (void)state;
    peer p;
    peer_init(&p);
    p.config.transmit_initial = p.config.transmit_max = 20;
    peer_greet(&p);
    dele(&p, 1, 1);
    assert_int_equal(mla_pop3_login(p.pop3, STR("u"), STR("p"), NULL), MLA_E_LIMIT);
    assert_int_equal(mla_pop3_raw(p.pop3, STR("12345678901"), 0, NULL), MLA_E_LIMIT);
    assert_int_equal(mla_pop3_raw(p.pop3, STR("1234567890"), 0, NULL), MLA_OK);
    assert_int_equal(mla_pop3_noop(p.pop3, NULL), MLA_E_LIMIT);
    sent(&p, "DELE 1\r\n");
    say(&p, "+OK\r\n");
    sent(&p, "1234567890\r\n");
    peer_close(&p);
}

static void a_command_without_memory_leaves_everything_as_it_was(void **state) {
    (void)state;
    peer p;
    peer_init(&p);
    p.config.transmit_initial = 8;
    peer_greet(&p);
    for (size_t n = 1; n <= 2; n++) {
        p.heap.fail_at = p.heap.calls + 1;
        assert_int_equal(mla_pop3_login(p.pop3, STR("user"), STR("password"), NULL),
                         MLA_E_NO_MEMORY);
        assert_int_equal(mla_pop3_outstanding(p.pop3), 0);
        sent(&p, "");
    }
    p.heap.fail_at = 0;
    assert_int_equal(mla_pop3_login(p.pop3, STR("user"), STR("password"), NULL), MLA_OK);
    sent(&p, "USER user\r\n");
    say(&p, "+OK\r\n");
    sent(&p, "PASS password\r\n");
    peer_close(&p);
}

static void nothing_goes_out_behind_quit(void **state) {
    peer *p = *state;
    mla_pop3_noop(p->pop3, NULL);
    mla_pop3_quit(p->pop3, NULL);
    assert_int_equal(mla_pop3_noop(p->pop3, NULL), MLA_E_STATE);
    assert_int_equal(mla_pop3_quit(p->pop3, NULL), MLA_E_STATE);
    assert_int_equal(mla_pop3_outstanding(p->pop3), 2);
}

static void a_trace_never_sees_a_password(void **state) {
    peer *p = *state;
    mla_pop3_login(p->pop3, STR("me"), STR("secret"), NULL);
    sent(p, "USER me\r\n");
    say(p, "+OK\r\n");
    sent(p, "PASS secret\r\n");
    traced(p, "USER me\r\nPASS *\r\n");
}

static void what_was_sent_and_what_waited_is_wiped(void **state) {
    (void)state;
    peer p;
    peer_init(&p);
    p.config.trace.write = NULL;
    peer_greet(&p);
    mla_pop3_login(p.pop3, STR("me"), STR("secret"), NULL);
    sent(&p, "USER me\r\n");
    assert_int_equal(p.heap.blocks, 3);
    const mla__txbuf *tx = &p.pop3->tx;
    assert_int_equal(tx->end - tx->start, sizeof "PASS secret\r\n" - 1);
    say(&p, "-ERR\r\n");
    for (size_t i = 0; i + 6 <= tx->capacity; i++)
        assert_memory_not_equal(tx->data + i, "secret", 6);
    peer_close(&p);
}

/* Cancelling. */

static void a_cancelled_command_that_was_not_sent_is_not_sent(void **state) {
    peer *p = *state;
    dele(p, 1, 4);
    assert_int_equal(mla_pop3_cancel(p->pop3, 3), MLA_OK);
    sent(p, "DELE 1\r\n");
    say(p, "+OK\r\n");
    sent(p, "DELE 2\r\n");
    say(p, "+OK\r\n");
    expect(p, "DONE 1 MLA_OK \nDONE 2 MLA_OK \nDONE 3 MLA_E_CANCELLED\n");
    sent(p, "DELE 4\r\n");
}

static void the_commands_behind_a_waiting_password_can_be_cancelled(void **state) {
    peer *p = *state;
    mla_pop3_login(p->pop3, STR("me"), STR("secret"), NULL);
    dele(p, 1, 2);
    sent(p, "USER me\r\n");
    assert_int_equal(mla_pop3_cancel(p->pop3, 2), MLA_OK);
    say(p, "+OK\r\n");
    sent(p, "PASS secret\r\n");
    say(p, "+OK\r\n");
    expect(p, "DONE 1 MLA_OK \nDONE 2 MLA_E_CANCELLED\n");
    sent(p, "DELE 2\r\n");
}

static void a_login_cancelled_before_it_is_sent_takes_its_password_along(void **state) {
    peer *p = *state;
    dele(p, 1, 1);
    mla_pop3_login(p->pop3, STR("me"), STR("secret"), NULL);
    dele(p, 2, 2);
    assert_int_equal(mla_pop3_cancel(p->pop3, 2), MLA_OK);
    sent(p, "DELE 1\r\n");
    say(p, "+OK\r\n");
    expect(p, "DONE 1 MLA_OK \nDONE 2 MLA_E_CANCELLED\n");
    sent(p, "DELE 2\r\n");
}

static void of_a_cancelled_command_that_was_sent_the_data_is_withheld(void **state) {
    (void)state;
    peer p;
    open_pipelining(&p, 8);
    mla_pop3_retr(p.pop3, 1, NULL);
    mla_pop3_uidl(p.pop3, 0, NULL);
    mla_pop3_stat(p.pop3, NULL);
    mla_pop3_retr(p.pop3, 2, NULL);
    sent(&p, "RETR 1\r\nUIDL\r\nSTAT\r\nRETR 2\r\n");
    say(&p, "+OK\r\none\r\n");
    for (uint32_t command = 2; command <= 4; command++)
        assert_int_equal(mla_pop3_cancel(p.pop3, command), MLA_OK);
    say(&p, "two\r\n.\r\n+OK\r\n1 a\r\n.\r\n+OK 1 1\r\n+OK\r\nthree\r\n.\r\n");
    expect(&p, "BEGIN 2 0\nDATA 2 one\r\n\nDONE 2 MLA_E_CANCELLED\nDONE 3 MLA_E_CANCELLED\n"
               "DONE 4 MLA_E_CANCELLED\nBEGIN 5 0\nDATA 5 three\r\n\nSTOP 5\nDONE 5 MLA_OK\n");
    peer_close(&p);
}

static void a_cancelled_command_without_data_has_its_true_result(void **state) {
    peer *p = *state;
    dele(p, 1, 1);
    sent(p, "DELE 1\r\n");
    assert_int_equal(mla_pop3_cancel(p->pop3, 1), MLA_OK);
    say(p, "+OK gone\r\n");
    expect(p, "DONE 1 MLA_OK gone\n");
}

static void tls_begins_though_stls_was_cancelled_after_it_was_sent(void **state) {
    peer *p = *state;
    mla_pop3_stls(p->pop3, NULL);
    sent(p, "STLS\r\n");
    assert_int_equal(mla_pop3_cancel(p->pop3, 1), MLA_OK);
    say(p, "+OK\r\n");
    expect(p, "UPGRADE 1\n");
}

static void only_a_command_that_is_not_complete_can_be_cancelled(void **state) {
    peer *p = *state;
    assert_int_equal(mla_pop3_cancel(p->pop3, 0), MLA_E_NOT_FOUND);
    dele(p, 1, 1);
    assert_int_equal(mla_pop3_cancel(p->pop3, 2), MLA_E_NOT_FOUND);
    sent(p, "DELE 1\r\n");
    say(p, "+OK\r\n");
    assert_int_equal(mla_pop3_cancel(p->pop3, 1), MLA_E_NOT_FOUND);
}

static void a_command_can_be_cancelled_twice(void **state) {
    peer *p = *state;
    dele(p, 1, 2);
    assert_int_equal(mla_pop3_cancel(p->pop3, 2), MLA_OK);
    assert_int_equal(mla_pop3_cancel(p->pop3, 2), MLA_OK);
    sent(p, "DELE 1\r\n");
    say(p, "+OK\r\n");
    expect(p, "DONE 1 MLA_OK \nDONE 2 MLA_E_CANCELLED\n");
}

static void a_cancelled_quit_leaves_the_connection_open(void **state) {
    peer *p = *state;
    dele(p, 1, 1);
    mla_pop3_quit(p->pop3, NULL);
    assert_int_equal(mla_pop3_cancel(p->pop3, 2), MLA_OK);
    dele(p, 2, 2);
    sent(p, "DELE 1\r\n");
    say(p, "+OK\r\n");
    expect(p, "DONE 1 MLA_OK \nDONE 2 MLA_E_CANCELLED\n");
    sent(p, "DELE 2\r\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_wait_for_the_greeting),
        peer_test(one_command_is_in_flight_until_capa_says_pipelining),
        cmocka_unit_test(a_window_of_commands_is_in_flight_afterwards),
        cmocka_unit_test(a_window_of_1_never_pipelines),
        cmocka_unit_test(replies_to_a_window_may_arrive_together),
        cmocka_unit_test(login_quit_and_raw_commands_are_alone_in_flight),
        cmocka_unit_test(a_reply_before_its_command_is_sent_is_fatal_in_a_window_too),
        cmocka_unit_test(a_full_queue_takes_no_more_until_an_event_is_taken),
        cmocka_unit_test(a_command_fills_the_transmit_buffer_or_leaves_it),
        cmocka_unit_test(a_command_without_memory_leaves_everything_as_it_was),
        peer_test(nothing_goes_out_behind_quit),
        peer_test(a_trace_never_sees_a_password),
        cmocka_unit_test(what_was_sent_and_what_waited_is_wiped),
        peer_test(a_cancelled_command_that_was_not_sent_is_not_sent),
        peer_test(the_commands_behind_a_waiting_password_can_be_cancelled),
        peer_test(a_login_cancelled_before_it_is_sent_takes_its_password_along),
        cmocka_unit_test(of_a_cancelled_command_that_was_sent_the_data_is_withheld),
        peer_test(a_cancelled_command_without_data_has_its_true_result),
        peer_test(tls_begins_though_stls_was_cancelled_after_it_was_sent),
        peer_test(only_a_command_that_is_not_complete_can_be_cancelled),
        peer_test(a_command_can_be_cancelled_twice),
        peer_test(a_cancelled_quit_leaves_the_connection_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
