/* SPDX-License-Identifier: MIT */
/**
 * What came from the peer and is not parsed yet: one contiguous run of octets.
 *
 *     data [ parsed | start .. end | room ] capacity
 *
 * MLA__RXBUF_BEHIND octets more than `capacity` are held, so that a reader may put marks at data[end].
 */
#ifndef MLA_BASE_RXBUF_H
#define MLA_BASE_RXBUF_H

#include <mailaccess/base.h>

#include "base/octets.h"

/** A reader that looks at sixteen octets at once needs not ask how many have come, if those behind are marked. */
#define MLA__RXBUF_BEHIND (MLA__OCTETS_WIDE ? 16u : 1u)

typedef struct mla__rxbuf {
    char *data;
    size_t capacity;
    size_t max; /**< `capacity` never grows past it */
    size_t start;
    size_t end;
    uint64_t offset; /**< position of data[start] in the stream */
    mla_allocator allocator;
} mla__rxbuf;

/**
 * Allocates `initial` octets at once. With `max` equal to `initial` it never allocates again.
 *
 * @return MLA_OK, MLA_E_INVALID (0, or `max` below `initial`) or MLA_E_NO_MEMORY.
 */
int32_t mla__rxbuf_init(mla__rxbuf *rx, const mla_allocator *allocator, size_t initial, size_t max);

/** Wipes and releases. */
void mla__rxbuf_deinit(mla__rxbuf *rx);

/** Makes room by moving the octets to the front, then by growing. See mla__rxbuf_space(). */
char *mla__rxbuf_make_space(mla__rxbuf *rx, size_t min, size_t *room);

/**
 * Where the next octets from the peer go. May move those that are there: views into the buffer
 * end their life here.
 *
 * @param min  the least that is needed, at least 1.
 * @param room out: what there is, `min` or more; 0 when that is impossible.
 * @return NULL when impossible: the buffer holds `max` octets already, or there is no memory.
 */
static inline char *mla__rxbuf_space(mla__rxbuf *rx, size_t min, size_t *room) {
    if (rx->start == rx->end)
        rx->start = rx->end = 0;
    *room = rx->capacity - rx->end;
    if (*room < min)
        return mla__rxbuf_make_space(rx, min, room);
    return rx->data + rx->end;
}

/** `n` octets were written at what mla__rxbuf_space() gave. */
static inline void mla__rxbuf_commit(mla__rxbuf *rx, size_t n) {
    rx->end += n;
}

static inline size_t mla__rxbuf_len(const mla__rxbuf *rx) {
    return rx->end - rx->start;
}

static inline const char *mla__rxbuf_ptr(const mla__rxbuf *rx) {
    return rx->data + rx->start;
}

/** The first `n` octets are done with. Views of them live on until mla__rxbuf_space(). */
static inline void mla__rxbuf_consume(mla__rxbuf *rx, size_t n) {
    rx->start += n;
    rx->offset += n;
}

#endif
