/* SPDX-License-Identifier: MIT */
#include "transport/pem.h"

#include "base/mem.h"

static const char begin_line[] = "-----BEGIN CERTIFICATE-----";
static const char end_line[] = "-----END CERTIFICATE-----";

static void skip(mla_str *text, size_t len) {
    text->ptr += len;
    text->len -= len;
}

/* Moves `rest` behind the line. Returns what stood before it; absent when there is no such line. */
static mla_str up_to(mla_str *rest, const char *line, size_t line_len) {
    mla_str at = *rest;

    while (at.len >= line_len) {
        const char *dash = memchr(at.ptr, '-', at.len - line_len + 1);
        if (dash == NULL)
            break;
        skip(&at, (size_t)(dash - at.ptr));
        if (memcmp(dash, line, line_len) == 0) {
            mla_str before = {rest->ptr, (size_t)(dash - rest->ptr)};
            skip(&at, line_len);
            *rest = at;
            return before;
        }
        skip(&at, 1);
    }
    return (mla_str){NULL, 0};
}

bool mla__pem_next_certificate(mla_str *rest, mla_str *body) {
    if (up_to(rest, begin_line, sizeof begin_line - 1).ptr == NULL)
        return false;
    *body = up_to(rest, end_line, sizeof end_line - 1);
    return body->ptr != NULL;
}
