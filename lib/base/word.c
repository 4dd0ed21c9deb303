/* SPDX-License-Identifier: MIT */
#include "base/word.h"

#include "base/ascii.h"
#include "base/mem.h"

void mla__word_trim(mla_str *word, const char *at, const char *end) {
    while (at != end && mla__ascii_is_wsp(*at))
        at++;
    while (at != end && mla__ascii_is_wsp(end[-1]))
        end--;
    *word = (mla_str){at, (size_t)(end - at)};
}

int32_t mla__word_find(const char *words, mla_str word) {
    for (int32_t i = 0; *words != '\0'; i++) {
        size_t len = strlen(words);
        if (word.len >= len && (word.len == len || word.ptr[len] == '/') &&
            mla__ascii_equal_nocase(word.ptr, words, len))
            return i;
        words += len + 1;
    }
    return -1;
}

bool mla__word_breaks_line(mla_str word) {
    for (size_t i = 0; i < word.len; i++)
        if (mla__ascii_is_eol(word.ptr[i]) || word.ptr[i] == '\0')
            return true;
    return false;
}
