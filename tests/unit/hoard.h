/* SPDX-License-Identifier: MIT */
/** An allocator that gives no block back to the system, so that a test can look for what was left in one. */
#ifndef HOARD_H
#define HOARD_H

#include "unit.h"

#define HOARD_BLOCKS 256

typedef struct hoard {
    mla_allocator allocator;
    char *blocks[HOARD_BLOCKS]; /* in use and released ones alike */
    size_t sizes[HOARD_BLOCKS];
    size_t count;
    size_t in_use;
} hoard;

static inline void *hoard_alloc(void *user, size_t size) {
    hoard *self = user;

    assert_true(self->count < HOARD_BLOCKS);
    self->sizes[self->count] = size;
    self->blocks[self->count] = calloc(1, size);
    assert_non_null(self->blocks[self->count]);
    self->in_use++;
    return self->blocks[self->count++];
}

static inline void *hoard_resize(void *user, void *ptr, size_t old_size, size_t new_size) {
    void *moved = hoard_alloc(user, new_size);

    ((hoard *)user)->in_use--;
    return memcpy(moved, ptr, old_size < new_size ? old_size : new_size);
}

static inline void hoard_release(void *user, void *ptr, size_t size) {
    (void)ptr;
    (void)size;
    ((hoard *)user)->in_use--;
}

static inline void hoard_init(hoard *self) {
    *self = (hoard){.allocator = {self, hoard_alloc, hoard_resize, hoard_release}};
}

/** How many blocks hold the text. */
static inline size_t hoard_finds(const hoard *self, const char *text) {
    size_t len = strlen(text);
    size_t found = 0;

    for (size_t i = 0; i < self->count; i++)
        for (size_t at = 0; at + len <= self->sizes[i]; at++)
            if (memcmp(self->blocks[i] + at, text, len) == 0) {
                found++;
                break;
            }
    return found;
}

static inline void hoard_deinit(hoard *self) {
    for (size_t i = 0; i < self->count; i++)
        free(self->blocks[i]);
}

#endif
