/* SPDX-License-Identifier: MIT */
/** An allocator that counts, checks the sizes it is given back, and fails when told to. */
#ifndef HEAP_H
#define HEAP_H

#include "unit.h"

typedef struct heap {
    mla_allocator allocator;
    size_t calls;   /* of alloc and resize, failed ones too */
    size_t blocks;  /* not released yet */
    size_t octets;  /* in them */
    size_t fail_at; /* the number of the call that fails, from 1; 0: none */
    bool is_empty;  /* all behind that one fail too */
    size_t residue; /* octets that were not 0 when their block was released */
} heap;

typedef union heap_header {
    size_t size;
    max_align_t align;
} heap_header;

static inline void *heap_alloc(void *user, size_t size) {
    heap *self = user;
    assert_int_not_equal(size, 0);
    self->calls++;
    if (self->calls == self->fail_at || (self->is_empty && self->calls > self->fail_at))
        return NULL;
    heap_header *header = malloc(sizeof *header + size);
    if (header == NULL)
        abort();
    header->size = size;
    self->blocks++;
    self->octets += size;
    return memset(header + 1, 0xa5, size);
}

static inline void heap_release(void *user, void *ptr, size_t size) {
    heap *self = user;
    assert_non_null(ptr);
    heap_header *header = (heap_header *)ptr - 1;
    assert_int_equal(header->size, size);
    for (size_t i = 0; i < size; i++)
        self->residue += ((char *)ptr)[i] != 0;
    self->blocks--;
    self->octets -= size;
    free(header);
}

static inline void *heap_resize(void *user, void *ptr, size_t old_size, size_t new_size) {
    assert_non_null(ptr);
    void *moved = heap_alloc(user, new_size);
    if (moved == NULL)
        return NULL;
    memcpy(moved, ptr, old_size < new_size ? old_size : new_size);
    heap_release(user, ptr, old_size);
    return moved;
}

static inline void heap_init(heap *self) {
    *self = (heap){.allocator = {self, heap_alloc, heap_resize, heap_release}};
}

/** From now on so many calls succeed, and none behind them. */
static inline void heap_leave(heap *self, size_t count) {
    self->fail_at = self->calls + count + 1;
    self->is_empty = true;
}

#endif
