/* SPDX-License-Identifier: MIT */
#include "hoard.h"
#include "script.h"
#include "session/options.h"

/* ----- ways in ----- */

typedef struct {
    const char *user;
    const char *password;
    const char *authorization_id;
    const char *mechanism;
    const exchange exchanges[6];
} test_login;

static const test_login logins[] = {
    /* capabilities in greeting and reply: two round trips fewer */
    {"u",
     "p",
     NULL,
     NULL,
     {{NULL, "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\r\n"},
      {"A1 AUTHENTICATE PLAIN AHUAcA==", "A1 OK [CAPABILITY IMAP4rev1] in\r\n"},
      END}},
    /* without them they are asked for, before and after */
    {"u",
     "p",
     NULL,
     NULL,
     {{NULL, "* OK hi\r\n"},
      {"A1 CAPABILITY", "* CAPABILITY IMAP4rev1\r\nA1 OK\r\n"},
      {"A2 LOGIN u p", "A2 OK\r\n"},
      {"A3 CAPABILITY", "* CAPABILITY IMAP4rev1 IDLE\r\nA3 OK\r\n"},
      END}},
    /* a server that refuses to say has LOGIN, as all have */
    {"u",
     "p",
     NULL,
     NULL,
     {{NULL, "* OK hi\r\n"},
      {"A1 CAPABILITY", "A1 BAD what?\r\n"},
      {"A2 LOGIN u p", "A2 OK\r\n"},
      {"A3 CAPABILITY", "A3 BAD what?\r\n"},
      END}},
    /* what an atom cannot hold is quoted */
    {"me \"x\"",
     "a\\b",
     NULL,
     NULL,
     {{NULL, "* OK [CAPABILITY IMAP4rev1] hi\r\n"},
      {"A1 LOGIN \"me \\\"x\\\"\" \"a\\\\b\"", "A1 OK [CAPABILITY IMAP4rev1] in\r\n"},
      END}},
    /* LOGIN is for ASCII: else PLAIN, though it takes a round trip more */
    {"u",
     "\xc3\xbc",
     NULL,
     NULL,
     {{NULL, "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\r\n"},
      {"A1 AUTHENTICATE PLAIN", "+ \r\n"},
      {"AHUAw7w=", "A1 OK [CAPABILITY IMAP4rev1] in\r\n"},
      END}},
    {"u",
     "p",
     NULL,
     NULL,
     {{NULL, "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\r\n"},
      {"A1 LOGIN u p", "A1 OK [CAPABILITY IMAP4rev1] in\r\n"},
      END}},
    {"u",
     "p",
     NULL,
     "PLAIN",
     {{NULL, "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\r\n"},
      {"A1 AUTHENTICATE PLAIN", "+\r\n"},
      {"AHUAcA==", "A1 OK [CAPABILITY IMAP4rev1] in\r\n"},
      END}},
    {"u",
     "p",
     "boss",
     NULL,
     {{NULL, "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\r\n"},
      {"A1 AUTHENTICATE PLAIN Ym9zcwB1AHA=", "A1 OK [CAPABILITY IMAP4rev1] in\r\n"},
      END}},
    {"u",
     "p",
     NULL,
     NULL,
     {{NULL, "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=PLAIN] hi\r\n"},
      {"A1 AUTHENTICATE PLAIN", "+ \r\n"},
      {"AHUAcA==", "A1 OK [CAPABILITY IMAP4rev1] in\r\n"},
      END}},
    {"u", "p", NULL, NULL, {{NULL, "* PREAUTH [CAPABILITY IMAP4rev1] you are in\r\n"}, END}},
};

static mla_options *options_for(script *server, const test_login *row) {
    mla_options *options = script_options(server, MLA_PROTOCOL_IMAP);

    mla_options_set_user(options, row->user);
    mla_options_set_password(options, row->password);
    mla_options_set_authorization_id(options, row->authorization_id);
    mla_options_set_mechanism(options, row->mechanism);
    return options;
}

static void each_server_is_logged_in_to_in_a_way_it_takes(void **state) {
    script server;

    (void)state;
    for (size_t i = 0; i < sizeof logins / sizeof *logins; i++) {
        for (size_t chunk = 1; chunk < 100; chunk += 98) {
            mla_session *session;
            script_init(&server, logins[i].exchanges);
            server.chunk = chunk;
            assert_int_equal(script_open(options_for(&server, &logins[i]), &session), MLA_OK);
            assert_int_equal(mla_session_can(session, MLA_CAN_FOLDERS), 1);
            assert_null(server.at->line); /* all was said */
            mla_session_free(session);
        }
    }
}

