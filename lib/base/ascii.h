/* SPDX-License-Identifier: MIT */
/**
 * Octets as ASCII. No locale: a character above 127 belongs to no class and has no case.
 */
#ifndef MLA_BASE_ASCII_H
#define MLA_BASE_ASCII_H

#include <stdbool.h>

#include <mailaccess/base.h>

#include "base/mem.h"

static inline bool mla__ascii_is_digit(char c) {
    return c >= '0' && c <= '9';
}

static inline char mla__ascii_lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static inline bool mla__ascii_is_alpha(char c) {
    char lower = mla__ascii_lower(c);
    return lower >= 'a' && lower <= 'z';
}

static inline bool mla__ascii_is_alnum(char c) {
    return mla__ascii_is_alpha(c) || mla__ascii_is_digit(c);
}

/** Space or TAB: RFC 5234's WSP. */
static inline bool mla__ascii_is_wsp(char c) {
    return c == ' ' || c == '\t';
}

/** CR or LF. */
static inline bool mla__ascii_is_eol(char c) {
    return c == '\r' || c == '\n';
}

/** 0 to 31 and 127: RFC 5234's CTL. */
static inline bool mla__ascii_is_ctl(char c) {
    return (unsigned char)c < 0x20 || c == 0x7f;
}

/** 128 to 255: what a 7-bit protocol does not allow. */
static inline bool mla__ascii_is_8bit(char c) {
    return ((unsigned char)c & 0x80) != 0;
}

/** @return 0 to 15, or -1 when `c` is no hexadecimal digit. */
static inline int mla__ascii_hex_value(char c) {
    if (mla__ascii_is_digit(c))
        return c - '0';
    char lower = mla__ascii_lower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool mla__ascii_equal_nocase(const char *a, const char *b, size_t len);

/** @param prefix NUL-terminated. */
bool mla__ascii_starts_with_nocase(mla_str text, const char *prefix);

/** Whether the whole of `text` is `word`. @param word NUL-terminated. */
bool mla__ascii_is_word_nocase(mla_str text, const char *word);

#endif
