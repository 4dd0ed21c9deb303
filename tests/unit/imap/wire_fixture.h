/* SPDX-License-Identifier: MIT */
/** A wire with small limits, and what came through it as text. */
#ifndef WIRE_FIXTURE_H
#define WIRE_FIXTURE_H

#include <stdio.h>

#include "heap.h"

#include "imap/wire.h"

#define INITIAL 64u
#define MAX 1024u
#define INLINE_MAX 16u

typedef struct fixture {
    heap heap;
    mla__wire wire;
    char log[40000];
    size_t log_len;
    bool has_failed;
} fixture;

static inline int setup(void **state) {
    fixture *f = calloc(1, sizeof *f);
    if (f == NULL)
        return 1;
    heap_init(&f->heap);
    *state = f;
    return mla__wire_init(&f->wire, &f->heap.allocator, INITIAL, MAX, INLINE_MAX);
}

static inline int teardown(void **state) {
    fixture *f = *state;
    mla__wire_deinit(&f->wire);
    int failed = f->heap.blocks != 0;
    free(f);
    return failed;
}

/** @return how many octets found room. */
static inline size_t feed(mla__wire *wire, mla_str octets) {
    size_t fed = 0;
    while (fed != octets.len) {
        size_t room;
        char *at = mla__wire_room(wire, &room);
        size_t len = octets.len - fed < room ? octets.len - fed : room;
        if (len == 0)
            break;
        memcpy(at, octets.ptr + fed, len);
        mla__wire_commit(wire, len);
        fed += len;
    }
    return fed;
}

static inline void feed_all(mla__wire *wire, mla_str octets) {
    assert_int_equal(feed(wire, octets), octets.len);
}

static inline void assert_frame_of(mla__wire *wire, mla_str expected, const char *file, int line) {
    _assert_int_equal((uintmax_t)mla__wire_next(wire), MLA__WIRE_FRAME, file, line);
    unit_assert_str(wire->frame, expected, file, line);
    char behind = wire->frame.ptr[wire->frame.len];
    _assert_true(behind == '\r' || behind == '\n', "a line break behind it", file, line);
}

#define assert_frame(wire, literal) assert_frame_of((wire), STR(literal), __FILE__, __LINE__)
#define assert_next(wire, event) assert_int_equal(mla__wire_next(wire), (event))

static inline void note(fixture *f, const char *before, mla_str text, const char *after) {
    assert_true(f->log_len + text.len + 8 < sizeof f->log);
    f->log_len += (size_t)sprintf(f->log + f->log_len, "%s", before);
    memcpy(f->log + f->log_len, text.ptr, text.len);
    f->log_len += text.len;
    f->log_len += (size_t)sprintf(f->log + f->log_len, "%s", after);
}

/** @return false when nothing more comes. */
static inline bool note_event(fixture *f) {
    mla__wire *wire = &f->wire;
    switch (mla__wire_next(wire)) {
    case MLA__WIRE_FRAME: note(f, "<", wire->frame, ">"); return true;
    case MLA__WIRE_CUT: fail(); return false;
    case MLA__WIRE_FULL:
        if (mla__wire_grow(wire))
            return false;
        assert_int_equal(mla__wire_cut(wire), MLA__WIRE_CUT);
        note(f, "<", (mla_str){wire->frame.ptr, wire->frame.len < 8 ? wire->frame.len : 8}, "...>");
        return true;
    case MLA__WIRE_LITERAL:
        assert_int_equal(wire->frame.ptr[wire->frame.len], MLA__WIRE_STREAMED);
        note(f, wire->is_section ? "[" : "[other ", wire->frame, "");
        f->log_len += (size_t)sprintf(f->log + f->log_len, "{%u}", (unsigned)wire->literal_size);
        return true;
    case MLA__WIRE_DATA: note(f, "", wire->data, ""); return true;
    case MLA__WIRE_LITERAL_END: note(f, "", STR(""), "]"); return true;
    case MLA__WIRE_ERROR:
        note(f, "!", mla_str_from(mla_status_name(wire->status)), "");
        f->has_failed = true;
        return false;
    case MLA__WIRE_AGAIN: break;
    }
    return false;
}

static inline void note_events(fixture *f) {
    while (!f->has_failed && note_event(f))
        continue;
}

static inline void begin(fixture *f) {
    mla__wire_deinit(&f->wire);
    assert_int_equal(mla__wire_init(&f->wire, &f->heap.allocator, INITIAL, MAX, INLINE_MAX),
                     MLA_OK);
    f->log_len = 0;
    f->has_failed = false;
}

/* In two pieces that part at `split`, and each of these in pieces of `chunk`. */
static inline void play(fixture *f, mla_str octets, size_t split, size_t chunk) {
    begin(f);
    for (size_t at = 0; at < octets.len && !f->has_failed;) {
        size_t end = at < split ? split : octets.len;
        at += feed(&f->wire, (mla_str){octets.ptr + at, end - at < chunk ? end - at : chunk});
        note_events(f);
    }
    f->wire.is_ended = true;
    note_events(f);
    f->log[f->log_len] = '\0';
}

#define ON_WIRE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

#endif
