/* SPDX-License-Identifier: MIT */
/**
 * The quick way: responses as nearly all servers write them, read in one pass where eight octets can be looked at at
 * once.
 *
 * A quick reader takes the plain shape alone, and gives what the tolerant readers (response_*.c) give for it. At the
 * first octet that it does not expect it answers false, and the tolerant ones read from the beginning: so nothing here
 * forgives, keeps anything raw or fails. Where octets are looked at one by one, all of it is left out.
 */
#ifndef MLA_IMAP_QUICK_H
#define MLA_IMAP_QUICK_H

#include "base/mem.h"
#include "base/str.h"
#include "imap/decoder.h"
#include "imap/part_tree.h"
#include "imap/quick_scan.h"

#if MLA__OCTETS_WIDE

/**
 * A cursor. At the end of what has been received NUL stand, MLA__QUICK_WIDTH of them: no reader takes one, so none needs to
 * ask where the end is before it looks at so many octets.
 */
typedef struct mla__quick {
    const char *at;
    mla__arena *arena;
} mla__quick;

/** Marks the end of what has been received. */
static inline void mla__quick_mark_end(mla__wire *wire) {
    memset(wire->rx.data + wire->rx.end, '\0', MLA__QUICK_WIDTH);
}

/** Whether the last response was handed out whole, and nothing of the next one was looked at. */
bool mla__quick_is_between(mla_imap_decoder *decoder);

/**
 * Reads the response behind what `decoder->wire` has taken.
 *
 * @return true: it is the decoder's event, or a body section begins; false: nothing has happened.
 */
bool mla__quick_response(mla_imap_decoder *decoder);

/** Something else has happened to the decoder: before the next response is read quickly, all is looked at again. */
static inline void mla__quick_interrupt(mla_imap_decoder *decoder) {
    decoder->quick_type = 0;
}

/** The next response, if it stands in the buffer as a whole and is a plain one. */
static inline bool mla__quick_next(mla_imap_decoder *decoder) {
    return (decoder->quick_type != 0 || mla__quick_is_between(decoder)) &&
           mla__quick_response(decoder);
}

/** The same for a response whose end was found. */
static inline bool mla__quick_frame(mla_imap_decoder *decoder) {
    mla__wire *wire = &decoder->wire;
    if (!decoder->is_greeted || decoder->is_thorough || wire->joins != 0 || wire->forgiven != 0 ||
        wire->judged.is_headless)
        return false;
    mla__quick_mark_end(wire);
    const size_t taken = wire->taken;
    wire->taken = 0;
    if (mla__quick_response(decoder))
        return true;
    wire->taken = taken;
    return false;
}

/** "(" has been taken. @param end of what has been received. */
bool mla__quick_envelope(mla__quick *quick, const char *end, const mla_imap_envelope **result);

/** "(" has been taken. */
bool mla__quick_body_structure(mla__quick *quick, bool is_extended, uint32_t depth_max,
                               const mla_imap_body_structure **result);

/**
 * A body section: its name, of which "BODY[" has been taken, and the mark of a value that has streamed, or the header of
 * one that will. Then the body begins.
 */
bool mla__quick_section(mla__quick *quick, mla_imap_body *body);

/** From behind "* LIST (" to in front of the line break. What LIST has not in plain responses is left as it is. */
bool mla__quick_list(mla__quick *quick, mla_imap_list *list);

/** Short numbers with one space behind each, as far as there is room for them. */
void mla__quick_numbers(mla__stream *stream, mla__lex *lex);

/** Items that an array has room for at first: a power of two. */
#define MLA__QUICK_FIRST 4u

/** Room for the first items of an array, and then for one more. @return NULL when the arena is exhausted. */
MLA__QUICK_INLINE void *mla__quick_first_room(mla__quick *quick, size_t size) {
    return mla__arena_alloc(quick->arena, MLA__QUICK_FIRST * size);
}

MLA__QUICK_INLINE void *mla__quick_room(mla__quick *quick, void *items, size_t count, size_t size) {
    return count < MLA__QUICK_FIRST ? items
                                    : mla__arena_more_room(quick->arena, items, count, size);
}

