/* SPDX-License-Identifier: MIT */
/*
 * The framing alone, with a caller that answers FULL and FRAME in every way that it may: grows, cuts, drops a beginning,
 * asks for one line more. How is decided by a row of numbers that follows from the input.
 */
#include "imap/wire.h"

#include "guard.h"

typedef struct run {
    mla__wire wire;
    uint64_t random;
    uint64_t announced; /* of the literal that streams and was not handed out yet */
    bool is_streaming;
} run;

/* The view lies in what was received. */
static void check_view(const run *self, mla_str view) {
    const mla__rxbuf *rx = &self->wire.rx;
    FUZZ_REQUIRE(view.ptr >= rx->data && view.ptr + view.len <= rx->data + rx->end);
    volatile char sink = 0;
    for (size_t i = 0; i < view.len; i++)
        sink = (char)(sink ^ view.ptr[i]);
    /* The octet behind may be read. */
    sink = (char)(sink ^ view.ptr[view.len]);
}

static void on_full(run *self) {
    mla__wire *wire = &self->wire;
    mla_str held = mla__wire_held(wire);
    check_view(self, held);
    uint32_t choice = fuzz_random(&self->random, 4);
    /* Lists of numbers are dropped as they are read: they hold no quotes, so no line was joined to them. */
    if (choice == 0 && wire->joined == 0)
        mla__wire_drop(wire, held.len / 2 + 1);
    else if (choice == 1 || (wire->rx.start == 0 && !mla__wire_grow(wire)))
        FUZZ_REQUIRE(mla__wire_cut(wire) == MLA__WIRE_CUT);
}

static void on_frame(run *self) {
    check_view(self, self->wire.frame);
    FUZZ_REQUIRE(!self->is_streaming);
    if (!self->wire.is_final && fuzz_random(&self->random, 3) == 0)
        mla__wire_extend(&self->wire);
}

static void on_stream(run *self, mla__wire_event event) {
    if (event == MLA__WIRE_LITERAL) {
        FUZZ_REQUIRE(!self->is_streaming);
        check_view(self, self->wire.frame);
        self->announced = self->wire.literal_size;
        self->is_streaming = true;
        return;
    }
    FUZZ_REQUIRE(self->is_streaming);
    if (event == MLA__WIRE_LITERAL_END) {
        FUZZ_REQUIRE(self->announced == 0);
        self->is_streaming = false;
        return;
    }
    FUZZ_REQUIRE(self->wire.data.len != 0 && self->wire.data.len <= self->announced);
    self->announced -= self->wire.data.len;
    const mla__rxbuf *rx = &self->wire.rx;
    FUZZ_REQUIRE(self->wire.data.ptr + self->wire.data.len <= rx->data + rx->end);
}

/* @return false when it has failed. */
static bool take_events(run *self) {
    mla__wire *wire = &self->wire;
    for (;;) {
        mla__wire_event event = mla__wire_next(wire);
        FUZZ_REQUIRE(mla__wire_pending(wire) <= wire->received);
        switch (event) {
        case MLA__WIRE_AGAIN: return true;
        case MLA__WIRE_ERROR: return FUZZ_REQUIRE(wire->status < 0), false;
        case MLA__WIRE_FULL: on_full(self); return true;
        case MLA__WIRE_FRAME: on_frame(self); break;
        case MLA__WIRE_CUT: check_view(self, wire->frame); break;
        case MLA__WIRE_LITERAL:
        case MLA__WIRE_DATA:
        case MLA__WIRE_LITERAL_END: on_stream(self, event); break;
        }
    }
}

static void feed(run *self, const uint8_t *data, size_t size) {
    uint32_t piece_max = 1 + fuzz_random(&self->random, 2) * fuzz_random(&self->random, 999);
    for (size_t given = 0; given != size;) {
        size_t room;
        char *to = mla__wire_room(&self->wire, &room);
        if (to == NULL)
            return;
        size_t len = 1 + fuzz_random(&self->random, piece_max);
        len = len < room ? len : room;
        len = len < size - given ? len : size - given;
        memcpy(to, data + given, len);
        mla__wire_commit(&self->wire, len);
        given += len;
        FUZZ_REQUIRE(self->wire.received == given);
        if (!take_events(self))
            return;
    }
    self->wire.is_ended = true;
    (void)take_events(self);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    guard memory;
    guard_init(&memory, 0xa5);
    run self = {.random = fuzz_hash(data, size)};
    size_t initial = 512 + fuzz_random(&self.random, 64);
    size_t max = initial + fuzz_random(&self.random, 2048);
    int32_t status =
        mla__wire_init(&self.wire, &memory.allocator, initial, max, fuzz_random(&self.random, 300));
    FUZZ_REQUIRE(status == MLA_OK);
    feed(&self, data, size);
    mla__wire_deinit(&self.wire);
    FUZZ_REQUIRE(memory.blocks == 0);
    return 0;
}
