/* SPDX-License-Identifier: MIT */
/* Folders: which there are, and which one operations run in. */
#include "session_rows.h"

static void folders_come_with_their_names_and_attributes(void **state) {
    static const exchange exchanges[] = {
        IMAP_OPEN,
        {"A2 LIST \"\" \"*\"", "* LIST (\\HasChildren \\Marked) \"/\" INBOX\r\n"
                               "* LIST (\\NoSelect \\HasNoChildren) \".\" \"a \\\"b\\\"\"\r\n"
                               "* LIST (\\Sent) NIL Gr&APwA3w-e\r\n"
                               "* LSUB () \"/\" Other\r\n"
                               "* LIST () \"/\" {3}\r\nlit\r\n"
                               "A2 OK done\r\n"},
        END,
    };
    static const struct {
        const char *name;
        const char *delimiter;
        uint32_t attributes;
    } folders[] = {
        {"INBOX", "/", MLA_FOLDER_HAS_CHILDREN},
        {"a \"b\"", ".", MLA_FOLDER_NOSELECT | MLA_FOLDER_HAS_NO_CHILDREN},
        {"Gr\xc3\xbc\xc3\x9f"
         "e",
         "", MLA_FOLDER_SENT},
        {"lit", "/", 0},
    };
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = script_imap(&server, exchanges);
    assert_int_equal(mla_session_folders(session, &operation), MLA_OK);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        const mla_event *event = expect(session, MLA_EVENT_FOLDER);
        assert_int_equal(mla_event_operation(event), operation);
        assert_string_equal(mla_event_folder(event), folders[i].name);
        assert_string_equal(mla_event_delimiter(event), folders[i].delimiter);
        assert_int_equal(mla_event_folder_attributes(event), folders[i].attributes);
    }
    expect_done(session, operation, MLA_OK);
    mla_session_free(session);
}

static void one_question_asks_for_all_where_the_server_can(void **state) {
    static const exchange exchanges[] = {
        {NULL, "* PREAUTH [CAPABILITY IMAP4rev1 LIST-EXTENDED SPECIAL-USE] hi\r\n"},
        {"A1 LIST \"\" \"*\" RETURN (SUBSCRIBED CHILDREN SPECIAL-USE)",
         "* LIST (\\Subscribed \\Trash) \"/\" Bin\r\nA1 OK\r\n"},
        END,
    };
    script server;

    (void)state;
    mla_session *session = script_imap(&server, exchanges);
    assert_int_equal(mla_session_folders(session, NULL), MLA_OK);
    assert_int_equal(mla_event_folder_attributes(expect(session, MLA_EVENT_FOLDER)),
                     MLA_FOLDER_SUBSCRIBED | MLA_FOLDER_TRASH);
    mla_session_free(session);
}

static void select_tells_what_the_folder_holds(void **state) {
    static const exchange exchanges[] = {
        IMAP_OPEN,
        {"A2 SELECT \"a b\"", "* 17 EXISTS\r\n* OK [UIDVALIDITY 3857529045] ok\r\n"
                              "A2 OK [READ-WRITE] selected\r\n"},
        {"A3 EXAMINE INBOX",
         "* 2 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\nA3 OK [READ-ONLY] examined\r\n"},
        {"A4 SELECT \"Gr&APwA3w-e\"", "* 0 EXISTS\r\nA4 OK [READ-ONLY] no rights\r\n"},
        END,
    };
    static const struct {
        const char *folder;
        int32_t read_only;
        uint64_t count;
        uint64_t uidvalidity;
        int32_t is_read_only;
    } selections[] = {
        {"a b", 0, 17, 3857529045, 0},
        {"INBOX", 1, 2, 7, 1},
        {"Gr\xc3\xbc\xc3\x9f"
         "e",
         0, 0, 0, 1},
    };
    script server;
    uint32_t operation;

    (void)state;
    mla_session *session = script_imap(&server, exchanges);
    for (size_t i = 0; i < sizeof selections / sizeof *selections; i++) {
        assert_int_equal(
            mla_session_select(session, selections[i].folder, selections[i].read_only, &operation),
            MLA_OK);
        const mla_event *event = expect(session, MLA_EVENT_SELECTED);
        assert_int_equal(mla_event_operation(event), operation);
        assert_string_equal(mla_event_folder(event), selections[i].folder);
        assert_int_equal(mla_event_count(event), selections[i].count);
        assert_int_equal(mla_event_uidvalidity(event), selections[i].uidvalidity);
        assert_int_equal(mla_event_read_only(event), selections[i].is_read_only);
        expect_done(session, operation, MLA_OK);
    }
    mla_session_free(session);
}

