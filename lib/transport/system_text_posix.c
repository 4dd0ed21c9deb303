/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L

#include "transport/system_text_posix.h"

#include <stdio.h>
#include <string.h>

/* strerror may be in use by another thread. */
const char *mla__system_text(int code, char *text, size_t size) {
    if (strerror_r(code, text, size) != 0)
        (void)snprintf(text, size, "error %d", code);
    return text;
}
