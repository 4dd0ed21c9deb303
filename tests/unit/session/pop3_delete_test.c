/* SPDX-License-Identifier: MIT */
#include "session/pop3.h"

#include <stdio.h>

#include "session_rows.h"

/* As of a mailbox so large that its ids are not held. */
static void hold_no_ids(mla_session *session) {
    session->pop3->map.ids_max = 0;
}

static mla_session *open_large(script *server, const exchange *exchanges) {
    mla_session *session = script_pop3(server, exchanges);

    hold_no_ids(session);
    return session;
}

static uint32_t start_delete(mla_session *session, const char *id) {
    uint32_t operation;

    assert_int_equal(mla_session_delete(session, id, &operation), MLA_OK);
    return operation;
}

static const session_row an_id_that_is_held_needs_no_question = {
    .protocol = MLA_PROTOCOL_POP3,
    .exchanges = {POP3_OPEN, POP3_MAP, {"DELE 2", "+OK\r\n"}},
    .calls = {DELETE("bb")},
    .events = "1 done MLA_OK\n",
};

static const session_row an_id_that_is_not_held_is_asked_for_before_its_message_is_deleted = {
    .protocol = MLA_PROTOCOL_POP3,
    .prepare = hold_no_ids,
    .exchanges = {POP3_OPEN, POP3_MAP, {"UIDL 2", "+OK 2 bb\r\n"}, {"DELE 2", "+OK\r\n"}},
    .calls = {DELETE("bb"), AWAIT, DELETE("bb")},
    .events = "1 done MLA_OK\n2 done MLA_E_NOT_FOUND '' never\n",
};

/* As if two ids had one fingerprint, or the server had forgotten what it said. */
static void what_has_another_id_is_not_deleted(void **state) {
    static const char *const answers[] = {"+OK 2 cc\r\n", "+OK 2 bbb\r\n", "+OK 2 b\r\n",
                                          "+OK 1 bb\r\n", "+OK 2 \r\n",    "+OK\r\n",
                                          "-ERR\r\n",     "+OK 2 BB\r\n"};

    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        const exchange exchanges[] = {
            POP3_OPEN, POP3_MAP, {"UIDL 2", answers[i]}, {"NOOP", "+OK\r\n"}, END};
        script server;
        uint32_t poll;
        mla_session *session = open_large(&server, exchanges);
        uint32_t operation = start_delete(session, "bb");
        assert_int_equal(mla_session_poll(session, &poll), MLA_OK);
        expect_done(session, operation, MLA_E_NOT_FOUND);
        assert_non_null(strstr(mla_session_error_text(session), "no message has this id"));
        expect_done(session, poll, MLA_OK);
        mla_session_free(session);
    }
}

static const session_row ids_of_two_messages_and_blank_ones_lead_to_the_right_one = {
    .protocol = MLA_PROTOCOL_POP3,
    .prepare = hold_no_ids,
    .exchanges =
        {
            POP3_OPEN,
            {"LIST", "+OK\r\n1 10\r\n2 20\r\n3 30\r\n4 40\r\n.\r\n"},
            {"UIDL", "+OK\r\n1 same\r\n2 same\r\n3 \r\n4 a\xff\r\n.\r\n"},
            {"UIDL 2", "+OK 2 same\r\n"},
            {"DELE 2", "+OK\r\n"},
            {"DELE 3", "+OK\r\n"},
            {"UIDL 4", "+OK 4 a\xff\r\n"},
            {"DELE 4", "+OK\r\n"},
        },
    .calls = {DELETE("same"), AWAIT, DELETE("same 2"), AWAIT, DELETE(" 3"), AWAIT,
              DELETE(" x61ff")},
    .events = "1 done MLA_E_NOT_FOUND '' never\n2 done MLA_OK\n3 done MLA_OK\n4 done MLA_OK\n",
};

