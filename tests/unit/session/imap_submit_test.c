/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "session_rows.h"
#include "session/options.h"

#define OPEN IMAP_OPEN, IMAP_SELECT("A2", "3")

/* ----- ids and parts ----- */

static void sets_of_ids_are_checked_before_they_are_sent(void **state) {
    static const exchange exchanges[] = {IMAP_OPEN, END};
    static const char *const good[] = {"1", "4294967295", "3,5:9,20:*", "*", "9:3"};
    static const char *const bad[] = {
        "0",          "01",  "0:5", "5:0", "1,",  ",1",  "1,,2",           "1:", ":2",
        "4294967296", "1 2", "a",   "-1",  "1\r", "1\n", "1\r\nA9 LOGOUT", "1)"};
    script server;

    (void)state;
    mla_session *session = script_imap(&server, exchanges);
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_int_equal(mla_session_list(session, good[i], MLA_LIST_IDS, NULL), MLA_OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(mla_session_list(session, bad[i], MLA_LIST_IDS, NULL), MLA_E_INVALID);
        assert_int_equal(mla_session_fetch(session, bad[i], NULL, 0, NULL), MLA_E_INVALID);
        assert_int_equal(mla_session_delete(session, bad[i], NULL), MLA_E_INVALID);
        assert_int_equal(mla_session_mark(session, bad[i], MLA_MARK_ADD, 1, NULL, NULL),
                         MLA_E_INVALID);
        assert_int_equal(mla_session_parts(session, bad[i], NULL), MLA_E_INVALID);
    }
    /* Parts, and what is to be decoded, are of one message. */
    assert_int_equal(mla_session_parts(session, "1,2", NULL), MLA_E_INVALID);
    assert_int_equal(mla_session_parts(session, "1:2", NULL), MLA_E_INVALID);
    assert_int_equal(mla_session_parts(session, "*", NULL), MLA_E_INVALID);
    assert_int_equal(mla_session_fetch(session, "1,2", "1", MLA_FETCH_DECODE, NULL), MLA_E_INVALID);
    assert_int_equal(mla_session_fetch(session, "1,2", "1", 0, NULL), MLA_OK);
    mla_session_free(session);
}

static void a_part_is_a_path_perhaps_with_a_word(void **state) {
    static const exchange exchanges[] = {
        OPEN,
        {"A3 UID FETCH 5 (UID BODY.PEEK[HEADER])", "A3 OK\r\n"},
        {"A4 UID FETCH 5 (UID BODY.PEEK[TEXT])", "A4 OK\r\n"},
        {"A5 UID FETCH 5 (UID BODY.PEEK[1])", "A5 OK\r\n"},
        {"A6 UID FETCH 5 (UID BODY.PEEK[1.20.3])", "A6 OK\r\n"},
        {"A7 UID FETCH 5 (UID BODY.PEEK[1.2.MIME])", "A7 OK\r\n"},
        {"A8 UID FETCH 5 (UID BODY.PEEK[2.HEADER])", "A8 OK\r\n"},
        {"A9 UID FETCH 5 (UID BODY.PEEK[2.TEXT])", "A9 OK\r\n"},
        END,
    };
    static const char *const good[] = {"HEADER",   "text",     "1",     "1.20.3",
                                       "1.2.mime", "2.Header", "2.TEXT"};
    static const char *const bad[] = {
        "",      "0",         "1.",  ".1", "1..2", "1.0",    "01",
        "MIME",  "X",         "1.X", "1 ", "1]",   "TEXT.1", "HEADER.FIELDS (TO)",
        "1\r\n", "1.2.MIME.3"};
    script server;

    (void)state;
    mla_session *session = script_imap(&server, exchanges);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(mla_session_fetch(session, "5", bad[i], 0, NULL), MLA_E_INVALID);
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_int_equal(mla_session_fetch(session, "5", good[i], 0, NULL), MLA_OK);
    expect_end(session, 0, MLA_E_NOT_FOUND);
    assert_null(server.at->line);
    mla_session_free(session);
}

