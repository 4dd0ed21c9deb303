/* SPDX-License-Identifier: MIT */
#include "auth_fixture.h"

static void what_cannot_be_answered_is_cancelled_with_a_star(void **state) {
    client *c = *state;
    static const struct {
        int32_t status;
        const char *answer;
        int32_t result;
    } rows[] = {
        {MLA_E_AUTH, "BAD cancelled", MLA_E_AUTH},
        {MLA_E_AUTH_SERVER, "NO", MLA_E_AUTH_SERVER},
        {MLA_E_LIMIT, "BAD", MLA_E_LIMIT},
        /* That it was let in all the same counts for nothing. */
        {MLA_E_AUTH_SERVER, "OK", MLA_E_AUTH_SERVER},
        {MLA_E_AUTH, "OK", MLA_E_AUTH_SERVER},
    };
    client_greet(c, STR("* OK\r\n"));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        script s;
        prepare(&s, false);
        s.responses[0] = STR("half");
        s.statuses[0] = rows[i].status;
        assert_submitted(c, submit(c, &s), "AUTHENTICATE X-TEST\r\n");
        serve(c, STR("+ YW5u\r\n"));
        assert_quiet(c);
        assert_sent(c, "*\r\n");
        client_answer(c, rows[i].answer);
        assert_done(c, c->accepted, rows[i].result);
        assert_int_equal(client_error(c).status, rows[i].result);
        assert_int_equal(s.finishes, 0);
        assert_int_equal(mla_imap_state(c->imap), MLA_IMAP_STATE_NOT_AUTHENTICATED);
    }
}

static void a_mechanism_that_fails_at_once_sends_nothing(void **state) {
    client *c = *state;
    script s;
    prepare(&s, true);
    s.responses[0] = STR("half");
    s.statuses[0] = MLA_E_AUTH;
    client_greet(c, IR);
    assert_refused(c, submit(c, &s), MLA_E_AUTH);
}

static void a_server_that_does_not_prove_itself_is_not_trusted(void **state) {
    client *c = *state;
    script s;
    prepare(&s, true);
    s.result = MLA_E_AUTH_SERVER;
    client_greet(c, IR);
    assert_submitted(c, submit(c, &s), "AUTHENTICATE X-TEST =\r\n");
    client_answer(c, "OK you are in");
    assert_done(c, 1, MLA_E_AUTH_SERVER);
    assert_int_equal(client_error(c).status, MLA_E_AUTH_SERVER);
    assert_int_equal(mla_imap_state(c->imap), MLA_IMAP_STATE_NOT_AUTHENTICATED);
}

static void whatever_finish_says_it_is_the_server_that_failed(void **state) {
    client *c = *state;
    script s;
    prepare(&s, true);
    s.result = MLA_E_INVALID;
    client_greet(c, IR);
    assert_submitted(c, submit(c, &s), "AUTHENTICATE X-TEST =\r\n");
    client_answer(c, "OK");
    assert_done(c, 1, MLA_E_AUTH_SERVER);
}

static void a_mechanism_without_finish_has_nothing_to_check(void **state) {
    client *c = *state;
    script s;
    prepare(&s, true);
    s.mechanism.finish = NULL;
    client_greet(c, IR);
    assert_command(c, submit(c, &s), "AUTHENTICATE X-TEST =\r\n");
}

static void a_cancelled_exchange_ends_at_the_next_challenge(void **state) {
    client *c = *state;
    script s;
    prepare(&s, false);
    client_greet(c, STR("* OK\r\n"));
    assert_submitted(c, submit(c, &s), "AUTHENTICATE X-TEST\r\n");
    assert_int_equal(mla_imap_cancel(c->imap, 1), MLA_OK);
    serve(c, STR("+ YW5u\r\n"));
    assert_quiet(c);
    assert_sent(c, "*\r\n");
    assert_int_equal(s.steps, 0);
    client_answer(c, "BAD cancelled");
    assert_done(c, 1, MLA_E_CANCELLED);
}

static void a_success_after_a_star_proves_nothing(void **state) {
    client *c = *state;
    script s;
    prepare(&s, false);
    client_greet(c, STR("* OK\r\n"));
    assert_submitted(c, submit(c, &s), "AUTHENTICATE X-TEST\r\n");
    assert_int_equal(mla_imap_cancel(c->imap, 1), MLA_OK);
    serve(c, STR("+ YW5u\r\n"));
    assert_quiet(c);
    assert_sent(c, "*\r\n");
    client_answer(c, "OK");
    assert_done(c, 1, MLA_E_CANCELLED);
    assert_int_equal(mla_imap_state(c->imap), MLA_IMAP_STATE_NOT_AUTHENTICATED);
}

