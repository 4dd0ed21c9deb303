/* SPDX-License-Identifier: MIT */
/*
 * A session between a server and a user that are both the input: see play.h. Its first octet says which protocol it
 * speaks and how. Whatever they do, each operation is completed once, a message's events stand in order and add up, text is
 * text, nothing is deleted that the user did not name, no password is in the trace, time ends what waits, and the end
 * is one for ever; else this aborts.
 */
#include "session/session.h"

#include "guard.h"
#include "message/utf8.h"
#include "play.h"
#include "session/pop3.h"
#include "session_wire.h"

#define INPUT_MAX 4096u
#define OPERATIONS_MAX 8192u
#define ID_MAX 600u

enum {
    OPERATION_NEW,
    OPERATION_OPEN,
    OPERATION_DONE
};

typedef struct client {
    session_wire wire;
    guard memory;
    play_trace trace;
    mla_session *session;
    uint64_t now_ms;
    uint8_t operations[OPERATIONS_MAX];
    uint32_t last;
    bool drains;     /* the user fetches what is listed, and deletes what came whole */
    char id[ID_MAX]; /* of the last summary */
    bool is_in_message;
    uint64_t position;
    int32_t ended; /* what `next` answers for ever; MLA_OK: not yet */
} client;

static uint64_t now(void *user) {
    return ((client *)user)->now_ms;
}

/* Events. */

static void check_text(const char *text) {
    size_t left = strlen(text);
    while (left != 0) {
        uint32_t character;
        int octets = mla__utf8_read(text, left, &character);
        FUZZ_REQUIRE(octets > 0 && (size_t)octets <= left);
        text += octets;
        left -= (size_t)octets;
    }
}

