/* SPDX-License-Identifier: MIT */
#include "pop3_client.h"

#include "guard.h"
#include "play.h"
#include "pop3/connection.h"

#define LINE_MAX_SENT 70000u

typedef struct client {
    pop3_way way;
    mla_pop3 *pop3;
    guard memory;
    mla_sasl sasl;
    play_trace trace;
    char line[LINE_MAX_SENT]; /* that is being sent */
    size_t line_len;
    uint32_t last; /* the last command that was submitted */
    uint32_t done; /* the last one that is complete */
    uint32_t auth; /* the AUTH that is not complete; 0: none */
    bool is_in_body;
    size_t acked_max; /* octets that the transport takes at a time; 0: all */
    int32_t ended;    /* what `next` answers for ever; MLA_OK: not yet */
} client;

static mla_str password(void) {
    return mla_str_from(PLAY_PASSWORD);
}

/* Events. */

static void touch(mla_str text) {
    volatile char sink = 0;
    FUZZ_REQUIRE(text.ptr != NULL || text.len == 0);
    for (size_t i = 0; i < text.len; i++)
        sink = (char)(sink ^ text.ptr[i]);
}

static void check_body(client *self, const mla_pop3_event *event) {
    bool is_part =
        event->type == MLA_POP3_EVENT_BODY_DATA || event->type == MLA_POP3_EVENT_BODY_END;
    FUZZ_REQUIRE(!is_part || self->is_in_body);
    FUZZ_REQUIRE(event->type != MLA_POP3_EVENT_BODY_DATA || event->data.len != 0);
    if (event->type == MLA_POP3_EVENT_BODY_BEGIN)
        FUZZ_REQUIRE(!self->is_in_body);
    self->is_in_body =
        event->type == MLA_POP3_EVENT_BODY_BEGIN || event->type == MLA_POP3_EVENT_BODY_DATA;
}

static void check_event(client *self, const mla_pop3_event *event) {
    FUZZ_REQUIRE(event->struct_size == sizeof *event);
    const mla_str texts[] = {event->code_name, event->text, event->name,
                             event->arguments, event->id,   event->data};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        touch(texts[i]);
    mla_error error;
    mla_pop3_error(self->pop3, &error);
    touch(error.server_text);
    touch(error.server_code);
    check_body(self, event);
    FUZZ_REQUIRE((event->type == MLA_POP3_EVENT_GREETING) == (event->command == 0));
    FUZZ_REQUIRE(event->command <= self->last);
    FUZZ_REQUIRE(event->type != MLA_POP3_EVENT_LISTING || event->number != 0);
    bool is_done = event->type == MLA_POP3_EVENT_DONE || event->type == MLA_POP3_EVENT_UPGRADE;
    if (is_done && event->command == self->auth)
        self->auth = 0;
    /* One that is cancelled before it is sent may be done before those in front of it. */
    if (is_done && event->result != MLA_E_CANCELLED) {
        FUZZ_REQUIRE(event->command > self->done);
        self->done = event->command;
    }
    if (event->result != MLA_OK)
        FUZZ_REQUIRE(error.status == event->result);
}

/* A line of a client has no CR, LF or NUL inside. */
static void check_sent(client *self, const char *octets, size_t len) {
    for (size_t i = 0; i < len; i++) {
        FUZZ_REQUIRE(self->line_len < LINE_MAX_SENT && octets[i] != '\0');
        self->line[self->line_len++] = octets[i];
        if (octets[i] != '\n')
            continue;
        FUZZ_REQUIRE(memchr(self->line, '\r', self->line_len) == self->line + self->line_len - 2);
        self->line_len = 0;
    }
}

static void take_octets(client *self) {
    size_t len;
    const char *octets;
    while (octets = mla_pop3_tx_buf(self->pop3, &len), len != 0) {
        size_t acked = self->acked_max != 0 && self->acked_max < len ? self->acked_max : len;
        FUZZ_REQUIRE((mla_pop3_wants(self->pop3) & MLA_WANT_WRITE) != 0);
        check_sent(self, octets, acked);
        if (self->way.sent != NULL)
            self->way.sent(self->way.user, (mla_str){octets, acked});
        FUZZ_REQUIRE(mla_pop3_tx_ack(self->pop3, len + 1) == MLA_E_INVALID);
        FUZZ_REQUIRE(mla_pop3_tx_ack(self->pop3, acked) == MLA_OK);
    }
}

