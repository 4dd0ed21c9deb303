/* SPDX-License-Identifier: MIT */
#include "imap/decoder.h"

#include "base/alloc.h"
#include "base/cold.h"
#include "base/str.h"
#include "imap/quick.h"
#include "imap/response.h"
#include "imap/response_stream.h"

#define KIB ((size_t)1024)

void mla_imap_limits_init(mla_imap_limits *limits) {
    *limits = (mla_imap_limits){
        .struct_size = sizeof *limits,
        .receive_initial = 16 * KIB,
        .receive_max = 1024 * KIB,
        .arena_initial = 8 * KIB,
        .arena_max = 1024 * KIB,
        .inline_literal_max = 64 * KIB,
        .nesting_max = 100,
    };
}

void mla_imap_limits_init_fixed(mla_imap_limits *limits) {
    *limits = (mla_imap_limits){
        .struct_size = sizeof *limits,
        .receive_initial = 2 * KIB,
        .receive_max = 2 * KIB,
        .arena_initial = 2 * KIB,
        .arena_max = 2 * KIB,
        .inline_literal_max = KIB,
        .nesting_max = 20,
    };
}

static bool are_usable(const mla_imap_limits *limits) {
    return limits->receive_initial >= 512 && limits->receive_max >= limits->receive_initial &&
           limits->arena_initial != 0 && limits->arena_max >= limits->arena_initial &&
           limits->nesting_max >= 1 && limits->nesting_max <= 250;
}

static int32_t init(mla_imap_decoder *decoder) {
    const mla_imap_limits *limits = &decoder->limits;
    int32_t status = mla__wire_init(&decoder->wire, &decoder->allocator, limits->receive_initial,
                                    limits->receive_max, limits->inline_literal_max);
    if (status != MLA_OK)
        return status;
    return mla__arena_init(&decoder->arena, &decoder->allocator, limits->arena_initial,
                           limits->arena_max);
}

int32_t mla_imap_decoder_new(const mla_allocator *allocator, const mla_imap_limits *limits,
                             mla_imap_decoder **result) {
    mla_imap_limits defaults;
    mla_imap_limits_init(&defaults);
    if (limits == NULL)
        limits = &defaults;
    if (allocator == NULL || result == NULL || !are_usable(limits))
        return MLA_E_INVALID;
    mla_imap_decoder *decoder = mla__alloc(allocator, sizeof *decoder);
    if (decoder == NULL)
        return MLA_E_NO_MEMORY;
    *decoder = (mla_imap_decoder){.allocator = *allocator, .limits = *limits};
    int32_t status = init(decoder);
    if (status != MLA_OK) {
        mla_imap_decoder_free(decoder);
        return status;
    }
    *result = decoder;
    return MLA_OK;
}

void mla_imap_decoder_free(mla_imap_decoder *decoder) {
    if (decoder == NULL)
        return;
    mla_allocator allocator = decoder->allocator;
    mla__arena_deinit(&decoder->arena);
    mla__wire_deinit(&decoder->wire);
    mla__release(&allocator, decoder, sizeof *decoder);
}

char *mla_imap_decoder_rx_buf(mla_imap_decoder *decoder, size_t *capacity) {
    *capacity = 0;
    mla__quick_interrupt(decoder);
    /* What was read and not handed out yet stands in the buffer. */
    if (decoder->stream.is_pending || decoder->held_fetch.type != 0)
        return NULL;
    const char *frame = decoder->wire.frame.ptr;
    char *room = mla__wire_room(&decoder->wire, capacity);
    /* The names of a body that streams are views of its frame, which may have moved. */
    if (mla__wire_is_streaming(&decoder->wire)) {
        decoder->body.item.ptr = decoder->wire.frame.ptr + (decoder->body.item.ptr - frame);
        decoder->body.section.ptr = decoder->wire.frame.ptr + (decoder->body.section.ptr - frame);
    }
    return room;
}

int32_t mla_imap_decoder_rx_ack(mla_imap_decoder *decoder, size_t len) {
    const mla__rxbuf *rx = &decoder->wire.rx;
    if (len > rx->capacity - rx->end)
        return MLA_E_INVALID;
    mla__wire_commit(&decoder->wire, len);
    mla__quick_interrupt(decoder);
    return MLA_OK;
}

void mla_imap_decoder_rx_end(mla_imap_decoder *decoder) {
    decoder->wire.is_ended = true;
}

size_t mla_imap_decoder_pending(const mla_imap_decoder *decoder) {
    return mla__wire_pending(&decoder->wire);
}

uint64_t mla_imap_decoder_offset(const mla_imap_decoder *decoder) {
    return decoder->wire.received - mla__wire_pending(&decoder->wire);
}

/* What the response at hand needed. */
static void note_forgiven(mla_imap_decoder *decoder) {
    uint32_t rules = decoder->lex.forgiven | decoder->wire.forgiven;
    decoder->event.forgiven = rules;
    decoder->wire.forgiven = 0;
    for (uint32_t rule = 0; rules >> rule != 0; rule++)
        decoder->forgiven[rule] += rules >> rule & 1;
}

