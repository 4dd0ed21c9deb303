/* SPDX-License-Identifier: MIT */
#include "imap/mailbox_name.h"

#include "base/ascii.h"
#include "base/mem.h"

static char digit(uint32_t value) {
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,"[value & 63];
}

static int digit_value(char c) {
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (mla__ascii_is_digit(c))
        return c - '0' + 52;
    return c == '+' ? 62 : c == ',' ? 63 : -1;
}

static bool is_surrogate(uint32_t c) {
    return c >= 0xd800 && c <= 0xdfff;
}

bool mla__mailbox_name_is_plain(mla_str raw) {
    return raw.len == 0 || memchr(raw.ptr, '&', raw.len) == NULL;
}

/* From U+0080 on. */
static size_t put_utf8(uint32_t c, char *out) {
    size_t len = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = len - 1; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3f));
    out[0] = (char)(leads[len] | c);
    return len;
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
        *len += put_utf8(0x10000 + ((state->high - 0xd800) << 10) + (unit - 0xdc00), out + *len);
        state->high = 0;
        return true;
    }
    if (is_surrogate(unit)) {
        state->high = unit;
        return unit < 0xdc00;
    }
    if (unit < 0x80)
        return false;
    *len += put_utf8(unit, out + *len);
    return true;
}

static bool decode_shifted(const char **at, const char *end, char *out, size_t *len) {
    mla__utf16 state = {0};
    for (; *at != end && **at != '-'; (*at)++) {
        int value = digit_value(**at);
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

size_t mla__mailbox_name_decode(mla_str raw, char *out) {
    const char *at = raw.ptr;
    const char *end = raw.ptr + raw.len;
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

/* One character of UTF-8; 0 octets where there is none. */
static size_t get_utf8(const char *at, const char *end, uint32_t *c) {
    unsigned char lead = (unsigned char)*at;
    size_t len = lead >= 0xf0 && lead < 0xf5 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
    if (len == 0 || lead >= 0xf5 || (size_t)(end - at) < len)
        return 0;
    *c = lead & (0x7fu >> len);
    for (size_t i = 1; i < len; i++) {
        if (((unsigned char)at[i] & 0xc0) != 0x80)
            return 0;
        *c = (*c << 6) | ((unsigned char)at[i] & 0x3f);
    }
    bool is_short = (len == 3 && *c < 0x800) || (len == 4 && *c < 0x10000);
    return is_short || *c > 0x10ffff || is_surrogate(*c) ? 0 : len;
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

int32_t mla__mailbox_name_encode(mla_str utf8, char *out, size_t capacity, size_t *len) {
    mla__encoder7 encoder = {.out = out, .capacity = capacity};
    const char *at = utf8.ptr;
    size_t left = utf8.len;
    while (left != 0) {
        uint32_t c = 0;
        size_t size = mla__ascii_is_8bit(*at) ? get_utf8(at, at + left, &c) : 0;
        if (size == 0) {
            unshift(&encoder);
            put(&encoder, *at);
            if (*at == '&')
                put(&encoder, '-');
            size = 1;
        } else {
            put_character(&encoder, c);
        }
        at += size;
        left -= size;
    }
    unshift(&encoder);
    *len = encoder.len;
    return encoder.len <= capacity ? MLA_OK : MLA_E_LIMIT;
}
