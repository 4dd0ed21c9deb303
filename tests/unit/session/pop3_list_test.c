/* SPDX-License-Identifier: MIT */
#include "session/pop3.h"

#include "script.h"

#define OPEN_OLD                                                                             \
    {NULL, "+OK\r\n"}, {"CAPA", "-ERR\r\n"}, {"USER u", "+OK\r\n"}, {"PASS p", "+OK\r\n"}, { \
        "CAPA", "-ERR\r\n"                                                                   \
    }

static mla_session *list(script *server, const exchange *exchanges, const char *ids, int32_t what,
                         uint32_t *operation) {
    mla_session *session = script_session(server, MLA_PROTOCOL_POP3, exchanges);

    assert_int_equal(mla_session_list(session, ids, what, operation), MLA_OK);
    return session;
}

static void expect_summary(mla_session *session, const char *id, uint64_t size,
                           const char *subject) {
    const mla_event *event = expect(session, MLA_EVENT_SUMMARY);

    assert_string_equal(mla_event_id(event), id);
    assert_true(mla_event_size(event) == size);
    assert_string_equal(mla_event_subject(event), subject);
    assert_true(mla_event_received_date(event) == MLA_NO_DATE);
    assert_int_equal(mla_event_flags(event), 0);
}

static void ids_and_sizes_take_two_commands(void **state) {
    static const exchange exchanges[] = {POP3_OPEN, POP3_MAP, END};
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = list(&server, exchanges, NULL, MLA_LIST_IDS, &operation);
    expect_summary(session, "aa", 10, "");
    expect_summary(session, "bb", 20, "");
    expect_done(session, operation, MLA_OK);
    /* ... once: the mailbox does not change while it is open */
    assert_int_equal(mla_session_list(session, "bb", MLA_LIST_IDS, &operation), MLA_OK);
    expect_summary(session, "bb", 20, "");
    expect_done(session, operation, MLA_OK);
    assert_int_equal(mla_session_list(session, "cc", MLA_LIST_IDS, &operation), MLA_OK);
    expect_done(session, operation, MLA_E_NOT_FOUND);
    mla_session_free(session);
}

static void an_empty_mailbox_has_no_summaries(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN, {"LIST", "+OK\r\n.\r\n"}, {"UIDL", "+OK\r\n.\r\n"}, END};
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = list(&server, exchanges, NULL, MLA_LIST_SUMMARIES, &operation);
    expect_done(session, operation, MLA_OK);
    mla_session_free(session);
}

/* The number is the server's: a client that makes a table as large as that is out of memory. */
static void a_huge_message_number_takes_the_memory_of_one_message(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN,
        {"LIST", "+OK\r\n400000000 100\r\n18446744073709551615 1\r\n0 5\r\n.\r\n"},
        {"UIDL", "+OK\r\n400000000 big\r\n2 other\r\n.\r\n"},
        {"RETR 400000000", "+OK\r\nx\r\n.\r\n"},
        END,
    };
    script server;
    heap memory;
    mla_session *session;
    uint32_t operation;

    (void)state;
    heap_init(&memory);
    script_init(&server, exchanges);
    assert_int_equal(
        script_open(script_options_on(&server, MLA_PROTOCOL_POP3, &memory.allocator), &session),
        MLA_OK);
    size_t before = memory.octets;
    assert_int_equal(mla_session_list(session, NULL, MLA_LIST_IDS, &operation), MLA_OK);
    expect_summary(session, "big", 100, "");
    expect_done(session, operation, MLA_OK);
    assert_true(memory.octets - before < 4096);
    assert_int_equal(mla_session_fetch(session, "big", NULL, 0, &operation), MLA_OK);
    assert_int_equal(mla_event_size(expect(session, MLA_EVENT_MESSAGE)), 100);
    expect_body(session, "x\r\n", MLA_OK);
    expect_done(session, operation, MLA_OK);
    mla_session_free(session);
    assert_int_equal(memory.blocks, 0);
}

static void lines_that_servers_should_not_send_are_read_as_far_as_they_go(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN,
        {"LIST", "+OK\r\n1 10 extra\r\n2\r\n3 -5\r\nfour 4\r\n 5 50\r\n5 50\r\n.\r\n"},
        {"UIDL", "+OK\r\n1  \taa\r\n2 \r\n3 same\r\n5 same\r\n7 none\r\n.\r\n"},
        END,
    };
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = list(&server, exchanges, NULL, MLA_LIST_IDS, &operation);
    expect_summary(session, "aa", 10, "");
    expect_summary(session, " 2", MLA_NO_SIZE, "");
    expect_summary(session, "same 3", MLA_NO_SIZE, "");
    expect_summary(session, "same 5", 50, "");
    expect_done(session, operation, MLA_OK);
    mla_session_free(session);
}

