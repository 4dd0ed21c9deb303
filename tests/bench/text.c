/* SPDX-License-Identifier: MIT */
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static void reserve(bench_text *text, size_t room) {
    if (text->capacity - text->len >= room)
        return;
    text->capacity = 2 * text->capacity + room;
    text->data = realloc(text->data, text->capacity);
    if (text->data == NULL)
        abort();
}

void bench_text_add(bench_text *text, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const int len = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    reserve(text, (size_t)len + 1);
    va_start(arguments, format);
    vsnprintf(text->data + text->len, (size_t)len + 1, format, arguments);
    va_end(arguments);
    text->len += (size_t)len;
}
