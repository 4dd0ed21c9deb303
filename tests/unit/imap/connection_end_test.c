/* SPDX-License-Identifier: MIT */
#include "connection_fixture.h"

/* How a connection ends. */

static void a_connection_that_breaks_off(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK\r\n"));
    mla_imap_rx_end(c->imap);
    assert_int_equal(client_next(c), MLA_E_EOF);
    assert_null(client_error(c).detail.ptr);
    assert_ended(c, MLA_E_EOF);
    c = begin_again(state);
    client_greet(c, STR("* OK\r\n"));
    serve(c, STR("* 1 EXI"));
    mla_imap_rx_end(c->imap);
    assert_int_equal(client_next(c), MLA_E_INCOMPLETE);
    assert_int_equal(client_error(c).retry, MLA_RETRY_RECONNECT);
    assert_int_equal(client_error(c).offset, 6);
    assert_true(client_error(c).detail.len != 0);
}

static void eof_before_the_greeting(void **state) {
    client *c = *state;
    mla_imap_rx_end(c->imap);
    assert_int_equal(client_next(c), MLA_E_EOF);
    assert_int_equal(client_error(c).retry, MLA_RETRY_RECONNECT);
}

static void broken_framing_is_fatal(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK\r\n"));
    serve(c, STR("* 1 FETCH (BODY[] {1}\r\nab)\r\n"));
    assert_event(c, MLA_IMAP_EVENT_BODY_BEGIN);
    assert_event(c, MLA_IMAP_EVENT_BODY_DATA);
    assert_event(c, MLA_IMAP_EVENT_BODY_END);
    assert_int_equal(client_next(c), MLA_E_PROTOCOL);
    assert_int_equal(client_error(c).retry, MLA_RETRY_NEVER);
    assert_ended(c, MLA_E_PROTOCOL);
}