static void capabilities_are_those_after_login(void **state) {
    script server;
    mla_session *session;

    (void)state;
    script_init(&server, logins[1].exchanges);
    assert_int_equal(script_open(options_for(&server, &logins[1]), &session), MLA_OK);
    assert_string_equal(mla_session_capability(session, 0), "IMAP4rev1");
    assert_string_equal(mla_session_capability(session, 1), "IDLE");
    assert_null(mla_session_capability(session, 2));
    mla_session_free(session);
}

/* ----- refusals ----- */

typedef struct {
    const char *authorization_id;
    int32_t status;
    int32_t retry;
    const char *words;
    const char *server_text;
    const char *code;
    const exchange exchanges[4];
} test_refusal;

static const test_refusal refusals[] = {
    {NULL,
     MLA_E_AUTH,
     MLA_RETRY_CREDENTIALS,
     "check user name and password",
     "no",
     "",
     {{NULL, "* OK [CAPABILITY IMAP4rev1] hi\r\n"}, {"A1 LOGIN u p", "A1 NO no\r\n"}, END}},
    {NULL,
     MLA_E_AUTH,
     MLA_RETRY_CREDENTIALS,
     "",
     "wrong",
     "AUTHENTICATIONFAILED",
     {{NULL, "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\r\n"},
      {"A1 AUTHENTICATE PLAIN AHUAcA==", "A1 NO [AUTHENTICATIONFAILED] wrong\r\n"},
      END}},
    /* nothing is wrong with the password */
    {NULL,
     MLA_E_SERVER_NO,
     MLA_RETRY_LATER,
     "",
     "later",
     "UNAVAILABLE",
     {{NULL, "* OK [CAPABILITY IMAP4rev1] hi\r\n"},
      {"A1 LOGIN u p", "A1 NO [UNAVAILABLE] later\r\n"},
      END}},
    {NULL,
     MLA_E_SERVER_BYE,
     MLA_RETRY_LATER,
     "try again later",
     "too many connections",
     "",
     {{NULL, "* BYE too many connections\r\n"}, END}},
    {NULL,
     MLA_E_AUTH_MECHANISM,
     MLA_RETRY_NEVER,
     "no way to log in",
     "",
     "",
     {{NULL, "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] hi\r\n"}, END}},
    {NULL,
     MLA_E_AUTH_MECHANISM,
     MLA_RETRY_NEVER,
     "no way to log in",
     "",
     "",
     {{NULL, "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=GSSAPI] hi\r\n"}, END}},
    {"boss",
     MLA_E_AUTH_MECHANISM,
     MLA_RETRY_NEVER,
     "no way to log in",
     "",
     "",
     {{NULL, "* OK [CAPABILITY IMAP4rev1] hi\r\n"}, END}}, /* LOGIN cannot say it */
    {NULL,
     MLA_E_PROTOCOL,
     MLA_RETRY_NEVER,
     "check that host and port",
     "",
     "",
     {{NULL, "+OK POP3 here\r\n"}, END}},

    {NULL,
     MLA_E_UNSOLICITED,
     MLA_RETRY_NEVER,
     "",
     "",
     "",
     {{NULL, "* OK [CAPABILITY IMAP4rev1] hi\r\nA1 OK you are in\r\n"},
      {"A1 LOGIN u p", NULL},
      END}},
};

static void a_refusal_says_what_and_whether_to_try_again(void **state) {
    script server;

    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        const test_refusal *row = &refusals[i];
        mla_session *session;
        script_init(&server, row->exchanges);
        mla_options *options = script_options(&server, MLA_PROTOCOL_IMAP);
        mla_options_set_authorization_id(options, row->authorization_id);
        int32_t status = script_open(options, &session);
        if (status != row->status)
            fail_msg("%zu: %s: %s", i, mla_status_name(status), mla_session_error_text(session));
        assert_int_equal(mla_session_error_retry(session), row->retry);
        if (strstr(mla_session_error_text(session), row->words) == NULL)
            fail_msg("%zu: %s", i, mla_session_error_text(session));
        assert_string_equal(mla_session_error_server_text(session), row->server_text);
        assert_string_equal(mla_session_error_server_code(session), row->code);
        expect_status(session, row->status);
        mla_session_free(session);
        assert_int_equal(server.freed, 1);
    }
}

