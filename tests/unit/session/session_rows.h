/* SPDX-License-Identifier: MIT */
/**
 * Tests as a table: what a server says, what the session is asked for, and the events that come, with octets one by
 * one and many at once.
 *
 * An event is a line of text. It begins with the number of the call that it belongs to, from 1; 0: to none.
 *
 *     1 summary aa 10 'Hi'          id, size, subject; then what there is of: loose (the id), date=, received=, from=,
 *                                   address=, flags=
 *     1 message 5 2 10              id, part ("-": all), size ("-": unknown); loose
 *     1 end 5 'text' MLA_OK         id, all octets, status
 *     0 flags 7 1
 *     1 removed 2
 *     0 alert 'text'
 *     1 done MLA_OK
 *     MLA_E_EOF                     what the session ended with; nothing: MLA_END
 *
 * Behind the status of an error stand 'the words of the server', [its code] and when to try again.
 */
#ifndef MLA_TESTS_SESSION_ROWS_H
#define MLA_TESTS_SESSION_ROWS_H

#include <inttypes.h>
#include <stdio.h>

#include "session_fixture.h"

enum {
    NO_CALL,
    CALL_LIST_IDS,
    CALL_LIST_SUMMARIES,
    CALL_FETCH,
    CALL_PARTS,
    CALL_DELETE,
    CALL_SELECT,
    CALL_FOLDERS,
    CALL_POLL,
    CALL_CLOSE,
    CALL_AWAIT /* no call: the events of those before are taken first */
};

#define SESSION_CALLS 8

typedef struct session_call {
    int verb;
    const char *id;
    const char *part;
    uint32_t flags;
} session_call;

/* What stands in a table of calls. */

#define LIST_IDS(ids) \
    { CALL_LIST_IDS, ids, NULL, 0 }
#define LIST_SUMMARIES(ids) \
    { CALL_LIST_SUMMARIES, ids, NULL, 0 }
#define FETCH(id) FETCH_PART(id, NULL, 0)
#define FETCH_PART(id, part, flags) \
    { CALL_FETCH, id, part, flags }
#define PARTS(id) \
    { CALL_PARTS, id, NULL, 0 }
#define DELETE(id) \
    { CALL_DELETE, id, NULL, 0 }
#define SELECT(folder) \
    { CALL_SELECT, folder, NULL, 0 }
#define FOLDERS \
    { CALL_FOLDERS, NULL, NULL, 0 }
#define POLL \
    { CALL_POLL, NULL, NULL, 0 }
#define CLOSE \
    { CALL_CLOSE, NULL, NULL, 0 }
#define AWAIT \
    { CALL_AWAIT, NULL, NULL, 0 }

typedef struct session_row {
    int32_t protocol;
    void (*prepare)(mla_session *session); /* NULL: nothing */
    exchange exchanges[13];
    bool closes; /* the server, when all is said */
    session_call calls[SESSION_CALLS];
    const char *events;
    const char *words; /* in the text of the first error; NULL: any */
} session_row;

typedef struct session_play {
    mla_session *session;
    uint32_t operations[SESSION_CALLS];
    size_t calls;
    char text[2048];
    size_t len;
    size_t data_len; /* of the message that is coming */
    char error[512]; /* the text of the first one */
} session_play;

__attribute__((format(printf, 2, 3))) static inline void play_say(session_play *self,
                                                                  const char *format, ...) {
    va_list arguments;

    va_start(arguments, format);
    int len = vsnprintf(self->text + self->len, sizeof self->text - self->len, format, arguments);
    va_end(arguments);
    assert_true(len >= 0 && (size_t)len < sizeof self->text - self->len);
    self->len += (size_t)len;
}

static inline size_t play_number(const session_play *self, uint32_t operation) {
    for (size_t i = 0; i < self->calls; i++)
        if (self->operations[i] == operation)
            return i + 1;
    assert_int_equal(operation, 0);
    return 0;
}

static inline void play_say_size(session_play *self, uint64_t size) {
    if (size == MLA_NO_SIZE)
        play_say(self, " -");
    else
        play_say(self, " %" PRIu64, size);
}

static inline void play_say_date(session_play *self, const char *name, int64_t date) {
    if (date != MLA_NO_DATE)
        play_say(self, " %s=%" PRId64, name, date);
}

static inline void play_say_text(session_play *self, const char *name, const char *text) {
    if (text[0] != '\0')
        play_say(self, " %s=%s", name, text);
}

static inline void play_summary(session_play *self, const mla_event *event) {
    play_say(self, " summary %s", mla_event_id(event));
    play_say_size(self, mla_event_size(event));
    play_say(self, " '%s'", mla_event_subject(event));
    if (!mla_event_id_is_stable(event))
        play_say(self, " loose");
    play_say_date(self, "date", mla_event_date(event));
    play_say_date(self, "received", mla_event_received_date(event));
    play_say_text(self, "from", mla_event_from_name(event));
    play_say_text(self, "address", mla_event_from_address(event));
    if (mla_event_flags(event) != 0)
        play_say(self, " flags=%u", mla_event_flags(event));
}

static inline void play_message(session_play *self, const mla_event *event) {
    const char *part = mla_event_part(event);

    play_say(self, " message %s %s", mla_event_id(event), part[0] != '\0' ? part : "-");
    play_say_size(self, mla_event_size(event));
    if (!mla_event_id_is_stable(event))
        play_say(self, " loose");
    self->data_len = 0;
}

