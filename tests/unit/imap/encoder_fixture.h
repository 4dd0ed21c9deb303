/* SPDX-License-Identifier: MIT */
/** Commands written piece by piece; what the tests of it share. */
#ifndef IMAP_ENCODER_FIXTURE_H
#define IMAP_ENCODER_FIXTURE_H

#include "imap_client.h"

#include "imap/command.h"
#include "imap/encoder.h"

/* Each test writes a raw command: its name is up to the caller. */
static inline int32_t end(client *c) {
    return mla__end(c->imap, NULL);
}

static inline void begin(client *c) {
    mla__begin(c->imap, MLA__IMAP_RAW, NULL);
}

/* A command that is one argument of this form. */
static inline int32_t put(client *c, char form, mla_str text) {
    begin(c);
    const mla_str argument = exact(text);
    mla__put_argument(c->imap, form, &argument);
    return end(c);
}

#define STRING(c, text) put((c), 's', STR(text))

#endif
