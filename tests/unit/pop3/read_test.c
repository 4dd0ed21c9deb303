/* SPDX-License-Identifier: MIT */
/* What the server sends, and the events that come of it. What it must not send: quirks_test.c. */
#include "pop3/read.h"

#include "peer.h"

static void stat_gives_the_count_and_the_size(void **state) {
    peer *p = *state;
    mla_pop3_stat(p->pop3, NULL);
    sent(p, "STAT\r\n");
    say(p, "+OK 2 320\r\n");
    expect(p, "DROP 1 2 320\nDONE 1 MLA_OK\n");
    mla_pop3_stat(p->pop3, NULL);
    sent(p, "STAT\r\n");
    say(p, "+OK 0 0\r\n");
    expect(p, "DROP 2 0 0\nDONE 2 MLA_OK\n");
    mla_pop3_stat(p->pop3, NULL);
    sent(p, "STAT\r\n");
    say(p, "+OK 7 5000000000 octets or so\r\n");
    expect(p, "DROP 3 7 5000000000\nDONE 3 MLA_OK\n");
    assert_int_equal(mla_pop3_forgiven(p->pop3), 0);
}

static void a_listing_gives_each_line(void **state) {
    peer *p = *state;
    peer_list(p);
    say(p, "+OK 2 messages (320 octets)\r\n1 120\r\n2 200\r\n.\r\n");
    expect(p, "LISTING 1 1 120\nLISTING 1 2 200\nDONE 1 MLA_OK\n");
    peer_list(p);
    say(p, "+OK\r\n.\r\n");
    expect(p, "DONE 2 MLA_OK\n");
    peer_list(p);
    say(p, "-ERR no\r\n");
    expect(p, "DONE 3 MLA_E_SERVER_NO no\n");
}

static void a_listing_of_one_message_stands_in_the_status_line(void **state) {
    peer *p = *state;
    mla_pop3_list(p->pop3, 2, NULL);
    sent(p, "LIST 2\r\n");
    say(p, "+OK 2 200\r\n");
    expect(p, "LISTING 1 2 200\nDONE 1 MLA_OK\n");
    mla_pop3_uidl(p->pop3, 2, NULL);
    sent(p, "UIDL 2\r\n");
    say(p, "+OK 2 QhdPYR:00WBw1Ph7x7\r\n");
    expect(p, "LISTING 2 2 0 id=QhdPYR:00WBw1Ph7x7\nDONE 2 MLA_OK\n");
}

static void dots_are_taken_out_of_lines_too(void **state) {
    peer *p = *state;
    peer_uidl(p);
    say(p, "+OK\r\n..1 x\r\n.2 y\r\n3 .\r\n.\n");
    expect(p, "UNPARSED 1 .1 x\nLISTING 1 2 0 id=y\nLISTING 1 3 0 id=.\nDONE 1 MLA_OK\n");
}

static void capabilities_come_line_by_line(void **state) {
    peer *p = *state;
    mla_pop3_capa(p->pop3, NULL);
    sent(p, "CAPA\r\n");
    say(p, "+OK list follows\r\nTOP\r\nsasl PLAIN LOGIN\r\nX-NEW a  b\r\n \r\nEXPIRE 60\r\n.\r\n");
    expect(p, "CAPABILITY 1 2 TOP\nCAPABILITY 1 8 sasl PLAIN LOGIN\nCAPABILITY 1 0 X-NEW a  b\n"
              "UNPARSED 1  \nCAPABILITY 1 0 EXPIRE 60\nDONE 1 MLA_OK\n");
    assert_int_equal(mla_pop3_capabilities(p->pop3), MLA_POP3_CAPABILITY_KNOWN |
                                                         MLA_POP3_CAPABILITY_TOP |
                                                         MLA_POP3_CAPABILITY_SASL);
}

static void an_old_server_refuses_capa(void **state) {
    peer *p = *state;
    mla_pop3_capa(p->pop3, NULL);
    sent(p, "CAPA\r\n");
    say(p, "-ERR unknown command\r\n");
    expect(p, "DONE 1 MLA_E_SERVER_NO unknown command\n");
    assert_int_equal(mla_pop3_capabilities(p->pop3), 0);
}

