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

static void add(void *user, const mla_imap_decoder *decoder, const mla_imap_event *event) {
    event_text *text = user;
    event_text_add(text, event);
    if (text->open == 0)
        event_text_add_number(text, "at ", mla_imap_decoder_offset(decoder));
}

static void end(void *user, const mla_imap_decoder *decoder, int32_t status) {
    event_text *text = user;
    event_text_end(text, status);
    if (status == MLA_E_INCOMPLETE)
        event_text_add_number(text, "pending ", mla_imap_decoder_pending(decoder));
    for (int32_t rule = 0; mla_imap_forgiven_name(rule) != NULL; rule++)
        event_text_add_number(text, mla_imap_forgiven_name(rule),
                              mla_imap_decoder_forgiven_by(decoder, rule));
}

static void read_all(mla_str input, const decode_way *way, event_text *text) {
    text->len = 0;
    (void)decode(input, way, add, text);
}

/* Pieces do not matter. @param whole what the input gives at once. */
static void require_splits(mla_str input, const decode_way *way, const event_text *whole,
                           const char *what) {
    static event_text pieces;
    decode_way split = *way;
    uint64_t random = fuzz_hash((const uint8_t *)input.ptr, input.len);
    for (uint32_t piece_max = 1; piece_max <= 256; piece_max *= 16) {
        split.piece_max = piece_max;
        split.random = random + piece_max;
        /* A long input is not worth all of the time. */
        if (input.len > SHORT && fuzz_random(&random, 3) != 0)
            continue;
        read_all(input, &split, &pieces);
        event_text_require_equal(whole, &pieces, what);
    }
}

/* Nor does it that what is plain is read the quick way. */
static void require_quickness(mla_str input, const decode_way *way, const event_text *quick) {
    static event_text thorough;
    decode_way slow = *way;
    slow.is_thorough = true;
    read_all(input, &slow, &thorough);
    event_text_require_equal(quick, &thorough, "the quick way and the thorough one");
}

static void set_memory(mla_imap_limits *limits, size_t receive, size_t arena, bool is_fixed) {
    limits->receive_initial = is_fixed ? receive : 512;
    limits->receive_max = receive;
    limits->arena_initial = is_fixed ? arena : 512;
    limits->arena_max = arena;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static event_text growing;
    static event_text other;
    if (size > INPUT_MAX)
        return 0;
    mla_str input = {(const char *)data, size};
    uint64_t random = fuzz_hash(data, size);
    decode_way way;
    decode_way_init(&way);
    way.end = end;
    way.limits.inline_literal_max = fuzz_random(&random, 2) == 0 ? INPUT_MAX / 2 : 16;

    set_memory(&way.limits, RECEIVE_AMPLE, ARENA_AMPLE, false);
    read_all(input, &way, &growing);
    require_quickness(input, &way, &growing);
    require_splits(input, &way, &growing, "at once and in pieces, with buffers that grow,");
    way.is_tight = true;
    require_splits(input, &way, &growing, "at once and in pieces, read as they come,");
    way.is_tight = false;

    set_memory(&way.limits, RECEIVE_AMPLE, ARENA_AMPLE, true);
    read_all(input, &way, &other);
    event_text_require_equal(&growing, &other, "growing and fixed buffers");

    size_t inline_max = way.limits.inline_literal_max;
    mla_imap_limits_init_fixed(&way.limits);
    way.limits.inline_literal_max = inline_max;
    set_memory(&way.limits, 1024, 1024, true);
    read_all(input, &way, &other);
    require_quickness(input, &way, &other);
    require_splits(input, &way, &other, "at once and in pieces, with too little memory,");
    return 0;
}
