/* SPDX-License-Identifier: MIT */
/*
 * Octets of a server, decoded in ways that must not matter: at once, octet by octet, in pieces; with buffers that grow
 * and with fixed ones. The events must be the same, with all their fields.
 */
#include "decode.h"
#include "event_text.h"

/* With so much memory no limit is reached: "()" is a part of 300 octets. */
#define INPUT_MAX 4096u
#define SHORT 256u
#define RECEIVE_AMPLE ((size_t)1 << 14)
#define ARENA_AMPLE ((size_t)1 << 22)

typedef struct reading {
    event_text text;
    bool has_odd_body;
} reading;

/* A literal that is no body section's and yet streams, or a section's where there are none: a reply whose beginning was
 * read as it came takes the one as an error and holds the other. */
static bool is_odd_body(const mla_imap_event *event) {
    static const char *const names[] = {"SEARCH", "SORT", "ESEARCH", "VANISHED", "THREAD"};
    if (event->type != MLA_IMAP_EVENT_BODY_BEGIN)
        return false;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (mla_str_equal_nocase(event->body->item, mla_str_from(names[i])))
            return true;
    return false;
}

static void add(void *user, const mla_imap_event *event) {
    reading *self = user;
    event_text_add(&self->text, event);
    self->has_odd_body |= is_odd_body(event);
}

static void read_all(mla_str input, const decode_way *way, reading *self) {
    self->text.len = 0;
    self->has_odd_body = false;
    event_text_end(&self->text, decode(input, way, add, self));
}

static void require_equal(const reading *a, const reading *b, const char *what) {
    if (!a->has_odd_body && !b->has_odd_body)
        event_text_require_equal(&a->text, &b->text, what);
}

/* Pieces do not matter. @param text in: what the input gives at once. */
static void require_splits(mla_str input, const decode_way *way, const reading *whole,
                           const char *what) {
    static reading pieces;
    decode_way split = *way;
    uint64_t random = fuzz_hash((const uint8_t *)input.ptr, input.len);
    for (uint32_t piece_max = 1; piece_max <= 256; piece_max *= 16) {
        split.piece_max = piece_max;
        split.random = random + piece_max;
        /* A long input is not worth all of the time. */
        if (input.len > SHORT && fuzz_random(&random, 3) != 0)
            continue;
        read_all(input, &split, &pieces);
        require_equal(whole, &pieces, what);
    }
}

static void set_memory(mla_imap_limits *limits, size_t receive, size_t arena, bool is_fixed) {
    limits->receive_initial = is_fixed ? receive : 512;
    limits->receive_max = receive;
    limits->arena_initial = is_fixed ? arena : 512;
    limits->arena_max = arena;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static reading growing;
    static reading other;
    if (size > INPUT_MAX)
        return 0;
    mla_str input = {(const char *)data, size};
    decode_way way;
    decode_way_init(&way);
    way.limits.inline_literal_max = INPUT_MAX / 2;

    set_memory(&way.limits, RECEIVE_AMPLE, ARENA_AMPLE, false);
    read_all(input, &way, &growing);
    require_splits(input, &way, &growing, "at once and in pieces, with buffers that grow,");

    set_memory(&way.limits, RECEIVE_AMPLE, ARENA_AMPLE, true);
    read_all(input, &way, &other);
    require_equal(&growing, &other, "growing and fixed buffers");

    mla_imap_limits_init_fixed(&way.limits);
    set_memory(&way.limits, 1024, 1024, true);
    read_all(input, &way, &other);
    require_splits(input, &way, &other, "at once and in pieces, with too little memory,");
    return 0;
}
