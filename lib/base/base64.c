/* SPDX-License-Identifier: MIT */
#include "base/base64.h"

#include "base/str.h"

const char mla__base64_alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

#define NONE 64u /* not in the alphabet */
#define PAD 66u

/* Values of the characters from 0 to 127; 65 is white space. */
static const uint8_t values[128] = {
    64, 64, 64, 64, 64, 64, 64, 64, 64, 65, 65, 64, 64, 65, 64, 64, /* 0x00: TAB LF CR */
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, /* 0x10 */
    65, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 62, 64, 64, 64, 63, /* 0x20: SP + / */
    52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 64, 64, 64, 66, 64, 64, /* 0x30: 0-9 = */
    64, 0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, /* 0x40: A-O */
    15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 64, 64, 64, 64, 64, /* 0x50: P-Z */
    64, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, /* 0x60: a-o */
    41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 64, 64, 64, 64, 64, /* 0x70: p-z */
};

static uint32_t value_of(char c) {
    unsigned char octet = (unsigned char)c;
    return octet < sizeof values ? values[octet] : NONE;
}

static void encode_group(uint32_t bits, char *out) {
    out[0] = mla__base64_alphabet[bits >> 18 & 63];
    out[1] = mla__base64_alphabet[bits >> 12 & 63];
    out[2] = mla__base64_alphabet[bits >> 6 & 63];
    out[3] = mla__base64_alphabet[bits & 63];
}

size_t mla__base64_encode(const void *data, size_t len, char *out) {
    const unsigned char *in = data;
    char *at = out;
    for (; len >= 3; len -= 3, in += 3, at += 4)
        encode_group((uint32_t)in[0] << 16 | (uint32_t)in[1] << 8 | in[2], at);
    if (len == 0)
        return (size_t)(at - out);
    encode_group((uint32_t)in[0] << 16 | (len == 2 ? (uint32_t)in[1] << 8 : 0), at);
    at[3] = '=';
    if (len == 1)
        at[2] = '=';
    return (size_t)(at - out) + 4;
}

/** Decodes whole groups of four letters, as far as there are such. @return how many groups. */
static size_t decode_groups(const char *in, size_t len, char *out) {
    size_t groups = 0;
    for (; len >= 4; len -= 4, in += 4, out += 3, groups++) {
        uint32_t a = value_of(in[0]), b = value_of(in[1]);
        uint32_t c = value_of(in[2]), d = value_of(in[3]);
        if ((a | b | c | d) >= NONE)
            break;
        uint32_t bits = a << 18 | b << 12 | c << 6 | d;
        out[0] = (char)(bits >> 16);
        out[1] = (char)(bits >> 8 & 0xff);
        out[2] = (char)(bits & 0xff);
    }
    return groups;
}

static void end_group(mla__base64 *state) {
    if (state->count == 1)
        state->errors++;
    state->count = 0;
    state->bits = 0;
}

/** Takes in one letter. An octet is written as soon as it is whole: output never passes input. */
static char *push_value(mla__base64 *state, uint32_t value, char *out) {
    if (state->padded)
        state->errors++;
    state->padded = false;
    state->bits = (state->bits << 6 | value) & 0xffff;
    if (state->count > 0)
        *out++ = (char)(state->bits >> (6 - 2 * state->count) & 0xff);
    state->count = (state->count + 1) % 4;
    return out;
}

static char *push_char(mla__base64 *state, char c, char *out) {
    uint32_t value = value_of(c);
    if (value < NONE)
        return push_value(state, value, out);
    if (value == PAD) {
        end_group(state);
        state->padded = true;
    } else if (value == NONE) {
        state->errors++;
    }
    return out;
}

size_t mla__base64_update(mla__base64 *state, const char *data, size_t len, char *out) {
    const char *in = data;
    const char *end = mla__str_end((mla_str){data, len});
    char *at = out;
    while (in != end) {
        if (state->count == 0 && !state->padded) {
            size_t groups = decode_groups(in, (size_t)(end - in), at);
            in += groups * 4;
            at += groups * 3;
            if (in == end)
                break;
        }
        at = push_char(state, *in++, at);
    }
    return (size_t)(at - out);
}

/** Whether a string is one canonical encoding: letters, then padding to a multiple of four. */
static bool is_canonical(mla_str text) {
    size_t letters = text.len;
    while (letters > 0 && text.len - letters < 2 && text.ptr[letters - 1] == '=')
        letters--;
    for (size_t i = 0; i < letters; i++)
        if (value_of(text.ptr[i]) >= NONE)
            return false;
    if (text.len % 4 != 0)
        return false;
    uint32_t unused = letters % 4 == 2 ? 15 : letters % 4 == 3 ? 3 : 0;
    return unused == 0 || (value_of(text.ptr[letters - 1]) & unused) == 0;
}

int32_t mla__base64_decode(mla_str text, bool strict, char *out, size_t *len) {
    *len = 0;
    if (strict && !is_canonical(text))
        return MLA_E_MALFORMED;
    mla__base64 state = {0};
    *len = mla__base64_update(&state, text.ptr, text.len, out);
    return MLA_OK;
}
