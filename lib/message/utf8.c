/* SPDX-License-Identifier: MIT */
#include "message/utf8.h"

#include <stdbool.h>

static int length_of(unsigned char lead) {
    if (lead < 0x80)
        return 1;
    if (lead < 0xc2 || lead > 0xf4)
        return 0;
    return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/** Whether `octet` may stand second: shuts out overlong forms, surrogates and what is past Unicode. */
static bool is_second(unsigned char lead, unsigned char octet) {
    switch (lead) {
    case 0xe0: return octet >= 0xa0 && octet <= 0xbf;
    case 0xed: return octet >= 0x80 && octet <= 0x9f;
    case 0xf0: return octet >= 0x90 && octet <= 0xbf;
    case 0xf4: return octet >= 0x80 && octet <= 0x8f;
    default: return octet >= 0x80 && octet <= 0xbf;
    }
}

int mla__utf8_read(const char *text, size_t len, uint32_t *character) {
    unsigned char lead = (unsigned char)text[0];
    int length = length_of(lead);
    if (length == 0)
        return -1;
    uint32_t value = length == 1 ? lead : lead & (0x7fu >> length);
    for (int i = 1; i < length; i++) {
        if ((size_t)i == len)
            return 0;
        unsigned char octet = (unsigned char)text[i];
        if (!(i == 1 ? is_second(lead, octet) : (octet & 0xc0) == 0x80))
            return -i;
        value = value << 6 | (octet & 0x3fu);
    }
    *character = value;
    return length;
}

size_t mla__utf8_write(uint32_t character, char *out) {
    if (character < 0x80) {
        out[0] = (char)character;
        return 1;
    }
    size_t length = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (character & 0x3f));
        character >>= 6;
    }
    out[0] = (char)((0xf00u >> length & 0xff) | character);
    return length;
}
