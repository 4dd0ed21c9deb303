/* SPDX-License-Identifier: MIT */
/** A connection and the server's side of it in memory: octets in both directions, and events. */
#ifndef IMAP_CLIENT_H
#define IMAP_CLIENT_H

#include <stdio.h>

#include <mailaccess/imap_command.h>

#include "heap.h"

#include "imap/connection.h"

typedef struct client {
    heap heap;
    mla_imap *imap;
    const mla_imap_event *event; /* the last one */
    char traced[32768];          /* what a trace saw going out */
    size_t traced_len;
    uint32_t accepted; /* commands: the number of the last one */
} client;

static inline void client_trace(void *user, int32_t kind, const char *data, size_t len) {
    client *self = user;
    if (kind != MLA_TRACE_SENT)
        return;
    assert_true(len <= sizeof self->traced - self->traced_len);
    memcpy(self->traced + self->traced_len, data, len);
    self->traced_len += len;
}

/** A client without connection, and the settings for one: of an application, or of firmware. */
static inline client *client_prepare(mla_imap_config *config, bool is_fixed) {
    client *self = calloc(1, sizeof *self);
    if (self == NULL)
        abort();
    heap_init(&self->heap);
    if (is_fixed)
        mla_imap_config_init_fixed(config, &self->heap.allocator);
    else
        mla_imap_config_init(config, &self->heap.allocator);
    config->trace = (mla_trace){self, client_trace};
    return self;
}

static inline void client_connect(client *self, const mla_imap_config *config) {
    assert_int_equal(mla_imap_new(config, &self->imap), MLA_OK);
}

/** @return octets and blocks that it left in the heap. */
static inline size_t client_free(client *self) {
    mla_imap_free(self->imap);
    size_t left = self->heap.octets + self->heap.blocks;
    free(self);
    return left;
}

static inline int client_setup(void **state) {
    mla_imap_config config;
    client *self = client_prepare(&config, false);
    client_connect(self, &config);
    *state = self;
    return 0;
}

static inline int client_setup_fixed(void **state) {
    mla_imap_config config;
    client *self = client_prepare(&config, true);
    client_connect(self, &config);
    *state = self;
    return 0;
}

static inline int client_teardown(void **state) {
    return client_free(*state) != 0;
}

#define IN_CLIENT(test) cmocka_unit_test_setup_teardown(test, client_setup, client_teardown)
#define IN_FIRMWARE(test) cmocka_unit_test_setup_teardown(test, client_setup_fixed, client_teardown)

/** The server sends. */
static inline void serve(client *self, mla_str octets) {
    octets = exact(octets);
    while (octets.len != 0) {
        size_t room;
        char *at = mla_imap_rx_buf(self->imap, &room);
        size_t len = octets.len < room ? octets.len : room;
        assert_int_not_equal(len, 0);
        memcpy(at, octets.ptr, len);
        assert_int_equal(mla_imap_rx_ack(self->imap, len), MLA_OK);
        octets.ptr += len;
        octets.len -= len;
    }
}

static inline int32_t client_next(client *self) {
    return mla_imap_next(self->imap, &self->event);
}

/** No event comes, and none can without the server. */
#define assert_quiet(self) assert_int_equal(client_next(self), MLA_AGAIN)

#define assert_event(self, event_type)                       \
    do {                                                     \
        assert_int_equal(client_next(self), MLA_OK);         \
        assert_int_equal((self)->event->type, (event_type)); \
    } while (0)

#define assert_done(self, number, status)                   \
    do {                                                    \
        assert_event((self), MLA_IMAP_EVENT_DONE);          \
        assert_int_equal((self)->event->command, (number)); \
        assert_int_equal((self)->event->result, (status));  \
    } while (0)

static inline void client_assert_sent(client *self, mla_str expected, const char *file, int line) {
    mla_str sent;
    sent.ptr = mla_imap_tx_buf(self->imap, &sent.len);
    if (sent.len != 0 || expected.len != 0)
        unit_assert_str(sent, expected, file, line);
    assert_int_equal(mla_imap_tx_ack(self->imap, sent.len), MLA_OK);
}

/** Exactly these octets may go out now; they do. */
#define assert_sent(self, literal) client_assert_sent((self), STR(literal), __FILE__, __LINE__)

static inline mla_str client_traced(const client *self) {
    return (mla_str){self->traced, self->traced_len};
}

static inline mla_error client_error(const client *self) {
    mla_error error;
    mla_imap_error(self->imap, &error);
    return error;
}

/** The server sends its greeting; nothing of the client's was waiting for it. */
static inline void client_greet(client *self, mla_str greeting) {
    serve(self, greeting);
    assert_event(self, MLA_IMAP_EVENT_GREETING);
    assert_sent(self, "");
}

/** The server answers the last command. */
static inline void client_answer(client *self, const char *answer) {
    char line[128];
    int len = snprintf(line, sizeof line, "A%u %s\r\n", self->accepted, answer);
    serve(self, (mla_str){line, (size_t)len});
}

static inline void client_assert_command(client *self, int32_t status, mla_str octets,
                                         const char *file, int line) {
    if (status != MLA_OK)
        print_error("%s: %s\n", mla_status_name(status), client_error(self).detail.ptr);
    assert_int_equal(status, MLA_OK);
    char expected[8192];
    self->accepted++;
    size_t len = (size_t)snprintf(expected, sizeof expected, "A%u ", self->accepted);
    memcpy(expected + len, octets.ptr, octets.len);
    client_assert_sent(self, (mla_str){expected, len + octets.len}, file, line);
}

/** A submission was accepted, and goes out at once as these octets behind the next tag. */
#define assert_submitted(self, status, literal) \
    client_assert_command((self), (status), STR(literal), __FILE__, __LINE__)

/** The same; the server answers OK. */
#define assert_command(self, status, literal)          \
    do {                                               \
        assert_submitted((self), (status), literal);   \
        client_answer((self), "OK");                   \
        assert_done((self), (self)->accepted, MLA_OK); \
    } while (0)

static inline void client_assert_refused(client *self, uint32_t pending, int32_t status,
                                         int32_t expected) {
    assert_int_equal(status, expected);
    mla_error error = client_error(self);
    assert_int_equal(error.status, expected);
    assert_true(error.detail.len != 0);
    assert_int_equal(mla_imap_pending(self->imap), pending);
    assert_sent(self, "");
}

/** A submission is refused, says why, and leaves nothing behind. */
#define assert_refused(self, submission, expected) \
    client_assert_refused((self), mla_imap_pending((self)->imap), (submission), (expected))

static inline int client_setup_authenticated(void **state) {
    int status = client_setup(state);
    client_greet(*state, STR("* PREAUTH\r\n"));
    return status;
}

#define IN_SESSION(test) \
    cmocka_unit_test_setup_teardown(test, client_setup_authenticated, client_teardown)

/** INBOX is selected. */
static inline void client_select(client *self, mla_str greeting) {
    client_greet(self, greeting);
    assert_command(self, mla_imap_submit_select(self->imap, STR("INBOX"), NULL),
                   "SELECT INBOX\r\n");
    assert_int_equal(mla_imap_state(self->imap), MLA_IMAP_STATE_SELECTED);
}

static inline int client_setup_selected(void **state) {
    int status = client_setup(state);
    client_select(*state, STR("* PREAUTH\r\n"));
    return status;
}

#define IN_INBOX(test) cmocka_unit_test_setup_teardown(test, client_setup_selected, client_teardown)

#endif
