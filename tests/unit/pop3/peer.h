/* SPDX-License-Identifier: MIT */
/**
 * A connection and the server at its other end: what the server says is pushed in, and the events that
 * come out stand in a log, a line for each:
 *
 *     GREETING result [code N NAME] [truncated] text
 *     CAPABILITY command BITS name [arguments]
 *     DROP command number size
 *     LISTING command number size [id=ID]
 *     BEGIN command size
 *     DATA command octets          joined, until another event comes
 *     STOP command
 *     UNPARSED command [truncated] octets
 *     DONE command result [code N NAME] [truncated] [text]
 *     UPGRADE command
 *     END | ERROR status           once, when the connection is over
 */
#ifndef PEER_H
#define PEER_H

#include <stdio.h>

#include <mailaccess/pop3.h>

#include "heap.h"

typedef struct peer {
    heap heap;
    mla_pop3_config config;
    mla_pop3 *pop3;
    char log[16384];
    size_t len;
    int32_t status;    /* what mla_pop3_next() returned last */
    bool in_body;      /* the last line of the log is DATA */
    bool keeps_events; /* the test takes the events by itself */
    char trace[4096];  /* what the trace saw of what was sent */
    size_t trace_len;
    size_t received; /* octets that it saw of what the server said */
} peer;

static inline void peer_write(peer *p, mla_str text) {
    assert_true(text.len <= sizeof p->log - p->len);
    if (text.len != 0)
        memcpy(p->log + p->len, text.ptr, text.len);
    p->len += text.len;
}

static inline void peer_word(peer *p, const char *before, mla_str text) {
    peer_write(p, mla_str_from(before));
    peer_write(p, text);
}

static inline void peer_number(peer *p, uint64_t number) {
    char digits[24];
    (void)snprintf(digits, sizeof digits, " %llu", (unsigned long long)number);
    peer_write(p, mla_str_from(digits));
}

static inline void peer_trace(void *user, int32_t kind, const char *data, size_t len) {
    peer *p = user;
    if (kind == MLA_TRACE_RECEIVED) {
        p->received += len;
        return;
    }
    assert_true(len <= sizeof p->trace - p->trace_len);
    memcpy(p->trace + p->trace_len, data, len);
    p->trace_len += len;
}

static inline void peer_write_status(peer *p, const mla_pop3_event *event) {
    peer_word(p, " ", mla_str_from(mla_status_name(event->result)));
    if (event->code != MLA_POP3_CODE_NONE) {
        peer_write(p, STR(" code"));
        peer_number(p, (uint64_t)event->code);
        peer_word(p, " ", event->code_name);
    }
    if (event->truncated != 0)
        peer_write(p, STR(" truncated"));
    if (event->text.ptr != NULL)
        peer_word(p, " ", event->text);
}

static inline void peer_write_fields(peer *p, const mla_pop3_event *event) {
    switch (event->type) {
    case MLA_POP3_EVENT_GREETING:
    case MLA_POP3_EVENT_DONE: peer_write_status(p, event); break;
    case MLA_POP3_EVENT_CAPABILITY:
        peer_number(p, event->capability);
        peer_word(p, " ", event->name);
        if (event->arguments.len != 0)
            peer_word(p, " ", event->arguments);
        break;
    case MLA_POP3_EVENT_DROP:
    case MLA_POP3_EVENT_LISTING:
        peer_number(p, event->number);
        peer_number(p, event->size);
        if (event->id.ptr != NULL)
            peer_word(p, " id=", event->id);
        break;
    case MLA_POP3_EVENT_BODY_BEGIN: peer_number(p, event->size); break;
    case MLA_POP3_EVENT_UNPARSED:
        peer_word(p, event->truncated != 0 ? " truncated " : " ", event->data);
        break;
    default: break;
    }
}

static inline void peer_end_body(peer *p) {
    if (p->in_body)
        peer_write(p, STR("\n"));
    p->in_body = false;
}

static inline void peer_event(peer *p, const mla_pop3_event *event) {
    static const char *const names[] = {
        [MLA_POP3_EVENT_GREETING] = "GREETING", [MLA_POP3_EVENT_CAPABILITY] = "CAPABILITY",
        [MLA_POP3_EVENT_DROP] = "DROP",         [MLA_POP3_EVENT_LISTING] = "LISTING",
        [MLA_POP3_EVENT_BODY_BEGIN] = "BEGIN",  [MLA_POP3_EVENT_BODY_DATA] = "DATA",
        [MLA_POP3_EVENT_BODY_END] = "STOP",     [MLA_POP3_EVENT_UNPARSED] = "UNPARSED",
        [MLA_POP3_EVENT_DONE] = "DONE",         [MLA_POP3_EVENT_UPGRADE] = "UPGRADE",
    };
    assert_int_equal(event->struct_size, sizeof *event);
    bool is_data = event->type == MLA_POP3_EVENT_BODY_DATA;
    assert_true(!is_data || event->data.len != 0);
    if (!p->in_body || !is_data) {
        peer_end_body(p);
        peer_write(p, mla_str_from(names[event->type]));
        if (event->command != 0)
            peer_number(p, event->command);
    }
    if (is_data) {
        if (!p->in_body)
            peer_write(p, STR(" "));
        p->in_body = true;
        peer_write(p, event->data);
        return;
    }
    peer_write_fields(p, event);
    peer_write(p, STR("\n"));
}

