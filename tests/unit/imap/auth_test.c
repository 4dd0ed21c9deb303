/* SPDX-License-Identifier: MIT */
#include "auth_fixture.h"

static void an_initial_response_goes_with_the_command(void **state) {
    client *c = *state;
    script s;
    prepare(&s, true);
    s.responses[0] = STR("\0ann\0secret");
    client_greet(c, IR);
    assert_command(c, submit(c, &s), "AUTHENTICATE X-TEST AGFubgBzZWNyZXQ=\r\n");
    assert_string_equal(s.challenges, "-");
    assert_int_equal(s.finishes, 1);
    assert_int_equal(s.sasl.step_count, 1);
    assert_int_equal(mla_imap_state(c->imap), MLA_IMAP_STATE_AUTHENTICATED);
    assert_str(client_traced(c), "A1 AUTHENTICATE X-TEST *\r\n");
}

static void an_empty_initial_response_is_an_equals_sign(void **state) {
    client *c = *state;
    script s;
    prepare(&s, true);
    client_greet(c, IR);
    assert_command(c, submit(c, &s), "AUTHENTICATE X-TEST =\r\n");
}

static void without_sasl_ir_the_response_waits_for_a_challenge(void **state) {
    client *c = *state;
    script s;
    prepare(&s, true);
    s.responses[0] = STR("a");
    client_greet(c, STR("* OK\r\n"));
    assert_submitted(c, submit(c, &s), "AUTHENTICATE X-TEST\r\n");
    assert_int_equal(s.steps, 0);
    serve(c, STR("+ some text\r\n"));
    assert_quiet(c);
    assert_sent(c, "YQ==\r\n");
    assert_string_equal(s.challenges, "-");
    assert_str(client_traced(c), "A1 AUTHENTICATE X-TEST\r\n*\r\n");
}

static void a_mechanism_where_the_server_speaks_first_has_no_initial_response(void **state) {
    client *c = *state;
    script s;
    prepare(&s, false);
    s.responses[0] = STR("ann");
    client_greet(c, IR);
    assert_submitted(c, submit(c, &s), "AUTHENTICATE X-TEST\r\n");
    serve(c, STR("+ VXNlcm5hbWU6\r\n"));
    assert_quiet(c);
    assert_sent(c, "YW5u\r\n");
    /* The second response is empty: an empty line. */
    serve(c, STR("+ \r\n"));
    assert_quiet(c);
    assert_sent(c, "\r\n");
    assert_string_equal(s.challenges, "[Username:][]");
    client_answer(c, "OK");
    assert_done(c, 1, MLA_OK);
}

static void challenges_in_sloppy_base64(void **state) {
    client *c = *state;
    script s;
    prepare(&s, false);
    client_greet(c, STR("* OK\r\n"));
    assert_submitted(c, submit(c, &s), "AUTHENTICATE X-TEST\r\n");
    static const mla_str challenges[] = {
        STR_INIT("+ YW5u IA\r\n"), /* no padding, a space */
        STR_INIT("+ !\r\n"),       /* nothing of it is base64 */
        STR_INIT("+\r\n"),
    };
    for (size_t i = 0; i < 3; i++) {
        serve(c, challenges[i]);
        assert_quiet(c);
        assert_sent(c, "\r\n");
    }
    assert_string_equal(s.challenges, "[ann ][][]");
}

static void responses_of_every_length_are_encoded_in_place(void **state) {
    static const char *const expected[] = {"=", "YQ==", "YWI=", "YWJj", "YWJjZA==", "YWJjZGU="};
    for (size_t len = 0; len < 6; len++) {
        client *c = *state;
        script s;
        prepare(&s, true);
        s.responses[0] = (mla_str){"abcde", len};
        if (len == 0)
            client_greet(c, IR);
        char line[64];
        int line_len = snprintf(line, sizeof line, "AUTHENTICATE X-TEST %s\r\n", expected[len]);
        client_assert_command(c, submit(c, &s), (mla_str){line, (size_t)line_len}, __FILE__,
                              __LINE__);
        client_answer(c, "NO");
        assert_done(c, c->accepted, MLA_E_AUTH);
        assert_int_equal(s.finishes, 0);
    }
}

static void bad_to_an_initial_response_begins_the_exchange_again(void **state) {
    client *c = *state;
    script s;
    prepare(&s, true);
    s.responses[0] = s.responses[1] = STR("a");
    client_greet(c, IR);
    assert_submitted(c, submit(c, &s), "AUTHENTICATE X-TEST YQ==\r\n");
    client_answer(c, "BAD no");
    assert_quiet(c);
    assert_sent(c, "A1 AUTHENTICATE X-TEST\r\n");
    assert_int_equal(s.sasl.step_count, 0);
    serve(c, STR("+\r\n"));
    assert_quiet(c);
    assert_sent(c, "YQ==\r\n");
    client_answer(c, "BAD still not");
    assert_done(c, 1, MLA_E_SERVER_BAD);
    assert_string_equal(s.challenges, "--");
}

static void the_second_bad_is_final(void **state) {
    client *c = *state;
    script s;
    prepare(&s, true);
    client_greet(c, IR);
    assert_submitted(c, submit(c, &s), "AUTHENTICATE X-TEST =\r\n");
    client_answer(c, "BAD no");
    assert_quiet(c);
    assert_sent(c, "A1 AUTHENTICATE X-TEST\r\n");
    client_answer(c, "BAD no");
    assert_done(c, 1, MLA_E_SERVER_BAD);
    assert_sent(c, "");
}

static void a_server_that_takes_no_notice_of_the_initial_response_gets_it_again(void **state) {
    client *c = *state;
    script s;
    prepare(&s, true);
    s.responses[0] = s.responses[1] = STR("a");
    client_greet(c, IR);
    assert_submitted(c, submit(c, &s), "AUTHENTICATE X-TEST YQ==\r\n");
    serve(c, STR("+ \r\n"));
    assert_quiet(c);
    assert_sent(c, "YQ==\r\n");
    assert_string_equal(s.challenges, "--");
}

static void a_challenge_to_an_initial_response_goes_to_the_mechanism(void **state) {
    client *c = *state;
    script s;
    prepare(&s, true);
    client_greet(c, IR);
    assert_submitted(c, submit(c, &s), "AUTHENTICATE X-TEST =\r\n");
    serve(c, STR("+ YW5u\r\n"));
    assert_quiet(c);
    assert_sent(c, "\r\n");
    assert_string_equal(s.challenges, "-[ann]");
    /* A challenge came, so BAD means the exchange, not its form. */
    client_answer(c, "BAD");
    assert_done(c, 1, MLA_E_SERVER_BAD);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_CLIENT(an_initial_response_goes_with_the_command),
        IN_CLIENT(an_empty_initial_response_is_an_equals_sign),
        IN_CLIENT(without_sasl_ir_the_response_waits_for_a_challenge),
        IN_CLIENT(a_mechanism_where_the_server_speaks_first_has_no_initial_response),
        IN_CLIENT(challenges_in_sloppy_base64),
        IN_CLIENT(responses_of_every_length_are_encoded_in_place),
        IN_CLIENT(bad_to_an_initial_response_begins_the_exchange_again),
        IN_CLIENT(the_second_bad_is_final),
        IN_CLIENT(a_server_that_takes_no_notice_of_the_initial_response_gets_it_again),
        IN_CLIENT(a_challenge_to_an_initial_response_goes_to_the_mechanism),
    };
    return cmocka_run_group_tests_name("imap/auth", tests, NULL, NULL);
}
