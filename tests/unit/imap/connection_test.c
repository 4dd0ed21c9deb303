/* SPDX-License-Identifier: MIT */
#include "connection_fixture.h"

/* Greetings. */

static void a_greeting_sets_the_state(void **state) {
    static const struct {
        mla_str greeting;
        int32_t state;
    } rows[] = {
        {STR_INIT("* OK ready\r\n"), MLA_IMAP_STATE_NOT_AUTHENTICATED},
        {STR_INIT("* ok\n"), MLA_IMAP_STATE_NOT_AUTHENTICATED},
        {STR_INIT("* PREAUTH hi\r\n"), MLA_IMAP_STATE_AUTHENTICATED},
        {STR_INIT("* BYE busy\r\n"), MLA_IMAP_STATE_LOGOUT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        client *c = begin_again(state);
        assert_int_equal(mla_imap_state(c->imap), MLA_IMAP_STATE_GREETING);
        client_greet(c, rows[i].greeting);
        assert_int_equal(mla_imap_state(c->imap), rows[i].state);
    }
}

static void what_is_no_greeting(void **state) {
    static const struct {
        mla_str octets;
        int32_t error;
        mla_str text;
        int32_t retry;
    } rows[] = {
        {STR_INIT("* NO LOGOUT Intrusion prevention active\r\n"), MLA_E_PROTOCOL,
         STR_INIT("LOGOUT Intrusion prevention active"), MLA_RETRY_LATER},
        {STR_INIT("* BAD\r\n"), MLA_E_PROTOCOL, STR_INIT(""), MLA_RETRY_LATER},
        {STR_INIT("+OK POP3 ready\r\n"), MLA_E_PROTOCOL, STR_INIT("OK POP3 ready"),
         MLA_RETRY_NEVER},
        {STR_INIT("+ go\r\n"), MLA_E_PROTOCOL, STR_INIT("go"), MLA_RETRY_NEVER},
        {STR_INIT("A1 OK\r\n"), MLA_E_UNSOLICITED, {NULL, 0}, MLA_RETRY_NEVER},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        client *c = begin_again(state);
        serve(c, rows[i].octets);
        assert_int_equal(client_next(c), rows[i].error);
        assert_int_equal(client_error(c).offset, rows[i].octets.len);
        assert_true(client_error(c).detail.len != 0);
        unit_assert_str(client_error(c).server_text, rows[i].text, __FILE__, __LINE__);
        assert_int_equal(client_error(c).retry, rows[i].retry);
        assert_ended(c, rows[i].error);
    }
}

static void other_lines_may_stand_before_the_greeting(void **state) {
    client *c = *state;
    serve(c, STR("hello\r\n* CAPABILITY STARTTLS\r\n* OK\r\n"));
    assert_event(c, MLA_IMAP_EVENT_UNPARSED);
    assert_event(c, MLA_IMAP_EVENT_CAPABILITY);
    assert_int_equal(mla_imap_state(c->imap), MLA_IMAP_STATE_GREETING);
    assert_event(c, MLA_IMAP_EVENT_GREETING);
    assert_int_equal(mla_imap_has(c->imap, MLA_IMAP_CAP_STARTTLS), 1);
}

static void a_second_greeting_is_a_status_response(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK\r\n"));
    serve(c, STR("* OK [ALERT] hear\r\n* PREAUTH\r\n"));
    assert_event(c, MLA_IMAP_EVENT_STATUS);
    assert_int_equal(c->event->status->code.type, MLA_IMAP_CODE_ALERT);
    assert_event(c, MLA_IMAP_EVENT_STATUS);
    assert_int_equal(mla_imap_state(c->imap), MLA_IMAP_STATE_NOT_AUTHENTICATED);
}

static void a_greeting_that_refuses_says_when_to_try_again(void **state) {
    client *c = *state;
    client_greet(c, STR("* BYE too many\r\n"));
    mla_imap_rx_end(c->imap);
    assert_int_equal(client_next(c), MLA_E_SERVER_BYE);
    assert_int_equal(client_error(c).retry, MLA_RETRY_LATER);
    assert_ended(c, MLA_E_SERVER_BYE);
}

/* Tagged replies. */

static void a_tag_that_belongs_to_no_command_ends_all(void **state) {
    static const char *const tags[] = {
        "A2", "A0",  "A", "A01",        "A1x",         "B1",  "a1",
        "1",  "AA1", "-", "4294967297", "A4294967297", "A-1",
    };
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        client *c = begin_again(state);
        client_greet(c, STR("* OK\r\n"));
        assert_submitted(c, submit_noop(c), "NOOP\r\n");
        char line[32];
        int len = snprintf(line, sizeof line, "%s OK\r\n", tags[i]);
        serve(c, (mla_str){line, (size_t)len});
        assert_ended(c, MLA_E_UNSOLICITED);
        assert_int_equal(mla_imap_pending(c->imap), 1);
    }
}

