/* SPDX-License-Identifier: MIT */
#include "output.h"

#include <string.h>

#include "../common/text.h"

static void print_cleaned(FILE *out, const char *data, size_t len, const char *kept) {
    const unsigned char *at = (const unsigned char *)data;
    const unsigned char *end = at + len;
    while (at < end) {
        const unsigned char *from = at;
        uint32_t character = text_next(&at, end);
        bool keep = character > 0 && character < 0x80 && strchr(kept, (int)character) != NULL;
        if (text_is_control(character) && !keep)
            continue;
        if (character == TEXT_INVALID)
            fputs("\xEF\xBF\xBD", out);
        else
            fwrite(from, 1, (size_t)(at - from), out);
    }
}

void print_clean(FILE *out, const char *text) {
    print_cleaned(out, text, strlen(text), "");
}

/** How many octets at the end begin a character that goes on behind them. */
static size_t unfinished(const char *data, size_t len) {
    for (size_t back = 1; back <= 3 && back <= len; back++) {
        unsigned char octet = (unsigned char)data[len - back];
        if ((octet & 0xC0) == 0x80)
            continue;
        size_t wanted = octet >= 0xF0 ? 4 : octet >= 0xE0 ? 3 : octet >= 0xC2 ? 2 : 1;
        return wanted > back ? back : 0;
    }
    return 0;
}

void print_clean_lines(FILE *out, struct split *split, const char *data, size_t len) {
    while (len != 0 && unfinished(split->held, split->len) != 0 && (*data & 0xC0) == 0x80) {
        split->held[split->len++] = *data++;
        len--;
    }
    if (len == 0 && unfinished(split->held, split->len) != 0)
        return;
    print_cleaned(out, split->held, split->len, "\n\t");
    split->len = unfinished(data, len);
    print_cleaned(out, data, len - split->len, "\n\t");
    memcpy(split->held, data + len - split->len, split->len);
}

void print_clean_end(FILE *out, struct split *split) {
    print_cleaned(out, split->held, split->len, "\n\t");
    split->len = 0;
}
