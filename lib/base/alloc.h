/* SPDX-License-Identifier: MIT */
/**
 * Calls an mla_allocator as its contract asks: it never sees a size of 0 or a NULL block.
 *
 * A size of 0 counts as 1 in all of these, so that NULL always means "no memory".
 */
#ifndef MLA_BASE_ALLOC_H
#define MLA_BASE_ALLOC_H

#include <mailaccess/base.h>

/** @return NULL when the allocator gives nothing. */
void *mla__alloc(const mla_allocator *allocator, size_t size);

/** `count * size` octets. @return NULL also when the product overflows. */
void *mla__alloc_array(const mla_allocator *allocator, size_t count, size_t size);

/** @param ptr NULL: as mla__alloc(). On NULL the old block stays as it was. */
void *mla__resize(const mla_allocator *allocator, void *ptr, size_t old_size, size_t new_size);

/** @param allocator may stand in the block itself. @param ptr NULL: nothing is done. */
void mla__release(const mla_allocator *allocator, void *ptr, size_t size);

#endif