static void a_reply_to_what_is_complete_ends_all(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK\r\n"));
    assert_command(c, submit_noop(c), "NOOP\r\n");
    serve(c, STR("A1 OK\r\n"));
    assert_ended(c, MLA_E_UNSOLICITED);
}

static void a_reply_to_what_was_not_sent_ends_all(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK\r\n"));
    assert_int_equal(submit_noop(c), MLA_OK);
    serve(c, STR("A1 OK\r\n"));
    assert_ended(c, MLA_E_UNSOLICITED);
    c = begin_again(state);
    client_greet(c, STR("* OK\r\n"));
    size_t len;
    assert_int_equal(submit_noop(c), MLA_OK);
    (void)mla_imap_tx_buf(c->imap, &len);
    assert_int_equal(mla_imap_tx_ack(c->imap, len - 1), MLA_OK);
    /* A refusal is as early. */
    serve(c, STR("A1 NO\r\n"));
    assert_ended(c, MLA_E_UNSOLICITED);
}

static void a_literal_may_be_refused_but_not_accepted_unsent(void **state) {
    static const struct {
        const char *answer;
        int32_t result;
    } rows[] = {
        {"NO", MLA_E_AUTH},
        {"BAD", MLA_E_SERVER_BAD},
        {"BYE", MLA_E_SERVER_BYE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        client *c = begin_again(state);
        client_greet(c, STR("* OK\r\n"));
        assert_submitted(c, mla_imap_submit_login(c->imap, STR("\xc3\xbc"), STR("pw"), NULL),
                         "LOGIN {2}\r\n");
        client_answer(c, rows[i].answer);
        assert_done(c, 1, rows[i].result);
        assert_sent(c, "");
        assert_int_equal(mla_imap_pending(c->imap), 0);
    }
    client *c = begin_again(state);
    client_greet(c, STR("* OK\r\n"));
    assert_submitted(c, mla_imap_submit_login(c->imap, STR("\xc3\xbc"), STR("pw"), NULL),
                     "LOGIN {2}\r\n");
    client_answer(c, "OK");
    assert_ended(c, MLA_E_UNSOLICITED);
}

static void the_words_of_a_reply_live_until_the_next_call(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK\r\n"));
    assert_submitted(c, submit_noop(c), "NOOP\r\n");
    client_answer(c, "NO [INUSE] later");
    assert_done(c, 1, MLA_E_SERVER_NO);
    assert_str(client_error(c).server_text, "later");
    assert_str(client_error(c).server_code, "INUSE");
    assert_quiet(c);
    assert_null(client_error(c).server_text.ptr);
    assert_null(client_error(c).server_code.ptr);
    assert_int_equal(client_error(c).retry, MLA_RETRY_LATER);
}

/* What commands do to the state. */

#define N MLA_IMAP_STATE_NOT_AUTHENTICATED
#define A MLA_IMAP_STATE_AUTHENTICATED
#define S MLA_IMAP_STATE_SELECTED

static int32_t submit_examine(client *c) {
    return mla_imap_submit_examine(c->imap, STR("a"), NULL);
}

static int32_t submit_close(client *c) {
    return mla_imap_submit_close(c->imap, NULL);
}

/* RFC 9051 section 6: NO to SELECT and EXAMINE leaves no mailbox selected; BAD changes nothing. */
static void the_state_follows_what_the_server_answers(void **state) {
    static const struct {
        int32_t (*submit)(client *);
        int32_t before;
        const char *answer;
        int32_t after;
    } rows[] = {
        {submit_login, N, "OK", A},      {submit_login, N, "NO", N},
        {submit_login, N, "BAD", N},     {submit_select, A, "OK", S},
        {submit_select, A, "NO", A},     {submit_select, A, "BAD", A},
        {submit_select, S, "OK", S},     {submit_select, S, "NO", A},
        {submit_select, S, "BAD", S},    {submit_examine, A, "OK", S},
        {submit_examine, S, "NO", A},    {submit_examine, S, "BAD", S},
        {submit_close, S, "OK", A},      {submit_close, S, "NO", S},
        {submit_close, S, "BAD", S},     {submit_noop, S, "OK", S},
        {submit_noop, S, "NO", S},       {submit_noop, A, "OK", A},
        {submit_capability, N, "OK", N},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        client *c = begin_again(state);
        client_greet(c, rows[i].before == N ? STR("* OK\r\n") : STR("* PREAUTH\r\n"));
        if (rows[i].before == S)
            assert_command(c, submit_select(c), "SELECT a\r\n");
        assert_int_equal(mla_imap_state(c->imap), rows[i].before);
        assert_int_equal(rows[i].submit(c), MLA_OK);
        size_t len;
        (void)mla_imap_tx_buf(c->imap, &len);
        assert_int_equal(mla_imap_tx_ack(c->imap, len), MLA_OK);
        c->accepted++;
        client_answer(c, rows[i].answer);
        assert_event(c, MLA_IMAP_EVENT_DONE);
        assert_int_equal(mla_imap_state(c->imap), rows[i].after);
    }
}

static void what_can_no_more_be_sent_is_done(void **state) {
    client *c = *state;
    assert_int_equal(submit_login(c), MLA_OK);
    assert_int_equal(submit_select(c), MLA_OK);
    assert_int_equal(submit_close(c), MLA_OK);
    assert_int_equal(submit_noop(c), MLA_OK);
    client_greet(c, STR("* BYE\r\n"));
    /* Those get no DONE: the connection ends. */
    assert_quiet(c);
    c = begin_again(state);
    assert_int_equal(submit_login(c), MLA_OK);
    assert_int_equal(submit_select(c), MLA_OK);
    assert_int_equal(submit_close(c), MLA_OK);
    assert_int_equal(submit_noop(c), MLA_OK);
    serve(c, STR("* OK\r\n"));
    assert_event(c, MLA_IMAP_EVENT_GREETING);
    assert_sent(c, "A1 LOGIN ann pw\r\n");
    serve(c, STR("A1 NO\r\n"));
    assert_done(c, 1, MLA_E_AUTH);
    assert_done(c, 2, MLA_E_STATE);
    assert_null(c->event->status);
    assert_done(c, 3, MLA_E_STATE);
    assert_int_equal(client_error(c).status, MLA_E_STATE);
    assert_quiet(c);
    assert_sent(c, "A4 NOOP\r\n");
}

/* Capabilities and the encoding of names. */

static void capabilities_come_in_three_ways(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK [CAPABILITY IMAP4rev1 STARTTLS]\r\n"));
    assert_int_equal(mla_imap_has(c->imap, MLA_IMAP_CAP_STARTTLS), 1);
    assert_submitted(c, submit_capability(c), "CAPABILITY\r\n");
    serve(c, STR("* CAPABILITY IMAP4rev1 IDLE\r\n"));
    assert_event(c, MLA_IMAP_EVENT_CAPABILITY);
    assert_int_equal(mla_imap_has(c->imap, MLA_IMAP_CAP_STARTTLS), 0);
    assert_int_equal(mla_imap_has(c->imap, MLA_IMAP_CAP_IDLE), 1);
    client_answer(c, "OK [CAPABILITY IMAP4rev1 MOVE]");
    assert_done(c, 1, MLA_OK);
    assert_int_equal(mla_imap_has(c->imap, MLA_IMAP_CAP_IDLE), 0);
    assert_int_equal(mla_imap_has(c->imap, MLA_IMAP_CAP_MOVE), 1);
}

static void a_login_makes_old_capabilities_void(void **state) {
    static const struct {
        const char *answer;
        mla_str before; /* the answer */
        int32_t known;
        int32_t has_starttls;
        int32_t has_move;
    } rows[] = {
        {"OK", STR_INIT(""), 0, 0, 0},
        {"OK [CAPABILITY MOVE]", STR_INIT(""), 1, 0, 1},
        {"OK", STR_INIT("* CAPABILITY MOVE\r\n"), 1, 0, 1}, /* Gmail */
        {"NO", STR_INIT(""), 1, 1, 0},
        {"BAD", STR_INIT(""), 1, 1, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        client *c = begin_again(state);
        client_greet(c, STR("* OK [CAPABILITY STARTTLS]\r\n"));
        assert_submitted(c, submit_login(c), "LOGIN ann pw\r\n");
        serve(c, rows[i].before);
        if (rows[i].before.len != 0)
            assert_event(c, MLA_IMAP_EVENT_CAPABILITY);
        client_answer(c, rows[i].answer);
        assert_event(c, MLA_IMAP_EVENT_DONE);
        assert_int_equal(mla_imap_capabilities_known(c->imap), rows[i].known);
        assert_int_equal(mla_imap_has(c->imap, MLA_IMAP_CAP_STARTTLS), rows[i].has_starttls);
        assert_int_equal(mla_imap_has(c->imap, MLA_IMAP_CAP_MOVE), rows[i].has_move);
    }
}

static void when_names_become_utf8(void **state) {
    static const struct {
        mla_str octets;
        int32_t utf8;
    } rows[] = {
        {STR_INIT("* ENABLED imap4REV2\r\n"), 1},
        {STR_INIT("* ENABLED X UTF8=ACCEPT\r\n"), 1},
        {STR_INIT("* ENABLED CONDSTORE\r\n"), 0},
        {STR_INIT("* ENABLED\r\n"), 0},
        {STR_INIT("* CAPABILITY IMAP4rev2\r\n"), 1},
        {STR_INIT("* CAPABILITY IMAP4rev1 IMAP4rev2\r\n"), 0},
        {STR_INIT("* CAPABILITY IMAP4rev1 UTF8=ACCEPT\r\n"), 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        client *c = begin_again(state);
        client_greet(c, STR("* PREAUTH\r\n"));
        serve(c, rows[i].octets);
        assert_int_equal(client_next(c), MLA_OK);
        assert_int_equal(mla_imap_utf8(c->imap), rows[i].utf8);
        serve(c, STR("* LIST () \"/\" \"&APw-\"\r\n"));
        assert_event(c, MLA_IMAP_EVENT_LIST);
        if (rows[i].utf8)
            assert_str(c->event->list->name, "&APw-");
        else
            assert_str(c->event->list->name, "\xc3\xbc");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_CLIENT(a_greeting_sets_the_state),
        IN_CLIENT(what_is_no_greeting),
        IN_CLIENT(other_lines_may_stand_before_the_greeting),
        IN_CLIENT(a_second_greeting_is_a_status_response),
        IN_CLIENT(a_greeting_that_refuses_says_when_to_try_again),
        IN_CLIENT(a_tag_that_belongs_to_no_command_ends_all),
        IN_CLIENT(a_reply_to_what_is_complete_ends_all),
        IN_CLIENT(a_reply_to_what_was_not_sent_ends_all),
        IN_CLIENT(a_literal_may_be_refused_but_not_accepted_unsent),
        IN_CLIENT(the_words_of_a_reply_live_until_the_next_call),
        IN_CLIENT(the_state_follows_what_the_server_answers),
        IN_CLIENT(what_can_no_more_be_sent_is_done),
        IN_CLIENT(capabilities_come_in_three_ways),
        IN_CLIENT(a_login_makes_old_capabilities_void),
        IN_CLIENT(when_names_become_utf8),
    };
    return cmocka_run_group_tests_name("imap/connection", tests, NULL, NULL);
}
