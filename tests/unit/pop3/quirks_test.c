/* SPDX-License-Identifier: MIT */
/* Octets that deployed servers send although the RFCs do not allow them, and what a caller sees of each. */
#include "peer.h"

static void stat_of_minus_one_is_given_raw(void **state) {
    peer *p = *state;
    mla_pop3_stat(p->pop3, NULL);
    sent(p, "STAT\r\n");
    say(p, "+OK -1 0\r\n");
    expect(p, "UNPARSED 1 -1 0\nDONE 1 MLA_OK\n");
    mla_pop3_stat(p->pop3, NULL);
    sent(p, "STAT\r\n");
    say(p, "+OK 3 -1\r\n");
    expect(p, "DROP 2 3 0\nDONE 2 MLA_OK\n");
    mla_pop3_stat(p->pop3, NULL);
    sent(p, "STAT\r\n");
    say(p, "+OK\r\n");
    expect(p, "UNPARSED 3 \nDONE 3 MLA_OK\n");
    assert_int_equal(mla_pop3_forgiven(p->pop3), 3);
}

static void a_listing_with_odd_numbers_keeps_what_can_be_read(void **state) {
    peer *p = *state;
    peer_list(p);
    say(p, "+OK\r\n1 -120\r\n2 200 and more\r\n 3\t300 \r\n4\r\n5 abc\r\n"
           "6 99999999999999999999\r\n7 9.3736e+06\r\n.\r\n");
    expect(p, "LISTING 1 1 0\nLISTING 1 2 200\nLISTING 1 3 300\nLISTING 1 4 0\nLISTING 1 5 0\n"
              "LISTING 1 6 18446744073709551615\nLISTING 1 7 9\nDONE 1 MLA_OK\n");
    assert_int_equal(mla_pop3_forgiven(p->pop3), 4);
}

static void nothing_is_allocated_by_a_message_number(void **state) {
    peer *p = *state;
    peer_list(p);
    size_t calls = p->heap.calls;
    say(p, "+OK\r\n400000000 100\r\n18446744073709551615 1\r\n18446744073709551616 1\r\n.\r\n");
    expect(p, "LISTING 1 400000000 100\nLISTING 1 18446744073709551615 1\n"
              "UNPARSED 1 18446744073709551616 1\nDONE 1 MLA_OK\n");
    assert_int_equal(p->heap.calls, calls);
}

static void a_line_without_a_number_is_given_raw_and_its_neighbours_are_kept(void **state) {
    peer *p = *state;
    peer_list(p);
    say(p, "+OK\r\n1 100\r\n0 100\r\n-1 100\r\nwhat\r\n\r\n1x 5\r\n2 200\r\n.\r\n");
    expect(p, "LISTING 1 1 100\nUNPARSED 1 0 100\nUNPARSED 1 -1 100\nUNPARSED 1 what\n"
              "UNPARSED 1 \nUNPARSED 1 1x 5\nLISTING 1 2 200\nDONE 1 MLA_OK\n");
    assert_int_equal(mla_pop3_forgiven(p->pop3), 5);
}

static void an_id_may_be_any_octets(void **state) {
    peer *p = *state;
    peer_uidl(p);
    say(p, "+OK\r\n1   spaces\r\n2\ttab\r\n3 \xe4\xff 8-bit\r\n4\r\n5 \r\n6 twice\r\n7 twice\r\n"
           "90 above\r\n0 none\r\nnone\r\n.\r\n");
    expect(p, "LISTING 1 1 0 id=spaces\nLISTING 1 2 0 id=tab\nLISTING 1 3 0 id=\xe4\xff 8-bit\n"
              "LISTING 1 4 0 id=\nLISTING 1 5 0 id=\nLISTING 1 6 0 id=twice\n"
              "LISTING 1 7 0 id=twice\nLISTING 1 90 0 id=above\nUNPARSED 1 0 none\n"
              "UNPARSED 1 none\nDONE 1 MLA_OK\n");
}

static void an_id_may_be_longer_than_70_octets(void **state) {
    peer *p = *state;
    char line[300] = "1 ";
    memset(line + 2, 'u', 296);
    peer_uidl(p);
    say(p, "+OK\r\n");
    peer_say(p, (mla_str){line, 298});
    say(p, "\r\n.\r\n");
    char expected[400];
    int len =
        snprintf(expected, sizeof expected, "LISTING 1 1 0 id=%.296s\nDONE 1 MLA_OK\n", line + 2);
    peer_expect_at(p, (mla_str){expected, (size_t)len}, __FILE__, __LINE__);
}

static void auth_without_a_mechanism_lists_mechanisms(void **state) {
    peer *p = *state;
    mla_pop3_raw(p->pop3, STR("AUTH"), 1, NULL);
    sent(p, "AUTH\r\n");
    say(p, "+OK list\r\nPLAIN\r\nLOGIN\r\n.\r\n");
    expect(p, "BEGIN 1 0\nDATA 1 PLAIN\r\nLOGIN\r\n\nSTOP 1\nDONE 1 MLA_OK\n");
}