/** Takes all events. */
static inline void peer_take(peer *p) {
    const mla_pop3_event *event;
    bool was_over = p->status != MLA_OK && p->status != MLA_AGAIN;
    while ((p->status = mla_pop3_next(p->pop3, &event)) == MLA_OK)
        peer_event(p, event);
    if (was_over || p->status == MLA_AGAIN)
        return;
    peer_end_body(p);
    if (p->status == MLA_END)
        peer_write(p, STR("END\n"));
    else {
        peer_word(p, "ERROR ", mla_str_from(mla_status_name(p->status)));
        peer_write(p, STR("\n"));
    }
}

/** The server says something; the events are taken. */
static inline void peer_say(peer *p, mla_str octets) {
    while (octets.len != 0) {
        size_t room;
        char *at = mla_pop3_rx_buf(p->pop3, &room);
        if (room > octets.len)
            room = octets.len;
        if (room == 0)
            return; /* the connection is over, or waits for TLS */
        memcpy(at, octets.ptr, room);
        assert_int_equal(mla_pop3_rx_ack(p->pop3, room), MLA_OK);
        octets.ptr += room;
        octets.len -= room;
        if (!p->keeps_events)
            peer_take(p);
    }
}

static inline void peer_end(peer *p) {
    mla_pop3_rx_end(p->pop3);
    peer_take(p);
}

static inline void peer_expect_at(peer *p, mla_str log, const char *file, int line) {
    peer_end_body(p);
    unit_assert_str((mla_str){p->log, p->len}, log, file, line);
    p->len = 0;
}

static inline void peer_sent_at(peer *p, mla_str octets, const char *file, int line) {
    mla_str out;
    out.ptr = mla_pop3_tx_buf(p->pop3, &out.len);
    unit_assert_str(out, octets, file, line);
    assert_int_equal(mla_pop3_tx_ack(p->pop3, out.len), MLA_OK);
}

/** The server says a literal, which may hold NUL. */
#define say(p, literal) peer_say((p), STR(literal))
/** The events since the last time are these. */
#define expect(p, literal) peer_expect_at((p), STR(literal), __FILE__, __LINE__)
/** What can be sent is this; it is sent. */
#define sent(p, literal) peer_sent_at((p), STR(literal), __FILE__, __LINE__)
/** What the trace saw of what was sent since the last time is this. */
#define traced(p, literal)                                                                        \
    do {                                                                                          \
        unit_assert_str((mla_str){(p)->trace, (p)->trace_len}, STR(literal), __FILE__, __LINE__); \
        (p)->trace_len = 0;                                                                       \
    } while (0)

/** A connection with `config`, in which a test may have changed what peer_init() set. */
static inline void peer_open(peer *p) {
    assert_int_equal(mla_pop3_new(&p->config, &p->pop3), MLA_OK);
}

static inline void peer_init(peer *p) {
    *p = (peer){.status = MLA_AGAIN};
    heap_init(&p->heap);
    mla_pop3_config_init(&p->config, &p->heap.allocator);
    p->config.trace = (mla_trace){p, peer_trace};
}

static inline void peer_close(peer *p) {
    mla_pop3_free(p->pop3);
    p->pop3 = NULL;
    assert_int_equal(p->heap.blocks, 0);
    assert_int_equal(p->heap.octets, 0);
}

/** A connection that has been greeted. */
static inline void peer_greet(peer *p) {
    peer_open(p);
    say(p, "+OK\r\n");
    expect(p, "GREETING MLA_OK \n");
    p->trace_len = 0;
}

/* Commands that many tests begin with. */

static inline void peer_list(peer *p) {
    mla_pop3_list(p->pop3, 0, NULL);
    sent(p, "LIST\r\n");
}

static inline void peer_uidl(peer *p) {
    mla_pop3_uidl(p->pop3, 0, NULL);
    sent(p, "UIDL\r\n");
}

static inline void peer_retr(peer *p) {
    mla_pop3_retr(p->pop3, 1, NULL);
    sent(p, "RETR 1\r\n");
}

/** A fixture: greeted, with the configuration for applications. */
static inline int peer_setup(void **state) {
    static peer p;
    peer_init(&p);
    peer_greet(&p);
    *state = &p;
    return 0;
}

static inline int peer_teardown(void **state) {
    peer_close(*state);
    return 0;
}

#define peer_test(function) cmocka_unit_test_setup_teardown(function, peer_setup, peer_teardown)

#endif
