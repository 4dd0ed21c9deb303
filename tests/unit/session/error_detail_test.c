/* SPDX-License-Identifier: MIT */
/* Each operation is told with its own error and the server's words on it, whatever else fails meanwhile. */
#include "script.h"

static void expect_words(mla_session *session, const mla_event *event, const char *words) {
    assert_string_equal(mla_event_server_text(event), words);
    assert_string_equal(mla_session_error_server_text(session), words);
    assert_int_equal(mla_session_error_status(session), mla_event_status(event));
}

/* DONE of this operation with this status and the server's words. */
static void expect_refused(mla_session *session, uint32_t operation, int32_t status,
                           const char *words) {
    const mla_event *event = expect(session, MLA_EVENT_DONE);

    assert_int_equal(mla_event_operation(event), operation);
    assert_string_equal(mla_status_name(mla_event_status(event)), mla_status_name(status));
    expect_words(session, event, words);
}

static void of_two_commands_the_first_that_fails_is_told(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN,
        {"LIST", NULL},
        {"UIDL", "-ERR [SYS/TEMP] no list today\r\n-ERR [AUTH] no ids either\r\n"},
        {"NOOP", "+OK\r\n"},
        END,
    };
    script server;
    uint32_t operation;
    uint32_t poll;

    (void)state;
    mla_session *session = script_pop3(&server, exchanges);
    assert_int_equal(mla_session_list(session, NULL, MLA_LIST_IDS, &operation), MLA_OK);
    expect_refused(session, operation, MLA_E_SERVER_NO, "no list today");
    assert_string_equal(mla_session_error_server_code(session), "SYS/TEMP");
    assert_int_equal(mla_session_error_retry(session), MLA_RETRY_LATER);
    assert_int_equal(mla_session_poll(session, &poll), MLA_OK);
    expect_done(session, poll, MLA_OK);
    mla_session_free(session);
}

static void a_command_that_fails_in_between_does_not_take_the_words(void **state) {
    static const exchange exchanges[] = {
        IMAP_OPEN,
        IMAP_SELECT("A2", "9"),
        {"A3 UID STORE 5 +FLAGS.SILENT (\\Deleted)", NULL},
        {"A4 UID EXPUNGE 5", NULL},
        {"A5 UID FETCH 6 (UID BODY.PEEK[])", "A3 NO [CANNOT] locked\r\nA5 NO no such message\r\n"
                                             "A4 NO not permitted\r\n"},
        END,
    };
    script server;
    uint32_t deletion;
    uint32_t fetch;

    (void)state;
    mla_session *session = script_imap(&server, exchanges);
    assert_int_equal(mla_session_delete(session, "5", &deletion), MLA_OK);
    assert_int_equal(mla_session_fetch(session, "6", NULL, 0, &fetch), MLA_OK);
    expect_refused(session, fetch, MLA_E_SERVER_NO, "no such message");
    assert_string_equal(mla_session_error_server_code(session), "");
    expect_refused(session, deletion, MLA_E_SERVER_NO, "locked");
    assert_string_equal(mla_session_error_server_code(session), "CANNOT");
    mla_session_free(session);
}

/* ... and not even when the last command of it succeeds. */
static void success_behind_an_error_does_not_take_the_words(void **state) {
    static const exchange exchanges[] = {
        IMAP_OPEN,
        IMAP_SELECT("A2", "9"),
        {"A3 UID STORE 5 +FLAGS.SILENT (\\Deleted)", NULL},
        {"A4 UID EXPUNGE 5", NULL},
        {"A5 UID FETCH 6 (UID BODY.PEEK[])", "A3 NO locked\r\nA5 NO no such message\r\nA4 OK\r\n"},
        END,
    };
    script server;
    uint32_t deletion;

    (void)state;
    mla_session *session = script_imap(&server, exchanges);
    assert_int_equal(mla_session_delete(session, "5", &deletion), MLA_OK);
    assert_int_equal(mla_session_fetch(session, "6", NULL, 0, NULL), MLA_OK);
    expect(session, MLA_EVENT_DONE);
    expect_refused(session, deletion, MLA_E_SERVER_NO, "locked");
    mla_session_free(session);
}

