/* SPDX-License-Identifier: MIT */
/**
 * A server that follows a script, behind a transport, with a clock of its own: nothing sleeps.
 *
 * A script is a list of exchanges: a line that the client must send, and what the server says then.
 * The first exchange without a line is the greeting. After the last exchange the server is silent, or closes
 * the connection when the script says so.
 */
#ifndef MLA_TESTS_SESSION_SCRIPT_H
#define MLA_TESTS_SESSION_SCRIPT_H

#include <mailaccess/session.h>

#include "unit.h"

typedef struct exchange {
    const char *line;  /* without its CR LF; NULL: nothing */
    const char *reply; /* NULL: nothing */
} exchange;

typedef struct script {
    mla_transport transport;
    const exchange *at;           /* ends with {NULL, NULL} */
    const exchange *first;        /* lines may be left out, and come again from here; NULL: no */
    bool closes;                  /* when all is said */
    bool is_cut;                  /* it closed before the end: see cut_after */
    int32_t cut_status;           /* what reading gives then: MLA_END or MLA_E_EOF */
    size_t cut_after;             /* octets of the server, then it closes; SIZE_MAX: never */
    size_t chunk;                 /* octets that one read gives at most */
    size_t write_chunk;           /* octets that one write takes at most */
    int32_t write_status;         /* what writing gives; MLA_OK: it works */
    int32_t connect_status;       /* what connecting gives; MLA_OK: it is connected */
    uint64_t connect_deadline_ms; /* with MLA_AGAIN */
    mla_error fault; /* what it has to say about an error; MLA_OK: of whichever it is */
    size_t said;
    char line[4096];
    size_t line_len;
    char out[65536];
    size_t out_start;
    size_t out_end;
    uint64_t now_ms;
    uint64_t slept_ms;
    bool interrupted;
    bool has_waited_for_ever;
    mla_session **victim; /* is cancelled while it waits, as by a signal handler; NULL: none */
    size_t closed;        /* calls */
    size_t freed;
} script;

static void script_say(script *self, const char *text) {
    size_t len = text != NULL ? strlen(text) : 0;

    assert_true(len <= sizeof self->out - self->out_end);
    memcpy(self->out + self->out_end, text != NULL ? text : "", len);
    self->out_end += len;
}

static const exchange *script_find(const exchange *from, const char *line) {
    while (from->line == NULL ? from->reply != NULL : strcmp(from->line, line) != 0)
        from++;
    return from;
}

static void script_line(script *self) {
    self->line[self->line_len] = '\0';
    if (self->first != NULL) {
        const exchange *ahead = script_find(self->at, self->line);
        self->at = ahead->line != NULL ? ahead : script_find(self->first, self->line);
    }
    if (self->at->line == NULL)
        fail_msg("not in the script: %s", self->line);
    assert_string_equal(self->line, self->at->line);
    script_say(self, self->at->reply);
    self->at++;
    self->line_len = 0;
}

static int32_t script_advance(mla_transport *transport, uint64_t now_ms, uint64_t *deadline_ms) {
    script *self = (script *)transport;

    assert_int_equal(now_ms, self->now_ms);
    *deadline_ms = self->connect_deadline_ms;
    return self->connect_status;
}

static int32_t script_write(mla_transport *transport, const void *data, size_t len, size_t *put) {
    script *self = (script *)transport;
    const char *octets = data;

    if (self->write_status != MLA_OK)
        return self->write_status;
    if (len > self->write_chunk)
        len = self->write_chunk;
    for (size_t i = 0; i < len; i++) {
        if (octets[i] == '\n')
            script_line(self);
        else if (octets[i] != '\r')
            self->line[self->line_len++] = octets[i];
        assert_true(self->line_len < sizeof self->line);
    }
    *put = len;
    return MLA_OK;
}

