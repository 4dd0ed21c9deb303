/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <stdbool.h>

#include "base/alloc.h"
#include "base/mem.h"

/* For callers that are compiled for size. */
extern MLA__HOT void *mla__arena_alloc(mla__arena *arena, size_t size);
extern inline void *mla__arena_room(mla__arena *arena, void *items, size_t count, size_t first,
                                    size_t size);

#define APPEND_FIRST 1u

/** SIZE_MAX, which no limit reaches, when rounding overflows. */
static size_t round_up(size_t size) {
    if (size > SIZE_MAX - MLA__ARENA_ALIGN)
        return SIZE_MAX;
    return MLA__ARENA_ROUND_UP(size);
}

static mla__arena_block *new_block(mla__arena *arena, size_t size) {
    if (size > SIZE_MAX - MLA__ARENA_HEADER)
        return NULL;
    mla__arena_block *block = mla__alloc(&arena->allocator, MLA__ARENA_HEADER + size);
    if (block == NULL)
        return NULL;
    block->next = NULL;
    block->size = size;
    arena->total += size;
    return block;
}

int32_t mla__arena_init(mla__arena *arena, const mla_allocator *allocator, size_t initial,
                        size_t limit) {
    *arena = (mla__arena){.allocator = *allocator, .limit = round_up(limit)};
    if (initial == 0 || initial > limit)
        return MLA_E_INVALID;
    arena->first = new_block(arena, round_up(initial));
    if (arena->first == NULL)
        return MLA_E_NO_MEMORY;
    arena->start = mla__arena_block_data(arena->first);
    mla__arena_enter(arena, arena->first, arena->start);
    return MLA_OK;
}

void mla__arena_deinit(mla__arena *arena) {
    mla__arena_block *block = arena->first;
    while (block != NULL) {
        mla__arena_block *next = block->next;
        mla__release(&arena->allocator, block, MLA__ARENA_HEADER + block->size);
        block = next;
    }
    *arena = (mla__arena){.allocator = arena->allocator};
}

/** Octets for one more block that holds `need`: twice the last one, as far as the limit goes. */
static size_t next_block_size(const mla__arena *arena, size_t need) {
    size_t left = arena->limit - arena->total;
    size_t wanted = arena->current->size < SIZE_MAX / 2 ? arena->current->size * 2 : need;
    if (need > left)
        return 0;
    if (wanted < need)
        wanted = need;
    return wanted < left ? wanted : left;
}

void *mla__arena_alloc_more(mla__arena *arena, size_t size) {
    size_t need = round_up(size);
    mla__arena_block *block = arena->current;
    if (block == NULL)
        return NULL;
    while (block->next != NULL && block->next->size < need)
        block = block->next;
    if (block->next == NULL) {
        size_t block_size = next_block_size(arena, need);
        if (block_size == 0)
            return NULL;
        block->next = new_block(arena, block_size);
        if (block->next == NULL)
            return NULL;
    }
    mla__arena_enter(arena, block->next, mla__arena_block_data(block->next) + need);
    return mla__arena_block_data(arena->current);
}

void *mla__arena_extend(mla__arena *arena, void *ptr, size_t old_size, size_t new_size) {
    if (ptr == NULL)
        return mla__arena_alloc(arena, new_size);
    char *start = ptr;
    int is_last = start + round_up(old_size) == arena->next;
    if (is_last && new_size <= (size_t)(arena->end - start)) {
        arena->next = start + round_up(new_size);
        return ptr;
    }
    void *moved = mla__arena_alloc(arena, new_size);
    if (moved != NULL)
        memcpy(moved, ptr, old_size);
    return moved;
}

void *mla__arena_more_room(mla__arena *arena, void *items, size_t count, size_t size) {
    bool is_full = (count & (count - 1)) == 0;
    return is_full ? mla__arena_extend(arena, items, count * size, count * 2 * size) : items;
}

void *mla__arena_append(mla__arena *arena, void *array, size_t size) {
    struct {
        void *items;
        size_t count;
    } head;
    memcpy(&head, array, sizeof head);
    head.items = mla__arena_room(arena, head.items, head.count, APPEND_FIRST, size);
    if (head.items == NULL)
        return NULL;
    char *item = (char *)head.items + head.count++ * size;
    memset(item, 0, size);
    memcpy(array, &head, sizeof head);
    return item;
}
