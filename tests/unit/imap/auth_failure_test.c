/* SPDX-License-Identifier: MIT */
#include "auth_fixture.h"

typedef struct failure {
    bool is_challenged;  /* before the answer; else the response went with the command */
    bool is_cancelled;   /* by the caller, once it was sent */
    int32_t step_status; /* what the mechanism makes of the challenge */
    int32_t finish_status;
    const char *answer;
    int32_t result;
} failure;

static const failure failures[] = {
    /* What cannot be answered is cancelled with a star... */
    {true, false, MLA_E_AUTH, MLA_OK, "BAD cancelled", MLA_E_AUTH},
    {true, false, MLA_E_AUTH_SERVER, MLA_OK, "NO", MLA_E_AUTH_SERVER},
    {true, false, MLA_E_LIMIT, MLA_OK, "BAD", MLA_E_LIMIT},
    /* ... and to be let in all the same counts for nothing. */
    {true, false, MLA_E_AUTH_SERVER, MLA_OK, "OK", MLA_E_AUTH_SERVER},
    {true, false, MLA_E_AUTH, MLA_OK, "OK", MLA_E_AUTH_SERVER},
    /* The caller's cancel ends it at the next challenge, and what is over is not begun again. */
    {true, true, MLA_OK, MLA_OK, "BAD cancelled", MLA_E_CANCELLED},
    {true, true, MLA_OK, MLA_OK, "OK", MLA_E_CANCELLED},
    {false, true, MLA_OK, MLA_OK, "BAD", MLA_E_CANCELLED},
    /* A server that does not prove itself is not trusted, whatever `finish` says. */
    {false, false, MLA_OK, MLA_E_AUTH_SERVER, "OK you are in", MLA_E_AUTH_SERVER},
    {false, false, MLA_OK, MLA_E_INVALID, "OK", MLA_E_AUTH_SERVER},
};

/* One after the other on one connection: none leaves anything behind. */
static void an_exchange_that_fails_logs_nobody_in(void **state) {
    client *c = *state;

    client_greet(c, IR);
    for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++) {
        const failure *row = &failures[i];
        script s;
        prepare(&s, !row->is_challenged);
        s.statuses[0] = row->step_status;
        s.result = row->finish_status;
        if (row->is_challenged) {
            s.responses[0] = STR("half");
            assert_submitted(c, submit(c, &s), "AUTHENTICATE X-TEST\r\n");
        } else {
            assert_submitted(c, submit(c, &s), "AUTHENTICATE X-TEST =\r\n");
        }
        if (row->is_cancelled)
            assert_int_equal(mla_imap_cancel(c->imap, c->accepted), MLA_OK);
        if (row->is_challenged) {
            serve(c, STR("+ YW5u\r\n"));
            assert_quiet(c);
            assert_sent(c, "*\r\n");
            assert_int_equal(s.steps, !row->is_cancelled);
            assert_int_equal(s.finishes, 0);
        }
        client_answer(c, row->answer);
        assert_done(c, c->accepted, row->result);
        assert_int_equal(client_error(c).status, row->result);
        assert_int_equal(mla_imap_state(c->imap), MLA_IMAP_STATE_NOT_AUTHENTICATED);
        assert_sent(c, "");
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

static void a_mechanism_without_finish_has_nothing_to_check(void **state) {
    client *c = *state;
    script s;
    prepare(&s, true);
    s.mechanism.finish = NULL;
    client_greet(c, IR);
    assert_command(c, submit(c, &s), "AUTHENTICATE X-TEST =\r\n");
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
        IN_CLIENT(an_exchange_that_fails_logs_nobody_in),
        IN_CLIENT(a_mechanism_that_fails_at_once_sends_nothing),
        IN_CLIENT(a_mechanism_without_finish_has_nothing_to_check),
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