static int32_t script_read(mla_transport *transport, void *buffer, size_t capacity, size_t *got) {
    script *self = (script *)transport;
    size_t len = self->out_end - self->out_start;

    if (self->said == self->cut_after)
        return self->cut_status;
    if (len == 0)
        return self->closes && self->at->line == NULL ? MLA_END : MLA_AGAIN;
    if (len > self->cut_after - self->said)
        len = self->cut_after - self->said;
    if (len > self->chunk)
        len = self->chunk;
    if (len > capacity)
        len = capacity;
    memcpy(buffer, self->out + self->out_start, len);
    self->out_start += len;
    self->said += len;
    if (self->out_start == self->out_end)
        self->out_start = self->out_end = 0;
    *got = len;
    return MLA_OK;
}

static uint32_t script_wants(mla_transport *transport) {
    (void)transport;
    return MLA_WANT_READ;
}

static int32_t script_wait(mla_transport *transport, uint32_t wants, int32_t timeout_ms) {
    script *self = (script *)transport;

    (void)wants;
    if (self->victim != NULL)
        mla_session_cancel(*self->victim);
    if (self->interrupted)
        return MLA_E_CANCELLED;
    self->has_waited_for_ever |= timeout_ms < 0;
    if (timeout_ms < 0)
        return MLA_E_IO; /* nobody would wake it */
    self->now_ms += (uint64_t)timeout_ms;
    self->slept_ms += (uint64_t)timeout_ms;
    return MLA_OK;
}

static void script_describe(mla_transport *transport, mla_error *error) {
    const mla_error *fault = &((script *)transport)->fault;

    if (fault->status != MLA_OK)
        *error = *fault;
    error->native_code = fault->native_code;
    error->detail = fault->detail;
}

static void script_interrupt(mla_transport *transport) {
    ((script *)transport)->interrupted = true;
}

static void script_close(mla_transport *transport) {
    ((script *)transport)->closed++;
}

static void script_free(mla_transport *transport) {
    ((script *)transport)->freed++;
}

static uint64_t script_now(void *user) {
    return ((script *)user)->now_ms;
}

static const mla_transport_ops script_ops = {
    .struct_size = sizeof(mla_transport_ops),
    .advance = script_advance,
    .read = script_read,
    .write = script_write,
    .wants = script_wants,
    .wait = script_wait,
    .interrupt = script_interrupt,
    .describe = script_describe,
    .close = script_close,
    .free = script_free,
};

static inline void script_init(script *self, const exchange *exchanges) {
    memset(self, 0, sizeof *self);
    self->transport.ops = &script_ops;
    self->at = exchanges;
    self->cut_after = SIZE_MAX;
    self->cut_status = MLA_END;
    self->chunk = SIZE_MAX;
    self->write_chunk = SIZE_MAX;
    self->connect_deadline_ms = MLA_NO_DEADLINE;
    self->now_ms = 1000;
    if (exchanges->line == NULL && exchanges->reply != NULL) {
        script_say(self, exchanges->reply);
        self->at++;
    }
}

/* Beginnings that most scripts share. */

#define IMAP_OPEN                                                                       \
    {NULL, "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN UIDPLUS] ready\r\n"}, {       \
        "A1 AUTHENTICATE PLAIN AHUAcA==", "A1 OK [CAPABILITY IMAP4rev1 UIDPLUS] in\r\n" \
    }

#define IMAP_SELECT(tag, count)                                                      \
    {                                                                                \
        tag " SELECT INBOX", "* " count " EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n" tag \
                             " OK [READ-WRITE] selected\r\n"                         \
    }

#define POP3_OPEN                                                                           \
    {NULL, "+OK ready\r\n"}, {"CAPA", "+OK\r\nUSER\r\nUIDL\r\nTOP\r\nPIPELINING\r\n.\r\n"}, \
        {"USER u", "+OK\r\n"}, {"PASS p", "+OK\r\n"}, {                                     \
        "CAPA", "+OK\r\nUSER\r\nUIDL\r\nTOP\r\nPIPELINING\r\n.\r\n"                         \
    }

#define POP3_MAP                                \
    {"LIST", "+OK\r\n1 10\r\n2 20\r\n.\r\n"}, { \
        "UIDL", "+OK\r\n1 aa\r\n2 bb\r\n.\r\n"  \
    }

#define END \
    { NULL, NULL }

#endif
