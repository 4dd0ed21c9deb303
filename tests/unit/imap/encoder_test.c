/* SPDX-License-Identifier: MIT */
#include "encoder_fixture.h"

static void a_tag_is_a_running_number(void **state) {
    client *c = *state;
    uint32_t number = 0;
    mla__begin(c->imap, MLA__IMAP_NOOP, NULL);
    assert_int_equal(mla__end(c->imap, &number), MLA_OK);
    assert_int_equal(number, 1);
    mla__begin(c->imap, MLA__IMAP_SELECT, &STR("x"));
    assert_int_equal(mla__end(c->imap, &number), MLA_OK);
    assert_int_equal(number, 2);
    assert_sent(c, "A1 NOOP\r\n");
    serve(c, STR("A1 OK\r\n"));
    assert_done(c, 1, MLA_OK);
    assert_sent(c, "A2 SELECT x\r\n");
}

static void a_refused_command_takes_no_number(void **state) {
    client *c = *state;
    uint32_t number = 77;
    mla__begin(c->imap, MLA__IMAP_SELECT, &STR("a\n"));
    assert_int_equal(mla__end(c->imap, &number), MLA_E_INVALID);
    assert_int_equal(number, 77);
    assert_int_equal(mla_imap_pending(c->imap), 0);
    assert_sent(c, "");
    mla__begin(c->imap, MLA__IMAP_NOOP, NULL);
    assert_int_equal(mla__end(c->imap, &number), MLA_OK);
    assert_int_equal(number, 1);
}

static void the_first_failure_stays(void **state) {
    client *c = *state;
    begin(c);
    mla__refuse(c->imap, MLA_E_UNSUPPORTED, "first");
    mla__refuse(c->imap, MLA_E_LIMIT, "second");
    mla__put(c->imap, "NOOP");
    assert_null(mla__reserve(c->imap, 1));
    mla__commit(c->imap, 1);
    mla__put_run(c->imap, MLA__RUN_SECRET);
    mla__put_argument(c->imap, 's', &(mla_str){NULL, 0});
    assert_int_equal(end(c), MLA_E_UNSUPPORTED);
    assert_str(client_error(c).detail, "first");
    assert_int_equal(client_error(c).status, MLA_E_UNSUPPORTED);
    assert_int_equal(c->imap->queue.run_count, 0);
    assert_int_equal(mla__txbuf_len(&c->imap->queue.tx), 0);
}

static void numbers_names_and_bits(void **state) {
    client *c = *state;
    static const char names[] = "\3ONE\3TWO\5THREE";
    begin(c);
    mla__put_number(c->imap, 0);
    mla__put_char(c->imap, ' ');
    mla__put_number(c->imap, UINT64_MAX);
    mla__put_bits(c->imap, 0, names);
    mla__put_bits(c->imap, 1, names);
    mla__put_char(c->imap, '(');
    mla__put_bits(c->imap, 7, names);
    mla__put(c->imap, ") ");
    mla__put_bits(c->imap, 4, names);
    mla__put_char(c->imap, ' ');
    mla__put_name(c->imap, 0, names);
    mla__put_name(c->imap, 2, names);
    mla__put_octets(c->imap, NULL, 0);
    assert_command(c, end(c), "0 18446744073709551615 ONE(ONE TWO THREE) THREE ONETHREE\r\n");
}

static void a_row_says_where_its_arguments_stand(void **state) {
    client *c = *state;
    static const char rows[] = "\1X\13A s (n:d) p";
    const mla_str arguments[] = {STR_INIT("b c"), STR_INIT("1:*"), STR_INIT("1.2"), STR_INIT("x")};
    begin(c);
    mla__put_row(c->imap, 1, rows, arguments);
    assert_command(c, end(c), "A \"b c\" (1:*:1.2) x\r\n");
    assert_str(client_traced(c), "A1 A \"b c\" (1:*:1.2) *\r\n");
    begin(c);
    mla__put_row(c->imap, 2, rows, arguments);
    assert_refused(c, end(c), MLA_E_INVALID);
}

