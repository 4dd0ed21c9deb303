/* SPDX-License-Identifier: MIT */
/* The server closes at any octet of the greeting, the login and a message, in TLS: in order, with
 * close_notify, or without, as anybody on the way can do. Only a message that came whole counts. */
#include "tls_peer.h"

#define BODY "Subject: one\r\n\r\nfirst line\r\n.second\r\nthe end\r\n"

static const exchange pop3_exchanges[] = {
    POP3_OPEN,
    POP3_MAP,
    {"RETR 1", "+OK\r\nSubject: one\r\n\r\nfirst line\r\n..second\r\nthe end\r\n.\r\n"},
    {"DELE 1", "+OK\r\n"},
    {"QUIT", "+OK\r\n"},
    END,
};

static const exchange imap_exchanges[] = {
    {NULL, "* OK [CAPABILITY IMAP4rev1 UIDPLUS] ready\r\n"},
    {"A1 LOGIN u p", "A1 OK [CAPABILITY IMAP4rev1 UIDPLUS] in\r\n"},
    {"A2 SELECT INBOX", "* 1 EXISTS\r\nA2 OK [READ-WRITE] selected\r\n"},
    {"A3 UID FETCH 5 (UID BODY.PEEK[])",
     "* 1 FETCH (UID 5 BODY[] {46}\r\n" BODY ")\r\nA3 OK done\r\n"},
    {"A4 UID STORE 5 +FLAGS.SILENT (\\Deleted)", "A4 OK\r\n"},
    {"A5 UID EXPUNGE 5", "* 1 EXPUNGE\r\nA5 OK\r\n"},
    {"A6 LOGOUT", "* BYE\r\nA6 OK\r\n"},
    END,
};

typedef struct flow {
    test_case server;
    const char *id;
    const char *deletion; /* the first line that deletes */
} flow;

static const flow flows[] = {
    {{MLA_PROTOCOL_POP3, MLA_SECURITY_TLS, pop3_exchanges}, "aa", "DELE 1"},
    {{MLA_PROTOCOL_IMAP, MLA_SECURITY_TLS, imap_exchanges},
     "5",
     "A4 UID STORE 5 +FLAGS.SILENT (\\Deleted)"},
};

#define FLOWS (sizeof flows / sizeof *flows)

/* ----- a wire that is cut, below TLS ----- */

typedef struct wire {
    mla_transport transport;
    mla_transport *end;
    const bool *is_greeted;
    size_t handshake; /* octets of the server before it greets */
    size_t passed;    /* octets of the server */
    size_t limit;
} wire;

static int32_t wire_read(mla_transport *self, void *buffer, size_t capacity, size_t *got) {
    return mla_transport_read(((wire *)self)->end, buffer, capacity, got);
}

/* What the server sends behind the cut goes nowhere. */
static int32_t wire_write(mla_transport *self, const void *data, size_t len, size_t *put) {
    wire *it = (wire *)self;
    size_t left = len < it->limit - it->passed ? len : it->limit - it->passed;
    size_t taken = 0;

    while (taken < left) {
        size_t more = 0;
        assert_int_equal(
            mla_transport_write(it->end, (const char *)data + taken, left - taken, &more), MLA_OK);
        taken += more;
    }
    it->passed += left;
    if (!*it->is_greeted)
        it->handshake = it->passed;
    if (it->passed == it->limit)
        mla_transport_close(it->end);
    *put = len;
    return MLA_OK;
}

static uint32_t wire_wants(mla_transport *self) {
    return mla_transport_wants(((wire *)self)->end);
}

static void wire_close(mla_transport *self) {
    mla_transport_close(((wire *)self)->end);
}

static void wire_free(mla_transport *self) {
    mla_transport_free(((wire *)self)->end);
}

static const mla_transport_ops wire_ops = {
    .struct_size = sizeof wire_ops,
    .read = wire_read,
    .write = wire_write,
    .wants = wire_wants,
    .close = wire_close,
    .free = wire_free,
};

/* ----- one run ----- */

