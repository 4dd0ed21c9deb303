/* SPDX-License-Identifier: MIT */
#include "pop3/auth.h"

#include "peer.h"
#include "sasl/sasl.h"

/* A mechanism that gives its password as the response: what an OAuth token looks like from here. */
static int32_t token_step(mla_sasl *sasl, mla_str challenge, mla_sasl_response *response) {
    (void)challenge;
    return sasl->step_count == 0 ? mla__sasl_append(response, sasl->password) : MLA_E_AUTH;
}

/* Seven letters: with them, a response of 180 octets makes a line of exactly 255. */
static const mla_sasl_mechanism token = {
    .struct_size = sizeof token,
    .name = "X-TOKEN",
    .client_first = 1,
    .step = token_step,
};

/* Speaks second, and says every challenge again; "?" it cannot answer. */
static int32_t echo_step(mla_sasl *sasl, mla_str challenge, mla_sasl_response *response) {
    (void)sasl;
    if (challenge.ptr == NULL || mla_str_equal(challenge, STR("?")))
        return MLA_E_AUTH;
    return mla__sasl_append(response, challenge);
}

/* The server has proved itself when it asked twice. */
static int32_t echo_finish(mla_sasl *sasl) {
    return sasl->step_count == 2 ? MLA_OK : MLA_E_AUTH_SERVER;
}

static const mla_sasl_mechanism echo = {
    .struct_size = sizeof echo,
    .name = "X-ECHO",
    .step = echo_step,
    .finish = echo_finish,
};

static mla_sasl plain(const char *user, const char *password) {
    mla_sasl sasl;
    assert_int_equal(
        mla_sasl_plain_init(&sasl, (mla_str){NULL, 0}, mla_str_from(user), mla_str_from(password)),
        MLA_OK);
    return sasl;
}

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

static void a_response_too_long_for_the_memory_is_cancelled(void **state) {
    (void)state;
    peer p;
    peer_init(&p);
    mla_pop3_config_init_fixed(&p.config);
    p.config.allocator = &p.heap.allocator;
    peer_greet(&p);
    static char password[400];
    memset(password, 'p', sizeof password);
    mla_sasl sasl = {.mechanism = &token, .password = {password, sizeof password}};
    mla_pop3_auth(p.pop3, &sasl, 1, NULL);
    sent(&p, "AUTH X-TOKEN\r\n");
    say(&p, "+\r\n");
    sent(&p, "*\r\n");
    say(&p, "-ERR cancelled\r\n");
    expect(&p, "DONE 1 MLA_E_LIMIT cancelled\n");
    peer_close(&p);
}

static void a_challenge_that_cannot_be_answered_ends_in_a_star(void **state) {
    peer *p = *state;
    mla_sasl sasl = {.mechanism = &echo};
    mla_pop3_auth(p->pop3, &sasl, 0, NULL);
    sent(p, "AUTH X-ECHO\r\n");
    say(p, "+ Pw==\r\n");
    sent(p, "*\r\n");
    say(p, "-ERR as you wish\r\n");
    expect(p, "DONE 1 MLA_E_AUTH as you wish\n");
    /* And the next exchange begins anew. */
    sasl = plain("tim", "tanstaaftanstaaf");
    mla_pop3_auth(p->pop3, &sasl, 1, NULL);
    sent(p, "AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm\r\n");
    say(p, "+OK\r\n");
    expect(p, "DONE 2 MLA_OK \n");
}

static void a_challenge_behind_the_star_is_fatal(void **state) {
    peer *p = *state;
    mla_sasl sasl = {.mechanism = &echo};
    mla_pop3_auth(p->pop3, &sasl, 0, NULL);
    sent(p, "AUTH X-ECHO\r\n");
    say(p, "+ Pw==\r\n");
    sent(p, "*\r\n");
    say(p, "+ b25l\r\n");
    expect(p, "ERROR MLA_E_PROTOCOL\n");
}

