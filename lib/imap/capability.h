/* SPDX-License-Identifier: MIT */
/** What the server says that it can do (RFC 9051 section 7.2.2). */
#ifndef MLA_IMAP_CAPABILITY_H
#define MLA_IMAP_CAPABILITY_H

#include <stdbool.h>

#include <mailaccess/base.h>

typedef struct mla__capabilities {
    uint32_t bits; /**< 1 << MLA_IMAP_CAP_* */
    bool is_known;
    bool is_fresh; /**< said since a login was sent */
    char *text;    /**< the names, a space behind each */
    size_t len;
    size_t max;
} mla__capabilities;

/** A new list takes the place of the old one. */
void mla__capabilities_read(mla__capabilities *capabilities, const mla_str *words, size_t count);

void mla__capabilities_forget(mla__capabilities *capabilities);

/** @param capability MLA_IMAP_CAP_*. */
bool mla__capabilities_have(const mla__capabilities *capabilities, int32_t capability);

/** Whether the server is known not to have it. */
bool mla__capabilities_lack(const mla__capabilities *capabilities, int32_t capability);

/** Any name, without case. One that did not fit into `max` is not found. */
bool mla__capabilities_have_name(const mla__capabilities *capabilities, mla_str name);

#endif