/* A status, and what the session has to say of it. */
static inline void play_status(session_play *self, int32_t status) {
    static const char *const retries[] = {"never", "credentials", "later", "reconnect"};
    const char *code = mla_session_error_server_code(self->session);

    play_say(self, "%s", mla_status_name(status));
    if (status == MLA_OK)
        return;
    assert_int_equal(mla_session_error_status(self->session), status);
    if (self->error[0] == '\0')
        snprintf(self->error, sizeof self->error, "%s", mla_session_error_text(self->session));
    play_say(self, " '%s'", mla_session_error_server_text(self->session));
    if (code[0] != '\0')
        play_say(self, " [%s]", code);
    play_say(self, " %s", retries[mla_session_error_retry(self->session)]);
}

/* DONE or MESSAGE_END: with an error it has the words that the session has. */
static inline void play_event_status(session_play *self, const mla_event *event) {
    int32_t status = mla_event_status(event);

    play_say(self, " ");
    play_status(self, status);
    if (status != MLA_OK)
        assert_string_equal(mla_event_server_text(event),
                            mla_session_error_server_text(self->session));
}

static inline void play_end(session_play *self, const mla_event *event, const char *data) {
    assert_int_equal(mla_event_position(event), self->data_len);
    play_say(self, " end %s '%.*s'", mla_event_id(event), (int)self->data_len, data);
    play_event_status(self, event);
}

static inline void play_event(session_play *self, const mla_event *event) {
    static char data[1024];

    if (mla_event_type(event) == MLA_EVENT_DATA) {
        assert_int_equal(mla_event_position(event), self->data_len);
        assert_true(mla_event_data_len(event) <= sizeof data - self->data_len);
        memcpy(data + self->data_len, mla_event_data(event), mla_event_data_len(event));
        self->data_len += mla_event_data_len(event);
        return;
    }
    play_say(self, "%zu", play_number(self, mla_event_operation(event)));
    switch (mla_event_type(event)) {
    case MLA_EVENT_SUMMARY: play_summary(self, event); break;
    case MLA_EVENT_MESSAGE: play_message(self, event); break;
    case MLA_EVENT_MESSAGE_END: play_end(self, event, data); break;
    case MLA_EVENT_FLAGS:
        play_say(self, " flags %s %u", mla_event_id(event), mla_event_flags(event));
        break;
    case MLA_EVENT_REMOVED: play_say(self, " removed %" PRIu64, mla_event_count(event)); break;
    case MLA_EVENT_ALERT: play_say(self, " alert '%s'", mla_event_server_text(event)); break;
    case MLA_EVENT_DONE:
        play_say(self, " done");
        play_event_status(self, event);
        break;
    default: fail_msg("event of type %d", mla_event_type(event));
    }
    play_say(self, "\n");
}

/* @return the status with which events end. */
static inline int32_t play_drain(session_play *self) {
    mla_event *event;
    int32_t status;

    while ((status = mla_session_next(self->session, &event)) == MLA_OK)
        play_event(self, event);
    return status;
}

static inline int32_t play_call(session_play *self, const session_call *call) {
    mla_session *session = self->session;
    uint32_t *operation = &self->operations[self->calls++];

    switch (call->verb) {
    case CALL_LIST_IDS: return mla_session_list(session, call->id, MLA_LIST_IDS, operation);
    case CALL_LIST_SUMMARIES:
        return mla_session_list(session, call->id, MLA_LIST_SUMMARIES, operation);
    case CALL_FETCH:
        return mla_session_fetch(session, call->id, call->part, call->flags, operation);
    case CALL_PARTS: return mla_session_parts(session, call->id, operation);
    case CALL_DELETE: return mla_session_delete(session, call->id, operation);
    case CALL_SELECT: return mla_session_select(session, call->id, 0, operation);
    case CALL_FOLDERS: return mla_session_folders(session, operation);
    case CALL_CLOSE: return mla_session_close(session, operation);
    default: return mla_session_poll(session, operation);
    }
}

static inline void play_calls(session_play *self, const session_row *row) {
    for (const session_call *call = row->calls; call->verb != NO_CALL; call++) {
        if (call->verb == CALL_AWAIT)
            assert_int_equal(play_drain(self), MLA_END);
        else
            assert_int_equal(play_call(self, call), MLA_OK);
    }
    int32_t status = play_drain(self);
    if (status == MLA_END)
        return;
    play_status(self, status);
    play_say(self, "\n");
}

static inline void session_row_gives_its_events(void **state) {
    static const size_t chunks[] = {1, 2, 3, 5, 7, SIZE_MAX};
    const session_row *row = *state;

    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        script server;
        session_play self = {0};
        self.session = script_session(&server, row->protocol, row->exchanges);
        server.chunk = chunks[i];
        server.closes = row->closes;
        if (row->prepare != NULL)
            row->prepare(self.session);
        play_calls(&self, row);
        assert_string_equal(self.text, row->events);
        if (row->words != NULL && strstr(self.error, row->words) == NULL)
            fail_msg("\"%s\" is not in \"%s\"", row->words, self.error);
        assert_null(server.at->line); /* all was said */
        mla_session_free(self.session);
    }
}

/** A session_row as a test of cmocka, named as it is. */
#define SESSION_ROW(row) \
    { #row, session_row_gives_its_events, NULL, NULL, (void *)(uintptr_t) & (row) }

#endif
