/* SPDX-License-Identifier: MIT */
#include "auth_fixture.h"

static void the_initial_response_goes_with_the_command(void **state) {
    peer *p = *state;
    mla_sasl sasl = plain("tim", "tanstaaftanstaaf");
    uint32_t command = 0;
    assert_int_equal(mla_pop3_auth(p->pop3, &sasl, 1, &command), MLA_OK);
    assert_int_equal(command, 1);
    sent(p, "AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm\r\n");
    say(p, "+OK Maildrop locked and ready\r\n");
    expect(p, "DONE 1 MLA_OK Maildrop locked and ready\n");
    traced(p, "AUTH PLAIN *\r\n");
}

static void the_initial_response_may_wait_for_the_server(void **state) {
    peer *p = *state;
    static const mla_str prompts[] = {STR_INIT("+ \r\n"), STR_INIT("+\r\n"), STR_INIT("+ OK\r\n"),
                                      STR_INIT("+ Z28gb24=\r\n")};
    for (size_t i = 0; i < sizeof prompts / sizeof prompts[0]; i++) {
        mla_sasl sasl = plain("tim", "tanstaaftanstaaf");
        mla_pop3_auth(p->pop3, &sasl, 0, NULL);
        sent(p, "AUTH PLAIN\r\n");
        peer_say(p, prompts[i]);
        sent(p, "AHRpbQB0YW5zdGFhZnRhbnN0YWFm\r\n");
        say(p, "+OK\r\n");
        traced(p, "AUTH PLAIN\r\n*\r\n");
    }
    expect(p, "DONE 1 MLA_OK \nDONE 2 MLA_OK \nDONE 3 MLA_OK \nDONE 4 MLA_OK \n");
}

static void an_empty_initial_response_is_an_equals_sign(void **state) {
    peer *p = *state;
    mla_sasl sasl = {.mechanism = &token, .password = STR_INIT("")};
    mla_pop3_auth(p->pop3, &sasl, 1, NULL);
    sent(p, "AUTH X-TOKEN =\r\n");
}

static void a_mechanism_that_speaks_second_waits_for_its_challenge(void **state) {
    peer *p = *state;
    mla_sasl sasl = {.mechanism = &echo};
    mla_pop3_auth(p->pop3, &sasl, 1, NULL);
    mla_pop3_noop(p->pop3, NULL);
    sent(p, "AUTH X-ECHO\r\n");
    say(p, "+ b25l\r\n");
    sent(p, "b25l\r\n");
    say(p, "+\r\n");
    sent(p, "\r\n");
    expect(p, "");
    say(p, "+OK in\r\n");
    expect(p, "DONE 1 MLA_OK in\n");
    sent(p, "NOOP\r\n");
}

static void a_line_with_an_initial_response_has_255_octets_at_most(void **state) {
    peer *p = *state;
    char password[181];
    memset(password, 'p', sizeof password);
    size_t len;
    mla_sasl sasl = {.mechanism = &token, .password = {password, 180}};
    mla_pop3_auth(p->pop3, &sasl, 1, NULL);
    (void)mla_pop3_tx_buf(p->pop3, &len);
    assert_int_equal(len, 255);
    assert_int_equal(mla_pop3_tx_ack(p->pop3, len), MLA_OK);
    say(p, "-ERR\r\n");
    sasl = (mla_sasl){.mechanism = &token, .password = {password, 181}};
    assert_int_equal(mla_pop3_auth(p->pop3, &sasl, 1, NULL), MLA_OK);
    sent(p, "AUTH X-TOKEN\r\n");
    say(p, "+ \r\n");
    (void)mla_pop3_tx_buf(p->pop3, &len);
    assert_int_equal(len, 244 + 2);
    assert_int_equal(mla_pop3_tx_ack(p->pop3, len), MLA_OK);
    say(p, "-ERR\r\n");
    /* With one letter more, the line of 180 octets would have 256. */
    mla_sasl_mechanism longer = token;
    longer.name = "X-TOKENS";
    sasl = (mla_sasl){.mechanism = &longer, .password = {password, 180}};
    assert_int_equal(mla_pop3_auth(p->pop3, &sasl, 1, NULL), MLA_OK);
    sent(p, "AUTH X-TOKENS\r\n");
}

static void a_token_of_10_kb_goes_in_a_line_of_its_own(void **state) {
    peer *p = *state;
    static char password[10000];
    memset(password, 'p', sizeof password);
    mla_sasl sasl = {.mechanism = &token, .password = {password, sizeof password}};
    mla_pop3_auth(p->pop3, &sasl, 1, NULL);
    mla_pop3_noop(p->pop3, NULL);
    sent(p, "AUTH X-TOKEN\r\n");
    say(p, "+\r\n");
    size_t len;
    const char *line = mla_pop3_tx_buf(p->pop3, &len);
    assert_int_equal(len, 13336 + 2);
    assert_memory_equal(line, "cHBwcHBw", 8);
    assert_memory_equal(line + 13332, "cA==\r\n", 6);
    assert_int_equal(mla_pop3_tx_ack(p->pop3, len), MLA_OK);
    say(p, "+OK\r\n");
    expect(p, "DONE 1 MLA_OK \n");
    sent(p, "NOOP\r\n");
    traced(p, "AUTH X-TOKEN\r\n*\r\nNOOP\r\n");
}