static void capabilities_change_when_all_of_them_are_read(void **state) {
    peer *p = *state;
    mla_pop3_capa(p->pop3, NULL);
    sent(p, "CAPA\r\n");
    say(p, "+OK\r\nUIDL\r\n.\r\n");
    uint32_t before = MLA_POP3_CAPABILITY_KNOWN | MLA_POP3_CAPABILITY_UIDL;
    assert_int_equal(mla_pop3_capabilities(p->pop3), before);
    peer_list(p);
    say(p, "+OK\r\n.\r\n");
    assert_int_equal(mla_pop3_capabilities(p->pop3), before);
    mla_pop3_capa(p->pop3, NULL);
    sent(p, "CAPA\r\n");
    say(p, "+OK\r\nTOP\r\n");
    assert_int_equal(mla_pop3_capabilities(p->pop3), before);
    say(p, ".\r\n");
    assert_int_equal(mla_pop3_capabilities(p->pop3),
                     MLA_POP3_CAPABILITY_KNOWN | MLA_POP3_CAPABILITY_TOP);
    mla_pop3_capa(p->pop3, NULL);
    sent(p, "CAPA\r\n");
    say(p, "-ERR not now\r\n");
    assert_int_equal(mla_pop3_capabilities(p->pop3),
                     MLA_POP3_CAPABILITY_KNOWN | MLA_POP3_CAPABILITY_TOP);
}

static void a_message_streams_with_its_dots_taken_out(void **state) {
    peer *p = *state;
    peer_retr(p);
    say(p, "+OK 120 octets\r\nSubject: hi\r\n\r\n..dot\r\n.\r\n");
    expect(p, "BEGIN 1 120\nDATA 1 Subject: hi\r\n\r\n.dot\r\n\nSTOP 1\nDONE 1 MLA_OK\n");
    mla_pop3_top(p->pop3, 1, 0, NULL);
    sent(p, "TOP 1 0\r\n");
    say(p, "+OK top of 1 follows\r\n.\r\n");
    expect(p, "BEGIN 2 0\nSTOP 2\nDONE 2 MLA_OK\n");
    peer_retr(p);
    say(p, "-ERR no such message\r\n");
    expect(p, "DONE 3 MLA_E_SERVER_NO no such message\n");
}

/* A reply to the first command, in two pieces or octet by octet, through a buffer of 64 octets. */
static void play(void (*command)(peer *p), mla_str reply, size_t split, mla_str expected) {
    peer p;
    peer_init(&p);
    p.config.receive_size = p.config.line_max = 64;
    peer_greet(&p);
    command(&p);
    if (split > reply.len)
        for (size_t i = 0; i < reply.len; i++)
            peer_say(&p, (mla_str){reply.ptr + i, 1});
    else {
        peer_say(&p, (mla_str){reply.ptr, split});
        peer_say(&p, (mla_str){reply.ptr + split, reply.len - split});
    }
    peer_expect_at(&p, expected, __FILE__, __LINE__);
    peer_close(&p);
}

static void a_reply_is_the_same_at_every_split(void **state) {
    (void)state;
    static const struct {
        void (*command)(peer *p);
        mla_str reply;
        mla_str events;
    } rows[] = {
        {peer_list, STR_INIT("\r\n\0+OK\r\n1 100\r\n..2\t200\n3\r\n.\r\n"),
         STR_INIT("LISTING 1 1 100\nUNPARSED 1 .2\t200\nLISTING 1 3 0\nDONE 1 MLA_OK\n")},
        {peer_retr, STR_INIT("+OK 10 octets\r\n..\r\n..a\r\nx\n.\ny.\r\n.\n"),
         STR_INIT("BEGIN 1 10\nDATA 1 .\r\n.a\r\nx\n.\ny.\r\n\nSTOP 1\nDONE 1 MLA_OK\n")},
        {peer_retr, STR_INIT("-ERR [SYS/TEMP] later\r\n"),
         STR_INIT("DONE 1 MLA_E_SERVER_NO code 4 SYS/TEMP later\n")},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (size_t split = 0; split <= rows[i].reply.len + 1; split++)
            play(rows[i].command, rows[i].reply, split, rows[i].events);
}

static void the_end_of_the_stream_in_a_reply_leaves_it_incomplete(void **state) {
    (void)state;
    static const mla_str beginnings[] = {
        STR_INIT("+OK\r\nhalf"),
        STR_INIT("+OK\r\nhalf\r\n"),
        STR_INIT("+OK\r\nhalf\r\n."),
        STR_INIT("+OK\r\nhalf\r\n.\r"),
        STR_INIT("+OK\r\n"),
        STR_INIT("+OK"),
        STR_INIT("+"),
    };
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
        peer p;
        peer_init(&p);
        peer_greet(&p);
        peer_retr(&p);
        peer_say(&p, beginnings[i]);
        assert_int_equal(p.status, MLA_AGAIN);
        peer_end(&p);
        assert_int_equal(p.status, MLA_E_INCOMPLETE);
        peer_close(&p);
    }
}