static void a_bye_is_followed_by_the_end(void **state) {
    static const struct {
        mla_str bye;
        int32_t retry;
        uint64_t after_ms;
    } rows[] = {
        {STR_INIT("* BYE Autologout\r\n"), MLA_RETRY_RECONNECT, 0},
        {STR_INIT("* BYE [UNAVAILABLE] shutdown\r\n"), MLA_RETRY_LATER, 0},
        {STR_INIT("* BYE Suggested Backoff Time: 7\r\n"), MLA_RETRY_LATER, 7},
        /* Yandex. */
        {STR_INIT("* BYE Autologout\r\n* BYE Autologout\r\n"), MLA_RETRY_RECONNECT, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        client *c = begin_again(state);
        client_greet(c, STR("* OK\r\n"));
        serve(c, rows[i].bye);
        while (client_next(c) == MLA_OK)
            assert_int_equal(c->event->type, MLA_IMAP_EVENT_STATUS);
        assert_int_equal(mla_imap_state(c->imap), MLA_IMAP_STATE_LOGOUT);
        assert_int_equal(submit_noop(c), MLA_E_STATE);
        mla_imap_rx_end(c->imap);
        assert_int_equal(client_next(c), MLA_E_SERVER_BYE);
        assert_int_equal(client_error(c).retry, rows[i].retry);
        assert_int_equal(client_error(c).retry_after_ms, rows[i].after_ms);
        assert_ended(c, MLA_E_SERVER_BYE);
    }
}

static void after_bye_answers_to_what_is_in_flight_still_come(void **state) {
    client *c = *state;
    client_greet(c, STR("* PREAUTH\r\n"));
    assert_submitted(c, submit_select(c), "SELECT a\r\n");
    serve(c, STR("* BYE\r\nA1 OK\r\n"));
    assert_event(c, MLA_IMAP_EVENT_STATUS);
    assert_done(c, 1, MLA_OK);
    assert_int_equal(mla_imap_state(c->imap), MLA_IMAP_STATE_LOGOUT);
}

static void a_tagged_bye_answers_a_command(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK\r\n"));
    assert_submitted(c, submit_noop(c), "NOOP\r\n");
    client_answer(c, "BYE [INUSE] locked");
    assert_done(c, 1, MLA_E_SERVER_BYE);
    assert_int_equal(mla_imap_state(c->imap), MLA_IMAP_STATE_LOGOUT);
    mla_imap_rx_end(c->imap);
    assert_int_equal(client_next(c), MLA_E_SERVER_BYE);
    assert_int_equal(client_error(c).retry, MLA_RETRY_LATER);
}

static void a_logout_ends_well(void **state) {
    static const char *const answers[] = {"OK", "BYE"};
    for (size_t i = 0; i < 2; i++) {
        client *c = begin_again(state);
        client_greet(c, STR("* OK\r\n"));
        assert_submitted(c, mla_imap_submit_logout(c->imap, NULL), "LOGOUT\r\n");
        serve(c, STR("* BYE\r\n"));
        assert_event(c, MLA_IMAP_EVENT_STATUS);
        client_answer(c, answers[i]);
        assert_done(c, 1, MLA_OK);
        assert_int_equal(client_error(c).status, MLA_OK);
        assert_ended(c, MLA_END);
    }
}

static void a_cancelled_logout_is_one_all_the_same(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK\r\n"));
    assert_submitted(c, mla_imap_submit_logout(c->imap, NULL), "LOGOUT\r\n");
    assert_int_equal(mla_imap_cancel(c->imap, 1), MLA_OK);
    client_answer(c, "OK");
    assert_done(c, 1, MLA_E_CANCELLED);
    assert_ended(c, MLA_END);
}

static void a_server_may_close_instead_of_answering_logout(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK\r\n"));
    assert_submitted(c, mla_imap_submit_logout(c->imap, NULL), "LOGOUT\r\n");
    serve(c, STR("* BYE\r\n"));
    assert_event(c, MLA_IMAP_EVENT_STATUS);
    mla_imap_rx_end(c->imap);
    assert_ended(c, MLA_END);
    /* Not, however, before it was asked. */
    c = begin_again(state);
    client_greet(c, STR("* OK\r\n"));
    assert_int_equal(mla_imap_submit_logout(c->imap, NULL), MLA_OK);
    mla_imap_rx_end(c->imap);
    assert_int_equal(client_next(c), MLA_E_EOF);
}

static void a_bye_to_a_cancelled_command_ends_the_connection(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK\r\n"));
    assert_submitted(c, submit_noop(c), "NOOP\r\n");
    assert_int_equal(mla_imap_cancel(c->imap, 1), MLA_OK);
    client_answer(c, "BYE");
    assert_done(c, 1, MLA_E_CANCELLED);
    assert_int_equal(client_error(c).status, MLA_E_CANCELLED);
    mla_imap_rx_end(c->imap);
    assert_ended(c, MLA_E_SERVER_BYE);
}

static void a_logout_that_is_refused_leaves_the_connection(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK\r\n"));
    assert_submitted(c, mla_imap_submit_logout(c->imap, NULL), "LOGOUT\r\n");
    client_answer(c, "BAD");
    assert_done(c, 1, MLA_E_SERVER_BAD);
    assert_quiet(c);
    assert_command(c, submit_noop(c), "NOOP\r\n");
}

/* STARTTLS. */

static int32_t submit_starttls(client *c) {
    return mla_imap_submit_starttls(c->imap, NULL);
}

static void between_upgrade_and_upgraded_nothing_passes(void **state) {
    client *c = *state;
    size_t len;
    client_greet(c, STR("* OK [CAPABILITY STARTTLS LOGINDISABLED]\r\n"));
    assert_submitted(c, submit_starttls(c), "STARTTLS\r\n");
    client_answer(c, "OK begin");
    assert_event(c, MLA_IMAP_EVENT_UPGRADE);
    assert_int_equal(c->event->command, 1);
    assert_int_equal(c->event->result, MLA_OK);
    assert_quiet(c);
    assert_null(mla_imap_rx_buf(c->imap, &len));
    assert_int_equal(len, 0);
    assert_int_equal(mla_imap_rx_ack(c->imap, 1), MLA_E_INVALID);
    assert_null(mla_imap_tx_buf(c->imap, &len));
    assert_int_equal(len, 0);
    assert_int_equal(mla_imap_wants(c->imap), 0);
    assert_int_equal(submit_noop(c), MLA_E_STATE);
    assert_int_equal(mla_imap_upgraded(c->imap), MLA_OK);
    assert_int_equal(mla_imap_upgraded(c->imap), MLA_E_STATE);
    assert_int_equal(mla_imap_capabilities_known(c->imap), 0);
    assert_str(mla_imap_capabilities(c->imap), "");
    assert_command(c, submit_login(c), "LOGIN ann pw\r\n");
}

/* The server begins TLS, so it cannot be taken back. */
static void a_cancelled_starttls_is_an_upgrade_all_the_same(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK\r\n"));
    assert_submitted(c, submit_starttls(c), "STARTTLS\r\n");
    assert_int_equal(mla_imap_cancel(c->imap, 1), MLA_OK);
    client_answer(c, "OK");
    assert_event(c, MLA_IMAP_EVENT_UPGRADE);
    assert_int_equal(c->event->result, MLA_OK);
}

static void an_encoding_learnt_before_tls_is_forgotten(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK [CAPABILITY IMAP4rev2 STARTTLS]\r\n"));
    assert_int_equal(mla_imap_utf8(c->imap), 1);
    assert_submitted(c, submit_starttls(c), "STARTTLS\r\n");
    client_answer(c, "OK");
    assert_event(c, MLA_IMAP_EVENT_UPGRADE);
    assert_int_equal(mla_imap_upgraded(c->imap), MLA_OK);
    assert_int_equal(mla_imap_utf8(c->imap), 0);
}

static void octets_in_clear_behind_the_reply_are_an_injection(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK\r\n"));
    assert_submitted(c, submit_starttls(c), "STARTTLS\r\n");
    serve(c, STR("A1 OK\r\n*"));
    assert_ended(c, MLA_E_INJECTION);
}

static void a_refused_starttls_leaves_the_connection(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK [CAPABILITY STARTTLS]\r\n"));
    assert_submitted(c, submit_starttls(c), "STARTTLS\r\n");
    /* What follows a refusal is no injection. */
    serve(c, STR("A1 NO\r\n* OK\r\n"));
    assert_done(c, 1, MLA_E_SERVER_NO);
    assert_event(c, MLA_IMAP_EVENT_STATUS);
    assert_int_equal(mla_imap_has(c->imap, MLA_IMAP_CAP_STARTTLS), 1);
    assert_int_equal(mla_imap_upgraded(c->imap), MLA_E_STATE);
}

/* Cancelling. */

static void answers_that_only_cancelled_commands_asked_for_are_dropped(void **state) {
    static const struct {
        const char *command;
        mla_str unwanted;
    } rows[] = {
        {"LIST", STR_INIT("* LIST () \"/\" a\r\n")},
        {"STATUS", STR_INIT("* STATUS a (MESSAGES 1)\r\n")},
        {"SEARCH", STR_INIT("* SEARCH 1 2\r\n")},
        {"FETCH", STR_INIT("* 1 FETCH (ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL))\r\n")},
        {"FETCH", STR_INIT("* 1 FETCH (X-ITEM 1)\r\n")},
        {"FETCH", STR_INIT("* 1 FETCH (BODY[] {3}\r\nabc)\r\n")},
    };
    const mla_imap_search_key all = {.type = MLA_IMAP_KEY_ALL};
    const mla_imap_fetch_items items = {sizeof items, MLA_IMAP_FETCH_ENVELOPE, NULL, 0};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        client *c = begin_again(state);
        client_select(c, STR("* PREAUTH\r\n"));
        char kind = rows[i].command[1];
        uint32_t number = 0;
        int32_t status = kind == 'I'   ? mla_imap_submit_list(c->imap, STR(""), STR("*"), &number)
                         : kind == 'T' ? mla_imap_submit_status(c->imap, STR("a"), 1, &number)
                         : strcmp(rows[i].command, "SEARCH") == 0
                             ? mla_imap_submit_uid_search(c->imap, &all, 1, &number)
                             : mla_imap_submit_uid_fetch(c->imap, STR("1"), &items, &number);
        assert_int_equal(status, MLA_OK);
        size_t len;
        (void)mla_imap_tx_buf(c->imap, &len);
        assert_int_equal(mla_imap_tx_ack(c->imap, len), MLA_OK);
        assert_int_equal(mla_imap_cancel(c->imap, number), MLA_OK);
        serve(c, rows[i].unwanted);
        /* News is nobody's answer. */
        serve(c, STR("* 3 EXISTS\r\n* 1 FETCH (UID 7 FLAGS () MODSEQ (3))\r\n* 2 EXPUNGE\r\n"));
        serve(c, STR("A2 OK\r\n"));
        int32_t next = client_next(c);
        /* Of a FETCH with nothing but a body, the end is news as well. */
        if (next == MLA_OK && c->event->type == MLA_IMAP_EVENT_FETCH) {
            assert_int_equal(c->event->fetch->items, 0);
            next = client_next(c);
        }
        assert_int_equal(next, MLA_OK);
        assert_int_equal(c->event->type, MLA_IMAP_EVENT_EXISTS);
        assert_event(c, MLA_IMAP_EVENT_FETCH);
        assert_event(c, MLA_IMAP_EVENT_EXPUNGE);
        assert_done(c, 2, MLA_E_CANCELLED);
        assert_int_equal(client_error(c).status, MLA_E_CANCELLED);
        /* Afterwards they are news, too. */
        serve(c, rows[i].unwanted);
        assert_int_equal(client_next(c), MLA_OK);
    }
}

