/* SPDX-License-Identifier: MIT */
/** A server that follows a script inside of TLS, in the same thread as the session. */
#ifndef MLA_TESTS_SESSION_TLS_PEER_H
#define MLA_TESTS_SESSION_TLS_PEER_H

#include "session_fixture.h"
#include "transport/certificates_fixture.h"
#include "transport/tls_server_mbedtls.h"

/* ----- the server ----- */

typedef struct peer {
    tls_server tls;
    const exchange *at;
    bool is_tls;
    bool is_greeted;
    bool was_upgraded;
    char line[256];
    size_t len;
    size_t said;   /* octets, without those of TLS */
    size_t limit;  /* of these: then it closes the connection; SIZE_MAX: never */
    bool in_order; /* with close_notify */
    bool is_closed;
    size_t record; /* octets in one record of TLS at most */
} peer;

static inline void peer_write(peer *self, const char *text, size_t len) {
    for (size_t at = 0; at < len; at += self->record)
        tls_server_write(&self->tls, text + at, len - at < self->record ? len - at : self->record);
}

static inline void peer_close(peer *self) {
    if (self->is_tls && self->in_order)
        tls_server_close_notify(&self->tls);
    mla_transport_close(self->tls.end);
    self->is_closed = true;
}

static inline void peer_say(peer *self, const char *text) {
    size_t len = text != NULL ? strlen(text) : 0;
    size_t put = 0;

    if (self->is_closed)
        return;
    if (len > self->limit - self->said)
        len = self->limit - self->said;
    self->said += len;
    if (self->is_tls)
        peer_write(self, text, len);
    else if (len != 0)
        assert_int_equal(mla_transport_write(self->tls.end, text, len, &put), MLA_OK);
    if (self->said == self->limit)
        peer_close(self);
}

static inline void peer_line(peer *self) {
    self->line[self->len] = '\0';
    self->len = 0;
    if (self->at->line == NULL)
        fail_msg("not in the script: %s", self->line);
    assert_string_equal(self->line, self->at->line);
    peer_say(self, self->at->reply);
    if (strcmp(self->line, "STLS") == 0 || strcmp(self->line, "A1 STARTTLS") == 0)
        self->is_tls = self->was_upgraded = true;
    self->at++;
}

static inline bool peer_read(peer *self, char *octet) {
    size_t got = 0;

    if (self->is_tls)
        return tls_server_read(&self->tls, octet, 1) == 1;
    return mla_transport_read(self->tls.end, octet, 1, &got) == MLA_OK;
}

static inline void peer_turn(peer *self) {
    char octet;

    if (self->is_closed || (self->is_tls && tls_server_handshake(&self->tls) != 0))
        return;
    if (!self->is_greeted && self->at->line == NULL) {
        self->is_greeted = true;
        peer_say(self, self->at++->reply);
    }
    while (!self->is_closed && peer_read(self, &octet)) {
        if (octet == '\n')
            peer_line(self);
        else if (octet != '\r')
            self->line[self->len++] = octet;
        assert_true(self->len < sizeof self->line);
    }
}

/* ----- both ends ----- */

typedef struct test_case {
    int32_t protocol;
    int32_t security;
    const exchange *exchanges;
} test_case;

/* @return the client's end. */
static inline mla_transport *peer_begin(peer *self, const test_case *row,
                                        const tls_server_options *server) {
    mla_transport *client_end;
    mla_transport *server_end;

    memset(self, 0, sizeof *self);
    self->at = row->exchanges;
    self->limit = SIZE_MAX;
    self->record = 16384;
    self->is_tls = row->security == MLA_SECURITY_TLS;
    assert_int_equal(mla_memory_pair_new(NULL, &client_end, &server_end), MLA_OK);
    tls_server_init(&self->tls, server_end, server);
    return client_end;
}

/* Both in turn, until there is an event or an end. */
static inline int32_t next_event(peer *self, mla_session *session, mla_event **event) {
    for (int i = 0; i < 100000; i++) {
        int32_t status = mla_session_next(session, event);
        if (status != MLA_AGAIN)
            return status;
        peer_turn(self);
    }
    return MLA_AGAIN;
}

/* The options stay with the caller. @return the status of opening. */
static inline int32_t open_keeping(peer *self, mla_options *options, mla_session **session) {
    mla_event *event;

    int32_t status = mla_session_open(options, session);
    if (status != MLA_OK)
        return status;
    status = next_event(self, *session, &event);
    if (status != MLA_OK)
        return status;
    assert_int_equal(mla_event_type(event), MLA_EVENT_DONE);
    assert_int_equal(mla_event_operation(event), MLA_OPERATION_OPEN);
    return mla_event_status(event);
}

#endif
