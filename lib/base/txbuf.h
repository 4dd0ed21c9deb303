/* SPDX-License-Identifier: MIT */
/**
 * What goes to the peer: octets in order, each with its position in the stream.
 *
 * Since passwords pass through, octets that leave their place (sent, moved, dropped) are wiped.
 */
#ifndef MLA_BASE_TXBUF_H
#define MLA_BASE_TXBUF_H

#include <mailaccess/base.h>

typedef struct mla__txbuf {
    mla_allocator allocator;
    char *data;
    size_t capacity;
    size_t max; /**< `capacity` never grows past it */
    size_t start;
    size_t end;
    uint64_t offset; /**< position of data[start] in the stream */
} mla__txbuf;

/**
 * Allocates `initial` octets at once. With `max` equal to `initial` it never allocates again.
 *
 * @return MLA_OK, MLA_E_INVALID (0, or `max` below `initial`) or MLA_E_NO_MEMORY.
 */
int32_t mla__txbuf_init(mla__txbuf *tx, const mla_allocator *allocator, size_t initial, size_t max);

void mla__txbuf_deinit(mla__txbuf *tx);

/** @return MLA_OK; MLA_E_LIMIT past `max` and MLA_E_NO_MEMORY leave the buffer as it was. */
int32_t mla__txbuf_append(mla__txbuf *tx, const void *data, size_t len);

/**
 * Room to write `len` octets behind the last one, for mla__txbuf_commit(). What is written there
 * and not committed is the caller's to wipe.
 *
 * @return as mla__txbuf_append().
 */
int32_t mla__txbuf_reserve(mla__txbuf *tx, size_t len, char **room);

/** Appends the first `n` octets of what mla__txbuf_reserve() gave. */
static inline void mla__txbuf_commit(mla__txbuf *tx, size_t n) {
    tx->end += n;
}

/**
 * Opens a gap of `len` octets at a position of which none behind is sent yet. Those behind move down:
 * their positions become larger by `len`.
 *
 * @param gap out: to be filled at once.
 * @return as mla__txbuf_append().
 */
int32_t mla__txbuf_insert(mla__txbuf *tx, uint64_t position, size_t len, char **gap);

/** The position of the first octet that is not sent. */
static inline uint64_t mla__txbuf_begin(const mla__txbuf *tx) {
    return tx->offset;
}

/** The position that the next appended octet gets. */
static inline uint64_t mla__txbuf_end(const mla__txbuf *tx) {
    return tx->offset + (tx->end - tx->start);
}

/** What is to be sent; valid until the next call that is not a peek. */
static inline const char *mla__txbuf_peek(const mla__txbuf *tx, size_t *len) {
    *len = tx->end - tx->start;
    return tx->data + tx->start;
}

/** The first `n` octets are sent. */
void mla__txbuf_consume(mla__txbuf *tx, size_t n);

/** Takes back what was appended from `position` on; that must not be sent yet. */
void mla__txbuf_truncate(mla__txbuf *tx, uint64_t position);

/**
 * Takes out the octets of [from, to), of which none may be sent yet. Those behind move up: their
 * positions become smaller by `to - from`.
 */
void mla__txbuf_remove(mla__txbuf *tx, uint64_t from, uint64_t to);

#endif
