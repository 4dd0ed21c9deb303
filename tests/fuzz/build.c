/* SPDX-License-Identifier: MIT */
#include "build.h"

#define VALUE_MAX 24u

void build_begin(builder *b, const uint8_t *data, size_t size) {
    b->in = (fuzz_source){data, data + size};
    b->len = b->used = 0;
    b->expected.len = 0;
}

bool build_is_full(const builder *b) {
    return fuzz_left(&b->in) == 0 || b->len > BUILD_OCTETS_MAX - BUILD_RESPONSE_MAX ||
           b->used > BUILD_MEMORY_MAX / 2;
}

void *build_alloc(builder *b, size_t count, size_t size) {
    size_t len = (count * size + 15) & ~(size_t)15;
    FUZZ_REQUIRE(len <= BUILD_MEMORY_MAX - b->used);
    void *at = b->memory + b->used;
    b->used += len;
    return memset(at, 0, len);
}

void build_expect(builder *b, mla_imap_event event) {
    event.struct_size = sizeof event;
    event_text_add(&b->expected, &event);
}

uint64_t build_number(builder *b, uint64_t max) {
    static const uint64_t borders[] = {
        0,          1,          9,         10,         99,
        INT32_MAX,  UINT32_MAX, INT64_MAX, UINT64_MAX, UINT64_MAX / 10,
        UINT16_MAX, 1u << 31,
    };
    uint64_t number = 0;
    uint8_t choice = fuzz_octet(&b->in);
    if (choice < 128)
        number = choice < sizeof borders / sizeof borders[0] ? borders[choice] : choice;
    else
        for (uint32_t i = 0; i <= choice % 8; i++)
            number = number << 8 | fuzz_octet(&b->in);
    return max == UINT64_MAX || number <= max ? number : number % (max + 1);
}

/* Octets. */

void build_put_str(builder *b, mla_str text) {
    FUZZ_REQUIRE(text.len <= BUILD_OCTETS_MAX - b->len);
    if (text.len != 0)
        memcpy(b->octets + b->len, text.ptr, text.len);
    b->len += text.len;
}

void build_put(builder *b, const char *text) {
    build_put_str(b, mla_str_from(text));
}

void build_put_number(builder *b, uint64_t number) {
    char digits[24];
    snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    build_put(b, digits);
}

uint64_t build_put_any_number(builder *b, uint64_t max) {
    uint64_t number = build_number(b, max);
    build_put_number(b, number);
    return number;
}

uint64_t build_put_nz_number(builder *b, uint64_t max) {
    uint64_t number = 1 + build_number(b, max - 1);
    build_put_number(b, number);
    return number;
}

static char other_case(char c) {
    bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return is_letter ? (char)(c ^ 0x20) : c;
}

mla_str build_keyword(builder *b, const char *word) {
    size_t from = b->len;
    build_put(b, word);
    if (build_below(b, 8) != 1)
        return build_since(b, from);
    uint8_t which = fuzz_octet(&b->in);
    for (size_t i = from; i < b->len; i++)
        if (which >> (i - from) % 8 & 1)
            b->octets[i] = other_case(b->octets[i]);
    return build_since(b, from);
}

static bool is_atom_char(char c) {
    return (unsigned char)c > ' ' && (unsigned char)c < 0x7f && memchr("(){%*\"\\]", c, 8) == NULL;
}

static mla_str put_atom(builder *b, const char *excluded) {
    size_t from = b->len;
    build_put(b, "zz-");
    for (uint32_t left = build_below(b, 12); left != 0; left--) {
        char c = (char)fuzz_octet(&b->in);
        if (is_atom_char(c) && strchr(excluded, c) == NULL)
            b->octets[b->len++] = c;
    }
    return build_since(b, from);
}

/* In the name of an item "[" begins a section and ">" ends one. */
mla_str build_atom(builder *b) {
    return put_atom(b, "[>");
}

mla_str build_keyword_flag(builder *b) {
    return put_atom(b, "");
}

