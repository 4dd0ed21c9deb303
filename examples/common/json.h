/* SPDX-License-Identifier: MIT */
/**
 * JSON on the standard output: one object a line, written as it comes.
 *
 *     json_begin(&json);
 *     json_text(&json, "folder", name);
 *     json_open(&json, "sizes", '[');
 *     json_number(&json, NULL, 1);
 *     json_close(&json, ']');
 *     json_end(&json);
 *
 * `name` is that of a member, plain ASCII; NULL in an array. Strings may hold any octets: what is not
 * UTF-8 is written as \udcXX, XX being the octet, so that nothing is lost and the line stays JSON.
 */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json {
    bool first; /* no comma yet */
};

void json_begin(struct json *json);
/** The line is complete, and goes out. */
void json_end(struct json *json);

/** @param bracket '{' or '[', to be closed by '}' or ']'. */
void json_open(struct json *json, const char *name, char bracket);
void json_close(struct json *json, char bracket);

void json_text(struct json *json, const char *name, const char *value);
/** @param value NULL: null. */
void json_string(struct json *json, const char *name, const char *value, size_t len);
void json_number(struct json *json, const char *name, uint64_t value);
void json_signed(struct json *json, const char *name, int64_t value);
void json_bool(struct json *json, const char *name, bool value);
void json_null(struct json *json, const char *name);

/** A member whose name somebody else wrote; its value follows by a call with NULL as name. */
void json_member(struct json *json, const char *name, size_t len);

#endif
