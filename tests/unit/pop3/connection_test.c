/* SPDX-License-Identifier: MIT */
/* The object: its buffers, its states, its last error. Its memory: memory_test.c. */
#include "pop3/connection.h"

#include "peer.h"

/* Octets. */

static void the_receive_buffer_has_room_until_it_is_full(void **state) {
    (void)state;
    peer p;
    peer_init(&p);
    p.config.line_max = p.config.receive_size = 64;
    peer_open(&p);
    size_t room;
    const mla_pop3_event *event;
    memset(mla_pop3_rx_buf(p.pop3, &room), '\n', 64);
    assert_int_equal(room, 64);
    assert_int_equal(mla_pop3_rx_ack(p.pop3, 65), MLA_E_INVALID);
    assert_int_equal(mla_pop3_rx_ack(p.pop3, 40), MLA_OK);
    memset(mla_pop3_rx_buf(p.pop3, &room), '\n', 24);
    assert_int_equal(room, 24);
    assert_int_equal(mla_pop3_rx_ack(p.pop3, 24), MLA_OK);
    assert_int_equal(mla_pop3_rx_ack(p.pop3, 1), MLA_E_INVALID);
    (void)mla_pop3_rx_buf(p.pop3, &room);
    assert_int_equal(room, 0);
    assert_int_equal(mla_pop3_next(p.pop3, &event), MLA_AGAIN);
    (void)mla_pop3_rx_buf(p.pop3, &room);
    assert_int_equal(room, 64);
    assert_int_equal(p.received, 64);
    peer_close(&p);
}

static void only_what_was_shown_can_be_sent(void **state) {
    peer *p = *state;
    size_t len;
    mla_pop3_noop(p->pop3, NULL);
    mla_pop3_noop(p->pop3, NULL);
    assert_int_equal(mla_pop3_tx_ack(p->pop3, 7), MLA_E_INVALID);
    assert_int_equal(mla_pop3_tx_ack(p->pop3, 2), MLA_OK);
    assert_memory_equal(mla_pop3_tx_buf(p->pop3, &len), "OP\r\n", 4);
    assert_int_equal(len, 4);
    assert_int_equal(mla_pop3_wants(p->pop3), MLA_WANT_READ | MLA_WANT_WRITE);
    assert_int_equal(mla_pop3_tx_ack(p->pop3, 4), MLA_OK);
    assert_int_equal(mla_pop3_tx_ack(p->pop3, 1), MLA_E_INVALID);
    assert_int_equal(mla_pop3_wants(p->pop3), MLA_WANT_READ);
}

static void after_the_end_of_the_stream_nothing_is_read(void **state) {
    peer *p = *state;
    size_t room = 1;
    mla_pop3_rx_end(p->pop3);
    assert_int_equal(mla_pop3_wants(p->pop3), 0);
    assert_null(mla_pop3_rx_buf(p->pop3, &room));
    assert_int_equal(room, 0);
    assert_int_equal(mla_pop3_rx_ack(p->pop3, 1), MLA_E_INVALID);
    assert_int_equal(mla_pop3_rx_ack(p->pop3, 0), MLA_OK);
}

/* States. */

static void the_greeting_has_a_text_and_a_code(void **state) {
    (void)state;
    peer p;
    peer_init(&p);
    peer_open(&p);
    say(&p, "\r\n\0+OK POP3 ready <1896.697170952@dbc.mtview.ca.us>\r\n");
    expect(&p, "GREETING MLA_OK POP3 ready <1896.697170952@dbc.mtview.ca.us>\n");
    peer_close(&p);
}

static void a_refused_greeting_is_the_end(void **state) {
    (void)state;
    peer p;
    peer_init(&p);
    peer_open(&p);
    mla_pop3_noop(p.pop3, NULL);
    say(&p, "-ERR [SYS/TEMP] try later\r\n+OK\r\n");
    expect(&p, "GREETING MLA_E_SERVER_NO code 4 SYS/TEMP try later\nEND\n");
    sent(&p, "");
    assert_int_equal(mla_pop3_noop(p.pop3, NULL), MLA_E_STATE);
    assert_int_equal(mla_pop3_wants(p.pop3), 0);
    peer_close(&p);
}

