/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/mem.h"
#include "message/charset_iconv.h"
#include "message/utf8.h"

#define KIND_GUESS 0 /* UTF-8, each octet that is not as windows-1252 */
#define KIND_UTF8 1  /* UTF-8, U+FFFD for what is not */
#define KIND_WINDOWS_1252 2
#define KIND_ISO_8859_15 3
#define KIND_ICONV 4

/** Room that one octet of input can need: four octets that were pending, each replaced. */
#define ROOM_PER_OCTET 16u

static const struct {
    const char *name;
    int32_t kind;
} names[] = {
    {"utf-8", KIND_UTF8},
    {"utf8", KIND_UTF8},
    {"us-ascii", KIND_GUESS},
    {"ascii", KIND_GUESS},
    {"ansi_x3.4-1968", KIND_GUESS},
    {"unknown-8bit", KIND_GUESS}, /* RFC 1428 */
    {"x-unknown", KIND_GUESS},
    {"iso-8859-1", KIND_WINDOWS_1252},
    {"iso8859-1", KIND_WINDOWS_1252},
    {"iso_8859-1", KIND_WINDOWS_1252},
    {"latin1", KIND_WINDOWS_1252},
    {"windows-1252", KIND_WINDOWS_1252},
    {"cp1252", KIND_WINDOWS_1252},
    {"iso-8859-15", KIND_ISO_8859_15},
    {"iso8859-15", KIND_ISO_8859_15},
    {"latin-9", KIND_ISO_8859_15},
};

/* 0x80 to 0x9f; the five that are not assigned stay the controls that they are in ISO 8859-1. */
static const uint16_t windows_1252[32] = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

static uint32_t from_windows_1252(unsigned char octet) {
    return octet >= 0x80 && octet < 0xa0 ? windows_1252[octet - 0x80] : octet;
}

static uint32_t from_iso_8859_15(unsigned char octet) {
    switch (octet) {
    case 0xa4: return 0x20ac;
    case 0xa6: return 0x0160;
    case 0xa8: return 0x0161;
    case 0xb4: return 0x017d;
    case 0xb8: return 0x017e;
    case 0xbc: return 0x0152;
    case 0xbd: return 0x0153;
    case 0xbe: return 0x0178;
    default: return octet;
    }
}

int32_t mla_charset_decoder_init(mla_charset_decoder *decoder, mla_str name) {
    *decoder = (mla_charset_decoder){.kind = KIND_GUESS};
    if (name.len == 0)
        return MLA_OK;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (!mla__ascii_is_word_nocase(name, names[i].name))
            continue;
        decoder->kind = names[i].kind;
        return MLA_OK;
    }
    decoder->native = mla__charset_iconv_open(name);
    decoder->kind = decoder->native != NULL ? KIND_ICONV : KIND_UTF8;
    return decoder->native != NULL ? MLA_OK : MLA_E_UNSUPPORTED;
}

void mla_charset_decoder_deinit(mla_charset_decoder *decoder) {
    if (decoder == NULL)
        return;
    if (decoder->native != NULL)
        mla__charset_iconv_close(decoder->native);
    decoder->native = NULL;
}

static void drop_pending(mla_charset_decoder *decoder, uint32_t count) {
    decoder->pending_len -= count;
    memmove(decoder->pending, decoder->pending + count, decoder->pending_len);
}

/** Writes what stands for the first `count` pending octets, which are no character. */
static size_t replace_pending(mla_charset_decoder *decoder, uint32_t count, char *out) {
    size_t len = 0;
    decoder->errors++;
    if (decoder->kind == KIND_UTF8)
        len = mla__utf8_write(MLA__UTF8_REPLACEMENT, out);
    else
        for (uint32_t i = 0; i < count; i++)
            len +=
                mla__utf8_write(from_windows_1252((unsigned char)decoder->pending[i]), out + len);
    drop_pending(decoder, count);
    return len;
}

/** Writes the characters that the pending octets make, and keeps the beginning of one. */
static size_t drain_pending(mla_charset_decoder *decoder, char *out) {
    size_t len = 0;
    while (decoder->pending_len != 0) {
        uint32_t character;
        int length = mla__utf8_read(decoder->pending, decoder->pending_len, &character);
        if (length == 0)
            break;
        if (length < 0) {
            len += replace_pending(decoder, (uint32_t)-length, out + len);
            continue;
        }
        memcpy(out + len, decoder->pending, (size_t)length);
        len += (size_t)length;
        drop_pending(decoder, (uint32_t)length);
    }
    return len;
}

static size_t decode_octet(mla_charset_decoder *decoder, char octet, char *out) {
    switch (decoder->kind) {
    case KIND_WINDOWS_1252: return mla__utf8_write(from_windows_1252((unsigned char)octet), out);
    case KIND_ISO_8859_15: return mla__utf8_write(from_iso_8859_15((unsigned char)octet), out);
    default: decoder->pending[decoder->pending_len++] = octet; return drain_pending(decoder, out);
    }
}

/** ASCII is the same in all that is built in. */
static size_t copy_ascii(mla_str *in, char *out, size_t room) {
    size_t len = 0;
    while (len < in->len && len < room && !mla__ascii_is_8bit(in->ptr[len])) {
        out[len] = in->ptr[len];
        len++;
    }
    in->ptr += len;
    in->len -= len;
    return len;
}

static int32_t decode_built_in(mla_charset_decoder *decoder, mla_str *in, char *out,
                               size_t capacity, size_t *len) {
    while (in->len != 0) {
        if (decoder->pending_len == 0)
            *len += copy_ascii(in, out + *len, capacity - *len);
        if (in->len == 0)
            break;
        if (capacity - *len < ROOM_PER_OCTET)
            return MLA_AGAIN;
        *len += decode_octet(decoder, *in->ptr, out + *len);
        in->ptr++;
        in->len--;
    }
    return MLA_OK;
}

int32_t mla_charset_decode(mla_charset_decoder *decoder, mla_str *in, char *out, size_t capacity,
                           size_t *len) {
    *len = 0;
    if (capacity < MLA_DECODER_ROOM_MIN)
        return MLA_E_INVALID;
    if (decoder->kind == KIND_ICONV)
        return mla__charset_iconv_decode(decoder, in, out, capacity, len);
    return decode_built_in(decoder, in, out, capacity, len);
}

int32_t mla_charset_finish(mla_charset_decoder *decoder, char *out, size_t capacity, size_t *len) {
    *len = 0;
    if (capacity < MLA_DECODER_ROOM_MIN)
        return MLA_E_INVALID;
    if (decoder->kind == KIND_ICONV)
        return mla__charset_iconv_finish(decoder, out, capacity, len);
    if (decoder->pending_len != 0)
        *len = replace_pending(decoder, decoder->pending_len, out);
    return MLA_OK;
}