/* What is no part has no encoding to undo: nobody asks for it. */
static const session_row only_of_a_part_the_encoding_is_asked_for = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges = {OPEN,
                  {"A3 UID FETCH 5 (UID BODY.PEEK[1.MIME])",
                   "* 1 FETCH (UID 5 BODY[1.MIME] {4}\r\na=3D)\r\nA3 OK\r\n"}},
    .calls = {FETCH_PART("5", "1.MIME", MLA_FETCH_DECODE)},
    .events = "1 message 5 1.MIME -\n1 end 5 'a=3D' MLA_OK\n1 done MLA_OK\n",
};

/* ----- folder names ----- */

static void what_breaks_a_line_is_no_folder_name(void **state) {
    static const exchange exchanges[] = {IMAP_OPEN, END};
    static const mla_str bad[] = {STR_INIT("a\rb"), STR_INIT("a\nb"), STR_INIT("a\0b")};
    script server;

    (void)state;
    for (size_t i = 0; i < 3; i++) { /* down to the codec: setters and calls refuse them before */
        mla_session *session;
        script_init(&server, exchanges);
        mla_options *options = script_options(&server, MLA_PROTOCOL_IMAP);
        assert_int_equal(mla__options_set_text(options, MLA__OPTION_FOLDER, bad[i]), MLA_OK);
        assert_int_equal(script_open(options, &session), MLA_OK);
        uint64_t sent = mla_session_octets_sent(session);
        assert_int_equal(mla_session_select(session, NULL, 0, NULL), MLA_OK);
        expect_end(session, 0, MLA_E_INVALID);
        assert_int_equal(mla_session_octets_sent(session), sent);
        mla_session_free(session);
    }
}

/* ----- marks ----- */

static void marks_are_added_removed_and_replaced(void **state) {
    static const exchange exchanges[] = {
        OPEN,
        {"A3 UID STORE 5 +FLAGS (\\Seen \\Flagged)",
         "* 1 FETCH (UID 5 FLAGS (\\Seen \\Flagged))\r\nA3 OK\r\n"},
        {"A4 UID STORE 5,6 -FLAGS ($Junk x)", "A4 OK\r\n"},
        {"A5 UID STORE 1:* FLAGS ()", "A5 OK\r\n"},
        {"A6 UID STORE 5 FLAGS (\\Answered \\Deleted \\Draft $Work)", "A6 NO read-only\r\n"},
        END,
    };
    script server;
    uint32_t mark;

    (void)state;
    mla_session *session = script_imap(&server, exchanges);
    assert_int_equal(
        mla_session_mark(session, "5", MLA_MARK_ADD, MLA_FLAG_SEEN | MLA_FLAG_FLAGGED, NULL, &mark),
        MLA_OK);
    const mla_event *event = expect(session, MLA_EVENT_FLAGS);
    assert_int_equal(mla_event_operation(event), mark);
    assert_string_equal(mla_event_id(event), "5");
    assert_int_equal(mla_event_flags(event), MLA_FLAG_SEEN | MLA_FLAG_FLAGGED);
    expect_done(session, mark, MLA_OK);
    assert_int_equal(mla_session_mark(session, "5,6", MLA_MARK_REMOVE, 0, "$Junk x", NULL), MLA_OK);
    assert_int_equal(mla_session_mark(session, "1:*", MLA_MARK_REPLACE, 0, NULL, NULL), MLA_OK);
    expect_end(session, 0, MLA_OK);
    assert_int_equal(mla_session_mark(session, "5", MLA_MARK_REPLACE,
                                      MLA_FLAG_ANSWERED | MLA_FLAG_DELETED | MLA_FLAG_DRAFT,
                                      "$Work", &mark),
                     MLA_OK);
    expect_done(session, mark, MLA_E_SERVER_NO);
    assert_string_equal(mla_session_error_server_text(session), "read-only");
    mla_session_free(session);
}