static void a_greeting_of_another_protocol_is_fatal(void **state) {
    (void)state;
    static const mla_str greetings[] = {STR_INIT("* OK ready\r\n"), STR_INIT("220 ready\r\n"),
                                        STR_INIT("+ go\r\n"), STR_INIT("\x16\x03\x01\r\n")};
    for (size_t i = 0; i < sizeof greetings / sizeof greetings[0]; i++) {
        peer p;
        peer_init(&p);
        peer_open(&p);
        peer_say(&p, greetings[i]);
        expect(&p, "ERROR MLA_E_PROTOCOL\n");
        peer_close(&p);
    }
}

static void a_fatal_error_stays(void **state) {
    peer *p = *state;
    const mla_pop3_event *event;
    size_t len;
    mla_pop3_noop(p->pop3, NULL);
    say(p, "what\r\n+OK\r\n");
    expect(p, "ERROR MLA_E_PROTOCOL\n");
    assert_int_equal(mla_pop3_next(p->pop3, &event), MLA_E_PROTOCOL);
    assert_int_equal(mla_pop3_noop(p->pop3, NULL), MLA_E_STATE);
    (void)mla_pop3_tx_buf(p->pop3, &len);
    assert_int_equal(len, 0);
    assert_null(mla_pop3_rx_buf(p->pop3, &len));
    assert_int_equal(mla_pop3_wants(p->pop3), 0);
}

static void after_quit_the_end_comes_back_each_time(void **state) {
    peer *p = *state;
    const mla_pop3_event *event;
    mla_pop3_quit(p->pop3, NULL);
    sent(p, "QUIT\r\n");
    say(p, "+OK bye\r\nmore\r\n");
    expect(p, "DONE 1 MLA_OK bye\nEND\n");
    assert_int_equal(mla_pop3_next(p->pop3, &event), MLA_END);
    peer_end(p);
    assert_int_equal(p->status, MLA_END);
}

static void capa(peer *p, mla_str line) {
    mla_pop3_capa(p->pop3, NULL);
    sent(p, "CAPA\r\n");
    say(p, "+OK\r\n");
    peer_say(p, line);
    say(p, "\r\n.\r\n");
    p->len = 0;
}

static void after_stls_nothing_is_known_until_capa_is_asked_again(void **state) {
    peer *p = *state;
    size_t room;
    capa(p, STR("LOGIN-DELAY 900\r\nPIPELINING\r\nSTLS"));
    mla_pop3_stls(p->pop3, NULL);
    mla_pop3_noop(p->pop3, NULL);
    mla_pop3_noop(p->pop3, NULL);
    sent(p, "STLS\r\n");
    assert_int_equal(mla_pop3_upgraded(p->pop3), MLA_E_STATE);
    say(p, "+OK begin\r\n");
    expect(p, "UPGRADE 2\n");
    assert_int_equal(p->status, MLA_AGAIN);
    assert_int_equal(mla_pop3_wants(p->pop3), 0);
    assert_null(mla_pop3_rx_buf(p->pop3, &room));
    assert_int_equal(mla_pop3_rx_ack(p->pop3, 1), MLA_E_INVALID);
    sent(p, "");
    assert_int_equal(mla_pop3_upgraded(p->pop3), MLA_OK);
    assert_int_equal(mla_pop3_upgraded(p->pop3), MLA_E_STATE);
    assert_int_equal(mla_pop3_capabilities(p->pop3), 0);
    sent(p, "NOOP\r\n");
    say(p, "-ERR [LOGIN-DELAY] who knows how long\r\n");
    mla_error error;
    mla_pop3_error(p->pop3, &error);
    assert_int_equal(error.retry_after_ms, 0);
    sent(p, "NOOP\r\n");
    say(p, "+OK\r\n");
    capa(p, STR("SASL PLAIN"));
    assert_int_equal(mla_pop3_capabilities(p->pop3),
                     MLA_POP3_CAPABILITY_KNOWN | MLA_POP3_CAPABILITY_SASL);
}

