/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/mem.h"

mla_str mla_str_from(const char *text) {
    return (mla_str){text, text != NULL ? strlen(text) : 0};
}

static int may_be_equal(mla_str a, mla_str b) {
    return (a.ptr == NULL) == (b.ptr == NULL) && a.len == b.len;
}

int32_t mla_str_equal(mla_str a, mla_str b) {
    return may_be_equal(a, b) && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

int32_t mla_str_equal_nocase(mla_str a, mla_str b) {
    return may_be_equal(a, b) && mla__ascii_equal_nocase(a.ptr, b.ptr, a.len);
}
