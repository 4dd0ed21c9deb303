/* SPDX-License-Identifier: MIT */
#include <mailaccess/base.h>

#include "base/mem.h"

/* Since every release names its size, a block that is handed out needs no header: only free blocks
 * hold a node, and the list of them is kept in the order of their addresses. */
typedef struct node {
    _Alignas(max_align_t) struct node *next;
    size_t size;
} node;

#define GRANULE sizeof(node) /* aligned for any type, as each multiple of it is */
#define POOL_MIN 64u

static size_t round_up(size_t size) {
    if (size > SIZE_MAX - GRANULE)
        return 0;
    return (size + GRANULE - 1) / GRANULE * GRANULE;
}

static void *octets_at(void *base, size_t offset) {
    return (char *)base + offset;
}

static node *first_free(const mla_pool *pool) {
    return pool->free_list;
}

/** Makes `to` follow `before`, or lead the list when `before` is NULL. */
static void link_after(mla_pool *pool, node *before, node *to) {
    if (before == NULL)
        pool->free_list = to;
    else
        before->next = to;
}

static void count_used(mla_pool *pool, size_t size) {
    pool->used += size;
    if (pool->used > pool->peak)
        pool->peak = pool->used;
}

/** Cuts `size` octets off the front of a free block. */
static void take(mla_pool *pool, node *before, node *from, size_t size) {
    node *rest = from->next;
    if (from->size > size) {
        rest = octets_at(from, size);
        rest->size = from->size - size;
        rest->next = from->next;
    }
    link_after(pool, before, rest);
    count_used(pool, size);
}

static void *pool_alloc(void *user, size_t size) {
    mla_pool *pool = user;
    size_t need = round_up(size);
    if (need == 0)
        return NULL;
    node *before = NULL;
    for (node *at = first_free(pool); at != NULL; before = at, at = at->next) {
        if (at->size < need)
            continue;
        take(pool, before, at, need);
        return at;
    }
    return NULL;
}

static void join_next(node *at) {
    if (at->next == NULL || octets_at(at, at->size) != (void *)at->next)
        return;
    at->size += at->next->size;
    at->next = at->next->next;
}

static void give_back(mla_pool *pool, void *ptr, size_t size) {
    node *freed = ptr;
    node *before = NULL;
    node *after = first_free(pool);
    while (after != NULL && (char *)after < (char *)ptr) {
        before = after;
        after = after->next;
    }
    freed->size = size;
    freed->next = after;
    link_after(pool, before, freed);
    join_next(freed);
    if (before != NULL)
        join_next(before);
    pool->used -= size;
}

static void pool_release(void *user, void *ptr, size_t size) {
    give_back(user, ptr, round_up(size));
}

/** Takes the `more` octets right behind a block, if they are free. */
static int grow_in_place(mla_pool *pool, const void *end, size_t more) {
    node *before = NULL;
    node *at = first_free(pool);
    while (at != NULL && (const char *)at < (const char *)end) {
        before = at;
        at = at->next;
    }
    if ((const void *)at != end || at == NULL || at->size < more)
        return 0;
    take(pool, before, at, more);
    return 1;
}

static void *pool_resize(void *user, void *ptr, size_t old_size, size_t new_size) {
    mla_pool *pool = user;
    size_t old = round_up(old_size);
    size_t need = round_up(new_size);
    if (need == 0)
        return NULL;
    if (need < old)
        give_back(pool, octets_at(ptr, need), old - need);
    if (need <= old || grow_in_place(pool, octets_at(ptr, old), need - old))
        return ptr;
    void *moved = pool_alloc(pool, new_size);
    if (moved == NULL)
        return NULL;
    memcpy(moved, ptr, old_size);
    give_back(pool, ptr, old);
    return moved;
}

int32_t mla_pool_init(mla_pool *pool, void *block, size_t size) {
    if (pool == NULL || block == NULL || size < POOL_MIN)
        return MLA_E_INVALID;
    size_t skip = (GRANULE - (uintptr_t)block % GRANULE) % GRANULE;
    node *all = octets_at(block, skip);
    all->next = NULL;
    all->size = (size - skip) / GRANULE * GRANULE;
    *pool = (mla_pool){
        .allocator = {pool, pool_alloc, pool_resize, pool_release},
        .block = block,
        .size = size,
        .free_list = all,
    };
    return MLA_OK;
}
