/* SPDX-License-Identifier: MIT */
/*
 * An IMAP connection between a server and a user that are both the input: see play.h. Whatever they do, the client
 * sends whole commands with tags of its own, completes each once, keeps the password out of the trace, and ends.
 */
#include <mailaccess/imap_command.h>

#include "decode.h"
#include "event_text.h"
#include "imap/connection.h"
#include "imap/decoder.h"
#include "play.h"
#include "sent.h"

#define COMMANDS_MAX 4096u

enum {
    COMMAND_NEW,
    COMMAND_OPEN,
    COMMAND_DONE
};

typedef struct client {
    mla_imap *imap;
    guard memory;
    mla_sasl sasl;
    play_trace trace;
    sent sent;
    event_text text; /* reads every octet that an event points to */
    uint8_t commands[COMMANDS_MAX];
    uint32_t last;
    uint32_t open;
    uint32_t authenticate; /* the last AUTHENTICATE */
    size_t acked_max;      /* octets that the transport takes at a time; 0: all */
    int32_t ended;         /* what `next` answers for ever; MLA_OK: not yet */
} client;

static mla_str password(void) {
    return mla_str_from(PLAY_PASSWORD);
}

/* Events. */

static void complete(client *self, const mla_imap_event *event) {
    FUZZ_REQUIRE(event->command != 0 && event->command <= self->last);
    FUZZ_REQUIRE(self->commands[event->command] == COMMAND_OPEN);
    self->commands[event->command] = COMMAND_DONE;
    self->open--;
    sent_done(&self->sent, event->command, event->status != NULL);
}

static void check_event(client *self, const mla_imap_event *event) {
    self->text.len = 0;
    event_text_add(&self->text, event);
    mla_error error;
    mla_imap_error(self->imap, &error);
    if (event->type == MLA_IMAP_EVENT_DONE) {
        complete(self, event);
        FUZZ_REQUIRE(error.status == event->result);
    } else if (event->type == MLA_IMAP_EVENT_UPGRADE) {
        complete(self, event);
        FUZZ_REQUIRE(mla_imap_wants(self->imap) == 0);
    } else {
        FUZZ_REQUIRE(event->command == 0);
    }
}

static int32_t take_events(client *self) {
    const mla_imap_event *event;
    int32_t status;
    guard_close_room(&self->imap->decoder->wire.rx, DECODE_RESERVED);
    while ((status = mla_imap_next(self->imap, &event)) == MLA_OK)
        check_event(self, event);
    guard_open_room(&self->imap->decoder->wire.rx);
    FUZZ_REQUIRE(mla_imap_pending(self->imap) == self->open || status == MLA_END || status < 0);
    return status;
}

static void take_octets(client *self) {
    size_t len;
    const char *octets;
    while (octets = mla_imap_tx_buf(self->imap, &len), len != 0) {
        size_t acked = self->acked_max != 0 && self->acked_max < len ? self->acked_max : len;
        FUZZ_REQUIRE((mla_imap_wants(self->imap) & MLA_WANT_WRITE) != 0);
        sent_add(&self->sent, octets, acked);
        FUZZ_REQUIRE(mla_imap_tx_ack(self->imap, len + 1) == MLA_E_INVALID);
        FUZZ_REQUIRE(mla_imap_tx_ack(self->imap, acked) == MLA_OK);
    }
}

static void pump(void *user) {
    client *self = user;
    int32_t status = take_events(self);
    FUZZ_REQUIRE(self->ended == MLA_OK || self->ended == status); /* sticky */
    if (status != MLA_AGAIN) {
        FUZZ_REQUIRE(status == MLA_END || status < 0);
        mla_error error;
        mla_imap_error(self->imap, &error);
        FUZZ_REQUIRE(status == MLA_END || self->ended != MLA_OK || error.status == status);
        FUZZ_REQUIRE(mla_imap_wants(self->imap) == 0);
        self->ended = status;
    }
    take_octets(self);
}

