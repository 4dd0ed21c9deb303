/* SPDX-License-Identifier: MIT */
#include "imap_client.h"

static void commands_without_arguments(void **state) {
    client *c = *state;
    assert_command(c, mla_imap_submit_capability(c->imap, NULL), "CAPABILITY\r\n");
    assert_command(c, mla_imap_submit_noop(c->imap, NULL), "NOOP\r\n");
    assert_command(c, mla_imap_submit_expunge(c->imap, NULL), "EXPUNGE\r\n");
    assert_command(c, mla_imap_submit_close(c->imap, NULL), "CLOSE\r\n");
    assert_command(c, mla_imap_submit_logout(c->imap, NULL), "LOGOUT\r\n");
}

static void the_number_of_a_command_is_handed_out(void **state) {
    client *c = *state;
    uint32_t first = 0;
    uint32_t second = 0;
    client_greet(c, STR("* OK\r\n"));
    assert_int_equal(mla_imap_submit_noop(c->imap, &first), MLA_OK);
    assert_int_equal(mla_imap_submit_capability(c->imap, &second), MLA_OK);
    assert_int_equal(first, 1);
    assert_int_equal(second, 2);
    assert_sent(c, "A1 NOOP\r\nA2 CAPABILITY\r\n");
}

static void starttls_where_the_server_may_have_it(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK\r\n"));
    /* Not known: it is tried. */
    assert_submitted(c, mla_imap_submit_starttls(c->imap, NULL), "STARTTLS\r\n");
    client_answer(c, "BAD no");
    assert_done(c, 1, MLA_E_SERVER_BAD);
    serve(c, STR("* CAPABILITY IMAP4rev1\r\n"));
    assert_event(c, MLA_IMAP_EVENT_CAPABILITY);
    assert_refused(c, mla_imap_submit_starttls(c->imap, NULL), MLA_E_UNSUPPORTED);
    serve(c, STR("* CAPABILITY IMAP4rev1 starttls\r\n"));
    assert_event(c, MLA_IMAP_EVENT_CAPABILITY);
    assert_submitted(c, mla_imap_submit_starttls(c->imap, NULL), "STARTTLS\r\n");
    assert_refused(c, mla_imap_submit_noop(c->imap, NULL), MLA_E_STATE);
}

static void a_password_is_never_in_a_trace(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK\r\n"));
    assert_submitted(c,
                     mla_imap_submit_login(c->imap, STR("ann@example.org"), STR("sec ret"), NULL),
                     "LOGIN ann@example.org \"sec ret\"\r\n");
    assert_str(client_traced(c), "A1 LOGIN ann@example.org *\r\n");
    client_answer(c, "NO");
    assert_done(c, 1, MLA_E_AUTH);
}

static void a_user_and_a_password_in_any_form(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK\r\n"));
    assert_submitted(c, mla_imap_submit_login(c->imap, STR(""), STR("nil"), NULL),
                     "LOGIN \"\" \"nil\"\r\n");
    client_answer(c, "NO");
    assert_done(c, 1, MLA_E_AUTH);
    assert_submitted(c, mla_imap_submit_login(c->imap, STR("j\xc3\xb6"), STR("p\xc3\xa4"), NULL),
                     "LOGIN {3}\r\n");
    serve(c, STR("+ \r\n"));
    assert_quiet(c);
    assert_sent(c, "j\xc3\xb6 {3}\r\n");
    serve(c, STR("+ \r\n"));
    assert_quiet(c);
    assert_sent(c, "p\xc3\xa4\r\n");
    client_answer(c, "OK");
    assert_done(c, 2, MLA_OK);
    assert_str(client_traced(c), "A1 LOGIN \"\" *\r\nA2 LOGIN {3}\r\nj\xc3\xb6 {3}\r\n*\r\n");
}

static void what_login_refuses(void **state) {
    client *c = *state;
    static const mla_str bad[] = {
        STR_INIT("a\r"),
        STR_INIT("a\nA2 LOGOUT"),
        STR_INIT("a\0b"),
        {NULL, 0},
    };
    client_greet(c, STR("* OK\r\n"));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_refused(c, mla_imap_submit_login(c->imap, bad[i], STR("x"), NULL), MLA_E_INVALID);
        assert_refused(c, mla_imap_submit_login(c->imap, STR("x"), bad[i], NULL), MLA_E_INVALID);
    }
    serve(c, STR("* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n"));
    assert_event(c, MLA_IMAP_EVENT_CAPABILITY);
    assert_refused(c, mla_imap_submit_login(c->imap, STR("ann"), STR("x"), NULL),
                   MLA_E_UNSUPPORTED);
    assert_str(client_traced(c), "");
}

static void commands_in_the_wrong_state(void **state) {
    client *c = *state;
    client_greet(c, STR("* OK\r\n"));
    assert_refused(c, mla_imap_submit_expunge(c->imap, NULL), MLA_E_STATE);
    assert_refused(c, mla_imap_submit_close(c->imap, NULL), MLA_E_STATE);
    assert_command(c, mla_imap_submit_login(c->imap, STR("a"), STR("b"), NULL), "LOGIN a b\r\n");
    assert_refused(c, mla_imap_submit_login(c->imap, STR("a"), STR("b"), NULL), MLA_E_STATE);
    assert_refused(c, mla_imap_submit_starttls(c->imap, NULL), MLA_E_STATE);
    assert_command(c, mla_imap_submit_logout(c->imap, NULL), "LOGOUT\r\n");
    assert_refused(c, mla_imap_submit_noop(c->imap, NULL), MLA_E_STATE);
    assert_refused(c, mla_imap_submit_capability(c->imap, NULL), MLA_E_STATE);
    assert_refused(c, mla_imap_submit_logout(c->imap, NULL), MLA_E_STATE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_INBOX(commands_without_arguments),
        IN_CLIENT(the_number_of_a_command_is_handed_out),
        IN_CLIENT(starttls_where_the_server_may_have_it),
        IN_CLIENT(a_password_is_never_in_a_trace),
        IN_CLIENT(a_user_and_a_password_in_any_form),
        IN_CLIENT(what_login_refuses),
        IN_CLIENT(commands_in_the_wrong_state),
    };
    return cmocka_run_group_tests_name("imap/command_connection", tests, NULL, NULL);
}
