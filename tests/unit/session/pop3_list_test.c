/* SPDX-License-Identifier: MIT */
#include "session_rows.h"

#define OPEN_OLD                                                                             \
    {NULL, "+OK\r\n"}, {"CAPA", "-ERR\r\n"}, {"USER u", "+OK\r\n"}, {"PASS p", "+OK\r\n"}, { \
        "CAPA", "-ERR\r\n"                                                                   \
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

static const session_row ids_and_sizes_take_two_commands = {
    .protocol = MLA_PROTOCOL_POP3,
    .exchanges = {POP3_OPEN, POP3_MAP},
    .calls = {LIST_IDS(NULL), AWAIT, LIST_IDS("bb"), AWAIT, LIST_IDS("cc")},
    .events = "1 summary aa 10 ''\n1 summary bb 20 ''\n1 done MLA_OK\n"
              /* ... once: the mailbox does not change while it is open */
              "2 summary bb 20 ''\n2 done MLA_OK\n"
              "3 done MLA_E_NOT_FOUND '' never\n",
};

static const session_row an_empty_mailbox_has_no_summaries = {
    .protocol = MLA_PROTOCOL_POP3,
    .exchanges = {POP3_OPEN, {"LIST", "+OK\r\n.\r\n"}, {"UIDL", "+OK\r\n.\r\n"}},
    .calls = {LIST_SUMMARIES(NULL)},
    .events = "1 done MLA_OK\n",
};

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
    uint32_t operation;

    (void)state;
    mla_session *session = script_session_on(&server, MLA_PROTOCOL_POP3, exchanges, &memory);
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

static const session_row lines_that_servers_should_not_send_are_read_as_far_as_they_go = {
    .protocol = MLA_PROTOCOL_POP3,
    .exchanges =
        {
            POP3_OPEN,
            {"LIST", "+OK\r\n1 10 extra\r\n2\r\n3 -5\r\nfour 4\r\n 5 50\r\n5 50\r\n.\r\n"},
            {"UIDL", "+OK\r\n1  \taa\r\n2 \r\n3 same\r\n5 same\r\n7 none\r\n.\r\n"},
        },
    .calls = {LIST_IDS(NULL)},
    .events = "1 summary aa 10 ''\n"
              "1 summary  2 - '' loose\n"
              "1 summary same 3 - '' loose\n"
              "1 summary same 5 50 '' loose\n"
              "1 done MLA_OK\n",
};

static const session_row summaries_are_read_from_top = {
    .protocol = MLA_PROTOCOL_POP3,
    .exchanges =
        {
            POP3_OPEN,
            POP3_MAP,
            {"TOP 1 0", NULL},
            {"TOP 2 0", "+OK\r\nSubject: one\r\nDate: Fri, 17 Jul 2026 11:44:25 +0200\r\n\r\n.\r\n"
                        "+OK\r\nFrom: Bob <b@x.org>\r\nSubject: two\r\n\r\n.\r\n"},
        },
    .calls = {LIST_SUMMARIES(NULL)},
    .events = "1 summary aa 10 'one' date=1784281465\n"
              "1 summary bb 20 'two' from=Bob address=b@x.org\n"
              "1 done MLA_OK\n",
};

static const session_row a_top_that_is_refused_leaves_id_and_size = {
    .protocol = MLA_PROTOCOL_POP3,
    .exchanges =
        {
            POP3_OPEN,
            POP3_MAP,
            {"TOP 1 0", "-ERR locked\r\n"},
            {"TOP 2 0", "+OK\r\nSubject: two\r\n\r\n.\r\n"},
        },
    .calls = {LIST_SUMMARIES(NULL)},
    .events = "1 summary aa 10 ''\n1 summary bb 20 'two'\n1 done MLA_OK\n",
};

static const session_row without_top_and_uidl_there_are_numbers_and_sizes = {
    .protocol = MLA_PROTOCOL_POP3,
    .exchanges =
        {
            {NULL, "+OK\r\n"},
            {"CAPA", "+OK\r\nUSER\r\n.\r\n"},
            {"USER u", "+OK\r\n"},
            {"PASS p", "+OK\r\n"},
            {"CAPA", "+OK\r\nUSER\r\n.\r\n"},
            {"LIST", "+OK\r\n1 10\r\n2 20\r\n.\r\n"},
        },
    .calls = {LIST_SUMMARIES(NULL)},
    .events = "1 summary 1 10 '' loose\n1 summary 2 20 '' loose\n1 done MLA_OK\n",
};

/* One without CAPA is asked, and its refusal is no error. */
static void a_uidl_that_is_refused_leaves_numbers(void **state) {
    static const exchange exchanges[] = {
        OPEN_OLD, {"LIST", "+OK\r\n1 10\r\n.\r\n"}, {"UIDL", "-ERR unknown\r\n"}, END};
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = script_pop3(&server, exchanges);
    assert_int_equal(mla_session_list(session, NULL, MLA_LIST_IDS, &operation), MLA_OK);
    expect_summary(session, "1", 10, "");
    expect_done(session, operation, MLA_OK);
    assert_int_equal(mla_session_can(session, MLA_CAN_STABLE_IDS), 0);
    mla_session_free(session);
}

static const session_row a_list_that_is_refused_can_be_asked_for_again = {
    .protocol = MLA_PROTOCOL_POP3,
    .exchanges =
        {
            POP3_OPEN,
            {"LIST", "-ERR [SYS/TEMP] busy\r\n"},
            {"UIDL", "-ERR [SYS/TEMP] busy\r\n"},
            {"LIST", "+OK\r\n1 10\r\n.\r\n"},
            {"UIDL", "+OK\r\n1 aa\r\n.\r\n"},
        },
    .calls = {LIST_IDS(NULL), AWAIT, LIST_IDS(NULL)},
    .events = "1 done MLA_E_SERVER_NO 'busy' [SYS/TEMP] later\n"
              "2 summary aa 10 ''\n2 done MLA_OK\n",
};

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
    uint32_t first;
    uint32_t second;

    (void)state;
    mla_session *session = script_session_nonblocking(&server, MLA_PROTOCOL_POP3, exchanges);
    assert_int_equal(mla_session_list(session, NULL, MLA_LIST_IDS, &first), MLA_OK);
    expect_status(session, MLA_AGAIN);
    script_say(&server, "+OK\r\n1 10\r\n");
    expect_status(session, MLA_AGAIN);
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
        uint32_t operation;
        mla_session *session = script_session_on(&server, MLA_PROTOCOL_POP3, exchanges, &memory);
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
    mla_event *event;
    uint32_t operation;

    (void)state;
    memset(filler, 'x', sizeof filler - 1);
    mla_session *session = script_session_nonblocking(&server, MLA_PROTOCOL_POP3, exchanges);
    assert_int_equal(mla_session_list(session, "aa", MLA_LIST_SUMMARIES, &operation), MLA_OK);
    for (int i = 0; i < 3; i++) {
        expect_status(session, MLA_AGAIN);
        script_say(&server, filler);
    }
    expect_status(session, MLA_AGAIN);
    script_say(&server, "\r\nFrom: late <a@x.org>\r\n\r\n.\r\n");
    event = expect(session, MLA_EVENT_SUMMARY);
    assert_string_equal(mla_event_subject(event), "early");
    assert_string_equal(mla_event_from_name(event), "");
    expect_done(session, operation, MLA_OK);
    mla_session_free(session);
}

