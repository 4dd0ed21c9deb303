/* SPDX-License-Identifier: MIT */
#include "imap/wire.h"

#include "base/mem.h"
#include "base/octets.h"
#include "base/str.h"
#include "imap/literal.h"

/* Room below which it pays to move what is left to the front. */
#define LEAST_ROOM 256u
/* A line's end may hold a literal's header: so many octets are kept while a line is skipped. */
#define SKIP_TAIL 32u
/* Lines that a quoted string may run over, and those behind literals that may belong to a FETCH. */
#define JOINS_MAX 64u

int32_t mla__wire_init(mla__wire *wire, const mla_allocator *allocator, size_t initial, size_t max,
                       size_t inline_max) {
    *wire = (mla__wire){.initial = initial, .inline_max = inline_max};
    return mla__rxbuf_init(&wire->rx, allocator, initial, max);
}

void mla__wire_deinit(mla__wire *wire) {
    mla__rxbuf_deinit(&wire->rx);
}

void mla__wire_reset(mla__wire *wire) {
    wire->rx.start = wire->rx.end = 0;
    wire->scan = wire->taken = wire->dropped = wire->joined = 0;
    wire->joins = 0;
    wire->state = MLA__WIRE_IN_LINE;
    wire->is_after_literal = wire->is_final = false;
    wire->judged = (mla__judged){0};
}

void mla__wire_release(mla__wire *wire) {
    wire->is_final = false;
    if (wire->taken == 0)
        return;
    mla__rxbuf_consume(&wire->rx, wire->taken);
    wire->taken = 0;
    wire->joins = 0;
    wire->judged = (mla__judged){0};
}

/* While a literal streams, the room behind the frame's beginning is used again and again: the more of it the
 * better, so the beginning moves to the front of the buffer. */
static char *stream_room(mla__wire *wire, size_t *room) {
    mla__rxbuf *rx = &wire->rx;
    size_t left = rx->end - wire->stream_at;
    if (rx->start != 0) {
        memmove(rx->data, rx->data + rx->start, wire->scan);
        rx->start = 0;
        wire->frame.ptr = rx->data;
    }
    if (left != 0)
        memmove(rx->data + wire->scan, rx->data + wire->stream_at, left);
    wire->stream_at = wire->scan;
    rx->end = wire->scan + left;
    *room = rx->capacity - rx->end;
    return rx->data + rx->end;
}

bool mla__wire_is_streaming(const mla__wire *wire) {
    return wire->state == MLA__WIRE_IN_STREAM || wire->state == MLA__WIRE_BEHIND_STREAM;
}

char *mla__wire_room(mla__wire *wire, size_t *room) {
    if (mla__wire_is_streaming(wire))
        return stream_room(wire, room);
    mla__wire_release(wire);
    mla__rxbuf *rx = &wire->rx;
    size_t least = rx->start != 0 && rx->capacity - rx->end < LEAST_ROOM ? LEAST_ROOM : 1;
    if (wire->state == MLA__WIRE_IN_INLINE && wire->literal_left < rx->max)
        least = (size_t)wire->literal_left + 1;
    char *at = mla__rxbuf_space(rx, least, room);
    return at != NULL ? at : mla__rxbuf_space(rx, 1, room);
}

void mla__wire_commit(mla__wire *wire, size_t len) {
    mla__rxbuf_commit(&wire->rx, len);
    wire->received += len;
}

static mla__wire_event fail(mla__wire *wire, int32_t status, const char *detail) {
    wire->status = status;
    wire->detail = detail;
    return MLA__WIRE_ERROR;
}

/* The text up to a line's end, without its CR, of which there may be two; one that ends a literal stays. */
static size_t line_len(const mla__wire *wire, const char *text, size_t to_lf) {
    while (to_lf > wire->judged.len && text[to_lf - 1] == '\r')
        to_lf--;
    return to_lf;
}

static mla__wire_event begin_stream(mla__wire *wire, size_t header_at, size_t header_end) {
    mla__rxbuf *rx = &wire->rx;
    wire->state = MLA__WIRE_IN_STREAM;
    wire->frame = (mla_str){mla__rxbuf_ptr(rx), header_at};
    rx->data[rx->start + header_at] = MLA__WIRE_STREAMED;
    wire->scan = header_at + 1;
    wire->stream_at = rx->start + header_end;
    return MLA__WIRE_LITERAL;
}