void mla_imap_decoder_set_utf8(mla_imap_decoder *decoder, int32_t utf8) {
    decoder->is_utf8 = utf8 != 0;
}

void mla_imap_decoder_reset(mla_imap_decoder *decoder) {
    mla__wire_reset(&decoder->wire);
    mla__arena_reset(&decoder->arena);
    decoder->stream.phase = MLA__STREAM_NONE;
    decoder->stream.is_pending = false;
    decoder->held_fetch.type = 0;
    mla__quick_interrupt(decoder);
    decoder->inline_body_count = decoder->inline_body_next = decoder->behind_section = 0;
    decoder->is_greeted = false;
    decoder->is_utf8 = false;
}

int32_t mla__give_body(mla_imap_decoder *decoder, int32_t type, const mla_str *data) {
    mla_imap_event *event = &decoder->event;
    if (event->body == NULL)
        *event = (mla_imap_event){.struct_size = sizeof *event, .body = &decoder->body};
    event->type = type;
    event->number = decoder->body.number;
    event->text = data != NULL ? *data : (mla_str){NULL, 0};
    return MLA_OK;
}

static void lex_frame(mla_imap_decoder *decoder) {
    mla__arena_reset(&decoder->arena);
    mla__lex_init(&decoder->lex, &decoder->wire.frame, &decoder->arena,
                  decoder->limits.nesting_max);
}

static int32_t begin_body(mla_imap_decoder *decoder) {
    lex_frame(decoder);
    mla__read_body_begin(decoder, &decoder->lex);
    return mla__give_body(decoder, MLA_IMAP_EVENT_BODY_BEGIN, NULL);
}

/* Goes on with a reply that streams, as far as it came; what is read leaves the buffer. */
static int32_t step_stream(mla_imap_decoder *decoder) {
    mla__stream *stream = &decoder->stream;
    mla__lex *lex = &decoder->lex;
    mla_str *frame = &decoder->wire.frame;
    int32_t status = mla__stream_step(decoder, lex);
    if (lex->at != frame->ptr)
        stream->ends_in_space = lex->at[-1] == ' ';
    mla__wire_drop(&decoder->wire, (size_t)(lex->at - frame->ptr));
    *frame = mla__str_between(lex->at, lex->end);
    bool is_complete = stream->phase == MLA__STREAM_COMPLETE;
    stream->is_pending = status == MLA_OK && !is_complete;
    if (is_complete) {
        stream->phase = MLA__STREAM_NONE;
        note_forgiven(decoder);
    }
    return status;
}

static int32_t continue_stream(mla_imap_decoder *decoder, bool is_whole) {
    const mla_str frame = decoder->wire.frame;
    decoder->lex.at = frame.ptr;
    decoder->lex.end = mla__str_end(frame);
    decoder->stream.is_whole = is_whole;
    return step_stream(decoder);
}

static int32_t read_frame(mla_imap_decoder *decoder, bool is_cut) {
    decoder->behind_section = 0;
    if (decoder->stream.phase != MLA__STREAM_NONE)
        return continue_stream(decoder, true);
    if (!is_cut && mla__quick_frame(decoder))
        return MLA_OK;
    lex_frame(decoder);
    decoder->is_final = decoder->wire.is_final;
    int32_t status = mla__response_read(decoder, &decoder->lex);
    if (status == MLA_E_INCOMPLETE) {
        mla__wire_extend(&decoder->wire);
        return MLA_AGAIN;
    }
    if (decoder->stream.phase != MLA__STREAM_NONE) {
        decoder->stream.is_whole = true;
        return step_stream(decoder);
    }
    note_forgiven(decoder);
    if (status == MLA_OK)
        decoder->is_greeted = true;
    if (is_cut)
        decoder->status.truncated = 1;
    return status;
}

/* Whether the line at hand is the beginning of a reply that streams; then that is begun. */
static bool begin_stream(mla_imap_decoder *decoder) {
    lex_frame(decoder);
    if (*decoder->lex.at != '*')
        return false;
    decoder->lex.at++;
    mla__lex_spaces(&decoder->lex);
    const mla_str word = mla__lex_word(&decoder->lex);
    const mla__stream_family *family = mla__stream_find(&word);
    /* More of the word may come. */
    if (family == NULL || mla__lex_is_end(&decoder->lex))
        return false;
    mla__stream_begin(decoder, family);
    return true;
}

