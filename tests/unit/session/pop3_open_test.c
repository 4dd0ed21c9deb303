/* SPDX-License-Identifier: MIT */
#include "opening.h"

#define POP3 MLA_PROTOCOL_POP3

static const login logins[] = {
    /* CAPA does not tell USER: RFC 2449 makes that a server without it. SASL says what there is. */
    {.exchanges = {{NULL, "+OK\r\n"},
                   {"CAPA", "+OK\r\nSASL CRAM-MD5 PLAIN\r\nUIDL\r\n.\r\n"},
                   {"AUTH PLAIN AHUAcA==", "+OK\r\n"},
                   {"CAPA", "+OK\r\nUIDL\r\n.\r\n"},
                   END}},
    {.user = "me@x.org",
     .password = "a b",
     .exchanges = {{NULL, "+OK\r\n"},
                   {"CAPA", "+OK\r\nUSER\r\nSASL XPLAIN PLAINX\r\n.\r\n"},
                   {"USER me@x.org", "+OK\r\n"},
                   {"PASS a b", "+OK\r\n"},
                   {"CAPA", "+OK\r\n.\r\n"},
                   END}},
    /* an old server */
    {.exchanges = {{NULL, "+OK\r\n"},
                   {"CAPA", "-ERR\r\n"},
                   {"USER u", "+OK\r\n"},
                   {"PASS p", "+OK\r\n"},
                   {"CAPA", "-ERR\r\n"},
                   END}},
    {.authorization_id = "boss",
     .mechanism = "PLAIN",
     .exchanges = {{NULL, "+OK\r\n"},
                   {"CAPA", "+OK\r\nUSER\r\nSASL PLAIN\r\n.\r\n"},
                   {"AUTH PLAIN Ym9zcwB1AHA=", "+OK\r\n"},
                   {"CAPA", "+OK\r\n.\r\n"},
                   END}},
};

static void each_server_is_logged_in_to_in_a_way_it_takes(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof logins / sizeof *logins; i++)
        check_login(POP3, &logins[i]);
}

static void capabilities_are_those_after_login(void **state) {
    static const exchange exchanges[] = {
        {NULL, "+OK\r\n"},
        {"CAPA", "+OK\r\nUSER\r\nSASL  PLAIN   LOGIN\r\n.\r\n"},
        {"AUTH PLAIN AHUAcA==", "+OK\r\n"},
        {"CAPA", "+OK\r\nUIDL\r\nEXPIRE NEVER\r\n.\r\n"},
        END,
    };
    script server;

    (void)state;
    mla_session *session = script_session(&server, POP3, exchanges);
    assert_string_equal(mla_session_capability(session, 0), "UIDL");
    assert_string_equal(mla_session_capability(session, 1), "EXPIRE NEVER");
    assert_null(mla_session_capability(session, 2));
    mla_session_free(session);
}

/* ----- refusals ----- */