#if MLA__OCTETS_WIDE /* as the quick readers, which alone call it */
void mla__wire_begin_section(mla__wire *wire, const char *text, const char *header,
                             const char *behind, uint64_t size) {
    mla__rxbuf_consume(&wire->rx, (size_t)(text - mla__rxbuf_ptr(&wire->rx)));
    wire->taken = 0;
    wire->literal_size = wire->literal_left = size;
    wire->is_section = true;
    (void)begin_stream(wire, (size_t)(header - text), (size_t)(behind - text));
}
#endif

static bool fits_inline(const mla__wire *wire, size_t frame_len) {
    return wire->literal_size <= wire->inline_max &&
           wire->literal_size + frame_len + LEAST_ROOM <= wire->rx.max;
}

/* Octets of the literal that are there, of those that `held` counts: they count as passed. */
static size_t pass_literal(mla__wire *wire, size_t held) {
    size_t len = held < wire->literal_left ? held : (size_t)wire->literal_left;
    wire->literal_left -= len;
    return len;
}

static mla__wire_event next_in_stream(mla__wire *wire) {
    const mla__rxbuf *rx = &wire->rx;
    size_t len = pass_literal(wire, rx->end - wire->stream_at);
    wire->data = (mla_str){rx->data + wire->stream_at, len};
    wire->stream_at += len;
    if (len != 0)
        return MLA__WIRE_DATA;
    if (wire->literal_left != 0)
        return MLA__WIRE_AGAIN;
    wire->state = MLA__WIRE_BEHIND_STREAM;
    return MLA__WIRE_LITERAL_END;
}

/* The beginning of the frame moves up to its rest: it is the shorter of the two. */
static mla__wire_event join_frame(mla__wire *wire) {
    mla__rxbuf *rx = &wire->rx;
    size_t start = wire->stream_at - wire->scan;
    memmove(rx->data + start, rx->data + rx->start, wire->scan);
    rx->start = start;
    mla__literal_pass(&wire->judged, wire->scan);
    wire->state = MLA__WIRE_IN_LINE;
    wire->is_after_literal = true;
    return MLA__WIRE_AGAIN;
}

static bool goes_on_after_literal(char c) {
    return c == ' ' || c == ')' || c == '\r' || c == '\n';
}

mla_str mla__wire_held(mla__wire *wire) {
    mla__rxbuf *rx = &wire->rx;
    rx->data[rx->end] = '\n';
    return mla__str_between(rx->data + rx->start, rx->data + rx->end);
}

static mla__wire_event whole_frame(mla__wire *wire, size_t lf_at) {
    const char *text = mla__rxbuf_ptr(&wire->rx);
    wire->frame = (mla_str){text, line_len(wire, text, lf_at)};
    wire->forgiven |= (uint32_t)(lf_at != wire->frame.len + 1) << MLA_IMAP_FORGIVEN_LINE_END;
    wire->scan = wire->dropped = 0;
    wire->taken = lf_at + 1;
    wire->is_final |= wire->joins == JOINS_MAX;
    /* What comes is the rest of it, and may hold more literals: read as responses, a message could say what it likes. */
    if (wire->joins == JOINS_MAX && wire->frame.len == wire->judged.len)
        return fail(wire, MLA_E_PROTOCOL, "a response goes on behind too many line breaks");
    return MLA__WIRE_FRAME;
}

static mla__wire_event fail_by_size(mla__wire *wire) {
    return fail(wire, MLA_E_LIMIT, "a literal's size is beyond 63 bits");
}

/* The response goes on behind its frame: the rest is skipped in step. */
static mla__wire_event cut(mla__wire *wire, mla__wire_state state, bool skips_literals) {
    wire->forgiven |= 1u << MLA_IMAP_FORGIVEN_NO_ROOM;
    wire->skips_literals = skips_literals;
    wire->judged = (mla__judged){0};
    wire->scan = wire->dropped = wire->joined = 0;
    wire->is_final = true;
    wire->state = state;
    return MLA__WIRE_CUT;
}

/* No event can stand for a literal in a reply that is read as it comes: where it is too long, the reply ends in front. */
static mla__wire_event cut_before(mla__wire *wire, const mla__literal *literal, size_t lf_at) {
    char *text = wire->rx.data + wire->rx.start;
    text[literal->header_at] = '\n';
    wire->frame = (mla_str){text, literal->header_at};
    wire->taken = lf_at + 1;
    return cut(wire, MLA__WIRE_IN_SKIP_LITERAL, true);
}