static void a_cancelled_exchange_is_not_begun_again(void **state) {
    client *c = *state;
    script s;
    prepare(&s, true);
    client_greet(c, IR);
    assert_submitted(c, submit(c, &s), "AUTHENTICATE X-TEST =\r\n");
    assert_int_equal(mla_imap_cancel(c->imap, 1), MLA_OK);
    client_answer(c, "BAD");
    assert_done(c, 1, MLA_E_CANCELLED);
    assert_sent(c, "");
}

static void a_continuation_that_no_exchange_waits_for_is_an_event(void **state) {
    client *c = *state;
    script s;
    prepare(&s, false);
    client_greet(c, STR("* OK\r\n"));
    serve(c, STR("+ hello\r\n"));
    assert_event(c, MLA_IMAP_EVENT_CONTINUATION);
    assert_int_equal(submit(c, &s), MLA_OK);
    /* Not sent yet, so it cannot be meant. */
    serve(c, STR("+ hello\r\n"));
    assert_event(c, MLA_IMAP_EVENT_CONTINUATION);
    c->accepted++;
    assert_sent(c, "A1 AUTHENTICATE X-TEST\r\n");
    client_answer(c, "OK");
    assert_done(c, 1, MLA_OK);
    assert_command(c, mla_imap_submit_noop(c->imap, NULL), "NOOP\r\n");
    serve(c, STR("+ hello\r\n"));
    assert_event(c, MLA_IMAP_EVENT_CONTINUATION);
    assert_submitted(c, mla_imap_submit_noop(c->imap, NULL), "NOOP\r\n");
    serve(c, STR("+ hello\r\n"));
    assert_event(c, MLA_IMAP_EVENT_CONTINUATION);
    assert_int_equal(s.steps, 0);
}

static void a_continuation_to_a_command_that_is_partly_sent_is_an_event(void **state) {
    client *c = *state;
    script s;
    prepare(&s, false);
    client_greet(c, STR("* OK\r\n"));
    size_t len;
    assert_int_equal(submit(c, &s), MLA_OK);
    (void)mla_imap_tx_buf(c->imap, &len);
    assert_int_equal(mla_imap_tx_ack(c->imap, len - 2), MLA_OK);
    serve(c, STR("+ YW5u\r\n"));
    assert_event(c, MLA_IMAP_EVENT_CONTINUATION);
    assert_sent(c, "\r\n");
    assert_int_equal(s.steps, 0);
}

static void nothing_may_stand_behind_an_exchange(void **state) {
    client *c = *state;
    script s;
    prepare(&s, false);
    client_greet(c, STR("* OK\r\n"));
    assert_submitted(c, submit(c, &s), "AUTHENTICATE X-TEST\r\n");
    assert_refused(c, mla_imap_submit_noop(c->imap, NULL), MLA_E_STATE);
    assert_refused(c, submit(c, &s), MLA_E_STATE);
}

static void the_name_of_a_mechanism_is_an_atom(void **state) {
    client *c = *state;
    script s;
    prepare(&s, false);
    client_greet(c, STR("* OK\r\n"));
    static const char *const names[] = {"", "X TEST", "X\r\nA2", "X{1}"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        s.mechanism.name = names[i];
        assert_refused(c, submit(c, &s), MLA_E_INVALID);
    }
    s.mechanism.name = NULL;
    assert_refused(c, submit(c, &s), MLA_E_INVALID);
}

static void a_mechanism_may_use_what_the_header_promises(void **state) {
    client *c = *state;
    static char token[MLA_SASL_RESPONSE_MAX];
    memset(token, 'x', sizeof token);
    script s;
    prepare(&s, true);
    s.responses[0] = (mla_str){token, sizeof token};
    client_greet(c, IR);
    assert_int_equal(submit(c, &s), MLA_OK);
    assert_true(s.capacity >= MLA_SASL_RESPONSE_MAX);
    size_t len;
    const char *octets = mla_imap_tx_buf(c->imap, &len);
    assert_int_equal(len, strlen("A1 AUTHENTICATE X-TEST ") + (sizeof token + 2) / 3 * 4 + 2);
    assert_memory_equal(octets + len - 6, "eA==\r\n", 6);
}

static void a_long_challenge_does_not_shorten_the_response(void **state) {
    client *c = *state;
    static char line[12000];
    memset(line, 'Y', sizeof line);
    memcpy(line, "+ ", 2);
    memcpy(line + sizeof line - 2, "\r\n", 2);
    script s;
    prepare(&s, false);
    client_greet(c, STR("* OK\r\n"));
    assert_submitted(c, submit(c, &s), "AUTHENTICATE X-TEST\r\n");
    serve(c, (mla_str){line, sizeof line});
    assert_quiet(c);
    assert_int_equal(s.steps, 1);
    assert_true(s.capacity >= MLA_SASL_RESPONSE_MAX);
}