static const session_row what_is_being_deleted_is_not_listed = {
    .protocol = MLA_PROTOCOL_POP3,
    .exchanges = {POP3_OPEN, POP3_MAP, {"DELE 1", "+OK\r\n"}},
    .calls = {DELETE("aa"), LIST_IDS(NULL)},
    .events = "1 done MLA_OK\n2 summary bb 20 ''\n2 done MLA_OK\n",
};

int main(void) {
    const struct CMUnitTest tests[] = {
        SESSION_ROW(ids_and_sizes_take_two_commands),
        SESSION_ROW(an_empty_mailbox_has_no_summaries),
        cmocka_unit_test(a_huge_message_number_takes_the_memory_of_one_message),
        SESSION_ROW(lines_that_servers_should_not_send_are_read_as_far_as_they_go),
        SESSION_ROW(summaries_are_read_from_top),
        SESSION_ROW(a_top_that_is_refused_leaves_id_and_size),
        SESSION_ROW(without_top_and_uidl_there_are_numbers_and_sizes),
        cmocka_unit_test(a_uidl_that_is_refused_leaves_numbers),
        SESSION_ROW(a_list_that_is_refused_can_be_asked_for_again),
        cmocka_unit_test(a_cancelled_listing_does_not_leave_half_a_map),
        cmocka_unit_test(a_map_that_found_no_memory_is_asked_for_again),
        cmocka_unit_test(a_header_beyond_its_bound_is_read_as_far_as_that),
        SESSION_ROW(what_is_being_deleted_is_not_listed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
