/* SPDX-License-Identifier: MIT */
#include "heap.h"

#include <stdlib.h>

static uint64_t allocations;

uint64_t bench_heap_allocations(void) {
    return allocations;
}

#ifdef __GLIBC__
/* The names under which glibc offers its own functions to a program that defines the standard ones. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);

void *malloc(size_t size) {
    allocations++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    allocations++;
    return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size) {
    allocations++;
    return __libc_realloc(block, size);
}
#endif
