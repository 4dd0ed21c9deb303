/* SPDX-License-Identifier: MIT */
#include "opening.h"

#define IMAP MLA_PROTOCOL_IMAP

static const login logins[] = {
    /* capabilities in greeting and reply: two round trips fewer */
    {.exchanges = {{NULL, "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\r\n"},
                   {"A1 AUTHENTICATE PLAIN AHUAcA==", "A1 OK [CAPABILITY IMAP4rev1] in\r\n"},
                   END}},
    /* without them they are asked for, before and after */
    {.exchanges = {{NULL, "* OK hi\r\n"},
                   {"A1 CAPABILITY", "* CAPABILITY IMAP4rev1\r\nA1 OK\r\n"},
                   {"A2 LOGIN u p", "A2 OK\r\n"},
                   {"A3 CAPABILITY", "* CAPABILITY IMAP4rev1 IDLE\r\nA3 OK\r\n"},
                   END}},
    /* a server that refuses to say has LOGIN, as all have */
    {.exchanges = {{NULL, "* OK hi\r\n"},
                   {"A1 CAPABILITY", "A1 BAD what?\r\n"},
                   {"A2 LOGIN u p", "A2 OK\r\n"},
                   {"A3 CAPABILITY", "A3 BAD what?\r\n"},
                   END}},
    /* what an atom cannot hold is quoted */
    {.user = "me \"x\"",
     .password = "a\\b",
     .exchanges = {{NULL, "* OK [CAPABILITY IMAP4rev1] hi\r\n"},
                   {"A1 LOGIN \"me \\\"x\\\"\" \"a\\\\b\"", "A1 OK [CAPABILITY IMAP4rev1] in\r\n"},
                   END}},
    /* LOGIN is for ASCII: else PLAIN, though it takes a round trip more */
    {.password = "\xc3\xbc",
     .exchanges = {{NULL, "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\r\n"},
                   {"A1 AUTHENTICATE PLAIN", "+ \r\n"},
                   {"AHUAw7w=", "A1 OK [CAPABILITY IMAP4rev1] in\r\n"},
                   END}},
    {.exchanges = {{NULL, "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\r\n"},
                   {"A1 LOGIN u p", "A1 OK [CAPABILITY IMAP4rev1] in\r\n"},
                   END}},
    {.mechanism = "PLAIN",
     .exchanges = {{NULL, "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\r\n"},
                   {"A1 AUTHENTICATE PLAIN", "+\r\n"},
                   {"AHUAcA==", "A1 OK [CAPABILITY IMAP4rev1] in\r\n"},
                   END}},
    {.authorization_id = "boss",
     .exchanges = {{NULL, "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\r\n"},
                   {"A1 AUTHENTICATE PLAIN Ym9zcwB1AHA=", "A1 OK [CAPABILITY IMAP4rev1] in\r\n"},
                   END}},
    {.exchanges = {{NULL, "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=PLAIN] hi\r\n"},
                   {"A1 AUTHENTICATE PLAIN", "+ \r\n"},
                   {"AHUAcA==", "A1 OK [CAPABILITY IMAP4rev1] in\r\n"},
                   END}},
    {.exchanges = {{NULL, "* PREAUTH [CAPABILITY IMAP4rev1] you are in\r\n"}, END}},
};

static void each_server_is_logged_in_to_in_a_way_it_takes(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof logins / sizeof *logins; i++)
        check_login(IMAP, &logins[i]);
}

static void capabilities_are_those_after_login(void **state) {
    script server;

    (void)state;
    mla_session *session = script_session(&server, IMAP, logins[1].exchanges);
    assert_string_equal(mla_session_capability(session, 0), "IMAP4rev1");
    assert_string_equal(mla_session_capability(session, 1), "IDLE");
    assert_null(mla_session_capability(session, 2));
    mla_session_free(session);
}

/* ----- refusals ----- */

