/* SPDX-License-Identifier: MIT */
#ifndef MLA_TRANSPORT_SYSTEM_TEXT_POSIX_H
#define MLA_TRANSPORT_SYSTEM_TEXT_POSIX_H

#include <stddef.h>

/** What an errno means. @param size octets of `text`, cut to fit. @return `text`. */
const char *mla__system_text(int code, char *text, size_t size);

#endif