static void summaries_are_read_from_top(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN,
        POP3_MAP,
        {"TOP 1 0", NULL},
        {"TOP 2 0", "+OK\r\nSubject: one\r\nDate: Fri, 17 Jul 2026 11:44:25 +0200\r\n\r\n.\r\n"
                    "+OK\r\nFrom: Bob <b@x.org>\r\nSubject: two\r\n\r\n.\r\n"},
        END,
    };
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = list(&server, exchanges, NULL, MLA_LIST_SUMMARIES, &operation);
    const mla_event *event = expect(session, MLA_EVENT_SUMMARY);
    assert_string_equal(mla_event_subject(event), "one");
    assert_int_equal(mla_event_date(event), 1784281465);
    assert_string_equal(mla_event_from_address(event), "");
    event = expect(session, MLA_EVENT_SUMMARY);
    assert_string_equal(mla_event_subject(event), "two");
    assert_true(mla_event_date(event) == MLA_NO_DATE);
    assert_string_equal(mla_event_from_address(event), "b@x.org");
    expect_done(session, operation, MLA_OK);
    mla_session_free(session);
}

static void a_top_that_is_refused_leaves_id_and_size(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN,
        POP3_MAP,
        {"TOP 1 0", "-ERR locked\r\n"},
        {"TOP 2 0", "+OK\r\nSubject: two\r\n\r\n.\r\n"},
        END,
    };
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = list(&server, exchanges, NULL, MLA_LIST_SUMMARIES, &operation);
    expect_summary(session, "aa", 10, "");
    expect_summary(session, "bb", 20, "two");
    expect_done(session, operation, MLA_OK);
    mla_session_free(session);
}

static void without_top_and_uidl_there_are_numbers_and_sizes(void **state) {
    static const exchange exchanges[] = {
        {NULL, "+OK\r\n"},
        {"CAPA", "+OK\r\nUSER\r\n.\r\n"},
        {"USER u", "+OK\r\n"},
        {"PASS p", "+OK\r\n"},
        {"CAPA", "+OK\r\nUSER\r\n.\r\n"},
        {"LIST", "+OK\r\n1 10\r\n2 20\r\n.\r\n"},
        END,
    };
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = list(&server, exchanges, NULL, MLA_LIST_SUMMARIES, &operation);
    const mla_event *event = expect(session, MLA_EVENT_SUMMARY);
    assert_string_equal(mla_event_id(event), "1");
    assert_int_equal(mla_event_id_is_stable(event), 0);
    expect_summary(session, "2", 20, "");
    expect_done(session, operation, MLA_OK);
    mla_session_free(session);
}

/* One without CAPA is asked, and its refusal is no error. */
static void a_uidl_that_is_refused_leaves_numbers(void **state) {
    static const exchange exchanges[] = {
        OPEN_OLD, {"LIST", "+OK\r\n1 10\r\n.\r\n"}, {"UIDL", "-ERR unknown\r\n"}, END};
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = list(&server, exchanges, NULL, MLA_LIST_IDS, &operation);
    expect_summary(session, "1", 10, "");
    expect_done(session, operation, MLA_OK);
    assert_int_equal(mla_session_can(session, MLA_CAN_STABLE_IDS), 0);
    mla_session_free(session);
}

static void a_list_that_is_refused_can_be_asked_for_again(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN,
        {"LIST", "-ERR [SYS/TEMP] busy\r\n"},
        {"UIDL", "-ERR [SYS/TEMP] busy\r\n"},
        {"LIST", "+OK\r\n1 10\r\n.\r\n"},
        {"UIDL", "+OK\r\n1 aa\r\n.\r\n"},
        END,
    };
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = list(&server, exchanges, NULL, MLA_LIST_IDS, &operation);
    expect_done(session, operation, MLA_E_SERVER_NO);
    assert_int_equal(mla_session_error_retry(session), MLA_RETRY_LATER);
    assert_int_equal(mla_session_list(session, NULL, MLA_LIST_IDS, &operation), MLA_OK);
    expect_summary(session, "aa", 10, "");
    expect_done(session, operation, MLA_OK);
    mla_session_free(session);
}