typedef struct run {
    const flow *flow;
    peer server;
    wire wire;
    mla_session *session;
    char body[256];
    size_t len;
    int32_t end; /* of the message; MLA_AGAIN: it has none */
    bool is_closed_well;
} run;

static mla_options *make_options(const flow *wanted) {
    mla_options *options;

    assert_int_equal(mla_options_new(NULL, &options), MLA_OK);
    mla_options_set_protocol(options, wanted->server.protocol);
    mla_options_set_host(options, "mail.test");
    mla_options_set_user(options, "u");
    mla_options_set_password(options, "p");
    mla_options_set_ca_pem(options, authority.pem, strlen(authority.pem));
    mla_options_set_nonblocking(options, 1);
    return options;
}

/* @return the status of the operation, or what the session ended with before. */
static int32_t run_to_done(run *self, uint32_t operation) {
    mla_event *event;
    int32_t status;

    while ((status = next_event(&self->server, self->session, &event)) == MLA_OK) {
        if (mla_event_type(event) == MLA_EVENT_DATA) {
            assert_true(mla_event_data_len(event) <= sizeof self->body - self->len);
            memcpy(self->body + self->len, mla_event_data(event), mla_event_data_len(event));
            self->len += mla_event_data_len(event);
        }
        if (mla_event_type(event) == MLA_EVENT_MESSAGE_END)
            self->end = mla_event_status(event);
        if (mla_event_type(event) == MLA_EVENT_DONE && mla_event_operation(event) == operation)
            return mla_event_status(event);
    }
    assert_int_not_equal(status, MLA_AGAIN); /* a closed connection is noticed */
    return status;
}

/* As who drains a mailbox: what is whole is deleted, and nothing else. */
static void drain(run *self, mla_options *options) {
    uint32_t operation;

    if (open_keeping(&self->server, options, &self->session) != MLA_OK)
        return;
    assert_int_equal(mla_session_fetch(self->session, self->flow->id, NULL, 0, &operation), MLA_OK);
    int32_t fetched = run_to_done(self, operation);
    if (fetched == MLA_OK)
        assert_int_equal(self->end, MLA_OK);
    if (fetched != MLA_OK || self->end != MLA_OK)
        return;
    if (mla_session_delete(self->session, self->flow->id, &operation) != MLA_OK ||
        run_to_done(self, operation) != MLA_OK)
        return;
    if (mla_session_close(self->session, &operation) == MLA_OK)
        self->is_closed_well = run_to_done(self, operation) == MLA_OK;
}

static bool has_deleted(const run *self) {
    for (const exchange *at = self->flow->server.exchanges; at != self->server.at; at++)
        if (at->line != NULL && strcmp(at->line, self->flow->deletion) == 0)
            return true;
    return false;
}

static void check(const run *self) {
    bool is_whole = self->end == MLA_OK;

    assert_true(self->len <= strlen(BODY));
    assert_memory_equal(self->body, BODY, self->len);
    if (is_whole)
        assert_int_equal(self->len, strlen(BODY));
    else
        assert_true(self->end == MLA_AGAIN || self->end == MLA_E_INCOMPLETE);
    if (has_deleted(self))
        assert_true(is_whole);
    if (!is_whole)
        assert_true(mla_session_error_status(self->session) < 0);
}

/* @param limit of the server's octets inside of TLS. @param wire_limit of all that it sends. */
static void go(run *self, const flow *wanted, const tls_server_options *server,
               mla_options *options, size_t limit, bool in_order, size_t wire_limit) {
    memset(self, 0, sizeof *self);
    self->flow = wanted;
    self->end = MLA_AGAIN;
    mla_options_set_transport(options, peer_begin(&self->server, &wanted->server, server));
    self->server.limit = limit;
    self->server.in_order = in_order;
    self->server.record = 16;
    self->wire = (wire){.transport = {&wire_ops},
                        .end = self->server.tls.end,
                        .is_greeted = &self->server.is_greeted,
                        .limit = wire_limit};
    self->server.tls.end = &self->wire.transport;
    drain(self, options);
    check(self);
    mla_session_free(self->session);
    tls_server_deinit(&self->server.tls);
}

