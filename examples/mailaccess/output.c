/* SPDX-License-Identifier: MIT */
#include "output.h"

#include <inttypes.h>
#include <string.h>

#define REPLACEMENT 0xFFFDu

/** The next character of `[*at, end)`; U+FFFD for an octet that belongs to none. */
static uint32_t next_character(const unsigned char **at, const unsigned char *end) {
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    uint32_t lead = *(*at)++;
    int more = lead < 0x80 ? 0 : lead < 0xC2 ? -1 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    if (more == 0)
        return lead;
    if (more < 0 || lead > 0xF4 || end - *at < more)
        return REPLACEMENT;
    uint32_t character = lead & (0x3Fu >> more);
    for (int i = 0; i < more; i++) {
        if (((*at)[i] & 0xC0) != 0x80)
            return REPLACEMENT;
        character = character << 6 | ((*at)[i] & 0x3Fu);
    }
    bool surrogate = character >= 0xD800 && character <= 0xDFFF;
    if (character < least[more] || character > 0x10FFFF || surrogate)
        return REPLACEMENT;
    *at += more;
    return character;
}

static bool is_control(uint32_t character) {
    return character < 0x20 || (character >= 0x7F && character < 0xA0) ||
           (character >= 0x2028 && character <= 0x202E) || /* line ends, directions */
           (character >= 0x2066 && character <= 0x2069) || character == 0x200E ||
           character == 0x200F || character == 0x061C;
}

static void print_cleaned(FILE *out, const char *data, size_t len, const char *kept) {
    const unsigned char *at = (const unsigned char *)data;
    const unsigned char *end = at + len;
    while (at < end) {
        const unsigned char *from = at;
        uint32_t character = next_character(&at, end);
        bool keep = character > 0 && character < 0x80 && strchr(kept, (int)character) != NULL;
        if (is_control(character) && !keep)
            continue;
        if (character == REPLACEMENT)
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

static void quote(const char *text) {
    const unsigned char *at = (const unsigned char *)text;
    const unsigned char *end = at + strlen(text);
    putchar('"');
    while (at < end) {
        const unsigned char *from = at;
        uint32_t character = next_character(&at, end);
        if (character == '"' || character == '\\')
            printf("\\%c", (char)character);
        else if (is_control(character) || character == REPLACEMENT)
            printf("\\u%04" PRIx32, character);
        else
            fwrite(from, 1, (size_t)(at - from), stdout);
    }
    putchar('"');
}

static void comma(struct json *json) {
    if (!json->first)
        putchar(',');
    json->first = false;
}

static void name_member(struct json *json, const char *name) {
    comma(json);
    quote(name);
    putchar(':');
}

void json_begin(struct json *json) {
    json->first = true;
    putchar('{');
}

void json_text(struct json *json, const char *name, const char *value) {
    name_member(json, name);
    quote(value);
}

void json_number(struct json *json, const char *name, uint64_t value) {
    name_member(json, name);
    printf("%" PRIu64, value);
}

void json_bool(struct json *json, const char *name, bool value) {
    name_member(json, name);
    fputs(value ? "true" : "false", stdout);
}

void json_array(struct json *json, const char *name) {
    name_member(json, name);
    putchar('[');
    json->first = true;
}

void json_element(struct json *json, const char *value) {
    comma(json);
    quote(value);
}

void json_array_end(struct json *json) {
    putchar(']');
    json->first = false;
}

void json_end(struct json *json) {
    json->first = false;
    puts("}");
    fflush(stdout);
}