static size_t feed(void *user, const char *data, size_t len) {
    client *self = user;
    size_t room;
    char *to = mla_imap_rx_buf(self->imap, &room);
    len = len < room ? len : room;
    if (len != 0)
        memcpy(to, data, len);
    FUZZ_REQUIRE(mla_imap_rx_ack(self->imap, len) == MLA_OK);
    return len;
}

/* Mechanisms: what the application may bring. */

static int32_t step_odd(mla_sasl *sasl, mla_str challenge, mla_sasl_response *response) {
    char sum = 0;
    for (size_t i = 0; i < challenge.len; i++)
        sum = (char)(sum ^ challenge.ptr[i]);
    if (sum == '?')
        return MLA_E_AUTH;
    response->len = challenge.len < response->capacity ? challenge.len : response->capacity;
    memset(response->data, sasl->step_count == 0 ? 'u' : sum, response->len);
    return MLA_OK;
}

static int32_t finish_odd(mla_sasl *sasl) {
    return sasl->step_count == 2 ? MLA_OK : MLA_E_AUTH_SERVER;
}

static int32_t authenticate(client *self, fuzz_source *in, uint32_t *command) {
    static const mla_sasl_mechanism server_first = {
        .struct_size = sizeof server_first, .name = "LOGIN", .step = step_odd};
    static const mla_sasl_mechanism client_first = {.struct_size = sizeof client_first,
                                                    .name = "SCRAM",
                                                    .client_first = 1,
                                                    .step = step_odd,
                                                    .finish = finish_odd};
    mla_str user = play_string(in);
    mla_sasl sasl;
    uint32_t which = fuzz_below(in, 4);
    if (mla_sasl_plain_init(&sasl, (mla_str){NULL, 0}, user, password()) != MLA_OK)
        return MLA_E_INVALID;
    if (which != 0)
        sasl.mechanism = which == 1 ? &server_first : &client_first;
    /* It is borrowed until DONE. */
    if (self->commands[self->authenticate] == COMMAND_OPEN)
        return MLA_E_STATE;
    self->sasl = sasl;
    int32_t status = mla_imap_submit_authenticate(self->imap, &self->sasl, command);
    if (status == MLA_OK)
        self->authenticate = *command;
    return status;
}

/* Commands with arguments. */

static int32_t login(client *self, fuzz_source *in, uint32_t *command) {
    return mla_imap_submit_login(self->imap, play_string(in), password(), command);
}

static int32_t select_mailbox(client *self, fuzz_source *in, uint32_t *command) {
    return fuzz_below(in, 2) == 0 ? mla_imap_submit_select(self->imap, play_string(in), command)
                                  : mla_imap_submit_examine(self->imap, play_string(in), command);
}

static int32_t list(client *self, fuzz_source *in, uint32_t *command) {
    mla_str reference = play_string(in);
    mla_str pattern = play_string(in);
    return fuzz_below(in, 2) == 0 ? mla_imap_submit_list(self->imap, reference, pattern, command)
                                  : mla_imap_submit_lsub(self->imap, reference, pattern, command);
}

static int32_t mailbox_status(client *self, fuzz_source *in, uint32_t *command) {
    mla_str mailbox = play_string(in);
    return mla_imap_submit_status(self->imap, mailbox, fuzz_octet(in), command);
}

static int32_t enable(client *self, fuzz_source *in, uint32_t *command) {
    mla_str names[3];
    size_t count = fuzz_below(in, 4);
    for (size_t i = 0; i < count; i++)
        names[i] = play_string(in);
    return mla_imap_submit_enable(self->imap, names, count, command);
}

static int32_t fetch(client *self, fuzz_source *in, uint32_t *command) {
    mla_str set = play_string(in);
    mla_str field = play_string(in);
    mla_imap_section section = {
        .kind = (int32_t)fuzz_below(in, 8) - 1,
        .peek = (int32_t)fuzz_below(in, 2),
        .path = play_string(in),
        .fields = &field,
        .field_count = fuzz_below(in, 2),
        .origin = fuzz_octet(in),
        .length = fuzz_octet(in),
    };
    mla_imap_fetch_items items = {
        .struct_size = sizeof items,
        .items = fuzz_octet(in),
        .sections = &section,
        .section_count = fuzz_below(in, 2),
    };
    return fuzz_below(in, 2) == 0 ? mla_imap_submit_uid_fetch(self->imap, set, &items, command)
                                  : mla_imap_submit_fetch(self->imap, set, &items, command);
}