/* ----- tests ----- */

static void the_server_may_close_at_any_octet_inside_of_tls(void **state) {
    mbedtls_ssl_ticket_context tickets; /* a resumed handshake takes a tenth of the time */
    const tls_server_options server = {.certificate = &good, .tickets = &tickets};
    run it;

    (void)state;
    tls_server_tickets_init(&tickets);
    for (size_t i = 0; i < FLOWS; i++) {
        mla_options *options = make_options(&flows[i]);
        go(&it, &flows[i], &server, options, SIZE_MAX, true, SIZE_MAX);
        assert_true(it.is_closed_well);
        size_t whole = it.server.said;
        size_t incomplete = 0;
        size_t deleted = 0;
        for (size_t limit = 0; limit < 2 * whole; limit++) {
            go(&it, &flows[i], &server, options, limit / 2, limit % 2 == 0, SIZE_MAX);
            incomplete += it.end == MLA_E_INCOMPLETE;
            deleted += has_deleted(&it);
        }
        assert_true(incomplete >= 2 * (strlen(BODY) - 1)); /* each octet of it, and in both ways */
        assert_true(deleted > 0 && deleted < whole);
        mla_options_free(options);
    }
    mbedtls_ssl_ticket_free(&tickets);
}

/* @return octets of the server in a run that is not cut, which resumes as the next one will. */
static size_t pass_all(run *self, const flow *wanted, const tls_server_options *server,
                       mla_options *options) {
    for (int i = 0; i < 2; i++) { /* the second resumes what the first has begun */
        go(self, wanted, server, options, SIZE_MAX, true, SIZE_MAX);
        assert_true(self->is_closed_well);
    }
    return self->wire.passed;
}

/* Of the handshake each 16th octet: where one has failed, all that follow are full ones. */
static void cut_the_handshake(const flow *wanted, const tls_server_options *server) {
    mla_options *options = make_options(wanted);
    run it;

    (void)pass_all(&it, wanted, server, options);
    for (size_t end = it.wire.handshake, limit = 0; limit < end; limit += 16) {
        go(&it, wanted, server, options, SIZE_MAX, true, limit);
        assert_int_equal(it.end, MLA_AGAIN);
        assert_int_equal(it.server.said, 0);
    }
    mla_options_free(options);
}

/* Within a record, and between two: the octets that are there have come whole and been verified. */
static void cut_the_records(const flow *wanted, const tls_server_options *server) {
    mla_options *options = make_options(wanted);
    size_t incomplete = 0;
    bool was_whole = false;
    run it;

    size_t whole = pass_all(&it, wanted, server, options);
    for (size_t limit = it.wire.handshake; limit < whole; limit++) {
        go(&it, wanted, server, options, SIZE_MAX, true, limit);
        incomplete += it.end == MLA_E_INCOMPLETE;
        assert_true(it.end == MLA_OK || !was_whole);
        was_whole = it.end == MLA_OK;
    }
    assert_true(was_whole);
    assert_true(incomplete > strlen(BODY)); /* a record is more than the octets in it */
    mla_options_free(options);
}

static void the_wire_may_be_cut_at_any_octet_below_tls(void **state) {
    mbedtls_ssl_ticket_context tickets;
    tls_server_options server = {.certificate = &good, .tickets = &tickets};

    (void)state;
    tls_server_tickets_init(&tickets);
    for (size_t i = 0; i < FLOWS; i++) {
        server.min_version = server.max_version = i == 0 ? MLA_TLS_1_3 : MLA_TLS_1_2;
        cut_the_handshake(&flows[i], &server);
        cut_the_records(&flows[i], &server);
    }
    mbedtls_ssl_ticket_free(&tickets);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_server_may_close_at_any_octet_inside_of_tls),
        cmocka_unit_test(the_wire_may_be_cut_at_any_octet_below_tls),
    };
    return cmocka_run_group_tests(tests, make_certificates, free_certificates);
}