static void a_cancelled_listing_does_not_leave_half_a_map(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN,
        {"LIST", NULL},
        {"UIDL", NULL},
        {"LIST", "+OK\r\n1 10\r\n2 20\r\n.\r\n"},
        {"UIDL", "+OK\r\n1 aa\r\n2 bb\r\n.\r\n"},
        END,
    };
    script server;
    mla_session *session;
    mla_event *event;
    uint32_t first;
    uint32_t second;

    (void)state;
    script_init(&server, exchanges);
    mla_options *options = script_options(&server, MLA_PROTOCOL_POP3);
    mla_options_set_nonblocking(options, 1);
    assert_int_equal(script_open(options, &session), MLA_OK);
    expect_done(session, MLA_OPERATION_OPEN, MLA_OK);
    assert_int_equal(mla_session_list(session, NULL, MLA_LIST_IDS, &first), MLA_OK);
    assert_int_equal(mla_session_next(session, &event), MLA_AGAIN);
    script_say(&server, "+OK\r\n1 10\r\n");
    assert_int_equal(mla_session_next(session, &event), MLA_AGAIN);
    assert_int_equal(mla_session_cancel_operation(session, first), MLA_OK);
    assert_int_equal(mla_session_list(session, NULL, MLA_LIST_IDS, &second), MLA_OK);
    script_say(&server, "2 20\r\n.\r\n+OK\r\n1 aa\r\n2 bb\r\n.\r\n");
    expect_done(session, first, MLA_E_CANCELLED);
    expect_summary(session, "aa", 10, "");
    expect_summary(session, "bb", 20, "");
    expect_done(session, second, MLA_OK);
    mla_session_free(session);
}

/* Putting the ids in order takes memory when all are there: without it the listing fails, the session does
 * not. */
static void a_map_that_found_no_memory_is_asked_for_again(void **state) {
#define X100                                                                                       \
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" \
    "xxxxxxxx"
#define DOUBLE                                             \
    {"LIST", "+OK\r\n1 10\r\n2 20\r\n.\r\n"}, {            \
        "UIDL", "+OK\r\n1 " X100 "\r\n2 " X100 "\r\n.\r\n" \
    }
    static const exchange exchanges[] = {POP3_OPEN, DOUBLE, DOUBLE, END};
    size_t survived = 0;
    bool has_failed = true;

    (void)state;
    for (size_t n = 1; has_failed; n++) {
        script server;
        heap memory;
        mla_session *session;
        uint32_t operation;
        heap_init(&memory);
        script_init(&server, exchanges);
        assert_int_equal(
            script_open(script_options_on(&server, MLA_PROTOCOL_POP3, &memory.allocator), &session),
            MLA_OK);
        assert_int_equal(mla_session_list(session, NULL, MLA_LIST_IDS, &operation), MLA_OK);
        memory.fail_at = memory.calls + n;
        int32_t status = mla_session_finish(session, operation);
        has_failed = memory.calls >= memory.fail_at;
        assert_int_equal(status, has_failed ? MLA_E_NO_MEMORY : MLA_OK);
        if (mla_session_list(session, NULL, MLA_LIST_IDS, &operation) == MLA_OK) {
            survived += has_failed;
            expect_summary(session, X100 " 1", 10, "");
            expect_summary(session, X100 " 2", 20, "");
            expect_done(session, operation, MLA_OK);
        }
        mla_session_free(session);
        assert_int_equal(memory.blocks, 0);
    }
    assert_true(survived >= 2); /* a directory, and what it takes to fill it */
}

static void a_header_beyond_its_bound_is_read_as_far_as_that(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN, POP3_MAP, {"TOP 1 0", "+OK\r\nSubject: early\r\nX: "}, END};
    static char filler[60001];
    script server;
    mla_session *session;
    mla_event *event;
    uint32_t operation;

    (void)state;
    memset(filler, 'x', sizeof filler - 1);
    script_init(&server, exchanges);
    mla_options *options = script_options(&server, MLA_PROTOCOL_POP3);
    mla_options_set_nonblocking(options, 1);
    assert_int_equal(script_open(options, &session), MLA_OK);
    expect_done(session, MLA_OPERATION_OPEN, MLA_OK);
    assert_int_equal(mla_session_list(session, "aa", MLA_LIST_SUMMARIES, &operation), MLA_OK);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(mla_session_next(session, &event), MLA_AGAIN);
        script_say(&server, filler);
    }
    assert_int_equal(mla_session_next(session, &event), MLA_AGAIN);
    script_say(&server, "\r\nFrom: late <a@x.org>\r\n\r\n.\r\n");
    event = expect(session, MLA_EVENT_SUMMARY);
    assert_string_equal(mla_event_subject(event), "early");
    assert_string_equal(mla_event_from_name(event), "");
    expect_done(session, operation, MLA_OK);
    mla_session_free(session);
}

