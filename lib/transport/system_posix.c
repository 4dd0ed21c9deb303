/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include <mailaccess/transport.h>

#include <stdlib.h>
#include <time.h>

static void *system_alloc(void *user, size_t size) {
    (void)user;
    return malloc(size);
}

static void *system_resize(void *user, void *ptr, size_t old_size, size_t new_size) {
    (void)user;
    (void)old_size;
    return realloc(ptr, new_size);
}

static void system_release(void *user, void *ptr, size_t size) {
    (void)user;
    (void)size;
    free(ptr);
}

const mla_allocator *mla_system_allocator(void) {
    static const mla_allocator allocator = {NULL, system_alloc, system_resize, system_release};

    return &allocator;
}

uint64_t mla_system_now_ms(void) {
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}