static void a_challenge_before_the_last_answer_is_sent_is_fatal(void **state) {
    peer *p = *state;
    mla_sasl sasl = {.mechanism = &echo};
    mla_pop3_auth(p->pop3, &sasl, 0, NULL);
    sent(p, "AUTH X-ECHO\r\n");
    say(p, "+ b25l\r\n+ dHdv\r\n");
    expect(p, "ERROR MLA_E_PROTOCOL\n");
}

static void a_challenge_that_was_cut_ends_in_a_star(void **state) {
    (void)state;
    peer p;
    peer_init(&p);
    p.config.line_max = 64;
    peer_greet(&p);
    mla_sasl sasl = {.mechanism = &echo};
    mla_pop3_auth(p.pop3, &sasl, 0, NULL);
    sent(&p, "AUTH X-ECHO\r\n");
    say(&p, "+ YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFh\r\n");
    sent(&p, "*\r\n");
    say(&p, "-ERR\r\n");
    expect(&p, "DONE 1 MLA_E_LIMIT \n");
    peer_close(&p);
}

static void a_server_that_has_not_proved_itself_is_no_success(void **state) {
    peer *p = *state;
    mla_sasl sasl = {.mechanism = &echo};
    mla_pop3_auth(p->pop3, &sasl, 0, NULL);
    sent(p, "AUTH X-ECHO\r\n");
    say(p, "+ b25l\r\n");
    sent(p, "b25l\r\n");
    say(p, "+OK in\r\n");
    expect(p, "DONE 1 MLA_E_AUTH_SERVER in\n");
}

static void a_refusal_says_whether_the_credentials_are_at_fault(void **state) {
    peer *p = *state;
    mla_sasl sasl = plain("u", "p");
    mla_pop3_auth(p->pop3, &sasl, 1, NULL);
    sent(p, "AUTH PLAIN AHUAcA==\r\n");
    say(p, "-ERR bad\r\n");
    expect(p, "DONE 1 MLA_E_AUTH bad\n");
    sasl = plain("u", "p");
    mla_pop3_auth(p->pop3, &sasl, 1, NULL);
    sent(p, "AUTH PLAIN AHUAcA==\r\n");
    say(p, "-ERR [SYS/TEMP] busy\r\n");
    expect(p, "DONE 2 MLA_E_SERVER_NO code 4 SYS/TEMP busy\n");
}

static void a_mechanism_that_fails_at_once_sends_nothing(void **state) {
    peer *p = *state;
    mla_sasl sasl = {.mechanism = &token, .password = STR_INIT("t"), .step_count = 1};
    assert_int_equal(mla_pop3_auth(p->pop3, &sasl, 1, NULL), MLA_E_AUTH);
    sent(p, "");
    assert_int_equal(mla_pop3_outstanding(p->pop3), 0);
}