static void capabilities_may_be_others_after_login(void **state) {
    peer *p = *state;
    capa(p, STR("SASL PLAIN\r\nUSER"));
    mla_pop3_login(p->pop3, STR("u"), STR("p"), NULL);
    sent(p, "USER u\r\n");
    say(p, "+OK\r\n");
    sent(p, "PASS p\r\n");
    say(p, "+OK\r\n");
    capa(p, STR("TOP\r\nUIDL\r\nPIPELINING"));
    assert_int_equal(mla_pop3_capabilities(p->pop3),
                     MLA_POP3_CAPABILITY_KNOWN | MLA_POP3_CAPABILITY_TOP |
                         MLA_POP3_CAPABILITY_UIDL | MLA_POP3_CAPABILITY_PIPELINING);
    mla_pop3_noop(p->pop3, NULL);
    mla_pop3_noop(p->pop3, NULL);
    sent(p, "NOOP\r\nNOOP\r\n");
}

static void octets_behind_the_reply_to_stls_are_an_injection(void **state) {
    (void)state;
    static const mla_str replies[] = {
        STR_INIT("+OK\r\n+OK\r\n"), STR_INIT("+OK\r\n\r\n"), STR_INIT("+OK\r\nx"),
        STR_INIT("+OK\r\n\n"),      STR_INIT("+OK\n\r"),     STR_INIT("+OK\r\n\0"),
    };
    for (size_t i = 0; i < sizeof replies / sizeof replies[0]; i++) {
        peer p;
        peer_init(&p);
        peer_greet(&p);
        mla_pop3_stls(p.pop3, NULL);
        sent(&p, "STLS\r\n");
        peer_say(&p, replies[i]);
        expect(&p, "ERROR MLA_E_INJECTION\n");
        assert_int_equal(mla_pop3_upgraded(p.pop3), MLA_E_STATE);
        peer_close(&p);
    }
}

static void a_reply_to_stls_that_was_cut_is_an_injection(void **state) {
    (void)state;
    peer p;
    peer_init(&p);
    p.config.line_max = p.config.receive_size = 64;
    peer_greet(&p);
    mla_pop3_stls(p.pop3, NULL);
    sent(&p, "STLS\r\n");
    say(&p, "+OK 4567890123456789012345678901234567890123456789012345678901234");
    expect(&p, "ERROR MLA_E_INJECTION\n");
    peer_close(&p);
}

/* The last error. */

static void before_an_error_there_is_none(void **state) {
    peer *p = *state;
    mla_error error;
    mla_pop3_error(p->pop3, &error);
    assert_int_equal(error.struct_size, sizeof error);
    assert_int_equal(error.status, MLA_OK);
    assert_int_equal(error.retry, MLA_RETRY_NEVER);
    assert_null(error.server_text.ptr);
}

static void an_error_has_the_words_of_the_server_until_the_next_call(void **state) {
    peer *p = *state;
    mla_error error;
    const mla_pop3_event *event;
    mla_pop3_dele(p->pop3, 9, NULL);
    sent(p, "DELE 9\r\n");
    p->keeps_events = true;
    say(p, "-ERR [X-GONE] no such message\r\n");
    assert_int_equal(mla_pop3_next(p->pop3, &event), MLA_OK);
    mla_pop3_error(p->pop3, &error);
    assert_int_equal(error.status, MLA_E_SERVER_NO);
    assert_str(error.server_text, "no such message");
    assert_str(error.server_code, "X-GONE");
    assert_true(mla_str_equal(error.detail, mla_str_from(mla_status_text(error.status))));
    assert_int_equal(error.offset, 36);
    assert_int_equal(mla_pop3_next(p->pop3, &event), MLA_AGAIN);
    mla_pop3_error(p->pop3, &error);
    assert_int_equal(error.status, MLA_E_SERVER_NO);
    assert_null(error.server_text.ptr);
    assert_null(error.server_code.ptr);
    mla_pop3_noop(p->pop3, NULL);
    sent(p, "NOOP\r\n");
    say(p, "+OK [X-FINE] fine\r\n");
    assert_int_equal(mla_pop3_next(p->pop3, &event), MLA_OK);
    mla_pop3_error(p->pop3, &error);
    assert_int_equal(error.status, MLA_E_SERVER_NO);
    assert_null(error.server_text.ptr);
    assert_null(error.server_code.ptr);
}