static void keywords_that_cannot_be_are_refused_with_nothing_sent(void **state) {
    static const exchange exchanges[] = {OPEN, END};
    static const char *const bad[] = {"a  b", " a",  "a ",  "a\rb", "a\nb", "a(b",
                                      "\\x",  "a\"", "a{b", "a%b",  "a*",   "\xc3\xbc"};
    char many[33 * 2 + 1];
    script server;
    uint32_t mark;

    (void)state;
    mla_session *session = script_imap(&server, exchanges);
    assert_int_equal(mla_session_select(session, NULL, 0, NULL), MLA_OK);
    expect_end(session, 0, MLA_OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int32_t status = mla_session_mark(session, "5", MLA_MARK_ADD, 0, bad[i], &mark);
        if (status != MLA_E_INVALID)
            fail_msg("\"%s\" was taken", bad[i]);
    }
    for (size_t i = 0; i < 33; i++)
        memcpy(many + 2 * i, "k ", 2);
    many[33 * 2 - 1] = '\0';
    assert_int_equal(mla_session_mark(session, "5", MLA_MARK_ADD, 0, many, &mark), MLA_E_INVALID);
    expect_status(session, MLA_END);
    mla_session_free(session);
}

/* ----- deleting ----- */

static const session_row exactly_the_messages_named_are_deleted = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges = {OPEN,
                  {"A3 UID STORE 5,7 +FLAGS.SILENT (\\Deleted)", "A3 OK\r\n"},
                  {"A4 UID EXPUNGE 5,7", "* 1 EXPUNGE\r\n* 2 EXPUNGE\r\nA4 OK\r\n"}},
    .calls = {DELETE("5,7")},
    .events = "1 removed 2\n1 removed 1\n1 done MLA_OK\n",
};

#define POOR                                                         \
    {NULL, "* PREAUTH [CAPABILITY IMAP4rev1] hi\r\n"}, {             \
        "A1 SELECT INBOX", "* 3 EXISTS\r\nA1 OK [READ-WRITE] in\r\n" \
    }

static const session_row without_uidplus_nothing_is_deleted = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges = {POOR},
    .calls = {DELETE("5")},
    .events = "1 done MLA_E_UNSUPPORTED '' never\n",
    .words =
        "(UIDPLUS), but see mla_options_set_allow_expunge(); ask first what this server can do",
};

/* It takes all that are marked: it must not go before the marks are known to be set. */
static void a_bare_expunge_waits_for_the_marks(void **state) {
    static const exchange good[] = {
        POOR,
        {"A2 UID STORE 5 +FLAGS.SILENT (\\Deleted)", NULL},
        {"A3 EXPUNGE", "* 1 EXPUNGE\r\nA3 OK\r\n"},
        END,
    };
    static const exchange refused[] = {
        POOR, {"A2 UID STORE 5 +FLAGS.SILENT (\\Deleted)", NULL}, END};

    (void)state;
    for (int i = 0; i < 2; i++) {
        script server;
        uint32_t operation;
        script_init(&server, i == 0 ? good : refused);
        mla_options *options = script_options(&server, MLA_PROTOCOL_IMAP);
        mla_options_set_allow_expunge(options, 1);
        mla_session *session = script_open_nonblocking(options);
        assert_int_equal(mla_session_delete(session, "5", &operation), MLA_OK);
        expect_status(session, MLA_AGAIN);
        assert_string_equal(server.at[-1].line, "A2 UID STORE 5 +FLAGS.SILENT (\\Deleted)");
        script_say(&server, i == 0 ? "A2 OK\r\n" : "A2 NO read-only\r\n");
        if (i == 0)
            expect(session, MLA_EVENT_REMOVED);
        expect_done(session, operation, i == 0 ? MLA_OK : MLA_E_SERVER_NO);
        assert_null(server.at->line);
        mla_session_free(session);
    }
}

