/* SPDX-License-Identifier: MIT */
#include "message/text.h"

#include "base/mem.h"
#include "message/utf8.h"

void mla__text_put(mla_text *text, const char *octets, size_t len) {
    bool whole_so_far = text->len == text->needed;
    text->needed += len;
    if (!whole_so_far || len > text->capacity - text->len)
        return;
    memcpy(text->data + text->len, octets, len);
    text->len += len;
}

static bool is_control(uint32_t character) {
    return (character < 0x20 && character != '\t') || (character >= 0x7f && character < 0xa0);
}

void mla__text_put_utf8(mla_text *text, mla_str octets, bool strip) {
    const char *at = octets.ptr;
    const char *end = octets.ptr + octets.len;
    while (at != end) {
        uint32_t character = 0;
        int length = mla__utf8_read(at, (size_t)(end - at), &character);
        if (length <= 0)
            return;
        if (!strip || !is_control(character))
            mla__text_put(text, at, (size_t)length);
        at += length;
    }
}
