/* SPDX-License-Identifier: MIT */
#include "text.h"

uint32_t text_next(const unsigned char **at, const unsigned char *end) {
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    uint32_t lead = *(*at)++;
    int more = lead < 0x80 ? 0 : lead < 0xC2 ? -1 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    if (more == 0)
        return lead;
    if (more < 0 || lead > 0xF4 || end - *at < more)
        return TEXT_INVALID;
    uint32_t character = lead & (0x3Fu >> more);
    for (int i = 0; i < more; i++) {
        if (((*at)[i] & 0xC0) != 0x80)
            return TEXT_INVALID;
        character = character << 6 | ((*at)[i] & 0x3Fu);
    }
    bool surrogate = character >= 0xD800 && character <= 0xDFFF;
    if (character < least[more] || character > 0x10FFFF || surrogate)
        return TEXT_INVALID;
    *at += more;
    return character;
}

bool text_is_control(uint32_t character) {
    return character < 0x20 || (character >= 0x7F && character < 0xA0) ||
           (character >= 0x2028 && character <= 0x202E) || /* line ends, directions */
           (character >= 0x2066 && character <= 0x2069) || character == 0x200E ||
           character == 0x200F || character == 0x061C;
}