/** Whether a text of 1 to 16 octets, known where this is compiled and with a NUL behind it, stands there. */
MLA__QUICK_INLINE bool mla__quick_stands(const char *at, const char *text, size_t len) {
    if (len > 8)
        return mla__octets_load(at) == mla__octets_load(text) &&
               mla__octets_load(at + len - 8) == mla__octets_load(text + len - 8);
    if (len > 4 && len != 8)
        return mla__octets_load_half(at) == mla__octets_load_half(text) &&
               mla__octets_load_half(at + len - 4) == mla__octets_load_half(text + len - 4);
    if (len == 3)
        return (mla__octets_load_half(at) ^ mla__octets_load_half(text)) << 8 == 0;
    return memcmp(at, text, len) == 0;
}

MLA__QUICK_INLINE bool mla__quick_take_text(mla__quick *quick, const char *text, size_t len) {
    if (!mla__quick_stands(quick->at, text, len))
        return false;
    quick->at += len;
    return true;
}

/** Takes up to sixteen octets, given as a literal, if they stand there. */
#define mla__quick_take(quick, literal) \
    mla__quick_take_text((quick), (literal), sizeof(literal) - 1)

/** A number of more than seven digits. @return behind it, or NULL. */
const char *mla__quick_long_number(const char *at, uint64_t *value);

MLA__QUICK_INLINE bool mla__quick_number(mla__quick *quick, uint64_t *value) {
    uint32_t number;
    size_t len = mla__octets_number(mla__octets_load(quick->at), &number);
    if (len == 0) {
        /* No address of what may stay in a register is handed out. */
        uint64_t long_number;
        const char *behind = mla__quick_long_number(quick->at, &long_number);
        if (behind == NULL)
            return false;
        quick->at = behind;
        *value = long_number;
        return true;
    }
    *value = number;
    quick->at += len;
    return true;
}

MLA__QUICK_INLINE bool mla__quick_number32(mla__quick *quick, uint32_t *value) {
    uint64_t wide;
    if (!mla__quick_number(quick, &wide) || wide > UINT32_MAX)
        return false;
    *value = (uint32_t)wide;
    return true;
}

/** As mla__quick_find_word_end(): where words are rare, and its constants should not be loaded without one. */
const char *mla__quick_word_end(const char *at);

/** A word that is not empty. */
MLA__QUICK_INLINE bool mla__quick_word(mla__quick *quick, mla_str *value) {
    const char *from = quick->at;
    const char *at = mla__quick_word_end(from);
    if (at == from)
        return false;
    *value = mla__str_between(from, at);
    quick->at = at;
    return true;
}

/** What stands in quotes, the first of which was taken, and does not have an octet. */
MLA__QUICK_INLINE bool mla__quick_quoted_without(mla__quick *quick, char octet, mla_str *value) {
    const char *at = mla__quick_find_string_end(quick->at, octet);
    if (*at != '"')
        return false;
    *value = mla__str_between(quick->at, at);
    quick->at = at + 1;
    return true;
}

/** What stands in quotes, the first of which was taken. */
MLA__QUICK_INLINE bool mla__quick_quoted(mla__quick *quick, mla_str *value) {
    return mla__quick_quoted_without(quick, '\\', value);
}

/** NIL or what stands in quotes. What comes behind it is for the caller to look at. */
MLA__QUICK_INLINE bool mla__quick_nstring(mla__quick *quick, mla_str *value) {
    if (mla__quick_take(quick, "\""))
        return mla__quick_quoted(quick, value);
    *value = (mla_str){NULL, 0};
    return mla__quick_take(quick, "NIL");
}

#else

static inline void mla__quick_interrupt(mla_imap_decoder *decoder) {
    (void)decoder;
}

static inline bool mla__quick_next(mla_imap_decoder *decoder) {
    (void)decoder;
    return false;
}

static inline bool mla__quick_frame(mla_imap_decoder *decoder) {
    (void)decoder;
    return false;
}

static inline void mla__quick_numbers(mla__stream *stream, mla__lex *lex) {
    (void)stream, (void)lex;
}

#endif

#endif