static int32_t take_events(client *self) {
    const mla_pop3_event *event;
    int32_t status;
    /* A mechanism writes into the room (pop3/auth.c). */
    if (self->auth == 0)
        guard_close_room(&self->pop3->wire.rx, 0);
    while ((status = mla_pop3_next(self->pop3, &event)) == MLA_OK) {
        check_event(self, event);
        if (self->way.visit != NULL) {
            self->way.visit(self->way.user, event);
            take_octets(self);
        }
    }
    guard_open_room(&self->pop3->wire.rx);
    return status;
}

static void pump(void *user) {
    client *self = user;
    int32_t status = take_events(self);
    FUZZ_REQUIRE(self->ended == MLA_OK || self->ended == status); /* sticky */
    if (status != MLA_AGAIN) {
        FUZZ_REQUIRE(status == MLA_END || status < 0);
        FUZZ_REQUIRE(mla_pop3_wants(self->pop3) == 0);
        self->ended = status;
    }
    take_octets(self);
}

/* No more than the way gives at a time. */
static size_t piece_of(client *self, const char *data, size_t len) {
    pop3_way *way = &self->way;
    if (way->is_by_line) {
        const char *lf = memchr(data, '\n', len);
        len = lf != NULL ? (size_t)(lf - data) + 1 : len;
    }
    size_t piece = way->piece_max != 0 ? 1 + fuzz_random(&way->random, way->piece_max) : len;
    return piece < len ? piece : len;
}

static size_t feed(void *user, const char *data, size_t len) {
    client *self = user;
    size_t room;
    char *to = mla_pop3_rx_buf(self->pop3, &room);
    len = piece_of(self, data, len);
    len = len < room ? len : room;
    if (len != 0)
        memcpy(to, data, len);
    FUZZ_REQUIRE(mla_pop3_rx_ack(self->pop3, len) == MLA_OK || room == 0);
    return len;
}

/* Actions. */

static int32_t step_odd(mla_sasl *sasl, mla_str challenge, mla_sasl_response *response) {
    (void)sasl;
    if (challenge.len != 0 && challenge.ptr[0] == '?')
        return MLA_E_AUTH;
    response->len = challenge.len < response->capacity ? challenge.len : response->capacity;
    memset(response->data, 'r', response->len);
    return MLA_OK;
}

static int32_t auth(client *self, fuzz_source *in, uint32_t *command) {
    static const mla_sasl_mechanism odd = {
        .struct_size = sizeof odd, .name = "LOGIN", .step = step_odd};
    static const mla_sasl_mechanism odd_first = {
        .struct_size = sizeof odd_first, .name = "SCRAM", .client_first = 1, .step = step_odd};
    mla_sasl sasl;
    mla_str user = play_string(in);
    uint32_t which = fuzz_below(in, 3);
    int32_t initial = (int32_t)fuzz_below(in, 2);
    if (mla_sasl_plain_init(&sasl, (mla_str){NULL, 0}, user, password()) != MLA_OK)
        return MLA_E_INVALID;
    /* It is borrowed until DONE. */
    if (self->auth != 0)
        return MLA_E_STATE;
    if (which != 0)
        sasl.mechanism = which == 1 ? &odd : &odd_first;
    self->sasl = sasl;
    int32_t status = mla_pop3_auth(self->pop3, &self->sasl, initial, command);
    if (status == MLA_OK)
        self->auth = *command;
    return status;
}

