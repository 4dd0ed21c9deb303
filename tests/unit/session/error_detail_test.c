/* SPDX-License-Identifier: MIT */
/* Each operation is told with its own error and the server's words on it, whatever else fails meanwhile. */
#include "session_rows.h"

/* What DELETE("5") sends, of which nothing is answered yet. */
#define DELETING                                                                             \
    IMAP_OPEN, IMAP_SELECT("A2", "9"), {"A3 UID STORE 5 +FLAGS.SILENT (\\Deleted)", NULL}, { \
        "A4 UID EXPUNGE 5", NULL                                                             \
    }

static const session_row of_two_commands_the_first_that_fails_is_told = {
    .protocol = MLA_PROTOCOL_POP3,
    .exchanges =
        {
            POP3_OPEN,
            {"LIST", NULL},
            {"UIDL", "-ERR [SYS/TEMP] no list today\r\n-ERR [AUTH] no ids either\r\n"},
            {"NOOP", "+OK\r\n"},
        },
    .calls = {LIST_IDS(NULL), AWAIT, POLL},
    .events = "1 done MLA_E_SERVER_NO 'no list today' [SYS/TEMP] later\n2 done MLA_OK\n",
};

static const session_row a_command_that_fails_in_between_does_not_take_the_words = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            DELETING,
            {"A5 UID FETCH 6 (UID BODY.PEEK[])",
             "A3 NO [CANNOT] locked\r\nA5 NO no such message\r\n"
             "A4 NO not permitted\r\n"},
        },
    .calls = {DELETE("5"), FETCH("6")},
    .events = "2 done MLA_E_SERVER_NO 'no such message' never\n"
              "1 done MLA_E_SERVER_NO 'locked' [CANNOT] never\n",
};

/* ... and not even when the last command of it succeeds. */
static const session_row success_behind_an_error_does_not_take_the_words = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            DELETING,
            {"A5 UID FETCH 6 (UID BODY.PEEK[])",
             "A3 NO locked\r\nA5 NO no such message\r\nA4 OK\r\n"},
        },
    .calls = {DELETE("5"), FETCH("6")},
    .events = "2 done MLA_E_SERVER_NO 'no such message' never\n"
              "1 done MLA_E_SERVER_NO 'locked' never\n",
};

static const session_row a_body_of_another_message_does_not_count_as_the_one_asked_for = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            IMAP_OPEN,
            IMAP_SELECT("A2", "9"),
            {"A3 UID FETCH 5 (UID BODY.PEEK[])",
             "* 1 FETCH (BODY[] {5}\r\nother UID 6)\r\nA3 OK\r\n"},
        },
    .calls = {FETCH("5")},
    .events = "1 message 5 - 5\n1 end 5 'other' MLA_E_MALFORMED '' never\n"
              "1 done MLA_OK\n",
    .words = "which message this is: fetch it again",
};

static const session_row a_message_in_a_response_that_is_no_fetch_is_not_known = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            IMAP_OPEN,
            IMAP_SELECT("A2", "9"),
            {"A3 UID FETCH 5 (UID BODY.PEEK[])",
             "* 1 F\xfc"
             "ETCH (UID 5 BODY[] {4}\r\nfour)\r\nA3 OK done\r\n"},
        },
    .calls = {FETCH("5")},
    .events = "1 message 5 - 4\n1 end 5 'four' MLA_E_MALFORMED '' never\n1 done MLA_OK\n",
    .words = "which message this is",
};

static const session_row a_message_ends_before_other_operations_that_the_session_took_along = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            DELETING,
            {"A5 UID FETCH 6 (UID BODY.PEEK[])", "* 1 FETCH (UID 6 BODY[] {4}\r\nfourmore)\r\n"},
        },
    .calls = {DELETE("5"), FETCH("6")},
    .events = "2 message 6 - 4\n2 end 6 'four' MLA_E_PROTOCOL '' never\n"
              "1 done MLA_E_PROTOCOL '' never\n2 done MLA_E_PROTOCOL '' never\n"
              "MLA_E_PROTOCOL '' never\n",
};

static void without_memory_for_it_no_other_words_are_told(void **state) {
    static const exchange exchanges[] = {
        DELETING,
        {"A5 UID FETCH 6 (UID BODY.PEEK[])", NULL},
        END,
    };
    script server;
    heap memory;
    uint32_t deletion;

    (void)state;
    heap_init(&memory);
    script_init(&server, exchanges);
    mla_options *options = script_options_on(&server, MLA_PROTOCOL_IMAP, &memory.allocator);
    mla_session *session = script_open_nonblocking(options);
    assert_int_equal(mla_session_delete(session, "5", &deletion), MLA_OK);
    assert_int_equal(mla_session_fetch(session, "6", NULL, 0, NULL), MLA_OK);
    expect_status(session, MLA_AGAIN);
    script_say(&server, "A3 NO locked\r\nA5 NO no such message\r\nA4 OK\r\n");
    memory.fail_at = memory.calls + 1;
    expect(session, MLA_EVENT_DONE);
    assert_true(memory.calls >= memory.fail_at);
    const mla_event *event = expect(session, MLA_EVENT_DONE);
    assert_int_equal(mla_event_operation(event), deletion);
    assert_int_equal(mla_event_status(event), MLA_E_SERVER_NO);
    assert_string_equal(mla_event_server_text(event), "");
    assert_string_equal(mla_session_error_server_text(session), "");
    assert_int_equal(mla_session_error_status(session), MLA_E_SERVER_NO);
    mla_session_free(session);
    assert_int_equal(memory.blocks, 0);
}