static void a_name_with_a_line_end_is_refused(void **state) {
    peer *p = *state;
    const mla_sasl_mechanism bad = {
        .struct_size = sizeof bad, .name = "X\r\nQUIT", .step = echo_step};
    mla_sasl sasl = {.mechanism = &bad};
    assert_int_equal(mla_pop3_auth(p->pop3, &sasl, 1, NULL), MLA_E_INVALID);
    sent(p, "");
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

static void without_memory_for_an_initial_response_nothing_is_sent(void **state) {
    (void)state;
    peer p;
    peer_init(&p);
    p.config.transmit_initial = 16;
    peer_greet(&p);
    mla_sasl sasl = plain("u", "password");
    p.heap.fail_at = p.heap.calls + 1;
    assert_int_equal(mla_pop3_auth(p.pop3, &sasl, 1, NULL), MLA_E_NO_MEMORY);
    sent(&p, "");
    sasl = plain("u", "password");
    p.heap.fail_at = 0;
    assert_int_equal(mla_pop3_auth(p.pop3, &sasl, 1, NULL), MLA_OK);
    sent(&p, "AUTH PLAIN AHUAcGFzc3dvcmQ=\r\n");
    peer_close(&p);
}

static void without_memory_for_an_answer_the_connection_is_over(void **state) {
    (void)state;
    peer p;
    peer_init(&p);
    p.config.transmit_initial = 12;
    peer_greet(&p);
    mla_sasl sasl = plain("u", "password");
    mla_pop3_auth(p.pop3, &sasl, 0, NULL);
    sent(&p, "AUTH PLAIN\r\n");
    p.heap.fail_at = p.heap.calls + 1;
    say(&p, "+ \r\n");
    expect(&p, "ERROR MLA_E_NO_MEMORY\n");
    peer_close(&p);
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

/* Cancelling. */

static void auth_cancelled_before_it_is_sent_is_not_sent_nor_traced(void **state) {
    peer *p = *state;
    mla_sasl sasl = plain("u", "p");
    mla_pop3_noop(p->pop3, NULL);
    mla_pop3_auth(p->pop3, &sasl, 1, NULL);
    mla_pop3_login(p->pop3, STR("u"), STR("secret"), NULL);
    assert_int_equal(mla_pop3_cancel(p->pop3, 2), MLA_OK);
    sent(p, "NOOP\r\n");
    say(p, "+OK\r\n");
    expect(p, "DONE 1 MLA_OK \nDONE 2 MLA_E_CANCELLED\n");
    sent(p, "USER u\r\n");
    traced(p, "NOOP\r\nUSER u\r\n");
}

static void auth_cancelled_in_flight_ends_at_the_next_challenge(void **state) {
    peer *p = *state;
    mla_sasl sasl = plain("u", "p");
    mla_pop3_auth(p->pop3, &sasl, 0, NULL);
    sent(p, "AUTH PLAIN\r\n");
    assert_int_equal(mla_pop3_cancel(p->pop3, 1), MLA_OK);
    say(p, "+ \r\n");
    sent(p, "*\r\n");
    say(p, "-ERR\r\n");
    expect(p, "DONE 1 MLA_E_CANCELLED \n");
    assert_int_equal(sasl.step_count, 0);
}

static void auth_cancelled_too_late_has_its_true_result(void **state) {
    peer *p = *state;
    mla_sasl sasl = plain("u", "p");
    mla_pop3_auth(p->pop3, &sasl, 1, NULL);
    sent(p, "AUTH PLAIN AHUAcA==\r\n");
    assert_int_equal(mla_pop3_cancel(p->pop3, 1), MLA_OK);
    say(p, "+OK\r\n");
    expect(p, "DONE 1 MLA_OK \n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        peer_test(the_initial_response_goes_with_the_command),
        peer_test(the_initial_response_may_wait_for_the_server),
        peer_test(an_empty_initial_response_is_an_equals_sign),
        peer_test(a_mechanism_that_speaks_second_waits_for_its_challenge),
        peer_test(a_line_with_an_initial_response_has_255_octets_at_most),
        peer_test(a_token_of_10_kb_goes_in_a_line_of_its_own),
        cmocka_unit_test(a_response_too_long_for_the_memory_is_cancelled),
        peer_test(a_challenge_that_cannot_be_answered_ends_in_a_star),
        peer_test(a_challenge_behind_the_star_is_fatal),
        peer_test(a_challenge_before_the_last_answer_is_sent_is_fatal),
        cmocka_unit_test(a_challenge_that_was_cut_ends_in_a_star),
        peer_test(a_server_that_has_not_proved_itself_is_no_success),
        peer_test(a_refusal_says_whether_the_credentials_are_at_fault),
        peer_test(a_mechanism_that_fails_at_once_sends_nothing),
        peer_test(a_name_with_a_line_end_is_refused),
        peer_test(a_name_has_20_octets_at_most),
        peer_test(a_response_goes_before_what_waits),
        cmocka_unit_test(without_memory_for_an_initial_response_nothing_is_sent),
        cmocka_unit_test(without_memory_for_an_answer_the_connection_is_over),
        cmocka_unit_test(no_response_is_left_in_the_receive_buffer),
        peer_test(auth_cancelled_before_it_is_sent_is_not_sent_nor_traced),
        peer_test(auth_cancelled_in_flight_ends_at_the_next_challenge),
        peer_test(auth_cancelled_too_late_has_its_true_result),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
