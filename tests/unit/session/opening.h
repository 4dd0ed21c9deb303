/* SPDX-License-Identifier: MIT */
/** What the tests of opening a session share: ways in, refusals, and where a secret must not be. */
#ifndef MLA_TESTS_SESSION_OPENING_H
#define MLA_TESTS_SESSION_OPENING_H

#include "hoard.h"
#include "session_fixture.h"
#include "session/options.h"

#define SECRET "s3cr3t-w0rd"
#define SECRET_IN_BASE64 "czNjcjN0" /* the beginning, where it stands in "AHUAczNjcjN0LXcwcmQ=" */

typedef struct login {
    const char *user;             /* NULL: "u" */
    const char *password;         /* NULL: "p" */
    const char *authorization_id; /* NULL: none */
    const char *mechanism;        /* NULL: any */
    exchange exchanges[7];
} login;

static inline mla_options *login_options(script *server, int32_t protocol, const login *row) {
    mla_options *options = script_options(server, protocol);

    if (row->user != NULL)
        mla_options_set_user(options, row->user);
    if (row->password != NULL)
        mla_options_set_password(options, row->password);
    mla_options_set_authorization_id(options, row->authorization_id);
    mla_options_set_mechanism(options, row->mechanism);
    return options;
}

/** Opens with octets one by one and all at once; all of the script must be said. */
static inline void check_login(int32_t protocol, const login *row) {
    static const size_t chunks[] = {1, SIZE_MAX};
    script server;

    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        mla_session *session;
        script_init(&server, row->exchanges);
        server.chunk = chunks[i];
        assert_int_equal(script_open(login_options(&server, protocol, row), &session), MLA_OK);
        assert_int_equal(mla_session_can(session, MLA_CAN_SUMMARIES) |
                             mla_session_can(session, MLA_CAN_DELETE),
                         1);
        assert_null(server.at->line);
        mla_session_free(session);
    }
}

/** A way in that is refused; strings that are NULL are "". */
typedef struct refusal {
    int32_t status;
    int32_t retry;
    uint64_t retry_after_ms;
    const char *words; /* in the text */
    const char *server_text;
    const char *server_code;
    login login;
} refusal;

static inline void check_refusal(int32_t protocol, const refusal *row) {
    const char *server_text = row->server_text != NULL ? row->server_text : "";
    const char *server_code = row->server_code != NULL ? row->server_code : "";
    script server;
    mla_session *session;

    script_init(&server, row->login.exchanges);
    int32_t status = script_open(login_options(&server, protocol, &row->login), &session);
    if (status != row->status)
        fail_msg("%s: %s", row->login.exchanges[0].reply, mla_status_name(status));
    if (row->words != NULL && strstr(mla_session_error_text(session), row->words) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", row->words, mla_session_error_text(session));
    assert_int_equal(mla_session_error_retry(session), row->retry);
    assert_int_equal(mla_session_error_retry_after_ms(session), row->retry_after_ms);
    assert_string_equal(mla_session_error_server_text(session), server_text);
    assert_string_equal(mla_session_error_server_code(session), server_code);
    expect_status(session, row->status);
    mla_session_free(session);
    assert_int_equal(server.freed, 1);
}

/** @param shown what a trace has where the secret went out. */
static inline void check_trace(int32_t protocol, const exchange *exchanges, const char *shown) {
    static recording trace;
    script server;

    for (size_t chunk = 1; chunk <= 1000; chunk += 333) {
        mla_session *session;
        trace.len = 0;
        script_init(&server, exchanges);
        server.write_chunk = chunk;
        mla_options *options = script_options(&server, protocol);
        mla_options_set_password(options, SECRET);
        mla_options_set_trace(options, record, &trace);
        assert_int_equal(script_open(options, &session), MLA_OK);
        if (strstr(trace.octets, shown) == NULL)
            fail_msg("\"%s\" is not in \"%s\"", shown, trace.octets);
        assert_null(strstr(trace.octets, SECRET));
        assert_null(strstr(trace.octets, SECRET_IN_BASE64));
        mla_session_free(session);
    }
}

/** After login the secret stands nowhere, not even in memory that was given back. */
static inline void check_wiped(int32_t protocol, const exchange *exchanges) {
    script server;
    hoard kept;
    mla_session *session;

    hoard_init(&kept);
    script_init(&server, exchanges);
    mla_options *options = script_options_on(&server, protocol, &kept.allocator);
    mla_options_set_password(options, SECRET);
    assert_int_equal(hoard_finds(&kept, SECRET), 1);
    assert_int_equal(mla_session_open(options, &session), MLA_OK);
    mla_options_free(options);
    assert_int_equal(hoard_finds(&kept, SECRET), 0);
    assert_int_equal(hoard_finds(&kept, SECRET_IN_BASE64), 0);
    mla_session_free(session);
    assert_int_equal(kept.in_use, 0);
    hoard_deinit(&kept);
}

/**
 * NUL, CR and LF in user and password, down to the codec, which takes octets from whom it may: URL and setters are
 * tested by themselves.
 *
 * @param exchanges up to the login, which must not be sent.
 * @param sent      the octets of them.
 * @param is_base64 it is encoded: then a line break breaks nothing.
 */
static inline void check_injection(int32_t protocol, const exchange *exchanges, size_t sent,
                                   bool is_base64) {
    static const mla_str bad[] = {STR_INIT("a\0b"), STR_INIT("a\rb"), STR_INIT("a\nb")};
    script server;

    for (size_t i = 0; i < (is_base64 ? 1 : 3); i++) {
        for (int index = MLA__OPTION_USER; index <= MLA__OPTION_PASSWORD; index++) {
            mla_session *session;
            script_init(&server, exchanges);
            mla_options *options = script_options(&server, protocol);
            assert_int_equal(mla__options_set_text(options, index, bad[i]), MLA_OK);
            assert_int_equal(script_open(options, &session), MLA_E_INVALID);
            assert_int_equal(mla_session_octets_sent(session), sent);
            mla_session_free(session);
        }
    }
}

#endif
