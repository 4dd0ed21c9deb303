/* SPDX-License-Identifier: MIT */
/**
 * Text that somebody else wrote, made fit for a terminal or for JSON.
 *
 * Both take any octets: what is not UTF-8 becomes U+FFFD.
 */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/**
 * Without control characters, those of Unicode and those that turn the direction of writing
 * included. They could move the cursor, rename the window, or make one line look like another.
 */
void print_clean(FILE *out, const char *text);

/** Octets of a character that the next octets go on with. Zero at first. */
struct split {
    char held[8];
    size_t len;
};

/** The same for octets of one text that come one after the other, with line feeds and tabs kept. */
void print_clean_lines(FILE *out, struct split *split, const char *data, size_t len);
/** The text is complete. */
void print_clean_end(FILE *out, struct split *split);

/*
 * JSON: one object a line.
 *
 *     json_begin(&json);
 *     json_text(&json, "folder", name);
 *     json_end(&json);
 */

struct json {
    bool first; /* no comma yet */
};

void json_begin(struct json *json);
void json_text(struct json *json, const char *name, const char *value);
void json_number(struct json *json, const char *name, uint64_t value);
void json_bool(struct json *json, const char *name, bool value);
/** An array of strings: json_array(), json_element() as often as needed, json_array_end(). */
void json_array(struct json *json, const char *name);
void json_element(struct json *json, const char *value);
void json_array_end(struct json *json);
void json_end(struct json *json);

#endif
