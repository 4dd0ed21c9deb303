/* SPDX-License-Identifier: MIT */
#ifndef MLA_BASE_WIPE_H
#define MLA_BASE_WIPE_H

#include "base/mem.h"

/** Overwrites a secret. The compiler must not drop it, though nothing reads the memory again. */
static inline void mla__wipe(void *ptr, size_t len) {
#if defined(__GNUC__)
    memset(ptr, 0, len);
    __asm__ __volatile__("" : : "r"(ptr) : "memory");
#else
    volatile char *octet = ptr;
    while (len-- > 0)
        *octet++ = 0;
#endif
}

#endif
