/* SPDX-License-Identifier: MIT */
#include "session/fingerprint.h"

typedef struct {
    uint64_t v[4];
} sip;

static uint64_t rotate(uint64_t word, int by) {
    return word << by | word >> (64 - by);
}

static void rounds(sip *s, int count) {
    while (count-- > 0) {
        s->v[0] += s->v[1];
        s->v[2] += s->v[3];
        s->v[1] = rotate(s->v[1], 13) ^ s->v[0];
        s->v[3] = rotate(s->v[3], 16) ^ s->v[2];
        s->v[0] = rotate(s->v[0], 32) + s->v[3];
        s->v[2] += s->v[1];
        s->v[1] = rotate(s->v[1], 17) ^ s->v[2];
        s->v[3] = rotate(s->v[3], 21) ^ s->v[0];
        s->v[2] = rotate(s->v[2], 32);
    }
}

static void take(sip *s, uint64_t word) {
    s->v[3] ^= word;
    rounds(s, 2);
    s->v[0] ^= word;
}

/* Little-endian; up to seven octets leave the high ones 0. */
static uint64_t load(const char *at, size_t len) {
    uint64_t word = 0;

    for (size_t i = 0; i < len; i++)
        word |= (uint64_t)(unsigned char)at[i] << (8 * i);
    return word;
}

uint64_t mla__fingerprint(const uint64_t key[2], mla_str text) {
    sip s = {{key[0] ^ 0x736f6d6570736575u, key[1] ^ 0x646f72616e646f6du,
              key[0] ^ 0x6c7967656e657261u, key[1] ^ 0x7465646279746573u}};
    size_t at = 0;

    for (; text.len - at >= 8; at += 8)
        take(&s, load(text.ptr + at, 8));
    take(&s, load(text.ptr + at, text.len - at) | (uint64_t)text.len << 56);
    s.v[2] ^= 0xff;
    rounds(&s, 4);
    return s.v[0] ^ s.v[1] ^ s.v[2] ^ s.v[3];
}