/* ----- secrets ----- */

#define SECRET "s3cr3t-w0rd"

static const exchange login[] = {
    {NULL, "* OK [CAPABILITY IMAP4rev1] hi\r\n"},
    {"A1 LOGIN u " SECRET, "A1 OK [CAPABILITY IMAP4rev1] in\r\n"},
    END,
};
static const exchange plain[] = {
    {NULL, "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=PLAIN] hi\r\n"},
    {"A1 AUTHENTICATE PLAIN", "+ \r\n"},
    {"AHUAczNjcjN0LXcwcmQ=", "A1 OK [CAPABILITY IMAP4rev1] in\r\n"},
    END,
};
static const exchange initial[] = {
    {NULL, "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] hi\r\n"},
    {"A1 AUTHENTICATE PLAIN AHUAczNjcjN0LXcwcmQ=", "A1 OK [CAPABILITY IMAP4rev1] in\r\n"},
    END,
};

static const exchange *const secret_logins[] = {login, plain, initial};

static void a_trace_shows_a_star_in_place_of_each_secret(void **state) {
    static recording trace;
    script server;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        for (size_t chunk = 1; chunk <= 1000; chunk += 333) {
            mla_session *session;
            trace.len = 0;
            script_init(&server, secret_logins[i]);
            server.write_chunk = chunk;
            mla_options *options = script_options(&server, MLA_PROTOCOL_IMAP);
            mla_options_set_password(options, SECRET);
            mla_options_set_trace(options, record, &trace);
            assert_int_equal(script_open(options, &session), MLA_OK);
            assert_non_null(strstr(trace.octets, i == 0 ? "A1 LOGIN" : "A1 AUTHENTICATE PLAIN"));
            assert_non_null(strchr(trace.octets, '*'));
            assert_null(strstr(trace.octets, "s3cr3t"));
            assert_null(strstr(trace.octets, "czNjcjN0"));
            mla_session_free(session);
        }
    }
}

static void a_session_wipes_its_copy_of_the_password_after_login(void **state) {
    script server;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        hoard kept;
        mla_session *session;
        hoard_init(&kept);
        script_init(&server, secret_logins[i]);
        mla_options *options = script_options_on(&server, MLA_PROTOCOL_IMAP, &kept.allocator);
        mla_options_set_password(options, SECRET);
        assert_int_equal(mla_session_open(options, &session), MLA_OK);
        mla_options_free(options);
        assert_int_equal(hoard_finds(&kept, SECRET), 0);
        assert_int_equal(hoard_finds(&kept, "czNjcjN0"), 0);
        mla_session_free(session);
        hoard_deinit(&kept);
    }
}

/* Down to the codec, which takes octets from whom it may: URL and setters are tested by themselves. */
static void neither_nul_nor_a_line_break_gets_into_a_login(void **state) {
    static const mla_str bad[] = {STR_INIT("a\rb"), STR_INIT("a\nb"), STR_INIT("a\0b")};
    script server;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        for (int index = MLA__OPTION_USER; index <= MLA__OPTION_PASSWORD; index++) {
            for (size_t j = 0; j < 3; j++) {
                bool is_encoded = j != 0; /* in base64 a line break breaks nothing */
                if (is_encoded && bad[i].ptr[1] != '\0')
                    continue;
                mla_session *session;
                script_init(&server, secret_logins[j]);
                server.at = (const exchange[]){END};
                mla_options *options = script_options(&server, MLA_PROTOCOL_IMAP);
                assert_int_equal(mla__options_set_text(options, index, bad[i]), MLA_OK);
                assert_int_equal(script_open(options, &session), MLA_E_INVALID);
                assert_int_equal(mla_session_octets_sent(session), 0);
                mla_session_free(session);
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_server_is_logged_in_to_in_a_way_it_takes),
        cmocka_unit_test(capabilities_are_those_after_login),
        cmocka_unit_test(a_refusal_says_what_and_whether_to_try_again),
        cmocka_unit_test(a_trace_shows_a_star_in_place_of_each_secret),
        cmocka_unit_test(a_session_wipes_its_copy_of_the_password_after_login),
        cmocka_unit_test(neither_nul_nor_a_line_break_gets_into_a_login),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