/* One octet of the input is one of the value, or picks what is easily misread. */
static void append_to_value(char *value, size_t *len, uint8_t octet, bool is_line) {
    static const char *const odd[] = {
        "\"",
        "\\",
        "\"\"",
        "\" ",
        "\")",
        "\\\"",
        "{3}",
        "(",
        ")",
        "[",
        "]",
        " ",
        "NIL",
        "~{1}",
        "*",
        "%",
        "\x1f",
        "\xc3\xa9",
        "\r\n* 1 ",
        "\r",
        "\n",
        "{3}\r\n",
        "\r\nA1 OK x\r\n",
        "=?utf-8?q?x?=",
        "\xff",
        "}",
    };
    if (octet != 0 && octet < 0x80 && (!is_line || (octet != '\r' && octet != '\n'))) {
        value[(*len)++] = (char)octet;
        return;
    }
    const char *text = odd[octet % (sizeof odd / sizeof odd[0])];
    if (is_line && strpbrk(text, "\r\n\xff") != NULL)
        text = "\"";
    memcpy(value + *len, text, strlen(text));
    *len += strlen(text);
}

static mla_str any_value(builder *b, size_t max, bool is_line) {
    enum {
        LONGEST_ODD = 16
    };
    size_t left = build_below(b, (uint32_t)max + 1);
    char *value = build_alloc(b, left + 1, LONGEST_ODD);
    size_t len = 0;
    for (; left != 0; left--)
        append_to_value(value, &len, fuzz_octet(&b->in), is_line);
    return (mla_str){value, len};
}

mla_str build_value(builder *b) {
    return any_value(b, VALUE_MAX, false);
}

mla_str build_text(builder *b) {
    size_t from = b->len;
    build_put(b, "t");
    build_put_str(b, any_value(b, VALUE_MAX, true));
    return build_since(b, from);
}

/* Strings. */

static bool fits_quoted(mla_str value) {
    for (size_t i = 0; i < value.len; i++)
        if (value.ptr[i] == '\r' || value.ptr[i] == '\n' || value.ptr[i] == '\xff')
            return false;
    return true;
}

static void put_quoted(builder *b, mla_str value) {
    build_put(b, "\"");
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == '"' || value.ptr[i] == '\\')
            build_put(b, "\\");
        build_put_str(b, (mla_str){value.ptr + i, 1});
    }
    build_put(b, "\"");
}

mla_str build_quoted(builder *b) {
    mla_str value = any_value(b, VALUE_MAX, true);
    put_quoted(b, value);
    return value;
}

static void put_literal(builder *b, mla_str value) {
    build_put(b, "{");
    build_put_number(b, value.len);
    build_put(b, "}\r\n");
    build_put_str(b, value);
}

void build_put_string(builder *b, mla_str value) {
    if (fits_quoted(value) && build_below(b, 3) != 0)
        put_quoted(b, value);
    else
        put_literal(b, value);
}

static bool is_astring(mla_str value) {
    for (size_t i = 0; i < value.len; i++)
        if (!is_atom_char(value.ptr[i]) && value.ptr[i] != ']')
            return false;
    return value.len != 0;
}

void build_put_astring(builder *b, mla_str value) {
    if (is_astring(value) && build_flip(b))
        build_put_str(b, value);
    else
        build_put_string(b, value);
}

mla_str build_nstring(builder *b) {
    if (build_below(b, 4) == 0) {
        build_keyword(b, "NIL");
        return (mla_str){NULL, 0};
    }
    mla_str value = build_value(b);
    build_put_string(b, value);
    return value;
}

/* Lists. */

size_t build_list(builder *b, mla_str *words, size_t max, mla_str (*put)(builder *b)) {
    size_t count = build_below(b, (uint32_t)max + 1);
    build_put(b, "(");
    for (size_t i = 0; i < count; i++) {
        build_put(b, i != 0 ? " " : "");
        words[i] = put(b);
    }
    build_put(b, ")");
    return count;
}

size_t build_set(builder *b, mla_imap_range *ranges, size_t max) {
    size_t count = 1 + build_below(b, (uint32_t)max);
    for (size_t i = 0; i < count; i++) {
        build_put(b, i != 0 ? "," : "");
        uint32_t first = 1 + (uint32_t)build_number(b, UINT32_MAX - 1);
        build_put_number(b, first);
        uint32_t last = first;
        if (build_flip(b)) {
            build_put(b, ":");
            last = 1 + (uint32_t)build_number(b, UINT32_MAX - 1);
            build_put_number(b, last);
        }
        ranges[i] = first <= last ? (mla_imap_range){first, last} : (mla_imap_range){last, first};
    }
    return count;
}