static void a_name_has_20_octets_at_most(void **state) {
    peer *p = *state;
    mla_sasl_mechanism named = token;
    mla_sasl sasl = {.mechanism = &named, .password = STR_INIT("t")};
    named.name = "X-345678901234567890";
    assert_int_equal(mla_pop3_auth(p->pop3, &sasl, 1, NULL), MLA_OK);
    sent(p, "AUTH X-345678901234567890 dA==\r\n");
    say(p, "-ERR\r\n");
    sasl.step_count = 0;
    named.name = "X-3456789012345678901";
    assert_int_equal(mla_pop3_auth(p->pop3, &sasl, 1, NULL), MLA_E_INVALID);
    sent(p, "");
    assert_int_equal(sasl.step_count, 0);
}

static void a_response_goes_before_what_waits(void **state) {
    peer *p = *state;
    mla_sasl sasl = plain("u", "p");
    mla_pop3_auth(p->pop3, &sasl, 0, NULL);
    mla_pop3_stat(p->pop3, NULL);
    mla_pop3_noop(p->pop3, NULL);
    sent(p, "AUTH PLAIN\r\n");
    say(p, "+ \r\n");
    sent(p, "AHUAcA==\r\n");
    say(p, "+OK\r\n");
    sent(p, "STAT\r\n");
    say(p, "+OK 0 0\r\n");
    sent(p, "NOOP\r\n");
}

static void no_response_is_left_in_the_receive_buffer(void **state) {
    (void)state;
    peer p;
    peer_init(&p);
    p.config.receive_size = 4096;
    p.config.line_max = 512;
    peer_greet(&p);
    mla_sasl sasl = {.mechanism = &token, .password = STR_INIT("secret")};
    mla_pop3_auth(p.pop3, &sasl, 0, NULL);
    sent(&p, "AUTH X-TOKEN\r\n");
    say(&p, "+ \r\n");
    const mla__rxbuf *rx = &p.pop3->wire.rx;
    for (size_t i = 0; i + 6 <= rx->capacity; i++)
        assert_memory_not_equal(rx->data + i, "secret", 6);
    sent(&p, "c2VjcmV0\r\n");
    peer_close(&p);
}

static void a_challenge_may_begin_as_success_does(void **state) {
    peer *p = *state;
    mla_sasl sasl = plain("u", "p");
    mla_pop3_auth(p->pop3, &sasl, 0, NULL);
    sent(p, "AUTH PLAIN\r\n");
    say(p, "+OK\r\n");
    sent(p, "AHUAcA==\r\n");
    say(p, "+OK in\r\n");
    mla_sasl talk = {.mechanism = &echo};
    mla_pop3_auth(p->pop3, &talk, 0, NULL);
    sent(p, "AUTH X-ECHO\r\n");
    say(p, "+OK b25l\r\n");
    sent(p, "b25l\r\n");
    say(p, "-ERR no\r\n");
    expect(p, "DONE 1 MLA_OK in\nDONE 2 MLA_E_AUTH no\n");
}

static void an_exchange_that_was_cancelled_ends_in_a_star_then_too(void **state) {
    peer *p = *state;
    mla_sasl sasl = plain("u", "p");
    uint32_t command;
    mla_pop3_auth(p->pop3, &sasl, 0, &command);
    sent(p, "AUTH PLAIN\r\n");
    assert_int_equal(mla_pop3_cancel(p->pop3, command), MLA_OK);
    say(p, "+OK\r\n");
    sent(p, "*\r\n");
    say(p, "-ERR\r\n");
    expect(p, "DONE 1 MLA_E_CANCELLED \n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        peer_test(the_initial_response_goes_with_the_command),
        peer_test(the_initial_response_may_wait_for_the_server),
        peer_test(an_empty_initial_response_is_an_equals_sign),
        peer_test(a_mechanism_that_speaks_second_waits_for_its_challenge),
        peer_test(a_line_with_an_initial_response_has_255_octets_at_most),
        peer_test(a_token_of_10_kb_goes_in_a_line_of_its_own),
        peer_test(a_name_has_20_octets_at_most),
        peer_test(a_response_goes_before_what_waits),
        cmocka_unit_test(no_response_is_left_in_the_receive_buffer),
        peer_test(a_challenge_may_begin_as_success_does),
        peer_test(an_exchange_that_was_cancelled_ends_in_a_star_then_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
