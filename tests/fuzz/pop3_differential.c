/* SPDX-License-Identifier: MIT */
/*
 * A POP3 connection (pop3_client.h) in ways that must not matter: line by line, octet by octet, in pieces; with a short
 * and a large receive buffer, with a transmit buffer that grows and a fixed one. The events must be the same, with
 * all their fields, and so must be what the client sends.
 *
 * Where each reply gives an event, the input is given at once, too, each command being sent as soon as it may be. Within
 * USER and AUTH none does, and what comes behind the reply to STLS in one piece with it is an error: those go by lines.
 */
#include "pop3_client.h"

#include "event_text.h"

#define INPUT_MAX 2048u
#define LINE_MAX 64u
/* A mechanism writes its initial response into the room, and is asked later where that is too short. */
#define RECEIVE_LEAST 512u
#define RECEIVE_AMPLE ((size_t)1 << 14)
#define TRANSMIT_AMPLE ((size_t)1 << 17)

typedef struct reading {
    event_text events;
    event_text sent;
} reading;

static void put_event(event_text *text, const mla_pop3_event *event) {
    const struct {
        const char *name;
        uint64_t value;
    } numbers[] = {
        {"type ", (uint64_t)event->type},
        {"command ", event->command},
        {"result ", (uint64_t)-event->result},
        {"code ", (uint64_t)event->code},
        {"capability ", event->capability},
        {"truncated ", (uint64_t)event->truncated},
        {"number ", event->number},
        {"size ", event->size},
    };
    const struct {
        const char *name;
        mla_str value;
    } strings[] = {
        {"code_name ", event->code_name}, {"text ", event->text}, {"name ", event->name},
        {"arguments ", event->arguments}, {"id ", event->id},     {"data ", event->data},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        event_text_add_number(text, numbers[i].name, numbers[i].value);
    for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++)
        event_text_add_string(text, strings[i].name, strings[i].value);
}

/* The pieces of a body are joined. */
static void visit(void *user, const mla_pop3_event *event) {
    reading *self = user;
    if (event->type == MLA_POP3_EVENT_BODY_DATA)
        event_text_add_octets(&self->events, event->data);
    else
        put_event(&self->events, event);
}

static void sent(void *user, mla_str octets) {
    reading *self = user;
    event_text_add_octets(&self->sent, octets);
}

static void end(void *user, const mla_pop3 *pop3, int32_t status) {
    reading *self = user;
    event_text_end(&self->events, status);
    event_text_add_number(&self->events, "capabilities ", mla_pop3_capabilities(pop3));
    event_text_add_number(&self->events, "outstanding ", mla_pop3_outstanding(pop3));
    event_text_add_number(&self->events, "forgiven ", mla_pop3_forgiven(pop3));
}

static void read_all(const uint8_t *data, size_t size, const pop3_way *way, reading *self) {
    static uint8_t fill;
    pop3_way its = *way;
    its.fill = fill += 0x55;
    its.user = self;
    its.visit = visit;
    its.sent = sent;
    its.end = end;
    self->events.len = self->sent.len = 0;
    pop3_client_play(&its, data, size);
}

static void require_same(const uint8_t *data, size_t size, const pop3_way *way,
                         const reading *expected, const char *what) {
    static reading other;
    read_all(data, size, way, &other);
    event_text_require_equal(&expected->events, &other.events, what);
    event_text_require_equal(&expected->sent, &other.sent, what);
}

static bool is_by_line(const uint8_t *data, size_t size) {
    for (size_t i = 0; i + 1 < size; i++)
        if (data[i] == 0xff && memchr("LAZ", data[i + 1], 3) != NULL)
            return true;
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static reading lines;
    if (size > INPUT_MAX)
        return 0;
    uint64_t random = fuzz_hash(data, size);
    pop3_way way = {.is_by_line = true, .random = random};
    mla_pop3_config_init(&way.config, NULL);
    way.config.line_max = LINE_MAX;
    way.config.receive_size = RECEIVE_AMPLE;
    way.config.transmit_initial = 16;
    way.config.transmit_max = TRANSMIT_AMPLE;
    way.config.window_max = 1 + fuzz_random(&random, 8);
    way.config.queue_max = 1 + fuzz_random(&random, 16);
    read_all(data, size, &way, &lines);

    for (way.piece_max = 1; way.piece_max <= 16; way.piece_max *= 16)
        require_same(data, size, &way, &lines, "lines and pieces of them");

    way.is_by_line = is_by_line(data, size);
    way.piece_max = 0;
    require_same(data, size, &way, &lines, "lines and all at once");
    way.piece_max = 256;
    require_same(data, size, &way, &lines, "lines and pieces of several");

    way.config.receive_size = RECEIVE_LEAST;
    way.config.transmit_initial = TRANSMIT_AMPLE;
    require_same(data, size, &way, &lines, "growing and fixed buffers");
    return 0;
}
