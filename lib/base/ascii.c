/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"

bool mla__ascii_equal_nocase(const char *a, const char *b, size_t len) {
    if (len == 0 || memcmp(a, b, len) == 0)
        return true;
    for (size_t i = 0; i < len; i++)
        if (a[i] != b[i] && mla__ascii_lower(a[i]) != mla__ascii_lower(b[i]))
            return false;
    return true;
}

bool mla__ascii_starts_with_nocase(mla_str text, const char *prefix) {
    size_t len = strlen(prefix);
    return len <= text.len && mla__ascii_equal_nocase(text.ptr, prefix, len);
}

bool mla__ascii_is_word_nocase(mla_str text, const char *word) {
    return strlen(word) == text.len && mla__ascii_equal_nocase(text.ptr, word, text.len);
}
