/* SPDX-License-Identifier: MIT */
#include "session_fixture.h"

static const exchange imap_exchanges[] = {IMAP_OPEN, END};
static const exchange pop3_exchanges[] = {POP3_OPEN, END};

static const struct {
    int32_t protocol;
    const exchange *exchanges;
} servers[] = {
    {MLA_PROTOCOL_IMAP, imap_exchanges},
    {MLA_PROTOCOL_POP3, pop3_exchanges},
};

#define SERVERS (sizeof servers / sizeof *servers)

#define ALL_FLAGS 31u

static char ids_of_8000[8001];
static char ids_of_8001[8002];

/* ----- arguments ----- */

/* What neither protocol takes. @return the first call that took it. */
static int start_nonsense(mla_session *session, uint32_t *number) {
    const int32_t statuses[] = {
        mla_session_select(session, "", 0, number),
        mla_session_select(session, "a\rb", 0, number),
        mla_session_select(session, "a\nA9 LOGOUT", 0, number),
        mla_session_select(session, "gr\xfc\xdf", 0, number),
        mla_session_list(session, NULL, 2, number),
        mla_session_list(session, NULL, -1, number),
        mla_session_list(session, "", MLA_LIST_IDS, number),
        mla_session_list(session, ids_of_8001, MLA_LIST_IDS, number),
        mla_session_parts(session, NULL, number),
        mla_session_parts(session, "", number),
        mla_session_fetch(session, NULL, NULL, 0, number),
        mla_session_fetch(session, "5", NULL, MLA_FETCH_DECODE, number),
        mla_session_fetch(session, "5", "1", 2, number),
        mla_session_mark(session, "5", 0, MLA_FLAG_SEEN, NULL, number),
        mla_session_mark(session, "5", 4, MLA_FLAG_SEEN, NULL, number),
        mla_session_mark(session, "5", MLA_MARK_ADD, ALL_FLAGS + 1, NULL, number),
        mla_session_mark(session, "5", MLA_MARK_ADD, 0, NULL, number),
        mla_session_mark(session, "5", MLA_MARK_REMOVE, 0, "", number),
        mla_session_mark(session, NULL, MLA_MARK_REPLACE, 0, NULL, number),
        mla_session_delete(session, NULL, number),
        mla_session_delete(session, "", number),
        mla_session_delete(session, ids_of_8001, number),
    };

    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
        if (statuses[i] != MLA_E_INVALID)
            return (int)i;
    return -1;
}

static void nonsense_is_refused_with_nothing_started(void **state) {
    script server;

    (void)state;
    for (size_t i = 0; i < SERVERS; i++) {
        uint32_t number = 77;
        mla_session *session = script_session(&server, servers[i].protocol, servers[i].exchanges);
        assert_int_equal(start_nonsense(session, &number), -1);
        assert_int_equal(number, 77);
        assert_int_equal(mla_session_error_status(session), MLA_E_INVALID);
        assert_non_null(strstr(mla_session_error_text(session), "correct the argument"));
        expect_status(session, MLA_END); /* nothing was started, and all is well */
        mla_session_free(session);
    }
}

