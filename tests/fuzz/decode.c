/* SPDX-License-Identifier: MIT */
#include "decode.h"

#include "imap/decoder.h"

void decode_way_init(decode_way *way) {
    *way = (decode_way){.random = 1};
    mla_imap_limits_init(&way->limits);
}

static int32_t take_events(mla_imap_decoder *decoder, decode_visit visit, void *user) {
    const mla_imap_event *event;
    int32_t status;
    guard_close_room(&decoder->wire.rx, DECODE_RESERVED);
    while ((status = mla_imap_decoder_next(decoder, &event)) == MLA_OK) {
        FUZZ_REQUIRE(event->type != 0);
        visit(user, decoder, event);
    }
    guard_open_room(&decoder->wire.rx);
    if (status != MLA_AGAIN)
        FUZZ_REQUIRE(mla_imap_decoder_next(decoder, &event) == status); /* sticky */
    return status;
}

static size_t piece_of(decode_way *way, size_t left) {
    if (way->piece_max == 0)
        return left;
    size_t len = 1 + fuzz_random(&way->random, way->piece_max);
    return len < left ? len : left;
}

/* Another buffer, which `len` more octets fill. Limits cannot ask for so little. */
static char *tighten(mla_imap_decoder *decoder, size_t len) {
    mla__rxbuf *rx = &decoder->wire.rx;
    mla__rxbuf tight = *rx;
    size_t held = mla__rxbuf_len(rx);
    FUZZ_REQUIRE(mla__rxbuf_init(&tight, &rx->allocator, held + len, rx->max) == MLA_OK);
    memcpy(tight.data, mla__rxbuf_ptr(rx), held);
    tight.end = held;
    tight.offset = rx->offset;
    mla__rxbuf_deinit(rx);
    *rx = tight;
    decoder->wire.initial = 1;
    return rx->data + held;
}

/* @return octets given. */
static size_t give(mla_imap_decoder *decoder, const char *at, size_t len, bool is_tight) {
    size_t room;
    char *to = mla_imap_decoder_rx_buf(decoder, &room);
    FUZZ_REQUIRE((to != NULL) == (room != 0));
    if (is_tight && len <= room && !mla__wire_is_streaming(&decoder->wire)) {
        to = tighten(decoder, len);
        room = len;
    }
    len = len < room ? len : room;
    if (len != 0)
        memcpy(to, at, len);
    FUZZ_REQUIRE(mla_imap_decoder_rx_ack(decoder, room + 1) == MLA_E_INVALID);
    FUZZ_REQUIRE(mla_imap_decoder_rx_ack(decoder, len) == MLA_OK);
    return len;
}

static int32_t decode_all(mla_imap_decoder *decoder, mla_str input, decode_way way,
                          decode_visit visit, void *user) {
    size_t given = 0;
    int32_t status = MLA_AGAIN;
    while (given < input.len && status == MLA_AGAIN) {
        size_t len =
            give(decoder, input.ptr + given, piece_of(&way, input.len - given), way.is_tight);
        /* Without memory the decoder has no room to give; `next` has not failed. */
        if (len == 0 && way.fail_at != 0)
            return MLA_E_NO_MEMORY;
        FUZZ_REQUIRE(len != 0);
        given += len;
        status = take_events(decoder, visit, user);
        FUZZ_REQUIRE(mla_imap_decoder_offset(decoder) + mla_imap_decoder_pending(decoder) == given);
    }
    mla_imap_decoder_rx_end(decoder);
    if (status == MLA_AGAIN)
        status = take_events(decoder, visit, user);
    FUZZ_REQUIRE(status == MLA_END || status < 0);
    FUZZ_REQUIRE(status == MLA_END || mla_imap_decoder_detail(decoder)[0] != '\0');
    if (way.end != NULL)
        way.end(user, decoder, status);
    return status;
}

int32_t decode(mla_str input, const decode_way *way, decode_visit visit, void *user) {
    static uint8_t fill;
    guard memory;
    guard_init(&memory, fill += 0x55);
    memory.fail_at = way->fail_at;
    mla_imap_decoder *decoder = NULL;
    int32_t status = mla_imap_decoder_new(&memory.allocator, &way->limits, &decoder);
    if (status == MLA_OK)
        decoder->is_thorough = way->is_thorough;
    size_t calls = memory.calls;
    if (status == MLA_OK)
        status = decode_all(decoder, input, *way, visit, user);
    else
        FUZZ_REQUIRE(status == MLA_E_NO_MEMORY && way->fail_at != 0);
    const mla_imap_limits *limits = &way->limits;
    if (limits->receive_initial == limits->receive_max &&
        limits->arena_initial == limits->arena_max)
        FUZZ_REQUIRE(memory.calls == calls);
    mla_imap_decoder_free(decoder);
    FUZZ_REQUIRE(memory.blocks == 0);
    return status;
}
