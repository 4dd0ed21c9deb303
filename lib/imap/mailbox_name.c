/* SPDX-License-Identifier: MIT */
#include "imap/mailbox_name.h"

#include "base/ascii.h"
#include "base/base64.h"
#include "base/mem.h"
#include "message/utf8.h"

#define DIGITS 63u /* of base64 that are the same here; "," stands in place of "/" */

static char digit(uint32_t value) {
    value &= 63;
    return value == DIGITS ? ',' : mla__base64_alphabet[value];
}

/* -1 when it is none. */
static int32_t digit_value(char c) {
    const char *at =
        c == ',' ? mla__base64_alphabet + DIGITS : memchr(mla__base64_alphabet, c, DIGITS);
    return at != NULL ? (int32_t)(at - mla__base64_alphabet) : -1;
}

bool mla__mailbox_name_is_plain(const mla_str *raw) {
    return raw->len == 0 || memchr(raw->ptr, '&', raw->len) == NULL;
}

/* The UTF-16 of one shifted sequence, from behind "&" up to "-". */
typedef struct mla__utf16 {
    uint32_t bits;
    unsigned bit_count;
    uint32_t high; /* a surrogate that waits for its second half */
} mla__utf16;

/* Takes a code unit. Returns false for what cannot be encoded to the same octets again. */
static bool take_unit(mla__utf16 *state, uint32_t unit, char *out, size_t *len) {
    if (state->high != 0) {
        if ((unit & 0xfc00) != 0xdc00)
            return false;
        *len +=
            mla__utf8_write(0x10000 + ((state->high - 0xd800) << 10) + (unit - 0xdc00), out + *len);
        state->high = 0;
        return true;
    }
    if (unit >= 0xd800 && unit <= 0xdfff) {
        state->high = unit;
        return unit < 0xdc00;
    }
    if (unit < 0x80)
        return false;
    *len += mla__utf8_write(unit, out + *len);
    return true;
}

static bool decode_shifted(const char **at, const char *end, char *out, size_t *len) {
    mla__utf16 state = {0};
    for (; *at != end && **at != '-'; (*at)++) {
        int32_t value = digit_value(**at);
        if (value < 0)
            return false;
        state.bits = (state.bits << 6) | (uint32_t)value;
        state.bit_count += 6;
        if (state.bit_count < 16)
            continue;
        state.bit_count -= 16;
        if (!take_unit(&state, (state.bits >> state.bit_count) & 0xffff, out, len))
            return false;
        state.bits &= (1u << state.bit_count) - 1;
    }
    return *at != end && state.high == 0 && state.bit_count < 6 && state.bits == 0;
}

size_t mla__mailbox_name_decode(const mla_str *raw, char *out) {
    const char *at = raw->ptr;
    const char *end = at + raw->len;
    size_t len = 0;
    bool was_shifted = false;
    for (; at != end; at++) {
        if (mla__ascii_is_8bit(*at))
            return 0;
        if (*at != '&') {
            was_shifted = false;
            out[len++] = *at;
        } else if (at + 1 != end && at[1] == '-') {
            was_shifted = false;
            out[len++] = '&';
            at++;
        } else {
            at++;
            /* Two sequences side by side would be encoded as one. */
            if (was_shifted || !decode_shifted(&at, end, out, &len))
                return 0;
            was_shifted = true;
        }
    }
    return len;
}

typedef struct mla__encoder7 {
    char *out;
    size_t capacity;
    size_t len;
    uint32_t bits;
    unsigned bit_count;
    bool is_shifted;
} mla__encoder7;

static void put(mla__encoder7 *encoder, char c) {
    if (encoder->len < encoder->capacity)
        encoder->out[encoder->len] = c;
    encoder->len++;
}

static void put_unit(mla__encoder7 *encoder, uint32_t unit) {
    if (!encoder->is_shifted)
        put(encoder, '&');
    encoder->is_shifted = true;
    encoder->bits = (encoder->bits << 16) | unit;
    encoder->bit_count += 16;
    while (encoder->bit_count >= 6) {
        encoder->bit_count -= 6;
        put(encoder, digit(encoder->bits >> encoder->bit_count));
    }
    encoder->bits &= (1u << encoder->bit_count) - 1;
}

static void unshift(mla__encoder7 *encoder) {
    if (!encoder->is_shifted)
        return;
    if (encoder->bit_count != 0)
        put(encoder, digit(encoder->bits << (6 - encoder->bit_count)));
    put(encoder, '-');
    encoder->bits = encoder->bit_count = 0;
    encoder->is_shifted = false;
}

static void put_character(mla__encoder7 *encoder, uint32_t c) {
    if (c < 0x10000) {
        put_unit(encoder, c);
        return;
    }
    put_unit(encoder, 0xd800 + ((c - 0x10000) >> 10));
    put_unit(encoder, 0xdc00 + ((c - 0x10000) & 0x3ff));
}

int32_t mla__mailbox_name_encode(const mla_str *utf8, char *out, size_t capacity, size_t *len) {
    mla__encoder7 encoder = {.out = out, .capacity = capacity};
    const char *at = utf8->ptr;
    size_t left = utf8->len;
    while (left != 0) {
        uint32_t c = 0;
        int size = mla__utf8_read(at, left, &c);
        if (size > 1) {
            put_character(&encoder, c);
        } else { /* ASCII, or what is no UTF-8 */
            unshift(&encoder);
            put(&encoder, *at);
            if (*at == '&')
                put(&encoder, '-');
            size = 1;
        }
        at += size;
        left -= (size_t)size;
    }
    unshift(&encoder);
    *len = encoder.len;
    return encoder.len <= capacity ? MLA_OK : MLA_E_LIMIT;
}