/* A line goes on past the buffer: some replies are read as they come, for others the buffer grows. */
static int32_t read_full(mla_imap_decoder *decoder) {
    mla__wire *wire = &decoder->wire;
    wire->frame = mla__wire_held(wire);
    wire->frame.len = mla__literal_settled(&wire->frame);
    if (decoder->stream.phase != MLA__STREAM_NONE) {
        if (continue_stream(decoder, false) == MLA_OK)
            return MLA_OK;
    } else if (begin_stream(decoder)) {
        decoder->stream.is_whole = false;
        return step_stream(decoder);
    }
    if (wire->rx.start != 0 || mla__wire_grow(wire))
        return MLA_AGAIN;
    if (wire->rx.capacity < wire->rx.max)
        return MLA_E_NO_MEMORY;
    (void)mla__wire_cut(wire);
    return read_frame(decoder, true);
}

static int32_t read_event(mla_imap_decoder *decoder, mla__wire_event event) {
    switch (event) {
    case MLA__WIRE_FRAME: return read_frame(decoder, false);
    case MLA__WIRE_FULL: return read_full(decoder);
    case MLA__WIRE_LITERAL: return begin_body(decoder);
    case MLA__WIRE_DATA:
        return mla__give_body(decoder, MLA_IMAP_EVENT_BODY_DATA, &decoder->wire.data);
    case MLA__WIRE_LITERAL_END: return mla__give_body(decoder, MLA_IMAP_EVENT_BODY_END, NULL);
    case MLA__WIRE_ERROR: return decoder->wire.status;
    case MLA__WIRE_CUT: return read_frame(decoder, true);
    case MLA__WIRE_AGAIN: break;
    }
    return MLA_AGAIN;
}

/* Sections that were sent as strings go the same way as those that stream, before their FETCH. */
static int32_t step_inline_body(mla_imap_decoder *decoder) {
    const mla__inline_body *inline_body = &decoder->inline_bodies[decoder->inline_body_next];
    int32_t step = decoder->inline_body_step;
    bool has_data = inline_body->value.len != 0;
    if (step == MLA_IMAP_EVENT_BODY_BEGIN) {
        decoder->body = (mla_imap_body){
            .struct_size = sizeof decoder->body,
            .number = decoder->fetch.number,
            .uid = decoder->fetch.uid,
            .nil = inline_body->value.ptr == NULL,
            .size = inline_body->value.len,
        };
        mla__set_body_item(&decoder->body, &inline_body->item);
        decoder->inline_body_step = has_data ? MLA_IMAP_EVENT_BODY_DATA : MLA_IMAP_EVENT_BODY_END;
    } else if (step == MLA_IMAP_EVENT_BODY_DATA) {
        decoder->inline_body_step = MLA_IMAP_EVENT_BODY_END;
    } else {
        decoder->inline_body_step = MLA_IMAP_EVENT_BODY_BEGIN;
        decoder->inline_body_next++;
    }
    return mla__give_body(decoder, step,
                          step == MLA_IMAP_EVENT_BODY_DATA ? &inline_body->value : NULL);
}

static bool has_inline_body(const mla_imap_decoder *decoder) {
    return decoder->inline_body_next < decoder->inline_body_count;
}

static int32_t step(mla_imap_decoder *decoder) {
    if (decoder->stream.is_pending)
        return step_stream(decoder);
    mla__wire_event event = mla__wire_next(&decoder->wire);
    int32_t status = read_event(decoder, event);
    /* Progress without an event: there may be more in the buffer. */
    bool is_progress = event == MLA__WIRE_FRAME || event == MLA__WIRE_CUT;
    return status == MLA_AGAIN && is_progress ? MLA_END : status;
}

static int32_t at_end(mla_imap_decoder *decoder) {
    bool is_between =
        decoder->wire.state == MLA__WIRE_IN_LINE && mla__wire_pending(&decoder->wire) == 0;
    return is_between ? MLA_END : MLA_E_INCOMPLETE;
}

/* What is not plain, or not there as a whole. */
MLA__COLD static int32_t next(mla_imap_decoder *decoder) {
    if (decoder->error != MLA_OK)
        return decoder->error;
    mla__quick_interrupt(decoder);
    if (decoder->held_fetch.type != 0 && !has_inline_body(decoder)) {
        decoder->event = decoder->held_fetch;
        decoder->held_fetch.type = 0;
        return MLA_OK;
    }
    if (has_inline_body(decoder))
        return step_inline_body(decoder);
    int32_t status;
    do
        status = step(decoder);
    while (status == MLA_END);
    if (status == MLA_OK && has_inline_body(decoder)) {
        decoder->held_fetch = decoder->event;
        return step_inline_body(decoder);
    }
    if (status == MLA_AGAIN && decoder->wire.is_ended)
        status = at_end(decoder);
    if (status < 0)
        decoder->error = status;
    return status;
}

int32_t mla_imap_decoder_next(mla_imap_decoder *decoder, const mla_imap_event **event) {
    *event = &decoder->event;
    return mla__quick_next(decoder) ? MLA_OK : next(decoder);
}

const char *mla_imap_decoder_detail(const mla_imap_decoder *decoder) {
    if (decoder->error == MLA_E_INCOMPLETE)
        return "the stream ended inside a response";
    return decoder->wire.detail != NULL ? decoder->wire.detail : mla_status_text(decoder->error);
}
