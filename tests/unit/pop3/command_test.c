/* SPDX-License-Identifier: MIT */
/* What each command sends, what it takes for an answer, and what it refuses to send. */
#include "pop3/command.h"

#include "peer.h"

static void commands_without_arguments(void **state) {
    peer *p = *state;
    static const struct {
        int32_t (*submit)(mla_pop3 *c, uint32_t *command);
        mla_str line;
        mla_str reply;
    } rows[] = {
        {mla_pop3_capa, STR_INIT("CAPA\r\n"), STR_INIT("+OK\r\n.\r\n")},
        {mla_pop3_stat, STR_INIT("STAT\r\n"), STR_INIT("+OK 1 2\r\n")},
        {mla_pop3_rset, STR_INIT("RSET\r\n"), STR_INIT("+OK\r\n")},
        {mla_pop3_noop, STR_INIT("NOOP\r\n"), STR_INIT("+OK\r\n")},
        {mla_pop3_quit, STR_INIT("QUIT\r\n"), STR_INIT("+OK\r\n")},
    };
    for (uint32_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint32_t command = 0;
        assert_int_equal(rows[i].submit(p->pop3, &command), MLA_OK);
        assert_int_equal(command, i + 1);
        peer_sent_at(p, rows[i].line, __FILE__, __LINE__);
        assert_int_equal(mla_pop3_outstanding(p->pop3), 1);
        peer_say(p, rows[i].reply);
        assert_int_equal(mla_pop3_outstanding(p->pop3), 0);
    }
    expect(p, "DONE 1 MLA_OK\nDROP 2 1 2\nDONE 2 MLA_OK\nDONE 3 MLA_OK \nDONE 4 MLA_OK \n"
              "DONE 5 MLA_OK \nEND\n");
}

static void commands_about_a_message(void **state) {
    peer *p = *state;
    assert_int_equal(mla_pop3_retr(p->pop3, 1, NULL), MLA_OK);
    sent(p, "RETR 1\r\n");
    say(p, "+OK\r\na\r\n.\r\n");
    assert_int_equal(mla_pop3_dele(p->pop3, UINT64_MAX, NULL), MLA_OK);
    sent(p, "DELE 18446744073709551615\r\n");
    say(p, "+OK\r\n");
    assert_int_equal(mla_pop3_top(p->pop3, 3, 0, NULL), MLA_OK);
    sent(p, "TOP 3 0\r\n");
    say(p, "+OK\r\n.\r\n");
    assert_int_equal(mla_pop3_top(p->pop3, UINT64_MAX, UINT64_MAX, NULL), MLA_OK);
    sent(p, "TOP 18446744073709551615 18446744073709551615\r\n");
    say(p, "-ERR\r\n");
    assert_int_equal(mla_pop3_list(p->pop3, 0, NULL), MLA_OK);
    sent(p, "LIST\r\n");
    say(p, "-ERR\r\n");
    assert_int_equal(mla_pop3_list(p->pop3, 10, NULL), MLA_OK);
    sent(p, "LIST 10\r\n");
    say(p, "-ERR\r\n");
    assert_int_equal(mla_pop3_uidl(p->pop3, 0, NULL), MLA_OK);
    sent(p, "UIDL\r\n");
    say(p, "-ERR\r\n");
    assert_int_equal(mla_pop3_uidl(p->pop3, 10, NULL), MLA_OK);
    sent(p, "UIDL 10\r\n");
}

static void message_0_exists_only_as_all_of_a_listing(void **state) {
    peer *p = *state;
    assert_int_equal(mla_pop3_retr(p->pop3, 0, NULL), MLA_E_INVALID);
    assert_int_equal(mla_pop3_dele(p->pop3, 0, NULL), MLA_E_INVALID);
    assert_int_equal(mla_pop3_top(p->pop3, 0, 5, NULL), MLA_E_INVALID);
    sent(p, "");
    assert_int_equal(mla_pop3_outstanding(p->pop3), 0);
}

static void a_login_sends_pass_after_the_answer_to_user(void **state) {
    peer *p = *state;
    assert_int_equal(mla_pop3_login(p->pop3, STR("mrose"), STR(" tan staaf "), NULL), MLA_OK);
    assert_int_equal(mla_pop3_noop(p->pop3, NULL), MLA_OK);
    sent(p, "USER mrose\r\n");
    say(p, "+OK name is a valid mailbox\r\n");
    expect(p, "");
    sent(p, "PASS  tan staaf \r\n");
    say(p, "+OK locked and ready\r\n");
    expect(p, "DONE 1 MLA_OK locked and ready\n");
    sent(p, "NOOP\r\n");
}

