/* SPDX-License-Identifier: MIT */
/**
 * The only functions of a C library that the freestanding layers call.
 */
#ifndef MLA_BASE_MEM_H
#define MLA_BASE_MEM_H

#if defined(__STDC_HOSTED__) && __STDC_HOSTED__
#include <string.h>
#else
#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t len);
void *memmove(void *to, const void *from, size_t len);
void *memset(void *at, int octet, size_t len);
void *memchr(const void *at, int octet, size_t len);
int memcmp(const void *a, const void *b, size_t len);
size_t strlen(const char *text);
#endif

#endif