/* A line has ended with a literal's header: whether its octets stay or stream. */
static mla__wire_event begin_literal(mla__wire *wire, const mla__literal *literal, size_t lf_at) {
    if (!literal->is_valid)
        return fail_by_size(wire);
    wire->forgiven |= (uint32_t)literal->is_odd << MLA_IMAP_FORGIVEN_LITERAL;
    wire->literal_size = wire->literal_left = literal->size;
    wire->is_section = literal->is_section;
    bool is_inline = fits_inline(wire, lf_at + 1);
    if (!is_inline && literal->is_in_stream)
        return cut_before(wire, literal, lf_at);
    if (!is_inline || literal->is_section)
        return begin_stream(wire, literal->header_at, lf_at + 1);
    wire->scan = lf_at + 1;
    wire->state = MLA__WIRE_IN_INLINE;
    return MLA__WIRE_AGAIN;
}

/* Some servers pad a response with NUL in front. */
static void skip_padding(mla__wire *wire) {
    mla__rxbuf *rx = &wire->rx;
    while (rx->start != rx->end && rx->data[rx->start] == '\0') {
        mla__rxbuf_consume(rx, 1);
        wire->forgiven |= 1u << MLA_IMAP_FORGIVEN_PADDING;
    }
}

/* The frame as it was before the line that does not belong to it. */
static mla__wire_event final_frame(mla__wire *wire) {
    size_t lf_at = wire->joined - 1;
    wire->joined = 0;
    wire->is_final = true;
    return whole_frame(wire, lf_at);
}

/* Whether the line behind the joined ones begins a response; a tag shows only once the line is whole. */
static bool begins_other_response(const mla__wire *wire, const mla_str *line, bool is_whole) {
    if (is_whole || (line->len >= 2 && (line->ptr[0] == '*' || line->ptr[0] == '+')))
        return mla__literal_begins_response(line);
    return wire->is_ended || line->len + wire->joined == wire->rx.max;
}

static mla__wire_event next_in_line(mla__wire *wire) {
    if (wire->scan == 0 && !wire->judged.is_headless)
        skip_padding(wire);
    mla_str held = mla__wire_held(wire);
    const char *at = held.ptr + wire->scan;
    if (wire->is_after_literal && wire->scan != held.len) {
        if (!goes_on_after_literal(*at))
            return fail(wire, MLA_E_PROTOCOL, "a literal is longer than it was announced");
        wire->is_after_literal = false;
    }
    /* Where no line break came there is the one that was put behind. */
    at = memchr(at, '\n', held.len - wire->scan + 1);
    size_t lf_at = (size_t)(at - held.ptr);
    bool is_whole = lf_at != held.len;
    const mla_str line = {held.ptr + wire->joined, lf_at - wire->joined};
    if (wire->joined != 0 && begins_other_response(wire, &line, is_whole))
        return final_frame(wire);
    if (!is_whole) {
        wire->scan = held.len;
        return held.len >= wire->initial && held.len == wire->rx.capacity ? MLA__WIRE_FULL
                                                                          : MLA__WIRE_AGAIN;
    }
    wire->forgiven |= (uint32_t)(wire->joined != 0) << MLA_IMAP_FORGIVEN_LINE_BREAK;
    wire->joined = 0;
    mla__literal literal;
    held.len = line_len(wire, held.ptr, lf_at);
    if (mla__literal_at_end(&held, &wire->judged, &literal))
        return begin_literal(wire, &literal, lf_at);
    return whole_frame(wire, lf_at);
}

static mla__wire_event next_in_inline(mla__wire *wire) {
    wire->scan += pass_literal(wire, mla__rxbuf_len(&wire->rx) - wire->scan);
    if (wire->literal_left == 0) {
        mla__literal_pass(&wire->judged, wire->scan);
        wire->state = MLA__WIRE_IN_LINE;
    }
    return MLA__WIRE_AGAIN;
}

static mla__wire_event skip_literal(mla__wire *wire) {
    mla__rxbuf_consume(&wire->rx, pass_literal(wire, mla__rxbuf_len(&wire->rx)));
    if (wire->literal_left == 0)
        wire->state = MLA__WIRE_IN_SKIP_LINE;
    return MLA__WIRE_AGAIN;
}