static void what_is_being_deleted_is_not_listed(void **state) {
    static const exchange exchanges[] = {
        OPEN,
        {"A3 UID STORE 5 +FLAGS.SILENT (\\Deleted)", NULL},
        {"A4 UID EXPUNGE 5", NULL},
        {"A5 UID FETCH 1:* (UID RFC822.SIZE)", "* 1 FETCH (UID 6 RFC822.SIZE 9)\r\nA5 OK\r\n"},
        END,
    };
    script server;
    uint32_t list;

    (void)state;
    mla_session *session = script_session_nonblocking(&server, MLA_PROTOCOL_IMAP, exchanges);
    assert_int_equal(mla_session_delete(session, "5", NULL), MLA_OK);
    assert_int_equal(mla_session_list(session, NULL, MLA_LIST_IDS, &list), MLA_OK);
    expect_status(session, MLA_AGAIN);
    assert_string_equal(server.at->line, exchanges[5].line); /* it is still to come */
    script_say(&server, "A3 OK\r\n* 1 EXPUNGE\r\nA4 OK\r\n");
    expect(session, MLA_EVENT_REMOVED);
    expect(session, MLA_EVENT_DONE);
    assert_string_equal(mla_event_id(expect(session, MLA_EVENT_SUMMARY)), "6");
    expect_done(session, list, MLA_OK);
    mla_session_free(session);
}

/* ----- pipelining ----- */

static void without_pipelining_one_command_is_in_flight(void **state) {
    static const exchange exchanges[] = {OPEN, {"A3 UID FETCH 5 (UID BODY.PEEK[])", NULL}, END};
    script server;

    (void)state;
    script_init(&server, exchanges);
    mla_options *options = script_options(&server, MLA_PROTOCOL_IMAP);
    mla_options_set_pipeline(options, 1);
    mla_session *session = script_open_nonblocking(options);
    assert_int_equal(mla_session_fetch(session, "5", NULL, 0, NULL), MLA_OK);
    assert_int_equal(mla_session_fetch(session, "6", NULL, 0, NULL), MLA_OK);
    expect_status(session, MLA_AGAIN);
    assert_null(server.at->line); /* the script would have failed at the second */
    mla_session_free(session);
}

/* More than the codec holds wait in the session, and go when there is room. */
static void thousands_of_operations_can_be_started_at_once(void **state) {
    enum {
        COUNT = 3000
    };
    static exchange exchanges[COUNT + 4] = {
        IMAP_OPEN,
        IMAP_SELECT("A2", "3"),
    };
    static char lines[COUNT][16];
    static char replies[COUNT][16];
    script server;

    (void)state;
    for (int i = 0; i < COUNT; i++) {
        snprintf(lines[i], sizeof lines[i], "A%d NOOP", i + 3);
        snprintf(replies[i], sizeof replies[i], "A%d OK\r\n", i + 3);
        exchanges[i + 3] = (exchange){lines[i], replies[i]};
    }
    mla_session *session = script_imap(&server, exchanges);
    assert_int_equal(mla_session_select(session, NULL, 0, NULL), MLA_OK);
    for (int i = 0; i < COUNT; i++)
        assert_int_equal(mla_session_poll(session, NULL), MLA_OK);
    expect_end(session, 0, MLA_OK);
    assert_null(server.at->line);
    mla_session_free(session);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_of_ids_are_checked_before_they_are_sent),
        cmocka_unit_test(a_part_is_a_path_perhaps_with_a_word),
        SESSION_ROW(only_of_a_part_the_encoding_is_asked_for),
        cmocka_unit_test(what_breaks_a_line_is_no_folder_name),
        cmocka_unit_test(marks_are_added_removed_and_replaced),
        cmocka_unit_test(keywords_that_cannot_be_are_refused_with_nothing_sent),
        SESSION_ROW(exactly_the_messages_named_are_deleted),
        SESSION_ROW(without_uidplus_nothing_is_deleted),
        cmocka_unit_test(a_bare_expunge_waits_for_the_marks),
        cmocka_unit_test(what_is_being_deleted_is_not_listed),
        cmocka_unit_test(without_pipelining_one_command_is_in_flight),
        cmocka_unit_test(thousands_of_operations_can_be_started_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