static const refusal refusals[] = {
    {.status = MLA_E_SERVER_BYE,
     .retry = MLA_RETRY_LATER,
     .words = "try again later",
     .server_text = "not well",
     .server_code = "SYS/TEMP",
     .login = {.exchanges = {{NULL, "-ERR [SYS/TEMP] not well\r\n"}, END}}},
    {.status = MLA_E_AUTH,
     .retry = MLA_RETRY_CREDENTIALS,
     .words = "check user name and password",
     .server_text = "no",
     .login = {.exchanges = {{NULL, "+OK\r\n"},
                             {"CAPA", "-ERR\r\n"},
                             {"USER u", "+OK\r\n"},
                             {"PASS p", "-ERR no\r\n"},
                             END}}},
    {.status = MLA_E_AUTH,
     .retry = MLA_RETRY_CREDENTIALS,
     .server_text = "who?",
     .server_code = "AUTH",
     .login = {.exchanges = {{NULL, "+OK\r\n"},
                             {"CAPA", "-ERR\r\n"},
                             {"USER u", "-ERR [AUTH] who?\r\n"},
                             END}}},
    /* nothing is wrong with the password */
    {.status = MLA_E_SERVER_NO,
     .retry = MLA_RETRY_LATER,
     .server_text = "locked",
     .server_code = "IN-USE",
     .login = {.exchanges = {{NULL, "+OK\r\n"},
                             {"CAPA", "-ERR\r\n"},
                             {"USER u", "+OK\r\n"},
                             {"PASS p", "-ERR [IN-USE] locked\r\n"},
                             END}}},
    /* nor here: hMailServer has no code for it */
    {.status = MLA_E_SERVER_NO,
     .retry = MLA_RETRY_LATER,
     .server_text = "Your mailbox is already locked",
     .login = {.exchanges = {{NULL, "+OK\r\n"},
                             {"CAPA", "-ERR\r\n"},
                             {"USER u", "+OK\r\n"},
                             {"PASS p", "-ERR Your mailbox is already locked\r\n"},
                             END}}},
    {.status = MLA_E_AUTH,
     .retry = MLA_RETRY_CREDENTIALS,
     .server_text = "the clock says no",
     .server_code = "AUTH",
     .login = {.exchanges = {{NULL, "+OK\r\n"},
                             {"CAPA", "-ERR\r\n"},
                             {"USER u", "+OK\r\n"},
                             {"PASS p", "-ERR [AUTH] the clock says no\r\n"},
                             END}}},
    {.status = MLA_E_SERVER_NO,
     .retry = MLA_RETRY_LATER,
     .retry_after_ms = 600000,
     .server_text = "too soon",
     .server_code = "LOGIN-DELAY",
     .login = {.exchanges = {{NULL, "+OK\r\n"},
                             {"CAPA", "+OK\r\nUSER\r\nLOGIN-DELAY 600\r\n.\r\n"},
                             {"USER u", "+OK\r\n"},
                             {"PASS p", "-ERR [LOGIN-DELAY] too soon\r\n"},
                             END}}},
    {.status = MLA_E_AUTH_MECHANISM,
     .words = "no way to log in",
     .login = {.exchanges = {{NULL, "+OK\r\n"}, {"CAPA", "+OK\r\nSASL GSSAPI\r\n.\r\n"}, END}}},
    /* USER and PASS cannot say on behalf of whom */
    {.status = MLA_E_AUTH_MECHANISM,
     .words = "no way to log in",
     .login = {.authorization_id = "boss",
               .exchanges = {{NULL, "+OK\r\n"}, {"CAPA", "+OK\r\nUSER\r\n.\r\n"}, END}}},
    {.status = MLA_E_PROTOCOL,
     .words = "check that host and port",
     .server_text = "* OK IMAP4rev1 here",
     .login = {.exchanges = {{NULL, "* OK IMAP4rev1 here\r\n"}, END}}},
    {.status = MLA_E_PROTOCOL,
     .words = "check that host and port",
     .server_text = "HTTP/1.1 400 Bad Request",
     .login = {.exchanges = {{NULL, "HTTP/1.1 400 Bad Request\r\n"}, END}}},
    {.status = MLA_E_UNSOLICITED,
     .server_text = "you are in",
     .login = {.exchanges = {{NULL, "+OK\r\n+OK you are in\r\n"}, {"CAPA", NULL}, END}}},
};

static void a_refusal_says_what_and_whether_to_try_again(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        check_refusal(POP3, &refusals[i]);
}

/* ----- secrets ----- */

static const exchange pass[] = {
    {NULL, "+OK\r\n"},           {"CAPA", "-ERR\r\n"}, {"USER u", "+OK\r\n"},
    {"PASS " SECRET, "+OK\r\n"}, {"CAPA", "-ERR\r\n"}, END,
};
static const exchange plain[] = {
    {NULL, "+OK\r\n"},
    {"CAPA", "+OK\r\nSASL PLAIN\r\n.\r\n"},
    {"AUTH PLAIN AHUAczNjcjN0LXcwcmQ=", "+OK\r\n"},
    {"CAPA", "-ERR\r\n"},
    END,
};

static void a_trace_shows_a_star_in_place_of_each_secret(void **state) {
    (void)state;
    check_trace(POP3, pass, "PASS *\r\n");
    check_trace(POP3, plain, "AUTH PLAIN *\r\n");
}

static void nothing_is_left_of_the_password_after_login(void **state) {
    (void)state;
    check_wiped(POP3, pass);
    check_wiped(POP3, plain);
}

static void neither_nul_nor_a_line_break_gets_into_a_login(void **state) {
    static const exchange before_user[] = {{NULL, "+OK\r\n"}, {"CAPA", "-ERR\r\n"}, END};
    static const exchange before_plain[] = {
        {NULL, "+OK\r\n"}, {"CAPA", "+OK\r\nSASL PLAIN\r\n.\r\n"}, END};

    (void)state;
    check_injection(POP3, before_user, strlen("CAPA\r\n"), false);
    check_injection(POP3, before_plain, strlen("CAPA\r\n"), true);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_server_is_logged_in_to_in_a_way_it_takes),
        cmocka_unit_test(capabilities_are_those_after_login),
        cmocka_unit_test(a_refusal_says_what_and_whether_to_try_again),
        cmocka_unit_test(a_trace_shows_a_star_in_place_of_each_secret),
        cmocka_unit_test(nothing_is_left_of_the_password_after_login),
        cmocka_unit_test(neither_nul_nor_a_line_break_gets_into_a_login),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