static void check_texts(const mla_event *event) {
    const char *const texts[] = {
        mla_event_id(event),          mla_event_from_name(event),  mla_event_from_address(event),
        mla_event_subject(event),     mla_event_folder(event),     mla_event_delimiter(event),
        mla_event_part(event),        mla_event_media_type(event), mla_event_file_name(event),
        mla_event_charset(event),     mla_event_encoding(event),   mla_event_disposition(event),
        mla_event_server_text(event),
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        check_text(texts[i]);
    const char *keyword;
    for (uint32_t i = 0; (keyword = mla_event_keyword(event, i)) != NULL; i++)
        check_text(keyword);
}

static void check_error(const client *self, int32_t status) {
    FUZZ_REQUIRE(mla_session_error_status(self->session) == status);
    check_text(mla_session_error_text(self->session));
    FUZZ_REQUIRE(*mla_session_error_text(self->session) != '\0');
    FUZZ_REQUIRE(strpbrk(mla_session_error_text(self->session), "\r\n") == NULL);
    FUZZ_REQUIRE(memchr(mla_session_error_server_text(self->session), '\0', 512) != NULL);
    (void)strlen(mla_session_error_server_code(self->session));
}

static void check_message(client *self, const mla_event *event) {
    volatile char sink = 0;
    switch (mla_event_type(event)) {
    case MLA_EVENT_MESSAGE:
        FUZZ_REQUIRE(!self->is_in_message);
        self->is_in_message = true;
        self->position = 0;
        break;
    case MLA_EVENT_DATA:
        FUZZ_REQUIRE(self->is_in_message && mla_event_data_len(event) != 0);
        FUZZ_REQUIRE(mla_event_position(event) == self->position);
        for (size_t i = 0; i < mla_event_data_len(event); i++)
            sink = (char)(sink ^ mla_event_data(event)[i]);
        self->position += mla_event_data_len(event);
        break;
    case MLA_EVENT_MESSAGE_END:
        FUZZ_REQUIRE(self->is_in_message && mla_event_position(event) == self->position);
        self->is_in_message = false;
        break;
    default: FUZZ_REQUIRE(mla_event_data_len(event) == 0);
    }
}

static void started(client *self, int32_t status, uint32_t operation) {
    FUZZ_REQUIRE(status == MLA_OK || status < 0);
    if (status != MLA_OK)
        return;
    FUZZ_REQUIRE(self->ended == MLA_OK);
    FUZZ_REQUIRE(operation > self->last && operation < OPERATIONS_MAX);
    self->operations[operation] = OPERATION_OPEN;
    self->last = operation;
}

static void remove_messages(client *self, const char *ids) {
    uint32_t operation = 0;
    int32_t status = mla_session_delete(self->session, ids, &operation);
    self->wire.may_delete |= status == MLA_OK;
    started(self, status, operation);
}

static void drain(client *self, const mla_event *event) {
    uint32_t operation = 0;
    if (mla_event_type(event) == MLA_EVENT_SUMMARY) {
        int32_t status = mla_session_fetch(self->session, mla_event_id(event), NULL, 0, &operation);
        started(self, status, operation);
    } else if (mla_event_type(event) == MLA_EVENT_MESSAGE_END &&
               mla_event_status(event) == MLA_OK) {
        remove_messages(self, mla_event_id(event));
    }
}

static void take_event(client *self, const mla_event *event) {
    uint32_t operation = mla_event_operation(event);
    FUZZ_REQUIRE(operation <= self->last);
    FUZZ_REQUIRE(operation == 0 || self->operations[operation] == OPERATION_OPEN);
    check_texts(event);
    check_message(self, event);
    if (mla_event_status(event) != MLA_OK)
        check_error(self, mla_event_status(event));
    if (mla_event_type(event) == MLA_EVENT_DONE) {
        FUZZ_REQUIRE(operation != 0 && !self->is_in_message);
        self->operations[operation] = OPERATION_DONE;
    }
    if (mla_event_type(event) == MLA_EVENT_SUMMARY)
        snprintf(self->id, sizeof self->id, "%s", mla_event_id(event));
    if (self->drains)
        drain(self, event);
}

static bool is_any_open(const client *self) {
    return memchr(self->operations, OPERATION_OPEN, self->last + 1) != NULL;
}

static void pump(void *user) {
    client *self = user;
    mla_event *event;
    int32_t status;
    while ((status = mla_session_next(self->session, &event)) == MLA_OK)
        take_event(self, event);
    FUZZ_REQUIRE(event == NULL);
    if (status == MLA_AGAIN) {
        FUZZ_REQUIRE(self->ended == MLA_OK);
        FUZZ_REQUIRE(mla_session_wants(self->session) != 0 ||
                     mla_session_timeout_ms(self->session) >= 0);
        return;
    }
    FUZZ_REQUIRE(!is_any_open(self));
    if (status == MLA_END)
        return;
    FUZZ_REQUIRE(self->ended == MLA_OK || self->ended == status);
    check_error(self, status);
    self->ended = status;
}

static size_t feed(void *user, const char *data, size_t len) {
    return session_wire_say(&((client *)user)->wire, data, len);
}

/* What the user does. */

/* The last summary's, or a string. */
static const char *ids_of(client *self, fuzz_source *in, char text[PLAY_TEXT_MAX]) {
    return fuzz_below(in, 2) == 0 ? self->id : play_text(in, text);
}

static int32_t start(client *self, uint8_t letter, fuzz_source *in, uint32_t *operation) {
    mla_session *session = self->session;
    char text[PLAY_TEXT_MAX];
    char other[PLAY_TEXT_MAX];
    const char *ids;
    switch (letter) {
    case 'O': return mla_session_folders(session, operation);
    case 'S':
        ids = play_text(in, text);
        return mla_session_select(session, ids, (int32_t)fuzz_below(in, 2), operation);
    case 'L': return mla_session_list(session, NULL, (int32_t)fuzz_below(in, 3), operation);
    case 'l':
        ids = ids_of(self, in, text);
        return mla_session_list(session, ids, (int32_t)fuzz_below(in, 2), operation);
    case 'P': return mla_session_parts(session, ids_of(self, in, text), operation);
    case 'F':
        ids = ids_of(self, in, text);
        return mla_session_fetch(session, ids, NULL, 0, operation);
    case 'f':
        ids = ids_of(self, in, text);
        return mla_session_fetch(session, ids, play_text(in, other), fuzz_below(in, 2), operation);
    case 'M':
        ids = ids_of(self, in, text);
        return mla_session_mark(session, ids, (int32_t)fuzz_below(in, 5), fuzz_below(in, 64),
                                play_text(in, other), operation);
    case 'N': return mla_session_poll(session, operation);
    case 'Q': return mla_session_close(session, operation);
    default: return MLA_E_INVALID;
    }
}

static void ask(const client *self) {
    for (int32_t what = 0; what < 9; what++)
        (void)mla_session_can(self->session, what);
    const char *capability;
    for (uint32_t i = 0; (capability = mla_session_capability(self->session, i)) != NULL; i++)
        check_text(capability);
    FUZZ_REQUIRE(mla_session_tls_version(self->session) == 0);
}

static void cancel(client *self, fuzz_source *in) {
    uint32_t operation = self->last - fuzz_below(in, 8);
    bool is_open = operation <= self->last && self->operations[operation] == OPERATION_OPEN;
    int32_t status = mla_session_cancel_operation(self->session, operation);
    FUZZ_REQUIRE(status == (is_open ? MLA_OK : MLA_E_NOT_FOUND));
}

static void act(void *user, uint8_t letter, fuzz_source *in) {
    client *self = user;
    char text[PLAY_TEXT_MAX];
    uint32_t operation = 0;
    int32_t status;
    switch (letter) {
    case 'D': remove_messages(self, ids_of(self, in, text)); break;
    case 'd': self->drains = true; break;
    case 'c': cancel(self, in); break;
    case 'x': mla_session_cancel(self->session); break;
    case 'e': self->wire.is_ended = true; break;
    case 'k': self->wire.written_max = fuzz_octet(in); break;
    case 't': self->now_ms += (uint64_t)fuzz_octet(in) * 1000; break;
    case 'q': ask(self); break;
    default: status = start(self, letter, in, &operation); started(self, status, operation);
    }
}

/* Life. */

static mla_options *make_options(client *self, uint8_t how, uint64_t random) {
    mla_options *options;
    if (mla_options_new(&self->memory.allocator, &options) != MLA_OK)
        return NULL;
    mla_options_set_protocol(options, (how & 1) != 0 ? MLA_PROTOCOL_POP3 : MLA_PROTOCOL_IMAP);
    mla_options_set_security(options, MLA_SECURITY_TRANSPORT);
    mla_options_set_nonblocking(options, 1);
    mla_options_set_clock(options, now, self);
    mla_options_set_trace(options, play_trace_write, &self->trace);
    mla_options_set_allow_expunge(options, (how & 2) != 0);
    mla_options_set_pipeline(options, (how & 4) != 0 ? 1 : 0);
    mla_options_set_mechanism(options, (how & 8) != 0 ? "PLAIN" : NULL);
    if ((how & 16) != 0)
        mla_options_set_receive_buffer(options, 512, 512 + fuzz_random(&random, 2048));
    mla_options_set_command_timeout_ms(options, (how & 32) != 0 ? 60000 : 0);
    if (mla_options_set_host(options, "server.test") != MLA_OK ||
        mla_options_set_user(options, "user") != MLA_OK ||
        mla_options_set_password(options, PLAY_PASSWORD) != MLA_OK ||
        mla_options_set_transport(options, &self->wire.transport) != MLA_OK) {
        mla_options_free(options);
        return NULL;
    }
    return options;
}

static bool open_session(client *self, uint8_t how, uint64_t random) {
    self->session = NULL;
    mla_options *options = make_options(self, how, random);
    int32_t status = options != NULL ? mla_session_open(options, &self->session) : MLA_E_NO_MEMORY;
    mla_options_free(options);
    FUZZ_REQUIRE(status == MLA_OK || (status == MLA_E_NO_MEMORY && self->memory.fail_at != 0));
    if (status != MLA_OK)
        return false;
    self->operations[MLA_OPERATION_OPEN] = OPERATION_OPEN;
    self->last = MLA_OPERATION_OPEN;
    /* As of a mailbox of a million messages. */
    if (self->session->pop3 != NULL && (how & 64) != 0)
        self->session->pop3->map.ids_max = 0;
    return true;
}

static void reset(client *self, uint64_t random) {
    guard_init(&self->memory, (uint8_t)fuzz_random(&random, 256));
    if (fuzz_random(&random, 8) == 0)
        self->memory.fail_at = 1 + fuzz_random(&random, 64);
    memset(self->operations, OPERATION_NEW, sizeof self->operations);
    session_wire_init(&self->wire);
    self->trace.len = 0;
    self->last = 0;
    self->drains = self->is_in_message = false;
    self->id[0] = '\0';
    self->now_ms = 1000;
    self->ended = MLA_OK;
}

/* Time passes until nothing is waited for. */
static void finish(client *self) {
    self->drains = false;
    for (int i = 0; i < 4 && is_any_open(self); i++) {
        self->now_ms += (uint64_t)1 << 24;
        pump(self);
    }
    FUZZ_REQUIRE(!is_any_open(self));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const play_protocol protocol = {.feed = feed, .pump = pump, .act = act};
    static client self;
    uint64_t random = fuzz_hash(data, size);
    if (size == 0 || size > INPUT_MAX)
        return 0;
    reset(&self, random);
    if (open_session(&self, data[0], random)) {
        play(&protocol, &self, data + 1, size - 1);
        finish(&self);
    }
    mla_session_free(self.session);
    FUZZ_REQUIRE(self.memory.blocks == 0);
    return 0;
}