static void without_memory_for_it_no_other_words_are_told(void **state) {
    static const exchange exchanges[] = {
        IMAP_OPEN,
        IMAP_SELECT("A2", "9"),
        {"A3 UID STORE 5 +FLAGS.SILENT (\\Deleted)", NULL},
        {"A4 UID EXPUNGE 5", NULL},
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
    expect_refused(session, deletion, MLA_E_SERVER_NO, "");
    mla_session_free(session);
    assert_int_equal(memory.blocks, 0);
}

static void what_waited_for_a_folder_is_told_why_there_is_none(void **state) {
    static const exchange exchanges[] = {
        IMAP_OPEN,
        {"A2 SELECT Work", "A2 NO [NOPERM] not yours\r\n"},
        {"A3 NOOP", "A3 BAD what\r\n"},
        END,
    };
    script server;
    uint32_t operations[3];
    uint32_t later;

    (void)state;
    mla_session *session = script_imap(&server, exchanges);
    assert_int_equal(mla_session_select(session, "Work", 0, &operations[0]), MLA_OK);
    assert_int_equal(mla_session_fetch(session, "6", NULL, 0, &operations[1]), MLA_OK);
    assert_int_equal(mla_session_poll(session, &operations[2]), MLA_OK);
    expect_refused(session, operations[0], MLA_E_SERVER_NO, "not yours");
    expect_refused(session, operations[1], MLA_E_SERVER_NO, "not yours");
    expect_refused(session, operations[2], MLA_E_SERVER_BAD, "what");
    assert_int_equal(mla_session_fetch(session, "6", NULL, 0, &later), MLA_OK);
    expect_refused(session, later, MLA_E_SERVER_NO, "not yours");
    mla_session_free(session);
}

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

static void the_end_of_the_session_is_told_with_its_own_words(void **state) {
    static const exchange exchanges[] = {
        IMAP_OPEN,
        IMAP_SELECT("A2", "9"),
        {"A3 UID STORE 5 +FLAGS.SILENT (\\Deleted)", NULL},
        {"A4 UID EXPUNGE 5", NULL},
        {"A5 UID FETCH 6 (UID BODY.PEEK[])", NULL},
        {"A6 NOOP", "A5 NO no such message\r\n* BYE [UNAVAILABLE] going down\r\n"},
        END,
    };
    script server;
    uint32_t operations[3];

    (void)state;
    mla_session *session = script_imap(&server, exchanges);
    server.closes = true;
    assert_int_equal(mla_session_delete(session, "5", &operations[0]), MLA_OK);
    assert_int_equal(mla_session_fetch(session, "6", NULL, 0, &operations[1]), MLA_OK);
    assert_int_equal(mla_session_poll(session, &operations[2]), MLA_OK);
    expect_refused(session, operations[1], MLA_E_SERVER_NO, "no such message");
    expect_refused(session, operations[0], MLA_E_SERVER_BYE, "going down");
    expect_refused(session, operations[2], MLA_E_SERVER_BYE, "going down");
    expect_status(session, MLA_E_SERVER_BYE);
    assert_string_equal(mla_session_error_server_text(session), "going down");
    assert_string_equal(mla_session_error_server_code(session), "UNAVAILABLE");
    mla_session_free(session);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_two_commands_the_first_that_fails_is_told),
        cmocka_unit_test(a_command_that_fails_in_between_does_not_take_the_words),
        cmocka_unit_test(success_behind_an_error_does_not_take_the_words),
        cmocka_unit_test(without_memory_for_it_no_other_words_are_told),
        cmocka_unit_test(what_waited_for_a_folder_is_told_why_there_is_none),
        cmocka_unit_test(finishing_all_leaves_the_words_of_the_error_that_it_returns),
        cmocka_unit_test(the_end_of_the_session_is_told_with_its_own_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