static void expect_refused(mla_session *session, int32_t status, const char *words) {
    const char *text = mla_session_refusal_text(session);

    assert_int_equal(status, MLA_E_INVALID);
    if (strstr(text, words) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", words, text);
}

static void a_refusal_names_the_argument(void **state) {
    script server;

    (void)state;
    mla_session *session = script_imap(&server, imap_exchanges);
    expect_refused(session, mla_session_select(session, "", 0, NULL), "the folder is empty");
    expect_refused(session, mla_session_list(session, NULL, 2, NULL), "MLA_LIST_*");
    expect_refused(session, mla_session_list(session, "5,", 0, NULL), "the ids are neither");
    expect_refused(session, mla_session_parts(session, NULL, NULL), "the id is NULL");
    expect_refused(session, mla_session_parts(session, "1:2", NULL), "for one id");
    expect_refused(session, mla_session_delete(session, "", NULL), "empty string");
    expect_refused(session, mla_session_delete(session, ids_of_8001, NULL), "8,000 octets");
    expect_refused(session, mla_session_fetch(session, "5", "1", 2, NULL), "MLA_FETCH_*");
    expect_refused(session, mla_session_fetch(session, "5", NULL, 1, NULL), "wants a part");
    expect_refused(session, mla_session_fetch(session, "5", "1.", 0, NULL), "the part is none");
    expect_refused(session, mla_session_mark(session, "5", 9, 1, NULL, NULL), "MLA_MARK_*");
    expect_refused(session, mla_session_mark(session, "5", 1, 64, NULL, NULL), "MLA_FLAG_*");
    expect_refused(session, mla_session_mark(session, "5", 1, 0, NULL, NULL), "neither a flag");
    expect_refused(session, mla_session_mark(session, "5", 1, 0, "a  b", NULL), "the keywords");
    mla_session_free(session);
}

/* What failed is an operation, as long as there is one that did. */
static void a_refusal_leaves_the_error_of_an_operation_alone(void **state) {
    static const exchange exchanges[] = {
        POP3_OPEN, POP3_MAP, {"RETR 1", "-ERR [SYS/TEMP] busy\r\n"}, {"NOOP", "+OK\r\n"}, END,
    };
    script server;
    uint32_t fetch;

    (void)state;
    mla_session *session = script_pop3(&server, exchanges);
    assert_string_equal(mla_session_refusal_text(session), "");
    assert_int_equal(mla_session_list(session, "", MLA_LIST_IDS, NULL), MLA_E_INVALID);
    assert_int_equal(mla_session_error_status(session), MLA_E_INVALID);
    assert_string_equal(mla_session_error_text(session), mla_session_refusal_text(session));
    assert_int_equal(mla_session_fetch(session, "aa", NULL, 0, &fetch), MLA_OK);
    assert_string_equal(mla_session_refusal_text(session), "");
    expect_done(session, fetch, MLA_E_SERVER_NO);
    assert_int_equal(mla_session_select(session, "", 0, NULL), MLA_E_INVALID);
    assert_non_null(strstr(mla_session_refusal_text(session), "the folder is empty"));
    assert_int_equal(mla_session_error_status(session), MLA_E_SERVER_NO);
    assert_string_equal(mla_session_error_server_text(session), "busy");
    assert_string_equal(mla_session_error_server_code(session), "SYS/TEMP");
    assert_int_equal(mla_session_poll(session, NULL), MLA_OK);
    assert_int_equal(mla_session_list(session, "", MLA_LIST_IDS, NULL), MLA_E_INVALID);
    expect_end(session, 0, MLA_OK);
    assert_int_equal(mla_session_error_status(session), MLA_E_SERVER_NO);
    mla_session_free(session);
}

static void a_session_that_has_ended_refuses_with_what_ended_it(void **state) {
    script server;

    (void)state;
    mla_session *session = script_imap(&server, imap_exchanges);
    mla_session_cancel(session);
    expect_status(session, MLA_E_CANCELLED);
    assert_int_equal(mla_session_poll(session, NULL), MLA_E_CANCELLED);
    assert_string_equal(mla_session_refusal_text(session), mla_session_error_text(session));
    mla_session_free(session);
}

/* A set that is one for the server too; POP3 has no sets, and looks for it. */
static void ids_of_8000_octets_are_taken(void **state) {
    script server;

    (void)state;
    for (size_t i = 0; i < SERVERS; i++) {
        mla_session *session = script_session(&server, servers[i].protocol, servers[i].exchanges);
        assert_int_equal(mla_session_list(session, ids_of_8000, MLA_LIST_IDS, NULL), MLA_OK);
        mla_session_free(session);
    }
}

static void without_a_session_nothing_is_started(void **state) {
    mla_event *event;

    (void)state;
    assert_int_equal(mla_session_folders(NULL, NULL), MLA_E_INVALID);
    assert_int_equal(mla_session_select(NULL, "a\n", 0, NULL), MLA_E_INVALID);
    assert_int_equal(mla_session_select(NULL, NULL, 0, NULL), MLA_E_INVALID);
    assert_int_equal(mla_session_list(NULL, NULL, 9, NULL), MLA_E_INVALID);
    assert_int_equal(mla_session_list(NULL, NULL, MLA_LIST_IDS, NULL), MLA_E_INVALID);
    assert_int_equal(mla_session_parts(NULL, "5", NULL), MLA_E_INVALID);
    assert_int_equal(mla_session_fetch(NULL, "5", NULL, 0, NULL), MLA_E_INVALID);
    assert_int_equal(mla_session_mark(NULL, "5", MLA_MARK_ADD, 1, NULL, NULL), MLA_E_INVALID);
    assert_int_equal(mla_session_delete(NULL, "5", NULL), MLA_E_INVALID);
    assert_int_equal(mla_session_poll(NULL, NULL), MLA_E_INVALID);
    assert_int_equal(mla_session_close(NULL, NULL), MLA_E_INVALID);
    assert_int_equal(mla_session_next(NULL, &event), MLA_E_INVALID);
    assert_int_equal(mla_session_finish(NULL, 0), MLA_E_INVALID);
    assert_string_equal(mla_session_refusal_text(NULL), "there is no session");
}

/* ----- the state ----- */

static int32_t start_any(mla_session *session, size_t which) {
    switch (which) {
    case 0: return mla_session_folders(session, NULL);
    case 1: return mla_session_select(session, NULL, 0, NULL);
    case 2: return mla_session_list(session, NULL, MLA_LIST_IDS, NULL);
    case 3: return mla_session_parts(session, "5", NULL);
    case 4: return mla_session_fetch(session, "5", NULL, 0, NULL);
    case 5: return mla_session_mark(session, "5", MLA_MARK_ADD, MLA_FLAG_SEEN, NULL, NULL);
    case 6: return mla_session_delete(session, "5", NULL);
    default: return mla_session_poll(session, NULL);
    }
}

#define VERBS ((size_t)8)

static void behind_close_nothing_can_be_started(void **state) {
    script server;

    (void)state;
    for (size_t i = 0; i < SERVERS; i++) {
        mla_session *session = script_session(&server, servers[i].protocol, servers[i].exchanges);
        assert_int_equal(mla_session_close(session, NULL), MLA_OK);
        for (size_t j = 0; j < VERBS; j++)
            assert_int_equal(start_any(session, j), MLA_E_STATE);
        assert_int_equal(mla_session_close(session, NULL), MLA_E_STATE);
        assert_non_null(strstr(mla_session_refusal_text(session), "behind mla_session_close()"));
        mla_session_free(session);
    }
}

static void without_a_login_only_close_can_be_started(void **state) {
    static const exchange imap[] = {{NULL, "* OK [CAPABILITY IMAP4rev1] hi\r\n"}, END};
    static const exchange pop3[] = {{NULL, "+OK\r\n"}, {"CAPA", "-ERR\r\n"}, END};
    const exchange *exchanges[] = {imap, pop3};
    script server;

    (void)state;
    for (size_t i = 0; i < SERVERS; i++) {
        mla_session *session;
        script_init(&server, exchanges[i]);
        mla_options *options = script_options(&server, servers[i].protocol);
        mla_options_set_user(options, NULL);
        assert_int_equal(script_open(options, &session), MLA_OK);
        for (size_t j = 0; j < VERBS; j++)
            assert_int_equal(start_any(session, j), MLA_E_STATE);
        assert_non_null(strstr(mla_session_refusal_text(session), "nobody is logged in"));
        for (int32_t what = MLA_CAN_FOLDERS; what <= MLA_CAN_PIPELINE; what++)
            assert_int_equal(mla_session_can(session, what), 0);
        assert_int_equal(mla_session_close(session, NULL), MLA_OK);
        mla_session_free(session);
    }
}

static void operations_can_be_queued_before_login(void **state) {
    static const exchange exchanges[] = {POP3_OPEN, {"NOOP", "+OK\r\n"}, END};
    script server;
    mla_session *session;
    uint32_t poll;
    mla_event *event;

    (void)state;
    script_init(&server, exchanges);
    mla_options *options = script_options(&server, MLA_PROTOCOL_POP3);
    mla_options_set_nonblocking(options, 1);
    assert_int_equal(script_open(options, &session), MLA_OK);
    assert_int_equal(mla_session_poll(session, &poll), MLA_OK);
    assert_int_equal(poll, MLA_OPERATION_OPEN + 1);
    int32_t status = mla_session_next(session, &event);
    assert_int_equal(status, MLA_OK);
    assert_int_equal(mla_event_operation(event), MLA_OPERATION_OPEN);
    expect_done(session, poll, MLA_OK);
    mla_session_free(session);
}

static void the_queue_limit_is_the_callers(void **state) {
    static const exchange exchanges[] = {POP3_OPEN, {"NOOP", "+OK\r\n"}, {"NOOP", "+OK\r\n"}, END};
    script server;
    mla_session *session;

    (void)state;
    script_init(&server, exchanges);
    mla_options *options = script_options(&server, MLA_PROTOCOL_POP3);
    mla_options_set_queue_limit(options, 2);
    assert_int_equal(script_open(options, &session), MLA_OK);
    assert_int_equal(mla_session_poll(session, NULL), MLA_OK);
    assert_int_equal(mla_session_poll(session, NULL), MLA_OK);
    assert_int_equal(mla_session_poll(session, NULL), MLA_E_FULL);
    assert_int_equal(mla_session_error_status(session), MLA_E_FULL);
    assert_non_null(strstr(mla_session_refusal_text(session), "take events"));
    assert_int_equal(mla_session_finish(session, 0), MLA_OK);
    assert_int_equal(mla_session_poll(session, NULL), MLA_OK);
    mla_session_free(session);
}

static int fill_ids(void **state) {
    (void)state;
    memset(ids_of_8000, '1', sizeof ids_of_8000 - 1);
    for (size_t i = 1; i < sizeof ids_of_8000 - 2; i += 2)
        ids_of_8000[i] = ',';
    memset(ids_of_8001, '1', sizeof ids_of_8001 - 1);
    for (size_t i = 1; i < sizeof ids_of_8001 - 2; i += 2)
        ids_of_8001[i] = ',';
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nonsense_is_refused_with_nothing_started),
        cmocka_unit_test(a_refusal_names_the_argument),
        cmocka_unit_test(a_refusal_leaves_the_error_of_an_operation_alone),
        cmocka_unit_test(a_session_that_has_ended_refuses_with_what_ended_it),
        cmocka_unit_test(ids_of_8000_octets_are_taken),
        cmocka_unit_test(without_a_session_nothing_is_started),
        cmocka_unit_test(behind_close_nothing_can_be_started),
        cmocka_unit_test(without_a_login_only_close_can_be_started),
        cmocka_unit_test(operations_can_be_queued_before_login),
        cmocka_unit_test(the_queue_limit_is_the_callers),
    };
    return cmocka_run_group_tests(tests, fill_ids, NULL);
}