static const refusal refusals[] = {
    {.status = MLA_E_AUTH,
     .retry = MLA_RETRY_CREDENTIALS,
     .words = "check user name and password",
     .server_text = "no",
     .login = {.exchanges = {{NULL, "* OK [CAPABILITY IMAP4rev1] hi\r\n"},
                             {"A1 LOGIN u p", "A1 NO no\r\n"},
                             END}}},
    {.status = MLA_E_AUTH,
     .retry = MLA_RETRY_CREDENTIALS,
     .server_text = "wrong",
     .server_code = "AUTHENTICATIONFAILED",
     .login = {.exchanges = {{NULL, "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\r\n"},
                             {"A1 AUTHENTICATE PLAIN AHUAcA==",
                              "A1 NO [AUTHENTICATIONFAILED] wrong\r\n"},
                             END}}},
    /* nothing is wrong with the password */
    {.status = MLA_E_SERVER_NO,
     .retry = MLA_RETRY_LATER,
     .server_text = "later",
     .server_code = "UNAVAILABLE",
     .login = {.exchanges = {{NULL, "* OK [CAPABILITY IMAP4rev1] hi\r\n"},
                             {"A1 LOGIN u p", "A1 NO [UNAVAILABLE] later\r\n"},
                             END}}},
    {.status = MLA_E_SERVER_BYE,
     .retry = MLA_RETRY_LATER,
     .words = "try again later",
     .server_text = "too many connections",
     .login = {.exchanges = {{NULL, "* BYE too many connections\r\n"}, END}}},
    /* it takes back its yes */
    {.status = MLA_E_SERVER_BYE,
     .retry = MLA_RETRY_LATER,
     .server_text = "full",
     .server_code = "UNAVAILABLE",
     .login = {.exchanges = {{NULL, "* OK [CAPABILITY IMAP4rev1] hi\r\n"},
                             {"A1 LOGIN u p", "* BYE [UNAVAILABLE] full\r\nA1 OK\r\n"},
                             END}}},
    {.status = MLA_E_AUTH_MECHANISM,
     .words = "no way to log in",
     .login = {.exchanges = {{NULL, "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] hi\r\n"}, END}}},
    {.status = MLA_E_AUTH_MECHANISM,
     .words = "no way to log in",
     .login = {.exchanges = {{NULL, "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=GSSAPI] hi\r\n"},
                             END}}},
    /* LOGIN cannot say on behalf of whom */
    {.status = MLA_E_AUTH_MECHANISM,
     .words = "no way to log in",
     .login = {.authorization_id = "boss",
               .exchanges = {{NULL, "* OK [CAPABILITY IMAP4rev1] hi\r\n"}, END}}},
    {.status = MLA_E_PROTOCOL,
     .words = "check that host and port",
     .server_text = "OK POP3 here",
     .login = {.exchanges = {{NULL, "+OK POP3 here\r\n"}, END}}},
    /* IceWarp bars an address so */
    {.status = MLA_E_PROTOCOL,
     .retry = MLA_RETRY_LATER,
     .words = "not a greeting",
     .server_text = "LOGOUT Intrusion prevention active for 192.0.2.1",
     .login = {.exchanges = {{NULL, "* NO LOGOUT Intrusion prevention active for 192.0.2.1\r\n"},
                             END}}},
    /* other servers wait for the client then */
    {.status = MLA_E_PROTOCOL,
     .words = "check that host and port",
     .server_text = "220 mail.test ESMTP",
     .login = {.exchanges = {{NULL, "220 mail.test ESMTP\r\n"}, END}}},
    {.status = MLA_E_PROTOCOL,
     .words = "does not greet as IMAP does",
     .server_text = "SSH-2.0-OpenSSH_9.2",
     .login = {.exchanges = {{NULL, "SSH-2.0-OpenSSH_9.2\r\n"}, END}}},
    /* SmarterMail */
    {.status = MLA_E_PROTOCOL,
     .words = "does not greet as IMAP does",
     .server_text = "421 Server is busy, try again later.",
     .login = {.exchanges = {{NULL, "421 Server is busy, try again later.\r\n"}, END}}},
    {.status = MLA_E_UNSOLICITED,
     .login = {.exchanges = {{NULL, "* OK [CAPABILITY IMAP4rev1] hi\r\nA1 OK you are in\r\n"},
                             {"A1 LOGIN u p", NULL},
                             END}}},
};

static void a_refusal_says_what_and_whether_to_try_again(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        check_refusal(IMAP, &refusals[i]);
}

/* ----- secrets ----- */

static const exchange by_login[] = {
    {NULL, "* OK [CAPABILITY IMAP4rev1] hi\r\n"},
    {"A1 LOGIN u " SECRET, "A1 OK [CAPABILITY IMAP4rev1] in\r\n"},
    END,
};
static const exchange by_plain[] = {
    {NULL, "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=PLAIN] hi\r\n"},
    {"A1 AUTHENTICATE PLAIN", "+ \r\n"},
    {"AHUAczNjcjN0LXcwcmQ=", "A1 OK [CAPABILITY IMAP4rev1] in\r\n"},
    END,
};
static const exchange at_once[] = {
    {NULL, "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\r\n"},
    {"A1 AUTHENTICATE PLAIN AHUAczNjcjN0LXcwcmQ=", "A1 OK [CAPABILITY IMAP4rev1] in\r\n"},
    END,
};

static void a_trace_shows_a_star_in_place_of_each_secret(void **state) {
    (void)state;
    check_trace(IMAP, by_login, "A1 LOGIN u *\r\n");
    check_trace(IMAP, by_plain, "A1 AUTHENTICATE PLAIN\r\n+ \r\n*\r\n");
    check_trace(IMAP, at_once, "A1 AUTHENTICATE PLAIN *\r\n");
}

static void nothing_is_left_of_the_password_after_login(void **state) {
    (void)state;
    check_wiped(IMAP, by_login);
    check_wiped(IMAP, by_plain);
    check_wiped(IMAP, at_once);
}

static void neither_nul_nor_a_line_break_gets_into_a_login(void **state) {
    static const exchange before_login[] = {{NULL, "* OK [CAPABILITY IMAP4rev1] hi\r\n"}, END};
    static const exchange before_plain[] = {
        {NULL, "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\r\n"}, END};

    (void)state;
    check_injection(IMAP, before_login, 0, false);
    check_injection(IMAP, before_plain, 0, true);
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
