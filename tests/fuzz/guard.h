/* SPDX-License-Identifier: MIT */
/** Memory that ends at an unmapped page: who reads or writes behind it faults, with and without ASan. */
#ifndef GUARD_H
#define GUARD_H

#include "base/rxbuf.h"
#include "fuzz.h"

/**
 * An allocator. Each block ends in front of an unmapped page, up to the alignment, which ASan knows to be out of
 * bounds; released blocks are, too. New memory is filled with `fill`, so that two runs that differ in it show
 * who reads what was never written.
 */
typedef struct guard {
    mla_allocator allocator;
    size_t calls;   /**< of alloc and resize so far */
    size_t blocks;  /**< not given back */
    size_t fail_at; /**< the number of the call that gives nothing, from 1; 0: none */
    uint8_t fill;
} guard;

void guard_init(guard *self, uint8_t fill);

/** A copy of `text` that ends in front of an unmapped page; of no octets: a pointer to that page. */
mla_str guard_copy(mla_str text);

/** Takes back what guard_copy() gave. */
void guard_release(mla_str text);

/**
 * Makes the room of a receive buffer out of bounds for ASan, so that who reads behind the text is seen there too.
 *
 * @param reserved octets behind the text that a reader may look at: up to MLA__RXBUF_BEHIND.
 */
void guard_close_room(const mla__rxbuf *rx, size_t reserved);
void guard_open_room(const mla__rxbuf *rx);

#endif