static mla__wire_event skip_line(mla__wire *wire) {
    const mla_str held = mla__wire_held(wire);
    const char *lf = memchr(held.ptr, '\n', held.len + 1);
    size_t lf_at = (size_t)(lf - held.ptr);
    /* No more of the line is certain to be there still. */
    size_t skipped = lf_at > SKIP_TAIL ? lf_at - SKIP_TAIL : 0;
    if (lf_at == held.len) {
        mla__rxbuf_consume(&wire->rx, skipped);
        return MLA__WIRE_AGAIN;
    }
    const char *from = held.ptr + skipped;
    const mla_str tail = {from, line_len(wire, from, lf_at - skipped)};
    mla__literal literal = {0};
    bool is_literal = wire->skips_literals && mla__literal_header(&tail, &literal);
    if (is_literal && !literal.is_valid)
        return fail_by_size(wire);
    mla__rxbuf_consume(&wire->rx, lf_at + 1);
    wire->state = is_literal ? MLA__WIRE_IN_SKIP_LITERAL : MLA__WIRE_IN_LINE;
    wire->literal_left = literal.size;
    wire->scan = 0;
    return MLA__WIRE_AGAIN;
}

static mla__wire_event step(mla__wire *wire, mla__wire_state state) {
    switch (state) {
    case MLA__WIRE_IN_INLINE: return next_in_inline(wire);
    case MLA__WIRE_IN_STREAM: return next_in_stream(wire);
    case MLA__WIRE_BEHIND_STREAM: return join_frame(wire);
    case MLA__WIRE_IN_SKIP_LINE: return skip_line(wire);
    case MLA__WIRE_IN_SKIP_LITERAL: return skip_literal(wire);
    case MLA__WIRE_IN_LINE: break;
    }
    return next_in_line(wire);
}

mla__wire_event mla__wire_next(mla__wire *wire) {
    mla__wire_release(wire);
    for (;;) {
        mla__wire_state state = wire->state;
        mla__wire_event event = step(wire, state);
        if (event != MLA__WIRE_AGAIN || wire->state == state)
            return event;
    }
}

bool mla__wire_grow(mla__wire *wire) {
    size_t room;
    return mla__rxbuf_space(&wire->rx, 1, &room) != NULL;
}

void mla__wire_drop(mla__wire *wire, size_t len) {
    /* The end of what was cut is still to be looked at. */
    if (wire->state == MLA__WIRE_IN_SKIP_LINE)
        len = len < wire->taken ? len : wire->taken;
    else if (wire->taken == 0) {
        const mla_str held = mla__wire_held(wire);
        mla__literal_drop(&wire->judged, &held, len);
        wire->dropped += len;
    }
    mla__rxbuf_consume(&wire->rx, len);
    wire->scan -= len < wire->scan ? len : wire->scan;
    wire->taken -= len < wire->taken ? len : wire->taken;
}

/* Of a word or number that was cut in its middle nobody could tell that it is not whole: it is left out. */
static void end_at_space(mla__wire *wire) {
    char *text = wire->rx.data + wire->rx.start;
    size_t len = wire->taken;
    while (len != 0 && text[--len] != ' ') {
    }
    if (len == 0)
        return;
    text[len] = '\n';
    wire->frame.len = len;
}

mla__wire_event mla__wire_cut(mla__wire *wire) {
    wire->frame = mla__wire_held(wire);
    wire->taken = wire->frame.len > SKIP_TAIL ? wire->frame.len - SKIP_TAIL : 0;
    /* In a status response the rest is text: a brace at its end announces nothing. */
    bool is_text = !wire->judged.is_headless && mla__literal_is_text(&wire->frame);
    if (!is_text)
        end_at_space(wire);
    return cut(wire, MLA__WIRE_IN_SKIP_LINE, !is_text);
}

void mla__wire_extend(mla__wire *wire) {
    wire->joined = wire->scan = wire->taken;
    wire->taken = 0;
    wire->joins++;
}

size_t mla__wire_pending(const mla__wire *wire) {
    size_t from = mla__wire_is_streaming(wire) ? wire->stream_at : wire->rx.start + wire->taken;
    return wire->rx.end - from + wire->dropped;
}