/* 1,024 octets to send: "A1 AUTHENTICATE X-TEST " takes 23, the line's end 2; three become four. */
static void a_response_that_does_not_fit_is_a_limit(void **state) {
    client *c = *state;
    static char token[750];
    memset(token, 'x', sizeof token);
    script s;
    prepare(&s, true);
    client_greet(c, IR);
    s.responses[0] = (mla_str){token, 748};
    assert_refused(c, submit(c, &s), MLA_E_LIMIT);
    prepare(&s, true);
    s.responses[0] = (mla_str){token, 747};
    assert_int_equal(submit(c, &s), MLA_OK);
    assert_int_equal(s.capacity, 747);
    size_t len;
    (void)mla_imap_tx_buf(c->imap, &len);
    assert_int_equal(len, 23 + 996 + 2);
}

static void a_challenge_that_does_not_fit_is_a_limit(void **state) {
    client *c = *state;
    static char line[1100];
    memset(line, 'Y', sizeof line);
    line[0] = '+';
    line[1] = ' ';
    script s;
    client_greet(c, STR("* OK\r\n"));
    for (size_t len = 1022; len <= 1023; len++) {
        prepare(&s, false);
        assert_submitted(c, submit(c, &s), "AUTHENTICATE X-TEST\r\n");
        line[2 + len] = '\r';
        line[3 + len] = '\n';
        serve(c, (mla_str){line, len + 4});
        line[2 + len] = line[3 + len] = 'Y';
        assert_quiet(c);
        if (len == 1022) {
            assert_sent(c, "\r\n");
            client_answer(c, "NO");
            assert_done(c, c->accepted, MLA_E_AUTH);
        } else {
            assert_sent(c, "*\r\n");
            client_answer(c, "BAD");
            assert_done(c, c->accepted, MLA_E_LIMIT);
        }
    }
}

static void without_memory_for_a_response_the_exchange_is_cancelled(void **state) {
    client *c = *state;
    script s;
    prepare(&s, false);
    client_greet(c, STR("* OK\r\n"));
    assert_submitted(c, submit(c, &s), "AUTHENTICATE X-TEST\r\n");
    c->heap.fail_at = c->heap.calls + 1;
    serve(c, STR("+ YW5u\r\n"));
    assert_quiet(c);
    assert_sent(c, "*\r\n");
    client_answer(c, "BAD");
    assert_done(c, 1, MLA_E_NO_MEMORY);
}

static void without_memory_for_an_initial_response_nothing_is_sent(void **state) {
    client *c = *state;
    script s;
    prepare(&s, true);
    client_greet(c, IR);
    c->heap.fail_at = c->heap.calls + 1;
    assert_refused(c, submit(c, &s), MLA_E_NO_MEMORY);
    assert_int_equal(s.steps, 0);
}

/** No response is left behind where it was built. */
static void responses_are_wiped(void **state) {
    client *c = *state;
    script s;
    prepare(&s, true);
    s.responses[0] = STR("secret-secret-secret");
    client_greet(c, IR);
    assert_command(c, submit(c, &s), "AUTHENTICATE X-TEST c2VjcmV0LXNlY3JldC1zZWNyZXQ=\r\n");
    const mla__txbuf *tx = &c->imap->queue.tx;
    for (size_t i = 0; i + 6 <= tx->capacity; i++) {
        assert_memory_not_equal(tx->data + i, "secret", 6);
        assert_memory_not_equal(tx->data + i, "c2Vjcm", 6);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_CLIENT(what_cannot_be_answered_is_cancelled_with_a_star),
        IN_CLIENT(a_mechanism_that_fails_at_once_sends_nothing),
        IN_CLIENT(a_server_that_does_not_prove_itself_is_not_trusted),
        IN_CLIENT(whatever_finish_says_it_is_the_server_that_failed),
        IN_CLIENT(a_mechanism_without_finish_has_nothing_to_check),
        IN_CLIENT(a_cancelled_exchange_ends_at_the_next_challenge),
        IN_CLIENT(a_success_after_a_star_proves_nothing),
        IN_CLIENT(a_cancelled_exchange_is_not_begun_again),
        IN_CLIENT(a_continuation_that_no_exchange_waits_for_is_an_event),
        IN_CLIENT(a_continuation_to_a_command_that_is_partly_sent_is_an_event),
        IN_CLIENT(nothing_may_stand_behind_an_exchange),
        IN_CLIENT(the_name_of_a_mechanism_is_an_atom),
        IN_CLIENT(a_mechanism_may_use_what_the_header_promises),
        IN_CLIENT(a_long_challenge_does_not_shorten_the_response),
        IN_FIRMWARE(a_response_that_does_not_fit_is_a_limit),
        IN_FIRMWARE(a_challenge_that_does_not_fit_is_a_limit),
        IN_CLIENT(without_memory_for_a_response_the_exchange_is_cancelled),
        IN_CLIENT(without_memory_for_an_initial_response_nothing_is_sent),
        IN_CLIENT(responses_are_wiped),
    };
    return cmocka_run_group_tests_name("imap/auth_failure", tests, NULL, NULL);
}
