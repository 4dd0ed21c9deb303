/* SPDX-License-Identifier: MIT */
#include "json.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "text.h"

static void quote(const char *text, size_t len) {
    const unsigned char *at = (const unsigned char *)text;
    const unsigned char *end = at + len;
    putchar('"');
    while (at < end) {
        const unsigned char *from = at;
        uint32_t character = text_next(&at, end);
        if (character == '"' || character == '\\')
            printf("\\%c", (char)character);
        else if (character == TEXT_INVALID)
            printf("\\udc%02x", (unsigned)*from);
        else if (text_is_control(character))
            printf("\\u%04" PRIx32, character);
        else
            fwrite(from, 1, (size_t)(at - from), stdout);
    }
    putchar('"');
}

void json_member(struct json *json, const char *name, size_t len) {
    if (!json->first)
        putchar(',');
    json->first = false;
    if (name == NULL)
        return;
    quote(name, len);
    putchar(':');
    json->first = true; /* the value stands behind the colon */
}

static void begin_value(struct json *json, const char *name) {
    json_member(json, name, name != NULL ? strlen(name) : 0);
    json->first = false;
}

void json_begin(struct json *json) {
    json->first = true;
    putchar('{');
}

void json_end(struct json *json) {
    json->first = false;
    puts("}");
    fflush(stdout);
}

void json_open(struct json *json, const char *name, char bracket) {
    begin_value(json, name);
    putchar(bracket);
    json->first = true;
}

void json_close(struct json *json, char bracket) {
    putchar(bracket);
    json->first = false;
}

void json_string(struct json *json, const char *name, const char *value, size_t len) {
    if (value == NULL) {
        json_null(json, name);
        return;
    }
    begin_value(json, name);
    quote(value, len);
}

void json_text(struct json *json, const char *name, const char *value) {
    json_string(json, name, value, strlen(value));
}

void json_number(struct json *json, const char *name, uint64_t value) {
    begin_value(json, name);
    printf("%" PRIu64, value);
}

void json_signed(struct json *json, const char *name, int64_t value) {
    begin_value(json, name);
    printf("%" PRId64, value);
}

void json_bool(struct json *json, const char *name, bool value) {
    begin_value(json, name);
    fputs(value ? "true" : "false", stdout);
}

void json_null(struct json *json, const char *name) {
    begin_value(json, name);
    fputs("null", stdout);
}
