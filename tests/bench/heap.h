/* SPDX-License-Identifier: MIT */
/* Counts the allocations of the whole program, its libraries among it. */
#ifndef BENCH_HEAP_H
#define BENCH_HEAP_H

#include <stdint.h>

/* Since the program began; 0 where the C library gives no way to count. */
uint64_t bench_heap_allocations(void);

#endif