static int32_t store(client *self, fuzz_source *in, uint32_t *command) {
    mla_str set = play_string(in);
    mla_str keyword = play_string(in);
    mla_imap_store_flags flags = {
        .struct_size = sizeof flags,
        .operation = (int32_t)fuzz_below(in, 4),
        .silent = (int32_t)fuzz_below(in, 2),
        .system = fuzz_octet(in),
        .keywords = &keyword,
        .keyword_count = fuzz_below(in, 2),
    };
    return fuzz_below(in, 2) == 0 ? mla_imap_submit_uid_store(self->imap, set, &flags, command)
                                  : mla_imap_submit_store(self->imap, set, &flags, command);
}

static int32_t search(client *self, fuzz_source *in, uint32_t *command) {
    mla_imap_search_key keys[6];
    size_t count = fuzz_below(in, 7);
    for (size_t i = 0; i < count; i++)
        keys[i] = (mla_imap_search_key){
            .type = (int32_t)fuzz_below(in, 40) - 1,
            .name = play_string(in),
            .text = play_string(in),
            .date = {.epoch_seconds = (int64_t)fuzz_octet(in) << fuzz_below(in, 40)},
            .number = fuzz_octet(in),
        };
    return fuzz_below(in, 2) == 0 ? mla_imap_submit_uid_search(self->imap, keys, count, command)
                                  : mla_imap_submit_search(self->imap, keys, count, command);
}

static int32_t uid_expunge(client *self, fuzz_source *in, uint32_t *command) {
    return mla_imap_submit_uid_expunge(self->imap, play_string(in), command);
}

/* The text in front stands for what an application writes itself. */
static int32_t raw(client *self, fuzz_source *in, uint32_t *command) {
    mla_imap_piece pieces[4] = {{.type = MLA_IMAP_PIECE_TEXT, .text = mla_str_from("X ")}};
    size_t count = 1 + fuzz_below(in, 4);
    for (size_t i = 1; i < count; i++)
        pieces[i] = (mla_imap_piece){.type = (int32_t)fuzz_below(in, 6), .text = play_string(in)};
    return mla_imap_submit_raw(self->imap, pieces, count, command);
}

/* What is no command. */

static void ask(client *self, fuzz_source *in) {
    mla_str name = play_string(in);
    int32_t has = mla_imap_has_name(self->imap, name);
    FUZZ_REQUIRE(has == 0 || mla_imap_capabilities_known(self->imap) == 1);
    mla_str names = mla_imap_capabilities(self->imap);
    FUZZ_REQUIRE(names.len == 0 || names.ptr[names.len - 1] == ' ');
    int32_t state = mla_imap_state(self->imap);
    FUZZ_REQUIRE(state >= MLA_IMAP_STATE_GREETING && state <= MLA_IMAP_STATE_LOGOUT);
    (void)mla_imap_has(self->imap, (int32_t)fuzz_below(in, 30) - 1);
    (void)mla_imap_utf8(self->imap);
}

static void cancel(client *self, fuzz_source *in) {
    uint32_t command = self->last - fuzz_below(in, 8);
    bool is_open = command <= self->last && self->commands[command] == COMMAND_OPEN;
    int32_t status = mla_imap_cancel(self->imap, command);
    FUZZ_REQUIRE(self->ended != MLA_OK || status == (is_open ? MLA_OK : MLA_E_NOT_FOUND));
}

static bool act_other(client *self, uint8_t letter, fuzz_source *in) {
    switch (letter) {
    case 'e': mla_imap_rx_end(self->imap); return true;
    case 'u': (void)mla_imap_upgraded(self->imap); return true;
    case 'r': mla_imap_set_raw_names(self->imap, (int32_t)fuzz_below(in, 2)); return true;
    case 'k': self->acked_max = fuzz_octet(in); return true;
    case 'c': cancel(self, in); return true;
    case 'q': ask(self, in); return true;
    default: return false;
    }
}