static const session_row operations_behind_a_select_that_failed_fail_with_it = {
    .protocol = MLA_PROTOCOL_IMAP,
    .exchanges =
        {
            IMAP_OPEN,
            {"A2 SELECT Gone", "A2 NO [NONEXISTENT] no such mailbox\r\n"},
            {"A3 NOOP", "A3 OK\r\n"},
            {"A4 SELECT Locked", "A4 NO [INUSE] busy\r\n"},
        },
    .calls = {SELECT("Gone"), FETCH("5"), POLL, AWAIT, SELECT("Locked"), LIST_IDS(NULL)},
    .events = "1 done MLA_E_NOT_FOUND 'no such mailbox' [NONEXISTENT] never\n"
              "2 done MLA_E_NOT_FOUND 'no such mailbox' [NONEXISTENT] never\n"
              "3 done MLA_OK\n" /* that needs no folder */
              "4 done MLA_E_SERVER_NO 'busy' [INUSE] later\n"
              "5 done MLA_E_SERVER_NO 'busy' [INUSE] later\n",
};

/* What comes for the folder before is its own: the next one is not asked for meanwhile. */
static void a_select_waits_for_what_was_started_in_the_folder_before(void **state) {
    static const exchange exchanges[] = {
        IMAP_OPEN,
        IMAP_SELECT("A2", "3"),
        {"A3 UID FETCH 5 (UID BODY.PEEK[])", NULL},
        {"A4 SELECT Other", "* 1 EXISTS\r\nA4 OK\r\n"},
        END,
    };
    script server;
    mla_event *event;
    uint32_t fetch;
    uint32_t select;

    (void)state;
    mla_session *session = script_session_nonblocking(&server, MLA_PROTOCOL_IMAP, exchanges);
    assert_int_equal(mla_session_fetch(session, "5", NULL, 0, &fetch), MLA_OK);
    assert_int_equal(mla_session_select(session, "Other", 0, &select), MLA_OK);
    expect_status(session, MLA_AGAIN);
    script_say(&server, "* 4 EXISTS\r\n* 1 FETCH (UID 5 BODY[] {1}\r\nx)\r\nA3 OK\r\n");
    event = expect(session, MLA_EVENT_COUNT);
    assert_int_equal(mla_event_count(event), 4);
    assert_int_equal(mla_event_uidvalidity(event), 7);
    assert_int_equal(mla_event_uidvalidity(expect(session, MLA_EVENT_MESSAGE)), 7);
    expect_body(session, "x", MLA_OK);
    expect_done(session, fetch, MLA_OK);
    event = expect(session, MLA_EVENT_SELECTED);
    assert_int_equal(mla_event_count(event), 1);
    assert_int_equal(mla_event_uidvalidity(event), 0); /* it did not say */
    expect_done(session, select, MLA_OK);
    mla_session_free(session);
}

static void the_urls_folder_is_selected_where_none_was(void **state) {
    static const exchange exchanges[] = {
        IMAP_OPEN,
        {"A2 SELECT Work", "* 0 EXISTS\r\nA2 OK selected\r\n"},
        END,
    };
    script server;
    mla_session *session;
    uint32_t list;

    (void)state;
    script_init(&server, exchanges);
    mla_options *options = script_options(&server, MLA_PROTOCOL_IMAP);
    mla_options_set_folder(options, "Work");
    assert_int_equal(script_open(options, &session), MLA_OK);
    assert_int_equal(mla_session_list(session, NULL, MLA_LIST_SUMMARIES, &list), MLA_OK);
    expect_done(session, list, MLA_OK); /* nor is an empty folder asked for 1:* */
    mla_session_free(session);
}

static void ids_are_loose_where_the_server_says_so(void **state) {
    static const exchange exchanges[] = {
        IMAP_OPEN,
        {"A2 SELECT INBOX", "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n"
                            "* NO [UIDNOTSTICKY] they change\r\nA2 OK\r\n"},
        {"A3 UID FETCH 1:* (UID RFC822.SIZE)", "* 1 FETCH (UID 1 RFC822.SIZE 9)\r\nA3 OK\r\n"},
        {"A4 SELECT Other", "* 0 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\nA4 OK\r\n"},
        END,
    };
    script server;

    (void)state;
    mla_session *session = script_imap(&server, exchanges);
    assert_int_equal(mla_session_can(session, MLA_CAN_STABLE_IDS), 1);
    assert_int_equal(mla_session_list(session, NULL, MLA_LIST_IDS, NULL), MLA_OK);
    assert_int_equal(mla_event_id_is_stable(expect(session, MLA_EVENT_SUMMARY)), 0);
    expect_end(session, 0, MLA_OK);
    assert_int_equal(mla_session_can(session, MLA_CAN_STABLE_IDS), 0);
    assert_int_equal(mla_session_select(session, "Other", 0, NULL), MLA_OK);
    expect_end(session, 0, MLA_OK);
    assert_int_equal(mla_session_can(session, MLA_CAN_STABLE_IDS), 1);
    mla_session_free(session);
}