/* The questions go ahead; what was started behind the deletes comes behind them. */
static const session_row deletes_ask_ahead_and_keep_their_order = {
    .protocol = MLA_PROTOCOL_POP3,
    .prepare = hold_no_ids,
    .exchanges =
        {
            POP3_OPEN,
            POP3_MAP,
            {"UIDL 1", NULL},
            {"UIDL 2", "+OK 1 aa\r\n+OK 2 bb\r\n"},
            {"DELE 1", NULL},
            {"DELE 2", "+OK\r\n-ERR locked\r\n"},
            {"QUIT", "+OK\r\n"},
        },
    .calls = {DELETE("aa"), DELETE("bb"), CLOSE},
    .events = "1 done MLA_OK\n2 done MLA_E_SERVER_NO 'locked' never\n3 done MLA_OK\n",
};

static void a_delete_that_is_cancelled_while_it_asks_deletes_nothing(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN, POP3_MAP, {"UIDL 2", NULL}, {"UIDL 1", NULL}, {"DELE 1", "+OK\r\n"}, END,
    };
    script server;

    (void)state;
    mla_session *session = script_session_nonblocking(&server, MLA_PROTOCOL_POP3, exchanges);
    session->pop3->map.ids_max = 0;
    uint32_t cancelled = start_delete(session, "bb");
    uint32_t other = start_delete(session, "aa");
    expect_status(session, MLA_AGAIN);
    assert_int_equal(mla_session_cancel_operation(session, cancelled), MLA_OK);
    script_say(&server, "+OK 2 bb\r\n+OK 1 aa\r\n");
    expect_done(session, cancelled, MLA_E_CANCELLED);
    expect_done(session, other, MLA_OK);
    mla_session_free(session);
}

/* More than the codec takes at once: with each answer a delete goes out, and the next question. */
static void hundreds_of_messages_are_deleted(void **state) {
    enum {
        COUNT = 300,
        AHEAD = 64
    };
    static char texts[COUNT][3][24];
    static char list[COUNT * 8 + 32] = "+OK\r\n";
    static char uidl[COUNT * 8 + 32] = "+OK\r\n";
    static exchange exchanges[2 * COUNT + 8] = {POP3_OPEN, {"LIST", list}, {"UIDL", uidl}};
    exchange *at = exchanges + 7;
    script server;
    char id[16];

    (void)state;
    for (int n = 0; n < COUNT; n++) {
        size_t len = strlen(list);
        snprintf(list + len, sizeof list - len, "%d 9\r\n%s", n + 1, n + 1 == COUNT ? ".\r\n" : "");
        len = strlen(uidl);
        snprintf(uidl + len, sizeof uidl - len, "%d i\r\n%s", n + 1, n + 1 == COUNT ? ".\r\n" : "");
        snprintf(texts[n][0], sizeof texts[n][0], "UIDL %d", n + 1);
        snprintf(texts[n][1], sizeof texts[n][1], "+OK %d i\r\n", n + 1);
        snprintf(texts[n][2], sizeof texts[n][2], "DELE %d", n + 1);
    }
    for (int n = 0; n < COUNT + AHEAD; n++) {
        if (n >= AHEAD)
            *at++ = (exchange){texts[n - AHEAD][2], "+OK\r\n"};
        if (n < COUNT)
            *at++ = (exchange){texts[n][0], texts[n][1]};
    }
    mla_session *session = open_large(&server, exchanges);
    for (int n = 1; n <= COUNT; n++) {
        snprintf(id, sizeof id, "i %d", n);
        start_delete(session, id);
    }
    assert_int_equal(mla_session_finish(session, 0), MLA_OK);
    assert_null(server.at->line);
    mla_session_free(session);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        SESSION_ROW(an_id_that_is_held_needs_no_question),
        SESSION_ROW(an_id_that_is_not_held_is_asked_for_before_its_message_is_deleted),
        cmocka_unit_test(what_has_another_id_is_not_deleted),
        SESSION_ROW(ids_of_two_messages_and_blank_ones_lead_to_the_right_one),
        SESSION_ROW(deletes_ask_ahead_and_keep_their_order),
        cmocka_unit_test(a_delete_that_is_cancelled_while_it_asks_deletes_nothing),
        cmocka_unit_test(hundreds_of_messages_are_deleted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
