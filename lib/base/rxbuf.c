/* SPDX-License-Identifier: MIT */
#include "base/rxbuf.h"

#include "base/alloc.h"
#include "base/mem.h"
#include "base/wipe.h"

int32_t mla__rxbuf_init(mla__rxbuf *rx, const mla_allocator *allocator, size_t initial,
                        size_t max) {
    *rx = (mla__rxbuf){.allocator = *allocator, .max = max};
    if (initial == 0 || max < initial || max > SIZE_MAX - MLA__RXBUF_BEHIND)
        return MLA_E_INVALID;
    rx->data = mla__alloc(allocator, initial + MLA__RXBUF_BEHIND);
    if (rx->data == NULL)
        return MLA_E_NO_MEMORY;
    rx->capacity = initial;
    return MLA_OK;
}

void mla__rxbuf_deinit(mla__rxbuf *rx) {
    if (rx->data != NULL)
        mla__wipe(rx->data, rx->capacity + MLA__RXBUF_BEHIND);
    mla__release(&rx->allocator, rx->data, rx->capacity + MLA__RXBUF_BEHIND);
    *rx = (mla__rxbuf){.allocator = rx->allocator};
}

static void compact(mla__rxbuf *rx) {
    if (rx->start == 0)
        return;
    memmove(rx->data, rx->data + rx->start, rx->end - rx->start);
    rx->end -= rx->start;
    rx->start = 0;
}

static int grow(mla__rxbuf *rx, size_t min) {
    if (rx->max - rx->end < min)
        return 0;
    size_t capacity = rx->capacity < rx->max / 2 ? rx->capacity * 2 : rx->max;
    if (capacity - rx->end < min)
        capacity = rx->end + min;
    char *data = mla__resize(&rx->allocator, rx->data, rx->capacity + MLA__RXBUF_BEHIND,
                             capacity + MLA__RXBUF_BEHIND);
    if (data == NULL)
        return 0;
    rx->data = data;
    rx->capacity = capacity;
    return 1;
}

char *mla__rxbuf_make_space(mla__rxbuf *rx, size_t min, size_t *room) {
    compact(rx);
    *room = 0;
    if (rx->capacity - rx->end < min && !grow(rx, min))
        return NULL;
    *room = rx->capacity - rx->end;
    return rx->data + rx->end;
}