static const session_row what_waited_for_a_folder_is_told_why_there_is_none = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            IMAP_OPEN,
            {"A2 SELECT Work", "A2 NO [NOPERM] not yours\r\n"},
            {"A3 NOOP", "A3 BAD what\r\n"},
        },
    .calls = {SELECT("Work"), FETCH("6"), POLL, AWAIT, FETCH("6")},
    .events = "1 done MLA_E_SERVER_NO 'not yours' [NOPERM] never\n"
              "2 done MLA_E_SERVER_NO 'not yours' [NOPERM] never\n"
              "3 done MLA_E_SERVER_BAD 'what' never\n"
              "4 done MLA_E_SERVER_NO 'not yours' [NOPERM] never\n",
};

static void finishing_all_leaves_the_words_of_the_error_that_it_returns(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN, POP3_MAP, {"RETR 1", NULL}, {"RETR 2", "-ERR first\r\n-ERR second\r\n"}, END,
    };
    script server;

    (void)state;
    mla_session *session = script_pop3(&server, exchanges);
    assert_int_equal(mla_session_fetch(session, "aa", NULL, 0, NULL), MLA_OK);
    assert_int_equal(mla_session_fetch(session, "bb", NULL, 0, NULL), MLA_OK);
    assert_int_equal(mla_session_finish(session, 0), MLA_E_SERVER_NO);
    assert_string_equal(mla_session_error_server_text(session), "first");
    mla_session_free(session);
}

static void what_was_cancelled_has_no_words_of_success(void **state) {
    static const exchange imap[] = {
        IMAP_OPEN,
        IMAP_SELECT("A2", "9"),
        {"A3 UID FETCH 6 (UID BODY.PEEK[])", NULL},
        END,
    };
    static const exchange pop3[] = {POP3_OPEN, {"LIST", NULL}, {"UIDL", NULL}, END};
    static const struct {
        int32_t protocol;
        const exchange *exchanges;
        const char *reply;
    } rows[] = {
        {MLA_PROTOCOL_IMAP, imap, "A3 OK Fetch completed\r\n"},
        {MLA_PROTOCOL_IMAP, imap, "A3 NO [CANNOT] locked\r\n"},
        {MLA_PROTOCOL_POP3, pop3, "+OK 1 message\r\n1 10\r\n.\r\n+OK here\r\n1 aa\r\n.\r\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        script server;
        uint32_t fetch;
        mla_session *session =
            script_session_nonblocking(&server, rows[i].protocol, rows[i].exchanges);
        assert_int_equal(mla_session_fetch(session, "6", NULL, 0, &fetch), MLA_OK);
        expect_status(session, MLA_AGAIN);
        assert_int_equal(mla_session_cancel_operation(session, fetch), MLA_OK);
        script_say(&server, rows[i].reply);
        expect_done(session, fetch, MLA_E_CANCELLED);
        assert_int_equal(mla_session_error_status(session), MLA_E_CANCELLED);
        assert_string_equal(mla_session_error_text(session), "cancelled");
        assert_string_equal(mla_session_error_server_text(session), "");
        assert_string_equal(mla_session_error_server_code(session), "");
        mla_session_free(session);
    }
}

static const session_row the_end_of_the_session_is_told_with_its_own_words = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            DELETING,
            {"A5 UID FETCH 6 (UID BODY.PEEK[])", NULL},
            {"A6 NOOP", "A5 NO no such message\r\n* BYE [UNAVAILABLE] going down\r\n"},
        },
    .closes = true,
    .calls = {DELETE("5"), FETCH("6"), POLL},
    .events = "2 done MLA_E_SERVER_NO 'no such message' never\n"
              "1 done MLA_E_SERVER_BYE 'going down' [UNAVAILABLE] later\n"
              "3 done MLA_E_SERVER_BYE 'going down' [UNAVAILABLE] later\n"
              "MLA_E_SERVER_BYE 'going down' [UNAVAILABLE] later\n",
};

int main(void) {
    const struct CMUnitTest tests[] = {
        SESSION_ROW(of_two_commands_the_first_that_fails_is_told),
        SESSION_ROW(a_command_that_fails_in_between_does_not_take_the_words),
        SESSION_ROW(success_behind_an_error_does_not_take_the_words),
        SESSION_ROW(a_body_of_another_message_does_not_count_as_the_one_asked_for),
        SESSION_ROW(a_message_in_a_response_that_is_no_fetch_is_not_known),
        SESSION_ROW(a_message_ends_before_other_operations_that_the_session_took_along),
        cmocka_unit_test(without_memory_for_it_no_other_words_are_told),
        SESSION_ROW(what_waited_for_a_folder_is_told_why_there_is_none),
        cmocka_unit_test(finishing_all_leaves_the_words_of_the_error_that_it_returns),
        cmocka_unit_test(what_was_cancelled_has_no_words_of_success),
        SESSION_ROW(the_end_of_the_session_is_told_with_its_own_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