static void what_another_command_asked_for_is_delivered(void **state) {
    client *c = *state;
    client_greet(c, STR("* PREAUTH\r\n"));
    assert_submitted(c, mla_imap_submit_status(c->imap, STR("a"), 1, NULL),
                     "STATUS a (MESSAGES)\r\n");
    assert_submitted(c, mla_imap_submit_status(c->imap, STR("b"), 1, NULL),
                     "STATUS b (MESSAGES)\r\n");
    assert_int_equal(mla_imap_cancel(c->imap, 1), MLA_OK);
    serve(c, STR("* STATUS a (MESSAGES 1)\r\n* STATUS b (MESSAGES 2)\r\n"));
    assert_event(c, MLA_IMAP_EVENT_MAILBOX_STATUS);
    assert_event(c, MLA_IMAP_EVENT_MAILBOX_STATUS);
}

static void a_cancelled_command_that_waits_is_never_sent(void **state) {
    client *c = *state;
    assert_int_equal(submit_noop(c), MLA_OK);
    assert_int_equal(submit_capability(c), MLA_OK);
    assert_int_equal(mla_imap_cancel(c->imap, 1), MLA_OK);
    /* Even before the greeting. */
    assert_done(c, 1, MLA_E_CANCELLED);
    assert_null(c->event->status);
    assert_int_equal(mla_imap_cancel(c->imap, 1), MLA_E_NOT_FOUND);
    serve(c, STR("* OK\r\n"));
    assert_event(c, MLA_IMAP_EVENT_GREETING);
    assert_sent(c, "A2 CAPABILITY\r\n");
}