static int32_t submit(client *self, uint8_t letter, fuzz_source *in, uint32_t *command) {
    static const struct {
        char letter;
        int32_t (*submit)(mla_pop3 *pop3, uint32_t *command);
    } plain[] = {
        {'C', mla_pop3_capa}, {'Z', mla_pop3_stls}, {'S', mla_pop3_stat},
        {'X', mla_pop3_rset}, {'N', mla_pop3_noop}, {'Q', mla_pop3_quit},
    };
    static const struct {
        char letter;
        int32_t (*submit)(mla_pop3 *pop3, uint64_t number, uint32_t *command);
    } numbered[] = {
        {'I', mla_pop3_list},
        {'U', mla_pop3_uidl},
        {'R', mla_pop3_retr},
        {'D', mla_pop3_dele},
    };
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        if (plain[i].letter == letter)
            return plain[i].submit(self->pop3, command);
    for (size_t i = 0; i < sizeof numbered / sizeof numbered[0]; i++)
        if (numbered[i].letter == letter)
            return numbered[i].submit(self->pop3, fuzz_octet(in), command);
    mla_str text;
    switch (letter) {
    case 'L': return mla_pop3_login(self->pop3, play_string(in), password(), command);
    case 'A': return auth(self, in, command);
    case 'T': return mla_pop3_top(self->pop3, fuzz_octet(in), fuzz_octet(in), command);
    case 'W':
        text = play_string(in);
        return mla_pop3_raw(self->pop3, text, (int32_t)fuzz_below(in, 2), command);
    default: return MLA_E_INVALID;
    }
}

static bool act_other(client *self, uint8_t letter, fuzz_source *in) {
    switch (letter) {
    case 'e': mla_pop3_rx_end(self->pop3); return true;
    case 'u': (void)mla_pop3_upgraded(self->pop3); return true;
    case 'k': self->acked_max = fuzz_octet(in); return true;
    case 'c': (void)mla_pop3_cancel(self->pop3, self->last - fuzz_below(in, 8)); return true;
    case 'q':
        FUZZ_REQUIRE(mla_pop3_outstanding(self->pop3) <= self->last);
        (void)mla_pop3_capabilities(self->pop3);
        (void)mla_pop3_forgiven(self->pop3);
        return true;
    default: return false;
    }
}

static void act(void *user, uint8_t letter, fuzz_source *in) {
    client *self = user;
    uint32_t command = 0;
    if (act_other(self, letter, in))
        return;
    uint32_t before = mla_pop3_outstanding(self->pop3);
    int32_t status = submit(self, letter, in, &command);
    FUZZ_REQUIRE(status <= 0);
    FUZZ_REQUIRE(mla_pop3_outstanding(self->pop3) == before + (status == MLA_OK));
    if (status != MLA_OK)
        return;
    FUZZ_REQUIRE(command == self->last + 1);
    self->last = command;
}

static void finish(client *self) {
    mla_pop3_rx_end(self->pop3);
    pump(self);
    if (mla_pop3_upgraded(self->pop3) == MLA_OK)
        pump(self);
    FUZZ_REQUIRE(self->ended != MLA_OK);
    if (self->way.end != NULL)
        self->way.end(self->way.user, self->pop3, self->ended);
    mla_pop3_free(self->pop3);
    FUZZ_REQUIRE(self->memory.blocks == 0);
}

void pop3_client_play(const pop3_way *way, const uint8_t *data, size_t size) {
    static const play_protocol protocol = {.feed = feed, .pump = pump, .act = act};
    static client self;
    mla_pop3_config config = way->config;
    self.way = *way;
    self.trace.len = self.line_len = self.acked_max = 0;
    self.last = self.done = self.auth = 0;
    self.is_in_body = false;
    self.ended = MLA_OK;
    guard_init(&self.memory, way->fill);
    self.memory.fail_at = way->fail_at;
    config.allocator = &self.memory.allocator;
    config.trace = (mla_trace){&self.trace, play_trace_write};
    int32_t status = mla_pop3_new(&config, &self.pop3);
    FUZZ_REQUIRE(status == MLA_OK || (status == MLA_E_NO_MEMORY && way->fail_at != 0));
    if (status == MLA_OK) {
        play(&protocol, &self, data, size);
        finish(&self);
    }
    FUZZ_REQUIRE(self.memory.blocks == 0);
}