static int32_t submit(client *self, uint8_t letter, fuzz_source *in, uint32_t *command) {
    static const struct {
        char letter;
        int32_t (*submit)(client *self, fuzz_source *in, uint32_t *command);
    } rows[] = {
        {'L', login},
        {'A', authenticate},
        {'S', select_mailbox},
        {'I', list},
        {'T', mailbox_status},
        {'E', enable},
        {'F', fetch},
        {'O', store},
        {'H', search},
        {'D', uid_expunge},
        {'R', raw},
    };
    static const struct {
        char letter;
        int32_t (*submit)(mla_imap *imap, uint32_t *command);
    } plain[] = {
        {'C', mla_imap_submit_capability}, {'N', mla_imap_submit_noop},
        {'Q', mla_imap_submit_logout},     {'Z', mla_imap_submit_starttls},
        {'X', mla_imap_submit_expunge},    {'W', mla_imap_submit_close},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].letter == letter)
            return rows[i].submit(self, in, command);
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        if (plain[i].letter == letter)
            return plain[i].submit(self->imap, command);
    return MLA_E_INVALID;
}

static void act(void *user, uint8_t letter, fuzz_source *in) {
    client *self = user;
    uint32_t before = mla_imap_pending(self->imap);
    uint32_t command = 0;
    if (act_other(self, letter, in))
        return;
    int32_t status = submit(self, letter, in, &command);
    FUZZ_REQUIRE(status == MLA_OK || status < 0);
    FUZZ_REQUIRE(mla_imap_pending(self->imap) == before + (status == MLA_OK));
    if (status != MLA_OK)
        return;
    FUZZ_REQUIRE(self->ended == MLA_OK);
    FUZZ_REQUIRE(command > self->last && command < COMMANDS_MAX);
    self->last = command;
    self->commands[command] = COMMAND_OPEN;
    self->open++;
}

/* Settings that the input does not say follow from it. */
static int32_t create(client *self, uint64_t random) {
    mla_imap_config config;
    guard_init(&self->memory, (uint8_t)fuzz_random(&random, 256));
    mla_imap_config_init(&config, &self->memory.allocator);
    if (fuzz_random(&random, 3) == 0)
        mla_imap_config_init_fixed(&config, &self->memory.allocator);
    else if (fuzz_random(&random, 2) == 0)
        config.transmit_initial = 64, config.limits.receive_initial = 512;
    config.queue_max = 1 + fuzz_random(&random, 20);
    config.in_flight_max = 1 + fuzz_random(&random, 8);
    config.trace = (mla_trace){&self->trace, play_trace_write};
    if (fuzz_random(&random, 8) == 0)
        self->memory.fail_at = 1 + fuzz_random(&random, 16);
    return mla_imap_new(&config, &self->imap);
}

static void finish(client *self) {
    mla_imap_rx_end(self->imap);
    pump(self);
    if (mla_imap_upgraded(self->imap) == MLA_OK)
        pump(self);
    FUZZ_REQUIRE(self->ended != MLA_OK);
    mla_imap_free(self->imap);
    FUZZ_REQUIRE(self->memory.blocks == 0);
}

static void reset(client *self) {
    memset(self->commands, COMMAND_NEW, self->last + 1);
    self->sent.len = self->sent.line_at = self->sent.literal_left = self->sent.literal_size = 0;
    self->sent.command = self->sent.exchange = 0;
    self->trace.len = 0;
    self->last = self->open = self->authenticate = 0;
    self->acked_max = 0;
    self->ended = MLA_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const play_protocol protocol = {.feed = feed, .pump = pump, .act = act};
    static client self;
    if (size > COMMANDS_MAX)
        return 0;
    reset(&self);
    int32_t status = create(&self, fuzz_hash(data, size));
    FUZZ_REQUIRE(status == MLA_OK || (status == MLA_E_NO_MEMORY && self.memory.fail_at != 0));
    if (status != MLA_OK) {
        FUZZ_REQUIRE(self.memory.blocks == 0);
        return 0;
    }
    play(&protocol, &self, data, size);
    finish(&self);
    return 0;
}