static void a_cancelled_select_still_selects(void **state) {
    client *c = *state;
    client_greet(c, STR("* PREAUTH\r\n"));
    assert_submitted(c, submit_select(c), "SELECT a\r\n");
    assert_int_equal(mla_imap_cancel(c->imap, 1), MLA_OK);
    client_answer(c, "OK");
    assert_done(c, 1, MLA_E_CANCELLED);
    assert_int_equal(mla_imap_state(c->imap), MLA_IMAP_STATE_SELECTED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_CLIENT(a_connection_that_breaks_off),
        IN_CLIENT(eof_before_the_greeting),
        IN_CLIENT(broken_framing_is_fatal),
        IN_CLIENT(a_bye_is_followed_by_the_end),
        IN_CLIENT(after_bye_answers_to_what_is_in_flight_still_come),
        IN_CLIENT(a_tagged_bye_answers_a_command),
        IN_CLIENT(a_logout_ends_well),
        IN_CLIENT(a_cancelled_logout_is_one_all_the_same),
        IN_CLIENT(a_bye_to_a_cancelled_command_ends_the_connection),
        IN_CLIENT(a_server_may_close_instead_of_answering_logout),
        IN_CLIENT(a_logout_that_is_refused_leaves_the_connection),
        IN_CLIENT(between_upgrade_and_upgraded_nothing_passes),
        IN_CLIENT(a_cancelled_starttls_is_an_upgrade_all_the_same),
        IN_CLIENT(an_encoding_learnt_before_tls_is_forgotten),
        IN_CLIENT(octets_in_clear_behind_the_reply_are_an_injection),
        IN_CLIENT(a_refused_starttls_leaves_the_connection),
        IN_CLIENT(answers_that_only_cancelled_commands_asked_for_are_dropped),
        IN_CLIENT(what_another_command_asked_for_is_delivered),
        IN_CLIENT(a_cancelled_command_that_waits_is_never_sent),
        IN_CLIENT(a_cancelled_select_still_selects),
    };
    return cmocka_run_group_tests_name("imap/connection_end", tests, NULL, NULL);
}
