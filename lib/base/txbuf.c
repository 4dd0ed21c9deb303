/* SPDX-License-Identifier: MIT */
#include "base/txbuf.h"

#include "base/alloc.h"
#include "base/mem.h"
#include "base/wipe.h"

int32_t mla__txbuf_init(mla__txbuf *tx, const mla_allocator *allocator, size_t initial,
                        size_t max) {
    *tx = (mla__txbuf){.allocator = *allocator, .max = max};
    if (initial == 0 || max < initial)
        return MLA_E_INVALID;
    tx->data = mla__alloc(allocator, initial);
    if (tx->data == NULL)
        return MLA_E_NO_MEMORY;
    tx->capacity = initial;
    return MLA_OK;
}

static void release_data(mla__txbuf *tx) {
    if (tx->data != NULL)
        mla__wipe(tx->data, tx->capacity);
    mla__release(&tx->allocator, tx->data, tx->capacity);
}

void mla__txbuf_deinit(mla__txbuf *tx) {
    release_data(tx);
    *tx = (mla__txbuf){.allocator = tx->allocator};
}

/** Moves the octets from `from` to the end down to `to`, and wipes what they leave. */
static void move_down(mla__txbuf *tx, size_t to, size_t from) {
    size_t len = tx->end - from;
    memmove(tx->data + to, tx->data + from, len);
    mla__wipe(tx->data + to + len, from - to);
    tx->end = to + len;
}

/** A new block rather than a resize: that would leave a copy of the octets in the heap. */
static int32_t grow(mla__txbuf *tx, size_t need) {
    size_t capacity = tx->capacity < tx->max / 2 ? tx->capacity * 2 : tx->max;
    if (capacity < need)
        capacity = need;
    char *data = mla__alloc(&tx->allocator, capacity);
    if (data == NULL)
        return MLA_E_NO_MEMORY;
    memcpy(data, tx->data + tx->start, mla__txbuf_len(tx));
    release_data(tx);
    tx->data = data;
    tx->capacity = capacity;
    tx->end -= tx->start;
    tx->start = 0;
    return MLA_OK;
}

static int32_t make_room(mla__txbuf *tx, size_t len) {
    size_t used = mla__txbuf_len(tx);
    if (len > tx->max - used)
        return MLA_E_LIMIT;
    if (len > tx->capacity - used)
        return grow(tx, used + len);
    if (len > tx->capacity - tx->end) {
        move_down(tx, 0, tx->start);
        tx->start = 0;
    }
    return MLA_OK;
}

int32_t mla__txbuf_append(mla__txbuf *tx, const void *data, size_t len) {
    int32_t status = make_room(tx, len);
    if (status != MLA_OK || len == 0)
        return status;
    memcpy(tx->data + tx->end, data, len);
    tx->end += len;
    return MLA_OK;
}

int32_t mla__txbuf_reserve(mla__txbuf *tx, size_t len, char **room) {
    int32_t status = make_room(tx, len);
    *room = tx->data + tx->end;
    return status;
}

int32_t mla__txbuf_insert(mla__txbuf *tx, size_t place, size_t len, char **gap) {
    int32_t status = make_room(tx, len);
    if (status != MLA_OK)
        return status;
    size_t at = tx->start + place;
    *gap = tx->data + at;
    memmove(*gap + len, *gap, tx->end - at);
    tx->end += len;
    return MLA_OK;
}

void mla__txbuf_consume(mla__txbuf *tx, size_t n) {
    mla__wipe(tx->data + tx->start, n);
    tx->start += n;
    tx->offset += n;
    if (tx->start == tx->end)
        tx->start = tx->end = 0;
}

void mla__txbuf_remove(mla__txbuf *tx, size_t place, size_t len) {
    move_down(tx, tx->start + place, tx->start + place + len);
}