static void the_end_of_the_stream_in_a_listing_leaves_it_incomplete(void **state) {
    peer *p = *state;
    peer_list(p);
    say(p, "+OK\r\n1 100\r\n");
    peer_end(p);
    expect(p, "LISTING 1 1 100\nERROR MLA_E_INCOMPLETE\n");
}

static void the_end_of_the_stream_between_replies_is_eof(void **state) {
    peer *p = *state;
    mla_pop3_noop(p->pop3, NULL);
    sent(p, "NOOP\r\n");
    say(p, "+OK\r\n");
    peer_end(p);
    expect(p, "DONE 1 MLA_OK \nERROR MLA_E_EOF\n");
}

static void what_came_before_the_end_is_read_first(void **state) {
    peer *p = *state;
    peer_retr(p);
    p->keeps_events = true;
    say(p, "+OK\r\nwhole\r\n.\r\n");
    peer_end(p);
    expect(p, "BEGIN 1 0\nDATA 1 whole\r\n\nSTOP 1\nDONE 1 MLA_OK\nERROR MLA_E_EOF\n");
}

static void a_line_of_a_listing_that_is_cut_says_so(void **state) {
    (void)state;
    peer p;
    peer_init(&p);
    p.config.line_max = 64;
    peer_greet(&p);
    peer_uidl(&p);
    say(&p, "+OK\r\nx123456789012345678901234567890123456789012345678901234567890123456789\r\n"
            "2 b\r\n.\r\n");
    expect(&p, "UNPARSED 1 truncated "
               "x123456789012345678901234567890123456789012345678901234567890123\n"
               "LISTING 1 2 0 id=b\nDONE 1 MLA_OK\n");
    peer_close(&p);
}

static void a_line_that_is_no_status_line_is_fatal(void **state) {
    peer *p = *state;
    mla_pop3_noop(p->pop3, NULL);
    sent(p, "NOOP\r\n");
    say(p, "Server Unavailable. 15\r\n+OK\r\n");
    expect(p, "ERROR MLA_E_PROTOCOL\n");
    mla_error error;
    mla_pop3_error(p->pop3, &error);
    assert_str(error.server_text, "Server Unavailable. 15");
}

static void a_challenge_to_what_is_no_auth_is_fatal(void **state) {
    peer *p = *state;
    mla_pop3_noop(p->pop3, NULL);
    sent(p, "NOOP\r\n");
    say(p, "+ go on\r\n");
    expect(p, "ERROR MLA_E_PROTOCOL\n");
}

static void a_reply_to_no_command_is_fatal(void **state) {
    peer *p = *state;
    say(p, "+OK 1 100\r\n");
    expect(p, "ERROR MLA_E_UNSOLICITED\n");
}

static void a_reply_to_a_command_of_which_an_octet_is_not_sent_is_fatal(void **state) {
    peer *p = *state;
    mla_pop3_noop(p->pop3, NULL);
    assert_int_equal(mla_pop3_tx_ack(p->pop3, 5), MLA_OK);
    say(p, "+OK\r\n");
    expect(p, "ERROR MLA_E_UNSOLICITED\n");
}

static void err_before_a_command_is_the_servers_good_bye(void **state) {
    peer *p = *state;
    mla_pop3_noop(p->pop3, NULL);
    say(p, "-ERR [SYS/TEMP] shutting down\r\n");
    expect(p, "ERROR MLA_E_SERVER_BYE\n");
    mla_error error;
    mla_pop3_error(p->pop3, &error);
    assert_int_equal(error.retry, MLA_RETRY_LATER);
    assert_str(error.server_text, "shutting down");
    assert_str(error.server_code, "SYS/TEMP");
}

