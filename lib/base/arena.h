/* SPDX-License-Identifier: MIT */
/**
 * Memory that is given back all at once: what one response needs.
 */
#ifndef MLA_BASE_ARENA_H
#define MLA_BASE_ARENA_H

#include <mailaccess/base.h>

#include "base/cold.h"

#define MLA__ARENA_ALIGN (sizeof(uint64_t) > sizeof(void *) ? sizeof(uint64_t) : sizeof(void *))

#define MLA__ARENA_ROUND_UP(size) (((size) + MLA__ARENA_ALIGN - 1) & ~(MLA__ARENA_ALIGN - 1))

typedef struct mla__arena_block {
    struct mla__arena_block *next;
    size_t size; /**< octets behind this header */
} mla__arena_block;

/** The header's size, such that what follows it is aligned. */
#define MLA__ARENA_HEADER MLA__ARENA_ROUND_UP(sizeof(mla__arena_block))

static inline char *mla__arena_block_data(mla__arena_block *block) {
    return (char *)block + MLA__ARENA_HEADER;
}

typedef struct mla__arena {
    mla_allocator allocator;
    char *next; /**< the first free octet of `current` */
    char *end;
    mla__arena_block *current;
    mla__arena_block *first;
    char *start;  /**< the first octet of `first` */
    size_t total; /**< octets of all blocks, without their headers */
    size_t limit;
} mla__arena;

/**
 * Allocates the first block at once.
 *
 * @param initial octets of the first block, at least 1; its header comes on top.
 * @param limit   octets of all blocks together. Equal to `initial`: it never allocates again.
 * @return MLA_OK, MLA_E_INVALID or MLA_E_NO_MEMORY.
 */
int32_t mla__arena_init(mla__arena *arena, const mla_allocator *allocator, size_t initial,
                        size_t limit);

void mla__arena_deinit(mla__arena *arena);

/** Goes on in a further block. @return NULL when the limit or the allocator is exhausted. */
MLA__COLD void *mla__arena_alloc_more(mla__arena *arena, size_t size);

/** @return memory aligned for any integer or pointer; NULL when exhausted. */
MLA__HOT void *mla__arena_alloc(mla__arena *arena, size_t size) {
    /* The room is a multiple of the alignment: a size that fits still fits rounded up. */
    if (size > (size_t)(arena->end - arena->next))
        return mla__arena_alloc_more(arena, size);
    void *ptr = arena->next;
    arena->next += MLA__ARENA_ROUND_UP(size);
    return ptr;
}

/**
 * Grows an allocation: in place when it is the last one and there is room, else by a copy. Filling
 * an array that is the last allocation thus costs nothing.
 *
 * @param ptr NULL: as mla__arena_alloc().
 * @param new_size not less than `old_size`.
 */
void *mla__arena_extend(mla__arena *arena, void *ptr, size_t old_size, size_t new_size);

/** See mla__arena_room(). */
void *mla__arena_more_room(mla__arena *arena, void *items, size_t count, size_t size);

/**
 * Room for one more item at the end of an array. How large the array is follows from `count`: `first` items, then
 * each power of two above.
 *
 * @param items NULL when `count` is 0.
 * @param first a power of two.
 * @return the array, which may have moved; NULL when exhausted.
 */
inline void *mla__arena_room(mla__arena *arena, void *items, size_t count, size_t first,
                             size_t size) {
    if (count == 0)
        return mla__arena_alloc(arena, first * size);
    return count < first ? items : mla__arena_more_room(arena, items, count, size);
}

/** Goes on from `next`, which lies in `block`. */
static inline void mla__arena_enter(mla__arena *arena, mla__arena_block *block, char *next) {
    arena->current = block;
    arena->next = next;
    arena->end = mla__arena_block_data(block) + block->size;
}

/**
 * One more item, of zeros, at the end of an array that stands beside its count in a struct.
 *
 * @param array the pointer to its items, which is NULL at first; behind it the count, a size_t.
 * @return the item; NULL when exhausted: then nothing has changed.
 */
void *mla__arena_append(mla__arena *arena, void *array, size_t size);

/** Forgets every allocation; keeps the blocks. */
static inline void mla__arena_reset(mla__arena *arena) {
    if (arena->current != arena->first)
        mla__arena_enter(arena, arena->first, arena->start);
    arena->next = arena->start;
}

#endif