static void ids_are_loose_without_a_uidvalidity(void **state) {
    static const char *const selected[] = {
        "* 1 EXISTS\r\nA2 OK\r\n",
        "* 1 EXISTS\r\n* OK [UIDVALIDITY 0] none\r\nA2 OK\r\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof selected / sizeof *selected; i++) {
        const exchange exchanges[] = {
            IMAP_OPEN,
            {"A2 SELECT INBOX", selected[i]},
            {"A3 UID FETCH 1:* (UID RFC822.SIZE)", "* 1 FETCH (UID 1 RFC822.SIZE 9)\r\nA3 OK\r\n"},
            {"A4 UID FETCH 1 (UID BODY.PEEK[])", "* 1 FETCH (UID 1 BODY[] x)\r\nA4 OK\r\n"},
            END,
        };
        script server;
        mla_session *session = script_imap(&server, exchanges);
        assert_int_equal(mla_session_list(session, NULL, MLA_LIST_IDS, NULL), MLA_OK);
        assert_int_equal(mla_event_id_is_stable(expect(session, MLA_EVENT_SUMMARY)), 0);
        expect_end(session, 0, MLA_OK);
        assert_int_equal(mla_session_can(session, MLA_CAN_STABLE_IDS), 0);
        assert_int_equal(mla_session_fetch(session, "1", NULL, 0, NULL), MLA_OK);
        assert_int_equal(mla_event_id_is_stable(expect(session, MLA_EVENT_MESSAGE)), 0);
        expect_end(session, 0, MLA_OK);
        mla_session_free(session);
    }
}

static void behind_a_first_select_that_was_cancelled_nothing_runs_in_a_folder(void **state) {
    static const exchange exchanges[] = {
        IMAP_OPEN, {"A2 NOOP", "A2 OK\r\n"}, IMAP_SELECT("A3", "0"), END};
    script server;
    uint32_t operations[4];
    uint32_t again[2];

    (void)state;
    mla_session *session = script_session_nonblocking(&server, MLA_PROTOCOL_IMAP, exchanges);
    assert_int_equal(mla_session_select(session, "Work", 0, &operations[0]), MLA_OK);
    assert_int_equal(mla_session_fetch(session, "5", NULL, 0, &operations[1]), MLA_OK);
    assert_int_equal(mla_session_delete(session, "5", &operations[2]), MLA_OK);
    assert_int_equal(mla_session_poll(session, &operations[3]), MLA_OK);
    assert_int_equal(mla_session_cancel_operation(session, operations[0]), MLA_OK);
    for (int i = 0; i < 3; i++) {
        expect_done(session, operations[i], MLA_E_CANCELLED);
        assert_non_null(strstr(mla_session_error_text(session), "selection was cancelled"));
    }
    expect_done(session, operations[3], MLA_OK);
    assert_int_equal(mla_session_select(session, NULL, 0, &again[0]), MLA_OK);
    assert_int_equal(mla_session_list(session, NULL, MLA_LIST_IDS, &again[1]), MLA_OK);
    expect(session, MLA_EVENT_SELECTED);
    expect_done(session, again[0], MLA_OK);
    expect_done(session, again[1], MLA_OK);
    mla_session_free(session);
}

/* What is meant for the next folder must not be deleted from the one before. */
static void
a_select_that_was_cancelled_keeps_what_is_behind_it_out_of_the_folder_before(void **state) {
    static const exchange exchanges[] = {
        IMAP_OPEN, IMAP_SELECT("A2", "9"), {"A3 UID FETCH 5 (UID BODY.PEEK[])", NULL}, END};
    script server;
    uint32_t operations[3];

    (void)state;
    mla_session *session = script_session_nonblocking(&server, MLA_PROTOCOL_IMAP, exchanges);
    assert_int_equal(mla_session_fetch(session, "5", NULL, 0, &operations[0]), MLA_OK);
    assert_int_equal(mla_session_select(session, "Work", 0, &operations[1]), MLA_OK);
    assert_int_equal(mla_session_delete(session, "5", &operations[2]), MLA_OK);
    expect_status(session, MLA_AGAIN);
    assert_int_equal(mla_session_cancel_operation(session, operations[1]), MLA_OK);
    expect_done(session, operations[1], MLA_E_CANCELLED);
    expect_done(session, operations[2], MLA_E_CANCELLED);
    script_say(&server, "* 1 FETCH (UID 5 BODY[] {1}\r\nx)\r\nA3 OK\r\n");
    expect(session, MLA_EVENT_MESSAGE);
    expect_body(session, "x", MLA_OK);
    expect_done(session, operations[0], MLA_OK);
    mla_session_free(session);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folders_come_with_their_names_and_attributes),
        cmocka_unit_test(one_question_asks_for_all_where_the_server_can),
        cmocka_unit_test(select_tells_what_the_folder_holds),
        SESSION_ROW(operations_behind_a_select_that_failed_fail_with_it),
        cmocka_unit_test(a_select_waits_for_what_was_started_in_the_folder_before),
        cmocka_unit_test(the_urls_folder_is_selected_where_none_was),
        cmocka_unit_test(ids_are_loose_where_the_server_says_so),
        cmocka_unit_test(ids_are_loose_without_a_uidvalidity),
        cmocka_unit_test(behind_a_first_select_that_was_cancelled_nothing_runs_in_a_folder),
        cmocka_unit_test(
            a_select_that_was_cancelled_keeps_what_is_behind_it_out_of_the_folder_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
