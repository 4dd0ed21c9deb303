/* SPDX-License-Identifier: MIT */
#include "decode.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/** Copies: the decoder's text does not live long enough. In front of header fields it is the same in any case. */
static mla_str keep(struct decode *decode, mla_str text) {
    char *copy = malloc(text.len + 1);
    if (copy == NULL) {
        decode->out_of_memory = true;
        return (mla_str){"", 0};
    }
    if (text.len != 0)
        memcpy(copy, text.ptr, text.len);
    for (size_t i = 0; i < text.len && copy[i] != '('; i++)
        copy[i] = (char)toupper((unsigned char)copy[i]);
    return (mla_str){copy, text.len};
}

void body_begin(struct decode *decode, const mla_imap_body *body) {
    struct body *grown = realloc(decode->bodies, (decode->body_count + 1) * sizeof *decode->bodies);
    mbedtls_sha256_starts(&decode->sha256, 0);
    if (grown == NULL) {
        decode->out_of_memory = true;
        return;
    }
    decode->bodies = grown;
    grown[decode->body_count++] = (struct body){
        .item = keep(decode, body->item),
        .section = keep(decode, body->section),
        .origin = body->origin,
        .number = body->number,
        .uid = body->uid,
        .has_origin = body->has_origin != 0,
        .nil = body->nil != 0,
        .is_section = body->is_section != 0,
    };
}

void body_data(struct decode *decode, mla_str octets) {
    mbedtls_sha256_update(&decode->sha256, (const unsigned char *)octets.ptr, octets.len);
    if (decode->body_count != 0)
        decode->bodies[decode->body_count - 1].size += octets.len;
}

void body_print(struct json *json, const struct body *body) {
    char digits[2 * sizeof body->sha256 + 1];
    for (size_t i = 0; i < sizeof body->sha256; i++)
        snprintf(digits + 2 * i, 3, "%02x", (unsigned)body->sha256[i]);
    print_str(json, "section", body->section);
    if (body->has_origin)
        json_number(json, "origin", body->origin);
    else
        json_null(json, "origin");
    if (body->nil) {
        json_null(json, "size");
        json_null(json, "sha256");
        return;
    }
    json_number(json, "size", body->size);
    json_text(json, "sha256", digits);
}

void body_end(struct decode *decode) {
    struct json *json = &decode->json;
    if (decode->body_count == 0)
        return;
    struct body *body = &decode->bodies[decode->body_count - 1];
    mbedtls_sha256_finish(&decode->sha256, body->sha256);
    json_begin(json);
    json_text(json, "type", "body");
    if (body->number != 0)
        json_number(json, "seq", body->number);
    else
        json_null(json, "seq");
    if (body->uid != 0)
        json_number(json, "uid", body->uid);
    else
        json_null(json, "uid");
    print_str(json, "item", body->item);
    body_print(json, body);
    json_end(json);
    decode->events++;
}

void bodies_clear(struct decode *decode) {
    for (size_t i = 0; i < decode->body_count; i++) {
        free((void *)(uintptr_t)decode->bodies[i].item.ptr);
        free((void *)(uintptr_t)decode->bodies[i].section.ptr);
    }
    free(decode->bodies);
    decode->bodies = NULL;
    decode->body_count = 0;
}
