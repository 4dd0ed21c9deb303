/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"

static size_t at_least_one(size_t size) {
    return size == 0 ? 1 : size;
}

void *mla__alloc(const mla_allocator *allocator, size_t size) {
    return allocator->alloc(allocator->user, at_least_one(size));
}

void *mla__alloc_array(const mla_allocator *allocator, size_t count, size_t size) {
    if (size != 0 && count > SIZE_MAX / size)
        return NULL;
    return mla__alloc(allocator, count * size);
}

void *mla__resize(const mla_allocator *allocator, void *ptr, size_t old_size, size_t new_size) {
    if (ptr == NULL)
        return mla__alloc(allocator, new_size);
    return allocator->resize(allocator->user, ptr, at_least_one(old_size), at_least_one(new_size));
}

void mla__release(const mla_allocator *allocator, void *ptr, size_t size) {
    if (ptr != NULL)
        allocator->release(allocator->user, ptr, at_least_one(size));
}