static void a_refused_user_is_never_followed_by_its_password(void **state) {
    peer *p = *state;
    mla_pop3_login(p->pop3, STR("u"), STR("secret"), NULL);
    mla_pop3_noop(p->pop3, NULL);
    sent(p, "USER u\r\n");
    say(p, "-ERR who\r\n");
    expect(p, "DONE 1 MLA_E_AUTH who\n");
    sent(p, "NOOP\r\n");
}

static void names_with_spaces_and_8_bit_octets_are_sent_as_they_are(void **state) {
    peer *p = *state;
    assert_int_equal(mla_pop3_login(p->pop3, STR("Jos\xc3\xa9 M\t"), STR("p\xff\x01"), NULL),
                     MLA_OK);
    sent(p, "USER Jos\xc3\xa9 M\t\r\n");
    say(p, "+OK\r\n");
    sent(p, "PASS p\xff\x01\r\n");
}

static void cr_lf_and_nul_are_refused_wherever_they_stand(void **state) {
    peer *p = *state;
    static const mla_str bad[] = {
        STR_INIT("a\rb"), STR_INIT("a\nb"), STR_INIT("a\0b"), STR_INIT("\ra"), STR_INIT("a\n"),
        STR_INIT("a\0"),  STR_INIT("\r\n"), STR_INIT("\0"),   STR_INIT(""),    {NULL, 0},
    };
    uint32_t command = 77;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        mla_str word = bad[i].ptr != NULL ? exact(bad[i]) : bad[i];
        assert_int_equal(mla_pop3_login(p->pop3, word, STR("p"), &command), MLA_E_INVALID);
        assert_int_equal(mla_pop3_login(p->pop3, STR("u"), word, &command), MLA_E_INVALID);
        assert_int_equal(mla_pop3_raw(p->pop3, word, 0, &command), MLA_E_INVALID);
        assert_int_equal(mla_pop3_raw(p->pop3, word, 1, &command), MLA_E_INVALID);
        mla_error error;
        mla_pop3_error(p->pop3, &error);
        assert_int_equal(error.status, MLA_E_INVALID);
        assert_null(error.server_text.ptr);
    }
    assert_int_equal(command, 77);
    sent(p, "");
    mla_pop3_noop(p->pop3, &command);
    assert_int_equal(command, 1);
    sent(p, "NOOP\r\n");
}

static void a_raw_command_has_the_answer_that_it_is_said_to_have(void **state) {
    peer *p = *state;
    mla_pop3_raw(p->pop3, STR("XTND XMIT"), 0, NULL);
    sent(p, "XTND XMIT\r\n");
    say(p, "+OK 5 go\r\n");
    expect(p, "DONE 1 MLA_OK 5 go\n");
    mla_pop3_raw(p->pop3, STR("LANG"), 1, NULL);
    sent(p, "LANG\r\n");
    say(p, "+OK 2 languages\r\nen English\r\n..\r\n.\r\n");
    expect(p, "BEGIN 2 2\nDATA 2 en English\r\n.\r\n\nSTOP 2\nDONE 2 MLA_OK\n");
}

static void stls_waits_for_tls(void **state) {
    peer *p = *state;
    mla_pop3_stls(p->pop3, NULL);
    mla_pop3_noop(p->pop3, NULL);
    sent(p, "STLS\r\n");
    say(p, "-ERR no TLS today\r\n");
    expect(p, "DONE 1 MLA_E_SERVER_NO no TLS today\n");
    sent(p, "NOOP\r\n");
}

static void an_argument_is_not_read_past_its_end(void **state) {
    peer *p = *state;
    char name[] = {'u'}, password[] = {'p'};
    assert_int_equal(
        mla_pop3_login(p->pop3, exact((mla_str){name, 1}), exact((mla_str){password, 1}), NULL),
        MLA_OK);
    sent(p, "USER u\r\n");
    say(p, "+OK\r\n");
    sent(p, "PASS p\r\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        peer_test(commands_without_arguments),
        peer_test(commands_about_a_message),
        peer_test(message_0_exists_only_as_all_of_a_listing),
        peer_test(a_login_sends_pass_after_the_answer_to_user),
        peer_test(a_refused_user_is_never_followed_by_its_password),
        peer_test(names_with_spaces_and_8_bit_octets_are_sent_as_they_are),
        peer_test(cr_lf_and_nul_are_refused_wherever_they_stand),
        peer_test(a_raw_command_has_the_answer_that_it_is_said_to_have),
        peer_test(stls_waits_for_tls),
        peer_test(an_argument_is_not_read_past_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