static void what_is_being_deleted_is_not_listed(void **state) {
    static const exchange exchanges[] = {POP3_OPEN, POP3_MAP, {"DELE 1", "+OK\r\n"}, END};
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = script_session(&server, MLA_PROTOCOL_POP3, exchanges);
    assert_int_equal(mla_session_delete(session, "aa", NULL), MLA_OK);
    assert_int_equal(mla_session_list(session, NULL, MLA_LIST_IDS, &operation), MLA_OK);
    expect(session, MLA_EVENT_DONE);
    expect_summary(session, "bb", 20, "");
    expect_done(session, operation, MLA_OK);
    mla_session_free(session);
}

/* ----- a mailbox so large that its ids are not held ----- */

static mla_session *list_large(script *server, const exchange *exchanges, const char *ids,
                               int32_t what, uint32_t *operation) {
    mla_session *session = script_session(server, MLA_PROTOCOL_POP3, exchanges);

    session->pop3->map.ids_max = 0;
    assert_int_equal(mla_session_list(session, ids, what, operation), MLA_OK);
    return session;
}

static void ids_that_are_not_held_come_once_more(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN, POP3_MAP, {"UIDL", "+OK\r\n1 aa\r\n2 bb\r\n.\r\n"}, END};
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = list_large(&server, exchanges, NULL, MLA_LIST_IDS, &operation);
    expect_summary(session, "aa", 10, "");
    expect_summary(session, "bb", 20, "");
    expect_done(session, operation, MLA_OK);
    assert_int_equal(mla_session_list(session, "bb", MLA_LIST_IDS, &operation), MLA_OK);
    expect_summary(session, "bb", 20, "");
    expect_done(session, operation, MLA_OK);
    mla_session_free(session);
}

static void headers_come_with_the_id_of_their_message(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN,
        POP3_MAP,
        {"UIDL 1", NULL},
        {"TOP 1 0", NULL},
        {"UIDL 2", NULL},
        {"TOP 2 0", "+OK 1 aa\r\n+OK\r\nSubject: one\r\n\r\n.\r\n+OK 2 bb\r\n-ERR locked\r\n"},
        {"TOP 2 0", "+OK\r\nSubject: two\r\n\r\n.\r\n"},
        END,
    };
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = list_large(&server, exchanges, NULL, MLA_LIST_SUMMARIES, &operation);
    expect_summary(session, "aa", 10, "one");
    expect_summary(session, "bb", 20, "");
    expect_done(session, operation, MLA_OK);
    assert_int_equal(mla_session_list(session, "bb", MLA_LIST_SUMMARIES, &operation), MLA_OK);
    expect_summary(session, "bb", 20, "two");
    expect_done(session, operation, MLA_OK);
    mla_session_free(session);
}

/* Blank ids and numbers that UIDL leaves out, in the wrong order, twice. */
static void every_message_is_listed_once_however_its_id_comes(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN,
        {"LIST", "+OK\r\n1 10\r\n2 20\r\n3 30\r\n4 40\r\n5 50\r\n.\r\n"},
        {"UIDL", "+OK\r\n1 same\r\n3 same\r\n4 \r\n5 ee\r\n.\r\n"},
        {"UIDL", "+OK\r\n5 ee\r\n1 same\r\n4 \r\n9 none\r\n5 ee\r\n3 same\r\n.\r\n"},
        END,
    };
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = list_large(&server, exchanges, NULL, MLA_LIST_IDS, &operation);
    expect_summary(session, "ee", 50, "");
    expect_summary(session, "same 1", 10, "");
    expect_summary(session, "same 3", 30, "");
    expect_summary(session, " 2", 20, "");
    expect_summary(session, " 4", 40, "");
    expect_done(session, operation, MLA_OK);
    mla_session_free(session);
}

static void blank_ids_need_no_question_before_their_headers(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN,
        {"LIST", "+OK\r\n1 10\r\n2 20\r\n.\r\n"},
        {"UIDL", "+OK\r\n1 \r\n2 bb\r\n.\r\n"},
        {"TOP 1 0", NULL},
        {"UIDL 2", NULL},
        {"TOP 2 0", "-ERR\r\n+OK 2 bb\r\n-ERR\r\n"},
        END,
    };
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = list_large(&server, exchanges, NULL, MLA_LIST_SUMMARIES, &operation);
    expect_summary(session, " 1", 10, "");
    expect_summary(session, "bb", 20, "");
    expect_done(session, operation, MLA_OK);
    mla_session_free(session);
}

