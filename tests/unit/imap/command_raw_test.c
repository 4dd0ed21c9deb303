/* SPDX-License-Identifier: MIT */
#include "imap_client.h"

static int setup(void **state) {
    int status = client_setup(state);
    client_greet(*state, STR("* PREAUTH [CAPABILITY IMAP4rev1 LITERAL+]\r\n"));
    return status;
}

#define IN_LITERAL_PLUS(test) cmocka_unit_test_setup_teardown(test, setup, client_teardown)

static int32_t raw(client *c, const mla_imap_piece *pieces, size_t count) {
    return mla_imap_submit_raw(c->imap, pieces, count, NULL);
}

static int32_t raw_one(client *c, int32_t type, mla_str text) {
    const mla_imap_piece piece = {type, text};
    return raw(c, &piece, 1);
}

static void pieces_of_every_kind(void **state) {
    client *c = *state;
    const mla_imap_piece pieces[] = {
        {MLA_IMAP_PIECE_TEXT, STR_INIT("X-SET \"q\" (")},
        {MLA_IMAP_PIECE_STRING, STR_INIT("a b")},
        {MLA_IMAP_PIECE_TEXT, STR_INIT(" ")},
        {MLA_IMAP_PIECE_SECRET, STR_INIT("secret")},
        {MLA_IMAP_PIECE_TEXT, STR_INIT(" ")},
        {MLA_IMAP_PIECE_MAILBOX, STR_INIT("R&D")},
        {MLA_IMAP_PIECE_TEXT, STR_INIT(" ")},
        {MLA_IMAP_PIECE_LITERAL, STR_INIT("1\r\n2")},
        {MLA_IMAP_PIECE_TEXT, STR_INIT(")")},
    };
    assert_command(c, raw(c, pieces, sizeof pieces / sizeof pieces[0]),
                   "X-SET \"q\" (\"a b\" secret \"R&-D\" {4+}\r\n1\r\n2)\r\n");
    assert_str(client_traced(c), "A1 X-SET \"q\" (\"a b\" * \"R&-D\" {4+}\r\n1\r\n2)\r\n");
}

static void text_may_not_end_the_line_or_begin_a_literal(void **state) {
    client *c = *state;
    static const mla_str bad[] = {
        STR_INIT("NOOP\r\nA3 LOGOUT"),
        STR_INIT("X\n"),
        STR_INIT("X\r"),
        STR_INIT("X\0"),
        STR_INIT("X {5}"),
        STR_INIT("X \xc3\xbc"),
        {NULL, 0},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_refused(c, raw_one(c, MLA_IMAP_PIECE_TEXT, bad[i]), MLA_E_INVALID);
}

static void no_piece_lets_a_line_break_through(void **state) {
    client *c = *state;
    static const mla_str bad[] = {STR_INIT("a\nb"), STR_INIT("a\r"), STR_INIT("\0"), {NULL, 0}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        for (int32_t type = MLA_IMAP_PIECE_STRING; type <= MLA_IMAP_PIECE_MAILBOX; type++)
            assert_refused(c, raw_one(c, type, bad[i]), MLA_E_INVALID);
}

static void a_literal_may_hold_anything_but_nul(void **state) {
    client *c = *state;
    assert_command(c, raw_one(c, MLA_IMAP_PIECE_LITERAL, STR("a\r\nA2 LOGOUT\r\n\xff")),
                   "{15+}\r\na\r\nA2 LOGOUT\r\n\xff\r\n");
    assert_command(c, raw_one(c, MLA_IMAP_PIECE_LITERAL, STR("")), "{0+}\r\n\r\n");
    assert_refused(c, raw_one(c, MLA_IMAP_PIECE_LITERAL, STR("a\0b")), MLA_E_INVALID);
    assert_refused(c, raw_one(c, MLA_IMAP_PIECE_LITERAL, (mla_str){NULL, 0}), MLA_E_INVALID);
}

static void pieces_that_are_none(void **state) {
    client *c = *state;
    assert_refused(c, raw(c, NULL, 0), MLA_E_INVALID);
    assert_refused(c, raw_one(c, MLA_IMAP_PIECE_LITERAL + 1, STR("x")), MLA_E_INVALID);
    assert_refused(c, raw_one(c, -1, STR("x")), MLA_E_INVALID);
    assert_refused(c, raw_one(c, INT32_MIN, STR("x")), MLA_E_INVALID);
}

static void a_raw_command_is_alone_and_changes_nothing(void **state) {
    client *c = *state;
    assert_command(c, mla_imap_submit_select(c->imap, STR("INBOX"), NULL), "SELECT INBOX\r\n");
    assert_submitted(c, raw_one(c, MLA_IMAP_PIECE_TEXT, STR("UNSELECT")), "UNSELECT\r\n");
    assert_int_equal(mla_imap_submit_noop(c->imap, NULL), MLA_OK);
    assert_sent(c, "");
    client_answer(c, "OK");
    assert_done(c, 2, MLA_OK);
    assert_int_equal(mla_imap_state(c->imap), MLA_IMAP_STATE_SELECTED);
    assert_sent(c, "A3 NOOP\r\n");
}

static void a_raw_command_may_be_sent_in_any_state(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK\r\n"));
    assert_command(c, raw_one(c, MLA_IMAP_PIECE_TEXT, STR("ID NIL")), "ID NIL\r\n");
    assert_int_equal(mla_imap_state(c->imap), MLA_IMAP_STATE_NOT_AUTHENTICATED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_LITERAL_PLUS(pieces_of_every_kind),
        IN_LITERAL_PLUS(text_may_not_end_the_line_or_begin_a_literal),
        IN_LITERAL_PLUS(no_piece_lets_a_line_break_through),
        IN_LITERAL_PLUS(a_literal_may_hold_anything_but_nul),
        IN_LITERAL_PLUS(pieces_that_are_none),
        IN_LITERAL_PLUS(a_raw_command_is_alone_and_changes_nothing),
        IN_CLIENT(a_raw_command_may_be_sent_in_any_state),
    };
    return cmocka_run_group_tests_name("imap/command_raw", tests, NULL, NULL);
}
