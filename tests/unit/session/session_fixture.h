/* SPDX-License-Identifier: MIT */
/** Sessions over a script, and what they must say. */
#ifndef MLA_TESTS_SESSION_SESSION_FIXTURE_H
#define MLA_TESTS_SESSION_SESSION_FIXTURE_H

#include "heap.h"
#include "script.h"

/** Options of a session with the script, in clear, as user "u" with password "p". */
static inline mla_options *script_options_on(script *self, int32_t protocol,
                                             const mla_allocator *allocator) {
    mla_options *options;

    assert_int_equal(mla_options_new(allocator, &options), MLA_OK);
    assert_int_equal(mla_options_set_protocol(options, protocol), MLA_OK);
    assert_int_equal(mla_options_set_security(options, MLA_SECURITY_CLEARTEXT), MLA_OK);
    assert_int_equal(mla_options_set_host(options, "server.test"), MLA_OK);
    assert_int_equal(mla_options_set_user(options, "u"), MLA_OK);
    assert_int_equal(mla_options_set_password(options, "p"), MLA_OK);
    assert_int_equal(mla_options_set_clock(options, script_now, self), MLA_OK);
    assert_int_equal(mla_options_set_transport(options, &self->transport), MLA_OK);
    return options;
}

static inline mla_options *script_options(script *self, int32_t protocol) {
    return script_options_on(self, protocol, NULL);
}

/** Opens and frees the options. @return the status. */
static inline int32_t script_open(mla_options *options, mla_session **session) {
    int32_t status = mla_session_open(options, session);

    mla_options_free(options);
    return status;
}

/** Opens a session over a script; it must succeed. */
static inline mla_session *script_session(script *self, int32_t protocol,
                                          const exchange *exchanges) {
    mla_session *session;

    script_init(self, exchanges);
    assert_int_equal(script_open(script_options(self, protocol), &session), MLA_OK);
    return session;
}

static inline mla_session *script_imap(script *self, const exchange *exchanges) {
    return script_session(self, MLA_PROTOCOL_IMAP, exchanges);
}

static inline mla_session *script_pop3(script *self, const exchange *exchanges) {
    return script_session(self, MLA_PROTOCOL_POP3, exchanges);
}

/** The same, with all of its memory from a heap. */
static inline mla_session *script_session_on(script *self, int32_t protocol,
                                             const exchange *exchanges, heap *memory) {
    mla_session *session;

    heap_init(memory);
    script_init(self, exchanges);
    mla_options *options = script_options_on(self, protocol, &memory->allocator);
    assert_int_equal(script_open(options, &session), MLA_OK);
    return session;
}

/** Opening over a script must fail with this status, and with these words in its text. */
static inline void expect_refusal(script *self, mla_options *options, int32_t status,
                                  const char *words) {
    mla_session *session;

    assert_string_equal(mla_status_name(script_open(options, &session)), mla_status_name(status));
    assert_int_equal(mla_session_error_status(session), status);
    if (strstr(mla_session_error_text(session), words) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", words, mla_session_error_text(session));
    mla_session_free(session);
    assert_int_equal(self->freed, 1);
}

/** What a trace saw, in the order of time. */
typedef struct recording {
    char octets[65536];
    size_t len;
} recording;

static inline void record(void *user, int32_t kind, const char *data, size_t len) {
    recording *self = user;

    (void)kind;
    assert_true(len < sizeof self->octets - self->len);
    memcpy(self->octets + self->len, data, len);
    self->len += len;
    self->octets[self->len] = '\0';
}

/** The next event, which must be of this type. */
static inline mla_event *expect(mla_session *session, int32_t type) {
    mla_event *event;
    int32_t status = mla_session_next(session, &event);

    if (status != MLA_OK)
        fail_msg("no event of type %d but %s: %s", type, mla_status_name(status),
                 mla_session_error_text(session));
    if (mla_event_type(event) != type)
        fail_msg("event of type %d (%s), not %d", mla_event_type(event),
                 mla_status_name(mla_event_status(event)), type);
    return event;
}

/** DONE of this operation with this status. */
static inline void expect_done(mla_session *session, uint32_t operation, int32_t status) {
    mla_event *event = expect(session, MLA_EVENT_DONE);

    assert_int_equal(mla_event_operation(event), operation);
    assert_string_equal(mla_status_name(mla_event_status(event)), mla_status_name(status));
}

/** Asked for now, it ends with this status. */
static inline void expect_end(mla_session *session, uint32_t operation, int32_t status) {
    assert_string_equal(mla_status_name(mla_session_finish(session, operation)),
                        mla_status_name(status));
}

/** Opens a session that does not wait, and is open. The options are freed. */
static inline mla_session *script_open_nonblocking(mla_options *options) {
    mla_session *session;

    mla_options_set_nonblocking(options, 1);
    assert_int_equal(script_open(options, &session), MLA_OK);
    expect_done(session, MLA_OPERATION_OPEN, MLA_OK);
    return session;
}

/** A session that does not wait, over a script. */
static inline mla_session *script_session_nonblocking(script *self, int32_t protocol,
                                                      const exchange *exchanges) {
    script_init(self, exchanges);
    return script_open_nonblocking(script_options(self, protocol));
}

/** No event, but this status. */
static inline void expect_status(mla_session *session, int32_t status) {
    mla_event *event;
    int32_t got = mla_session_next(session, &event);

    assert_string_equal(mla_status_name(got), mla_status_name(status));
    assert_null(event);
}

/** All of a message up to its END, which has this status; compares what came. */
static inline void expect_body(mla_session *session, const char *octets, int32_t status) {
    char got[8192];
    size_t len = 0;
    mla_event *event;

    for (;;) {
        assert_int_equal(mla_session_next(session, &event), MLA_OK);
        if (mla_event_type(event) != MLA_EVENT_DATA)
            break;
        assert_int_equal(mla_event_position(event), len);
        assert_true(mla_event_data_len(event) < sizeof got - len);
        memcpy(got + len, mla_event_data(event), mla_event_data_len(event));
        len += mla_event_data_len(event);
    }
    got[len] = '\0';
    assert_string_equal(got, octets);
    assert_int_equal(mla_event_type(event), MLA_EVENT_MESSAGE_END);
    assert_int_equal(mla_event_position(event), len);
    assert_string_equal(mla_status_name(mla_event_status(event)), mla_status_name(status));
}

#endif
