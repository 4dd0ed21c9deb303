/* SPDX-License-Identifier: MIT */
/**
 * What goes to the peer: octets in order.
 *
 * Since passwords pass through, octets that leave their place (sent, moved, dropped) are wiped.
 */
#ifndef MLA_BASE_TXBUF_H
#define MLA_BASE_TXBUF_H

#include <mailaccess/base.h>

typedef struct mla__txbuf {
    char *data;
    size_t capacity;
    size_t max; /**< `capacity` never grows past it */
    size_t start;
    size_t end;
    uint64_t offset; /**< octets that were sent */
    mla_allocator allocator;
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

/** Octets that are to be sent. */
static inline size_t mla__txbuf_len(const mla__txbuf *tx) {
    return tx->end - tx->start;
}

/** What is to be sent; valid until the next call that is not a peek. */
static inline const char *mla__txbuf_peek(const mla__txbuf *tx, size_t *len) {
    *len = mla__txbuf_len(tx);
    return tx->data + tx->start;
}

/** The first `n` octets are sent. */
void mla__txbuf_consume(mla__txbuf *tx, size_t n);

/**
 * Opens a gap of `len` octets behind the first `place` of those that are to be sent.
 *
 * @param gap out: to be filled at once.
 * @return as mla__txbuf_append().
 */
int32_t mla__txbuf_insert(mla__txbuf *tx, size_t place, size_t len, char **gap);

/** Takes out `len` octets behind the first `place` of those that are to be sent. */
void mla__txbuf_remove(mla__txbuf *tx, size_t place, size_t len);

#endif