static void members_stand_apart(void **state) {
    client *c = *state;
    const mla_str members[] = {STR_INIT("a"), STR_INIT("b c"), STR_INIT("")};
    begin(c);
    mla__put_char(c->imap, 'X');
    mla__put_members(c->imap, 's', members, 3);
    mla__put(c->imap, " (");
    mla__put_members(c->imap, 's', members, 2);
    mla__put_members(c->imap, 's', members, 0);
    assert_command(c, end(c), "X a \"b c\" \"\" (a \"b c\"\r\n");
}

static void a_name_or_bit_beyond_the_list_is_refused(void **state) {
    client *c = *state;
    static const char names[] = "\3ONE\3TWO";
    begin(c);
    mla__put_bits(c->imap, 5, names);
    assert_refused(c, end(c), MLA_E_INVALID);
    begin(c);
    mla__put_bits(c->imap, 1u << 31, names);
    assert_refused(c, end(c), MLA_E_INVALID);
    begin(c);
    mla__put_name(c->imap, 2, names);
    assert_refused(c, end(c), MLA_E_INVALID);
    begin(c);
    mla__put_name(c->imap, UINT32_MAX, names);
    assert_refused(c, end(c), MLA_E_INVALID);
}

/* 32 runs in all, of which the command's beginning is one. */
static void more_literals_than_runs_are_refused(void **state) {
    client *c = *state;
    client_greet(c, STR("* PREAUTH\r\n"));
    begin(c);
    for (size_t i = 0; i < 31; i++)
        mla__put_argument(c->imap, 'l', &STR("x"));
    assert_submitted(c, end(c), "{1}\r\n");
    client_answer(c, "NO");
    assert_done(c, 1, MLA_E_SERVER_NO);
    begin(c);
    for (size_t i = 0; i < 32; i++)
        mla__put_argument(c->imap, 'l', &STR("x"));
    assert_refused(c, end(c), MLA_E_LIMIT);
}

static void what_does_not_fit_the_transmit_buffer_is_refused_whole(void **state) {
    client *c = *state;
    client_greet(c, STR("* PREAUTH\r\n"));
    char text[1024];
    memset(text, 'x', sizeof text);
    begin(c);
    mla__put_octets(c->imap, text, 1020);
    assert_refused(c, end(c), MLA_E_LIMIT);
    begin(c);
    mla__put_octets(c->imap, text, 1019);
    assert_int_equal(end(c), MLA_OK);
    size_t len;
    mla_imap_tx_buf(c->imap, &len);
    assert_int_equal(len, 1024);
    begin(c);
    assert_int_equal(end(c), MLA_E_LIMIT);
    assert_int_equal(mla_imap_pending(c->imap), 1);
}

static void without_memory_nothing_is_left_behind(void **state) {
    client *c = *state;
    char text[2000];
    memset(text, 'x', sizeof text);
    c->heap.fail_at = c->heap.calls + 1;
    begin(c);
    mla__put_octets(c->imap, text, sizeof text);
    assert_refused(c, end(c), MLA_E_NO_MEMORY);
    assert_command(c, STRING(c, "a"), "a\r\n");
}

static void submissions_where_none_may_be(void **state) {
    client *c = *state;
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(mla_imap_submit_noop(c->imap, NULL), MLA_OK);
    begin(c);
    assert_int_equal(end(c), MLA_E_LIMIT);
    assert_str(client_error(c).detail, "queue is full");
    assert_int_equal(mla_imap_pending(c->imap), 8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_SESSION(a_tag_is_a_running_number),
        IN_SESSION(a_refused_command_takes_no_number),
        IN_SESSION(the_first_failure_stays),
        IN_SESSION(numbers_names_and_bits),
        IN_SESSION(a_row_says_where_its_arguments_stand),
        IN_SESSION(members_stand_apart),
        IN_SESSION(a_name_or_bit_beyond_the_list_is_refused),
        IN_FIRMWARE(more_literals_than_runs_are_refused),
        IN_FIRMWARE(what_does_not_fit_the_transmit_buffer_is_refused_whole),
        IN_SESSION(without_memory_nothing_is_left_behind),
        IN_FIRMWARE(submissions_where_none_may_be),
    };
    return cmocka_run_group_tests_name("imap/encoder", tests, NULL, NULL);
}
