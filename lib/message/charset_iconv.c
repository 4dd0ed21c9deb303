/* SPDX-License-Identifier: MIT */
#include "message/charset_iconv.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <string.h>

#include "base/ascii.h"
#include "message/utf8.h"

#define NAME_MAX_LEN 63u
#define REPLACEMENT_ROOM 16u

/* What mail calls by one name and means by another: the first are supersets that the senders use. */
static const struct {
    const char *name;
    const char *iconv_name;
} aliases[] = {
    {"gb2312", "GB18030"},          {"gbk", "GB18030"},       {"x-gbk", "GB18030"},
    {"ks_c_5601-1987", "CP949"},    {"euc-kr", "CP949"},      {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},         {"x-sjis", "CP932"},      {"iso-8859-8-i", "ISO-8859-8"},
    {"iso-8859-6-i", "ISO-8859-6"}, {"windows-874", "CP874"}, {"x-mac-roman", "MACINTOSH"},
};

/* Nobody writes mail in these, and glibc reads and writes out of bounds (ISO-2022-CN-EXT) or loses characters (TSCII)
 * where their octets come in pieces. */
static const char *const refused[] = {"iso-2022-cn-ext", "iso2022cnext", "tscii"};

static bool is_refused(mla_str name) {
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        if (mla__ascii_is_word_nocase(name, refused[i]))
            return true;
    return false;
}

/** iconv reads "//" and what follows as options: only plain names go through. */
static bool is_name_char(char c) {
    return mla__ascii_is_alnum(c) || c == '-' || c == '_' || c == '.' || c == ':' || c == '+';
}

static bool copy_name(mla_str name, char *out) {
    if (name.len > NAME_MAX_LEN)
        return false;
    for (size_t i = 0; i < name.len; i++) {
        if (!is_name_char(name.ptr[i]))
            return false;
        out[i] = name.ptr[i];
    }
    out[name.len] = '\0';
    return true;
}

void *mla__charset_iconv_open(mla_str name) {
    char copy[NAME_MAX_LEN + 1];
    if (is_refused(name) || !copy_name(name, copy))
        return NULL;
    const char *from = copy;
    for (size_t i = 0; i < sizeof aliases / sizeof aliases[0]; i++)
        if (mla__ascii_is_word_nocase(name, aliases[i].name))
            from = aliases[i].iconv_name;
    iconv_t native = iconv_open("UTF-8", from);
    return native == (iconv_t)-1 ? NULL : native;
}

void mla__charset_iconv_close(void *native) {
    iconv_close(native);
}

/** @return 0, or why iconv stopped: E2BIG, EINVAL (a character is cut), EILSEQ (it is none). */
static int convert(mla_charset_decoder *decoder, char **in, size_t *in_len, char *out,
                   size_t capacity, size_t *len) {
    char *at = out + *len;
    size_t room = capacity - *len;
    size_t result = iconv(decoder->native, in, in_len, &at, &room);
    *len = capacity - room;
    return result == (size_t)-1 ? errno : 0;
}

static void put_replacement(mla_charset_decoder *decoder, char *out, size_t *len) {
    *len += mla__utf8_write(MLA__UTF8_REPLACEMENT, out + *len);
    decoder->errors++;
}

/** Converts the pending octets as far as they go. @return E2BIG when `out` is full, else 0. */
static int drain_pending(mla_charset_decoder *decoder, char *out, size_t capacity, size_t *len) {
    while (decoder->pending_len != 0) {
        if (capacity - *len < REPLACEMENT_ROOM)
            return E2BIG;
        char *at = decoder->pending;
        size_t left = decoder->pending_len;
        int reason = convert(decoder, &at, &left, out, capacity, len);
        bool is_none = reason == EILSEQ || (reason == EINVAL && left == sizeof decoder->pending);
        /* What stood in front of it has taken room. */
        if (is_none && capacity - *len < REPLACEMENT_ROOM) {
            reason = E2BIG;
        } else if (is_none) {
            put_replacement(decoder, out, len);
            at++;
            left--;
        }
        memmove(decoder->pending, at, left);
        decoder->pending_len = (uint32_t)left;
        if (reason == E2BIG || reason == EINVAL)
            return reason == E2BIG ? E2BIG : 0;
    }
    return 0;
}

int32_t mla__charset_iconv_decode(mla_charset_decoder *decoder, mla_str *in, char *out,
                                  size_t capacity, size_t *len) {
    for (;;) {
        if (drain_pending(decoder, out, capacity, len) == E2BIG)
            return MLA_AGAIN;
        if (in->len == 0)
            return MLA_OK;
        size_t take = sizeof decoder->pending - decoder->pending_len;
        if (take > in->len)
            take = in->len;
        memcpy(decoder->pending + decoder->pending_len, in->ptr, take);
        decoder->pending_len += (uint32_t)take;
        in->ptr += take;
        in->len -= take;
    }
}

int32_t mla__charset_iconv_finish(mla_charset_decoder *decoder, char *out, size_t capacity,
                                  size_t *len) {
    if (decoder->pending_len != 0) {
        put_replacement(decoder, out, len);
        decoder->pending_len = 0;
    }
    char *at = out + *len;
    size_t room = capacity - *len;
    iconv(decoder->native, NULL, NULL, &at, &room);
    *len = capacity - room;
    return MLA_OK;
}
