/* SPDX-License-Identifier: MIT */
/* Logging in that fails, in each way, or is cancelled. */
#include "auth_fixture.h"

/* ----- conversations ----- */

typedef struct conversation {
    const mla_sasl_mechanism *mechanism; /* NULL: PLAIN as "u" with "p" */
    int32_t initial;
    bool is_cancelled; /* by the caller, once it was sent */
    struct {
        const char *sent;
        const char *said;
    } lines[3];
    const char *events;
} conversation;

static void conversation_ends_so(void **state) {
    const conversation *row = *state;
    peer p;
    peer_init(&p);
    peer_greet(&p);
    mla_sasl sasl = plain("u", "p");
    if (row->mechanism != NULL)
        sasl = (mla_sasl){.mechanism = row->mechanism};
    assert_int_equal(mla_pop3_auth(p.pop3, &sasl, row->initial, NULL), MLA_OK);
    for (size_t i = 0; i < 3 && row->lines[i].sent != NULL; i++) {
        peer_sent_at(&p, mla_str_from(row->lines[i].sent), __FILE__, __LINE__);
        if (i == 0 && row->is_cancelled)
            assert_int_equal(mla_pop3_cancel(p.pop3, 1), MLA_OK);
        peer_say(&p, mla_str_from(row->lines[i].said));
    }
    peer_expect_at(&p, mla_str_from(row->events), __FILE__, __LINE__);
    peer_close(&p);
}

#define CONVERSATION(row) \
    { #row, conversation_ends_so, NULL, NULL, (void *)(uintptr_t) & (row) }

static const conversation a_challenge_that_cannot_be_answered_ends_in_a_star = {
    .mechanism = &echo,
    .lines = {{"AUTH X-ECHO\r\n", "+ Pw==\r\n"}, {"*\r\n", "-ERR as you wish\r\n"}},
    .events = "DONE 1 MLA_E_AUTH as you wish\n",
};

static const conversation a_challenge_behind_the_star_is_fatal = {
    .mechanism = &echo,
    .lines = {{"AUTH X-ECHO\r\n", "+ Pw==\r\n"}, {"*\r\n", "+ b25l\r\n"}},
    .events = "ERROR MLA_E_PROTOCOL\n",
};

static const conversation a_challenge_before_the_last_answer_is_sent_is_fatal = {
    .mechanism = &echo,
    .lines = {{"AUTH X-ECHO\r\n", "+ b25l\r\n+ dHdv\r\n"}},
    .events = "ERROR MLA_E_PROTOCOL\n",
};

static const conversation a_server_that_has_not_proved_itself_is_no_success = {
    .mechanism = &echo,
    .lines = {{"AUTH X-ECHO\r\n", "+ b25l\r\n"}, {"b25l\r\n", "+OK in\r\n"}},
    .events = "DONE 1 MLA_E_AUTH_SERVER in\n",
};

static const conversation a_refusal_is_of_the_credentials = {
    .initial = 1,
    .lines = {{"AUTH PLAIN AHUAcA==\r\n", "-ERR bad\r\n"}},
    .events = "DONE 1 MLA_E_AUTH bad\n",
};

static const conversation a_refusal_whose_code_says_so_is_of_something_else = {
    .initial = 1,
    .lines = {{"AUTH PLAIN AHUAcA==\r\n", "-ERR [SYS/TEMP] busy\r\n"}},
    .events = "DONE 1 MLA_E_SERVER_NO code 4 SYS/TEMP busy\n",
};

static const conversation auth_cancelled_in_flight_ends_at_the_next_challenge = {
    .is_cancelled = true,
    .lines = {{"AUTH PLAIN\r\n", "+ \r\n"}, {"*\r\n", "-ERR\r\n"}},
    .events = "DONE 1 MLA_E_CANCELLED \n",
};

static const conversation auth_cancelled_too_late_has_its_true_result = {
    .initial = 1,
    .is_cancelled = true,
    .lines = {{"AUTH PLAIN AHUAcA==\r\n", "+OK\r\n"}},
    .events = "DONE 1 MLA_OK \n",
};

/* ----- what comes before and behind ----- */

static void behind_an_exchange_that_failed_the_next_begins_anew(void **state) {
    peer *p = *state;
    mla_sasl sasl = {.mechanism = &echo};
    mla_pop3_auth(p->pop3, &sasl, 0, NULL);
    sent(p, "AUTH X-ECHO\r\n");
    say(p, "+ Pw==\r\n");
    sent(p, "*\r\n");
    say(p, "-ERR\r\n");
    expect(p, "DONE 1 MLA_E_AUTH \n");
    sasl = plain("tim", "tanstaaftanstaaf");
    mla_pop3_auth(p->pop3, &sasl, 1, NULL);
    sent(p, "AUTH PLAIN AHRpbQB0YW5zdGFhZnRhbnN0YWFm\r\n");
    say(p, "+OK\r\n");
    expect(p, "DONE 2 MLA_OK \n");
}

static void a_response_too_long_for_the_memory_is_cancelled(void **state) {
    (void)state;
    peer p;
    peer_init(&p);
    mla_pop3_config_init_fixed(&p.config, &p.heap.allocator);
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

int main(void) {
    const struct CMUnitTest tests[] = {
        CONVERSATION(a_challenge_that_cannot_be_answered_ends_in_a_star),
        CONVERSATION(a_challenge_behind_the_star_is_fatal),
        CONVERSATION(a_challenge_before_the_last_answer_is_sent_is_fatal),
        CONVERSATION(a_server_that_has_not_proved_itself_is_no_success),
        CONVERSATION(a_refusal_is_of_the_credentials),
        CONVERSATION(a_refusal_whose_code_says_so_is_of_something_else),
        CONVERSATION(auth_cancelled_in_flight_ends_at_the_next_challenge),
        CONVERSATION(auth_cancelled_too_late_has_its_true_result),
        peer_test(behind_an_exchange_that_failed_the_next_begins_anew),
        cmocka_unit_test(a_response_too_long_for_the_memory_is_cancelled),
        cmocka_unit_test(a_challenge_that_was_cut_ends_in_a_star),
        peer_test(a_mechanism_that_fails_at_once_sends_nothing),
        peer_test(a_name_with_a_line_end_is_refused),
        cmocka_unit_test(without_memory_for_an_initial_response_nothing_is_sent),
        cmocka_unit_test(without_memory_for_an_answer_the_connection_is_over),
        peer_test(auth_cancelled_before_it_is_sent_is_not_sent_nor_traced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