static void a_refused_login_says_whether_the_credentials_are_at_fault(void **state) {
    peer *p = *state;
    static const struct {
        mla_str reply;
        int32_t status;
        int32_t retry;
    } rows[] = {
        {STR_INIT("-ERR\r\n"), MLA_E_AUTH, MLA_RETRY_CREDENTIALS},
        {STR_INIT("-ERR [AUTH] no\r\n"), MLA_E_AUTH, MLA_RETRY_CREDENTIALS},
        {STR_INIT("-ERR [X] no\r\n"), MLA_E_AUTH, MLA_RETRY_CREDENTIALS},
        {STR_INIT("-ERR [IN-USE] no\r\n"), MLA_E_SERVER_NO, MLA_RETRY_LATER},
        {STR_INIT("-ERR [LOGIN-DELAY] no\r\n"), MLA_E_SERVER_NO, MLA_RETRY_LATER},
        {STR_INIT("-ERR [SYS/TEMP] no\r\n"), MLA_E_SERVER_NO, MLA_RETRY_LATER},
        {STR_INIT("-ERR [SYS/PERM] no\r\n"), MLA_E_SERVER_NO, MLA_RETRY_NEVER},
        {STR_INIT("-ERR [UTF8] no\r\n"), MLA_E_SERVER_NO, MLA_RETRY_NEVER},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        mla_error error;
        mla_pop3_login(p->pop3, STR("u"), STR("p"), NULL);
        sent(p, "USER u\r\n");
        say(p, "+OK\r\n");
        sent(p, "PASS p\r\n");
        peer_say(p, rows[i].reply);
        mla_pop3_error(p->pop3, &error);
        assert_int_equal(error.status, rows[i].status);
        assert_int_equal(error.retry, rows[i].retry);
        p->len = 0;
    }
}

static void the_login_delay_that_capa_told_is_the_time_to_wait(void **state) {
    peer *p = *state;
    mla_error error;
    mla_pop3_capa(p->pop3, NULL);
    sent(p, "CAPA\r\n");
    say(p, "+OK\r\nLOGIN-DELAY 900 USER\r\nEXPIRE 60\r\n.\r\n");
    mla_pop3_login(p->pop3, STR("u"), STR("p"), NULL);
    sent(p, "USER u\r\n");
    say(p, "-ERR [LOGIN-DELAY] patience\r\n");
    mla_pop3_error(p->pop3, &error);
    assert_int_equal(error.retry, MLA_RETRY_LATER);
    assert_int_equal(error.retry_after_ms, 900000);
    mla_pop3_login(p->pop3, STR("u"), STR("p"), NULL);
    sent(p, "USER u\r\n");
    say(p, "-ERR [IN-USE] soon\r\n");
    mla_pop3_error(p->pop3, &error);
    assert_int_equal(error.retry, MLA_RETRY_LATER);
    assert_int_equal(error.retry_after_ms, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        peer_test(stat_gives_the_count_and_the_size),
        peer_test(a_listing_gives_each_line),
        peer_test(a_listing_of_one_message_stands_in_the_status_line),
        peer_test(dots_are_taken_out_of_lines_too),
        peer_test(capabilities_come_line_by_line),
        peer_test(an_old_server_refuses_capa),
        peer_test(capabilities_change_when_all_of_them_are_read),
        peer_test(a_message_streams_with_its_dots_taken_out),
        cmocka_unit_test(a_reply_is_the_same_at_every_split),
        cmocka_unit_test(the_end_of_the_stream_in_a_reply_leaves_it_incomplete),
        peer_test(the_end_of_the_stream_in_a_listing_leaves_it_incomplete),
        peer_test(the_end_of_the_stream_between_replies_is_eof),
        peer_test(what_came_before_the_end_is_read_first),
        cmocka_unit_test(a_line_of_a_listing_that_is_cut_says_so),
        peer_test(a_line_that_is_no_status_line_is_fatal),
        peer_test(a_challenge_to_what_is_no_auth_is_fatal),
        peer_test(a_reply_to_no_command_is_fatal),
        peer_test(a_reply_to_a_command_of_which_an_octet_is_not_sent_is_fatal),
        peer_test(err_before_a_command_is_the_servers_good_bye),
        peer_test(a_refused_login_says_whether_the_credentials_are_at_fault),
        peer_test(the_login_delay_that_capa_told_is_the_time_to_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