static void an_error_of_a_call_has_no_words_of_the_server(void **state) {
    (void)state;
    peer p;
    peer_init(&p);
    p.config.line_max = 64;
    p.config.queue_max = 1;
    peer_greet(&p);
    mla_error error;
    const mla_pop3_event *event;
    mla_sasl sasl;
    (void)mla_sasl_plain_init(&sasl, (mla_str){NULL, 0}, STR("u"), STR("p"));
    mla_pop3_auth(p.pop3, &sasl, 0, NULL);
    sent(&p, "AUTH PLAIN\r\n");
    say(&p, "+ 34567890123456789012345678901234567890123456789012345678901234567890\r\n");
    sent(&p, "*\r\n");
    p.keeps_events = true;
    say(&p, "-ERR [X] cancelled\r\n");
    assert_int_equal(mla_pop3_next(p.pop3, &event), MLA_OK);
    mla_pop3_error(p.pop3, &error);
    assert_int_equal(error.status, MLA_E_LIMIT);
    assert_str(error.server_text, "cancelled");
    mla_pop3_noop(p.pop3, NULL);
    assert_int_equal(mla_pop3_noop(p.pop3, NULL), MLA_E_LIMIT);
    mla_pop3_error(p.pop3, &error);
    assert_int_equal(error.status, MLA_E_LIMIT);
    assert_null(error.server_text.ptr);
    assert_str(event->text, "cancelled");
    peer_close(&p);
}

static void an_event_lasts_until_the_next_call(void **state) {
    peer *p = *state;
    const mla_pop3_event *event;
    size_t len;
    mla_pop3_noop(p->pop3, NULL);
    sent(p, "NOOP\r\n");
    p->keeps_events = true;
    say(p, "+OK [X] text\r\n");
    assert_int_equal(mla_pop3_next(p->pop3, &event), MLA_OK);
    mla_pop3_noop(p->pop3, NULL);
    (void)mla_pop3_tx_buf(p->pop3, &len);
    (void)mla_pop3_wants(p->pop3);
    assert_int_equal(mla_pop3_tx_ack(p->pop3, len), MLA_OK);
    assert_int_equal(event->type, MLA_POP3_EVENT_DONE);
    assert_str(event->data, "+OK [X] text");
    assert_str(event->text, "text");
    assert_str(event->code_name, "X");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_receive_buffer_has_room_until_it_is_full),
        peer_test(only_what_was_shown_can_be_sent),
        peer_test(after_the_end_of_the_stream_nothing_is_read),
        cmocka_unit_test(the_greeting_has_a_text_and_a_code),
        cmocka_unit_test(a_refused_greeting_is_the_end),
        cmocka_unit_test(a_greeting_of_another_protocol_is_fatal),
        peer_test(a_fatal_error_stays),
        peer_test(after_quit_the_end_comes_back_each_time),
        peer_test(after_stls_nothing_is_known_until_capa_is_asked_again),
        peer_test(capabilities_may_be_others_after_login),
        cmocka_unit_test(octets_behind_the_reply_to_stls_are_an_injection),
        cmocka_unit_test(a_reply_to_stls_that_was_cut_is_an_injection),
        peer_test(before_an_error_there_is_none),
        peer_test(an_error_has_the_words_of_the_server_until_the_next_call),
        cmocka_unit_test(an_error_of_a_call_has_no_words_of_the_server),
        peer_test(an_event_lasts_until_the_next_call),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