static void a_size_is_never_a_bound(void **state) {
    peer *p = *state;
    peer_list(p);
    say(p, "+OK\r\n1 5000000000\r\n.\r\n");
    expect(p, "LISTING 1 1 5000000000\nDONE 1 MLA_OK\n");
    peer_retr(p);
    say(p, "+OK 3 octets\r\n0123456789\r\n.\r\n");
    expect(p, "BEGIN 2 3\nDATA 2 0123456789\r\n\nSTOP 2\nDONE 2 MLA_OK\n");
    peer_retr(p);
    say(p, "+OK 5000000000 octets\r\n0\r\n.\r\n");
    expect(p, "BEGIN 3 5000000000\nDATA 3 0\r\n\nSTOP 3\nDONE 3 MLA_OK\n");
}

static void the_end_of_a_body_may_be_a_dot_and_lf(void **state) {
    peer *p = *state;
    peer_retr(p);
    say(p, "+OK\r\na\r\n.\n");
    expect(p, "BEGIN 1 0\nDATA 1 a\r\n\nSTOP 1\nDONE 1 MLA_OK\n");
}

static void lf_dot_lf_in_a_body_in_crlf_cannot_end_it(void **state) {
    peer *p = *state;
    peer_retr(p);
    say(p, "+OK\r\na\r\nb\n.\n+OK forged\r\n.\r\n");
    expect(p, "BEGIN 1 0\nDATA 1 a\r\nb\n.\n+OK forged\r\n\nSTOP 1\nDONE 1 MLA_OK\n");
}

static void a_dot_with_no_line_end_before_it_leaves_the_body_incomplete(void **state) {
    peer *p = *state;
    peer_retr(p);
    say(p, "+OK\r\nall of it.\r\n");
    expect(p, "BEGIN 1 0\nDATA 1 all of it.\r\n\n");
    assert_int_equal(p->status, MLA_AGAIN);
    peer_end(p);
    expect(p, "ERROR MLA_E_INCOMPLETE\n");
}

static void nuls_and_blank_lines_between_replies_are_skipped(void **state) {
    peer *p = *state;
    mla_pop3_noop(p->pop3, NULL);
    sent(p, "NOOP\r\n");
    say(p, "\r\n\n\0\0\r\n\0\0+OK a\0b\r\n");
    expect(p, "DONE 1 MLA_OK a\0b\n");
    assert_int_equal(mla_pop3_forgiven(p->pop3), 7);
}

static void a_blank_line_answers_dele(void **state) {
    peer *p = *state;
    mla_pop3_dele(p->pop3, 1, NULL);
    sent(p, "DELE 1\r\n");
    say(p, "\r\n");
    expect(p, "DONE 1 MLA_OK\n");
    assert_int_equal(mla_pop3_forgiven(p->pop3), 1);
}

static void a_blank_line_before_dele_is_sent_answers_nothing(void **state) {
    peer *p = *state;
    mla_pop3_dele(p->pop3, 1, NULL);
    say(p, "\r\n");
    expect(p, "");
    sent(p, "DELE 1\r\n");
    say(p, "+OK gone\r\n");
    expect(p, "DONE 1 MLA_OK gone\n");
}

static void a_status_line_of_a_megabyte_is_cut(void **state) {
    peer *p = *state;
    static char line[1000000];
    memset(line, 'x', sizeof line);
    memcpy(line, "+OK ", 4);
    memcpy(line + sizeof line - 2, "\r\n", 2);
    size_t calls = p->heap.calls;
    mla_pop3_noop(p->pop3, NULL);
    sent(p, "NOOP\r\n");
    peer_say(p, (mla_str){line, sizeof line});
    static char expected[8192 + 64];
    int len = snprintf(expected, sizeof expected, "DONE 1 MLA_OK truncated %.8188s\n", line + 4);
    peer_expect_at(p, (mla_str){expected, (size_t)len}, __FILE__, __LINE__);
    assert_int_equal(p->heap.calls, calls);
    mla_pop3_noop(p->pop3, NULL);
    sent(p, "NOOP\r\n");
    say(p, "+OK again\r\n");
    expect(p, "DONE 2 MLA_OK again\n");
}

static void err_on_quit_is_reported_and_is_the_end(void **state) {
    peer *p = *state;
    mla_pop3_quit(p->pop3, NULL);
    sent(p, "QUIT\r\n");
    say(p, "-ERR some deleted messages not removed\r\n");
    expect(p, "DONE 1 MLA_E_SERVER_NO some deleted messages not removed\nEND\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        peer_test(stat_of_minus_one_is_given_raw),
        peer_test(a_listing_with_odd_numbers_keeps_what_can_be_read),
        peer_test(nothing_is_allocated_by_a_message_number),
        peer_test(a_line_without_a_number_is_given_raw_and_its_neighbours_are_kept),
        peer_test(an_id_may_be_any_octets),
        peer_test(an_id_may_be_longer_than_70_octets),
        peer_test(auth_without_a_mechanism_lists_mechanisms),
        peer_test(a_size_is_never_a_bound),
        peer_test(the_end_of_a_body_may_be_a_dot_and_lf),
        peer_test(lf_dot_lf_in_a_body_in_crlf_cannot_end_it),
        peer_test(a_dot_with_no_line_end_before_it_leaves_the_body_incomplete),
        peer_test(nuls_and_blank_lines_between_replies_are_skipped),
        peer_test(a_blank_line_answers_dele),
        peer_test(a_blank_line_before_dele_is_sent_answers_nothing),
        peer_test(a_status_line_of_a_megabyte_is_cut),
        peer_test(err_on_quit_is_reported_and_is_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
