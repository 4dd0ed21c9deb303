/* SPDX-License-Identifier: MIT */
/* A text that grows, for data that is made once. Running out of memory ends the program. */
#ifndef BENCH_TEXT_H
#define BENCH_TEXT_H

#include <stddef.h>

typedef struct bench_text {
    char *data;
    size_t len;
    size_t capacity;
} bench_text;

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void bench_text_add(bench_text *text, const char *format, ...);

#endif