/* Silence about a message would look as if there were none. */
static void an_id_that_does_not_come_again_is_told(void **state) {
    static const struct {
        int32_t what;
        int32_t status;
        exchange exchanges[5];
    } rows[] = {
        {MLA_LIST_IDS, MLA_E_MALFORMED, {{"UIDL", "+OK\r\n1 aa\r\n.\r\n"}, END}},
        {MLA_LIST_IDS, MLA_E_SERVER_NO, {{"UIDL", "-ERR busy\r\n"}, END}},
        {MLA_LIST_SUMMARIES,
         MLA_E_MALFORMED,
         {{"UIDL 1", "+OK 1 aa\r\n"},
          {"TOP 1 0", "-ERR\r\n"},
          {"UIDL 2", "+OK 1 aa\r\n"},
          {"TOP 2 0", "-ERR\r\n"},
          END}},
        {MLA_LIST_SUMMARIES,
         MLA_E_SERVER_NO,
         {{"UIDL 1", "+OK 1 aa\r\n"},
          {"TOP 1 0", "-ERR\r\n"},
          {"UIDL 2", "-ERR gone\r\n"},
          {"TOP 2 0", "-ERR\r\n"},
          END}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        exchange exchanges[12] = {POP3_OPEN, POP3_MAP};
        script server;
        uint32_t operation;
        memcpy(exchanges + 7, rows[i].exchanges, sizeof rows[i].exchanges);
        mla_session *session = list_large(&server, exchanges, NULL, rows[i].what, &operation);
        mla_event *event;
        do
            assert_int_equal(mla_session_next(session, &event), MLA_OK);
        while (mla_event_type(event) == MLA_EVENT_SUMMARY &&
               strcmp(mla_event_id(event), "aa") == 0);
        assert_int_equal(mla_event_type(event), MLA_EVENT_DONE);
        assert_string_equal(mla_status_name(mla_event_status(event)),
                            mla_status_name(rows[i].status));
        mla_session_free(session);
    }
}

static void a_message_of_a_large_mailbox_is_fetched_by_its_id(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN, POP3_MAP, {"RETR 2", "+OK\r\nx\r\n.\r\n"}, {"NOOP", "+OK\r\n"}, END};
    script server;
    uint32_t operations[2];

    (void)state;
    mla_session *session = script_session(&server, MLA_PROTOCOL_POP3, exchanges);
    session->pop3->map.ids_max = 0;
    assert_int_equal(mla_session_fetch(session, "bb", NULL, 0, &operations[0]), MLA_OK);
    assert_int_equal(mla_session_poll(session, &operations[1]), MLA_OK);
    const mla_event *event = expect(session, MLA_EVENT_MESSAGE);
    assert_string_equal(mla_event_id(event), "bb");
    assert_int_equal(mla_event_id_is_stable(event), 1);
    assert_int_equal(mla_event_size(event), 20);
    expect_body(session, "x\r\n", MLA_OK);
    expect_done(session, operations[0], MLA_OK);
    expect_done(session, operations[1], MLA_OK);
    mla_session_free(session);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_and_sizes_take_two_commands),
        cmocka_unit_test(an_empty_mailbox_has_no_summaries),
        cmocka_unit_test(a_huge_message_number_takes_the_memory_of_one_message),
        cmocka_unit_test(lines_that_servers_should_not_send_are_read_as_far_as_they_go),
        cmocka_unit_test(summaries_are_read_from_top),
        cmocka_unit_test(a_top_that_is_refused_leaves_id_and_size),
        cmocka_unit_test(without_top_and_uidl_there_are_numbers_and_sizes),
        cmocka_unit_test(a_uidl_that_is_refused_leaves_numbers),
        cmocka_unit_test(a_list_that_is_refused_can_be_asked_for_again),
        cmocka_unit_test(a_cancelled_listing_does_not_leave_half_a_map),
        cmocka_unit_test(a_map_that_found_no_memory_is_asked_for_again),
        cmocka_unit_test(a_header_beyond_its_bound_is_read_as_far_as_that),
        cmocka_unit_test(what_is_being_deleted_is_not_listed),
        cmocka_unit_test(ids_that_are_not_held_come_once_more),
        cmocka_unit_test(headers_come_with_the_id_of_their_message),
        cmocka_unit_test(every_message_is_listed_once_however_its_id_comes),
        cmocka_unit_test(blank_ids_need_no_question_before_their_headers),
        cmocka_unit_test(an_id_that_does_not_come_again_is_told),
        cmocka_unit_test(a_message_of_a_large_mailbox_is_fetched_by_its_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
