/* SPDX-License-Identifier: MIT */
#ifndef MLA_BASE_STR_H
#define MLA_BASE_STR_H

#include <mailaccess/base.h>

/** Behind the last octet. Adding even 0 to an absent string's NULL would be undefined. */
static inline const char *mla__str_end(mla_str text) {
    return text.len != 0 ? text.ptr + text.len : text.ptr;
}

/** [at, end) as a string. */
static inline mla_str mla__str_between(const char *at, const char *end) {
    return (mla_str){at, (size_t)(end - at)};
}

#endif
